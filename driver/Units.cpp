//===- Units.cpp - which files to analyse, and how they compile -----------===//
//
// Part of quiesce, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Units.h"
#include "Paths.h"
#include "clang/Tooling/JSONCompilationDatabase.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/VirtualFileSystem.h"
#include <map>

using namespace llvm;
using namespace clang::tooling;
namespace fs = llvm::sys::fs;
namespace path = llvm::sys::path;

namespace quiesce::driver {

static constexpr char DatabaseName[] = "compile_commands.json";

/// The database file for \p BuildPath or, when that is empty, the nearest one
/// in \p Start, in a folder above or in the `build` folder of one of these;
/// empty for none.
static std::string findDatabase(StringRef BuildPath, StringRef Start) {
  SmallString<256> Path(BuildPath);
  if (!BuildPath.empty()) {
    if (fs::is_directory(Path))
      path::append(Path, DatabaseName);
    return fs::exists(Path) ? Path.str().str() : "";
  }
  for (std::string Folder = canonicalPath(Start);;
       Folder = path::parent_path(Folder).str()) {
    for (StringRef Sub : {"", "build"}) {
      Path = Folder;
      path::append(Path, Sub, DatabaseName);
      if (fs::exists(Path))
        return Path.str().str();
    }
    if (path::parent_path(Folder).empty())
      return "";
  }
}

static std::vector<Unit> readDatabase(const std::string &File,
                                      std::vector<std::string> &Errors) {
  std::string Problem;
  std::unique_ptr<CompilationDatabase> Database =
      JSONCompilationDatabase::loadFromFile(File, Problem,
                                            JSONCommandLineSyntax::AutoDetect);
  if (!Database) {
    Errors.push_back("'" + File + "' is no compile database: " + Problem +
                     "; let the build write it again");
    return {};
  }
  Database = inferTargetAndDriverMode(
      expandResponseFiles(std::move(Database), vfs::getRealFileSystem()));
  std::vector<Unit> Units = Database->getAllCompileCommands();
  if (Units.empty())
    Errors.push_back("'" + File +
                     "' names no file; let the build write it again");
  for (Unit &One : Units)
    One.Filename = canonicalPath(One.Filename, One.Directory);
  return Units;
}

static void selectWithFlags(const std::vector<std::string> &Files,
                            const CompilationDatabase &Flags,
                            UnitSelection &Selection) {
  if (Files.empty())
    Selection.Errors.push_back(
        "flags are given after '--', but no file; name the files before it");
  for (const std::string &File : Files) {
    if (!fs::is_regular_file(File)) {
      Selection.Errors.push_back("there is no file '" + File + "'");
      continue;
    }
    append_range(Selection.Units,
                 Flags.getCompileCommands(canonicalPath(File)));
  }
}

static void selectFromDatabase(const std::vector<Unit> &Known,
                               StringRef Database,
                               const std::vector<std::string> &Files,
                               UnitSelection &Selection) {
  std::vector<bool> Taken(Known.size());
  for (const std::string &File : Files) {
    std::string Wanted = canonicalPath(File);
    std::string Below = fs::is_directory(Wanted) ? Wanted + "/" : "";
    bool Found = false;
    for (size_t I = 0; I < Known.size(); ++I)
      if (Known[I].Filename == Wanted ||
          (!Below.empty() && StringRef(Known[I].Filename).starts_with(Below)))
        Found = Taken[I] = true;
    if (Found)
      continue;
    if (!fs::exists(Wanted))
      Selection.Errors.push_back("there is no file '" + File + "'");
    else if (!Below.empty())
      Selection.Errors.push_back(("no file below '" + File + "' is in '" +
                                  Database + "'; name sources of that build")
                                     .str());
    else
      Selection.Errors.push_back(
          ("'" + File + "' is not in '" + Database +
           "'; add it to the build, or give its flags: quiesce check " + File +
           " -- FLAGS")
              .str());
  }
  for (size_t I = 0; I < Known.size(); ++I)
    if (Files.empty() || Taken[I])
      Selection.Units.push_back(Known[I]);
}

/// The compiler's name stays the first word.
static void addFlags(Unit &One, const UnitChoice &Wanted) {
  std::vector<std::string> &Words = One.CommandLine;
  Words.insert(Words.empty() ? Words.end() : Words.begin() + 1,
               Wanted.Before.begin(), Wanted.Before.end());
  append_range(Words, Wanted.After);
}

UnitSelection selectUnits(const UnitChoice &Wanted) {
  UnitSelection Selection;
  if (Wanted.Flags) {
    selectWithFlags(Wanted.Files, *Wanted.Flags, Selection);
  } else {
    std::string Start = Wanted.Files.empty() ? "." : Wanted.Files.front();
    std::string Database = findDatabase(Wanted.BuildPath, Start);
    if (Database.empty()) {
      Selection.Errors.push_back(
          (Wanted.BuildPath.empty()
               ? "no compile database was found beside or above '" + Start + "'"
               : "there is no compile database in '" + Wanted.BuildPath + "'") +
          "; configure the build with -DCMAKE_EXPORT_COMPILE_COMMANDS=ON and "
          "name its folder with -p, or give the flags after '--'");
      return Selection;
    }
    std::vector<Unit> Known = readDatabase(Database, Selection.Errors);
    if (!Known.empty())
      selectFromDatabase(Known, Database, Wanted.Files, Selection);
  }
  for (Unit &One : Selection.Units)
    addFlags(One, Wanted);
  sort(Selection.Units, [](const Unit &A, const Unit &B) {
    return std::tie(A.Filename, A.CommandLine) <
           std::tie(B.Filename, B.CommandLine);
  });
  return Selection;
}

} // namespace quiesce::driver
