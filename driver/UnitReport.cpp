//===- UnitReport.cpp - what the analysis of one unit has to say ----------===//
//
// Part of quiesce, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "UnitReport.h"
#include "Nolint.h"
#include "Parse.h"
#include "clang/AST/ASTContext.h"
#include "clang/Basic/FileManager.h"
#include "clang/Basic/SourceManager.h"
#include "llvm/Support/JSON.h"
#include "llvm/Support/Path.h"

using namespace llvm;
using clang::SourceLocation;
using clang::SourceManager;

namespace quiesce::driver {

static void makeAbsolute(Location &Where, const SourceManager &Sources) {
  SmallString<256> Path(Where.File);
  Sources.getFileManager().makeAbsolutePath(Path);
  sys::path::remove_dots(Path, /*remove_dot_dot=*/true);
  Where.File = Path.str().str();
}

static bool isReported(const Finding &Defect, const SourceManager &Sources) {
  SourceLocation Where = SourceLocation::getFromRawEncoding(Defect.Where.Raw);
  return !Sources.isInSystemHeader(Where) &&
         !isSuppressed(Where, record(Defect.Kind).Name, Sources);
}

UnitReport analyzeUnit(const Unit &One, const Options &Settings) {
  UnitReport Report;
  Report.CompileErrors = parseUnit(One, [&](clang::ASTContext &Context) {
    Result Found = analyze(Context, Settings);
    Report.Stats = Found.Stats;
    for (const model::ModelError &Error : Found.ModelErrors)
      Report.ModelErrors.push_back(
          Error.File + ":" + std::to_string(Error.Line) + ":" +
          std::to_string(Error.Column) + ": error: " + Error.Message);
    const SourceManager &Sources = Context.getSourceManager();
    for (Finding &Defect : Found.Findings) {
      if (!isReported(Defect, Sources))
        continue;
      makeAbsolute(Defect.Where, Sources);
      for (Step &Told : Defect.Steps)
        makeAbsolute(Told.Where, Sources);
      Report.Findings.push_back(std::move(Defect));
    }
  });
  return Report;
}

static json::Value form(const Location &Where) {
  return json::Array{json::fixUTF8(Where.File), Where.Line, Where.Column};
}

static json::Value form(const Finding &Defect) {
  json::Array Steps;
  for (const Step &Told : Defect.Steps)
    Steps.push_back(
        json::Array{form(Told.Where), json::fixUTF8(Told.Text), Told.Task});
  return json::Object{{"check", unsigned(Defect.Kind)},
                      {"where", form(Defect.Where)},
                      {"message", json::fixUTF8(Defect.Message)},
                      {"steps", std::move(Steps)},
                      {"key", json::fixUTF8(Defect.Key)},
                      {"tasks", json::Array(Defect.Tasks)}};
}

std::string write(const UnitReport &Report) {
  json::Array Findings, CompileErrors, ModelErrors;
  for (const Finding &Defect : Report.Findings)
    Findings.push_back(form(Defect));
  for (const std::string &Error : Report.CompileErrors)
    CompileErrors.push_back(json::fixUTF8(Error));
  for (const std::string &Error : Report.ModelErrors)
    ModelErrors.push_back(json::fixUTF8(Error));
  const Statistics &Stats = Report.Stats;
  json::Value Whole = json::Object{
      {"findings", std::move(Findings)},
      {"compileErrors", std::move(CompileErrors)},
      {"modelErrors", std::move(ModelErrors)},
      {"stats", json::Array{Stats.Functions, Stats.Systems,
                            int64_t(Stats.States), Stats.Unknown}}};
  return formatv("{0}", Whole).str();
}

static std::vector<std::string> readStrings(const json::Array *From) {
  std::vector<std::string> Result;
  if (From)
    for (const json::Value &Each : *From)
      Result.push_back(Each.getAsString().value_or("").str());
  return Result;
}

static int64_t number(const json::Array &From, size_t Index) {
  return Index < From.size() ? From[Index].getAsInteger().value_or(0) : 0;
}

static std::string text(const json::Array &From, size_t Index) {
  return Index < From.size() ? From[Index].getAsString().value_or("").str()
                             : "";
}

static Location readLocation(const json::Array *From) {
  Location Where;
  if (From) {
    Where.File = text(*From, 0);
    Where.Line = number(*From, 1);
    Where.Column = number(*From, 2);
  }
  return Where;
}

static Finding readFinding(const json::Object &From) {
  Finding Defect;
  Defect.Kind = Check(From.getInteger("check").value_or(0));
  Defect.Where = readLocation(From.getArray("where"));
  Defect.Message = From.getString("message").value_or("").str();
  Defect.Key = From.getString("key").value_or("").str();
  Defect.Tasks = readStrings(From.getArray("tasks"));
  if (const json::Array *Steps = From.getArray("steps"))
    for (const json::Value &Each : *Steps)
      if (const json::Array *Told = Each.getAsArray())
        Defect.Steps.push_back({readLocation((*Told)[0].getAsArray()),
                                text(*Told, 1), unsigned(number(*Told, 2))});
  return Defect;
}

std::optional<UnitReport> read(const std::string &Text) {
  Expected<json::Value> Whole = json::parse(Text);
  if (!Whole) {
    consumeError(Whole.takeError());
    return std::nullopt;
  }
  const json::Object *Object = Whole->getAsObject();
  if (!Object)
    return std::nullopt;
  UnitReport Report;
  Report.CompileErrors = readStrings(Object->getArray("compileErrors"));
  Report.ModelErrors = readStrings(Object->getArray("modelErrors"));
  if (const json::Array *Findings = Object->getArray("findings"))
    for (const json::Value &Each : *Findings)
      if (const json::Object *Defect = Each.getAsObject())
        Report.Findings.push_back(readFinding(*Defect));
  if (const json::Array *Stats = Object->getArray("stats")) {
    Report.Stats.Functions = number(*Stats, 0);
    Report.Stats.Systems = number(*Stats, 1);
    Report.Stats.States = number(*Stats, 2);
    Report.Stats.Unknown = number(*Stats, 3);
  }
  return Report;
}

} // namespace quiesce::driver
