//===- Locks.cpp - mutexes and conditions ---------------------------------===//
//
// Part of quiesce, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A mutex m:  m        owner + 1, or 0
//             m_depth  of a recursive one
//             m_readers, m_writers   of a shared one: who holds it shared, and
//                      who waits to hold it alone; no reader passes such a one
// A condition w: the tasks that sleep on it, as bits.
//
//   lock      m == 0
//   wait      1 give the mutex back and sleep, 2 woken and the mutex is free;
//             nobody wakes without a cause, for that would excuse nothing
//   wait for the change of a variable: sleeps while it has the value
//
//===----------------------------------------------------------------------===//

#include "promela/Translator.h"

namespace quiesce::promela {

using model::Mode;
using model::Operation;
using model::Primitive;

bool Translator::resolveMutex(View &V, Value Address, int &Mutex,
                              bool &Shared) {
  Value X = asAddress(V, Address);
  if (X.K == Value::Cell)
    X = load(V, X);
  if (X.K == Value::Guard)
    Shared = X.Sub;
  else if (X.K != Value::Ref)
    return false;
  Mutex = X.A;
  return thing(V, Mutex)->Kind == Primitive::Mutex;
}

static const TypeInfo *typeOf(const Program &P, const View &V, int Mutex) {
  int Type = V.Heap.at(Mutex).Type;
  return Type >= 0 ? &P.Types[Type] : nullptr;
}

std::string Translator::isFree(const View &V, int Mutex, bool Shared) {
  std::string M = declare("m" + name(Mutex), "byte");
  const TypeInfo *Type = typeOf(P, V, Mutex);
  std::string Me = std::to_string(V.Task + 1);
  if (Type && Type->Recursive)
    return "(" + M + " == 0 || " + M + " == " + Me + ")";
  if (!ReadLocked.count(Mutex))
    return M + " == 0";
  std::string Readers = declare(M + "_readers", "byte");
  std::string Writers = declare(M + "_writers", "byte");
  if (Shared)
    return M + " == 0 && (" + Readers + " == 0 || " + Writers + " == 0)";
  return M + " == 0 && " + Readers + " == 0";
}

std::string Translator::takes(const View &V, int Mutex, bool Shared) {
  std::string M = declare("m" + name(Mutex), "byte");
  const TypeInfo *Type = typeOf(P, V, Mutex);
  if (Shared)
    return declare(M + "_readers", "byte") + "++";
  std::string Text = M + " = " + std::to_string(V.Task + 1);
  if (Type && Type->Recursive)
    Text += "; " + declare(M + "_depth", "byte") + "++";
  return Text;
}

std::string Translator::gives(const View &V, int Mutex, bool Shared) {
  std::string M = declare("m" + name(Mutex), "byte");
  const TypeInfo *Type = typeOf(P, V, Mutex);
  if (Shared)
    return declare(M + "_readers", "byte") + "--";
  if (Type && Type->Recursive) {
    std::string Depth = declare(M + "_depth", "byte");
    return Depth + "--; " + M + " = (" + Depth + " == 0 -> 0 : " + M + ")";
  }
  if (ReadLocked.count(Mutex)) { // C has one unlock for both ways
    std::string Readers = declare(M + "_readers", "byte");
    return Readers + " = (" + M + " == 0 -> " + Readers + " - 1 : " + Readers +
           "); " + M + " = 0";
  }
  return M + " = 0";
}

std::string Translator::gives(View &V, Value Guard) {
  const Thing &T = *thing(V, Guard.A);
  if (T.Kind == Primitive::Mutex)
    return gives(V, Guard.A, Guard.Sub);
  std::string Text;
  for (const Value &Mutex : T.Items)
    Text += (Text.empty() ? "" : "; ") + gives(V, Mutex.A, false);
  if (Text.empty())
    fail(V, "a guard of what is not known");
  return Text;
}

void Translator::lock(View &V, const OpSite &Site, Ways &On) {
  Value A = asAddress(V, read(V, Site.Object));
  bool Shared = Site.Op == Operation::LockShared || Site.Shared;
  bool MakesGuard = Site.Kind == Primitive::Guard && A.K != Value::Cell;
  bool OnGuard = Site.Kind == Primitive::Guard && A.K == Value::Cell;
  int Mutex = -1;
  if (!resolveMutex(V, A, Mutex, Shared))
    return fail(V, "a mutex that is not known");
  if (Shared && ReadLocked.insert(Mutex).second)
    Grown = true;
  auto Over = [&](const std::string &Text, bool Ok, int ResultForm::*Status) {
    Value Result = MakesGuard ? Value::make(Value::Guard, Mutex, Ok, Shared)
                              : status(Site, Status, Ok);
    Way &To = answer(V, Text, Result, On);
    if (OnGuard)
      store(To.Next, A, Value::make(Value::Guard, Mutex, Ok, Shared));
  };
  std::string Free = isFree(V, Mutex, Shared);
  std::string Waiting;
  if (ReadLocked.count(Mutex) && !Shared && Site.How != Mode::Try) {
    Waiting = declare("m" + name(Mutex) + "_writers", "byte");
    if (V.Stage == 0) {
      way(V, Waiting + "++", On).Next.Stage = 1;
      return;
    }
    Waiting += "--";
  }
  std::string Takes = takes(V, Mutex, Shared);
  if (!Waiting.empty())
    Takes += "; " + Waiting;
  Over(Free + " -> " + Takes, true, &ResultForm::Success);
  if (Site.How == Mode::Try)
    Over("!(" + Free + ")", false, &ResultForm::Timeout);
  if (Site.How == Mode::Timed)
    Over(guarded(late(V, Mutex, Free), Waiting), false, &ResultForm::Timeout);
}

/// All or none.
void Translator::lockAll(View &V, const OpSite &Site, Ways &On) {
  std::vector<int> Mutexes;
  std::string Free, Takes;
  for (Reg R : Site.Rest) {
    int Mutex = -1;
    bool Shared = false;
    if (!resolveMutex(V, read(V, R), Mutex, Shared) || Shared)
      return fail(V, "a mutex that is not known");
    Free += (Free.empty() ? "" : " && ") + isFree(V, Mutex, false);
    Takes += (Takes.empty() ? "" : "; ") + takes(V, Mutex, false);
    Mutexes.push_back(Mutex);
  }
  if (Site.How != Mode::Blocking)
    return fail(V, "a try to lock several mutexes");
  View Next = V;
  Thing All;
  All.Type = -2;
  All.Kind = Primitive::Guard;
  for (int Mutex : Mutexes)
    All.Items.push_back(Value::ref(Mutex));
  Value Guard = Value::make(Value::Guard, Next.add(std::move(All)), 1);
  for (Reg R : Site.Rest) { // guards that were deferred own from now on
    Value A = asAddress(Next, read(V, R));
    if (A.K != Value::Cell)
      continue;
    Value Held = load(Next, A);
    Held.B = 1;
    store(Next, A, Held);
  }
  answer(Next, Free + " -> " + Takes, Guard, On);
}

void Translator::unlock(View &V, const OpSite &Site, Ways &On) {
  Value A = asAddress(V, read(V, Site.Object));
  bool Shared = Site.Op == Operation::UnlockShared;
  if (Site.Kind == Primitive::Guard) {
    Value Held = load(V, A);
    if (Held.K != Value::Guard || !Held.B)
      return fail(V, "a guard that does not own is unlocked");
    std::string Text = gives(V, Held);
    Held.B = 0;
    store(answer(V, Text, Value::unknown(), On).Next, A, Held);
    return;
  }
  int Mutex = -1;
  if (!resolveMutex(V, A, Mutex, Shared))
    return fail(V, "a mutex that is not known");
  answer(V, gives(V, Mutex, Site.Op == Operation::UnlockShared),
         Value::unknown(), On);
}

void Translator::wait(View &V, const OpSite &Site, Ways &On) {
  std::string Name = "w" + name(primitive(V, Site));
  std::string W = declare(Name, "int");
  int Mutex = -1;
  bool Shared = false;
  Value A = asAddress(V, read(V, Site.Mutex));
  if (!resolveMutex(V, A, Mutex, Shared))
    return fail(V, "a mutex that is not known");
  std::string Bit = std::to_string(1 << V.Task);
  std::string Sleeps = "(" + W + " & " + Bit + ") != 0";
  std::string Wakes = W + " = " + W + " & ~" + Bit;
  auto SetGuard = [&](View &Next, bool Held) {
    if (A.K != Value::Cell)
      return;
    Value G = load(Next, A);
    if (G.K == Value::Guard) {
      G.B = Held;
      store(Next, A, G);
    }
  };
  enum { Begins, Waits, Late };
  if (V.Stage == Begins) {
    Sleepers[Name].insert(V.Task);
    Way &To = way(
        V, gives(V, Mutex, Shared) + "; " + W + " = " + W + " | " + Bit, On);
    To.Next.Stage = Waits;
    SetGuard(To.Next, false);
    return;
  }
  bool TimedOut = V.Stage == Late;
  std::string Ready = isFree(V, Mutex, Shared);
  if (!TimedOut)
    Ready = "!(" + Sleeps + ") && " + Ready;
  Way &To = answer(
      V, Ready + " -> " + takes(V, Mutex, Shared),
      status(Site, TimedOut ? &ResultForm::Timeout : &ResultForm::Success,
             !TimedOut),
      On);
  SetGuard(To.Next, true);
  if (TimedOut)
    return;
  if (Site.How == Mode::Timed)
    way(V, Sleeps + " -> " + Wakes, On).Next.Stage = Late;
  if (Site.Token >= 0)
    if (int Stop = stopState(read(V, Site.Token)); Stop >= 0)
      way(V,
          declare("s" + name(Stop), "bool") + " && " + Sleeps + " -> " + Wakes,
          On);
}

void Translator::waitAtomic(View &V, const OpSite &Site, Ways &On) {
  Value A = asAddress(V, read(V, Site.Object));
  Value Old = read(V, Site.Value);
  if (A.K != Value::Cell)
    return fail(V, "an atomic variable that is not known");
  Variable Which{A.A, A.B};
  std::string Name = "w" + name(A.A) + "_" + std::to_string(A.B);
  std::string W = declare(Name, "int");
  std::string Bit = std::to_string(1 << V.Task);
  if (V.Stage == 1) {
    way(V, "(" + W + " & " + Bit + ") == 0", On).Next.Stage = 0;
    return;
  }
  auto Look = [&](Value Now, const std::string &Guard) {
    View Scratch = V;
    auto Same = truth(V, arithmetic(Scratch, Arith::Eq, Now, Old));
    if (!Same)
      return fail(V, "a comparison with what is not known");
    if (!*Same) {
      answer(V, Guard, Value::unknown(), On);
      return;
    }
    Sleepers[Name].insert(V.Task);
    way(V, guarded(Guard, W + " = " + W + " | " + Bit), On).Next.Stage = 1;
  };
  if (!isDynamic(A))
    return Look(load(V, A), "");
  use(V, Which, false);
  if (Domains[Which].empty())
    numberOf(Which, initial(V, Which));
  const std::vector<Value> Domain = Domains[Which];
  for (size_t Number = 0; Number < Domain.size(); ++Number)
    if (Domain[Number].K != Value::None)
      Look(Domain[Number], variable(Which) + " == " + std::to_string(Number));
}

void Translator::notify(View &V, const OpSite &Site, Ways &On) {
  std::string Name;
  if (Site.Kind == Primitive::Atomic) {
    Value A = asAddress(V, read(V, Site.Object));
    if (A.K != Value::Cell)
      return fail(V, "an atomic variable that is not known");
    Name = "w" + name(A.A) + "_" + std::to_string(A.B);
  } else {
    Name = "w" + name(primitive(V, Site));
  }
  std::string W = declare(Name, "int");
  if (Site.Op == Operation::NotifyAll) {
    answer(V, W + " = 0", Value::unknown(), On);
    return;
  }
  answer(V, W + " == 0", Value::unknown(), On);
  answer(V, "", Value::unknown(), On).WakesOne = Name;
}

} // namespace quiesce::promela
