//===- Destruction.cpp - what happens at the end of a life ----------------===//
//
// Part of quiesce, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A destruction that takes several steps runs its instruction again after each.
// A handle keeps what it held: to clear it would be a write that others see.
//
//===----------------------------------------------------------------------===//

#include "promela/Translator.h"

namespace quiesce::promela {

using model::Destructor;
using model::Primitive;

Translator::Fate Translator::destroy(View &V, Value Address, int Type,
                                     Ways *On) {
  Address = asAddress(V, Address);
  if (Address.K == Value::Cell)
    return destroyScalar(V, Address, Type, On);
  if (Address.K == Value::Ref)
    return destroyObject(V, Address.A, On);
  return Fate::Done;
}

Translator::Fate Translator::destroyObject(View &V, int Number, Ways *On) {
  Thing *T = thing(V, Number);
  if (T->Dead)
    return Fate::Done;
  if (isContainer(T->Kind)) {
    int Element = T->Type >= 0 ? P.Types[T->Type].ElementDestroy : -1;
    if (Element < 0 || T->Items.empty())
      return Fate::Done;
    std::vector<Value> *Items = slots(V, Number, true);
    Fate F = destroy(V, Items->front(), Element, On);
    if (F != Fate::Done)
      return F;
    Items->erase(Items->begin());
    return Fate::Again;
  }
  if (T->Kind == Primitive::StopCallback) {
    fail(V, "a stop callback");
    return Fate::Done;
  }
  if (T->Kind == Primitive::Channel && T->Type >= 0 &&
      P.Types[T->Type].OnDestroy == Destructor::Close) {
    fail(V, "a channel that its destructor closes");
    return Fate::Done;
  }
  if (T->Kind == Primitive::Condition) {
    fail(V, "a condition that is destroyed before its waiters are joined");
    return Fate::Done;
  }
  if (T->Kind != Primitive::None && T->Kind != Primitive::Record)
    return Fate::Done;
  T->Dead = true;
  if (T->Type >= 0 && P.Types[T->Type].Destructor >= 0) {
    enter(V, P.Types[T->Type].Destructor, {Value::ref(Number)}, -1, false, true,
          true);
    return Fate::Again;
  }
  return Fate::Done;
}

Translator::Fate Translator::destroyTask(View &V, int Type, Value Old,
                                         Ways *On) {
  Value Held = Old;
  if (Held.K != Value::Task)
    return Fate::Done;
  switch (P.Types[Type].OnDestroy) {
  case Destructor::Terminate: {
    if (!On)
      return Fate::Step;
    Way &To = way(V, "", *On);
    To.Next.Frames.clear();
    To.Next.Stage = Aborts;
    return Fate::Step;
  }
  case Destructor::RequestStopAndJoin:
    if (int Stop = stopState(Old); On && Stop >= 0 && V.Stage == 0) {
      way(V, declare("s" + name(Stop), "bool") + " = 1", *On).Next.Stage = 1;
      return Fate::Step;
    }
    [[fallthrough]];
  case Destructor::Join:
    if (On)
      way(V, declare("ended" + std::to_string(Old.A), "bool"), *On).Next.Stage =
          Destroyed;
    return Fate::Step;
  default: // detached, or left alone
    return Fate::Done;
  }
}

Translator::Fate Translator::destroyScalar(View &V, Value Address, int Type,
                                           Ways *On) {
  const Primitive Kind = Type < 0 ? Primitive::None : P.Types[Type].Kind;
  // The step was that of what it holds.
  const bool Holds = Kind == Primitive::Pointer || Kind == Primitive::Optional;
  if (V.Stage == Destroyed && !Holds) {
    V.Stage = 0;
    return Fate::Done;
  }
  if (isDynamic(Address)) {
    if (Type >= 0)
      fail(V, "the end of a handle that several tasks use");
    return Fate::Done;
  }
  Thing *T = thing(V, Address.A);
  auto It = T->Fields.find(Address.B);
  if (It == T->Fields.end())
    return Fate::Done;
  Value Old = load(V, Address);
  if (Type < 0)
    return Old.K == Value::Ref ? destroyObject(V, Old.A, On) : Fate::Done;
  const TypeInfo &Info = P.Types[Type];
  auto Empties = [&](Fate F) {
    if (F == Fate::Done || thing(V, Old.A)->Dead)
      store(V, Address, Value::null());
    return F;
  };
  switch (Kind) {
  case Primitive::Task:
    return destroyTask(V, Type, Old, On);
  case Primitive::Guard: {
    if (Old.K != Value::Guard || !Old.B)
      return Fate::Done;
    if (On)
      way(V, gives(V, Old), *On).Next.Stage = Destroyed;
    return Fate::Step;
  }
  case Primitive::Pointer: {
    const bool Object = Old.K == Value::Ref;
    if (Old.Sub != Value::Owning || !(Object || Info.ElementDestroy >= 0))
      break;
    if (thing(V, Old.A)->Shared) {
      fail(V, "an object that several tasks own");
      break;
    }
    // Another owner that this task knows?
    for (const auto &[Number, Each] : V.Heap)
      for (const auto &[Field, X] : Each.Fields)
        if (X.K == Old.K && X.Sub == Value::Owning && X.A == Old.A &&
            (Number != Address.A || Field != Address.B)) {
          store(V, Address, Value::null());
          return Fate::Done;
        }
    return Empties(Object ? destroyObject(V, Old.A, On)
                          : destroy(V, Value::cell(Old.A, Old.B),
                                    Info.ElementDestroy, On));
  }
  case Primitive::Optional:
    if (Old.K == Value::Ref && Old.Sub == Value::Plain)
      return Empties(destroyObject(V, Old.A, On));
    if (Info.ElementDestroy >= 0 && Old.K != Value::Null)
      return destroy(V, Address, Info.ElementDestroy, On);
    break;
  case Primitive::Promise:
    if (Old.K != Value::Ref || Info.OnDestroy != Destructor::Break)
      return Fate::Done;
    if (On) {
      std::string E = declare("e" + name(Old.A), "byte");
      way(V, E + " = (" + E + " == 0 -> 2 : " + E + ")", *On).Next.Stage =
          Destroyed;
    }
    return Fate::Step;
  case Primitive::Future:
    // The last future of an async call waits for it.
    if (Old.K != Value::Ref || !thing(V, Old.A)->Amount)
      return Fate::Done;
    if (On)
      way(V, declare("e" + name(Old.A), "byte") + " != 0", *On).Next.Stage =
          Destroyed;
    return Fate::Step;
  case Primitive::PackagedTask:
    fail(V, "a packaged task");
    return Fate::Done;
  default:
    return Fate::Done;
  }
  store(V, Address, Value::null());
  return Fate::Done;
}

} // namespace quiesce::promela
