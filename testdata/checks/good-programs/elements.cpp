// What a container owns dies with it, and when it is removed or overwritten.
// RUN: %check_tidy %s -- -std=c++20 -I%root/testdata/corpus/include

#include "chan.hpp"
#include <array>
#include <deque>
#include <list>
#include <map>
#include <memory>
#include <queue>
#include <tuple>
#include <unordered_map>
#include <utility>
#include <vector>

using Channel = chan::channel<int>;
struct Bell {
  Channel &c;
  explicit Bell(Channel &c) : c(c) {}
  ~Bell() { c.send(1); }
};
using Owner = std::unique_ptr<Bell>;

void map_at_scope_end_ok() {
  Channel c(8);
  {
    std::map<int, Owner> m;
    m[1] = std::make_unique<Bell>(c);
  }
  c.recv();
}

void map_erased_by_key_ok() {
  Channel c(8);
  std::unordered_map<int, Owner> m;
  m.emplace(1, std::make_unique<Bell>(c));
  m.erase(1);
  c.recv();
}

void map_erased_by_position_ok() {
  Channel c(8);
  std::map<int, Owner> m;
  m.try_emplace(1, std::make_unique<Bell>(c));
  m.erase(m.find(1));
  c.recv();
}

void vector_cleared_ok() {
  Channel c(8);
  std::vector<Owner> v;
  v.push_back(std::make_unique<Bell>(c));
  v.push_back(std::make_unique<Bell>(c));
  v.clear();
  c.recv();
  c.recv();
}

void vector_popped_and_erased_ok() {
  Channel c(8);
  std::vector<Owner> v;
  v.push_back(std::make_unique<Bell>(c));
  v.push_back(std::make_unique<Bell>(c));
  v.pop_back();
  c.recv();
  v.erase(v.begin());
  c.recv();
}

void vector_resized_ok() {
  Channel c(8);
  std::vector<std::shared_ptr<Bell>> v;
  v.push_back(std::make_shared<Bell>(c));
  v.resize(0);
  c.recv();
}

void overwritten_ok() {
  Channel c(8);
  std::vector<Owner> v;
  v.push_back(std::make_unique<Bell>(c));
  v = std::vector<Owner>();
  c.recv();
}

void queue_popped_ok() {
  Channel c(8);
  std::queue<Owner> q;
  q.push(std::make_unique<Bell>(c));
  q.pop();
  c.recv();
}

void list_erased_ok() {
  Channel c(8);
  std::list<Owner> l;
  l.push_back(std::make_unique<Bell>(c));
  l.erase(l.begin(), l.end());
  c.recv();
}

void array_of_objects_ok() {
  Channel c(8);
  {
    Bell both[2] = {Bell(c), Bell(c)};
  }
  c.recv();
  c.recv();
}

void tuple_of_owners_ok() {
  Channel c(8);
  {
    std::tuple<int, Owner> t(1, std::make_unique<Bell>(c));
  }
  c.recv();
}

void owner_of_anything_ok() {
  Channel c(8);
  {
    std::shared_ptr<void> p = std::make_shared<Bell>(c);
  }
  c.recv();
}
