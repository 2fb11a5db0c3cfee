//===- State.h - a moment of a running system -------------------*- C++ -*-===//
//
// Part of quiesce, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A state is a heap of objects and a list of tasks.  Both share what did not
// change with the state they came from, so copying one costs a pointer each.
// fingerprint() numbers objects and symbols by the order in which the tasks
// reach them: what nobody reaches, and how things happened to be numbered, is
// no part of a state's identity.
//
//===----------------------------------------------------------------------===//

#ifndef QUIESCE_EXPLORE_STATE_H
#define QUIESCE_EXPLORE_STATE_H

#include "skeleton/Skeleton.h"
#include "llvm/ADT/IntrusiveRefCntPtr.h"
#include "llvm/ADT/SmallVector.h"
#include <array>

namespace quiesce {

/// Reference count that can be read, for copy on write.
template <class T> class Counted {
public:
  Counted() = default;
  Counted(const Counted &) {}
  Counted &operator=(const Counted &) { return *this; }
  void Retain() const { ++Count; }
  void Release() const {
    if (!--Count)
      delete static_cast<const T *>(this);
  }
  unsigned UseCount() const { return Count; }

private:
  mutable unsigned Count = 0;
};

/// The boxes of global scalars are made at this site and the following.
constexpr uint32_t FirstGlobalSite = 0x40000000;

/// An object of the heap: a struct, a boxed scalar, a primitive, a container.
struct Object : Counted<Object> {
  int Type = -1; ///< -1: a box, or nothing is known
  model::Primitive Kind = model::Primitive::None;
  uint32_t Site = 0;     ///< where it was made (index into Locations)
  bool External = false; ///< made elsewhere: what it holds is unknown
  bool Open = false;     ///< code we do not see may act on it at any time
  bool Shared = false;   ///< more than one task may reach it
  bool Dead = false;
  bool Closed = false;
  /// A container whose size is not known yet, or a mutex that may be recursive.
  bool Vague = false;
  /// What an algorithm put into it is not followed: how much that is the
  /// program knows, so that to be empty, or not, is no evidence.
  bool Filled = false;
  /// Scalars, references and sub-objects by field number, sorted.
  llvm::SmallVector<std::pair<int, Value>, 4> Fields;
  /// Channel: the values inside.  Container: the slots.  Event: its value.
  /// Stop state: its callbacks.  Bound call: callee and arguments.
  llvm::SmallVector<Value, 2> Items;
  /// By kind:  channel: capacity (-1 none), senders and receivers that are
  /// left; end of one: the last closes it, is both ends. mutex: owner + 1,
  /// depth, readers. counter: value, what it started
  /// with, and 1 if waiting takes nothing. barrier: expected, arrived, phase.
  /// event: set (2: with an exception), task + 1 that fulfils it.  stop state:
  /// requested.  once flag: running 1, done 2.
  std::array<int, 3> N = {0, 0, 0};
  /// Mutex: where the root function first took it, or NotIts.
  uint32_t Taken = 0;
  /// A guard gives it back, or it was the caller's before.
  static constexpr uint32_t NotIts = ~0u;

  /// Channel: one more value fits into the buffer.
  bool hasRoom() const { return N[0] < 0 || int(Items.size()) < N[0]; }

  const Value *find(int Field) const {
    for (const auto &[Number, V] : Fields)
      if (Number == Field)
        return &V;
    return nullptr;
  }
};

struct Frame {
  int Function = -1;
  int At = 0;   ///< next instruction
  Reg Dst = -1; ///< register of the caller that takes the result
  llvm::SmallVector<Value, 8> Registers;
  /// Rounds of loops whose condition is unknown: instruction and count.
  llvm::SmallVector<std::pair<int, int>, 1> Rounds;
  // Unwinding: where the exception passed and the next landing to try.
  int UnwindFrom = -1, UnwindNext = 0;
  bool DropResult = false; ///< destructor or callback: no result
  bool Again = false;      ///< the caller's instruction is run again after it
};

/// Where a task stands that waits in several steps.
enum class Phase : uint8_t {
  None,
  Asleep,  ///< condition wait: released the mutex, waits for a notification
  Awake,   ///< notified (or timed out): takes the mutex again
  Arrived, ///< barrier: counted, waits for the others.  Lock of a writer:
           ///< waits for the readers, and later ones let it go first.  Send:
           ///< has waited since before the channel was closed
};

struct TaskState : Counted<TaskState> {
  llvm::SmallVector<Frame, 4> Frames;
  bool Ended = false;
  bool Started = true; ///< deferred tasks start when they are waited for
  bool Detached = false;
  bool Joined = false;
  bool Escaped = false; ///< detached only in that others may see to it
  Phase Stage = Phase::None;
  bool TimedOut = false;
  /// Barrier: the phase it waits to end.  Wait on a mutex itself: 1 if it was
  /// held for reading.
  int Phase2 = 0;
  int Exception = -1;                 ///< type being thrown or handled, or:
  static constexpr int EndsTask = -2; ///< nobody may catch it
  Value Thrown;        ///< the object of the exception, if it is known
  int ExceptionOp = 0; ///< location of the operation on a closed channel
  bool ThrownByClosed = false;
  int StopState = -1;     ///< object
  bool Stoppable = false; ///< an exception ends it, and not the program
  int Event = -1;         ///< set when the task ends (async)
  Value Closure;          ///< owned; destroyed when the task ends
  uint32_t Spawned = 0;   ///< location of the spawn
  /// Waited for something since it last spawned a task.
  bool Waited = false;
  uint8_t UnboundedRounds = 0; ///< not part of the identity
};

/// The instruction at which frame \p I of the task stands: of a caller its
/// call.
inline int standsAt(const TaskState &Task, size_t I) {
  const bool Calls = I + 1 < Task.Frames.size() && !Task.Frames[I + 1].Again;
  return Task.Frames[I].At - Calls;
}

/// A lock from elsewhere that the root function took and has returned from.
struct Leftover {
  uint32_t Where = 0; ///< where it was taken
  bool Held = false;
  int Owner = -1; ///< type of the object that it is a part of
};

struct State {
  State() = default;
  State(const State &) = default;
  State &operator=(const State &) = default;
  // SmallVector's moves do not say noexcept, and a vector would copy instead.
  State(State &&) noexcept = default;
  State &operator=(State &&) noexcept = default;

  llvm::SmallVector<llvm::IntrusiveRefCntPtr<Object>, 0> Heap;
  llvm::SmallVector<llvm::IntrusiveRefCntPtr<TaskState>, 4> Tasks;
  /// Addresses of globals by number; None until first used.
  llvm::SmallVector<Value, 0> Globals;
  /// Known answers about live symbols: the test and its truth.
  llvm::SmallVector<std::pair<Value, bool>, 2> Facts;
  int NextSymbol = 0;
  llvm::SmallVector<Leftover, 0> Left; ///< once the root function has returned
  /// What it returned, with something in Left: a number, null, a reference to
  /// anything, none, or Unknown.  With an exception, Throws.
  Value Returned;
  bool Throws = false;
  /// Objects that were reachable when the heap was last compacted.
  unsigned Live = 32;
  /// A loop that counts far was left before its last round: what its rounds add
  /// up to is less than in the program.
  bool Cut = false;
  bool Exited = false;  ///< the process ended
  bool Aborted = false; ///< ... before main returned

  const Object &object(int I) const { return *Heap[I]; }
  Object &change(int I) { // copy on write
    if (Heap[I]->UseCount() > 1)
      Heap[I] = new Object(*Heap[I]);
    return *Heap[I];
  }
  const TaskState &task(int I) const { return *Tasks[I]; }
  TaskState &changeTask(int I) {
    if (Tasks[I]->UseCount() > 1)
      Tasks[I] = new TaskState(*Tasks[I]);
    return *Tasks[I];
  }
  int add(Object O) {
    Heap.push_back(new Object(std::move(O)));
    return int(Heap.size()) - 1;
  }
};

/// The channel of which \p Number is an end; itself if it is none.
inline int channelOf(const State &S, int Number) {
  const Object &O = S.object(Number);
  if (O.Kind != model::Primitive::Sender &&
      O.Kind != model::Primitive::Receiver)
    return Number;
  const Value *Channel = O.find(0);
  return Channel && Channel->K == Value::Ref ? Channel->A : Number;
}

/// Calls \p Use with what the registers of frame number \p I of \p T hold, as
/// far as some run may still read them.
void forEachLive(Program &P, const TaskState &T, size_t I,
                 llvm::function_ref<void(const Value &)> Use);

/// Drops what no task reaches any more and numbers the rest anew, once half of
/// the heap is garbage.  Cost: one walk and one copy.
void compact(State &S);

/// 128 bits that identify a state; equal for states that differ only in
/// numbering and garbage.  Cost: one walk over what the tasks reach.
using Identity = std::pair<uint64_t, uint64_t>;
Identity fingerprint(const State &S, Program &P);

/// Steps that it takes to copy a state and to compare it with others.
unsigned long copyingSteps(const State &S);
/// Bytes that a state shares with no other.  Cost: one walk over the heap.
size_t ownBytes(const State &S);

} // namespace quiesce

#endif // QUIESCE_EXPLORE_STATE_H
