//===- RecognizeTasks.cpp - threads, and pools of them --------------------===//
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

/// What becomes of the tasks when the object goes.
static void setDestructor(Draft &D) {
  model::TypeModel &Row = D.Made.Row;
  if (D.C.OnDestroy.Joins) {
    Row.OnDestroy = Destructor::Join;
    D.because("its destructor joins");
  } else if (D.C.has(Primitive::Task)) {
    Row.OnDestroy = D.C.destructorOf(Primitive::Task);
  }
}

/// The members that wait for tasks or let them go.
static void addJoins(Draft &D) {
  for (const auto &[Name, M] : D.C.Methods) {
    const CommonName *Common = commonName(Primitive::Task, Name);
    if (M.Does.Joins && !M.Does.Spawns)
      D.add(Name, Operation::Join, Mode::Blocking, "joins");
    else if (M.Does.Detaches && !M.Does.Spawns)
      D.add(Name, Operation::Detach, Mode::Blocking, "detaches");
    else if (Common && Common->Op != Operation::Spawn && !M.Does.HasBody)
      D.add(Name, Common->Op, Mode::Blocking, "is a name in common use", 1);
    else
      continue;
    if (M.Given.Limit >= 0) {
      model::OperationModel &Does = D.Made.Row.Members[Name];
      Does.How = M.Given.Absent ? Mode::Blocking : Mode::Timed;
      Does.Args.Deadline = M.Given.Absent ? M.Given.Limit : -1;
    }
  }
}

bool looksLikeThread(const ClassEvidence &C, Suggestion &Out) {
  bool Named = llvm::StringRef(plain(C.Class->getName())).ends_with("thread");
  if (!C.has(Primitive::Task) && !Named)
    return false;
  // A thread that must be told to end goes round, and does what it is given
  // as often as it comes.
  if (C.OnDestroy.stops() || llvm::any_of(C.Methods, [](const auto &M) {
        return M.second.Does.stops();
      }))
    return false;
  Draft D(C, Primitive::Task);
  addJoins(D);
  bool Starts = false;
  if (C.Constructor.Given.Body >= 0 &&
      (C.Constructor.Does.Spawns || (Named && !C.Constructor.Does.HasBody))) {
    D.Made.Row.Constructor.Op = Operation::Spawn;
    D.Made.Row.Constructor.Args.Body = C.Constructor.Given.Body;
    D.Made.Row.Constructor.Args.Rest = C.Constructor.Given.Rest;
    D.because("its constructor is given what runs");
    Starts = true;
  }
  for (const auto &[Name, M] : C.Methods) {
    const CommonName *Common = commonName(Primitive::Task, Name);
    if (!M.Does.Spawns &&
        (M.Does.HasBody || !Common || !Named || Common->Op != Operation::Spawn))
      continue;
    if (M.Given.Body < 0 && (C.Runs.empty() || Name == C.Runs))
      continue;
    model::OperationModel &Does =
        D.add(Name, Operation::Spawn, Mode::Blocking,
              M.Does.Spawns ? "starts a thread" : "is a name in common use",
              M.Does.Spawns ? 2 : 1);
    if (M.Given.Body >= 0) {
      Does.Args.Body = M.Given.Body;
      Does.Args.Rest = M.Given.Rest;
    } else {
      Does.Runs = C.Runs;
      D.because("the thread runs the virtual '" + C.Runs + "'");
    }
    Starts = true;
  }
  if (!Starts || !D.has(Operation::Join))
    return false;
  setDestructor(D);
  return D.accept(Out);
}

bool looksLikePool(const ClassEvidence &C, Suggestion &Out) {
  bool Named = namesKind(Primitive::Task, C.Class->getName());
  if (!Named && !C.HasTasks)
    return false;
  Draft D(C, Primitive::Task);
  addJoins(D);
  for (const auto &[Name, M] : C.Methods) {
    const CommonName *Common = commonName(Primitive::Task, Name);
    const MethodEvidence &E = M.Does;
    if (M.Given.Body < 0 || E.Joins || E.Waits ||
        (E.HasBody ? !E.Puts && !E.Spawns
                   : !Common || Common->Op != Operation::Spawn))
      continue;
    const std::string Into = C.has(Primitive::Sequence)
                                 ? C.field(Primitive::Sequence)
                                 : "a container";
    model::OperationModel &Does =
        D.add(Name, Operation::Spawn, Mode::Blocking,
              E.Spawns ? "starts a thread"
              : E.Puts ? "puts what it is given into " + Into
                       : "is a name in common use",
              E.HasBody ? 2 : 1);
    Does.Args.Body = M.Given.Body;
    Does.Args.Rest = M.Given.Rest;
  }
  if (!D.has(Operation::Spawn) ||
      (!D.has(Operation::Join) && !C.OnDestroy.Joins))
    return false;
  D.Made.Row.Group = true;
  D.because("each job is taken for a task of its own: how many run at a time "
            "is not modelled");
  setDestructor(D);
  return D.accept(Out);
}

} // namespace quiesce
