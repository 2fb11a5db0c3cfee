//===- BrokenCode.cpp - code that is being written, or was cut ------------===//
//
// Part of quiesce, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The input is a program.  Mutations work on its words: they delete, double and
// swap them, also those between brackets, or put in what the grammar makes.
//
//===----------------------------------------------------------------------===//

#include "../support/Grammar.h"
#include "../support/Tokens.h"
#include "../support/Whole.h"
#include <random>

using namespace llvm;
using namespace quiesce::fuzz;

extern "C" size_t LLVMFuzzerMutate(uint8_t *Data, size_t Size, size_t MaxSize);

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *Data, size_t Size) {
  StringRef Text(reinterpret_cast<const char *>(Data), Size);
  bool IsC = !Text.contains("::") && Text.contains(".h>");
  tryWhole(Text, IsC ? Language::C : Language::Cxx);
  return 0;
}

namespace {

class Mutation {
public:
  Mutation(StringRef Text, unsigned Seed) : Words(tokens(Text)), Random(Seed) {}

  std::string run() {
    for (unsigned Count = 1 + below(3); Count && !Words.empty(); --Count)
      step();
    return join(Words, "");
  }

private:
  size_t below(size_t Count) { return Random() % Count; }
  size_t anywhere() { return below(Words.size()); }

  /// Some words, or what stands between brackets.
  std::pair<size_t, size_t> range() {
    size_t Begin = anywhere();
    if (below(2))
      return {Begin, std::min(Begin + 1 + below(3), Words.size())};
    for (size_t I = Begin; I < Words.size(); ++I)
      if (size_t End = closing(Words, I); End != I)
        return {I, End};
    return {Begin, Begin + 1};
  }

  void insert(size_t At, std::vector<StringRef> Added) {
    Words.insert(Words.begin() + At, Added.begin(), Added.end());
  }

  std::vector<StringRef> copy(std::pair<size_t, size_t> Of) {
    return {Words.begin() + Of.first, Words.begin() + Of.second};
  }

  std::vector<StringRef> made(StringRef Name) {
    uint8_t Choices[64];
    for (uint8_t &Each : Choices)
      Each = uint8_t(Random());
    size_t Count = below(sizeof Choices);
    Made.push_back(std::make_unique<std::string>(
        Grammar::programs().text(Name, {Choices, Count}) + "\n"));
    return tokens(*Made.back());
  }

  void step() {
    static constexpr StringRef Names[] = {"statement", "expression", "item",
                                          "type", "word"};
    auto [Begin, End] = range();
    switch (below(6)) {
    case 0:
    case 1:
      Words.erase(Words.begin() + Begin, Words.begin() + End);
      break;
    case 2:
      insert(anywhere(), copy({Begin, End}));
      break;
    case 3:
      std::swap(Words[Begin], Words[anywhere()]);
      break;
    case 4:
      Words[Begin] = Words[anywhere()];
      break;
    case 5:
      insert(Begin, made(Names[below(std::size(Names))]));
      break;
    }
  }

  std::vector<StringRef> Words;
  std::vector<std::unique_ptr<std::string>> Made;
  std::minstd_rand Random;
};

} // namespace

static size_t keep(StringRef Text, uint8_t *Data, size_t MaxSize) {
  Text = Text.take_front(MaxSize);
  memcpy(Data, Text.data(), Text.size());
  return Text.size();
}

extern "C" size_t LLVMFuzzerCustomMutator(uint8_t *Data, size_t Size,
                                          size_t MaxSize, unsigned Seed) {
  if (Seed % 32 == 0)
    return LLVMFuzzerMutate(Data, Size, MaxSize);
  StringRef Text(reinterpret_cast<const char *>(Data), Size);
  return keep(Mutation(Text, Seed).run(), Data, MaxSize);
}

/// The beginning of one and the end of the other.
extern "C" size_t LLVMFuzzerCustomCrossOver(const uint8_t *Data1, size_t Size1,
                                            const uint8_t *Data2, size_t Size2,
                                            uint8_t *Out, size_t MaxOutSize,
                                            unsigned Seed) {
  std::vector<StringRef> First =
      tokens({reinterpret_cast<const char *>(Data1), Size1});
  std::vector<StringRef> Second =
      tokens({reinterpret_cast<const char *>(Data2), Size2});
  std::minstd_rand Random(Seed);
  First.resize(Random() % (First.size() + 1));
  Second.erase(Second.begin(), Second.begin() + Random() % (Second.size() + 1));
  return keep(join(First, "") + join(Second, ""), Out, MaxOutSize);
}
