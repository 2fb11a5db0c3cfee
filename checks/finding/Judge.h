//===- Judge.h - from stuck tasks to findings -------------------*- C++ -*-===//
//
// Part of quiesce, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Decides which stuck tasks of a state graph are reported, as what, and with
// which evidence.
//
// Cause: of several stuck tasks the one is reported that the others wait for.
// Task A waits for task B when B holds A's mutex, is the task A joins, or when
// serving B would let A move.  A task that waits for one that does not wait
// for it is a follow-up; tasks that wait for each other are a deadlock.
//
// Evidence: a choice on the way (a branch on an unknown condition, a timeout)
// counts as an assumption when no other way out of it leads to the same
// defect, except where it only decides whether the later, deciding choice is
// met at all.  More assumptions than allowed: silence.
//
//===----------------------------------------------------------------------===//

#ifndef QUIESCE_FINDING_JUDGE_H
#define QUIESCE_FINDING_JUDGE_H

#include "explore/Explore.h"
#include "finding/Finding.h"
#include <map>

namespace quiesce {

struct StuckTask;

/// How a wait whose condition holds came to be left asleep, the plainest first.
enum class Wakeup : uint8_t {
  None,    ///< nobody notified it
  Once,    ///< ... of what came after the first
  Early,   ///< what it waits for came after its test and before its sleep
  Another, ///< a notification woke another waiter
};

/// Ways to the same defect that are tried for one with little to assume.
inline constexpr size_t MaxWays = 24;
/// ... for one that no further call would end.
inline constexpr size_t MaxForsaken = 4;

/// The nodes that some condition holds for, or from which it is reached.
using NodeSet = std::vector<bool>;

/// Adds to \p Reaches the nodes from which it is reached, by each node's
/// predecessors, and counts them all.
size_t addPredecessors(llvm::ArrayRef<llvm::SmallVector<int, 3>> Before,
                       NodeSet &Reaches);

class Judge {
public:
  Judge(Explorer &E, const Graph &G, unsigned MaxAssumptions);

  void run(std::vector<Finding> &Out);

  /// The system is the life of an object, of which only the end is judged.
  bool Object = false;
  /// The system is the callers of an object: judged is only what no further
  /// call could excuse.
  bool Monitor = false;
  /// ... of whom there is one.
  bool OneCaller = false;
  /// See Root.
  bool OnlyLost = false;
  llvm::ArrayRef<int> Further;
  bool OnlyReads = false;
  /// Object: it has public methods that the system does not call.
  bool Untried = false;
  /// See Root.
  int OwnLocks = -1;
  /// Its user may join what it starts.
  bool MayBeJoined = false;
  /// The budget was spent before all was judged.
  bool GaveUp = false;
  /// What further calls do depends on more variables than were known to matter
  /// when the system was explored, so they could not be tried.
  bool Outgrown = false;

private:
  struct Stuck {
    int Task = 0;
    uint32_t Where = 0;
    std::vector<int> Nodes;  ///< where it is stuck, earliest first
    bool Forsaken = false;   ///< for what another call decided
    bool ForPromise = false; ///< it waits for a future
    Wakeup Missed = Wakeup::None;
  };

  // Evidence.cpp.
  struct Decision;
  NodeSet reaching(llvm::function_ref<bool(int)> Target) const;
  NodeSet reaching(NodeSet Targets) const;
  NodeSet reachingAnyway(llvm::function_ref<bool(int)> Target) const;
  const NodeSet &meeting(int64_t Choice);
  llvm::SmallVector<int, 4> path(int Node) const;
  unsigned assumptions(int Node, int Task, const NodeSet &Reaches);
  bool decisions(llvm::ArrayRef<int> Way, const NodeSet &Reaches,
                 std::vector<Decision> &Found) const;
  void noteDecisions(int Node, const NodeSet &Reaches,
                     std::vector<TraceStep> &Trace) const;
  bool restsOnOthers(int Node, int Task, const NodeSet &Reaches) const;
  bool precondition(llvm::ArrayRef<Decision> Later, const Decision &D);
  bool awaitsCount(int Node, int Task) const;
  bool disagree(llvm::ArrayRef<int> Way, int Task, bool Other) const;
  int settled(int Node) const;
  int deciding(int Node, const NodeSet &Reaches) const;

  // FurtherCalls.cpp.
  bool atItsEnd(int Node, int Task) const;
  bool whileMade(const FoundViolation &V) const;
  bool toldAtTheEnd(int Node, int Task);
  bool whateverIsCalled(int Node, const Stuck &Candidate,
                        const NodeSet &Reaches, const NodeSet &Anyway);
  const Graph &afterCall(int Node, int Method);
  llvm::SmallVector<int, 8> furtherCalls(const Graph &After,
                                         llvm::ArrayRef<int> Way) const;
  bool helpsNoMore(llvm::ArrayRef<int> Way, int Method, const Stuck &Candidate);
  bool forsaken(int Node, int Task);

  // Judge.cpp.
  bool spent();
  void violation(const FoundViolation &V, std::vector<Finding> &Out);
  bool isThere(int Node, const Stuck &Candidate) const;
  NodeSet leadingTo(const Stuck &Candidate) const;
  int plainest(llvm::ArrayRef<int> Nodes, Stuck &Candidate);
  int evident(Stuck &Candidate);
  /// Why a caller that no further call helps is the fault of the class.
  enum class Reason : uint8_t {
    Decided,  ///< another call decided something
    Ring,     ///< it waits for one who waits for it
    Foreseen, ///< it comes back whenever the other call came before it
    Alone,    ///< there is only its call, which in another run comes back
  };
  std::vector<Reason> waitsInVain(int Node, int Task,
                                  llvm::ArrayRef<Reason> Reasons);
  bool waitsInRing(int Node, int Task);
  bool mayComeBack(int Task) const;
  bool isForeseen(int Node, int Task);
  std::vector<StuckTask> stuckTasks(int Node, const State &S);
  std::vector<uint32_t> waits(const State &S, llvm::ArrayRef<StuckTask> Tasks);
  bool followsSeveral(const State &S, llvm::ArrayRef<StuckTask> Tasks,
                      size_t Me, std::vector<uint32_t> &Waits);
  void stuck(Stuck &Candidate, std::vector<Finding> &Out);
  void endless(std::vector<Finding> &Out);
  void leftLocked(std::vector<Finding> &Out);
  bool inexcusable(int Node, int Task) const;
  std::optional<Wakeup> missed(int Node, int Task);
  bool onlyUnlocks(int Node, const NodeSet &Reaches) const;
  void lostCancellation(std::vector<Finding> &Out);

  Explorer &E;
  const Graph &G;
  Program &P;
  unsigned MaxAssumptions;
  const bool Cuts; ///< some loop is left that counts far, see State
  /// Judged is who sleeps though his condition holds by now: that he went to
  /// sleep at all is a decision like others.
  bool Overslept = false;
  bool EntersWaits = false; ///< some step is doubtful but for that
  bool doubtful(const Edge &E) const {
    return E.Doubtful || (E.IntoWait && !Overslept);
  }
  void doubt(bool Overslept);
  std::vector<llvm::SmallVector<int, 3>> Before; ///< each node's predecessors,
                                                 ///< doubtful steps left out
  std::map<int64_t, NodeSet> Meeting; ///< by choice, as they are asked for
  std::map<std::pair<int, int>, Graph> AfterCalls; ///< by node and method
  unsigned long FurtherWork = 0;                   ///< that they took
  unsigned long MaxWork; ///< of the explorer, whose steps go on being counted
};

/// What the words are made from.
struct StuckTask {
  int Task = 0;
  uint32_t Where = 0;
  const OpSite *Site = nullptr; ///< null: a destructor that joins
  int Object = -1;
  std::string Name; ///< the object in the user's words
  uint32_t ObjectSite = 0;
  bool Holds = false;           ///< a wait whose condition is true by now
  bool Unsure = false;          ///< nobody knows whether it is
  Wakeup Missed = Wakeup::None; ///< of such a wait, if that was looked at
  bool Async = false;           ///< a future whose task is waited for
  bool ForMutex = false;        ///< a condition wait that got its notification
  int Holder = -1;              ///< task that holds the mutex, or is joined
  uint32_t StopSite = 0; ///< a wait with a token: where its source was made
  llvm::SmallVector<uint32_t, 4> Callers; ///< calls that lead to it
};

// Reading it off a state (StuckTasks.cpp).
StuckTask look(Explorer &E, const State &S, int Task);
/// Whether the task stands where it only finds out how to go on.
bool tests(Explorer &E, const State &S, int Task);
/// Whether a callable that nobody holds any more kept the promise of the event:
/// when it was destroyed is not followed, but the promise was broken by then.
bool mayBeBroken(Explorer &E, const State &S, int Event);
/// Whether what a caller waits for, other than a lock or task, is known to
/// nobody else any more.
bool isLost(Explorer &E, const State &S, const StuckTask &T);
bool isLock(const StuckTask &T);
bool isJoin(const StuckTask &T); ///< of a handle, or of an asynchronous call
Check kindOf(const StuckTask &T, const State &S);

/// Messages and notes; see Words.cpp.
Finding describe(Program &P, Check Kind, const StuckTask &Main,
                 llvm::ArrayRef<StuckTask> Others, const State &S,
                 llvm::ArrayRef<TraceStep> Trace);
Finding describe(Program &P, const Violation &V,
                 llvm::ArrayRef<TraceStep> Trace, const State &S);
Finding describeEndless(Program &P, int Task, uint32_t Spawned, const State &S,
                        llvm::ArrayRef<TraceStep> Trace);

} // namespace quiesce

#endif // QUIESCE_FINDING_JUDGE_H
