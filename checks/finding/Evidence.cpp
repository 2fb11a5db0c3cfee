//===- Evidence.cpp - what a run rests on ---------------------------------===//
//
// Part of quiesce, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "finding/Judge.h"
#include <map>

namespace quiesce {

std::vector<bool> Judge::reaching(llvm::function_ref<bool(int)> Target) const {
  std::vector<bool> Reaches(G.Nodes.size(), false);
  std::vector<int> Work;
  for (size_t N = 0; N < G.Nodes.size(); ++N) {
    if (Target(int(N))) {
      Reaches[N] = true;
      Work.push_back(int(N));
    }
  }
  while (!Work.empty()) {
    int N = Work.back();
    Work.pop_back();
    for (int B : Before[N])
      if (!Reaches[B]) {
        Reaches[B] = true;
        Work.push_back(B);
      }
  }
  return Reaches;
}

llvm::SmallVector<int, 4> Judge::path(int N) const {
  llvm::SmallVector<int, 4> Nodes;
  for (; N >= 0; N = G.Nodes[N].Parent)
    Nodes.push_back(N);
  std::reverse(Nodes.begin(), Nodes.end());
  return Nodes;
}

unsigned Judge::assumptions(int Target, int Task,
                            const std::vector<bool> &Reaches,
                            llvm::SmallVectorImpl<int64_t> &Essential) const {
  struct Deciding {
    int64_t Key; ///< the choice; of branches, with the side taken
    int64_t Choice;
    bool Loop, Leaves, Own;
    llvm::SmallVector<int, 3> Alternatives;
  };
  llvm::SmallVector<Deciding, 4> Found;
  auto Way = path(Target);
  for (size_t I = 0; I + 1 < Way.size(); ++I) {
    const Node &Here = G.Nodes[Way[I]];
    const Edge &Taken = Here.Edges[G.Nodes[Way[I + 1]].ParentEdge];
    // That there is an object to call is no assumption.
    if (Taken.Choice < 0 || (Monitor && Taken.Task == 0))
      continue;
    // The same decision taken differently in two tasks is two assumptions.
    int64_t Key =
        Taken.ChoiceLoop ? Taken.Choice : Taken.Choice * 8 + Taken.Taken + 1;
    Deciding D{Key,
               Taken.Choice,
               Taken.ChoiceLoop,
               Taken.ChoiceLeaves,
               Taken.Task == Task,
               {}};
    bool Avoidable = false;
    for (const Edge &Other : Here.Edges) {
      if (Other.Choice == Taken.Choice && Other.Taken == Taken.Taken)
        continue;
      if (Other.Choice != Taken.Choice && Other.Task == Taken.Task)
        continue;
      D.Alternatives.push_back(Other.To);
      Avoidable |= Reaches[Other.To];
    }
    if (!Avoidable && Taken.Doubtful)
      return MaxAssumptions + 1;
    if (!Avoidable)
      Found.push_back(std::move(D));
  }
  for (size_t I = 0; I < Found.size(); ++I) {
    if (llvm::is_contained(Essential, Found[I].Key))
      continue;
    bool Precondition = I + 1 < Found.size();
    for (size_t J = I + 1; J < Found.size() && Precondition; ++J) {
      if (Found[J].Choice == Found[I].Choice)
        continue;
      auto Meets = reaching([&](int N) {
        return llvm::any_of(G.Nodes[N].Edges, [&](const Edge &Each) {
          return Each.Choice == Found[J].Choice;
        });
      });
      for (int Other : Found[I].Alternatives)
        Precondition &= !Meets[Other];
    }
    bool Later = false;
    for (size_t J = I + 1; J < Found.size(); ++J)
      Later |= Found[J].Choice != Found[I].Choice;
    if (!(Precondition && Later))
      Essential.push_back(Found[I].Key);
  }
  // That the stuck task's own loop goes on to the operation is no assumption
  // beside another one, unless that is a trip count too.
  auto Is = [&](int64_t Key, auto Test) {
    return llvm::any_of(
        Found, [&](const Deciding &D) { return D.Key == Key && Test(D); });
  };
  bool Other = llvm::any_of(Essential, [&](int64_t Key) {
    return Is(Key, [](const Deciding &D) { return !D.Loop; });
  });
  // Two loops of unknown length, one round the operation and one of another
  // task: nothing says that their lengths differ.
  int64_t OwnLoop = -1, OtherLoop = -1;
  std::map<int64_t, std::map<int, std::vector<int>>> Decided;
  for (size_t I = 0; I + 1 < Way.size(); ++I) {
    const Edge &Taken = G.Nodes[Way[I]].Edges[G.Nodes[Way[I + 1]].ParentEdge];
    if (Taken.Choice < 0)
      continue;
    if (Taken.ChoiceLoop)
      (Taken.Task == Task ? OwnLoop : OtherLoop) = Taken.Choice;
    // Nor that tasks alike decide differently at the same place.
    Decided[Taken.Choice][Taken.Task].push_back(Taken.Taken);
  }
  for (const auto &[Choice, ByTask] : Decided)
    for (const auto &[T, Mine] : ByTask)
      for (const auto &[U, Theirs] : ByTask)
        for (size_t I = 0; I < Mine.size() && I < Theirs.size(); ++I)
          if (Mine[I] != Theirs[I])
            return MaxAssumptions + 1;
  if (!Other && OwnLoop >= 0 && OtherLoop >= 0 && OwnLoop != OtherLoop)
    return MaxAssumptions + 1;
  if (Other)
    llvm::erase_if(Essential, [&](int64_t Key) {
      return Is(Key,
                [](const Deciding &D) { return D.Loop && !D.Leaves && D.Own; });
    });
  return unsigned(Essential.size());
}

/// The last node on the way to \p Target in which another choice would have led
/// away from the defect; -1 if there is none.
int Judge::deciding(int Target, const std::vector<bool> &Reaches) const {
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

/// Of an object's life: its destructor, and its tasks when it is gone or can
/// never go.
bool Judge::atItsEnd(int N, int Task) const {
  if (!Object)
    return true;
  const Node &Here = G.Nodes[N];
  return Here.AtEnd && (Task == 0 || !(Here.Alive & 1) || (Here.stuck() & 1));
}

/// An order of calls is evidence only if no further call would have helped:
/// otherwise that call may be what the class asks of its user.
bool Judge::whateverIsCalled(int Target, int Task,
                             const std::vector<bool> &Reaches) const {
  auto Way = path(Target);
  for (size_t I = Way.size() - 1; I-- > 0;) {
    const Node &Here = G.Nodes[Way[I]];
    const Edge &Taken = Here.Edges[G.Nodes[Way[I + 1]].ParentEdge];
    if (Taken.Environment < 0)
      continue;
    auto CanEnd = [&](const Edge &Each) {
      return G.Nodes[Each.To].CanEnd >> Task & 1;
    };
    return llvm::all_of(Here.Edges, [&](const Edge &Other) {
      return Other.Environment < 0 ||
             (Reaches[Other.To] && (CanEnd(Taken) || !CanEnd(Other)));
    });
  }
  return true;
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
  return Best;
}

} // namespace quiesce
