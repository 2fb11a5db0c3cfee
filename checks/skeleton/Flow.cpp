//===- Flow.cpp - what a skeleton's instructions read, and what follows ---===//
//
// Part of quiesce, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "skeleton/Flow.h"

namespace quiesce {

void forEachRead(const Function &F, const Instruction &I,
                 llvm::function_ref<void(Reg)> Use) {
  auto Read = [&](Reg R) {
    if (R >= 0)
      Use(R);
  };
  Read(I.A);
  Read(I.B);
  for (Reg R : I.Args)
    Read(R);
  if (I.What != Code::Op)
    return;
  const OpSite &S = F.Operations[I.Imm];
  for (Reg R :
       {S.Object, S.Value, S.Into, S.Count, S.Mutex, S.Token, S.Trash, S.Body})
    Read(R);
  for (Reg R : S.Rest)
    Read(R);
}

bool reads(const Function &F, const Instruction &I, Reg R) {
  bool Found = false;
  forEachRead(F, I, [&](Reg Each) { Found |= Each == R; });
  return Found;
}

void forEachNext(const Function &F, int At,
                 llvm::function_ref<void(int)> Next) {
  const Instruction &I = F.Body[At];
  switch (I.What) {
  case Code::Jump:
    return Next(I.Imm);
  case Code::Branch:
    Next(I.Imm);
    return Next(I.Imm2);
  case Code::Resume:
    for (const Landing &Land : F.Landings)
      Next(Land.Target);
    return;
  case Code::Return:
  case Code::Throw:
  case Code::Rethrow:
    break;
  default:
    Next(At + 1);
  }
  for (const Landing &Land : F.Landings)
    if (At >= Land.Begin && At < Land.End)
      Next(Land.Target);
}

void findNeeded(Function &F) {
  const size_t Size = F.Body.size();
  F.Needed.reset(Size, F.Registers);
  F.Kept.reset(Size, F.Registers);
  std::vector<llvm::SmallVector<int, 2>> Before(Size);
  for (size_t At = 0; At < Size; ++At)
    forEachNext(F, int(At), [&](int Next) {
      if (size_t(Next) < Size)
        Before[Next].push_back(int(At));
    });
  // What is needed comes from behind, so each round goes from the end to the
  // beginning.  To follow each change at once would be cubic in the size of a
  // function with many cleanups.
  std::vector<bool> Queued(Size, true);
  for (bool Again = true; Again;) {
    Again = false;
    for (int At = int(Size) - 1; At >= 0; --At) {
      if (!Queued[At])
        continue;
      Queued[At] = false;
      const Instruction &I = F.Body[At];
      forEachNext(F, At, [&](int Next) {
        if (size_t(Next) < Size)
          F.Kept.add(At, F.Needed, Next);
      });
      if (I.Dst >= 0)
        F.Kept.drop(At, I.Dst);
      bool Changed = F.Needed.add(At, F.Kept, At);
      forEachRead(F, I, [&](Reg R) { Changed |= F.Needed.put(At, R); });
      if (!Changed)
        continue;
      for (int Each : Before[At]) {
        Queued[Each] = true;
        Again |= Each >= At;
      }
    }
  }
}

} // namespace quiesce
