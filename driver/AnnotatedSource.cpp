//===- AnnotatedSource.cpp - a finding's run in its source ----------------===//
//
// Part of quiesce, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "AnnotatedSource.h"
#include "Formats.h"
#include "Paths.h"
#include "SequencePicture.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/FormatVariadic.h"
#include <map>

using namespace llvm;

namespace quiesce::driver {
namespace {

/// Lines shown before and after one that a step stands on.
constexpr unsigned Around = 2;

/// The steps, by number from 0, that stand on each line of a file; no steps
/// where the finding itself is told.
using StepsByLine = std::map<unsigned, std::vector<size_t>>;

class Writer {
public:
  Writer(const Finding &Defect, StringRef Prefix, SourceText &Sources,
         raw_ostream &Out)
      : Defect(Defect), Prefix(Prefix), Sources(Sources), Out(Out) {}

  void file(StringRef Name, const StepsByLine &Steps);

private:
  void line(StringRef File, unsigned Number, const StepsByLine &Steps);
  void note(size_t Step);

  const Finding &Defect;
  StringRef Prefix;
  SourceText &Sources;
  raw_ostream &Out;
};

} // namespace

void Writer::note(size_t Step) {
  const quiesce::Step &Told = Defect.Steps[Step];
  Out << formatv("<span class='note{0}' id='{1}{2}'><b>{2}</b>{3}</span>",
                 isEnd(Told) ? " stuck" : "", Prefix, Step + 1,
                 markupEscaped(Told.Text));
}

void Writer::line(StringRef File, unsigned Number, const StepsByLine &Steps) {
  auto Here = Steps.find(Number);
  bool Stuck = Here != Steps.end() &&
               (Here->second.empty() || any_of(Here->second, [&](size_t Step) {
                  return isEnd(Defect.Steps[Step]);
                }));
  Out << formatv("<span{0}>{1,5}  {2}</span>",
                 Here == Steps.end() ? ""
                 : Stuck             ? " class='here stuck'"
                                     : " class='here'",
                 Number, markupEscaped(Sources.line(File, Number)));
  if (Here == Steps.end())
    return;
  for (size_t Step : Here->second)
    note(Step);
  if (Here->second.empty())
    Out << "<span class='note stuck'>" << markupEscaped(Defect.Message)
        << "</span>";
}

void Writer::file(StringRef Name, const StepsByLine &Steps) {
  Out << "<figure><figcaption>" << markupEscaped(shownPath(Name))
      << "</figcaption><pre>";
  unsigned Shown = 0; // the last line that was
  for (const auto &[At, Of] : Steps) {
    unsigned First = std::max(At, Around + 1) - Around;
    // A gap of one line is not worth its mark.
    if (Shown && First > Shown + 2)
      Out << "<span class='gap'>    \u22ee</span>";
    else
      First = Shown ? Shown + 1 : First;
    auto Next = Steps.upper_bound(At);
    unsigned Last = At + Around;
    if (Next != Steps.end())
      Last = std::min(Last, Next->first - 1);
    // A line that is not there, of generated code say, has its notes all the
    // same.
    Last = std::max(std::min(Last, Sources.lineCount(Name)), At);
    for (unsigned Number = First; Number <= Last; ++Number)
      line(Name, Number, Steps);
    Shown = Last;
  }
  Out << "</pre></figure>\n";
}

void writeAnnotatedSource(const Finding &Defect, StringRef Prefix,
                          SourceText &Sources, raw_ostream &Out) {
  std::map<StringRef, StepsByLine> Files;
  std::vector<StringRef> Order{Defect.Where.File};
  // The last step of a run is at the finding's place; remarks are elsewhere.
  Files[Defect.Where.File][Defect.Where.Line];
  for (const auto &[Index, Told] : enumerate(Defect.Steps)) {
    if (!is_contained(Order, Told.Where.File))
      Order.push_back(Told.Where.File);
    Files[Told.Where.File][Told.Where.Line].push_back(Index);
  }
  Writer Write(Defect, Prefix, Sources, Out);
  for (StringRef File : Order)
    Write.file(File, Files[File]);
}

} // namespace quiesce::driver
