// What algorithms and members that no model describes do to a container is not known, so a test that asks it may hold.
// RUN: %check_tidy %s -- -std=c++20

#include <algorithm>
#include <array>
#include <condition_variable>
#include <list>
#include <map>
#include <mutex>
#include <numeric>
#include <ranges>
#include <set>
#include <thread>
#include <unordered_map>
#include <vector>

// Asks for what nobody does.
void unchanged() {
  std::mutex mutex;
  std::condition_variable changed;
  std::list<int> values{1}, others{2};
  std::thread other([&] {
    std::lock_guard guard(mutex);
    others.sort();
    changed.notify_all();
  });
  {
    std::unique_lock guard(mutex);
    changed.wait(guard, [&] { return values.empty(); });
  }
  other.join();
}
// CHECK: :[[@LINE-4]]:13: warning: this wait on 'changed' can block forever: no notification reaches it any more [quiesce-missed-notify]
// CHECK: :[[@LINE-12]]:15: note: the main task starts task 1
// CHECK: :[[@LINE-10]]:13: note: task 1 notifies 'changed'
// CHECK: :[[@LINE-7]]:13: note: no task notifies 'changed' from here on

void fill_ok() {
  std::mutex m;
  std::condition_variable c;
  std::vector<int> v{0, 0};
  std::thread t([&] {
    std::lock_guard guard(m);
    std::fill(v.begin(), v.end(), 1);
    c.notify_all();
  });
  {
    std::unique_lock guard(m);
    c.wait(guard, [&] { return v[0] == 1; });
  }
  t.join();
}

void filln_ok() {
  std::mutex m;
  std::condition_variable c;
  std::array<int, 2> v{0, 0};
  std::thread t([&] {
    std::lock_guard guard(m);
    std::fill_n(v.begin(), 2, 1);
    c.notify_all();
  });
  {
    std::unique_lock guard(m);
    c.wait(guard, [&] { return v[1] == 1; });
  }
  t.join();
}

void copy_ok() {
  std::mutex m;
  std::condition_variable c;
  std::vector<int> v{0, 0}, w{1, 1};
  std::thread t([&] {
    std::lock_guard guard(m);
    std::copy(w.begin(), w.end(), v.begin());
    c.notify_all();
  });
  {
    std::unique_lock guard(m);
    c.wait(guard, [&] { return v[1] == 1; });
  }
  t.join();
}

void replace_ok() {
  std::mutex m;
  std::condition_variable c;
  std::vector<int> v{0, 0};
  std::thread t([&] {
    std::lock_guard guard(m);
    std::replace(v.begin(), v.end(), 0, 1);
    c.notify_all();
  });
  {
    std::unique_lock guard(m);
    c.wait(guard, [&] { return v[1] == 1; });
  }
  t.join();
}

void vb1_ok() {
  std::mutex m;
  std::condition_variable c;
  std::vector<bool> v{false, false};
  std::thread t([&] {
    std::lock_guard guard(m);
    v[0] = true;
    v[1] = true;
    c.notify_all();
  });
  {
    std::unique_lock guard(m);
    c.wait(guard, [&] { return v[0] && v[1]; });
  }
  t.join();
}

void vb2_ok() {
  std::mutex m;
  std::condition_variable c;
  std::vector<bool> v{false, false};
  std::thread t([&] {
    std::lock_guard guard(m);
    v[0] = v[1] = true;
    c.notify_all();
  });
  {
    std::unique_lock guard(m);
    c.wait(guard, [&] { return v[0] && v[1]; });
  }
  t.join();
}

void vball_ok() {
  std::mutex m;
  std::condition_variable c;
  std::vector<bool> v{false, false};
  std::thread t([&] {
    std::lock_guard guard(m);
    v[0] = true;
    v[1] = true;
    c.notify_all();
  });
  {
    std::unique_lock guard(m);
    c.wait(guard, [&] { return std::all_of(v.begin(), v.end(), [](bool b) { return b; }); });
  }
  t.join();
}

void vballr_ok() {
  std::mutex m;
  std::condition_variable c;
  std::vector<bool> v{false, false};
  std::thread t([&] {
    std::lock_guard guard(m);
    v[0] = true;
    v[1] = true;
    c.notify_all();
  });
  {
    std::unique_lock guard(m);
    c.wait(guard, [&] { return std::ranges::all_of(v, [](bool b) { return b; }); });
  }
  t.join();
}

void unique_ok() {
  std::mutex m;
  std::condition_variable c;
  std::vector<int> v{1, 1};
  std::thread t([&] {
    std::lock_guard guard(m);
    v.erase(std::unique(v.begin(), v.end()), v.end());
    c.notify_all();
  });
  {
    std::unique_lock guard(m);
    c.wait(guard, [&] { return v.size() == 1; });
  }
  t.join();
}

void partition_ok() {
  std::mutex m;
  std::condition_variable c;
  std::vector<int> v{1, 2};
  std::thread t([&] {
    std::lock_guard guard(m);
    auto it = std::partition(v.begin(), v.end(), [](int x) { return x > 5; });
    v.erase(it, v.end());
    c.notify_all();
  });
  {
    std::unique_lock guard(m);
    c.wait(guard, [&] { return v.empty(); });
  }
  t.join();
}

void heap_ok() {
  std::mutex m;
  std::condition_variable c;
  std::vector<int> v{1};
  std::thread t([&] {
    std::lock_guard guard(m);
    std::pop_heap(v.begin(), v.end());
    v.pop_back();
    c.notify_all();
  });
  {
    std::unique_lock guard(m);
    c.wait(guard, [&] { return v.empty(); });
  }
  t.join();
}

void splice1_ok() {
  std::mutex m;
  std::condition_variable c;
  std::list<int> v{1};
  std::list<int> w;
  std::thread t([&] {
    std::lock_guard guard(m);
    w.splice(w.begin(), v, v.begin());
    c.notify_all();
  });
  {
    std::unique_lock guard(m);
    c.wait(guard, [&] { return v.empty() && w.size() == 1; });
  }
  t.join();
}

void spliceall_ok() {
  std::mutex m;
  std::condition_variable c;
  std::list<int> v{1}, w;
  std::thread t([&] {
    std::lock_guard guard(m);
    w.splice(w.begin(), v);
    c.notify_all();
  });
  {
    std::unique_lock guard(m);
    c.wait(guard, [&] { return v.empty(); });
  }
  t.join();
}

void splicer_ok() {
  std::mutex m;
  std::condition_variable c;
  std::list<int> v{1}, w;
  std::thread t([&] {
    std::lock_guard guard(m);
    w.splice(w.begin(), v, v.begin(), v.end());
    c.notify_all();
  });
  {
    std::unique_lock guard(m);
    c.wait(guard, [&] { return v.empty(); });
  }
  t.join();
}

void setm_ok() {
  std::mutex m;
  std::condition_variable c;
  std::set<int> v{1}, w;
  std::thread t([&] {
    std::lock_guard guard(m);
    w.merge(v);
    c.notify_all();
  });
  {
    std::unique_lock guard(m);
    c.wait(guard, [&] { return v.empty(); });
  }
  t.join();
}

void setx_ok() {
  std::mutex m;
  std::condition_variable c;
  std::set<int> v{1};
  std::thread t([&] {
    std::lock_guard guard(m);
    v.extract(1);
    c.notify_all();
  });
  {
    std::unique_lock guard(m);
    c.wait(guard, [&] { return v.empty(); });
  }
  t.join();
}

void mapx2_ok() {
  std::mutex m;
  std::condition_variable c;
  std::map<int, int> v{{1, 1}}, w;
  std::thread t([&] {
    std::lock_guard guard(m);
    w.insert(v.extract(1));
    c.notify_all();
  });
  {
    std::unique_lock guard(m);
    c.wait(guard, [&] { return w.contains(1); });
  }
  t.join();
}

void umapm_ok() {
  std::mutex m;
  std::condition_variable c;
  std::unordered_map<int, int> v{{1, 1}}, w;
  std::thread t([&] {
    std::lock_guard guard(m);
    w.merge(v);
    c.notify_all();
  });
  {
    std::unique_lock guard(m);
    c.wait(guard, [&] { return v.empty() && w.count(1); });
  }
  t.join();
}

void lower_ok() {
  std::mutex m;
  std::condition_variable c;
  std::map<int, bool> v{{1, false}};
  std::thread t([&] {
    std::lock_guard guard(m);
    v.erase(v.lower_bound(0), v.end());
    c.notify_all();
  });
  {
    std::unique_lock guard(m);
    c.wait(guard, [&] { return v.empty(); });
  }
  t.join();
}

void mapeq_ok() {
  std::mutex m;
  std::condition_variable c;
  std::multimap<int, bool> v{{1, false}};
  std::thread t([&] {
    std::lock_guard guard(m);
    auto [b, e] = v.equal_range(1);
    v.erase(b, e);
    c.notify_all();
  });
  {
    std::unique_lock guard(m);
    c.wait(guard, [&] { return v.empty(); });
  }
  t.join();
}

void iota_ok() {
  std::mutex m;
  std::condition_variable c;
  std::vector<int> v{0, 0};
  std::thread t([&] {
    std::lock_guard guard(m);
    std::iota(v.begin(), v.end(), 4);
    c.notify_all();
  });
  {
    std::unique_lock guard(m);
    c.wait(guard, [&] { return v[1] == 5; });
  }
  t.join();
}
