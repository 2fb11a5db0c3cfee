//===- Cancellation.cpp - findings about stop tokens ----------------------===//
//
// Part of quiesce, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "finding/Cancellation.h"

namespace quiesce {

static std::string quoted(const std::string &Name) { return "'" + Name + "'"; }

void tellUnpassedTokens(const Program &P, llvm::ArrayRef<UnpassedToken> Facts,
                        std::vector<Finding> &Out) {
  for (const UnpassedToken &Fact : Facts) {
    Finding F;
    F.Kind = Check::UnforwardedCancellation;
    F.Where = P.Locations[Fact.Where];
    std::string Callee = quoted(Fact.Callee), Token = quoted(Fact.Token);
    switch (Fact.How) {
    case UnpassedToken::Overload:
      F.Message = Callee + " is called without the stop token " + Token +
                  ", though an overload takes one";
      break;
    case UnpassedToken::Default:
      F.Message = Callee + " is called without the stop token " + Token +
                  ", so that its parameter is an empty token";
      break;
    case UnpassedToken::Empty:
      F.Message = Callee + " is given an empty stop token instead of " + Token;
      break;
    }
    F.Steps.push_back({P.Locations[Fact.TokenAt],
                       "the token that the caller was given is declared here"});
    if (Fact.Declared)
      F.Steps.push_back(
          {P.Locations[Fact.Declared], Fact.How == UnpassedToken::Overload
                                           ? "this overload takes the token"
                                           : "this parameter takes the token"});
    F.Key = std::string(record(F.Kind).Name) + "|" + Fact.Function + "|" +
            Fact.Callee + "|" + Fact.Token;
    F.Tasks.push_back("the caller " + quoted(Fact.Caller));
    F.Repair = Fact.Repair;
    Out.push_back(std::move(F));
  }
}

} // namespace quiesce
