//===- Values.cpp - texts and numbers of the standard library -------------===//
//
// Part of quiesce, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "explore/Operations.h"

namespace quiesce {

using model::Operation;

/// A text that grows in a loop has no last value; keys are short.
static constexpr size_t LongestText = 64;

Value Operations::compute(State &S, int T, const OpSite &Site) {
  Value A = M.read(S, T, Site.Value);
  Value B = Site.Into >= 0 ? M.read(S, T, Site.Into) : Value();
  bool Numbers = A.K == Value::Int && B.K == Value::Int;
  bool Texts = A.K == Value::Text && B.K == Value::Text;
  llvm::StringRef First, Second;
  if (Texts) {
    First = P.Texts[A.A];
    Second = P.Texts[B.A];
  }
  switch (Site.Op) {
  case Operation::Least:
    return Numbers ? (A.A < B.A ? A : B) : M.symbol(S);
  case Operation::Greatest:
    return Numbers ? (A.A < B.A ? B : A) : M.symbol(S);
  case Operation::ToText:
    if (A.K == Value::Int)
      return Value::make(Value::Text, P.text(std::to_string(A.A)));
    return M.symbol(S);
  case Operation::Concatenate:
    if (Texts && First.size() + Second.size() <= LongestText &&
        S.task(T).UnboundedRounds < 2)
      return Value::make(Value::Text, P.text(First.str() + Second.str()));
    if (Site.Amount >= 0 && !Texts)
      return Value::make(Value::Text, Site.Amount);
    return M.symbol(S);
  case Operation::StartsWith:
    return Texts ? Value::integer(First.starts_with(Second)) : M.symbol(S);
  case Operation::EndsWith:
    return Texts ? Value::integer(First.ends_with(Second)) : M.symbol(S);
  default:
    return Texts ? Value::integer(First.contains(Second)) : M.symbol(S);
  }
}

} // namespace quiesce
