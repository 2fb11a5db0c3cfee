//===- TokenArguments.cpp - calls that could take a token -----------------===//
//
// Part of quiesce, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "skeleton/TokenArguments.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/Basic/SourceManager.h"
#include "clang/Lex/Lexer.h"

using namespace clang;

namespace quiesce {

using Exprs = llvm::ArrayRef<const Expr *>;

QualType bare(QualType T) {
  return T.getNonReferenceType().getCanonicalType().getUnqualifiedType();
}

/// The declaration that overloads are compared by: of a template its pattern.
static const FunctionDecl *pattern(const FunctionDecl *D) {
  if (const FunctionTemplateDecl *T = D->getPrimaryTemplate())
    return T->getTemplatedDecl();
  return D;
}

bool isEmptyToken(Lowering &L, const Expr *E) {
  E = plain(E);
  if (!carriesToken(L, E->getType()))
    return false;
  if (const auto *C = dyn_cast<CXXConstructExpr>(E))
    return C->getNumArgs() == 0 &&
           (L.inLibrary(C->getConstructor()) || isToken(L, E->getType()) ||
            !C->getConstructor()->isUserProvided());
  if (const auto *List = dyn_cast<InitListExpr>(E))
    return List->isExplicit() &&
           (!List->getSyntacticForm() ||
            !List->getSyntacticForm()->getNumInits()) &&
           llvm::all_of(List->inits(), [&](const Expr *Init) {
             return !isa<CXXDefaultInitExpr>(Init) ||
                    !carriesToken(L, Init->getType());
           });
  return isa<CXXScalarValueInitExpr>(E);
}

const FunctionDecl *overloadWithToken(Lowering &L, const FunctionDecl *D,
                                      const FunctionDecl *Caller, int &At) {
  const FunctionDecl *Plain = pattern(D);
  const auto *Method = dyn_cast<CXXMethodDecl>(Plain);
  const FunctionDecl *Found = nullptr;
  for (const NamedDecl *N :
       D->getDeclContext()->getRedeclContext()->lookup(D->getDeclName())) {
    N = N->getUnderlyingDecl();
    if (const auto *T = dyn_cast<FunctionTemplateDecl>(N))
      N = T->getTemplatedDecl();
    const auto *Other = dyn_cast<FunctionDecl>(N);
    if (!Other || Other->isDeleted() ||
        Other->getNumParams() != Plain->getNumParams() + 1)
      continue;
    if (const auto *M = dyn_cast<CXXMethodDecl>(Other)) {
      const auto *Mine = dyn_cast<CXXMethodDecl>(Caller);
      bool Reachable = M->getAccess() == AS_public ||
                       (Mine && Mine->getParent() == M->getParent());
      if (!Reachable || !Method || M->isStatic() != Method->isStatic() ||
          (Method->isConst() && !M->isConst()))
        continue;
    }
    int Place = -1;
    bool Same = true;
    for (unsigned I = 0; I < Other->getNumParams() && Same; ++I) {
      QualType T = Other->getParamDecl(I)->getType();
      if (Place < 0 && carriesToken(L, T))
        Place = int(I);
      else
        Same =
            I - (Place >= 0) < Plain->getNumParams() &&
            bare(T) == bare(Plain->getParamDecl(I - (Place >= 0))->getType());
    }
    if (!Same || Place < 0)
      continue;
    if (Found)
      return nullptr;
    Found = Other;
    At = Place;
  }
  return Found;
}

bool changesResult(const FunctionDecl *D, const FunctionDecl *Overload) {
  return bare(Overload->getReturnType()) != bare(pattern(D)->getReturnType());
}

bool hasComment(Lowering &L, Exprs Args, size_t I, const Expr *Call) {
  const SourceManager &SM = L.Context.getSourceManager();
  auto Has = [&](SourceLocation From, SourceLocation To) {
    if (From.isInvalid() || To.isInvalid())
      return false;
    StringRef Text = Lexer::getSourceText(
        CharSourceRange::getCharRange(SM.getExpansionLoc(From),
                                      SM.getExpansionLoc(To)),
        SM, L.Context.getLangOpts());
    return Text.contains("/*") || Text.contains("//");
  };
  SourceLocation Before = I ? Args[I - 1]->getEndLoc()
                          : isa<CallExpr>(Call)
                              ? cast<CallExpr>(Call)->getCallee()->getEndLoc()
                              : Call->getBeginLoc();
  SourceLocation After = Call->getEndLoc();
  if (I + 1 < Args.size() && !isa<CXXDefaultArgExpr>(Args[I + 1]))
    After = Args[I + 1]->getBeginLoc();
  return Has(Before, Args[I]->getBeginLoc()) ||
         Has(Args[I]->getEndLoc(), After);
}

std::optional<Fix> passToken(Lowering &L, Exprs Args, size_t At,
                             UnpassedToken::Way How, const Expr *Call,
                             const std::string &Token) {
  const SourceManager &SM = L.Context.getSourceManager();
  const LangOptions &Options = L.Context.getLangOpts();
  if (Call->getBeginLoc().isMacroID() || Call->getEndLoc().isMacroID())
    return std::nullopt;
  size_t Written = 0;
  while (Written < Args.size() && !isa<CXXDefaultArgExpr>(Args[Written])) {
    if (Args[Written]->getBeginLoc().isMacroID() ||
        Args[Written]->getEndLoc().isMacroID())
      return std::nullopt;
    ++Written;
  }
  auto Place = [&](SourceLocation Where, unsigned Length, std::string Text) {
    return Fix{L.P.Locations[L.locationFor(Where)], Length, std::move(Text)};
  };
  if (How == UnpassedToken::Empty) {
    CharSourceRange Range = Lexer::makeFileCharRange(
        CharSourceRange::getTokenRange(Args[At]->getSourceRange()), SM,
        Options);
    if (Range.isInvalid())
      return std::nullopt;
    return Place(Range.getBegin(),
                 unsigned(SM.getFileOffset(Range.getEnd()) -
                          SM.getFileOffset(Range.getBegin())),
                 Token);
  }
  if (At > Written)
    return std::nullopt; // arguments that would have to be written before it
  if (At < Written)
    return Place(Args[At]->getBeginLoc(), 0, Token + ", ");
  const auto *C = dyn_cast<CallExpr>(Call);
  if (Written)
    return Place(Lexer::getLocForEndOfToken(Args[Written - 1]->getEndLoc(), 0,
                                            SM, Options),
                 0, ", " + Token);
  if (C && !isa<CXXOperatorCallExpr>(C))
    return Place(C->getRParenLoc(), 0, Token);
  return std::nullopt;
}

} // namespace quiesce
