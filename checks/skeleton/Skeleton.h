//===- Skeleton.h - what a function does, only its operations ---*- C++ -*-===//
//
// Part of quiesce, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A skeleton is a function reduced to its operations, calls, and the branches
// and small variables that decide about them, as code of a little register
// machine.  It holds no AST: lowering (Lowering.h) makes it, exploration runs
// it, and between the two it can be printed.
//
//   void f(chan::channel<int> &c) { if (c.recv()) c.close(); }
//
//   f(r0)
//     0  r1 = receive r0            f.cpp:1:40
//     1  branch r1 ? 2 : 3
//     2  r1 = close r0              f.cpp:1:50
//     3  return
//
// Registers form a stack: locals first, temporaries above them.  It is known
// which of them are still needed where, so that two states which differ only in
// values that nobody reads any more are the same state.
//
// Scalars, and the class types whose whole state is one value (thread handles,
// smart pointers, futures, guards ...), are values.  Everything else is an
// object on the machine's heap and is known by reference.
//
//===----------------------------------------------------------------------===//

#ifndef QUIESCE_SKELETON_SKELETON_H
#define QUIESCE_SKELETON_SKELETON_H

#include "finding/Finding.h"
#include "model/Model.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/Support/raw_ostream.h"
#include <cstdint>
#include <cstring>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace quiesce {

/// A value of the machine.  Two ints and a tag, so that states are cheap to
/// copy and to compare.
struct Value {
  enum Kind : uint8_t {
    None,    ///< never written
    Unknown, ///< anything, and without identity: each look may differ
    Null,    ///< no object; also an empty optional or handle
    Int,     ///< A
    Real,    ///< a floating constant: the bits of a float in A
    Text,    ///< a constant string, A is its number in the program
    Symbol,  ///< an unknown with identity A: the same at each look; with B, it
             ///< is null or the address of a new object of the type B - 1
    Test,    ///< (symbol A) Relation B, a truth value
    Ref,     ///< the object A
    Cell,    ///< the scalar field B of the object A: an address
    Iter,    ///< position in container A at its slot object B; -1 is the end;
             ///< with Sub going backwards
    Fn,      ///< the function A
    Task,    ///< the task A
    Guard,   ///< ownership of mutex A; B says whether it is held
  };
  /// Of Ref: how the reference takes part in its object's life.
  /// Chosen: a slot that some unknown key was taken to lead to.
  enum Hold : uint8_t { Plain, Owning, Weak, Chosen };
  /// Of Test.
  enum Relation : uint8_t { Equal, Less };
  /// Of Unknown: it comes from numbers that the program knows and we cannot
  /// hold, so that a decision about it is no evidence; or it was counted up, or
  /// down, to more than Few; or it says whether such a count has come to a
  /// number beyond, which with the answer A it has.
  enum Knowledge : uint8_t { Nobodys, Lost, CountedUp, CountedDown, Arrival };
  static constexpr int Few = 6;
  /// What counts so far is not followed to its end.
  static constexpr int Many = 500;
  /// Of Symbol with B: what the new object holds.
  enum Content : uint8_t { Anything, Zeros };
  /// Of Int: A is the number, or only its sign and that it is large; or it is
  /// a number of <errno.h>, written by its name.
  enum Precision : uint8_t { Exact, Far, ErrorNumber };

  Kind K = None;
  uint8_t Sub = 0;  ///< one of the above, or shared ownership of a guard
  bool Not = false; ///< Test: negated
  int32_t A = 0, B = 0;

  static Value make(Kind K, int32_t A = 0, int32_t B = 0, uint8_t Sub = 0) {
    Value V;
    V.K = K;
    V.A = A;
    V.B = B;
    V.Sub = Sub;
    return V;
  }
  static Value unknown() { return make(Unknown); }
  static Value lost() { return make(Unknown, 0, 0, Lost); }
  static Value null() { return make(Null); }
  static Value integer(int64_t I) {
    if (I > INT32_MAX)
      return make(Int, INT32_MAX, 0, Far);
    if (I < INT32_MIN)
      return make(Int, INT32_MIN, 0, Far);
    return make(Int, int32_t(I));
  }
  static Value real(double D) {
    float F = float(D);
    Value V = make(Real);
    std::memcpy(&V.A, &F, sizeof V.A);
    return V;
  }
  float asReal() const {
    float F;
    std::memcpy(&F, &A, sizeof F);
    return F;
  }
  static Value ref(int Object, Hold H = Plain) {
    return make(Ref, Object, 0, H);
  }
  static Value cell(int Object, int Field) { return make(Cell, Object, Field); }
  static Value task(int Index) { return make(Task, Index); }
  static Value fn(int Index) { return make(Fn, Index); }

  bool isRef() const { return K == Ref; }
  bool isLost() const { return K == Unknown && Sub == Lost; }
  bool isCounted() const {
    return K == Unknown && (Sub == CountedUp || Sub == CountedDown);
  }
  bool isArrival() const { return K == Unknown && Sub == Arrival; }
  bool isFar() const { return K == Int && Sub == Far; }
  /// Holds for values about which nothing definite is known.
  bool open() const {
    return K == None || K == Unknown || K == Symbol || K == Test;
  }
  friend bool operator==(const Value &X, const Value &Y) {
    return X.K == Y.K && X.Sub == Y.Sub && X.Not == Y.Not && X.A == Y.A &&
           X.B == Y.B;
  }
};

using Reg = int; ///< -1 is "no register"

enum class Code : uint8_t {
  Const,   ///< Dst = Constant
  Move,    ///< Dst = A
  Fresh,   ///< Dst = a new symbol; Type >= 0: of allocated memory, with Imm
           ///< all zeros; or 0 where A is in sight
  Load,    ///< Dst = *A
  Store,   ///< *A = B
  Field,   ///< Dst = address of field Imm of A; Type >= 0 if it is an object
  New,     ///< Dst = a new object of Type
  NewCell, ///< Dst = address of a new scalar
  Binary,  ///< Dst = A (Imm: Arith) B; with Imm2 of unsigned numbers
  Narrow,  ///< Dst = A as a number of Imm bits, or if negative unsigned
  Not,     ///< Dst = !A
  Branch,  ///< A ? Imm : Imm2
  Jump,    ///< Imm
  Choose,  ///< Dst = 0 .. Imm-1; the environment's choice, no assumption
  Call,    ///< Dst = function Imm(Args); with Imm2 it only computes
  CallVirtual, ///< Dst = method Imm of the dynamic type of Args[0]
  CallValue,   ///< Dst = A(Args)
  CallUnknown, ///< Dst = something; Args and all they reach escape
  Return,      ///< A
  Throw,       ///< exception of type Imm, the object A; or carried by A alone
  Rethrow,     ///< the exception A, or if that is none the last one
  Caught,      ///< Dst = the exception that is handled
  Resume,      ///< end of a cleanup: unwinding goes on
  Op,          ///< Dst = operation Imm (of Function::Operations)
  Destroy,     ///< ends the life of the object or scalar at A, of Type
  Copy,        ///< *A = contents of object *B
  Steal,       ///< like Copy, and *B is moved from
  Global,      ///< Dst = address of global Imm
};

enum class Arith : uint8_t {
  Add,
  Sub,
  Mul,
  Div,
  Rem,
  And,
  Or,
  Xor,
  Shl,
  Shr,
  Eq,
  Ne,
  Lt,
  Le,
  Gt,
  Ge,
};

/// What the result of an operation looks like.
struct ResultForm {
  enum Kind : uint8_t { Void, Truth, Status, Optional, Plain } K = Void;
  int Success = 0, Closed = 1, Timeout = 2, Full = 3, Empty = 4;
};

/// An operation in the code, resolved from the model: plain data.
struct OpSite {
  model::Operation Op = model::Operation::None;
  model::Mode How = model::Mode::Blocking;
  model::Primitive Kind = model::Primitive::None;
  Reg Object = -1; ///< address of the primitive
  Reg Value = -1;  ///< what is sent, set, stored; or a first operand
  Reg Into = -1;   ///< receive: address that takes the value
  Reg Count = -1;
  Reg Mutex = -1; ///< condition waits: address of the guard or mutex
  Reg Token = -1; ///< waits that also end when stop is requested; spawn: what
                  ///< stops the task
  Reg Trash = -1; ///< removal: a container that takes what is removed
  Reg Also = -1;  ///< insertion: takes whether the element is new
  Reg Body = -1;  ///< spawn, callbacks, select arms, predicates: a callable
  llvm::SmallVector<Reg, 4> Rest; ///< arguments of the body; arms of a select
  int Amount = 1;
  int Type = -1; ///< Make, Insert, Element ...: type of the object made
  ResultForm Result;
  bool Lazy = false;        ///< spawn: does not run until somebody waits
  bool OwnsTask = false;    ///< spawn: the result joins when destroyed
  bool CStyle = false;      ///< spawn: the handle is stored through Into
  bool PassesToken = false; ///< spawn: the body may take a stop token
  bool Stoppable = false;   ///< spawn: the task has a stop state
  /// Waits: what happens when the stop of the task that waits is requested.
  std::optional<model::WhenClosed> WhenStopped;
  bool Drain = false;     ///< receive that decides whether a loop goes on
  bool InLoop = false;    ///< stands in a loop of its function
  bool Unbounded = false; ///< ... that has no bound in the code
  bool ClosedThrows = false, CloseTwiceThrows = false;
  bool Counter = false;     ///< wait: the predicate compares a number
  bool Hidden = false;      ///< spawn: nobody can join or detach it
  bool MayDetach = false;   ///< spawn: attributes may say that it is detached
  bool Dropped = false;     ///< spawn: the result is discarded where it stands
  bool Fails = false;       ///< set: an exception
  bool Moves = false;       ///< construction from another: leaves it behind
  bool FromOutside = false; ///< spawn: a caller that the code does not start
  bool Throws = false;      ///< when there is nothing
  bool Shared = false;
  bool Recursive = false;
  model::Destructor OnDestroy = model::Destructor::Nothing;
  int ThrowType = -1; ///< exception thrown when closed
  std::string Name;   ///< the object in the user's words ("results")
  std::vector<std::string> RestNames; ///< lock-all: what Rest are called
};

struct Instruction {
  Code What = Code::Jump;
  Reg Dst = -1, A = -1, B = -1;
  int Imm = 0, Imm2 = 0;
  int Type = -1;
  Value Constant;
  llvm::SmallVector<Reg, 2> Args;
  uint32_t Where = 0; ///< index into Program::Locations
  /// Branch: stands at the head or end of a loop, so its choices are a trip
  /// count.  Call: the callee is a destructor.
  bool Loop = false;
  bool LeavesOnTrue = false; ///< Branch of a loop: which side leads out
  bool Counts = false;       ///< Branch of a loop: of more than a few rounds;
                             ///< Jump: back to one that counts its rounds
  bool Asks = false;         ///< Call: the callee changes nothing
  bool Unseen = false;       ///< Call: unseen code runs; Branch: both happen
  int Text = -1;             ///< Branch, Fresh: the expression, for notes
};

/// Where an exception goes that is thrown in [Begin, End): to a handler of one
/// of Types (empty: every type), or to a cleanup that ends in Resume.
struct Landing {
  int Begin = 0, End = 0, Target = 0;
  bool Cleanup = false;
  llvm::SmallVector<int, 1> Types;
};

/// How a parameter is passed.
enum class Passing : uint8_t {
  Scalar,    ///< a value
  Address,   ///< a reference to a scalar
  Reference, ///< a reference or pointer to an object
  Object,    ///< an object by value: the callee owns its copy
};

/// For each instruction of a skeleton a set of registers.
class RegisterSets {
public:
  void reset(size_t Instructions, unsigned Registers) {
    Words = (Registers + 63) / 64;
    Bits.assign(Instructions * Words, 0);
  }
  bool has(int At, Reg R) const {
    return Bits[size_t(At) * Words + unsigned(R) / 64] >> (R % 64) & 1;
  }
  /// True when the register is new there.
  bool put(int At, Reg R) {
    uint64_t &Word = Bits[size_t(At) * Words + unsigned(R) / 64];
    uint64_t Old = Word;
    Word |= uint64_t(1) << (R % 64);
    return Word != Old;
  }
  void drop(int At, Reg R) {
    Bits[size_t(At) * Words + unsigned(R) / 64] &= ~(uint64_t(1) << (R % 64));
  }
  /// Adds the set at \p From of \p Other; true when anything is new.
  bool add(int At, const RegisterSets &Other, int From) {
    bool New = false;
    for (unsigned I = 0; I < Words; ++I) {
      uint64_t &Word = Bits[size_t(At) * Words + I];
      uint64_t Sum = Word | Other.Bits[size_t(From) * Words + I];
      New |= Sum != Word;
      Word = Sum;
    }
    return New;
  }

private:
  unsigned Words = 0;
  std::vector<uint64_t> Bits;
};

struct Function {
  std::string Name; ///< qualified, for people
  std::string Key;  ///< identity across units
  uint32_t Where = 0;
  llvm::SmallVector<Passing, 4> Parameters; ///< `this` first, if any
  llvm::SmallVector<int, 4> ParameterTypes; ///< types, -1 for plain scalars
  uint64_t PointerParameters = 0;           ///< bit set: pointers to scalars
  int TokenParameter = -1; ///< first parameter, if it is a stop token
  unsigned Registers = 0;
  std::vector<Instruction> Body;
  std::vector<Landing> Landings; ///< innermost first
  std::vector<OpSite> Operations;
  /// Body and Landings as they were lowered, before simplify().
  std::vector<Instruction> Written;
  std::vector<Landing> WrittenLandings;
  /// The registers whose values are read yet by some run from an instruction,
  /// and by one from behind it, whatever its result is; see Flow.h.
  RegisterSets Needed, Kept;
  bool Lowered = false;
  bool NoExcept = false;
  bool ReturnsError = false; ///< an error code: nothing of it is success
  bool Coroutine = false;    ///< keeps its exceptions for who awaits it
  bool MakesGlobal = false;  ///< stores the initial value of a global
  bool Synthetic = false;    ///< stands for a user, whom nobody wrote
};

/// What has elements that are objects or boxes of their own.
inline bool isContainer(model::Primitive K) {
  return K == model::Primitive::Sequence || K == model::Primitive::Map ||
         K == model::Primitive::Set;
}

/// Its state is the values of its fields.
inline bool hasFields(model::Primitive K) {
  return K == model::Primitive::None || K == model::Primitive::Record ||
         K == model::Primitive::Variant;
}

/// A class type as far as the machine must know it.
struct TypeInfo {
  std::string Name;
  model::Primitive Kind = model::Primitive::None; ///< None: a plain struct
  bool Scalar = false;  ///< its whole state is one value
  bool Emptied = false; ///< what moves out of it leaves it empty
  int Destructor = -1;  ///< function that destroys it, members included
  int CallOperator = -1;
  bool Recursive = false, WakesOnUnlock = false;
  bool Shared = false, Unbounded = false;
  bool HasAttributes = false; ///< of C: how it is made may make it recursive
  int DefaultCapacity = 0, CapacityLess = 0;
  int Maximum = 0; ///< of a semaphore's count; 0 for none
  bool CloseWakesReceiversOnly = false;
  model::Destructor OnDestroy = model::Destructor::Nothing;
  /// Element type of a container, pointee of a pointer: object type or -1.
  int Element = -1;
  bool ElementScalar = true;
  int ElementDestroy = -1; ///< type to destroy elements as; -1: trivial
  /// Function that constructs what a container makes by itself: an element of
  /// a sequence, the value of a new key of a map.
  int ElementConstructor = -1;
  /// Most derived overrider of a virtual method, by method number.
  llvm::SmallVector<std::pair<int, int>, 2> Virtuals;
  /// Fields that are objects: number and type; the others are scalars.
  llvm::SmallVector<std::pair<int, int>, 4> ObjectFields;
  /// Fields that are scalars with a type of their own that matters.
  llvm::SmallVector<std::pair<int, int>, 4> ScalarFields;
  /// Constant initializers of fields in the class.
  llvm::SmallVector<std::pair<int, Value>, 2> FieldDefaults;
  /// Its numbers that nobody changes, whoever has the object.
  llvm::SmallVector<int, 2> Fixed;
  /// Its numbers and pointers when all its bytes are zeros.
  llvm::SmallVector<std::pair<int, Value>, 0> Zeros;
  /// Direct and indirect bases (for handlers and casts), by type number.
  llvm::SmallVector<int, 2> Bases;
  bool Opaque = false; ///< library type without a model: nothing is known
  /// A lock class of the user's own: its lock, unlock, lock_shared and
  /// unlock_shared, for guards over it; -1 where there is none.
  int LockMethods[4] = {-1, -1, -1, -1};
  int KeyField = -1; ///< Map elements: field number of key and value
  int MappedField = -1;
  /// Of a container: how its elements stand, and whether two may be equal.
  enum Ordering : uint8_t { AsInserted, Ascending, Descending, ByCall };
  Ordering Order = AsInserted;
  int Comparator = -1; ///< ByCall: type whose call operator says "less"
  bool Duplicates = false;
  /// The fields whose values make two objects equal, in the order of their
  /// weight; empty when that is not how they are compared.
  llvm::SmallVector<int, 2> Compared;

  /// Its elements are another container's, and copies have the same.
  bool isView() const { return Shared && isContainer(Kind); }
};

struct GlobalInfo {
  std::string Name;
  int Type = -1;         ///< object type, or -1 for a scalar
  int Initializer = -1;  ///< function that stores the initial value; or -1
  bool Internal = false; ///< only this unit can name it
  bool Constant = false;
};

/// All skeletons of a unit, and what they refer to.  Functions are lowered
/// when they are first asked for, so a call that is never run costs nothing.
class Program {
public:
  std::vector<std::unique_ptr<Function>> Functions;
  std::vector<TypeInfo> Types;
  std::vector<GlobalInfo> Globals;
  std::vector<Location> Locations; ///< [0] is no place
  std::vector<std::string> Texts;  ///< expressions and constant strings
  /// The number of a text in Texts, which gets it when it is new.
  int text(llvm::StringRef Text) {
    auto [It, New] = TextNumbers.try_emplace(Text, int(Texts.size()));
    if (New)
      Texts.push_back(Text.str());
    return It->second;
  }
  /// Variables that something in the functions lowered so far depends on:
  /// field numbers, and keys of globals, each with how many there were before
  /// it.  The values of all others are of no consequence, and simplify() takes
  /// out what stores them.
  llvm::DenseMap<int64_t, size_t> Deciding;
  /// By variable the functions that simplify() has taken such stores from.
  std::map<int64_t, std::vector<int>> Dropped;
  /// What has become deciding since those functions were simplified.
  std::vector<int64_t> Outdated;
  void decides(int64_t Variable) {
    if (Deciding.try_emplace(Variable, Deciding.size()).second &&
        Dropped.count(Variable))
      Outdated.push_back(Variable);
  }
  /// Every store stays: somebody looks at all of them.
  bool KeepsStores = false;
  /// The unit makes descriptors: then any number may be one, and only then what
  /// is done with numbers as descriptors is of interest.
  bool Descriptors = false;
  static int64_t globalKey(int Global) { return -1 - int64_t(Global); }
  /// Lowers Functions[I]; set by the lowering.
  std::function<void(int)> Lower;

  const Function &body(int I) {
    if (!Functions[I]->Lowered) {
      Functions[I]->Lowered = true;
      Lower(I);
    }
    return *Functions[I];
  }

private:
  llvm::StringMap<int> TextNumbers;
};

/// Prints one skeleton in the form of the example above.
void print(const Program &P, const Function &F, llvm::raw_ostream &Out);
/// Names for the dumps and messages.
const char *name(Code C);

} // namespace quiesce

#endif // QUIESCE_SKELETON_SKELETON_H
