//===- Machine.h - runs skeletons -------------------------------*- C++ -*-===//
//
// Part of quiesce, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Executes skeletons on states.  A task is always parked: it has ended, or it
// stands before an instruction where something other than its own next step
// may matter.  Those are
//
//   operation   on a primitive or variable that another task can reach too;
//               several outcomes, or none: then the task is blocked
//   choice      a branch on a condition nobody knows: both ways
//   round       the end of a loop's round, so that endless loops become
//               cycles of the state graph instead of endless runs
//
// Everything else is done at once.  So are operations that only ever help
// others (unlock, release, count down, set): doing them earlier hides no stuck
// state (they are left movers in Lipton's sense), unless somebody tries and
// goes another way before they are done.  So who tries counts as a reader, and
// they as writers, of a variable.
//
// Reads of a variable need no parking while nobody writes it: `Contended`
// collects the variables that are both read and written by several tasks, and
// the exploration starts anew when it grew.
//
//===----------------------------------------------------------------------===//

#ifndef QUIESCE_EXPLORE_MACHINE_H
#define QUIESCE_EXPLORE_MACHINE_H

#include "explore/State.h"
#include "finding/Finding.h"
#include "llvm/ADT/BitVector.h"
#include "llvm/ADT/DenseSet.h"
#include <set>

namespace quiesce {

/// Something wrong that is no blocking: a handle dropped, a closed channel
/// used.
struct Violation {
  Check Kind = Check::UnjoinedThread;
  uint32_t Where = 0;   ///< the place to report
  uint32_t Related = 0; ///< spawn of the thread, or close of the channel
  int Task = 0;
  std::string Name;
  std::string What; ///< "destroyed", "overwritten", "second close" ...
};

struct Transition {
  Transition() = default;
  Transition(Transition &&) noexcept = default;
  Transition &operator=(Transition &&) noexcept = default;

  State Next;
  uint32_t Moved = 0; ///< bit set of the tasks that made progress
  /// The choice behind it: where and which; -1 when it is only a schedule.
  int64_t Choice = -1;
  int Taken = 0;
  uint32_t ChoiceWhere = 0;
  int ChoiceText = -1;
  bool ChoiceLoop = false;
  bool ChoiceLeaves = false; ///< ... and this is the way out of the loop
  bool ChoiceKey = false;    ///< an unknown key leads to this element
  /// Nobody knows whether it can be taken at all: no evidence of anything.
  bool Doubtful = false;
  /// It leads straight into a condition wait.  What that tests may well have
  /// been true: that nobody knows is no evidence, unless it is true later.
  bool IntoWait = false;
  std::vector<Violation> Violations;
};

/// One line of a run, for witnesses.
struct TraceStep {
  int Task = 0;
  uint32_t Where = 0;
  enum Kind : uint8_t {
    Operation,
    Spawned,
    Branched,
    Ended,
    Returned,
    Timeout,
    Thrown,
    Caught,
    Stored, ///< to a variable that decides what others do
  } What = Operation;
  model::Operation Op = model::Operation::None;
  model::Primitive Primitive = model::Primitive::None;
  std::string Name;
  int Other = -1; ///< the other task: spawned, joined, met
  bool Truth = false;
  bool Loop = false;
  bool Decides = false;     ///< branched: the defect rests on it
  bool FromOutside = false; ///< spawned: a caller
  int Text = -1;
  int Object = -1;

  /// Whether it notified those who sleep on that condition.
  bool notifies(int Condition) const {
    return Object == Condition && (Op == model::Operation::NotifyOne ||
                                   Op == model::Operation::NotifyAll);
  }
};

/// What \p Op gives, as far as its operands are known: a number, a test of a
/// symbol, or unknown; lost if they are known and we cannot hold the result.
/// With \p Widen the last value of a counter is given up early: its loop has no
/// bound.
Value arithmetic(Arith Op, Value A, Value B, bool Widen = false);

/// The same of unsigned numbers, of which those that wrapped around are below
/// 0 here.
Value unsignedArithmetic(Arith Op, Value A, Value B);

/// Whether \p Op compares a small number with one that no count is followed to.
bool comparesFar(Arith Op, Value A, Value B);

/// \p V as a number of so many bits, unsigned if that is negative.
Value narrowed(Value V, int Bits);

class Machine {
public:
  struct Limits {
    unsigned CallDepth = 24;
    unsigned LocalSteps = 20000; ///< without parking
    unsigned Tasks = 24;
    unsigned Rounds = 2; ///< of a loop whose condition is unknown
  };

  Machine(Program &P, const Limits &L) : P(P), L(L) {}

  /// A system whose only task runs \p Function with unknown arguments.
  /// \p Whole: the function is main, so globals hold their initial values.
  State start(int Function, bool Whole);

  enum class Stand { Ended, Blocking, Operation, Choice, Round, Failed };
  /// Adds a task that nobody waits for and that runs \p Function; false if
  /// there are too many.
  bool add(State &S, int Function, llvm::ArrayRef<Value> Args);
  /// What task \p T is parked at.
  Stand stand(const State &S, int T);
  /// Adds all ways on for task \p T; none when it is blocked.
  void expand(const State &S, int T, std::vector<Transition> &Out);
  /// The operation task \p T is parked at; null for other stands.
  const OpSite *site(const State &S, int T);
  const Instruction &instruction(const State &S, int T);
  /// The object that operation works on; -1 if not known.
  int objectOf(const State &S, int T);
  /// The task whose end task \p T waits for, by a join, in a destructor, or
  /// through the future of an asynchronous call, or that sleeps on the
  /// condition that \p T destroys; -1 if none.
  int awaited(const State &S, int T);
  bool holdsMutex(const State &S, int T) const;
  /// Lets the blocked task go on as if its operation had been served: what
  /// would follow tells who waits for whom.  With \p Holds what a condition
  /// wait waits for is taken to be true, without it is only notified.
  bool force(const State &S, int T, bool Holds, State &Out);
  /// Whether one of the instructions [\p Begin, \p End) of the body is such an
  /// operation, or calls one by way of up to \p Depth calls.
  bool does(const Function &F, int Begin, int End, int Depth,
            llvm::function_ref<bool(const OpSite &)> Is);
  /// Whether the task stands in a loop that counts its rounds, or in a call
  /// from one.
  bool counts(const State &S, int T);
  /// The frame of the task, which stands at a wait, whose function asks whether
  /// to wait: a caller where the wait is wrapped in a function of its own.
  size_t asks(const State &S, int T);
  /// Where in that function the loop begins that is round the wait, and whose
  /// test tells when to go on; -1 if there is none.
  int loopOf(const State &S, int T);
  /// Whether in \p S the task is behind the loop round the wait in which it
  /// was \p Asleep.
  bool leftLoop(const State &Asleep, const State &S, int T);
  /// Runs task \p T until it is parked again.
  void settle(State &S, int T, std::vector<Violation> &Violations);

  Program &P;
  Limits L;
  bool Whole = false;
  /// Steps so far: instructions, and what copying states costs beside them.
  mutable unsigned long Work = 0;
  /// The functions that some task has entered.
  llvm::BitVector Entered;
  /// Why the run could not be followed; empty while it can.
  std::string Failure;
  std::vector<TraceStep> *Trace = nullptr;
  /// A destruction that is watched is being done, as a step of its own.
  bool Destroying = false;
  /// Leaves the tasks of a transition where they stand, so that the run to
  /// their next stop can be traced for the chosen transition alone.
  bool Unsettled = false;
  /// What went wrong before the root task was first parked.
  std::vector<Violation> StartViolations;
  std::set<int64_t> ReadShared, WrittenShared;
  std::set<int64_t> Contended;
  /// How much of Program::Deciding was there when the exploration started.
  size_t Deciding = 0;
  /// A call was so deep that what it does is not known.
  bool TooDeep = false;

private:
  friend class Operations;

  /// A task that sleeps on the condition; -1 if none.
  int sleeperOn(const State &S, int Condition);
  /// All objects were looked at.
  void walked(const State &S) const { Work += S.Heap.size() / 16; }

  // Running (Machine.cpp, Instructions.cpp).
  bool local(State &S, int T, std::vector<Violation> &Violations);
  void ways(const State &S, int T, std::vector<Transition> &Out);
  void branchInto(const State &S, int T, std::vector<Transition> &Out);
  bool leadsIntoWait(const State &Before, const State &After, int T);
  int roundLimit(const State &S) const;
  int64_t choiceKey(const State &S, int T) const;

  // Calls.cpp.
  void enter(State &S, int T, int Function, llvm::ArrayRef<Value> Args, Reg Dst,
             bool Adapt = false, bool Drop = false, bool Again = false);
  void call(State &S, int T, const Instruction &I);
  void callValue(State &S, int T, Value Callee, llvm::ArrayRef<Value> Args,
                 Reg Dst);
  bool inSight(State &S, Value Callee);
  void callUnknown(State &S, int T, const Instruction &I);
  void leave(State &S, int T, Value Result);
  void noteLocks(State &S, Value Returned, bool Throws);
  void endTask(State &S, int T);
  void throwing(State &S, int T, int Type, Value Object);
  bool unwinds(const State &S, int T) const;
  void raise(State &S, int T, std::vector<Violation> &V);
  bool catches(const Landing &L, int Exception) const;
  bool isA(int Type, llvm::ArrayRef<int> Others) const;

  // Destruction.cpp.
  /// Done; or the instruction must be run again, or its task waits.
  enum class Fate { Done, Again, Waits };
  Fate destroy(State &S, int T, Value Address, int Type, uint32_t Where,
               std::vector<Violation> &V);
  Fate destroyScalar(State &S, int T, Value Address, int Type, uint32_t Where,
                     std::vector<Violation> &V);
  Fate destroyTask(State &S, int T, Value Address, Value Old,
                   model::Destructor How, uint32_t Where,
                   std::vector<Violation> &V);
  Fate destroyFuture(State &S, int T, Value Address, Value Old,
                     std::vector<Violation> &V);
  Fate destroyObject(State &S, int T, int Object, uint32_t Where,
                     std::vector<Violation> &V);

  // Memory.cpp.
  Value read(const State &S, int T, Reg R) const;
  void write(State &S, int T, Reg R, Value V);
  Value load(State &S, Value Address);
  Value held(const State &S, Value Cell) const;
  /// Whether the field is one of those that nobody changes.
  bool isFixed(const Object &O, int Field) const;
  void store(State &S, Value Address, Value V);
  Value fieldOf(State &S, Value Base, int Field, int Type);
  void zero(State &S, int Number);
  Value behind(State &S, Value Pointer,
               model::Primitive Kind = model::Primitive::None);
  Value asAddress(const State &S, Value V) const;
  Value symbol(State &S);
  Value zero(int Type) const; ///< what value-initialization gives
  int make(State &S, int Type, uint32_t Site, bool External = false);
  Value box(State &S, Value V, uint32_t Site);
  /// Gives the variable or object at \p Address the value \p V.
  void assign(State &S, Value Address, Value V);
  void copy(State &S, Value To, Value From, bool Steal, int ItemType = -1);
  Value held(State &S, Value Held, bool Steal);
  Value movedFrom(Value Old, int Type) const;
  int copyObject(State &S, int Object, bool Steal, uint32_t Site,
                 int ItemType = -1);
  Value global(State &S, int T, int Number, bool &Again);

  // Sharing.cpp.
  void share(State &S, Value V);
  void escape(State &S, Value V);
  /// Whether it names an end of a channel of bytes.
  static bool isDescriptor(const State &S, Value V);
  /// Code out of sight has all of them.
  void shareDescriptors(State &S);
  Value withDescriptor(State &S, Arith Op, Value A, Value B);
  void forget(State &S);         ///< unknown scalars may have changed
  void forgetContents(State &S); ///< ... and containers, while one slept
  void forgetElements(State &S, int Container);
  void forgetScalars(State &S, int Number);
  bool contended(const State &S, int T, Value Address, bool Write);
  /// A task tries primitive \p Object, and may go another way: like a read.
  void watch(const State &S, int T, int Object) {
    contended(S, T, Value::cell(Object, 0), /*Write=*/false);
  }
  /// An operation is done on it that only helps: like a write.  True when
  /// another task watches, so that it must be a step of its own.
  bool watched(const State &S, int T, int Object) {
    return contended(S, T, Value::cell(Object, 0), /*Write=*/true);
  }
  bool decides(const State &S, Value Address) const;
  bool alone(const State &S, int T) const;
  bool owned(const State &S, int Object) const;
  int owners(const State &S, int Object) const;

  // Compare.cpp.
  int fieldType(int Type, int Field) const;
  /// What a comparison gives for two that are not equal and of which nobody
  /// knows the lesser: addresses.
  static constexpr int Differs = 2;
  std::optional<int> compare(State &S, Value A, Value B, int Type);
  std::optional<bool> less(State &S, Value A, Value B, int Type);
  std::optional<int> compareScalars(State &S, Value A, Value B, int Type);
  std::optional<int> compareField(State &S, int A, int B, int Field);
  std::optional<int> compareContainers(State &S, int A, int B);
  std::optional<int> compareObjects(State &S, int A, int B);
  std::optional<bool> before(State &S, int T, Value A, Value B, int Type);

  // Evaluate.cpp.
  /// What \p Callee gives, when it only looks at what is known.
  std::optional<Value> evaluate(const State &S, int T, Value Callee,
                                llvm::ArrayRef<Value> Args);

  // Facts.cpp.
  std::optional<bool> truth(const State &S, Value V) const;
  std::optional<bool> decide(const State &S, Value Test) const;
  void assume(State &S, Value V, bool Truth);
  void replace(State &S, int Symbol, Value Known);

  void log(TraceStep Step) {
    if (Trace)
      Trace->push_back(std::move(Step));
  }
  void logSimple(int T, uint32_t Where, TraceStep::Kind What) {
    if (!Trace)
      return;
    TraceStep Step;
    Step.Task = T;
    Step.Where = Where;
    Step.What = What;
    Trace->push_back(std::move(Step));
  }
};

} // namespace quiesce

#endif // QUIESCE_EXPLORE_MACHINE_H
