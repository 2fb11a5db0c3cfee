//===- List.cpp - quiesce list --------------------------------------------===//
//
// Part of quiesce, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "CommandLine.h"
#include "llvm/Support/FormatVariadic.h"
#include "llvm/Support/JSON.h"

using namespace llvm;

namespace quiesce::driver {

int runList(const CommandLine &Wanted) {
  json::Array Records;
  for (const CheckRecord *Record : allChecks()) {
    Records.push_back(json::Object{{"name", Record->Name},
                                   {"title", Record->Title},
                                   {"summary", Record->Summary},
                                   {"since", Record->Since},
                                   {"severity", Record->Severity},
                                   {"confidence", Record->Confidence}});
    if (!Wanted.Json)
      outs() << formatv("{0,-34} {1}\n", Record->Name, Record->Title);
  }
  if (Wanted.Json)
    outs() << formatv("{0:2}\n", json::Value(std::move(Records)));
  return Clean;
}

} // namespace quiesce::driver
