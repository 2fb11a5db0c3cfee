// Small functions, each of which comes to rest.
// RUN: %check_tidy %s -- -std=c++20 -I%root/testdata/corpus/include

#include "chan.hpp"
#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <functional>
#include <future>
#include <list>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <ranges>
#include <thread>
#include <vector>

void use(int);
int compute(int);
bool fails();
int count();
void work();
using namespace std::chrono_literals;

void futures_in_vector_ok() {
  std::vector<std::future<void>> fs;
  for (int i = 0; i < 3; ++i)
    fs.emplace_back(std::async(std::launch::async, [] { work(); }));
}


void generated_handles_ok() {
  std::vector<std::thread> v;
  v.reserve(4);
  std::generate_n(std::back_inserter(v), 4, [] { return std::thread(work); });
  for (auto &t : v)
    t.join();
}

void joined_by_algorithm_ok() {
  std::vector<std::thread> v;
  for (int i = 0; i < 3; ++i)
    v.emplace_back(work);
  std::for_each(v.begin(), v.end(), [](std::thread &t) { t.join(); });
}

void joined_by_member_function_ok() {
  std::vector<std::thread> v;
  for (int i = 0; i < 3; ++i)
    v.emplace_back(work);
  std::for_each(v.begin(), v.end(), std::mem_fn(&std::thread::join));
}

void handles_in_map_ok() {
  std::map<int, std::thread> m;
  for (int i = 0; i < 3; ++i)
    m.emplace(i, std::thread(work));
  for (auto &[k, t] : m)
    t.join();
}

void handles_in_list_ok() {
  std::list<std::thread> l;
  for (int i = 0; i < 3; ++i)
    l.emplace_back(work);
  while (!l.empty()) {
    l.front().join();
    l.pop_front();
  }
}

void array_on_heap_ok() {
  auto v = std::make_unique<std::thread[]>(3);
  for (int i = 0; i < 3; ++i)
    v[i] = std::thread(work);
  for (int i = 0; i < 3; ++i)
    v[i].join();
}

void joined_by_ranges_ok() {
  std::vector<std::thread> v;
  for (int i = 0; i < 3; ++i)
    v.emplace_back(work);
  std::ranges::for_each(v, &std::thread::join);
}

void vector_moved_ok() {
  std::vector<std::thread> a, b;
  a.emplace_back(work);
  b = std::move(a);
  for (auto &t : b)
    t.join();
}

void handle_in_pair_ok() {
  std::pair<std::thread, int> p(std::thread(work), 1);
  p.first.join();
}

void handles_in_tuple_ok() {
  std::tuple<std::thread, std::thread> p{std::thread(work), std::thread(work)};
  std::get<0>(p).join();
  std::get<1>(p).join();
}

void joined_by_another_task_ok() {
  auto t = std::make_shared<std::thread>(work);
  std::thread w([t] { t->join(); });
  w.join();
}

void condition_with_predicate_ok() {
  std::mutex m;
  std::condition_variable cv;
  bool ready = false;
  std::thread t([&] {
    std::lock_guard l(m);
    ready = true;
    cv.notify_one();
  });
  {
    std::unique_lock l(m);
    cv.wait(l, [&] { return ready; });
  }
  t.join();
}

void condition_counts_workers_ok() {
  std::mutex m;
  std::condition_variable cv;
  int n = 0;
  std::vector<std::thread> v;
  for (int i = 0; i < 3; ++i)
    v.emplace_back([&] {
      std::lock_guard l(m);
      ++n;
      cv.notify_all();
    });
  {
    std::unique_lock l(m);
    while (n < 3)
      cv.wait(l);
  }
  for (auto &t : v)
    t.join();
}

void condition_counts_to_parameter_ok() {
  std::mutex m;
  std::condition_variable cv;
  int n = 0;
  int k = count();
  std::vector<std::thread> v;
  for (int i = 0; i < k; ++i)
    v.emplace_back([&] {
      std::lock_guard l(m);
      ++n;
      cv.notify_all();
    });
  {
    std::unique_lock l(m);
    while (n < k)
      cv.wait(l);
  }
  for (auto &t : v)
    t.join();
}

void promise_kept_ok() {
  std::promise<void> p;
  std::thread t([&] { p.set_value(); });
  p.get_future().wait();
  t.join();
}

void packaged_task_ok() {
  std::packaged_task<int()> p([] { return compute(1); });
  auto f = p.get_future();
  std::thread t(std::move(p));
  f.get();
  t.join();
}

void call_once_ok() {
  std::once_flag o;
  std::thread t([&] { std::call_once(o, work); });
  std::call_once(o, work);
  t.join();
}

void do_while_producer_ok() {
  chan::channel<int> c;
  std::thread t([&] {
    int i = 0;
    do {
      c.send(i);
    } while (++i < 3);
    c.close();
  });
  int s = 0;
  for (int v : c)
    s += v;
  t.join();
  use(s);
}

void channels_in_vector_ok() {
  std::vector<std::unique_ptr<chan::channel<int>>> cs;
  for (int i = 0; i < 2; ++i)
    cs.push_back(std::make_unique<chan::channel<int>>());
  std::vector<std::jthread> ts;
  for (auto &c : cs)
    ts.emplace_back([&c = *c] { c.send(1); });
  for (auto &c : cs)
    c->recv();
}

void producer_outlives_scope_ok() {
  chan::channel<int> c(1);
  std::thread t;
  {
    t = std::thread([&] {
      for (int v : c)
        use(v);
    });
  }
  for (int i = 0; i < 10; ++i)
    c.send(i);
  c.close();
  t.join();
}

void channel_of_functions_ok() {
  chan::channel<std::function<void()>> c(2);
  std::thread t([&] {
    while (auto f = c.recv())
      (*f)();
  });
  c.send([] { work(); });
  chan::channel<int> d;
  c.send([&] { d.send(1); });
  d.recv();
  c.close();
  t.join();
}

void reply_channels_ok() {
  struct Req {
    int v;
    chan::channel<int> *reply;
  };

  chan::channel<Req> c;
  std::thread t([&] {
    while (auto r = c.recv())
      r->reply->send(r->v);
  });
  for (int i = 0; i < 2; ++i) {
    chan::channel<int> reply;
    c.send({i, &reply});
    reply.recv();
  }
  c.close();
  t.join();
}

void last_producer_closes_ok() {
  chan::channel<int> c;
  auto s = std::make_shared<std::atomic<int>>(2);
  std::vector<std::thread> v;
  for (int i = 0; i < 2; ++i)
    v.emplace_back([&, s] {
      c.send(1);
      if (s->fetch_sub(1) == 1)
        c.close();
    });
  for (int x : c)
    use(x);
  for (auto &t : v)
    t.join();
}

void counted_completions_ok() {
  int n = count();
  chan::channel<int> done;
  for (int i = 0; i < n; ++i)
    std::thread([&] {
      work();
      done.send(1);
    }).detach();
  for (int i = 0; i < n; ++i)
    done.recv();
}

void completion_for_each_element_ok() {
  std::vector<int> xs(count());
  chan::channel<int> done;
  for (int x : xs)
    std::thread([&, x] {
      use(x);
      done.send(1);
    }).detach();
  for (std::size_t i = 0; i < xs.size(); ++i)
    done.recv();
}

void capacity_for_each_element_ok() {
  std::vector<int> xs(count());
  chan::channel<int> out(xs.size());
  std::vector<std::thread> v;
  for (int x : xs)
    v.emplace_back([&, x] { out.send(x); });
  for (auto &t : v)
    t.join();
  out.close();
  for (int y : out)
    use(y);
}

void polling_counter_ok() {
  std::atomic<int> running{0};
  for (int i = 0; i < 3; ++i) {
    ++running;
    std::thread([&] {
      work();
      --running;
    }).detach();
  }
  while (running > 0)
    std::this_thread::yield();
}

void periodic_until_stopped_ok() {
  bool stop = false;
  std::mutex m;
  std::condition_variable cv;
  std::thread t([&] {
    std::unique_lock l(m);
    while (!stop) {
      if (cv.wait_for(l, 1s) == std::cv_status::timeout)
        work();
    }
  });
  {
    std::lock_guard l(m);
    stop = true;
  }
  cv.notify_all();
  t.join();
}

void handles_of_given_number_ok(int n) {
  std::vector<std::thread> v(n);
  for (auto &t : v)
    t = std::thread(work);
  for (auto &t : v)
    t.join();
}

void joined_in_handler_ok() {
  std::thread t;
  try {
    t = std::thread(work);
    if (fails())
      throw 1;
    t.join();
  } catch (...) {
    if (t.joinable())
      t.join();
    throw;
  }
}

void optional_jthread_ok() {
  std::optional<std::jthread> t;
  if (fails())
    t.emplace([](std::stop_token s) {
      while (!s.stop_requested())
        work();
    });
  if (t)
    t->request_stop();
}

void stop_then_join_ok() {
  std::jthread t([](std::stop_token s) {
    while (!s.stop_requested())
      work();
  });
  t.request_stop();
  t.join();
}

void stop_on_each_path_ok() {
  std::stop_source ss;
  std::jthread t([tok = ss.get_token()] {
    while (!tok.stop_requested())
      work();
  });
  if (fails()) {
    ss.request_stop();
    return;
  }
  ss.request_stop();
}
