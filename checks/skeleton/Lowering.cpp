//===- Lowering.cpp - functions and their numbers -------------------------===//
//
// Part of quiesce, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "skeleton/Lowering.h"
#include "Compatibility.h"
#include "skeleton/BodyLowering.h"
#include "skeleton/Flow.h"
#include "skeleton/Simplify.h"
#include "skeleton/UserDeclarations.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/AST/StmtCXX.h"
#include "clang/Index/USRGeneration.h"
#include "llvm/ADT/SmallPtrSet.h"

using namespace clang;
using quiesce::model::Operation;
using quiesce::model::Primitive;

namespace quiesce {

using Functions = llvm::SmallPtrSet<const Decl *, 4>;

/// Whether \p S names one of the functions.
static bool names(const Stmt *S, const Functions &Any) {
  if (!S)
    return false;
  if (const auto *D = dyn_cast<DeclRefExpr>(S))
    return Any.contains(D->getDecl()->getCanonicalDecl());
  if (const auto *D = dyn_cast<CXXDefaultInitExpr>(S))
    return names(D->getExpr(), Any);
  if (const auto *Lambda = dyn_cast<LambdaExpr>(S);
      Lambda && names(Lambda->getBody(), Any))
    return true;
  return llvm::any_of(S->children(),
                      [&](const Stmt *Child) { return names(Child, Any); });
}

/// Whether the user's code makes some.  Libraries do in their headers too.
bool Lowering::makesDescriptors() {
  Functions Makers;
  for (const model::FunctionModel *M : Models.functions()) {
    auto Id = Context.Idents.find(M->Name);
    if (M->Kind == Primitive::Descriptor &&
        M->Does.Op == Operation::MakeChannel && Id != Context.Idents.end())
      for (const Decl *D : Context.getTranslationUnitDecl()->lookup(
               DeclarationName(Id->second)))
        if (D->isReferenced())
          Makers.insert(D->getCanonicalDecl());
  }
  bool Found = false;
  if (!Makers.empty())
    forEachUserFunction(*this, [&](const FunctionDecl *F) {
      Found = Found || names(F->getBody(), Makers);
      if (const auto *C = dyn_cast<CXXConstructorDecl>(F))
        for (const CXXCtorInitializer *I : C->inits())
          Found = Found || names(I->getInit(), Makers);
    });
  FunctionModels.clear(); // they depend on it
  return Found;
}

Lowering::Lowering(ASTContext &Context, const model::ModelSet &Models,
                   Program &P)
    : Context(Context), Models(Models), P(P) {
  P.Locations.emplace_back();
  P.Lower = [this](int F) { lower(F); };
  P.Descriptors = makesDescriptors();
  // A store that nobody in sight reads may give a descriptor away.
  P.KeepsStores |= P.Descriptors;
}

Lowering::~Lowering() { P.Lower = nullptr; }

const FunctionDecl *Lowering::enterable(const FunctionDecl *F) {
  if (!F || F->isDependentContext())
    return nullptr;
  const FunctionDecl *Definition = nullptr;
  if (!F->isDefined(Definition) || !Definition->hasBody()) {
    // An implicit constructor has no body of its own but initializers.
    const auto *C = dyn_cast<CXXConstructorDecl>(F);
    if (C && C->getNumCtorInitializers() && !C->isInvalidDecl() &&
        !inLibrary(C))
      return C;
    return nullptr;
  }
  if (inLibrary(Definition) || Definition->isInvalidDecl())
    return nullptr;
  return Definition;
}

/// Identity across units: a USR, and for what is local to a unit its file;
/// lambdas, whose USRs collide, by their order in the enclosing function.
static std::string keyFor(const FunctionDecl *F, ASTContext &Context) {
  llvm::SmallString<128> Usr;
  const auto *M = dyn_cast<CXXMethodDecl>(F);
  if (M && M->getParent()->isLambda()) {
    const auto *Outer =
        dyn_cast_or_null<FunctionDecl>(M->getParent()->getDeclContext());
    std::string Enclosing = Outer ? keyFor(Outer, Context) : "";
    return Enclosing + "#lambda" +
           std::to_string(M->getParent()->getLambdaManglingNumber());
  }
  index::generateUSRForDecl(F, Usr);
  return Usr.str().str();
}

/// How the callers of \p F pass its arguments.
void Lowering::setParameters(Function &Fn, const FunctionDecl *F) {
  const auto *M = dyn_cast<CXXMethodDecl>(F);
  if (M && M->isInstance()) {
    QualType Class = canonicalTagType(Context, M->getParent());
    Fn.Parameters.push_back(isScalar(Class) ? Passing::Address
                                            : Passing::Reference);
    Fn.ParameterTypes.push_back(typeFor(Class));
  }
  for (const ParmVarDecl *V : F->parameters()) {
    QualType T = V->getType();
    bool Scalar = isScalar(T);
    if (T->isPointerType()) {
      Fn.PointerParameters |= uint64_t(1) << (Fn.Parameters.size() & 63);
      int Pointee = typeFor(T->getPointeeType());
      if (Pointee >= 0 && !P.Types[Pointee].Scalar) {
        Fn.Parameters.push_back(Passing::Scalar);
        Fn.ParameterTypes.push_back(Pointee);
        continue;
      }
    }
    Fn.ParameterTypes.push_back(typeFor(T.getNonReferenceType()));
    if (T->isReferenceType())
      Fn.Parameters.push_back(Scalar ? Passing::Address : Passing::Reference);
    else
      Fn.Parameters.push_back(Scalar ? Passing::Scalar : Passing::Object);
  }
}

int Lowering::functionFor(const FunctionDecl *F) {
  if (const FunctionDecl *D = enterable(F))
    F = D;
  auto [It, New] = FunctionNumbers.try_emplace(F->getCanonicalDecl(),
                                               int(P.Functions.size()));
  if (!New)
    return It->second;
  int Number = It->second;
  // In its place before anything below makes further functions.
  P.Functions.push_back(std::make_unique<Function>());
  Sources.push_back({F, -1, nullptr, {}});
  Function *Fn = P.Functions.back().get();
  const auto *M = dyn_cast<CXXMethodDecl>(F);
  Fn->Name = M && M->getParent()->isLambda() ? "lambda"
                                             : F->getQualifiedNameAsString();
  Fn->Key = keyFor(F, Context);
  Fn->Where = locationFor(F->getLocation());
  if (const auto *Proto = F->getType()->getAs<FunctionProtoType>())
    Fn->NoExcept = isNoexceptExceptionSpec(Proto->getExceptionSpecType()) &&
                   Proto->canThrow() == CT_Cannot;
  const model::TypeModel *Result = modelOf(F->getReturnType());
  Fn->ReturnsError = Result && Result->Kind == model::Primitive::Optional &&
                     templateArgument(F->getReturnType()).isNull();
  Fn->Coroutine =
      enterable(F) && isa_and_nonnull<CoroutineBodyStmt>(F->getBody());
  setParameters(*Fn, F);
  if (F->getNumParams())
    if (const model::TypeModel *Token =
            modelOf(F->getParamDecl(0)->getType().getNonReferenceType()))
      if (Token->Kind == Primitive::StopToken)
        Fn->TokenParameter = M && M->isInstance() ? 1 : 0;
  return Number;
}

int Lowering::destructorFor(int Type) {
  if (P.Types[Type].Destructor != -1)
    return P.Types[Type].Destructor;
  const QualType T = TypeSources[Type];
  if (!hasFields(P.Types[Type].Kind))
    return -1;
  int Number = int(P.Functions.size());
  auto Fn = std::make_unique<Function>();
  Fn->Name = "~" + P.Types[Type].Name;
  Fn->Key = Fn->Name;
  Fn->NoExcept = true;
  Fn->Parameters.push_back(Passing::Reference);
  if (const CXXRecordDecl *R = T->getAsCXXRecordDecl()) {
    Fn->Where = locationFor(R->getLocation());
    if (const CXXDestructorDecl *D = R->getDestructor())
      if (D->isUserProvided())
        Fn->Where = locationFor(D->getLocation());
  }
  P.Functions.push_back(std::move(Fn));
  Sources.push_back({nullptr, Type, nullptr, {}});
  P.Types[Type].Destructor = Number;
  return Number;
}

Value Lowering::callableFor(const FunctionDecl *F, SourceLocation Where) {
  if (const FunctionDecl *D = enterable(F))
    return Value::fn(functionFor(D));
  const auto *M = dyn_cast<CXXMethodDecl>(F);
  const model::TypeModel *Model =
      M && M->isInstance() ? modelOf(M->getParent()) : nullptr;
  if (!Model || !Model->member(M->getNameAsString()))
    return Value::unknown();
  int Number = calledAt(M, Where);
  setParameters(*P.Functions[Number], M);
  return Value::fn(Number);
}

/// A function that does no more than call \p M, as if it were written at
/// \p Where.
int Lowering::calledAt(const CXXMethodDecl *M, SourceLocation Where) {
  auto Fn = std::make_unique<Function>();
  Fn->Name = Fn->Key = M->getQualifiedNameAsString();
  Fn->Where = locationFor(Where);
  P.Functions.push_back(std::move(Fn));
  Sources.push_back({M, -1, nullptr, Where});
  return int(P.Functions.size()) - 1;
}

int Lowering::synthetic(std::string Name) {
  auto Fn = std::make_unique<Function>();
  Fn->Name = Fn->Key = std::move(Name);
  Fn->Synthetic = true;
  P.Functions.push_back(std::move(Fn));
  Sources.push_back({});
  return int(P.Functions.size()) - 1;
}

void Lowering::lower(int Number) {
  Function &F = *P.Functions[Number];
  F.Lowered = true;
  const Source From = Sources[Number];
  BodyLowering Body(*this, F);
  if (From.CalledAt.isValid() && isa<CXXConstructorDecl>(From.Decl))
    Body.lowerDefault(cast<CXXConstructorDecl>(From.Decl));
  else if (From.CalledAt.isValid())
    Body.lowerMember(cast<CXXMethodDecl>(From.Decl), From.CalledAt);
  else if (From.Decl)
    Body.lowerFunction(From.Decl);
  else if (From.Initializes)
    Body.lowerInitializer(From.Initializes);
  else if (From.DestroysType >= 0)
    Body.lowerDestructor(TypeSources[From.DestroysType]);
  F.Written = F.Body;
  F.WrittenLandings = F.Landings;
  simplify(P, Number);
  noteDeciding(P, F);
  // Destructors are found by type number when the machine destroys.
  for (const Instruction &I : F.Body) {
    if (I.What != Code::Destroy && I.What != Code::New && I.What != Code::Field)
      continue;
    // Containers and holders destroy their elements.
    for (int Type = I.Type; Type >= 0; Type = P.Types[Type].Element)
      if (needsDestruction(TypeSources[Type]))
        destructorFor(Type);
  }
}

} // namespace quiesce
