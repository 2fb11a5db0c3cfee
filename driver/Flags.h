//===- Flags.h - a compiler's flags, as clang takes them --------*- C++ -*-===//
//
// Part of quiesce, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef QUIESCE_DRIVER_FLAGS_H
#define QUIESCE_DRIVER_FLAGS_H

#include <string>
#include <vector>

namespace quiesce::driver {

/// The compile command \p Given, for analysing: without the flags that clang
/// does not know, which are other compilers' own and would be errors, without
/// plugins, without warnings, with clang's own headers.  The first word is the
/// compiler and stays, for clang derives language and target from its name.
///
///   g++ -fno-canonical-system-headers -Wall -c a.cpp
///   -> g++ -resource-dir=... -w -Wall -c a.cpp
std::vector<std::string> adaptFlags(const std::vector<std::string> &Given);

} // namespace quiesce::driver

#endif // QUIESCE_DRIVER_FLAGS_H
