//===- SourceText.cpp - source files, by line -----------------------------===//
//
// Part of quiesce, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "SourceText.h"
#include "llvm/ADT/StringExtras.h"

using namespace llvm;

namespace quiesce::driver {

const SourceText::File &SourceText::open(StringRef Name) {
  auto [It, New] = Files.try_emplace(Name.str());
  if (New)
    if (auto Read = MemoryBuffer::getFile(Name)) {
      It->second.Text = std::move(*Read);
      It->second.Text->getBuffer().split(It->second.Lines, '\n');
    }
  return It->second;
}

StringRef SourceText::line(StringRef Name, unsigned Line) {
  const auto &Lines = open(Name).Lines;
  return Line - 1 < Lines.size() ? Lines[Line - 1].rtrim('\r') : StringRef();
}

StringRef SourceText::text(StringRef Name) {
  const File &In = open(Name);
  return In.Text ? In.Text->getBuffer() : StringRef();
}

size_t SourceText::offset(const Location &Where) {
  const File &In = open(Where.File);
  if (!In.Text || Where.Line - 1 >= In.Lines.size())
    return In.Text ? In.Text->getBufferSize() : 0;
  StringRef Line = In.Lines[Where.Line - 1];
  size_t Column =
      std::min<size_t>(Where.Column ? Where.Column - 1 : 0, Line.size());
  return Line.data() - In.Text->getBufferStart() + Column;
}

Location SourceText::after(const Location &Where, size_t Length) {
  StringRef Text = text(Where.File);
  size_t From = offset(Where);
  StringRef Passed = Text.substr(From, Length);
  Location End = Where;
  End.Line += unsigned(Passed.count('\n'));
  size_t LastLine = Passed.rfind('\n');
  End.Column = LastLine == StringRef::npos
                   ? Where.Column + unsigned(Passed.size())
                   : unsigned(Passed.size() - LastLine);
  return End;
}

static unsigned codePoints(StringRef Text) {
  unsigned Count = 0;
  for (char C : Text)
    Count += (C & 0xC0) != 0x80; // every byte but the continuing ones
  return Count;
}

unsigned SourceText::codePointColumn(const Location &Where) {
  unsigned Before = Where.Column ? Where.Column - 1 : 0;
  return codePoints(line(Where).take_front(Before)) + 1;
}

unsigned SourceText::endColumn(const Location &Where) {
  StringRef Rest = line(Where).drop_front(std::min<size_t>(
      Where.Column ? Where.Column - 1 : 0, line(Where).size()));
  StringRef Word =
      Rest.take_while([](char C) { return isAlnum(C) || C == '_'; });
  return codePointColumn(Where) + std::max<unsigned>(codePoints(Word), 1);
}

} // namespace quiesce::driver
