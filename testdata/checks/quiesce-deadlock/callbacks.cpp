// RUN: %check_tidy %s -- -std=c++20
// An object leaves a callback with another one, which calls it with its lock held.
#include <functional>
#include <memory>
#include <mutex>
#include <vector>

class Settings {
public:
  int get() const {
    std::lock_guard Lock(Guard);
    return Number;
  }
  void set(int To) {
    std::lock_guard Lock(Guard);
    Number = To;
    for (const auto &Each : Observers)
      Each();
  }
  void observe(std::function<void()> Observer) {
    std::lock_guard Lock(Guard);
    Observers.push_back(std::move(Observer));
  }

private:
  mutable std::mutex Guard;
  int Number = 0;
  std::vector<std::function<void()>> Observers;
};
// CHECK: :[[@LINE-19]]:21: warning: this lock of 'Guard' blocks forever: task 1 holds the lock already [quiesce-deadlock]
// CHECK: :[[@LINE-23]]:7: note: in task 1, somebody calls this
// CHECK: :[[@LINE-17]]:21: note: task 1 locks 'Guard'
// CHECK: :[[@LINE+13]]:24: note: in a call from here
// CHECK: :[[@LINE+8]]:34: note: in a call from here
// CHECK: :[[@LINE-17]]:7: note: in a call from here
// CHECK: :[[@LINE-25]]:21: note: the lock is not released before it is taken again

// It reads back what it was told of.
class Theme {
public:
  explicit Theme(std::shared_ptr<Settings> From) : From(std::move(From)) {
    this->From->observe([this] { load(); });
  }

private:
  void load() { Name = From->get(); }
  std::shared_ptr<Settings> From;
  int Name = 0;
};

// Good: it is told outside the lock.
class Quiet {
public:
  int get() const {
    std::lock_guard Lock(Guard);
    return Number;
  }
  void set(int To) {
    std::vector<std::function<void()>> All;
    {
      std::lock_guard Lock(Guard);
      Number = To;
      All = Observers;
    }
    for (const auto &Each : All)
      Each();
  }
  void observe(std::function<void()> Observer) {
    std::lock_guard Lock(Guard);
    Observers.push_back(std::move(Observer));
  }

private:
  mutable std::mutex Guard;
  int Number = 0;
  std::vector<std::function<void()>> Observers;
};

class GoodTheme {
public:
  explicit GoodTheme(std::shared_ptr<Quiet> From) : From(std::move(From)) {
    this->From->observe([this] { load(); });
  }

private:
  void load() { Name = From->get(); }
  std::shared_ptr<Quiet> From;
  int Name = 0;
};

// Two locks, taken in another order by who calls back and who calls.
class Source {
public:
  void attach(std::function<void(int)> To) {
    std::lock_guard Lock(Guard);
    Sink = std::move(To);
  }
  void send(int Value) {
    std::lock_guard Lock(Guard);
    if (Sink)
      Sink(Value);
  }
  void detach() {
    std::lock_guard Lock(Guard);
    Sink = nullptr;
  }

private:
  std::mutex Guard;
  std::function<void(int)> Sink;
};
// CHECK: :[[@LINE-8]]:21: warning: this lock of 'Guard' can block forever: task 2 and task 1 wait for each other [quiesce-deadlock]
// CHECK: :[[@LINE-21]]:7: note: in task 1, somebody calls this
// CHECK: :[[@LINE+8]]:7: note: in task 2, somebody calls this
// CHECK: :[[@LINE-16]]:21: note: task 1 locks 'Guard'
// CHECK: :[[@LINE-16]]:9: note: in task 1, 'Sink' is true
// CHECK: :[[@LINE+11]]:21: note: task 2 locks 'Guard'
// CHECK: :[[@LINE+16]]:21: note: task 1 waits here, at its lock
// CHECK: :[[@LINE+10]]:5: note: in a call from here
// CHECK: :[[@LINE-16]]:21: note: neither can go on before the other does

class Model {
public:
  explicit Model(Source &From) : From(From) {
    From.attach([this](int Value) { add(Value); });
  }
  void close() {
    std::lock_guard Lock(Guard);
    From.detach();
  }

private:
  void add(int Value) {
    std::lock_guard Lock(Guard);
    Sum += Value;
  }
  std::mutex Guard;
  Source &From;
  int Sum = 0;
};

// Good: it calls with its own lock given back.
class GoodSource {
public:
  void attach(std::function<void(int)> To) {
    std::lock_guard Lock(Guard);
    Sink = std::move(To);
  }
  void send(int Value) {
    std::lock_guard Lock(Guard);
    if (Sink)
      Sink(Value);
  }
  void detach() {
    std::lock_guard Lock(Guard);
    Sink = nullptr;
  }

private:
  std::mutex Guard;
  std::function<void(int)> Sink;
};

class GoodModel {
public:
  explicit GoodModel(GoodSource &From) : From(From) {
    From.attach([this](int Value) { add(Value); });
  }
  void close() {
    {
      std::lock_guard Lock(Guard);
      Closed = true;
    }
    From.detach();
  }

private:
  void add(int Value) {
    std::lock_guard Lock(Guard);
    Sum += Closed ? 0 : Value;
  }
  std::mutex Guard;
  GoodSource &From;
  int Sum = 0;
  bool Closed = false;
};

// The destructor is such a call as well.
class Feed {
public:
  void attach(std::function<void(int)> To) {
    std::lock_guard Lock(Guard);
    Sink = std::move(To);
  }
  void send(int Value) {
    std::lock_guard Lock(Guard);
    if (Sink)
      Sink(Value);
  }
  void detach() {
    std::lock_guard Lock(Guard);
    Sink = nullptr;
  }

private:
  std::mutex Guard;
  std::function<void(int)> Sink;
};
// CHECK: :[[@LINE-8]]:21: warning: this lock of 'Guard' can block forever: task 2 and task 1 wait for each other [quiesce-deadlock]
// CHECK: :[[@LINE-21]]:7: note: in task 1, somebody calls this
// CHECK: :[[@LINE+8]]:7: note: in task 2, somebody calls this
// CHECK: :[[@LINE-16]]:21: note: task 1 locks 'Guard'
// CHECK: :[[@LINE-16]]:9: note: in task 1, 'Sink' is true
// CHECK: :[[@LINE+11]]:21: note: task 2 locks 'Guard'
// CHECK: :[[@LINE+16]]:21: note: task 1 waits here, at its lock
// CHECK: :[[@LINE+10]]:5: note: in a call from here
// CHECK: :[[@LINE-16]]:21: note: neither can go on before the other does

class View {
public:
  explicit View(Feed &From) : From(From) {
    From.attach([this](int Value) { show(Value); });
  }
  ~View() {
    std::lock_guard Lock(Guard);
    From.detach();
  }

private:
  void show(int Value) {
    std::lock_guard Lock(Guard);
    Shown = Value;
  }
  std::mutex Guard;
  Feed &From;
  int Shown = 0;
};

// Good: a recursive lock.
class Recursive {
public:
  int get() const {
    std::lock_guard Lock(Guard);
    return Number;
  }
  void set(int To) {
    std::lock_guard Lock(Guard);
    Number = To;
    for (const auto &Each : Observers)
      Each();
  }
  void observe(std::function<void()> Observer) {
    std::lock_guard Lock(Guard);
    Observers.push_back(std::move(Observer));
  }

private:
  mutable std::recursive_mutex Guard;
  int Number = 0;
  std::vector<std::function<void()>> Observers;
};

class GoodListener {
public:
  explicit GoodListener(Recursive &From) : From(From) {
    From.observe([this] { Name = this->From.get(); });
  }

private:
  Recursive &From;
  int Name = 0;
};

// Good: that a method leaves the lock held is what its user asks for.
class Table {
public:
  void lock() { Guard.lock(); }
  void unlock() { Guard.unlock(); }
  void watch(std::function<void()> Do) {
    std::lock_guard Lock(Guard);
    OnChange = std::move(Do);
  }

private:
  std::mutex Guard;
  std::function<void()> OnChange;
};

class GoodEditor {
public:
  explicit GoodEditor(Table &On) : On(On) {
    On.watch([this] { ++Changes; });
  }
  void edit() {
    On.lock();
    ++Changes;
    On.unlock();
  }

private:
  Table &On;
  int Changes = 0;
};
