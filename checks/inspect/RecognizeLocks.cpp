//===- RecognizeLocks.cpp - mutexes, guards and conditions ----------------===//
//
// Part of quiesce, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "inspect/Recognizers.h"

using quiesce::model::Destructor;
using quiesce::model::Mode;
using quiesce::model::Operation;
using quiesce::model::Primitive;

namespace quiesce {

/// A lock by name alone may have this many members that locks do not have.
constexpr size_t MostOtherMembers = 4;

bool looksLikeGuard(const ClassEvidence &C, Suggestion &Out) {
  const MethodEvidence &Makes = C.Constructor.Does;
  if (!Makes.Locks || !C.OnDestroy.Unlocks)
    return false;
  Draft D(C, Primitive::Guard);
  D.because("its constructor locks and its destructor unlocks");
  D.Made.Weight = 4;
  model::TypeModel &Row = D.Made.Row;
  Row.SharedGuard = Makes.Shared;
  Row.Constructor.Op = Makes.Shared ? Operation::LockShared : Operation::Lock;
  Row.OnDestroy = Destructor::Unlock;
  for (const auto &[Name, M] : C.Methods) {
    const MethodEvidence &E = M.Does;
    if (E.Unlocks && !E.Locks)
      D.add(Name, Makes.Shared ? Operation::UnlockShared : Operation::Unlock,
            Mode::Blocking, "unlocks");
    else if (E.Locks && !E.Unlocks)
      D.add(Name, Row.Constructor.Op, Mode::Blocking, "locks");
  }
  return D.accept(Out);
}

/// The members that wait for a notification and that give one.
static void addNotifications(Draft &D) {
  for (const auto &[Name, M] : D.C.Methods) {
    const CommonName *Common = commonName(Primitive::Condition, Name);
    const MethodEvidence &E = M.Does;
    bool Waits = Common && Common->Op == Operation::Wait;
    if (!Common || E.SetsFlag || E.Puts || E.Takes || E.Adds || E.Subtracts ||
        (E.HasBody && !(Waits ? E.Waits : E.Notifies)))
      continue;
    Mode How = Common->How;
    if (Waits && M.Given.Limit >= 0 && !M.Given.Absent)
      How = Mode::Timed;
    model::OperationModel &Does = D.add(Name, Common->Op, How,
                                        !E.HasBody ? "is a name in common use"
                                        : Waits    ? "only waits"
                                                   : "only notifies",
                                        E.HasBody ? 2 : 1);
    if (!Waits)
      continue;
    Does.Args.Mutex = M.Given.Mutex;
    Does.Args.Predicate = M.Given.Body;
    if (M.Given.Limit >= 0 && M.Given.Absent && How == Mode::Blocking)
      Does.Args.Deadline = M.Given.Limit;
    if (Does.How == Mode::Timed && M.Gives)
      D.because("what '" + Name +
                "' returns is taken to be true, or success, when it was woken "
                "in time: if not, say 'success: 0, failure: 1'");
  }
}

bool looksLikeMutex(const ClassEvidence &C, Suggestion &Out) {
  if (C.Constructor.Given.Mutex >= 0) // a guard, or a condition
    return false;
  Draft D(C, Primitive::Mutex);
  size_t Others = 0;
  bool Seen = false; // a body does it
  for (const auto &[Name, M] : C.Methods) {
    const CommonName *Common = commonName(Primitive::Mutex, Name);
    const MethodEvidence &E = M.Does;
    if (!Common) {
      Others += !M.Const && !commonName(Primitive::Condition, Name);
      continue;
    }
    bool Locks =
        Common->Op == Operation::Lock || Common->Op == Operation::LockShared;
    if (E.Waits || E.Puts || E.Takes)
      continue;
    Mode How = Common->How;
    if (M.Given.Limit >= 0)
      How = M.Given.Absent ? How : Mode::Timed;
    if (Locks ? (E.Locks || E.Tries) && !E.Unlocks
              : E.Unlocks && !E.Locks && !E.Tries) {
      Seen = true;
      D.add(Name, Common->Op, How,
            "only " + std::string(Locks ? "locks" : "unlocks"));
    } else if (!E.HasBody) {
      D.add(Name, Common->Op, How, "is a name in common use", 1);
    } else if (C.has(Primitive::Atomic)) { // it spins
      Seen = true;
      D.add(Name, Common->Op, How,
            "is a name in common use, over " + C.field(Primitive::Atomic), 1);
    }
  }
  bool Shared = D.has(Operation::LockShared, true);
  if ((!D.has(Operation::Lock, true) && !Shared) ||
      !D.has(Shared && !D.has(Operation::Lock, true) ? Operation::UnlockShared
                                                     : Operation::Unlock))
    return false;
  if (!Seen && C.has(Primitive::Mutex))
    D.because("no body is visible, but it has " + C.field(Primitive::Mutex) +
              ", a mutex");
  else if (!Seen && (!namesKind(Primitive::Mutex, C.Class->getName()) ||
                     Others > MostOtherMembers))
    return false;
  else if (!Seen)
    D.because("no body is visible: look at what they do");
  addNotifications(D); // a monitor
  return D.accept(Out);
}

bool looksLikeCondition(const ClassEvidence &C, Suggestion &Out) {
  Draft D(C, Primitive::Condition);
  addNotifications(D);
  if (!D.has(Operation::Wait) ||
      (!D.has(Operation::NotifyAll) && !D.has(Operation::NotifyOne)))
    return false;
  bool GivenMutex = false;
  for (const auto &Each : D.Made.Row.Members)
    GivenMutex |= Each.second.Args.Mutex >= 0;
  int Own = C.Constructor.Given.Mutex;
  if (Own >= 0) {
    D.Made.Row.Constructor.Args.Mutex = Own;
    D.because("its constructor is given the mutex that waits give up");
    D.Made.Weight += 2;
  } else if (!GivenMutex) {
    return false; // nothing says what a wait gives up
  }
  if (C.has(Primitive::Condition))
    D.because("it has " + C.field(Primitive::Condition) + ", a condition");
  return D.accept(Out);
}

} // namespace quiesce
