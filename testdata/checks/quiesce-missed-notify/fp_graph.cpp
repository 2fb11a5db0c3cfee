// A known false alarm: add() takes only what is known already, so that a graph which is not empty has a root.
// RUN: %check_tidy %s -- -std=c++20

#include <condition_variable>
#include <deque>
#include <map>
#include <mutex>
#include <stdexcept>
#include <string>
#include <vector>

class Graph {
public:
  void add(const std::string &name, const std::vector<std::string> &deps) {
    Node &n = nodes_[name];
    for (auto &d : deps) {
      if (d == name || !nodes_.contains(d))
        throw std::invalid_argument(d);
      nodes_[d].dependants.push_back(&n);
      ++n.needs;
    }
  }
  void run() {
    std::mutex m;
    std::condition_variable cv;
    std::deque<Node *> ready;
    std::size_t left = nodes_.size();
    for (auto &[name, n] : nodes_)
      if (n.needs == 0)
        ready.push_back(&n);
    std::unique_lock lk(m);
    for (;;) {
      cv.wait(lk, [&] { return left == 0 || !ready.empty(); });
      if (left == 0)
        return;
      Node *n = ready.front();
      ready.pop_front();
      for (Node *d : n->dependants)
        if (--d->needs == 0)
          ready.push_back(d);
      if (--left == 0)
        cv.notify_all();
    }
  }

private:
  struct Node {
    std::vector<Node *> dependants;
    unsigned needs = 0;
  };
  std::map<std::string, Node> nodes_;
};
// CHECK: :[[@LINE-20]]:10: warning: this wait on 'cv' can block forever: no notification reaches it any more [quiesce-missed-notify]
// CHECK: :[[@LINE-25]]:19: note: in the main task, 'n.needs == 0' is false
// CHECK: :[[@LINE-22]]:10: note: no task notifies 'cv' from here on
