//===- Analysis.h - the whole analysis of one unit --------------*- C++ -*-===//
//
// Part of quiesce, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// model -> skeleton -> system -> exploration -> finding, for one translation
// unit.  The plugin, our clang-tidy, our clangd and the driver all call
// analyze(); none of them is included here.
//
//===----------------------------------------------------------------------===//

#ifndef QUIESCE_ANALYSIS_H
#define QUIESCE_ANALYSIS_H

#include "finding/Finding.h"
#include "model/Model.h"
#include "llvm/Support/raw_ostream.h"

namespace clang {
class ASTContext;
class Preprocessor;
} // namespace clang

namespace quiesce {

/// What a user can set; the defaults are the recommended values.
struct Options {
  /// Unknown conditions a witness may rest on; see docs/design.md, "Evidence".
  unsigned MaxAssumptions = 1;
  /// States explored for one system before it is given up as unknown.
  unsigned MaxStates = 20000;
  /// Steps spent on one function's system, on main's, and on the whole unit; a
  /// step is about a tenth of a microsecond.
  unsigned long MaxSteps = 300000;
  unsigned long MaxProgramSteps = 8000000;
  unsigned long MaxUnitSteps = 4000000;
  /// Memory that the states of one system may take.
  unsigned MaxStateMegabytes = 64;
  /// Calls entered below one another; a deeper call is unknown.
  unsigned MaxCallDepth = 24;
  /// An extra model file, besides the `.quiesce.yaml` files found from the
  /// source upwards; empty for none.
  std::string ModelFile;
};

/// Something that was not, or not wholly, looked at.
struct GivenUp {
  std::string System; ///< the function it begins with
  std::string Why;    ///< the budget that was spent, or the bound met
};

struct Statistics {
  unsigned Functions = 0;         ///< lowered to skeletons
  unsigned long Instructions = 0; ///< of these skeletons
  unsigned Systems = 0;           ///< explored
  unsigned long States = 0;
  unsigned long Steps = 0; ///< of exploring and judging
  size_t Bytes = 0;        ///< most that the states of one system took

  /// Adds what another analysis has done.
  void add(const Statistics &Other);
};

struct Result {
  std::vector<Finding> Findings;              ///< sorted by place, then check
  std::vector<model::ModelError> ModelErrors; ///< none analysed if not empty
  Statistics Stats;
  std::vector<GivenUp> Left;
};

/// Analyses one parsed unit.  A unit that names nothing modelled costs a few
/// hash lookups.  Code that does not parse is analysed as far as it does.
Result analyze(clang::ASTContext &Context, const Options &Options);

/// The models for a unit: built in, found from the source upwards, and the one
/// an option names.
std::shared_ptr<const model::ModelSet>
modelsFor(clang::ASTContext &Context, const Options &Options,
          std::vector<model::ModelError> &Errors);

/// What `dump` prints.
enum class Stage { Skeleton, System, States, Stuck, Promela };

/// Prints one stage for the systems of the functions called \p Function
/// (qualified or not), or of all if that is empty.  False when there is none.
/// What cannot be printed, and why, is added to \p Problems.
bool dump(clang::ASTContext &Context, const Options &Options, Stage What,
          llvm::StringRef Function, llvm::raw_ostream &Out,
          std::vector<std::string> &Problems);

/// Library version.
const char *version();

} // namespace quiesce

#endif // QUIESCE_ANALYSIS_H
