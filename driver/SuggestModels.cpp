//===- SuggestModels.cpp - quiesce models suggest -------------------------===//
//
// Part of quiesce, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "ModelTools.h"
#include "Parse.h"
#include "SelectedUnits.h"
#include "Workers.h"
#include "inspect/Suggest.h"
#include "model/ModelPrint.h"
#include "llvm/Support/FormatVariadic.h"
#include "llvm/Support/JSON.h"
#include <map>

using namespace llvm;

namespace quiesce::driver {

/// A suggestion as it is told, so that units can be compared.
struct Proposal {
  int64_t Weight = 0;
  std::string Text;
};

static std::string textOf(const Suggestion &S) {
  std::string Text;
  raw_string_ostream Out(Text);
  Out << "  # " << S.Place << '\n';
  for (const std::string &Each : S.Evidence)
    Out << "  # - " << Each << '\n';
  print(S.Row, Out);
  return Text;
}

static std::string proposals(const Unit &One, const Options &Options) {
  json::Object Told;
  std::vector<std::string> Errors = parseUnit(
      One, vfs::createPhysicalFileSystem(), [&](clang::ASTContext &Context) {
        std::vector<model::ModelError> Mistakes;
        auto Models = modelsFor(Context, Options, Mistakes);
        if (Mistakes.empty())
          for (const Suggestion &Each : suggestRows(Context, *Models))
            Told[Each.Row.Name] = json::Object{{"weight", int64_t(Each.Weight)},
                                               {"text", textOf(Each)}};
      });
  return formatv("{0}", json::Value(json::Object{{"rows", std::move(Told)},
                                                 {"failed", !Errors.empty()}}));
}

int suggestModels(const CommandLine &Wanted) {
  Options Settings;
  Wanted.override(Settings);
  UnitSelection Selection = unitsFor(Wanted);
  std::map<std::string, Proposal> Best;
  unsigned Broken = 0;
  runJobs(
      Selection.Units.size(), {Wanted.Jobs},
      [&](unsigned I) { return proposals(Selection.Units[I], Settings); },
      [](unsigned) {},
      [&](unsigned, const JobResult &Job) {
        Expected<json::Value> Read = json::parse(Job.Output.value_or("{}"));
        const json::Object *Whole = Read ? Read->getAsObject() : nullptr;
        const json::Object *Rows = Whole ? Whole->getObject("rows") : nullptr;
        if (!Read)
          consumeError(Read.takeError());
        if (!Rows || Whole->getBoolean("failed").value_or(true)) {
          ++Broken;
          return;
        }
        for (const auto &[Name, Row] : *Rows) {
          const json::Object &One = *Row.getAsObject();
          Proposal New{One.getInteger("weight").value_or(0),
                       One.getString("text").value_or("").str()};
          Proposal &Old = Best[Name.str()];
          // The order in which units end must not matter.
          if (std::tie(New.Weight, Old.Text) > std::tie(Old.Weight, New.Text))
            Old = std::move(New);
        }
      });
  if (!Best.empty())
    outs() << "# Proposed by 'quiesce models suggest'.  Keep what is right; a "
              "class whose body\n# can be read needs a row only to be spoken "
              "of as what it is.\ntypes:\n";
  for (const auto &[Name, Each] : Best)
    outs() << Each.Text;
  outs().flush();
  errs() << formatv("{0} suggestion{1} from {2} file{3}\n", Best.size(),
                    Best.size() == 1 ? "" : "s", Selection.Units.size(),
                    Selection.Units.size() == 1 ? "" : "s");
  if (Broken)
    error() << Broken
            << " of them could not be read; 'quiesce check' tells "
               "why\n";
  return !Selection.Errors.empty() || Broken ? Failed : Clean;
}

} // namespace quiesce::driver
