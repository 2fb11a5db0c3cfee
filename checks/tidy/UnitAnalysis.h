//===- UnitAnalysis.h - one analysis for all checks of a unit ---*- C++ -*-===//
//
// Part of quiesce, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Sixteen checks are sixteen views on one analysis, which is run once for each
// translation unit whatever number of them is enabled.  clang-tidy makes the
// check objects anew for each unit and knows nothing of their kinship, so they
// find each other here, by the ClangTidyContext they were made with.
//
// A UnitAnalysis lives exactly as long as the checks that hold it: it goes with
// the unit, and nothing of it can be met by the next one.  The pool that finds
// it holds no strong reference, and is locked, for clangd makes checks of
// several files at the same time from the same factories.
//
// Cost: the first check pays the analysis, each further one a comparison of
// options.  Checks with differing options get an analysis each.
//
//===----------------------------------------------------------------------===//

#ifndef QUIESCE_TIDY_UNITANALYSIS_H
#define QUIESCE_TIDY_UNITANALYSIS_H

#include "Analysis.h"
#include <map>
#include <memory>
#include <mutex>

namespace clang::tidy {
class ClangTidyContext;
} // namespace clang::tidy

namespace quiesce::tidy {

class UnitAnalysis {
public:
  /// The findings in \p Context, analysed when first asked for.  The reference
  /// holds until the analysis goes.
  const Result &run(clang::ASTContext &Context, const Options &Wanted);

  /// True for the first caller: mistakes in model files are told once a unit,
  /// not once a check.
  bool claimModelErrors();

private:
  struct Run {
    const clang::ASTContext *Context;
    Options Used;
    std::unique_ptr<Result> Found;
  };
  std::vector<Run> Runs;
  bool ModelErrorsClaimed = false;
};

/// Hands the checks made with one ClangTidyContext the same UnitAnalysis.
class UnitPool {
public:
  std::shared_ptr<UnitAnalysis> get(const clang::tidy::ClangTidyContext *Key);

private:
  std::mutex Mutex;
  std::map<const clang::tidy::ClangTidyContext *, std::weak_ptr<UnitAnalysis>>
      Units;
};

} // namespace quiesce::tidy

#endif // QUIESCE_TIDY_UNITANALYSIS_H
