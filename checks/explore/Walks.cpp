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
// open questions, to where nothing moves any more, or for long.  Who cannot be
// served any more from there (Doom.cpp) is stuck; otherwise what may follow is
// explored in full, if it is small, and only then does anybody count as stuck.
//
//===----------------------------------------------------------------------===//

#include "explore/Explore.h"

namespace quiesce {

/// Steps of one walk.
static constexpr unsigned MaxWalk = 1500;
/// Schedules, and answers to open questions tried under each.
static constexpr unsigned Schedules = 12, Answers = 6;
/// Of these, how many go ahead to find out what the system runs and shares.
static constexpr unsigned Scouts = 8;
/// States that may follow from where a walk ended.
static constexpr size_t MaxClosure = 400;

/// A number that looks random and is the same in each run.
static uint64_t scatter(uint64_t X) {
  X += 0x9e3779b97f4a7c15ull;
  X = (X ^ (X >> 30)) * 0xbf58476d1ce4e5b9ull;
  X = (X ^ (X >> 27)) * 0x94d049bb133111ebull;
  return X ^ (X >> 31);
}

namespace {

/// Which task moves.
class Schedule {
public:
  explicit Schedule(unsigned Number) : Number(Number) {}

  /// In which order to ask \p Tasks tasks for a step, \p Last having moved.
  llvm::SmallVector<int, 8> order(unsigned Step, size_t Tasks, int Last) {
    llvm::SmallVector<int, 8> Order;
    for (size_t I = 0; I < Tasks; ++I)
      Order.push_back(int(I));
    switch (Number) {
    case 0: // in turn
      std::rotate(Order.begin(), Order.begin() + (Last + 1) % Tasks,
                  Order.end());
      break;
    case 1: // as far as one comes, the oldest first
      break;
    case 2: // ... the youngest first
      std::reverse(Order.begin(), Order.end());
      break;
    case 3: // ... and then the next one
      std::rotate(Order.begin(), Order.begin() + Last, Order.end());
      break;
    case 4: // anybody
    case 5:
      rank(Order, [&](int T) {
        return scatter(scatter(Number * 7919u + Step) + unsigned(T));
      });
      break;
    default:
      // Random priorities, with some points at which the first becomes the
      // last: finds a defect that needs few steps to be in a certain order
      // (Burckhardt et al., "A randomized scheduler with probabilistic
      // guarantees of finding bugs", 2010).
      rank(Order, [&](int T) { return priority(unsigned(T)); });
      if (changesAt(Step) && Tasks > 1) {
        Lowered.push_back(unsigned(Last));
        rank(Order, [&](int T) { return priority(unsigned(T)); });
      }
    }
    return Order;
  }

private:
  template <class Key>
  static void rank(llvm::SmallVectorImpl<int> &Order, Key Of) {
    llvm::sort(Order, [&](int A, int B) { return Of(A) < Of(B); });
  }
  uint64_t priority(unsigned T) const {
    auto At = llvm::find(llvm::reverse(Lowered), T);
    if (At == Lowered.rend())
      return scatter(Number * 104729u + T) >> 1;
    return ~uint64_t(0) - unsigned(At - Lowered.rbegin());
  }
  bool changesAt(unsigned Step) const {
    for (unsigned Point = 0, Range = 16; Range <= 256; ++Point, Range *= 2)
      if (scatter(Number * 31u + Point) % Range == Step)
        return true;
    return false;
  }

  unsigned Number;
  llvm::SmallVector<unsigned, 8> Lowered;
};

} // namespace

/// One run under a schedule; each step the task that moves, its ways on, and
/// which of them it takes.
class Explorer::Walk {
public:
  Walk(Machine &M, State Start, unsigned Number, unsigned Answer)
      : S(std::move(Start)), M(M), Order(Number), Answer(Answer) {}

  State S;
  int Task = 0;
  std::vector<Transition> Out;
  size_t Taken = 0;
  State Next;

  /// Chooses the next step; false when there is none.
  bool choose() {
    if (S.Exited || Step == MaxWalk)
      return false;
    for (int T : Order.order(Step, S.Tasks.size(), Task)) {
      Out.clear();
      M.expand(S, T, Out);
      if (!M.Failure.empty())
        return false;
      if (Out.empty())
        continue;
      Taken = 0;
      if (Out.size() > 1) {
        // The same question has the same answer throughout a walk.
        uint64_t Key = Out[0].Choice >= 0 ? uint64_t(Out[0].Choice) : Step;
        Taken = scatter(Key * 31 + Answer) % Out.size();
      }
      Next = Out[Taken].Next;
      Task = T;
      ++Step;
      return true;
    }
    return false;
  }
  void take() {
    S = std::move(Next);
    compact(S);
  }

private:
  Machine &M;
  Schedule Order;
  unsigned Answer, Step = 0;
};

/// Runs ahead, to meet most functions and shared variables before anything is
/// explored without them.
void Explorer::scout() {
  const unsigned long Limit = M.Work + Most.Steps / 16;
  for (unsigned I = 0; I < Scouts && M.Work < Limit; ++I) {
    Walk W(M, Start, I, I);
    while (M.Work < Limit && W.choose())
      W.take();
    M.Failure.clear();
  }
}

void Explorer::walks(Graph &G) {
  for (unsigned Answer = 0; Answer < Answers; ++Answer)
    for (unsigned Schedule = 0; Schedule < Schedules; ++Schedule) {
      walk(G, Schedule, Answer);
      // A walk that cannot be followed says nothing of the others.
      M.Failure.clear();
      if (spent() || outgrown())
        return;
    }
}

void Explorer::walk(Graph &G, unsigned Schedule, unsigned Answer) {
  int N = 0;
  Walk W(M, Start, Schedule, Answer);
  std::vector<std::pair<int, State>> Way{{0, W.S}};
  while (!spent() && W.choose()) {
    N = follow(G, N, W.S, W.Task, W.Out, W.Taken);
    W.take();
    Way.push_back({N, W.S});
  }
  if (!M.Failure.empty() || W.S.Exited)
    return;
  const uint32_t Doomed = doomed(W.S);
  if (!M.Failure.empty())
    return;
  // Who is doomed stays so: the first moment of that, and of the first one.
  auto First = [&](llvm::function_ref<bool(uint32_t)> Holds) {
    auto At =
        std::partition_point(Way.begin(), Way.end(), [&](const auto &Moment) {
          return !Holds(doomed(Moment.second));
        });
    if (At != Way.end())
      noteDoom(G, At->first, At->second, doomed(At->second));
  };
  if (Doomed) {
    First([&](uint32_t Here) { return Here & Doomed; });
    First([&](uint32_t Here) { return !(Doomed & ~Here); });
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
      if (!Pending[Here])
        return; // another walk failed at it
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
