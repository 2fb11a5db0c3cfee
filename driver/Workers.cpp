//===- Workers.cpp - jobs in processes of their own -----------------------===//
//
// Part of quiesce, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Workers.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/raw_ostream.h"
#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstring>
#include <poll.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>
#include <vector>

namespace quiesce::driver {

using Clock = std::chrono::steady_clock;

namespace {

struct Worker {
  unsigned Index;
  pid_t Process;
  int Pipe;
  std::string Received;
  Clock::time_point Begun = Clock::now();
  std::optional<Clock::time_point> Deadline = std::nullopt;
  bool TimedOut = false;
};

} // namespace

static bool writeAll(int To, llvm::StringRef Text) {
  while (!Text.empty()) {
    ssize_t Written = write(To, Text.data(), Text.size());
    if (Written < 0 && errno == EINTR)
      continue;
    if (Written <= 0)
      return false;
    Text = Text.drop_front(Written);
  }
  return true;
}

/// Starts a worker; a worker without a process could not be started, and its
/// Received says why.
static Worker start(unsigned Index,
                    llvm::function_ref<std::string(unsigned)> Job) {
  int Ends[2];
  if (pipe(Ends) != 0)
    return {Index, -1, -1, strerror(errno)};
  // What is still buffered would be written once by each process.
  llvm::outs().flush();
  llvm::errs().flush();
  pid_t Parent = getpid(), Process = fork();
  if (Process < 0) {
    std::string Problem = strerror(errno);
    close(Ends[0]);
    close(Ends[1]);
    return {Index, -1, -1, Problem};
  }
  if (Process == 0) {
    close(Ends[0]);
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (getppid() != Parent) // it has ended already
      _exit(1);
    // No destructors: they are the parent's business.
    _exit(writeAll(Ends[1], Job(Index)) ? 0 : 1);
  }
  close(Ends[1]);
  return {Index, Process, Ends[0], ""};
}

/// Takes what has arrived; false at the end of the pipe.
static bool receive(Worker &From) {
  char Buffer[1 << 16];
  ssize_t Count = read(From.Pipe, Buffer, sizeof Buffer);
  if (Count < 0)
    return errno == EINTR || errno == EAGAIN;
  From.Received.append(Buffer, Count);
  return Count > 0;
}

static JobResult finish(Worker &Ended) {
  close(Ended.Pipe);
  int Status = 0;
  while (waitpid(Ended.Process, &Status, 0) < 0 && errno == EINTR) {
  }
  if (WIFSIGNALED(Status))
    return {std::nullopt,
            "killed by signal " + std::to_string(WTERMSIG(Status)) + " (" +
                strsignal(WTERMSIG(Status)) + ")",
            WTERMSIG(Status), Ended.TimedOut};
  if (WEXITSTATUS(Status) != 0)
    return {std::nullopt,
            "ended with status " + std::to_string(WEXITSTATUS(Status))};
  return {std::move(Ended.Received), ""};
}

/// Kills those whose time is over.  Milliseconds until the next may be due, as
/// poll() takes them: -1 for never.
static int enforceDeadlines(std::vector<Worker> &Running) {
  int Wait = -1;
  Clock::time_point Now = Clock::now();
  for (Worker &One : Running) {
    if (!One.Deadline || One.TimedOut)
      continue;
    if (*One.Deadline <= Now) {
      One.TimedOut = true;
      kill(One.Process, SIGKILL);
      continue;
    }
    auto Left =
        std::chrono::ceil<std::chrono::milliseconds>(*One.Deadline - Now);
    Wait = Wait < 0 ? int(Left.count()) : std::min(Wait, int(Left.count()));
  }
  return Wait;
}

void runJobs(unsigned Count, const JobLimits &Limits,
             llvm::function_ref<std::string(unsigned)> Job,
             llvm::function_ref<void(unsigned)> Started,
             llvm::function_ref<void(unsigned, const JobResult &)> Done) {
  std::vector<Worker> Running;
  unsigned Next = 0;
  while (Next < Count || !Running.empty()) {
    while (Next < Count && Running.size() < std::max(Limits.Parallel, 1u)) {
      Started(Next);
      Worker Begun = start(Next++, Job);
      if (Limits.Seconds)
        Begun.Deadline = Begun.Begun + std::chrono::seconds(Limits.Seconds);
      if (Begun.Process < 0)
        Done(Begun.Index,
             {std::nullopt, "given no process: " + Begun.Received});
      else
        Running.push_back(std::move(Begun));
    }
    std::vector<pollfd> Pipes;
    Pipes.reserve(Running.size());
    for (const Worker &One : Running)
      Pipes.push_back({One.Pipe, POLLIN, 0});
    if (poll(Pipes.data(), Pipes.size(), enforceDeadlines(Running)) < 0)
      continue;
    std::vector<Worker> Still;
    for (size_t I = 0; I < Running.size(); ++I) {
      if (!Pipes[I].revents || receive(Running[I])) {
        Still.push_back(std::move(Running[I]));
        continue;
      }
      JobResult Result = finish(Running[I]);
      Result.Seconds =
          std::chrono::duration<double>(Clock::now() - Running[I].Begun)
              .count();
      Done(Running[I].Index, Result);
    }
    Running = std::move(Still);
  }
}

} // namespace quiesce::driver
