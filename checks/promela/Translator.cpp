//===- Translator.cpp - rounds, and the nodes of each ---------------------===//
//
// Part of quiesce, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "promela/Translator.h"
#include "promela/Promela.h"

namespace quiesce::promela {

/// More are a run that has no end, or a model that nobody can explore.
static constexpr unsigned MaxRounds = 60;
static constexpr unsigned MaxNodes = 4000;
static constexpr unsigned MaxLocalSteps = 20000;

void Translator::fail(uint32_t Where, const llvm::Twine &Why) {
  if (!Failure.empty())
    return;
  const Location &L = P.Locations[Where];
  if (L.valid())
    Failure = L.File + ":" + std::to_string(L.Line) + ":" +
              std::to_string(L.Column) + ": ";
  Failure += Why.str();
}

void Translator::fail(const View &V, const llvm::Twine &Why) {
  uint32_t Where = 0;
  for (const Activation &F : V.Frames) {
    const Function &Fn = P.body(F.Function);
    if (size_t(F.At) < Fn.Body.size() && Fn.Body[F.At].Where)
      Where = Fn.Body[F.At].Where;
  }
  fail(Where, Why);
}

bool Translator::run(int Function, bool IsWhole) {
  Whole = IsWhole;
  for (unsigned Round = 0; Round < MaxRounds; ++Round) {
    if (!round(Function) && !Grown)
      return false;
    if (stable() && !Grown)
      return Failure.empty();
    Failure.clear();
  }
  fail(uint32_t(0), "variables are shared in ever new ways");
  return false;
}

/// No variable turned out to be shared that was taken for private.
bool Translator::stable() {
  size_t Before = Dynamic.size();
  for (const auto &[Which, By] : Used)
    if (By.Written && By.Tasks.size() > 1)
      Dynamic.insert(Which);
  return Dynamic.size() == Before;
}

bool Translator::round(int Function) {
  Grown = false;
  Nodes.clear();
  Known.clear();
  Used.clear();
  Tasks.clear();
  TaskNumbers.clear();
  Declarations.clear();
  Sleepers.clear();
  View V;
  std::vector<Value> Args;
  const auto &F = P.body(Function);
  for (size_t I = 0; I < F.Parameters.size(); ++I) {
    if (F.Parameters[I] != Passing::Scalar ||
        (I < F.ParameterTypes.size() && F.ParameterTypes[I] >= 0 &&
         P.Types[F.ParameterTypes[I]].Kind != model::Primitive::Value)) {
      fail(F.Where,
           "parameter " + llvm::Twine(I + 1) + " leads to what the caller has");
      return false;
    }
    Args.push_back(Value::make(Value::Symbol, V.addSymbol()));
  }
  Tasks.push_back({});
  enter(V, Function, Args, -1);
  for (int Number : UsedGlobals) {
    const GlobalInfo &Info = P.Globals[Number];
    Value Address = Info.Type >= 0 ? Value::ref(make(V, Info.Type))
                                   : box(V, Value::integer(0));
    V.Globals[Number] = Address;
    if (Info.Initializer >= 0)
      enter(V, Info.Initializer, {Address}, -1, false, true, true);
  }
  Tasks[0].First = nodeFor(std::move(V));
  for (size_t Next = 0; Next < Nodes.size() && Failure.empty(); ++Next) {
    if (Nodes.size() > MaxNodes) {
      fail(Nodes[Next].Where, "a run without an end, or a model of more than " +
                                  llvm::Twine(MaxNodes) + " steps");
      break;
    }
    Ways On;
    View At = Nodes[Next].At;
    if (At.Frames.empty())
      endTask(At, On);
    else
      step(At, &On);
    for (Way &Each : On)
      if (!Each.Next.Frames.empty() || !At.Frames.empty())
        Each.To = nodeFor(std::move(Each.Next));
    Nodes[Next].On = std::move(On);
    Nodes[Next].At = View();
  }
  return Failure.empty();
}

int Translator::nodeFor(View V) {
  for (unsigned Steps = 0; Failure.empty() && !V.Frames.empty(); ++Steps) {
    if (Steps > MaxLocalSteps)
      fail(V, "a loop without an operation");
    else if (!step(V, nullptr))
      break;
  }
  if (!Failure.empty())
    return -1;
  V.collect(P, Domains);
  auto [It, New] = Known.try_emplace(V.text(), int(Nodes.size()));
  if (New) {
    Node N;
    N.Task = V.Task;
    N.Where = V.Frames.empty() ? 0 : instruction(V).Where;
    N.At = std::move(V);
    Nodes.push_back(std::move(N));
  }
  return It->second;
}

std::string guarded(llvm::StringRef Guard, llvm::StringRef Effect) {
  if (Guard.empty())
    return Effect.str();
  if (Effect.empty())
    return Guard.str();
  return (Guard + " -> " + Effect).str();
}

} // namespace quiesce::promela

namespace quiesce {

std::string writePromela(Program &P, int Function, bool Whole,
                         llvm::raw_ostream &Out) {
  promela::Translator T(P);
  if (!T.run(Function, Whole))
    return T.Failure;
  T.write(Out);
  return "";
}

} // namespace quiesce
