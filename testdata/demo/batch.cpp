#include "batch.h"
#include "server.h"

#include <atomic>
#include <fstream>
#include <iostream>
#include <thread>

namespace jobs {

namespace {

bool load(const std::string &path, std::vector<Job> &jobs) {
  std::ifstream file(path);
  std::string line;
  while (std::getline(file, line))
    jobs.push_back({jobs.size() + 1, line});
  return file.eof() && !jobs.empty();
}

void showProgress(const std::atomic<bool> &finished) {
  while (!finished) {
    std::cerr << '.' << std::flush;
    std::this_thread::sleep_for(std::chrono::seconds(1));
  }
  std::cerr << '\n';
}

} // namespace

bool runBatch(const std::string &path, unsigned workers) {
  std::atomic<bool> finished{false};
  std::thread progress(showProgress, std::cref(finished));

  std::vector<Job> batch;
  if (!load(path, batch)) {
    std::cerr << path << " is no list of jobs\n";
    return false;
  }
  const int failed = runAll(batch, workers);

  finished = true;
  progress.join();
  std::cout << batch.size() << " jobs, " << failed << " failed\n";
  return true;
}

} // namespace jobs
