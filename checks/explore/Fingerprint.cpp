//===- Fingerprint.cpp - the identity of a state --------------------------===//
//
// Part of quiesce, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "explore/State.h"
#include "llvm/Support/xxhash.h"

namespace quiesce {

namespace {

class Writer {
public:
  Writer(const State &S, Program &P)
      : S(S), P(P), Objects(S.Heap.size(), -1), Symbols(S.NextSymbol, -1) {}

  Identity run() {
    Bytes.reserve(512);
    put(S.Exited | S.Cut << 1);
    for (const Leftover &L : S.Left) {
      put(int32_t(L.Where));
      put(L.Held);
    }
    put(S.Returned.K | S.Throws << 8 | S.Returned.Sub << 16);
    put(S.Returned.A);
    for (const auto &T : S.Tasks)
      task(*T);
    for (const Value &G : S.Globals)
      value(G);
    // Objects are written in the order in which they were reached.
    for (size_t I = 0; I < Order.size(); ++I)
      object(S.object(Order[I]));
    facts();
    auto Data =
        llvm::ArrayRef<uint8_t>(reinterpret_cast<const uint8_t *>(Bytes.data()),
                                Bytes.size() * sizeof(int32_t));
    auto Hash = llvm::xxh3_128bits(Data);
    return {Hash.low64, Hash.high64};
  }

private:
  void put(int32_t I) { Bytes.push_back(I); }

  int number(int Object) {
    if (Objects[Object] < 0) {
      Objects[Object] = int(Order.size());
      Order.push_back(Object);
    }
    return Objects[Object];
  }

  int symbol(int Symbol) {
    if (Symbols[Symbol] < 0)
      Symbols[Symbol] = NextSymbol++;
    return Symbols[Symbol];
  }

  void value(const Value &V) {
    put(V.K | V.Sub << 8 | V.Not << 16);
    switch (V.K) {
    case Value::Ref:
    case Value::Guard:
      put(number(V.A));
      put(V.B);
      break;
    case Value::Cell:
      put(number(V.A));
      put(V.B);
      break;
    case Value::Iter:
      put(number(V.A));
      put(V.B < 0 ? -1 : number(V.B));
      break;
    case Value::Symbol:
      put(symbol(V.A));
      put(V.B);
      break;
    case Value::Test:
      put(symbol(V.A));
      put(V.B);
      break;
    case Value::None:
    case Value::Unknown:
    case Value::Null:
      break;
    default:
      put(V.A);
      put(V.B);
    }
  }

  void object(const Object &O) {
    put(O.Type);
    put(unsigned(O.Kind) | O.External << 8 | O.Open << 9 | O.Shared << 10 |
        O.Dead << 11 | O.Closed << 12 | O.Vague << 13 | O.Filled << 14);
    for (int I : O.N)
      put(I);
    put(int32_t(O.Taken));
    put(int(O.Fields.size()));
    for (const auto &[Number, V] : O.Fields) {
      put(Number);
      value(V);
    }
    put(int(O.Items.size()));
    for (const Value &V : O.Items)
      value(V);
  }

  void task(const TaskState &T) {
    put(T.Ended | T.Started << 1 | T.Detached << 2 | T.Joined << 3 |
        unsigned(T.Stage) << 4 | T.TimedOut << 8 | T.Waited << 9);
    if (T.Ended && T.StopState < 0 && T.Event < 0)
      return;
    put(T.Phase2);
    put(T.Exception);
    value(T.Thrown);
    put(T.StopState < 0 ? -1 : number(T.StopState));
    put(T.Event < 0 ? -1 : number(T.Event));
    value(T.Closure);
    for (size_t I = 0; I < T.Frames.size(); ++I) {
      const Frame &F = T.Frames[I];
      put(F.Function);
      put(F.At);
      put(F.Dst);
      put(F.UnwindFrom * 64 + F.UnwindNext);
      for (const auto &[At, Count] : F.Rounds) {
        put(At);
        put(Count);
      }
      forEachLive(P, T, I, [&](const Value &V) { value(V); });
    }
  }

  void facts() {
    for (const auto &[Test, Truth] : S.Facts)
      if (Symbols[Test.A] >= 0) { // the symbol is still in use
        value(Test);
        put(Truth);
      }
  }

  const State &S;
  Program &P;
  std::vector<int> Objects, Symbols, Order;
  std::vector<int32_t> Bytes;
  int NextSymbol = 0;
};

} // namespace

void forEachLive(Program &P, const TaskState &T, size_t I,
                 llvm::function_ref<void(const Value &)> Use) {
  const Frame &F = T.Frames[I];
  const Function &Fn = P.body(F.Function);
  // A caller stands behind its call, whose operands are done with.
  const bool Calls = I + 1 < T.Frames.size() && !T.Frames[I + 1].Again;
  const RegisterSets &Needed = Calls ? Fn.Kept : Fn.Needed;
  const int At = Calls ? F.At - 1 : F.At;
  if (size_t(At) >= Fn.Body.size())
    return; // it has come to its end
  for (size_t R = 0; R < F.Registers.size() && R < Fn.Registers; ++R)
    if (Needed.has(At, Reg(R)))
      Use(F.Registers[R]);
}

Identity fingerprint(const State &S, Program &P) { return Writer(S, P).run(); }

} // namespace quiesce
