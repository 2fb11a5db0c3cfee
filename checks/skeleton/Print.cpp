//===- Print.cpp - skeletons for people -----------------------------------===//
//
// Part of quiesce, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "model/Words.h"
#include "skeleton/Skeleton.h"
#include "llvm/Support/Format.h"

namespace quiesce {

const char *name(Code C) {
  static const char *const Names[] = {
      "const",        "move",       "fresh",        "load",   "store",
      "field",        "new",        "cell",         "binary", "narrow",
      "not",          "branch",     "jump",         "choose", "call",
      "call-virtual", "call-value", "call-unknown", "return", "throw",
      "rethrow",      "caught",     "resume",       "op",     "destroy",
      "copy",         "steal",      "global"};
  return Names[unsigned(C)];
}

static void print(const Value &V, const Program &P, llvm::raw_ostream &Out) {
  switch (V.K) {
  case Value::None:
    Out << "none";
    break;
  case Value::Unknown:
    Out << "unknown";
    break;
  case Value::Null:
    Out << "null";
    break;
  case Value::Int:
    Out << V.A;
    break;
  case Value::Real:
    Out << V.asReal();
    break;
  case Value::Text:
    Out << '"' << P.Texts[V.A] << '"';
    break;
  case Value::Fn:
    Out << P.Functions[V.A]->Name;
    break;
  default:
    Out << "value";
    break;
  }
}

void print(const Program &P, const Function &F, llvm::raw_ostream &Out) {
  Out << F.Name << '(';
  for (size_t I = 0; I < F.Parameters.size(); ++I)
    Out << (I ? ", r" : "r") << I;
  Out << ")\n";
  auto Register = [&](Reg R) { Out << " r" << R; };
  for (size_t At = 0; At < F.Body.size(); ++At) {
    const Instruction &I = F.Body[At];
    Out << llvm::format("%4zu ", At);
    if (I.Dst >= 0)
      Out << " r" << I.Dst << " =";
    if (I.What == Code::Op) {
      const OpSite &S = F.Operations[I.Imm];
      if (S.How != model::Mode::Blocking)
        Out << (S.How == model::Mode::Try ? " try" : " timed");
      Out << ' ' << model::word(S.Op);
      for (Reg R :
           {S.Object, S.Value, S.Into, S.Count, S.Mutex, S.Token, S.Body})
        if (R >= 0)
          Register(R);
      for (Reg R : S.Rest)
        Register(R);
      if (!S.Name.empty())
        Out << " '" << S.Name << '\'';
    } else {
      Out << ' ' << name(I.What);
      if (I.A >= 0)
        Register(I.A);
      if (I.B >= 0)
        Register(I.B);
      switch (I.What) {
      case Code::Const:
        Out << ' ';
        print(I.Constant, P, Out);
        break;
      case Code::Branch:
        Out << " ? " << I.Imm << " : " << I.Imm2;
        break;
      case Code::Jump:
        Out << ' ' << I.Imm;
        break;
      case Code::Call:
        Out << ' ' << P.Functions[I.Imm]->Name;
        break;
      case Code::Field:
        Out << " ." << I.Imm;
        break;
      case Code::Global:
        Out << ' ' << P.Globals[I.Imm].Name;
        break;
      default:
        break;
      }
      for (Reg R : I.Args)
        Register(R);
      if (I.Type >= 0)
        Out << " : " << P.Types[I.Type].Name;
    }
    if (I.Where) {
      const Location &W = P.Locations[I.Where];
      Out << "    @" << W.Line << ':' << W.Column;
    }
    Out << '\n';
  }
  for (const Landing &L : F.Landings)
    Out << "     " << (L.Cleanup ? "cleanup" : "catch") << " [" << L.Begin
        << ", " << L.End << ") -> " << L.Target << '\n';
}

} // namespace quiesce
