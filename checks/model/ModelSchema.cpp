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
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/JSON.h"
#include "llvm/Support/raw_ostream.h"

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

/// "[try|timed|awaited] operation".  Editors complete the words of an `enum`,
/// but not what a pattern allows.
static json::Object phrase() {
  std::string Modes, Operations;
  for (const Word<Mode> &W : words<Mode>())
    if (W.Value != Mode::Blocking)
      Modes += (Modes.empty() ? "" : "|") + std::string(W.Text);
  for (const Word<Operation> &W : words<Operation>())
    if (*W.Text)
      Operations += (Operations.empty() ? "" : "|") + std::string(W.Text);
  return json::Object{
      {"type", "string"},
      {"anyOf", json::Array{choice<Operation>(),
                            json::Object{{"pattern", "^(" + Modes + ") (" +
                                                         Operations + ")$"}}}}};
}

static json::Object eitherPhraseOr(json::Object Mapping) {
  return json::Object{
      {"oneOf", json::Array{refer("phrase"), std::move(Mapping)}}};
}

static json::Object listOf(json::Object Element) {
  return json::Object{{"type", "array"}, {"items", std::move(Element)}};
}

/// Writes \p V with the keys of its mappings in alphabetical order, but
/// "constructor" last: language servers written in JavaScript find that in
/// every object, and complete none of the keys behind it.
static void write(json::OStream &Out, const json::Value &V) {
  if (const json::Array *A = V.getAsArray()) {
    Out.array([&] {
      for (const json::Value &Each : *A)
        write(Out, Each);
    });
    return;
  }
  const json::Object *O = V.getAsObject();
  if (!O) {
    Out.value(V);
    return;
  }
  std::vector<const json::Object::value_type *> Sorted;
  for (const auto &Each : *O)
    Sorted.push_back(&Each);
  llvm::sort(Sorted, [](const auto *A, const auto *B) {
    auto Order = [](llvm::StringRef Key) {
      return std::make_pair(Key == "constructor", Key);
    };
    return Order(A->first) < Order(B->first);
  });
  Out.object([&] {
    for (const auto *Each : Sorted) {
      Out.attributeBegin(Each->first);
      write(Out, Each->second);
      Out.attributeEnd();
    }
  });
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
      {"destroyed", choice<Destructor>()},
      {"destructor",
       json::Object{
           {"oneOf", json::Array{refer("destroyed"),
                                 json::Object{{"type", "object"},
                                              {"propertyNames", refer("name")},
                                              {"additionalProperties",
                                               refer("destroyed")}}}}}},
      {"when-closed", choice<WhenClosed>()},
      {"when-stopped",
       json::Object{{"enum", json::Array{"returns", "throws"}}}},
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
  std::string Text;
  llvm::raw_string_ostream Stream(Text);
  json::OStream Out(Stream, /*IndentSize=*/2);
  write(Out, std::move(Schema));
  Out.flush();
  return Text + "\n";
}

} // namespace quiesce::model
