//===- Walks.cpp - long runs through a graph that is too large ------------===//
//
// Part of quiesce, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Breadth first, a graph that is too large shows short runs only, and a queue
// of a hundred jobs is never drained.  Single runs cost little however long
// they are.  Some are made, each under a schedule and with its own answers to
// open questions, to where nothing moves any more.  What may follow from there
// is explored in full, if it is small; only then does anybody count as stuck.
//
//===----------------------------------------------------------------------===//

#include "explore/Explore.h"

namespace quiesce {

/// Steps of one walk.
static constexpr unsigned MaxWalk = 1500;
/// Schedules, and answers to open questions tried under each.
static constexpr unsigned Schedules = 8, Answers = 6;
/// States that may follow from where a walk ended.
static constexpr size_t MaxClosure = 400;

/// A number that looks random and is the same in each run.
static uint64_t scatter(uint64_t X) {
  X += 0x9e3779b97f4a7c15ull;
  X = (X ^ (X >> 30)) * 0xbf58476d1ce4e5b9ull;
  X = (X ^ (X >> 27)) * 0x94d049bb133111ebull;
  return X ^ (X >> 31);
}

/// In which order to ask \p Tasks tasks for a step, \p Last having moved.
static llvm::SmallVector<int, 8> order(unsigned Schedule, unsigned Step,
                                       size_t Tasks, int Last) {
  llvm::SmallVector<int, 8> Order;
  for (size_t I = 0; I < Tasks; ++I)
    Order.push_back(int(I));
  switch (Schedule) {
  case 0: // in turn
    std::rotate(Order.begin(), Order.begin() + (Last + 1) % Tasks, Order.end());
    break;
  case 1: // as far as one comes, the oldest first
    break;
  case 2: // ... the youngest first
    std::reverse(Order.begin(), Order.end());
    break;
  case 3: // ... and then the next one
    std::rotate(Order.begin(), Order.begin() + Last, Order.end());
    break;
  default:
    llvm::sort(Order, [&](int A, int B) {
      auto Key = [&](int T) {
        return scatter(scatter(Schedule * 7919u + Step) + unsigned(T));
      };
      return Key(A) < Key(B);
    });
  }
  return Order;
}

void Explorer::walks(Graph &G) {
  for (unsigned Answer = 0; Answer < Answers; ++Answer)
    for (unsigned Schedule = 0; Schedule < Schedules; ++Schedule) {
      walk(G, Schedule, Answer);
      // A walk that cannot be followed says nothing of the others.
      M.Failure.clear();
      if (spent())
        return;
    }
}

void Explorer::walk(Graph &G, unsigned Schedule, unsigned Answer) {
  int N = 0, Last = 0;
  State S = Start;
  for (unsigned Step = 0; Step < MaxWalk && !spent(); ++Step) {
    if (S.Exited)
      return;
    bool Moves = false;
    for (int T : order(Schedule, Step, S.Tasks.size(), Last)) {
      std::vector<Transition> Out;
      M.expand(S, T, Out);
      if (!M.Failure.empty())
        return;
      if (Out.empty())
        continue;
      size_t Taken = 0;
      if (Out.size() > 1) {
        // The same question has the same answer throughout a walk.
        uint64_t Key = Out[0].Choice >= 0 ? uint64_t(Out[0].Choice) : Step;
        Taken = scatter(Key * 31 + Answer) % Out.size();
      }
      State Next = Out[Taken].Next;
      N = follow(G, N, S, T, Out, Taken);
      S = std::move(Next);
      compact(S);
      Last = T;
      Moves = true;
      break;
    }
    if (!Moves)
      break;
  }
  closure(G, N);
}

/// The node that outcome \p Taken of task \p T leads to from \p N.
int Explorer::follow(Graph &G, int N, const State &S, int T,
                     std::vector<Transition> &Out, size_t Taken) {
  auto Known = [&]() -> int {
    for (const Edge &E : G.Nodes[N].Edges)
      if (E.Task == T && E.Outcome == int(Taken))
        return E.To;
    return -1;
  };
  if (int To = Known(); To >= 0)
    return To;
  describe(G.Nodes[N], S);
  connect(G, N, S, T, Out);
  return Known();
}

/// Expands all that may follow from \p N, unless that is too much.
void Explorer::closure(Graph &G, int N) {
  std::vector<int> Reached{N};
  std::vector<bool> Visited(G.Nodes.size(), false);
  Visited[N] = true;
  for (size_t I = 0; I < Reached.size() && I < MaxClosure && !spent(); ++I) {
    int Here = Reached[I];
    if (!G.Nodes[Here].Expanded) {
      expand(G, Here);
      if (!M.Failure.empty())
        return;
    }
    Visited.resize(G.Nodes.size(), false);
    for (const Edge &E : G.Nodes[Here].Edges)
      if (!Visited[E.To]) {
        Visited[E.To] = true;
        Reached.push_back(E.To);
      }
  }
}

} // namespace quiesce
