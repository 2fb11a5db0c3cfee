//===- ClassEvidence.cpp - what speaks for a class being one --------------===//
//
// Part of quiesce, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "inspect/ClassEvidence.h"
#include "inspect/CommonNames.h"
#include "clang/AST/DeclTemplate.h"

using namespace clang;
using quiesce::model::Primitive;

namespace quiesce {

ClassEvidence::ClassEvidence(const Believed &B, const CXXRecordDecl *R)
    : Class(R) {
  fields(B);
  for (const Decl *D : R->decls()) {
    if (const auto *Template = dyn_cast<FunctionTemplateDecl>(D))
      D = Template->getTemplatedDecl();
    const auto *M = dyn_cast<CXXMethodDecl>(D);
    if (M && !M->isImplicit() && !M->isStatic() && !M->isDeleted())
      method(B, M);
  }
}

void ClassEvidence::fields(const Believed &B) {
  for (const FieldDecl *F : Class->fields()) {
    const model::TypeModel *M = modelOfField(B, F->getType());
    if (M)
      Fields.try_emplace(M->Kind, Field{F->getNameAsString(),
                                        B.L.onDestroy(*M, F->getType())});
    HasFlag |= F->getType()->isBooleanType();
    const auto *Container = dyn_cast_or_null<ClassTemplateSpecializationDecl>(
        F->getType()->getAsCXXRecordDecl());
    if (M && M->Kind == Primitive::Sequence && Container &&
        Container->getTemplateArgs().size() &&
        Container->getTemplateArgs()[0].getKind() == TemplateArgument::Type) {
      const model::TypeModel *Element =
          modelOfField(B, Container->getTemplateArgs()[0].getAsType());
      HasTasks |= Element && Element->Kind == Primitive::Task;
    }
  }
}

static bool isRunName(StringRef Name) {
  static const char *const Names[] = {"run",        "main",    "threadmain",
                                      "threadfunc", "execute", "threadproc",
                                      "entry",      "body",    "threadbody"};
  return llvm::is_contained(Names, plain(Name));
}

void ClassEvidence::method(const Believed &B, const CXXMethodDecl *M) {
  MethodEvidence E = evidenceOf(B, M);
  const FunctionDecl *Definition = nullptr;
  if (M->hasBody(Definition) && Definition->getLexicalParent() == Class)
    AnyInline = true;
  else if (!M->isDefaulted())
    AnyElsewhere = true;
  if (isa<CXXConstructorDecl>(M)) {
    Constructor.Does.merge(E);
    const int Before = Constructor.Given.Count;
    parameters(B, M, Constructor.Given);
    const int Count = Constructor.Given.Count;
    if (Before < 0 && Count >= 0)
      CountHasDefault = M->getParamDecl(unsigned(Count))->hasDefaultArg();
    return;
  }
  if (isa<CXXDestructorDecl>(M)) {
    OnDestroy.merge(E);
    return;
  }
  if (!M->getIdentifier())
    return;
  if (M->isVirtual() && M->getNumParams() == 0 && isRunName(M->getName()))
    Runs = M->getNameAsString();
  if (M->getAccess() == AS_private)
    return;
  Method &One = Methods[M->getNameAsString()];
  One.Does.merge(E);
  parameters(B, M, One.Given);
  One.Virtual |= M->isVirtual();
  One.Const |= M->isConst();
  const QualType Returned = M->getReturnType();
  One.Asks &= M->isConst() && !M->getNumParams() &&
              (Returned->isVoidType() || Returned->isArithmeticType() ||
               Returned->isEnumeralType());
  const model::TypeModel *Result = modelOfField(B, Returned);
  One.Tells &= Returned->isBooleanType() || Returned->isPointerType() ||
               (Result && (Result->Kind == Primitive::Optional ||
                           Result->Kind == Primitive::Pointer));
  One.Gives |= !M->getReturnType()->isVoidType() ||
               llvm::any_of(M->parameters(), [](const ParmVarDecl *P) {
                 QualType T = P->getType();
                 return (T->isReferenceType() || T->isPointerType()) &&
                        !T->getPointeeType().isConstQualified();
               });
}

/// "timeout_ms", or a duration.
static bool isLimit(const Believed &B, const ParmVarDecl *V) {
  if (const model::TypeModel *M = modelOfField(B, V->getType()))
    return StringRef(M->Name).contains("chrono") ||
           StringRef(M->Name).contains("Duration");
  if (!V->getType()->isArithmeticType() || V->getType()->isBooleanType())
    return false;
  const std::string Name = plain(V->getName());
  for (StringRef Part : {"time", "deadline", "milli", "micro", "second", "usec",
                         "msec", "nsec", "delay"})
    if (StringRef(Name).contains(Part))
      return true;
  return Name == "ms" || Name == "us" || Name == "ns";
}

static bool isCallable(const Believed &B, QualType T) {
  T = T.getNonReferenceType();
  if (const model::TypeModel *M = modelOfField(B, T))
    return M->Kind == Primitive::Callable;
  return T->isFunctionPointerType() || T->isFunctionType() ||
         T->isTemplateTypeParmType();
}

/// "void (*)(void *), void *", or a callable and a pack.
static bool passesOn(QualType Body, const ParmVarDecl *Next) {
  if (Next->isParameterPack())
    return true;
  const auto *Type = Body->isFunctionPointerType()
                         ? Body->getPointeeType()->getAs<FunctionProtoType>()
                         : nullptr;
  return Type && Type->getNumParams() == 1 &&
         Type->getParamType(0)->isVoidPointerType() &&
         Next->getType()->isVoidPointerType();
}

void ClassEvidence::parameters(const Believed &B, const FunctionDecl *F,
                               ParameterRoles &Roles) {
  bool Limited = false;
  for (unsigned I = 0; I < F->getNumParams(); ++I) {
    const ParmVarDecl *V = F->getParamDecl(I);
    QualType T = V->getType();
    const model::TypeModel *M = modelOfField(B, T);
    if (M && (M->Kind == Primitive::Mutex || M->Kind == Primitive::Guard)) {
      if (Roles.Mutex < 0)
        Roles.Mutex = int(I);
    } else if (isLimit(B, V)) {
      if (Roles.Limit < 0)
        Roles.Limit = int(I);
      Limited |= !V->hasDefaultArg();
    } else if (T->isIntegerType() && !T->isBooleanType()) {
      if (Roles.Count < 0)
        Roles.Count = int(I);
    } else if (isCallable(B, T) && Roles.Body < 0) {
      Roles.Body = int(I);
      if (I + 1 < F->getNumParams() && passesOn(T, F->getParamDecl(I + 1)))
        Roles.Rest = int(I + 1);
    }
  }
  Roles.Absent |= !Limited;
}

} // namespace quiesce
