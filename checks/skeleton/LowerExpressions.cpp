//===- LowerExpressions.cpp - values of expressions -----------------------===//
//
// Part of quiesce, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "skeleton/BodyLowering.h"
#include "clang/AST/Attr.h"
#include "clang/Basic/Builtins.h"
#include "clang/Basic/SourceManager.h"
#include "clang/Lex/Lexer.h"
#include "llvm/ADT/StringExtras.h"

using namespace clang;
using quiesce::model::Operation;
using quiesce::model::Primitive;

namespace quiesce {

/// Wrappers that change neither value nor lifetime as the machine sees them.
const Expr *BodyLowering::strip(const Expr *E) {
  while (true) {
    if (const auto *X = dyn_cast<ParenExpr>(E))
      E = X->getSubExpr();
    else if (const auto *X = dyn_cast<FullExpr>(E))
      E = X->getSubExpr();
    else if (const auto *X = dyn_cast<CXXBindTemporaryExpr>(E))
      E = X->getSubExpr();
    else if (const auto *X = dyn_cast<SubstNonTypeTemplateParmExpr>(E))
      E = X->getReplacement();
    else if (const auto *X = dyn_cast<CXXDefaultArgExpr>(E))
      E = X->getExpr();
    else if (const auto *X = dyn_cast<CXXDefaultInitExpr>(E))
      E = X->getExpr();
    else if (const auto *X = dyn_cast<CXXStdInitializerListExpr>(E))
      E = X->getSubExpr();
    else if (const auto *X = dyn_cast<CXXRewrittenBinaryOperator>(E))
      E = X->getSemanticForm();
    else
      return E;
  }
}

Reg BodyLowering::symbol(const Expr *E) {
  Reg R = fresh();
  emit(Code::Fresh, E->getExprLoc(), R);
  return R;
}

Reg BodyLowering::registerOf(const Expr *E) {
  const auto *D = dyn_cast<DeclRefExpr>(strip(E));
  const auto *V = D ? dyn_cast<VarDecl>(D->getDecl()) : nullptr;
  auto It = V ? Registers.find(V) : Registers.end();
  if (It == Registers.end() || Captures.count(V) ||
      V->getType()->isReferenceType() || Boxed.count(V) ||
      !L.isScalar(V->getType()))
    return -1;
  return It->second;
}

/// The type of the object a cast gives to new memory, whose allocation says by
/// its attribute that nothing else points there; -1 if it is no such cast.
int BodyLowering::allocated(const CastExpr *E) {
  const auto *Call = dyn_cast<CallExpr>(E->getSubExpr()->IgnoreParens());
  const FunctionDecl *D = Call ? Call->getDirectCallee() : nullptr;
  if (E->getCastKind() != CK_BitCast || !D || !D->hasAttr<RestrictAttr>())
    return -1;
  int Type = L.typeFor(E->getType()->getPointeeType());
  return Type >= 0 && !P.Types[Type].Scalar ? Type : -1;
}

/// Whether the call under a cast allocates zeros.
static bool zeroes(const CastExpr *E) {
  const auto *Call = cast<CallExpr>(E->getSubExpr()->IgnoreParens());
  return Call->getDirectCallee()->getBuiltinID() == Builtin::BIcalloc;
}

Reg BodyLowering::conversion(const CastExpr *E) {
  const Expr *Sub = E->getSubExpr();
  SourceLocation Where = E->getExprLoc();
  switch (E->getCastKind()) {
  case CK_LValueToRValue: {
    const Expr *Inner = strip(Sub);
    if (const auto *D = dyn_cast<DeclRefExpr>(Inner))
      if (const auto *V = dyn_cast<VarDecl>(D->getDecl())) {
        bool Constant =
            V->isConstexpr() || (V->getType().isConstQualified() &&
                                 V->getType()->isIntegralOrEnumerationType());
        if (Constant && !V->getType()->isReferenceType())
          if (std::optional<int64_t> Known = L.constantOf(E))
            return constant(Value::integer(*Known), Where);
      }
    if (Reg R = registerOf(Inner); R >= 0)
      return R;
    Reading = Inner;
    Reg A = address(Sub);
    return L.isScalar(E->getType()) ? load(A, Where) : A;
  }
  case CK_IntegralCast: {
    Reg R = value(Sub);
    QualType To = E->getType();
    unsigned Width =
        To->isIntegerType() && !To->isBooleanType() && !To->isEnumeralType()
            ? unsigned(Context.getTypeSize(To))
            : 64;
    // Wider ones hold all that is followed.
    if (Width >= 32 || Context.getTypeSize(Sub->getType()) < Width)
      return R;
    Reg Narrow = fresh();
    emit(Code::Narrow, Where, Narrow, R, -1,
         To->isUnsignedIntegerType() ? -int(Width) : int(Width));
    return Narrow;
  }
  case CK_ArrayToPointerDecay:
  case CK_FunctionToPointerDecay:
    return address(Sub);
  case CK_NullToPointer:
  case CK_NullToMemberPointer:
    return constant(Value::null(), Where);
  case CK_ToVoid:
    discard(Sub);
    return constant(Value::unknown(), Where);
  case CK_UserDefinedConversion:
  case CK_ConstructorConversion:
    return value(Sub);
  case CK_FloatingToIntegral:
    if (std::optional<int64_t> Known = L.constantOf(E))
      return constant(Value::integer(*Known), Where);
    discard(Sub);
    return symbol(E);
  case CK_IntegralToBoolean:
  case CK_FloatingToBoolean:
  case CK_PointerToBoolean:
  case CK_MemberPointerToBoolean:
    return negated(negated(value(Sub), Where), Where);
  case CK_Dynamic:
    if (E->getType()->isPointerType())
      return castTo(E->getType()->getPointeeType(), value(Sub), Where);
    [[fallthrough]];
  default: {
    Reg R = Sub->isGLValue() ? address(Sub) : value(Sub);
    if (int Type = allocated(E); Type >= 0) {
      R = fresh();
      Instruction &New = emit(Code::Fresh, Where, R);
      New.Type = Type;
      New.Imm = zeroes(E);
    }
    return isUpcast(E) ? upcast(R, E->getType()->getPointeeType(), Where) : R;
  }
  }
}

/// Whether it is the whole of a macro of a system header with the name of an
/// error: E and more capitals.
static bool isErrorNumber(const ASTContext &Context, const Expr *E) {
  const SourceManager &Sources = Context.getSourceManager();
  const SourceLocation At = E->getBeginLoc();
  if (!At.isMacroID() || !Sources.isInSystemHeader(Sources.getSpellingLoc(At)))
    return false;
  const StringRef Name =
      Lexer::getImmediateMacroName(At, Sources, Context.getLangOpts());
  return Name.size() > 2 && Name[0] == 'E' && llvm::all_of(Name, [](char C) {
           return llvm::isUpper(C) || llvm::isDigit(C);
         });
}

/// The value of a constant of a class that a model takes for a plain value, if
/// it is made of one number.
std::optional<Value> BodyLowering::constantOf(const Expr *E) {
  const auto *D = dyn_cast<DeclRefExpr>(E);
  const auto *V = D ? dyn_cast<VarDecl>(D->getDecl()) : nullptr;
  if (!V || !V->isConstexpr() || V->getType()->isDependentType())
    return std::nullopt;
  int Type = L.typeFor(V->getType());
  if (Type < 0 || P.Types[Type].Kind != Primitive::Value)
    return std::nullopt;
  const APValue *Held = V->evaluateValue();
  while (Held && Held->isStruct() &&
         Held->getStructNumBases() + Held->getStructNumFields() == 1)
    Held = Held->getStructNumBases() ? &Held->getStructBase(0)
                                     : &Held->getStructField(0);
  if (!Held || !Held->isInt())
    return std::nullopt;
  return Value::integer(Held->getInt().getExtValue());
}

/// The value in a register of its own, for a later operand may write the
/// variable that it comes from.
Reg BodyLowering::kept(const Expr *E, SourceLocation Where) {
  Reg Kept = fresh();
  emit(Code::Move, Where, Kept, value(E));
  return Kept;
}

Reg BodyLowering::value(const Expr *E) {
  E = strip(E);
  SourceLocation Where = E->getExprLoc();
  if (isa<ParenListExpr>(E)) {
    discard(E);
    return constant(Value::unknown(), Where);
  }
  QualType T = E->getType();
  if (E->isGLValue()) {
    if (auto Known = constantOf(E))
      return constant(*Known, Where);
    Reg A = address(E);
    return L.isScalar(T) && !T->isFunctionType() ? load(A, Where) : A;
  }
  if (!L.isScalar(T) && !T->isVoidType())
    return materialize(E);
  if (std::optional<int64_t> Count = L.countOf(E))
    return constant(Value::integer(*Count), Where);
  switch (E->getStmtClass()) {
  case Stmt::IntegerLiteralClass: {
    const std::optional<int64_t> Known = L.constantOf(E);
    if (!Known)
      return symbol(E);
    Value Number = Value::integer(*Known);
    if (Number.Sub == Value::Exact && isErrorNumber(Context, E))
      Number.Sub = Value::ErrorNumber;
    return constant(Number, Where);
  }
  case Stmt::CXXBoolLiteralExprClass:
  case Stmt::CharacterLiteralClass:
  case Stmt::UnaryExprOrTypeTraitExprClass:
  case Stmt::TypeTraitExprClass:
  case Stmt::SizeOfPackExprClass:
    if (std::optional<int64_t> Known = L.constantOf(E))
      return constant(Value::integer(*Known), Where);
    return symbol(E);
  case Stmt::FloatingLiteralClass:
    return constant(
        Value::real(cast<FloatingLiteral>(E)->getValueAsApproximateDouble()),
        Where);
  case Stmt::CXXNullPtrLiteralExprClass:
  case Stmt::GNUNullExprClass:
    return constant(Value::null(), Where);
  case Stmt::StringLiteralClass:
    return address(E);
  case Stmt::DeclRefExprClass: { // enumerators and template constants
    if (std::optional<int64_t> Known = L.constantOf(E))
      return constant(Value::integer(*Known), Where);
    const ValueDecl *D = cast<DeclRefExpr>(E)->getDecl();
    if (const auto *Fun = dyn_cast<FunctionDecl>(D)) // a member function
      return constant(L.callableFor(Fun, Where), Where);
    return symbol(E);
  }
  case Stmt::CXXThisExprClass:
    if (CapturedThis && This >= 0) {
      Reg A = field(This, CapturedThis, Where);
      return CapturedThis->getType()->isPointerType() ? load(A, Where) : A;
    }
    return This >= 0 ? This : constant(Value::unknown(), Where);
  case Stmt::BinaryOperatorClass:
  case Stmt::CompoundAssignOperatorClass:
    return binary(cast<BinaryOperator>(E));
  case Stmt::UnaryOperatorClass:
    return unary(cast<UnaryOperator>(E));
  case Stmt::ConditionalOperatorClass:
  case Stmt::BinaryConditionalOperatorClass:
    return conditional(cast<AbstractConditionalOperator>(E), false);
  case Stmt::CallExprClass:
    // numeric_limits<T>::max()
    if (cast<CallExpr>(E)->getNumArgs() == 0 && T->isIntegerType())
      if (std::optional<int64_t> Known = L.constantOf(E))
        return constant(Value::integer(*Known), Where);
    [[fallthrough]];
  case Stmt::CXXMemberCallExprClass:
  case Stmt::CXXOperatorCallExprClass:
  case Stmt::UserDefinedLiteralClass:
    return call(cast<CallExpr>(E));
  case Stmt::CXXConstructExprClass:
  case Stmt::CXXTemporaryObjectExprClass: {
    const auto *C = cast<CXXConstructExpr>(E);
    llvm::SmallVector<const Expr *, 4> Args(C->arg_begin(), C->arg_end());
    return scalarFrom(T, Args, E, C->getConstructor());
  }
  case Stmt::InitListExprClass: {
    const auto *I = cast<InitListExpr>(E);
    if (I->getNumInits() == 1 && I->getInit(0)->getType()->isScalarType())
      return value(I->getInit(0));
    if (L.typeFor(T) >= 0)
      return scalarFrom(T, I->inits(), E);
    return I->getNumInits() ? value(I->getInit(0))
                            : constant(T->isPointerType() ? Value::null()
                                                          : Value::integer(0),
                                       Where);
  }
  case Stmt::CXXScalarValueInitExprClass:
  case Stmt::ImplicitValueInitExprClass:
    return constant(T->isPointerType() || L.typeFor(T) >= 0 ? Value::null()
                                                            : Value::integer(0),
                    Where);
  case Stmt::CXXNewExprClass: {
    const auto *N = cast<CXXNewExpr>(E);
    QualType Made = N->getAllocatedType();
    for (const Expr *Placement : N->placement_arguments())
      discard(Placement);
    if (N->isArray()) {
      if (N->getArraySize() && *N->getArraySize())
        discard(*N->getArraySize());
      return symbol(E);
    }
    Reg R;
    if (L.isScalar(Made)) {
      Reg X = N->getInitializer() ? value(N->getInitializer())
                                  : constant(Value::integer(0), Where);
      R = boxed(X, Where);
    } else {
      R = newObject(Made, Where);
      if (N->getInitializer())
        construct(N->getInitializer(), R, Made);
    }
    // Whoever has the bytes that it is put into has it too; nobody knows who.
    if (N->getOperatorNew() &&
        N->getOperatorNew()->isReservedGlobalPlacementOperator())
      emit(Code::CallUnknown, Where, fresh()).Args.push_back(R);
    return R;
  }
  case Stmt::CXXDeleteExprClass: {
    const auto *D = cast<CXXDeleteExpr>(E);
    Reg A = value(D->getArgument());
    emit(Code::Destroy, Where, -1, A).Type = L.typeFor(D->getDestroyedType());
    return A;
  }
  case Stmt::CXXThrowExprClass: {
    throwing(cast<CXXThrowExpr>(E));
    return -1;
  }
  case Stmt::CoawaitExprClass:
    return await(cast<CoawaitExpr>(E));
  case Stmt::CoyieldExprClass:
    return value(cast<CoyieldExpr>(E)->getOperand());
  case Stmt::OpaqueValueExprClass: {
    const auto *O = cast<OpaqueValueExpr>(E);
    auto It = Opaque.find(O);
    if (It != Opaque.end())
      return It->second;
    return O->getSourceExpr() ? value(O->getSourceExpr()) : symbol(E);
  }
  case Stmt::StmtExprClass:
    statement(cast<StmtExpr>(E)->getSubStmt());
    return symbol(E);
  default:
    break;
  }
  if (const auto *C = dyn_cast<CastExpr>(E))
    return conversion(C);
  for (const Stmt *Child : E->children())
    if (const auto *Sub = dyn_cast_or_null<Expr>(Child))
      discard(Sub);
  return symbol(E);
}

Reg BodyLowering::owned(const Expr *E) {
  const Expr *Inside = strip(E);
  // "std::move(x)" and a temporary bound to T&& are consumed.
  if (const auto *M = dyn_cast<MaterializeTemporaryExpr>(Inside))
    Inside = strip(M->getSubExpr());
  QualType T = Inside->getType();
  SourceLocation Where = Inside->getExprLoc();
  if (T->isFunctionType() || T->isArrayType())
    return address(Inside);
  if (Inside->isPRValue())
    return value(Inside); // materialize() leaves it without a cleanup
  Reg A = address(Inside);
  bool Moves = Inside->isXValue();
  if (L.isScalar(T)) {
    const int Type = L.typeFor(T);
    if (Type >= 0 && P.Types[Type].Kind == Primitive::Optional) {
      OpSite Site; // the copy holds an object of its own
      Site.Op = Operation::Construct;
      Site.Kind = Primitive::Optional;
      Site.Type = Type;
      Site.Object = A;
      Site.Moves = Moves;
      return emitOperation(Site, Where);
    }
    Reg R = load(A, Where);
    if (Moves && Type >= 0 && P.Types[Type].Emptied &&
        P.Types[Type].Kind != Primitive::StopToken) {
      bool Text = P.Types[Type].Kind == Primitive::Value;
      Reg Empty = constant(
          Text ? Value::make(Value::Text, P.text("")) : Value::null(), Where);
      emit(Code::Store, Where, -1, A, Empty);
    }
    return R;
  }
  Reg R = newObject(T, Where);
  emit(Moves ? Code::Steal : Code::Copy, Where, -1, R, A);
  return R;
}

Reg BodyLowering::materialize(const Expr *E) {
  E = strip(E);
  SourceLocation Where = E->getExprLoc();
  QualType T = E->getType();
  switch (E->getStmtClass()) {
  case Stmt::LambdaExprClass:
    return lambda(cast<LambdaExpr>(E));
  case Stmt::ConditionalOperatorClass:
  case Stmt::BinaryConditionalOperatorClass:
    return conditional(cast<AbstractConditionalOperator>(E), false);
  case Stmt::CoawaitExprClass:
    return await(cast<CoawaitExpr>(E));
  default:
    break;
  }
  if (const auto *C = dyn_cast<CallExpr>(E))
    return call(C); // the callee made it
  if (const auto *C = dyn_cast<CastExpr>(E))
    if (C->getCastKind() == CK_UserDefinedConversion ||
        C->getCastKind() == CK_NoOp ||
        C->getCastKind() == CK_ConstructorConversion)
      return materialize(C->getSubExpr());
  if (E->isGLValue())
    return owned(E);
  Reg R = newObject(T, Where);
  construct(E, R, T);
  return R;
}

void BodyLowering::discard(const Expr *E) {
  E = strip(E);
  Discarded = E;
  if (const auto *List = dyn_cast<ParenListExpr>(E)) {
    // Of code that does not compile; it has no type.
    for (const Stmt *Each : List->children())
      discard(cast<Expr>(Each));
    return;
  }
  QualType T = E->getType();
  if (const auto *B = dyn_cast<BinaryOperator>(E)) {
    binary(B);
    return;
  }
  if (const auto *U = dyn_cast<UnaryOperator>(E)) {
    unary(U);
    return;
  }
  if (E->isGLValue()) {
    if (!isa<DeclRefExpr>(E))
      address(E);
    return;
  }
  if (!T->isVoidType() && T->getAsCXXRecordDecl() && L.needsDestruction(T)) {
    temporary(E, T);
    return;
  }
  if (isa<IntegerLiteral, FloatingLiteral, StringLiteral, CXXThisExpr>(E))
    return;
  value(E);
}

} // namespace quiesce
