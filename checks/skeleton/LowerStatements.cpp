//===- LowerStatements.cpp - statements -----------------------------------===//
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

/// A loop that runs more often than this in code is as good as unbounded for
/// the spawning of tasks.
static constexpr int64_t ManyRounds = 1000;

void BodyLowering::scoped(const Stmt *S) {
  if (!S)
    return;
  size_t Down = Cleanups.size();
  int Saved = Top;
  statement(S);
  popCleanups(Down);
  Top = Saved;
}

void BodyLowering::fullExpression(const Expr *E) {
  size_t Down = Cleanups.size();
  int Saved = Top;
  discard(E);
  popCleanups(Down);
  Top = Saved;
}

void BodyLowering::statement(const Stmt *S) {
  if (!S)
    return;
  if (const auto *E = dyn_cast<Expr>(S))
    return fullExpression(E);
  switch (S->getStmtClass()) {
  case Stmt::CompoundStmtClass: {
    size_t Down = Cleanups.size();
    int Saved = Top;
    for (const Stmt *Child : cast<CompoundStmt>(S)->body())
      statement(Child);
    popCleanups(Down);
    Top = Saved;
    return;
  }
  case Stmt::DeclStmtClass:
    for (const Decl *D : cast<DeclStmt>(S)->decls())
      if (const auto *V = dyn_cast<VarDecl>(D))
        declare(V);
    return;
  case Stmt::IfStmtClass: {
    const auto *If = cast<IfStmt>(S);
    size_t Down = Cleanups.size();
    int Saved = Top;
    if (If->getInit())
      statement(If->getInit());
    if (If->getConditionVariable())
      declare(If->getConditionVariable());
    if (If->isConsteval()) {
      scoped(If->isNegatedConsteval() ? If->getThen() : If->getElse());
    } else if (If->isConstexpr() && !If->getCond()->isValueDependent()) {
      bool Holds = If->getCond()->EvaluateKnownConstInt(Context).getBoolValue();
      scoped(Holds ? If->getThen() : If->getElse());
    } else {
      Label Then, Else, End;
      branch(If->getCond(), Then, Else);
      place(Then);
      scoped(If->getThen());
      if (If->getElse()) {
        jump(End);
        place(Else);
        scoped(If->getElse());
        place(End);
      } else {
        place(Else);
      }
    }
    popCleanups(Down);
    Top = Saved;
    return;
  }
  case Stmt::WhileStmtClass: {
    const auto *W = cast<WhileStmt>(S);
    return loop(nullptr, W->getConditionVariable(), W->getCond(), nullptr,
                W->getBody(), true, S);
  }
  case Stmt::DoStmtClass: {
    const auto *D = cast<DoStmt>(S);
    return loop(nullptr, nullptr, D->getCond(), nullptr, D->getBody(), false,
                S);
  }
  case Stmt::ForStmtClass: {
    const auto *W = cast<ForStmt>(S);
    return loop(W->getInit(), W->getConditionVariable(), W->getCond(),
                W->getInc(), W->getBody(), true, S);
  }
  case Stmt::CXXForRangeStmtClass:
    return rangeFor(cast<CXXForRangeStmt>(S));
  case Stmt::SwitchStmtClass:
    return switchOver(cast<SwitchStmt>(S));
  case Stmt::BreakStmtClass:
    for (size_t I = Loops.size(); I > 0; --I)
      if (Loops[I - 1].Break) {
        runCleanups(Loops[I - 1].Cleanups);
        jump(*Loops[I - 1].Break, S->getBeginLoc());
        break;
      }
    return;
  case Stmt::ContinueStmtClass:
    for (size_t I = Loops.size(); I > 0; --I)
      if (Loops[I - 1].Continue) {
        runCleanups(Loops[I - 1].Cleanups);
        jump(*Loops[I - 1].Continue, S->getBeginLoc());
        break;
      }
    return;
  case Stmt::ReturnStmtClass:
    return returnFrom(cast<ReturnStmt>(S)->getRetValue(), S->getBeginLoc());
  case Stmt::CoreturnStmtClass:
    return returnFrom(cast<CoreturnStmt>(S)->getOperand(), S->getBeginLoc());
  case Stmt::CXXTryStmtClass:
    return tryBlock(cast<CXXTryStmt>(S));
  case Stmt::LabelStmtClass: {
    auto &To = Labels[cast<LabelStmt>(S)->getDecl()];
    if (!To)
      To = std::make_unique<Label>();
    place(*To);
    return statement(cast<LabelStmt>(S)->getSubStmt());
  }
  case Stmt::GotoStmtClass: {
    auto &To = Labels[cast<GotoStmt>(S)->getLabel()];
    if (!To)
      To = std::make_unique<Label>();
    return jump(*To, S->getBeginLoc());
  }
  case Stmt::AttributedStmtClass:
    return statement(cast<AttributedStmt>(S)->getSubStmt());
  case Stmt::CaseStmtClass:
  case Stmt::DefaultStmtClass:
    return statement(cast<SwitchCase>(S)->getSubStmt());
  case Stmt::CoroutineBodyStmtClass:
    return statement(cast<CoroutineBodyStmt>(S)->getBody());
  default:
    return; // null, asm and the like do nothing here
  }
}

void BodyLowering::declare(const VarDecl *V) {
  if (const auto *D = dyn_cast<DecompositionDecl>(V))
    return bindings(D);
  if (V->isStaticLocal() || V->hasExternalStorage())
    return; // found as a global when it is named
  QualType T = V->getType();
  const Expr *Init = V->getInit();
  SourceLocation Where = V->getLocation();
  if (T->isReferenceType()) {
    // What the reference keeps alive lives as long as it does.
    Reg R = fresh();
    Reg A = Init ? address(Init) : constant(Value::unknown(), Where);
    emit(Code::Move, Where, R, A);
    Registers[V] = R;
    return;
  }
  if (!L.isScalar(T)) {
    Reg R = fresh();
    size_t Down = Cleanups.size();
    int Saved = Top;
    Reg O = Init ? materialize(Init) : newObject(T, Where);
    emit(Code::Move, Where, R, O);
    popCleanups(Down);
    Top = Saved;
    Registers[V] = R;
    pushCleanup(R, T, Where, V);
    return;
  }
  bool ClassType = L.typeFor(T) >= 0;
  if (ClassType)
    Boxed.insert(V);
  Reg R = fresh();
  size_t Down = Cleanups.size();
  int Saved = Top;
  if (Boxed.count(V)) {
    // The box comes first: an initializer may refer to its own variable.
    emit(Code::NewCell, Where, R);
    Registers[V] = R;
    if (Init) {
      Declared = Where;
      Reg X = value(Init);
      Declared = SourceLocation();
      emit(Code::Store, Where, -1, R, X);
    }
  } else {
    Registers[V] = R;
    if (Init) {
      Reg X = value(Init);
      emit(Code::Move, Where, R, X);
    } else {
      emit(Code::Fresh, Where, R);
    }
  }
  popCleanups(Down);
  Top = Saved;
  pushCleanup(R, T, Where, V);
}

void BodyLowering::bindings(const DecompositionDecl *D) {
  QualType T = D->getType();
  Reg R = fresh();
  if (T->isReferenceType() && D->getInit()) {
    emit(Code::Move, D->getLocation(), R, address(D->getInit()));
  } else if (D->getInit() && !L.isScalar(T)) {
    emit(Code::Move, D->getLocation(), R, materialize(D->getInit()));
    pushCleanup(R, T, D->getLocation(), D);
  } else if (D->getInit()) {
    discard(D->getInit());
    emit(Code::Const, D->getLocation(), R).Constant = Value::unknown();
  }
  Registers[D] = R;
  unsigned Index = 0;
  for (const BindingDecl *B : D->bindings()) {
    if (const VarDecl *Holder = B->getHoldingVar()) {
      // get<I>(e): the fields of pair and tuple by position.
      Reg H = fresh();
      const CXXRecordDecl *Record =
          T.getNonReferenceType()->getAsCXXRecordDecl();
      const FieldDecl *Found = nullptr;
      unsigned At = 0;
      if (Record && Record->hasDefinition())
        for (const FieldDecl *Field : Record->getDefinition()->fields())
          if (At++ == Index)
            Found = Field;
      if (Found && L.modelOf(T.getNonReferenceType())) {
        int Inner = Top;
        emit(Code::Move, B->getLocation(), H,
             field(R, Found, B->getLocation()));
        Top = Inner;
      } else {
        emit(Code::Const, B->getLocation(), H).Constant = Value::unknown();
      }
      Registers[B] = H;
      Registers[Holder] = H;
    }
    ++Index;
  }
}

void BodyLowering::loop(const Stmt *Init, const VarDecl *ConditionVariable,
                        const Expr *Condition, const Expr *Step,
                        const Stmt *Body, bool TestFirst, const Stmt *Whole) {
  size_t Down = Cleanups.size();
  int Saved = Top;
  if (Init)
    statement(Init);
  bool Endless = !Condition;
  bool Bounded = false;
  if (Condition && !Condition->isValueDependent()) {
    Expr::EvalResult Known;
    if (Condition->EvaluateAsRValue(Known, Context) && Known.Val.isInt())
      Endless = Known.Val.getInt().getBoolValue();
    // A comparison of numbers counts rounds; against a large constant it
    // might as well not.
    llvm::SmallVector<const Expr *, 4> Parts{Condition};
    while (!Parts.empty()) { // any conjunct that counts bounds the loop
      const auto *Compare =
          dyn_cast<BinaryOperator>(Parts.pop_back_val()->IgnoreParenImpCasts());
      if (!Compare)
        continue;
      if (Compare->getOpcode() == BO_LAnd) {
        Parts.push_back(Compare->getLHS());
        Parts.push_back(Compare->getRHS());
      } else if (Compare->isComparisonOp() &&
                 Compare->getLHS()->getType()->isIntegerType()) {
        Expr::EvalResult Bound;
        Bounded |= !(Compare->getRHS()->EvaluateAsInt(Bound, Context) &&
                     Bound.Val.getInt().getExtValue() >= ManyRounds);
      }
    }
    if (const auto *Op =
            dyn_cast<CXXOperatorCallExpr>(Condition->IgnoreImpCasts()))
      Bounded |= Op->getOperator() == OO_ExclaimEqual; // iterators
  }
  Label Head, Continue, Break;
  place(Head);
  size_t RoundDown = Cleanups.size();
  int RoundTop = Top;
  Loops.push_back({&Break, &Continue, RoundDown, true, Bounded, Endless});
  Label Go, Leave;
  auto Test = [&] {
    bool Outer = InCondition;
    InCondition = true;
    if (ConditionVariable)
      declare(ConditionVariable);
    if (Condition && !Endless)
      branch(Condition, Go, Leave, /*IsLoop=*/true);
    InCondition = Outer;
  };
  if (TestFirst) {
    Test();
    place(Go);
  }
  scoped(Body);
  // The condition's variable dies before the step and before leaving.
  place(Continue);
  if (Step) {
    int Before = Top;
    size_t StepDown = Cleanups.size();
    discard(Step);
    popCleanups(StepDown);
    Top = Before;
  }
  if (!TestFirst) {
    Test();
    place(Go);
  }
  if (Cleanups.size() > RoundDown) {
    // The variable is destroyed on both ways, the loop's and the exit's.
    runCleanups(RoundDown);
    jump(Head, Whole->getBeginLoc());
    F.Body.back().Loop = !Bounded;
    place(Leave);
    popCleanups(RoundDown);
  } else {
    jump(Head, Whole->getBeginLoc());
    F.Body.back().Loop = !Bounded;
    place(Leave);
  }
  Loops.pop_back();
  Top = RoundTop;
  place(Break);
  popCleanups(Down);
  Top = Saved;
}

void BodyLowering::rangeFor(const CXXForRangeStmt *S) {
  size_t Down = Cleanups.size();
  int Saved = Top;
  if (S->getInit())
    statement(S->getInit());
  const Expr *Range = S->getRangeInit();
  QualType T = Range->getType();
  const model::TypeModel *M = L.modelOf(T);
  int Type = L.typeFor(T);
  bool Container =
      Type >= 0 && (P.Types[Type].Kind == Primitive::Sequence ||
                    P.Types[Type].Kind == Primitive::Map ||
                    P.Types[Type].Kind == Primitive::Set);
  bool Receives = M && M->Iterate == Operation::Receive;
  // The characters of a string, the elements of something unknown: as many
  // as its size says.
  bool Counts = !Container && !Receives && Type >= 0 && P.Types[Type].Scalar;
  if (!Container && !Receives && !Counts && !S->getBeginStmt()) {
    Top = Saved;
    return;
  }
  const VarDecl *V = S->getLoopVariable();
  SourceLocation Where = Range->getExprLoc();
  Label Head, Continue, Break, Go;
  auto Round = [&](llvm::function_ref<void()> DeclareVariable) {
    Loops.push_back({&Break, &Continue, Cleanups.size(), true, !Receives,
                     false});
    size_t RoundDown = Cleanups.size();
    int RoundTop = Top;
    DeclareVariable();
    scoped(S->getBody());
    popCleanups(RoundDown);
    Top = RoundTop;
    Loops.pop_back();
  };
  // An element address becomes the variable: by reference as it is, by value
  // as a copy.
  auto BindElement = [&](Reg Element) {
    QualType VT = V->getType();
    if (VT->isReferenceType()) {
      Registers[V] = Element;
      if (const auto *D = dyn_cast<DecompositionDecl>(V)) {
        Registers[D] = Element;
        unsigned Index = 0;
        for (const BindingDecl *B : D->bindings()) {
          Reg H = fresh();
          const CXXRecordDecl *Record =
              VT.getNonReferenceType()->getAsCXXRecordDecl();
          unsigned At = 0;
          const FieldDecl *Found = nullptr;
          if (Record && Record->hasDefinition())
            for (const FieldDecl *Field : Record->getDefinition()->fields())
              if (At++ == Index)
                Found = Field;
          int Inner = Top;
          if (Found)
            emit(Code::Move, B->getLocation(), H,
                 field(Element, Found, B->getLocation()));
          else
            emit(Code::Const, B->getLocation(), H).Constant = Value::unknown();
          Top = Inner;
          Registers[B] = H;
          if (B->getHoldingVar())
            Registers[B->getHoldingVar()] = H;
          ++Index;
        }
      }
      return;
    }
    if (L.isScalar(VT)) {
      Reg X = load(Element, Where);
      Reg R = X;
      if (Boxed.count(V) || L.typeFor(VT) >= 0) {
        Boxed.insert(V);
        R = boxed(X, V->getLocation());
      }
      Registers[V] = R;
      // A copied C handle is the same task, so only classes are destroyed.
      if (VT->getAsCXXRecordDecl())
        pushCleanup(R, VT, V->getLocation(), V);
    } else {
      Reg R = newObject(VT, V->getLocation());
      emit(Code::Copy, V->getLocation(), -1, R, Element);
      Registers[V] = R;
      pushCleanup(R, VT, V->getLocation(), V);
    }
  };

  if (Counts) {
    Reg Count = fresh();
    int Inner = Top;
    OpSite Site;
    Site.Op = Operation::Size;
    Site.Kind = Primitive::Value;
    Site.Value = value(Range);
    emit(Code::Move, Where, Count, emitOperation(Site, Where));
    Top = Inner;
    Reg Index = constant(Value::integer(0), Where);
    place(Head);
    int RoundTop = Top;
    Reg More = fresh();
    emit(Code::Binary, Where, More, Index, Count, int(Arith::Lt));
    Instruction &B = emit(Code::Branch, Where, -1, More);
    B.Loop = true;
    B.Text = L.textFor(L.sourceText(Range));
    int At = int(F.Body.size()) - 1;
    use(Go, At, false);
    use(Break, At, true);
    place(Go);
    Round([&] {
      QualType VT = V->getType().getNonReferenceType();
      Reg Element = L.isScalar(VT)
                        ? boxed(constant(Value::unknown(), Where), Where)
                        : newObject(VT, Where);
      BindElement(Element);
    });
    place(Continue);
    Reg One = constant(Value::integer(1), Where);
    emit(Code::Binary, Where, Index, Index, One, int(Arith::Add));
    Top = RoundTop;
    jump(Head, Where);
  } else if (Receives || Container) {
    Reg Object = fresh();
    int Inner = Top;
    emit(Code::Move, Where, Object, address(Range));
    Top = std::max(Top, Inner);
    if (Receives) {
      place(Head);
      place(Continue);
      OpSite Site;
      Site.Op = Operation::Receive;
      Site.Kind = Primitive::Channel;
      Site.Object = Object;
      Site.Result.K = ResultForm::Optional;
      Site.Drain = true;
      Site.InLoop = Site.Unbounded = true;
      Site.Name = nameOf(Range);
      Reg R = emitOperation(Site, S->getForLoc());
      OpSite Has;
      Has.Op = Operation::HasValue;
      Has.Kind = Primitive::Optional;
      Has.Value = R;
      Reg More = emitOperation(Has, Where);
      Instruction &B = emit(Code::Branch, Where, -1, More);
      B.Loop = true;
      int At = int(F.Body.size()) - 1;
      use(Go, At, false);
      use(Break, At, true);
      place(Go);
      Round([&] {
        // An object is a reference already; of a scalar, the address.
        Reg Element = R;
        if (L.isScalar(V->getType().getNonReferenceType())) {
          OpSite Inside;
          Inside.Op = Operation::Dereference;
          Inside.Kind = Primitive::Optional;
          Inside.Object = boxed(R, Where);
          Inside.Value = R;
          Element = emitOperation(Inside, Where);
        }
        BindElement(Element);
      });
      jump(Head);
      F.Body.back().Loop = true;
    } else {
      auto ContainerOp = [&](Operation Op, Reg A) {
        OpSite Site;
        Site.Op = Op;
        Site.Kind = P.Types[Type].Kind;
        (Op == Operation::Begin ? Site.Object : Site.Value) = A;
        return emitOperation(Site, Where);
      };
      Reg At = fresh();
      emit(Code::Move, Where, At, ContainerOp(Operation::Begin, Object));
      place(Head);
      int RoundTop = Top;
      Reg More = ContainerOp(Operation::HasValue, At);
      Instruction &B = emit(Code::Branch, Where, -1, More);
      B.Loop = true;
      B.Text = L.textFor(L.sourceText(Range));
      int BranchAt = int(F.Body.size()) - 1;
      use(Go, BranchAt, false);
      use(Break, BranchAt, true);
      place(Go);
      Round([&] {
        Reg Element = fresh();
        emit(Code::Move, Where, Element,
             ContainerOp(Operation::Dereference, At));
        BindElement(Element);
      });
      place(Continue);
      emit(Code::Move, Where, At, ContainerOp(Operation::Next, At));
      Top = RoundTop;
      jump(Head);
    }
  } else {
    // A class of the user's own with begin() and end().
    auto DeclareAll = [&](const DeclStmt *D) {
      if (D)
        for (const Decl *Each : D->decls())
          if (const auto *Variable = dyn_cast<VarDecl>(Each)) {
            Boxed.insert(Variable);
            declare(Variable);
          }
    };
    DeclareAll(S->getRangeStmt());
    DeclareAll(S->getBeginStmt());
    DeclareAll(S->getEndStmt());
    place(Head);
    branch(S->getCond(), Go, Break, true);
    place(Go);
    Round([&] { declare(V); });
    place(Continue);
    size_t StepDown = Cleanups.size();
    discard(S->getInc());
    popCleanups(StepDown);
    jump(Head);
  }
  place(Break);
  popCleanups(Down);
  Top = Saved;
}

void BodyLowering::switchOver(const SwitchStmt *S) {
  size_t Down = Cleanups.size();
  int Saved = Top;
  if (S->getInit())
    statement(S->getInit());
  if (S->getConditionVariable())
    declare(S->getConditionVariable());
  Reg Subject = fresh();
  int Inner = Top;
  emit(Code::Move, S->getBeginLoc(), Subject, value(S->getCond()));
  Top = Inner;
  Label Break;
  llvm::DenseMap<const SwitchCase *, std::unique_ptr<Label>> Cases;
  const SwitchCase *Default = nullptr;
  llvm::SmallVector<const CaseStmt *, 8> Order;
  for (const SwitchCase *C = S->getSwitchCaseList(); C;
       C = C->getNextSwitchCase()) {
    Cases[C] = std::make_unique<Label>();
    if (const auto *Case = dyn_cast<CaseStmt>(C))
      Order.push_back(Case);
    else
      Default = C;
  }
  for (const CaseStmt *C : llvm::reverse(Order)) {
    Expr::EvalResult Known;
    int64_t Number = 0;
    if (!C->getLHS()->isValueDependent() &&
        C->getLHS()->EvaluateAsInt(Known, Context))
      Number = Known.Val.getInt().getExtValue();
    Reg K = constant(Value::integer(Number));
    Reg R = fresh();
    emit(Code::Binary, C->getBeginLoc(), R, Subject, K, int(Arith::Eq));
    Label Next;
    Instruction &B = emit(Code::Branch, C->getBeginLoc(), -1, R);
    B.Text = L.textFor("case " + L.sourceText(C->getLHS()));
    int At = int(F.Body.size()) - 1;
    use(*Cases[C], At, false);
    use(Next, At, true);
    place(Next);
    Top = Inner;
  }
  if (Default)
    jump(*Cases[Default]);
  else
    jump(Break);
  Loops.push_back({&Break, nullptr, Cleanups.size(), false, true, false});
  // Cases may stand anywhere in the body; in practice directly in its braces.
  size_t BodyDown = Cleanups.size();
  auto Labelled = [&](const Stmt *Child) {
    while (const auto *C = dyn_cast<SwitchCase>(Child)) {
      if (Cases.count(C))
        place(*Cases[C]);
      Child = C->getSubStmt();
    }
    statement(Child);
  };
  if (const auto *Body = dyn_cast<CompoundStmt>(S->getBody()))
    for (const Stmt *Child : Body->body())
      Labelled(Child);
  else
    Labelled(S->getBody());
  for (auto &[C, To] : Cases)
    if (To->At < 0)
      place(*To);
  popCleanups(BodyDown);
  Loops.pop_back();
  place(Break);
  popCleanups(Down);
  Top = Saved;
}

void BodyLowering::tryBlock(const CXXTryStmt *S) {
  int Begin = int(F.Body.size());
  int Saved = Top;
  statement(S->getTryBlock());
  int End = int(F.Body.size());
  Label After;
  jump(After);
  for (unsigned I = 0; I < S->getNumHandlers(); ++I) {
    const CXXCatchStmt *Handler = S->getHandler(I);
    Landing Land;
    Land.Begin = Begin;
    Land.End = End;
    Land.Target = int(F.Body.size());
    if (Handler->getExceptionDecl())
      Land.Types.push_back(L.exceptionFor(
          Handler->getCaughtType().getNonReferenceType()));
    F.Landings.push_back(Land);
    Top = Saved;
    if (const VarDecl *V = Handler->getExceptionDecl()) {
      Reg R = fresh();
      emit(Code::Const, V->getLocation(), R).Constant = Value::unknown();
      Registers[V] = R;
    }
    scoped(Handler->getHandlerBlock());
    jump(After);
  }
  Top = Saved;
  place(After);
}

void BodyLowering::returnFrom(const Expr *E, SourceLocation Where) {
  Reg R = -1;
  const VarDecl *Kept = nullptr;
  int Saved = Top;
  size_t Down = Cleanups.size();
  if (E && !E->getType()->isVoidType()) {
    QualType T = E->getType();
    R = fresh();
    int Inner = Top;
    if (E->isGLValue()) {
      emit(Code::Move, Where, R, address(E));
    } else if (L.isScalar(T)) {
      emit(Code::Move, Where, R, value(E));
    } else {
      // A local object that is returned is the caller's from here on.
      const Expr *Inside = E->IgnoreImplicit();
      if (const auto *C = dyn_cast<CXXConstructExpr>(Inside))
        if (C->getNumArgs() == 1 &&
            C->getConstructor()->isCopyOrMoveConstructor())
          Inside = C->getArg(0)->IgnoreParenImpCasts();
      const auto *D = dyn_cast<DeclRefExpr>(Inside);
      const auto *V = D ? dyn_cast<VarDecl>(D->getDecl()) : nullptr;
      if (V && V->hasLocalStorage() && !V->getType()->isReferenceType() &&
          !isa<ParmVarDecl>(V) && Registers.count(V) &&
          !D->refersToEnclosingVariableOrCapture()) {
        Kept = V;
        emit(Code::Move, Where, R, Registers[V]);
      } else {
        emit(Code::Move, Where, R, materialize(E));
      }
    }
    Top = std::max(Inner, R + 1);
  } else if (E) {
    discard(E);
  }
  runCleanups(0, Kept);
  // The temporaries are done with; outer scopes stay for other paths.
  while (Cleanups.size() > Down)
    Cleanups.pop_back();
  emit(Code::Return, Where, -1, R);
  Top = Saved;
}

void BodyLowering::branch(const Expr *E, Label &True, Label &False,
                          bool IsLoop) {
  const Expr *Inside = E->IgnoreParens();
  if (const auto *Full = dyn_cast<FullExpr>(Inside))
    Inside = Full->getSubExpr()->IgnoreParens();
  if (const auto *U = dyn_cast<UnaryOperator>(Inside))
    if (U->getOpcode() == UO_LNot)
      return branch(U->getSubExpr(), False, True, IsLoop);
  if (const auto *B = dyn_cast<BinaryOperator>(Inside)) {
    if (B->getOpcode() == BO_LAnd) {
      Label Right;
      branch(B->getLHS(), Right, False, IsLoop);
      place(Right);
      return branch(B->getRHS(), True, False, IsLoop);
    }
    if (B->getOpcode() == BO_LOr) {
      Label Right;
      branch(B->getLHS(), True, Right, IsLoop);
      place(Right);
      return branch(B->getRHS(), True, False, IsLoop);
    }
  }
  int Saved = Top;
  size_t Down = Cleanups.size();
  Reg R = fresh();
  int Inner = Top;
  emit(Code::Move, E->getExprLoc(), R, value(E));
  popCleanups(Down); // temporaries of the condition
  Top = Inner;
  Instruction &B = emit(Code::Branch, E->getExprLoc(), -1, R);
  B.Loop = IsLoop;
  B.Text = L.textFor(L.sourceText(E));
  int At = int(F.Body.size()) - 1;
  use(True, At, false);
  use(False, At, true);
  Top = Saved;
}

} // namespace quiesce
