//===- Text.cpp - the report as clang prints it ---------------------------===//
//
// Part of quiesce, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "Formats.h"
#include "Paths.h"
#include "SourceText.h"
#include "llvm/Support/FormatVariadic.h"
#include "llvm/Support/Process.h"
#include "llvm/Support/Unicode.h"

using namespace llvm;

namespace quiesce::driver {
namespace {

/// Prints in clang's form, and as clang does without the source line where the
/// one before stands at the same place; a warning after a note has it again.
class Printer {
public:
  explicit Printer(raw_ostream &Out) : Out(Out) {
    Out.enable_colors(Out.is_displayed() && Out.has_colors() &&
                      !sys::Process::GetEnv("NO_COLOR"));
  }

  enum Level { Error, Warning, Note };
  void print(Level Kind, const Location &Where, const Twine &Text) {
    static constexpr const char *Words[] = {"error", "warning", "note"};
    static constexpr raw_ostream::Colors Colours[] = {
        raw_ostream::RED, raw_ostream::MAGENTA, raw_ostream::CYAN};
    Out.changeColor(raw_ostream::SAVEDCOLOR, /*Bold=*/true);
    Out << shownPath(Where.File) << ':' << Where.Line << ':' << Where.Column
        << ": ";
    Out.changeColor(Colours[Kind], /*Bold=*/true) << Words[Kind] << ": ";
    Out.resetColor();
    if (Kind != Note)
      Out.changeColor(raw_ostream::SAVEDCOLOR, /*Bold=*/true);
    Out << Text;
    Out.resetColor() << '\n';
    bool Repeated =
        Last && Last->Where == Where && (Last->Kind != Note || Kind == Note);
    if (!Repeated)
      printSnippet(Where);
    Last = {Kind, Where};
  }

private:
  void printSnippet(const Location &Where);

  struct Printed {
    Level Kind;
    Location Where;
  };

  raw_ostream &Out;
  SourceText Sources;
  std::optional<Printed> Last;
};

} // namespace

void Printer::printSnippet(const Location &Where) {
  static constexpr unsigned TabStop = 8;
  StringRef Line = Sources.line(Where);
  if (Line.empty())
    return;
  std::string Shown;
  size_t Caret = 0;
  for (size_t I = 0; I < Line.size(); ++I) {
    if (I + 1 == Where.Column)
      Caret = std::max(sys::unicode::columnWidthUTF8(Shown), 0);
    if (Line[I] == '\t')
      Shown.append(TabStop - Shown.size() % TabStop, ' ');
    else
      Shown += Line[I];
  }
  Out << formatv("{0,5} | {1}\n      | ", Where.Line, Shown).str();
  Out.changeColor(raw_ostream::GREEN, /*Bold=*/true).indent(Caret) << '^';
  Out.resetColor() << '\n';
}

static void print(Printer &Print, const ReportedFinding &Defect) {
  std::string Check = record(Defect.Kind).Name;
  if (Defect.IsError)
    Check += ",-warnings-as-errors";
  Print.print(Defect.IsError ? Printer::Error : Printer::Warning, Defect.Where,
              Defect.Message + " [" + Check + "]");
  for (const Step &Told : Defect.Steps)
    Print.print(Printer::Note, Told.Where, Told.Text);
}

void writeText(const Report &What, raw_ostream &Out) {
  Printer Print(Out);
  for (const ReportedFinding &Defect : What.Findings) {
    print(Print, Defect);
    if (Defect.Silenced)
      Print.print(Printer::Note, Defect.Silenced->Where,
                  "this NOLINT gives no reason, so it does not count");
  }
  for (const ReportedFinding &Defect : What.Suppressed) {
    print(Print, Defect);
    const std::string &Reason = Defect.Silenced->Reason;
    Print.print(Printer::Note, Defect.Silenced->Where,
                Reason.empty() ? "silenced here" : "silenced here: " + Reason);
  }
}

} // namespace quiesce::driver
