// jobserver FILE: runs the jobs of a file, one shell command a line.

#include "batch.h"
#include "journal.h"
#include "monitor.h"
#include "query.h"
#include "server.h"

#include <algorithm>
#include <fstream>
#include <iostream>

int main(int argc, char **argv) {
  if (argc != 2) {
    std::cerr << "usage: jobserver FILE\n";
    return 2;
  }
  const unsigned workers = std::max(1u, std::thread::hardware_concurrency());
  jobs::startHeartbeat();

  std::ifstream journal("jobs.journal");
  const std::vector<jobs::Job> left = jobs::replay(journal);
  if (!left.empty()) {
    std::cout << left.size() << " jobs of the last run are done first\n";
    if (auto state = jobs::stateOf(left.front(), std::chrono::seconds(2)))
      std::cout << *state << '\n';
    jobs::runAll(left, workers);
  }

  bool good = false;
  const double load = jobs::loadDuring([&] { good = jobs::runBatch(argv[1], workers); });
  std::cout << "highest load: " << load << '\n';
  return good ? 0 : 1;
}
