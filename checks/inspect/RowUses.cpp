//===- RowUses.cpp - which rows a unit's code needs -----------------------===//
//
// Part of quiesce, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "inspect/RowUses.h"
#include "skeleton/Lowering.h"
#include "clang/AST/RecursiveASTVisitor.h"
#include "clang/Basic/SourceManager.h"
#include "llvm/Support/SaveAndRestore.h"
#include <set>

using namespace clang;

namespace quiesce {
namespace {

class UseFinder : public RecursiveASTVisitor<UseFinder> {
public:
  explicit UseFinder(Lowering &L) : L(L) {}

  std::set<RowUse> Found;

  bool shouldVisitTemplateInstantiations() const { return true; }

  bool TraverseDecl(Decl *D) {
    if (!D || (D->getLocation().isValid() &&
               D->getDeclContext()->isFileContext() && L.inLibrary(D)))
      return true;
    const auto *F = dyn_cast<FunctionDecl>(D);
    // A method of a local class belongs to the function around it.
    llvm::SaveAndRestore Enter(Within, Within.empty() && F && F->getIdentifier()
                                           ? F->getNameAsString()
                                           : Within);
    return RecursiveASTVisitor::TraverseDecl(D);
  }

  bool VisitVarDecl(VarDecl *V) {
    names(V->getType(), V->getLocation());
    return true;
  }
  bool VisitFieldDecl(FieldDecl *F) {
    names(F->getType(), F->getLocation());
    return true;
  }
  bool VisitExpr(Expr *E) {
    names(E->getType(), E->getExprLoc());
    return true;
  }

  bool VisitCXXConstructExpr(CXXConstructExpr *E) {
    const model::TypeModel *M = L.modelOf(E->getType());
    const CXXConstructorDecl *C = E->getConstructor();
    if (M && E->getNumArgs() && !C->isCopyOrMoveConstructor())
      add(*M, "(constructor)", E->getExprLoc());
    return true;
  }

  bool VisitCallExpr(CallExpr *E) {
    if (E->isTypeDependent())
      return true;
    CallModel Call = L.modelOf(E);
    const FunctionDecl *D = E->getDirectCallee();
    if (!Call.Does)
      return true;
    if (const model::FunctionModel *F = L.modelOf(D))
      add(*F, "", E->getExprLoc());
    else if (Call.Type)
      add(*Call.Type,
          isa<CXXConversionDecl>(D) ? "conversion" : D->getNameAsString(),
          E->getExprLoc());
    return true;
  }

  bool VisitCoawaitExpr(CoawaitExpr *E) {
    const Expr *Object = E->getOperand()->IgnoreParenImpCasts();
    const model::TypeModel *M = L.modelOf(Object->getType());
    if (M && M->member("co_await"))
      add(*M, "co_await", E->getExprLoc());
    return true;
  }

  bool VisitCXXForRangeStmt(CXXForRangeStmt *S) {
    const model::TypeModel *M =
        S->getRangeInit() ? L.modelOf(S->getRangeInit()->getType()) : nullptr;
    if (M && M->Iterate != model::Operation::None)
      add(*M, "(iterate)", S->getForLoc());
    return true;
  }

private:
  void names(QualType T, SourceLocation Where) {
    if (T.isNull() || T->isDependentType())
      return;
    T = T.getNonReferenceType();
    const model::TypeModel *M = L.modelOf(T);
    if (!M && T->isPointerType())
      M = L.modelOf(T->getPointeeType());
    if (M)
      add(*M, "", Where);
  }

  template <class Row>
  void add(const Row &M, StringRef Member, SourceLocation Where) {
    const SourceManager &Sources = L.Context.getSourceManager();
    PresumedLoc P = Sources.getPresumedLoc(Sources.getFileLoc(Where),
                                           /*LineDirectives=*/false);
    if (P.isInvalid())
      return;
    Found.insert({M.Name, Member.str(), M.Source + ":" + std::to_string(M.Line),
                  P.getFilename() + (":" + std::to_string(P.getLine())),
                  Within});
  }

  Lowering &L;
  std::string Within;
};

} // namespace

std::vector<RowUse> rowUses(ASTContext &Context, const model::ModelSet &Models,
                            std::vector<model::ModelError> &Errors) {
  Program P;
  Lowering L(Context, Models, P);
  UseFinder Finder(L);
  Finder.TraverseDecl(Context.getTranslationUnitDecl());
  Errors.insert(Errors.end(), L.Mistakes.begin(), L.Mistakes.end());
  return {Finder.Found.begin(), Finder.Found.end()};
}

} // namespace quiesce
