//===- CheckModels.cpp - quiesce models check -----------------------------===//
//
// Part of quiesce, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "ModelTools.h"
#include "Parse.h"
#include "SelectedUnits.h"
#include "Workers.h"
#include "inspect/MatchRows.h"
#include "llvm/Support/FormatVariadic.h"
#include "llvm/Support/Path.h"
#include <map>
#include <set>

using namespace llvm;

namespace quiesce::driver {

/// What the units of a run say about one row.
struct RowState {
  bool Seen = false, ScopeSeen = false, First = true;
  std::set<std::string> Missing; ///< members that no unit's class has
};

/// One line a row: place, name, whether it was seen, members that were not.
static std::string matchRows(const Unit &One, const Options &Options) {
  std::string Text;
  raw_string_ostream Out(Text);
  std::vector<std::string> Errors = parseUnit(
      One, vfs::createPhysicalFileSystem(), [&](clang::ASTContext &Context) {
        std::vector<model::ModelError> Mistakes;
        auto Models = modelsFor(Context, Options, Mistakes);
        for (const model::ModelError &Each : Mistakes)
          Out << "mistake\t" << Each.File << ':' << Each.Line << ':'
              << Each.Column << ": error: " << Each.Message << '\n';
        if (!Mistakes.empty())
          return;
        for (const RowMatch &Each : matchUserRows(Context, *Models)) {
          Out << "row\t" << Each.Place << '\t' << Each.Name << '\t'
              << (Each.Seen        ? "seen"
                  : Each.ScopeSeen ? "scope"
                                   : "none");
          for (const std::string &Member : Each.MissingMembers)
            Out << '\t' << Member;
          Out << '\n';
        }
      });
  for (const std::string &Each : Errors)
    Out << "error\t" << Each << '\n';
  return Text;
}

static int checkFiles(const std::vector<std::string> &Files) {
  std::vector<model::ModelError> Errors;
  model::ModelSet::withUserFiles(Files, Errors);
  if (printMistakes(Errors))
    return Failed;
  outs() << formatv("{0} model file{1} without mistakes\n", Files.size(),
                    Files.size() == 1 ? "" : "s");
  return Clean;
}

int checkModels(const CommandLine &Wanted) {
  std::vector<std::string> Files = Wanted.Choice.Files;
  auto IsModel = [](StringRef File) {
    return sys::path::extension(File) == ".yaml";
  };
  if (!Files.empty() && llvm::all_of(Files, IsModel))
    return checkFiles(Files);
  if (Files.empty() && Wanted.Choice.BuildPath.empty() &&
      !Wanted.Choice.Flags) {
    Files = model::findUserModels("here");
    if (Wanted.ModelFile)
      Files.push_back(*Wanted.ModelFile);
    if (!Files.empty())
      return checkFiles(Files);
    error() << "there is no .quiesce.yaml in this folder or above; name model "
               "files, or source files to match them with\n";
    return Failed;
  }

  Options Settings;
  Wanted.override(Settings);
  UnitSelection Selection = unitsFor(Wanted);
  std::map<std::tuple<std::string, unsigned, std::string>, RowState> Rows;
  std::set<std::string> Mistakes;
  bool Broken = !Selection.Errors.empty();
  runJobs(
      Selection.Units.size(), {Wanted.Jobs},
      [&](unsigned I) { return matchRows(Selection.Units[I], Settings); },
      [](unsigned) {},
      [&](unsigned I, const JobResult &Job) {
        if (!Job.Output) {
          error() << "'" << Selection.Units[I].Filename << "' " << Job.Problem
                  << '\n';
          Broken = true;
          return;
        }
        SmallVector<StringRef> Lines;
        StringRef(*Job.Output).split(Lines, '\n', -1, /*KeepEmpty=*/false);
        for (StringRef Line : Lines) {
          SmallVector<StringRef> Parts;
          Line.split(Parts, '\t');
          if (Parts[0] != "row") {
            Mistakes.insert(Line.split('\t').second.str());
            continue;
          }
          auto [File, LineText] = Parts[1].rsplit(':');
          unsigned Number = 0;
          LineText.getAsInteger(10, Number);
          RowState &Row = Rows[{File.str(), Number, Parts[2].str()}];
          Row.ScopeSeen |= Parts[3] != "none";
          if (Parts[3] != "seen")
            continue;
          std::set<std::string> Missing;
          for (StringRef Member : drop_begin(Parts, 4))
            if (Row.First || Row.Missing.count(Member.str()))
              Missing.insert(Member.str());
          Row.Seen = true;
          Row.First = false;
          Row.Missing = std::move(Missing);
        }
      });
  for (const std::string &Text : Mistakes)
    errs() << Text << '\n';
  if (Broken || !Mistakes.empty())
    return Failed;

  unsigned Unmatched = 0;
  for (const auto &[Key, Row] : Rows) {
    const auto &[File, Line, Name] = Key;
    std::string Place = File + ":" + std::to_string(Line);
    if (!Row.Seen && Row.ScopeSeen) {
      ++Unmatched;
      outs() << Place << ": warning: '" << Name
             << "' matches nothing, though its namespace is there; expected "
                "the name of the declaration, without template arguments and "
                "inline namespaces\n";
    } else if (!Row.Seen) {
      ++Unmatched;
      outs() << Place << ": warning: '" << Name
             << "' matches nothing in these files\n";
    }
    for (const std::string &Member : Row.Missing) {
      ++Unmatched;
      outs() << Place << ": warning: '" << Name << "' has no member '" << Member
             << "'\n";
    }
  }
  outs() << formatv("{0} row{1} in {2} file{3}, {4} unmatched\n", Rows.size(),
                    Rows.size() == 1 ? "" : "s", Selection.Units.size(),
                    Selection.Units.size() == 1 ? "" : "s", Unmatched);
  return Unmatched ? FindingsReported : Clean;
}

} // namespace quiesce::driver
