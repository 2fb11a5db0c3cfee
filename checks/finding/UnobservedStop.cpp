//===- UnobservedStop.cpp - tasks that do not see their stop --------------===//
//
// Part of quiesce, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A task that is given a token waits, or sleeps in a loop, without watching it.
// That is a defect only where the token is meant to end it, so for each task
//
//  - the source of its token must be known, and all who request its stop;
//  - these must do nothing that could end a wait, and those who call them
//    neither: then only the token is left;
//  - no body of the task may give the token away, to a callback say, where it
//    may be watched;
//  - nobody in the unit may close, set or release what is waited for: that may
//    be the way this task is meant to end.
//
//===----------------------------------------------------------------------===//

#include "finding/Cancellation.h"
#include "model/Words.h"
#include "llvm/ADT/EquivalenceClasses.h"

namespace quiesce {

using model::Operation;

namespace {

/// Calls followed below a task's own function.
constexpr unsigned MaxDepth = 8;

class UnobservedStop {
public:
  UnobservedStop(const Program &P, const StopFacts &Facts,
                 std::vector<Finding> &Out)
      : P(P), Facts(Facts), Out(Out) {
    for (size_t V = 0; V < Facts.Variables.size(); ++V)
      Same.insert(int(V));
    for (auto [A, B] : Facts.Aliases)
      Same.unionSets(A, B);
  }

  void run() {
    for (const StopBody &Starter : Facts.Bodies)
      for (const StopFact &Start : Starter.Facts)
        if (Start.Kind == StopFact::Starts && Start.GetsToken &&
            Facts.Bodies[Start.Body].Visible)
          task(Start);
    for (size_t V = 0; V < Facts.Variables.size(); ++V)
      unlinked(int(V));
  }

private:
  struct Visit {
    const StopBody *Body;
    llvm::SmallVector<uint32_t, 4> Callers; ///< innermost first
    bool Local; ///< something it is passed was made by the task itself
  };

  void task(const StopFact &Start) {
    std::vector<Visit> Visits{{&Facts.Bodies[Start.Body], {}, false}};
    llvm::SmallVector<const StopBody *, 8> Bodies{Visits[0].Body};
    for (size_t I = 0; I < Visits.size(); ++I) {
      const Visit Here = Visits[I];
      for (const StopFact &Fact : Here.Body->Facts) {
        if (Fact.Kind == StopFact::Hands)
          return;
        if (Fact.Kind != StopFact::Calls || Here.Callers.size() >= MaxDepth ||
            llvm::is_contained(Bodies, &Facts.Bodies[Fact.Body]))
          continue;
        Visit Next{
            &Facts.Bodies[Fact.Body], {Fact.Where}, Here.Local || Fact.Local};
        Next.Callers.append(Here.Callers.begin(), Here.Callers.end());
        Bodies.push_back(Next.Body);
        Visits.push_back(std::move(Next));
      }
    }
    for (const Visit &Here : Visits)
      for (const StopFact &Fact : Here.Body->Facts) {
        bool Waits = Fact.Kind == StopFact::Blocks && !Fact.Local &&
                     !Here.Local && !polled(*Here.Body, Fact) &&
                     !endedElsewhere(Fact, Bodies);
        if (Fact.Watches || (!Waits && Fact.Kind != StopFact::Pauses))
          continue;
        if (known(Fact.Where) || known(Start.Where))
          continue;
        llvm::SmallVector<uint32_t, 2> Requests;
        if (llvm::all_of(Start.Sources, [&](int Source) {
              return onlyRequests(Source, Fact, Start.Body, Requests);
            }))
          tell(Start, Here, Fact, Requests);
      }
  }

  /// A place that a finding speaks of already.
  bool known(uint32_t Where) const {
    const Location &At = P.Locations[Where];
    return llvm::any_of(Out, [&](const Finding &F) {
      return F.Where == At || llvm::any_of(F.Steps, [&](const Step &Each) {
               return Each.Where == At;
             });
    });
  }

  /// \p Body looks before it waits.
  static bool polled(const StopBody &Body, const StopFact &Wait) {
    return llvm::any_of(Body.Facts, [&](const StopFact &Fact) {
      return Fact.Kind == StopFact::Polls && Fact.Variable == Wait.Variable;
    });
  }

  /// Somebody beside the task itself does what ends this wait for good.
  bool endedElsewhere(const StopFact &Wait,
                      llvm::ArrayRef<const StopBody *> Task) const {
    auto Ends = [&](const StopFact &Fact) {
      if (Fact.Kind != StopFact::Wakes)
        return false;
      switch (Wait.Op) {
      case Operation::Receive:
        if (Fact.Op != Operation::Close)
          return false;
        break;
      case Operation::Send:
        if (Fact.Op != Operation::Close && Fact.Op != Operation::Receive)
          return false;
        break;
      case Operation::Acquire:
        if (Fact.Op != Operation::Release)
          return false;
        break;
      case Operation::Get:
      case Operation::Await:
        return Fact.Op == Operation::Set;
      default: // a notification alone ends no wait
        return false;
      }
      return Fact.Variable >= 0 &&
             Same.isEquivalent(Fact.Variable, Wait.Variable);
    };
    return llvm::any_of(Facts.Bodies, [&](const StopBody &Body) {
      return !llvm::is_contained(Task, &Body) && llvm::any_of(Body.Facts, Ends);
    });
  }

  /// All who request the stop of \p Source are known, and do nothing else that
  /// could end \p Wait, a fact of \p Task.  Appends the places of the requests.
  bool onlyRequests(int Source, const StopFact &Wait, int Task,
                    llvm::SmallVectorImpl<uint32_t> &Requests) const {
    if (Source < 0)
      return false;
    const StopVariable &V = Facts.Variables[Source];
    if (V.Escapes)
      return false;
    bool OfClass = V.Class >= 0;
    if (OfClass &&
        (!Facts.Classes[V.Class].Visible || Facts.Classes[V.Class].EndsWaits))
      return false;
    if (V.Handle || V.Container) {
      // The end of its owner's life is a request.
      int Owner = OfClass ? Facts.Classes[V.Class].Destructor : V.Body;
      if (Owner >= 0 ? !quiet(Owner, Task) : !OfClass)
        return false;
      Requests.push_back(V.Where);
    }
    for (size_t B = 0; B < Facts.Bodies.size(); ++B)
      for (const StopFact &Fact : Facts.Bodies[B].Facts) {
        if (Fact.Kind != StopFact::Requests ||
            !(Fact.Variable == Source || (V.Container && Fact.Variable < 0)))
          continue;
        const StopBody &Body = Facts.Bodies[B];
        // Who calls a method may do more than that: end what is the caller's.
        bool Own = Wait.Kind == StopFact::Pauses || Body.Destructor ||
                   Body.Class < 0 ||
                   (Wait.Variable >= 0 &&
                    Facts.Variables[Wait.Variable].Class == Body.Class);
        if (!Own || !quiet(int(B), Task))
          return false;
        for (size_t C = 0; C < Facts.Bodies.size(); ++C)
          if (llvm::any_of(Facts.Bodies[C].Facts,
                           [&](const StopFact &Call) {
                             return Call.Kind == StopFact::Calls &&
                                    Call.Body == int(B);
                           }) &&
              !quiet(int(C), Task))
            return false;
        Requests.push_back(Fact.Where);
      }
    return !Requests.empty();
  }

  /// \p Body, with all it calls and starts beside \p Task, wakes nobody.
  bool quiet(int Body, int Task) const {
    llvm::SmallVector<int, 8> Seen{Body};
    for (size_t I = 0; I < Seen.size(); ++I) {
      const StopBody &Here = Facts.Bodies[Seen[I]];
      if (!Here.Visible)
        return false;
      for (const StopFact &Fact : Here.Facts) {
        if (Fact.Kind == StopFact::Wakes)
          return false;
        bool Enters =
            Fact.Kind == StopFact::Calls || Fact.Kind == StopFact::Starts;
        if (Enters && Fact.Body != Task && !llvm::is_contained(Seen, Fact.Body))
          Seen.push_back(Fact.Body);
      }
    }
    return true;
  }

  static std::string words(const StopFact &Fact) {
    std::string On = Fact.Name.empty() ? "it" : "'" + Fact.Name + "'";
    if (Fact.Kind == StopFact::Pauses)
      return "this loop";
    switch (Fact.Op) {
    case Operation::Receive:
      return "this receive from " + On;
    case Operation::Send:
      return "this send to " + On;
    case Operation::Acquire:
      return "this acquire of " + On;
    case Operation::Wait:
      return "this wait on " + On;
    default:
      return "this wait for " + On;
    }
  }

  void tell(const StopFact &Start, const Visit &Here, const StopFact &Fact,
            llvm::ArrayRef<uint32_t> Requests) {
    Finding F;
    F.Kind = Check::UnobservedCancellation;
    F.Where = P.Locations[Fact.Where];
    F.Message = words(Fact) + " goes on when stop is requested: nothing in it "
                              "watches the stop token of its task";
    auto Note = [&](uint32_t Where, std::string Text, unsigned Task) {
      F.Steps.push_back({P.Locations[Where], std::move(Text), Task});
    };
    const StopVariable &Source = Facts.Variables[Start.Sources.front()];
    Note(Start.Where,
         "the task is started here, with the stop token of '" + Source.Name +
             "'",
         0);
    for (uint32_t Caller : llvm::reverse(Here.Callers))
      Note(Caller, "in a call from here", 1);
    for (uint32_t Request : Requests)
      Note(Request,
           Request == Source.Where
               ? "when '" + Source.Name +
                     "' is destroyed it requests the stop, "
                     "and nothing else ends the task"
               : "the stop is requested here, and nothing else ends the task",
           0);
    F.Key = std::string(record(F.Kind).Name) + "|" + Here.Body->Key + "|" +
            Fact.Name + "|" + model::word(Fact.Op).str();
    F.Tasks = {"the main task", "task 1"};
    Out.push_back(std::move(F));
  }

  /// A source made by a function that was given a token: unless it is stopped
  /// with that token, those who get its own are never stopped.
  void unlinked(int Number) {
    const StopVariable &V = Facts.Variables[Number];
    if (!V.Links || V.Escapes || !V.GivesToken || known(V.Where))
      return;
    for (const StopBody &Body : Facts.Bodies)
      for (const StopFact &Fact : Body.Facts)
        if (Fact.Kind == StopFact::Requests && Fact.Variable == Number)
          return;
    Finding F;
    F.Kind = Check::LostCancellation;
    F.Where = P.Locations[V.Where];
    F.Message = "the stop of '" + V.Name +
                "' is never requested: it is not "
                "linked to the stop token '" +
                V.Given + "'";
    F.Key = std::string(record(F.Kind).Name) + "|" + Facts.Bodies[V.Body].Key +
            "|" + V.Name + "|link";
    F.Steps.push_back({P.Locations[Facts.Bodies[V.Body].Where],
                       "this function is given '" + V.Given + "'"});
    F.Tasks = {"'" + Facts.Bodies[V.Body].Name + "'"};
    Out.push_back(std::move(F));
  }

  const Program &P;
  const StopFacts &Facts;
  std::vector<Finding> &Out;
  llvm::EquivalenceClasses<int> Same; ///< variables that may be one object
};

} // namespace

void tellUnobservedStops(const Program &P, const StopFacts &Facts,
                         std::vector<Finding> &Out) {
  UnobservedStop(P, Facts, Out).run();
}

} // namespace quiesce
