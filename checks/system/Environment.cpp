//===- Environment.cpp - functions that stand for a user ------------------===//
//
// Part of quiesce, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "system/Environment.h"
#include "Compatibility.h"
#include "clang/AST/Attr.h"
#include "clang/AST/DeclCXX.h"

using namespace clang;
using quiesce::model::Operation;
using quiesce::model::Primitive;

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

void Environment::oneOf(size_t Options, SourceLocation Where,
                        llvm::function_ref<void(size_t)> Do) {
  llvm::SmallVector<size_t, 8> Done;
  Reg Chosen = choose(int(Options) + 1, Where);
  for (size_t I = 0; I < Options; ++I) {
    Reg K = constant(int64_t(I), Where), Same = fresh();
    Instruction &Test = emit(Code::Binary, Where);
    Test.Dst = Same;
    Test.A = Chosen;
    Test.B = K;
    Test.Imm = int(Arith::Eq);
    int Branch = branch(Same, Where);
    Do(I);
    Done.push_back(F.Body.size());
    emit(Code::Jump, Where);
    land(Branch);
  }
  for (size_t Jump : Done)
    F.Body[Jump].Imm = int(F.Body.size());
}

int Environment::branch(Reg Condition, SourceLocation Where) {
  int At = int(F.Body.size());
  Instruction &Made = emit(Code::Branch, Where);
  Made.A = Condition;
  Made.Imm = At + 1;
  return At;
}

Reg Environment::object(const RecordDecl *R, int Type) {
  Reg Object = fresh();
  Instruction &New = emit(Code::New, R->getLocation());
  New.Dst = Object;
  New.Type = Type;
  return Object;
}

Environment::Made Environment::make(const CXXRecordDecl *R, int Type,
                                    const Maker &M, int Numbers) {
  Made Result;
  Result.OwnerType = canonicalTagType(L.Context, R);
  if (M.How != Maker::Factory) {
    Result.Object = Result.Owner = object(R, Type);
    if (M.Body)
      call(M.Body, Result.Object, 0, Numbers);
    return Result;
  }
  SourceLocation Where = M.Body->getLocation();
  QualType T = M.Body->getReturnType();
  Result.Object = Result.Owner = call(M.Body, -1, 0, Numbers, /*Keep=*/true);
  if (T->isRecordType() && !L.isScalar(T))
    return Result;
  Result.Skip = branch(Result.Object, Where);
  if (T->isPointerType())
    return Result;
  Result.OwnerType = T; // a smart pointer
  Result.Owner = boxed(Result.Object, Where);
  OpSite Site;
  Site.Op = Operation::Dereference;
  Site.Kind = Primitive::Pointer;
  Site.Value = Result.Object;
  Result.Object = operation(std::move(Site), Where);
  return Result;
}

Reg Environment::operation(OpSite Site, SourceLocation Where) {
  Reg Result = fresh();
  Instruction &Made = emit(Code::Op, Where);
  Made.Dst = Result;
  Made.Imm = int(F.Operations.size());
  F.Operations.push_back(std::move(Site));
  return Result;
}

/// Code out of sight has them from here on.
void Environment::giveAway(llvm::ArrayRef<Reg> Things, SourceLocation Where) {
  Reg Gone = fresh();
  Instruction &Out = emit(Code::CallUnknown, Where);
  Out.Dst = Gone;
  Out.Imm = 1;
  Out.Args.append(Things.begin(), Things.end());
}

/// A new scalar that holds \p Content.
Reg Environment::boxed(Reg Content, SourceLocation Where) {
  Reg Cell = fresh();
  emit(Code::NewCell, Where).Dst = Cell;
  Instruction &Store = emit(Code::Store, Where);
  Store.A = Cell;
  Store.B = Content;
  return Cell;
}

void Environment::destroy(Reg At, QualType T, SourceLocation Where) {
  if (!L.needsDestruction(T))
    return;
  int Type = L.typeFor(T);
  Instruction &Destroy = emit(Code::Destroy, Where);
  Destroy.A = At;
  Destroy.Type = Type;
  L.destructorFor(Type);
}

/// A lease, a lock or a pointer is given back some day.  A handle of a task
/// is not: that would be a defect of the user's.
void Environment::done(Reg Result, QualType T, SourceLocation Where) {
  const model::TypeModel *M = L.modelOf(T);
  const bool GivesBack =
      L.needsDestruction(T) &&
      (!M || M->Kind == Primitive::Pointer || M->Kind == Primitive::Optional);
  if (!GivesBack)
    return giveAway(Result, Where);
  destroy(L.isScalar(T) ? boxed(Result, Where) : Result, T, Where);
}

/// It cannot be copied: what it leads to is its own alone.
static bool ownsAlone(const CXXRecordDecl *R) {
  return llvm::none_of(R->ctors(), [](const CXXConstructorDecl *C) {
    return C->isCopyConstructor() && !C->isDeleted();
  });
}

/// The class that \p T leads to; null if that is nothing to share.
static const CXXRecordDecl *sharedClass(Lowering &L, QualType T) {
  T = T.getNonReferenceType();
  const model::TypeModel *M = L.modelOf(T);
  if (M && M->Kind == Primitive::Pointer) {
    const CXXRecordDecl *Smart = T->getAsCXXRecordDecl();
    if (M->Weak || !Smart || ownsAlone(Smart))
      return nullptr;
    T = templateArgument(T);
  } else if (T->isPointerType()) {
    T = T->getPointeeType();
  }
  return T.isNull() ? nullptr : T->getAsCXXRecordDecl();
}

bool Environment::refersTo(Lowering &L, QualType T,
                           const CXXRecordDecl *Class) {
  if (T->isRecordType() && !L.modelOf(T))
    return false; // a copy
  const CXXRecordDecl *To = sharedClass(L, T);
  return To && (declaresSameEntity(To, Class) ||
                (To->hasDefinition() && Class->isDerivedFrom(To)));
}

bool Environment::takes(Lowering &L, const FunctionDecl *F,
                        const CXXRecordDecl *Class) {
  return F && llvm::any_of(F->parameters(), [&](const ParmVarDecl *V) {
           return refersTo(L, V->getType(), Class);
         });
}

bool Environment::calledWithLock(Lowering &L, const FunctionDecl *F) {
  return F->hasAttr<RequiresCapabilityAttr>() ||
         llvm::any_of(F->parameters(), [&](const ParmVarDecl *V) {
           const model::TypeModel *M =
               L.modelOf(V->getType().getNonReferenceType());
           return M &&
                  (M->Kind == Primitive::Mutex || M->Kind == Primitive::Guard);
         });
}

/// What is known that an argument of the type \p T leads to; -1 if nothing is.
Reg Environment::known(QualType T, SourceLocation Where) {
  for (const auto &[Class, Object] : Known) {
    if (!refersTo(L, T, Class))
      continue;
    if (!L.modelOf(T.getNonReferenceType()))
      return Object;
    OpSite Site; // a smart pointer
    Site.Op = Operation::Construct;
    Site.Kind = Primitive::Pointer;
    Site.Value = Object;
    Site.Amount = Value::Owning;
    Reg Pointer = operation(std::move(Site), Where);
    return T->isReferenceType() ? boxed(Pointer, Where) : Pointer;
  }
  return -1;
}

/// Whether \p S asks if the parameter is zero, so that zero is a number like
/// others: "count > 0", but not "count < 0".
static bool asksForZero(const Stmt *S, const ParmVarDecl *V) {
  auto Names = [&](const Expr *E) {
    const auto *D = dyn_cast<DeclRefExpr>(E->IgnoreParenImpCasts());
    return D && D->getDecl() == V;
  };
  const auto *B = dyn_cast_or_null<BinaryOperator>(S);
  if (B && B->isComparisonOp() && B->getOpcode() != BO_LT && Names(B->getLHS()))
    if (const auto *Number =
            dyn_cast<IntegerLiteral>(B->getRHS()->IgnoreParenImpCasts()))
      return Number->getValue() == 0;
  return S && llvm::any_of(S->children(), [&](const Stmt *Child) {
           return asksForZero(Child, V);
         });
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
    Reg R = T.isNull() ? -1 : known(T, Where);
    if (R >= 0) {
      // That one.
    } else if (Types[I] >= 0 && !P.Types[Types[I]].Scalar) {
      R = fresh();
      Instruction &Made = emit(Code::CallUnknown, Where);
      Made.Dst = R;
      Made.Imm = 1;
      Made.Type = Types[I];
    } else if (Numbers && T->isIntegerType() && !T->isBooleanType() &&
               !T->isEnumeralType()) {
      const bool Zero =
          asksForZero(D->getBody(), D->getParamDecl(unsigned(I - Implicit)));
      Reg Chosen = choose(Numbers + Zero, Where),
          First = constant(!Zero, Where);
      R = fresh();
      Instruction &Sum = emit(Code::Binary, Where);
      Sum.Dst = R;
      Sum.A = Chosen;
      Sum.B = First;
      Sum.Imm = int(Arith::Add);
    } else {
      R = fresh();
      emit(Code::Fresh, Where).Dst = R;
      if (Parameters[I] == Passing::Address)
        R = boxed(R, Where);
    }
    Args.push_back(R);
  }
  Instruction &Call = emit(Code::Call, Where);
  Call.Dst = Result;
  Call.Imm = Number;
  Call.Args.append(Args.begin(), Args.end());
  if (!Keep)
    done(Result, D->getReturnType(), Where);
  Next = Keep ? Saved : Result;
  return Result;
}

void Environment::start(int Function, llvm::ArrayRef<Reg> Arguments,
                        SourceLocation Where) {
  OpSite Site;
  Site.Op = Operation::Spawn;
  Site.Kind = Primitive::Task;
  Site.Body = fresh();
  Site.Rest.append(Arguments.begin(), Arguments.end());
  Site.MayDetach = true; // whoever runs it
  Site.FromOutside = true;
  Instruction &Constant = emit(Code::Const, Where);
  Constant.Dst = Site.Body;
  Constant.Constant = Value::fn(Function);
  operation(std::move(Site), Where);
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
  giveAway(Addresses, Fields.front()->getLocation());
  Next = Saved;
}

} // namespace quiesce
