//===- Html.cpp - the report as a page ------------------------------------===//
//
// Part of quiesce, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// One file that needs nothing else, no script among it: text and pictures are
// ready when it is opened, and colours follow the reader's light or dark.
//
//===----------------------------------------------------------------------===//

#include "Formats.h"
#include "Paths.h"
#include "SequencePicture.h"
#include "SourceText.h"
#include "llvm/Support/FormatVariadic.h"

using namespace llvm;

namespace quiesce::driver {

static constexpr char Style[] = R"(
:root { color-scheme: light dark;
  --back: #ffffff; --text: #1b1f24; --soft: #59636e; --line: #d1d9e0;
  --panel: #f6f8fa; --mark: #fff3c4; --spawn: #0550ae; --message: #1a7f37;
  --held: #bf8700; --stuck: #c62828; }
@media (prefers-color-scheme: dark) { :root {
  --back: #0d1117; --text: #e6edf3; --soft: #9198a1; --line: #3d444d;
  --panel: #151b23; --mark: #4b3d10; --spawn: #79c0ff; --message: #56d364;
  --held: #d29922; --stuck: #ff7b72; } }
body { background: var(--back); color: var(--text); max-width: 76rem;
  margin: 2rem auto; padding: 0 1rem; font: 16px/1.5 system-ui, sans-serif; }
a { color: var(--spawn); text-decoration: none; }
a:hover { text-decoration: underline; }
h1 { font-size: 1.5rem; } h2 { font-size: 1.15rem; margin: 0 0 .5rem; }
table { border-collapse: collapse; } td { padding: .15rem 1rem .15rem 0;
  vertical-align: top; }
article { border-top: 1px solid var(--line); padding: 1.5rem 0; }
.check, .place { color: var(--soft); font: 13px ui-monospace, monospace; }
.scroll { overflow-x: auto; }
ol.path { padding-left: 1.6rem; } ol.path > li { margin: .7rem 0; }
ol.path > li:target { outline: 2px solid var(--spawn); outline-offset: 4px; }
.task { color: var(--soft); }
pre { background: var(--panel); border: 1px solid var(--line);
  border-radius: 6px; margin: .3rem 0; padding: .4rem 0; overflow-x: auto;
  font: 13px/1.45 ui-monospace, monospace; tab-size: 4; }
pre span { display: block; padding: 0 .8rem; min-width: max-content; }
pre .here { background: var(--mark); }
pre .here.stuck { box-shadow: inset 3px 0 var(--stuck); }
svg.sequence text { fill: var(--text); font: 12.5px system-ui, sans-serif; }
svg.sequence text.task { font-weight: 600; }
svg.sequence text.label.stuck { fill: var(--stuck); font-weight: 600; }
svg .lane { stroke: var(--soft); stroke-width: 1.5; }
svg .step { fill: var(--back); stroke: var(--text); stroke-width: 1.5; }
svg .spawn { stroke: var(--spawn); fill: none; stroke-width: 1.5; }
svg .message { stroke: var(--message); fill: none; stroke-width: 1.5; }
svg .spawn.head { fill: var(--spawn); } svg .message.head { fill: var(--message); }
svg .held { fill: var(--held); opacity: .55; }
svg path.stuck { stroke: var(--stuck); stroke-width: 3; fill: none; }
)";

namespace {

class Page {
public:
  Page(const Report &What, raw_ostream &Out) : What(What), Out(Out) {}
  void write();

private:
  void overview();
  void finding(const ReportedFinding &Defect, size_t Number);
  void step(const ReportedFinding &Defect, size_t Number, size_t Index);
  void snippet(const Location &Where, bool Stuck);

  const Report &What;
  raw_ostream &Out;
  SourceText Sources;
};

} // namespace

static std::string place(const Location &Where) {
  return markupEscaped(shownPath(Where.File)) + ":" +
         std::to_string(Where.Line);
}

void Page::overview() {
  Out << formatv("<h1>{0} finding{1} in {2} file{3}</h1>\n",
                 What.Findings.size(), What.Findings.size() == 1 ? "" : "s",
                 What.Units, What.Units == 1 ? "" : "s");
  if (!What.Findings.empty())
    Out << "<table>\n";
  for (size_t I = 0; I < What.Findings.size(); ++I)
    Out << formatv("<tr><td><a href='#f{0}'>{1}</a></td><td class='place'>{2}"
                   "</td><td class='check'>{3}</td></tr>\n",
                   I + 1, markupEscaped(What.Findings[I].Message),
                   place(What.Findings[I].Where),
                   record(What.Findings[I].Kind).Name);
  if (!What.Findings.empty())
    Out << "</table>\n";
  if (!What.Problems.empty())
    Out << "<h2>Not analysed</h2>\n";
  for (const Problem &Each : What.Problems)
    Out << "<pre><span>" << markupEscaped(StringRef(Each.Text).rtrim())
        << "</span></pre>\n";
}

/// The line with one before and one after it.
void Page::snippet(const Location &Where, bool Stuck) {
  unsigned Last = std::min(Where.Line + 1, Sources.lineCount(Where.File));
  Out << "<pre>";
  for (unsigned Line = std::max(Where.Line, 2u) - 1; Line <= Last; ++Line)
    Out << formatv("<span{0}>{1,5}  {2}</span>",
                   Line != Where.Line ? ""
                   : Stuck            ? " class='here stuck'"
                                      : " class='here'",
                   Line, markupEscaped(Sources.line(Where.File, Line)));
  Out << "</pre>";
}

void Page::step(const ReportedFinding &Defect, size_t Number, size_t Index) {
  const Step &Told = Defect.Steps[Index];
  Out << formatv("<li id='f{0}s{1}'>{2} <span class='place'>{3}</span>", Number,
                 Index + 1, markupEscaped(Told.Text), place(Told.Where));
  snippet(Told.Where,
          Told.Kind == StepKind::Stuck || Told.Kind == StepKind::Missing);
  Out << "</li>\n";
}

void Page::finding(const ReportedFinding &Defect, size_t Number) {
  const CheckRecord &Record = record(Defect.Kind);
  Out << formatv("<article id='f{0}'>\n<h2>{1}</h2>\n<p><span class='place'>"
                 "{2}</span> <span class='check'>{3}</span><br>{4}</p>\n",
                 Number, markupEscaped(Defect.Message), place(Defect.Where),
                 Record.Name, markupEscaped(Record.Summary));
  Out << "<div class='scroll'>\n";
  drawSequence(Defect, "f" + std::to_string(Number) + "s", Out);
  Out << "</div>\n<ol class='path'>\n";
  for (size_t I = 0; I < Defect.Steps.size(); ++I)
    step(Defect, Number, I);
  Out << "</ol>\n</article>\n";
}

void Page::write() {
  Out << "<!DOCTYPE html>\n<html lang='en'>\n<head>\n<meta charset='utf-8'>\n"
         "<meta name='viewport' content='width=device-width, "
         "initial-scale=1'>\n<title>quiesce: "
      << What.Findings.size() << " findings</title>\n<style>" << Style
      << "</style>\n</head>\n<body>\n";
  overview();
  for (size_t I = 0; I < What.Findings.size(); ++I)
    finding(What.Findings[I], I + 1);
  Out << "</body>\n</html>\n";
}

void writeHtml(const Report &What, raw_ostream &Out) {
  Page(What, Out).write();
}

} // namespace quiesce::driver
