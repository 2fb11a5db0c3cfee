//===- Lowering.h - from the AST to skeletons -------------------*- C++ -*-===//
//
// Part of quiesce, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The only stage that knows the AST.  Functions are lowered by walking their
// statements rather than clang::CFG: the CFG has no destructors on its
// exception edges and no place for a coroutine's suspension, and a guard that
// is not released by unwinding is exactly what is looked for.
//
//===----------------------------------------------------------------------===//

#ifndef QUIESCE_SKELETON_LOWERING_H
#define QUIESCE_SKELETON_LOWERING_H

#include "model/Model.h"
#include "skeleton/Skeleton.h"
#include "clang/AST/ASTContext.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/StringMap.h"

namespace quiesce {

/// What matters about a function before it is lowered; see Relevance.cpp.
struct Relevance {
  bool Operations = false; ///< performs a concurrency operation
  bool Acts = false;       ///< ... other than taking or giving back a lock
  bool Blocks = false;     ///< ... that can wait
  bool Spawns = false;     ///< ... that starts a task
  bool Writes = false;     ///< stores to something that outlives it
  bool Throws = false;
  bool CallsUnknown = false; ///< calls a user function without a body
  bool Loops = false;
  bool Joins = false; ///< joins or detaches a task
  bool Locks = false;
  bool Sleeps = false;   ///< waits on a condition
  bool Awaits = false;   ///< a message, value or count of another task
  bool Notifies = false; ///< a condition
  bool Prepares = false; ///< C: initializes a condition or makes a pipe
  bool Disposes = false; ///< C: hands a lock or condition to what ends its use
  /// Makes a channel, counter, event or the like that others may wait on.
  bool Creates = false;
  bool matters() const { return Operations || Writes || Throws; }
  /// Whoever waits, a call of it cannot be what he waits for.
  bool onlyLooks() const {
    return !Acts && !Writes && !Throws && !CallsUnknown;
  }
};

/// The type at that place of a class template's arguments; null if there is
/// none.
clang::QualType templateArgument(clang::QualType T, unsigned Index = 0);

/// \p Number, or the nearest that fits.
int64_t nearest(const llvm::APSInt &Number);

/// What get<I>(record) gives.
struct RecordPart {
  int Field;
  clang::QualType Type;
};

/// What the models say of a call.
struct CallModel {
  const model::OperationModel *Does = nullptr; ///< null: no row says
  model::Primitive Kind = model::Primitive::None;
  /// Of what it works on; of a modelled base class if the class itself has no
  /// row.  Null where that is no modelled class.
  const model::TypeModel *Type = nullptr;
  /// What it works on, as written; null if there is nothing.
  const clang::Expr *Object = nullptr;
  clang::QualType ObjectType; ///< of the object itself where Object points
};

/// Turns declarations into types, functions and globals of one Program.
class Lowering {
public:
  Lowering(clang::ASTContext &Context, const model::ModelSet &Models,
           Program &P);
  ~Lowering();

  clang::ASTContext &Context;
  const model::ModelSet &Models;
  Program &P;
  /// What is wrong in annotations that were met; then nothing may be said.
  std::vector<model::ModelError> Mistakes;

  // Models by declaration.
  const model::TypeModel *modelOf(clang::QualType T);
  const model::TypeModel *modelOf(const clang::CXXRecordDecl *R);
  const model::FunctionModel *modelOf(const clang::FunctionDecl *F);
  CallModel modelOf(const clang::CallExpr *Call);
  /// "std::thread" for ::std::thread, inline and anonymous namespaces dropped;
  /// empty for what is local to a function.
  static std::string qualifiedName(const clang::NamedDecl *D);
  /// Declared by a library: not to be entered.
  bool inLibrary(const clang::Decl *D);
  /// Whether a number of that type may name an end of a pipe.
  bool mayBeDescriptor(clang::QualType T) const {
    return P.Descriptors && T->isIntegerType() && !T->isBooleanType();
  }

  // Numbers; each makes its entry at the first call.
  int typeFor(clang::QualType T);
  clang::QualType elementOfRange(clang::QualType T);
  int functionFor(const clang::FunctionDecl *F);
  /// What a mention of \p F at \p Where is: a function that is lowered, or
  /// does what the models say of a member; otherwise unknown.
  Value callableFor(const clang::FunctionDecl *F, clang::SourceLocation Where);
  int destructorFor(int Type);
  /// A new, empty function: what it does is put together by the caller, before
  /// anybody asks for its body.
  int synthetic(std::string Name);
  int fieldFor(const clang::FieldDecl *F);
  /// The field under which an object has its base of the modelled class \p R.
  int baseFor(const clang::CXXRecordDecl *R);
  /// The part at that place of a pair or tuple, the alternative of a variant;
  /// none if there is none.
  std::optional<RecordPart> part(clang::QualType Record, unsigned Index);
  int methodFor(const clang::CXXMethodDecl *M);
  int globalFor(const clang::VarDecl *V);
  int exceptionFor(clang::QualType T);
  int exceptionNamed(llvm::StringRef QualifiedName); ///< -1 if not declared
  uint32_t locationFor(clang::SourceLocation L);
  std::string sourceText(const clang::Expr *E);
  /// The whole number that \p E is known to be while compiling, the nearest of
  /// 64 bits if it has more; nothing in code whose meaning is not settled.
  std::optional<int64_t> constantOf(const clang::Expr *E);
  /// How an operation waits that is given \p Limit, if \p Forever means none.
  model::Mode waitsFor(const clang::Expr *Limit, std::optional<int> Forever);
  /// The number that a library's value (a duration) is known to hold while
  /// compiling, if it is one number and keeps its order among ours.
  std::optional<int64_t> countOf(const clang::Expr *E);

  /// What the destructor of \p T, which \p M describes, does in this unit.
  model::Destructor onDestroy(const model::TypeModel &M, clang::QualType T);
  /// The state of \p T is one value.
  bool isScalar(clang::QualType T);
  /// Destroying a \p T does something.
  bool needsDestruction(clang::QualType T);
  /// The definition with a body, if it can be entered.
  const clang::FunctionDecl *enterable(const clang::FunctionDecl *F);
  /// Somebody in the unit may leave coroutines where they wait.
  bool abandonsCoroutines();
  /// \p Handle is the address of a handle that nobody can join or detach.
  bool isHiddenThread(const clang::Expr *Handle);
  const Relevance &relevance(const clang::FunctionDecl *F);

  /// Field under which the one value of boxed scalars and the value of smart
  /// containers stands.
  static constexpr int ValueField = 0;
  /// Field under which a variant has the number of the alternative it holds.
  static constexpr int AlternativeField = 1;

private:
  bool makesDescriptors();
  friend class BodyLowering;
  /// What a template argument of \p R says that its destructor does; null if
  /// \p M names none of them.
  static const model::Destructor *
  destructorByArgument(const model::TypeModel &M,
                       const clang::CXXRecordDecl *R);
  void addAnnotated(const std::string &Yaml, const clang::NamedDecl *D);
  const model::TypeModel *annotatedType(const clang::CXXRecordDecl *R,
                                        const std::string &Name);
  model::ModelSet Annotated; ///< rows that annotations make
  void lower(int Function);
  int calledAt(const clang::CXXMethodDecl *M, clang::SourceLocation Where);
  void setParameters(Function &Fn, const clang::FunctionDecl *F);
  int defaultConstructor(clang::QualType T);
  int handleFor(const model::TypeModel *Group, clang::QualType T);
  void fillRecord(int Type, const clang::CXXRecordDecl *R);
  void fillOrder(TypeInfo &Info, const clang::CXXRecordDecl *R);
  void addVirtuals(int Type, const clang::CXXRecordDecl *R);

  /// What a function number stands for.
  struct Source {
    const clang::FunctionDecl *Decl = nullptr;
    int DestroysType = -1;
    const clang::VarDecl *Initializes = nullptr;
    /// Valid: calls Decl, a modelled member or a constructor with defaults.
    clang::SourceLocation CalledAt;
  };
  std::vector<Source> Sources;
  llvm::DenseMap<const clang::FunctionDecl *, int> FunctionNumbers;
  llvm::DenseMap<const clang::Decl *, int> FieldNumbers;
  llvm::SmallVector<int, 4> PartNumbers; ///< of tuples, whatever their type
  llvm::DenseMap<const clang::CXXMethodDecl *, int> MethodNumbers;
  llvm::DenseMap<const clang::VarDecl *, int> GlobalNumbers;
  llvm::DenseMap<const void *, int> TypeNumbers;
  llvm::DenseMap<unsigned, uint32_t> LocationNumbers;
  llvm::StringMap<int> ExceptionNumbers;
  llvm::DenseMap<const clang::CXXRecordDecl *, const model::TypeModel *>
      RecordModels;
  llvm::DenseMap<const clang::FunctionDecl *, const model::FunctionModel *>
      FunctionModels;
  llvm::DenseMap<const clang::FunctionDecl *, Relevance> Relevances;
  llvm::DenseMap<const void *, bool> DestructionNeeds;
  llvm::DenseMap<clang::FileID, bool> Installed; ///< by file; see inLibrary()
  std::vector<clang::QualType> TypeSources;
  std::optional<bool> Abandons;     ///< abandonsCoroutines(), once asked
  std::optional<bool> KeepsThreads; ///< nothing joins or gives a handle away
  int NextField = 2;
};

} // namespace quiesce

#endif // QUIESCE_SKELETON_LOWERING_H
