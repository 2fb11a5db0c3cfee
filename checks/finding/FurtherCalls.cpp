//===- FurtherCalls.cpp - what more calls of an object would change -------===//
//
// Part of quiesce, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The systems of a class are some of the orders in which it can be used.  That
// a task is stuck in one of them is a defect only if no further call would have
// helped it.
//
//===----------------------------------------------------------------------===//

#include "explore/Machine.h"
#include "finding/Judge.h"
#include "llvm/ADT/DenseSet.h"

namespace quiesce {

/// Calls tried one after the other, and states of rest from which they are.
static constexpr unsigned MaxFurther = 3;
static constexpr size_t MaxRests = 48;

/// The user of an object is the task, or is gone, or can never go.
static bool usedNoMore(const Node &Here, int Task) {
  return Task == 0 || !(Here.Alive & 1) || (Here.stuck() & 1);
}

/// Of an object's life: its destructor, and its tasks when it is gone or can
/// never go.
bool Judge::atItsEnd(int N, int Task) const {
  if (!Object)
    return true;
  const Node &Here = G.Nodes[N];
  return Here.AtEnd && usedNoMore(Here, Task);
}

/// Whether the user of the object was still making it: he has chosen nothing,
/// and has not come to its end.
bool Judge::whileMade(const FoundViolation &V) const {
  auto Way = path(V.Node);
  bool Chosen = V.What.Task != 0;
  for (size_t I = 0; I + 1 < Way.size(); ++I)
    Chosen |=
        G.Nodes[Way[I]].Edges[G.Nodes[Way[I + 1]].ParentEdge].Environment >= 0;
  if (V.Edge < 0)
    return !Chosen && !G.Nodes[V.Node].AtEnd;
  const Edge &Last = G.Nodes[V.Node].Edges[V.Edge];
  return !Chosen && Last.Environment < 0 && !G.Nodes[Last.To].AtEnd;
}

/// The object that has \p Part as a data member, and which that is; -1 if none.
static std::pair<int, int> ownerOf(const State &S, int Part) {
  for (size_t I = 0; I < S.Heap.size(); ++I)
    for (const auto &[Field, V] : S.object(int(I)).Fields)
      if (V == Value::ref(Part))
        return {int(I), Field};
  return {-1, -1};
}

/// Whether the destructor told the object something and notified the condition
/// on which the task sleeps in \p N, and nobody ever sleeps on it anywhere
/// else: that was to end the task, which therefore needs no call to come first.
bool Judge::toldAtTheEnd(int N, int Task) {
  std::vector<TraceStep> Trace, Before;
  const State S = E.replay(G, N, &Trace);
  const auto Way = path(N);
  const auto *End = llvm::find_if(Way, [&](int M) { return G.Nodes[M].AtEnd; });
  const int Condition = E.M.objectOf(S, Task);
  // By name, as C++17 captures no structured binding.
  const auto Place = ownerOf(S, Condition);
  const int Owner = Place.first, Member = Place.second;
  if (S.task(Task).Stage != Phase::Asleep || Owner < 0 || End == Way.end() ||
      !G.Complete)
    return false;
  const State Old = E.replay(G, *End, &Before);
  if (llvm::none_of(llvm::ArrayRef(Trace).drop_front(Before.size()),
                    [&](const TraceStep &Step) {
                      return Step.Task == 0 && Step.notifies(Condition);
                    }))
    return false;
  const bool Told = size_t(Owner) < Old.Heap.size() &&
                    llvm::any_of(
                        S.object(Owner).Fields,
                        [&](const auto &Field) {
                          const Value *Was =
                              Old.object(Owner).find(Field.first);
                          return Field.second.K == Value::Int && Was &&
                                 !(*Was == Field.second);
                        });
  if (!Told)
    return false;
  std::set<uint32_t> Seen{E.M.instruction(S, Task).Where};
  for (size_t M = 0; M < G.Nodes.size(); ++M)
    for (auto [Other, Where] : G.Nodes[M].Stands)
      if (Seen.insert(Where).second) {
        const State There = E.replay(G, int(M), nullptr);
        if (There.task(Other).Stage == Phase::Asleep &&
            ownerOf(There, E.M.objectOf(There, Other)).second == Member)
          return false;
      }
  return true;
}

/// An order of calls is evidence only if no further call would have helped:
/// otherwise that call may be what the class asks of its user.  Where the last
/// choice was to do nothing, the others tell, and one more call of the method
/// called before, as far as that can be tried: its arguments may be others.
/// Behind a call one more is tried.  Of a call that was not tried nobody knows.
/// A call does not help where its schedule may bring about the same, however
/// all questions are answered.
bool Judge::whateverIsCalled(int Target, const Stuck &Candidate,
                             const NodeSet &Reaches, const NodeSet &Anyway) {
  const uint32_t Me = 1u << Candidate.Task;
  auto Way = path(Target);
  // The choices, and the methods called there.
  llvm::SmallVector<std::pair<size_t, int>, 2> Calls;
  for (size_t I = 0; I + 1 < Way.size(); ++I) {
    const Edge &Taken = G.Nodes[Way[I]].Edges[G.Nodes[Way[I + 1]].ParentEdge];
    if (Taken.Environment < 0)
      continue;
    // The second choice leaves out what was called first.
    const int First = Calls.empty() ? -1 : Calls.back().second;
    Calls.push_back(
        {I, Taken.Environment + (First >= 0 && Taken.Environment >= First)});
  }
  if (Calls.empty())
    return true;
  const size_t Last = Calls.back().first;
  const Node &Here = G.Nodes[Way[Last]];
  const Edge &Taken = Here.Edges[G.Nodes[Way[Last + 1]].ParentEdge];
  const bool Nothing = llvm::none_of(Here.Edges, [&](const Edge &Other) {
    return Other.Environment > Taken.Environment;
  });
  // A call that threw leaves the object to its destructor; else one more is
  // chosen behind the first.
  if (Calls.size() == 1 && !Nothing)
    return true;
  if (Untried)
    return false;
  auto HelpsNoMore = [&](std::pair<size_t, int> Call, bool IfUnknown) {
    if (Call.second >= int(Further.size()))
      return false;
    return afterCall(Way[Call.first], Call.second).Complete
               ? helpsNoMore(llvm::ArrayRef(Way).drop_front(Call.first),
                             Call.second, Candidate)
               : IfUnknown;
  };
  const bool Ends = G.Nodes[Taken.To].EndsWell & Me;
  if (llvm::all_of(Here.Edges, [&](const Edge &Other) {
        return Other.Environment < 0 || Anyway[Other.To] ||
               (Reaches[Other.To] &&
                (Ends || !(G.Nodes[Other.To].EndsWell & Me)));
      }))
    return !Nothing || Calls.size() < 2 ||
           HelpsNoMore(Calls[Calls.size() - 2], /*IfUnknown=*/true);
  return !Nothing && HelpsNoMore(Calls.back(), /*IfUnknown=*/false);
}

/// What follows when in \p N \p Method is called, and then any one more.
const Graph &Judge::afterCall(int N, int Method) {
  auto [It, New] = AfterCalls.try_emplace({N, Method});
  if (!New)
    return It->second;
  It->second.Failure = "not looked at";
  const unsigned long Before = E.M.Work;
  if (FurtherWork < E.Most.Steps) {
    State S = E.replay(G, N, nullptr);
    S.changeTask(0).Frames[0].At = Further[Method];
    const std::set<int64_t> Contended = E.M.Contended;
    It->second = E.after(std::move(S), E.Most.Steps - FurtherWork);
    E.M.Contended = Contended;
    Outgrown |= E.M.Deciding != P.Deciding.size();
  }
  // It has a budget of its own.
  FurtherWork += E.M.Work - Before;
  MaxWork += E.M.Work - Before;
  return It->second;
}

/// The nodes of \p After with a choice of the environment that a run comes to
/// in which nothing is decided otherwise than on the \p Way.
llvm::SmallVector<int, 8> Judge::furtherCalls(const Graph &After,
                                              llvm::ArrayRef<int> Way) const {
  std::map<std::pair<int, uint32_t>, int> Decided; // by task and place
  for (size_t I = 0; I + 1 < Way.size(); ++I) {
    const Edge &Taken = G.Nodes[Way[I]].Edges[G.Nodes[Way[I + 1]].ParentEdge];
    if (Taken.Choice >= 0 && Taken.Environment < 0)
      Decided[{Taken.Task, Taken.ChoiceWhere}] = Taken.Taken;
  }
  llvm::SmallVector<int, 8> Found;
  NodeSet Seen(After.Nodes.size(), false);
  std::vector<int> Work{0};
  Seen[0] = true;
  for (size_t I = 0; I < Work.size(); ++I) {
    for (const Edge &To : After.Nodes[Work[I]].Edges) {
      if (To.Environment >= 0) {
        if (Found.empty() || Found.back() != Work[I])
          Found.push_back(Work[I]);
        continue;
      }
      auto Known = Decided.find({To.Task, To.ChoiceWhere});
      if (To.Choice >= 0 && Known != Decided.end() && Known->second != To.Taken)
        continue;
      if (!Seen[To.To]) {
        Seen[To.To] = true;
        Work.push_back(To.To);
      }
    }
  }
  E.M.Work += Work.size();
  return Found;
}

/// Whether the defect may follow all the same when \p Method is called at the
/// beginning of the \p Way, with all that is decided on it, and then one more
/// method, whichever that is.
bool Judge::helpsNoMore(llvm::ArrayRef<int> Way, int Method,
                        const Stuck &Candidate) {
  const Graph &After = afterCall(Way.front(), Method);
  const uint32_t Me = 1u << Candidate.Task;
  std::vector<llvm::SmallVector<int, 3>> Back(After.Nodes.size());
  NodeSet Leads(After.Nodes.size(), false);
  for (size_t I = 0; I < After.Nodes.size(); ++I) {
    const Node &Here = After.Nodes[I];
    for (const Edge &Each : Here.Edges)
      Back[Each.To].push_back(int(I));
    Leads[I] = (Here.stuck() & Me) && usedNoMore(Here, Candidate.Task) &&
               llvm::is_contained(Here.Stands, std::make_pair(Candidate.Task,
                                                              Candidate.Where));
  }
  E.M.Work += After.Nodes.size() / 16 + addPredecessors(Back, Leads) / 4;
  // Where it is lost if nothing more is called, no call may let it end; else
  // the defect has to follow each call in some run.
  bool AnyLost = false;
  std::map<int, bool> Follows; // by call
  for (int N : furtherCalls(After, Way)) {
    bool Stays = true, Lost = false;
    int Last = -1; // which is to do nothing
    for (const Edge &Call : After.Nodes[N].Edges) {
      if (Call.Environment < 0)
        continue;
      const bool Ends = After.Nodes[Call.To].EndsWell & Me;
      Follows[Call.Environment] |= Leads[Call.To];
      Stays &= Leads[Call.To] && !Ends;
      if (Call.Environment > Last) {
        Last = Call.Environment;
        Lost = !Ends;
      }
    }
    if (Lost && Stays)
      return true;
    AnyLost |= Lost;
  }
  return !AnyLost &&
         llvm::all_of(Follows, [](const auto &Each) { return Each.second; });
}

/// Whether the task has come away from the wait at \p Where: it is elsewhere,
/// and not only in the test that leads back.
static bool cameAway(Explorer &E, const State &S, int Task, uint32_t Where) {
  return S.task(Task).Ended ||
         (!tests(E, S, Task) && E.M.instruction(S, Task).Where != Where);
}

/// Whether something was counted below zero: given back before it was taken,
/// which is against any contract.
static bool givenTooMuch(const Program &P, const State &S) {
  return llvm::any_of(S.Heap, [&](const auto &O) {
    return O->Type >= 0 && llvm::any_of(O->Fields, [&](const auto &Field) {
             const Value &V = Field.second;
             return V.K == Value::Int && V.A < 0 &&
                    !llvm::is_contained(P.Types[O->Type].FieldDefaults, Field);
           });
  });
}

/// Whether the caller, asleep in \p N, where nobody moves, stays there whatever
/// is called of its object from then on: up to MaxFurther calls, each when
/// nothing else moves any more.
bool Judge::forsaken(int N, int Task) {
  std::vector<std::pair<State, unsigned>> Rests;
  llvm::DenseSet<Identity> Seen;
  Rests.push_back({E.replay(G, N, nullptr), 0});
  // The tasks of the object itself are its destructor's to end.
  const State &First = Rests[0].first;
  if (!P.Functions[First.task(Task).Frames[0].Function]->Synthetic ||
      givenTooMuch(P, First))
    return false;
  const uint32_t Where = E.M.instruction(First, Task).Where;
  const unsigned long Before = E.M.Work;
  const std::set<int64_t> Contended = E.M.Contended;
  auto StaysAfter = [&](size_t I, int Caller) {
    State Next = Rests[I].first;
    const unsigned Depth = Rests[I].second;
    const Value Object = Next.task(Task).Frames[0].Registers[0];
    if (FurtherWork >= E.Most.Steps || !E.M.add(Next, Caller, {Object}))
      return false;
    const unsigned long Started = E.M.Work;
    Graph After =
        E.after(Next, E.Most.Steps - FurtherWork,
                [&](const State &S) { return cameAway(E, S, Task, Where); });
    FurtherWork += E.M.Work - Started;
    if (!After.Complete || After.Met)
      return false;
    if (Depth + 1 == MaxFurther)
      return true;
    for (size_t R = 0; R < After.Nodes.size(); ++R) {
      if (After.Nodes[R].Alive & ~After.Nodes[R].stuck())
        continue;
      State Rest = E.replay(After, int(R), Next, nullptr);
      const int Last = int(Rest.Tasks.size()) - 1;
      if (Rest.task(Last).Ended && !E.M.holdsMutex(Rest, Last))
        Rest.Tasks.pop_back();
      if (Seen.insert(fingerprint(Rest, P)).second)
        Rests.push_back({std::move(Rest), Depth + 1});
      if (Rests.size() > MaxRests)
        return false;
    }
    return true;
  };
  bool Stays = true;
  for (size_t I = 0; I < Rests.size() && Stays; ++I)
    Stays = llvm::all_of(Further,
                         [&](int Caller) { return StaysAfter(I, Caller); });
  MaxWork += E.M.Work - Before;
  E.M.Contended = Contended;
  Outgrown |= E.M.Deciding != P.Deciding.size();
  return Stays;
}

} // namespace quiesce
