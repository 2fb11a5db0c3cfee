//===- LeftLocks.cpp - locks a function forgets to give back --------------===//
//
// Part of quiesce, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A function that takes a lock from elsewhere, gives it back before it returns
// on one path, and keeps it on another.  Functions may keep a lock by contract
// (begin(), try_get()), so what they return must speak against that, unless no
// caller has a way to give it back.
//
//===----------------------------------------------------------------------===//

#include "finding/Judge.h"
#include <set>

namespace quiesce {

using model::Operation;

/// How a run of the function ended, as its caller can tell.
static auto ending(const Node &N) {
  const Value &V = N.Returned;
  return std::make_tuple(N.Throws, V.K, V.Sub, V.Not, V.A, V.B);
}

using Endings = std::set<decltype(ending(Node()))>;

/// Whether the result may tell the caller that the lock is now its own: it
/// differs from what the function returns without it, and is no failure.
static bool byContract(const Node &Held, const Endings &Free) {
  if (Held.Throws)
    return false;
  if (Held.Returned.K == Value::Unknown)
    return true;
  if (Free.count(ending(Held)))
    return false;
  bool Failure =
      Held.Returned.K == Value::Null ||
      (Held.Returned.K == Value::Int &&
       (Held.Returned.A < 0 || Held.Returned.Sub == Value::ErrorNumber));
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
bool Judge::onlyUnlocks(int Target, const NodeSet &Reaches) const {
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
  struct Ends {
    std::vector<int> Held;
    Endings Free;
    bool Own = true; ///< nobody but the class could give it back, or does
  };
  std::map<uint32_t, Ends> ByPlace;
  for (size_t N = 0; N < G.Nodes.size(); ++N)
    for (const Leftover &Each : G.Nodes[N].Left)
      if (Ends &Here = ByPlace[Each.Where]; Each.Held) {
        Here.Held.push_back(int(N));
        Here.Own &= OwnLocks >= 0 && Each.Owner == OwnLocks;
      } else {
        Here.Free.insert(ending(G.Nodes[N]));
      }
  for (auto &[Where, Here] : ByPlace) {
    const Endings &Free = Here.Free;
    std::vector<int> &Held = Here.Held;
    if (!Here.Own)
      llvm::erase_if(Held, [&](int N) { return byContract(G.Nodes[N], Free); });
    if (Held.empty() || Free.empty())
      continue;
    NodeSet After(G.Nodes.size(), false);
    for (int N : Held)
      After[N] = true;
    auto Reaches = reaching(std::move(After));
    for (size_t I = 0; I < Held.size() && I < MaxWays && !spent(); ++I) {
      const Node &End = G.Nodes[Held[I]];
      if (assumptions(Held[I], 0, Reaches) > MaxAssumptions ||
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
