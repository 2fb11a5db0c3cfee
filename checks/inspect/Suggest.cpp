//===- Suggest.cpp - classes that look like primitives --------------------===//
//
// Part of quiesce, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "inspect/Suggest.h"
#include "inspect/CommonNames.h"
#include "inspect/Recognizers.h"
#include "clang/AST/RecursiveASTVisitor.h"
#include "clang/Basic/SourceManager.h"

using namespace clang;
using quiesce::model::Mode;
using quiesce::model::Operation;
using quiesce::model::Primitive;

namespace quiesce {

model::OperationModel &Draft::add(const std::string &Member, Operation Op,
                                  Mode How, const std::string &Why,
                                  unsigned Weight) {
  model::OperationModel &M = Made.Row.Members[Member];
  M.Op = Op;
  M.How = How;
  Made.Weight += Weight;
  because("'" + Member + "' " + Why);
  return M;
}

bool Draft::has(Operation Op, bool Blocking) const {
  return llvm::any_of(Made.Row.Members, [&](const auto &M) {
    return M.second.Op == Op && (!Blocking || M.second.How == Mode::Blocking);
  });
}

bool Draft::addByName(Primitive Kind) {
  // An instantiation has only the bodies that were used; its pattern speaks.
  if (C.Class->getTemplateInstantiationPattern())
    return false;
  for (const auto &[Name, M] : C.Methods) {
    const CommonName *Common = commonName(Kind, Name);
    if (!Common)
      continue;
    if (M.Does.HasBody)
      return false;
    Mode How = Common->How;
    if (M.Given.Limit >= 0 && !M.Given.Absent)
      How = Mode::Timed;
    model::OperationModel &Does =
        add(Name, Common->Op, How, "is a name in common use", 1);
    if (M.Given.Limit >= 0 && M.Given.Absent && How == Mode::Blocking)
      Does.Args.Deadline = M.Given.Limit;
  }
  because("no body is visible: look at what they do");
  return true;
}

namespace {

bool recognize(const ClassEvidence &C, Suggestion &Out) {
  using Recognizer = bool (*)(const ClassEvidence &, Suggestion &);
  // What bodies say comes first; more before less.
  for (Recognizer Each : {looksLikeChannel, looksLikeCounter, looksLikeGuard,
                          looksLikeMutex, looksLikeCondition, looksLikePool,
                          looksLikeThread, isCalledChannel, isCalledCounter})
    if (Each(C, Out))
      return true;
  return false;
}

/// Members that only look: a call of one without an entry would be unknown, and
/// the object with it.
void addQuestions(const ClassEvidence &C, Suggestion &Out) {
  for (const auto &[Name, M] : C.Methods) {
    if (!M.Asks || M.Does.acts() || Out.Row.Members.count(Name))
      continue;
    if (isCommonName(Name)) // it may wait behind what is not seen
      continue;
    const std::string Called = plain(Name);
    const bool Channel = Out.Row.Kind == Primitive::Channel;
    Out.Row.Members[Name].Op =
        Channel && Called == "size" ? Operation::Size
        : Channel && (Called == "empty" || Called == "isempty")
            ? Operation::IsEmpty
            : Operation::Ignore;
    Out.Evidence.push_back("'" + Name + "' only looks");
  }
}

/// Whether a lock was taken, or a value received, must be known from what is
/// returned; else both would be believed of each way on.
void removeUntold(const ClassEvidence &C, Suggestion &Out) {
  for (const auto &[Name, M] : C.Methods) {
    auto It = Out.Row.Members.find(Name);
    if (It == Out.Row.Members.end() || It->second.How == Mode::Blocking ||
        M.Tells)
      continue;
    switch (It->second.Op) {
    case Operation::Lock:
    case Operation::LockShared:
    case Operation::Acquire:
    case Operation::Send:
    case Operation::Receive:
      Out.Row.Members.erase(It);
      Out.Evidence.push_back("'" + Name +
                             "' is left out: what it returns is not true or "
                             "false; see 'status' and 'success'");
      break;
    default:
      break;
    }
  }
}

class Visitor : public RecursiveASTVisitor<Visitor> {
public:
  explicit Visitor(const Believed &B) : B(B), L(B.L) {}

  bool shouldVisitTemplateInstantiations() const { return true; }
  bool TraverseStmt(Stmt *) { return true; }

  bool VisitCXXRecordDecl(CXXRecordDecl *R) {
    if (!R->isThisDeclarationADefinition() || R->isLambda() ||
        !R->getIdentifier() || L.inLibrary(R) || L.modelOf(R) ||
        R->isInvalidDecl())
      return true;
    std::string Name = Lowering::qualifiedName(R);
    if (Name.empty())
      return true;
    Suggestion Out;
    const ClassEvidence C(B, R);
    if (!recognize(C, Out))
      return true;
    removeUntold(C, Out);
    addQuestions(C, Out);
    if (C.isInline())
      Out.Evidence.push_back("all its bodies stand in the class: it is "
                             "followed without a row too");
    Out.Row.Name = Name;
    PresumedLoc P = L.Context.getSourceManager().getPresumedLoc(
        L.Context.getSourceManager().getFileLoc(R->getLocation()), false);
    if (P.isValid())
      Out.Place = P.getFilename() + (":" + std::to_string(P.getLine()));
    Suggestion &Best = Found[Name];
    if (Out.Weight > Best.Weight)
      Best = std::move(Out);
    return true;
  }

  const Believed &B;
  Lowering &L;
  std::map<std::string, Suggestion> Found;
};

} // namespace

std::vector<Suggestion> suggestRows(ASTContext &Context,
                                    const model::ModelSet &Models) {
  Program P;
  Lowering L(Context, Models, P);
  // What uses a lock that was suggested is seen in the next round.
  Believed B{L, {}};
  std::map<std::string, Suggestion> Found;
  for (size_t Before = 1; Before != Found.size();) {
    Before = Found.size();
    Visitor V(B);
    V.TraverseDecl(Context.getTranslationUnitDecl());
    Found = std::move(V.Found);
    for (const auto &[Name, Each] : Found)
      B.Suggested[Name] = Each.Row;
  }
  std::vector<Suggestion> Out;
  for (auto &[Name, Each] : Found)
    Out.push_back(std::move(Each));
  return Out;
}

} // namespace quiesce
