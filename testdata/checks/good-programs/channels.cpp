// Fan-out, ping-pong, generators, replies: all come to rest.
// RUN: %check_tidy %s -- -std=c++20 -I%root/testdata/corpus/include

#include "chan.hpp"
#include <functional>
#include <memory>
#include <thread>
#include <vector>
void use(int);
int compute(int);

// fan-out, fan-in
void fan() {
  chan::channel<int> in(4), out(4);
  std::vector<std::thread> ws;
  for (int i = 0; i < 3; ++i)
    ws.emplace_back([&] {
      for (int v : in)
        out.send(compute(v));
    });
  std::thread closer([&] {
    for (auto &w : ws)
      w.join();
    out.close();
  });
  std::thread feeder([&] {
    for (int i = 0; i < 6; ++i)
      in.send(i);
    in.close();
  });
  for (int v : out)
    use(v);
  feeder.join();
  closer.join();
}

// ping pong
void ping() {
  chan::channel<int> a, b;
  std::thread t([&] {
    for (int i = 0; i < 3; ++i) {
      int v = *a.recv();
      b.send(v + 1);
    }
  });
  for (int i = 0; i < 3; ++i) {
    a.send(i);
    use(*b.recv());
  }
  t.join();
}

// done channel
void done() {
  chan::channel<int> d;
  std::thread t([&] {
    use(1);
    d.close();
  });
  d.recv();
  t.join();
}

// worker with cancel
class Worker {
public:
  Worker() : t([this] { run(); }) {}

  ~Worker() {
    quit.close();
    t.join();
  }

  bool post(int v) { return jobs.try_send(v); }

private:
  void run() {
    for (bool on = true; on;)
      chan::select(chan::on_recv(jobs, [](std::optional<int> v) { use(*v); }),
                   chan::on_recv(quit, [&](std::optional<int>) { on = false; }));
  }

  chan::channel<int> jobs{8}, quit;
  std::thread t;
};

void worker() {
  Worker w;
  w.post(1);
  w.post(2);
}

// mutex semaphore by channel
void sem() {
  chan::channel<int> slots(2);
  std::vector<std::thread> ws;
  for (int i = 0; i < 4; ++i)
    ws.emplace_back([&, i] {
      slots.send(1);
      use(i);
      slots.recv();
    });
  for (auto &w : ws)
    w.join();
}

// future by channel
std::shared_ptr<chan::channel<int>> async(std::function<int()> f) {
  auto c = std::make_shared<chan::channel<int>>(1);
  std::thread([c, f] {
    c->send(f());
    c->close();
  }).detach();
  return c;
}

int user() {
  auto c = async([] { return compute(1); });
  return *c->recv();
}

// generator with early stop
void gen() {
  chan::channel<int> c, stop;
  std::thread t([&] {
    for (int i = 0;; ++i) {
      bool go = true;
      chan::select(chan::on_send(c, i, [] {}), chan::on_recv(stop, [&](std::optional<int>) { go = false; }));
      if (!go)
        break;
    }
    c.close();
  });
  for (int v : c) {
    if (v > 2)
      break;
    use(v);
  }
  stop.close();
  t.join();
}

// error channel
int err() {
  chan::channel<int> errors(2);
  std::vector<std::jthread> ws;
  for (int i = 0; i < 2; ++i)
    ws.emplace_back([&, i] { errors.send(compute(i)); });
  for (int i = 0; i < 2; ++i)
    if (int e = *errors.recv())
      return e;
  return 0;
}
