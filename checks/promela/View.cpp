//===- View.cpp - identity of views, and what they no longer need ---------===//
//
// Part of quiesce, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "promela/View.h"
#include "llvm/ADT/STLExtras.h"

namespace quiesce::promela {

int target(const Value &V) {
  switch (V.K) {
  case Value::Ref:
  case Value::Cell:
  case Value::Iter:
  case Value::Guard:
    return V.A;
  default:
    return -1;
  }
}

int View::add(Thing T) {
  int Number = Task * PerTask;
  while (Heap.count(Number) || Taken.count(Number))
    ++Number;
  Heap[Number] = std::move(T);
  return Number;
}

int View::addSymbol() {
  int Number = 0;
  while (Symbols.count(Number))
    ++Number;
  Symbols[Number] = Range();
  return Number;
}

std::set<int> View::reach(llvm::ArrayRef<Value> Roots, const Stored &S) const {
  std::set<int> Found;
  std::vector<Value> Work(Roots.begin(), Roots.end());
  while (!Work.empty()) {
    Value V = Work.back();
    Work.pop_back();
    if (V.K == Value::Iter && V.B >= 0)
      Work.push_back(Value::ref(V.B));
    int Number = target(V);
    auto It = Heap.find(Number);
    if (Number < 0 || It == Heap.end() || !Found.insert(Number).second)
      continue;
    for (const auto &[Field, Each] : It->second.Fields)
      Work.push_back(Each);
    Work.insert(Work.end(), It->second.Items.begin(), It->second.Items.end());
    for (auto May = S.lower_bound({Number, INT_MIN});
         May != S.end() && May->first.first == Number; ++May)
      Work.insert(Work.end(), May->second.begin(), May->second.end());
  }
  return Found;
}

std::multimap<int, Value> View::symbols(llvm::ArrayRef<Value> Roots,
                                        const Stored &S) const {
  std::multimap<int, Value> Found;
  auto Add = [&](const Value &X) {
    if (X.K == Value::Symbol || X.K == Value::Test)
      Found.insert({X.A, X});
  };
  llvm::for_each(Roots, Add);
  for (int Number : reach(Roots, S)) {
    const Thing &T = Heap.at(Number);
    for (const auto &[Field, X] : T.Fields)
      Add(X);
    llvm::for_each(T.Items, Add);
  }
  return Found;
}

void View::collect(Program &P, const Stored &S) {
  std::vector<Value> Roots{Closure};
  for (int Number : {Stop, Event})
    if (Number >= 0)
      Roots.push_back(Value::ref(Number));
  for (size_t I = 0; I < Frames.size(); ++I) {
    Activation &F = Frames[I];
    const Function &Fn = P.body(F.Function);
    const bool Calls = I + 1 < Frames.size() && !Frames[I + 1].Stays;
    for (size_t R = 0; R < F.Registers.size(); ++R)
      if (R >= Fn.Registers || size_t(F.At) >= Fn.Body.size() ||
          !(Calls ? Fn.Kept : Fn.Needed).has(F.At, Reg(R)))
        F.Registers[R] = Value();
    while (!F.Registers.empty() && F.Registers.back().K == Value::None)
      F.Registers.pop_back();
    Roots.insert(Roots.end(), F.Registers.begin(), F.Registers.end());
  }
  for (const auto &[Number, V] : Globals)
    Roots.push_back(V);
  std::set<int> Reached = reach(Roots, S);
  std::set<int> Used;
  for (const auto &[Number, X] : symbols(Roots, S))
    Used.insert(Number);
  for (auto It = Heap.begin(); It != Heap.end();)
    It = Reached.count(It->first) ? std::next(It) : Heap.erase(It);
  for (auto It = Symbols.begin(); It != Symbols.end();)
    It = Used.count(It->first) ? std::next(It) : Symbols.erase(It);
}

std::string View::text() const {
  std::string Text;
  auto Put = [&](int I) {
    Text += std::to_string(I);
    Text += ',';
  };
  auto PutValue = [&](const Value &V) {
    Put(V.K | V.Sub << 8 | V.Not << 16);
    Put(V.A);
    Put(V.B);
  };
  for (int I : {Task, Stage, Exception, Tasks, Stop, Event})
    Put(I);
  PutValue(Closure);
  for (const Activation &F : Frames) {
    Text += 'f';
    for (int I : {F.Function, F.At, F.Dst, F.UnwindFrom, F.UnwindNext,
                  int(F.Drop), int(F.Stays)})
      Put(I);
    llvm::for_each(F.Registers, PutValue);
  }
  for (const auto &[Number, T] : Heap) {
    Text += 'h';
    for (int I :
         {Number, T.Type, int(T.Kind), T.Amount, int(T.Shared), int(T.Dead)})
      Put(I);
    for (const auto &[Field, V] : T.Fields) {
      Put(Field);
      PutValue(V);
    }
    Text += 'i';
    llvm::for_each(T.Items, PutValue);
  }
  for (const auto &[Number, V] : Globals) {
    Text += 'g';
    Put(Number);
    PutValue(V);
  }
  for (const auto &[Number, R] : Symbols) {
    Text += 's';
    for (int I : {Number, R.Low, R.High, int(R.Handed)})
      Put(I);
    llvm::for_each(R.Not, Put);
  }
  Text += 't';
  llvm::for_each(Taken, Put);
  return Text;
}

} // namespace quiesce::promela
