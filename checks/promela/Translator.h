//===- Translator.h - from skeletons to a model of steps --------*- C++ -*-===//
//
// Part of quiesce, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Runs each task from view to view.  Between two nodes lies what concerns the
// task alone; a node is a step that others can see, or a choice.  Its ways on
// are Promela text: a guard and what happens when it holds.
//
// What the tasks share is found out by trying.  A variable is taken for private
// until one task turns out to write what another uses; then it becomes a
// variable of the model, which holds numbers of the values that are ever stored
// to it, and the translation starts anew.  It ends, for each round adds a
// variable or a value, and both are limited.
//
// Internal to checks/promela.
//
//===----------------------------------------------------------------------===//

#ifndef QUIESCE_PROMELA_TRANSLATOR_H
#define QUIESCE_PROMELA_TRANSLATOR_H

#include "promela/View.h"
#include "llvm/ADT/Twine.h"
#include <optional>

namespace quiesce::promela {

/// A way on from a node.
struct Way {
  std::string Text; ///< guard and effect; empty: at any time
  View Next;
  /// notify-one: the condition; one way for each task that sleeps on it.
  std::string WakesOne;
  int To = -1; ///< node, once it is known
};
using Ways = std::vector<Way>;

struct Node {
  int Task = 0;
  uint32_t Where = 0;
  Ways On;
  View At;
};

class Translator {
public:
  explicit Translator(Program &P) : P(P) {}

  /// Translates the system; false with \p Failure when it cannot be done.
  bool run(int Function, bool Whole);
  void write(llvm::raw_ostream &Out) const;
  std::string Failure;

private:
  using Variable = std::pair<int, int>; ///< object and field
  /// Fields of variables that are no fields.
  enum : int { Payload = -2, Slots = -3 };
  struct Users {
    std::set<int> Tasks;
    bool Written = false;
  };
  struct Task {
    int First = -1;
    uint32_t Spawned = 0;
    int Stop = -1; ///< object
  };
  enum class Fate { Done, Again, Step };
  /// Of a task without frames: how it ended.
  enum : int { Aborts = -1, KeepsException = -2 };
  /// Of a destruction: what others see of it has happened.
  enum : int { Destroyed = 9 };

  // Translator.cpp.
  bool round(int Function);
  int nodeFor(View V);
  bool stable();
  void fail(const View &V, const llvm::Twine &Why);
  void fail(uint32_t Where, const llvm::Twine &Why);

  // Instructions.cpp.  With \p On null a step that others see is left undone
  // and false is given; otherwise the ways on are put there.
  bool step(View &V, Ways *On);
  bool branch(View &V, const Instruction &I, Ways *On);
  bool callUnknown(View &V, const Instruction &I);
  void enter(View &V, int Function, std::vector<Value> Args, Reg Dst,
             bool Adapt = false, bool Drop = false, bool Stays = false);
  bool callValue(View &V, Value Callee, std::vector<Value> Args, Reg Dst);
  void leave(View &V, Value Result);
  void raise(View &V);
  void endTask(View &V, Ways &On);
  const Instruction &instruction(const View &V);
  Value read(const View &V, Reg R) const;
  void write(View &V, Reg R, Value X);
  void next(View &V) { ++V.Frames.back().At; }

  // Memory.cpp.
  int make(View &V, int Type);
  llvm::SmallVector<int, 8> Making; ///< the types that make() is in
  Value box(View &V, Value X);
  Value asAddress(const View &V, Value X) const;
  Thing *thing(View &V, int Object);
  Value load(View &V, Value Address);
  void store(View &V, Value Address, Value X);
  std::vector<Value> *slots(View &V, int Container, bool Write);
  Value initial(const View &V, Variable Which) const;
  Value fieldOf(View &V, Value Base, int Field, int Type);
  void copy(View &V, Value To, Value From, bool Steal);
  void share(View &V, llvm::ArrayRef<Value> Roots);
  bool isDynamic(Value Address) const;
  void use(const View &V, Variable Which, bool Write);
  int numberOf(Variable Which, Value X); ///< of a value in a variable
  /// The variable of the model for one that is shared, and how it gets a value.
  std::string variable(Variable Which);
  std::string assigned(Variable Which, Value X);
  bool global(View &V, const Instruction &I);

  // Facts.cpp.
  std::optional<bool> truth(const View &V, Value X) const;
  void assume(View &V, Value X, bool Truth);
  Value arithmetic(View &V, Arith Op, Value A, Value B);

  // Destruction.cpp.
  Fate destroy(View &V, Value Address, int Type, Ways *On);
  Fate destroyScalar(View &V, Value Address, int Type, Ways *On);
  Fate destroyObject(View &V, int Object, Ways *On);
  Fate destroyTask(View &V, int Type, Value Old, Ways *On);

  // Plumbing.cpp: operations that only this task notices.
  bool plumbing(View &V, const OpSite &Site, const Instruction &I);
  bool construct(View &V, const OpSite &Site, Value &Result);
  void initialize(View &V, const OpSite &Site, Ways &On);
  bool container(View &V, const OpSite &Site, Value &Result);

  // Operations.cpp: those that others notice.
  bool operation(View &V, const OpSite &Site, const Instruction &I, Ways *On);
  void perform(View &V, const OpSite &Site, const Instruction &I, Ways &On);
  Way &way(const View &V, const std::string &Text, Ways &On);
  Way &answer(const View &V, const std::string &Text, Value Result, Ways &On);
  Value status(const OpSite &Site, int ResultForm::*Which, bool Ok) const;
  std::string late(const View &V, int Object, const std::string &Guard) const;
  int primitive(View &V, const OpSite &Site);
  std::optional<int> amount(const View &V, const OpSite &Site) const;
  std::string name(int Object) const;
  std::string declare(const std::string &Name, const char *Type);
  bool fork(View &V, llvm::ArrayRef<Value> Roots, Ways *On);
  void spawn(View &V, const OpSite &Site, const Instruction &I, Ways &On);
  void join(View &V, const OpSite &Site, Ways &On);
  void access(View &V, const OpSite &Site, Ways &On);
  void count(View &V, const OpSite &Site, Ways &On);
  void barrier(View &V, const OpSite &Site, Ways &On);
  void event(View &V, const OpSite &Site, Ways &On);
  void stop(View &V, const OpSite &Site, Ways &On);
  int stopState(Value Of) const;

  // Locks.cpp.
  bool resolveMutex(View &V, Value Address, int &Mutex, bool &Shared);
  std::string isFree(const View &V, int Mutex, bool Shared);
  std::string takes(const View &V, int Mutex, bool Shared);
  std::string gives(const View &V, int Mutex, bool Shared);
  std::string gives(View &V, Value Guard);
  void lock(View &V, const OpSite &Site, Ways &On);
  void lockAll(View &V, const OpSite &Site, Ways &On);
  void unlock(View &V, const OpSite &Site, Ways &On);
  void wait(View &V, const OpSite &Site, Ways &On);
  void waitAtomic(View &V, const OpSite &Site, Ways &On);
  void notify(View &V, const OpSite &Site, Ways &On);

  // Channels.cpp.
  struct End { ///< what this task would do with a channel
    int Channel = -1;
    bool Sends = false;
    Value Sent;
    int Arm = -1;
  };
  std::string channel(int Object, int Capacity);
  void meet(View &V, const OpSite &Site, const End &E, bool Waits, Ways &On);
  std::string idle(View &V, const End &E);
  void finish(View &V, const OpSite &Site, const End &E, bool Ok, Value Got);
  void refuse(View &V, const OpSite &Site);
  void transfer(View &V, const OpSite &Site, Ways &On);
  void select(View &V, const OpSite &Site, Ways &On);
  void close(View &V, const OpSite &Site, Ways &On);

  Program &P;
  bool Whole = false;
  // What earlier rounds found out.
  std::set<Variable> Dynamic;
  Stored Domains;
  std::set<int> Polled;     ///< rendezvous channels that somebody tries
  std::set<int> ReadLocked; ///< mutexes that somebody holds shared
  std::set<int> UsedGlobals;
  bool Grown = false;
  // This round.
  std::vector<Node> Nodes;
  std::map<std::string, int> Known;
  std::map<Variable, Users> Used;
  std::vector<Task> Tasks;
  std::map<std::string, int> TaskNumbers;
  std::map<std::string, std::string> Declarations;
  std::map<std::string, std::set<int>> Sleepers; ///< by condition
};

/// A guard, then what happens.
std::string guarded(llvm::StringRef Guard, llvm::StringRef Effect);

} // namespace quiesce::promela

#endif // QUIESCE_PROMELA_TRANSLATOR_H
