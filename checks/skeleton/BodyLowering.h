//===- BodyLowering.h - one function body -----------------------*- C++ -*-===//
//
// Part of quiesce, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Emits the instructions of one function.  Invariants:
//
//  - registers are a stack; a statement leaves `Top` as it found it, except
//    that a declaration keeps the registers of its variables until its scope
//    ends;
//  - `Cleanups` lists what must be destroyed when control leaves, innermost
//    last; each entry also becomes a landing of its own for unwinding;
//  - a plain scalar variable whose address nobody takes lives in a register,
//    every other variable in an object of its own, and its register holds the
//    address.
//
// Internal to checks/skeleton.
//
//===----------------------------------------------------------------------===//

#ifndef QUIESCE_SKELETON_BODYLOWERING_H
#define QUIESCE_SKELETON_BODYLOWERING_H

#include "skeleton/Lowering.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/StmtCXX.h"
#include "llvm/ADT/DenseSet.h"

namespace quiesce {

class BodyLowering {
public:
  BodyLowering(Lowering &L, Function &F)
      : L(L), P(L.P), Context(L.Context), F(F) {}

  void lowerFunction(const clang::FunctionDecl *D);
  void lowerDestructor(clang::QualType T);
  void lowerInitializer(const clang::VarDecl *V);
  /// A call of \p D with its default arguments.
  void lowerDefault(const clang::CXXConstructorDecl *D);
  /// A call of the modelled member \p D at \p Where.
  void lowerMember(const clang::CXXMethodDecl *D, clang::SourceLocation Where);

private:
  using Exprs = llvm::ArrayRef<const clang::Expr *>;

  struct Label {
    int At = -1;
    llvm::SmallVector<std::pair<int, bool>, 4> Uses; ///< instruction, is Imm2
    size_t Cleanups = 0; ///< of a label in the code: how many are in scope
  };
  struct Cleanup {
    Reg Address;
    int Type;
    uint32_t Where;
    int Begin; ///< first instruction it covers
    int Top;
    const clang::VarDecl *Variable;
  };
  struct LoopContext {
    Label *Break, *Continue;
    size_t Cleanups;
    bool IsLoop, Bounded, Endless;
  };
  struct RangeLoop {
    const clang::CXXForRangeStmt *S = nullptr;
    bool Receives = false; ///< goes on until a channel is closed
    Label Head, Go, Continue, Break;
  };
  /// A call that a model describes, and the operation it becomes.
  struct ModelledCall {
    const model::OperationModel &Does;
    clang::QualType ObjectType, ResultType;
    Reg Object; ///< address of the object; -1 if there is none
    const clang::Expr *ObjectExpr;
    Exprs Args;
    const clang::Expr *E;
    clang::SourceLocation Where;
    OpSite Site;
    /// The argument at \p Index, or if that is negative at \p Otherwise; null
    /// if it is not written.
    const clang::Expr *arg(int Index, int Otherwise = -1) const;
  };

  // Emission (BodyLowering.cpp).
  Instruction &emit(Code C, clang::SourceLocation Where, Reg Dst = -1,
                    Reg A = -1, Reg B = -1, int Imm = 0);
  Reg fresh() { // a new register on the stack
    F.Registers = std::max(F.Registers, unsigned(Top + 1));
    return Top++;
  }
  Reg constant(Value V, clang::SourceLocation Where = {});
  void place(Label &At);
  void jump(Label &To, clang::SourceLocation Where = {});
  void use(Label &To, int Instruction, bool Second);
  Instruction &branchOn(Reg Condition, Label &True, Label &False,
                        clang::SourceLocation Where);
  void pushCleanup(Reg Address, clang::QualType T, clang::SourceLocation Where,
                   const clang::VarDecl *V = nullptr);
  void runCleanups(size_t Down, const clang::VarDecl *Except = nullptr);
  void popCleanups(size_t Down);
  void finish();
  void landingFor(int Begin, int End);
  void findBoxed(const clang::Stmt *S);

  // Statements (LowerStatements.cpp).
  void statement(const clang::Stmt *S);
  void scoped(const clang::Stmt *S);
  void fullExpression(const clang::Expr *E);
  void switchOver(const clang::SwitchStmt *S);
  void jumpTo(const clang::GotoStmt *S);
  void returnFrom(const clang::Expr *Value, clang::SourceLocation Where);
  /// \p LeavesOn: of a loop's condition, the answer that ends the loop.
  void branch(const clang::Expr *E, Label &True, Label &False,
              std::optional<bool> LeavesOn = {});

  // Exceptions (LowerExceptions.cpp).
  void tryBlock(const clang::CXXTryStmt *S);
  bool strangeThrower(const clang::FunctionDecl *D) const;
  unsigned throwers(const clang::Stmt *S, unsigned Depth) const;
  void mayThrow(Reg Callee, clang::SourceLocation Where, int Type = -1,
                bool Known = false);
  void throwing(const clang::CXXThrowExpr *E);
  Reg exceptionOf(const clang::Expr *E);
  Reg exceptionAs(Reg Object, clang::QualType T, clang::SourceLocation Where);
  void bindException(const clang::VarDecl *V);
  void message(Reg Object, clang::QualType T, Exprs Args,
               clang::SourceLocation Where);
  Reg carriedException(ModelledCall &Call);

  // Declarations (LowerDeclarations.cpp).
  void declare(const clang::VarDecl *V);
  void bindings(const clang::DecompositionDecl *D);
  void nameParts(const clang::DecompositionDecl *D, Reg From);

  // Loops (LowerLoops.cpp).
  void loop(const clang::Stmt *Init, const clang::VarDecl *ConditionVariable,
            const clang::Expr *Condition, const clang::Expr *Step,
            const clang::Stmt *Body, bool TestFirst, const clang::Stmt *Whole);
  void rangeFor(const clang::CXXForRangeStmt *S);
  void overCount(RangeLoop &Over);
  void overChannel(RangeLoop &Over);
  void overContainer(RangeLoop &Over, model::Primitive Kind);
  void overIterators(RangeLoop &Over);
  Reg position(model::Operation Op, model::Primitive Kind, Reg A,
               clang::SourceLocation Where);
  void round(RangeLoop &Over, llvm::function_ref<void()> DeclareVariable);
  void bindElement(const RangeLoop &Over, Reg Element);

  // Expressions (LowerExpressions.cpp).
  Reg value(const clang::Expr *E);
  Reg kept(const clang::Expr *E, clang::SourceLocation Where);
  Reg owned(const clang::Expr *E); ///< a decayed copy that nobody destroys yet
  Reg await(const clang::CoawaitExpr *E);
  Reg materialize(const clang::Expr *E); ///< a new object that E initializes
  void discard(const clang::Expr *E);
  Reg symbol(const clang::Expr *E);
  std::optional<Value> constantOf(const clang::Expr *E);
  Reg conversion(const clang::CastExpr *E);
  int allocated(const clang::CastExpr *E);
  /// The register that is the variable \p E names; -1 if there is none.
  Reg registerOf(const clang::Expr *E);
  static const clang::Expr *strip(const clang::Expr *E);

  // Addresses (LowerAddresses.cpp).
  Reg address(const clang::Expr *E);
  Reg variable(const clang::VarDecl *V, const clang::Expr *E);
  Reg member(const clang::MemberExpr *E);
  Reg fieldNumbered(Reg Object, int Number, clang::QualType T,
                    clang::SourceLocation Where);
  Reg field(Reg Object, const clang::FieldDecl *D, clang::SourceLocation Where);
  Reg part(Reg Object, const RecordPart &Part, clang::SourceLocation Where);
  bool assignParts(clang::QualType ToType, Reg To, clang::QualType FromType,
                   Reg From, clang::SourceLocation Where);
  Reg upcast(Reg Object, clang::QualType Base, clang::SourceLocation Where);
  bool isUpcast(const clang::CastExpr *E);
  Reg load(Reg Address, clang::SourceLocation Where);
  Reg boxed(Reg Value, clang::SourceLocation Where);
  Reg negated(Reg Truth, clang::SourceLocation Where);
  Reg temporary(const clang::Expr *E, clang::QualType T);

  // Operators (LowerOperators.cpp).
  Reg binary(const clang::BinaryOperator *E);
  Reg unary(const clang::UnaryOperator *E);
  Reg conditional(const clang::AbstractConditionalOperator *E, bool AsAddress);
  Reg arithmetic(clang::BinaryOperatorKind Op, Reg A, Reg B,
                 const clang::Expr *E);
  Reg compared(clang::BinaryOperatorKind Op, const clang::Expr *A,
               const clang::Expr *B, const clang::Expr *E);
  Reg ordered(ModelledCall &Call);

  // Construction (LowerConstruction.cpp).
  void construct(const clang::Expr *E, Reg Target, clang::QualType T);
  void initialize(Reg Target, clang::QualType T, const clang::Expr *Init,
                  clang::SourceLocation Where);
  void constructFrom(clang::QualType T, Reg Target, Exprs Args,
                     const clang::Expr *E,
                     const clang::CXXConstructorDecl *Constructor = nullptr);
  void constructElements(const clang::ConstantArrayType &A, Reg Target,
                         Exprs Args, const clang::CXXConstructExpr *E);
  Reg elementOf(Reg Sequence, int64_t Index, clang::SourceLocation Where);
  Reg makeElement(clang::QualType T, Exprs Args, const clang::Expr *E);
  const clang::CXXConstructorDecl *
  chooseConstructor(const clang::CXXRecordDecl *R, Exprs Args);
  void aggregate(clang::QualType T, Reg Target, Exprs Args,
                 const clang::Expr *E);
  void record(clang::QualType T, Reg Target, Exprs Args, const clang::Expr *E);
  Reg lambda(const clang::LambdaExpr *E);
  Reg newObject(clang::QualType T, clang::SourceLocation Where);
  Reg zero(int Type, clang::SourceLocation Where);
  void initializers(const clang::CXXConstructorDecl *D);
  void unwindMembers();
  void inherited(const clang::CXXConstructorDecl *D,
                 const clang::CXXInheritedCtorInitExpr *E);
  bool sameType(clang::QualType A, clang::QualType B);
  static const clang::Expr *inner(const clang::Expr *E);

  // Values of modelled types (LowerHandles.cpp).
  Reg scalarFrom(clang::QualType T, Exprs Args, const clang::Expr *E,
                 const clang::CXXConstructorDecl *Constructor = nullptr);
  Reg guard(const model::TypeModel &M, Exprs Args, const clang::Expr *E);

  // Calls (LowerCalls.cpp).
  Reg call(const clang::CallExpr *E);
  Reg callFunction(const clang::FunctionDecl *D, Reg This, Exprs Args,
                   const clang::Expr *E, bool Virtual = false);
  void arguments(const clang::FunctionDecl *D, Exprs Args,
                 llvm::SmallVectorImpl<Reg> &Out);
  Reg argument(clang::QualType Parameter, const clang::Expr *Arg);
  void escaping(const clang::FunctionDecl *D, Exprs Args,
                llvm::SmallVectorImpl<Reg> &Out, bool Keeps = false);
  static llvm::ArrayRef<clang::QualType>
  parameterTypes(const clang::FunctionDecl *D);
  Reg callValue(Reg Callee, llvm::ArrayRef<Reg> Given, Exprs Args,
                llvm::ArrayRef<clang::QualType> Parameters,
                clang::SourceLocation Where);
  Reg unknownCall(const clang::FunctionDecl *D, Reg This, Exprs Args,
                  const clang::Expr *E);
  Reg callUnknown(const clang::FunctionDecl *D, llvm::ArrayRef<Reg> Escaping,
                  const clang::Expr *E);

  // Operations (LowerOperations.cpp).
  Reg operation(const model::OperationModel &Does, model::Primitive Kind,
                const model::TypeModel *M, clang::QualType ObjectType,
                Reg Object, const clang::Expr *ObjectExpr, Exprs Args,
                const clang::Expr *E);
  Reg emitOperation(OpSite Site, clang::SourceLocation Where);
  ResultForm resultForm(clang::QualType T, const model::TypeModel *M);
  void fillLoop(OpSite &Site);
  std::string nameOf(const clang::Expr *E);
  void discardRest(const ModelledCall &Call,
                   std::initializer_list<const clang::Expr *> Used);
  Reg simple(ModelledCall &Call);
  Reg onValue(ModelledCall &Call);
  Reg construction(ModelledCall &Call);

  // Their kinds (LowerCallables.cpp, LowerChannels.cpp, LowerConditions.cpp,
  // LowerAtomics.cpp, LowerPointers.cpp, LowerContainers.cpp,
  // LowerValues.cpp).
  Reg spawn(OpSite Site, const model::OperationModel &Does, Exprs Args,
            const clang::Expr *E);
  bool packagedTask(const clang::Expr *Arg, OpSite &Site);
  bool runsObject(const clang::Expr *Arg, const std::string &Runs,
                  OpSite &Site);
  Reg spawnOn(ModelledCall &Call);
  Reg spawnInto(ModelledCall &Call);
  Reg spawnSelf(ModelledCall &Call);
  Reg joinAll(ModelledCall &Call);
  Reg callOnce(ModelledCall &Call);
  Reg bind(ModelledCall &Call);
  Reg invocation(ModelledCall &Call);
  // Coroutines (LowerCoroutines.cpp).
  bool isAwaited(const clang::CallExpr *Call) const;
  bool isCoroutineCall(const clang::Expr *E);
  bool spawnsAtOnce(const model::OperationModel &Does,
                    const model::TypeModel *On, const clang::CallExpr *E);
  Reg awaitOperation(ModelledCall &Call);
  Reg awaitFirst(ModelledCall &Call);
  void racers(Exprs Args, const model::OperationModel &Does,
              llvm::SmallVectorImpl<const clang::Expr *> &Operands);
  bool isCoroutine(const clang::Expr *Started);
  bool startedCall(const clang::Expr *Arg, OpSite &Site);
  Reg channelOperation(ModelledCall &Call);
  Reg receive(ModelledCall &Call);
  Reg sent(ModelledCall &Call, const clang::Expr *V);
  Reg lockWhen(ModelledCall &Call);
  Reg checkStop(ModelledCall &Call);
  Reg stopAndJoin(ModelledCall &Call);
  Reg makeChannel(ModelledCall &Call);
  Reg makePipe(ModelledCall &Call);
  Reg descriptorOperation(ModelledCall &Call);
  bool isZero(const clang::Expr *E) const;
  Reg waitOn(OpSite Site, const model::OperationModel &Does, Exprs Args,
             const clang::Expr *E);
  Reg atomicOperation(ModelledCall &Call);
  Reg exchange(ModelledCall &Call);
  Reg pointerOperation(ModelledCall &Call);
  Reg factory(ModelledCall &Call);
  Reg owner(Reg Target, const ModelledCall &Call);
  Reg castTo(clang::QualType To, Reg Pointer, clang::SourceLocation Where);
  Reg containerOperation(ModelledCall &Call);
  Reg element(ModelledCall &Call);
  Reg insertion(ModelledCall &Call);
  Reg inserted(ModelledCall &Call);
  void mapElement(ModelledCall &Call, Exprs Args);
  Reg assignment(ModelledCall &Call);
  Reg removal(OpSite Site, clang::QualType T, clang::SourceLocation Where);
  void emptied(Reg Container, clang::QualType T, clang::SourceLocation Where);
  Reg recordField(ModelledCall &Call);
  // Variants (LowerVariants.cpp).
  std::optional<unsigned> selectedBy(const clang::Expr *Call,
                                     clang::QualType Record);
  Reg whichAlternative(Reg Variant, clang::SourceLocation Where);
  Reg isAlternative(Reg Variant, unsigned Index, const clang::Expr *E);
  void holdAlternative(Reg Variant, clang::QualType T, unsigned Index,
                       Exprs Args, const clang::Expr *E);
  void destroyAlternative(Reg Variant, clang::QualType T,
                          clang::SourceLocation Where);
  void dropAlternative(Reg Variant, clang::QualType T,
                       clang::SourceLocation Where);
  std::optional<unsigned> alternativeMadeOf(clang::QualType T, Exprs &Args,
                                            const clang::FunctionDecl *By);
  void variant(clang::QualType T, Reg Target, Exprs Args, const clang::Expr *E,
               const clang::FunctionDecl *By);
  Reg visit(ModelledCall &Call);
  Reg variantOperation(ModelledCall &Call);
  // Algorithms (LowerAlgorithms.cpp).
  Reg algorithm(ModelledCall &Call, bool Moves = false);
  Reg movedRange(const ModelledCall &Call);
  Reg elementOf(Reg Element, clang::QualType T, bool Moves,
                clang::SourceLocation Where);
  Reg firstOf(const ModelledCall &Call);
  Reg asked(Reg Callee, llvm::ArrayRef<Reg> Args, clang::SourceLocation Where);
  Reg fits(const ModelledCall &Call, Reg Callee, Reg Same, Reg Element);
  Reg accumulate(ModelledCall &Call, const clang::Expr *Initial,
                 const clang::Expr *Body);
  Reg extreme(ModelledCall &Call, const clang::Expr *Body);
  Reg removeIf(ModelledCall &Call, Reg Callee, Reg Same);
  void exchanged(Reg A, Reg B, clang::QualType T, clang::SourceLocation Where);
  Reg erasure(ModelledCall &Call, const clang::Expr *Test);
  model::Primitive kindOf(Exprs Args, size_t Index);
  void eachElement(const ModelledCall &Call, Reg At,
                   llvm::function_ref<void(Reg Element)> Do);
  Reg rangeOperation(ModelledCall &Call);
  Reg view(ModelledCall &Call);
  Reg piped(ModelledCall &Call);
  // Texts and numbers (LowerValues.cpp).
  Reg valueOperation(ModelledCall &Call);
  static bool isOfTexts(const ModelledCall &Call);
  Reg textOperation(ModelledCall &Call);
  bool writeCharacter(const clang::Expr *To, Reg Character);
  Reg concatenation(Exprs Args, const clang::Expr *E);
  Reg textFrom(Exprs Args, const clang::Expr *E);
  bool isTextOrNumber(const clang::Expr *E);
  static bool otherSpecialization(clang::QualType A, clang::QualType B);

  Lowering &L;
  Program &P;
  clang::ASTContext &Context;
  Function &F;
  int Top = 0;
  llvm::DenseMap<const clang::ValueDecl *, Reg> Registers;
  llvm::DenseSet<const clang::ValueDecl *> Boxed;
  std::vector<Cleanup> Cleanups;
  /// Of a constructor the members, and where each is made.
  llvm::SmallVector<std::pair<const clang::FieldDecl *, int>, 8> Members;
  std::vector<LoopContext> Loops;
  llvm::DenseMap<const clang::LabelDecl *, std::unique_ptr<Label>> Labels;
  llvm::DenseMap<const clang::SwitchCase *, std::unique_ptr<Label>> Cases;
  /// The braces around the statement, and how many cleanups are outside each.
  llvm::SmallVector<std::pair<const clang::Stmt *, size_t>, 8> Scopes;
  /// Captures of the closure this body belongs to.
  llvm::DenseMap<const clang::ValueDecl *, clang::FieldDecl *> Captures;
  clang::FieldDecl *CapturedThis = nullptr;
  Reg This = -1;
  Reg Handled = -1; ///< the exception of the handler that is lowered
  /// What may throw in the block that is lowered, though nobody knows: before a
  /// handler of everything what a user handed in, and the unseen function that
  /// is called there if it is one.
  enum class Throws : uint8_t { Nothing, Callable, Unseen };
  Throws Expected = Throws::Nothing;
  /// The variable or member being initialized: where its primitive is made.
  clang::SourceLocation Declared;
  const clang::Expr *Discarded = nullptr;       ///< its value is not used
  const clang::Expr *Reading = nullptr;         ///< nothing is written there
  const clang::CoawaitExpr *Awaiting = nullptr; ///< being lowered
  /// One of several that are awaited together.
  const clang::CallExpr *Racing = nullptr;
  bool InCondition = false; ///< lowering the condition of a loop
  llvm::DenseMap<const clang::OpaqueValueExpr *, Reg> Opaque;
};

} // namespace quiesce

#endif // QUIESCE_SKELETON_BODYLOWERING_H
