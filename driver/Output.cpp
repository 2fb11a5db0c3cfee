//===- Output.cpp - files that are written --------------------------------===//
//
// Part of quiesce, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "Output.h"
#include "Paths.h"
#include "llvm/Support/FileSystem.h"

using namespace llvm;
namespace fs = llvm::sys::fs;

namespace quiesce::driver {

/// A stream that is destroyed with an error ends the process, hence the error
/// is taken from it.
static std::error_code writeInto(raw_fd_ostream &Out,
                                 function_ref<void(raw_ostream &)> Write) {
  Write(Out);
  Out.flush();
  std::error_code Problem = Out.error();
  Out.clear_error();
  return Problem;
}

static Error replaceFile(const std::string &File, const fs::file_status &Before,
                         function_ref<void(raw_ostream &)> Write) {
  Expected<fs::TempFile> Made = fs::TempFile::create(File + ".temp-%%%%%%%%");
  if (!Made)
    return Made.takeError();
  raw_fd_ostream Out(Made->FD, /*shouldClose=*/false);
  std::error_code Problem = writeInto(Out, Write);
  if (!Problem && fs::exists(Before))
    Problem = fs::setPermissions(Made->FD, Before.permissions());
  if (!Problem)
    return Made->keep(File);
  consumeError(Made->discard());
  return errorCodeToError(Problem);
}

Error writeOutput(StringRef File, function_ref<void(raw_ostream &)> Write) {
  if (File.empty())
    return errorCodeToError(writeInto(outs(), Write));
  std::string Real = canonicalPath(File);
  fs::file_status Before;
  fs::status(Real, Before);
  if (!fs::exists(Before) || fs::is_regular_file(Before))
    return replaceFile(Real, Before, Write);
  std::error_code Problem;
  raw_fd_ostream Out(File, Problem, fs::OF_None);
  return errorCodeToError(Problem ? Problem : writeInto(Out, Write));
}

} // namespace quiesce::driver
