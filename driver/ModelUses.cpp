//===- ModelUses.cpp - quiesce models uses --------------------------------===//
//
// Part of quiesce, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "ModelTools.h"
#include "Parse.h"
#include "SelectedUnits.h"
#include "Workers.h"
#include "inspect/RowUses.h"
#include "llvm/Support/FormatVariadic.h"
#include "llvm/Support/JSON.h"
#include <map>
#include <set>

using namespace llvm;

namespace quiesce::driver {

static json::Array told(const std::vector<RowUse> &Uses) {
  json::Array Out;
  for (const RowUse &Each : Uses)
    Out.push_back(json::Array{Each.Row, Each.Member, Each.Source, Each.Place,
                              Each.Within});
  return Out;
}

/// The uses in one unit, or what is wrong.
static std::string usesIn(const Unit &One, const Options &Options) {
  json::Object Out;
  std::vector<std::string> Problems;
  std::vector<std::string> Errors = parseUnit(
      One, vfs::createPhysicalFileSystem(), [&](clang::ASTContext &Context) {
        std::vector<model::ModelError> Mistakes;
        auto Models = modelsFor(Context, Options, Mistakes);
        if (Mistakes.empty())
          Out["uses"] = told(rowUses(Context, *Models, Mistakes));
        for (const model::ModelError &Each : Mistakes)
          Problems.push_back(text(Each));
      });
  Problems.insert(Problems.end(), Errors.begin(), Errors.end());
  Out["problems"] = json::Array(Problems);
  return formatv("{0}", json::Value(std::move(Out)));
}

static void printUses(const std::set<RowUse> &Uses) {
  struct Total {
    unsigned Count = 0;
    std::string Source;
  };
  std::map<std::string, Total> Totals;
  for (const RowUse &Each : Uses) {
    Total &Of =
        Totals[Each.Member.empty()          ? Each.Row
               : Each.Member.front() == '(' ? Each.Row + " " + Each.Member
                                            : Each.Row + "::" + Each.Member];
    ++Of.Count;
    Of.Source = Each.Source;
  }
  for (const auto &[Name, Of] : Totals)
    outs() << formatv("{0,6} {1,-48} {2}\n", Of.Count, Name, Of.Source);
}

int modelUses(const CommandLine &Wanted) {
  Options Settings;
  Wanted.override(Settings);
  UnitSelection Selection = unitsFor(Wanted);
  std::set<RowUse> Uses;
  std::set<std::string> Problems;
  runJobs(
      Selection.Units.size(), {Wanted.Jobs},
      [&](unsigned I) { return usesIn(Selection.Units[I], Settings); },
      [](unsigned) {},
      [&](unsigned I, const JobResult &Job) {
        if (!Job.Output) {
          Problems.insert("'" + Selection.Units[I].Filename + "' " +
                          Job.Problem);
          return;
        }
        json::Value Read = cantFail(json::parse(*Job.Output));
        const json::Object &Whole = *Read.getAsObject();
        for (const json::Value &Each : *Whole.getArray("problems"))
          Problems.insert(Each.getAsString()->str());
        const json::Array *Told = Whole.getArray("uses");
        for (const json::Value &Each : Told ? *Told : json::Array()) {
          const json::Array &One = *Each.getAsArray();
          auto Text = [&](unsigned At) { return One[At].getAsString()->str(); };
          Uses.insert({Text(0), Text(1), Text(2), Text(3), Text(4)});
        }
      });
  for (const std::string &Text : Problems)
    errs() << Text << '\n';
  if (!Wanted.Json) {
    printUses(Uses);
  } else {
    json::Array Records;
    for (const RowUse &Each : Uses)
      Records.push_back(json::Object{{"row", Each.Row},
                                     {"member", Each.Member},
                                     {"model", Each.Source},
                                     {"place", Each.Place},
                                     {"function", Each.Within}});
    outs() << formatv("{0:2}\n", json::Value(std::move(Records)));
  }
  return Selection.Errors.empty() && Problems.empty() ? Clean : Failed;
}

} // namespace quiesce::driver
