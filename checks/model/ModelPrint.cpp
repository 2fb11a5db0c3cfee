//===- ModelPrint.cpp - rows as YAML --------------------------------------===//
//
// Part of quiesce, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "model/ModelPrint.h"
#include "model/Words.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/YAMLTraits.h"
#include <map>

namespace quiesce::model {

/// A word or free text, as YAML reads it back, also between braces.
static std::string quoted(llvm::StringRef Text) {
  // C++'s qualified names and addresses need no quotes, though LLVM gives them
  // some for their colons and slashes.
  bool Plain = !Text.empty() && !Text.ends_with(":") &&
               (llvm::isAlpha(Text[0]) || Text[0] == '_') &&
               llvm::all_of(Text,
                            [](char C) {
                              return llvm::isAlnum(C) ||
                                     llvm::StringRef("_-.:/~").contains(C);
                            }) &&
               !llvm::yaml::isNull(Text) && !llvm::yaml::isBool(Text) &&
               !llvm::yaml::isNumeric(Text);
  return Plain ? Text.str() : '"' + llvm::yaml::escape(Text) + '"';
}

using llvm::raw_ostream;
using llvm::StringRef;

namespace {

using Pairs = std::vector<std::pair<std::string, std::string>>;

std::string phrase(const OperationModel &M) {
  std::string Out = M.How == Mode::Blocking ? "" : word(M.How).str() + " ";
  return Out + word(M.Op).str();
}

/// All keys but the operation itself.
Pairs details(const OperationModel &M) {
  Pairs Out;
  auto Index = [&](const char *Key, int Value) {
    if (Value >= 0)
      Out.emplace_back(Key, std::to_string(Value));
  };
  auto Result = [&](const char *Key, std::optional<int> Value) {
    if (Value)
      Out.emplace_back(Key, std::to_string(*Value));
  };
  Index("object", M.Args.Object);
  Index("handle", M.Args.Handle);
  Index("body", M.Args.Body);
  Index("rest", M.Args.Rest);
  Index("value", M.Args.Value);
  Index("count", M.Args.Count);
  Index("mutex", M.Args.Mutex);
  Index("predicate", M.Args.Predicate);
  Index("action", M.Args.Action);
  Index("attributes", M.Args.Attributes);
  Index("deadline", M.Args.Deadline);
  Index("token", M.Args.Token);
  Index("manual-reset", M.Args.ManualReset);
  Index("auto-reset", M.Args.AutoReset);
  Result("forever", M.Forever);
  if (M.Amount != 1)
    Out.emplace_back("amount", std::to_string(M.Amount));
  if (M.Skips)
    Out.emplace_back("skips", std::to_string(M.Skips));
  Result("success", M.Success);
  Result("failure", M.Failure);
  if (M.ReturnsOwner)
    Out.emplace_back("returns-owner", "true");
  if (M.WhenStopped)
    Out.emplace_back("when-stopped", word(*M.WhenStopped).str());
  if (M.ErrorFirst)
    Out.emplace_back("error-first", "true");
  if (!M.Runs.empty())
    Out.emplace_back("runs", quoted(M.Runs));
  if (!M.LazyWhen.empty())
    Out.emplace_back("lazy-when", quoted(M.LazyWhen));
  if (!M.Throws.empty())
    Out.emplace_back("throws", quoted(M.Throws));
  return Out;
}

std::string flow(const Pairs &All) {
  std::string Out = "{ ";
  for (size_t I = 0; I < All.size(); ++I)
    Out += (I ? ", " : "") + All[I].first + ": " + All[I].second;
  return Out + " }";
}

} // namespace

std::string text(const OperationModel &M) {
  Pairs All = details(M);
  if (M.Op == Operation::None)
    return All.empty() ? "" : flow(All);
  if (All.empty())
    return phrase(M);
  All.insert(All.begin(), {"operation", phrase(M)});
  return flow(All);
}

void print(const TypeModel &T, raw_ostream &Out) {
  Out << "  - name: " << quoted(T.Name) << "\n    primitive: " << word(T.Kind)
      << '\n';
  auto Line = [&](const char *Key, const llvm::Twine &Value, bool Wanted) {
    if (Wanted)
      Out << "    " << Key << ": " << Value << '\n';
  };
  auto Name = [&](const char *Key, StringRef Value) {
    if (!Value.empty())
      Line(Key, quoted(Value), true);
  };
  TypeModel None;
  Name("documentation", T.Documentation);
  std::string Constructor = text(T.Constructor);
  Line("constructor", Constructor, !Constructor.empty());
  Line("destructor", word(T.OnDestroy), T.OnDestroy != None.OnDestroy);
  Pairs ByArgument;
  for (const auto &[Argument, Does] : T.OnDestroyBy)
    ByArgument.emplace_back(quoted(Argument), word(Does).str());
  Line("destructor", flow(ByArgument), !ByArgument.empty());
  Name("terminate-when-defined", T.TerminateMacro);
  bool Channel = T.Kind == Primitive::Channel;
  Line("capacity", "unbounded", T.Unbounded);
  Line(Channel ? "capacity" : "count", llvm::Twine(T.DefaultCapacity),
       T.DefaultCapacity != 0);
  Line("maximum", llvm::Twine(T.Maximum), T.Maximum != 0);
  Line("capacity-less", llvm::Twine(T.CapacityLess), T.CapacityLess != 0);
  Line("send-when-closed", word(T.SendWhenClosed),
       T.SendWhenClosed != None.SendWhenClosed);
  Line("receive-when-closed", word(T.ReceiveWhenClosed),
       T.ReceiveWhenClosed != None.ReceiveWhenClosed);
  Line("close-when-closed", word(T.CloseWhenClosed),
       T.CloseWhenClosed != None.CloseWhenClosed);
  Line("close-wakes-receivers-only", "true", T.CloseWakesReceiversOnly);
  Name("throws-when-closed", T.ThrowsWhenClosed);
  Pairs Status;
  auto Enumerator = [&](const char *Key, const std::string &Name) {
    if (!Name.empty())
      Status.emplace_back(Key, quoted(Name));
  };
  Enumerator("success", T.Status.Success);
  Enumerator("closed", T.Status.Closed);
  Enumerator("timeout", T.Status.Timeout);
  Enumerator("full", T.Status.Full);
  Enumerator("empty", T.Status.Empty);
  Line("status", flow(Status), !Status.empty());
  Line("recursive", "true", T.Recursive);
  Line("wakes-on-unlock", "true", T.WakesOnUnlock);
  Name("defer-tag", T.DeferTag);
  Name("adopt-tag", T.AdoptTag);
  Name("try-tag", T.TryTag);
  Line("shared-guard", "true", T.SharedGuard);
  Line("copies-share", "true", T.CopiesShare);
  Line("passes-stop-token", "true", T.PassesStopToken);
  Line("stoppable", "true", T.Stoppable);
  Line("iterate", word(T.Iterate), T.Iterate != Operation::None);
  Line("weak", "true", T.Weak);
  Line("scalar-handle", "true", T.ScalarHandle);
  Line("group", "true", T.Group);
  Line("pointer-handle", "true", T.PointerHandle);
  if (T.Members.empty())
    return;
  Out << "    members:\n";
  std::map<StringRef, const OperationModel *> Sorted;
  for (const auto &Each : T.Members)
    Sorted[Each.getKey()] = &Each.getValue();
  for (const auto &[Member, Does] : Sorted)
    Out << "      " << quoted(Member) << ": " << text(*Does) << '\n';
}

void print(const FunctionModel &F, raw_ostream &Out) {
  Out << "  - name: " << quoted(F.Name) << "\n    operation: " << phrase(F.Does)
      << '\n';
  if (F.Kind != Primitive::None)
    Out << "    primitive: " << word(F.Kind) << '\n';
  if (!F.Documentation.empty())
    Out << "    documentation: " << quoted(F.Documentation) << '\n';
  for (const auto &[Key, Value] : details(F.Does))
    Out << "    " << Key << ": " << Value << '\n';
}

} // namespace quiesce::model
