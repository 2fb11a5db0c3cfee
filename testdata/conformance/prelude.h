// What the random functions use besides the standard library.
#include <algorithm>
#include <array>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <deque>
#include <exception>
#include <functional>
#include <latch>
#include <list>
#include <map>
#include <memory>
#include <numeric>
#include <optional>
#include <queue>
#include <set>
#include <stack>
#include <stdexcept>
#include <string>
#include <string_view>
#include <thread>
#include <tuple>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <variant>
#include <vector>

template <class... Ts> struct Overloaded : Ts... {
  using Ts::operator()...;
};
template <class... Ts> Overloaded(Ts...) -> Overloaded<Ts...>;

constexpr int twice(int x) { return 2 * x; }

// Writes into a journal when it dies.
struct Guard {
  int &journal;
  int id;
  Guard(int &journal, int id) : journal(journal), id(id) {}
  Guard(const Guard &) = delete;
  ~Guard() { journal = (journal * 3 + id) % 1009; }
};

struct Token {
  int *journal;
  int id;
  Token(int *journal, int id) : journal(journal), id(id) {}
  Token(Token &&other) noexcept
      : journal(std::exchange(other.journal, nullptr)), id(other.id) {}
  Token &operator=(Token &&other) noexcept {
    std::swap(journal, other.journal);
    std::swap(id, other.id);
    return *this;
  }
  ~Token() {
    if (journal)
      *journal = (*journal * 3 + id) % 1009;
  }
};

struct Failure : std::runtime_error {
  using std::runtime_error::runtime_error;
  int code = 1;
};

struct Timeout : Failure {
  int seconds;
  explicit Timeout(int seconds) : Failure("timeout"), seconds(seconds) {}
};

struct Shape {
  int side;
  explicit Shape(int side) : side(side) {}
  virtual ~Shape() = default;
  virtual int area() const { return side; }
  virtual void scale(int by) { side = side * by % 50; }
};

struct Square : Shape {
  using Shape::Shape;
  int area() const override { return side * side % 90; }
};

struct Cube : Square {
  int extra = 2;
  explicit Cube(int side) : Square(side % 10) {}
  int area() const override { return Square::area() + extra; }
  void scale(int by) override {
    extra += by;
    Square::scale(by + 1);
  }
};

inline int areaOf(const Shape &shape) { return shape.area(); }
