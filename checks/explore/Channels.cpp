//===- Channels.cpp - send, receive, close --------------------------------===//
//
// Part of quiesce, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "explore/Operations.h"

namespace quiesce {

using model::Mode;
using model::Operation;

/// What an engaged optional holds, told from an empty one: a value that might
/// itself look empty or unknown is put into a box.
Value Operations::engaged(State &S, Value V) {
  if (V.K == Value::Ref && V.Sub != Value::Plain)
    return M.box(S, V, 0); // an owner inside an optional
  if (V.open() || V.K == Value::Null)
    return M.box(S, V, 0);
  return V;
}

/// Tasks parked at the other side of \p Channel, with the arm of a select.
void Operations::parties(const State &S, int Channel, int Self, bool Sending,
                         llvm::SmallVectorImpl<Party> &Found) {
  for (size_t I = 0; I < S.Tasks.size(); ++I) {
    if (int(I) == Self || M.stand(S, int(I)) != Machine::Stand::Operation)
      continue;
    const OpSite *Site = M.site(S, int(I));
    if (!Site || Site->How == Mode::Try)
      continue;
    if (Site->Op == Operation::Select) {
      for (size_t Arm = 0; Arm < Site->Rest.size(); ++Arm) {
        Value V = M.read(S, int(I), Site->Rest[Arm]);
        if (V.K != Value::Ref)
          continue;
        const Object &O = S.object(V.A);
        Operation Wanted = Sending ? Operation::SendArm : Operation::ReceiveArm;
        if (O.N[0] == int(Wanted) && !O.Items.empty() &&
            O.Items[0].K == Value::Ref && O.Items[0].A == Channel)
          Found.push_back({int(I), int(Arm), O.Items[2]});
      }
      continue;
    }
    if (Site->Op != (Sending ? Operation::Send : Operation::Receive))
      continue;
    State Scratch = S;
    if (primitive(Scratch, int(I), *Site) == Channel)
      Found.push_back({int(I), -1,
                       Site->Value >= 0 ? M.read(S, int(I), Site->Value)
                                        : Value::unknown()});
  }
}

/// A select goes on behind \p Arm, first of all with the arm's action.
void Operations::runArm(State &S, int T, int Arm,
                        llvm::ArrayRef<Value> Passed) {
  Value Chosen = M.read(S, T, M.site(S, T)->Rest[Arm]);
  Value Body = S.object(Chosen.A).Items[1];
  done(S, T, Value::integer(Arm));
  if (Body.K == Value::None)
    return;
  size_t Depth = S.task(T).Frames.size();
  M.callValue(S, T, Body, Passed, -1);
  if (S.task(T).Frames.size() > Depth)
    S.changeTask(T).Frames.back().DropResult = true;
}

/// Task \p T got \p Got (or, not \p Ok, the news that the channel is closed).
void Operations::completeReceive(State &S, int T, int Arm, Value Got, bool Ok) {
  const OpSite &Site = *M.site(S, T);
  note(S, T, Site);
  if (Arm >= 0) {
    Value Passed = Ok ? engaged(S, Got) : Value::null();
    return runArm(S, T, Arm, {Passed});
  }
  if (Site.Into >= 0 && Ok)
    M.assign(S, M.read(S, T, Site.Into), Got);
  Value Result;
  switch (Site.Result.K) {
  case ResultForm::Truth:
    Result = Value::integer(Ok);
    break;
  case ResultForm::Status:
    Result = Value::integer(Ok ? Site.Result.Success : Site.Result.Closed);
    break;
  case ResultForm::Optional:
    Result = Ok ? engaged(S, Got) : Value::null();
    break;
  default:
    if (!Ok) {
      M.throwing(S, T, -1, Value());
      std::vector<Violation> Ignored;
      M.raise(S, T, Ignored);
      return;
    }
    Result = Got;
  }
  done(S, T, Result);
}

void Operations::completeSend(State &S, int T, int Arm) {
  const OpSite &Site = *M.site(S, T);
  note(S, T, Site);
  if (Arm >= 0)
    return runArm(S, T, Arm, {});
  S.changeTask(T).Stage = Phase::None;
  done(S, T, statusValue(Site, &ResultForm::Success, true));
}

/// A send that finds its channel closed.
void Operations::refuseSend(State &S, int T, std::vector<Violation> &V) {
  const OpSite &Site = *M.site(S, T);
  note(S, T, Site);
  if (!Site.ClosedThrows) {
    done(S, T, statusValue(Site, &ResultForm::Closed, false));
    return;
  }
  throwClosed(S, T, Site, V);
}

/// The operation finds its channel closed, and says so by an exception.
void Operations::throwClosed(State &S, int T, const OpSite &Site,
                             std::vector<Violation> &V) {
  M.throwing(S, T, Site.ThrowType, Value());
  TaskState &Task = S.changeTask(T);
  Task.ThrownByClosed = true;
  Task.ExceptionOp = int(M.instruction(S, T).Where);
  M.raise(S, T, V);
}

/// Somebody has waited to send since before \p Channel was closed, which did
/// not wake him.
bool Operations::outlived(const State &S, int Channel, int Self) {
  llvm::SmallVector<Party, 4> Senders;
  parties(S, Channel, Self, /*Sending=*/true, Senders);
  return llvm::any_of(Senders, [&](const Party &Each) {
    return S.task(Each.Task).Stage == Phase::Arrived;
  });
}

/// The end that a descriptor names, or -1 where code out of sight may act on
/// it.  A number that we lost track of may be any.
int Operations::knownEnd(State &S, int T, const OpSite &Site) {
  Value V = M.asAddress(S, M.read(S, T, Site.Object));
  if (V.K == Value::Cell)
    V = M.load(S, V);
  if (V.K == Value::Unknown || V.K == Value::None)
    M.shareDescriptors(S);
  if (!M.isDescriptor(S, V) || S.object(V.A).Open ||
      S.object(channelOf(S, V.A)).Open)
    return -1;
  return V.A;
}

/// Bytes in a pipe of which there may be any number.
static constexpr int ManyBytes = 64;

/// Fills what is read into.  Of the one number that was read it is only known
/// that somebody knows it; false if it is more than that.
bool Operations::filled(State &S, int T, const OpSite &Site) {
  if (Site.Into < 0)
    return true;
  const Value Buffer = M.asAddress(S, M.read(S, T, Site.Into));
  M.escape(S, Buffer.K == Value::Cell ? M.load(S, Buffer) : Buffer);
  if (Buffer.K == Value::Cell)
    M.store(S, Buffer, Value::lost());
  return Buffer.K == Value::Cell;
}

/// What a pipe holds is one number: how many bytes.  What is read of an eventfd
/// is all that there is.
void Operations::descriptor(const State &S, int T, const OpSite &Site,
                            Outcomes &Out) {
  Transition &To = add(S, T, Out);
  State &N = To.Next;
  const int End = knownEnd(N, T, Site);
  if (End < 0) {
    if (Site.Op == Operation::Receive)
      filled(N, T, Site);
    return done(N, T, M.symbol(N));
  }
  auto Done = [&](int Bytes) {
    const bool Status = Site.Result.K == ResultForm::Status && Bytes >= 0;
    done(N, T, Value::integer(Status ? Site.Result.Success : Bytes));
  };
  const int Channel = channelOf(N, End);
  const bool Both = N.object(End).N[1];
  const bool Sender = N.object(End).Kind == model::Primitive::Sender;
  Object &O = N.change(Channel);
  if (Site.Op == Operation::Close) {
    note(S, T, Site);
    const bool Twice = N.object(End).Closed;
    N.change(End).Closed = true;
    if (Sender && !Both && !Twice && !--O.N[1])
      O.Closed = true;
    return Done(Twice ? -1 : 0);
  }
  const bool Sends = Site.Op == Operation::Send;
  // Bad descriptors, and an end that is closed while it is in use.
  if (N.object(End).Closed || (!Both && Sends != Sender))
    return Done(-1);
  const Value Given =
      Site.Count >= 0 ? M.read(S, T, Site.Count) : Value::integer(CounterBytes);
  const int There = O.Items.empty() ? 0 : O.Items[0].A;
  const bool Some = Given.K != Value::Int || Given.A > 0;
  if (!Sends && !There && !O.Closed && Some) {
    Out.pop_back();
    return;
  }
  if (Given.K != Value::Int || Given.isFar() || !Some) {
    O.Open = true; // how much is there from here on?
    if (!Sends)
      filled(N, T, Site);
    return done(N, T, M.symbol(N));
  }
  note(S, T, Site);
  if (Sends) {
    O.Items.assign(1, Value::integer(There + Given.A));
    O.Open |= There > ManyBytes;
    return Done(Given.A);
  }
  const int Read = std::min(There, Given.A);
  O.Items.clear();
  if (There > Read && !Both)
    O.Items.push_back(Value::integer(There - Read));
  // A message may say that it is the last.
  if (Read && !filled(N, T, Site))
    N.change(Channel).Open = true;
  Done(Read);
}

void Operations::send(const State &S, int T, const OpSite &Site,
                      Outcomes &Out) {
  int Channel = known(S, T, Site);
  Value Sent = Site.Value >= 0 ? M.read(S, T, Site.Value) : Value::unknown();
  if (Channel < 0) {
    Transition &To = add(S, T, Out);
    M.escape(To.Next, Sent);
    Value Result = Site.Result.K == ResultForm::Void ? Value::unknown()
                                                     : M.symbol(To.Next);
    return done(To.Next, T, Result);
  }
  const Object &O = S.object(Channel);
  if (O.Closed && S.task(T).Stage != Phase::Arrived) {
    Transition &To = add(S, T, Out);
    refuseSend(To.Next, T, To.Violations);
    return;
  }
  if (O.N[0] == 0) {
    llvm::SmallVector<Party, 4> Receivers;
    parties(S, Channel, T, /*Sending=*/false, Receivers);
    for (const Party &R : Receivers) {
      Transition &To = add(S, T, Out);
      To.Moved |= 1u << R.Task;
      M.share(To.Next, Sent);
      completeSend(To.Next, T, -1);
      completeReceive(To.Next, R.Task, R.Arm, Sent, true);
    }
  } else if (O.hasRoom()) {
    Transition &To = add(S, T, Out);
    To.Next.change(Channel).Items.push_back(Sent);
    if (O.Shared)
      M.share(To.Next, Sent);
    completeSend(To.Next, T, -1);
  }
  if (Site.How == Mode::Try && (Out.empty() || O.N[0] == 0)) {
    Transition &To = add(S, T, Out);
    note(S, T, Site);
    done(To.Next, T, statusValue(Site, &ResultForm::Full, false));
  }
  if (Site.How == Mode::Timed)
    timeout(S, T, Site, Channel, Out);
}

/// Takes the first value out of a buffer.
Value Operations::take(State &S, int Channel) {
  Object &O = S.change(Channel);
  Value V = O.Items.front();
  O.Items.erase(O.Items.begin());
  return V;
}

void Operations::receive(const State &S, int T, const OpSite &Site,
                         Outcomes &Out) {
  int Channel = known(S, T, Site);
  if (Channel < 0) {
    Transition &To = add(S, T, Out);
    if (Site.Into >= 0)
      M.assign(To.Next, M.read(To.Next, T, Site.Into), M.symbol(To.Next));
    done(To.Next, T, M.symbol(To.Next));
    // Whoever else has it may close it, and an exception may be how a loop is
    // left.
    bool Silent =
        Site.Result.K == ResultForm::Void || Site.Result.K == ResultForm::Plain;
    if (Silent && Site.ThrowType >= 0 && Site.How != Mode::Try) {
      Transition &Closed = add(S, T, Out);
      Closed.Doubtful = true;
      M.throwing(Closed.Next, T, Site.ThrowType, Value());
      M.raise(Closed.Next, T, Closed.Violations);
    }
    return;
  }
  const Object &O = S.object(Channel);
  if (!O.Items.empty()) {
    Transition &To = add(S, T, Out);
    Value V = take(To.Next, Channel);
    completeReceive(To.Next, T, -1, V, true);
  } else if (O.Closed && !outlived(S, Channel, T)) {
    Transition &To = add(S, T, Out);
    completeReceive(To.Next, T, -1, Value(), false);
  } else if (O.N[0] == 0 || Site.How != Mode::Blocking) {
    // A plain send drives the meeting from its side; a select's arm and a
    // receive that will not wait are met from here.
    llvm::SmallVector<Party, 4> Senders;
    parties(S, Channel, T, /*Sending=*/true, Senders);
    for (const Party &P : Senders) {
      if (P.Arm < 0 && Site.How == Mode::Blocking)
        continue;
      Transition &To = add(S, T, Out);
      To.Moved |= 1u << P.Task;
      M.share(To.Next, P.Sent);
      completeReceive(To.Next, T, -1, P.Sent, true);
      completeSend(To.Next, P.Task, P.Arm);
    }
  }
  // A partner that stands ready here may come too late there.
  if (Site.How == Mode::Try &&
      (Out.empty() || (O.Items.empty() && !O.Closed))) {
    Transition &To = add(S, T, Out);
    done(To.Next, T, statusValue(Site, &ResultForm::Empty, false));
  }
  if (Site.How == Mode::Timed)
    timeout(S, T, Site, Channel, Out);
}

void Operations::close(const State &S, int T, const OpSite &Site,
                       Outcomes &Out) {
  int Channel = known(S, T, Site);
  if (Channel >= 0)
    note(S, T, Site);
  Transition &To = add(S, T, Out);
  if (Channel >= 0 && S.object(Channel).Closed && Site.CloseTwiceThrows)
    return throwClosed(To.Next, T, Site, To.Violations);
  done(To.Next, T, Value::unknown());
  if (Channel < 0)
    return;
  To.Next.change(Channel).Closed = true;
  int Type = S.object(Channel).Type;
  if (Type < 0 || !P.Types[Type].CloseWakesReceiversOnly ||
      S.object(Channel).Closed || S.object(Channel).hasRoom())
    return;
  // Who stands at a send may come late, or has waited there before.
  llvm::SmallVector<Party, 4> Senders;
  parties(S, Channel, T, /*Sending=*/true, Senders);
  if (Senders.empty())
    return;
  Transition Waited;
  Waited.Next = Out.back().Next;
  Waited.Moved = Out.back().Moved;
  for (const Party &Each : Senders)
    if (Each.Arm < 0)
      Waited.Next.changeTask(Each.Task).Stage = Phase::Arrived;
  Out.push_back(std::move(Waited));
}

void Operations::isClosed(const State &S, int T, const OpSite &Site,
                          Outcomes &Out) {
  int Channel = known(S, T, Site);
  if (Channel < 0)
    answerUnknown(S, T, Out);
  else
    answer(S, T, Value::integer(S.object(Channel).Closed), Out);
}

void Operations::setCapacity(State &S, int T, const OpSite &Site) {
  std::optional<int> Amount = amount(S, T, Site);
  if (int C = primitive(S, T, Site); C >= 0) {
    Object &O = S.change(C);
    if (Amount)
      O.N[0] = *Amount;
    else
      O.Open = true; // of a size nobody knows
  }
  done(S, T, Value::unknown());
}

} // namespace quiesce
