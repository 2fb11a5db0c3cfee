//===- LeftLocks.cpp - locks a function forgets to give back --------------===//
//
// Part of quiesce, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A function that takes a lock from elsewhere, gives it back before it returns
// on one path, and keeps it on another.  Functions may keep a lock by contract
// (begin(), try_get()), so what they return must speak against that.
//
//===----------------------------------------------------------------------===//

#include "finding/Judge.h"
#include <map>

namespace quiesce {

using model::Operation;

static bool same(const Node &A, const Node &B) {
  return A.Throws == B.Throws && A.Returned == B.Returned;
}

/// Whether the result may tell the caller that the lock is now its own: it
/// differs from what the function returns without it, and is no failure.
bool Judge::byContract(const Node &Held, const std::vector<int> &Free) const {
  if (Held.Throws)
    return false;
  if (Held.Returned.K == Value::Unknown)
    return true;
  if (llvm::any_of(Free, [&](int N) { return same(G.Nodes[N], Held); }))
    return false;
  bool Failure = Held.Returned.K == Value::Null ||
                 (Held.Returned.K == Value::Int && Held.Returned.A < 0);
  return !Failure;
}

/// An unlock, or a call of a function that is no more than one.
static bool unlocks(Program &P, const Function &In, const Instruction &I) {
  const OpSite *Site = nullptr;
  if (I.What == Code::Op) {
    Site = &In.Operations[I.Imm];
  } else if (I.What == Code::Call) {
    const Function &Callee = P.body(I.Imm);
    if (Callee.Operations.size() == 1)
      Site = &Callee.Operations[0];
  }
  return Site &&
         (Site->Op == Operation::Unlock || Site->Op == Operation::UnlockShared);
}

/// Whether the choice that decides about the lock decides about nothing else:
/// "if (last) unlock()" is as it is meant.
bool Judge::onlyUnlocks(int Target, const std::vector<bool> &Reaches) const {
  int N = deciding(Target, Reaches);
  if (N < 0)
    return false;
  State S = E.replay(G, N, nullptr);
  const Instruction &Branch = E.M.instruction(S, 0);
  if (Branch.What != Code::Branch)
    return false;
  const Function &F = P.body(S.task(0).Frames.back().Function);
  for (const Edge &Other : G.Nodes[N].Edges) {
    if (Reaches[Other.To])
      continue;
    size_t At = size_t(Other.Taken ? Branch.Imm : Branch.Imm2);
    for (; At < F.Body.size(); ++At)
      if (Code What = F.Body[At].What;
          What != Code::Move && What != Code::Const && What != Code::Load &&
          What != Code::Field && What != Code::Global)
        break;
    if (At < F.Body.size() && unlocks(P, F, F.Body[At]))
      return true;
  }
  return false;
}

void Judge::leftLocked(std::vector<Finding> &Out) {
  std::map<uint32_t, std::pair<std::vector<int>, std::vector<int>>> Ends;
  for (size_t N = 0; N < G.Nodes.size(); ++N)
    for (const Leftover &Each : G.Nodes[N].Left) {
      auto &[Held, Free] = Ends[Each.Where];
      (Each.Held ? Held : Free).push_back(int(N));
    }
  for (auto &[Where, HeldAndFree] : Ends) {
    auto &[Held, Free] = HeldAndFree;
    llvm::erase_if(Held, [&](int N) { return byContract(G.Nodes[N], Free); });
    if (Held.empty() || Free.empty())
      continue;
    auto Reaches = reaching([&](int N) { return llvm::is_contained(Held, N); });
    for (size_t I = 0; I < Held.size() && I < MaxWays; ++I) {
      llvm::SmallVector<int64_t, 4> Essential;
      const Node &End = G.Nodes[Held[I]];
      if (assumptions(Held[I], 0, Reaches, Essential) > MaxAssumptions ||
          (End.Returned.K == Value::None && !End.Throws &&
           onlyUnlocks(Held[I], Reaches)))
        continue;
      std::vector<TraceStep> Trace;
      State S = E.replay(G, Held[I], &Trace);
      Violation V;
      V.Kind = Check::Deadlock;
      V.Where = Where;
      V.What = End.Throws ? "throw" : "return";
      for (const TraceStep &Step : Trace)
        if (Step.Where == Where && Step.What == TraceStep::Operation)
          V.Name = Step.Name;
      Out.push_back(describe(P, V, Trace, S));
      break;
    }
  }
}

} // namespace quiesce
