//===- Variables.cpp - reads and writes of atomics ------------------------===//
//
// Part of quiesce, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "explore/Operations.h"

namespace quiesce {

using model::Operation;

void Operations::access(const State &S, int T, const OpSite &Site,
                        Outcomes &Out) {
  Transition &To = add(S, T, Out);
  State &N = To.Next;
  Value A = M.read(N, T, Site.Object);
  Value Old = M.load(N, A);
  Value New = Site.Value >= 0 ? M.read(N, T, Site.Value) : Value::unknown();
  bool Wide = N.task(T).UnboundedRounds >= 4;
  Value Result = Old;
  switch (Site.Op) {
  case Operation::FetchAdd:
    New = arithmetic(Arith::Add, Old, New, Wide);
    break;
  case Operation::FetchSub:
    New = arithmetic(Arith::Sub, Old, New, Wide);
    break;
  case Operation::FetchAnd:
    New = arithmetic(Arith::And, Old, New);
    break;
  case Operation::FetchOr:
    New = arithmetic(Arith::Or, Old, New);
    break;
  case Operation::FetchXor:
    New = arithmetic(Arith::Xor, Old, New);
    break;
  case Operation::CompareExchange: {
    Value Expected = M.load(N, M.read(N, T, Site.Into));
    Value Same = arithmetic(Arith::Eq, Old, Expected);
    if (auto Known = M.truth(N, Same)) {
      Result = Value::integer(*Known);
      if (!*Known) {
        M.store(N, M.read(N, T, Site.Into), Old);
        New = Old;
      }
    } else if (Same.isLost()) {
      Result = New = Same;
    } else {
      M.escape(N, New); // who finds it there is not known either
      Result = M.symbol(N);
      New = M.symbol(N);
    }
    break;
  }
  default:
    break;
  }
  if (Site.Op != Operation::Load) {
    note(S, T, Site);
    M.store(N, A, New);
  }
  done(N, T, Result);
}

} // namespace quiesce
