//===- FixedFields.cpp - numbers that nobody changes ----------------------===//
//
// Part of quiesce, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "skeleton/FixedFields.h"
#include "clang/AST/DeclFriend.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/AST/ExprCXX.h"

using namespace clang;

namespace quiesce {

using Fields = llvm::SmallPtrSet<const FieldDecl *, 8>;

/// Takes out the fields of which \p S does more than read the value.
static void removeWritten(const Stmt *S, Fields &Left) {
  if (!S)
    return;
  if (const auto *Cast = dyn_cast<ImplicitCastExpr>(S);
      Cast && Cast->getCastKind() == CK_LValueToRValue)
    if (const auto *M =
            dyn_cast<MemberExpr>(Cast->getSubExpr()->IgnoreParens()))
      return removeWritten(M->getBase(), Left);
  if (const auto *M = dyn_cast<MemberExpr>(S);
      M && !M->getType().isConstQualified())
    Left.erase(dyn_cast<FieldDecl>(M->getMemberDecl()));
  if (const auto *Lambda = dyn_cast<LambdaExpr>(S))
    removeWritten(Lambda->getBody(), Left);
  for (const Stmt *Child : S->children())
    removeWritten(Child, Left);
}

static void removeWritten(const FunctionDecl *F, Fields &Left) {
  if (F->isPureVirtual() || F->isDeleted() || F->isDefaulted() ||
      isa<CXXConstructorDecl, CXXDestructorDecl>(F))
    return;
  if (const Stmt *Body = F->getBody())
    removeWritten(Body, Left);
  else
    Left.clear();
}

/// What \p R and the classes in it do to the fields.
static void removeWritten(const CXXRecordDecl *R, Fields &Left) {
  for (const Decl *D : R->decls()) {
    if (Left.empty())
      return;
    if (const auto *Template = dyn_cast<FunctionTemplateDecl>(D))
      removeWritten(Template->getTemplatedDecl(), Left);
    else if (const auto *F = dyn_cast<CXXMethodDecl>(D))
      removeWritten(F, Left);
    else if (const auto *Inner = dyn_cast<CXXRecordDecl>(D);
             Inner && !Inner->isInjectedClassName())
      removeWritten(Inner, Left);
    else if (isa<FriendDecl, ClassTemplateDecl>(D))
      Left.clear();
  }
}

Fields fixedFields(const CXXRecordDecl *R) {
  Fields Constant, Private;
  for (const FieldDecl *F : R->fields()) {
    const QualType T = F->getType();
    if (!T->isIntegralOrEnumerationType() || T.isVolatileQualified())
      continue;
    if (T.isConstQualified())
      Constant.insert(F);
    else if (F->getAccess() == AS_private && !F->isMutable())
      Private.insert(F);
  }
  // Of a template not all methods are made.
  if (isa<ClassTemplateSpecializationDecl>(R))
    return Constant;
  removeWritten(R, Private);
  Constant.insert(Private.begin(), Private.end());
  return Constant;
}

} // namespace quiesce
