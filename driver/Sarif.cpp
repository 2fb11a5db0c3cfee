//===- Sarif.cpp - the report as SARIF 2.1.0 ------------------------------===//
//
// Part of quiesce, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What the consumers read of the standard, and what they stumble over, decides
// the shape:
//
// - GitHub shows a related location only where the message links to it, so the
//   steps stand in the message as "[text](number)" after its first sentence.
// - VS Code's viewer shows the first thread flow alone: that of the task that
// is
//   stuck, which ends with what is missing.  The others follow, one a task, and
//   executionOrder says how they interleave.
// - CodeChecker wants an absolute entry for each base of a URI.
// - GitHub computes primaryLocationLineHash itself; our key has its own name.
// - Columns are code points, not bytes.
//
//===----------------------------------------------------------------------===//

#include "Documentation.h"
#include "Formats.h"
#include "Paths.h"
#include "SourceText.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/JSON.h"

using namespace llvm;

namespace quiesce::driver {
namespace {

constexpr char Root[] = "%SRCROOT%";

json::Object message(const Twine &Text) {
  return json::Object{{"text", json::fixUTF8(Text.str())}};
}

std::string uriPath(StringRef Path) {
  std::string Result;
  for (unsigned char C : Path)
    if (isAlnum(C) || StringRef("/-._~").contains(C))
      Result += char(C);
    else
      Result += "%" + toHex(ArrayRef(C));
  return Result;
}

json::Object artifact(StringRef File) {
  std::string Shown = shownPath(File);
  if (Shown == File)
    return json::Object{{"uri", "file://" + uriPath(File)}};
  return json::Object{{"uri", uriPath(Shown)}, {"uriBaseId", Root}};
}

/// Paragraphs on one line each: GitHub breaks where the text does.
std::string joinedParagraphs(StringRef Markdown) {
  std::string Result;
  bool InCode = false, Joins = false;
  for (StringRef Line : split(Markdown, '\n')) {
    bool Fence = Line.starts_with("```");
    bool Plain = !InCode && !Fence && !Line.empty() &&
                 !StringRef("#|-*> ").contains(Line.front());
    // A line that is indented continues a list's item.
    bool Continues = Joins && !InCode && !Fence && !Line.empty() &&
                     !StringRef("#|-*>").contains(Line.front());
    if (!Result.empty())
      Result += Continues ? " " : "\n";
    Result += Continues ? Line.ltrim() : Line;
    if (Fence)
      InCode = !InCode;
    Joins = Plain || (!InCode && !Fence &&
                      (Line.starts_with("- ") || Line.starts_with("* ") ||
                       (Continues && Joins)));
  }
  return Result;
}

class Writer {
public:
  explicit Writer(const Report &What) : What(What) {}
  json::Value log();

private:
  json::Object region(const Location &Where);
  json::Object location(const Location &Where, const Twine &Text);
  json::Object rule(const CheckRecord &Record);
  json::Object result(const ReportedFinding &Defect, bool Suppressed);
  json::Array codeFlows(const ReportedFinding &Defect);
  json::Object flowLocation(const Location &Where, const Twine &Text,
                            json::Array Kinds, unsigned Order, bool Essential);
  json::Array fixes(const Fix &Change);
  json::Object invocation();

  const Report &What;
  SourceText Sources;
  std::vector<const CheckRecord *> Rules; ///< those with results, by name
};

} // namespace

json::Object Writer::region(const Location &Where) {
  return json::Object{{"startLine", Where.Line},
                      {"startColumn", Sources.codePointColumn(Where)},
                      {"endLine", Where.Line},
                      {"endColumn", Sources.endColumn(Where)}};
}

json::Object Writer::location(const Location &Where, const Twine &Text) {
  json::Object Made{{"physicalLocation",
                     json::Object{{"artifactLocation", artifact(Where.File)},
                                  {"region", region(Where)}}}};
  if (!Text.isTriviallyEmpty())
    Made["message"] = message(Text);
  return Made;
}

json::Object Writer::rule(const CheckRecord &Record) {
  std::string Page = joinedParagraphs(documentationPage(Record.Name));
  json::Object Help = message(Record.Summary);
  if (!Page.empty())
    Help["markdown"] = Page;
  return json::Object{
      {"id", Record.Name},
      {"name", Record.Title},
      {"shortDescription", message(Record.Title)},
      {"fullDescription", message(Record.Summary)},
      {"help", std::move(Help)},
      {"helpUri", documentationUrl(Record.Name)},
      {"defaultConfiguration", json::Object{{"level", Record.Severity}}},
      {"properties",
       json::Object{{"precision", Record.Confidence},
                    {"problem.severity", Record.Severity},
                    {"tags", json::Array{"concurrency", "correctness"}}}}};
}

/// Verbs and nouns of the standard where it has them, else the engine's.
static json::Array kindsOf(const Step &Told) {
  switch (Told.Kind) {
  case StepKind::Spawn:
    return json::Array{"call", "function", "spawn"};
  case StepKind::Branch:
    return json::Array{
        "branch", StringRef(Told.Text).ends_with("true") ? "true" : "false"};
  case StepKind::Throw:
    return json::Array{"throw"};
  case StepKind::Return:
    return json::Array{"return", "function"};
  case StepKind::Operation: {
    StringRef Op = Told.Operation;
    if (Op.starts_with("lock"))
      return json::Array{"acquire", "lock"};
    if (Op == "acquire" || Op == "release")
      return json::Array{Op, "resource"};
    return json::Array{Op};
  }
  case StepKind::Timeout:
    return json::Array{"timeout"};
  case StepKind::Stuck:
    return json::Array{"wait", "danger"};
  case StepKind::Missing:
    return json::Array{"unreachable"};
  case StepKind::Remark:
    return json::Array{"unknown"};
  }
  llvm_unreachable("every kind is named");
}

json::Object Writer::flowLocation(const Location &Where, const Twine &Text,
                                  json::Array Kinds, unsigned Order,
                                  bool Essential) {
  return json::Object{{"location", location(Where, Text)},
                      {"kinds", std::move(Kinds)},
                      {"executionOrder", Order},
                      {"importance", Essential ? "essential" : "important"}};
}

json::Array Writer::codeFlows(const ReportedFinding &Defect) {
  // By task, the stuck one first.
  unsigned Stuck = stuckTask(Defect);
  auto Rank = [&](unsigned Task) { return Task == Stuck ? 0 : Task + 1; };
  std::map<unsigned, json::Array> Flows;
  Flows[0];
  unsigned Order = 0;
  for (const Step &Told : Defect.Steps) {
    bool Last = &Told == &Defect.Steps.back();
    if (Last && Told.Kind == StepKind::Missing)
      Flows[0].push_back(flowLocation(Defect.Where, Defect.Message,
                                      json::Array{"wait", "danger"}, ++Order,
                                      true));
    Flows[Rank(Told.Task)].push_back(flowLocation(
        Told.Where, Told.Text, kindsOf(Told), ++Order, isEnd(Told)));
  }
  if (!Order)
    Flows[0].push_back(flowLocation(Defect.Where, Defect.Message,
                                    json::Array{"wait", "danger"}, ++Order,
                                    true));
  json::Array Threads;
  for (auto &[Number, Locations] : Flows) {
    unsigned Task = Number ? Number - 1 : Stuck;
    StringRef Name = taskName(Defect, int(Task));
    Threads.push_back(json::Object{
        {"id", Name.empty() ? "task " + std::to_string(Task) : Name.str()},
        {"message",
         message(Number ? "what " + Name + " does" : "the task that is stuck")},
        {"locations", std::move(Locations)}});
  }
  return json::Array{json::Object{{"threadFlows", std::move(Threads)}}};
}

json::Object Writer::result(const ReportedFinding &Defect, bool Suppressed) {
  std::string Text = Defect.Message + ".";
  json::Array Related;
  for (size_t I = 0; I < Defect.Steps.size(); ++I) {
    const Step &Told = Defect.Steps[I];
    // A bracket would end the link's text.
    std::string Linked;
    for (char C : Told.Text)
      Linked += (C == '[' || C == ']' || C == '\\') ? std::string("\\") + C
                                                    : std::string(1, C);
    Text += "\n[" + Linked + "](" + std::to_string(I + 1) + ")";
    json::Object At = location(Told.Where, Told.Text);
    At["id"] = I + 1;
    Related.push_back(std::move(At));
  }
  const CheckRecord *Rule = &record(Defect.Kind);
  json::Object Made{{"ruleId", Rule->Name},
                    {"ruleIndex", find(Rules, Rule) - Rules.begin()},
                    {"kind", "fail"},
                    {"level", severity(Defect)},
                    {"message", message(Text)},
                    {"locations", json::Array{location(Defect.Where, "")}},
                    {"relatedLocations", std::move(Related)},
                    {"codeFlows", codeFlows(Defect)},
                    {"partialFingerprints",
                     json::Object{{"quiesceFinding/v1", Defect.Fingerprint}}}};
  if (Defect.Repair)
    Made["fixes"] = fixes(*Defect.Repair);
  if (Suppressed) {
    json::Object By{{"kind", "inSource"},
                    {"status", "accepted"},
                    {"location", location(Defect.Silenced->Where, "")}};
    if (!Defect.Silenced->Reason.empty())
      By["justification"] = json::fixUTF8(Defect.Silenced->Reason);
    Made["suppressions"] = json::Array{std::move(By)};
  }
  if (What.ComparedToBaseline)
    Made["baselineState"] = "new";
  return Made;
}

json::Array Writer::fixes(const Fix &Change) {
  Location End = Sources.after(Change.Where, Change.Length);
  json::Object Deleted{{"startLine", Change.Where.Line},
                       {"startColumn", Sources.codePointColumn(Change.Where)},
                       {"endLine", End.Line},
                       {"endColumn", Sources.codePointColumn(End)}};
  json::Object Replacement{{"deletedRegion", std::move(Deleted)},
                           {"insertedContent", message(Change.Text)}};
  json::Object Artifact{{"artifactLocation", artifact(Change.Where.File)},
                        {"replacements", json::Array{std::move(Replacement)}}};
  return json::Array{
      json::Object{{"artifactChanges", json::Array{std::move(Artifact)}}}};
}

json::Object Writer::invocation() {
  json::Array Notifications;
  for (const Problem &Each : What.Problems)
    Notifications.push_back(json::Object{
        {"level", "error"},
        {"message", message(StringRef(Each.Text).rtrim())},
        {"locations",
         json::Array{json::Object{
             {"physicalLocation",
              json::Object{{"artifactLocation", artifact(Each.File)}}}}}}});
  return json::Object{{"executionSuccessful", What.Problems.empty()},
                      {"toolExecutionNotifications", std::move(Notifications)}};
}

json::Value Writer::log() {
  for (const CheckRecord *Each : allChecks())
    for (const auto *List : {&What.Findings, &What.Suppressed})
      if (!is_contained(Rules, Each) &&
          any_of(*List, [&](const Finding &F) { return F.Kind == Each->Kind; }))
        Rules.push_back(Each);
  json::Array RuleObjects, Results;
  for (const CheckRecord *Each : Rules)
    RuleObjects.push_back(rule(*Each));
  for (const ReportedFinding &Each : What.Findings)
    Results.push_back(result(Each, false));
  for (const ReportedFinding &Each : What.Suppressed)
    Results.push_back(result(Each, true));
  json::Object Driver{{"name", "quiesce"},
                      {"semanticVersion", version()},
                      {"rules", std::move(RuleObjects)}};
  json::Object Run{
      {"tool", json::Object{{"driver", std::move(Driver)}}},
      {"columnKind", "unicodeCodePoints"},
      {"originalUriBaseIds",
       json::Object{
           {Root,
            json::Object{{"uri", "file://" + uriPath(currentFolder())}}}}},
      {"invocations", json::Array{invocation()}},
      {"results", std::move(Results)}};
  return json::Object{
      {"$schema", "https://json.schemastore.org/sarif-2.1.0.json"},
      {"version", "2.1.0"},
      {"runs", json::Array{std::move(Run)}}};
}

void writeSarif(const Report &What, raw_ostream &Out) {
  json::OStream Json(Out, /*IndentSize=*/1);
  Json.value(Writer(What).log());
  Out << '\n';
}

} // namespace quiesce::driver
