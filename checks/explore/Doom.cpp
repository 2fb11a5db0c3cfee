//===- Doom.cpp - who can surely never be served any more -----------------===//
//
// Part of quiesce, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A task is stuck if no run lets it move, and often that takes no exploration
// to see: nobody who still moves can reach what it waits on.  Blocked tasks are
// doomed together when each waits on objects that only they reach, or for the
// end of one of them.  It is the rule by which a garbage collector finds leaked
// goroutines (Saioc et al., "Dynamic partial deadlock detection and recovery
// via garbage collection", 2025), here for a state of the machine.
//
//===----------------------------------------------------------------------===//

#include "explore/Explore.h"
#include "skeleton/Flow.h"

namespace quiesce {

using model::Operation;
using model::Primitive;

namespace {

/// What values lead to.
class Reach {
public:
  explicit Reach(const State &S) : S(S), Seen(S.Heap.size()) {}

  void add(const Value &V) {
    switch (V.K) {
    case Value::Ref:
    case Value::Cell:
    case Value::Guard:
      return add(V.A);
    case Value::Iter:
      add(V.A);
      return add(V.B);
    default:
      return;
    }
  }
  void add(int Object) {
    if (Object < 0 || Seen.test(unsigned(Object)))
      return;
    Seen.set(unsigned(Object));
    Work.push_back(Object);
  }
  void add(Program &P, const TaskState &T) {
    for (size_t I = 0; I < T.Frames.size(); ++I)
      forEachLive(P, T, I, [&](const Value &V) { add(V); });
    add(T.Closure);
    add(T.Thrown);
    add(T.StopState);
    add(T.Event);
  }
  void finish() {
    while (!Work.empty()) {
      const Object &O = S.object(Work.pop_back_val());
      for (const auto &[Field, V] : O.Fields)
        add(V);
      for (const Value &V : O.Items)
        add(V);
      // The event of a packaged task is known by number only.
      if (O.Kind == Primitive::PackagedTask)
        add(O.N[1] - 1);
    }
  }
  bool has(int Object) const { return Seen.test(unsigned(Object)); }

private:
  const State &S;
  llvm::BitVector Seen;
  llvm::SmallVector<int, 32> Work;
};

/// What a blocked task waits on.
struct Wait {
  int Task = 0;
  llvm::SmallVector<int, 4> Objects;
  int ForTask = -1;     ///< until that one has ended
  bool Unclear = false; ///< on something else
};

} // namespace

/// The objects that the operands of the blocked operation name.
static Wait waitOf(Machine &M, const State &S, int T) {
  Wait Result;
  Result.Task = T;
  Result.ForTask = M.awaited(S, T);
  const OpSite *Site = M.site(S, T);
  if (Result.ForTask >= 0 || !Site || Site->Op == Operation::Join) {
    Result.Unclear = Result.ForTask < 0;
    return Result;
  }
  const Frame &F = S.task(T).Frames.back();
  const Function &Fn = M.P.body(F.Function);
  auto Names = [&](Value V, auto &&Self, int Depth) -> void {
    switch (V.K) {
    case Value::Ref:
    case Value::Guard:
      Result.Objects.push_back(V.A);
      break;
    case Value::Cell:
      Result.Objects.push_back(V.A);
      if (const Value *Held = S.object(V.A).find(V.B); Held && Depth < 3)
        Self(*Held, Self, Depth + 1);
      return;
    case Value::Iter:
      Result.Objects.push_back(V.A);
      return;
    default:
      return;
    }
    // An arm of a select names its channel, a guard of several its mutexes.
    const Object &O = S.object(V.A);
    if (Depth >= 3 ||
        (O.Kind != Primitive::SelectArm && O.Kind != Primitive::Guard))
      return;
    for (const auto &[Field, Held] : O.Fields)
      Self(Held, Self, Depth + 1);
    for (const Value &Held : O.Items)
      Self(Held, Self, Depth + 1);
  };
  forEachRead(Fn, Fn.Body[F.At], [&](Reg R) {
    if (size_t(R) < F.Registers.size())
      Names(F.Registers[R], Names, 0);
  });
  Result.Unclear = Result.Objects.empty();
  return Result;
}

/// The tasks that are surely stuck in \p S.  A process that others may end
/// does not count: who waits then has waited in vain.
uint32_t Explorer::doomed(const State &S) {
  if (S.Exited)
    return 0;
  llvm::SmallVector<Wait, 8> Waits;
  uint32_t Doomed = 0;
  for (size_t T = 0; T < S.Tasks.size(); ++T) {
    if (M.stand(S, int(T)) != Machine::Stand::Operation)
      continue;
    std::vector<Transition> Out;
    M.expand(S, int(T), Out);
    if (!M.Failure.empty())
      return 0;
    if (!Out.empty())
      continue;
    Waits.push_back(waitOf(M, S, int(T)));
    if (!Waits.back().Unclear)
      Doomed |= 1u << T;
  }
  for (bool Changed = Doomed != 0; Changed && Doomed;) {
    Changed = false;
    Reach Others(S);
    bool Any = false;
    for (size_t T = 0; T < S.Tasks.size(); ++T)
      if (!(Doomed >> T & 1) && !S.task(int(T)).Ended) {
        Others.add(M.P, S.task(int(T)));
        Any = true;
      }
    if (!Any)
      break;
    for (const Value &G : S.Globals)
      Others.add(G);
    Others.finish();
    for (const Wait &W : Waits) {
      if (!(Doomed >> W.Task & 1))
        continue;
      bool Served =
          llvm::any_of(W.Objects, [&](int O) { return Others.has(O); }) ||
          (W.ForTask >= 0 && !(Doomed >> W.ForTask & 1));
      if (Served) {
        Doomed &= ~(1u << W.Task);
        Changed = true;
      }
    }
  }
  return Doomed;
}

/// Node \p N is where the tasks \p Doomed are found stuck.
void Explorer::noteDoom(Graph &G, int N, const State &S, uint32_t Doomed) {
  Node &Here = G.Nodes[N];
  describe(Here, S);
  Here.Doomed |= Doomed;
  for (size_t T = 0; T < S.Tasks.size(); ++T)
    if ((Doomed & ~Here.Blocked) >> T & 1) {
      Here.Blocked |= 1u << T;
      Here.Stands.push_back({int(T), M.instruction(S, int(T)).Where});
    }
}

} // namespace quiesce
