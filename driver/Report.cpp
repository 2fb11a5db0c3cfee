//===- Report.cpp - findings of many units, as text -----------------------===//
//
// Part of quiesce, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Report.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/ADT/StringSet.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/FormatVariadic.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include <map>
#include <optional>
#include <tuple>

using namespace llvm;

namespace quiesce::driver {

static bool before(const Finding &A, const Finding &B) {
  auto Parts = [](const Finding &F) {
    return std::tie(F.Where, F.Kind, F.Message, F.Key);
  };
  if (Parts(A) != Parts(B))
    return Parts(A) < Parts(B);
  return std::lexicographical_compare(
      A.Steps.begin(), A.Steps.end(), B.Steps.begin(), B.Steps.end(),
      [](const Step &X, const Step &Y) {
        return std::tie(X.Where, X.Text) < std::tie(Y.Where, Y.Text);
      });
}

void mergeFindings(std::vector<Finding> &Findings) {
  sort(Findings, before);
  // A key is unique in a program; two programs may have functions of one name.
  StringSet<> Told;
  erase_if(Findings, [&](const Finding &Defect) {
    return !Told.insert(Defect.Where.File + '\0' + Defect.Key).second;
  });
}

namespace {

/// Source lines, read once a file.
class Sources {
public:
  StringRef line(const Location &Where) {
    auto [It, New] = Files.try_emplace(Where.File);
    if (New)
      if (auto Read = MemoryBuffer::getFile(Where.File)) {
        It->second.Text = std::move(*Read);
        It->second.Text->getBuffer().split(It->second.Lines, '\n');
      }
    const auto &Lines = It->second.Lines;
    return Where.Line - 1 < Lines.size() ? Lines[Where.Line - 1].rtrim('\r')
                                         : StringRef();
  }

private:
  struct File {
    std::unique_ptr<MemoryBuffer> Text;
    SmallVector<StringRef, 0> Lines;
  };
  std::map<std::string, File> Files;
};

} // namespace

static std::string shownName(StringRef File) {
  SmallString<256> Here;
  if (!sys::fs::current_path(Here)) {
    Here += '/';
    if (File.starts_with(Here))
      return File.drop_front(Here.size()).str();
  }
  return File.str();
}

static void printSnippet(const Location &Where, Sources &Read,
                         raw_ostream &Out) {
  static constexpr unsigned TabStop = 8;
  StringRef Line = Read.line(Where);
  if (Line.empty())
    return;
  std::string Shown;
  size_t Caret = 0;
  for (size_t I = 0; I < Line.size(); ++I) {
    if (I + 1 == Where.Column)
      Caret = Shown.size();
    if (Line[I] == '\t')
      Shown.append(TabStop - Shown.size() % TabStop, ' ');
    else
      Shown += Line[I];
  }
  Out << formatv("{0,5} | {1}\n      | ", Where.Line, Shown).str();
  Out.indent(Caret) << "^\n";
}

namespace {

/// Prints warnings and notes in clang's form, and as clang does without the
/// snippet where the one before stands at the same place; a warning after a
/// note has it again.
class Printer {
public:
  explicit Printer(raw_ostream &Out) : Out(Out) {}

  enum Level { Warning, Note };
  void print(Level Kind, const Location &Where, const Twine &Text) {
    Out << shownName(Where.File) << ':' << Where.Line << ':' << Where.Column
        << (Kind == Note ? ": note: " : ": warning: ") << Text << '\n';
    bool Repeated =
        Last && Last->Where == Where && (Last->Kind == Warning || Kind == Note);
    if (!Repeated)
      printSnippet(Where, Read, Out);
    Last = {Kind, Where};
  }

private:
  struct Printed {
    Level Kind;
    Location Where;
  };

  raw_ostream &Out;
  Sources Read;
  std::optional<Printed> Last;
};

} // namespace

void printFindings(const std::vector<Finding> &Findings, raw_ostream &Out) {
  Printer Print(Out);
  for (const Finding &Defect : Findings) {
    Print.print(Printer::Warning, Defect.Where,
                Defect.Message + " [" + record(Defect.Kind).Name + "]");
    for (const Step &Told : Defect.Steps)
      Print.print(Printer::Note, Told.Where, Told.Text);
  }
}

} // namespace quiesce::driver
