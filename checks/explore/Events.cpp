//===- Events.cpp - futures and once flags --------------------------------===//
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

void Operations::set(State &S, int T, const OpSite &Site) {
  if (Site.Kind == Primitive::OnceFlag) {
    if (int C = primitive(S, T, Site); C >= 0)
      S.change(C).N[0] = 2;
    return done(S, T, Value::unknown());
  }
  Value Event = M.read(S, T, Site.Value);
  if (Event.K == Value::Ref &&
      S.object(Event.A).Kind == Primitive::PackagedTask)
    Event = Value::ref(S.object(Event.A).N[1] - 1);
  if (Event.K == Value::Ref) {
    note(S, T, Site);
    Value Stored = Site.Into >= 0 ? M.read(S, T, Site.Into) : Value();
    Object &O = S.change(Event.A);
    if (!O.N[0])
      O.N[0] = Site.Fails ? 2 : 1;
    O.Items.clear();
    if (Site.Into >= 0)
      O.Items.push_back(Stored);
    if (S.object(Event.A).Shared)
      M.share(S, Stored);
  } else if (Site.Into >= 0) {
    M.escape(S, M.read(S, T, Site.Into));
  }
  done(S, T, Value::unknown());
}

void Operations::get(const State &S, int T, const OpSite &Site, Outcomes &Out) {
  Value Event = M.read(S, T, Site.Value);
  if (Event.K == Value::Ref && S.object(Event.A).Kind == Primitive::Promise &&
      !S.object(Event.A).Open && !S.object(Event.A).External) {
    const Object &O = S.object(Event.A);
    int Runner = O.N[2] - 1;
    const Value Ready = statusValue(Site, &ResultForm::Success, true);
    const Value Late = statusValue(Site, &ResultForm::Timeout, false);
    if (Runner >= 0 && !S.task(Runner).Started) {
      // A deferred call runs when it is first waited for.
      if (Site.How != Mode::Blocking) {
        // In each library that has it, "deferred" stands behind "timeout".
        bool Says = Site.Result.K == ResultForm::Status;
        answer(S, T, Says ? Value::integer(Site.Result.Timeout + 1) : Late,
               Out);
        return;
      }
      Transition &To = add(S, T, Out);
      To.Next.changeTask(Runner).Started = true;
      To.Moved |= 1u << Runner;
      return;
    }
    if (O.N[0]) {
      note(S, T, Site);
      Transition &To = add(S, T, Out);
      if (O.N[0] == 2 && Site.Op == Operation::Get) {
        Value Thrown = O.Items.empty() ? Value() : O.Items[0];
        int Type = Thrown.K == Value::Ref ? S.object(Thrown.A).Type : -1;
        M.throwing(To.Next, T, Type, Thrown);
        M.raise(To.Next, T, To.Violations);
      } else if (Site.Op == Operation::Get) {
        Value V = O.Items.empty() ? M.symbol(To.Next) : O.Items[0];
        done(To.Next, T, V);
      } else {
        done(To.Next, T, Ready);
      }
    }
    if (Site.How == Mode::Try)
      M.watch(S, T, Event.A);
    if (Site.How == Mode::Try && Out.empty())
      answer(S, T, Late, Out);
    if (Site.How == Mode::Timed && timeout(S, T, Site, Event.A, Out))
      M.write(Out.back().Next, T, M.instruction(S, T).Dst, Late);
    return;
  }
  answerUnknown(S, T, Out);
}

void Operations::callOnce(const State &S, int T, const OpSite &Site,
                          Outcomes &Out) {
  int C = known(S, T, Site);
  if (C < 0 || S.object(C).N[0] == 2) {
    answer(S, T, Value::integer(0), Out);
  } else if (S.object(C).N[0] == 0) {
    note(S, T, Site);
    answer(S, T, Value::integer(1), Out).Next.change(C).N[0] = 1;
  }
}

} // namespace quiesce
