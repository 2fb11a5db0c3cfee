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

namespace {

/// Operations on a text that is known.  Numbers are characters, positions and
/// counts; what stands behind the last operand is not given.
class TextOperation {
public:
  TextOperation(Program &P, llvm::StringRef Text) : P(P), Text(Text) {}

  void operand(Value V) { Operands.push_back(V); }

  /// The result; none if it is not known.  A position that is not in the text
  /// sets `Missing`.
  std::optional<Value> result(Operation Op, std::optional<int64_t> At);

  bool Missing = false;

private:
  bool isNumber(size_t I) const {
    return I < Operands.size() && Operands[I].K == Value::Int;
  }
  /// The operand as a text: itself, or a character.
  std::optional<std::string> text(size_t I) const {
    if (I < Operands.size() && Operands[I].K == Value::Text)
      return P.Texts[Operands[I].A];
    if (isNumber(I))
      return std::string(1, char(Operands[I].A));
    return std::nullopt;
  }
  /// A position or count; one that is not given, or none at all, is the end.
  size_t number(size_t I, size_t Otherwise) const {
    return !isNumber(I)        ? Otherwise
           : Operands[I].A < 0 ? llvm::StringRef::npos
                               : size_t(Operands[I].A);
  }
  std::optional<Value> made(std::string New) const {
    if (New.size() > LongestText)
      return std::nullopt;
    return Value::make(Value::Text, P.text(New));
  }
  /// So many characters, or another text.
  std::optional<std::string> filled() const {
    if (Operands.size() == 2 && isNumber(0) && isNumber(1))
      return std::string(std::min(number(0, 0), LongestText + 1),
                         char(Operands[1].A));
    return Operands.size() == 1 ? text(0) : std::nullopt;
  }
  std::optional<Value> changed(Operation Op);
  std::optional<Value> asked(Operation Op);

  Program &P;
  const std::string Text;
  llvm::SmallVector<Value, 3> Operands;
};

} // namespace

std::optional<Value> TextOperation::changed(Operation Op) {
  std::string New = Text;
  switch (Op) {
  case Operation::Concatenate:
    if (auto More = filled())
      return made(Text + *More);
    return std::nullopt;
  case Operation::Assign:
    if (auto Other = filled())
      return made(*Other);
    return std::nullopt;
  case Operation::RemoveLast:
    return made(Text.substr(0, Text.size() - !Text.empty()));
  case Operation::Insert:
    if (auto More = text(1); More && Operands.size() == 2 && isNumber(0)) {
      Missing = number(0, 0) > Text.size();
      return Missing ? std::nullopt : made(New.insert(number(0, 0), *More));
    }
    return std::nullopt;
  case Operation::Erase:
    Missing = number(0, 0) > Text.size();
    return Missing ? std::nullopt
                   : made(New.erase(number(0, 0), number(1, New.npos)));
  default: // Resize
    if (!isNumber(0) || number(0, 0) > LongestText)
      return std::nullopt;
    New.resize(number(0, 0), isNumber(1) ? char(Operands[1].A) : '\0');
    return made(New);
  }
}

std::optional<Value> TextOperation::asked(Operation Op) {
  auto Position = [](size_t At) { // "none" is the constant -1
    return Value::integer(At == llvm::StringRef::npos ? -1 : int64_t(At));
  };
  auto Other = text(0);
  switch (Op) {
  case Operation::Size:
    return Value::integer(int64_t(Text.size()));
  case Operation::First:
  case Operation::Last:
    if (Text.empty())
      return std::nullopt;
    return Value::integer(Op == Operation::First ? Text.front() : Text.back());
  case Operation::Element:
  case Operation::ElementIfAny: {
    size_t At = number(0, Text.npos);
    Missing = At >= Text.size() && Op == Operation::ElementIfAny;
    if (At > Text.size() || Missing)
      return std::nullopt;
    return Value::integer(At < Text.size() ? Text[At] : 0);
  }
  case Operation::Part: {
    size_t From = number(0, 0);
    Missing = From > Text.size();
    return Missing ? std::nullopt
                   : made(Text.substr(From, number(1, Text.npos)));
  }
  default:
    break;
  }
  if (!Other)
    return std::nullopt;
  const llvm::StringRef All = Text;
  switch (Op) {
  case Operation::StartsWith:
    return Value::integer(All.starts_with(*Other));
  case Operation::EndsWith:
    return Value::integer(All.ends_with(*Other));
  case Operation::ContainsText:
    return Value::integer(All.contains(*Other));
  case Operation::Find:
    return Position(Text.find(*Other, number(1, 0)));
  case Operation::FindLast:
    return Position(Text.rfind(*Other, number(1, Text.npos)));
  case Operation::Compare:
    if (Operands.size() == 1)
      return Value::integer(All.compare(*Other));
    return std::nullopt;
  default:
    return std::nullopt;
  }
}

std::optional<Value> TextOperation::result(Operation Op,
                                           std::optional<int64_t> At) {
  if (At) { // writes a character; counted from the end if it is negative
    std::string New = Text;
    int64_t Place = *At < 0 ? int64_t(New.size()) + *At : *At;
    if (Place < 0 || Place >= int64_t(New.size()) || !isNumber(0))
      return std::nullopt;
    New[size_t(Place)] = char(Operands[0].A);
    return made(New);
  }
  switch (Op) {
  case Operation::Concatenate:
  case Operation::Assign:
  case Operation::RemoveLast:
  case Operation::Insert:
  case Operation::Erase:
  case Operation::Resize:
    return changed(Op);
  default:
    return asked(Op);
  }
}

/// What an operation on a text gives.
Value Operations::text(State &S, int T, const OpSite &Site) {
  Value A = M.read(S, T, Site.Value);
  bool Known = A.K == Value::Text;
  TextOperation Does(P, Known ? P.Texts[A.A] : "");
  auto Add = [&](Reg R) {
    Value V = M.read(S, T, R);
    Known &= V.K == Value::Text || V.K == Value::Int;
    Does.operand(V);
  };
  if (Site.Into >= 0)
    Add(Site.Into);
  for (Reg R : Site.Rest)
    Add(R);
  std::optional<int64_t> At;
  if (Site.Count >= 0) {
    Value Place = M.read(S, T, Site.Count);
    Known &= Place.K == Value::Int;
    At = Place.A;
  }
  // One that grows in a loop without a bound has no last value.
  Known &= Site.Op != Operation::Concatenate || S.task(T).UnboundedRounds < 2;
  if (Known) {
    auto Result = Does.result(Site.Op, At);
    if (Result)
      return *Result;
    if (Does.Missing) {
      missing(S, T, Site);
      return Value::unknown();
    }
  }
  // Not empty all the same, if a literal is part of it.
  if (Site.Op == Operation::Concatenate && Site.Amount >= 0)
    return Value::make(Value::Text, Site.Amount);
  return M.symbol(S);
}

/// What an operation on two values gives that compares them.
Value Operations::compute(State &S, int T, const OpSite &Site) {
  Value A = M.read(S, T, Site.Value);
  Value B = Site.Into >= 0 ? M.read(S, T, Site.Into) : Value();
  // What becomes of a descriptor is not followed.
  if (Site.Op != Operation::Compare)
    for (const Value &Each : {A, B})
      if (M.isDescriptor(S, Each))
        M.escape(S, Each);
  auto Less = [&](const Value &X, const Value &Y) {
    return M.less(S, X, Y, Site.Type);
  };
  switch (Site.Op) {
  case Operation::Least:
    if (auto Second = Less(B, A))
      return *Second ? B : A;
    return M.symbol(S);
  case Operation::Greatest:
    if (auto Second = Less(A, B))
      return *Second ? B : A;
    return M.symbol(S);
  case Operation::Clamp: {
    Value High = M.read(S, T, Site.Rest[0]);
    auto Below = Less(A, B), Above = Less(High, A);
    if (!Below || !Above)
      return M.symbol(S);
    return *Below ? B : *Above ? High : A;
  }
  case Operation::ToText:
    if (Site.Count >= 0) // what an exception says
      return A.K == Value::Text ? A : M.read(S, T, Site.Count);
    if (A.K == Value::Int)
      return Value::make(Value::Text, P.text(std::to_string(A.A)));
    return M.symbol(S);
  default: { // Compare
    auto Order = M.compare(S, A, B, Site.Type);
    const bool Equality =
        Site.Amount == int(Arith::Eq) || Site.Amount == int(Arith::Ne);
    if (Order && *Order == Machine::Differs && !Equality)
      return M.symbol(S);
    if (Site.Amount < 0)
      return Order ? Value::integer(*Order) : M.symbol(S);
    if (Order)
      return arithmetic(Arith(Site.Amount), Value::integer(*Order),
                        Value::integer(0));
    bool Addresses = A.K == Value::Ref || B.K == Value::Ref ||
                     A.K == Value::Cell || B.K == Value::Cell;
    return Addresses ? M.symbol(S) : arithmetic(Arith(Site.Amount), A, B);
  }
  }
}

} // namespace quiesce
