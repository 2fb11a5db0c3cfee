//===- Judge.cpp - from stuck tasks to findings ---------------------------===//
//
// Part of quiesce, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "finding/Judge.h"

namespace quiesce {

using model::Primitive;

Judge::Judge(Explorer &E, const Graph &G, unsigned MaxAssumptions)
    : E(E), G(G), P(E.M.P), MaxAssumptions(MaxAssumptions),
      Cuts(llvm::any_of(G.Nodes, [](const Node &N) { return N.Cut; })),
      MaxWork(E.M.Work + E.Most.Steps) {
  doubt(/*Overslept=*/false);
}

/// What is doubtful from here on.
void Judge::doubt(bool OfOverslept) {
  Overslept = OfOverslept;
  Meeting.clear();
  Before.clear();
  Before.resize(G.Nodes.size());
  for (size_t N = 0; N < G.Nodes.size(); ++N)
    for (const Edge &Each : G.Nodes[N].Edges) {
      EntersWaits |= Each.IntoWait;
      if (!doubtful(Each))
        Before[Each.To].push_back(int(N));
    }
  E.M.Work += G.Nodes.size() / 4;
}

/// Nothing more can be said then: what was not looked at may excuse it.
bool Judge::spent() {
  GaveUp |= E.M.Work > MaxWork;
  return GaveUp;
}

/// Whether these tasks, a bit set, wait on conditions.
static bool allAsleep(uint32_t Tasks, const State &S) {
  for (size_t T = 0; T < S.Tasks.size(); ++T)
    if ((Tasks >> T & 1) && S.task(int(T)).Stage != Phase::Asleep)
      return false;
  return true;
}

/// Whether the candidate's task, or another, is stuck there in the node.
bool Judge::isThere(int N, const Stuck &Candidate) const {
  const Node &Here = G.Nodes[N];
  return llvm::any_of(Here.Stands, [&](auto Each) {
    return Each.second == Candidate.Where && (Here.stuck() >> Each.first & 1);
  });
}

/// The nodes from which one gets stuck there in some run.
NodeSet Judge::leadingTo(const Stuck &Candidate) const {
  return reaching([&](int N) { return isThere(N, Candidate); });
}

/// The first of the \p Nodes in which there is little to assume, or with less
/// luck the one with the plainest story; -1 for none.
int Judge::plainest(llvm::ArrayRef<int> Nodes, Stuck &Candidate) {
  const NodeSet Reaches = leadingTo(Candidate);
  const NodeSet Anyway =
      Object ? reachingAnyway([&](int N) { return isThere(N, Candidate); })
             : NodeSet();
  size_t Tried = 0;
  int Found = -1;
  for (size_t I = 0; I < Nodes.size() && Tried < MaxWays && !spent(); ++I) {
    if (Monitor && !inexcusable(Nodes[I], Candidate.Task))
      continue;
    ++Tried;
    if (Overslept || Candidate.ForPromise) {
      State S = E.replay(G, Nodes[I], nullptr);
      const StuckTask Here = look(E, S, Candidate.Task);
      if (Overslept && (E.M.loopOf(S, Candidate.Task) < 0 || !Here.Holds))
        continue;
      if (Candidate.ForPromise && mayBeBroken(E, S, Here.Object))
        continue;
    }
    if (Object && !whateverIsCalled(Nodes[I], Candidate, Reaches, Anyway) &&
        !toldAtTheEnd(Nodes[I], Candidate.Task))
      continue;
    if (assumptions(Nodes[I], Candidate.Task, Reaches) > MaxAssumptions)
      continue;
    const std::optional<Wakeup> Here =
        Monitor ? missed(Nodes[I], Candidate.Task) : Wakeup::None;
    if (!Here)
      continue;
    if (Found < 0 || *Here < Candidate.Missed) {
      Found = Nodes[I];
      Candidate.Missed = *Here;
    }
    if (*Here == Wakeup::None)
      break;
  }
  return Found;
}

static bool readsPipe(const StuckTask &T) {
  return T.Site && T.Site->Kind == Primitive::Descriptor;
}

/// The node that shows best that the candidate is a defect; -1 for none.
int Judge::evident(Stuck &Candidate) {
  auto Rests = [&](int N) { return !(G.Nodes[N].Alive & ~G.Nodes[N].stuck()); };
  std::vector<int> Nodes = Candidate.Nodes;
  const State S = E.replay(G, Nodes[0], nullptr);
  const StuckTask First = look(E, S, Candidate.Task);
  Candidate.ForPromise = kindOf(First, S) == Check::UnfulfilledPromise;
  // Where somebody moves yet, he may take away what it waits for.
  if (Monitor && !OnlyLost && !isLock(First))
    llvm::erase_if(Nodes, [&](int N) { return !Rests(N); });
  int Found = plainest(Nodes, Candidate);
  if (Found < 0 && First.Site && First.Site->Op == model::Operation::Wait &&
      EntersWaits) {
    doubt(/*Overslept=*/true);
    Found = plainest(Nodes, Candidate);
    doubt(/*Overslept=*/false);
  }
  if (Found >= 0 || !Monitor || Further.empty() ||
      (OnlyReads && !readsPipe(First)))
    return Found;
  const NodeSet Reaches = leadingTo(Candidate);
  // That it is stuck must not only follow from the order of the calls, which
  // may be against what the class asks of its user.
  llvm::SmallVector<Reason, 3> Reasons{Reason::Decided, Reason::Ring,
                                       Reason::Foreseen};
  if (OneCaller) {
    Reasons = {Reason::Ring};
    if (mayComeBack(Candidate.Task))
      Reasons.push_back(Reason::Alone);
  }
  auto SpeaksFor = [&](int N, Reason Why) {
    switch (Why) {
    case Reason::Decided:
      return restsOnOthers(N, Candidate.Task, Reaches);
    case Reason::Ring:
      return waitsInRing(N, Candidate.Task);
    case Reason::Foreseen:
      return isForeseen(N, Candidate.Task);
    case Reason::Alone:
      return true;
    }
    llvm_unreachable("no such reason");
  };
  std::vector<std::pair<int, std::vector<Reason>>> InVain;
  for (size_t I = 0; I < Nodes.size() && !spent(); ++I)
    if (assumptions(Nodes[I], Candidate.Task, Reaches) <= MaxAssumptions)
      if (auto Fit = waitsInVain(Nodes[I], Candidate.Task, Reasons);
          !Fit.empty())
        InVain.push_back({Nodes[I], std::move(Fit)});
  for (Reason Why : Reasons) {
    size_t Tried = 0;
    for (const auto &[N, Fit] : InVain) {
      if (Tried == MaxForsaken || spent())
        break;
      if (!llvm::is_contained(Fit, Why) || !SpeaksFor(N, Why))
        continue;
      ++Tried;
      if (!forsaken(N, Candidate.Task))
        continue;
      Candidate.Forsaken = Why == Reason::Decided || Why == Reason::Foreseen;
      return N;
    }
  }
  return -1;
}

namespace {
/// A variable or container that a step made larger or smaller.
struct Growth {
  int Object, Field; ///< the field is -1 for the elements
  bool Up;

  friend bool operator==(const Growth &A, const Growth &B) {
    return A.Object == B.Object && A.Field == B.Field && A.Up == B.Up;
  }
};
} // namespace

/// What one step changed.
static std::vector<Growth> growths(const State &Before, const State &After) {
  std::vector<Growth> Found;
  for (size_t I = 0; I < Before.Heap.size(); ++I) {
    if (Before.Heap[I] == After.Heap[I])
      continue;
    const Object &Old = *Before.Heap[I], &New = *After.Heap[I];
    if (isContainer(New.Kind) && Old.Items.size() != New.Items.size())
      Found.push_back({int(I), -1, New.Items.size() > Old.Items.size()});
    for (const auto &[Field, To] : New.Fields)
      if (const Value *From = Old.find(Field); From && From->K == Value::Int &&
                                               To.K == Value::Int &&
                                               From->A != To.A)
        Found.push_back({int(I), Field, To.A > From->A});
  }
  return Found;
}

/// Whether a step changed a variable or a container, and did not only show what
/// is in one.
static bool changes(const State &Before, const State &After) {
  for (size_t I = 0; I < Before.Heap.size(); ++I) {
    if (Before.Heap[I] == After.Heap[I])
      continue;
    const Object &Old = *Before.Heap[I], &New = *After.Heap[I];
    if (Old.Items.size() != New.Items.size() || Old.N != New.N)
      return true;
    for (const auto &[Field, To] : New.Fields)
      if (const Value *From = Old.find(Field);
          From && !From->open() && (From->K != To.K || From->A != To.A))
        return true;
  }
  return false;
}

/// How the caller's wait, if it is one, missed what it waits for: by what
/// happened since that came to hold for good, or came once more.  Nothing if it
/// came to hold only in that more is known of it than when it went to sleep.
std::optional<Wakeup> Judge::missed(int N, int Task) {
  std::vector<TraceStep> Trace;
  State S = E.replay(G, 0, &Trace);
  bool Slept = false, Holds = false, Early = false;
  size_t Since = 0, Again = 0;
  std::vector<Growth> Made; // what made it hold
  State From = S;
  size_t Before = Trace.size();
  auto Locked = [&] {
    for (size_t T = 0; T < S.Tasks.size(); ++T)
      if (E.M.holdsMutex(S, int(T)))
        return true;
    return false;
  };
  const auto Way = path(N);
  for (size_t I = 0; I + 1 < Way.size(); ++I) {
    E.advance(S, G.Nodes[Way[I]].Edges[G.Nodes[Way[I + 1]].ParentEdge], &Trace);
    const bool Sleeps = size_t(Task) < S.Tasks.size() && !S.task(Task).Ended &&
                        S.task(Task).Stage == Phase::Asleep;
    // What another does with a lock held is one step.
    if (Slept && Sleeps && I + 2 < Way.size() && Locked())
      continue;
    const bool Held = Slept && Holds;
    Holds = Sleeps && look(E, S, Task).Holds;
    if (Holds && !Held) {
      if (Slept && !changes(From, S))
        return std::nullopt;
      Early = !Slept;
      Since = Again = Before;
      Made = growths(From, S);
    } else if (Holds && !Made.empty()) {
      const std::vector<Growth> More = growths(From, S);
      if (llvm::all_of(Made, [&](const Growth &Each) {
            return llvm::is_contained(More, Each);
          }))
        Again = Before;
    }
    Slept = Sleeps;
    From = S;
    Before = Trace.size();
  }
  if (!Holds)
    return Wakeup::None;
  if (Early)
    return Wakeup::Early;
  const int Condition = E.M.objectOf(S, Task);
  auto NotifiedSince = [&](size_t From) {
    return llvm::any_of(
        llvm::ArrayRef(Trace).drop_front(From),
        [&](const TraceStep &T) { return T.notifies(Condition); });
  };
  if (!NotifiedSince(Since))
    return Wakeup::None;
  return NotifiedSince(Again) ? Wakeup::Another : Wakeup::Once;
}

/// The number of \p Task in the list, in which it is.
static size_t numberOf(llvm::ArrayRef<StuckTask> Tasks, int Task) {
  size_t Number = 0;
  while (Tasks[Number].Task != Task)
    ++Number;
  return Number;
}

/// For which of the reasons the node may speak: the caller sleeps for what is
/// not there, and all others who are left sleep too, or read from pipes.  Where
/// there is no other caller, they may wait for other things, but for no lock or
/// task; where callers wait for each other, for a lock that one of them has.
std::vector<Judge::Reason> Judge::waitsInVain(int N, int Task,
                                              llvm::ArrayRef<Reason> Reasons) {
  State S = E.replay(G, N, nullptr);
  if (look(E, S, Task).Holds)
    return {};
  const uint32_t Stuck = G.Nodes[N].stuck();
  const std::vector<StuckTask> Tasks = stuckTasks(N, S);
  auto Fits = [&](Reason Why) {
    switch (Why) {
    case Reason::Decided:
      return allAsleep(Stuck, S);
    case Reason::Foreseen:
      return llvm::all_of(Tasks, [&](const StuckTask &T) {
        return S.task(T.Task).Stage == Phase::Asleep || readsPipe(T);
      });
    case Reason::Ring:
      return !isLock(Tasks[numberOf(Tasks, Task)]) &&
             llvm::all_of(Tasks, [&](const StuckTask &T) {
               return T.Task == Task || S.task(T.Task).Stage == Phase::Asleep ||
                      (isLock(T) && T.Holder >= 0 && (Stuck >> T.Holder & 1));
             });
    case Reason::Alone:
      return llvm::none_of(
          Tasks, [](const StuckTask &T) { return isLock(T) || isJoin(T); });
    }
    llvm_unreachable("no such reason");
  };
  std::vector<Reason> Fit;
  llvm::copy_if(Reasons, std::back_inserter(Fit), Fits);
  return Fit;
}

/// The tasks that are stuck in the node, whose state is \p S.
std::vector<StuckTask> Judge::stuckTasks(int N, const State &S) {
  std::vector<StuckTask> Tasks;
  for (size_t T = 0; T < S.Tasks.size(); ++T)
    if (G.Nodes[N].stuck() >> T & 1)
      Tasks.push_back(look(E, S, int(T)));
  return Tasks;
}

/// Whether the caller waits for one who waits for it.
bool Judge::waitsInRing(int N, int Task) {
  State S = E.replay(G, N, nullptr);
  const std::vector<StuckTask> Tasks = stuckTasks(N, S);
  const size_t Me = numberOf(Tasks, Task);
  return waits(S, Tasks)[Me] >> Me & 1;
}

/// Whether the caller comes back in some run.
bool Judge::mayComeBack(int Task) const {
  return llvm::any_of(G.Nodes, [&](const Node &Here) {
    return (Here.Alive & Here.EndsWell) >> Task & 1;
  });
}

/// Whether a caller of the other method has returned, and whenever that has
/// happened before the \p Task began its call, it comes back.
bool Judge::isForeseen(int N, int Task) {
  std::vector<TraceStep> Trace;
  E.replay(G, N, &Trace);
  // Those who surely call come first: one of each method.
  llvm::SmallVector<const TraceStep *, 4> Callers;
  uint32_t Called = 0; // the method
  for (const TraceStep &Step : Trace)
    if (Step.FromOutside && Step.What == TraceStep::Spawned) {
      Callers.push_back(&Step);
      if (Step.Other == Task)
        Called = Step.Where;
    }
  if (Callers.size() < 2 || Callers[1]->Where == Called)
    return false;
  const int Other = Callers[1]->Other;
  if (G.Nodes[N].Alive >> Other & 1)
    return false;
  const NodeSet Stuck =
      reaching([&](int M) { return G.Nodes[M].stuck() >> Task & 1; });
  NodeSet Began(G.Nodes.size(), false);
  bool Any = false;
  for (size_t M = 1; M < G.Nodes.size(); ++M) {
    const Node &Here = G.Nodes[M];
    const Edge &To = G.Nodes[Here.Parent].Edges[Here.ParentEdge];
    Began[M] = Began[Here.Parent] || (To.Moved >> Task & 1);
    if (Began[M] || !(Here.Alive >> Task & 1) || (Here.Alive >> Other & 1))
      continue;
    if (Stuck[M] || !(Here.EndsWell >> Task & 1))
      return false;
    Any = true;
  }
  return Any;
}

/// For each of the tasks, which stand in \p S: those among them, by their
/// numbers in the list, for whom it waits.
std::vector<uint32_t> Judge::waits(const State &S,
                                   llvm::ArrayRef<StuckTask> Tasks) {
  size_t N = Tasks.size();
  std::vector<uint32_t> Waits(N, 0);
  uint32_t MayWait = 0; // who joins a task that is known waits for no other
  for (const StuckTask &A : Tasks)
    if (!isJoin(A) || A.Holder < 0)
      MayWait |= 1u << A.Task;
  for (size_t B = 0; B < N; ++B) {
    uint32_t Freed =
        E.freedBy(S, Tasks[B].Task, MayWait & ~(1u << Tasks[B].Task), MaxWork);
    for (size_t A = 0; A < N; ++A)
      if (A != B &&
          (Tasks[A].Holder == Tasks[B].Task || (Freed >> Tasks[A].Task & 1)))
        Waits[A] |= 1u << B;
  }
  for (size_t K = 0; K < N; ++K)
    for (size_t A = 0; A < N; ++A)
      if (Waits[A] >> K & 1)
        Waits[A] |= Waits[K];
  return Waits;
}

/// Of a task that no single one frees, number \p Me of the list: whether it is
/// a follow-up of several, which do not wait for it.  If it takes those that do
/// as well, it waits for them too.
bool Judge::followsSeveral(const State &S, llvm::ArrayRef<StuckTask> Tasks,
                           size_t Me, std::vector<uint32_t> &Waits) {
  uint32_t Waiting = 0, All = 0, Others = 0; // Waiting by number in the list
  for (size_t I = 0; I < Tasks.size(); ++I) {
    if (I == Me)
      continue;
    All |= 1u << Tasks[I].Task;
    if (Waits[I] >> Me & 1)
      Waiting |= 1u << I;
    else
      Others |= 1u << Tasks[I].Task;
  }
  auto MovesAfter = [&](uint32_t Served) {
    return llvm::popcount(Served) > 1 &&
           E.movesAfter(S, Served, Tasks[Me].Task);
  };
  if (MovesAfter(Others))
    return true;
  if (MovesAfter(All))
    Waits[Me] = Waiting;
  return false;
}

/// Whether a guard of the task holds that lock for reading.
static bool reads(Program &P, const State &S, int Task, int Mutex) {
  bool Any = false;
  auto Look = [&](const Value &V) {
    const Value *Held = &V;
    if (V.K == Value::Cell)
      Held = S.object(V.A).find(V.B);
    Any |= Held && Held->K == Value::Guard && Held->A == Mutex && Held->B &&
           Held->Sub;
  };
  const TaskState &T = S.task(Task);
  for (size_t I = 0; I < T.Frames.size(); ++I)
    forEachLive(P, T, I, Look);
  return Any;
}

void Judge::stuck(Stuck &Candidate, std::vector<Finding> &Out) {
  int Chosen = evident(Candidate);
  if (Chosen < 0)
    return;
  int Final = settled(Chosen);
  std::vector<TraceStep> Trace;
  State S = E.replay(G, Final, &Trace);
  if (!(G.Nodes[Final].stuck() >> Candidate.Task & 1))
    return;
  noteDecisions(Chosen, leadingTo(Candidate), Trace);
  std::vector<StuckTask> Tasks = stuckTasks(Final, S);
  std::vector<uint32_t> Waits = waits(S, Tasks);
  if (spent())
    return;
  const size_t Me = numberOf(Tasks, Candidate.Task);
  if (!Waits[Me] && followsSeveral(S, Tasks, Me, Waits))
    return;
  std::vector<StuckTask> Ring;
  for (size_t I = 0; I < Tasks.size(); ++I) {
    if (I == Me || !(Waits[Me] >> I & 1))
      continue;
    if (!(Waits[I] >> Me & 1))
      return; // a follow-up of what that task is stuck at
    Ring.push_back(Tasks[I]);
  }
  // A task joined that loops on for ever is the join's own defect only when
  // nothing better can be said of it.
  StuckTask Main = Tasks[Me];
  Main.Missed = Candidate.Missed;
  // Nobody need do anything for one whose condition holds but wake it.
  if (llvm::any_of(Ring, [](const StuckTask &T) { return T.Holds; }) &&
      !Main.Holds)
    return;
  // Calls of one method that no call helps do not wait for each other, though
  // one of them served would help the rest.
  if (Main.Holds || Candidate.Forsaken ||
      (Monitor && llvm::all_of(Ring, [&](const StuckTask &T) {
         return !isLock(T) && T.Where == Main.Where;
       })))
    Ring.clear();
  Check Kind = kindOf(Main, S);
  if (!Ring.empty()) {
    Kind = Check::Deadlock;
    // Of a ring one member is reported: one that blocks with a lock held
    // rather than one that waits for a lock, of these one that reads already
    // what it waits for, and then the first in the text.
    auto Rank = [&](const StuckTask &T) {
      return std::make_tuple(isLock(T), isJoin(T),
                             isLock(T) && !reads(P, S, T.Task, T.Object),
                             T.Where);
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
  NodeSet After(G.Nodes.size(), false);
  for (const FoundViolation &X : G.Violations)
    if (Same(X) && X.Edge >= 0)
      After[G.Nodes[X.Node].Edges[X.Edge].To] = true;
  E.M.Work += G.Violations.size() / 16;
  auto Reaches = reaching(std::move(After));
  size_t Tried = 0;
  for (const FoundViolation &X : G.Violations) {
    if (spent())
      return;
    if (!Same(X) || ++Tried > MaxWays)
      continue;
    if (X.Edge < 0) { // before anything could be chosen
      std::vector<TraceStep> Trace;
      State S = E.replay(G, 0, &Trace);
      Out.push_back(describe(P, X.What, Trace, S));
      return;
    }
    int To = G.Nodes[X.Node].Edges[X.Edge].To;
    // The way leads over this very edge; its target may be known another way.
    if (assumptions(To, X.What.Task, Reaches) > MaxAssumptions)
      continue;
    std::vector<TraceStep> Trace;
    State S = E.replay(G, X.Node, &Trace);
    noteDecisions(To, Reaches, Trace);
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
    uint32_t Loops =
        Here.Endless & Here.Alive & ~Here.CanEnd & ~Told & Here.CanMove & ~1u;
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
      Out.push_back(describeEndless(P, T, S.task(T).Spawned, S, Trace));
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
    uint32_t Loops =
        Here.Alive & ~Here.CanEnd & Here.CanMove & ~Here.Endless & ~Told & ~1u;
    for (int T = 1; Loops >> T; ++T) {
      if (!(Loops >> T & 1))
        continue;
      Told |= 1u << T;
      auto Runs = [&](int X) {
        return (G.Nodes[X].Alive & ~G.Nodes[X].CanEnd & ~G.Nodes[X].stuck()) >>
                   T &
               1;
      };
      if (assumptions(int(N), T, reaching(Runs)) > MaxAssumptions)
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
        Out.push_back(describe(P, Check::LostCancellation, Main, {}, S, Trace));
    }
  }
}

/// Whether the task holds a lock from elsewhere.
static bool holdsForeignLock(const State &S, int Task) {
  for (size_t I = 0; I < S.Heap.size(); ++I) {
    const quiesce::Object &O = S.object(int(I));
    if (O.Kind == model::Primitive::Mutex && O.N[0] == Task + 1 &&
        (O.External || O.Open))
      return true;
  }
  return false;
}

/// Whether no use of the object could excuse where that caller stands: it waits
/// for a lock that it holds itself, or that one holds who waits for a lock of
/// its, or for that very lock again behind a writer, and no other lock that
/// each of them holds may be the same and keep them apart; or it and whoever
/// else has not come to rest are asleep, and it would go on if it were woken.
/// A further call may wake it, but none will know that it has to.  Or nobody
/// else knows what it waits for.
bool Judge::inexcusable(int N, int Task) const {
  State S = E.replay(G, N, nullptr);
  StuckTask Here = look(E, S, Task);
  if (OnlyLost)
    return isLost(E, S, Here);
  if (isLock(Here)) {
    StuckTask Next = Here;
    bool Apart = holdsForeignLock(S, Task);
    for (size_t I = 0; I < S.Tasks.size() && isLock(Next); ++I) {
      const bool Alone = Next.Holder >= 0; // not one of several readers
      for (size_t T = 0; T < S.Tasks.size() && Next.Holder < 0; ++T)
        if ((G.Nodes[N].stuck() >> T & 1) && reads(P, S, int(T), Next.Object))
          Next.Holder = int(T);
      if (Next.Holder == Task || (!Alone && Next.Holder == Next.Task))
        return (I == 0 && Alone) || !Apart;
      Apart &= Next.Holder >= 0 && holdsForeignLock(S, Next.Holder);
      if (Next.Holder < 0 || !(G.Nodes[N].stuck() >> Next.Holder & 1))
        return false;
      Next = look(E, S, Next.Holder);
    }
    return false;
  }
  return allAsleep(G.Nodes[N].stuck(), S) && Here.Site &&
         Here.Site->Op == model::Operation::Wait && Here.Holds;
}

void Judge::run(std::vector<Finding> &Out) {
  // Violations need no complete graph: the run that shows them is there.
  std::map<std::pair<Check, uint32_t>, const FoundViolation *> First;
  for (const FoundViolation &V : G.Violations) {
    if (Monitor)
      break;
    const int N = V.Edge < 0 ? V.Node : G.Nodes[V.Node].Edges[V.Edge].To;
    if (Object &&
        (V.What.Kind != Check::UnjoinedThread ||
         ((MayBeJoined || !atItsEnd(N, V.What.Task)) && !whileMade(V))))
      continue;
    First.try_emplace({V.What.Kind, V.What.Where}, &V);
  }
  for (auto &[Key, V] : First)
    if (!spent())
      violation(*V, Out);
  // Of those who stand at one place and were started at one, one is judged.
  std::map<std::pair<uint32_t, uint32_t>, Stuck> ByPlace;
  std::map<int, uint32_t> Started{{0, 0}};
  for (size_t N = 0; N < G.Nodes.size(); ++N)
    for (auto [Task, Where] : G.Nodes[N].Stands)
      if ((G.Nodes[N].stuck() >> Task & 1) && atItsEnd(int(N), Task)) {
        auto [It, New] = Started.try_emplace(Task);
        if (New)
          It->second = E.replay(G, int(N), nullptr).task(Task).Spawned;
        Stuck &S = ByPlace[{Where, It->second}];
        if (S.Nodes.empty()) {
          S.Task = Task;
          S.Where = Where;
        }
        if (S.Task == Task)
          S.Nodes.push_back(int(N));
      }
  size_t Before = Out.size();
  uint32_t Told = 0;
  for (auto &[Place, S] : ByPlace) {
    const size_t Found = Out.size();
    if (!spent() && S.Where != Told)
      stuck(S, Out);
    if (Out.size() != Found)
      Told = S.Where;
  }
  leftLocked(Out);
  if (G.Complete && !Monitor && !spent() && Out.size() == Before) {
    endless(Out);
    lostCancellation(Out);
  }
}

} // namespace quiesce
