//===- TidyConfiguration.cpp - what clang-tidy's files say ----------------===//
//
// Part of quiesce, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "TidyConfiguration.h"
#include "clang-tidy/ClangTidyOptions.h"
#include "llvm/ADT/StringExtras.h"

using namespace llvm;
using clang::tidy::ClangTidyOptions;

namespace quiesce::tidy {

std::string itemsOfQuiesce(StringRef Globs) {
  std::string Result;
  while (!Globs.empty()) {
    StringRef Item;
    std::tie(Item, Globs) = Globs.split(',');
    Item = Item.trim();
    StringRef Name = Item;
    Name.consume_front("-");
    if (Name.starts_with("quiesce-"))
      Result += ("," + Item).str();
  }
  return Result;
}

struct TidyConfiguration::Provider : clang::tidy::FileOptionsProvider {
  Provider() : FileOptionsProvider({}, {}, {}) {}
};

TidyConfiguration::TidyConfiguration() : Files(std::make_unique<Provider>()) {}
TidyConfiguration::~TidyConfiguration() = default;

/// What \p Name is set to, for one check or for all; null if it is not set.
static const std::string *find(const ClangTidyOptions::OptionMap &Given,
                               const Twine &Check, StringRef Name) {
  for (const std::string &Key : {(Check + "." + Name).str(), Name.str()})
    if (auto It = Given.find(Key); It != Given.end())
      return &It->second.Value;
  return nullptr;
}

static void readNumber(const ClangTidyOptions::OptionMap &Given,
                       StringRef Check, StringRef Name, unsigned &Into,
                       FileConfiguration &Result) {
  const std::string *Text = find(Given, Check, Name);
  if (!Text || to_integer(*Text, Into))
    return;
  std::string Error = ("the option '" + Name + "' in '.clang-tidy' is '" +
                       *Text + "'; write a whole number not below 0")
                          .str();
  if (!is_contained(Result.Errors, Error))
    Result.Errors.push_back(std::move(Error));
}

FileConfiguration TidyConfiguration::forFile(StringRef File) {
  ClangTidyOptions Found = Files->getOptions(File);
  FileConfiguration Result;
  if (Found.Checks)
    Result.Checks = itemsOfQuiesce(*Found.Checks);
  for (const CheckRecord *Record : allChecks()) {
    Options &Settings = Result.Settings[unsigned(Record->Kind)];
    readNumber(Found.CheckOptions, Record->Name, "MaxAssumptions",
               Settings.MaxAssumptions, Result);
    readNumber(Found.CheckOptions, Record->Name, "MaxStates",
               Settings.MaxStates, Result);
    if (const std::string *Model =
            find(Found.CheckOptions, Record->Name, "ModelFile"))
      Settings.ModelFile = *Model;
  }
  return Result;
}

Expected<std::vector<FileLines>> parseLineFilter(StringRef Json) {
  clang::tidy::ClangTidyGlobalOptions Parsed;
  // LLVM reads it as YAML, and crashes where a list may begin but an alias
  // does.
  std::error_code Error = std::make_error_code(std::errc::invalid_argument);
  if (Json.ltrim().starts_with("["))
    Error = clang::tidy::parseLineFilter(Json, Parsed);
  if (Error)
    return createStringError(Error,
                             "it is not of the form "
                             "'[{\"name\":\"a.cpp\",\"lines\":[[1,3]]}]'");
  std::vector<FileLines> Result;
  for (clang::tidy::FileFilter &Each : Parsed.LineFilter)
    Result.push_back({std::move(Each.Name), std::move(Each.LineRanges)});
  return Result;
}

} // namespace quiesce::tidy
