//===- Evaluate.cpp - what a call would give ------------------------------===//
//
// Part of quiesce, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Functions that only compute, and comparisons, which sorting asks many times,
// have no effect.  They are run aside, on a copy of the state that is thrown
// away.
//
//===----------------------------------------------------------------------===//

#include "explore/Machine.h"

namespace quiesce {

/// What takes longer is not known.
static constexpr unsigned LongestEvaluation = 1000;

std::optional<Value> Machine::evaluate(const State &S, int T, Value Callee,
                                       llvm::ArrayRef<Value> Args) {
  State Scratch = S;
  const Frame &Caller = S.task(T).Frames.back();
  const size_t Depth = S.task(T).Frames.size();
  const Reg Result = Reg(Caller.Registers.size());
  auto *Saved = std::exchange(Trace, nullptr);
  std::vector<Violation> Ignored;
  callValue(Scratch, T, Callee, Args, Result);
  auto Running = [&] {
    return !Scratch.Exited && Scratch.task(T).Frames.size() > Depth;
  };
  for (unsigned Steps = 0; Steps < LongestEvaluation && Running(); ++Steps) {
    ++Work;
    if (local(Scratch, T, Ignored) && Failure.empty())
      continue;
    if (stand(Scratch, T) != Stand::Round)
      break;
    const Instruction &I = instruction(Scratch, T);
    bool Second =
        I.What == Code::Branch && !*truth(Scratch, read(Scratch, T, I.A));
    Scratch.changeTask(T).Frames.back().At = Second ? I.Imm2 : I.Imm;
  }
  Trace = Saved;
  Failure.clear(); // it held before
  if (Scratch.Exited || Scratch.task(T).Frames.size() != Depth ||
      Scratch.task(T).Frames.back().At != Caller.At)
    return std::nullopt;
  Value Answer = read(Scratch, T, Result);
  bool Known = Answer.K == Value::Int || Answer.K == Value::Text ||
               Answer.K == Value::Real || Answer.K == Value::Null;
  return Known ? std::optional(Answer) : std::nullopt;
}

} // namespace quiesce
