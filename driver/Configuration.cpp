//===- Configuration.cpp - options that a team puts down once -------------===//
//
// Part of quiesce, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Configuration.h"
#include "CheckGlobs.h"
#include "ModelTools.h"
#include "model/ModelYaml.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include <set>
#include <tuple>

using namespace llvm;

namespace quiesce::driver {

using model::ModelError;
using model::RunOption;
using model::RunOptions;

namespace {

/// An option that a run has one of.
struct RunSetting {
  const char *Key;
  const char *Flag; ///< on the command line
  void (*Set)(CommandLine &Wanted, const RunOption &Given);
};

} // namespace

template <unsigned CommandLine::*Member>
static void setNumber(CommandLine &Wanted, const RunOption &Given) {
  Wanted.*Member = unsigned(std::stoul(Given.Value));
}

/// None is one for each core, which is there already.
static void setJobs(CommandLine &Wanted, const RunOption &Given) {
  if (Given.Value != "0")
    setNumber<&CommandLine::Jobs>(Wanted, Given);
}

template <bool CommandLine::*Member>
static void setFlag(CommandLine &Wanted, const RunOption &Given) {
  Wanted.*Member = Given.Value == "true";
}

template <std::string CommandLine::*Member>
static void setText(CommandLine &Wanted, const RunOption &Given) {
  Wanted.*Member = Given.Value;
}

static const RunSetting RunSettings[] = {
    {"baseline", "baseline", setText<&CommandLine::BaselineFile>},
    {"cache", "cache", setText<&CommandLine::CacheFolder>},
    {"cache-size", "cache-size", setNumber<&CommandLine::CacheMegabytes>},
    {"exclude-header-filter", "exclude-header-filter",
     setText<&CommandLine::ExcludeHeaderFilter>},
    {"header-filter", "header-filter", setText<&CommandLine::HeaderFilter>},
    {"jobs", "j", setJobs},
    {"require-reason", "require-reason", setFlag<&CommandLine::RequireReason>},
    {"unit-timeout", "unit-timeout", setNumber<&CommandLine::UnitSeconds>},
    {"unused-suppressions", "unused-suppressions",
     setFlag<&CommandLine::UnusedSuppressions>},
    {"warnings-as-errors", "warnings-as-errors",
     setText<&CommandLine::WarningsAsErrors>},
};

/// A path is meant from the folder of the file it stands in.
static std::string pathIn(const RunOption &Given) {
  SmallString<256> Path(Given.Value);
  if (!Path.empty() && sys::path::is_relative(Path)) {
    Path = sys::path::parent_path(Given.File);
    sys::path::append(Path, Given.Value);
  }
  return Path.str().str();
}

/// What the files, nearest first, say together.
static RunOptions merged(const std::vector<std::string> &Files) {
  RunOptions Result;
  for (const std::string &File : reverse(Files)) {
    auto Buffer = MemoryBuffer::getFile(File, /*IsText=*/true);
    if (!Buffer)
      continue;
    std::vector<ModelError> Told; // by who reads the models
    model::ModelFile Read =
        model::readModelFile((*Buffer)->getBuffer(), File, Told);
    for (auto &[Key, Given] : Read.Check) {
      RunOption &Known = Result[Key];
      if (Key == "checks" && !Known.Value.empty())
        Given.Value = Known.Value + "," + Given.Value;
      if (Key == "baseline" || Key == "cache")
        Given.Value = pathIn(Given);
      Known = std::move(Given);
    }
  }
  return Result;
}

/// A glob that names no check is misspelt.
static void checkGlobs(const RunOptions &Given, StringRef Key,
                       std::vector<ModelError> &Errors) {
  auto It = Given.find(Key.str());
  if (It == Given.end())
    return;
  for (StringRef Item : split(It->second.Value, ',')) {
    Item = Item.trim();
    Item.consume_front("-");
    CheckGlobs One(Item.str());
    if (!Item.empty() && none_of(allChecks(), [&](const CheckRecord *Each) {
          return One.contains(Each->Name);
        }))
      Errors.push_back({It->second.File, It->second.Line, It->second.Column,
                        ("'" + Key + "' names no check by '" + Item +
                         "'; quiesce list names them")
                            .str()});
  }
}

/// The value that all folders that have one agree on; null for none.
static const RunOption *agreed(const std::map<std::string, RunOptions> &Folders,
                               const RunSetting &Setting,
                               std::vector<ModelError> &Errors) {
  const RunOption *Result = nullptr;
  for (const auto &[Folder, Given] : Folders) {
    auto It = Given.find(Setting.Key);
    if (It == Given.end())
      continue;
    const RunOption &One = It->second;
    if (!Result)
      Result = &One;
    else if (One.Value != Result->Value) {
      Errors.push_back(
          {One.File, One.Line, One.Column,
           std::string("'") + Setting.Key + "' is '" + One.Value + "', but '" +
               Result->Value + "' in " + Result->File +
               ", which also applies to sources of this run; a run has one, "
               "so give it on the command line"});
    }
  }
  return Result;
}

bool Configuration::read(const std::vector<Unit> &Units, CommandLine &Wanted) {
  std::vector<ModelError> Errors;
  std::set<std::vector<std::string>> Known;
  for (const Unit &One : Units) {
    auto [It, New] =
        Folders.try_emplace(sys::path::parent_path(One.Filename).str());
    if (!New)
      continue;
    std::vector<std::string> Files = model::findUserModels(One.Filename);
    It->second = merged(Files);
    if (!Files.empty() && Known.insert(Files).second) {
      (void)model::ModelSet::withUserFiles(Files, Errors);
      checkGlobs(It->second, "checks", Errors);
      checkGlobs(It->second, "warnings-as-errors", Errors);
    }
  }
  for (const RunSetting &Each : RunSettings)
    if (!Wanted.Given.count(Each.Flag))
      if (const RunOption *Value = agreed(Folders, Each, Errors))
        Each.Set(Wanted, *Value);
  // A file that applies to several folders is read for each.
  auto Parts = [](const ModelError &E) {
    return std::tie(E.File, E.Line, E.Column, E.Message);
  };
  sort(Errors, [&](const ModelError &A, const ModelError &B) {
    return Parts(A) < Parts(B);
  });
  Errors.erase(std::unique(Errors.begin(), Errors.end(),
                           [&](const ModelError &A, const ModelError &B) {
                             return Parts(A) == Parts(B);
                           }),
               Errors.end());
  if (!printMistakes(Errors))
    return true;
  error()
      << "a .quiesce.yaml file has mistakes, and nothing was analysed; mend "
         "it, docs/models.md has the format\n";
  return false;
}

const std::string *Configuration::find(const Unit &One, StringRef Key) const {
  auto Folder = Folders.find(sys::path::parent_path(One.Filename).str());
  if (Folder == Folders.end())
    return nullptr;
  auto It = Folder->second.find(Key.str());
  return It == Folder->second.end() ? nullptr : &It->second.Value;
}

std::string Configuration::checks(const Unit &One) const {
  const std::string *Globs = find(One, "checks");
  return Globs ? "," + *Globs : "";
}

void Configuration::override(const Unit &One, Options &Settings) const {
  if (const std::string *Value = find(One, "max-assumptions"))
    Settings.MaxAssumptions = unsigned(std::stoul(*Value));
  if (const std::string *Value = find(One, "max-states"))
    Settings.MaxStates = unsigned(std::stoul(*Value));
}

} // namespace quiesce::driver
