//===- ModelLookup.cpp - the models of declarations -----------------------===//
//
// Part of quiesce, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "skeleton/Lowering.h"
#include "clang/AST/DeclCXX.h"
#include "clang/Basic/SourceManager.h"

using namespace clang;

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

} // namespace quiesce
