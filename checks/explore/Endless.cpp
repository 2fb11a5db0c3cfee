//===- Endless.cpp - loops that no path leaves ----------------------------===//
//
// Part of quiesce, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "explore/Explore.h"

namespace quiesce {

using model::Operation;

/// An operation whose exception, or end of everything, leads out as well.
static bool leaves(const OpSite &Site) {
  switch (Site.Op) {
  case Operation::Exit:
  case Operation::EndTask:
  case Operation::Get:
    return true;
  case Operation::Receive:
    return Site.Result.K == ResultForm::Plain ||
           (Site.Result.K == ResultForm::Void && Site.ThrowType >= 0);
  case Operation::Send:
    return Site.ClosedThrows;
  default:
    return false;
  }
}

/// Where an exception of instruction \p At is caught; Body.size() outside.
static int caughtAt(const Function &F, int At) {
  const auto Caught = llvm::find_if(F.Landings, [&](const Landing &L) {
    return !L.Cleanup && At >= L.Begin && At < L.End;
  });
  return Caught != F.Landings.end() ? Caught->Target : int(F.Body.size());
}

/// What the call runs is not all visible, so it may throw.
static bool mayThrow(const Instruction &Call) {
  return Call.What != Code::Call || Call.Unseen;
}

/// Where a run of \p F may go from instruction \p At; Body.size() is out.
/// \p Caught: a caller catches what leaves it as an exception.
static void successors(const Function &F, int At, bool Caught,
                       llvm::SmallVectorImpl<int> &To) {
  const int Out = int(F.Body.size());
  const Instruction &I = F.Body[At];
  switch (I.What) {
  case Code::Throw:
    To.push_back(caughtAt(F, At));
    return;
  case Code::Call:
  case Code::CallVirtual:
  case Code::CallValue:
  case Code::CallUnknown:
    To.push_back(At + 1);
    // Who catches what it may throw expects that it does.
    if (int Catch = caughtAt(F, At); mayThrow(I) && (Caught || Catch != Out))
      To.push_back(Catch);
    return;
  case Code::Return:
  case Code::Rethrow:
    To.push_back(Out);
    return;
  case Code::Resume:
    return;
  case Code::Jump:
    To.push_back(I.Imm);
    return;
  case Code::Branch:
    To.push_back(I.Imm);
    To.push_back(I.Imm2);
    return;
  case Code::Op:
    To.push_back(leaves(F.Operations[I.Imm]) ? Out : At + 1);
    return;
  default:
    To.push_back(At + 1);
  }
}

/// The instructions of \p F from which some path leads out of it.
static llvm::BitVector leaving(const Function &F, bool Caught) {
  std::vector<llvm::SmallVector<int, 2>> Before(F.Body.size() + 1);
  llvm::SmallVector<int, 2> To;
  for (size_t At = 0; At < F.Body.size(); ++At) {
    To.clear();
    successors(F, int(At), Caught, To);
    for (int Next : To)
      Before[std::min(size_t(Next), F.Body.size())].push_back(int(At));
  }
  llvm::BitVector Leaves(unsigned(F.Body.size()) + 1);
  Leaves.set(unsigned(F.Body.size()));
  std::vector<int> Work{int(F.Body.size())};
  while (!Work.empty()) {
    int At = Work.back();
    Work.pop_back();
    for (int B : Before[At])
      if (!Leaves.test(B)) {
        Leaves.set(B);
        Work.push_back(B);
      }
  }
  return Leaves;
}

uint32_t Explorer::endless(const State &S) {
  uint32_t Result = 0;
  for (size_t T = 0; T < S.Tasks.size(); ++T) {
    if (S.task(T).Ended)
      continue;
    bool Caught = false; // by one of the callers, which come first
    for (const Frame &F : S.task(T).Frames) {
      const Function &Body = M.P.body(F.Function);
      Caught &= !Body.NoExcept;
      auto [It, New] = Leaving.try_emplace({F.Function, Caught});
      if (New)
        It->second = leaving(Body, Caught);
      if (size_t(F.At) < It->second.size() && !It->second.test(F.At))
        Result |= 1u << T;
      // It stands behind the call.
      Caught |= F.At > 0 && caughtAt(Body, F.At - 1) != int(Body.Body.size());
    }
  }
  return Result;
}

} // namespace quiesce
