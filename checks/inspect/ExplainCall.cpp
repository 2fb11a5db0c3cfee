//===- ExplainCall.cpp - why a call is an operation, or is not ------------===//
//
// Part of quiesce, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "inspect/ExplainCall.h"
#include "model/ModelPrint.h"
#include "model/Words.h"
#include "skeleton/Lowering.h"
#include "clang/AST/RecursiveASTVisitor.h"
#include "clang/Basic/SourceManager.h"
#include "llvm/ADT/StringSet.h"

using namespace clang;

namespace quiesce {
namespace {

class CallExplainer : public RecursiveASTVisitor<CallExplainer> {
public:
  CallExplainer(Lowering &L, StringRef File, unsigned Line, raw_ostream &Out)
      : L(L), File(File), Line(Line), Out(Out) {}

  bool shouldVisitTemplateInstantiations() const { return true; }

  bool VisitCallExpr(CallExpr *E) {
    if (isAsked(E->getExprLoc()) || isAsked(E->getBeginLoc()))
      say(explain(E));
    return true;
  }
  bool VisitCXXConstructExpr(CXXConstructExpr *E) {
    if (isAsked(E->getExprLoc()) && E->getNumArgs() &&
        !E->getConstructor()->isCopyOrMoveConstructor())
      if (const model::TypeModel *M = L.modelOf(E->getType()))
        say("construction of '" + M->Name + "': " +
            (model::text(M->Constructor).empty()
                 ? "a " + model::word(M->Kind).str()
                 : "does '" + model::text(M->Constructor) + "'") +
            ", " + from(*M));
    return true;
  }

  bool Found = false;

private:
  bool isAsked(SourceLocation Where) const {
    PresumedLoc P = L.Context.getSourceManager().getPresumedLoc(
        L.Context.getSourceManager().getFileLoc(Where), false);
    return P.isValid() && P.getLine() == Line &&
           (StringRef(P.getFilename()) == File ||
            StringRef(P.getFilename()).ends_with(("/" + File).str()));
  }

  template <class Row> static std::string from(const Row &M) {
    return "row at " + M.Source + ":" + std::to_string(M.Line) + " (" +
           M.Library + ")";
  }

  void say(const std::string &Text) {
    Found = true;
    if (Said.insert(Text).second)
      Out << Text << '\n';
  }

  std::string otherwise(const FunctionDecl *D) {
    if (L.enterable(D))
      return "its body is visible and is followed";
    if (L.inLibrary(D))
      return "it is a library's, so nothing but what it is given by pointer or "
             "reference is touched";
    return "its body is not visible, so what it is handed escapes";
  }

  std::string explain(CallExpr *E) {
    const FunctionDecl *D = E->getDirectCallee();
    if (!D)
      return "a call through a pointer, or one that depends on a template: it "
             "is followed where its target is known";
    std::string Name = "'" + D->getQualifiedNameAsString() + "': ";
    const auto *Method = dyn_cast<CXXMethodDecl>(D);
    const Expr *Object = nullptr;
    if (const auto *Member = dyn_cast<CXXMemberCallExpr>(E))
      Object = Member->getImplicitObjectArgument();
    else if (isa<CXXOperatorCallExpr>(E) && Method && E->getNumArgs())
      Object = E->getArg(0);
    if (!Object) {
      if (const model::FunctionModel *M = L.modelOf(D))
        return Name + "does '" + model::text(M->Does) + "', " + from(*M);
      return Name + "no function row; " + otherwise(D);
    }
    QualType T = Object->IgnoreParenBaseCasts()->getType();
    if (T->isPointerType())
      T = T->getPointeeType();
    const model::TypeModel *M = L.modelOf(T);
    if (!M)
      return Name + "no type row for '" +
             T.getUnqualifiedType().getAsString(L.Context.getPrintingPolicy()) +
             "'; " + otherwise(D);
    std::string Member =
        isa<CXXConversionDecl>(D) ? "conversion" : D->getNameAsString();
    if (const model::OperationModel *Does = M->member(Member))
      return Name + "does '" + model::text(*Does) + "' on a " +
             model::word(M->Kind).str() + ", " + from(*M);
    return Name + "the row of '" + M->Name + "' has no member '" + Member +
           "', so it may do anything to the object; " + from(*M);
  }

  Lowering &L;
  StringRef File;
  unsigned Line;
  raw_ostream &Out;
  llvm::StringSet<> Said;
};

} // namespace

bool explainCalls(ASTContext &Context, const Options &Options, StringRef File,
                  unsigned Line, raw_ostream &Out,
                  std::vector<model::ModelError> &Errors) {
  auto Models = modelsFor(Context, Options, Errors);
  if (!Errors.empty())
    return false;
  Program P;
  Lowering L(Context, *Models, P);
  CallExplainer Explainer(L, File, Line, Out);
  Explainer.TraverseDecl(Context.getTranslationUnitDecl());
  return Explainer.Found;
}

} // namespace quiesce
