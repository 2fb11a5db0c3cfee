//===- Operations.h - guards and effects of all operations ------*- C++ -*-===//
//
// Part of quiesce, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What each operation needs and does.  An operation is blocked when expand()
// gives no transition for it.
//
//   send           open channel: room, or (capacity 0) a receiver that waits
//                  closed: throws or reports it
//   receive        a value, a sender that waits, or closed
//   select         any arm; default when none can; timeout at any time
//   lock           free for that mode; shared: no writer waits behind readers
//   wait           1 release and sleep, 2 notified, 3 the mutex is free
//   acquire        value >= amount
//   await-zero     value == 0
//   arrive+wait    the phase it arrived in is over
//   get, await     event set
//   join           task ended
//   call-once      no call under way
//   notify, close, unlock, release, count-down, set, request-stop: always
//
// Try forms never block; timed forms may also time out.  On an open object,
// which code we do not see may act on, everything succeeds.
//
// Internal to checks/explore.
//
//===----------------------------------------------------------------------===//

#ifndef QUIESCE_EXPLORE_OPERATIONS_H
#define QUIESCE_EXPLORE_OPERATIONS_H

#include "explore/Machine.h"

namespace quiesce {

/// What is written to an eventfd, and read from it, at once.
constexpr int CounterBytes = 8;

class Operations {
public:
  explicit Operations(Machine &M) : M(M), P(M.P) {}

  /// Runs the operation task \p T stands at when it concerns nobody else;
  /// false: it is a step of its own.
  bool local(State &S, int T, std::vector<Violation> &V);
  /// All outcomes of the instruction task \p T is parked at.
  void expand(const State &S, int T, std::vector<Transition> &Out);
  bool force(const State &S, int T, bool Holds, State &Out);
  /// What the operation task \p T stands at is in a path: one step, or where
  /// several locks are taken at once one for each.
  std::vector<TraceStep> told(const State &S, int T, const OpSite &Site);

  /// Sets the stop state and enters its callbacks; true if there were any.
  bool requestStop(State &S, int T, int Stop);
  /// Whether somebody else looks if \p Guard's mutex is free.
  bool watched(State &S, int T, Value Guard);
  /// Gives a guard's mutex back; true if a user's unlock() was entered.
  bool releaseGuard(State &S, int T, Value Guard, bool Again);

private:
  using Outcomes = std::vector<Transition>;
  struct Party { // a task that stands ready on the other side
    int Task, Arm;
    Value Sent;
  };

  // Operations.cpp.
  void eager(State &S, int T, const OpSite &Site, const Instruction &I,
             std::vector<Violation> &V);
  void perform(const State &S, int T, const OpSite &Site, Outcomes &Out);
  void done(State &S, int T, Value Result);
  Transition &add(const State &S, int T, Outcomes &Out);
  Transition &answer(const State &S, int T, Value Result, Outcomes &Out);
  void answerUnknown(const State &S, int T, Outcomes &Out);
  void choose(const State &S, int T, Transition &To, int Taken);
  void finish(Outcomes &Out, size_t From);
  static bool onlyMeetings(const Outcomes &Out);
  bool timeout(const State &S, int T, const OpSite &Site, int Object,
               Outcomes &Out);
  bool watched(State &S, int T, const OpSite &Site);
  Value statusValue(const OpSite &Site, int ResultForm::*Status, bool Ok);
  int primitive(State &S, int T, const OpSite &Site);
  int known(const State &S, int T, const OpSite &Site);
  void note(const State &S, int T, const OpSite &Site, int Other = -1);
  void noteTimeout(const State &S, int T, const OpSite &Site);

  // Tasks.cpp.
  void spawn(State &S, int T, const OpSite &Site, const Instruction &I,
             std::vector<Violation> &V);
  void detach(State &S, int T, const OpSite &Site);
  void joinable(State &S, int T, const OpSite &Site);
  void join(const State &S, int T, const OpSite &Site, Outcomes &Out);

  // Channels.cpp.
  int knownEnd(State &S, int T, const OpSite &Site);
  bool filled(State &S, int T, const OpSite &Site);
  void descriptor(const State &S, int T, const OpSite &Site, Outcomes &Out);
  void send(const State &S, int T, const OpSite &Site, Outcomes &Out);
  void receive(const State &S, int T, const OpSite &Site, Outcomes &Out);
  void close(const State &S, int T, const OpSite &Site, Outcomes &Out);
  void isClosed(const State &S, int T, const OpSite &Site, Outcomes &Out);
  void setCapacity(State &S, int T, const OpSite &Site);
  bool outlived(const State &S, int Channel, int Self);
  void parties(const State &S, int Channel, int Self, bool Sending,
               llvm::SmallVectorImpl<Party> &Found);
  void completeReceive(State &S, int T, int Arm, Value Got, bool Ok);
  void completeSend(State &S, int T, int Arm);
  void refuseSend(State &S, int T, std::vector<Violation> &V);
  void throwClosed(State &S, int T, const OpSite &Site,
                   std::vector<Violation> &V);
  void runArm(State &S, int T, int Arm, llvm::ArrayRef<Value> Passed);
  Value take(State &S, int Channel);
  Value engaged(State &S, Value V);

  // Select.cpp.
  void select(const State &S, int T, const OpSite &Site, Outcomes &Out);

  // Locks.cpp.
  bool resolveMutex(State &S, Value Address, int &Mutex, bool &Shared);
  bool lockable(const State &S, int T, int Mutex, bool Shared, bool Recursive);
  void take(State &S, int T, int Mutex, bool Shared);
  void give(State &S, int Mutex, bool Shared);
  void lock(const State &S, int T, const OpSite &Site, Outcomes &Out);
  void lockAll(const State &S, int T, const OpSite &Site, Outcomes &Out);
  void unlock(State &S, int T, const OpSite &Site);
  void ownsLock(State &S, int T, const OpSite &Site);

  // Conditions.cpp.
  void wait(const State &S, int T, const OpSite &Site, Outcomes &Out);
  void notify(const State &S, int T, const OpSite &Site, Outcomes &Out);
  Value mutexOfWait(const State &S, int T, const OpSite &Site);
  bool sleepsOn(const State &S, int T, int Condition);

  // Counters.cpp.
  std::optional<int> amount(const State &S, int T, const OpSite &Site);
  void count(State &S, int T, const OpSite &Site);
  void arrive(State &S, int T, const OpSite &Site);
  void acquire(const State &S, int T, const OpSite &Site, Outcomes &Out);
  void reset(const State &S, int T, const OpSite &Site, Outcomes &Out);
  void countDownAndWait(const State &S, int T, const OpSite &Site,
                        Outcomes &Out);
  void arriveAndWait(const State &S, int T, const OpSite &Site, Outcomes &Out);

  // Events.cpp.
  void set(State &S, int T, const OpSite &Site);
  void get(const State &S, int T, const OpSite &Site, Outcomes &Out);
  void callOnce(const State &S, int T, const OpSite &Site, Outcomes &Out);

  // Cancellation.cpp.
  void requestStops(State &S, int T, const OpSite &Site);
  bool mayBeStopped(const State &S, int T);
  void stopWait(const State &S, int T, const OpSite &Site, Outcomes &Out);
  void stopped(Transition &To, int T, const OpSite &Site);
  Value stopState(const State &S, int T, const OpSite &Site);
  void requestStop(State &S, int T, const OpSite &Site);
  void stopRequested(const State &S, int T, const OpSite &Site, Outcomes &Out);

  // Variables.cpp.
  void access(const State &S, int T, const OpSite &Site, Outcomes &Out);

  // Plumbing.cpp, Construction.cpp, Containers.cpp: what leads primitives from
  // place to place; false if it needs a choice, which is Choices.cpp's.
  bool plumbing(State &S, int T, const OpSite &Site, const Instruction &I,
                Value &Result);
  bool construct(State &S, int T, const OpSite &Site, const Instruction &I,
                 Value Object, Value Operand, Value &Result);
  Value newSlot(State &S, int Type, bool External, uint32_t Where);
  bool container(State &S, int T, const OpSite &Site, const Instruction &I,
                 Value Object, Value Operand, Value &Result);
  bool element(State &S, int T, const OpSite &Site, Value Container, Value Key,
               Value &Result);
  void view(State &S, int T, const OpSite &Site, int View, Value Range);
  bool missing(State &S, int T, const OpSite &Site);
  std::pair<Value, int> keyOf(State &S, int Container, Value Slot);
  int findKey(State &S, int Container, Value Key, int &Index);
  int count(State &S, int Container, Value Key);
  static int indexOf(const State &S, Value Position);
  static Value position(const State &S, int Container, int At, bool Backwards);
  Value compute(State &S, int T, const OpSite &Site);
  Value text(State &S, int T, const OpSite &Site);
  void discard(State &S, int T, const OpSite &Site, Value Slot);
  bool erase(State &S, int T, const OpSite &Site, int Container, Value Operand,
             Value &Result);
  Value mapped(State &S, int Container, Value Slot);

  // Insertion.cpp.
  /// Elements that a set or map gets by keys of unknown value.
  static constexpr size_t MaxUnknownKeys = 3;
  bool asksIfNew(State &S, const OpSite &Site, int Container, Value New);
  Value extract(State &S, int Container, Value Operand);
  void giveUpElements(State &S, int Container);
  Value insertNow(State &S, int T, const OpSite &Site, const Instruction &I,
                  int Container, Value New);
  struct Place { ///< of the slot with a key
    Value Slot;
    int Known = 0; ///< it was there: 1 yes, 0 no, -1 who knows
    size_t Index = 0;
  };
  Value slotFor(State &S, int Container, Value Element, uint32_t Where);
  Value copiedSlot(State &S, int Container, Value Element, uint32_t Where);
  Value newPair(State &S, int Type, Value Key, uint32_t Where, bool External);
  size_t placeOf(State &S, int T, int Container, Value Slot);
  Value addElement(State &S, int T, int Container, Value Key);
  void put(State &S, int T, int Container, Value Slot,
           std::optional<size_t> At = std::nullopt);
  Place putKeyed(State &S, int T, int Container, Value Slot);
  void append(State &S, int T, int Container, Value First, Value Last,
              size_t At);
  bool insert(State &S, int T, const OpSite &Site, const Instruction &I,
              int Container, Value &Result);
  void constructElements(State &S, int T, int Container,
                         llvm::ArrayRef<Value> Made, Value Result);

  // Sorting.cpp.
  bool sorted(State &S, int T, const OpSite &Site, int Type,
              llvm::SmallVectorImpl<Value> &Slots);
  void arrange(State &S, int T, const OpSite &Site, Value First);

  void choices(const State &S, int T, const OpSite &Site, Outcomes &Out);

  Machine &M;
  Program &P;
};

} // namespace quiesce

#endif // QUIESCE_EXPLORE_OPERATIONS_H
