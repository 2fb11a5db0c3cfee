//===- Channels.cpp - send, receive, select -------------------------------===//
//
// Part of quiesce, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "explore/Operations.h"

namespace quiesce {

using model::Mode;
using model::Operation;
using model::Primitive;

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

/// Task \p T got \p Got (or, not \p Ok, the news that the channel is closed).
void Operations::completeReceive(State &S, int T, int Arm, Value Got, bool Ok) {
  const Instruction &I = M.instruction(S, T);
  const OpSite &Site = *M.site(S, T);
  note(S, T, Site, I.Where);
  if (Arm >= 0) {
    Value ArmValue = M.read(S, T, Site.Rest[Arm]);
    Value Body = S.object(ArmValue.A).Items[1];
    Value Passed = Ok ? engaged(S, Got) : Value::null();
    done(S, T, Value::integer(Arm));
    if (Body.K != Value::None) {
      size_t Depth = S.task(T).Frames.size();
      M.callValue(S, T, Body, {Passed}, -1);
      if (S.task(T).Frames.size() > Depth)
        S.changeTask(T).Frames.back().DropResult = true;
    }
    return;
  }
  if (Site.Into >= 0 && Ok)
    M.assign(S, T, M.read(S, T, Site.Into), Got);
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
      TaskState &Task = S.changeTask(T);
      Task.Exception = -1;
      Task.ThrownByClosed = false;
      std::vector<Violation> Ignored;
      M.raise(S, T, Ignored);
      return;
    }
    Result = Got;
  }
  done(S, T, Result);
}

void Operations::completeSend(State &S, int T, int Arm) {
  const Instruction &I = M.instruction(S, T);
  const OpSite &Site = *M.site(S, T);
  note(S, T, Site, I.Where);
  if (Arm >= 0) {
    Value ArmValue = M.read(S, T, Site.Rest[Arm]);
    Value Body = S.object(ArmValue.A).Items[1];
    done(S, T, Value::integer(Arm));
    if (Body.K != Value::None) {
      size_t Depth = S.task(T).Frames.size();
      M.callValue(S, T, Body, {}, -1);
      if (S.task(T).Frames.size() > Depth)
        S.changeTask(T).Frames.back().DropResult = true;
    }
    return;
  }
  done(S, T, statusValue(Site, &ResultForm::Success, true));
}

/// A send that finds its channel closed.
void Operations::refuseSend(State &S, int T, std::vector<Violation> &V) {
  const Instruction &I = M.instruction(S, T);
  const OpSite &Site = *M.site(S, T);
  note(S, T, Site, I.Where);
  if (!Site.ClosedThrows) {
    done(S, T, statusValue(Site, &ResultForm::Closed, false));
    return;
  }
  TaskState &Task = S.changeTask(T);
  Task.Exception = Site.ThrowType;
  Task.ThrownByClosed = true;
  Task.ExceptionOp = int(I.Where);
  M.raise(S, T, V);
}

static bool hasRoom(const Object &Channel) {
  return Channel.N[0] < 0 || int(Channel.Items.size()) < Channel.N[0];
}

void Operations::send(const State &S, int T, const OpSite &Site, int Channel,
                      Outcomes &Out) {
  const Object &O = S.object(Channel);
  Value Sent = Site.Value >= 0 ? M.read(S, T, Site.Value) : Value::unknown();
  if (O.Closed) {
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
  } else if (hasRoom(O)) {
    Transition &To = add(S, T, Out);
    To.Next.change(Channel).Items.push_back(Sent);
    if (O.Shared)
      M.share(To.Next, Sent);
    completeSend(To.Next, T, -1);
  }
  if (Site.How == Mode::Try && (Out.empty() || O.N[0] == 0)) {
    Transition &To = add(S, T, Out);
    note(S, T, Site, M.instruction(S, T).Where);
    done(To.Next, T, statusValue(Site, &ResultForm::Full, false));
  }
  if (Site.How == Mode::Timed)
    timeout(S, T, Site, Out);
}

/// Takes the first value out of a buffer.
Value Operations::take(State &S, int Channel) {
  Object &O = S.change(Channel);
  Value V = O.Items.front();
  O.Items.erase(O.Items.begin());
  return V;
}

void Operations::receive(const State &S, int T, const OpSite &Site, int Channel,
                         Outcomes &Out) {
  const Object &O = S.object(Channel);
  if (!O.Items.empty()) {
    Transition &To = add(S, T, Out);
    Value V = take(To.Next, Channel);
    completeReceive(To.Next, T, -1, V, true);
  } else if (O.Closed) {
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
    timeout(S, T, Site, Out);
}

void Operations::select(const State &S, int T, const OpSite &Site,
                        Outcomes &Out) {
  int Default = -1, Timer = -1;
  bool Open = false;
  for (size_t Arm = 0; Arm < Site.Rest.size(); ++Arm) {
    Value V = M.read(S, T, Site.Rest[Arm]);
    if (V.K != Value::Ref || S.object(V.A).Kind != Primitive::SelectArm) {
      Open = true;
      continue;
    }
    const Object &A = S.object(V.A);
    switch (Operation(A.N[0])) {
    case Operation::DefaultArm:
      Default = int(Arm);
      continue;
    case Operation::TimeoutArm:
      Timer = int(Arm);
      continue;
    default:
      break;
    }
    bool Receives = Operation(A.N[0]) == Operation::ReceiveArm;
    Value C = A.Items[0];
    if (C.K != Value::Ref || S.object(C.A).Open) {
      Transition &To = add(S, T, Out);
      Value Got = M.symbol(To.Next);
      if (Receives) {
        completeReceive(To.Next, T, int(Arm), Got, true);
      } else {
        M.escape(To.Next, A.Items[2]);
        completeSend(To.Next, T, int(Arm));
      }
      continue;
    }
    const Object &O = S.object(C.A);
    if (Receives) {
      if (!O.Items.empty()) {
        Transition &To = add(S, T, Out);
        Value Got = take(To.Next, C.A);
        completeReceive(To.Next, T, int(Arm), Got, true);
      } else if (O.Closed) {
        Transition &To = add(S, T, Out);
        completeReceive(To.Next, T, int(Arm), Value(), false);
      } else if (O.N[0] == 0) {
        llvm::SmallVector<Party, 4> Senders;
        parties(S, C.A, T, true, Senders);
        for (const Party &P : Senders) {
          if (P.Arm < 0)
            continue; // driven by the sender
          Transition &To = add(S, T, Out);
          To.Moved |= 1u << P.Task;
          M.share(To.Next, P.Sent);
          completeReceive(To.Next, T, int(Arm), P.Sent, true);
          completeSend(To.Next, P.Task, P.Arm);
        }
        for (const Party &P : Senders)
          if (P.Arm < 0) {
            bool Polls = false;
            for (Reg R : Site.Rest) {
              Value W = M.read(S, T, R);
              Polls |= W.K == Value::Ref &&
                       S.object(W.A).N[0] == int(Operation::DefaultArm);
            }
            if (!Polls)
              continue;
            Transition &To = add(S, T, Out);
            To.Moved |= 1u << P.Task;
            M.share(To.Next, P.Sent);
            completeReceive(To.Next, T, int(Arm), P.Sent, true);
            completeSend(To.Next, P.Task, P.Arm);
          }
      }
      continue;
    }
    if (O.Closed) {
      Transition &To = add(S, T, Out);
      refuseSend(To.Next, T, To.Violations);
    } else if (O.N[0] == 0) {
      llvm::SmallVector<Party, 4> Receivers;
      parties(S, C.A, T, false, Receivers);
      for (const Party &R : Receivers) {
        Transition &To = add(S, T, Out);
        To.Moved |= 1u << R.Task;
        Value Sent = A.Items[2];
        M.share(To.Next, Sent);
        completeSend(To.Next, T, int(Arm));
        completeReceive(To.Next, R.Task, R.Arm, Sent, true);
      }
    } else if (hasRoom(O)) {
      Transition &To = add(S, T, Out);
      To.Next.change(C.A).Items.push_back(A.Items[2]);
      M.share(To.Next, A.Items[2]);
      completeSend(To.Next, T, int(Arm));
    }
  }
  if (Open && Out.empty()) {
    Transition &To = add(S, T, Out);
    Value V = M.symbol(To.Next);
    done(To.Next, T, V);
  }
  auto RunArm = [&](int Arm) -> Transition & {
    Transition &To = add(S, T, Out);
    completeSend(To.Next, T, Arm); // no value, only the action
    return To;
  };
  // A partner that stands ready here may come too late there.
  bool Meetings = llvm::all_of(Out, [&](const Transition &To) {
    return (To.Moved & (To.Moved - 1)) != 0;
  });
  if (Default >= 0 && Meetings)
    RunArm(Default);
  if (Timer >= 0) {
    const Instruction &I = M.instruction(S, T);
    for (Transition &Each : Out) {
      Each.Choice = M.choiceKey(S, T);
      Each.Taken = 1;
      Each.Options = 2;
      Each.ChoiceWhere = I.Where;
    }
    int64_t Key = M.choiceKey(S, T);
    Transition &To = RunArm(Timer);
    To.Choice = Key;
    To.Taken = 0;
    To.Options = 2;
    To.ChoiceWhere = I.Where;
    if (M.Trace) {
      TraceStep Step;
      Step.Task = T;
      Step.Where = I.Where;
      Step.What = TraceStep::Timeout;
      Step.Op = Site.Op;
      M.log(Step);
    }
  }
}

} // namespace quiesce
