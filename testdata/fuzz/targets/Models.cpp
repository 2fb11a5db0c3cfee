//===- Models.cpp - a .quiesce.yaml file ----------------------------------===//
//
// Part of quiesce, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Read as the driver reads it: rows, options, and what they do to a run.  Rows
// that are right are printed, and must read back as the same rows.
//
//===----------------------------------------------------------------------===//

#include "../support/Folder.h"
#include "Configuration.h"
#include "model/ModelPrint.h"
#include "model/ModelYaml.h"

using namespace llvm;
using namespace quiesce;

static std::string printed(const model::ModelFile &File) {
  std::string Text;
  raw_string_ostream Out(Text);
  if (!File.Types.empty())
    Out << "types:\n";
  for (const auto &Row : File.Types)
    print(Row.Data, Out);
  if (!File.Functions.empty())
    Out << "functions:\n";
  for (const auto &Row : File.Functions)
    print(Row.Data, Out);
  return Text;
}

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *Data, size_t Size) {
  static const fuzz::Folder Folder;
  StringRef Text(reinterpret_cast<const char *>(Data), Size);
  Folder.write(".quiesce.yaml", Text);
  driver::CommandLine Wanted;
  driver::Configuration Team;
  driver::Unit One(Folder.Path, Folder.Path + "/a.cpp", {"c++", "a.cpp"}, "");
  if (Team.read({One}, Wanted)) {
    Options Settings;
    Team.override(One, Settings);
    (void)Team.checks(One);
  }

  std::vector<model::ModelError> Errors;
  model::ModelFile Read = model::readModelFile(Text, "a", Errors);
  if (!Errors.empty())
    return 0;
  std::string Once = printed(Read);
  std::string Twice = printed(model::readModelFile(Once, "b", Errors));
  if (!Errors.empty() || Once != Twice) {
    errs() << "Rows that read back as others:\n" << Once << Twice;
    for (const model::ModelError &Each : Errors)
      errs() << Each.Line << ": " << Each.Message << '\n';
    std::abort();
  }
  return 0;
}
