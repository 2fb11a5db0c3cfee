//===- Select.cpp - the arms of a select ----------------------------------===//
//
// Part of quiesce, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "explore/Operations.h"

namespace quiesce {

using model::Operation;
using model::Primitive;

void Operations::select(const State &S, int T, const OpSite &Site,
                        Outcomes &Out) {
  int Default = -1, Timer = -1;
  bool Open = false;
  // One that polls is never waited for, so it meets every sender from here.
  bool Polls = llvm::any_of(Site.Rest, [&](Reg R) {
    Value V = M.read(S, T, R);
    return V.K == Value::Ref &&
           S.object(V.A).N[0] == int(Operation::DefaultArm);
  });
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
      // Of a caller's channel anything may be expected.  One of this program
      // that code we do not see got hold of may never be ready.
      if (Site.Rest.size() > 1 &&
          (C.K != Value::Ref || !S.object(C.A).External)) {
        choose(S, T, To, 2 + int(Arm));
        To.Doubtful = true;
      }
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
          if (P.Arm < 0 && !Polls)
            continue; // driven by the sender
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
      if (Site.ClosedThrows)
        refuseSend(To.Next, T, To.Violations);
      else // the arm is done, with an error
        runArm(To.Next, T, int(Arm), {});
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
    } else if (O.hasRoom()) {
      Transition &To = add(S, T, Out);
      To.Next.change(C.A).Items.push_back(A.Items[2]);
      M.share(To.Next, A.Items[2]);
      completeSend(To.Next, T, int(Arm));
    }
  }
  if (Open && Out.empty()) {
    answerUnknown(S, T, Out);
  }
  auto RunArm = [&](int Arm) -> Transition & {
    Transition &To = add(S, T, Out);
    completeSend(To.Next, T, Arm); // no value, only the action
    return To;
  };
  // A partner that stands ready here may come too late there.
  bool Meetings = onlyMeetings(Out);
  if (Default >= 0 && Meetings)
    RunArm(Default);
  if (Timer >= 0 && Meetings) {
    for (Transition &Each : Out)
      choose(S, T, Each, 1);
    choose(S, T, RunArm(Timer), 0);
    noteTimeout(S, T, Site);
  }
}

} // namespace quiesce
