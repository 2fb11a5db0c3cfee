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
// is in the graph; nothing else is concluded from the absence of a run.
//
//===----------------------------------------------------------------------===//

#ifndef QUIESCE_EXPLORE_EXPLORE_H
#define QUIESCE_EXPLORE_EXPLORE_H

#include "explore/Machine.h"
#include <map>

namespace quiesce {

struct Edge {
  int To = -1;
  int Task = 0;
  int Outcome = 0; ///< which of the task's transitions
  uint32_t Moved = 0;
  int64_t Choice = -1;
  int Taken = 0;
  uint32_t ChoiceWhere = 0;
  bool ChoiceLoop = false;   ///< a loop's trip count
  bool ChoiceLeaves = false; ///< ... which ends here
  bool Doubtful = false;     ///< see Transition
  int Environment = -1;      ///< what the environment chose
};

struct Node {
  llvm::SmallVector<Edge, 3> Edges;
  int Parent = -1, ParentEdge = -1; ///< first way here, the shortest
  uint32_t Blocked = 0;             ///< tasks whose operation has no transition
  uint32_t Alive = 0;               ///< tasks that have not ended
  uint32_t CanMove = 0;             ///< tasks that move in some continuation
  uint32_t CanEnd = 0;              ///< tasks that end in some continuation
  uint32_t Endless = 0;             ///< tasks in a loop that no path leaves
  bool Exited = false;
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
};

class Explorer {
public:
  Explorer(Program &P, const Machine::Limits &L, unsigned MaxStates,
           unsigned long MaxWork)
      : M(P, L), MaxStates(MaxStates), MaxWork(MaxWork) {}

  /// Explores the system that starts with \p Function.
  /// With \p EndFrom >= 0 nodes say whether the first task has come to that
  /// instruction of \p Function.
  Graph explore(int Function, bool Whole, int EndFrom = -1);

  /// The state of a node, by running again from the start.  With \p Trace the
  /// steps on the way are recorded.
  State replay(const Graph &G, int Node, std::vector<TraceStep> *Trace);

  /// Would task \p Waiting move if task \p Forced were served?
  bool unblocks(const State &S, int Forced, int Waiting);
  /// Does it move in a run in which the tasks of the bit set \p Served are
  /// served whenever they are blocked?
  bool movesAfter(State S, uint32_t Served, int Waiting);

  /// Takes \p E from \p S, its steps into \p Trace if given.
  bool advance(State &S, const Edge &E, std::vector<TraceStep> *Trace);

  Machine M;

private:
  void build(Graph &G, State Start);
  bool outgrown() const;
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
  uint32_t endless(const State &S);
  unsigned MaxStates;
  unsigned long MaxWork;
  int RootFunction = 0, EndFrom = -1;
  State Start;
  std::map<std::pair<uint64_t, uint64_t>, int> Seen;
  std::vector<State> Pending; ///< by node; emptied once expanded
  std::map<std::pair<int, int>, bool> Leaves; ///< function, instruction
};

} // namespace quiesce

#endif // QUIESCE_EXPLORE_EXPLORE_H
