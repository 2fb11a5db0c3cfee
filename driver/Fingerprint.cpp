//===- Fingerprint.cpp - what stays the same of a finding -----------------===//
//
// Part of quiesce, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "Fingerprint.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/Support/SHA1.h"

using namespace llvm;

namespace quiesce::driver {

std::string stableKey(StringRef Key) {
  // check|USR|name|operation.  The USR of what is local to a file begins with
  // its name, that of what is local to a function with an offset besides:
  // "c:pool.cpp@182@F@work#".
  auto [Check, Rest] = Key.split('|');
  StringRef Usr = Rest;
  if (!Usr.consume_front("c:"))
    return Key.str();
  StringRef File = Usr.take_front(Usr.find('@'));
  if (!File.contains('|')) {
    Usr = Usr.drop_front(File.size());
    StringRef After = Usr;
    unsigned long long Offset;
    if (After.consume_front("@") && !After.consumeInteger(10, Offset) &&
        After.starts_with("@"))
      Usr = After;
  }
  return (Check + "|c:" + Usr).str();
}

void giveFingerprints(std::vector<ReportedFinding> &Findings) {
  StringMap<unsigned> Count;
  for (ReportedFinding &Defect : Findings) {
    std::string Key = stableKey(Defect.Key);
    if (unsigned Nth = Count[Key]++)
      Key += "|" + std::to_string(Nth);
    auto Hash = SHA1::hash(arrayRefFromStringRef(Key));
    Defect.Fingerprint =
        toHex(ArrayRef(Hash).take_front(12), /*LowerCase=*/true);
  }
}

} // namespace quiesce::driver
