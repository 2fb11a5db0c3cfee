//===- MatchRows.cpp - rows that match nothing ----------------------------===//
//
// Part of quiesce, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "inspect/MatchRows.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclTemplate.h"
#include <algorithm>

using namespace clang;

namespace quiesce {

/// The declaration called \p Name; \p Scope says whether what it stands in is
/// there.
static const NamedDecl *find(ASTContext &Context, StringRef Name, bool &Scope) {
  const DeclContext *In = Context.getTranslationUnitDecl();
  while (true) {
    auto [Head, Tail] = Name.split("::");
    Scope = Tail.empty() && !In->isTranslationUnit();
    auto Id = Context.Idents.find(Head);
    if (Id == Context.Idents.end())
      return nullptr;
    auto Found = In->lookup(DeclarationName(Id->second));
    if (Found.empty())
      return nullptr;
    const NamedDecl *D = *Found.begin();
    if (const auto *Template = dyn_cast<ClassTemplateDecl>(D))
      D = Template->getTemplatedDecl();
    if (Tail.empty())
      return D;
    In = dyn_cast<DeclContext>(D);
    if (!In)
      return nullptr;
    Name = Tail;
  }
}

/// True unless the class is known to have no such member.
static bool hasMember(const CXXRecordDecl *R, StringRef Member) {
  R = R->getDefinition();
  if (!R)
    return true;
  for (const Decl *D : R->decls()) {
    if (const auto *Template = dyn_cast<FunctionTemplateDecl>(D))
      D = Template->getTemplatedDecl();
    if (const auto *Shadow = dyn_cast<UsingShadowDecl>(D))
      D = Shadow->getTargetDecl();
    const auto *F = dyn_cast<FunctionDecl>(D);
    if (isa<CXXConversionDecl>(D) ? Member == "conversion"
                                  : F && F->getNameAsString() == Member)
      return true;
    if (F && Member == "co_await" && F->getOverloadedOperator() == OO_Coawait)
      return true;
  }
  for (const CXXBaseSpecifier &B : R->bases()) {
    const CXXRecordDecl *Base = B.getType()->getAsCXXRecordDecl();
    if (!Base || hasMember(Base, Member)) // a base that depends may have it
      return true;
  }
  return false;
}

template <class Row> static bool isUsers(const Row &R) {
  return StringRef(R.Source).contains('/'); // the built-in files have no folder
}

template <class Row> static RowMatch place(const Row &R) {
  RowMatch Match;
  Match.Place = R.Source + ":" + std::to_string(R.Line);
  Match.Row = R.Source + ":" + std::to_string(R.RowLine);
  Match.Name = R.Name;
  return Match;
}

std::vector<RowMatch> matchRows(ASTContext &Context,
                                const model::ModelSet &Models, bool Libraries) {
  std::vector<RowMatch> Out;
  for (const model::TypeModel *T : Models.types()) {
    if (!Libraries && !isUsers(*T))
      continue;
    RowMatch Match = place(*T);
    const NamedDecl *D = find(Context, T->Name, Match.ScopeSeen);
    Match.Seen = D && isa<TypeDecl>(D);
    if (const auto *R = dyn_cast_or_null<CXXRecordDecl>(D))
      for (const auto &Each : T->Members)
        if (!hasMember(R, Each.getKey()))
          Match.MissingMembers.push_back(Each.getKey().str());
    std::sort(Match.MissingMembers.begin(), Match.MissingMembers.end());
    Out.push_back(std::move(Match));
  }
  for (const model::FunctionModel *F : Models.functions()) {
    if (!Libraries && !isUsers(*F))
      continue;
    RowMatch Match = place(*F);
    const NamedDecl *D = find(Context, F->Name, Match.ScopeSeen);
    Match.Seen = D && (isa<FunctionDecl>(D) || isa<FunctionTemplateDecl>(D));
    Out.push_back(std::move(Match));
  }
  return Out;
}

} // namespace quiesce
