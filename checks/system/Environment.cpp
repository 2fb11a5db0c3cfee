//===- Environment.cpp - functions that stand for a user ------------------===//
//
// Part of quiesce, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "system/Environment.h"

using namespace clang;

namespace quiesce {

Instruction &Environment::emit(Code C, SourceLocation Where) {
  F.Body.emplace_back();
  F.Body.back().What = C;
  F.Body.back().Where = L.locationFor(Where);
  return F.Body.back();
}

Reg Environment::fresh() {
  F.Registers = std::max(F.Registers, unsigned(Next + 1));
  return Next++;
}

Reg Environment::constant(int64_t I, SourceLocation Where) {
  Reg R = fresh();
  Instruction &Made = emit(Code::Const, Where);
  Made.Dst = R;
  Made.Constant = Value::integer(I);
  return R;
}

Reg Environment::choose(int Options, SourceLocation Where) {
  Reg R = fresh();
  Instruction &Made = emit(Code::Choose, Where);
  Made.Dst = R;
  Made.Imm = Options;
  return R;
}

int Environment::branch(Reg Condition, SourceLocation Where) {
  int At = int(F.Body.size());
  Instruction &Made = emit(Code::Branch, Where);
  Made.A = Condition;
  Made.Imm = At + 1;
  return At;
}

Reg Environment::call(const FunctionDecl *D, Reg Object, size_t At, int Numbers,
                      bool Keep) {
  SourceLocation Where = D->getLocation();
  int Number = L.functionFor(D);
  const auto Parameters = P.Functions[Number]->Parameters;
  const auto Types = P.Functions[Number]->ParameterTypes;
  const size_t Implicit = Parameters.size() - D->getNumParams(); // `this`
  Reg Result = fresh();
  llvm::SmallVector<Reg, 4> Args;
  int Saved = Next;
  for (size_t I = 0; I < Parameters.size(); ++I) {
    if (I == At && Object >= 0) {
      Args.push_back(Object);
      continue;
    }
    QualType T = I < Implicit
                     ? QualType()
                     : D->getParamDecl(unsigned(I - Implicit))->getType();
    Reg R = -1;
    if (Types[I] >= 0 && !P.Types[Types[I]].Scalar) {
      R = fresh();
      Instruction &Made = emit(Code::CallUnknown, Where);
      Made.Dst = R;
      Made.Imm = 1;
      Made.Type = Types[I];
    } else if (Numbers && T->isIntegerType() && !T->isBooleanType() &&
               !T->isEnumeralType()) {
      Reg Chosen = choose(Numbers, Where), One = constant(1, Where);
      R = fresh();
      Instruction &Sum = emit(Code::Binary, Where);
      Sum.Dst = R;
      Sum.A = Chosen;
      Sum.B = One;
      Sum.Imm = int(Arith::Add);
    } else {
      R = fresh();
      emit(Code::Fresh, Where).Dst = R;
      if (Parameters[I] == Passing::Address) {
        Reg Cell = fresh();
        emit(Code::NewCell, Where).Dst = Cell;
        Instruction &Store = emit(Code::Store, Where);
        Store.A = Cell;
        Store.B = R;
        R = Cell;
      }
    }
    Args.push_back(R);
  }
  Instruction &Call = emit(Code::Call, Where);
  Call.Dst = Result;
  Call.Imm = Number;
  Call.Args.append(Args.begin(), Args.end());
  if (!Keep) {
    Reg Gone = fresh();
    Instruction &Out = emit(Code::CallUnknown, Where);
    Out.Dst = Gone;
    Out.Imm = 1;
    Out.Args.push_back(Result);
  }
  Next = Keep ? Saved : Result;
  return Result;
}

void Environment::touch(llvm::ArrayRef<const FieldDecl *> Fields, Reg Object) {
  llvm::SmallVector<Reg, 4> Addresses;
  int Saved = Next;
  for (const FieldDecl *Each : Fields) {
    Reg Address = fresh();
    int Type = L.typeFor(Each->getType());
    Instruction &Field = emit(Code::Field, Each->getLocation());
    Field.Dst = Address;
    Field.A = Object;
    Field.Imm = L.fieldFor(Each);
    if (Type >= 0 && !P.Types[Type].Scalar &&
        !Each->getType()->isReferenceType())
      Field.Type = Type;
    Addresses.push_back(Address);
  }
  Reg Gone = fresh();
  Instruction &Acts = emit(Code::CallUnknown, Fields.front()->getLocation());
  Acts.Dst = Gone;
  Acts.Imm = 1;
  Acts.Args.append(Addresses);
  Next = Saved;
}

} // namespace quiesce
