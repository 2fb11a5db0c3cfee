//===- ModelLookup.cpp - the models of declarations -----------------------===//
//
// Part of quiesce, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "skeleton/Lowering.h"
#include "clang/AST/Attr.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/AST/ExprCXX.h"
#include "clang/Basic/SourceManager.h"

using namespace clang;

namespace quiesce {

std::string Lowering::qualifiedName(const NamedDecl *D) {
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

/// Where a system keeps the headers of its libraries, also if a build names
/// their folders like its own, as pkg-config has it.
static bool isInstalled(StringRef File) {
  return File.starts_with("/usr/include/") ||
         File.starts_with("/usr/local/include/");
}

bool Lowering::inLibrary(const Decl *D) {
  const SourceManager &SM = Context.getSourceManager();
  const SourceLocation Where = SM.getExpansionLoc(D->getLocation());
  if (SM.isInSystemHeader(Where))
    return true;
  const FileID File = SM.getFileID(Where);
  auto [It, New] = Installed.try_emplace(File, false);
  if (New)
    if (auto Entry = SM.getFileEntryRefForID(File))
      It->second = isInstalled(Entry->getName());
  return It->second;
}

/// What `[[clang::annotate("quiesce::TEXT")]]` says; empty for none.
static StringRef annotation(const Decl *D) {
  for (const auto *A : D->specific_attrs<AnnotateAttr>()) {
    StringRef Text = A->getAnnotation();
    if (Text.consume_front("quiesce::"))
      return Text;
  }
  return {};
}

/// "{ operation: send, value: 0 }" without its braces, or "KEY: TEXT".
static std::string entries(const char *Key, StringRef Text) {
  if (Text.starts_with("{") && Text.ends_with("}"))
    return Text.drop_front().drop_back().trim().str();
  return Key + (": " + Text).str();
}

/// Reads rows that annotations make.  A mistake is told at the annotated
/// declaration.
void Lowering::addAnnotated(const std::string &Yaml, const NamedDecl *D) {
  PresumedLoc Where = Context.getSourceManager().getPresumedLoc(
      Context.getSourceManager().getFileLoc(D->getLocation()), false);
  std::vector<model::ModelError> Errors;
  Annotated.add(Yaml, Where.isValid() ? Where.getFilename() : "", Errors);
  for (model::ModelError &Each : Errors) {
    Each.Line = Where.isValid() ? Where.getLine() : 1;
    Each.Column = Where.isValid() ? Where.getColumn() : 1;
    Each.Message =
        "annotation of '" + D->getNameAsString() + "': " + Each.Message;
    Mistakes.push_back(std::move(Each));
  }
}

const model::TypeModel *Lowering::annotatedType(const CXXRecordDecl *R,
                                                const std::string &Name) {
  // A template has its annotations on the pattern.
  if (const CXXRecordDecl *Pattern = R->getTemplateInstantiationPattern())
    R = Pattern;
  R = R->getDefinition();
  StringRef Class = R ? annotation(R) : StringRef();
  if (Class.empty() || Name.empty())
    return nullptr;
  if (const model::TypeModel *Known = Annotated.type(Name))
    return Known;
  std::string Members, Constructor;
  for (const Decl *D : R->decls()) {
    if (const auto *Template = dyn_cast<FunctionTemplateDecl>(D))
      D = Template->getTemplatedDecl();
    const auto *M = dyn_cast<CXXMethodDecl>(D);
    StringRef Text = M ? annotation(M) : StringRef();
    if (Text.empty())
      continue;
    if (isa<CXXConstructorDecl>(M))
      Constructor = ", constructor: " + Text.str();
    else
      Members +=
          "\"" +
          (isa<CXXConversionDecl>(M) ? "conversion" : M->getNameAsString()) +
          "\": " + Text.str() + ", ";
  }
  addAnnotated("types: [{ name: " + Name + ", " + entries("primitive", Class) +
                   Constructor + ", members: { " + Members + "} }]",
               R);
  return Annotated.type(Name);
}

const model::TypeModel *Lowering::modelOf(const CXXRecordDecl *R) {
  if (!R || !R->getIdentifier())
    return nullptr;
  R = R->getCanonicalDecl();
  auto [It, New] = RecordModels.try_emplace(R, nullptr);
  if (!New)
    return It->second;
  std::string Name = qualifiedName(R);
  const model::TypeModel *M = Models.type(Name);
  if (M && !M->OnDestroyBy.empty() && !destructorByArgument(*M, R))
    M = nullptr;
  if (!M && R->hasDefinition() && !inLibrary(R))
    M = annotatedType(R, Name);
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
  if (const auto *Pointer = T->getAs<PointerType>()) {
    QualType Pointee = Pointer->getPointeeType();
    const model::TypeModel *M =
        Pointee->isRecordType() ? modelOf(Pointee) : nullptr;
    return M && M->PointerHandle ? M : nullptr;
  }
  return modelOf(T->getAsCXXRecordDecl());
}

const model::FunctionModel *Lowering::modelOf(const FunctionDecl *F) {
  const auto *Method = dyn_cast_or_null<CXXMethodDecl>(F);
  if (!F || (Method && Method->isInstance()) ||
      (!F->getIdentifier() && !F->isOverloadedOperator()))
    return nullptr;
  F = F->getCanonicalDecl();
  auto [It, New] = FunctionModels.try_emplace(F, nullptr);
  if (!New)
    return It->second;
  std::string Name = qualifiedName(F);
  const model::FunctionModel *M = Models.function(Name);
  if (M && M->Kind == model::Primitive::Descriptor &&
      (!F->isExternC() ||
       (!P.Descriptors && M->Does.Op != model::Operation::Share)))
    return nullptr;
  StringRef Text = M ? StringRef() : annotation(F);
  if (!Text.empty() && !Name.empty()) {
    if (!Annotated.function(Name))
      addAnnotated("functions: [{ name: " + Name + ", " +
                       entries("operation", Text) + " }]",
                   F);
    M = Annotated.function(Name);
  }
  return It->second = M;
}

/// The object of a member call as it was written, not as the base class that
/// happens to declare the member.
static const Expr *writtenObject(const Expr *E) {
  while (true) {
    E = E->IgnoreParens();
    const auto *C = dyn_cast<ImplicitCastExpr>(E);
    if (!C ||
        (C->getCastKind() != CK_UncheckedDerivedToBase &&
         C->getCastKind() != CK_DerivedToBase && C->getCastKind() != CK_NoOp))
      return E;
    E = C->getSubExpr();
  }
}

CallModel Lowering::modelOf(const CallExpr *Call) {
  CallModel Out;
  const FunctionDecl *D = Call->getDirectCallee();
  if (!D)
    return Out;
  const auto *Method = dyn_cast<CXXMethodDecl>(D);
  const Expr *Object = nullptr;
  if (const auto *M = dyn_cast<CXXMemberCallExpr>(Call))
    Object = M->getImplicitObjectArgument();
  else if (isa<CXXOperatorCallExpr>(Call) && Method && Method->isInstance())
    Object = Call->getArg(0);
  if (Object && Method->isInstance()) {
    Out.Object = writtenObject(Object);
    Out.ObjectType = Out.Object->getType();
    if (Out.ObjectType->isPointerType())
      Out.ObjectType = Out.ObjectType->getPointeeType();
    Out.Type = modelOf(Out.ObjectType);
    if (!Out.Type)
      Out.Type = modelOf(Method->getParent());
    if (Out.Type) {
      Out.Kind = Out.Type->Kind;
      Out.Does = Out.Type->member(
          isa<CXXConversionDecl>(D) ? "conversion" : D->getNameAsString());
    }
    return Out;
  }
  const model::FunctionModel *F = modelOf(D);
  if (!F)
    return Out;
  Out.Does = &F->Does;
  Out.Kind = F->Kind;
  int On = F->Does.Args.Object;
  if (On < 0 || unsigned(On) >= Call->getNumArgs())
    return Out;
  Out.Object = Call->getArg(On);
  Out.ObjectType = Out.Object->getType();
  Out.Type = modelOf(Out.ObjectType);
  if (Out.ObjectType->isPointerType() &&
      !(Out.Type && Out.Type->PointerHandle)) {
    Out.ObjectType = Out.ObjectType->getPointeeType();
    Out.Type = modelOf(Out.ObjectType);
  }
  return Out;
}

} // namespace quiesce
