//===- Compact.cpp - garbage collection of states -------------------------===//
//
// Part of quiesce, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "explore/State.h"

namespace quiesce {

namespace {

class Compactor {
public:
  explicit Compactor(State &S) : S(S), New(S.Heap.size(), -1) {}

  void run() {
    for (const auto &T : S.Tasks)
      visit(*T);
    for (const Value &G : S.Globals)
      visit(G);
    for (size_t I = 0; I < Order.size(); ++I) {
      const Object &O = *S.Heap[Order[I]];
      for (const auto &[Field, V] : O.Fields)
        visit(V);
      for (const Value &V : O.Items)
        visit(V);
      // The event of a packaged task is known by number only.
      if (O.Kind == model::Primitive::PackagedTask && O.N[1] > 0)
        reach(O.N[1] - 1);
    }
    llvm::SmallVector<llvm::IntrusiveRefCntPtr<Object>, 0> Heap;
    Heap.reserve(Order.size());
    for (int Old : Order) {
      llvm::IntrusiveRefCntPtr<Object> O(new Object(*S.Heap[Old]));
      for (auto &[Field, V] : O->Fields)
        rename(V);
      for (Value &V : O->Items)
        rename(V);
      if (O->Kind == model::Primitive::PackagedTask && O->N[1] > 0)
        O->N[1] = New[O->N[1] - 1] + 1;
      Heap.push_back(std::move(O));
    }
    for (size_t I = 0; I < S.Tasks.size(); ++I) {
      TaskState &T = S.changeTask(int(I));
      for (Frame &F : T.Frames)
        for (Value &V : F.Registers)
          rename(V);
      rename(T.Closure);
      rename(T.Thrown);
      if (T.StopState >= 0)
        T.StopState = New[T.StopState];
      if (T.Event >= 0)
        T.Event = New[T.Event];
    }
    for (Value &G : S.Globals)
      rename(G);
    S.Heap = std::move(Heap);
    S.Live = unsigned(S.Heap.size());
  }

private:
  void reach(int I) {
    if (New[I] < 0) {
      New[I] = int(Order.size());
      Order.push_back(I);
    }
  }
  void visit(const Value &V) {
    switch (V.K) {
    case Value::Ref:
    case Value::Cell:
    case Value::Guard:
      reach(V.A);
      break;
    case Value::Iter:
      reach(V.A);
      if (V.B >= 0)
        reach(V.B);
      break;
    default:
      break;
    }
  }
  void visit(const TaskState &T) {
    for (const Frame &F : T.Frames)
      for (const Value &V : F.Registers)
        visit(V);
    visit(T.Closure);
    visit(T.Thrown);
    if (T.StopState >= 0)
      reach(T.StopState);
    if (T.Event >= 0)
      reach(T.Event);
  }
  void rename(Value &V) {
    switch (V.K) {
    case Value::Ref:
    case Value::Cell:
    case Value::Guard:
      V.A = New[V.A];
      break;
    case Value::Iter:
      V.A = New[V.A];
      if (V.B >= 0)
        V.B = New[V.B];
      break;
    default:
      break;
    }
  }

  State &S;
  std::vector<int> New, Order;
};

} // namespace

void compact(State &S) {
  if (S.Heap.size() > 2 * S.Live + 32)
    Compactor(S).run();
}

} // namespace quiesce
