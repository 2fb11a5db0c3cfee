//===- StopTable.cpp - numbers for what stop facts speak of ---------------===//
//
// Part of quiesce, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "skeleton/StopTable.h"
#include "clang/AST/DeclTemplate.h"

using namespace clang;
using quiesce::model::Primitive;

namespace quiesce {

int StopTable::body(const FunctionDecl *F) {
  if (const FunctionDecl *D = L.enterable(F))
    F = D;
  auto [It, New] =
      Bodies.try_emplace(F->getCanonicalDecl(), int(Out.Bodies.size()));
  int Number = It->second; // what follows may add others
  if (New) {
    StopBody B;
    const Function &Fn = *L.P.Functions[L.functionFor(F)];
    B.Name = Fn.Name;
    B.Key = Fn.Key;
    B.Where = Fn.Where;
    B.Destructor = isa<CXXDestructorDecl>(F);
    Out.Bodies.push_back(std::move(B));
    if (const auto *M = dyn_cast<CXXMethodDecl>(F);
        M && !M->getParent()->isLambda()) {
      int Class = classOf(M->getParent());
      Out.Bodies[Number].Class = Class;
    }
  }
  return Number;
}

int StopTable::variable(const ValueDecl *V) {
  V = cast<ValueDecl>(V->getCanonicalDecl());
  auto [It, New] = Variables.try_emplace(V, int(Out.Variables.size()));
  if (New) {
    StopVariable Info;
    Info.Name = V->getNameAsString();
    Info.Where = L.locationFor(V->getLocation());
    const model::TypeModel *M = L.modelOf(V->getType());
    Info.Handle = M && M->PassesStopToken;
    Info.Container =
        M && (M->Kind == Primitive::Sequence || M->Kind == Primitive::Map);
    Out.Variables.push_back(std::move(Info));
    if (const auto *F = dyn_cast<FieldDecl>(V))
      if (const auto *R = dyn_cast<CXXRecordDecl>(F->getParent()))
        Out.Variables[It->second].Class = classOf(R);
  }
  return It->second;
}

int StopTable::classOf(const CXXRecordDecl *R) {
  R = R->getCanonicalDecl();
  auto [It, New] = Classes.try_emplace(R, int(Out.Classes.size()));
  int Number = It->second;
  if (!New)
    return Number;
  Out.Classes.emplace_back();
  R = R->getDefinition();
  StopClass Info;
  Info.EndsWaits = endsWaits(R, 0);
  for (const CXXMethodDecl *M : R->methods())
    if (!M->isImplicit() && !M->isDefaulted() && !M->isDeleted() &&
        !M->isPureVirtual() && !L.enterable(M) &&
        !M->getDescribedFunctionTemplate())
      Info.Visible = false;
  Out.Classes[Number] = Info;
  if (const CXXDestructorDecl *D = R->getDestructor();
      D && D->isUserProvided()) {
    int Body = body(D);
    Out.Classes[Number].Destructor = Body;
  }
  return Number;
}

bool StopTable::endsWaits(const CXXRecordDecl *R, unsigned Depth) {
  return llvm::any_of(R->fields(), [&](const FieldDecl *F) {
    return typeEndsWaits(F->getType(), Depth);
  });
}

bool StopTable::typeEndsWaits(QualType T, unsigned Depth) {
  const CXXRecordDecl *R = T->getAsCXXRecordDecl();
  if (!R || !R->hasDefinition() || Depth > 3)
    return false;
  if (const model::TypeModel *M = L.modelOf(T))
    if (model::Destructor Does = L.onDestroy(*M, T);
        Does == model::Destructor::Break || Does == model::Destructor::Close)
      return true;
  if (const auto *S = dyn_cast<ClassTemplateSpecializationDecl>(R))
    for (const TemplateArgument &A : S->getTemplateArgs().asArray())
      if (A.getKind() == TemplateArgument::Type &&
          typeEndsWaits(A.getAsType(), Depth + 1))
        return true;
  return !L.inLibrary(R) && endsWaits(R->getDefinition(), Depth + 1);
}

} // namespace quiesce
