//===- Cache.cpp - results that need not be found again -------------------===//
//
// Part of quiesce, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "Cache.h"
#include "Output.h"
#include "ToolIdentity.h"
#include "model/Model.h"
#include "llvm/Support/BLAKE3.h"
#include "llvm/Support/CachePruning.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/Process.h"

using namespace llvm;

namespace quiesce::driver {

/// To be raised whenever the files' form changes.
static constexpr char FormatVersion[] = "2";

/// Environment variables by which a compiler finds headers or makes macros.
static constexpr const char *Environment[] = {"CPATH",
                                              "C_INCLUDE_PATH",
                                              "CPLUS_INCLUDE_PATH",
                                              "OBJC_INCLUDE_PATH",
                                              "SOURCE_DATE_EPOCH",
                                              "COMPILER_PATH",
                                              "SDKROOT",
                                              "GCC_EXEC_PREFIX",
                                              "CCC_OVERRIDE_OPTIONS"};

Cache::Cache(std::string Folder, uint64_t MaxBytes)
    : Folder(std::move(Folder)), MaxBytes(MaxBytes) {
  if (this->Folder.empty())
    return;
  // Workers run in other folders.
  SmallString<256> Absolute(this->Folder);
  (void)sys::fs::make_absolute(Absolute);
  this->Folder = Absolute.str().str();
  std::error_code Error = sys::fs::create_directories(this->Folder);
  if (!Error)
    Error = sys::fs::access(this->Folder, sys::fs::AccessMode::Write);
  if (Error)
    Problem = "the cache folder '" + this->Folder +
              "' cannot be written: " + Error.message() +
              "; name another with --cache";
}

std::string Cache::path(StringRef Key, StringRef Kind) const {
  return (Folder + "/llvmcache-" + Key + Kind).str();
}

std::string Cache::unitKey(const Unit &One,
                           const CheckSettings &Settings) const {
  KeyHasher Hash;
  Hash.add(FormatVersion);
  Hash.add(toolIdentity());
  for (const Options &Each : Settings)
    for (uint64_t Number :
         {uint64_t(Each.MaxAssumptions), uint64_t(Each.MaxStates),
          uint64_t(Each.MaxSteps), uint64_t(Each.MaxProgramSteps),
          uint64_t(Each.MaxUnitSteps), uint64_t(Each.MaxStateMegabytes),
          uint64_t(Each.MaxCallDepth)})
      Hash.add(std::to_string(Number));
  for (const Options &Each : Settings)
    Hash.add(Each.ModelFile);
  Hash.add(One.Directory);
  Hash.add(One.Filename);
  for (const std::string &Word : One.CommandLine)
    Hash.add(Word);
  for (const char *Name : Environment)
    Hash.add(sys::Process::GetEnv(Name).value_or(""));
  return Hash.result();
}

static std::unique_ptr<MemoryBuffer> readCached(const std::string &Path) {
  // The pruner goes by the time of the last access, which is not kept up by
  // itself everywhere.
  SmallString<256> Real;
  auto File =
      sys::fs::openNativeFileForRead(Path, sys::fs::OF_UpdateAtime, &Real);
  if (!File) {
    consumeError(File.takeError());
    return nullptr;
  }
  auto Buffer = MemoryBuffer::getOpenFile(*File, Path, /*FileSize=*/-1,
                                          /*RequiresNullTerminator=*/false);
  sys::fs::closeFile(*File);
  return Buffer ? std::move(*Buffer) : nullptr;
}

static void writeCached(const std::string &Path, StringRef Text) {
  consumeError(writeOutput(Path, [&](raw_ostream &Out) { Out << Text; }));
}

std::optional<UnitReport> Cache::find(const Unit &One,
                                      const CheckSettings &Settings) {
  if (Folder.empty())
    return std::nullopt;
  std::string Key = unitKey(One, Settings);
  std::unique_ptr<MemoryBuffer> Questions = readCached(path(Key, ".inputs"));
  if (!Questions)
    return std::nullopt;
  std::optional<std::string> Inputs =
      Answers.keyFor(Key, Questions->getBuffer());
  if (!Inputs)
    return std::nullopt;
  std::unique_ptr<MemoryBuffer> Text = readCached(path(*Inputs, ".report"));
  if (!Text)
    return std::nullopt;
  return read(Text->getBuffer());
}

std::string Cache::analyze(const Unit &One,
                           const CheckSettings &Settings) const {
  if (Folder.empty())
    return write(analyzeUnit(One, Settings, vfs::createPhysicalFileSystem()));
  auto Files = makeIntrusiveRefCnt<RecordingFileSystem>();
  UnitReport Report = analyzeUnit(One, Settings, Files);
  std::string Text = write(Report);
  if (!Report.CompileErrors.empty() || !Report.ModelErrors.empty())
    return Text;
  // The model files are read past the compiler's file system.
  Inputs &Asked = Files->asked();
  for (const std::string &File : model::userModelPlaces(One.Filename))
    Asked.readNow(File);
  for (const Options &Each : Settings)
    if (!Each.ModelFile.empty())
      Asked.readNow(Each.ModelFile);
  std::string Key = unitKey(One, Settings);
  writeCached(path(Asked.keyFor(Key), ".report"), Text);
  writeCached(path(Key, ".inputs"), Asked.questions());
  return Text;
}

void Cache::prune() const {
  if (Folder.empty())
    return;
  CachePruningPolicy Policy;
  Policy.Interval = std::chrono::seconds(0);
  Policy.Expiration = std::chrono::seconds(0); // by size alone
  Policy.MaxSizePercentageOfAvailableSpace = 0;
  Policy.MaxSizeBytes = MaxBytes;
  Policy.MaxSizeFiles = 0;
  pruneCache(Folder, Policy);
}

} // namespace quiesce::driver
