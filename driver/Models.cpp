//===- Models.cpp - quiesce models ----------------------------------------===//
//
// Part of quiesce, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "CommandLine.h"
#include "ModelTools.h"
#include "model/ModelPrint.h"
#include "model/ModelSchema.h"
#include "model/Words.h"
#include "llvm/Support/FormatVariadic.h"
#include "llvm/Support/JSON.h"

using namespace llvm;

namespace quiesce::driver {

/// The rows in force in the working folder, none when there is a mistake.
static std::shared_ptr<const model::ModelSet>
modelsHere(const CommandLine &Wanted) {
  std::vector<std::string> Files = model::findUserModels("here");
  if (Wanted.ModelFile)
    Files.push_back(*Wanted.ModelFile);
  std::vector<model::ModelError> Errors;
  auto Models = model::ModelSet::withUserFiles(Files, Errors);
  return printMistakes(Errors) ? nullptr : Models;
}

std::string text(const model::ModelError &Mistake) {
  return formatv("{0}:{1}:{2}: error: {3}", Mistake.File, Mistake.Line,
                 Mistake.Column, Mistake.Message);
}

bool printMistakes(const std::vector<model::ModelError> &Errors) {
  for (const model::ModelError &Each : Errors)
    errs() << text(Each) << '\n';
  return !Errors.empty();
}

template <class Row> static json::Object record(const Row &R, StringRef What) {
  return json::Object{{"name", R.Name},
                      {"row", What},
                      {"library", R.Library},
                      {"documentation", R.Documentation},
                      {"file", R.Source},
                      {"line", int64_t(R.Line)},
                      {"row-line", int64_t(R.RowLine)}};
}

static int list(const CommandLine &Wanted) {
  auto Models = modelsHere(Wanted);
  if (!Models)
    return Failed;
  json::Array Records;
  auto Say = [&](const auto &R, StringRef What) {
    if (!Wanted.Json)
      outs() << formatv("{0,-48} {1,-14} {2}, {3}:{4}\n", R.Name, What,
                        R.Library, R.Source, R.Line);
  };
  for (const model::TypeModel *T : Models->types()) {
    Say(*T, model::word(T->Kind));
    json::Object Record = record(*T, "type");
    Record["primitive"] = model::word(T->Kind);
    Record["operations"] = int64_t(T->Members.size());
    json::Object Members;
    for (const auto &Each : T->Members)
      Members[Each.getKey()] = model::text(Each.getValue());
    Record["members"] = std::move(Members);
    Records.push_back(std::move(Record));
  }
  for (const model::FunctionModel *F : Models->functions()) {
    Say(*F, model::word(F->Does.Op));
    json::Object Record = record(*F, "function");
    Record["operation"] = model::text(F->Does);
    Records.push_back(std::move(Record));
  }
  if (Wanted.Json)
    outs() << formatv("{0:2}\n", json::Value(std::move(Records)));
  return Clean;
}

static int show(const CommandLine &Wanted) {
  if (Wanted.Choice.Files.size() != 1) {
    error() << "say what to show: quiesce models show TYPE, or FUNCTION\n";
    return Failed;
  }
  auto Models = modelsHere(Wanted);
  if (!Models)
    return Failed;
  const std::string &Name = Wanted.Choice.Files[0];
  unsigned Shown = 0;
  auto Show = [&](const auto &R, const char *List) {
    if (R.Name != Name && !StringRef(R.Name).ends_with("::" + Name))
      return;
    ++Shown;
    outs() << "# " << R.Library << ", " << R.Source << ':' << R.Line << '\n'
           << List << ":\n";
    print(R, outs());
  };
  for (const model::TypeModel *T : Models->types())
    Show(*T, "types");
  for (const model::FunctionModel *F : Models->functions())
    Show(*F, "functions");
  if (Shown)
    return Clean;
  error() << "no row for '" << Name
          << "'; 'quiesce models list' names all, without template arguments "
             "and inline namespaces\n";
  return Failed;
}

int runModels(const CommandLine &Wanted) {
  StringRef Verb = Wanted.Verb;
  if (Verb == "list")
    return list(Wanted);
  if (Verb == "show")
    return show(Wanted);
  if (Verb == "check")
    return checkModels(Wanted);
  if (Verb == "uses")
    return modelUses(Wanted);
  if (Verb == "suggest")
    return suggestModels(Wanted);
  if (Verb == "schema") {
    outs() << model::jsonSchema();
    return Clean;
  }
  error() << "say what to do: quiesce models list | show TYPE | check [FILE...]"
             " | uses [FILE...] | suggest [FILE...] | schema\n";
  return Failed;
}

} // namespace quiesce::driver
