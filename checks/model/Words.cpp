//===- Words.cpp - spelling of the model's enumerators --------------------===//
//
// Part of quiesce, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "model/Words.h"

namespace quiesce::model {
namespace {

constexpr Word<Primitive> PrimitiveWords[] = {
    {Primitive::None, ""},
    {Primitive::Task, "task"},
    {Primitive::Channel, "channel"},
    {Primitive::Mutex, "mutex"},
    {Primitive::Condition, "condition"},
    {Primitive::Semaphore, "semaphore"},
    {Primitive::Latch, "latch"},
    {Primitive::Barrier, "barrier"},
    {Primitive::Promise, "promise"},
    {Primitive::Future, "future"},
    {Primitive::PackagedTask, "packaged-task"},
    {Primitive::StopSource, "stop-source"},
    {Primitive::StopToken, "stop-token"},
    {Primitive::StopCallback, "stop-callback"},
    {Primitive::OnceFlag, "once-flag"},
    {Primitive::Atomic, "atomic"},
    {Primitive::Guard, "guard"},
    {Primitive::SelectArm, "select-arm"},
    {Primitive::Pointer, "pointer"},
    {Primitive::Optional, "optional"},
    {Primitive::Sequence, "sequence"},
    {Primitive::Map, "map"},
    {Primitive::Set, "set"},
    {Primitive::Iterator, "iterator"},
    {Primitive::Callable, "callable"},
    {Primitive::Record, "record"},
    {Primitive::Variant, "variant"},
    {Primitive::Value, "value"},
    {Primitive::Tag, "tag"},
    {Primitive::Sender, "sender"},
    {Primitive::Receiver, "receiver"},
    {Primitive::Descriptor, "descriptor"},
};

constexpr Word<Operation> OperationWords[] = {
    {Operation::None, ""},
    {Operation::Ignore, "ignore"},
    {Operation::Spawn, "spawn"},
    {Operation::Join, "join"},
    {Operation::Detach, "detach"},
    {Operation::Joinable, "joinable"},
    {Operation::Identify, "identify"},
    {Operation::Abandon, "abandon"},
    {Operation::StopAndJoin, "stop-and-join"},
    {Operation::Send, "send"},
    {Operation::Receive, "receive"},
    {Operation::Close, "close"},
    {Operation::IsClosed, "is-closed"},
    {Operation::SetCapacity, "set-capacity"},
    {Operation::Select, "select"},
    {Operation::ReceiveArm, "receive-arm"},
    {Operation::SendArm, "send-arm"},
    {Operation::DefaultArm, "default-arm"},
    {Operation::TimeoutArm, "timeout-arm"},
    {Operation::MakeChannel, "make-channel"},
    {Operation::GetSender, "get-sender"},
    {Operation::GetReceiver, "get-receiver"},
    {Operation::Lock, "lock"},
    {Operation::Unlock, "unlock"},
    {Operation::LockShared, "lock-shared"},
    {Operation::UnlockShared, "unlock-shared"},
    {Operation::LockAll, "lock-all"},
    {Operation::OwnsLock, "owns-lock"},
    {Operation::ReleaseGuard, "release-guard"},
    {Operation::Wait, "wait"},
    {Operation::NotifyOne, "notify-one"},
    {Operation::NotifyAll, "notify-all"},
    {Operation::Acquire, "acquire"},
    {Operation::Release, "release"},
    {Operation::CountDown, "count-down"},
    {Operation::CountUp, "count-up"},
    {Operation::AwaitZero, "await-zero"},
    {Operation::CountDownAndWait, "count-down-and-wait"},
    {Operation::Arrive, "arrive"},
    {Operation::ArriveAndWait, "arrive-and-wait"},
    {Operation::ArriveAndDrop, "arrive-and-drop"},
    {Operation::Set, "set"},
    {Operation::SetException, "set-exception"},
    {Operation::GetFuture, "get-future"},
    {Operation::Get, "get"},
    {Operation::Await, "await"},
    {Operation::Valid, "valid"},
    {Operation::Share, "share"},
    {Operation::RequestStop, "request-stop"},
    {Operation::GetToken, "get-token"},
    {Operation::GetSource, "get-source"},
    {Operation::StopRequested, "stop-requested"},
    {Operation::StopPossible, "stop-possible"},
    {Operation::CheckStop, "check-stop"},
    {Operation::CallOnce, "call-once"},
    {Operation::Load, "load"},
    {Operation::Store, "store"},
    {Operation::Exchange, "exchange"},
    {Operation::FetchAdd, "fetch-add"},
    {Operation::FetchSub, "fetch-sub"},
    {Operation::FetchAnd, "fetch-and"},
    {Operation::FetchOr, "fetch-or"},
    {Operation::FetchXor, "fetch-xor"},
    {Operation::CompareExchange, "compare-exchange"},
    {Operation::Make, "make"},
    {Operation::Dereference, "dereference"},
    {Operation::Address, "address"},
    {Operation::HasValue, "has-value"},
    {Operation::Reset, "reset"},
    {Operation::ValueOr, "value-or"},
    {Operation::LockWeak, "lock-weak"},
    {Operation::Expired, "expired"},
    {Operation::CountOwners, "count-owners"},
    {Operation::GetSelf, "get-self"},
    {Operation::Cast, "cast"},
    {Operation::Append, "append"},
    {Operation::Prepend, "prepend"},
    {Operation::Insert, "insert"},
    {Operation::InsertOrAssign, "insert-or-assign"},
    {Operation::Assign, "assign"},
    {Operation::Element, "element"},
    {Operation::ElementIfAny, "element-if-any"},
    {Operation::Find, "find"},
    {Operation::Contains, "contains"},
    {Operation::First, "first"},
    {Operation::Last, "last"},
    {Operation::RemoveFirst, "remove-first"},
    {Operation::RemoveLast, "remove-last"},
    {Operation::Erase, "erase"},
    {Operation::Extract, "extract"},
    {Operation::Clear, "clear"},
    {Operation::Size, "size"},
    {Operation::IsEmpty, "is-empty"},
    {Operation::Resize, "resize"},
    {Operation::Begin, "begin"},
    {Operation::End, "end"},
    {Operation::ReverseBegin, "reverse-begin"},
    {Operation::ReverseEnd, "reverse-end"},
    {Operation::Next, "next"},
    {Operation::Previous, "previous"},
    {Operation::Swap, "swap"},
    {Operation::View, "view"},
    {Operation::Reversed, "reversed"},
    {Operation::Iota, "iota"},
    {Operation::Pipe, "pipe"},
    {Operation::ForEach, "for-each"},
    {Operation::AnyOf, "any-of"},
    {Operation::AllOf, "all-of"},
    {Operation::NoneOf, "none-of"},
    {Operation::FindIf, "find-if"},
    {Operation::CountIf, "count-if"},
    {Operation::Accumulate, "accumulate"},
    {Operation::LeastElement, "least-element"},
    {Operation::GreatestElement, "greatest-element"},
    {Operation::RemoveIf, "remove-if"},
    {Operation::Sort, "sort"},
    {Operation::ReverseOrder, "reverse-order"},
    {Operation::Distance, "distance"},
    {Operation::CopyRange, "copy-range"},
    {Operation::Transform, "transform"},
    {Operation::Inserter, "inserter"},
    {Operation::Alternative, "alternative"},
    {Operation::Visit, "visit"},
    {Operation::Invoke, "invoke"},
    {Operation::Identity, "identity"},
    {Operation::Construct, "construct"},
    {Operation::Bind, "bind"},
    {Operation::CurrentException, "current-exception"},
    {Operation::MakeException, "make-exception"},
    {Operation::RethrowException, "rethrow-exception"},
    {Operation::Least, "least"},
    {Operation::Greatest, "greatest"},
    {Operation::Clamp, "clamp"},
    {Operation::Less, "less"},
    {Operation::Greater, "greater"},
    {Operation::Compare, "compare"},
    {Operation::ToText, "to-text"},
    {Operation::Part, "part"},
    {Operation::FindLast, "find-last"},
    {Operation::Concatenate, "concatenate"},
    {Operation::StartsWith, "starts-with"},
    {Operation::EndsWith, "ends-with"},
    {Operation::ContainsText, "contains-text"},
    {Operation::Sleep, "sleep"},
    {Operation::Yield, "yield"},
    {Operation::Exit, "exit"},
    {Operation::EndTask, "end-task"},
};

constexpr Word<Mode> ModeWords[] = {
    {Mode::Blocking, "blocking"},
    {Mode::Try, "try"},
    {Mode::Timed, "timed"},
    {Mode::Awaited, "awaited"},
};

constexpr Word<Destructor> DestructorWords[] = {
    {Destructor::Nothing, "nothing"},
    {Destructor::Terminate, "terminate"},
    {Destructor::Leak, "leak"},
    {Destructor::Join, "join"},
    {Destructor::Detach, "detach"},
    {Destructor::RequestStopAndJoin, "request-stop-and-join"},
    {Destructor::Close, "close"},
    {Destructor::Unlock, "unlock"},
    {Destructor::Break, "break"},
    {Destructor::AwaitWaiters, "await-waiters"},
};

constexpr Word<WhenClosed> WhenClosedWords[] = {
    {WhenClosed::Returns, "returns"},
    {WhenClosed::Throws, "throws"},
    {WhenClosed::Ignored, "ignored"},
};

/// word() indexes the tables with the enumerator.
template <class Enum, size_t N>
constexpr bool complete(const Word<Enum> (&Table)[N], Enum Last) {
  for (size_t I = 0; I < N; ++I)
    if (static_cast<size_t>(Table[I].Value) != I)
      return false;
  return static_cast<size_t>(Last) == N - 1;
}
static_assert(complete(PrimitiveWords, Primitive::Descriptor));
static_assert(complete(OperationWords, Operation::EndTask));
static_assert(complete(ModeWords, Mode::Awaited));
static_assert(complete(DestructorWords, Destructor::AwaitWaiters));
static_assert(complete(WhenClosedWords, WhenClosed::Ignored));

} // namespace

template <> llvm::ArrayRef<Word<Primitive>> words<Primitive>() {
  return PrimitiveWords;
}
template <> llvm::ArrayRef<Word<Operation>> words<Operation>() {
  return OperationWords;
}
template <> llvm::ArrayRef<Word<Mode>> words<Mode>() { return ModeWords; }
template <> llvm::ArrayRef<Word<Destructor>> words<Destructor>() {
  return DestructorWords;
}
template <> llvm::ArrayRef<Word<WhenClosed>> words<WhenClosed>() {
  return WhenClosedWords;
}

} // namespace quiesce::model
