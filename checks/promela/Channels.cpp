//===- Channels.cpp - send, receive, close, select ------------------------===//
//
// Part of quiesce, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A channel c is a channel of the model, which meets without a buffer as ours
// does.  Senders know it as c_in.  Closing it leads c_in to a channel that
// nobody receives from: what is inside can still be taken, and nothing comes
// in.
//
// Without a buffer somebody who only tries meets somebody who waits, never one
// who tries too.  So there are two more channels: who waits to receive also
// receives from c_try, where those send who try; who waits to send also sends
// to c_poll, where those receive who try.
//
// A try or a timed operation without a partner may always give up, for the
// partner may come too late; one on a buffer gives up when it has to wait.
//
//===----------------------------------------------------------------------===//

#include "promela/Translator.h"

namespace quiesce::promela {

using model::Mode;
using model::Operation;
using model::Primitive;

/// A channel without a bound is full at this length, which is an error.
static constexpr int Unbounded = 16;

std::string Translator::channel(int Object, int Capacity) {
  std::string C =
      "c" + name(Object) + "_" +
      (Capacity < 0 ? std::string("unbounded") : std::to_string(Capacity));
  declare(C + "_closed", "bool");
  auto Pair = [&](const std::string &Name) {
    int Length = Capacity < 0 ? Unbounded : Capacity;
    Declarations[Name] =
        "chan " + Name + " = [" + std::to_string(Length) + "] of { byte }";
    Declarations[Name + "_in"] = "chan " + Name + "_in = " + Name;
  };
  Pair(C);
  if (Polled.count(Object)) {
    Pair(C + "_try");
    Pair(C + "_poll");
  }
  return C;
}

/// When the channel has nothing at hand: the rest of a try's condition.
std::string Translator::idle(View &V, const End &E) {
  int Capacity = thing(V, E.Channel)->Amount;
  std::string C = channel(E.Channel, Capacity);
  if (Capacity == 0)
    return "!" + C + "_closed";
  return "!" + C + "_closed && " + (E.Sends ? "full(" : "empty(") + C + ")";
}

/// The task is served at \p E, or \p Ok is false: the channel is closed.
void Translator::finish(View &V, const OpSite &Site, const End &E, bool Ok,
                        Value Got) {
  V.Stage = 0;
  auto Engaged = [&] {
    return Got.K == Value::Int || Got.K == Value::Ref ? Got : box(V, Got);
  };
  if (E.Arm >= 0) {
    Value Body = thing(V, read(V, Site.Rest[E.Arm]).A)->Items[1];
    std::vector<Value> Passed;
    if (!E.Sends && E.Channel >= 0)
      Passed.push_back(Ok ? Engaged() : Value::null());
    write(V, instruction(V).Dst, Value::integer(E.Arm));
    if (Body.K == Value::None)
      return next(V);
    // The action's frame lies above this one, whose instruction is over when
    // it returns.
    if (!callValue(V, Body, Passed, -1))
      return fail(V, "an action that is not known");
    V.Frames.back().Drop = true;
    return;
  }
  Value Result;
  if (E.Sends) {
    Result = status(Site, &ResultForm::Success, true);
  } else {
    if (Ok && Site.Into >= 0)
      store(V, read(V, Site.Into), Got);
    switch (Site.Result.K) {
    case ResultForm::Truth:
    case ResultForm::Status:
      Result =
          status(Site, Ok ? &ResultForm::Success : &ResultForm::Closed, Ok);
      break;
    case ResultForm::Optional:
      Result = Ok ? Engaged() : Value::null();
      break;
    default:
      if (!Ok) {
        V.Exception = -1;
        return raise(V);
      }
      Result = Got;
    }
  }
  write(V, instruction(V).Dst, Result);
  next(V);
}

/// A send on a closed channel.
void Translator::refuse(View &V, const OpSite &Site) {
  V.Stage = 0;
  if (Site.ClosedThrows) {
    V.Exception = Site.ThrowType;
    return raise(V);
  }
  write(V, instruction(V).Dst, status(Site, &ResultForm::Closed, false));
  next(V);
}

/// All ways in which the other side can serve \p E.
void Translator::meet(View &V, const OpSite &Site, const End &E, bool Waits,
                      Ways &On) {
  int Capacity = thing(V, E.Channel)->Amount;
  if (Capacity == 0 && !Waits && Polled.insert(E.Channel).second)
    Grown = true;
  std::string C = channel(E.Channel, Capacity);
  Variable Which{E.Channel, Payload};
  std::vector<std::string> Through;
  if (Waits || Capacity)
    Through.push_back(C);
  if (!Capacity && Polled.count(E.Channel))
    Through.push_back(C + (Waits != E.Sends ? "_try" : "_poll"));
  for (const std::string &Name : Through) {
    if (E.Sends) {
      Value Sent = E.Sent.open() ? Value::unknown() : E.Sent;
      int Number = numberOf(Which, Sent);
      if (Number < 0)
        fail(V, "a channel of many different values");
      Way &To = way(V, Name + "_in!" + std::to_string(Number), On);
      share(To.Next, Sent);
      finish(To.Next, Site, E, true, Value());
      continue;
    }
    const std::vector<Value> Domain = Domains[Which];
    for (size_t Number = 0; Number < Domain.size(); ++Number) {
      Way &To = way(V, Name + "?" + std::to_string(Number), On);
      finish(To.Next, Site, E, true, Domain[Number]);
    }
  }
  if (E.Sends) {
    refuse(way(V, C + "_closed", On).Next, Site);
    if (Capacity < 0)
      way(V, "full(" + C + ") -> assert(false)", On);
  } else {
    finish(way(V, C + "_closed" + (Capacity ? " && empty(" + C + ")" : ""), On)
               .Next,
           Site, E, false, Value());
  }
}

void Translator::transfer(View &V, const OpSite &Site, Ways &On) {
  End E;
  E.Channel = primitive(V, Site);
  E.Sends = Site.Op == Operation::Send;
  if (E.Sends) {
    E.Sent = Site.Value >= 0 ? read(V, Site.Value) : Value::unknown();
    if (fork(V, {E.Sent}, &On))
      return;
    if (auto Known = truth(V, E.Sent); Known && E.Sent.K == Value::Test)
      E.Sent = Value::integer(*Known);
  }
  meet(V, Site, E, Site.How != Mode::Try, On);
  if (Site.How == Mode::Blocking)
    return;
  int ResultForm::*Why = Site.How == Mode::Timed ? &ResultForm::Timeout
                         : E.Sends               ? &ResultForm::Full
                                                 : &ResultForm::Empty;
  answer(V, idle(V, E), status(Site, Why, false), On);
}

void Translator::select(View &V, const OpSite &Site, Ways &On) {
  std::vector<End> Ends;
  End Otherwise;
  bool Waits = true;
  for (size_t Arm = 0; Arm < Site.Rest.size(); ++Arm) {
    Value X = read(V, Site.Rest[Arm]);
    if (X.K != Value::Ref || thing(V, X.A)->Kind != Primitive::SelectArm)
      return fail(V, "an arm that is not known");
    const Thing &A = *thing(V, X.A);
    End E;
    E.Arm = int(Arm);
    switch (Operation(A.Amount)) {
    case Operation::DefaultArm:
      Waits = false;
      [[fallthrough]];
    case Operation::TimeoutArm:
      if (Otherwise.Arm >= 0)
        return fail(V, "a select with several ways to give up");
      Otherwise = E;
      continue;
    default:
      break;
    }
    E.Sends = Operation(A.Amount) == Operation::SendArm;
    E.Sent = A.Items[2];
    if (A.Items[0].K != Value::Ref ||
        thing(V, A.Items[0].A)->Kind != Primitive::Channel)
      return fail(V, "a channel that is not known");
    E.Channel = A.Items[0].A;
    if (E.Sends && E.Sent.K == Value::Test)
      E.Sent = Value::unknown();
    Ends.push_back(E);
  }
  std::string Idle;
  for (const End &E : Ends) {
    meet(V, Site, E, Waits, On);
    Idle += (Idle.empty() ? "" : " && ") + idle(V, E);
  }
  if (Otherwise.Arm >= 0)
    finish(way(V, Idle, On).Next, Site, Otherwise, true, Value());
}

void Translator::close(View &V, const OpSite &Site, Ways &On) {
  int Number = primitive(V, Site);
  std::string C = channel(Number, thing(V, Number)->Amount);
  std::string Closed = C + "_closed";
  if (Site.Op == Operation::IsClosed) {
    answer(V, Closed, Value::integer(1), On);
    answer(V, "!" + Closed, Value::integer(0), On);
    return;
  }
  std::string Text =
      "!" + Closed + " -> " + Closed + " = 1; " + C + "_in = nobody";
  if (Polled.count(Number))
    Text += "; " + C + "_try_in = nobody; " + C + "_poll_in = nobody";
  answer(V, Text, Value::unknown(), On);
  if (!Site.CloseTwiceThrows) {
    answer(V, Closed, Value::unknown(), On);
    return;
  }
  Way &Twice = way(V, Closed, On);
  Twice.Next.Exception = Site.ThrowType;
  raise(Twice.Next);
}

} // namespace quiesce::promela
