//===- SelectedUnits.h - the code a subcommand looks at ---------*- C++ -*-===//
//
// Part of quiesce, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// For the subcommands that look into code and make no report: what is wrong is
// said on stderr at once.
//
//===----------------------------------------------------------------------===//

#ifndef QUIESCE_DRIVER_SELECTEDUNITS_H
#define QUIESCE_DRIVER_SELECTEDUNITS_H

#include "CommandLine.h"
#include "llvm/ADT/STLFunctionalExtras.h"

namespace clang {
class ASTContext;
} // namespace clang

namespace quiesce::driver {

/// The units that the command line selects, with its mistakes said.
UnitSelection unitsFor(const CommandLine &Wanted);

/// Calls \p Use with the AST of the first of them.  False, with the mistakes
/// said, when there is none or it does not compile.
bool parseSelected(const CommandLine &Wanted,
                   llvm::function_ref<void(clang::ASTContext &)> Use);

} // namespace quiesce::driver

#endif // QUIESCE_DRIVER_SELECTEDUNITS_H
