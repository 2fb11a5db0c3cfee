//===- Words.cpp - findings in the user's words ---------------------------===//
//
// Part of quiesce, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The one place where words are made.  A message is one sentence: what blocks,
// on what, and why.  The notes are the run in order, each naming its task; the
// last is the missing action.
//
//===----------------------------------------------------------------------===//

#include "model/Words.h"
#include "finding/Judge.h"
#include "llvm/ADT/StringExtras.h"

namespace quiesce {

using model::Operation;
using model::Primitive;

namespace {

/// A path that is longer than this convinces nobody.
constexpr size_t MaxNotes = 20;

/// "send"; a destructor that waits for a task joins it.
std::string operationWord(const StuckTask &T) {
  if (T.Site)
    return model::word(T.Site->Op).str();
  return T.Object >= 0 ? "destroy" : "join";
}

class Teller {
public:
  Teller(Program &P, const State &S, llvm::ArrayRef<TraceStep> Trace)
      : P(P), S(S), Trace(Trace),
        FromOutside(llvm::any_of(
            Trace, [](const TraceStep &Step) { return Step.FromOutside; })) {}

  std::string task(int T) {
    return T == 0 ? "the main task" : "task " + std::to_string(T);
  }

  static std::string quoted(llvm::StringRef Name, llvm::StringRef Otherwise) {
    return Name.empty() ? Otherwise.str() : ("'" + Name + "'").str();
  }

  const Location &at(uint32_t Where) { return P.Locations[Where]; }

  /// The step that is told; null when there is nothing new to tell.
  Step *note(Finding &F, uint32_t Where, std::string Text, int Task,
             StepKind Kind = StepKind::Remark,
             const TraceStep *From = nullptr) {
    if (!Where || !at(Where).valid())
      return nullptr;
    // The same thing at the same place is told once.
    for (const Step &Each : F.Steps)
      if (Each.Where == at(Where) && Each.Text == Text)
        return nullptr;
    Step Made{at(Where), std::move(Text), unsigned(Task), Kind, -1, -1, ""};
    if (From && Kind == StepKind::Spawn)
      Made.Other = From->Other;
    if (From && Kind == StepKind::Operation) {
      Made.Object = From->Object;
      Made.Operation = model::word(From->Op).str();
    }
    F.Steps.push_back(std::move(Made));
    return &F.Steps.back();
  }

  /// Where a task stands for good, and what it waits for.
  void stand(Finding &F, const StuckTask &Stuck, uint32_t Where,
             std::string Text, StepKind Kind) {
    if (Step *Told = note(F, Where, std::move(Text), Stuck.Task, Kind)) {
      Told->Object = Stuck.Object;
      Told->Operation = operationWord(Stuck);
      Told->Other = Stuck.Holder;
    }
  }

  /// The run, as far as it concerns the tasks and objects of the finding.
  void story(Finding &F, llvm::ArrayRef<int> Tasks, llvm::ArrayRef<int> Objects,
             uint32_t Until) {
    for (size_t I = 0; I < Trace.size(); ++I) {
      const TraceStep &T = Trace[I];
      if (F.Steps.size() >= MaxNotes)
        break;
      // How the objects were made is nobody's code, unless what they started
      // runs already.
      if (FromOutside && T.Task == 0 && T.What != TraceStep::Spawned &&
          T.What != TraceStep::Stored)
        continue;
      switch (T.What) {
      case TraceStep::Spawned:
        if (T.FromOutside) {
          if (acts(T.Other))
            note(F, T.Where, "in " + task(T.Other) + ", somebody calls this",
                 T.Other);
          break;
        }
        // Of many tasks started at one place the first few tell enough.
        if (llvm::is_contained(Tasks, T.Other) &&
            llvm::count_if(F.Steps, [&](const Step &Each) {
              return Each.Where == at(T.Where);
            }) < 3)
          note(F, T.Where, task(T.Task) + " starts " + task(T.Other), T.Task,
               StepKind::Spawn, &T);
        break;
      case TraceStep::Branched: {
        if (T.Text < 0 || T.Loop || !llvm::is_contained(Tasks, T.Task))
          break;
        // A decision is worth telling when the task then leaves or throws.
        if (!T.Decides && !leavesAfter(I))
          break;
        note(F, T.Where,
             "in " + task(T.Task) + ", " +
                 (P.Texts[T.Text].empty() ? std::string("this condition")
                                          : "'" + P.Texts[T.Text] + "'") +
                 " is " + (T.Truth ? "true" : "false"),
             T.Task, StepKind::Branch);
        break;
      }
      case TraceStep::Stored:
        if (FromOutside && T.Task == 0)
          note(F, T.Where, task(T.Task) + " sets this", T.Task);
        break;
      case TraceStep::Timeout:
        note(F, T.Where, task(T.Task) + " gives up waiting at its timeout",
             T.Task, StepKind::Timeout);
        break;
      case TraceStep::Thrown:
        if (T.Where != Until && llvm::is_contained(Tasks, T.Task))
          note(F, T.Where, task(T.Task) + " throws an exception", T.Task,
               StepKind::Throw);
        break;
      case TraceStep::Returned:
        if (T.Where != Until && llvm::is_contained(Tasks, T.Task) &&
            !FromOutside)
          note(F, T.Where, task(T.Task) + " returns", T.Task, StepKind::Return);
        break;
      case TraceStep::Operation:
        if (T.Where == Until || T.Object < 0 ||
            !llvm::is_contained(Objects, T.Object) || !tells(T.Op))
          break;
        note(F, T.Where, task(T.Task) + " " + verb(T), T.Task,
             StepKind::Operation, &T);
        break;
      default:
        break;
      }
    }
  }

  static bool tells(Operation Op) {
    switch (Op) {
    case Operation::Send:
    case Operation::Receive:
    case Operation::Close:
    case Operation::Lock:
    case Operation::LockShared:
    case Operation::NotifyOne:
    case Operation::NotifyAll:
    case Operation::Acquire:
    case Operation::Release:
    case Operation::CountDown:
    case Operation::Set:
    case Operation::RequestStop:
    case Operation::Wait:
      return true;
    default:
      return false;
    }
  }

  std::string verb(const TraceStep &T) {
    std::string On = quoted(T.Name, "it");
    switch (T.Op) {
    case Operation::Send:
      return "sends to " + On;
    case Operation::Receive:
      return "receives from " + On;
    case Operation::Close:
      return "closes " + On;
    case Operation::Lock:
    case Operation::LockShared:
      return "locks " + On;
    case Operation::NotifyOne:
    case Operation::NotifyAll:
      return "notifies " + On;
    case Operation::Acquire:
      return "acquires " + On;
    case Operation::Release:
      return "releases " + On;
    case Operation::CountDown:
      return "counts " + On + " down";
    case Operation::Set:
      return "sets " + On;
    case Operation::RequestStop:
      return "requests the stop of " + On;
    case Operation::Wait:
      return "goes to sleep on " + On;
    default:
      return "does " + model::word(T.Op).str();
    }
  }

  /// Whether the task does anything that is told.
  bool acts(int T) {
    return llvm::any_of(Trace, [&](const TraceStep &Step) {
      return Step.Task == T && (Step.What == TraceStep::Operation ||
                                Step.What == TraceStep::Branched);
    });
  }

  /// The branch decides that its task returns or throws soon.
  bool leavesAfter(size_t I) {
    for (size_t J = I + 1; J < Trace.size(); ++J) {
      if (Trace[J].Task != Trace[I].Task)
        continue;
      switch (Trace[J].What) {
      case TraceStep::Returned:
      case TraceStep::Thrown:
      case TraceStep::Ended:
        return true;
      case TraceStep::Operation:
      case TraceStep::Branched:
      case TraceStep::Spawned:
        return false;
      default:
        break;
      }
    }
    return true;
  }

  bool acted(Operation A, Operation B, int Object) {
    return llvm::any_of(Trace, [&](const TraceStep &T) {
      return (T.Op == A || T.Op == B) && T.Object == Object;
    });
  }

  Program &P;
  const State &S;
  llvm::ArrayRef<TraceStep> Trace;
  bool FromOutside; ///< its tasks are the callers of an object
};

std::string keyOf(Program &P, Check Kind, const State &S, int Task,
                  llvm::StringRef Name, llvm::StringRef Op) {
  std::string Function;
  if (!S.task(Task).Frames.empty())
    Function = P.Functions[S.task(Task).Frames.back().Function]->Key;
  return (llvm::StringRef(record(Kind).Name) + "|" + Function + "|" + Name +
          "|" + Op)
      .str();
}

} // namespace

static std::string operationWords(const StuckTask &T) {
  if (T.ForMutex)
    return "this wait";
  if (!T.Site)
    return "the join by this destructor";
  std::string On = T.Name.empty() ? "" : " '" + T.Name + "'";
  switch (T.Site->Op) {
  case Operation::Send:
    return "this send to" + (On.empty() ? " it" : On);
  case Operation::Receive:
    return "this receive from" + (On.empty() ? " it" : On);
  case Operation::Select:
    return "this select";
  case Operation::Join:
    return "this join of" + (On.empty() ? " it" : On);
  case Operation::Lock:
  case Operation::LockShared:
  case Operation::LockAll:
    return "this lock of" + (On.empty() ? " it" : On);
  case Operation::Wait:
    return "this wait on" + (On.empty() ? " it" : On);
  case Operation::Get:
  case Operation::Await:
    return "this wait for" + (On.empty() ? " it" : On);
  case Operation::Acquire:
    return "this acquire of" + (On.empty() ? " it" : On);
  default:
    return "this wait for" + (On.empty() ? " it" : On);
  }
}

static const char *missedWords(Wakeup How) {
  switch (How) {
  case Wakeup::None:
    return "no notification tells it";
  case Wakeup::Once:
    return "only the first change is notified";
  case Wakeup::Another:
    return "the notification wakes another waiter";
  case Wakeup::Early:
    return "that came about between its test and its sleep";
  }
  return "";
}

/// The type of what the task waits for, as far as it is known.
static TypeInfo typeOf(const Program &P, const State &S, const StuckTask &T) {
  const int Type = T.Object >= 0 ? S.object(T.Object).Type : -1;
  return Type >= 0 ? P.Types[Type] : TypeInfo();
}

/// The head of the outermost loop that a task is in; 0 for none.
static uint32_t loopAround(const Program &P, llvm::ArrayRef<Frame> Frames) {
  for (const Frame &Each : Frames) {
    const Function &In = *P.Functions[Each.Function];
    // The round's end carries the place of the loop's head.
    for (size_t At = size_t(Each.At); At < In.Body.size(); ++At)
      if (In.Body[At].What == Code::Jump && In.Body[At].Imm <= Each.At &&
          In.Body[At].Loop)
        return In.Body[At].Where;
  }
  return 0;
}

Finding describe(Program &P, Check Kind, const StuckTask &Main,
                 llvm::ArrayRef<StuckTask> Others, const State &S,
                 llvm::ArrayRef<TraceStep> Trace) {
  Teller Tell(P, S, Trace);
  Finding F;
  F.Kind = Kind;
  F.Where = P.Locations[Main.Where];
  F.Order = unsigned(Main.Missed);
  const std::string &Name = Main.Name;
  F.Key = keyOf(P, Kind, S, Main.Task, Name, operationWord(Main));
  std::string What = operationWords(Main);
  std::string On = Teller::quoted(Name, "it");
  bool Received =
      Tell.acted(Operation::Receive, Operation::Select, Main.Object);
  bool Sent = Tell.acted(Operation::Send, Operation::Select, Main.Object);
  std::string Last;
  switch (Kind) {
  case Check::Deadlock:
    if (!Others.empty()) {
      F.Message = What + " can block forever: " + Tell.task(Main.Task) +
                  " and " + Tell.task(Others[0].Task) + " wait for each other";
      Last = "neither can go on before the other does";
    } else if (Main.Holder == Main.Task) {
      F.Message = What + " blocks forever: " + Tell.task(Main.Task) +
                  " holds the lock already";
      Last = "the lock is not released before it is taken again";
    } else {
      F.Message =
          What + " can block forever: the lock is held and never released";
      Last = "no path releases the lock";
    }
    break;
  case Check::BlockedSend:
    F.Message = What + " can block forever: " +
                (Received ? "no task receives from " + On + " any more"
                          : "no task receives from " + On);
    Last = "no remaining task receives from " + On + " or closes it";
    break;
  case Check::BlockedReceive:
    F.Message = What + " can block forever: " +
                (Sent ? "no task sends to " + On + " any more"
                      : "no task sends to " + On) +
                " or closes it";
    Last = "no remaining task sends to " + On + " or closes it";
    if (Main.Site && Main.Site->Op == Operation::Select) {
      F.Message = What + " can block forever: no task serves any of its arms";
      Last = "no remaining task sends to, or closes, what it waits for";
    }
    break;
  case Check::MissingClose:
    F.Message = "this loop receives from " + On +
                " forever: nobody closes it on this path";
    Last = "no path from here calls close on " + On;
    break;
  case Check::BlockedJoin:
    if (Main.Holder == Main.Task)
      F.Message = What + " blocks forever: the task joins itself";
    else
      F.Message = What + " can block forever: the task it waits for never ends";
    Last = "nothing lets the joined task end";
    break;
  case Check::MissedNotify:
    F.Message =
        What + " can block forever: no notification reaches it any more";
    Last = "no task notifies " + On + " from here on";
    if (Tell.FromOutside && !Main.Holds) {
      F.Message = What + " can block forever: no call makes its condition hold "
                         "any more";
      Last = "whatever is called from here on, it stays asleep";
    } else if (Tell.FromOutside) {
      F.Message = What + " can be left asleep though its condition holds: " +
                  missedWords(Main.Missed);
      Last = "the calls have returned, and nobody knows that " + On +
             " must be notified";
    } else if (typeOf(P, S, Main).WakesOnUnlock) {
      F.Message = What + " can block forever: what it waits for never holds";
      Last = "no remaining task makes it hold under " + On;
    }
    break;
  case Check::UnfulfilledPromise:
    F.Message = What + " can block forever: its promise is never kept";
    Last = "no path from here sets a value or an exception";
    break;
  case Check::LostCancellation:
    F.Message = "the stop of this source is not requested on some path, while "
                "a task waits for it";
    Last = "no path from here requests the stop";
    break;
  default:
    F.Message = What + " can block forever: the count it waits for is never "
                       "reached";
    Last = "no remaining task changes the count of " + On;
    if (typeOf(P, S, Main).Maximum == 1) { // an event
      F.Message = "this wait for " + On + " can block forever: no task sets it";
      Last = "no remaining task sets " + On;
    }
    break;
  }
  llvm::SmallVector<int, 8> Tasks, Objects{Main.Object};
  for (size_t T = 0; T < S.Tasks.size(); ++T)
    Tasks.push_back(int(T));
  for (const StuckTask &Other : Others)
    Objects.push_back(Other.Object);
  Tell.story(F, Tasks, Objects, Main.Where);
  for (const StuckTask &Other : Others) {
    std::string At = ", at its " + operationWord(Other);
    if (!Other.Site && Other.Object >= 0)
      At = ": while " + Tell.task(Other.Holder) +
           " sleeps on the condition, it cannot be destroyed";
    else if (!Other.Site)
      At = ", at the join by its destructor";
    Tell.stand(F, Other, Other.Where,
               Tell.task(Other.Task) + " waits here" + At, StepKind::Stuck);
  }
  const bool HolderWaits = llvm::any_of(Others, [&](const StuckTask &Other) {
    return Other.Task == Main.Holder;
  });
  if (Kind == Check::BlockedJoin && Main.Holder >= 0 &&
      Main.Holder != Main.Task && !HolderWaits &&
      !S.task(Main.Holder).Frames.empty()) {
    const auto &Frames = S.task(Main.Holder).Frames;
    const Function &Fn = *P.Functions[Frames.back().Function];
    const size_t At = size_t(Frames.back().At);
    if (const uint32_t Loop = loopAround(P, Frames))
      Tell.note(F, Loop, Tell.task(Main.Holder) + " goes round this loop",
                Main.Holder, StepKind::Stuck);
    else if (At < Fn.Body.size())
      Tell.note(F, Fn.Body[At].Where, Tell.task(Main.Holder) + " is still here",
                Main.Holder, StepKind::Stuck);
  }
  if (Kind == Check::LostCancellation) {
    F.Where = P.Locations[Main.StopSite];
    Tell.stand(F, Main, Main.Where,
               Tell.task(Main.Task) + " waits here for the stop",
               StepKind::Stuck);
  }
  for (uint32_t Caller : Main.Callers)
    Tell.note(F, Caller, "in a call from here", Main.Task);
  if (Kind == Check::UnfulfilledPromise && Main.ObjectSite)
    Tell.note(F, Main.ObjectSite, "the promise is made here", Main.Task);
  if (Kind == Check::LostCancellation)
    Tell.note(F, Main.StopSite, Last, Main.Task, StepKind::Missing);
  else
    Tell.stand(F, Main, Main.Where, Last, StepKind::Missing);
  for (size_t T = 0; T < S.Tasks.size(); ++T)
    F.Tasks.push_back(Tell.task(int(T)));
  return F;
}

Finding describe(Program &P, const Violation &V,
                 llvm::ArrayRef<TraceStep> Trace, const State &S) {
  Teller Tell(P, S, Trace);
  Finding F;
  F.Kind = V.Kind;
  F.Where = P.Locations[V.Where];
  std::string Last;
  llvm::SmallVector<int, 4> Objects;
  switch (V.Kind) {
  case Check::UnjoinedThread:
    F.Message = V.What == "leak"
                    ? "the thread started here is neither joined nor detached "
                      "on every path, so it is never freed"
                    : "this thread is still joinable when it is destroyed on "
                      "some path, which terminates the program";
    Last = "no join or detach on this path";
    break;
  case Check::UseAfterClose:
    F.Message = "this operation meets a channel that is closed already, and "
                "its exception ends the program";
    Last = "nothing on this path makes sure that the channel is still open";
    for (const TraceStep &T : Trace)
      if (T.Op == Operation::Close)
        Objects.push_back(T.Object);
    break;
  case Check::DroppedTask:
    F.Message =
        V.What == "deferred"
            ? "this deferred task never runs: nobody asks for its result"
            : "the future of this task is dropped, so the call waits "
              "for the task right here";
    Last = V.What == "deferred" ? "no path waits for the future"
                                : "the result is not kept";
    break;
  case Check::Deadlock:
    F.Message = Teller::quoted(V.Name, "the lock taken here") +
                " is still locked when " +
                (V.What == "throw" ? "an exception leaves this function"
                                   : "this function returns on some path") +
                ", so the next lock of it blocks forever";
    Last = "no unlock on this path, though there is one on others";
    break;
  case Check::UnboundedSpawn:
    F.Message = "a task is started here in a loop without bound, and nothing "
                "waits for any of them";
    Last = "no path waits for the tasks started before";
    break;
  default:
    break;
  }
  llvm::SmallVector<int, 8> Tasks;
  for (size_t T = 0; T < S.Tasks.size(); ++T)
    Tasks.push_back(int(T));
  Tell.story(F, Tasks, Objects, V.Where);
  Tell.note(F, V.Where, Last, V.Task, StepKind::Missing);
  F.Key = keyOf(P, V.Kind, S, std::min<int>(V.Task, int(S.Tasks.size()) - 1),
                V.Name, V.What);
  F.Key += "|" + std::to_string(V.Where ? 0 : 1);
  for (size_t T = 0; T < S.Tasks.size(); ++T)
    F.Tasks.push_back(Tell.task(int(T)));
  return F;
}

Finding describeEndless(Program &P, int Task, uint32_t Spawned, const State &S,
                        llvm::ArrayRef<TraceStep> Trace) {
  Teller Tell(P, S, Trace);
  Finding F;
  const auto &Frames = S.task(Task).Frames;
  const Function &Body = *P.Functions[Frames.front().Function];
  // Given a token, it could have been told; it just does not look.
  bool HasToken = Body.TokenParameter >= 0;
  F.Kind = HasToken ? Check::UnobservedCancellation : Check::EndlessTask;
  F.Key = keyOf(P, F.Kind, S, Task, "", "");
  const uint32_t Loop = loopAround(P, Frames);
  F.Where = P.Locations[HasToken && Loop ? Loop : Spawned];
  F.Message = HasToken
                  ? "this loop never looks at the stop token its task was given"
                  : "the task started here loops forever and cannot be told to "
                    "stop";
  TraceStep Start;
  Start.Other = Task;
  Tell.note(F, Spawned, Tell.task(Task) + " starts here", 0, StepKind::Spawn,
            &Start);
  if (Loop)
    Tell.note(F, Loop, Tell.task(Task) + " goes round this loop", Task,
              StepKind::Stuck);
  Tell.note(F, Body.Where,
            HasToken ? "no path of this function asks the token"
                     : "no path of this function leaves the loop",
            Task, StepKind::Missing);
  for (size_t T = 0; T < S.Tasks.size(); ++T)
    F.Tasks.push_back(Tell.task(int(T)));
  return F;
}

} // namespace quiesce
