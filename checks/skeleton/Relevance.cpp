//===- Relevance.cpp - which functions matter -----------------------------===//
//
// Part of quiesce, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A quick look at a function's AST and those it calls, before anything is
// lowered.  It over-approximates: what it calls irrelevant is.
//
//===----------------------------------------------------------------------===//

#include "skeleton/Lowering.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/StmtCXX.h"

using namespace clang;
using quiesce::model::Operation;
using quiesce::model::Primitive;

namespace quiesce {

namespace {

class Scanner {
public:
  Scanner(Lowering &L, Relevance &R) : L(L), R(R) {}

  void scan(const Stmt *S) {
    if (!S)
      return;
    visit(S);
    if (const auto *Lambda = dyn_cast<LambdaExpr>(S)) {
      for (const Expr *Init : Lambda->capture_inits())
        scan(Init);
      scan(Lambda->getBody());
      return;
    }
    if (const auto *D = dyn_cast<CXXDefaultInitExpr>(S))
      scan(D->getExpr());
    for (const Stmt *Child : S->children())
      scan(Child);
  }

  /// A variable, or a parameter by value, whose life begins and ends there.
  void variable(const VarDecl *V) {
    if (V->getType()->isReferenceType())
      return;
    const model::TypeModel *M = L.modelOf(V->getType());
    creates(M);
    const CXXRecordDecl *Record = V->getType()->getAsCXXRecordDecl();
    if (Record && Record->hasDefinition() && !M)
      if (const CXXDestructorDecl *D = Record->getDefinition()->getDestructor())
        if (D->isUserProvided())
          merge(D);
    if (L.needsDestruction(V->getType())) {
      R.Operations = true;
      R.Acts |= !M || M->Kind != Primitive::Guard;
    }
  }

private:
  void merge(const FunctionDecl *F) {
    const FunctionDecl *D = L.enterable(F);
    if (!D) {
      if (F && !L.inLibrary(F) && !F->isDefaulted() && !F->isPureVirtual())
        R.CallsUnknown = true;
      return;
    }
    const Relevance Callee = L.relevance(D);
    R.Operations |= Callee.Operations;
    R.Acts |= Callee.Acts;
    R.Blocks |= Callee.Blocks;
    R.Spawns |= Callee.Spawns;
    R.Writes |= Callee.Writes;
    R.Throws |= Callee.Throws;
    R.CallsUnknown |= Callee.CallsUnknown;
    R.Loops |= Callee.Loops;
    R.Joins |= Callee.Joins;
    R.Locks |= Callee.Locks;
    R.Sleeps |= Callee.Sleeps;
    R.Awaits |= Callee.Awaits;
    R.Notifies |= Callee.Notifies;
    R.Prepares |= Callee.Prepares;
    R.Disposes |= Callee.Disposes;
    R.Creates |= Callee.Creates;
  }

  void does(const model::OperationModel &Does, Primitive Kind) {
    // A mutex may be its own condition.
    if (Kind == Primitive::Condition || Kind == Primitive::Mutex) {
      R.Sleeps |= Does.Op == Operation::Wait;
      R.Notifies |=
          Does.Op == Operation::NotifyOne || Does.Op == Operation::NotifyAll;
      R.Prepares |=
          Kind == Primitive::Condition && Does.Op == Operation::Construct;
    }
    R.Locks |= Does.Op == Operation::Lock;
    R.Throws |= Does.mayThrow();
    if (Kind == Primitive::Descriptor && Does.Op == Operation::Share)
      return;
    switch (Does.Op) {
    case Operation::None:
    case Operation::Ignore:
    case Operation::Abandon:
    case Operation::Sleep:
    case Operation::Yield:
    case Operation::Identity:
    case Operation::Dereference:
    case Operation::Address:
    case Operation::HasValue:
    case Operation::Size:
    case Operation::IsEmpty:
    case Operation::Begin:
    case Operation::End:
    case Operation::ReverseBegin:
    case Operation::ReverseEnd:
    case Operation::Distance:
    case Operation::CurrentException:
    case Operation::MakeException:
    case Operation::Expired:
    case Operation::CountOwners:
    case Operation::Find:
    case Operation::Contains:
    case Operation::First:
    case Operation::Last:
    case Operation::ElementIfAny:
    case Operation::Next:
    case Operation::Previous:
    case Operation::Bind:
    case Operation::Construct:
    case Operation::ValueOr:
    case Operation::Make:
    case Operation::LockWeak:
    case Operation::GetSelf:
    case Operation::Cast:
    case Operation::Load:
    case Operation::OwnsLock:
    case Operation::Joinable:
    case Operation::Identify:
    case Operation::StopPossible:
    case Operation::Least:
    case Operation::Greatest:
    case Operation::Clamp:
    case Operation::Less:
    case Operation::Greater:
    case Operation::Compare:
    case Operation::Part:
    case Operation::View:
    case Operation::Reversed:
    case Operation::Iota:
    case Operation::Pipe:
    case Operation::FindLast:
    case Operation::ToText:
    case Operation::StartsWith:
    case Operation::EndsWith:
    case Operation::ContainsText:
    case Operation::Alternative:
      return;
    case Operation::RethrowException:
      R.Throws = true;
      return;
    case Operation::Element:
      R.Writes |= Kind == Primitive::Map;
      return;
    case Operation::Concatenate:
    case Operation::Append:
    case Operation::Prepend:
    case Operation::Insert:
    case Operation::InsertOrAssign:
    case Operation::Assign:
    case Operation::RemoveFirst:
    case Operation::RemoveLast:
    case Operation::Erase:
    case Operation::Extract:
      R.Writes = true;
      R.Acts |= Does.Args.Predicate >= 0;
      return;
    case Operation::Clear:
    case Operation::Resize:
    case Operation::ReverseOrder:
    case Operation::Reset:
    case Operation::Swap:
    case Operation::Store:
    case Operation::Exchange:
    case Operation::FetchAdd:
    case Operation::FetchSub:
    case Operation::FetchAnd:
    case Operation::FetchOr:
    case Operation::FetchXor:
    case Operation::CompareExchange:
      R.Writes = true;
      return;
    case Operation::ForEach:
    case Operation::AnyOf:
    case Operation::AllOf:
    case Operation::NoneOf:
    case Operation::FindIf:
    case Operation::CountIf:
    case Operation::Accumulate:
    case Operation::LeastElement:
    case Operation::GreatestElement:
    case Operation::RemoveIf:
    case Operation::Sort:
    case Operation::CopyRange:
    case Operation::Transform:
    case Operation::Inserter:
    case Operation::Visit:
    case Operation::Invoke:
    case Operation::Exit:
    case Operation::EndTask:
      R.Acts = true;
      return;
    case Operation::Spawn:
      R.Spawns = true;
      R.Acts = true;
      return;
    case Operation::Join:
    case Operation::Detach:
      R.Joins = R.Acts = R.Blocks = true;
      return;
    case Operation::Receive:
    case Operation::Get:
    case Operation::Acquire:
    case Operation::AwaitZero:
      R.Awaits |= Does.How == model::Mode::Blocking;
      [[fallthrough]];
    default:
      R.Acts = true;
      [[fallthrough]];
    case Operation::Lock:
    case Operation::LockShared:
    case Operation::LockAll:
    case Operation::Unlock:
    case Operation::UnlockShared:
      R.Operations = true;
      R.Blocks = true;
    }
  }

  void visit(const Stmt *S) {
    switch (S->getStmtClass()) {
    case Stmt::WhileStmtClass:
    case Stmt::DoStmtClass:
    case Stmt::ForStmtClass:
    case Stmt::GotoStmtClass:
      R.Loops = true;
      return;
    case Stmt::CXXForRangeStmtClass: {
      R.Loops = true;
      const auto *F = cast<CXXForRangeStmt>(S);
      if (const auto *M = L.modelOf(F->getRangeInit()->getType()))
        if (M->Iterate == Operation::Receive)
          R.Acts = R.Blocks = true;
      return;
    }
    case Stmt::CXXThrowExprClass:
      R.Throws = true;
      return;
    case Stmt::CoawaitExprClass:
    case Stmt::CXXDeleteExprClass:
      R.Acts = true;
      return;
    case Stmt::DeclStmtClass:
      for (const Decl *D : cast<DeclStmt>(S)->decls())
        if (const auto *V = dyn_cast<VarDecl>(D))
          variable(V);
      return;
    default:
      break;
    }
    if (const auto *B = dyn_cast<BinaryOperator>(S)) {
      if (B->isAssignmentOp())
        written(B->getLHS());
    } else if (const auto *U = dyn_cast<UnaryOperator>(S)) {
      if (U->isIncrementDecrementOp())
        written(U->getSubExpr());
    } else if (const auto *C = dyn_cast<CXXConstructExpr>(S)) {
      const model::TypeModel *M = L.modelOf(C->getType());
      if (M) {
        if (M->Kind == Primitive::Task && C->getNumArgs() &&
            !C->getConstructor()->isCopyOrMoveConstructor())
          R.Acts = R.Spawns = true;
        if (M->Kind == Primitive::Guard && C->getNumArgs())
          R.Operations = R.Blocks = R.Locks = true;
        creates(M);
      } else {
        merge(C->getConstructor());
      }
    } else if (const auto *C = dyn_cast<CallExpr>(S)) {
      called(C);
    }
  }

  void creates(const model::TypeModel *M) {
    if (!M)
      return;
    switch (M->Kind) {
    case Primitive::Task:
    case Primitive::Channel:
    case Primitive::Condition:
    case Primitive::Semaphore:
    case Primitive::Latch:
    case Primitive::Barrier:
    case Primitive::Promise:
    case Primitive::PackagedTask:
    case Primitive::StopSource:
      R.Creates = true;
      break;
    default:
      break;
    }
  }

  /// emplace() and its kin construct their elements out of sight.
  void makes(QualType Container) {
    const auto *S = dyn_cast_or_null<ClassTemplateSpecializationDecl>(
        Container->getAsCXXRecordDecl());
    if (!S)
      return;
    for (const TemplateArgument &A : S->getTemplateArgs().asArray()) {
      if (A.getKind() != TemplateArgument::Type)
        continue;
      const model::TypeModel *M = L.modelOf(A.getAsType());
      if (M && M->Kind == Primitive::Task)
        R.Acts = R.Spawns = true;
      const CXXRecordDecl *Record = A.getAsType()->getAsCXXRecordDecl();
      if (!M && Record && Record->hasDefinition() && !L.inLibrary(Record))
        for (const CXXConstructorDecl *Each : Record->ctors())
          if (L.enterable(Each))
            merge(Each);
    }
  }

  /// make_unique() and its kin construct what the pointer refers to.
  void makesBehind(QualType Pointer) {
    QualType Made = templateArgument(Pointer);
    if (Made.isNull())
      return;
    const model::TypeModel *M = L.modelOf(Made);
    creates(M);
    if (M && M->Kind == Primitive::Task)
      R.Acts = R.Spawns = true;
    const CXXRecordDecl *Record = Made->getAsCXXRecordDecl();
    if (Record && Record->hasDefinition() && !L.modelOf(Made))
      for (const CXXConstructorDecl *Each : Record->ctors())
        if (L.enterable(Each))
          merge(Each);
  }

  void written(const Expr *To) {
    To = To->IgnoreParenImpCasts();
    if (const auto *D = dyn_cast<DeclRefExpr>(To)) {
      const auto *V = dyn_cast<VarDecl>(D->getDecl());
      if (V && V->hasLocalStorage() && !V->getType()->isReferenceType() &&
          !D->refersToEnclosingVariableOrCapture())
        return;
    }
    R.Writes = true;
  }

  void called(const CallExpr *C) {
    const FunctionDecl *D = C->getDirectCallee();
    if (!D) {
      R.Acts = true; // through a pointer: it may be anything
      return;
    }
    CallModel Call = L.modelOf(C);
    const auto *Method = dyn_cast<CXXMethodDecl>(D);
    if (Call.Does) {
      does(*Call.Does, Call.Kind);
      if (Call.Does->Op == Operation::MakeChannel) {
        R.Creates = true;
        R.Prepares |= Call.Kind == Primitive::Descriptor;
      }
      if (Call.Does->Op == Operation::Ignore && C->getNumArgs()) {
        QualType Given = C->getArg(0)->getType()->getPointeeType();
        const model::TypeModel *M = Given.isNull() ? nullptr : L.modelOf(Given);
        R.Disposes |= M && (M->Kind == Primitive::Condition ||
                            M->Kind == Primitive::Mutex);
      }
      switch (Call.Does->Op) {
      case Operation::Append:
      case Operation::Prepend:
      case Operation::Insert:
      case Operation::InsertOrAssign:
        makes(Call.ObjectType);
        break;
      case Operation::Make:
        makesBehind(C->getType());
        break;
      default:
        break;
      }
    } else if (Call.Type) {
      R.Writes |= D->getOverloadedOperator() == OO_Equal;
    } else if (Method && Method->isVirtual()) {
      R.Acts = true; // an overrider may do anything
    } else {
      merge(D);
    }
  }

  Lowering &L;
  Relevance &R;
};

} // namespace

const Relevance &Lowering::relevance(const FunctionDecl *F) {
  const FunctionDecl *Canonical = F->getCanonicalDecl();
  auto [It, New] = Relevances.try_emplace(Canonical);
  if (!New)
    return It->second;
  Relevance R;
  Scanner S(*this, R);
  if (const auto *C = dyn_cast<CXXConstructorDecl>(F))
    for (const CXXCtorInitializer *I : C->inits()) {
      S.scan(I->getInit());
      R.Writes = true;
    }
  for (const ParmVarDecl *Parameter : F->parameters())
    S.variable(Parameter);
  S.scan(F->getBody());
  R.Operations |= R.Acts;
  return Relevances[Canonical] = R;
}

} // namespace quiesce
