//===- Tasks.cpp - spawn and join -----------------------------------------===//
//
// Part of quiesce, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "promela/Translator.h"

namespace quiesce::promela {

using model::Mode;
using model::Primitive;

static constexpr size_t MaxTasks = 24;

/// Symbols that \p Roots lead to must be decided before somebody else sees
/// them; true when one had to be, which is a choice of its own.
bool Translator::fork(View &V, llvm::ArrayRef<Value> Roots, Ways *On) {
  for (const auto &[Number, X] : V.symbols(Roots, Domains))
    if (!truth(V, X)) {
      if (V.Symbols[X.A].Handed)
        fail(V, "a number that several tasks test, and nobody knows");
      for (bool Truth : {false, true})
        assume(way(V, "", *On).Next, X, Truth);
      return true;
    }
  return false;
}

void Translator::spawn(View &V, const OpSite &Site, const Instruction &I,
                       Ways &On) {
  if (Site.Lazy || Site.MayDetach)
    return fail(V, "a task that may be deferred or detached");
  Value Body = read(V, Site.Body);
  if (Body.K == Value::Cell)
    Body = load(V, Body);
  std::vector<Value> Args;
  for (Reg R : Site.Rest)
    Args.push_back(read(V, R));
  std::vector<Value> Roots(Args);
  Roots.push_back(Body);
  for (const auto &[Number, X] : V.Globals)
    Roots.push_back(X);
  if (fork(V, Roots, &On))
    return;
  View Next = V;
  auto NewThing = [&](Primitive Kind, int Amount) {
    Thing T;
    T.Kind = Kind;
    T.Type = -2;
    T.Amount = Amount;
    return Next.add(std::move(T));
  };
  std::string Text;
  View Child;
  if (Site.Stoppable || Site.Token >= 0)
    return fail(V, "a task whose waits can be stopped");
  if (Site.PassesToken) {
    Child.Stop = NewThing(Primitive::StopSource, 0);
    Roots.push_back(Value::ref(Child.Stop));
    Text += declare("s" + name(Child.Stop), "bool") + " = 0; ";
    int Callee = Body.K == Value::Fn ? Body.A : -1;
    if (Body.K == Value::Ref && thing(V, Body.A)->Type >= 0)
      Callee = P.Types[thing(V, Body.A)->Type].CallOperator;
    int At = Callee >= 0 ? P.Functions[Callee]->TokenParameter : -1;
    if (At >= 0) // after the object, where a member function is called by name
      Args.insert(Args.begin() + (Body.K == Value::Fn && At == 1 ? 1 : 0),
                  Value::ref(Child.Stop));
  }
  bool Async = Site.Kind == Primitive::Future || Site.OwnsTask;
  if (Async) {
    Child.Event = NewThing(Primitive::Promise, Site.OwnsTask);
    Roots.push_back(Value::ref(Child.Event));
    Text += declare("e" + name(Child.Event), "byte") + " = 0; ";
  }
  share(Next, Roots);
  for (int Number : Next.reach(Roots, Domains))
    Child.Heap[Number] = Next.Heap[Number];
  for (auto &[Number, X] : Next.symbols(Roots, Domains)) {
    Next.Symbols[Number].Handed = true;
    Child.Symbols[Number] = Next.Symbols[Number];
  }
  Child.Globals = Next.Globals;
  Child.Closure = Body.K == Value::Ref ? Body : Value();
  // The same task of the same code is one, whichever way led to its start.
  std::string Key = Child.text() + "@" + std::to_string(I.Where) + "," +
                    std::to_string(V.Task) + "," + std::to_string(V.Tasks);
  for (const Value &X : Args)
    Key += "," + std::to_string(X.K) + ":" + std::to_string(X.A) + ":" +
           std::to_string(X.B);
  auto [It, New] = TaskNumbers.try_emplace(Key, int(Tasks.size()));
  int Number = It->second;
  if (New) {
    if (Tasks.size() >= MaxTasks)
      return fail(V, "more than " + llvm::Twine(MaxTasks) + " tasks");
    Tasks.push_back({-1, I.Where, Child.Stop});
    Child.Task = Number;
    if (!callValue(Child, Body, Args, -1))
      return fail(V, "a task whose body is not known");
    int First = nodeFor(std::move(Child));
    Tasks[Number].First = First;
  }
  Value Result = Async ? Roots.back() : Value::task(Number);
  ++Next.Tasks;
  if (Site.CStyle) {
    store(Next, read(V, Site.Into), Result);
    Result = Value::integer(Site.Result.Success);
  }
  answer(Next, Text + "run T" + std::to_string(Number) + "()", Result, On);
}

void Translator::join(View &V, const OpSite &Site, Ways &On) {
  Value A = asAddress(V, read(V, Site.Object));
  Value Held = load(V, A);
  if (Held.K == Value::Null) {
    answer(V, "", Value::integer(0), On);
    return;
  }
  if (Held.K != Value::Task || Site.How != Mode::Blocking)
    return fail(V, "a join of what is not known");
  Way &To = answer(V, declare("ended" + std::to_string(Held.A), "bool"),
                   status(Site, &ResultForm::Success, true), On);
  store(To.Next, A, Value::null());
}

} // namespace quiesce::promela
