// A map of objects that each hold a thread; its keys are known to callers only.
// RUN: %check_tidy %s

#include <map>
#include <mutex>
#include <thread>

bool serve(int);

class Joins_bad {
public:
  ~Joins_bad() { closeAll(); }
  void add(int key) {
    std::lock_guard<std::mutex> lock(mutex_);
    Connection &connection = connections_[key];
    connection.reader = std::thread([this, key] { read(key); });
  }
  void closeAll() {
    std::lock_guard<std::mutex> lock(mutex_);
    for (auto &[key, connection] : connections_)
      connection.reader.join();
    connections_.clear();
  }

private:
  struct Connection {
    std::thread reader;
  };
  void read(int key) {
    while (serve(key)) {
    }
    std::lock_guard<std::mutex> lock(mutex_);
    ++ended_;
  }
  std::mutex mutex_;
  std::map<int, Connection> connections_;
  long ended_ = 0;
};
// CHECK: :[[@LINE-18]]:25: warning: this join of 'reader' can block forever: the main task and task 1 wait for each other [quiesce-deadlock]
// CHECK: :[[@LINE-26]]:33: note: the main task locks 'mutex_'
// CHECK: :[[@LINE-25]]:25: note: the main task starts task 1
// CHECK: :[[@LINE-23]]:33: note: the main task locks 'mutex_'
// CHECK: :[[@LINE-11]]:33: note: task 1 waits here, at its lock
// CHECK: :[[@LINE-32]]:18: note: in a call from here
// CHECK: :[[@LINE-24]]:25: note: neither can go on before the other does

class Joins_good {
public:
  ~Joins_good() { closeAll(); }
  void add(int key) {
    std::lock_guard<std::mutex> lock(mutex_);
    Connection &connection = connections_[key];
    connection.reader = std::thread([this, key] { read(key); });
  }
  void closeAll() {
    std::map<int, Connection> closing;
    {
      std::lock_guard<std::mutex> lock(mutex_);
      closing.swap(connections_);
    }
    for (auto &[key, connection] : closing)
      connection.reader.join();
  }

private:
  struct Connection {
    std::thread reader;
  };
  void read(int key) {
    while (serve(key)) {
    }
    std::lock_guard<std::mutex> lock(mutex_);
    ++ended_;
  }
  std::mutex mutex_;
  std::map<int, Connection> connections_;
  long ended_ = 0;
};
