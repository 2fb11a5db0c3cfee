//===- Explore.cpp - the state graph and who is stuck in it ---------------===//
//
// Part of quiesce, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "explore/Explore.h"
#include <map>

namespace quiesce {

/// How often the exploration starts anew with more contended variables.
static constexpr unsigned MaxRestarts = 12;
/// Of the steps, what is kept for long walks when the graph is too large.
static constexpr unsigned WalkShare = 4;
/// States looked at to see whether serving one task frees another.
static constexpr unsigned MaxForcedStates = 600;
/// How often that task is served.
static constexpr unsigned MaxServes = 16;

Graph Explorer::explore(int Function, bool Whole, int End) {
  Graph G;
  RootFunction = Function;
  EndFrom = End;
  for (unsigned Round = 0; Round < MaxRestarts; ++Round) {
    G = Graph();
    M.Failure.clear();
    M.ReadShared.clear();
    M.WrittenShared.clear();
    M.Deciding = M.P.Deciding;
    Start = M.start(Function, Whole);
    for (const Violation &V : M.StartViolations)
      G.Violations.push_back({0, -1, V});
    build(G, Start);
    if (!outgrown())
      break;
    for (int64_t Variable : M.ReadShared)
      if (M.WrittenShared.count(Variable))
        M.Contended.insert(Variable);
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

/// Whether a variable turned out contended whose accesses were no steps, or
/// deciding whose values were not kept.
bool Explorer::outgrown() const {
  return M.Deciding.size() != M.P.Deciding.size() ||
         llvm::any_of(M.ReadShared, [&](int64_t Variable) {
           return M.WrittenShared.count(Variable) &&
                  !M.Contended.count(Variable);
         });
}

void Explorer::build(Graph &G, State First) {
  Seen.clear();
  Pending.clear();
  G.Nodes.emplace_back();
  Seen[fingerprint(First, M.P)] = 0;
  Pending.push_back(std::move(First));
  // What is explored with too few contended variables is lost, so look early.
  size_t Look = 64;
  for (size_t Next = 0; Next < G.Nodes.size(); ++Next) {
    expand(G, int(Next));
    if (!M.Failure.empty())
      return;
    if (Next == Look) {
      Look *= 2;
      if (outgrown())
        return;
    }
    bool TooMany = G.Nodes.size() > MaxStates;
    if (!TooMany && M.Work <= MaxWork - MaxWork / WalkShare)
      continue;
    if (!outgrown())
      walks(G);
    M.Failure = TooMany ? "more than " + std::to_string(MaxStates) + " states"
                        : "more steps than it may take";
    return;
  }
}

/// Tasks with a frame in a loop that no path of its function leaves.
uint32_t Explorer::endless(const State &S) {
  uint32_t Result = 0;
  for (size_t T = 0; T < S.Tasks.size(); ++T) {
    if (S.task(T).Ended)
      continue;
    for (const Frame &F : S.task(T).Frames) {
      auto [It, New] = Leaves.try_emplace({F.Function, F.At}, false);
      if (New) {
        const Function &Fn = M.P.body(F.Function);
        std::vector<bool> Visited(Fn.Body.size() + 1, false);
        llvm::SmallVector<int, 16> Work{F.At};
        bool Leaves = false;
        while (!Work.empty() && !Leaves) {
          int At = Work.pop_back_val();
          if (size_t(At) >= Fn.Body.size()) {
            Leaves = true;
            break;
          }
          if (Visited[At])
            continue;
          Visited[At] = true;
          const Instruction &I = Fn.Body[At];
          switch (I.What) {
          case Code::Throw: {
            const Landing *Caught = nullptr;
            for (const Landing &Land : Fn.Landings)
              if (!Caught && !Land.Cleanup && At >= Land.Begin && At < Land.End)
                Caught = &Land;
            if (Caught)
              Work.push_back(Caught->Target);
            else
              Leaves = true;
            break;
          }
          case Code::Return:
          case Code::Rethrow:
            Leaves = true;
            break;
          case Code::Resume:
            break;
          case Code::Jump:
            Work.push_back(I.Imm);
            break;
          case Code::Branch:
            Work.push_back(I.Imm);
            Work.push_back(I.Imm2);
            break;
          case Code::Op:
            // An exception leads out as well.
            if (Fn.Operations[I.Imm].Op == model::Operation::Exit ||
                Fn.Operations[I.Imm].Op == model::Operation::EndTask ||
                Fn.Operations[I.Imm].Op == model::Operation::Get ||
                (Fn.Operations[I.Imm].Op == model::Operation::Receive &&
                 Fn.Operations[I.Imm].Result.K == ResultForm::Plain) ||
                (Fn.Operations[I.Imm].Op == model::Operation::Send &&
                 Fn.Operations[I.Imm].ClosedThrows))
              Leaves = true;
            else
              Work.push_back(At + 1);
            break;
          default:
            Work.push_back(At + 1);
          }
        }
        It->second = Leaves;
      }
      if (!It->second)
        Result |= 1u << T;
    }
  }
  return Result;
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
    E.Taken = To.Taken;
    E.ChoiceWhere = To.ChoiceWhere;
    E.ChoiceLoop = To.ChoiceLoop;
    if (M.stand(S, T) == Machine::Stand::Choice &&
        M.instruction(S, T).What == Code::Choose)
      E.Environment = int(I);
    E.ChoiceLeaves = To.ChoiceLeaves;
    E.Doubtful = To.Doubtful;
    auto [It, New] =
        Seen.try_emplace(fingerprint(To.Next, M.P), int(G.Nodes.size()));
    E.To = It->second;
    // Copying and comparing a state costs as its heap is large.
    M.Work += 20 + To.Next.Heap.size() / 2;
    if (New) {
      Fresh = true;
      G.Nodes.emplace_back();
      G.Nodes.back().Parent = N;
      G.Nodes.back().ParentEdge = int(G.Nodes[N].Edges.size());
      compact(To.Next);
      Pending.push_back(To.Next);
    }
    for (Violation &V : To.Violations)
      G.Violations.push_back({N, int(G.Nodes[N].Edges.size()), V});
    G.Nodes[N].Edges.push_back(E);
  }
  return Fresh;
}

/// What can be said of a node before its ways on are known.
void Explorer::describe(Node &Here, const State &S) {
  Here.Exited = S.Exited;
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
  const State S = std::move(Pending[N]);
  Pending[N] = State();
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
    uint32_t Move = 0, End = ~Here.Alive;
    for (const Edge &E : Here.Edges) {
      Move |= E.Moved | G.Nodes[E.To].CanMove;
      End |= G.Nodes[E.To].CanEnd;
    }
    if (Here.Exited)
      End = ~0u;
    if (!Here.Expanded) // anything may follow
      Move = End = ~0u;
    if (Here.Aborted) // nobody waits in a process that is gone
      Move = ~0u;
    bool Changed = Move != Here.CanMove || End != Here.CanEnd;
    Here.CanMove = Move;
    Here.CanEnd = End;
    return Changed;
  };
  for (size_t N = G.Nodes.size(); N > 0; --N)
    Work.push_back(int(N) - 1);
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
  llvm::SmallVector<const Edge *, 32> Path;
  for (int At = N; G.Nodes[At].Parent >= 0; At = G.Nodes[At].Parent)
    Path.push_back(&G.Nodes[G.Nodes[At].Parent].Edges[G.Nodes[At].ParentEdge]);
  M.Trace = Trace;
  State S = M.start(RootFunction, M.Whole);
  M.Trace = nullptr;
  for (const Edge *E : llvm::reverse(Path))
    if (!advance(S, *E, Trace))
      break;
  return S;
}

/// Takes one edge; with \p Trace its steps are recorded.
bool Explorer::advance(State &S, const Edge &E, std::vector<TraceStep> *Trace) {
  std::vector<Transition> Out;
  M.Unsettled = true;
  M.expand(S, E.Task, Out);
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
      TraceStep Done;
      Done.Task = T;
      Done.Where = M.instruction(S, T).Where;
      if (const OpSite *Site = M.site(S, T)) {
        Done.Op = Site->Op;
        Done.Primitive = Site->Kind;
        Done.Name = Site->Name;
        Done.Object = M.objectOf(S, T);
      }
      const OpSite *At = M.site(S, T);
      if (To.Choice >= 0 && To.Taken == 0 && At &&
          (At->How == model::Mode::Timed || At->Op == model::Operation::Select))
        Done.What = TraceStep::Timeout;
      Trace->push_back(Done);
    };
    if (I.What == Code::Branch) {
      if (To.Choice >= 0) {
        Step.What = TraceStep::Branched;
        Step.Truth = To.Taken;
        Trace->push_back(Step);
      }
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

bool Explorer::unblocks(const State &S, int Forced, int Waiting) {
  State First;
  std::string Saved = M.Failure;
  if (!M.force(S, Forced, First))
    return false;
  std::map<std::pair<uint64_t, uint64_t>, int> Known;
  std::vector<State> Queue{First};
  unsigned Serves = 0;
  Known[fingerprint(First, M.P)] = 0;
  bool Found = false;
  for (size_t I = 0; I < Queue.size() && I < MaxForcedStates && !Found; ++I) {
    State Here = std::move(Queue[I]);
    if (Here.Exited)
      continue;
    for (size_t T = 0; T < Here.Tasks.size() && !Found; ++T) {
      std::vector<Transition> Out;
      if (M.stand(Here, int(T)) == Machine::Stand::Ended)
        continue;
      M.expand(Here, int(T), Out);
      if (!M.Failure.empty())
        break;
      // It may take several rounds (a loop of joins) to come to the point.
      if (Out.empty() && int(T) == Forced && Serves < MaxServes) {
        ++Serves;
        State Again;
        if (M.force(Here, Forced, Again) &&
            Known.try_emplace(fingerprint(Again, M.P), 0).second)
          Queue.push_back(std::move(Again));
      }
      for (Transition &To : Out) {
        if (To.Moved >> Waiting & 1)
          Found = true;
        if (Known.try_emplace(fingerprint(To.Next, M.P), 0).second)
          Queue.push_back(std::move(To.Next));
      }
    }
    if (!M.Failure.empty())
      break;
  }
  M.Failure = Saved;
  return Found;
}

} // namespace quiesce
