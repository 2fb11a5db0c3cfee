//===- Sharing.cpp - who else can reach and change what -------------------===//
//
// Part of quiesce, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What is shared with other tasks, what code we do not see can reach, and which
// variables several tasks contend for.
//
//===----------------------------------------------------------------------===//

#include "explore/Machine.h"

namespace quiesce {

using model::Primitive;

static int64_t variable(const Object &O, int Field) {
  return Field ? int64_t(Field) : -int64_t(O.Site) - 1;
}

/// Whether anything depends on the variable at \p Address.
bool Machine::decides(const State &S, Value Address) const {
  int Global = int(S.object(Address.A).Site) - int(FirstGlobalSite);
  if (!Address.B && Global < 0)
    return true;
  auto Known =
      P.Deciding.find(Address.B ? Address.B : Program::globalKey(Global));
  return Known != P.Deciding.end() && Known->second < Deciding;
}

bool Machine::alone(const State &S, int T) const {
  // What makes a global is over before anybody looks at it.
  for (const Frame &F : S.task(T).Frames)
    if (P.Functions[F.Function]->MakesGlobal)
      return true;
  for (size_t I = 0; I < S.Tasks.size(); ++I)
    if (int(I) != T && !S.task(I).Ended)
      return false;
  return true;
}

bool Machine::holdsMutex(const State &S, int T) const {
  walked(S);
  for (const auto &O : S.Heap)
    if (O->Kind == Primitive::Mutex && O->N[0] == T + 1)
      return true;
  return false;
}

/// Notes an access to a shared variable; true when it must be a step of its
/// own because somebody else writes (or reads) the variable too.  What the
/// first task does before it starts another, nobody meets; but one that has
/// ended may have been too quick.
bool Machine::contended(const State &S, int T, Value Address, bool Write) {
  if (Address.K != Value::Cell)
    return false;
  const Object &O = S.object(Address.A);
  if (S.Tasks.size() == 1 || !O.Shared || !decides(S, Address))
    return false;
  int64_t Key = variable(O, Address.B);
  (Write ? WrittenShared : ReadShared).insert(Key);
  return Contended.count(Key) && !alone(S, T);
}

/// The object a value leads to directly; -1 if none.
static int target(const Value &V) {
  switch (V.K) {
  case Value::Ref:
  case Value::Cell:
  case Value::Iter:
  case Value::Guard:
    return V.A;
  default:
    return -1;
  }
}

void Machine::share(State &S, Value V) {
  llvm::SmallVector<int, 8> Work;
  if (int O = target(V); O >= 0)
    Work.push_back(O);
  while (!Work.empty()) {
    int I = Work.pop_back_val();
    if (S.object(I).Shared)
      continue;
    Object &O = S.change(I);
    O.Shared = true;
    for (const auto &[Field, Each] : O.Fields)
      if (int Next = target(Each); Next >= 0)
        Work.push_back(Next);
    for (const Value &Each : O.Items)
      if (int Next = target(Each); Next >= 0)
        Work.push_back(Next);
  }
}

bool Machine::isDescriptor(const State &S, Value V) {
  if (V.K != Value::Ref)
    return false;
  const int Channel = channelOf(S, V.A);
  return Channel != V.A &&
         S.object(Channel).Kind == model::Primitive::Descriptor;
}

void Machine::shareDescriptors(State &S) {
  if (!P.Descriptors)
    return;
  walked(S);
  for (size_t I = 0; I < S.Heap.size(); ++I)
    if (S.object(int(I)).Kind == model::Primitive::Descriptor)
      S.change(int(I)).Open = true;
}

/// Compares with a descriptor, which is no negative number.  What computes with
/// one may hand it on.
Value Machine::withDescriptor(State &S, Arith Op, Value A, Value B) {
  if (Op >= Arith::Eq) {
    auto Number = [&](Value V) {
      return isDescriptor(S, V) ? Value::integer(1) : V;
    };
    auto IsNumber = [](Value V) { return V.K == Value::Int && V.A <= 0; };
    if (IsNumber(A) || IsNumber(B))
      return arithmetic(Op, Number(A), Number(B));
    return A.K == Value::Ref && B.K == Value::Ref ? arithmetic(Op, A, B)
                                                  : Value::unknown();
  }
  escape(S, A);
  escape(S, B);
  return Value::unknown();
}

void Machine::escape(State &S, Value V) {
  llvm::SmallVector<int, 8> Work;
  auto EscapeTask = [&](int T) {
    if (!S.task(T).Detached) // somebody else may join it
      S.changeTask(T).Detached = S.changeTask(T).Escaped = true;
    if (S.task(T).StopState >= 0)
      Work.push_back(S.task(T).StopState);
  };
  if (V.K == Value::Task)
    EscapeTask(V.A);
  if (V.K == Value::Symbol && V.B)
    V = behind(S, V);
  if (int O = target(V); O >= 0)
    Work.push_back(O);
  // What is called from elsewhere may use those it knows.
  bool Called = V.K == Value::Fn;
  while (!Work.empty()) {
    int I = Work.pop_back_val();
    if (S.object(I).Open)
      continue;
    Object &O = S.change(I);
    O.Open = O.Shared = true;
    if (isContainer(O.Kind))
      O.Vague = true;
    Called |= O.Type >= 0 && P.Types[O.Type].CallOperator >= 0;
    for (auto &[Field, Each] : O.Fields) {
      Called |= Each.K == Value::Fn;
      if (int Next = target(Each); Next >= 0)
        Work.push_back(Next);
      if (Each.K == Value::Task)
        EscapeTask(Each.A);
    }
    for (const Value &Each : O.Items)
      if (int Next = target(Each); Next >= 0)
        Work.push_back(Next);
  }
  if (Called)
    shareDescriptors(S);
}

/// Forgets the scalars of objects that live elsewhere: other code has run.
void Machine::forget(State &S) {
  walked(S);
  for (size_t I = 0; I < S.Heap.size(); ++I) {
    const Object &O = S.object(I);
    if (!O.External)
      continue;
    auto Changes = [&](const auto &F) {
      return (F.second.open() || F.second.K == Value::Int) &&
             !isFixed(O, F.first);
    };
    if (llvm::any_of(O.Fields, Changes))
      llvm::erase_if(S.change(I).Fields, Changes);
  }
}

/// Forgets what the containers in objects that live elsewhere hold.
void Machine::forgetContents(State &S) {
  walked(S);
  for (size_t I = 0; I < S.Heap.size(); ++I) {
    if (!S.object(I).External)
      continue;
    for (const auto &[Field, V] : S.object(I).Fields)
      if (V.K == Value::Ref && isContainer(S.object(V.A).Kind)) {
        Object &Part = S.change(V.A);
        Part.Items.clear();
        Part.Vague = true;
      }
  }
}

/// Forgets the scalars that are elements of the container, or in them.
void Machine::forgetElements(State &S, int Container) {
  const auto Items = S.object(Container).Items;
  for (const Value &Slot : Items)
    if (llvm::any_of(S.object(Slot.A).Fields, [](const auto &F) {
          return F.second.open() || F.second.K == Value::Int ||
                 F.second.K == Value::Text;
        }))
      forgetScalars(S, Slot.A);
}

/// Forgets the scalars of one object, for good.
void Machine::forgetScalars(State &S, int Number) {
  Object &Changed = S.change(Number);
  Changed.External = true;
  llvm::erase_if(Changed.Fields, [](const auto &F) {
    return target(F.second) < 0 && F.second.K != Value::Task;
  });
}

/// How many of what \p Holder holds own \p Object.
static int ownersIn(const Object &Holder, int Object) {
  if (Holder.Dead)
    return 0;
  auto Owns = [&](const Value &V) {
    return (V.K == Value::Ref || V.K == Value::Cell) &&
           V.Sub == Value::Owning && V.A == Object;
  };
  return int(llvm::count_if(Holder.Items, Owns)) +
         int(llvm::count_if(Holder.Fields,
                            [&](const auto &F) { return Owns(F.second); }));
}

/// Somebody other than the holder being destroyed still owns \p Object.
bool Machine::owned(const State &S, int Object) const {
  walked(S);
  return llvm::any_of(S.Heap,
                      [&](const auto &O) { return ownersIn(*O, Object) > 0; });
}

/// How many own \p Object.
int Machine::owners(const State &S, int Object) const {
  walked(S);
  int Count = 0;
  for (const auto &O : S.Heap)
    Count += ownersIn(*O, Object);
  return Count;
}

} // namespace quiesce
