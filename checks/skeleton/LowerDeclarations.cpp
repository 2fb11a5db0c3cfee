//===- LowerDeclarations.cpp - variables and structured bindings ----------===//
//
// Part of quiesce, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "skeleton/BodyLowering.h"

using namespace clang;

namespace quiesce {

void BodyLowering::declare(const VarDecl *V) {
  if (const auto *D = dyn_cast<DecompositionDecl>(V))
    return bindings(D);
  if (V->isStaticLocal() || V->hasExternalStorage())
    return; // found as a global when it is named
  QualType T = V->getType();
  const Expr *Init = V->getInit();
  SourceLocation Where = V->getLocation();
  if (T->isReferenceType()) {
    // What the reference keeps alive lives as long as it does.
    Reg R = fresh();
    Reg A = Init ? address(Init) : constant(Value::unknown(), Where);
    emit(Code::Move, Where, R, A);
    Registers[V] = R;
    return;
  }
  if (!L.isScalar(T)) {
    Reg R = fresh();
    size_t Down = Cleanups.size();
    int Saved = Top;
    Reg O = Init ? materialize(Init) : newObject(T, Where);
    emit(Code::Move, Where, R, O);
    popCleanups(Down);
    Top = Saved;
    Registers[V] = R;
    pushCleanup(R, T, Where, V);
    return;
  }
  bool ClassType = L.typeFor(T) >= 0;
  if (ClassType)
    Boxed.insert(V);
  Reg R = fresh();
  size_t Down = Cleanups.size();
  int Saved = Top;
  if (Boxed.count(V)) {
    // The box comes first: an initializer may refer to its own variable.
    emit(Code::NewCell, Where, R);
    Registers[V] = R;
    if (Init) {
      Declared = Where;
      Reg X = value(Init);
      Declared = SourceLocation();
      emit(Code::Store, Where, -1, R, X);
    }
  } else {
    Registers[V] = R;
    if (Init) {
      Reg X = value(Init);
      emit(Code::Move, Where, R, X);
    } else {
      emit(Code::Fresh, Where, R);
    }
  }
  popCleanups(Down);
  Top = Saved;
  pushCleanup(R, T, Where, V);
}

void BodyLowering::bindings(const DecompositionDecl *D) {
  QualType T = D->getType();
  Reg R = fresh();
  if (T->isReferenceType() && D->getInit()) {
    emit(Code::Move, D->getLocation(), R, address(D->getInit()));
  } else if (D->getInit() && !L.isScalar(T)) {
    emit(Code::Move, D->getLocation(), R, materialize(D->getInit()));
    pushCleanup(R, T, D->getLocation(), D);
  } else if (D->getInit()) {
    discard(D->getInit());
    emit(Code::Const, D->getLocation(), R).Constant = Value::unknown();
  }
  nameParts(D, R);
}

/// The names of a structured binding stand for parts of the object at \p From.
/// Those of members and elements say so themselves.
void BodyLowering::nameParts(const DecompositionDecl *D, Reg From) {
  Registers[D] = From;
  QualType T = D->getType().getNonReferenceType();
  unsigned Index = 0;
  for (const BindingDecl *B : D->bindings()) {
    if (const VarDecl *Holder = B->getHoldingVar()) {
      // get<I>(e): the parts of pair and tuple by position.
      Reg H = fresh();
      std::optional<RecordPart> Found = L.part(T, Index);
      if (Found && L.modelOf(T)) {
        int Inner = Top;
        emit(Code::Move, B->getLocation(), H,
             part(From, *Found, B->getLocation()));
        Top = Inner;
      } else {
        emit(Code::Const, B->getLocation(), H).Constant = Value::unknown();
      }
      Registers[B] = H;
      Registers[Holder] = H;
    }
    ++Index;
  }
}

} // namespace quiesce
