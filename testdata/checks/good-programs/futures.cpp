// Futures of std::async, waited for or not: all come to rest.
// RUN: %check_tidy %s

#include <future>
#include <vector>

bool fails();
int compute(int);
void work();

void in_vector_ok() {
  std::vector<std::future<int>> fs;
  fs.push_back(std::async(std::launch::async, compute, 1));
  for (auto &f : fs)
    f.get();
}

void got_ok() {
  auto f = std::async(std::launch::async, compute, 1);
  f.get();
}

void started_on_one_path_ok() {
  std::future<int> f;
  if (fails())
    f = std::async(std::launch::async, compute, 1);
  if (f.valid())
    f.get();
}

void in_vector_destroyed_ok() {
  std::vector<std::future<void>> fs;
  for (int i = 0; i < 3; ++i)
    fs.emplace_back(std::async(std::launch::async, [] { work(); }));
}

void any_policy_ok() {
  auto f = std::async(work);
  f.wait();
}

void deferred_and_dropped_ok() { auto f = std::async(std::launch::deferred, work); }

void shared_ok() {
  std::shared_future<int> f = std::async(std::launch::async, compute, 1).share();
  auto g = f;
  g.get();
  f.get();
}

int summed_ok() {
  std::vector<std::future<int>> fs;
  for (int i = 0; i < 4; ++i)
    fs.push_back(std::async(std::launch::async, compute, i));
  int s = 0;
  for (auto &f : fs)
    s += f.get();
  return s;
}

// A deferred task whose result whoever calls this may ask for.
std::shared_future<int> shared_deferred_ok(int x) {
  return std::async(std::launch::deferred, [x] { return x; }).share();
}
