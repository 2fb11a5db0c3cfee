//===- MethodEvidence.cpp - what a method does to its class ---------------===//
//
// Part of quiesce, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "inspect/MethodEvidence.h"
#include "inspect/CommonNames.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/AST/ExprCXX.h"

using namespace clang;
using quiesce::model::Mode;
using quiesce::model::Operation;
using quiesce::model::Primitive;

namespace quiesce {

void MethodEvidence::merge(const MethodEvidence &Other) {
  HasBody |= Other.HasBody;
  Locks |= Other.Locks;
  Tries |= Other.Tries;
  Unlocks |= Other.Unlocks;
  Shared |= Other.Shared;
  Guards |= Other.Guards;
  Waits |= Other.Waits;
  TimedWait |= Other.TimedWait;
  Notifies |= Other.Notifies;
  Puts |= Other.Puts;
  Takes |= Other.Takes;
  Joins |= Other.Joins;
  Spawns |= Other.Spawns;
  Detaches |= Other.Detaches;
  SetsFlag |= Other.SetsFlag;
  Adds |= Other.Adds;
  Subtracts |= Other.Subtracts;
}

bool MethodEvidence::acts() const {
  return Locks || Unlocks || Tries || Waits || Notifies || Puts || Takes ||
         Joins || Spawns || Detaches || SetsFlag || Adds || Subtracts;
}

const model::TypeModel *Believed::modelOf(const CXXRecordDecl *R) const {
  if (const model::TypeModel *M = L.modelOf(R))
    return M;
  if (!R || !R->getIdentifier() || L.inLibrary(R))
    return nullptr;
  auto It = Suggested.find(Lowering::qualifiedName(R));
  return It == Suggested.end() ? nullptr : &It->second;
}

const model::TypeModel *Believed::modelOf(QualType T) const {
  if (const model::TypeModel *M = L.modelOf(T))
    return M;
  return T.isNull() ? nullptr : modelOf(T->getAsCXXRecordDecl());
}

const model::TypeModel *modelOfField(const Believed &B, QualType T) {
  T = T.getNonReferenceType();
  if (T->isPointerType())
    T = T->getPointeeType();
  if (const model::TypeModel *M = B.modelOf(T)) {
    // What a smart pointer points to.
    if (M->Kind == Primitive::Pointer)
      if (const auto *S = dyn_cast_or_null<ClassTemplateSpecializationDecl>(
              T->getAsCXXRecordDecl()))
        if (S->getTemplateArgs().size() &&
            S->getTemplateArgs()[0].getKind() == TemplateArgument::Type)
          if (const auto *To = B.modelOf(S->getTemplateArgs()[0].getAsType()))
            return To;
    return M;
  }
  if (const auto *S = T->getAs<TemplateSpecializationType>())
    if (const TemplateDecl *D = S->getTemplateName().getAsTemplateDecl())
      if (const auto *R =
              dyn_cast_or_null<CXXRecordDecl>(D->getTemplatedDecl()))
        return B.modelOf(R);
  return nullptr;
}

namespace {

class BodyReader {
public:
  BodyReader(const Believed &B, const CXXRecordDecl *Class, MethodEvidence &Out,
             unsigned Depth)
      : B(B), Class(Class), Out(Out), Depth(Depth) {}

  void read(const Stmt *S) {
    if (!S)
      return;
    if (const auto *C = dyn_cast<CallExpr>(S))
      call(C);
    else if (const auto *O = dyn_cast<BinaryOperator>(S))
      assignment(O);
    else if (const auto *U = dyn_cast<UnaryOperator>(S))
      step(U);
    else if (const auto *C = dyn_cast<CXXConstructExpr>(S)) {
      const model::TypeModel *M = B.modelOf(C->getType());
      Out.Spawns |= M && M->Constructor.Op == Operation::Spawn &&
                    C->getNumArgs() &&
                    !C->getConstructor()->isCopyOrMoveConstructor();
    } else if (const auto *D = dyn_cast<DeclStmt>(S))
      for (const Decl *Each : D->decls())
        if (const auto *V = dyn_cast<VarDecl>(Each))
          if (const auto *M = modelOfField(B, V->getType()))
            Out.Guards |= M->Kind == Primitive::Guard;
    if (const auto *Lambda = dyn_cast<LambdaExpr>(S))
      return read(Lambda->getBody());
    for (const Stmt *Child : S->children())
      read(Child);
  }

private:
  bool ofThis(const Expr *E) const {
    E = E->IgnoreParenImpCasts();
    if (const auto *M = dyn_cast<MemberExpr>(E))
      return isa<CXXThisExpr>(M->getBase()->IgnoreParenImpCasts()) ||
             ofThis(M->getBase());
    if (const auto *M = dyn_cast<CXXDependentScopeMemberExpr>(E))
      return M->isImplicitAccess() || ofThis(M->getBase());
    return isa<CXXThisExpr>(E);
  }

  /// A field of the object itself, and not of one of its parts.
  static bool isOwn(const MemberExpr *M) {
    return isa<CXXThisExpr>(M->getBase()->IgnoreParenImpCasts());
  }

  void does(const model::TypeModel &M, StringRef Member) {
    const model::OperationModel *Does = M.member(Member);
    if (!Does)
      return;
    switch (Does->Op) {
    case Operation::Lock:
    case Operation::LockShared:
      Out.Locks |= Does->How == Mode::Blocking;
      Out.Tries |= Does->How != Mode::Blocking;
      Out.Shared |= Does->Op == Operation::LockShared;
      break;
    case Operation::Unlock:
    case Operation::UnlockShared:
      Out.Unlocks = true;
      Out.Shared |= Does->Op == Operation::UnlockShared;
      break;
    case Operation::Wait:
      Out.Waits = true;
      Out.TimedWait |= Does->How == Mode::Timed;
      break;
    case Operation::NotifyOne:
    case Operation::NotifyAll:
      Out.Notifies |= M.Kind == Primitive::Condition;
      break;
    case Operation::Append:
    case Operation::Prepend:
      Out.Puts = true;
      break;
    case Operation::RemoveFirst:
    case Operation::RemoveLast:
      Out.Takes = true;
      break;
    case Operation::Join:
      Out.Joins = true;
      break;
    case Operation::Detach:
      Out.Detaches = true;
      break;
    case Operation::Spawn:
      Out.Spawns = true;
      break;
    default:
      break;
    }
  }

  /// A call on a field whose type depends on a template argument.  The argument
  /// itself is known by how it is used.
  void dependent(QualType T, const std::string &Member) {
    if (T->isPointerType())
      T = T->getPointeeType();
    if (const auto *M = modelOfField(B, T))
      return does(*M, Member);
    const CommonName *C = T.getNonReferenceType()->isTemplateTypeParmType()
                              ? commonName(Primitive::Mutex, Member)
                              : nullptr;
    if (!C)
      return;
    model::TypeModel Mutex;
    Mutex.Members[Member].Op = C->Op;
    Mutex.Members[Member].How = C->How;
    does(Mutex, Member);
  }

  void function(const model::FunctionModel &F) {
    model::TypeModel M;
    M.Kind = F.Kind;
    M.Members["f"] = F.Does;
    does(M, "f");
  }

  void call(const CallExpr *C) {
    const Expr *Callee = C->getCallee()->IgnoreParenImpCasts();
    if (const auto *D = dyn_cast<CXXDependentScopeMemberExpr>(Callee)) {
      if (!D->isImplicitAccess() && ofThis(D->getBase()))
        dependent(D->getBase()->getType(), D->getMember().getAsString());
      return;
    }
    if (const auto *U = dyn_cast<UnresolvedMemberExpr>(Callee)) {
      if (!U->isImplicitAccess()) {
        if (const auto *M = modelOfField(B, U->getBaseType()))
          does(*M, U->getMemberName().getAsString());
        return;
      }
      for (const NamedDecl *D : U->decls())
        if (const auto *Method = dyn_cast<CXXMethodDecl>(D);
            Method && Depth < 2)
          Out.merge(evidenceOf(B, Method, Depth + 1));
      return;
    }
    const FunctionDecl *D = C->getDirectCallee();
    if (!D)
      return;
    const auto *Method = dyn_cast<CXXMethodDecl>(D);
    if (!Method) {
      if (const model::FunctionModel *F = B.L.modelOf(D))
        function(*F);
      return;
    }
    if (Method->getParent()->getCanonicalDecl() == Class->getCanonicalDecl()) {
      if (Depth < 2)
        Out.merge(evidenceOf(B, Method, Depth + 1));
      return;
    }
    if (const auto *Member = dyn_cast<CXXMemberCallExpr>(C)) {
      const Expr *Object = Member->getImplicitObjectArgument();
      const model::TypeModel *M = modelOfField(B, Object->getType());
      if (M && (ofThis(Object) || M->Kind == Primitive::Guard))
        does(*M, D->getNameAsString());
    }
  }

  void assignment(const BinaryOperator *O) {
    if (!O->isAssignmentOp() || !ofThis(O->getLHS()))
      return;
    QualType T = O->getLHS()->getType();
    const auto *Field = dyn_cast<MemberExpr>(O->getLHS()->IgnoreParens());
    if (O->getOpcode() == BO_Assign && (!Field || isOwn(Field)))
      Out.SetsFlag |= T->isBooleanType();
    if (T->isIntegerType() && !T->isBooleanType()) {
      Out.Adds |= O->getOpcode() == BO_AddAssign;
      Out.Subtracts |= O->getOpcode() == BO_SubAssign;
    }
  }

  void step(const UnaryOperator *U) {
    if (!U->isIncrementDecrementOp() || !ofThis(U->getSubExpr()) ||
        !U->getSubExpr()->getType()->isIntegerType())
      return;
    (U->isIncrementOp() ? Out.Adds : Out.Subtracts) = true;
  }

  const Believed &B;
  const CXXRecordDecl *Class;
  MethodEvidence &Out;
  unsigned Depth;
};

} // namespace

MethodEvidence evidenceOf(const Believed &B, const CXXMethodDecl *Method,
                          unsigned Depth) {
  MethodEvidence Out;
  const FunctionDecl *Definition = nullptr;
  if (!Method->hasBody(Definition))
    return Out;
  Out.HasBody = true;
  BodyReader Reader(B, Method->getParent(), Out, Depth);
  if (const auto *C = dyn_cast<CXXConstructorDecl>(Definition))
    for (const CXXCtorInitializer *I : C->inits())
      Reader.read(I->getInit());
  Reader.read(Definition->getBody());
  return Out;
}

} // namespace quiesce
