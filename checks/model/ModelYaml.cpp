//===- ModelYaml.cpp - the rows of one model file -------------------------===//
//
// Part of quiesce, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "model/ModelYaml.h"
#include "model/OperationYaml.h"
#include "llvm/Support/Path.h"

namespace quiesce::model {
namespace {

struct TypeRow {
  TypeModel Model;
  Names Called;
};

/// What a file says about itself, and its rows as they were read.
struct FileRow {
  std::string Library, Version, Documentation;
  ModelFile Rows;
  std::vector<ModelError> &Errors;
};

void readMembers(YamlReader &R, Node &N, const Twine &What, TypeRow &T) {
  R.mapping(N, What, [&](StringRef Name, SMLoc At, Node &Value) {
    if (Name.starts_with("operator ") || Name.starts_with("~") ||
        Name.contains("::"))
      R.error(At, "member '" + Name +
                      "' can never be found; expected a plain member name, an "
                      "operator without blanks, or 'conversion' for every "
                      "conversion operator");
    OperationModel M;
    readOperation(R, Value, "member '" + Name + "'", M);
    T.Model.Members[Name] = std::move(M);
  });
}

void readCapacity(YamlReader &R, Node &N, const Twine &What, TypeRow &T) {
  auto Text = R.text(N, What);
  if (!Text)
    return;
  if (*Text == "unbounded")
    T.Model.Unbounded = true;
  else if (StringRef(*Text).getAsInteger(10, T.Model.DefaultCapacity) ||
           T.Model.DefaultCapacity < 0)
    R.error(N, What + " is '" + *Text +
                   "'; expected a whole number not below 0, or 'unbounded'");
}

template <std::string StatusNames::*Field>
void readStatus(YamlReader &R, Node &N, const Twine &What, StatusNames &S) {
  readText(R, N, What, S.*Field);
}

const Key<StatusNames> StatusKeys[] = {
    {"success", readStatus<&StatusNames::Success>},
    {"closed", readStatus<&StatusNames::Closed>},
    {"timeout", readStatus<&StatusNames::Timeout>},
    {"full", readStatus<&StatusNames::Full>},
    {"empty", readStatus<&StatusNames::Empty>},
};

const Key<TypeModel> TerminateKeys[] = {
    {"macro", [](YamlReader &R, Node &N, const Twine &What,
                 TypeModel &T) { readText(R, N, What, T.VersionMacro); }},
    {"from", [](YamlReader &R, Node &N, const Twine &What,
                TypeModel &T) { readNumber(R, N, What, T.TerminateFrom); }},
};

void readTerminateWhen(YamlReader &R, Node &N, const Twine &What, TypeRow &T) {
  readKeys<TypeModel>(R, N, What.str(), TerminateKeys, T.Model,
                      {"macro", "from"});
}

//===----------------------------------------------------------------------===//
// Rows
//===----------------------------------------------------------------------===//

template <bool TypeModel::*Field>
void readTypeFlag(YamlReader &R, Node &N, const Twine &What, TypeRow &T) {
  readFlag(R, N, What, T.Model.*Field);
}

template <std::string TypeModel::*Field>
void readTypeName(YamlReader &R, Node &N, const Twine &What, TypeRow &T) {
  readName(R, N, What, T.Model.*Field);
}

template <WhenClosed TypeModel::*Field>
void readWhenClosed(YamlReader &R, Node &N, const Twine &What, TypeRow &T) {
  readWord(R, N, What, "behaviour", T.Model.*Field);
}

const Key<TypeRow> TypeKeys[] = {
    {"name", [](YamlReader &R, Node &N, const Twine &What,
                TypeRow &T) { readNames(R, N, What, T.Called); }},
    {"primitive",
     [](YamlReader &R, Node &N, const Twine &What, TypeRow &T) {
       readWord(R, N, What, "primitive", T.Model.Kind);
     }},
    {"documentation",
     [](YamlReader &R, Node &N, const Twine &What, TypeRow &T) {
       readText(R, N, What, T.Model.Documentation);
     }},
    {"constructor",
     [](YamlReader &R, Node &N, const Twine &What, TypeRow &T) {
       readConstructor(R, N, What, T.Model.Constructor);
     }},
    {"destructor",
     [](YamlReader &R, Node &N, const Twine &What, TypeRow &T) {
       readWord(R, N, What, "destructor", T.Model.OnDestroy);
     }},
    {"terminate-when", readTerminateWhen, Primitive::Task},
    {"members", readMembers},
    {"capacity", readCapacity, Primitive::Channel},
    {"capacity-less",
     [](YamlReader &R, Node &N, const Twine &What, TypeRow &T) {
       readNumber(R, N, What, T.Model.CapacityLess);
     },
     Primitive::Channel},
    {"send-when-closed", readWhenClosed<&TypeModel::SendWhenClosed>,
     Primitive::Channel},
    {"receive-when-closed", readWhenClosed<&TypeModel::ReceiveWhenClosed>,
     Primitive::Channel},
    {"close-when-closed", readWhenClosed<&TypeModel::CloseWhenClosed>,
     Primitive::Channel},
    {"close-wakes-receivers-only",
     readTypeFlag<&TypeModel::CloseWakesReceiversOnly>, Primitive::Channel},
    {"throws-when-closed", readTypeName<&TypeModel::ThrowsWhenClosed>,
     Primitive::Channel},
    {"status",
     [](YamlReader &R, Node &N, const Twine &, TypeRow &T) {
       readKeys<StatusNames>(R, N, "a status", StatusKeys, T.Model.Status);
     }},
    {"recursive", readTypeFlag<&TypeModel::Recursive>, Primitive::Mutex},
    {"defer-tag", readTypeName<&TypeModel::DeferTag>, Primitive::Guard},
    {"adopt-tag", readTypeName<&TypeModel::AdoptTag>, Primitive::Guard},
    {"try-tag", readTypeName<&TypeModel::TryTag>, Primitive::Guard},
    {"shared-guard", readTypeFlag<&TypeModel::SharedGuard>, Primitive::Guard},
    {"copies-share", readTypeFlag<&TypeModel::CopiesShare>},
    {"passes-stop-token", readTypeFlag<&TypeModel::PassesStopToken>,
     Primitive::Task},
    {"iterate",
     [](YamlReader &R, Node &N, const Twine &What, TypeRow &T) {
       readWord(R, N, What, "operation", T.Model.Iterate);
     }},
    {"weak", readTypeFlag<&TypeModel::Weak>, Primitive::Pointer},
    {"scalar-handle", readTypeFlag<&TypeModel::ScalarHandle>},
};

/// Reads one row, and adds it under each of its names when it was right.
template <class Model, class RowT, class ReadOne>
void addRow(YamlReader &R, FileRow &F, std::deque<Row<Model>> &Out,
            ReadOne Read) {
  size_t Before = F.Errors.size();
  RowT One;
  Read(One);
  if (F.Errors.size() != Before)
    return;
  // Several names are rare, and a type with its members is dear to copy.
  size_t Left = One.Called.List.size();
  for (auto &[Name, At] : One.Called.List) {
    Row<Model> &Added = Out.emplace_back();
    Added.Data = --Left ? Model(One.Model) : std::move(One.Model);
    Added.Data.Name = std::move(Name);
    std::tie(Added.Data.Line, Added.Column) = R.lineAndColumn(At);
  }
}

void readType(YamlReader &R, Node &N, TypeRow &T) {
  auto Given =
      readKeys<TypeRow>(R, N, "a type", TypeKeys, T, {"name", "primitive"});
  if (T.Model.Kind == Primitive::None) // told already
    return;
  for (const auto &[K, At] : Given)
    if (K->Only != Primitive::None && K->Only != T.Model.Kind)
      R.error(At, Twine("key '") + K->Word + "' in a " + word(T.Model.Kind) +
                      "; expected only in a " + word(K->Only));
}

const Key<FileRow> FileKeys[] = {
    {"library", [](YamlReader &R, Node &N, const Twine &What,
                   FileRow &F) { readText(R, N, What, F.Library); }},
    {"version", [](YamlReader &R, Node &N, const Twine &What,
                   FileRow &F) { readText(R, N, What, F.Version); }},
    {"documentation",
     [](YamlReader &R, Node &N, const Twine &What, FileRow &F) {
       readText(R, N, What, F.Documentation);
     }},
    {"types",
     [](YamlReader &R, Node &N, const Twine &What, FileRow &F) {
       R.sequence(N, What, [&](Node &Each) {
         addRow<TypeModel, TypeRow>(R, F, F.Rows.Types,
                                    [&](TypeRow &T) { readType(R, Each, T); });
       });
     }},
    {"functions",
     [](YamlReader &R, Node &N, const Twine &What, FileRow &F) {
       R.sequence(N, What, [&](Node &Each) {
         addRow<FunctionModel, FunctionRow>(
             R, F, F.Rows.Functions,
             [&](FunctionRow &Row) { readFunction(R, Each, Row); });
       });
     }},
};

} // namespace

ModelFile readModelFile(StringRef Text, StringRef FileName,
                        std::vector<ModelError> &Errors) {
  FileRow F{{}, {}, {}, {}, Errors};
  YamlReader Reader(Text, FileName, Errors);
  Reader.document([&](Node &Root) {
    readKeys<FileRow>(Reader, Root, "a model file", FileKeys, F);
  });

  // The file's own keys may come after its rows.
  if (F.Library.empty())
    F.Library = llvm::sys::path::filename(FileName).str();
  if (!F.Version.empty())
    F.Library += " " + F.Version;
  auto Finish = [&](auto &Data) {
    Data.Library = F.Library;
    Data.Source = FileName.str();
    if (Data.Documentation.empty())
      Data.Documentation = F.Documentation;
  };
  for (auto &Row : F.Rows.Types)
    Finish(Row.Data);
  for (auto &Row : F.Rows.Functions)
    Finish(Row.Data);
  return std::move(F.Rows);
}

} // namespace quiesce::model
