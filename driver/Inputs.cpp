//===- Inputs.cpp - what the file system was asked, and said --------------===//
//
// Part of quiesce, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "Inputs.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include <set>

using namespace llvm;

namespace quiesce::driver {

void KeyHasher::add(StringRef Text) {
  uint64_t Size = Text.size();
  Hash.update(StringRef(reinterpret_cast<const char *>(&Size), sizeof Size));
  Hash.update(Text);
}

std::string KeyHasher::result() {
  auto Bytes = Hash.final<20>();
  return toHex(Bytes, /*LowerCase=*/true);
}

static constexpr char Absent[] = "-", Present[] = "+";

static std::string hashed(StringRef Text) {
  KeyHasher Hash;
  Hash.add(Text);
  return Hash.result();
}

static std::string namesIn(vfs::FileSystem &Files, const Twine &Folder) {
  std::set<std::string> Names; // a folder's order means nothing
  std::error_code Error;
  for (auto It = Files.dir_begin(Folder, Error),
            End = vfs::directory_iterator();
       !Error && It != End; It.increment(Error))
    Names.insert(sys::path::filename(It->path()).str());
  KeyHasher Hash;
  for (const std::string &Name : Names)
    Hash.add(Name);
  return Hash.result();
}

static std::string answer(Question Asked, StringRef Path) {
  switch (Asked) {
  case Question::Existence:
    return sys::fs::exists(Path) ? Present : Absent;
  case Question::Content: {
    auto Text = MemoryBuffer::getFile(Path, /*IsText=*/false,
                                      /*RequiresNullTerminator=*/false);
    return Text ? hashed((*Text)->getBuffer()) : Absent;
  }
  case Question::Listing:
    return namesIn(*vfs::getRealFileSystem(), Path);
  }
  llvm_unreachable("every question is asked");
}

void Inputs::add(StringRef Path, Question Asked, std::string Answer) {
  auto [It, New] = Answers.try_emplace(Path.str(), Asked, Answer);
  if (!New && It->second.first == Question::Existence &&
      Asked != Question::Existence)
    It->second = {Asked, std::move(Answer)};
}

void Inputs::readNow(StringRef Path) {
  SmallString<256> Absolute(Path);
  (void)sys::fs::make_absolute(Absolute);
  add(Absolute, Question::Content, answer(Question::Content, Absolute));
}

std::string Inputs::questions() const {
  std::string Text;
  for (const auto &[Path, Row] : Answers)
    Text += std::string(1, char(Row.first)) + Path + "\n";
  return Text;
}

std::string Inputs::keyFor(StringRef Unit) const {
  KeyHasher Hash;
  Hash.add(Unit);
  for (const auto &[Path, Row] : Answers) {
    Hash.add(std::string(1, char(Row.first)) + Path);
    Hash.add(Row.second);
  }
  return Hash.result();
}

std::optional<std::string> AnswerReader::keyFor(StringRef Unit,
                                                StringRef Questions) {
  KeyHasher Hash;
  Hash.add(Unit);
  while (!Questions.empty()) {
    StringRef Line;
    std::tie(Line, Questions) = Questions.split('\n');
    if (Line.size() < 2 || !StringRef("ecl").contains(Line.front()))
      return std::nullopt;
    auto [It, New] = Known.try_emplace(Line);
    if (New)
      It->second = answer(Question(Line.front()), Line.drop_front());
    Hash.add(Line);
    Hash.add(It->second);
  }
  return Hash.result();
}

namespace {

/// A file that hashes what it gives out.
class HashedFile : public vfs::File {
public:
  HashedFile(std::unique_ptr<vfs::File> Read, std::string Path, Inputs &Asked)
      : Read(std::move(Read)), Path(std::move(Path)), Asked(Asked) {}

  ErrorOr<vfs::Status> status() override { return Read->status(); }
  ErrorOr<std::string> getName() override { return Read->getName(); }
  ErrorOr<std::unique_ptr<MemoryBuffer>> getBuffer(const Twine &Name,
                                                   int64_t FileSize,
                                                   bool RequiresNullTerminator,
                                                   bool IsVolatile) override {
    auto Text =
        Read->getBuffer(Name, FileSize, RequiresNullTerminator, IsVolatile);
    if (Text)
      Asked.add(Path, Question::Content, hashed((*Text)->getBuffer()));
    return Text;
  }
  std::error_code close() override { return Read->close(); }

private:
  std::unique_ptr<vfs::File> Read;
  std::string Path;
  Inputs &Asked;
};

} // namespace

std::string RecordingFileSystem::absolute(const Twine &Path) const {
  SmallString<256> Absolute;
  Path.toVector(Absolute);
  (void)makeAbsolute(Absolute);
  return Absolute.str().str();
}

ErrorOr<vfs::Status> RecordingFileSystem::status(const Twine &Path) {
  ErrorOr<vfs::Status> Found = getUnderlyingFS().status(Path);
  Asked.add(absolute(Path), Question::Existence, Found ? Present : Absent);
  return Found;
}

bool RecordingFileSystem::exists(const Twine &Path) {
  return bool(status(Path));
}

ErrorOr<std::unique_ptr<vfs::File>>
RecordingFileSystem::openFileForRead(const Twine &Path) {
  std::string Name = absolute(Path);
  auto Opened = getUnderlyingFS().openFileForRead(Path);
  Asked.add(Name, Question::Existence, Opened ? Present : Absent);
  if (!Opened)
    return Opened.getError();
  return std::make_unique<HashedFile>(std::move(*Opened), std::move(Name),
                                      Asked);
}

vfs::directory_iterator RecordingFileSystem::dir_begin(const Twine &Folder,
                                                       std::error_code &Error) {
  Asked.add(absolute(Folder), Question::Listing,
            namesIn(getUnderlyingFS(), Folder));
  return getUnderlyingFS().dir_begin(Folder, Error);
}

} // namespace quiesce::driver
