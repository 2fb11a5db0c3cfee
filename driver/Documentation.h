//===- Documentation.h - the pages of the checks ----------------*- C++ -*-===//
//
// Part of quiesce, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef QUIESCE_DRIVER_DOCUMENTATION_H
#define QUIESCE_DRIVER_DOCUMENTATION_H

#include "llvm/ADT/StringRef.h"
#include <string>

namespace quiesce::driver {

/// The page of a check, Markdown as docs/checks has it.  Each check has one, as
/// a test says.
llvm::StringRef documentationPage(llvm::StringRef Check);

/// What stands under a heading of that page: "Why it blocks".
llvm::StringRef documentationSection(llvm::StringRef Check,
                                     llvm::StringRef Heading);

/// Where that page can be read: below the address this build was configured
/// with, else the file that was installed beside the command, else the one in
/// the sources.
std::string documentationUrl(llvm::StringRef Check);

} // namespace quiesce::driver

#endif // QUIESCE_DRIVER_DOCUMENTATION_H
