//===- Simplify.cpp - a skeleton without what nobody sees -----------------===//
//
// Part of quiesce, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "skeleton/Simplify.h"
#include "skeleton/Flow.h"
#include "llvm/ADT/BitVector.h"
#include <set>

namespace quiesce {

using model::Operation;

/// Each pass takes out what the one before has left without a reader.
static constexpr int MaxPasses = 6;
/// Larger bodies stay as they are.
static constexpr size_t MaxBody = 20000;
/// Instructions between a branch and where its sides meet.
static constexpr size_t MaxRegion = 400;

namespace {

/// Operations that only answer a question about what is there, or throw.
bool onlyAsks(Operation Op) {
  switch (Op) {
  case Operation::HasValue:
  case Operation::Dereference:
  case Operation::Address:
  case Operation::Cast:
  case Operation::Begin:
  case Operation::End:
  case Operation::Next:
  case Operation::Previous:
  case Operation::Size:
  case Operation::IsEmpty:
  case Operation::Find:
  case Operation::Contains:
  case Operation::First:
  case Operation::Last:
  case Operation::Least:
  case Operation::Greatest:
  case Operation::ToText:
  case Operation::StartsWith:
  case Operation::EndsWith:
  case Operation::ContainsText:
  case Operation::OwnsLock:
  case Operation::Joinable:
  case Operation::Identify:
  case Operation::Valid:
  case Operation::StopPossible:
    return true;
  default:
    return false;
  }
}

class Simplifier {
public:
  Simplifier(Program &P, Function &F) : P(P), F(F) {}

  void run() {
    for (int Pass = 0; Pass < MaxPasses; ++Pass) {
      findNeeded(F);
      findInert();
      bool Changed = dropUnread();
      Changed |= dropBranches();
      if (!Changed)
        return; // what is needed is known already
      compact();
    }
    findNeeded(F);
  }

  /// The variables whose stores were taken out.
  std::set<int64_t> Dropped;

private:
  /// What made the value of each register, in the order of the text.  A
  /// register is used for one thing until the scope of that ends, so in between
  /// it need not be looked at which way leads where.
  class Origins {
  public:
    explicit Origins(const Function &F) : F(F), Last(F.Registers + 1, -1) {}
    /// The instruction before; null for a parameter.
    const Instruction *operator[](Reg R) const {
      return R < 0 || Last[R] < 0 ? nullptr : &F.Body[Last[R]];
    }
    int index(Reg R) const { return R < 0 ? -1 : Last[R]; }
    void pass(int At) {
      if (Reg R = F.Body[At].Dst; R >= 0)
        Last[R] = At;
    }

  private:
    const Function &F;
    std::vector<int> Last;
  };

  static bool isNew(const Instruction *I) {
    return I && I->What == Code::NewCell;
  }
  static bool isNumber(const Instruction *I) {
    if (!I)
      return false;
    switch (I->What) {
    case Code::Const:
      return I->Constant.K == Value::Int || I->Constant.K == Value::Real;
    case Code::Binary:
    case Code::Not:
      return true;
    default:
      return false;
    }
  }

  /// The variable at an address that is the name of one nothing depends on.
  std::optional<int64_t> idle(const Instruction *Address) const {
    if (!Address || P.KeepsStores)
      return std::nullopt;
    int64_t Key = 0;
    if (Address->What == Code::Field && Address->Type < 0)
      Key = Address->Imm;
    else if (Address->What == Code::Global)
      Key = Program::globalKey(Address->Imm);
    else
      return std::nullopt;
    if (P.Deciding.count(Key))
      return std::nullopt;
    return Key;
  }

  /// Finds the instructions that do nothing but write their result.
  void findInert() {
    const size_t Size = F.Body.size();
    // New variables that nothing reads: they are only written, or handed to a
    // library.
    llvm::BitVector IsRead(Size);
    Origins Made(F);
    for (size_t At = 0; At < Size; ++At) {
      const Instruction &I = F.Body[At];
      const bool Hands = I.What == Code::CallUnknown && I.Imm;
      forEachRead(F, I, [&](Reg R) {
        bool Writes = I.What == Code::Store && I.A == R && I.B != R;
        if (!Writes && !Hands && isNew(Made[R]))
          IsRead.set(unsigned(Made.index(R)));
      });
      Made.pass(int(At));
    }
    Inert.clear();
    Inert.resize(Size);
    Origins From(F);
    for (size_t At = 0; At < Size; ++At) {
      auto Unread = [&](Reg R) {
        return isNew(From[R]) && !IsRead.test(unsigned(From.index(R)));
      };
      if (isInert(int(At), From, Unread))
        Inert.set(unsigned(At));
      From.pass(int(At));
    }
  }

  bool isInert(int At, const Origins &From,
               llvm::function_ref<bool(Reg)> Unread) {
    const Instruction &I = F.Body[At];
    switch (I.What) {
    case Code::Const:
    case Code::Move:
    case Code::Fresh:
    case Code::Load:
    case Code::Field:
    case Code::Binary:
    case Code::Not:
    case Code::New:
    case Code::NewCell:
      return true;
    case Code::Global:
      return P.Globals[I.Imm].Initializer < 0;
    case Code::Call:
      return I.Asks;
    case Code::CallUnknown: // of a library, with nothing that it could change
      return I.Imm &&
             llvm::all_of(I.Args, [&](Reg R) { return R < 0 || Unread(R); });
    case Code::Store: {
      auto Variable = idle(From[I.A]);
      if (!Variable || !isNumber(From[I.B]))
        return Unread(I.A);
      Dropped.insert(*Variable);
      return true;
    }
    case Code::Op: {
      const OpSite &Site = F.Operations[I.Imm];
      if (Site.Trash >= 0 || Site.Body >= 0)
        return false;
      if (onlyAsks(Site.Op))
        return !Site.Throws;
      bool Counts = Site.Op == Operation::FetchAdd ||
                    Site.Op == Operation::FetchSub ||
                    (Site.Op == Operation::Store && isNumber(From[Site.Value]));
      auto Variable = Counts ? idle(From[Site.Object]) : std::nullopt;
      if (Variable)
        Dropped.insert(*Variable);
      return Variable.has_value();
    }
    default:
      return false;
    }
  }

  void drop(int At) {
    Instruction Gone;
    Gone.What = Code::Jump;
    Gone.Imm = At + 1;
    Gone.Where = F.Body[At].Where;
    F.Body[At] = Gone;
  }

  bool dropUnread() {
    bool Any = false;
    for (size_t At = 0; At < F.Body.size(); ++At) {
      const Instruction &I = F.Body[At];
      if (!Inert.test(unsigned(At)) || (I.Dst >= 0 && isRead(int(At), I.Dst)))
        continue;
      drop(int(At));
      Any = true;
    }
    return Any;
  }

  bool isRead(int At, Reg R) const {
    bool Read = false;
    forEachNext(F, At, [&](int Next) {
      Read |= size_t(Next) < F.Body.size() && F.Needed.has(Next, R);
    });
    return Read;
  }

  /// The nearest instruction behind each that every way to the end passes; the
  /// end is the size of the body, and -1 stands where no way leads to it.
  std::vector<int> meetings() const {
    const int End = int(F.Body.size());
    auto Nexts = [&](int At, llvm::function_ref<void(int)> Use) {
      const Instruction &I = F.Body[At];
      if (I.What == Code::Jump) {
        Use(std::min(I.Imm, End));
      } else if (I.What == Code::Branch) {
        Use(std::min(I.Imm, End));
        Use(std::min(I.Imm2, End));
      } else if (I.What == Code::Return || I.What == Code::Throw ||
                 I.What == Code::Rethrow || I.What == Code::Resume) {
        Use(End);
      } else {
        Use(At + 1);
      }
    };
    // Post-dominators after Cooper, Harvey and Kennedy, "A simple, fast
    // dominance algorithm".  Order numbers grow towards the end.
    std::vector<llvm::SmallVector<int, 2>> Before(F.Body.size() + 1);
    for (int At = 0; At < End; ++At)
      Nexts(At, [&](int Next) { Before[Next].push_back(At); });
    std::vector<int> Number(F.Body.size() + 1, -1), Order;
    std::vector<std::pair<int, size_t>> Stack{{End, 0}};
    std::vector<bool> Visited(F.Body.size() + 1, false);
    Visited[End] = true;
    while (!Stack.empty()) {
      auto &[At, Child] = Stack.back();
      if (Child < Before[At].size()) {
        int Next = Before[At][Child++];
        if (!Visited[Next]) {
          Visited[Next] = true;
          Stack.push_back({Next, 0});
        }
        continue;
      }
      Number[At] = int(Order.size());
      Order.push_back(At);
      Stack.pop_back();
    }
    std::vector<int> Meets(F.Body.size() + 1, -1);
    Meets[End] = End;
    for (bool Changed = true; Changed;) {
      Changed = false;
      for (size_t I = Order.size() - 1; I-- > 0;) {
        int At = Order[I], New = -1;
        Nexts(At, [&](int Next) {
          if (Meets[Next] < 0)
            return;
          int A = Next, B = New;
          while (B >= 0 && A != B)
            if (Number[A] < Number[B])
              A = Meets[A];
            else
              B = Meets[B];
          New = A;
        });
        if (New != Meets[At]) {
          Meets[At] = New;
          Changed = true;
        }
      }
    }
    return Meets;
  }

  bool dropBranches() {
    bool Any = false;
    std::vector<int> Meets;
    for (size_t At = 0; At < F.Body.size(); ++At) {
      if (F.Body[At].What != Code::Branch)
        continue;
      if (Meets.empty())
        Meets = meetings();
      Any |= dropBranch(int(At), Meets);
    }
    return Any;
  }

  bool dropBranch(int At, llvm::ArrayRef<int> Meets) {
    const int End = int(F.Body.size()), Meeting = Meets[At];
    if (Meeting < 0)
      return false;
    const Instruction Branch = F.Body[At];
    llvm::SmallVector<int, 16> Region;
    llvm::SmallVector<int, 16> Work{Branch.Imm, Branch.Imm2};
    llvm::SmallVector<Reg, 4> Conditions{Branch.A};
    llvm::BitVector Seen(F.Body.size() + 1);
    auto GoesBack = [&](int From, int To) {
      return To <= From && To != Meeting;
    };
    bool Loops = GoesBack(At, Branch.Imm) || GoesBack(At, Branch.Imm2);
    int Return = -1;
    while (!Work.empty()) {
      int Each = Work.pop_back_val();
      if (Each == Meeting || Seen.test(unsigned(Each)))
        continue;
      Seen.set(unsigned(Each));
      if (Each == At)
        continue;
      const Instruction &I = F.Body[Each];
      // Ways that end here alike meet here.
      if (I.What == Code::Return && I.A < 0 && Meeting == End) {
        Return = Return < 0 ? Each : std::min(Return, Each);
        continue;
      }
      Region.push_back(Each);
      if (Region.size() > MaxRegion || Meets[Each] < 0)
        return false;
      if (I.What == Code::Jump) {
        Loops |= GoesBack(Each, I.Imm);
        Work.push_back(I.Imm);
      } else if (I.What == Code::Branch) {
        Loops |= GoesBack(Each, I.Imm) || GoesBack(Each, I.Imm2);
        Conditions.push_back(I.A);
        Work.push_back(I.Imm);
        Work.push_back(I.Imm2);
      } else if (Inert.test(unsigned(Each))) {
        Work.push_back(Each + 1);
      } else {
        return false;
      }
    }
    if (Meeting == End && Return < 0)
      return false;
    if (Meeting < End)
      for (int Each : Region)
        if (Reg R = F.Body[Each].Dst; R >= 0 && F.Needed.has(Meeting, R))
          return false;
    if (Loops && mayWait(Conditions, Region))
      return false;
    Instruction &Jump = F.Body[At];
    Jump = Instruction();
    Jump.What = Code::Jump;
    Jump.Where = Branch.Where;
    Jump.Imm = Meeting < End ? Meeting : Return;
    return true;
  }

  /// Whether the loops of a region test what another task may change.
  bool mayWait(llvm::ArrayRef<Reg> Conditions,
               llvm::ArrayRef<int> Region) const {
    llvm::BitVector Tested(F.Registers + 1);
    for (Reg Each : Conditions)
      Tested.set(unsigned(Each));
    for (bool Changed = true; Changed;) {
      Changed = false;
      for (int At : Region) {
        const Instruction &I = F.Body[At];
        if (I.Dst < 0 || !Tested.test(unsigned(I.Dst)))
          continue;
        if (I.What == Code::Load || I.What == Code::Call ||
            I.What == Code::CallUnknown)
          return true;
        forEachRead(F, I, [&](Reg R) {
          Changed |= !Tested.test(unsigned(R));
          Tested.set(unsigned(R));
        });
      }
    }
    return false;
  }

  /// Takes out the jumps to what follows anyway.
  void compact() {
    const int Size = int(F.Body.size());
    std::vector<int> New(F.Body.size() + 1);
    int Next = 0;
    auto Stays = [&](int At) {
      const Instruction &I = F.Body[At];
      return I.What != Code::Jump || I.Imm != At + 1;
    };
    for (int At = 0; At < Size; ++At) {
      New[At] = Next;
      Next += Stays(At);
    }
    New[Size] = Next;
    std::vector<Instruction> Body;
    for (int At = 0; At < Size; ++At) {
      if (!Stays(At))
        continue;
      Instruction &I = F.Body[At];
      if (I.What == Code::Jump) {
        I.Imm = New[I.Imm];
      } else if (I.What == Code::Branch) {
        I.Imm = New[I.Imm];
        I.Imm2 = New[I.Imm2];
        if (I.Imm == I.Imm2) {
          I.What = Code::Jump;
          I.A = -1;
        }
      }
      Body.push_back(std::move(I));
    }
    F.Body = std::move(Body);
    for (Landing &Land : F.Landings) {
      Land.Begin = New[Land.Begin];
      Land.End = New[Land.End];
      Land.Target = New[Land.Target];
    }
    llvm::erase_if(F.Landings,
                   [](const Landing &Land) { return Land.Begin == Land.End; });
  }

  Program &P;
  Function &F;
  llvm::BitVector Inert;
};

} // namespace

void simplify(Program &P, int Number) {
  Function &F = *P.Functions[Number];
  if (F.Body.size() > MaxBody)
    return findNeeded(F);
  Simplifier S(P, F);
  S.run();
  for (int64_t Variable : S.Dropped)
    P.Dropped[Variable].push_back(Number);
}

void refresh(Program &P) {
  while (!P.Outdated.empty()) {
    std::set<int> Functions;
    for (int64_t Variable : std::exchange(P.Outdated, {})) {
      const auto &From = P.Dropped[Variable];
      Functions.insert(From.begin(), From.end());
      P.Dropped.erase(Variable);
    }
    for (int Number : Functions) {
      Function &F = *P.Functions[Number];
      F.Body = F.Written;
      F.Landings = F.WrittenLandings;
      simplify(P, Number);
      noteDeciding(P, F);
    }
  }
}

} // namespace quiesce
