// Two callers may name the same key, and then the second one finds it in the set.
// RUN: %check_tidy %s -- -std=c++20

#include <condition_variable>
#include <functional>
#include <mutex>
#include <string>
#include <unordered_set>

// What load() throws leaves the key in the set, and nobody is told.
class Loader {
public:
  void get(const std::string &key) {
    std::unique_lock lock(mutex);
    while (!loading.insert(key).second)
      loaded.wait(lock, [&] { return !loading.contains(key); });
    lock.unlock();
    load(key);
    lock.lock();
    loading.erase(key);
    loaded.notify_all();
  }

private:
  void load(const std::string &key) {
    if (key.empty())
      throw 1;
  }
  std::mutex mutex;
  std::condition_variable loaded;
  std::unordered_set<std::string> loading;
};
// CHECK: :[[@LINE-17]]:14: warning: this wait on 'loaded' can block forever: no call makes its condition hold any more [quiesce-missed-notify]
// CHECK: :[[@LINE-21]]:8: note: in task 1, somebody calls this
// CHECK: :[[@LINE-22]]:8: note: in task 2, somebody calls this
// CHECK: :[[@LINE-10]]:13: note: in task 1, 'key.empty()' is true
// CHECK: :[[@LINE-10]]:7: note: task 1 throws an exception
// CHECK: :[[@LINE-22]]:14: note: whatever is called from here on, it stays asleep

// Good.
class Careful {
public:
  void get(const std::string &key) {
    std::unique_lock lock(mutex);
    while (!loading.insert(key).second)
      loaded.wait(lock, [&] { return !loading.contains(key); });
    lock.unlock();
    try {
      load(key);
    } catch (...) {
      done(key);
      throw;
    }
    done(key);
  }

private:
  void load(const std::string &key) {
    if (key.empty())
      throw 1;
  }
  void done(const std::string &key) {
    std::lock_guard guard(mutex);
    loading.erase(key);
    loaded.notify_all();
  }
  std::mutex mutex;
  std::condition_variable loaded;
  std::unordered_set<std::string> loading;
};
