//===- Explore.cpp - the state graph and who is stuck in it ---------------===//
//
// Part of quiesce, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "explore/Explore.h"
#include "explore/Operations.h"
#include "skeleton/Simplify.h"

namespace quiesce {

/// How often the exploration starts anew with more contended variables.
static constexpr unsigned MaxRestarts = 24;
/// Nodes explored before some walks look ahead, and between two looks whether
/// too little was known.
static constexpr size_t FirstLook = 64, LookEvery = 16;
/// Of steps and bytes, what is kept for long walks when the graph is too large.
static constexpr unsigned WalkShare = 4;

Graph Explorer::explore(int Function, bool Whole, int End) {
  Graph G;
  RootFunction = Function;
  EndFrom = End;
  for (unsigned Round = 0; Round < MaxRestarts; ++Round) {
    G = Graph();
    M.Failure.clear();
    M.ReadShared.clear();
    M.WrittenShared.clear();
    refresh(M.P);
    M.Deciding = M.P.Deciding.size();
    Start = M.start(Function, Whole);
    for (const Violation &V : M.StartViolations)
      G.Violations.push_back({0, -1, V});
    build(G, Start);
    if (!outgrown())
      break;
    contend();
    if (Round + 1 == MaxRestarts && M.Failure.empty())
      M.Failure = "variables shared in ever new ways";
  }
  G.Failure = M.Failure;
  G.Complete = M.Failure.empty();
  M.Failure.clear();
  Pending.clear();
  analyse(G);
  return G;
}

Graph Explorer::after(State From, unsigned long Steps,
                      llvm::function_ref<bool(const State &)> Until) {
  Graph G;
  const unsigned long Limit = M.Work + Steps;
  std::vector<Violation> Ignored;
  for (size_t T = 0; T < From.Tasks.size(); ++T)
    M.settle(From, int(T), Ignored);
  for (bool Again = true; Again;) {
    Again = false;
    G = Graph();
    begin(G, From);
    for (size_t N = 0; N < G.Nodes.size() && !Again && M.Failure.empty(); ++N) {
      G.Met = Until && Until(Pending[N]->S);
      if (G.Met)
        break;
      expand(G, int(N));
      Again = outgrown();
      if (M.Work > Limit || M.Deciding != M.P.Deciding.size())
        M.Failure = "too much follows";
    }
    Again &= M.Failure.empty();
    contend();
  }
  G.Failure = std::exchange(M.Failure, {});
  G.Complete = G.Failure.empty();
  Pending.clear();
  analyse(G);
  return G;
}

/// What some task reads and one writes is contended from now on.
void Explorer::contend() {
  for (int64_t Variable : M.ReadShared)
    if (M.WrittenShared.count(Variable))
      M.Contended.insert(Variable);
}

/// Whether a variable turned out contended whose accesses were no steps, or
/// deciding whose values were not kept.
bool Explorer::outgrown() const {
  return M.Deciding != M.P.Deciding.size() ||
         llvm::any_of(M.ReadShared, [&](int64_t Variable) {
           return M.WrittenShared.count(Variable) &&
                  !M.Contended.count(Variable);
         });
}

/// Which budget is spent, but for what is kept for walks; empty for none.
std::string Explorer::outOf(const Graph &G) const {
  if (G.Nodes.size() > Most.States)
    return "more than " + std::to_string(Most.States) + " states";
  if (M.Work > Most.Steps - Most.Steps / WalkShare)
    return "more than " + std::to_string(Most.Steps) + " steps";
  if (Bytes > Most.Bytes - Most.Bytes / WalkShare)
    return "more than " + std::to_string(Most.Bytes >> 20) + " MiB of states";
  return {};
}

/// The state of a new node.
void Explorer::keep(State S) {
  size_t Own = ownBytes(S);
  Bytes += sizeof(Node) + Own;
  MostBytes = std::max(MostBytes, Bytes);
  Pending.push_back(std::make_unique<Kept>(Kept{std::move(S), Own}));
}

/// The first node of a graph.
void Explorer::begin(Graph &G, State First) {
  Seen.clear();
  Pending.clear();
  Bytes = 0;
  G.Nodes.emplace_back();
  Seen[fingerprint(First, M.P)] = 0;
  keep(std::move(First));
}

void Explorer::build(Graph &G, State First) {
  begin(G, std::move(First));
  // What is explored with too little known is lost, so look early; but what
  // else is missing may be found a little further.
  size_t Outgrown = 0;
  for (size_t Next = 0; Next < G.Nodes.size(); ++Next) {
    expand(G, int(Next));
    if (!M.Failure.empty())
      return;
    if (Next == FirstLook) {
      scout();
      if (outgrown())
        return;
    }
    if (!Outgrown && Next % LookEvery == 0 && outgrown())
      Outgrown = Next;
    if (Outgrown && Next == Outgrown + Outgrown / 4)
      return;
    std::string Why = outOf(G);
    if (Why.empty())
      continue;
    if (!outgrown())
      walks(G);
    M.Failure = Why;
    return;
  }
}

/// Adds the ways on of task \p T; false when they lead nowhere new.
bool Explorer::connect(Graph &G, int N, const State &S, int T,
                       std::vector<Transition> &Out) {
  bool Fresh = false;
  for (size_t I = 0; I < Out.size(); ++I) {
    Transition &To = Out[I];
    Edge E;
    E.Task = T;
    E.Outcome = int(I);
    E.Moved = To.Moved;
    E.Choice = To.Choice;
    E.Taken = uint8_t(To.Taken);
    E.ChoiceWhere = To.ChoiceWhere;
    E.ChoiceLoop = To.ChoiceLoop;
    if (M.stand(S, T) == Machine::Stand::Choice &&
        M.instruction(S, T).What == Code::Choose)
      E.Environment = int(I);
    E.ChoiceLeaves = To.ChoiceLeaves;
    E.ChoiceKey = To.ChoiceKey;
    E.Doubtful = To.Doubtful;
    E.IntoWait = To.IntoWait;
    auto [It, New] =
        Seen.try_emplace(fingerprint(To.Next, M.P), int(G.Nodes.size()));
    E.To = It->second;
    if (New) {
      Fresh = true;
      G.Nodes.emplace_back();
      G.Nodes.back().Parent = N;
      G.Nodes.back().ParentEdge = int(G.Nodes[N].Edges.size());
      compact(To.Next);
      keep(std::move(To.Next));
    }
    for (Violation &V : To.Violations)
      G.Violations.push_back({N, int(G.Nodes[N].Edges.size()), V});
    G.Nodes[N].Edges.push_back(E);
    Bytes += sizeof(Edge);
  }
  return Fresh;
}

/// What can be said of a node before its ways on are known.
void Explorer::describe(Node &Here, const State &S) {
  Here.Exited = S.Exited;
  Here.Cut = S.Cut;
  Here.Aborted = S.Aborted;
  Here.Left = S.Left;
  Here.Returned = S.Returned;
  Here.Throws = S.Throws;
  if (EndFrom >= 0) {
    const auto &Frames = S.task(0).Frames;
    Here.AtEnd = Frames.empty() || Frames[0].At >= EndFrom;
  }
  if (S.Exited)
    return;
  Here.Endless = endless(S);
  for (size_t T = 0; T < S.Tasks.size(); ++T)
    if (M.stand(S, int(T)) != Machine::Stand::Ended)
      Here.Alive |= 1u << T;
}

void Explorer::expand(Graph &G, int N) {
  const auto From = std::move(Pending[N]);
  Bytes -= From->Bytes;
  const State &S = From->S;
  describe(G.Nodes[N], S);
  // A walk may have taken some of its tasks on already.
  uint32_t Done = 0;
  for (const Edge &E : G.Nodes[N].Edges)
    Done |= 1u << E.Task;
  int Ample = -1;
  for (size_t T = 0; T < S.Tasks.size(); ++T) {
    auto Stand = M.stand(S, int(T));
    if (Ample < 0 &&
        (Stand == Machine::Stand::Choice || Stand == Machine::Stand::Round))
      Ample = int(T);
  }
  std::vector<Transition> Out;
  if (Ample >= 0 && !(Done >> Ample & 1)) {
    Done |= 1u << Ample;
    M.expand(S, Ample, Out);
    if (!M.Failure.empty())
      return;
    // Who could still move when the process ends was not stuck.
    bool Exits =
        llvm::any_of(Out, [](const Transition &To) { return To.Next.Exited; });
    if (connect(G, N, S, Ample, Out) && !Exits) {
      G.Nodes[N].Expanded = true;
      return;
    }
  }
  for (size_t T = 0; T < S.Tasks.size(); ++T) {
    if ((Done >> T & 1) || !(G.Nodes[N].Alive >> T & 1))
      continue;
    Out.clear();
    M.expand(S, int(T), Out);
    if (!M.Failure.empty())
      return;
    if (Out.empty()) {
      G.Nodes[N].Blocked |= 1u << T;
      G.Nodes[N].Stands.push_back({int(T), M.instruction(S, int(T)).Where});
    }
    connect(G, N, S, int(T), Out);
  }
  G.Nodes[N].Expanded = true;
}

void Explorer::analyse(Graph &G) {
  std::vector<llvm::SmallVector<int, 3>> Before(G.Nodes.size());
  for (size_t N = 0; N < G.Nodes.size(); ++N)
    for (const Edge &E : G.Nodes[N].Edges)
      Before[E.To].push_back(int(N));
  std::vector<int> Work;
  auto Update = [&](int N) {
    Node &Here = G.Nodes[N];
    uint32_t Move = 0, End = ~Here.Alive, Well = End;
    for (const Edge &E : Here.Edges) {
      Move |= E.Moved | G.Nodes[E.To].CanMove;
      End |= G.Nodes[E.To].CanEnd;
      Well |= G.Nodes[E.To].EndsWell;
    }
    if (Here.Exited)
      End = Well = ~0u;
    if (!Here.Expanded) // anything may follow
      Move = End = Well = ~0u;
    Move &= ~Here.Doomed;
    End &= ~Here.Doomed;
    Well &= ~Here.Doomed;
    if (Here.Aborted) { // nobody waits in a process that is gone
      Move = ~0u;
      Well = 0;
    }
    bool Changed =
        Move != Here.CanMove || End != Here.CanEnd || Well != Here.EndsWell;
    Here.CanMove = Move;
    Here.CanEnd = End;
    Here.EndsWell = Well;
    return Changed;
  };
  // The last nodes first: what follows is told to what comes before.
  for (size_t N = 0; N < G.Nodes.size(); ++N)
    Work.push_back(int(N));
  std::vector<bool> Queued(G.Nodes.size(), true);
  while (!Work.empty()) {
    int N = Work.back();
    Work.pop_back();
    Queued[N] = false;
    if (Update(N))
      for (int B : Before[N])
        if (!Queued[B]) {
          Queued[B] = true;
          Work.push_back(B);
        }
  }
}

State Explorer::replay(const Graph &G, int N, std::vector<TraceStep> *Trace) {
  M.Trace = Trace;
  State S = M.start(RootFunction, M.Whole);
  M.Trace = nullptr;
  return replay(G, N, std::move(S), Trace);
}

State Explorer::replay(const Graph &G, int N, State S,
                       std::vector<TraceStep> *Trace) {
  llvm::SmallVector<const Edge *, 32> Path;
  for (int At = N; G.Nodes[At].Parent >= 0; At = G.Nodes[At].Parent)
    Path.push_back(&G.Nodes[G.Nodes[At].Parent].Edges[G.Nodes[At].ParentEdge]);
  for (const Edge *E : llvm::reverse(Path))
    if (!advance(S, *E, Trace))
      break;
  return S;
}

std::vector<TraceStep> Explorer::told(const State &S, int T) {
  const OpSite *Site = M.site(S, T);
  return Site ? Operations(M).told(S, T, *Site) : std::vector<TraceStep>();
}

/// Takes one edge; with \p Trace its steps are recorded.
bool Explorer::advance(State &S, const Edge &E, std::vector<TraceStep> *Trace) {
  std::vector<Transition> Out;
  std::vector<TraceStep> Steps;
  M.Unsettled = true;
  M.Trace = Trace ? &Steps : nullptr;
  M.expand(S, E.Task, Out);
  M.Trace = nullptr;
  M.Unsettled = false;
  if (size_t(E.Outcome) >= Out.size())
    return false;
  Transition &To = Out[E.Outcome];
  if (Trace) {
    const Instruction &I = M.instruction(S, E.Task);
    TraceStep Step;
    Step.Task = E.Task;
    Step.Where = I.Where;
    Step.Text = I.Text;
    Step.Loop = I.Loop;
    auto Operation = [&](int T) {
      const OpSite *At = M.site(S, T);
      const bool Late =
          To.Choice >= 0 && To.Taken == 0 && At &&
          (At->How == model::Mode::Timed || At->Op == model::Operation::Select);
      // A try that fails does nothing.
      auto Does = [&](const TraceStep &Each) {
        return Each.What == TraceStep::Operation && Each.Task == T;
      };
      if (At && At->How == model::Mode::Try && Out.size() == 1 &&
          llvm::none_of(Steps, Does))
        return;
      for (TraceStep &Done : told(S, T)) {
        if (Late)
          Done.What = TraceStep::Timeout;
        Trace->push_back(std::move(Done));
      }
    };
    if (I.What == Code::Branch) {
      if (To.Choice >= 0) {
        Step.What = TraceStep::Branched;
        Step.Truth = To.Taken;
        Trace->push_back(Step);
      }
    } else if (I.What == Code::Store) {
      Step.What = TraceStep::Stored;
      Trace->push_back(Step);
    } else if (I.What == Code::Op) {
      const OpSite *Site = M.site(S, E.Task);
      bool Question = Site && Site->Op == model::Operation::HasValue;
      bool Begins = Site && Site->Op == model::Operation::Lock &&
                    To.Next.task(E.Task).Stage == Phase::Arrived;
      if (Begins) {
        // Told where it ends, or where the run does.
      } else if (Question) {
        Step.What = TraceStep::Branched;
        Step.Truth = To.Taken;
        Step.Loop = true;
        Trace->push_back(Step);
      } else {
        Operation(E.Task);
        for (size_t T = 0; T < S.Tasks.size(); ++T)
          if (int(T) != E.Task && (To.Moved >> T & 1))
            Operation(int(T));
      }
    }
  }
  // Of several ways on it is not known on which an exception was thrown.
  if (Trace && Out.size() == 1)
    llvm::copy_if(Steps, std::back_inserter(*Trace), [](const TraceStep &Each) {
      return Each.What == TraceStep::Thrown;
    });
  uint32_t Moved = To.Moved;
  S = std::move(To.Next);
  std::vector<Violation> Ignored;
  M.Trace = Trace;
  for (size_t T = 0; T < S.Tasks.size(); ++T)
    if (Moved >> T & 1)
      M.settle(S, int(T), Ignored);
  M.Trace = nullptr;
  return true;
}

} // namespace quiesce
