//===- Operations.cpp - which operation is done where, and variables ------===//
//
// Part of quiesce, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A try that fails needs that the operation could not be done.  A timed one may
// also fail when it could, for time passes as it likes; but what only this task
// can reach was there all the time.
//
//===----------------------------------------------------------------------===//

#include "model/Words.h"
#include "promela/Translator.h"

namespace quiesce::promela {

using model::Mode;
using model::Operation;
using model::Primitive;

Way &Translator::way(const View &V, const std::string &Text, Ways &On) {
  Way New;
  New.Text = Text;
  New.Next = V;
  On.push_back(std::move(New));
  return On.back();
}

/// The operation is over, with \p Result.
Way &Translator::answer(const View &V, const std::string &Text, Value Result,
                        Ways &On) {
  Way &To = way(V, Text, On);
  To.Next.Stage = 0;
  write(To.Next, instruction(V).Dst, Result);
  next(To.Next);
  return To;
}

/// \p Name, which is a variable of the model from now on.
std::string Translator::declare(const std::string &Name, const char *Type) {
  Declarations[Name] = Type + (" " + Name);
  return Name;
}

Value Translator::status(const OpSite &Site, int ResultForm::*Which,
                         bool Ok) const {
  switch (Site.Result.K) {
  case ResultForm::Truth:
    return Value::integer(Ok);
  case ResultForm::Status:
    return Value::integer(Site.Result.*Which);
  case ResultForm::Optional:
    return Ok ? Value::integer(1) : Value::null();
  default:
    return Value::unknown();
  }
}

/// When a timed operation on \p Object may be given up, that is possible when
/// \p Guard holds.
std::string Translator::late(const View &V, int Object,
                             const std::string &Guard) const {
  return V.Heap.at(Object).Shared ? "" : "!(" + Guard + ")";
}

int Translator::primitive(View &V, const OpSite &Site) {
  Value X = asAddress(V, read(V, Site.Object));
  if (X.K == Value::Cell)
    X = asAddress(V, load(V, X));
  if (X.K == Value::Ref && thing(V, X.A)->Kind != Primitive::None)
    return X.A;
  fail(V, llvm::Twine("the operation '") + model::word(Site.Op) +
              "' on something that is not known");
  return 0;
}

std::optional<int> Translator::amount(const View &V, const OpSite &Site) const {
  if (Site.Count < 0)
    return Site.Amount;
  Value Count = read(V, Site.Count);
  if (Count.K != Value::Int)
    return std::nullopt;
  return Count.A;
}

bool Translator::operation(View &V, const OpSite &Site, const Instruction &I,
                           Ways *On) {
  switch (Site.Op) {
  case Operation::Load:
  case Operation::Store:
  case Operation::Exchange:
  case Operation::FetchAdd:
  case Operation::FetchSub:
  case Operation::CompareExchange: {
    if (isDynamic(asAddress(V, read(V, Site.Object))))
      break;
    Ways Only;
    access(V, Site, Only);
    if (Only.size() == 1)
      V = std::move(Only[0].Next);
    else
      fail(V, "an atomic variable that is not known");
    return true;
  }
  case Operation::StopRequested:
    if (Value Token = read(V, Site.Value); Token.K == Value::Null) {
      write(V, I.Dst, Value::integer(0));
      next(V);
      return true;
    }
    break;
  case Operation::Construct:
    switch (Site.Kind) {
    case Primitive::Channel:
    case Primitive::Semaphore:
    case Primitive::Latch:
    case Primitive::Barrier:
    case Primitive::Promise:
    case Primitive::StopSource:
      break;
    default:
      return plumbing(V, Site, I);
    }
    break;
  case Operation::Spawn:
  case Operation::Join:
  case Operation::Send:
  case Operation::Receive:
  case Operation::Close:
  case Operation::IsClosed:
  case Operation::Select:
  case Operation::Lock:
  case Operation::LockShared:
  case Operation::LockAll:
  case Operation::Unlock:
  case Operation::UnlockShared:
  case Operation::Wait:
  case Operation::NotifyOne:
  case Operation::NotifyAll:
  case Operation::Acquire:
  case Operation::Release:
  case Operation::CountUp:
  case Operation::CountDown:
  case Operation::AwaitZero:
  case Operation::CountDownAndWait:
  case Operation::Arrive:
  case Operation::ArriveAndWait:
  case Operation::ArriveAndDrop:
  case Operation::Set:
  case Operation::Get:
  case Operation::Await:
  case Operation::CallOnce:
  case Operation::RequestStop:
  case Operation::Exit:
    break;
  default:
    return plumbing(V, Site, I);
  }
  if (On)
    perform(V, Site, I, *On);
  return false;
}

void Translator::perform(View &V, const OpSite &Site, const Instruction &I,
                         Ways &On) {
  switch (Site.Op) {
  case Operation::Construct:
    return initialize(V, Site, On);
  case Operation::Spawn:
    return spawn(V, Site, I, On);
  case Operation::Join:
    return join(V, Site, On);
  case Operation::Send:
  case Operation::Receive:
    if (Site.Kind == Primitive::Descriptor)
      return fail(V, "a pipe");
    return transfer(V, Site, On);
  case Operation::Close:
  case Operation::IsClosed:
    return close(V, Site, On);
  case Operation::Select:
    return select(V, Site, On);
  case Operation::Lock:
  case Operation::LockShared:
    return lock(V, Site, On);
  case Operation::LockAll:
    return lockAll(V, Site, On);
  case Operation::Unlock:
  case Operation::UnlockShared:
    return unlock(V, Site, On);
  case Operation::Wait:
    return Site.Kind == Primitive::Atomic ? waitAtomic(V, Site, On)
                                          : wait(V, Site, On);
  case Operation::NotifyOne:
  case Operation::NotifyAll:
    return notify(V, Site, On);
  case Operation::Arrive:
  case Operation::ArriveAndWait:
  case Operation::ArriveAndDrop:
    return barrier(V, Site, On);
  case Operation::Set:
  case Operation::Get:
  case Operation::Await:
  case Operation::CallOnce:
    return event(V, Site, On);
  case Operation::RequestStop:
  case Operation::StopRequested:
    return stop(V, Site, On);
  case Operation::Exit: {
    Way &To = way(V, "", On);
    To.Next.Frames.clear();
    To.Next.Stage = Aborts;
    return;
  }
  case Operation::Load:
  case Operation::Store:
  case Operation::Exchange:
  case Operation::FetchAdd:
  case Operation::FetchSub:
  case Operation::CompareExchange:
    return access(V, Site, On);
  default:
    return count(V, Site, On);
  }
}

/// What a constructor gives a primitive to begin with.
void Translator::initialize(View &V, const OpSite &Site, Ways &On) {
  if (Site.Kind == Primitive::Promise || Site.Kind == Primitive::StopSource) {
    View Next = V;
    Thing T;
    T.Kind = Site.Kind;
    T.Type = -2;
    int Number = Next.add(std::move(T));
    bool Promise = Site.Kind == Primitive::Promise;
    answer(Next,
           declare((Promise ? "e" : "s") + name(Number),
                   Promise ? "byte" : "bool") +
               " = 0",
           Value::ref(Number), On);
    return;
  }
  int Number = primitive(V, Site);
  if (Site.Value >= 0 || Site.Mutex >= 0)
    return fail(V, "an event, or a condition with a mutex of its own");
  Value Count = read(V, Site.Count);
  if (Count.K != Value::Int || Count.A < 0 || Count.A > 100)
    return fail(V, "a capacity or count that is not known");
  int Amount = Count.A;
  if (int Type = thing(V, Number)->Type; Type >= 0)
    Amount = std::max(0, Amount - P.Types[Type].CapacityLess);
  if (Site.Kind == Primitive::Channel) {
    std::string C = channel(Number, Amount);
    std::string Text = C + "_closed = 0; " + C + "_in = " + C;
    if (Polled.count(Number))
      Text += "; " + C + "_try_in = " + C + "_try; " + C + "_poll_in = " + C +
              "_poll";
    answer(V, Text, Value::unknown(), On).Next.Heap[Number].Amount = Amount;
    return;
  }
  if (Site.Kind == Primitive::Barrier)
    declare("n" + name(Number) + "_arrived", "int");
  answer(V, declare("n" + name(Number), "int") + " = " + std::to_string(Amount),
         Value::unknown(), On);
}

/// Atomic variables.
void Translator::access(View &V, const OpSite &Site, Ways &On) {
  Value A = asAddress(V, read(V, Site.Object));
  if (A.K != Value::Cell)
    return fail(V, "an atomic variable that is not known");
  bool Shared = isDynamic(A);
  Variable Which{A.A, A.B};
  use(V, Which, Site.Op != Operation::Load);
  auto Once = [&](Value Old, const std::string &Guard) {
    View Next = V;
    Value New = Site.Value >= 0 ? read(V, Site.Value) : Value::unknown();
    Value Result = Old;
    switch (Site.Op) {
    case Operation::Load:
      New = Old;
      break;
    case Operation::FetchAdd:
      New = arithmetic(Next, Arith::Add, Old, New);
      break;
    case Operation::FetchSub:
      New = arithmetic(Next, Arith::Sub, Old, New);
      break;
    case Operation::CompareExchange: {
      Value Into = asAddress(Next, read(V, Site.Into));
      Value Same = arithmetic(Next, Arith::Eq, Old, load(Next, Into));
      auto Known = truth(Next, Same);
      if (!Known)
        return fail(V, "a comparison with what is not known");
      Result = Value::integer(*Known);
      if (!*Known) {
        store(Next, Into, Old);
        New = Old;
      }
      break;
    }
    default:
      break;
    }
    if (!Shared) {
      if (Site.Op != Operation::Load)
        store(Next, A, New);
      answer(Next, "", Result, On);
      return;
    }
    if (New.open())
      return fail(V, "a number that is not known, in a shared variable");
    std::string Effect;
    if (Site.Op != Operation::Load)
      Effect = assigned(Which, New);
    share(Next, New);
    answer(Next, guarded(Guard, Effect), Result, On);
  };
  if (!Shared)
    return Once(load(V, A), "");
  if (Domains[Which].empty())
    numberOf(Which, initial(V, Which));
  if (Site.Op == Operation::Store)
    return Once(Value::unknown(), "");
  const std::vector<Value> Domain = Domains[Which];
  for (size_t Number = 0; Number < Domain.size(); ++Number)
    if (Domain[Number].K != Value::None)
      Once(Domain[Number], variable(Which) + " == " + std::to_string(Number));
}

} // namespace quiesce::promela
