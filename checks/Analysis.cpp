//===- Analysis.cpp - the whole analysis of one unit ----------------------===//
//
// Part of quiesce, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Analysis.h"
#include "explore/Explore.h"
#include "finding/Cancellation.h"
#include "finding/DroppedCoroutines.h"
#include "finding/Judge.h"
#include "model/Words.h"
#include "promela/Promela.h"
#include "skeleton/Lowering.h"
#include "system/Roots.h"
#include "clang/AST/ASTContext.h"
#include "clang/Basic/SourceManager.h"

namespace quiesce {

std::shared_ptr<const model::ModelSet>
modelsFor(clang::ASTContext &Context, const Options &Options,
          std::vector<model::ModelError> &Errors) {
  const clang::SourceManager &SM = Context.getSourceManager();
  std::vector<std::string> Files;
  if (auto Main = SM.getFileEntryRefForID(SM.getMainFileID()))
    Files = model::findUserModels(Main->getName());
  if (!Options.ModelFile.empty())
    Files.push_back(Options.ModelFile);
  if (Files.empty())
    return model::ModelSet::builtin();
  return model::ModelSet::withUserFiles(Files, Errors);
}

void Statistics::add(const Statistics &Other) {
  Functions += Other.Functions;
  Instructions += Other.Instructions;
  Systems += Other.Systems;
  States += Other.States;
  Steps += Other.Steps;
  Bytes = std::max(Bytes, Other.Bytes);
}

/// How often a system is explored: again when what further calls would change
/// turns out to depend on more variables than it did.
static constexpr unsigned MaxRounds = 3;

static Machine::Limits limitsOf(const Options &Options) {
  Machine::Limits L;
  L.CallDepth = Options.MaxCallDepth;
  return L;
}

static Budget budgetOf(const Options &Options, unsigned long Steps) {
  return {Options.MaxStates, Steps, size_t(Options.MaxStateMegabytes) << 20};
}

namespace {

/// Explores and judges the systems of one unit.
class UnitRun {
public:
  UnitRun(Program &P, const Options &Given, Result &R)
      : P(P), Given(Given), R(R) {}

  void run(const Root &Each) {
    if (Each.Internal >= 0 && size_t(Each.Internal) < Covered.size() &&
        Covered.test(Each.Internal))
      return;
    if (!Each.Untried.empty())
      giveUp(Each, Each.Untried);
    // A program is what the unit is about; functions share what is left.
    unsigned long Left =
        Given.MaxUnitSteps - std::min(Given.MaxUnitSteps, Shared);
    unsigned long Steps =
        Each.Whole ? Given.MaxProgramSteps : std::min(Given.MaxSteps, Left);
    if (!Steps)
      return giveUp(Each, "the unit's " + std::to_string(Given.MaxUnitSteps) +
                              " steps were spent");
    std::set<int64_t> Contended;
    if (Each.Monitor)
      Contended = CallersContend;
    for (unsigned Round = 1;
         !explore(Each, Steps, Contended, Round == MaxRounds);)
      ++Round;
    if (Each.Monitor)
      CallersContend.insert(Contended.begin(), Contended.end());
  }

private:
  /// False if it is to be done again, knowing more of what matters; not for the
  /// \p Last time.  To the variables \p Contended it adds those it finds.
  bool explore(const Root &Each, unsigned long Steps,
               std::set<int64_t> &Contended, bool Last) {
    Explorer E(P, limitsOf(Given), budgetOf(Given, Steps));
    E.M.Contended = Contended;
    Graph G = E.explore(Each.Function, Each.Whole, Each.EndFrom);
    Contended = E.M.Contended;
    Judge J(E, G, Given.MaxAssumptions);
    J.Object = Each.EndFrom >= 0;
    J.Further = Each.Further;
    J.MayBeJoined = Each.MayBeJoined;
    J.Monitor = Each.Monitor;
    J.OneCaller = Each.OneCaller;
    J.OnlyReads = Each.OnlyReads;
    J.OnlyLost = Each.OnlyLost;
    J.OwnLocks = Each.OwnLocks;
    J.Untried = !Each.Untried.empty();
    J.run(R.Findings);
    if (!Each.Whole)
      Shared += E.M.Work;
    if (J.Outgrown && !Last)
      return false;
    if (G.Complete)
      Covered |= E.M.Entered;
    count(Each, E, G, J);
    return true;
  }

  void giveUp(const Root &Each, std::string Why) {
    R.Left.push_back({P.Functions[Each.Function]->Name, std::move(Why)});
  }

  void count(const Root &Each, const Explorer &E, const Graph &G,
             const Judge &J) {
    ++R.Stats.Systems;
    R.Stats.Steps += E.M.Work;
    R.Stats.States += G.Nodes.size();
    R.Stats.Bytes = std::max(R.Stats.Bytes, E.MostBytes);
    if (!G.Complete)
      giveUp(Each, G.Failure);
    if (J.GaveUp)
      giveUp(Each,
             "more than " + std::to_string(E.Most.Steps) + " steps of judging");
    if (E.M.TooDeep)
      giveUp(Each,
             "calls more than " + std::to_string(E.M.L.CallDepth) + " deep");
  }

  Program &P;
  const Options &Given;
  Result &R;
  llvm::BitVector Covered;  ///< functions that systems run, as far as they go
  unsigned long Shared = 0; ///< steps of all systems but the program
  /// What callers of objects contend for: the systems of a class are much
  /// alike.
  std::set<int64_t> CallersContend;
};

} // namespace

/// One place, told once: by the same check from several roots, or by several
/// checks, of which the most specific stays.
static void merge(std::vector<Finding> &Findings) {
  llvm::sort(Findings, [](const Finding &A, const Finding &B) {
    if (!(A.Where == B.Where))
      return A.Where < B.Where;
    if (A.Kind != B.Kind)
      return A.Kind < B.Kind;
    if (A.Order != B.Order)
      return A.Order < B.Order;
    if (A.Steps.size() != B.Steps.size())
      return A.Steps.size() < B.Steps.size();
    return std::tie(A.Key, A.Message) < std::tie(B.Key, B.Message);
  });
  Findings.erase(std::unique(Findings.begin(), Findings.end(),
                             [](const Finding &A, const Finding &B) {
                               return A.Where == B.Where;
                             }),
                 Findings.end());
}

Result analyze(clang::ASTContext &Context, const Options &Options) {
  Result R;
  auto Models = modelsFor(Context, Options, R.ModelErrors);
  if (!R.ModelErrors.empty() || !mentionsModels(Context, *Models))
    return R;
  Program P;
  Lowering L(Context, *Models, P);
  UnitRun Run(P, Options, R);
  for (const Root &Each : findRoots(L))
    Run.run(Each);
  tellDroppedCoroutines(P, droppedCoroutines(L), R.Findings);
  tellUnpassedTokens(P, unpassedTokens(L), R.Findings);
  tellUnobservedStops(P, stopFacts(L), R.Findings);
  for (const auto &F : P.Functions) {
    R.Stats.Functions += F->Lowered;
    R.Stats.Instructions += F->Body.size();
  }
  if (!L.Mistakes.empty()) {
    R.Findings.clear();
    R.ModelErrors = std::move(L.Mistakes);
    return R;
  }
  merge(R.Findings);
  return R;
}

/// Who can be stuck, and where, with nothing left out as unlikely: the place
/// where the task was started, and the one where it stands.
static void printStuck(Explorer &E, const Graph &G, llvm::raw_ostream &Out) {
  auto Place = [&](uint32_t Where) {
    const Location &L = E.M.P.Locations[Where];
    return std::to_string(L.Line) + ":" + std::to_string(L.Column);
  };
  std::set<std::string> Lines;
  for (size_t N = 0; N < G.Nodes.size(); ++N) {
    if (!G.Nodes[N].stuck())
      continue;
    State S = E.replay(G, int(N), nullptr);
    for (auto [Task, Where] : G.Nodes[N].Stands)
      if (G.Nodes[N].stuck() >> Task & 1)
        Lines.insert("stuck " + (Task ? Place(S.task(Task).Spawned) : "root") +
                     " at " + Place(Where));
  }
  for (const std::string &Line : Lines)
    Out << Line << '\n';
}

bool dump(clang::ASTContext &Context, const Options &Options, Stage What,
          llvm::StringRef Function, llvm::raw_ostream &Out,
          std::vector<std::string> &Problems) {
  std::vector<model::ModelError> Errors;
  auto Models = modelsFor(Context, Options, Errors);
  Program P;
  P.KeepsStores = What == Stage::Skeleton || What == Stage::Promela;
  Lowering L(Context, *Models, P);
  bool Found = false;
  for (const Root &Each : findRoots(L)) {
    const auto &F = *P.Functions[Each.Function];
    llvm::StringRef Name = F.Name;
    if (!Function.empty() && Name != Function &&
        !Name.ends_with(("::" + Function).str()))
      continue;
    Found = true;
    if (What == Stage::Skeleton) {
      print(P, P.body(Each.Function), Out);
      continue;
    }
    if (What == Stage::Promela) {
      std::string Text;
      llvm::raw_string_ostream Model(Text);
      std::string Why = writePromela(P, Each.Function, Each.Whole, Model);
      if (Why.empty())
        Out << "/* system " << Name << " */\n" << Text;
      else
        Problems.push_back("'" + Name.str() +
                           "' cannot be written as Promela: " + Why);
      continue;
    }
    Explorer E(P, limitsOf(Options),
               budgetOf(Options, Each.Whole ? Options.MaxProgramSteps
                                            : Options.MaxSteps));
    Graph G = E.explore(Each.Function, Each.Whole);
    if (What == Stage::System) {
      // All functions that the system's tasks run.
      for (size_t I = 0; I < P.Functions.size(); ++I)
        if (P.Functions[I]->Lowered)
          print(P, *P.Functions[I], Out);
      continue;
    }
    Out << Name << ": " << G.Nodes.size() << " states"
        << (G.Complete ? "" : ", not complete: " + G.Failure) << '\n';
    if (What == Stage::Stuck) {
      printStuck(E, G, Out);
      continue;
    }
    for (size_t N = 0; N < G.Nodes.size(); ++N) {
      Out << N;
      if (G.Nodes[N].Exited)
        Out << " exited";
      for (auto [Task, Where] : G.Nodes[N].Stands)
        Out << (G.Nodes[N].stuck() >> Task & 1 ? " stuck " : " blocked ")
            << Task << '@' << P.Locations[Where].Line;
      for (const Edge &Each : G.Nodes[N].Edges) {
        Out << "\n    " << Each.Task;
        if (Each.Choice >= 0)
          Out << " chooses " << Each.Taken << " @"
              << P.Locations[Each.ChoiceWhere].Line;
        Out << " -> " << Each.To;
      }
      Out << '\n';
    }
    // The runs behind what would be reported.
    for (size_t N = 0, Told = 0; N < G.Nodes.size() && Told < 3; ++N) {
      if (!G.Nodes[N].stuck())
        continue;
      ++Told;
      std::vector<TraceStep> Trace;
      E.replay(G, int(N), &Trace);
      Out << "run to " << N << ":\n";
      for (const TraceStep &T : Trace) {
        static const char *const Kinds[] = {"does",   "spawns",  "decides",
                                            "ends",   "returns", "gives up",
                                            "throws", "catches", "stores"};
        Out << "    " << T.Task << ' ' << Kinds[T.What] << ' '
            << (T.What == TraceStep::Operation ? model::word(T.Op) : "") << ' '
            << T.Name << " @" << P.Locations[T.Where].Line;
        if (T.What == TraceStep::Branched && T.Text >= 0)
          Out << ' ' << P.Texts[T.Text] << (T.Truth ? " true" : " false");
        Out << '\n';
      }
    }
    for (const FoundViolation &V : G.Violations)
      Out << "violation " << record(V.What.Kind).Name << " at line "
          << P.Locations[V.What.Where].Line << '\n';
  }
  return Found;
}

const char *version() { return QUIESCE_VERSION; }

} // namespace quiesce
