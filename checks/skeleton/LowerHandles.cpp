//===- LowerHandles.cpp - values of modelled types come to life -----------===//
//
// Part of quiesce, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "skeleton/BodyLowering.h"

using namespace clang;
using quiesce::model::Operation;
using quiesce::model::Primitive;

namespace quiesce {

static std::string recordName(QualType T) {
  const CXXRecordDecl *R = T.getNonReferenceType()->getAsCXXRecordDecl();
  return R ? R->getQualifiedNameAsString() : std::string();
}

Reg BodyLowering::guard(const model::TypeModel &M, Exprs Args, const Expr *E) {
  SourceLocation Where = E->getExprLoc();
  OpSite Site;
  Site.Kind = Primitive::Guard;
  Site.Op = Operation::Lock;
  Site.Shared = M.SharedGuard;
  bool Locks = true, Adopts = false;
  const int When = M.Constructor.Args.Predicate;
  const Expr *Predicate =
      When >= 0 && size_t(When) < Args.size() ? Args[When] : nullptr;
  llvm::SmallVector<std::pair<Reg, const Expr *>, 2> Mutexes;
  for (auto [Index, Arg] : llvm::enumerate(Args)) {
    std::string Name = recordName(Arg->getType());
    if (Arg == Predicate || isa<CXXDefaultArgExpr>(Arg))
      continue;
    if (!M.DeferTag.empty() && Name == M.DeferTag) {
      Locks = false;
    } else if (!M.AdoptTag.empty() && Name == M.AdoptTag) {
      Locks = false;
      Adopts = true;
    } else if (!M.TryTag.empty() && Name == M.TryTag) {
      Site.How = model::Mode::Try;
    } else if (const model::TypeModel *A = L.modelOf(Arg->getType());
               A && A->Kind == Primitive::Value) {
      Site.How = model::Mode::Timed; // a duration or a time point
      discard(Arg);
    } else if (const CXXRecordDecl *R = Arg->getType()->getAsCXXRecordDecl()) {
      // A lock class of the user's own: the guard calls its methods.
      int Type = L.typeFor(Arg->getType());
      if (Type >= 0 && P.Types[Type].Kind == Primitive::None &&
          !P.Types[Type].Opaque && R->hasDefinition()) {
        static const char *Names[] = {"lock", "unlock", "lock_shared",
                                      "unlock_shared"};
        for (const CXXMethodDecl *Method : R->getDefinition()->methods())
          if (Method->getIdentifier())
            for (int I = 0; I < 4; ++I)
              if (Method->getName() == Names[I])
                if (const FunctionDecl *D = L.enterable(Method)) {
                  int Number = L.functionFor(D);
                  P.Types[Type].LockMethods[I] = Number;
                }
      }
      Mutexes.push_back({address(Arg), Arg});
    } else if (Arg->getType()->isPointerType()) {
      Mutexes.push_back({value(Arg), Arg});
    } else {
      if (int(Index) == M.Constructor.Args.Deadline)
        Site.How = L.waitsFor(Arg, M.Constructor.Forever);
      discard(Arg);
    }
  }
  if (Mutexes.empty())
    return constant(Value::null(), Where);
  if (Mutexes.size() > 1) {
    Site.Op = Operation::LockAll;
    for (auto &[R, Arg] : Mutexes) {
      Site.Rest.push_back(R);
      Site.RestNames.push_back(nameOf(Arg));
    }
    Site.Name = Site.RestNames.front();
    return emitOperation(Site, Where);
  }
  Site.Object = Mutexes[0].first;
  Site.Name = nameOf(Mutexes[0].second);
  if (!Locks) {
    Site.Op = Operation::Construct;
    Site.Amount = Adopts;
  }
  Reg Guard = emitOperation(Site, Where);
  if (Predicate) { // it waits on the mutex itself
    Site.Op = Operation::Wait;
    Site.Kind = Primitive::Mutex;
    waitOn(Site, M.Constructor, {Predicate}, E);
  }
  return Guard;
}

Reg BodyLowering::scalarFrom(QualType T, Exprs Args, const Expr *E,
                             const CXXConstructorDecl *Constructor) {
  SourceLocation Where = E->getExprLoc();
  T = T.getNonReferenceType().getUnqualifiedType();
  const model::TypeModel *M = L.modelOf(T);
  // Trailing defaults (allocators, tags) say nothing.
  while (!Args.empty() && isa<CXXDefaultArgExpr>(Args.back()))
    Args = Args.drop_back();
  if (Args.size() == 1 && sameType(inner(Args[0])->getType(), T))
    return owned(Args[0]);
  if (!M) {
    if (L.typeFor(T) < 0)
      return Args.empty() ? constant(Value::integer(0), Where) : value(Args[0]);
    return unknownCall(Constructor, -1, Args, E);
  }
  OpSite Site;
  Site.Op = Operation::Construct;
  Site.Kind = M->Kind;
  Site.Type = L.typeFor(T);
  bool InPlace = false; // what it holds is made of the other arguments
  if (M->Kind == Primitive::Optional && !Args.empty())
    if (const model::TypeModel *Tag = L.modelOf(Args[0]->getType());
        Tag && Tag->Kind == Primitive::Tag) {
      InPlace = true;
      Args = Args.drop_front();
    }
  const Expr *First = Args.empty() ? nullptr : inner(Args[0]);
  switch (M->Kind) {
  case Primitive::Task:
    if (Args.empty() || M->Constructor.Op != Operation::Spawn) {
      for (const Expr *Arg : Args)
        discard(Arg);
      return constant(Value::null(), Where);
    }
    Site.Op = Operation::Spawn;
    Site.PassesToken = M->PassesStopToken;
    Site.Stoppable = M->Stoppable;
    return spawn(Site, M->Constructor, Args, E);
  case Primitive::Guard:
    return guard(*M, Args, E);
  case Primitive::Promise:
    return emitOperation(Site, Where);
  case Primitive::PackagedTask:
    if (Args.empty())
      return constant(Value::null(), Where);
    Site.Body = owned(Args[0]);
    return emitOperation(Site, Where);
  case Primitive::StopSource:
    if (!Args.empty()) // nostopstate
      return constant(Value::null(), Where);
    return emitOperation(Site, Where);
  case Primitive::Pointer: {
    if (First && Args.size() > 1 && First->getType()->isNullPtrType()) {
      Reg Deleter = owned(Args[1]); // runs all the same
      Reg Ignored = fresh();
      emit(Code::CallUnknown, Where, Ignored).Args.push_back(Deleter);
    }
    if (!First || First->getType()->isNullPtrType() ||
        First->isNullPointerConstant(Context,
                                     Expr::NPC_ValueDependentIsNotNull))
      return constant(Value::null(), Where);
    const CXXRecordDecl *R = T->getAsCXXRecordDecl();
    bool Owns =
        R && R->hasDefinition() && !R->getDefinition()->hasTrivialDestructor();
    Site.Amount = M->Weak ? Value::Weak : Owns ? Value::Owning : Value::Plain;
    const Expr *Source = Args.size() == 2 && L.modelOf(Args[0]->getType()) &&
                                 !L.modelOf(Args[1]->getType()) &&
                                 Args[1]->getType()->isPointerType()
                             ? Args[1] // aliasing constructor
                             : Args[0];
    const model::TypeModel *From = L.modelOf(Source->getType());
    if (Args.size() > 1 && Source == Args[0]) {
      // A deleter of its own: what happens to the object is not followed.
      Reg R = owned(Source);
      Reg Ignored = fresh();
      Reg Deleter = owned(Args[1]);
      emit(Code::CallUnknown, Where, Ignored).Args.append({R, Deleter});
      return R;
    }
    if (From && From->Kind == Primitive::Pointer)
      Site.Value = owned(Source);
    else if (Source->isGLValue() && !Source->getType()->isPointerType())
      Site.Value = address(Source); // reference_wrapper
    else
      Site.Value = value(Source);
    return emitOperation(Site, Where);
  }
  case Primitive::Optional: {
    QualType Element = templateArgument(T);
    if (InPlace && !Element.isNull()) {
      Site.Value = makeElement(Element, Args, E);
      return emitOperation(Site, Where);
    }
    if (Args.empty() || recordName(First->getType()) == "std::nullopt_t" ||
        First->getType()->isNullPtrType())
      return constant(Value::null(), Where);
    if (const model::TypeModel *From = L.modelOf(First->getType()))
      if (From->Kind == Primitive::Optional &&
          (Element.isNull() || !sameType(First->getType(), Element)))
        return owned(Args[0]);
    Site.Value =
        Element.isNull() ? owned(Args[0]) : makeElement(Element, Args, E);
    return emitOperation(Site, Where);
  }
  case Primitive::Atomic:
    return Args.empty() ? constant(Value::integer(0), Where) : value(Args[0]);
  case Primitive::Callable: {
    if (Args.empty() || First->getType()->isNullPtrType())
      return constant(Value::null(), Where);
    if (Args.size() == 1 || M->Constructor.Args.Rest < 0) {
      // It owns what it runs; copies share it, as if they counted for one.
      // What a copy constructor of the user's own does is not followed.
      const bool Owns =
          !First->isGLValue() && L.needsDestruction(First->getType());
      if (!Owns || L.isScalar(First->getType()))
        return owned(Args[0]);
      Site.Kind = Primitive::Pointer;
      Site.Amount = Value::Owning;
      Site.Value = owned(Args[0]);
      return emitOperation(Site, Where);
    }
    // What a constructor takes as a plain reference it refers to; what it would
    // forward it copies.
    const FunctionDecl *Written =
        Constructor ? Constructor->getTemplateInstantiationPattern() : nullptr;
    if (!Written)
      Written = Constructor;
    auto Bound = [&](size_t I) {
      if (Written && I < Written->getNumParams()) {
        QualType To = Written->getParamDecl(unsigned(I))->getType();
        if (To->isLValueReferenceType() &&
            !To.getNonReferenceType().isConstQualified())
          return address(Args[I]);
      }
      return owned(Args[I]);
    };
    // A member function may stand behind the object it is called on.
    bool Behind = Args[1]->getType()->isMemberFunctionPointerType();
    Site.Op = Operation::Bind;
    Site.Body = Bound(Behind);
    Site.Rest.push_back(Bound(!Behind));
    for (size_t I = 2; I < Args.size(); ++I)
      Site.Rest.push_back(Bound(I));
    return emitOperation(Site, Where);
  }
  case Primitive::StopToken:
  case Primitive::Future:
    if (Args.empty())
      return constant(Value::null(), Where);
    return owned(Args[0]);
  case Primitive::Value: {
    // A value made of one value is that value; of anything else, unknown.
    if (Args.size() == 1 && otherSpecialization(First->getType(), T)) {
      discard(Args[0]); // another unit
      return symbol(E);
    }
    if (Args.size() == 1) {
      QualType AT = First->getType();
      if (isZero(First)) // what orderings are compared with is a pointer
        return constant(Value::integer(0), Where);
      if (isa<StringLiteral>(First))
        return address(First);
      if (AT->isScalarType() || L.modelOf(AT))
        return First->isGLValue() && AT->isArrayType() ? address(First)
                                                       : value(Args[0]);
    }
    if (Args.empty())
      return constant(Value::make(Value::Text, P.text("")), Where);
    if (Args.size() > 1 && llvm::all_of(Args, [&](const Expr *Arg) {
          return isTextOrNumber(Arg);
        }))
      return textFrom(Args, E);
    for (const Expr *Arg : Args)
      discard(Arg);
    return symbol(E);
  }
  default:
    if (Args.size() == 1)
      return owned(Args[0]);
    for (const Expr *Arg : Args)
      discard(Arg);
    return constant(Value::unknown(), Where);
  }
}

} // namespace quiesce
