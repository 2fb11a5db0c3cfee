//===- Served.cpp - who would move if a stuck task were served ------------===//
//
// Part of quiesce, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "explore/Explore.h"
#include "llvm/ADT/DenseSet.h"

namespace quiesce {

/// States looked at to see whom serving one task frees.
static constexpr unsigned MaxServedStates = 600;
/// How often that task is served.
static constexpr unsigned MaxServes = 16;
/// Steps of a run in which several are.
static constexpr unsigned MaxServedRun = 2000;

uint32_t Explorer::freedBy(const State &S, int Served, uint32_t Waiting,
                           unsigned long MaxWork) {
  State First;
  std::string Saved = M.Failure;
  if (!M.force(S, Served, /*Holds=*/true, First))
    return 0;
  llvm::DenseSet<Identity> Known;
  std::vector<State> Queue{First};
  unsigned Serves = 0;
  uint32_t Freed = 0;
  Known.insert(fingerprint(First, M.P));
  for (size_t I = 0; I < std::min<size_t>(Queue.size(), MaxServedStates) &&
                     M.Work <= MaxWork && Freed != Waiting;
       ++I) {
    State Here = std::move(Queue[I]);
    if (Here.Exited)
      continue;
    for (size_t T = 0; T < Here.Tasks.size(); ++T) {
      std::vector<Transition> Out;
      if (M.stand(Here, int(T)) == Machine::Stand::Ended)
        continue;
      M.expand(Here, int(T), Out);
      if (!M.Failure.empty())
        break;
      // It may take several rounds (a loop of joins) to come to the point.
      if (Out.empty() && int(T) == Served && Serves < MaxServes) {
        ++Serves;
        State Again;
        if (M.force(Here, Served, /*Holds=*/true, Again) &&
            Known.insert(fingerprint(Again, M.P)).second)
          Queue.push_back(std::move(Again));
      }
      for (Transition &To : Out) {
        Freed |= To.Moved & Waiting;
        if (Known.insert(fingerprint(To.Next, M.P)).second)
          Queue.push_back(std::move(To.Next));
      }
    }
    if (!M.Failure.empty())
      break;
  }
  M.Failure = Saved;
  return Freed;
}

bool Explorer::movesAfter(State S, uint32_t Served, int Waiting) {
  const std::string Saved = std::exchange(M.Failure, {});
  bool Moves = false;
  for (unsigned Step = 0, Idle = 0;
       Step < MaxServedRun && Idle <= S.Tasks.size() && !Moves && !S.Exited;
       ++Step, ++Idle) {
    const int T = int(Step % S.Tasks.size());
    if (M.stand(S, T) == Machine::Stand::Ended)
      continue;
    std::vector<Transition> Out;
    M.expand(S, T, Out);
    State Next;
    if (!Out.empty()) {
      // Each answer has its turn.
      Transition &To = Out[Step / S.Tasks.size() % Out.size()];
      Moves = To.Moved >> Waiting & 1;
      Next = std::move(To.Next);
    } else if (!(Served >> T & 1) || !M.force(S, T, /*Holds=*/true, Next)) {
      continue;
    }
    if (!M.Failure.empty())
      break;
    S = std::move(Next);
    Idle = 0;
  }
  M.Failure = Saved;
  return Moves;
}

} // namespace quiesce
