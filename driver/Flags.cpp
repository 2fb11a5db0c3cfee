//===- Flags.cpp - a compiler's flags, as clang takes them ----------------===//
//
// Part of quiesce, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Flags.h"
#include "Compatibility.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Option/ArgList.h"

using namespace llvm;
namespace options = clang::options;

namespace quiesce::driver {

static bool isDropped(const opt::Arg &Flag) {
  switch (Flag.getOption().getID()) {
  case options::OPT_UNKNOWN:
  case options::OPT_fplugin_EQ:
  case options::OPT_fplugin_arg:
  case options::OPT_fpass_plugin_EQ:
    return true;
  default:
    return false;
  }
}

std::vector<std::string> adaptFlags(const std::vector<std::string> &Given) {
  if (Given.empty())
    return Given;
  std::vector<const char *> Words;
  for (const std::string &Word : drop_begin(Given))
    Words.push_back(Word.c_str());
  unsigned MissingIndex, MissingCount;
  opt::InputArgList Flags = clang::getDriverOptTable().ParseArgs(
      Words, MissingIndex, MissingCount,
      opt::Visibility(options::ClangOption | options::CLOption));

  std::vector<bool> Dropped(Words.size());
  for (const opt::Arg *Flag : Flags)
    if (isDropped(*Flag))
      Dropped[Flag->getIndex()] = true;

  std::vector<std::string> Result = {Given.front()};
  if (!Flags.hasArg(options::OPT_resource_dir, options::OPT_resource_dir_EQ))
    Result.push_back("-resource-dir=" QUIESCE_RESOURCE_DIR);
  Result.push_back("-w");
  Result.push_back("-fno-caret-diagnostics"); // no "1 error generated."
  for (size_t I = 0; I < Words.size(); ++I)
    if (!Dropped[I])
      Result.push_back(Words[I]);
  return Result;
}

} // namespace quiesce::driver
