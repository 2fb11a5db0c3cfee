//===- Clangd.cpp - clangd with the checks linked in ----------------------===//
//
// Part of quiesce, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Debian ships clangd as libraries without headers, so the three functions it
// is told differently by are declared here; the linker puts ours before them
// (--wrap, see CMakeLists.txt).  They are of one version of LLVM, as is all we
// link.
//
// - The checks are on by default.  What a project's `.clang-tidy` says of them
//   holds, but a list of other checks does not turn them off.
// - They count as fast: clangd keeps a list of those it has measured, and
// leaves
//   out what is not on it.
// - The link of a diagnostic leads to our page, not to where clang-tidy's would
//   be.
//
//===----------------------------------------------------------------------===//

#include "Compatibility.h"
#include "Documentation.h"
#include "ResourceDir.h"
#include "clang-tidy/ClangTidyOptions.h"
#include "tidy/TidyConfiguration.h"
#include "llvm/Support/JSON.h"
#include <optional>

using namespace llvm;

namespace clang::clangd {
int clangdMain(int Count, char *Words[]);
struct PublishDiagnosticsParams;
} // namespace clang::clangd

using namespace clang::clangd;

// Each by its symbol: first clangd's own, then what is called instead.

DefaultChecks
realDefaultChecks() asm("__real__ZN5clang6clangd20provideDefaultChecksEv");
DefaultChecks
ourDefaultChecks() asm("__wrap__ZN5clang6clangd20provideDefaultChecksEv");

std::optional<bool> realIsFast(StringRef Check) asm(
    "__real__ZN5clang6clangd15isFastTidyCheckEN4llvm9StringRefE");
std::optional<bool> ourIsFast(StringRef Check) asm(
    "__wrap__ZN5clang6clangd15isFastTidyCheckEN4llvm9StringRefE");

json::Value realToJson(const PublishDiagnosticsParams &What) asm(
    "__real__ZN5clang6clangd6toJSONERKNS0_24PublishDiagnosticsParamsE");
json::Value ourToJson(const PublishDiagnosticsParams &What) asm(
    "__wrap__ZN5clang6clangd6toJSONERKNS0_24PublishDiagnosticsParamsE");

DefaultChecks ourDefaultChecks() {
  static const DefaultChecks Real = realDefaultChecks();
  static const auto Provider = [](clang::tidy::ClangTidyOptions &Options,
                                  StringRef File) {
    std::string Ours = ",quiesce-*" + quiesce::tidy::itemsOfQuiesce(
                                          Options.Checks.value_or(""));
    Real(Options, File);
    Options.Checks = Options.Checks.value_or("") + Ours;
  };
  return Provider;
}

std::optional<bool> ourIsFast(StringRef Check) {
  if (Check.starts_with("quiesce-"))
    return true;
  return realIsFast(Check);
}

json::Value ourToJson(const PublishDiagnosticsParams &What) {
  json::Value Whole = realToJson(What);
  json::Object *Params = Whole.getAsObject();
  json::Array *Diagnostics = Params ? Params->getArray("diagnostics") : nullptr;
  if (!Diagnostics)
    return Whole;
  for (json::Value &Each : *Diagnostics) {
    json::Object *Diagnostic = Each.getAsObject();
    std::optional<StringRef> Code =
        Diagnostic ? Diagnostic->getString("code") : std::nullopt;
    if (Code && Code->starts_with("quiesce-"))
      (*Diagnostic)["codeDescription"] =
          json::Object{{"href", quiesce::driver::documentationUrl(*Code)}};
  }
  return Whole;
}

int main(int Count, char **Words) {
  static const std::string Option = "--resource-dir=" QUIESCE_RESOURCE_DIR;
  std::vector<const char *> All =
      quiesce::withResourceDir(Count, const_cast<const char **>(Words), Option);
  return clangdMain(int(All.size()) - 1, const_cast<char **>(All.data()));
}
