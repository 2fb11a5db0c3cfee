//===- Manual.cpp - the manual page ---------------------------------------===//
//
// Part of quiesce, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "Manual.h"
#include "Report.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"

using namespace llvm;

namespace quiesce::driver {

std::vector<const cl::Option *> optionsOf(cl::SubCommand &Command) {
  std::vector<const cl::Option *> Result;
  for (const auto &[Name, Each] : Command.OptionsMap)
    if (Each->getOptionHiddenFlag() == cl::NotHidden && Each->ArgStr == Name)
      Result.push_back(Each);
  sort(Result, [](const cl::Option *A, const cl::Option *B) {
    return A->ArgStr < B->ArgStr;
  });
  return Result;
}

std::vector<std::string> valuesOf(const cl::Option &Each) {
  std::vector<std::string> Result;
  if (Each.ArgStr == "format")
    for (const Format &Known : allFormats())
      Result.push_back(Known.Name);
  if (Each.ArgStr == "checks" || Each.ArgStr == "warnings-as-errors")
    for (const CheckRecord *Known : allChecks())
      Result.push_back(Known->Name);
  return Result;
}

/// As roff wants text: no line begins with a control character, and hyphens
/// are those that can be copied.
static std::string roff(StringRef Text) {
  std::string Result;
  for (char C : Text) {
    if (C == '\\')
      Result += "\\e";
    else if (C == '-')
      Result += "\\-";
    else
      Result += C;
    if (C == '\n')
      Result += "\\&";
  }
  return "\\&" + Result;
}

static void writeOption(const cl::Option &Each, raw_ostream &Out) {
  StringRef Dashes = Each.ArgStr.size() == 1 ? "-" : "--";
  Out << ".TP\n.B " << roff((Dashes + Each.ArgStr).str()).substr(2);
  if (!Each.ValueStr.empty())
    Out << (Each.ArgStr.size() == 1 ? " \\fI" : "=\\fI") << Each.ValueStr
        << "\\fR";
  Out << '\n' << roff(Each.HelpStr) << '\n';
}

void writeManual(Commands All, StringRef Overview, raw_ostream &Out) {
  Out << ".TH QUIESCE 1 \"\" \"quiesce " << version()
      << "\" \"User Commands\"\n.SH NAME\nquiesce \\- finds where C++ programs "
         "hang for good\n.SH SYNOPSIS\n.B quiesce\n\\fISUBCOMMAND\\fR "
         "[\\fIOPTION\\fR...] [\\fIFILE\\fR|\\fIFOLDER\\fR...] [\\-\\- "
         "\\fIFLAGS\\fR]\n.SH DESCRIPTION\n.nf\n"
      << roff(Overview.rtrim()) << "\n.fi\n";
  for (cl::SubCommand *Command : All) {
    Out << ".SH QUIESCE " << Command->getName().upper() << '\n'
        << roff(Command->getDescription()) << '\n';
    for (const cl::Option *Each : optionsOf(*Command))
      writeOption(*Each, Out);
  }
  Out << ".SH FORMATS\nOf \\fB\\-\\-format\\fR:\n";
  for (const Format &Each : allFormats())
    Out << ".TP\n.B " << Each.Name << '\n' << roff(Each.Help) << '\n';
  Out << ".SH FILES\n.TP\n.I .quiesce.yaml\nmodels of your own types, for all "
         "sources in its folder and below\n.TP\n.I .clang\\-tidy\ncheck "
         "options, and items of Checks that name quiesce\n.TP\n.I "
         ".quiesce\\-baseline.json\nwhat quiesce baseline writes\n";
}

} // namespace quiesce::driver
