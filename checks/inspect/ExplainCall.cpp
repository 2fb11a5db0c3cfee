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
#include "llvm/ADT/DenseSet.h"
#include "llvm/ADT/StringSet.h"

using namespace clang;

namespace quiesce {
namespace {

class CallExplainer : public RecursiveASTVisitor<CallExplainer> {
public:
  CallExplainer(Lowering &L, StringRef File, unsigned Line, raw_ostream &Out)
      : L(L), File(File), Line(Line), Out(Out) {}

  bool shouldVisitTemplateInstantiations() const { return true; }

  bool VisitCoawaitExpr(CoawaitExpr *E) {
    const Expr *Object = E->getOperand()->IgnoreParenImpCasts();
    Awaited.insert(E->getOperand()->IgnoreUnlessSpelledInSource());
    const model::TypeModel *M = L.modelOf(Object->getType());
    const model::OperationModel *Does = M ? M->member("co_await") : nullptr;
    if (Does && isAsked(E->getExprLoc()))
      say("co_await of '" + M->Name + "': does '" + model::text(*Does) + "', " +
          from(*M));
    return true;
  }
  bool VisitCXXForRangeStmt(CXXForRangeStmt *S) {
    const model::TypeModel *M =
        S->getRangeInit() ? L.modelOf(S->getRangeInit()->getType()) : nullptr;
    if (M && M->Iterate != model::Operation::None && isAsked(S->getForLoc()))
      say("loop over '" + M->Name + "': each round does '" +
          model::word(M->Iterate).str() + "', " + from(*M));
    return true;
  }
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

  /// What becomes of a call that no row speaks for.
  std::string otherwise(const FunctionDecl *D) {
    const FunctionDecl *Body = L.enterable(D);
    if (Body && isa_and_nonnull<CoroutineBodyStmt>(Body->getBody()))
      return "it is a coroutine, which is followed where it is awaited or "
             "spawned";
    const auto *Method = dyn_cast<CXXMethodDecl>(D);
    if (Body)
      return Method && Method->isVirtual()
                 ? "its body is visible, and followed where the object's class "
                   "is known"
                 : "its body is visible and is followed";
    if (L.inLibrary(D))
      return "it is a library's, so nothing but what it is given by pointer or "
             "reference is touched";
    return "its body is not visible, so what it is handed escapes, and nobody "
           "is called stuck on that";
  }

  /// What hangs on how this very call is written.
  std::string circumstances(const CallExpr *E, const CallModel &Call) {
    const model::OperationModel &Does = *Call.Does;
    if (Does.How == model::Mode::Awaited && !Awaited.count(E))
      return "; but it is not awaited here, so it is unknown";
    if (Does.Args.Deadline < 0)
      return {};
    unsigned At = Does.Args.Deadline;
    if (At >= E->getNumArgs() || isa<CXXDefaultArgExpr>(E->getArg(At)))
      return "; without its limit it waits for good";
    if (L.waitsFor(E->getArg(At), Does.Forever) == model::Mode::Blocking)
      return "; with that limit it waits for good";
    return "; with its limit it is timed";
  }

  std::string spelt(QualType T) {
    return T.getUnqualifiedType().getAsString(L.Context.getPrintingPolicy());
  }

  std::string explain(CallExpr *E) {
    const FunctionDecl *D = E->getDirectCallee();
    if (!D)
      return E->isTypeDependent() || isa<UnresolvedLookupExpr>(E->getCallee())
                 ? "a call that depends on a template: what counts is each "
                   "instantiation"
                 : "a call through a pointer: it is followed where its target "
                   "is known";
    std::string Name = "'" + D->getQualifiedNameAsString() + "': ";
    CallModel Call = L.modelOf(E);
    if (Call.Does) {
      const model::FunctionModel *F = L.modelOf(D);
      std::string Text = Name + "does '" + model::text(*Call.Does) + "'";
      if (!F)
        Text += " on a " + model::word(Call.Kind).str();
      return Text + ", " + (F ? from(*F) : from(*Call.Type)) +
             circumstances(E, Call);
    }
    if (!Call.Object)
      return Name + "no function row; " + otherwise(D);
    if (!Call.Type)
      return Name + "no type row for '" + spelt(Call.ObjectType) + "'; " +
             otherwise(D);
    std::string Member =
        isa<CXXConversionDecl>(D) ? "conversion" : D->getNameAsString();
    std::string Text = Name + "the row of '" + Call.Type->Name +
                       "' has no member '" + Member + "', so ";
    const auto *Method = cast<CXXMethodDecl>(D);
    if (D->getOverloadedOperator() == OO_Equal)
      Text += "it is an assignment";
    else if (Call.Type->Kind == model::Primitive::Value || Method->isConst())
      Text += "its result is unknown, and the object stays as it is";
    else
      Text += "it may do anything to the object";
    return Text + "; " + from(*Call.Type);
  }

  Lowering &L;
  StringRef File;
  unsigned Line;
  raw_ostream &Out;
  llvm::StringSet<> Said;
  llvm::DenseSet<const Expr *> Awaited; ///< calls behind a co_await
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
