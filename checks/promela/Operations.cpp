//===- Operations.cpp - tasks, variables, counters, events ----------------===//
//
// Part of quiesce, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
//   join           ended
//   acquire        n >= amount; a latch or wait group: n <= 0
//   barrier        arrived, until the phase it arrived in is over
//   get, await     e: 1 has a value, 2 an exception
//   call-once      o: 1 under way, 2 done
//
// A try that fails needs that the operation could not be done; a timed one may
// also fail when it could, for time passes as it likes.
//
//===----------------------------------------------------------------------===//

#include "model/Words.h"
#include "promela/Translator.h"

namespace quiesce::promela {

using model::Mode;
using model::Operation;
using model::Primitive;

static constexpr size_t MaxTasks = 24;

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
    answer(V, Text, Value::unknown(), On)
        .Next.Heap[Number]
        .Amount = Amount;
    return;
  }
  if (Site.Kind == Primitive::Barrier)
    declare("n" + name(Number) + "_arrived", "int");
  answer(V,
         declare("n" + name(Number), "int") + " = " +
             std::to_string(Amount),
         Value::unknown(), On);
}

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
      Value Same =
          arithmetic(Next, Arith::Eq, Old, load(Next, Into));
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

void Translator::count(View &V, const OpSite &Site, Ways &On) {
  std::string N =
      declare("n" + name(primitive(V, Site)), "int");
  std::optional<int> Known = amount(V, Site);
  if (!Known)
    return fail(V, "an amount that is not known");
  std::string Amount = std::to_string(*Known);
  Value Success = status(Site, &ResultForm::Success, true);
  switch (Site.Op) {
  case Operation::Release:
  case Operation::CountUp:
    answer(V, N + " = " + N + " + " + Amount, Value::unknown(), On);
    return;
  case Operation::CountDown:
    answer(V, N + " = " + N + " - " + Amount, Value::unknown(), On);
    return;
  case Operation::CountDownAndWait:
    if (V.Stage == 0)
      way(V, N + " = " + N + " - " + Amount, On).Next.Stage = 1;
    else
      answer(V, N + " <= 0", Value::unknown(), On);
    return;
  case Operation::Acquire:
  case Operation::AwaitZero:
    break;
  default:
    return fail(V, llvm::Twine("the operation '") + model::word(Site.Op) +
                       "'");
  }
  bool Takes = Site.Op == Operation::Acquire;
  std::string Guard = Takes ? N + " >= " + Amount : N + " <= 0";
  answer(V, guarded(Guard, Takes ? N + " = " + N + " - " + Amount : ""),
         Success, On);
  if (Site.How == Mode::Try)
    answer(V, "!(" + Guard + ")", status(Site, &ResultForm::Empty, false), On);
  if (Site.How == Mode::Timed)
    answer(V, "", status(Site, &ResultForm::Timeout, false), On);
}

void Translator::barrier(View &V, const OpSite &Site, Ways &On) {
  std::string N =
      declare("n" + name(primitive(V, Site)), "int");
  std::string Arrived = declare(N + "_arrived", "int");
  std::string Phase = declare(N + "_phase", "byte");
  if (V.Stage == 1) {
    answer(V, Phase + " != phase -> phase = 0", Value::unknown(), On);
    return;
  }
  std::optional<int> Amount = amount(V, Site);
  if (!Amount)
    return fail(V, "an amount that is not known");
  bool Drops = Site.Op == Operation::ArriveAndDrop;
  std::string After = Drops ? Arrived + " >= " + N + " - 1"
                            : Arrived + " + " + std::to_string(*Amount) +
                                  " >= " + N;
  std::string Counts = Drops ? N + "--"
                             : Arrived + " = " + Arrived + " + " +
                                   std::to_string(*Amount);
  answer(V,
         After + " -> " + Counts + "; " + Arrived + " = 0; " + Phase + "++",
         Value::unknown(), On);
  if (Site.Op == Operation::ArriveAndWait)
    way(V, "!(" + After + ") -> " + Counts + "; phase = " + Phase, On)
        .Next.Stage = 1;
  else
    answer(V, "!(" + After + ") -> " + Counts, Value::unknown(), On);
}

void Translator::event(View &V, const OpSite &Site, Ways &On) {
  if (Site.Op == Operation::CallOnce || Site.Kind == Primitive::OnceFlag) {
    std::string O =
        declare("o" + name(primitive(V, Site)), "byte");
    if (Site.Op == Operation::Set) {
      answer(V, O + " = 2", Value::unknown(), On);
      return;
    }
    answer(V, O + " == 0 -> " + O + " = 1", Value::integer(1), On);
    answer(V, O + " == 2", Value::integer(0), On);
    return;
  }
  Value Event = read(V, Site.Value);
  if (Event.K != Value::Ref || thing(V, Event.A)->Kind != Primitive::Promise)
    return fail(V, "a promise or future that is not known");
  std::string E = declare("e" + name(Event.A), "byte");
  Variable Which{Event.A, Payload};
  if (Site.Op == Operation::Set) {
    std::string Text = E + " == 0 -> " + E + " = 1";
    if (Site.Into >= 0) {
      Value X = read(V, Site.Into);
      if (X.open())
        X = Value::unknown();
      Text += "; " + assigned(Which, X);
      share(answer(V, Text, Value::unknown(), On).Next, X);
    } else {
      answer(V, Text, Value::unknown(), On);
    }
    // What a second value does is not said in the models.
    way(V, E + " != 0 -> assert(false)", On);
    return;
  }
  if (Site.Op == Operation::Await) {
    answer(V, E + " != 0", Value::integer(0), On);
    if (Site.How == Mode::Try)
      answer(V, E + " == 0", Value::integer(1), On);
    if (Site.How == Mode::Timed)
      answer(V, "", Value::integer(1), On);
    return;
  }
  if (Site.How != Mode::Blocking)
    return fail(V, "a 'get' that does not wait");
  const std::vector<Value> Domain = Domains[Which];
  if (Domain.empty())
    answer(V, E + " == 1", Value::unknown(), On);
  for (size_t Number = 0; Number < Domain.size(); ++Number)
    answer(V,
           E + " == 1 && " + variable(Which) + " == " +
               std::to_string(Number),
           Domain[Number], On);
  Way &Fails = way(V, E + " == 2", On);
  Fails.Next.Exception = -1;
  raise(Fails.Next);
}

int Translator::stopState(Value Of) const {
  if (Of.K == Value::Task)
    return Tasks[Of.A].Stop;
  return Of.K == Value::Ref ? Of.A : -1;
}

void Translator::stop(View &V, const OpSite &Site, Ways &On) {
  int Stop = stopState(read(V, Site.Value));
  if (Stop < 0)
    return fail(V, "a stop token that is not known");
  std::string S = declare("s" + name(Stop), "bool");
  bool Requests = Site.Op == Operation::RequestStop;
  answer(V, "!" + S + (Requests ? " -> " + S + " = 1" : std::string()),
         Value::integer(Requests), On);
  answer(V, S, Value::integer(!Requests), On);
}

} // namespace quiesce::promela
