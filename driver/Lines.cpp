//===- Lines.cpp - which lines a finding must touch -----------------------===//
//
// Part of quiesce, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "Lines.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/FileUtilities.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Program.h"

using namespace llvm;
using quiesce::tidy::FileLines;

namespace quiesce::driver {

bool LineFilter::contains(const Location &Where) const {
  return any_of(Files, [&](const FileLines &Each) {
    return StringRef(Where.File).ends_with(Each.Name) &&
           (Each.Lines.empty() || any_of(Each.Lines, [&](auto Range) {
              return Range.first <= Where.Line && Where.Line <= Range.second;
            }));
  });
}

bool LineFilter::touches(const Finding &Defect) const {
  return contains(Defect.Where) || any_of(Defect.Steps, [&](const Step &Told) {
           return contains(Told.Where);
         });
}

/// `+12,3` of a hunk's head: the lines on the new side.
static std::pair<unsigned, unsigned> newLines(StringRef Head) {
  unsigned First = 0, Count = 1;
  Head = Head.drop_front(std::min(Head.find('+'), Head.size()));
  Head.consume_front("+");
  if (Head.consumeInteger(10, First))
    return {1, 0};
  if (Head.consume_front(","))
    (void)Head.consumeInteger(10, Count);
  // Nothing but a deletion: what stands on both sides of it.
  if (!Count)
    return {First, First + 1};
  return {First, First + Count - 1};
}

std::vector<FileLines> parseDiff(StringRef Diff, StringRef Root) {
  std::vector<FileLines> Result;
  bool InHead = false, Deleted = false;
  while (!Diff.empty()) {
    StringRef Line;
    std::tie(Line, Diff) = Diff.split('\n');
    if (Line.starts_with("diff --git ")) {
      InHead = true;
    } else if (InHead && Line.consume_front("+++ ")) {
      // git ends a name with blanks in it with a tab.
      StringRef Name = Line.rtrim("\t\r");
      Deleted = Name == "/dev/null";
      if (!Deleted)
        Result.push_back({(Root + "/" + Name).str(), {}});
    } else if (Line.starts_with("@@ ")) {
      InHead = false;
      auto Range = newLines(Line);
      if (!Deleted && !Result.empty() && Range.first <= Range.second)
        Result.back().Lines.push_back(Range);
    }
  }
  return Result;
}

/// What git prints, or what it complains of.
static Expected<std::string> runGit(ArrayRef<StringRef> Arguments) {
  ErrorOr<std::string> Git = sys::findProgramByName("git");
  if (!Git)
    return createStringError("git is not installed");
  SmallVector<StringRef, 12> Words = {*Git, "-c", "core.quotePath=false"};
  Words.append(Arguments.begin(), Arguments.end());
  SmallString<128> Out, Err;
  if (std::error_code Error =
          sys::fs::createTemporaryFile("quiesce-git", "out", Out))
    return createStringError(Error, Error.message());
  FileRemover RemoveOut(Out);
  if (std::error_code Error =
          sys::fs::createTemporaryFile("quiesce-git", "err", Err))
    return createStringError(Error, Error.message());
  FileRemover RemoveErr(Err);
  int Status = sys::ExecuteAndWait(
      *Git, Words, std::nullopt, {StringRef(), StringRef(Out), StringRef(Err)});
  auto Text = MemoryBuffer::getFile(Status == 0 ? Out : Err);
  if (!Text)
    return createStringError(Text.getError(), Text.getError().message());
  if (Status == 0)
    return (*Text)->getBuffer().str();
  return createStringError(
      ("git says: " + (*Text)->getBuffer().split('\n').first).str());
}

Expected<LineFilter> linesSince(StringRef Ref) {
  Expected<std::string> Root = runGit({"rev-parse", "--show-toplevel"});
  if (!Root)
    return Root.takeError();
  StringRef Top = StringRef(*Root).trim();
  // What a branch got since this one left it is not of this change.  Without a
  // common past, as in a shallow clone, it is the commit itself.
  std::string Base = Ref.str();
  if (Expected<std::string> Left = runGit({"merge-base", Ref, "HEAD"}))
    Base = StringRef(*Left).trim().str();
  else
    consumeError(Left.takeError());
  Expected<std::string> Diff =
      runGit({"-C", Top, "diff", "--unified=0", "--inter-hunk-context=0",
              "--no-color", "--no-ext-diff", "--no-textconv", "--no-prefix",
              "--no-relative", "--find-renames", Base, "--"});
  if (!Diff)
    return Diff.takeError();
  std::vector<FileLines> Files = parseDiff(*Diff, Top);
  Expected<std::string> New =
      runGit({"-C", Top, "ls-files", "-z", "--others", "--exclude-standard"});
  if (!New)
    return New.takeError();
  for (StringRef Name : split(*New, '\0'))
    if (!Name.empty())
      Files.push_back({(Top + "/" + Name).str(), {}});
  return LineFilter(std::move(Files));
}

} // namespace quiesce::driver
