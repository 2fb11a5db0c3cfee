//===- Explore.h - all states of a system -----------------------*- C++ -*-===//
//
// Part of quiesce, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Builds the graph of all states of one system, breadth first, and reads off
// it which tasks are stuck: at an operation that is blocked, in a state from
// which no run leads to one where the task moves.
//
// Reduction: where some task stands before a choice or the end of a round,
// only that task is expanded, unless all that leads nowhere new (the usual
// proviso against ignoring the others for ever).
//
// Running out of a budget gives a graph that says so.  Then some long runs are
// tried (Walks.cpp), and a task is called stuck only where all that can follow
// is in the graph; nothing else is concluded from the absence of a run.  All
// that takes time is counted in steps and all that is kept in bytes, so that
// the same code gives the same answer on every machine.
//
//===----------------------------------------------------------------------===//

#ifndef QUIESCE_EXPLORE_EXPLORE_H
#define QUIESCE_EXPLORE_EXPLORE_H

#include "explore/Machine.h"
#include "llvm/ADT/DenseMap.h"
#include <map>
#include <memory>

namespace quiesce {

struct Edge {
  int To = -1;
  int Task = 0;
  int Outcome = 0; ///< which of the task's transitions
  uint32_t Moved = 0;
  int64_t Choice = -1;
  uint32_t ChoiceWhere = 0;
  int Environment = -1;      ///< what the environment chose
  uint8_t Taken = 0;         ///< the choice's answer
  bool ChoiceLoop = false;   ///< a loop's trip count
  bool ChoiceLeaves = false; ///< ... which ends here
  bool ChoiceKey = false;    ///< an unknown key leads to this element
  bool Doubtful = false, IntoWait = false; ///< see Transition
};

struct Node {
  llvm::SmallVector<Edge, 2> Edges;
  int Parent = -1, ParentEdge = -1; ///< first way here, the shortest
  uint32_t Blocked = 0;             ///< tasks whose operation has no transition
  uint32_t Alive = 0;               ///< tasks that have not ended
  uint32_t CanMove = 0;             ///< tasks that move in some continuation
  uint32_t CanEnd = 0;              ///< tasks that end in some continuation
  uint32_t EndsWell = 0;            ///< ... in which the process is not aborted
  uint32_t Endless = 0;             ///< tasks in a loop that no path leaves
  bool Exited = false;
  bool Cut = false; ///< see State
  bool Aborted = false;
  bool AtEnd = true;     ///< see Explorer::explore
  bool Expanded = false; ///< all its edges are there
  uint32_t Doomed = 0;   ///< see Doom.cpp
  /// See State.
  llvm::SmallVector<Leftover, 0> Left;
  Value Returned;
  bool Throws = false;
  /// Where the blocked tasks stand: task and location.
  llvm::SmallVector<std::pair<int, uint32_t>, 2> Stands;

  uint32_t stuck() const { return Blocked & ~CanMove; }
};

struct FoundViolation {
  int Node = 0, Edge = 0;
  Violation What;
};

struct Graph {
  std::vector<Node> Nodes; ///< 0 is the start
  std::vector<FoundViolation> Violations;
  bool Complete = false;
  std::string Failure; ///< why it is not complete
  bool Met = false;    ///< a state was met that was looked for
};

/// What the exploration of one system may cost, and what judging it may cost
/// again.
struct Budget {
  unsigned States = 0;
  unsigned long Steps = 0;
  size_t Bytes = 0; ///< of the graph and the states kept for it
};

class Explorer {
public:
  Explorer(Program &P, const Machine::Limits &L, const Budget &Most)
      : M(P, L), Most(Most) {}

  /// Explores the system that starts with \p Function.
  /// With \p EndFrom >= 0 nodes say whether the first task has come to that
  /// instruction of \p Function.
  Graph explore(int Function, bool Whole, int EndFrom = -1);

  /// Explores what follows \p From, a state of the system explored last or one
  /// in which a task was added or sent elsewhere, with at most so many
  /// \p Steps, or until a state is met of which \p Until holds.  It fails if
  /// that depends on more variables than the system did: then the system has
  /// to be explored again.  Of variables that it finds contended, Machine keeps
  /// note; in a graph made without it no state can be replayed.
  Graph after(State From, unsigned long Steps,
              llvm::function_ref<bool(const State &)> Until = nullptr);

  /// The state of a node, by running again from the start.  With \p Trace the
  /// steps on the way are recorded.
  State replay(const Graph &G, int Node, std::vector<TraceStep> *Trace);
  /// ... of a graph of what follows \p From.
  State replay(const Graph &G, int Node, State From,
               std::vector<TraceStep> *Trace);

  /// Which of the tasks \p Waiting would move if task \p Served were served?
  /// Not all may be known once \p MaxWork steps are done.
  uint32_t freedBy(const State &S, int Served, uint32_t Waiting,
                   unsigned long MaxWork);
  /// Does it move in a run in which the tasks of the bit set \p Served are
  /// served whenever they are blocked?
  bool movesAfter(State S, uint32_t Served, int Waiting);

  /// Takes \p E from \p S, its steps into \p Trace if given.
  bool advance(State &S, const Edge &E, std::vector<TraceStep> *Trace);
  /// What the operation that \p T stands at is in a path: one step, or where it
  /// takes several locks one for each; none without an operation.
  std::vector<TraceStep> told(const State &S, int T);

  Machine M;
  const Budget Most;
  size_t MostBytes = 0; ///< kept at any time

private:
  void begin(Graph &G, State Start);
  void build(Graph &G, State Start);
  void contend();
  bool outgrown() const;
  /// Nothing is left, not even what is kept for walks.
  bool spent() const { return M.Work > Most.Steps || Bytes > Most.Bytes; }
  std::string outOf(const Graph &G) const;
  void keep(State S);
  void describe(Node &Here, const State &S);
  void expand(Graph &G, int Node);
  bool connect(Graph &G, int Node, const State &S, int Task,
               std::vector<Transition> &Out);
  class Walk;
  void scout();
  void walks(Graph &G);
  void walk(Graph &G, unsigned Schedule, unsigned Answer);
  void noteDoom(Graph &G, int Node, const State &S, uint32_t Doomed);
  uint32_t doomed(const State &S);
  int follow(Graph &G, int Node, const State &S, int Task,
             std::vector<Transition> &Out, size_t Taken);
  void closure(Graph &G, int Node);
  void analyse(Graph &G);
  /// Tasks with a frame in a loop that no path of its function leaves.
  uint32_t endless(const State &S);
  int RootFunction = 0, EndFrom = -1;
  State Start;
  llvm::DenseMap<Identity, int> Seen;
  struct Kept {
    State S;
    size_t Bytes = 0;
  };
  /// By node; none once expanded.
  std::vector<std::unique_ptr<Kept>> Pending;
  size_t Bytes = 0; ///< of the graph and of Pending
  /// By function, and whether a caller catches; Endless.cpp.
  std::map<std::pair<int, bool>, llvm::BitVector> Leaving;
};

} // namespace quiesce

#endif // QUIESCE_EXPLORE_EXPLORE_H
