//===- Deciding.cpp - variables that something depends on -----------------===//
//
// Part of quiesce, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A statistics counter in an endless loop would make each round a new state.
// A variable that is never read but to be counted up or down decides nothing,
// and its value need not be known.
//
//===----------------------------------------------------------------------===//

#include "skeleton/Lowering.h"

namespace quiesce {

using model::Operation;

namespace {

class Scan {
public:
  Scan(Program &P, const Function &F) : P(P), F(F) {}

  void run() {
    for (size_t I = 0; I < F.Body.size(); ++I) {
      const Instruction &In = F.Body[I];
      bool Names =
          (In.What == Code::Field && In.Type < 0) || In.What == Code::Global;
      if (Names && decides(I))
        P.decides(key(In));
    }
  }

private:
  static int64_t key(const Instruction &In) {
    return In.What == Code::Global ? Program::globalKey(In.Imm) : In.Imm;
  }

  bool reads(const Instruction &In, Reg R) const {
    if (In.A == R || In.B == R || llvm::is_contained(In.Args, R))
      return true;
    if (In.What != Code::Op)
      return false;
    const OpSite &S = F.Operations[In.Imm];
    return llvm::is_contained(
               {S.Object, S.Value, S.Into, S.Count, S.Mutex, S.Token, S.Body},
               R) ||
           llvm::is_contained(S.Rest, R);
  }

  /// Calls \p Use with each instruction that reads what \p From wrote; false
  /// as soon as one of them says so.
  bool allReaders(size_t From, llvm::function_ref<bool(size_t)> Use) const {
    const Reg R = F.Body[From].Dst;
    for (size_t I = From + 1; I < F.Body.size(); ++I) {
      if (reads(F.Body[I], R) && !Use(I))
        return false;
      if (F.Body[I].Dst == R)
        return true;
    }
    return true;
  }

  /// What the address that \p Address made is used for decides something.
  bool decides(size_t Address) const {
    const Reg R = F.Body[Address].Dst;
    return !allReaders(Address, [&](size_t I) {
      const Instruction &In = F.Body[I];
      switch (In.What) {
      case Code::Load:
        return onlyCounts(I, R);
      case Code::Store:
        return In.B != R;
      case Code::Op: {
        const OpSite &S = F.Operations[In.Imm];
        bool Counts =
            S.Op == Operation::FetchAdd || S.Op == Operation::FetchSub;
        return Counts && S.Value != R &&
               allReaders(I, [](size_t) { return false; });
      }
      default:
        return false;
      }
    });
  }

  /// The loaded value only comes back to \p Address, counted up or down.
  bool onlyCounts(size_t Load, Reg Address) const {
    const Reg Loaded = F.Body[Load].Dst;
    return allReaders(Load, [&](size_t I) {
      const Instruction &Sum = F.Body[I];
      return Sum.What == Code::Binary && Sum.B != Loaded &&
             (Arith(Sum.Imm) == Arith::Add || Arith(Sum.Imm) == Arith::Sub) &&
             allReaders(I, [&](size_t J) {
               const Instruction &Back = F.Body[J];
               return Back.What == Code::Store && Back.A == Address &&
                      Back.B == Sum.Dst;
             });
    });
  }

  Program &P;
  const Function &F;
};

} // namespace

void noteDeciding(Program &P, const Function &F) { Scan(P, F).run(); }

} // namespace quiesce
