//===- QuiesceTidyModule.cpp - the checks, for clang-tidy -----------------===//
//
// Part of quiesce, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The module that clang-tidy finds when it loads the plugin: one check object
// for each record of finding/Checks.cpp, all of the same class.
//
// Options, of each check or for all of them without the check's name:
// MaxAssumptions, MaxStates, ModelFile; see quiesce::Options.
//
//===----------------------------------------------------------------------===//

#include "Compatibility.h"
#include "UnitAnalysis.h"
#include "clang-tidy/ClangTidyCheck.h"
#include "clang-tidy/ClangTidyModule.h"
#include "clang/AST/ASTContext.h"
#include "clang/ASTMatchers/ASTMatchFinder.h"

using namespace clang;
using namespace clang::ast_matchers;

namespace quiesce::tidy {
namespace {

class QuiesceCheck : public clang::tidy::ClangTidyCheck {
public:
  QuiesceCheck(Check Kind, llvm::StringRef Name,
               clang::tidy::ClangTidyContext *Context,
               std::shared_ptr<UnitAnalysis> Unit)
      : ClangTidyCheck(Name, Context), Kind(Kind), Unit(std::move(Unit)) {
    Settings.MaxAssumptions =
        Options.getLocalOrGlobal("MaxAssumptions", Settings.MaxAssumptions);
    Settings.MaxStates =
        Options.getLocalOrGlobal("MaxStates", Settings.MaxStates);
    Settings.ModelFile =
        Options.getLocalOrGlobal("ModelFile", Settings.ModelFile);
  }

  void storeOptions(clang::tidy::ClangTidyOptions::OptionMap &Map) override {
    Options.store(Map, "MaxAssumptions", Settings.MaxAssumptions);
    Options.store(Map, "MaxStates", Settings.MaxStates);
    Options.store(Map, "ModelFile", Settings.ModelFile);
  }

  // The analysis walks the unit itself: matchers do not see system headers,
  // and a modelled type is most often declared in one.
  void registerMatchers(MatchFinder *Finder) override {
    Finder->addMatcher(translationUnitDecl(), this);
  }

  void check(const MatchFinder::MatchResult &Match) override {
    const Result &Found = Unit->run(*Match.Context, Settings);
    if (!Found.ModelErrors.empty()) {
      if (Unit->claimModelErrors())
        reportModelErrors(Found.ModelErrors);
      return;
    }
    for (const Finding &Defect : Found.Findings)
      if (Defect.Kind == Kind)
        report(Defect);
  }

private:
  static SourceLocation place(const Location &Where) {
    return SourceLocation::getFromRawEncoding(Where.Raw);
  }

  void report(const Finding &Defect) {
    // The text goes in as an argument: it quotes code, where a percent sign is
    // not a placeholder.
    {
      auto Told = diag(place(Defect.Where), "%0") << Defect.Message;
      if (Defect.Repair) {
        SourceLocation At = place(Defect.Repair->Where);
        Told << FixItHint::CreateReplacement(
            CharSourceRange::getCharRange(
                At, At.getLocWithOffset(int(Defect.Repair->Length))),
            Defect.Repair->Text);
      }
    }
    for (const Step &Told : Defect.Steps)
      diag(place(Told.Where), "%0", DiagnosticIDs::Note) << Told.Text;
  }

  void reportModelErrors(llvm::ArrayRef<model::ModelError> Errors) {
    for (const model::ModelError &Error : Errors)
      configurationDiag("%0:%1:%2: %3", DiagnosticIDs::Error)
          << Error.File << Error.Line << Error.Column << Error.Message;
  }

  const Check Kind;
  std::shared_ptr<UnitAnalysis> Unit;
  quiesce::Options Settings;
};

class QuiesceModule : public clang::tidy::ClangTidyModule {
public:
  void
  addCheckFactories(clang::tidy::ClangTidyCheckFactories &Factories) override {
    auto Pool = std::make_shared<UnitPool>();
    for (const CheckRecord *Record : allChecks())
      Factories.registerCheckFactory(
          Record->Name, [Pool, Record](llvm::StringRef Name,
                                       clang::tidy::ClangTidyContext *Context) {
            return std::make_unique<QuiesceCheck>(Record->Kind, Name, Context,
                                                  Pool->get(Context));
          });
  }
};

} // namespace

static clang::tidy::ClangTidyModuleRegistry::Add<QuiesceModule>
    Registration("quiesce-module", "Finds where C++ programs hang for good.");

} // namespace quiesce::tidy
