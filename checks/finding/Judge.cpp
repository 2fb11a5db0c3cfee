//===- Judge.cpp - from stuck tasks to findings ---------------------------===//
//
// Part of quiesce, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "finding/Judge.h"
#include <map>

namespace quiesce {

using model::Operation;
using model::Primitive;

/// Ways to the same defect that are tried for one with little to assume.
static constexpr size_t MaxWays = 24;

Judge::Judge(Explorer &E, const Graph &G, unsigned MaxAssumptions)
    : E(E), G(G), P(E.M.P), MaxAssumptions(MaxAssumptions),
      Before(G.Nodes.size()) {
  for (size_t N = 0; N < G.Nodes.size(); ++N)
    for (const Edge &Each : G.Nodes[N].Edges)
      Before[Each.To].push_back(int(N));
}

std::vector<bool>
Judge::reaching(llvm::function_ref<bool(int)> Target) const {
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

unsigned Judge::assumptions(int Target, int Task, const std::vector<bool> &Reaches,
                            llvm::SmallVectorImpl<int64_t> &Essential) const {
  struct Deciding {
    int64_t Key;    ///< the choice; of branches, with the side taken
    int64_t Choice;
    bool Loop, Leaves, Own;
    llvm::SmallVector<int, 3> Alternatives;
  };
  llvm::SmallVector<Deciding, 4> Found;
  auto Way = path(Target);
  for (size_t I = 0; I + 1 < Way.size(); ++I) {
    const Node &Here = G.Nodes[Way[I]];
    const Edge &Taken = Here.Edges[G.Nodes[Way[I + 1]].ParentEdge];
    if (Taken.Choice < 0)
      continue;
    // The same decision taken differently in two tasks is two assumptions.
    int64_t Key = Taken.ChoiceLoop ? Taken.Choice
                                   : Taken.Choice * 8 + Taken.Taken + 1;
    Deciding D{Key, Taken.Choice, Taken.ChoiceLoop, Taken.ChoiceLeaves, Taken.Task == Task, {}};
    bool Avoidable = false;
    for (const Edge &Other : Here.Edges) {
      if (Other.Choice == Taken.Choice && Other.Taken == Taken.Taken)
        continue;
      if (Other.Choice != Taken.Choice && Other.Task == Taken.Task)
        continue;
      D.Alternatives.push_back(Other.To);
      Avoidable |= Reaches[Other.To];
    }
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
    return llvm::any_of(Found, [&](const Deciding &D) {
      return D.Key == Key && Test(D);
    });
  };
  bool Other = llvm::any_of(Essential, [&](int64_t Key) {
    return Is(Key, [](const Deciding &D) { return !D.Loop; });
  });
  // Two loops of unknown length, one round the operation and one of another
  // task: nothing says that their lengths differ.
  int64_t OwnLoop = -1, OtherLoop = -1;
  std::map<int64_t, std::map<int, std::vector<int>>> Decided;
  for (size_t I = 0; I + 1 < Way.size(); ++I) {
    const Edge &Taken =
        G.Nodes[Way[I]].Edges[G.Nodes[Way[I + 1]].ParentEdge];
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
      return Is(Key, [](const Deciding &D) {
        return D.Loop && !D.Leaves && D.Own;
      });
    });
  return unsigned(Essential.size());
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

static Program &P(Explorer &E) { return E.M.P; }

static StuckTask look(Explorer &E, const State &S, int T) {
  StuckTask Result;
  Result.Task = T;
  const Instruction &I = E.M.instruction(S, T);
  Result.Where = I.Where;
  Result.Site = E.M.site(S, T);
  Result.Object = E.M.objectOf(S, T);
  const auto &Frames = S.task(T).Frames;
  for (size_t F = Frames.size() - 1; F-- > 0 && Result.Callers.size() < 3;) {
    const auto &Body = P(E).body(Frames[F].Function).Body;
    int At = Frames[F].At - (Frames[F + 1].Again ? 0 : 1);
    if (At >= 0 && size_t(At) < Body.size())
      Result.Callers.push_back(Body[At].Where);
  }
  if (Result.Site && Result.Site->Token >= 0) {
    Value Token = S.task(T).Frames.back().Registers[Result.Site->Token];
    if (Token.K == Value::Ref && !S.object(Token.A).N[0])
      Result.StopSite = S.object(Token.A).Site;
  }
  if (!Result.Site) { // a destructor waits for a task
    Value A = S.task(T).Frames.back().Registers[I.A];
    if (A.K == Value::Cell) {
      if (const Value *V = S.object(A.A).find(A.B)) {
        if (V->K == Value::Task)
          Result.Holder = V->A;
        else if (V->K == Value::Ref && S.object(V->A).N[2])
          Result.Holder = S.object(V->A).N[2] - 1;
      }
    } else if (A.K == Value::Ref && !S.object(A.A).Items.empty()) {
      Value Slot = S.object(A.A).Items[0];
      if (Slot.K == Value::Ref)
        if (const Value *V = S.object(Slot.A).find(0)) {
          if (V->K == Value::Task)
            Result.Holder = V->A;
          else if (V->K == Value::Ref && S.object(V->A).N[2])
            Result.Holder = S.object(V->A).N[2] - 1;
        }
    }
    return Result;
  }
  if (Result.Site->Op == Operation::Wait) {
    Result.ForMutex = S.task(T).Stage == Phase::Awake;
    // Were it woken, would it go on?
    State Woken;
    bool Goes = !Result.ForMutex && E.M.force(S, T, Woken);
    // Back to the test in front of the wait.
    for (int Round = 0; Goes && Round < 3 &&
                        E.M.stand(Woken, T) == Machine::Stand::Round;
         ++Round) {
      std::vector<Transition> Out;
      E.M.expand(Woken, T, Out);
      if (Out.empty())
        break;
      Woken = std::move(Out[0].Next);
    }
    if (Goes && E.M.stand(Woken, T) != Machine::Stand::Choice)
      Result.Holds = Woken.task(T).Ended || Woken.task(T).Frames.empty() ||
                     E.M.instruction(Woken, T).Where != Result.Where;
  }
  if (Result.Site->Op == Operation::Join) {
    Reg R = Result.Site->Object;
    Value A = R >= 0 ? S.task(T).Frames.back().Registers[R] : Value();
    if (A.K == Value::Iter)
      A = Value::cell(A.B, 0);
    if (A.K == Value::Cell)
      if (const Value *V = S.object(A.A).find(A.B))
        if (V->K == Value::Task)
          Result.Holder = V->A;
  }
  if ((Result.Site->Op == Operation::Get ||
       Result.Site->Op == Operation::Await) &&
      Result.Object >= 0 && S.object(Result.Object).N[2]) {
    Result.Async = true;
    Result.Holder = S.object(Result.Object).N[2] - 1;
  }
  if (Result.Object >= 0) {
    Result.ObjectSite = S.object(Result.Object).Site;
    if (S.object(Result.Object).Kind == Primitive::Mutex &&
        S.object(Result.Object).N[0])
      Result.Holder = S.object(Result.Object).N[0] - 1;
  }
  return Result;
}

static bool isLock(const StuckTask &T) {
  return T.ForMutex ||
         (T.Site && (T.Site->Op == Operation::Lock ||
                     T.Site->Op == Operation::LockShared ||
                     T.Site->Op == Operation::LockAll));
}

static bool isJoin(const StuckTask &T) {
  return !T.Site || T.Site->Op == Operation::Join || T.Async;
}

static Check kindOf(const StuckTask &T, const State &S) {
  if (isJoin(T))
    return Check::BlockedJoin;
  if (isLock(T))
    return Check::Deadlock;
  switch (T.Site->Op) {
  case Operation::Send:
    return Check::BlockedSend;
  case Operation::Receive:
    return T.Site->Drain ? Check::MissingClose : Check::BlockedReceive;
  case Operation::Select:
    for (Reg R : T.Site->Rest) {
      Value V = S.task(T.Task).Frames.back().Registers[R];
      if (V.K == Value::Ref &&
          S.object(V.A).N[0] == int(Operation::ReceiveArm))
        return Check::BlockedReceive;
    }
    return Check::BlockedSend;
  case Operation::Wait:
    if (T.StopSite)
      return Check::LostCancellation;
    return T.Site->Counter && !T.Holds ? Check::CountMismatch : Check::MissedNotify;
  case Operation::Get:
  case Operation::Await:
    return Check::UnfulfilledPromise;
  case Operation::CallOnce:
    return Check::Deadlock;
  default:
    return Check::CountMismatch;
  }
}

/// Of an object's life: its destructor, and its tasks when it is gone.
bool Judge::atItsEnd(int N, int Task) const {
  if (!Object)
    return true;
  const Node &Here = G.Nodes[N];
  return Here.AtEnd && (Task == 0 || !(Here.Alive & 1));
}

/// An order of calls is evidence only if no further call would have helped:
/// otherwise that call may be what the class asks of its user.
bool Judge::whateverIsCalled(int Target,
                             const std::vector<bool> &Reaches) const {
  auto Way = path(Target);
  for (size_t I = Way.size() - 1; I-- > 0;) {
    const Node &Here = G.Nodes[Way[I]];
    const Edge &Taken = Here.Edges[G.Nodes[Way[I + 1]].ParentEdge];
    if (Taken.Environment < 0)
      continue;
    return llvm::all_of(Here.Edges, [&](const Edge &Other) {
      return Other.Environment < 0 || Reaches[Other.To];
    });
  }
  return true;
}

void Judge::stuck(const Stuck &Candidate, std::vector<Finding> &Out) {
  auto IsHere = [&](int N) {
    const Node &Here = G.Nodes[N];
    for (auto [Task, Where] : Here.Stands)
      if (Where == Candidate.Where && (Here.stuck() >> Task & 1))
        return true;
    return false;
  };
  auto Reaches = reaching(IsHere);
  int Chosen = -1;
  for (size_t I = 0; I < Candidate.Nodes.size() && I < MaxWays; ++I) {
    llvm::SmallVector<int64_t, 4> Essential;
    if (Object && !whateverIsCalled(Candidate.Nodes[I], Reaches))
      continue;
    if (assumptions(Candidate.Nodes[I], Candidate.Task, Reaches,
                    Essential) <=
        MaxAssumptions) {
      Chosen = Candidate.Nodes[I];
      break;
    }
  }
  if (Chosen < 0)
    return;
  int Final = settled(Chosen);
  std::vector<TraceStep> Trace;
  State S = E.replay(G, Final, &Trace);
  uint32_t StuckSet = G.Nodes[Final].stuck();
  if (!(StuckSet >> Candidate.Task & 1))
    return;
  std::vector<StuckTask> Tasks;
  for (size_t T = 0; T < S.Tasks.size(); ++T)
    if (StuckSet >> T & 1)
      Tasks.push_back(look(E, S, int(T)));
  // Who waits for whom.
  size_t N = Tasks.size();
  std::vector<std::vector<bool>> Waits(N, std::vector<bool>(N, false));
  for (size_t A = 0; A < N; ++A)
    for (size_t B = 0; B < N; ++B) {
      if (A == B)
        continue;
      if (Tasks[A].Holder == Tasks[B].Task)
        Waits[A][B] = true;
      else if (!isJoin(Tasks[A]) || Tasks[A].Holder < 0)
        Waits[A][B] = E.unblocks(S, Tasks[B].Task, Tasks[A].Task);
    }
  for (size_t K = 0; K < N; ++K)
    for (size_t A = 0; A < N; ++A)
      for (size_t B = 0; B < N; ++B)
        if (Waits[A][K] && Waits[K][B])
          Waits[A][B] = true;
  size_t Me = 0;
  for (size_t I = 0; I < N; ++I)
    if (Tasks[I].Task == Candidate.Task)
      Me = I;
  for (size_t I = 0; I < N; ++I)
    if (I != Me && Waits[Me][I] && !Waits[I][Me])
      return; // a follow-up of what that task is stuck at
  std::vector<StuckTask> Ring;
  for (size_t I = 0; I < N; ++I)
    if (I != Me && Waits[Me][I] && Waits[I][Me])
      Ring.push_back(Tasks[I]);
  // A task joined that loops on for ever is the join's own defect only when
  // nothing better can be said of it.
  StuckTask Main = Tasks[Me];
  Check Kind = kindOf(Main, S);
  if (!Ring.empty()) {
    Kind = Check::Deadlock;
    // Of a ring one member is reported: one that blocks with a lock held
    // rather than one that waits for a lock, and then the first in the text.
    auto Rank = [&](const StuckTask &T) {
      return std::make_tuple(isLock(T), isJoin(T), T.Where);
    };
    for (const StuckTask &Other : Ring)
      if (Rank(Other) < Rank(Main))
        return;
  }
  Out.push_back(describe(P, Kind, Main, Ring, S, Trace));
}

void Judge::violation(const FoundViolation &V, std::vector<Finding> &Out) {
  auto Same = [&](const FoundViolation &X) {
    return X.What.Kind == V.What.Kind && X.What.Where == V.What.Where;
  };
  auto Reaches = reaching([&](int N) {
    return llvm::any_of(G.Violations, [&](const FoundViolation &X) {
      return Same(X) && X.Edge >= 0 &&
             G.Nodes[X.Node].Edges[X.Edge].To == N;
    });
  });
  size_t Tried = 0;
  for (const FoundViolation &X : G.Violations) {
    if (!Same(X) || ++Tried > MaxWays)
      continue;
    if (X.Edge < 0) { // before anything could be chosen
      std::vector<TraceStep> Trace;
      State S = E.replay(G, 0, &Trace);
      Out.push_back(describe(P, X.What, Trace, S));
      return;
    }
    int To = G.Nodes[X.Node].Edges[X.Edge].To;
    llvm::SmallVector<int64_t, 4> Essential;
    // The way leads over this very edge; its target may be known another way.
    unsigned Count = assumptions(To, X.What.Task, Reaches, Essential);
    if (Count > MaxAssumptions)
      continue;
    std::vector<TraceStep> Trace;
    State S = E.replay(G, X.Node, &Trace);
    Edge Last = G.Nodes[X.Node].Edges[X.Edge];
    E.advance(S, Last, &Trace);
    Out.push_back(describe(P, X.What, Trace, S));
    return;
  }
}

void Judge::endless(std::vector<Finding> &Out) {
  uint32_t Told = 0;
  for (size_t N = 0; N < G.Nodes.size(); ++N) {
    const Node &Here = G.Nodes[N];
    if (!atItsEnd(int(N), 1))
      continue;
    uint32_t Loops = Here.Endless & Here.Alive & ~Here.CanEnd & ~Told &
                     Here.CanMove & ~1u;
    for (int T = 1; Loops >> T; ++T) {
      if (!(Loops >> T & 1))
        continue;
      // A task that may come to be stuck for good is that defect instead.
      Told |= 1u << T;
      bool GetsStuck = false, Joined = false;
      for (const Node &Each : G.Nodes) {
        GetsStuck |= Each.stuck() >> T & 1;
        Joined |= (Each.stuck() & ~(1u << T)) != 0;
      }
      if (GetsStuck || Joined)
        continue;
      std::vector<TraceStep> Trace;
      State S = E.replay(G, int(N), &Trace);
      Out.push_back(
          describeEndless(P, T, S.task(T).Spawned, S, Trace));
    }
  }
}

/// Tasks that poll a token whose source nobody will fire any more.
void Judge::lostCancellation(std::vector<Finding> &Out) {
  uint32_t Told = 0;
  for (size_t N = 0; N < G.Nodes.size(); ++N) {
    const Node &Here = G.Nodes[N];
    if (Object)
      continue;
    uint32_t Loops = Here.Alive & ~Here.CanEnd & Here.CanMove & ~Here.Endless &
                     ~Told & ~1u;
    for (int T = 1; Loops >> T; ++T) {
      if (!(Loops >> T & 1))
        continue;
      Told |= 1u << T;
      auto Runs = [&](int X) {
        return (G.Nodes[X].Alive & ~G.Nodes[X].CanEnd & ~G.Nodes[X].stuck()) >>
                   T & 1;
      };
      llvm::SmallVector<int64_t, 4> Essential;
      if (assumptions(int(N), T, reaching(Runs), Essential) > MaxAssumptions)
        continue;
      int Final = settled(int(N));
      if (!Runs(Final))
        continue;
      std::vector<TraceStep> Trace;
      State S = E.replay(G, Final, &Trace);
      // The one source whose token it has.
      int Source = -1;
      auto Look = [&](Value V) {
        if (V.K == Value::Cell)
          if (const Value *Held = S.object(V.A).find(V.B))
            V = *Held;
        if (V.K == Value::Ref && S.object(V.A).Kind == Primitive::StopSource)
          Source = Source < 0 || Source == V.A ? V.A : -2;
      };
      for (const Frame &F : S.task(T).Frames)
        for (const Value &V : F.Registers)
          Look(V);
      if (Source < 0 || S.object(Source).N[0] || S.object(Source).Open)
        continue;
      StuckTask Main;
      Main.Task = T;
      Main.Where = E.M.instruction(S, T).Where;
      Main.StopSite = S.object(Source).Site;
      Main.Object = Source;
      bool Own = S.task(T).StopState == Source; // its join says so better
      if (!Own)
        Out.push_back(
            describe(P, Check::LostCancellation, Main, {}, S, Trace));
    }
  }
}

void Judge::run(std::vector<Finding> &Out) {
  // Violations need no complete graph: the run that shows them is there.
  std::map<std::pair<Check, uint32_t>, const FoundViolation *> First;
  for (const FoundViolation &V : G.Violations) {
    if (Object && (V.What.Kind != Check::UnjoinedThread || MayBeJoined ||
                   !atItsEnd(V.Edge < 0 ? V.Node
                                        : G.Nodes[V.Node].Edges[V.Edge].To,
                             V.What.Task)))
      continue;
    First.try_emplace({V.What.Kind, V.What.Where}, &V);
  }
  for (auto &[Key, V] : First)
    violation(*V, Out);
  if (!G.Complete)
    return;
  std::map<uint32_t, Stuck> ByPlace;
  for (size_t N = 0; N < G.Nodes.size(); ++N)
    for (auto [Task, Where] : G.Nodes[N].Stands)
      if ((G.Nodes[N].stuck() >> Task & 1) && atItsEnd(int(N), Task)) {
        Stuck &S = ByPlace[Where];
        if (S.Nodes.empty()) {
          S.Task = Task;
          S.Where = Where;
        }
        if (S.Task == Task)
          S.Nodes.push_back(int(N));
      }
  size_t Before = Out.size();
  for (auto &[Where, S] : ByPlace)
    stuck(S, Out);
  if (Out.size() == Before) {
    endless(Out);
    lostCancellation(Out);
  }
}

} // namespace quiesce
