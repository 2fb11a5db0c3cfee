//===- LowerTypes.cpp - types, fields, globals and their models -----------===//
//
// Part of quiesce, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "skeleton/Lowering.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/CXXInheritance.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/Basic/SourceManager.h"
#include "clang/Index/USRGeneration.h"
#include "clang/Lex/Lexer.h"

using namespace clang;
using quiesce::model::Primitive;

namespace quiesce {

/// "std::thread" for ::std::thread, inline and anonymous namespaces dropped.
static std::string qualifiedName(const NamedDecl *D) {
  llvm::SmallVector<StringRef, 4> Parts;
  for (const DeclContext *C = D->getDeclContext(); C; C = C->getParent()) {
    if (const auto *N = dyn_cast<NamespaceDecl>(C)) {
      if (!N->isInline() && !N->isAnonymousNamespace())
        Parts.push_back(N->getName());
    } else if (const auto *R = dyn_cast<RecordDecl>(C)) {
      if (R->getIdentifier())
        Parts.push_back(R->getName());
    } else if (isa<FunctionDecl>(C)) {
      return {}; // local names are nobody's model
    }
  }
  std::string Out;
  for (StringRef Part : llvm::reverse(Parts))
    Out += (Part + "::").str();
  return Out + D->getNameAsString();
}

bool Lowering::inLibrary(const Decl *D) {
  return Context.getSourceManager().isInSystemHeader(
      Context.getSourceManager().getExpansionLoc(D->getLocation()));
}

const model::TypeModel *Lowering::modelOf(const CXXRecordDecl *R) {
  if (!R || !R->getIdentifier())
    return nullptr;
  R = R->getCanonicalDecl();
  auto [It, New] = RecordModels.try_emplace(R, nullptr);
  if (!New)
    return It->second;
  const model::TypeModel *M = Models.type(qualifiedName(R));
  // A library may put the modelled class below the one the user names.
  if (!M && inLibrary(R) && R->hasDefinition() && !R->isDependentType())
    for (const CXXBaseSpecifier &B : R->getDefinition()->bases())
      if ((M = modelOf(B.getType()->getAsCXXRecordDecl())))
        break;
  return RecordModels[R] = M;
}

const model::TypeModel *Lowering::modelOf(QualType T) {
  if (T.isNull())
    return nullptr;
  // C handles are typedefs, often of the same integer.
  QualType Sugar = T;
  while (true) {
    if (const auto *TD = Sugar->getAs<TypedefType>()) {
      if (!TD->getDecl()->getDeclContext()->isRecord())
        if (const auto *M = Models.type(TD->getDecl()->getName()))
          return M;
      Sugar = TD->desugar();
      continue;
    }
    break;
  }
  return modelOf(T->getAsCXXRecordDecl());
}

const model::FunctionModel *Lowering::modelOf(const FunctionDecl *F) {
  if (!F || isa<CXXMethodDecl>(F) || !F->getIdentifier())
    return nullptr;
  F = F->getCanonicalDecl();
  auto [It, New] = FunctionModels.try_emplace(F, nullptr);
  if (New)
    It->second = Models.function(qualifiedName(F));
  return It->second;
}

int Lowering::fieldFor(const FieldDecl *F) {
  // Fields of different instantiations of one template are the same field to
  // nobody, so the canonical declaration is identity enough.
  auto [It, New] = FieldNumbers.try_emplace(F->getCanonicalDecl(), NextField);
  if (New)
    ++NextField;
  return It->second;
}

int Lowering::methodFor(const CXXMethodDecl *M) {
  // All overriders answer to the first declaration they override.
  while (M->size_overridden_methods())
    M = *M->overridden_methods().begin();
  M = M->getCanonicalDecl();
  return MethodNumbers.try_emplace(M, int(MethodNumbers.size())).first->second;
}

int Lowering::textFor(StringRef Text) {
  auto [It, New] = TextNumbers.try_emplace(Text, int(P.Texts.size()));
  if (New)
    P.Texts.push_back(Text.str());
  return It->second;
}

uint32_t Lowering::locationFor(SourceLocation L) {
  if (L.isInvalid())
    return 0;
  SourceManager &SM = Context.getSourceManager();
  L = SM.getFileLoc(L);
  auto [It, New] = LocationNumbers.try_emplace(L.getRawEncoding(),
                                               uint32_t(P.Locations.size()));
  if (New) {
    Location Where;
    PresumedLoc Presumed = SM.getPresumedLoc(L, /*UseLineDirectives=*/false);
    if (Presumed.isValid()) {
      Where.File = Presumed.getFilename();
      Where.Line = Presumed.getLine();
      Where.Column = Presumed.getColumn();
      Where.Raw = L.getRawEncoding();
    }
    P.Locations.push_back(std::move(Where));
  }
  return It->second;
}

std::string Lowering::sourceText(const Expr *E) {
  CharSourceRange Range = Lexer::makeFileCharRange(
      CharSourceRange::getTokenRange(E->getSourceRange()),
      Context.getSourceManager(), Context.getLangOpts());
  StringRef Text = Lexer::getSourceText(Range, Context.getSourceManager(),
                                        Context.getLangOpts());
  std::string Out;
  for (char C : Text) { // one line, single spaces
    if (isspace(static_cast<unsigned char>(C))) {
      if (!Out.empty() && Out.back() != ' ')
        Out += ' ';
    } else {
      Out += C;
    }
  }
  if (Out.size() > 60)
    Out = Out.substr(0, 57) + "...";
  return Out;
}

static bool isScalarKind(Primitive K) {
  switch (K) {
  case Primitive::Task:
  case Primitive::Promise:
  case Primitive::Future:
  case Primitive::PackagedTask:
  case Primitive::StopSource:
  case Primitive::StopToken:
  case Primitive::Atomic:
  case Primitive::Guard:
  case Primitive::SelectArm:
  case Primitive::Pointer:
  case Primitive::Optional:
  case Primitive::Iterator:
  case Primitive::Callable:
  case Primitive::Value:
    return true;
  default:
    return false;
  }
}

bool Lowering::isScalar(QualType T) {
  int I = typeFor(T.getNonReferenceType());
  return I < 0 || P.Types[I].Scalar;
}

static QualType templateArgument(QualType T, unsigned Index) {
  if (const auto *S = dyn_cast_or_null<ClassTemplateSpecializationDecl>(
          T->getAsCXXRecordDecl())) {
    const TemplateArgumentList &L = S->getTemplateArgs();
    if (Index < L.size() && L[Index].getKind() == TemplateArgument::Type)
      return L[Index].getAsType();
  }
  return {};
}

int Lowering::typeFor(QualType T) {
  if (T.isNull() || T->isDependentType())
    return -1;
  T = T.getNonReferenceType().getUnqualifiedType();
  const model::TypeModel *M = modelOf(T);
  QualType Canonical = Context.getCanonicalType(T).getUnqualifiedType();
  const CXXRecordDecl *R = Canonical->getAsCXXRecordDecl();
  if (!M && !R && !Canonical->isConstantArrayType() &&
      !(Canonical->isRecordType()))
    return -1;
  // A C handle shares its canonical type with unrelated integers.
  const void *Id = M && !R ? static_cast<const void *>(M)
                           : Canonical.getAsOpaquePtr();
  auto [It, New] = TypeNumbers.try_emplace(Id, int(P.Types.size()));
  int Number = It->second;
  if (!New)
    return Number;
  P.Types.emplace_back();
  TypeSources.push_back(T);
  TypeInfo Info;
  Info.Name = M ? M->Name : Canonical.getAsString(Context.getPrintingPolicy());

  QualType Element;
  if (Canonical->isConstantArrayType()) {
    // "pthread_t workers[5]" keeps its sugar in the written type.
    const ArrayType *A = Context.getAsArrayType(T);
    Info.Kind = Primitive::Sequence;
    Element = A->getElementType();
    if (const auto *C = Context.getAsConstantArrayType(T))
      Info.DefaultCapacity =
          int(std::min<uint64_t>(C->getSize().getLimitedValue(), 100000));
  } else if (M) {
    Info.Kind = M->Kind;
    Info.Scalar = isScalarKind(M->Kind) || M->ScalarHandle;
    Info.Recursive = M->Recursive;
    Info.Unbounded = M->Unbounded;
    Info.DefaultCapacity = M->DefaultCapacity;
    Info.CapacityLess = M->CapacityLess;
    Info.OnDestroy = M->OnDestroy;
    Info.Shared = M->CopiesShare;
    switch (M->Kind) {
    case Primitive::Pointer:
    case Primitive::Optional:
    case Primitive::Sequence:
    case Primitive::Set:
    case Primitive::Iterator:
    case Primitive::Atomic:
    case Primitive::Future:
    case Primitive::Promise:
      Element = templateArgument(Canonical, 0);
      break;
    case Primitive::Map:
      if (R && R->hasDefinition())
        for (const Decl *D : R->decls())
          if (const auto *TD = dyn_cast<TypedefNameDecl>(D))
            if (TD->getName() == "value_type")
              Element = TD->getUnderlyingType();
      break;
    default:
      break;
    }
    if (M->Kind == Primitive::Sequence)
      if (const auto *S =
              dyn_cast_or_null<ClassTemplateSpecializationDecl>(R))
        if (S->getTemplateArgs().size() == 2 &&
            S->getTemplateArgs()[1].getKind() == TemplateArgument::Integral &&
            !templateArgument(Canonical, 1).getTypePtrOrNull())
          Info.DefaultCapacity = int(std::min<uint64_t>(
              S->getTemplateArgs()[1].getAsIntegral().getLimitedValue(),
              100000));
  } else if (R && inLibrary(R)) {
    Info.Opaque = Info.Scalar = true;
  } else if (R && R->isUnion()) {
    Info.Opaque = Info.Scalar = true;
  }
  if (!Element.isNull()) {
    int E = typeFor(Element);
    Info.Element = E;
    Info.ElementScalar = E < 0 || P.Types[E].Scalar;
    if (needsDestruction(Element))
      Info.ElementDestroy = E;
    if (Info.Kind == Primitive::Map && !Element.isNull())
      if (const CXXRecordDecl *Pair = Element->getAsCXXRecordDecl())
        if (Pair->hasDefinition())
          for (const FieldDecl *F : Pair->getDefinition()->fields()) {
            if (F->getName() == "first")
              Info.KeyField = fieldFor(F);
            if (F->getName() == "second")
              Info.MappedField = fieldFor(F);
          }
  }
  // fillRecord may add types, so the reference must not be kept over it.
  P.Types[Number] = std::move(Info);
  if (R && R->hasDefinition() && !P.Types[Number].Scalar)
    fillRecord(Number, R->getDefinition());
  return Number;
}

void Lowering::fillRecord(int Type, const CXXRecordDecl *R) {
  bool Plain = P.Types[Type].Kind == Primitive::None ||
               P.Types[Type].Kind == Primitive::Record;
  if (!Plain)
    return;
  // Base classes are part of the object: their fields are its own.
  llvm::SmallVector<const CXXRecordDecl *, 4> Work{R};
  while (!Work.empty()) {
    const CXXRecordDecl *C = Work.pop_back_val();
    for (const FieldDecl *F : C->fields()) {
      int FieldType = typeFor(F->getType());
      int Number = fieldFor(F);
      if (FieldType >= 0 && !P.Types[FieldType].Scalar &&
          !F->getType()->isReferenceType())
        P.Types[Type].ObjectFields.push_back({Number, FieldType});
      else if (FieldType >= 0)
        P.Types[Type].ScalarFields.push_back({Number, FieldType});
      Expr::EvalResult Known;
      const Expr *Init = F->getInClassInitializer();
      if (Init && !Init->isValueDependent() &&
          F->getType()->isIntegralOrEnumerationType() &&
          Init->EvaluateAsInt(Known, Context))
        P.Types[Type].FieldDefaults.push_back(
            {Number, Value::integer(Known.Val.getInt().getExtValue())});
      else if (Init && F->getType()->isPointerType())
        P.Types[Type].FieldDefaults.push_back({Number, Value::null()});
    }
    for (const CXXBaseSpecifier &B : C->bases())
      if (const CXXRecordDecl *Base = B.getType()->getAsCXXRecordDecl())
        if (Base->hasDefinition() && !inLibrary(Base)) {
          // Making a type may move the others.
          int BaseType = typeFor(B.getType());
          P.Types[Type].Bases.push_back(BaseType);
          Work.push_back(Base->getDefinition());
        }
  }
  addVirtuals(Type, R);
  // The function call operator, if there is exactly one that has a body: a
  // generic lambda has its instantiations.
  const FunctionDecl *Found = nullptr;
  unsigned Count = 0;
  for (const Decl *D : R->decls()) {
    if (const auto *M = dyn_cast<CXXMethodDecl>(D)) {
      if (M->getOverloadedOperator() == OO_Call && !M->isDependentContext()) {
        Found = M;
        ++Count;
      }
    } else if (const auto *FT = dyn_cast<FunctionTemplateDecl>(D)) {
      if (FT->getTemplatedDecl()->getOverloadedOperator() == OO_Call)
        for (const FunctionDecl *S : FT->specializations())
          if (S->hasBody()) {
            Found = S;
            ++Count;
          }
    }
  }
  if (Count == 1 && enterable(Found)) {
    int Operator = functionFor(enterable(Found));
    P.Types[Type].CallOperator = Operator;
  }
}

void Lowering::addVirtuals(int Type, const CXXRecordDecl *R) {
  if (!R->isPolymorphic())
    return;
  CXXFinalOverriderMap Overriders;
  R->getFinalOverriders(Overriders);
  for (auto &[Method, BySubobject] : Overriders)
    for (auto &[Subobject, List] : BySubobject) {
      if (List.size() != 1 || isa<CXXDestructorDecl>(Method))
        continue;
      const CXXMethodDecl *Final = List.front().Method;
      if (Final->isPureVirtual())
        continue;
      if (const FunctionDecl *F = enterable(Final)) {
        std::pair<int, int> Entry(methodFor(Method), functionFor(F));
        P.Types[Type].Virtuals.push_back(Entry);
      }
    }
}

bool Lowering::needsDestruction(QualType T) {
  if (T.isNull() || T->isReferenceType() || T->isDependentType())
    return false;
  if (const model::TypeModel *M = modelOf(T))
    if (M->ScalarHandle)
      return M->OnDestroy != model::Destructor::Nothing;
  QualType C = Context.getCanonicalType(T).getUnqualifiedType();
  if (const ArrayType *A = Context.getAsArrayType(T))
    return needsDestruction(A->getElementType());
  const CXXRecordDecl *R = C->getAsCXXRecordDecl();
  if (!R || !R->hasDefinition())
    return false;
  R = R->getDefinition();
  auto Known = DestructionNeeds.find(C.getAsOpaquePtr());
  if (Known != DestructionNeeds.end())
    return Known->second;
  DestructionNeeds[C.getAsOpaquePtr()] = false; // cuts recursion
  bool Needs = false;
  if (const model::TypeModel *M = modelOf(T)) {
    switch (M->Kind) {
    case Primitive::Pointer:
      // What a deleter of the user's own does is not followed.
      if (QualType Deleter = templateArgument(C, 1); !Deleter.isNull())
        if (!Deleter->isRecordType() ||
            !inLibrary(Deleter->getAsCXXRecordDecl()))
          break;
      Needs = !M->Weak && M->OnDestroy != model::Destructor::Nothing;
      if (!Needs && !M->Weak) // owners destroy what they own
        Needs = !R->hasTrivialDestructor() &&
                needsDestruction(templateArgument(C, 0));
      break;
    case Primitive::Future:
      Needs = true; // the last one of an asynchronous call waits
      break;
    case Primitive::Optional:
    case Primitive::Sequence:
    case Primitive::Set:
      Needs = needsDestruction(templateArgument(C, 0));
      break;
    case Primitive::Map:
      Needs = needsDestruction(templateArgument(C, 0)) ||
              needsDestruction(templateArgument(C, 1));
      break;
    case Primitive::Record:
      for (const FieldDecl *F : R->fields())
        Needs |= needsDestruction(F->getType());
      break;
    default:
      Needs = M->OnDestroy != model::Destructor::Nothing;
    }
  } else if (!inLibrary(R)) {
    const CXXDestructorDecl *D = R->getDestructor();
    if (D && D->isUserProvided() && enterable(D))
      Needs = relevance(enterable(D)).matters();
    if (R->isPolymorphic())
      Needs |= D && D->isVirtual();
    for (const FieldDecl *F : R->fields())
      Needs |= needsDestruction(F->getType());
    for (const CXXBaseSpecifier &B : R->bases())
      Needs |= needsDestruction(B.getType());
  }
  return DestructionNeeds[C.getAsOpaquePtr()] = Needs;
}

int Lowering::exceptionFor(QualType T) {
  // Exceptions only need identity and bases, so the type's own number serves;
  // scalars thrown by value get a type entry by their spelling.
  int I = typeFor(T);
  if (I >= 0) {
    // Bases of library types are not followed by fillRecord.
    const CXXRecordDecl *R = T->getAsCXXRecordDecl();
    if (R && R->hasDefinition() && P.Types[I].Bases.empty())
      for (const CXXBaseSpecifier &B : R->getDefinition()->bases()) {
        int Base = exceptionFor(B.getType());
        P.Types[I].Bases.push_back(Base);
      }
    return I;
  }
  QualType C = Context.getCanonicalType(T).getUnqualifiedType();
  auto [It, New] = TypeNumbers.try_emplace(C.getAsOpaquePtr(),
                                           int(P.Types.size()));
  if (New) {
    P.Types.emplace_back();
    P.Types.back().Name = C.getAsString();
    P.Types.back().Scalar = true;
    TypeSources.push_back(T);
  }
  return It->second;
}

int Lowering::exceptionNamed(StringRef QualifiedName) {
  if (QualifiedName.empty())
    return -1;
  auto [It, New] = ExceptionNumbers.try_emplace(QualifiedName, -1);
  if (!New)
    return It->second;
  const DeclContext *Scope = Context.getTranslationUnitDecl();
  for (StringRef Rest = QualifiedName; !Rest.empty();) {
    auto [Head, Tail] = Rest.split("::");
    auto Id = Context.Idents.find(Head);
    if (Id == Context.Idents.end())
      return -1;
    auto Found = Scope->lookup(DeclarationName(Id->second));
    if (Found.empty())
      return -1;
    if (Tail.empty()) {
      const auto *R = dyn_cast<CXXRecordDecl>(*Found.begin());
      int Number = R && R->hasDefinition()
                       ? exceptionFor(Context.getCanonicalTagType(R))
                       : -1;
      return ExceptionNumbers[QualifiedName] = Number;
    }
    Scope = dyn_cast<DeclContext>(*Found.begin());
    if (!Scope)
      return -1;
    Rest = Tail;
  }
  return -1;
}

int Lowering::globalFor(const VarDecl *V) {
  V = V->getCanonicalDecl();
  auto [It, New] = GlobalNumbers.try_emplace(V, int(P.Globals.size()));
  int Number = It->second;
  if (!New)
    return Number;
  const VarDecl *Definition = V->getDefinition(Context);
  if (!Definition)
    Definition = V;
  GlobalInfo Info;
  Info.Name = V->getNameAsString();
  int Type = typeFor(V->getType());
  Info.Type = Type >= 0 && !P.Types[Type].Scalar ? Type : -1;
  Info.Internal = !V->isExternallyVisible();
  Info.Constant = V->getType().isConstQualified() || V->isConstexpr();
  P.Globals.push_back(Info);
  if (Definition->hasInit() && !inLibrary(V) &&
      !V->getDeclContext()->isDependentContext()) {
    int F = int(P.Functions.size());
    P.Functions.push_back(std::make_unique<Function>());
    P.Functions.back()->Name = "initializer of " + Info.Name;
    P.Functions.back()->Key = P.Functions.back()->Name;
    Sources.push_back({nullptr, -1, Definition});
    P.Globals[Number].Initializer = F;
  }
  return Number;
}

} // namespace quiesce
