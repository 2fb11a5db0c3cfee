//===- Inputs.h - what the file system was asked, and said ------*- C++ -*-===//
//
// Part of quiesce, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef QUIESCE_DRIVER_INPUTS_H
#define QUIESCE_DRIVER_INPUTS_H

#include "llvm/ADT/StringMap.h"
#include "llvm/Support/BLAKE3.h"
#include "llvm/Support/VirtualFileSystem.h"
#include <map>
#include <optional>
#include <string>

namespace quiesce::driver {

/// A hash of texts in order; where one ends is part of it.
class KeyHasher {
public:
  void add(llvm::StringRef Text);
  std::string result(); ///< 40 hexadecimal digits

private:
  llvm::BLAKE3 Hash;
};

/// What is asked of a path.
enum class Question : char {
  Existence = 'e',
  Content = 'c',
  Listing = 'l', ///< the names in a folder
};

/// Questions that were asked and their answers.  A path that was asked about in
/// several ways counts once, with the question that tells most.
class Inputs {
public:
  void add(llvm::StringRef Path, Question Asked, std::string Answer);
  /// Asks for the content now.
  void readNow(llvm::StringRef Path);

  /// All questions, one a line.
  std::string questions() const;
  /// A hash of \p Unit, the questions and the answers.
  std::string keyFor(llvm::StringRef Unit) const;

private:
  std::map<std::string, std::pair<Question, std::string>> Answers;
};

/// Asks again, each thing once.
class AnswerReader {
public:
  /// The key that Inputs::keyFor() gives when all answers are as they are now;
  /// nothing for a text that is no list of questions.
  std::optional<std::string> keyFor(llvm::StringRef Unit,
                                    llvm::StringRef Questions);

private:
  llvm::StringMap<std::string> Known; ///< by question and path
};

/// The file system of this machine, which keeps what it was asked.  Contents
/// are hashed as they are given out, so a file that changes meanwhile is kept
/// under what was really read.
class RecordingFileSystem : public llvm::vfs::ProxyFileSystem {
public:
  RecordingFileSystem()
      : ProxyFileSystem(llvm::vfs::createPhysicalFileSystem()) {}

  Inputs &asked() { return Asked; }

  llvm::ErrorOr<llvm::vfs::Status> status(const llvm::Twine &Path) override;
  bool exists(const llvm::Twine &Path) override;
  llvm::ErrorOr<std::unique_ptr<llvm::vfs::File>>
  openFileForRead(const llvm::Twine &Path) override;
  llvm::vfs::directory_iterator dir_begin(const llvm::Twine &Folder,
                                          std::error_code &Error) override;

private:
  std::string absolute(const llvm::Twine &Path) const;

  Inputs Asked;
};

} // namespace quiesce::driver

#endif // QUIESCE_DRIVER_INPUTS_H
