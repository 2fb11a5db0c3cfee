//===- UnitReportJson.cpp - reports of units as JSON, and back ------------===//
//
// Part of quiesce, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "UnitReport.h"
#include "llvm/Support/FormatVariadic.h"
#include "llvm/Support/JSON.h"

using namespace llvm;

// The overloads that llvm::json looks for stand where the types do.
namespace quiesce {

/// llvm::json reads no unsigned.
static bool readNumber(const json::Value &From, unsigned &Into, json::Path At) {
  uint64_t Wide = 0;
  if (!json::fromJSON(From, Wide, At))
    return false;
  Into = unsigned(Wide);
  return true;
}

template <class Number>
static bool mapNumber(json::ObjectMapper &Map, StringLiteral Name,
                      Number &Into) {
  uint64_t Wide = 0;
  if (!Map.map(Name, Wide))
    return false;
  Into = Number(Wide);
  return true;
}

static json::Value toJSON(const Location &Where) {
  return json::Array{json::fixUTF8(Where.File), Where.Line, Where.Column};
}

static bool fromJSON(const json::Value &From, Location &Where, json::Path At) {
  const json::Array *Parts = From.getAsArray();
  if (!Parts || Parts->size() != 3) {
    At.report("expected file, line and column");
    return false;
  }
  return json::fromJSON((*Parts)[0], Where.File, At.index(0)) &&
         readNumber((*Parts)[1], Where.Line, At.index(1)) &&
         readNumber((*Parts)[2], Where.Column, At.index(2));
}

static json::Value toJSON(const Step &Told) {
  return json::Object{
      {"where", toJSON(Told.Where)}, {"text", json::fixUTF8(Told.Text)},
      {"task", Told.Task},           {"kind", unsigned(Told.Kind)},
      {"other", Told.Other},         {"object", Told.Object},
      {"operation", Told.Operation}};
}

/// An enumerator by its number, below \p Count.
template <typename Enum>
static bool mapEnum(json::ObjectMapper &Map, StringLiteral Name, Enum &Into,
                    unsigned Count) {
  unsigned Number = 0;
  if (!mapNumber(Map, Name, Number) || Number >= Count)
    return false;
  Into = Enum(Number);
  return true;
}

static bool fromJSON(const json::Value &From, Step &Told, json::Path At) {
  json::ObjectMapper Map(From, At);
  return Map && Map.map("where", Told.Where) && Map.map("text", Told.Text) &&
         mapNumber(Map, "task", Told.Task) &&
         mapEnum(Map, "kind", Told.Kind, StepKindCount) &&
         Map.map("other", Told.Other) && Map.map("object", Told.Object) &&
         Map.map("operation", Told.Operation);
}

static json::Value toJSON(const Fix &Change) {
  return json::Object{{"where", toJSON(Change.Where)},
                      {"length", Change.Length},
                      {"text", json::fixUTF8(Change.Text)}};
}

static bool fromJSON(const json::Value &From, Fix &Change, json::Path At) {
  json::ObjectMapper Map(From, At);
  return Map && Map.map("where", Change.Where) &&
         mapNumber(Map, "length", Change.Length) &&
         Map.map("text", Change.Text);
}

static json::Value toJSON(const GivenUp &What) {
  return json::Object{{"system", json::fixUTF8(What.System)},
                      {"why", json::fixUTF8(What.Why)}};
}

static bool fromJSON(const json::Value &From, GivenUp &What, json::Path At) {
  json::ObjectMapper Map(From, At);
  return Map && Map.map("system", What.System) && Map.map("why", What.Why);
}

namespace driver {

static json::Value toJSON(const Suppression &By) {
  return json::Object{{"where", toJSON(By.Where)},
                      {"reason", json::fixUTF8(By.Reason)}};
}

static bool fromJSON(const json::Value &From, Suppression &By, json::Path At) {
  json::ObjectMapper Map(From, At);
  return Map && Map.map("where", By.Where) && Map.map("reason", By.Reason);
}

static json::Value toJSON(const ReportedFinding &Defect) {
  json::Array Tasks;
  for (const std::string &Task : Defect.Tasks)
    Tasks.push_back(json::fixUTF8(Task));
  return json::Object{{"check", unsigned(Defect.Kind)},
                      {"where", toJSON(Defect.Where)},
                      {"message", json::fixUTF8(Defect.Message)},
                      {"steps", json::Array(Defect.Steps)},
                      {"key", json::fixUTF8(Defect.Key)},
                      {"tasks", std::move(Tasks)},
                      {"repair", Defect.Repair},
                      {"silenced", Defect.Silenced}};
}

static bool fromJSON(const json::Value &From, ReportedFinding &Defect,
                     json::Path At) {
  json::ObjectMapper Map(From, At);
  return Map && mapEnum(Map, "check", Defect.Kind, CheckCount) &&
         Map.map("where", Defect.Where) && Map.map("message", Defect.Message) &&
         Map.map("steps", Defect.Steps) && Map.map("key", Defect.Key) &&
         Map.map("tasks", Defect.Tasks) && Map.map("repair", Defect.Repair) &&
         Map.mapOptional("silenced", Defect.Silenced);
}

static json::Value toJSON(const NolintUse &Comment) {
  return json::Object{{"where", toJSON(Comment.Where)}, {"used", Comment.Used}};
}

static bool fromJSON(const json::Value &From, NolintUse &Comment,
                     json::Path At) {
  json::ObjectMapper Map(From, At);
  return Map && Map.map("where", Comment.Where) &&
         Map.map("used", Comment.Used);
}

static json::Array texts(const std::vector<std::string> &From) {
  json::Array Result;
  for (const std::string &Each : From)
    Result.push_back(json::fixUTF8(Each));
  return Result;
}

std::string write(const UnitReport &Report) {
  const Statistics &Stats = Report.Stats;
  json::Value Whole =
      json::Object{{"findings", json::Array(Report.Findings)},
                   {"nolints", json::Array(Report.Nolints)},
                   {"compileErrors", texts(Report.CompileErrors)},
                   {"modelErrors", texts(Report.ModelErrors)},
                   {"functions", Stats.Functions},
                   {"instructions", Stats.Instructions},
                   {"systems", Stats.Systems},
                   {"states", Stats.States},
                   {"steps", Stats.Steps},
                   {"bytes", Stats.Bytes},
                   {"givenUp", json::Array(Report.Left)}};
  return formatv("{0}", Whole).str();
}

std::optional<UnitReport> read(StringRef Text) {
  Expected<json::Value> Whole = json::parse(Text);
  if (!Whole) {
    consumeError(Whole.takeError());
    return std::nullopt;
  }
  json::Path::Root Root;
  json::ObjectMapper Map(*Whole, Root);
  UnitReport Report;
  Statistics &Stats = Report.Stats;
  if (!Map || !Map.map("findings", Report.Findings) ||
      !Map.map("nolints", Report.Nolints) ||
      !Map.map("compileErrors", Report.CompileErrors) ||
      !Map.map("modelErrors", Report.ModelErrors) ||
      !mapNumber(Map, "functions", Stats.Functions) ||
      !mapNumber(Map, "instructions", Stats.Instructions) ||
      !mapNumber(Map, "systems", Stats.Systems) ||
      !mapNumber(Map, "states", Stats.States) ||
      !mapNumber(Map, "steps", Stats.Steps) ||
      !mapNumber(Map, "bytes", Stats.Bytes) ||
      !Map.map("givenUp", Report.Left))
    return std::nullopt;
  return Report;
}

} // namespace driver
} // namespace quiesce
