#include "query.h"
#include "pipe.h"

#include <memory>
#include <thread>

namespace jobs {

std::optional<std::string> stateOf(const Job &job, std::chrono::seconds patience) {
  auto answer = std::make_shared<Pipe<std::string>>();
  std::thread([answer, job] {
    Result result = run({job.id, "jobstate " + std::to_string(job.id)});
    answer->push(result.output);
  }).detach();
  return answer->popFor(patience);
}

std::string firstAnswer(const std::vector<Job> &mirrors) {
  // Room for all: whoever comes late does not wait.
  Pipe<std::string> answers(mirrors.size());
  std::vector<std::jthread> askers;
  for (const Job &mirror : mirrors)
    askers.emplace_back([&answers, &mirror] { answers.push(run(mirror).output); });
  if (mirrors.empty())
    return {};
  return answers.pop().value_or("");
}

} // namespace jobs
