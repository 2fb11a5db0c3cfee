//===- LowerOperations.cpp - modelled calls become operations -------------===//
//
// Part of quiesce, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "skeleton/BodyLowering.h"
#include "clang/AST/DeclTemplate.h"

using namespace clang;
using quiesce::model::Mode;
using quiesce::model::Operation;
using quiesce::model::Primitive;

namespace quiesce {

Reg BodyLowering::emitOperation(OpSite Site, SourceLocation Where) {
  Reg Dst = fresh();
  fillLoop(Site);
  if (Site.Op == Operation::Construct && Declared.isValid() &&
      (Site.Kind == Primitive::Promise || Site.Kind == Primitive::StopSource))
    Where = Declared;
  F.Operations.push_back(std::move(Site));
  emit(Code::Op, Where, Dst, -1, -1, int(F.Operations.size()) - 1);
  return Dst;
}

void BodyLowering::fillLoop(OpSite &Site) {
  for (const LoopContext &C : llvm::reverse(Loops))
    if (C.IsLoop) {
      Site.InLoop = true;
      Site.Unbounded |= !C.Bounded || C.Endless;
      bool Reports = Site.Result.K == ResultForm::Optional ||
                     Site.Result.K == ResultForm::Status ||
                     Site.Result.K == ResultForm::Truth;
      if (Site.Op == Operation::Receive && Site.How == Mode::Blocking &&
          Reports && (InCondition || C.Endless))
        Site.Drain = true;
      break;
    }
}

/// The object in the user's words: the last name on the way to it.
std::string BodyLowering::nameOf(const Expr *E) {
  if (!E)
    return {};
  const Expr *X = E->IgnoreParenImpCasts();
  while (true) {
    X = X->IgnoreParenImpCasts();
    if (const auto *U = dyn_cast<UnaryOperator>(X);
        U && (U->getOpcode() == UO_Deref || U->getOpcode() == UO_AddrOf))
      X = U->getSubExpr();
    else if (const auto *O = dyn_cast<CXXOperatorCallExpr>(X);
             O && (O->getOperator() == OO_Star || O->getOperator() == OO_Arrow))
      X = O->getArg(0);
    else if (const auto *M = dyn_cast<MaterializeTemporaryExpr>(X))
      X = M->getSubExpr();
    else if (const auto *C = dyn_cast<CXXMemberCallExpr>(X);
             C && C->getNumArgs() == 0 && C->getMethodDecl() &&
             L.modelOf(C->getImplicitObjectArgument()->getType()))
      X = C->getImplicitObjectArgument();
    else
      break;
  }
  if (const auto *D = dyn_cast<DeclRefExpr>(X))
    return D->getDecl()->getNameAsString();
  if (const auto *M = dyn_cast<MemberExpr>(X))
    return M->getMemberDecl()->getNameAsString();
  return L.sourceText(X);
}

ResultForm BodyLowering::resultForm(QualType T, const model::TypeModel *M) {
  ResultForm R;
  if (T->isVoidType())
    return R;
  T = T.getNonReferenceType();
  if (T->isBooleanType()) {
    R.K = ResultForm::Truth;
    return R;
  }
  if (const auto *E = T->getAs<EnumType>()) {
    const EnumDecl *D = E->getDecl()->getDefinition();
    if (D && M && !M->Status.Success.empty()) {
      R.K = ResultForm::Status;
      for (const EnumConstantDecl *C : D->enumerators()) {
        int N = int(C->getInitVal().getExtValue());
        StringRef Name = C->getName();
        if (Name == M->Status.Success)
          R.Success = N;
        if (Name == M->Status.Closed)
          R.Closed = N;
        if (Name == M->Status.Timeout)
          R.Timeout = N;
        if (Name == M->Status.Full)
          R.Full = N;
        if (Name == M->Status.Empty)
          R.Empty = N;
      }
      return R;
    }
  }
  if (const model::TypeModel *RM = L.modelOf(T))
    if (RM->Kind == Primitive::Optional || RM->Kind == Primitive::Pointer) {
      R.K = ResultForm::Optional;
      return R;
    }
  R.K = ResultForm::Plain;
  return R;
}

Reg BodyLowering::spawn(OpSite Site, const model::OperationModel &Does,
                        Exprs Args, const Expr *E) {
  size_t Body = Does.Args.Body >= 0 ? size_t(Does.Args.Body) : 0;
  // Launch policies and the like stand before the callable.
  while (Body < Args.size() && Args[Body]->getType()->isEnumeralType()) {
    Expr::EvalResult Ignored;
    const auto *D = dyn_cast<DeclRefExpr>(Args[Body]->IgnoreParenImpCasts());
    if (D && !Does.LazyWhen.empty()) {
      std::string Name;
      if (const auto *C = dyn_cast<EnumConstantDecl>(D->getDecl()))
        Name = cast<EnumDecl>(C->getDeclContext())->getQualifiedNameAsString() +
               "::" + C->getNameAsString();
      Site.Lazy = Name == Does.LazyWhen;
    }
    ++Body;
  }
  size_t Rest = Does.Args.Rest >= 0 && Does.Args.Handle >= 0
                    ? size_t(Does.Args.Rest)
                    : Body + 1;
  if (Does.Args.Handle >= 0 && size_t(Does.Args.Handle) < Args.size()) {
    Site.CStyle = true;
    Site.Into = value(Args[Does.Args.Handle]);
    Site.Name = nameOf(Args[Does.Args.Handle]);
    Site.Result.Success = Does.Success.value_or(0);
  }
  if (Does.Args.Attributes >= 0 && size_t(Does.Args.Attributes) < Args.size())
    Site.MayDetach = !Args[Does.Args.Attributes]->isNullPointerConstant(
        Context, Expr::NPC_ValueDependentIsNotNull);
  Site.OwnsTask |= Does.ReturnsOwner;
  Site.Dropped = Site.OwnsTask && E == Discarded;
  if (Body < Args.size())
    Site.Body = owned(Args[Body]);
  for (size_t I = Rest; I < Args.size(); ++I)
    if (!isa<CXXDefaultArgExpr>(Args[I]))
      Site.Rest.push_back(owned(Args[I]));
  return emitOperation(Site, E->getBeginLoc());
}

/// "[this] { return pending_ == 0; }"
static bool comparesNumber(const Expr *Predicate) {
  const Expr *E = Predicate->IgnoreImplicit();
  const auto *Lambda = dyn_cast<LambdaExpr>(E);
  if (!Lambda || !Lambda->getBody() || !isa<CompoundStmt>(Lambda->getBody()))
    return false;
  const auto *Body = cast<CompoundStmt>(Lambda->getBody());
  if (Body->size() != 1)
    return false;
  const auto *Return = dyn_cast<ReturnStmt>(Body->body_front());
  const auto *Compare =
      Return && Return->getRetValue()
          ? dyn_cast<BinaryOperator>(Return->getRetValue()->IgnoreParenImpCasts())
          : nullptr;
  return Compare && Compare->isComparisonOp() &&
         Compare->getLHS()->getType()->isIntegerType() &&
         !Compare->getLHS()->IgnoreParenImpCasts()->getType()->isBooleanType();
}

/// A condition wait, with its predicate as the loop that it is.
Reg BodyLowering::waitOn(OpSite Site, const model::OperationModel &Does,
                         Exprs Args, const Expr *E) {
  SourceLocation Where = E->getExprLoc();
  Reg Predicate = -1;
  const Expr *PredicateExpr = nullptr;
  if (Does.Args.Mutex >= 0 && size_t(Does.Args.Mutex) < Args.size())
    Site.Mutex = value(Args[Does.Args.Mutex]);
  for (size_t I = 0; I < Args.size(); ++I) {
    if (int(I) == Does.Args.Mutex || int(I) == Does.Args.Object)
      continue;
    const Expr *Arg = Args[I];
    if (isa<CXXDefaultArgExpr>(Arg))
      continue;
    const model::TypeModel *M = L.modelOf(Arg->getType());
    const CXXRecordDecl *R = Arg->getType()->getAsCXXRecordDecl();
    int Type = L.typeFor(Arg->getType());
    if (M && (M->Kind == Primitive::Guard || M->Kind == Primitive::Mutex)) {
      Site.Mutex = Arg->getType()->isPointerType() ? value(Arg) : address(Arg);
    } else if (M && M->Kind == Primitive::StopToken) {
      Site.Token = value(Arg);
    } else if ((M && M->Kind == Primitive::Callable) ||
               (R && Type >= 0 && P.Types[Type].CallOperator >= 0 && !M) ||
               Arg->getType()->isFunctionPointerType()) {
      PredicateExpr = Arg;
    } else if (Site.Mutex < 0 && Arg->getType()->isPointerType()) {
      Site.Mutex = value(Arg);
    } else if (R && !M && Type >= 0 && !P.Types[Type].Scalar &&
               Site.Mutex < 0) {
      Site.Mutex = address(Arg); // a lock class of the user's own
    } else {
      discard(Arg);
    }
  }
  if (!PredicateExpr) {
    Site.Result.K = Site.How == Mode::Timed ? ResultForm::Status
                                            : ResultForm::Void;
    // cv_status: no_timeout is 0, timeout 1.
    Site.Result.Success = 0;
    Site.Result.Timeout = 1;
    if (Does.Success && *Does.Success == 0)
      Site.Result.Timeout = 110; // ETIMEDOUT of C
    return emitOperation(Site, Where);
  }
  Site.Counter = comparesNumber(PredicateExpr);
  Predicate = PredicateExpr->isGLValue() &&
                      !L.isScalar(PredicateExpr->getType())
                  ? address(PredicateExpr)
                  : value(PredicateExpr);
  Reg Result = fresh();
  Label Again, Done, Waits, Last;
  auto Test = [&](Label &True, Label &False) {
    int Saved = Top;
    Reg R = fresh();
    emit(Code::CallValue, PredicateExpr->getExprLoc(), R, Predicate);
    emit(Code::Move, Where, Result, R);
    Instruction &B = emit(Code::Branch, PredicateExpr->getExprLoc(), -1, R);
    B.Text = L.textFor("the condition waited for");
    int At = int(F.Body.size()) - 1;
    use(True, At, false);
    use(False, At, true);
    Top = Saved;
  };
  place(Again);
  Test(Done, Waits);
  place(Waits);
  int Saved = Top;
  if (Site.Token >= 0) {
    OpSite Stop;
    Stop.Op = Operation::StopRequested;
    Stop.Kind = Primitive::StopToken;
    Stop.Value = Site.Token;
    Reg R = emitOperation(Stop, Where);
    emit(Code::Branch, Where, -1, R);
    int At = int(F.Body.size()) - 1;
    Label Sleeps;
    use(Last, At, false);
    use(Sleeps, At, true);
    place(Sleeps);
  }
  Site.InLoop = true; // the predicate is tested again
  Site.Amount = 2;    // ... by the library: "with a predicate"
  Site.Result.K = ResultForm::Status;
  Site.Result.Success = 0;
  Site.Result.Timeout = 1;
  Reg R = emitOperation(Site, Where);
  if (Site.How == Mode::Timed) {
    emit(Code::Branch, Where, -1, R);
    int At = int(F.Body.size()) - 1;
    use(Last, At, false);
    use(Again, At, true);
  } else {
    jump(Again);
  }
  Top = Saved;
  place(Last);
  if (Site.How == Mode::Timed || Site.Token >= 0)
    Test(Done, Done);
  place(Done);
  return Result;
}

static QualType elementType(QualType Container, unsigned Index = 0) {
  if (const auto *S = dyn_cast_or_null<ClassTemplateSpecializationDecl>(
          Container.getNonReferenceType()->getAsCXXRecordDecl())) {
    const TemplateArgumentList &A = S->getTemplateArgs();
    if (Index < A.size() && A[Index].getKind() == TemplateArgument::Type)
      return A[Index].getAsType();
  }
  return {};
}

Reg BodyLowering::operation(const model::OperationModel &Does, Primitive Kind,
                            const model::TypeModel *M, QualType ObjectType,
                            Reg Object, const Expr *ObjectExpr, Exprs Args,
                            const Expr *E) {
  SourceLocation Where = E->getExprLoc();
  OpSite Site;
  Site.Op = Does.Op;
  Site.How = Does.How;
  Site.Kind = M && Kind == Primitive::None ? M->Kind : Kind;
  Site.Object = Object;
  Site.Amount = Does.Amount;
  Site.Name = nameOf(ObjectExpr);
  if (M) {
    Site.ThrowType = L.exceptionNamed(M->ThrowsWhenClosed);
    Site.ClosedThrows = M->SendWhenClosed == model::WhenClosed::Throws;
    Site.CloseTwiceThrows = M->CloseWhenClosed == model::WhenClosed::Throws;
    Site.Recursive = M->Recursive;
    Site.Shared = M->SharedGuard;
    Site.OnDestroy = M->OnDestroy;
  }
  QualType ResultType = E->getType();
  if (const auto *C = dyn_cast<CallExpr>(E))
    ResultType = C->getCallReturnType(Context);
  Site.Result = resultForm(ResultType, M);
  if (Does.Success) { // status code of C
    Site.Result.K = ResultForm::Status;
    Site.Result.Success = *Does.Success;
    Site.Result.Timeout = Site.Result.Full = Site.Result.Empty = 110;
  }
  auto Arg = [&](int Index, int Otherwise = -1) -> const Expr * {
    if (Index < 0)
      Index = Otherwise;
    return Index >= 0 && size_t(Index) < Args.size() &&
                   !isa<CXXDefaultArgExpr>(Args[Index])
               ? Args[Index]
               : nullptr;
  };
  auto DiscardRest = [&](std::initializer_list<const Expr *> Used) {
    for (const Expr *Each : Args)
      if (Each != ObjectExpr && !isa<CXXDefaultArgExpr>(Each) &&
          std::find(Used.begin(), Used.end(), Each) == Used.end())
        discard(Each);
  };
  auto Simple = [&] {
    DiscardRest({});
    return emitOperation(Site, Where);
  };
  auto OnValue = [&] { // operations on what a scalar object holds
    DiscardRest({});
    Site.Value = Object >= 0 ? load(Object, Where) : -1;
    return emitOperation(Site, Where);
  };
  const model::Arguments &Roles = Does.Args;

  switch (Does.Op) {
  case Operation::None:
  case Operation::Ignore:
  case Operation::Sleep:
  case Operation::Yield:
    DiscardRest({});
    return symbol(E);
  case Operation::Exit:
    DiscardRest({});
    return emitOperation(Site, Where);

  // Tasks.
  case Operation::Spawn: {
    QualType RT = ResultType.getNonReferenceType();
    if (const model::TypeModel *RM = L.modelOf(RT))
      Site.OnDestroy = RM->OnDestroy;
    if (Site.Kind == Primitive::None)
      if (const model::TypeModel *RM = L.modelOf(RT))
        Site.Kind = RM->Kind;
    return spawn(Site, Does, Args, E);
  }

  // Channels.
  case Operation::Send:
    if (const Expr *V = Arg(Roles.Value, 0)) {
      QualType Element = elementType(ObjectType);
      bool Into = Element.isNull() || L.typeFor(Element) < 0 ||
                  Context.hasSameUnqualifiedType(
                      Element.getNonReferenceType(),
                      V->getType().getNonReferenceType());
      Site.Value = Into ? owned(V) : makeElement(Element, {V}, E);
      DiscardRest({V});
    }
    return emitOperation(Site, Where);
  case Operation::Receive:
    if (const Expr *V = Arg(Roles.Value)) {
      Site.Into = address(V);
      DiscardRest({V});
    } else {
      DiscardRest({});
    }
    return emitOperation(Site, Where);
  case Operation::SetCapacity:
    if (const Expr *V = Arg(Roles.Count, 0))
      Site.Count = value(V);
    return emitOperation(Site, Where);
  case Operation::Select:
    for (const Expr *Each : Args)
      Site.Rest.push_back(value(Each));
    return emitOperation(Site, E->getBeginLoc());
  case Operation::ReceiveArm:
  case Operation::SendArm:
  case Operation::DefaultArm:
  case Operation::TimeoutArm: {
    const Expr *V = Does.Op == Operation::SendArm ? Arg(Roles.Value) : nullptr;
    if (V) {
      QualType Element = elementType(ObjectType);
      bool Into = Element.isNull() || L.typeFor(Element) < 0 ||
                  Context.hasSameUnqualifiedType(
                      Element.getNonReferenceType(),
                      V->getType().getNonReferenceType());
      Site.Value = Into ? owned(V) : makeElement(Element, {V}, E);
    }
    const Expr *Body = Arg(Roles.Action);
    if (Body)
      Site.Body = owned(Body);
    DiscardRest({V, Body});
    return emitOperation(Site, Where);
  }

  // Conditions.
  case Operation::Wait:
    if (Site.Kind == Primitive::Atomic) {
      if (const Expr *V = Arg(Roles.Value, 0))
        Site.Value = value(V);
      return emitOperation(Site, Where);
    }
    return waitOn(Site, Does, Args, E);

  // Counters.
  case Operation::Acquire:
  case Operation::Release:
  case Operation::CountDown:
  case Operation::CountUp:
  case Operation::CountDownAndWait:
  case Operation::Arrive:
    if (const Expr *V = Arg(Roles.Count)) {
      Site.Count = value(V);
      DiscardRest({V});
    } else {
      DiscardRest({});
    }
    return emitOperation(Site, Where);

  // Events and tokens: the object holds a reference to the shared state.
  case Operation::Set:
    if (Site.Kind == Primitive::PackagedTask)
      break; // an invocation, below
    if (const Expr *V = Arg(Roles.Value, 0)) {
      Site.Into = owned(V);
      DiscardRest({V});
    }
    Site.Value = load(Object, Where);
    return emitOperation(Site, Where);
  case Operation::GetFuture:
  case Operation::Get:
  case Operation::Await:
  case Operation::Valid:
  case Operation::Share:
  case Operation::RequestStop:
  case Operation::GetToken:
  case Operation::GetSource:
  case Operation::StopRequested:
  case Operation::StopPossible:
    if (Site.Kind == Primitive::Pointer) { // smart_pointer.get()
      Site.Op = Operation::Address;
    }
    return OnValue();
  case Operation::Joinable:
    return OnValue();
  case Operation::CallOnce: {
    const Expr *Body = Arg(Roles.Body, 1);
    Reg Callable = Body ? owned(Body) : -1;
    llvm::SmallVector<Reg, 4> Rest;
    for (size_t I = size_t(std::max(Roles.Body, 1)) + 1; I < Args.size(); ++I)
      Rest.push_back(owned(Args[I]));
    Reg First = emitOperation(Site, Where);
    Label Runs, Done;
    emit(Code::Branch, Where, -1, First);
    int At = int(F.Body.size()) - 1;
    use(Runs, At, false);
    use(Done, At, true);
    place(Runs);
    if (Callable >= 0) {
      Reg Ignored = fresh();
      Instruction &I = emit(Code::CallValue, Where, Ignored, Callable);
      I.Args.append(Rest.begin(), Rest.end());
    }
    Site.Op = Operation::Set;
    Site.Kind = Primitive::OnceFlag;
    emitOperation(Site, Where);
    place(Done);
    return First;
  }

  // Atomics.
  case Operation::Load:
    return Simple();
  case Operation::Store:
  case Operation::Exchange:
  case Operation::FetchAdd:
  case Operation::FetchSub: {
    bool Free = Object < 0;
    if (Free && Does.Op == Operation::Exchange && Args.size() == 2) {
      // std::exchange on a plain variable.
      Reg A = address(Args[0]);
      if (!L.isScalar(Args[0]->getType())) {
        Reg Old = newObject(Args[0]->getType(), Where);
        emit(Code::Steal, Where, -1, Old, A);
        if (Args[1]->getType()->isRecordType())
          emit(Code::Steal, Where, -1, A,
               Args[1]->isGLValue() ? address(Args[1])
                                    : materialize(Args[1]));
        return Old;
      }
      Reg Old = load(A, Where);
      Reg New = L.typeFor(Args[0]->getType()) >= 0
                    ? makeElement(Args[0]->getType(), {Args[1]}, E)
                    : value(Args[1]);
      emit(Code::Store, Where, -1, A, New);
      return Old;
    }
    const Expr *V = Arg(Roles.Value);
    Site.Value = V ? value(V)
                   : constant(Value::integer(Does.Amount), Where);
    Reg Old = emitOperation(Site, Where);
    const auto *Op = dyn_cast<CXXOperatorCallExpr>(E);
    bool GivesNew = Op && (Op->isAssignmentOp() ||
                           ((Op->getOperator() == OO_PlusPlus ||
                             Op->getOperator() == OO_MinusMinus) &&
                            Op->getNumArgs() == 1));
    if (GivesNew && Does.Op == Operation::FetchAdd)
      return arithmetic(BO_Add, Old, Site.Value, E);
    if (GivesNew && Does.Op == Operation::FetchSub)
      return arithmetic(BO_Sub, Old, Site.Value, E);
    return GivesNew ? Site.Value : Old;
  }
  case Operation::CompareExchange:
    if (Args.size() >= 2) {
      Site.Into = address(Args[0]);
      Site.Value = value(Args[1]);
    }
    return emitOperation(Site, Where);

  // Plumbing.
  case Operation::Identity:
    if (Args.empty())
      return symbol(E);
    return address(Args[0]);
  case Operation::Make: {
    QualType Made = elementType(E->getType());
    if (Made.isNull()) {
      DiscardRest({});
      return symbol(E);
    }
    Reg Content = makeElement(Made, Args, E);
    if (L.isScalar(Made))
      Content = boxed(Content, Where);
    OpSite Holds;
    Holds.Op = Operation::Construct;
    Holds.Kind = Primitive::Pointer;
    Holds.Value = Content;
    Holds.Amount = Value::Owning;
    Holds.Type = L.typeFor(E->getType());
    return emitOperation(Holds, Where);
  }
  case Operation::Dereference:
  case Operation::Address: {
    if (Site.Kind == Primitive::Optional && Object >= 0) {
      Site.Op = Operation::Dereference;
      return OnValue();
    }
    if (Site.Kind == Primitive::PackagedTask)
      return OnValue();
    Site.Op = Operation::Dereference;
    if (Object < 0 && !Args.empty())
      Object = address(Args[0]);
    Reg V = load(Object, Where);
    Site.Value = V;
    Site.Object = -1;
    if (Does.Op == Operation::Address)
      return V;
    return emitOperation(Site, Where);
  }
  case Operation::HasValue:
  case Operation::OwnsLock:
    return OnValue();
  case Operation::Contains:
  case Operation::Find:
  case Operation::Element:
  case Operation::ElementIfAny:
    if (Site.Kind == Primitive::Record || (Object < 0 && !Args.empty())) {
      // get<I>(record)
      Reg A = Object >= 0 ? Object : address(Args[0]);
      QualType RT = Object >= 0 ? ObjectType : Args[0]->getType();
      const auto *C = dyn_cast<CallExpr>(E);
      const FunctionDecl *D = C ? C->getDirectCallee() : nullptr;
      const CXXRecordDecl *R =
          RT.getNonReferenceType()->getAsCXXRecordDecl();
      if (D && D->getTemplateSpecializationArgs() && R && R->hasDefinition() &&
          D->getTemplateSpecializationArgs()->size() > 0 &&
          D->getTemplateSpecializationArgs()->get(0).getKind() ==
              TemplateArgument::Integral) {
        uint64_t Index = D->getTemplateSpecializationArgs()
                             ->get(0)
                             .getAsIntegral()
                             .getLimitedValue();
        unsigned At = 0;
        for (const FieldDecl *Field : R->getDefinition()->fields())
          if (At++ == Index)
            return field(A, Field, Where);
      }
      return constant(Value::unknown(), Where);
    }
    if (const Expr *V = Arg(Roles.Value, Roles.Object >= 0 ? 1 : 0))
      Site.Value = value(V);
    Site.Type = L.typeFor(ObjectType);
    return emitOperation(Site, Where);
  case Operation::Append:
  case Operation::Prepend:
  case Operation::Insert: {
    if (Site.Kind == Primitive::Optional) {
      QualType Element = elementType(ObjectType);
      OpSite Holds;
      Holds.Op = Operation::Construct;
      Holds.Kind = Primitive::Optional;
      Holds.Value = makeElement(Element, Args, E);
      emit(Code::Store, Where, -1, Object, emitOperation(Holds, Where));
      return Object;
    }
    Site.Type = L.typeFor(ObjectType);
    // Sets and maps give the position and whether it is new.
    auto Inserted = [&](Reg Position) {
      const model::TypeModel *RM = L.modelOf(ResultType);
      const CXXRecordDecl *R = ResultType->getAsCXXRecordDecl();
      if (!RM || RM->Kind != Primitive::Record || !R || !R->hasDefinition())
        return Position;
      Reg Pair = newObject(ResultType, Where);
      unsigned At = 0;
      for (const FieldDecl *Each : R->getDefinition()->fields()) {
        Reg To = field(Pair, Each, Where);
        emit(Code::Store, Where, -1, To, At++ ? symbol(E) : Position);
      }
      return Pair;
    };
    if (Site.Kind == Primitive::Map) {
      QualType Mapped = elementType(ObjectType, 1);
      if (Args.size() >= 2 && !Mapped.isNull() &&
          !(L.modelOf(Args[0]->getType()) &&
            L.modelOf(Args[0]->getType())->Kind == Primitive::Iterator)) {
        Site.Value = owned(Args[0]);
        Site.Into = makeElement(Mapped, Args.drop_front(), E);
      } else if (Args.size() == 1) {
        Site.Value = owned(Args[0]); // a pair
        Site.Amount = 2;
      } else {
        DiscardRest({});
      }
      return Inserted(emitOperation(Site, Where));
    }
    QualType Element = elementType(ObjectType);
    if (Element.isNull()) {
      DiscardRest({});
      Site.Value = constant(Value::unknown(), Where);
    } else if (Args.size() > 1 && Does.Op == Operation::Insert &&
               Site.Kind == Primitive::Sequence) {
      const model::TypeModel *Last = L.modelOf(Args.back()->getType());
      if (Last && Last->Kind == Primitive::Iterator) {
        DiscardRest({}); // a range: contents no longer known
        Site.Value = constant(Value::unknown(), Where);
        Site.Amount = 3;
      } else {
        discard(Args[0]);
        Site.Value = makeElement(Element, {Args.back()}, E);
      }
    } else {
      Site.Value = makeElement(Element, Args, E);
    }
    return Inserted(emitOperation(Site, Where));
  }
  case Operation::Erase: {
    int First = Roles.Object >= 0 ? 1 : 0;
    if (const Expr *V = Arg(Roles.Value, First)) {
      const CXXRecordDecl *R = V->getType()->getAsCXXRecordDecl();
      if (R && R->isLambda()) {
        discard(V);
        Site.Amount = 3; // by predicate: contents no longer known
      } else {
        Site.Value = value(V);
        if (Args.size() > size_t(First) + 1)
          Site.Amount = 3;
        DiscardRest({V});
      }
    }
    Site.Type = L.typeFor(ObjectType);
    return emitOperation(Site, Where);
  }
  case Operation::Resize:
    if (const Expr *V = Arg(Roles.Count, 0))
      Site.Count = value(V);
    Site.Type = L.typeFor(ObjectType);
    return emitOperation(Site, Where);
  case Operation::Begin:
  case Operation::End:
  case Operation::First:
  case Operation::Last:
  case Operation::RemoveFirst:
  case Operation::RemoveLast:
  case Operation::Clear:
  case Operation::Size:
  case Operation::IsEmpty:
    if (Object < 0 && !Args.empty()) {
      Site.Object = address(Args[0]);
      ObjectType = Args[0]->getType();
    }
    if (int Type = L.typeFor(ObjectType); Type >= 0) {
      Site.Type = Type;
      if (Site.Kind == Primitive::None)
        Site.Kind = P.Types[Type].Kind;
      if (P.Types[Type].Kind == Primitive::Value) {
        if (Does.Op == Operation::IsEmpty) {
          Reg V = load(Object, Where);
          Reg Empty = constant(Value::make(Value::Text, L.textFor("")), Where);
          return arithmetic(BO_EQ, V, Empty, E);
        }
        if (Does.Op == Operation::Size) {
          Site.Value = load(Object, Where);
          return emitOperation(Site, Where);
        }
        return symbol(E);
      }
    }
    return Object >= 0 ? Simple() : emitOperation(Site, Where);
  case Operation::Next:
  case Operation::Previous: {
    bool Member = Object >= 0 && isa<CXXOperatorCallExpr>(E);
    Reg A = Object;
    if (A < 0 && !Args.empty())
      A = -2;
    Site.Value = A >= 0 ? load(A, Where) : value(Args[0]);
    Site.Object = -1;
    Reg Old = Site.Value;
    Reg R = emitOperation(Site, Where);
    if (Member) {
      emit(Code::Store, Where, -1, A, R);
      bool Postfix = cast<CXXOperatorCallExpr>(E)->getNumArgs() == 2;
      return Postfix ? Old : A;
    }
    return R;
  }
  case Operation::Reset: {
    const Expr *V = Arg(Roles.Value, 0);
    Reg New = V && !V->getType()->isNullPtrType() && !ObjectType.isNull()
                  ? scalarFrom(ObjectType, {V}, E)
                  : constant(Value::null(), Where);
    if (L.needsDestruction(ObjectType))
      emit(Code::Destroy, Where, -1, Object).Type = L.typeFor(ObjectType);
    emit(Code::Store, Where, -1, Object, New);
    return New;
  }
  case Operation::ReleaseGuard: {
    Reg V = load(Object, Where);
    Reg Empty = constant(Value::null(), Where);
    emit(Code::Store, Where, -1, Object, Empty);
    return V;
  }
  case Operation::LockWeak:
  case Operation::GetSelf: {
    OpSite Holds;
    Holds.Op = Operation::Construct;
    Holds.Kind = Primitive::Pointer;
    Holds.Value = Does.Op == Operation::LockWeak ? load(Object, Where) : Object;
    Holds.Amount = Value::Owning;
    Holds.Type = L.typeFor(E->getType());
    return emitOperation(Holds, Where);
  }
  case Operation::ValueOr: {
    Reg R = fresh();
    Reg V = load(Object, Where);
    emit(Code::Move, Where, R, V);
    OpSite Has;
    Has.Op = Operation::HasValue;
    Has.Kind = Primitive::Optional;
    Has.Value = V;
    Reg Test = emitOperation(Has, Where);
    Label Empty, Done;
    emit(Code::Branch, Where, -1, Test);
    int At = int(F.Body.size()) - 1;
    use(Done, At, false);
    use(Empty, At, true);
    place(Empty);
    if (!Args.empty())
      emit(Code::Move, Where, R, value(Args[0]));
    place(Done);
    return R;
  }
  case Operation::Swap: {
    const Expr *Other = Args.empty() ? nullptr : Args.back();
    if (!Other)
      return symbol(E);
    Reg A = Object >= 0 ? Object : address(Args[0]);
    Reg B = address(Other);
    if (L.isScalar(Other->getType())) {
      Reg X = load(A, Where), Y = load(B, Where);
      emit(Code::Store, Where, -1, A, Y);
      emit(Code::Store, Where, -1, B, X);
      return X;
    }
    Site.Object = A;
    Site.Value = B;
    return emitOperation(Site, Where);
  }
  case Operation::Construct: {
    if (Object >= 0) { // sem_init and its kin
      if (const Expr *A = Arg(Roles.Attributes);
          A && !A->isNullPointerConstant(Context,
                                         Expr::NPC_ValueDependentIsNotNull)) {
        // Attributes may make it anything.
        Reg Dst = fresh();
        emit(Code::CallUnknown, Where, Dst).Args.push_back(Object);
        return constant(Value::integer(0), Where);
      }
      if (const Expr *Count = Arg(Roles.Count)) {
        Site.Count = value(Count);
        emitOperation(Site, Where);
      }
      return constant(Value::integer(Does.Success.value_or(0)), Where);
    }
    if (L.typeFor(E->getType()) >= 0 && !L.isScalar(E->getType())) {
      Reg R = newObject(E->getType(), Where);
      aggregate(E->getType(), R, Args, E);
      return R;
    }
    DiscardRest({});
    return symbol(E);
  }
  case Operation::Bind:
    if (Args.empty())
      return symbol(E);
    Site.Body = owned(Args[0]);
    for (const Expr *Each : Args.drop_front()) {
      const CXXRecordDecl *R = Each->getType()->getAsCXXRecordDecl();
      const auto *S = dyn_cast_or_null<ClassTemplateSpecializationDecl>(R);
      // A placeholder is an empty library class with a number.
      if (S && R->isEmpty() && L.inLibrary(R) && !L.modelOf(R) &&
          S->getTemplateArgs().size() == 1 &&
          S->getTemplateArgs()[0].getKind() == TemplateArgument::Integral)
        Site.Rest.push_back(constant(
            Value::make(Value::None,
                        int(S->getTemplateArgs()[0].getAsIntegral()
                                .getLimitedValue())),
            Where));
      else
        Site.Rest.push_back(owned(Each));
    }
    return emitOperation(Site, Where);
  case Operation::Invoke:
    break;
  default:
    return Simple();
  }

  // Invocation of a callable object, or of a function given as an argument.
  Reg Callable;
  Exprs Passed = Args;
  const FunctionDecl *Callee = nullptr;
  if (const auto *C = dyn_cast<CallExpr>(E))
    Callee = C->getDirectCallee();
  bool Packaged = Site.Kind == Primitive::PackagedTask;
  if (Object >= 0) {
    Callable = load(Object, Where);
    if (Packaged) {
      OpSite Inner;
      Inner.Op = Operation::Address;
      Inner.Kind = Primitive::PackagedTask;
      Inner.Value = Callable;
      Site.Value = Callable;
      Callable = emitOperation(Inner, Where);
    }
  } else {
    Callable = owned(Args[0]);
    Passed = Args.drop_front();
    Callee = nullptr;
  }
  llvm::SmallVector<Reg, 4> Registers;
  for (size_t I = 0; I < Passed.size(); ++I)
    Registers.push_back(
        argument(Callee && I < Callee->getNumParams()
                     ? Callee->getParamDecl(I)->getType()
                     : Passed[I]->getType(),
                 Passed[I]));
  int Begin = int(F.Body.size());
  Reg Dst = fresh();
  Instruction &I = emit(Code::CallValue, Where, Dst, Callable);
  I.Args.append(Registers.begin(), Registers.end());
  if (!Packaged)
    return Dst;
  // The task keeps an exception of its function for the future.
  Landing Land;
  Land.Begin = Begin;
  Land.End = Land.Target = int(F.Body.size());
  F.Landings.push_back(Land);
  Site.Op = Operation::Set;
  Site.Object = -1;
  return emitOperation(Site, Where);
}

} // namespace quiesce
