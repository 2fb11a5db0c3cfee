//===- ToolIdentity.h - which build of the tool this is ---------*- C++ -*-===//
//
// Part of quiesce, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef QUIESCE_DRIVER_TOOLIDENTITY_H
#define QUIESCE_DRIVER_TOOLIDENTITY_H

#include <string>

namespace quiesce::driver {

/// A hash of the build ids of all that is loaded, the command and LLVM's
/// libraries; of the whole file where the linker gave none.
const std::string &toolIdentity();

} // namespace quiesce::driver

#endif // QUIESCE_DRIVER_TOOLIDENTITY_H
