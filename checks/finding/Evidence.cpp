//===- Evidence.cpp - what a run rests on ---------------------------------===//
//
// Part of quiesce, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "finding/Judge.h"
#include "llvm/ADT/DenseSet.h"

namespace quiesce {

/// All of these count: whoever asks long enough finds the budget spent.
NodeSet Judge::reaching(llvm::function_ref<bool(int)> Target) const {
  NodeSet Targets(G.Nodes.size(), false);
  for (size_t N = 0; N < G.Nodes.size(); ++N)
    Targets[N] = Target(int(N));
  return reaching(std::move(Targets));
}

size_t addPredecessors(llvm::ArrayRef<llvm::SmallVector<int, 3>> Before,
                       NodeSet &Reaches) {
  std::vector<int> Work;
  for (size_t N = 0; N < Reaches.size(); ++N)
    if (Reaches[N])
      Work.push_back(int(N));
  size_t Visited = 0;
  for (; !Work.empty(); ++Visited) {
    int N = Work.back();
    Work.pop_back();
    for (int B : Before[N])
      if (!Reaches[B]) {
        Reaches[B] = true;
        Work.push_back(B);
      }
  }
  return Visited;
}

NodeSet Judge::reaching(NodeSet Reaches) const {
  const size_t Visited = addPredecessors(Before, Reaches);
  E.M.Work += G.Nodes.size() / 16 + Visited / 4;
  return Reaches;
}

/// The nodes from which the target is reached under some schedule however all
/// questions are answered, and whatever calls the environment chooses.
NodeSet Judge::reachingAnyway(llvm::function_ref<bool(int)> Target) const {
  NodeSet Reaches(G.Nodes.size(), false);
  std::vector<int> Work;
  size_t Visited = 0;
  // All answers to some question, or a step that is none, lead there.
  auto Follows = [&](const Node &Here) {
    return llvm::any_of(Here.Edges, [&](const Edge &Each) {
      auto Same = [&](const Edge &Other) {
        return Other.Task == Each.Task && Other.Choice == Each.Choice &&
               (Other.Environment < 0) == (Each.Environment < 0);
      };
      const bool Asks = Each.Choice >= 0 || Each.Environment >= 0;
      return Asks ? llvm::all_of(Here.Edges,
                                 [&](const Edge &Other) {
                                   return !Same(Other) || Reaches[Other.To];
                                 })
                  : !doubtful(Each) && Reaches[Each.To];
    });
  };
  for (size_t N = 0; N < G.Nodes.size(); ++N)
    if (Target(int(N))) {
      Reaches[N] = true;
      Work.push_back(int(N));
    }
  for (; !Work.empty(); ++Visited) {
    const int N = Work.back();
    Work.pop_back();
    for (int B : Before[N])
      if (!Reaches[B] && Follows(G.Nodes[B])) {
        Reaches[B] = true;
        Work.push_back(B);
      }
  }
  E.M.Work += G.Nodes.size() / 16 + Visited / 2;
  return Reaches;
}

/// Where a run may still come to the choice.
const NodeSet &Judge::meeting(int64_t Choice) {
  auto [It, New] = Meeting.try_emplace(Choice);
  if (New)
    It->second = reaching([&](int N) {
      return llvm::any_of(G.Nodes[N].Edges, [&](const Edge &Each) {
        return Each.Choice == Choice;
      });
    });
  return It->second;
}

llvm::SmallVector<int, 4> Judge::path(int N) const {
  llvm::SmallVector<int, 4> Nodes;
  for (; N >= 0; N = G.Nodes[N].Parent)
    Nodes.push_back(N);
  std::reverse(Nodes.begin(), Nodes.end());
  return Nodes;
}

/// A choice on the way that the defect depends on.
struct Judge::Decision {
  int64_t Key; ///< the choice; of branches, with the side taken
  int64_t Choice;
  int Task; ///< that decides
  uint32_t Where;
  bool Loop, Leaves;
  llvm::SmallVector<int, 3> Alternatives;

  /// That the loop of the task, the \p Stuck one, goes on to the operation.
  bool goesOn(int Stuck) const { return Loop && !Leaves && Task == Stuck; }
};

/// Finds them; false if one may not be possible at all.
bool Judge::decisions(llvm::ArrayRef<int> Way, const NodeSet &Reaches,
                      std::vector<Decision> &Found) const {
  for (size_t I = 0; I + 1 < Way.size(); ++I) {
    const Node &Here = G.Nodes[Way[I]];
    const Edge &Taken = Here.Edges[G.Nodes[Way[I + 1]].ParentEdge];
    if (Taken.Choice < 0)
      continue;
    // That there is an object to call is no assumption, nor that two callers
    // name the same thing.
    if (Monitor && (Taken.Task == 0 || (Taken.ChoiceKey && !doubtful(Taken))))
      continue;
    // The same decision taken differently in two tasks is two assumptions.  A
    // choice may be any number, so the product may wrap.
    int64_t Key = Taken.ChoiceLoop
                      ? Taken.Choice
                      : int64_t(uint64_t(Taken.Choice) * 8 + Taken.Taken + 1);
    Decision D{Key,
               Taken.Choice,
               Taken.Task,
               Taken.ChoiceWhere,
               Taken.ChoiceLoop,
               Taken.ChoiceLeaves,
               {}};
    bool Avoidable = false;
    for (const Edge &Other : Here.Edges) {
      if (Other.Choice == Taken.Choice && Other.Taken == Taken.Taken)
        continue;
      if (Other.Choice != Taken.Choice && Other.Task == Taken.Task)
        continue;
      D.Alternatives.push_back(Other.To);
      Avoidable |= Reaches[Other.To] && !doubtful(Other);
    }
    if (!Avoidable && doubtful(Taken))
      return false;
    if (!Avoidable)
      Found.push_back(std::move(D));
  }
  return true;
}

/// Notes in the run to \p N which of its branches the defect rests on.
void Judge::noteDecisions(int N, const NodeSet &Reaches,
                          std::vector<TraceStep> &Trace) const {
  std::vector<Decision> Found;
  decisions(path(N), Reaches, Found);
  for (TraceStep &Step : Trace)
    Step.Decides =
        Step.What == TraceStep::Branched &&
        llvm::any_of(Found, [&](const Decision &D) {
          return !D.Loop && D.Task == Step.Task && D.Where == Step.Where;
        });
}

/// Whether another caller decided something that the defect depends on.  What
/// the object's own tasks decide follows from the calls.
bool Judge::restsOnOthers(int N, int Task, const NodeSet &Reaches) const {
  std::vector<Decision> Found;
  if (!decisions(path(N), Reaches, Found))
    return false;
  std::vector<TraceStep> Trace;
  E.replay(G, N, &Trace);
  return llvm::any_of(Found, [&](const Decision &D) {
    return D.Task != Task && llvm::any_of(Trace, [&](const TraceStep &Step) {
             return Step.FromOutside && Step.Other == D.Task;
           });
  });
}

/// Whether \p D only decides if the \p Later ones are met at all.
bool Judge::precondition(llvm::ArrayRef<Decision> Later, const Decision &D) {
  bool Any = false;
  for (const Decision &Each : Later) {
    if (Each.Choice == D.Choice)
      continue;
    Any = true;
    const NodeSet &Meets = meeting(Each.Choice);
    if (llvm::any_of(D.Alternatives, [&](int N) { return Meets[N]; }))
      return false;
  }
  E.M.Work += Later.size() / 16;
  return Any;
}

unsigned Judge::assumptions(int Target, int Task, const NodeSet &Reaches) {
  auto Way = path(Target);
  std::vector<Decision> Found;
  if (!decisions(Way, Reaches, Found))
    return MaxAssumptions + 1;
  // That the stuck task's own loop goes on to the operation is no assumption
  // beside another one, unless that is a trip count too.
  llvm::DenseSet<int64_t> Excused, Seen;
  for (const Decision &D : Found)
    if (D.goesOn(Task))
      Excused.insert(D.Key);
  unsigned Essential = 0, Sure = 0;
  bool Other = false;
  for (size_t I = 0; I < Found.size() && Sure <= MaxAssumptions; ++I) {
    const Decision &D = Found[I];
    if (Seen.contains(D.Key) ||
        precondition(llvm::ArrayRef(Found).drop_front(I + 1), D))
      continue;
    Seen.insert(D.Key);
    ++Essential;
    Sure += !Excused.contains(D.Key);
    Other |= llvm::any_of(Found, [&](const Decision &Each) {
      return Each.Key == D.Key && !Each.Loop;
    });
  }
  if (Sure > MaxAssumptions || disagree(Way, Task, Other) ||
      (!Other && Cuts && awaitsCount(settled(Target), Task)))
    return MaxAssumptions + 1;
  return Other ? Sure : Essential;
}

/// Whether tasks alike decide differently, or, unless the run rests on an
/// \p Other decision, two loops of unknown length have different lengths, one
/// round the operation and one of another task.  Nothing speaks for that.
bool Judge::disagree(llvm::ArrayRef<int> Way, int Task, bool Other) const {
  int64_t OwnLoop = -1;
  llvm::SmallDenseSet<int64_t, 4> Loops; // of others
  std::map<int64_t, std::map<int, std::vector<int>>> Decided;
  for (size_t I = 0; I + 1 < Way.size(); ++I) {
    const Edge &Taken = G.Nodes[Way[I]].Edges[G.Nodes[Way[I + 1]].ParentEdge];
    if (Taken.Choice < 0)
      continue;
    if (Taken.ChoiceLoop && Taken.Task == Task)
      OwnLoop = Taken.Choice;
    else if (Taken.ChoiceLoop)
      Loops.insert(Taken.Choice);
    Decided[Taken.Choice][Taken.Task].push_back(Taken.Taken);
  }
  for (const auto &[Choice, ByTask] : Decided)
    for (const auto &[T, Mine] : ByTask)
      for (const auto &[U, Theirs] : ByTask)
        for (size_t I = 0; I < Mine.size() && I < Theirs.size(); ++I)
          if (Mine[I] != Theirs[I])
            return true;
  Loops.erase(OwnLoop); // of a task alike
  return !Other && OwnLoop >= 0 && !Loops.empty();
}

/// Whether the task is stuck until a count is reached that nobody follows.
bool Judge::awaitsCount(int N, int Task) const {
  if (!G.Nodes[N].Cut || !(G.Nodes[N].stuck() >> Task & 1))
    return false;
  const State S = E.replay(G, N, nullptr);
  if (const int Object = E.M.objectOf(S, Task);
      Object >= 0 && S.object(Object).Kind == model::Primitive::Latch &&
      S.object(Object).N[0] > Value::Few)
    return true;
  return E.M.counts(S, Task) || look(E, S, Task).Unsure;
}

/// The last node on the way to \p Target in which another choice would have led
/// away from the defect; -1 if there is none.
int Judge::deciding(int Target, const NodeSet &Reaches) const {
  auto Way = path(Target);
  for (size_t I = Way.size() - 1; I-- > 0;) {
    const Node &Here = G.Nodes[Way[I]];
    const Edge &Taken = Here.Edges[G.Nodes[Way[I + 1]].ParentEdge];
    if (Taken.Choice >= 0 && llvm::any_of(Here.Edges, [&](const Edge &Other) {
          return Other.Choice == Taken.Choice && Other.Taken != Taken.Taken &&
                 !Reaches[Other.To];
        }))
      return Way[I];
  }
  return -1;
}

/// A node from here in which nothing more happens to the stuck tasks, and as
/// many others as possible have come to rest.
int Judge::settled(int N) const {
  std::vector<bool> Visited(G.Nodes.size(), false);
  std::vector<int> Work{N};
  Visited[N] = true;
  int Best = N;
  auto Rest = [&](int X) {
    const Node &Here = G.Nodes[X];
    return int(llvm::popcount(Here.stuck())) * 2 - int(Here.Edges.size() != 0);
  };
  for (size_t I = 0; I < Work.size() && I < 4000; ++I) {
    if (Rest(Work[I]) > Rest(Best))
      Best = Work[I];
    for (const Edge &Each : G.Nodes[Work[I]].Edges)
      if (!Visited[Each.To]) {
        Visited[Each.To] = true;
        Work.push_back(Each.To);
      }
  }
  E.M.Work += G.Nodes.size() / 64 + Work.size() / 4;
  return Best;
}

} // namespace quiesce
