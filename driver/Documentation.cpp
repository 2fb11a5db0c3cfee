//===- Documentation.cpp - the pages of the checks ------------------------===//
//
// Part of quiesce, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "Documentation.h"
#include "EmbeddedTexts.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"

using namespace llvm;

namespace quiesce::driver {

StringRef documentationPage(StringRef Check) {
  for (const EmbeddedText &Page : ArrayRef(EmbeddedPages, EmbeddedPageCount))
    if (StringRef(Page.Name) == (Check + ".md").str())
      return Page.Text;
  return "";
}

StringRef documentationSection(StringRef Check, StringRef Heading) {
  auto [Before, Text] =
      documentationPage(Check).split(("\n## " + Heading + "\n").str());
  return Text.take_front(Text.find("\n## ")).trim();
}

/// The folder of the pages that were installed with this command; empty when it
/// runs where it was built.
static std::string installedPages() {
  std::string Self = sys::fs::getMainExecutable(nullptr, nullptr);
  SmallString<256> Folder =
      sys::path::parent_path(sys::path::parent_path(Self));
  sys::path::append(Folder, "share/doc/quiesce/checks");
  return sys::fs::is_directory(Folder) ? Folder.str().str() : "";
}

std::string documentationUrl(StringRef Check) {
  static const std::string Base = [] {
    std::string Configured = QUIESCE_DOCS_URL;
    if (!Configured.empty())
      return Configured;
    std::string Installed = installedPages();
    return "file://" + (Installed.empty() ? QUIESCE_DOCS_FOLDER : Installed);
  }();
  return (Base + "/" + Check + ".md").str();
}

} // namespace quiesce::driver
