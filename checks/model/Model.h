//===- Model.h - what an API call means, as data ----------------*- C++ -*-===//
//
// Part of quiesce, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A model says which types are which primitive and which members and functions
// are which operation.  It is read from YAML (checks/models/ for the libraries,
// .quiesce.yaml for a user's own types) and never from C++ source: no file
// outside this folder names a library's type or function.
//
//   types:
//     - name: chan::channel
//       primitive: channel
//       constructor: { capacity: 0 }
//       members:
//         send:     send
//         send_for: timed send
//         recv:     receive
//         close:    close
//
// Names are fully qualified, without template arguments and without inline
// namespaces ("std::condition_variable_any", not "std::_V2::...").  A member is
// looked up in the model of the object's own type and then of its bases, so a
// function that a library happens to declare in a base class is still found.
// Rows only add: a name given twice is an error, so file order never matters.
//
//===----------------------------------------------------------------------===//

#ifndef QUIESCE_MODEL_MODEL_H
#define QUIESCE_MODEL_MODEL_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/ADT/StringRef.h"
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace quiesce::model {

/// What a type is.  The last group are not primitives but the plumbing through
/// which primitives travel; a program cannot be followed without them.
enum class Primitive : uint8_t {
  None,
  // Primitives.
  Task,         ///< handle of a thread, fiber or process-like task
  Channel,      ///< values pass from senders to receivers
  Mutex,        ///< exclusive or shared ownership
  Condition,    ///< set of waiters; a notification wakes, nothing is kept
  Semaphore,    ///< counter; acquire waits until it is above zero
  Latch,        ///< counter; wait waits until it is zero (wait groups too)
  Barrier,      ///< arrivals; each waits for the count to be complete
  Promise,      ///< write side of an event
  Future,       ///< read side of an event; may also own a task
  PackagedTask, ///< callable that sets an event
  StopSource,   ///< write side of a stop state
  StopToken,    ///< read side of a stop state
  StopCallback, ///< runs a callable when stop is requested
  OnceFlag,     ///< at most one active call
  Atomic,       ///< a variable, read and written in one step
  // Plumbing.
  Guard,     ///< owns one or more locked mutexes in a scope
  SelectArm, ///< one alternative of a select
  Pointer,   ///< owns or refers to one object; may be null
  Optional,  ///< holds one object or nothing
  Sequence,  ///< container of elements, by position
  Map,       ///< container of key and value
  Set,       ///< container whose elements are their keys
  Iterator,  ///< position in a container
  Callable,  ///< holds a function object
  Record,    ///< plain fields (pair, tuple)
  Variant,   ///< one of several objects
  Value,     ///< plain value without identity (string, duration, time point)
  Tag,       ///< an argument of this type is not counted
  Sender,    ///< end of a channel; the last that goes may close it
  Receiver,  ///< end of a channel; the last that goes may close it
  /// A number that names an end of a channel of bytes; any integer may be one.
  Descriptor,
};

/// What a call does.
enum class Operation : uint8_t {
  None,
  Ignore, ///< known to have no concurrency meaning and to keep no argument
  // Tasks.
  Spawn,
  Join,
  Detach,
  Joinable,
  Identify, ///< the number of a handle's task, or of the one that asks
  Abandon,  ///< may leave the coroutines that the object runs where they wait
  StopAndJoin, ///< requests the stop, then joins
  // Channels.
  Send,
  Receive,
  Close,
  IsClosed,
  SetCapacity,
  Select,
  ReceiveArm,
  SendArm,
  DefaultArm,
  TimeoutArm,
  MakeChannel, ///< returns both ends of a new one
  GetSender,
  GetReceiver,
  // Mutexes and guards.
  Lock,
  Unlock,
  LockShared,
  UnlockShared,
  LockAll, ///< several mutexes at once, without a lock order
  OwnsLock,
  ReleaseGuard, ///< the guard gives up its mutex without unlocking it
  // Conditions and atomics.
  Wait,
  NotifyOne,
  NotifyAll,
  // Counters.
  Acquire,
  Release,
  CountDown,
  CountUp, ///< wait groups: one more to wait for
  AwaitZero,
  CountDownAndWait,
  Arrive,        ///< barrier: arrive without waiting
  ArriveAndWait, ///< barrier
  ArriveAndDrop, ///< barrier
  // Events.
  Set,
  SetException, ///< whoever gets the value gets an exception
  GetFuture,
  Get,   ///< wait for the event and take its value
  Await, ///< wait for the event, its value stays
  Valid,
  Share,
  // Cancellation.
  RequestStop,
  GetToken,
  GetSource,
  StopRequested,
  StopPossible,
  CheckStop, ///< throws when stop was requested
  CallOnce,
  // Atomics.
  Load,
  Store,
  Exchange,
  FetchAdd,
  FetchSub,
  FetchAnd,
  FetchOr,
  FetchXor,
  CompareExchange,
  // Plumbing.
  Make,        ///< allocates an object and returns a pointer to it
  Dereference, ///< the object behind a pointer, optional or iterator
  Address,     ///< the plain pointer behind a smart pointer
  HasValue,
  Reset,
  ValueOr,
  LockWeak,
  Expired,     ///< of a weak pointer: its object is gone
  CountOwners, ///< of the object that a pointer owns
  GetSelf,     ///< shared_from_this
  Cast,        ///< the object as a derived class; null if it is none
  Append,
  Prepend,
  Insert,
  InsertOrAssign,
  Assign,       ///< holds what its arguments make, and nothing else
  Element,      ///< by index or key; maps make it when it is missing
  ElementIfAny, ///< by key; throws when it is missing
  Find,
  Contains,
  First,
  Last,
  RemoveFirst,
  RemoveLast,
  Erase,
  Extract, ///< hands on what it removes, of which no more is known; or null
  Clear,
  Size,
  IsEmpty,
  Resize,
  Begin,
  End,
  ReverseBegin,
  ReverseEnd,
  Next,
  Previous,
  Swap,
  // Views: containers whose elements are another's.
  View,     ///< of the elements, or of so many from a position on
  Reversed, ///< of the elements, from the last to the first
  Iota,     ///< of the numbers from one up to another
  Pipe,     ///< calls the second argument with the first
  // Algorithms over two iterators or a container, which call their body, or
  // compare with their value, element by element.
  ForEach,
  AnyOf,
  AllOf,
  NoneOf,
  FindIf,
  CountIf,
  Accumulate,
  LeastElement,
  GreatestElement,
  RemoveIf, ///< brings what stays to the front
  Sort,
  ReverseOrder,
  Distance,
  CopyRange,   ///< stores the elements, those of which the body says so if one
               ///< is given, through its value
  Transform,   ///< stores what the body gives through its third argument
  Inserter,    ///< what is stored through it is appended to its container
  Alternative, ///< of a variant: the number of the one it holds
  Visit,       ///< calls its body with what a variant holds
  Invoke,
  Identity,  ///< returns its argument (move, forward, ref, as_const)
  Construct, ///< makes a value of the arguments (make_pair, make_tuple, tie)
  Bind,
  // Exceptions that are carried about.
  CurrentException,
  MakeException,
  RethrowException,
  // Values.
  Least,
  Greatest,
  Clamp,
  Less,    ///< of two values
  Greater, ///< of two values
  Compare, ///< of two values: below 0, 0, or above
  ToText,  ///< of a number
  Part,    ///< of a text: from a position, so many characters
  FindLast,
  Concatenate, ///< of texts; a member appends
  StartsWith,
  EndsWith,
  ContainsText,
  Sleep,
  Yield,
  Exit,    ///< the process ends here
  EndTask, ///< the task ends here, with all its functions
};

/// Whether it waits for a lock, or for several.
inline bool takesLock(Operation Op) {
  return Op == Operation::Lock || Op == Operation::LockShared ||
         Op == Operation::LockAll;
}

/// Whether it is a question about what a container holds.
inline bool asksContents(Operation Op) {
  return Op == Operation::IsEmpty || Op == Operation::Size ||
         Op == Operation::HasValue || Op == Operation::Find ||
         Op == Operation::Contains;
}

/// How long an operation may wait.
enum class Mode : uint8_t {
  Blocking, ///< until it can be done
  Try,      ///< not at all
  Timed,    ///< for a bounded time; always has a way out
  Awaited,  ///< until it can be done, under co_await; otherwise unknown
};

/// What happens to a task that its handle still owns when the handle is
/// destroyed or assigned over, or to a primitive that is destroyed.
enum class Destructor : uint8_t {
  Nothing,
  Terminate, ///< the process is terminated
  Leak,      ///< the task goes on and can never be joined
  Join,
  Detach,
  RequestStopAndJoin,
  Close,
  Unlock,       ///< guards
  Break,        ///< promises: waiters wake with an exception
  AwaitWaiters, ///< conditions: blocks while somebody sleeps on it
};

/// What an operation on a closed channel does.
enum class WhenClosed : uint8_t {
  Returns, ///< reports it in the result
  Throws,
  Ignored, ///< done as if open, or without effect
};

/// Role of an argument, where its position cannot be told from its type.
/// An index of -1 means "none"; arguments count from 0 without the object.  A
/// launch policy and a stop token, which overloads put before the others, are
/// not counted: `wait(lock, pred)` and `wait(lock, token, pred)` share a row.
struct Arguments {
  int Object = -1;    ///< C functions: the primitive itself
  int Handle = -1;    ///< C spawn: where the new handle is stored; of a
                      ///< channel, where its two descriptors are
  int Body = -1;      ///< spawn, async, callbacks: what runs
  int Rest = -1;      ///< first argument passed on to the body
  int Value = -1;     ///< send, set, store: the value; receive: where it goes
  int Count = -1;     ///< capacity, initial count or amount
  int Mutex = -1;     ///< condition wait of C: the mutex
  int Predicate = -1; ///< condition wait: what is tested
  int Action = -1;    ///< select arm: what runs when it is chosen
  /// C spawn and construct: unless it is null or 0, what is made may be
  /// detached or recursive, which this model does not tell.  `Forever` is
  /// harmless too.
  int Attributes = -1;
  /// When it is given, and is not `Forever`, the operation is timed.
  int Deadline = -1;
  /// Semaphores that are events: what makes it stay set when it is waited for,
  /// and what makes it not.
  int ManualReset = -1, AutoReset = -1;
  int Token = -1; ///< spawn: what stops the task
};

struct OperationModel {
  Operation Op = Operation::None;
  Mode How = Mode::Blocking;
  Arguments Args;
  /// Fixed amount for counters when no argument gives it.
  int Amount = 1;
  /// The constant that as a deadline means none.
  std::optional<int> Forever;
  /// Value returned on success (pthread: 0), and when a try or timed operation
  /// could not be done; any other than Success when absent.
  std::optional<int> Success, Failure;
  /// Spawn: the virtual member of the object itself that runs.
  std::string Runs;
  /// Spawn: parameters of the body that come before its arguments, which this
  /// model does not tell.
  int Skips = 0;
  /// Spawn through a function whose returned future joins on destruction.
  bool ReturnsOwner = false;
  /// The argument or enumerator that makes the operation lazy
  /// (std::launch::deferred), fully qualified; empty for none.
  std::string LazyWhen;
  /// What the operation does, while it waits, when the stop of the task that
  /// does it is requested; nothing when absent.
  std::optional<WhenClosed> WhenStopped;
  /// A message of the channel begins with an error; where it is awaited, the
  /// error is the first part of the result, or is thrown.
  bool ErrorFirst = false;
  /// What is thrown when there is no such element, or, of a spawn or what is
  /// ignored, when it fails; empty for unknown, and that nothing is.
  std::string Throws;

  /// Whether nobody knows if a call of it throws.
  bool mayThrow() const {
    return !Throws.empty() &&
           (Op == Operation::Spawn || Op == Operation::Ignore);
  }
};

/// Enumerators a status result may have, unqualified; empty for none.
struct StatusNames {
  std::string Success, Closed, Timeout, Full, Empty;
};

struct TypeModel {
  std::string Name; ///< fully qualified, see above
  Primitive Kind = Primitive::None;
  Destructor OnDestroy = Destructor::Nothing;
  /// What stands in place of OnDestroy where a type of this name is an argument
  /// of the template (boost::scoped_thread); the row then says nothing of
  /// specialisations that have none of them.  Empty where OnDestroy is for all.
  std::vector<std::pair<std::string, Destructor>> OnDestroyBy;
  /// Preprocessor macro that, when it is defined at the end of the unit, turns
  /// OnDestroy into Terminate (boost::thread).
  std::string TerminateMacro;

  /// Constructing with arguments runs this (Spawn for threads, Lock for
  /// guards); None for plain construction.
  OperationModel Constructor;
  /// Channels: what the capacity is.  Unbounded wins over DefaultCapacity.
  bool Unbounded = false;
  /// Capacity, or initial count, when no constructor argument gives it.
  int DefaultCapacity = 0;
  /// What the usable capacity is less than the argument (Boost.Fiber: 1).
  int CapacityLess = 0;
  WhenClosed SendWhenClosed = WhenClosed::Throws;
  WhenClosed ReceiveWhenClosed = WhenClosed::Returns;
  WhenClosed CloseWhenClosed = WhenClosed::Ignored;
  /// close() wakes receivers only (Asio); blocked senders stay.
  bool CloseWakesReceiversOnly = false;
  std::string ThrowsWhenClosed; ///< exception type, empty for unknown
  StatusNames Status;
  bool Recursive = false; ///< mutexes
  /// Mutexes that are waited on themselves: each unlock makes those who wait
  /// look again.
  bool WakesOnUnlock = false;
  /// Locking tags of guards, by their type's qualified name.
  std::string DeferTag, AdoptTag, TryTag;
  bool SharedGuard = false;
  /// Copies of the object are the same primitive (stop_token, shared_ptr).
  bool CopiesShare = false;
  /// The callable's first parameter receives a stop token when it takes one.
  bool PassesStopToken = false;
  /// Each task has a stop state that its handle may request.
  bool Stoppable = false;
  /// Semaphores: their count does not rise above it; 0 for no limit.
  int Maximum = 0;
  /// Range-for over the object performs this.
  Operation Iterate = Operation::None;
  /// Pointers: does not keep its object alive.
  bool Weak = false;
  /// The primitive is itself a plain scalar (pthread_t).
  bool ScalarHandle = false;
  /// Tasks: a group of them.  Each spawn adds one, join joins all, and what
  /// the destructor does it does to each.
  bool Group = false;
  /// The handle is a pointer to the type (GThread *).
  bool PointerHandle = false;

  llvm::StringMap<OperationModel> Members;

  // Where the row stands, for `models list` and for messages.
  // Library is with its version, Source the file.
  std::string Library, Documentation, Source;
  unsigned Line = 0;
  /// Where the first of the row's names stands; types that share a row need
  /// not have all of its members.
  unsigned RowLine = 0;

  const OperationModel *member(llvm::StringRef Member) const {
    auto It = Members.find(Member);
    return It == Members.end() ? nullptr : &It->second;
  }
};

struct FunctionModel {
  std::string Name;
  OperationModel Does;
  /// Primitive of the object the operation works on (C functions).
  Primitive Kind = Primitive::None;
  std::string Library, Documentation, Source;
  unsigned Line = 0, RowLine = 0;
};

/// One mistake in a model file; Line and Column count from 1.
struct ModelError {
  std::string File;
  unsigned Line = 0, Column = 0;
  std::string Message; ///< what is wrong, what was expected, one sentence
};

/// All rows in force.  Immutable once built; lookups cost one hash each.
class ModelSet {
public:
  /// The libraries' models that are compiled in.  Never fails: a mistake in
  /// them is caught by the tests.
  static std::shared_ptr<const ModelSet> builtin();

  /// The compiled-in models and those of \p Files, in any order.  Mistakes are
  /// appended to \p Errors; the set then holds the rows that were right, but a
  /// caller must not analyse with it.
  static std::shared_ptr<const ModelSet>
  withUserFiles(llvm::ArrayRef<std::string> Files,
                std::vector<ModelError> &Errors);

  /// Adds the rows of one YAML text.  \p Library is the file's own name.
  void add(llvm::StringRef Yaml, llvm::StringRef FileName,
           std::vector<ModelError> &Errors);

  const TypeModel *type(llvm::StringRef QualifiedName) const;
  const FunctionModel *function(llvm::StringRef QualifiedName) const;

  /// Every modelled name, for the test whether a unit can matter at all.
  const std::vector<const TypeModel *> &types() const { return TypeList; }
  const std::vector<const FunctionModel *> &functions() const {
    return FunctionList;
  }

private:
  llvm::StringMap<std::unique_ptr<TypeModel>> Types;
  llvm::StringMap<std::unique_ptr<FunctionModel>> Functions;
  std::vector<const TypeModel *> TypeList;
  std::vector<const FunctionModel *> FunctionList;
};

/// The user model files that apply to \p SourceFile: `.quiesce.yaml` in its
/// folder and in each one above, nearest first, up to one that says
/// `inherit-parents: false`.
std::vector<std::string> findUserModels(llvm::StringRef SourceFile);
/// The places where findUserModels() looks, whether there is a file or not.
std::vector<std::string> userModelPlaces(llvm::StringRef SourceFile);

} // namespace quiesce::model

#endif // QUIESCE_MODEL_MODEL_H
