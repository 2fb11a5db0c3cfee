#include "journal.h"
#include "pipe.h"

#include <istream>
#include <ostream>
#include <sstream>
#include <thread>

namespace jobs {

namespace {

/// One line of the journal: "+ID COMMAND" submitted, "-ID" done.
struct Entry {
  bool done = false;
  Job job;
};

bool parse(const std::string &line, Entry &entry) {
  std::istringstream in(line);
  char kind = 0;
  if (!(in >> kind >> entry.job.id) || (kind != '+' && kind != '-'))
    return false;
  entry.done = kind == '-';
  std::getline(in >> std::ws, entry.job.command);
  return true;
}

} // namespace

std::vector<Job> replay(std::istream &journal) {
  Pipe<Entry> entries(16);
  std::thread reader([&] {
    std::string line;
    while (std::getline(journal, line)) {
      Entry entry;
      if (!parse(line, entry))
        return; // the last line may be cut off
      entries.push(entry);
    }
    entries.close();
  });

  std::vector<Job> open;
  for (const Entry &entry : entries) {
    if (entry.done)
      std::erase_if(open, [&](const Job &job) { return job.id == entry.job.id; });
    else
      open.push_back(entry.job);
  }
  reader.join();
  return open;
}

void record(std::ostream &journal, const std::vector<Job> &jobs) {
  Pipe<std::string> lines(16);
  std::thread writer([&] {
    for (const std::string &line : lines)
      journal << line << '\n';
  });
  for (const Job &job : jobs)
    lines.push('+' + std::to_string(job.id) + ' ' + job.command);
  lines.close();
  writer.join();
}

} // namespace jobs
