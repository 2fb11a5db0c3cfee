// A variant holds one alternative, and says which.
// RUN: %check_tidy %s -- -std=c++20 -I%root/testdata/corpus/include

#include "chan.hpp"
#include <memory>
#include <string>
#include <thread>
#include <variant>

using Channel = chan::channel<int>;
struct Job {
  int number;
};
struct Stop {};
using Message = std::variant<Job, Stop>;

template <class F> void serve(F ends) {
  chan::channel<Message> c(1);
  std::thread reader([&] {
    for (;;) {
      auto m = c.recv();
      if (!m || ends(*m))
        return;
    }
  });
  c.send(Job{1});
  c.send(Message(std::in_place_type<Stop>));
  reader.join();
}

template <class... F> struct Overloaded : F... {
  using F::operator()...;
};
template <class... F> Overloaded(F...) -> Overloaded<F...>;

void end_is_known() {
  serve([](Message &m) { return std::holds_alternative<Stop>(m); });
  serve([](Message &m) { return m.index() == 1; });
  serve([](Message &m) { return std::get_if<Stop>(&m) != nullptr; });
  serve([](const Message &m) {
    return std::visit(Overloaded{[](const Job &) { return false; }, [](Stop) { return true; }}, m);
  });
}

struct Bell {
  Channel &c;
  explicit Bell(Channel &c) : c(c) {}
  ~Bell() { c.send(1); }
};

void dies_with_its_variant() {
  Channel c(8);
  {
    std::variant<std::monostate, std::unique_ptr<Bell>> v;
    v = std::make_unique<Bell>(c);
  }
  c.recv();
}

void dies_when_replaced() {
  Channel c(8);
  std::variant<int, std::unique_ptr<Bell>> v(std::make_unique<Bell>(c));
  v = 1;
  c.recv();
  v.emplace<1>(std::make_unique<Bell>(c));
  v.emplace<int>(2);
  c.recv();
}

class Client {
public:
  ~Client() { c.close(); }

private:
  void run() {
    while (!c.is_closed()) {
      c.recv_for(std::chrono::milliseconds(5));
      std::visit([this](int x) { sum += x; }, state);
    }
  }
  Channel c;
  std::variant<int> state;
  int sum = 0;
  std::jthread worker{[this] { run(); }};
};

void visited_again_and_again() { Client client; }
