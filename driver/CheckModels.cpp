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
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FormatVariadic.h"
#include "llvm/Support/Path.h"
#include <map>
#include <set>

using namespace llvm;

namespace quiesce::driver {

namespace {

/// What the units of a run say about one name.
struct NameState {
  std::string Row; ///< file:line
  bool Seen = false, ScopeSeen = false;
};

/// ... and about the row it stands in.
struct RowState {
  std::set<std::string> Names; ///< that were seen
  /// Members that none of them has.  Nothing is known before one was seen.
  std::optional<std::set<std::string>> Missing;
};

/// By place, so that what is printed is in the order of the files.
struct Place {
  std::string File;
  unsigned Line = 0;
  std::string Name;

  explicit Place(StringRef Text, StringRef Name = {}) : Name(Name) {
    auto [Path, LineText] = Text.rsplit(':');
    File = Path.str();
    LineText.getAsInteger(10, Line);
  }
  bool operator<(const Place &Other) const {
    return std::tie(File, Line, Name) <
           std::tie(Other.File, Other.Line, Other.Name);
  }
};

class RowTable {
public:
  /// One line of what matchRowsIn() says: place, row, name, whether it was
  /// seen, members that were not.
  void add(ArrayRef<StringRef> Parts) {
    NameState &One = Names.try_emplace(Place(Parts[0], Parts[2])).first->second;
    One.Row = Parts[1].str();
    One.ScopeSeen |= Parts[3] != "none";
    if (Parts[3] != "seen")
      return;
    One.Seen = true;
    RowState &Row = Rows[One.Row];
    Row.Names.insert(Parts[2].str());
    std::set<std::string> Missing;
    for (StringRef Member : drop_begin(Parts, 4))
      if (!Row.Missing || Row.Missing->count(Member.str()))
        Missing.insert(Member.str());
    Row.Missing = std::move(Missing);
  }

  size_t size() const { return Names.size(); }

  /// Prints what matches nothing; how much that is.
  unsigned print() const {
    unsigned Unmatched = 0;
    std::set<std::string> Told;
    for (const auto &[At, One] : Names) {
      raw_ostream &Out = outs();
      std::string Start =
          (At.File + ":" + Twine(At.Line) + ": warning: ").str();
      if (!One.Seen) {
        ++Unmatched;
        Out << Start << "'" << At.Name << "' matches nothing"
            << (One.ScopeSeen
                    ? ", though its namespace is there; expected the name of "
                      "the declaration, without template arguments and inline "
                      "namespaces\n"
                    : " in these files\n");
      }
      auto Row = Rows.find(One.Row);
      if (Row == Rows.end() || !Told.insert(One.Row).second)
        continue;
      for (const std::string &Member : *Row->second.Missing) {
        ++Unmatched;
        const std::set<std::string> &Of = Row->second.Names;
        Out << Start << (Of.size() > 1 ? "none of '" : "'") << join(Of, "', '")
            << (Of.size() > 1 ? "' has a" : "' has no") << " member '" << Member
            << "'\n";
      }
    }
    return Unmatched;
  }

private:
  std::map<Place, NameState> Names;
  std::map<std::string, RowState> Rows;
};

} // namespace

static std::string matchRowsIn(const Unit &One, const Options &Options,
                               bool Libraries) {
  std::string Text;
  raw_string_ostream Out(Text);
  std::vector<std::string> Errors = parseUnit(
      One, vfs::createPhysicalFileSystem(), [&](clang::ASTContext &Context) {
        std::vector<model::ModelError> Mistakes;
        auto Models = modelsFor(Context, Options, Mistakes);
        for (const model::ModelError &Each : Mistakes)
          Out << "mistake\t" << text(Each) << '\n';
        if (!Mistakes.empty())
          return;
        for (const RowMatch &Each : matchRows(Context, *Models, Libraries)) {
          Out << "row\t" << Each.Place << '\t' << Each.Row << '\t' << Each.Name
              << '\t'
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
  RowTable Rows;
  std::set<std::string> Mistakes;
  bool Broken = !Selection.Errors.empty();
  runJobs(
      Selection.Units.size(), {Wanted.Jobs},
      [&](unsigned I) {
        return matchRowsIn(Selection.Units[I], Settings, Wanted.AllRows);
      },
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
          if (Parts[0] == "row")
            Rows.add(ArrayRef(Parts).drop_front());
          else
            Mistakes.insert(Line.split('\t').second.str());
        }
      });
  for (const std::string &Text : Mistakes)
    errs() << Text << '\n';
  if (Broken || !Mistakes.empty())
    return Failed;
  unsigned Unmatched = Rows.print();
  outs() << formatv("{0} row{1} in {2} file{3}, {4} unmatched\n", Rows.size(),
                    Rows.size() == 1 ? "" : "s", Selection.Units.size(),
                    Selection.Units.size() == 1 ? "" : "s", Unmatched);
  return Unmatched ? FindingsReported : Clean;
}

} // namespace quiesce::driver
