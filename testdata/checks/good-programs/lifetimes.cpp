// Handles in objects of all kinds.
// RUN: %check_tidy %s -- -std=c++20 -I%root/testdata/corpus/include

#include <exception>
#include <future>
#include <map>
#include <memory>
#include <string>
#include <thread>
#include <vector>
int compute(int);
void use(int);

int prom(bool bad) {
  std::promise<int> p;
  auto f = p.get_future();
  std::jthread t([&] {
    try {
      if (bad)
        throw 1;
      p.set_value(1);
    } catch (...) {
      p.set_exception(std::current_exception());
    }
  });
  return f.get();
}

class Session : public std::enable_shared_from_this<Session> {
public:
  void start() {
    auto self = shared_from_this();
    std::thread([self] { self->run(); }).detach();
  }

  void run() { use(1); }
};

void sess() { std::make_shared<Session>()->start(); }

class Registry {
  std::map<std::string, std::thread> m;

public:
  void add(std::string n) {
    m[n] = std::thread([] { use(1); });
  }

  void remove(const std::string &n) {
    auto i = m.find(n);
    if (i == m.end())
      return;
    i->second.join();
    m.erase(i);
  }

  ~Registry() {
    for (auto &[k, t] : m)
      if (t.joinable())
        t.join();
  }
};

void reg() {
  Registry r;
  r.add("a");
  r.add("b");
  r.remove("a");
}

struct Base {
  virtual ~Base() {}

  virtual void run() = 0;
};

struct Impl : Base {
  std::thread t;

  Impl() : t([] { use(1); }) {}

  ~Impl() override { t.join(); }

  void run() override {}
};

void poly() {
  std::unique_ptr<Base> b = std::make_unique<Impl>();
  b->run();
}

std::thread gThread;

void startG() {
  gThread = std::thread([] { use(2); });
}

void stopG() {
  if (gThread.joinable())
    gThread.join();
}

struct Lazy {
  std::unique_ptr<std::thread> t;

  void start() {
    if (!t)
      t = std::make_unique<std::thread>([] { use(1); });
  }

  void stop() {
    if (t && t->joinable()) {
      t->join();
      t.reset();
    }
  }

  ~Lazy() { stop(); }
};

void lazy(bool b) {
  Lazy l;
  if (b)
    l.start();
  l.start();
}

struct Mv {
  std::thread t;
  Mv() = default;

  Mv(Mv &&o) : t(std::move(o.t)) {}

  Mv &operator=(Mv &&o) {
    if (t.joinable())
      t.join();
    t = std::move(o.t);
    return *this;
  }

  ~Mv() {
    if (t.joinable())
      t.join();
  }
};

void mv() {
  Mv a;
  a.t = std::thread([] { use(1); });
  Mv b(std::move(a));
  Mv c;
  c = std::move(b);
  std::vector<Mv> v;
  v.push_back(std::move(c));
}
