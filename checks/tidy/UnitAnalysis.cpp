//===- UnitAnalysis.cpp - one analysis for all checks of a unit -----------===//
//
// Part of quiesce, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "UnitAnalysis.h"

using namespace quiesce;
using namespace quiesce::tidy;

static bool sameOptions(const Options &A, const Options &B) {
  return A.MaxAssumptions == B.MaxAssumptions && A.MaxStates == B.MaxStates &&
         A.ModelFile == B.ModelFile;
}

const Result &UnitAnalysis::run(clang::ASTContext &Context,
                                const Options &Wanted) {
  for (const Run &Done : Runs)
    if (Done.Context == &Context && sameOptions(Done.Used, Wanted))
      return *Done.Found;
  Runs.push_back(
      {&Context, Wanted, std::make_unique<Result>(analyze(Context, Wanted))});
  return *Runs.back().Found;
}

bool UnitAnalysis::claimModelErrors() {
  return !std::exchange(ModelErrorsClaimed, true);
}

std::shared_ptr<UnitAnalysis>
UnitPool::get(const clang::tidy::ClangTidyContext *Key) {
  std::lock_guard<std::mutex> Lock(Mutex);
  for (auto It = Units.begin(); It != Units.end();)
    It = It->second.expired() ? Units.erase(It) : std::next(It);
  std::weak_ptr<UnitAnalysis> &Known = Units[Key];
  std::shared_ptr<UnitAnalysis> Unit = Known.lock();
  if (!Unit) {
    Unit = std::make_shared<UnitAnalysis>();
    Known = Unit;
  }
  return Unit;
}
