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

#include "AnnotatedSource.h"
#include "Documentation.h"
#include "Formats.h"
#include "HtmlStyle.h"
#include "Paths.h"
#include "SequencePicture.h"
#include "SourceText.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FormatVariadic.h"

using namespace llvm;

namespace quiesce::driver {
namespace {

class Page {
public:
  Page(const Report &What, raw_ostream &Out) : What(What), Out(Out) {}
  void write();

private:
  void head();
  void overview();
  void legend();
  void finding(const ReportedFinding &Defect, size_t Number);
  void repair(const Fix &Change);
  void silenced();
  void problems();
  void checks();

  const Report &What;
  raw_ostream &Out;
  SourceText Sources;
};

} // namespace

static std::string counted(size_t Count, StringRef What) {
  return std::to_string(Count) + " " + What.str() + (Count == 1 ? "" : "s");
}

static std::string place(const Location &Where) {
  return markupEscaped(shownPath(Where.File)) + ":" +
         std::to_string(Where.Line);
}

/// Paragraphs of Markdown without lists and blocks.
static std::string paragraphs(StringRef Markdown) {
  std::string Result = "<p>";
  bool InCode = false;
  for (StringRef Text = Markdown; !Text.empty(); Text = Text.drop_front()) {
    if (Text.starts_with("\n\n"))
      Result += "</p><p>";
    else if (Text.front() == '`')
      Result += (InCode = !InCode) ? "<code>" : "</code>";
    else
      Result += markupEscaped(Text.take_front());
  }
  return Result + "</p>";
}

void Page::head() {
  std::string Title = counted(What.Findings.size(), "finding") + " in " +
                      counted(What.Units, "file");
  Out << "<!DOCTYPE html>\n<html lang='en'>\n<head>\n<meta charset='utf-8'>\n"
         "<meta name='viewport' content='width=device-width, "
         "initial-scale=1'>\n<title>quiesce: "
      << Title << "</title>\n<style>" << HtmlStyle
      << "</style>\n</head>\n<body>\n<header><p>quiesce " << version()
      << (What.ComparedToBaseline ? ", what is not in the baseline" : "")
      << "</p>\n<h1>" << Title << "</h1></header>\n";
}

void Page::overview() {
  if (What.Findings.empty())
    return;
  Out << "<nav><table>\n";
  for (const auto &[Index, Each] : enumerate(What.Findings))
    Out << formatv("<tr><td class='place'>{0}</td><td><a href='#f{1}'>{2}</a>"
                   "</td><td class='check'>{3}</td></tr>\n",
                   place(Each.Where), Index + 1, markupEscaped(Each.Message),
                   record(Each.Kind).Name);
  Out << "</table></nav>\n";
  legend();
}

/// What the pictures' arrows mean, drawn as they are there.
void Page::legend() {
  static constexpr std::pair<const char *, const char *> Signs[] = {
      {"<path class='spawn' d='M0 8h24'/>"
       "<path class='spawn head' d='M26 8l-8 -4.5v9z'/>",
       "starts a task"},
      {"<path class='message' d='M0 8h24'/>"
       "<path class='message head' d='M26 8l-8 -4.5v9z'/>",
       "hands over"},
      {"<path class='waits' d='M0 8h24'/>"
       "<path class='waits head' d='M26 8l-8 -4.5v9z'/>",
       "waits for that task"},
      {"<rect class='held' x='9' width='8' height='16' rx='2'/>",
       "holds a lock"},
      {"<path class='forever' d='M13 0v16'/>", "stands for good"},
  };
  Out << "<p class='legend'>";
  for (auto [Sign, Words] : Signs)
    Out << "<span><svg width='26' height='16'>" << Sign << "</svg> " << Words
        << "</span>";
  Out << "</p>\n";
}

void Page::finding(const ReportedFinding &Defect, size_t Number) {
  const CheckRecord &Record = record(Defect.Kind);
  std::string Prefix = "f" + std::to_string(Number) + "s";
  Out << formatv(
      "<article id='f{0}'>\n<h2>{1}</h2>\n<p class='facts'><span class='{2}'>"
      "{2}</span> <a href='#{3}'>{3}</a> <span class='place'>{4}</span></p>\n",
      Number, markupEscaped(Defect.Message), severity(Defect), Record.Name,
      place(Defect.Where));
  Out << "<div class='scroll'>\n";
  drawSequence(Defect, Prefix, Sources, Out);
  Out << "</div>\n";
  writeAnnotatedSource(Defect, Prefix, Sources, Out);
  if (Defect.Repair)
    repair(*Defect.Repair);
  Out << "<aside><b>Why it blocks.</b> "
      << paragraphs(documentationSection(Record.Name, "Why it blocks"))
      << "</aside>\n</article>\n";
}

/// The line that would be changed, before and after.
void Page::repair(const Fix &Change) {
  StringRef Line = Sources.line(Change.Where);
  size_t At = std::min<size_t>(Change.Where.Column - 1, Line.size());
  std::string After =
      (Line.take_front(At) + Change.Text +
       Line.drop_front(std::min(At + Change.Length, Line.size())))
          .str();
  Out << "<figure><figcaption>What could be written, as --fix does"
         "</figcaption><pre><span class='gone'>-     "
      << markupEscaped(Line) << "</span><span class='come'>+     "
      << markupEscaped(After) << "</span></pre></figure>\n";
}

void Page::silenced() {
  if (What.Suppressed.empty())
    return;
  Out << "<section>\n<h2>Silenced in the source</h2>\n<table>\n";
  for (const ReportedFinding &Each : What.Suppressed)
    Out << formatv("<tr><td class='place'>{0}</td><td>{1}</td>"
                   "<td class='check'>{2}</td><td>{3}</td></tr>\n",
                   place(Each.Silenced->Where), markupEscaped(Each.Message),
                   record(Each.Kind).Name,
                   markupEscaped(Each.Silenced->Reason));
  Out << "</table>\n</section>\n";
}

void Page::problems() {
  if (What.Problems.empty())
    return;
  Out << "<section>\n<h2>Not analysed</h2>\n";
  for (const Problem &Each : What.Problems)
    Out << "<pre class='problem'>"
        << markupEscaped(StringRef(Each.Text).rtrim()) << "</pre>\n";
  Out << "</section>\n";
}

/// The pages of the checks that found something.
void Page::checks() {
  if (What.Findings.empty())
    return;
  Out << "<section>\n<h2>The checks</h2>\n";
  for (const CheckRecord *Each : allChecks())
    if (any_of(What.Findings,
               [&](const Finding &F) { return F.Kind == Each->Kind; }))
      Out << formatv("<details id='{0}'><summary><b>{0}</b> {1}</summary>"
                     "<pre class='page'>{2}</pre></details>\n",
                     Each->Name, markupEscaped(Each->Summary),
                     markupEscaped(documentationPage(Each->Name).rtrim()));
  Out << "</section>\n";
}

void Page::write() {
  head();
  overview();
  problems();
  for (const auto &[Index, Each] : enumerate(What.Findings))
    finding(Each, Index + 1);
  silenced();
  checks();
  Out << "</body>\n</html>\n";
}

void writeHtml(const Report &What, raw_ostream &Out) {
  Page(What, Out).write();
}

} // namespace quiesce::driver
