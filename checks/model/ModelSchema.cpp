//===- ModelSchema.cpp - the JSON schema of model files -------------------===//
//
// Part of quiesce, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "model/ModelSchema.h"
#include "model/ModelYaml.h"
#include "model/OperationYaml.h"
#include "model/RunOptions.h"
#include "llvm/Support/FormatVariadic.h"
#include "llvm/Support/JSON.h"

namespace quiesce::model {

namespace json = llvm::json;

static json::Object refer(const llvm::Twine &Definition) {
  return json::Object{{"$ref", ("#/definitions/" + Definition).str()}};
}

/// A mapping with these keys and no other.
static json::Object mapping(llvm::ArrayRef<KeyInfo> Keys,
                            llvm::ArrayRef<const char *> Required = {}) {
  json::Object Properties;
  json::Array Conditions;
  for (const KeyInfo &K : Keys) {
    Properties[K.Word] = refer(K.Value);
    if (K.Only.empty())
      continue;
    json::Array Kinds;
    for (Primitive Each : K.Only)
      Kinds.push_back(word(Each));
    Conditions.push_back(json::Object{
        {"if", json::Object{{"required", json::Array{K.Word}}}},
        {"then",
         json::Object{
             {"properties",
              json::Object{
                  {"primitive", json::Object{{"enum", std::move(Kinds)}}}}}}}});
  }
  json::Object Out{{"type", "object"},
                   {"additionalProperties", false},
                   {"properties", std::move(Properties)}};
  if (!Required.empty())
    Out["required"] = json::Array(Required);
  if (!Conditions.empty())
    Out["allOf"] = std::move(Conditions);
  return Out;
}

template <class Enum> static json::Object choice() {
  json::Array Words;
  for (const Word<Enum> &W : words<Enum>())
    if (*W.Text)
      Words.push_back(W.Text);
  return json::Object{{"enum", std::move(Words)}};
}

/// "[try|timed|awaited] operation".
static json::Object phrase() {
  std::string Modes, Operations;
  for (const Word<Mode> &W : words<Mode>())
    if (W.Value != Mode::Blocking)
      Modes += (Modes.empty() ? "" : "|") + std::string(W.Text);
  for (const Word<Operation> &W : words<Operation>())
    if (*W.Text)
      Operations += (Operations.empty() ? "" : "|") + std::string(W.Text);
  return json::Object{{"type", "string"},
                      {"pattern", "^((" + Modes + ") )?(" + Operations + ")$"}};
}

static json::Object eitherPhraseOr(json::Object Mapping) {
  return json::Object{
      {"oneOf", json::Array{refer("phrase"), std::move(Mapping)}}};
}

static json::Object listOf(json::Object Element) {
  return json::Object{{"type", "array"}, {"items", std::move(Element)}};
}

std::string jsonSchema() {
  json::Object Definitions{
      {"text", json::Object{{"type", json::Array{"string", "number"}}}},
      {"any-text", json::Object{{"type", "string"}}},
      {"flag", json::Object{{"type", "boolean"}}},
      {"number", json::Object{{"type", "integer"}, {"minimum", 0}}},
      {"result", json::Object{{"type", "integer"}}},
      {"name",
       json::Object{{"type", "string"}, {"pattern", "^[^:<( ][^<( ]*$"}}},
      {"names", json::Object{{"oneOf", json::Array{refer("name"),
                                                   listOf(refer("name"))}}}},
      {"primitive", choice<Primitive>()},
      {"destructor", choice<Destructor>()},
      {"when-closed", choice<WhenClosed>()},
      {"plain-operation", choice<Operation>()},
      {"phrase", phrase()},
      {"operation",
       eitherPhraseOr(mapping(operationKeyInfos(), {"operation"}))},
      {"constructor", eitherPhraseOr(mapping(constructorKeyInfos()))},
      {"capacity",
       json::Object{
           {"oneOf", json::Array{refer("number"),
                                 json::Object{{"const", "unbounded"}}}}}},
      {"members", json::Object{{"type", "object"},
                               {"additionalProperties", refer("operation")}}},
      {"status", mapping(statusKeys())},
      {"check", mapping(runOptionKeys())},
      {"types", listOf(mapping(typeKeys(), {"name", "primitive"}))},
      {"functions", listOf(mapping(functionKeyInfos(), {"name", "operation"}))},
  };
  json::Object Schema = mapping(fileKeys());
  Schema["$schema"] = "http://json-schema.org/draft-07/schema#";
  Schema["title"] = "Model file of quiesce";
  Schema["definitions"] = std::move(Definitions);
  return llvm::formatv("{0:2}\n", json::Value(std::move(Schema))).str();
}

} // namespace quiesce::model
