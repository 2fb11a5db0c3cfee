//===- Doctor.cpp - quiesce doctor ----------------------------------------===//
//
// Part of quiesce, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Each line is one thing that has to be right: what it is, whether it is, and
// if not what to do.
//
//===----------------------------------------------------------------------===//

#include "CommandLine.h"
#include "Parse.h"
#include "Paths.h"
#include "Units.h"
#include "model/Model.h"
#include "clang/Basic/Version.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Config/llvm-config.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/FileUtilities.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/Program.h"

using namespace llvm;

namespace quiesce::driver {
namespace {

class Doctor {
public:
  explicit Doctor(const CommandLine &Wanted) : Wanted(Wanted) {}
  int run();

private:
  void right(const Twine &What) { outs() << "ok     " << What << '\n'; }
  void wrong(const Twine &What, const Twine &Remedy) {
    outs() << "wrong  " << What << "; " << Remedy << '\n';
    ++Mistakes;
  }
  void llvm();
  void resources();
  void standardLibrary();
  void plugin();
  void database();
  void models();

  const CommandLine &Wanted;
  unsigned Mistakes = 0;
};

} // namespace

void Doctor::llvm() {
  std::string Loaded = clang::getClangToolFullVersion("clang");
  if (StringRef(Loaded).contains(LLVM_VERSION_STRING))
    right(Twine("quiesce ") + version() + ", LLVM " LLVM_VERSION_STRING);
  else
    wrong("quiesce was built with LLVM " LLVM_VERSION_STRING
          ", but what is loaded is " +
              Loaded,
          "install the packages it was built with, or build it again");
}

void Doctor::resources() {
  if (sys::fs::exists(QUIESCE_RESOURCE_DIR "/include/stddef.h"))
    right("clang's own headers in " QUIESCE_RESOURCE_DIR);
  else
    wrong("clang's own headers are not in " QUIESCE_RESOURCE_DIR,
          "apt-get install libclang-common-" + Twine(LLVM_VERSION_MAJOR) +
              "-dev");
}

/// What clang-tidy prints for the plugin's checks; empty if it cannot be run.
static std::string listedBy(StringRef Tidy, StringRef Plugin) {
  SmallString<128> Out;
  if (sys::fs::createTemporaryFile("quiesce-doctor", "txt", Out))
    return "";
  FileRemover Remove(Out);
  std::string Load = ("--load=" + Plugin).str();
  StringRef Words[] = {Tidy, Load, "--checks=-*,quiesce-*", "--list-checks"};
  sys::ExecuteAndWait(Tidy, Words, std::nullopt,
                      {StringRef(), StringRef(Out), StringRef(Out)});
  auto Text = MemoryBuffer::getFile(Out);
  return Text ? (*Text)->getBuffer().str() : "";
}

void Doctor::plugin() {
  // As it is installed, or else as it is built.
  SmallString<256> Folder = sys::path::parent_path(
      sys::path::parent_path(sys::fs::getMainExecutable(nullptr, nullptr)));
  sys::path::append(Folder, "lib");
  SmallString<256> Plugin = Folder;
  sys::path::append(Plugin, "quiesce",
                    "llvm-" + std::to_string(LLVM_VERSION_MAJOR),
                    "libquiesce.so");
  if (!sys::fs::exists(Plugin)) {
    Plugin = Folder;
    sys::path::append(Plugin, "libquiesce.so");
  }
  if (!sys::fs::exists(Plugin)) {
    wrong("there is no plugin " + Plugin,
          "build the target quiesce-plugin, or install the package again");
    return;
  }
  std::string Name = "clang-tidy-" + std::to_string(LLVM_VERSION_MAJOR);
  ErrorOr<std::string> Tidy = sys::findProgramByName(Name);
  if (!Tidy) {
    wrong("the plugin is for " + Name + ", which is not installed",
          "apt-get install " + Name + ", or use quiesce-clang-tidy");
    return;
  }
  std::string Listed = listedBy(*Tidy, Plugin);
  size_t Count = StringRef(Listed).count("quiesce-");
  if (Count >= CheckCount)
    right("the plugin " + Plugin + ", loaded by " + *Tidy);
  else
    wrong("the plugin " + Plugin + " is not loaded by " + *Tidy + ": " +
              StringRef(Listed).trim().split('\n').first,
          "use the clang-tidy of the LLVM it was built with, " +
              Twine(LLVM_VERSION_STRING));
}

/// Clang uses the one that comes with gcc, and does not depend on it.
void Doctor::standardLibrary() {
  SmallString<128> Source;
  int Descriptor;
  if (sys::fs::createTemporaryFile("quiesce-doctor", "cpp", Descriptor, Source))
    return;
  FileRemover Remove(Source);
  raw_fd_ostream(Descriptor, /*shouldClose=*/true) << "#include <thread>\n";
  Unit Probe(sys::path::parent_path(Source), Source,
             {"c++", "-c", Source.str().str()}, /*Output=*/"");
  std::vector<std::string> Errors = parseUnit(
      Probe, vfs::createPhysicalFileSystem(), [](clang::ASTContext &) {});
  if (Errors.empty())
    right("the C++ standard library");
  else
    wrong("the C++ standard library is not found: " +
              StringRef(Errors.front()).rsplit("error: ").second,
          "apt-get install g++");
}

void Doctor::database() {
  UnitSelection Selection = selectUnits(Wanted.Choice);
  for (const std::string &Error : Selection.Errors) {
    auto [What, Remedy] = StringRef(Error).split("; ");
    wrong(What, Remedy);
  }
  if (Selection.Units.empty())
    return;
  size_t Missing = 0;
  std::string Example;
  for (const Unit &One : Selection.Units)
    if (!sys::fs::exists(One.Filename)) {
      ++Missing;
      Example = One.Filename;
    }
  if (Missing)
    wrong(Twine(Missing) + " of " + Twine(Selection.Units.size()) +
              " files of the compile database do not exist, as " + Example,
          "build the project, so that generated files exist, or configure it "
          "again");
  else
    right("a compile database of " + Twine(Selection.Units.size()) +
          " compilations");
}

void Doctor::models() {
  right(Twine(model::ModelSet::builtin()->types().size()) + " types and " +
        Twine(model::ModelSet::builtin()->functions().size()) +
        " functions in the built-in models");
  std::vector<std::string> Files =
      model::findUserModels(currentFolder() + "source.cpp");
  if (Files.empty())
    return;
  std::vector<model::ModelError> Errors;
  (void)model::ModelSet::withUserFiles(Files, Errors);
  for (const std::string &File : Files)
    if (none_of(Errors, [&](const auto &Each) { return Each.File == File; }))
      right("the models in " + File);
  for (const model::ModelError &Each : Errors)
    wrong(Each.File + ":" + Twine(Each.Line) + ":" + Twine(Each.Column) + ": " +
              Each.Message,
          "docs/models.md has the format");
}

int Doctor::run() {
  llvm();
  resources();
  standardLibrary();
  plugin();
  database();
  models();
  return Mistakes ? Failed : Clean;
}

int runDoctor(const CommandLine &Wanted) { return Doctor(Wanted).run(); }

} // namespace quiesce::driver
