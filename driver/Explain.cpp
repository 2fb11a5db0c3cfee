//===- Explain.cpp - quiesce explain --------------------------------------===//
//
// Part of quiesce, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "CommandLine.h"
#include "Documentation.h"
#include "llvm/ADT/StringExtras.h"

using namespace llvm;

namespace quiesce::driver {

/// The check called \p Name, with or without the "quiesce-" before it; else
/// null, and \p Nearest is the one that is spelt most like it.
static const CheckRecord *findCheck(StringRef Name,
                                    const CheckRecord *&Nearest) {
  Name.consume_front("quiesce-");
  unsigned Least = ~0u;
  for (const CheckRecord *Each : allChecks()) {
    StringRef Known = Each->Name;
    Known.consume_front("quiesce-");
    unsigned Distance = Known.edit_distance(Name);
    if (Distance == 0)
      return Each;
    if (Distance < Least) {
      Least = Distance;
      Nearest = Each;
    }
  }
  return nullptr;
}

/// Markdown is made to be read as it is; on a terminal headings stand out.
static void printPage(StringRef Page) {
  bool Bold = outs().is_displayed() && outs().has_colors();
  bool InCode = false;
  for (StringRef Line : split(Page.rtrim(), '\n')) {
    if (Line.starts_with("```"))
      InCode = !InCode;
    if (Bold && !InCode && Line.starts_with("#"))
      outs() << "\x1b[1m" << Line << "\x1b[0m\n";
    else
      outs() << Line << '\n';
  }
}

int runExplain(const CommandLine &Wanted) {
  const CheckRecord *Nearest = nullptr;
  const CheckRecord *Found = findCheck(Wanted.CheckName, Nearest);
  if (!Found) {
    error() << "there is no check '" << Wanted.CheckName << "'; did you mean '"
            << Nearest->Name << "'? quiesce list names all\n";
    return Failed;
  }
  printPage(documentationPage(Found->Name));
  return Clean;
}

} // namespace quiesce::driver
