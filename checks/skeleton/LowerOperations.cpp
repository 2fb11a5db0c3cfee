//===- LowerOperations.cpp - modelled calls become operations -------------===//
//
// Part of quiesce, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "skeleton/BodyLowering.h"

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
  if (isa<OpaqueValueExpr>(X))
    return {}; // nobody wrote it
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
        int N = Value::integer(nearest(C->getInitVal())).A;
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

const Expr *BodyLowering::ModelledCall::arg(int Index, int Otherwise) const {
  if (Index < 0)
    Index = Otherwise;
  return Index >= 0 && size_t(Index) < Args.size() &&
                 !isa<CXXDefaultArgExpr>(Args[Index])
             ? Args[Index]
             : nullptr;
}

/// Evaluates the arguments that say nothing about the operation.
void BodyLowering::discardRest(const ModelledCall &Call,
                               std::initializer_list<const Expr *> Used) {
  for (const Expr *Each : Call.Args)
    if (Each != Call.ObjectExpr && !isa<CXXDefaultArgExpr>(Each) &&
        std::find(Used.begin(), Used.end(), Each) == Used.end())
      discard(Each);
}

Reg BodyLowering::simple(ModelledCall &Call) {
  discardRest(Call, {});
  return emitOperation(Call.Site, Call.Where);
}

/// Operations on what a scalar object holds.
Reg BodyLowering::onValue(ModelledCall &Call) {
  discardRest(Call, {});
  Call.Site.Value = Call.Object >= 0 ? load(Call.Object, Call.Where) : -1;
  return emitOperation(Call.Site, Call.Where);
}

/// A constant null pointer or 0.
bool BodyLowering::isZero(const Expr *E) const {
  return E->isNullPointerConstant(Context, Expr::NPC_ValueDependentIsNotNull) ||
         L.constantOf(E) == 0;
}

/// Requests the stop of a task, or of each in a group, and joins it.
Reg BodyLowering::stopAndJoin(ModelledCall &Call) {
  const model::TypeModel *M = L.modelOf(Call.ObjectType);
  const bool Group = M && M->Group;
  OpSite Stop = Call.Site;
  Stop.Op = Operation::RequestStop;
  if (!Group)
    Stop.Value = load(Call.Object, Call.Where);
  emitOperation(std::move(Stop), Call.Where);
  Call.Site.Op = Operation::Join;
  return Group ? joinAll(Call) : simple(Call);
}

/// Throws when stop was requested.
Reg BodyLowering::checkStop(ModelledCall &Call) {
  discardRest(Call, {});
  int Saved = Top;
  Call.Site.Op = Operation::StopRequested;
  Call.Site.Result.K = ResultForm::Truth;
  if (Call.Object >= 0)
    Call.Site.Value = load(Call.Object, Call.Where);
  Label Stopped, Goes;
  branchOn(emitOperation(Call.Site, Call.Where), Stopped, Goes, Call.Where);
  place(Stopped);
  emit(Code::Throw, Call.Where, -1, -1, -1, -1);
  Top = Saved;
  place(Goes);
  return symbol(Call.E);
}

/// A call that makes a primitive or a record.
Reg BodyLowering::construction(ModelledCall &Call) {
  if (Call.Object >= 0) { // sem_init and its kin
    if (const Expr *A = Call.arg(Call.Does.Args.Attributes); A && !isZero(A)) {
      // Attributes may make it anything.
      Reg Dst = fresh();
      emit(Code::CallUnknown, Call.Where, Dst).Args.push_back(Call.Object);
      return constant(Value::integer(0), Call.Where);
    }
    if (const Expr *Count = Call.arg(Call.Does.Args.Count)) {
      Call.Site.Count = value(Count);
      emitOperation(Call.Site, Call.Where);
    }
    return constant(Value::integer(Call.Does.Success.value_or(0)), Call.Where);
  }
  if (L.typeFor(Call.E->getType()) >= 0 && !L.isScalar(Call.E->getType())) {
    Reg R = newObject(Call.E->getType(), Call.Where);
    constructFrom(Call.E->getType(), R, Call.Args, Call.E);
    return R;
  }
  if (const model::TypeModel *Made = L.modelOf(Call.E->getType());
      Made && Made->Kind == Primitive::Optional)
    return scalarFrom(Call.E->getType(), Call.Args, Call.E);
  discardRest(Call, {});
  return symbol(Call.E);
}

Reg BodyLowering::operation(const model::OperationModel &Does, Primitive Kind,
                            const model::TypeModel *M, QualType ObjectType,
                            Reg Object, const Expr *ObjectExpr, Exprs Args,
                            const Expr *E) {
  SourceLocation Where = E->getExprLoc();
  llvm::SmallVector<const Expr *, 4> Counted;
  for (const Expr *Each : Args) {
    const model::TypeModel *Tag = L.modelOf(Each->getType());
    if (Tag && Tag->Kind == Primitive::Tag)
      discard(Each);
    else
      Counted.push_back(Each);
  }
  Args = Counted;
  const auto *Called = dyn_cast<CallExpr>(E);
  if (Does.How == Mode::Awaited && Called && !isAwaited(Called))
    return unknownCall(nullptr, Object, Args, E);
  ModelledCall Call{Does, ObjectType, E->getType(), Object, ObjectExpr,
                    Args, E,          Where,        {}};
  OpSite &Site = Call.Site;
  Site.Op = Does.Op;
  Site.How = Does.How == Mode::Awaited ? Mode::Blocking : Does.How;
  if (const Expr *Limit = Call.arg(Does.Args.Deadline))
    Site.How = L.waitsFor(Limit, Does.Forever);
  Site.Kind = M && Kind == Primitive::None ? M->Kind : Kind;
  Site.Object = Object;
  Site.Amount = Does.Amount;
  Site.WhenStopped = Does.WhenStopped;
  Site.Name = nameOf(ObjectExpr);
  if (!Does.Throws.empty()) {
    Site.Throws = true;
    Site.ThrowType = L.exceptionNamed(Does.Throws);
  }
  if (M) {
    if (!M->ThrowsWhenClosed.empty())
      Site.ThrowType = L.exceptionNamed(M->ThrowsWhenClosed);
    Site.ClosedThrows = M->SendWhenClosed == model::WhenClosed::Throws;
    Site.CloseTwiceThrows = M->CloseWhenClosed == model::WhenClosed::Throws;
    Site.Recursive = M->Recursive;
    Site.Shared = M->SharedGuard;
  }
  if (const auto *C = dyn_cast<CallExpr>(E))
    Call.ResultType = C->getCallReturnType(Context);
  if (Does.How == Mode::Awaited && Called && Racing != Called)
    Call.ResultType = Awaiting->getType(); // not what is awaited
  Site.Result = resultForm(Call.ResultType, M);
  if (Does.Success) { // status code of C
    Site.Result.K = ResultForm::Status;
    Site.Result.Success = *Does.Success;
    Site.Result.Timeout = Site.Result.Full = Site.Result.Empty =
        Site.Result.Closed = Does.Failure.value_or(*Does.Success ? 0 : 1);
  }

  if (Does.How == Mode::Awaited && Does.ErrorFirst)
    return awaitOperation(Call);
  if (Does.How == Mode::Awaited && Does.Op == Operation::Select)
    return awaitFirst(Call);

  // A pool that nobody else uses has room.
  if (Does.mayThrow())
    mayThrow(M && M->Group ? Object : -1, Where, Site.ThrowType,
             /*Known=*/true);

  if (Site.Kind == Primitive::Variant && Does.Op != Operation::Ignore)
    return variantOperation(Call);
  if (Object >= 0 && isOfTexts(Call))
    return textOperation(Call);
  if (Site.Kind == Primitive::Descriptor)
    return descriptorOperation(Call);
  switch (Does.Op) {
  case Operation::None:
  case Operation::Ignore:
  case Operation::Abandon:
  case Operation::Sleep:
    if (Does.WhenStopped)
      return checkStop(Call);
    [[fallthrough]];
  case Operation::Yield:
    discardRest(Call, {});
    return symbol(E);

  // Tasks.
  case Operation::Spawn:
    if (const model::TypeModel *Made =
            L.modelOf(Call.ResultType.getNonReferenceType())) {
      Site.Stoppable = Made->Stoppable;
      if (Site.Kind == Primitive::None || Made->Kind == Primitive::Future)
        Site.Kind = Made->Kind;
    }
    Site.Stoppable |= M && M->Stoppable;
    if (!Does.Runs.empty() && Does.Args.Body < 0)
      return spawnSelf(Call);
    if (M && M->Group &&
        (E->getType()->isVoidType() || E->getType()->isPointerType()))
      return spawnInto(Call);
    if (M && M->Kind == Primitive::Task && !M->Group && Object >= 0 &&
        !L.modelOf(Call.ResultType))
      return spawnOn(Call);
    return spawn(Site, Does, Args, E);
  case Operation::Join:
    return M && M->Group ? joinAll(Call) : simple(Call);
  case Operation::StopAndJoin:
    return stopAndJoin(Call);

  // Channels.
  case Operation::MakeChannel:
    return makeChannel(Call);
  case Operation::GetSender:
  case Operation::GetReceiver: // the end closes the channel, not the channel
    if (const model::TypeModel *End = L.modelOf(Call.ResultType))
      Site.OnDestroy = L.onDestroy(*End, Call.ResultType);
    return simple(Call);
  case Operation::IsClosed: {
    Reg Closed = simple(Call);
    return Does.Success == 0 ? negated(Closed, Where) : Closed;
  }
  case Operation::Send:
  case Operation::Receive:
  case Operation::SetCapacity:
  case Operation::Select:
  case Operation::ReceiveArm:
  case Operation::SendArm:
  case Operation::DefaultArm:
  case Operation::TimeoutArm:
    return channelOperation(Call);

  // Conditions.
  case Operation::Wait:
    if (Site.Kind == Primitive::Atomic) {
      if (const Expr *V = Call.arg(Does.Args.Value, 0))
        Site.Value = value(V);
      return emitOperation(Site, Where);
    }
    return waitOn(Site, Does, Args, E);

  case Operation::LockAll:
    // A try over a range returns an iterator, of which nothing is said.
    if (Does.Args.Rest < 0 ||
        (Site.How != model::Mode::Blocking && !E->getType()->isIntegerType()))
      return simple(Call);
    for (size_t I = Does.Args.Rest; I < Args.size(); ++I) {
      Site.Rest.push_back(address(Args[I]));
      Site.RestNames.push_back(nameOf(Args[I]));
    }
    Site.Name = Site.RestNames.front();
    return emitOperation(Site, Where);
  case Operation::Lock:
  case Operation::LockShared:
    if (const Expr *V = Call.arg(Does.Args.Mutex);
        V && Site.Kind == Primitive::Guard) { // guard.acquire(mutex)
      discardRest(Call, {V});
      Site.Object = address(V);
      Site.Name = nameOf(V);
      Reg Guard = emitOperation(Site, Where);
      emit(Code::Store, Where, -1, Object, Guard);
      OpSite Owns;
      Owns.Op = Operation::OwnsLock;
      Owns.Kind = Primitive::Guard;
      Owns.Value = Guard;
      return emitOperation(Owns, Where);
    }
    return Call.arg(Does.Args.Predicate) ? lockWhen(Call) : simple(Call);

  // Counters.
  case Operation::Acquire:
  case Operation::Release:
  case Operation::CountDown:
  case Operation::CountUp:
  case Operation::CountDownAndWait:
  case Operation::Arrive:
    if (const Expr *V = Call.arg(Does.Args.Count)) {
      Site.Count = value(V);
      discardRest(Call, {V});
    } else {
      discardRest(Call, {});
    }
    return emitOperation(Site, Where);

  // Events and tokens: the object holds a reference to the shared state.
  case Operation::Set:
  case Operation::SetException:
    Site.Fails = Does.Op == Operation::SetException;
    Site.Op = Operation::Set;
    if (Site.Kind == Primitive::PackagedTask)
      return invocation(Call);
    if (const Expr *V = Call.arg(Does.Args.Value, 0)) {
      Site.Into = owned(V);
      discardRest(Call, {V});
    }
    Site.Value = load(Object, Where);
    return emitOperation(Site, Where);
  case Operation::GetToken:
    // What is bound to it besides is called some time.
    for (const Expr *Each : Args)
      if (Each != ObjectExpr && !isa<CXXDefaultArgExpr>(Each)) {
        Reg Bound = owned(Each);
        emit(Code::CallUnknown, Where, fresh()).Args.push_back(Bound);
      }
    Site.Value = Object >= 0 ? load(Object, Where) : -1;
    return emitOperation(Site, Where);
  case Operation::GetFuture:
  case Operation::Get:
  case Operation::Await:
  case Operation::Valid:
  case Operation::Share:
    if (Site.Kind == Primitive::Pointer) // smart_pointer.get()
      Site.Op = Operation::Address;
    return onValue(Call);
  case Operation::RequestStop:
    if (M && M->Group) // of each of its tasks
      return simple(Call);
    return onValue(Call);
  case Operation::GetSource:
  case Operation::StopRequested:
  case Operation::StopPossible:
    if (Site.Kind == Primitive::Pointer) // smart_pointer.get()
      Site.Op = Operation::Address;
    return onValue(Call);
  case Operation::CheckStop:
    return checkStop(Call);
  case Operation::Joinable:
  case Operation::Identify:
  case Operation::HasValue:
  case Operation::OwnsLock:
    return onValue(Call);
  case Operation::IsEmpty:
    if (Site.Kind != Primitive::Pointer && Site.Kind != Primitive::Optional &&
        Site.Kind != Primitive::Callable)
      return containerOperation(Call);
    Site.Op = Operation::HasValue;
    return negated(onValue(Call), Where);
  case Operation::CallOnce:
    return callOnce(Call);

  // Atomics.
  case Operation::Store:
  case Operation::Exchange:
  case Operation::FetchAdd:
  case Operation::FetchSub:
  case Operation::FetchAnd:
  case Operation::FetchOr:
  case Operation::FetchXor:
  case Operation::CompareExchange:
    return atomicOperation(Call);

  // Plumbing.
  case Operation::Address:
    return Site.Kind == Primitive::Sequence // as an array decays
               ? Object
               : pointerOperation(Call);
  case Operation::Reset:
    if (Site.Kind == Primitive::Semaphore || Site.Kind == Primitive::Latch)
      return simple(Call);
    [[fallthrough]];
  case Operation::Identity:
    if (Args.size() > 1) // std::move of a range has the name of the other
      return movedRange(Call);
    [[fallthrough]];
  case Operation::Make:
  case Operation::Dereference:
  case Operation::ReleaseGuard:
  case Operation::LockWeak:
  case Operation::Expired:
  case Operation::CountOwners:
  case Operation::GetSelf:
  case Operation::Cast:
  case Operation::ValueOr:
  case Operation::Swap:
    return pointerOperation(Call);
  case Operation::Contains:
  case Operation::Find:
  case Operation::Element:
  case Operation::ElementIfAny:
  case Operation::Append:
  case Operation::Prepend:
  case Operation::Insert:
  case Operation::InsertOrAssign:
  case Operation::Assign:
  case Operation::Erase:
  case Operation::Extract:
  case Operation::Resize:
  case Operation::Begin:
  case Operation::End:
  case Operation::ReverseBegin:
  case Operation::ReverseEnd:
  case Operation::First:
  case Operation::Last:
  case Operation::RemoveFirst:
  case Operation::RemoveLast:
  case Operation::Clear:
  case Operation::Size:
  case Operation::Next:
  case Operation::Previous:
    return containerOperation(Call);
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
  case Operation::CopyRange:
  case Operation::Transform:
    return algorithm(Call);
  case Operation::Sort:
  case Operation::ReverseOrder:
  case Operation::Distance:
    return rangeOperation(Call);
  case Operation::Inserter:
    if (isContainer(kindOf(Args, 0)))
      return emitOperation(Site, Where);
    return unknownCall(Called->getDirectCallee(), -1, Args, E);
  case Operation::View:
  case Operation::Reversed:
  case Operation::Iota:
    return view(Call);
  case Operation::Pipe:
    return piped(Call);
  case Operation::Less:
  case Operation::Greater:
    return ordered(Call);
  case Operation::Least:
  case Operation::Greatest:
  case Operation::Clamp:
  case Operation::ToText:
    return valueOperation(Call);
  case Operation::Construct:
    return construction(Call);
  case Operation::Visit: // of something else
    return unknownCall(Called->getDirectCallee(), -1, Args, E);
  case Operation::Bind:
    return bind(Call);
  case Operation::Invoke:
    return invocation(Call);
  case Operation::CurrentException:
  case Operation::MakeException:
  case Operation::RethrowException:
    return carriedException(Call);
  default:
    return simple(Call);
  }
}

} // namespace quiesce
