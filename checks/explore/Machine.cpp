//===- Machine.cpp - how tasks are parked and move on ---------------------===//
//
// Part of quiesce, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "explore/Machine.h"
#include "explore/Operations.h"

namespace quiesce {

using model::Primitive;

State Machine::start(int Function, bool IsWhole) {
  Whole = IsWhole;
  State S;
  S.Globals.resize(P.Globals.size());
  S.Tasks.push_back(new TaskState());
  const auto &F = P.body(Function);
  llvm::SmallVector<Value, 4> Args;
  for (size_t I = 0; I < F.Parameters.size(); ++I) {
    Passing How = F.Parameters[I];
    if (How == Passing::Scalar)
      Args.push_back(symbol(S));
    else if (How == Passing::Address) {
      Value Cell = box(S, symbol(S), 0);
      S.change(Cell.A).Shared = true;
      S.change(Cell.A).External = true;
      Args.push_back(Cell);
    } else {
      int Type = F.ParameterTypes.size() > I ? F.ParameterTypes[I] : -1;
      Args.push_back(Value::ref(make(S, Type >= 0 ? Type : -2, 0, true)));
    }
  }
  enter(S, 0, Function, Args, -1);
  StartViolations.clear();
  settle(S, 0, StartViolations);
  return S;
}

bool Machine::add(State &S, int Function, llvm::ArrayRef<Value> Args) {
  if (S.Tasks.size() >= L.Tasks)
    return false;
  for (const Value &Each : Args)
    share(S, Each);
  const int New = int(S.Tasks.size());
  S.Tasks.push_back(new TaskState());
  S.changeTask(New).Detached = true;
  enter(S, New, Function, Args, -1);
  std::vector<Violation> Ignored;
  settle(S, New, Ignored);
  return true;
}

const Instruction &Machine::instruction(const State &S, int T) {
  const Frame &F = S.task(T).Frames.back();
  return P.body(F.Function).Body[F.At];
}

const OpSite *Machine::site(const State &S, int T) {
  if (S.task(T).Ended || S.task(T).Frames.empty())
    return nullptr;
  const Frame &F = S.task(T).Frames.back();
  const Function &Fn = P.body(F.Function);
  const Instruction &I = Fn.Body[F.At];
  return I.What == Code::Op ? &Fn.Operations[I.Imm] : nullptr;
}

int Machine::objectOf(const State &S, int T) {
  const OpSite *Site = site(S, T);
  if (!Site) { // of those that are destroyed only a condition is waited for
    const Instruction &I = instruction(S, T);
    Value Ends =
        I.What == Code::Destroy ? asAddress(S, read(S, T, I.A)) : Value();
    return Ends.K == Value::Ref &&
                   S.object(Ends.A).Kind == model::Primitive::Condition
               ? Ends.A
               : -1;
  }
  Value V =
      Site->Object >= 0 ? read(S, T, Site->Object) : read(S, T, Site->Value);
  V = asAddress(S, V);
  if (V.K == Value::Cell) {
    if (const Value *Held = S.object(V.A).find(V.B);
        Held && (Held->K == Value::Ref || Held->K == Value::Guard))
      return channelOf(S, Held->A);
    return V.A;
  }
  return V.K == Value::Ref ? channelOf(S, V.A) : -1;
}

/// The task of a handle, or of the future of an asynchronous call; or -1.
static int taskBehind(const State &S, const Value &V) {
  if (V.K == Value::Task)
    return V.A;
  return V.K == Value::Ref ? S.object(V.A).N[2] - 1 : -1;
}

int Machine::sleeperOn(const State &S, int Condition) {
  for (size_t T = 0; T < S.Tasks.size(); ++T)
    if (!S.task(int(T)).Ended && S.task(int(T)).Stage == Phase::Asleep &&
        objectOf(S, int(T)) == Condition)
      return int(T);
  return -1;
}

int Machine::awaited(const State &S, int T) {
  auto Held = [&](Value A) -> const Value * {
    return A.K == Value::Cell ? S.object(A.A).find(A.B) : nullptr;
  };
  const OpSite *Site = site(S, T);
  if (!Site) { // a destructor waits
    if (int Condition = objectOf(S, T); Condition >= 0)
      return sleeperOn(S, Condition);
    auto First = [&](Value A) { // in a container
      if (A.K == Value::Ref && !S.object(A.A).Items.empty() &&
          S.object(A.A).Items[0].K == Value::Ref)
        return Value::cell(S.object(A.A).Items[0].A, 0);
      return A;
    };
    const Value *V = Held(First(read(S, T, instruction(S, T).A)));
    if (const Value *Inner = V ? Held(First(*V)) : nullptr)
      V = Inner; // what a pointer or an optional holds
    return V ? taskBehind(S, *V) : -1;
  }
  if (Site->Op == model::Operation::Join) {
    Value A = read(S, T, Site->Object);
    if (A.K == Value::Iter)
      A = Value::cell(A.B, 0);
    const Value *V = Held(A);
    return V && V->K == Value::Task ? V->A : -1;
  }
  if (Site->Op == model::Operation::Get || Site->Op == model::Operation::Await)
    if (int Object = objectOf(S, T); Object >= 0)
      return S.object(Object).N[2] - 1;
  return -1;
}

void Machine::settle(State &S, int T, std::vector<Violation> &V) {
  for (unsigned Steps = 0; Steps < L.LocalSteps; ++Steps) {
    if (S.Exited || S.task(T).Ended)
      return;
    if (S.task(T).Frames.empty()) { // the closure's destructor returned
      endTask(S, T);
      continue;
    }
    ++Work;
    if (!local(S, T, V))
      return;
    if (!Failure.empty())
      return;
  }
  Failure = "a run of more than " + std::to_string(L.LocalSteps) +
            " steps without an operation";
}

Machine::Stand Machine::stand(const State &S, int T) {
  if (!Failure.empty())
    return Stand::Failed;
  const TaskState &Task = S.task(T);
  if (Task.Ended || S.Exited || !Task.Started || Task.Frames.empty())
    return Stand::Ended;
  const Instruction &I = instruction(S, T);
  switch (I.What) {
  case Code::Branch:
    return truth(S, read(S, T, I.A)) ? Stand::Round : Stand::Choice;
  case Code::Choose:
    return Stand::Choice;
  case Code::Jump:
    return Stand::Round;
  default:
    return Stand::Operation;
  }
}

int Machine::roundLimit(const State &S) const {
  walked(S);
  int Limit = int(L.Rounds);
  for (const auto &O : S.Heap)
    if (!O->Open) {
      // With other tasks about, every round multiplies the states.
      int Most = S.Tasks.size() > 1 ? 4 : 24;
      if (O->Kind == Primitive::Channel && O->N[0] > 0 && O->N[0] <= Most)
        Limit = std::max(Limit, O->N[0] + 2);
      if (O->Kind == Primitive::Semaphore && O->N[1] > 0 && O->N[1] <= Most)
        Limit = std::max(Limit, O->N[1] + 1);
    }
  return Limit;
}

int64_t Machine::choiceKey(const State &S, int T) const {
  // The branch and the calls that lead to it, in the tasks of one spawn: the
  // same decision in each of them is one.
  uint64_t Key = 1469598103934665603ull + S.task(T).Spawned;
  for (const Frame &F : S.task(T).Frames) {
    Key = (Key ^ uint64_t(F.Function)) * 1099511628211ull;
    Key = (Key ^ uint64_t(F.At)) * 1099511628211ull;
  }
  return int64_t(Key & 0x7fffffffffffffffull);
}

/// Whether a decision leads straight into a condition wait: one of the function
/// that makes it, or of a caller that asked, or one that it calls to wait.
bool Machine::leadsIntoWait(const State &Before, const State &After, int T) {
  const OpSite *Site = site(After, T);
  if (!Site || Site->Op != model::Operation::Wait)
    return false;
  const auto &From = Before.task(T).Frames, &To = After.task(T).Frames;
  const size_t Own = asks(After, T);
  if (From.size() <= Own || From[Own].Function != To[Own].Function)
    return false;
  // What is called before the loop round the wait asks something else.
  return From.size() == Own + 1 ||
         standsAt(Before.task(T), Own) >= loopOf(After, T);
}

bool Machine::does(const Function &F, int Begin, int End, int Depth,
                   llvm::function_ref<bool(const OpSite &)> Is) {
  for (const Instruction &I : llvm::ArrayRef(F.Body).slice(Begin, End - Begin))
    if (I.What == Code::Op) {
      if (Is(F.Operations[I.Imm]))
        return true;
    } else if (I.What == Code::Call && Depth > 0) {
      const Function &Callee = P.body(I.Imm);
      if (does(Callee, 0, int(Callee.Body.size()), Depth - 1, Is))
        return true;
    }
  return false;
}

void Machine::branchInto(const State &S, int T, std::vector<Transition> &Out) {
  const Instruction &I = instruction(S, T);
  const int At = S.task(T).Frames.back().At;
  Value Condition = read(S, T, I.A);
  int Rounds = 0;
  for (auto [Where, Count] : S.task(T).Frames.back().Rounds)
    if (Where == At)
      Rounds = Count;
  bool MustLeave = I.Loop && Rounds >= roundLimit(S);
  for (bool Truth : {false, true}) {
    if (MustLeave && Truth != I.LeavesOnTrue)
      continue;
    Transition To;
    To.Next = S;
    To.Moved = 1u << T;
    if (!MustLeave && !I.Unseen) {
      To.Choice = choiceKey(S, T);
      To.Taken = Truth;
      To.ChoiceWhere = I.Where;
      To.ChoiceText = I.Text;
      To.ChoiceLoop = I.Loop;
      To.ChoiceLeaves = I.Loop && Truth == I.LeavesOnTrue;
    }
    assume(To.Next, Condition, Truth);
    To.Next.Cut |= Condition.isArrival() && Truth == bool(Condition.A);
    Frame &F = To.Next.changeTask(T).Frames.back();
    if (I.Loop) {
      llvm::erase_if(F.Rounds, [&](const auto &R) { return R.first == At; });
      if (Truth != I.LeavesOnTrue)
        F.Rounds.push_back({At, Rounds + 1});
    }
    F.At = Truth ? I.Imm : I.Imm2;
    if (!Unsettled)
      settle(To.Next, T, To.Violations);
    // A pool that was told to have no threads is not meant to do anything.
    const bool Skips = To.ChoiceLeaves && Rounds == 0;
    To.IntoWait = leadsIntoWait(S, To.Next, T);
    // Every count comes to its end: that it has not is only a round more.
    const bool Late = Condition.isArrival() && Truth != bool(Condition.A) &&
                      (!I.Loop || To.IntoWait);
    To.Doubtful = Condition.isLost() || Late ||
                  (Skips && does(P.body(S.task(T).Frames.back().Function), At,
                                 std::max(I.Imm, I.Imm2), /*Depth=*/2,
                                 [](const OpSite &Site) {
                                   return Site.Op == model::Operation::Spawn;
                                 }));
    Out.push_back(std::move(To));
  }
}

void Machine::expand(const State &S, int T, std::vector<Transition> &Out) {
  size_t Before = Out.size();
  ways(S, T, Out);
  Work += (Out.size() - Before) * copyingSteps(S);
}

void Machine::ways(const State &S, int T, std::vector<Transition> &Out) {
  switch (stand(S, T)) {
  case Stand::Ended:
  case Stand::Failed:
  case Stand::Blocking:
    return;
  case Stand::Choice: {
    const Instruction &I = instruction(S, T);
    if (I.What == Code::Branch)
      return branchInto(S, T, Out);
    for (int Option = 0; Option < I.Imm; ++Option) {
      Transition To;
      To.Next = S;
      To.Moved = 1u << T;
      write(To.Next, T, I.Dst, Value::integer(Option));
      ++To.Next.changeTask(T).Frames.back().At;
      if (!Unsettled)
        settle(To.Next, T, To.Violations);
      Out.push_back(std::move(To));
    }
    return;
  }
  case Stand::Round: {
    const Instruction &I = instruction(S, T);
    Transition To;
    To.Next = S;
    To.Moved = 1u << T;
    TaskState &Task = To.Next.changeTask(T);
    int Target = I.Imm;
    if (I.What == Code::Branch)
      Target = *truth(S, read(S, T, I.A)) ? I.Imm : I.Imm2;
    if (I.Loop && I.What == Code::Jump)
      Task.UnboundedRounds = std::min(Task.UnboundedRounds + 1, 16);
    Task.Frames.back().At = Target;
    if (!I.Counts) // others may change what a loop asks again and again
      forget(To.Next);
    if (!Unsettled)
      settle(To.Next, T, To.Violations);
    Out.push_back(std::move(To));
    return;
  }
  case Stand::Operation:
    Operations(*this).expand(S, T, Out);
  }
}

bool Machine::force(const State &S, int T, bool Holds, State &Out) {
  return Operations(*this).force(S, T, Holds, Out);
}

} // namespace quiesce
