//===- ModelYaml.cpp - the rows of one model file -------------------------===//
//
// Part of quiesce, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "model/ModelYaml.h"
#include "model/OperationYaml.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/JSON.h"
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
  StringRef Name; ///< of the file
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

/// What destroying does, or what it does by the template's arguments.
void readDestructor(YamlReader &R, Node &N, const Twine &What, TypeRow &T) {
  if (N.getType() != Node::NK_Mapping)
    return readWord(R, N, What, "destructor", T.Model.OnDestroy);
  R.mapping(N, What, [&](StringRef Argument, SMLoc At, Node &Value) {
    checkName(R, At, Argument);
    Destructor Does = Destructor::Nothing;
    readWord(R, Value, "'" + Argument + "'", "destructor", Does);
    T.Model.OnDestroyBy.emplace_back(Argument, Does);
  });
}

template <std::string StatusNames::*Field>
void readStatus(YamlReader &R, Node &N, const Twine &What, StatusNames &S) {
  readText(R, N, What, S.*Field);
}

const Key<StatusNames> StatusKeys[] = {
    {"success", "text", readStatus<&StatusNames::Success>},
    {"closed", "text", readStatus<&StatusNames::Closed>},
    {"timeout", "text", readStatus<&StatusNames::Timeout>},
    {"full", "text", readStatus<&StatusNames::Full>},
    {"empty", "text", readStatus<&StatusNames::Empty>},
};

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
    {"name", "names",
     [](YamlReader &R, Node &N, const Twine &What, TypeRow &T) {
       readNames(R, N, What, T.Called);
     }},
    {"primitive", "primitive",
     [](YamlReader &R, Node &N, const Twine &What, TypeRow &T) {
       readWord(R, N, What, "primitive", T.Model.Kind);
     }},
    {"documentation", "text",
     [](YamlReader &R, Node &N, const Twine &What, TypeRow &T) {
       readText(R, N, What, T.Model.Documentation);
     }},
    {"constructor", "constructor",
     [](YamlReader &R, Node &N, const Twine &What, TypeRow &T) {
       readConstructor(R, N, What, T.Model.Constructor);
     }},
    {"destructor", "destructor", readDestructor},
    {"terminate-when-defined",
     "text",
     [](YamlReader &R, Node &N, const Twine &What, TypeRow &T) {
       readText(R, N, What, T.Model.TerminateMacro);
     },
     {Primitive::Task}},
    {"members", "members", readMembers},
    {"capacity", "capacity", readCapacity, {Primitive::Channel}},
    {"count",
     "number",
     [](YamlReader &R, Node &N, const Twine &What, TypeRow &T) {
       readNumber(R, N, What, T.Model.DefaultCapacity);
     },
     {Primitive::Semaphore, Primitive::Latch, Primitive::Barrier}},
    {"maximum",
     "number",
     [](YamlReader &R, Node &N, const Twine &What, TypeRow &T) {
       readNumber(R, N, What, T.Model.Maximum);
     },
     {Primitive::Semaphore}},
    {"capacity-less",
     "number",
     [](YamlReader &R, Node &N, const Twine &What, TypeRow &T) {
       readNumber(R, N, What, T.Model.CapacityLess);
     },
     {Primitive::Channel}},
    {"send-when-closed",
     "when-closed",
     readWhenClosed<&TypeModel::SendWhenClosed>,
     {Primitive::Channel, Primitive::Sender, Primitive::Receiver}},
    {"receive-when-closed",
     "when-closed",
     readWhenClosed<&TypeModel::ReceiveWhenClosed>,
     {Primitive::Channel, Primitive::Sender, Primitive::Receiver}},
    {"close-when-closed",
     "when-closed",
     readWhenClosed<&TypeModel::CloseWhenClosed>,
     {Primitive::Channel, Primitive::Sender, Primitive::Receiver}},
    {"close-wakes-receivers-only",
     "flag",
     readTypeFlag<&TypeModel::CloseWakesReceiversOnly>,
     {Primitive::Channel}},
    {"throws-when-closed",
     "name",
     readTypeName<&TypeModel::ThrowsWhenClosed>,
     {Primitive::Channel, Primitive::Sender, Primitive::Receiver}},
    {"status", "status",
     [](YamlReader &R, Node &N, const Twine &, TypeRow &T) {
       readKeys<StatusNames>(R, N, "a status", StatusKeys, T.Model.Status);
     }},
    {"recursive",
     "flag",
     readTypeFlag<&TypeModel::Recursive>,
     {Primitive::Mutex}},
    {"wakes-on-unlock",
     "flag",
     readTypeFlag<&TypeModel::WakesOnUnlock>,
     {Primitive::Mutex}},
    {"defer-tag",
     "name",
     readTypeName<&TypeModel::DeferTag>,
     {Primitive::Guard}},
    {"adopt-tag",
     "name",
     readTypeName<&TypeModel::AdoptTag>,
     {Primitive::Guard}},
    {"try-tag", "name", readTypeName<&TypeModel::TryTag>, {Primitive::Guard}},
    {"shared-guard",
     "flag",
     readTypeFlag<&TypeModel::SharedGuard>,
     {Primitive::Guard}},
    {"copies-share", "flag", readTypeFlag<&TypeModel::CopiesShare>},
    {"passes-stop-token",
     "flag",
     readTypeFlag<&TypeModel::PassesStopToken>,
     {Primitive::Task}},
    {"stoppable",
     "flag",
     readTypeFlag<&TypeModel::Stoppable>,
     {Primitive::Task}},
    {"iterate", "plain-operation",
     [](YamlReader &R, Node &N, const Twine &What, TypeRow &T) {
       readWord(R, N, What, "operation", T.Model.Iterate);
     }},
    {"weak", "flag", readTypeFlag<&TypeModel::Weak>, {Primitive::Pointer}},
    {"scalar-handle", "flag", readTypeFlag<&TypeModel::ScalarHandle>},
    {"group", "flag", readTypeFlag<&TypeModel::Group>, {Primitive::Task}},
    {"pointer-handle",
     "flag",
     readTypeFlag<&TypeModel::PointerHandle>,
     {Primitive::Task}},
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
    Added.Data.RowLine = R.lineAndColumn(One.Called.List.front().second).first;
  }
}

void readType(YamlReader &R, Node &N, TypeRow &T) {
  auto Given =
      readKeys<TypeRow>(R, N, "a type", TypeKeys, T, {"name", "primitive"});
  if (T.Model.Kind == Primitive::None) // told already
    return;
  for (const auto &[K, At] : Given)
    if (!K->Only.empty() && !llvm::is_contained(K->Only, T.Model.Kind)) {
      auto Words = llvm::map_range(
          K->Only, [](Primitive Each) { return word(Each).str(); });
      R.error(At, Twine("key '") + K->Word + "' in a " + word(T.Model.Kind) +
                      "; expected only in a " + llvm::join(Words, " or "));
    }
}

const Key<FileRow> FileKeys[] = {
    {"library", "text",
     [](YamlReader &R, Node &N, const Twine &What, FileRow &F) {
       readText(R, N, What, F.Library);
     }},
    {"version", "text",
     [](YamlReader &R, Node &N, const Twine &What, FileRow &F) {
       readText(R, N, What, F.Version);
     }},
    {"documentation", "text",
     [](YamlReader &R, Node &N, const Twine &What, FileRow &F) {
       readText(R, N, What, F.Documentation);
     }},
    {"inherit-parents", "flag",
     [](YamlReader &R, Node &N, const Twine &What, FileRow &F) {
       readFlag(R, N, What, F.Rows.InheritParents);
     }},
    {"check", "check",
     [](YamlReader &R, Node &N, const Twine &, FileRow &F) {
       readRunOptions(R, N, F.Name, F.Rows.Check);
     }},
    {"types", "types",
     [](YamlReader &R, Node &N, const Twine &What, FileRow &F) {
       R.sequence(N, What, [&](Node &Each) {
         addRow<TypeModel, TypeRow>(R, F, F.Rows.Types,
                                    [&](TypeRow &T) { readType(R, Each, T); });
       });
     }},
    {"functions", "functions",
     [](YamlReader &R, Node &N, const Twine &What, FileRow &F) {
       R.sequence(N, What, [&](Node &Each) {
         addRow<FunctionModel, FunctionRow>(
             R, F, F.Rows.Functions,
             [&](FunctionRow &Row) { readFunction(R, Each, Row); });
       });
     }},
};

} // namespace

std::vector<KeyInfo> fileKeys() { return infos<FileRow>(FileKeys); }
std::vector<KeyInfo> typeKeys() { return infos<TypeRow>(TypeKeys); }
std::vector<KeyInfo> statusKeys() { return infos<StatusNames>(StatusKeys); }

ModelFile readModelFile(StringRef Text, StringRef FileName,
                        std::vector<ModelError> &Errors) {
  if (size_t At = 0; !llvm::json::isUTF8(Text, &At)) {
    StringRef Before = Text.take_front(At);
    ModelError E;
    E.File = FileName.str();
    E.Line = unsigned(Before.count('\n')) + 1;
    E.Column = unsigned(At - (Before.rfind('\n') + 1)) + 1;
    E.Message = "the file is not UTF-8 from here on; save it as UTF-8";
    Errors.push_back(std::move(E));
    return {};
  }
  FileRow F{{}, {}, {}, {}, Errors, FileName};
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
