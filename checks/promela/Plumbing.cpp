//===- Plumbing.cpp - operations that only their task notices -------------===//
//
// Part of quiesce, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "model/Words.h"
#include "promela/Translator.h"

namespace quiesce::promela {

using model::Operation;
using model::Primitive;

bool Translator::construct(View &V, const OpSite &Site, Value &Result) {
  Value Object =
      Site.Object >= 0 ? asAddress(V, read(V, Site.Object)) : Value::unknown();
  Value Operand = Site.Value >= 0 ? read(V, Site.Value) : Value();
  switch (Site.Kind) {
  case Primitive::Pointer:
    Result = Operand;
    if (Result.K == Value::Ref || Result.K == Value::Cell)
      Result.Sub = uint8_t(Site.Amount);
    return Operand.K != Value::Unknown;
  case Primitive::Guard:
    if (Object.K != Value::Ref || thing(V, Object.A)->Kind != Primitive::Mutex)
      return false;
    Result = Value::make(Value::Guard, Object.A, Site.Amount, Site.Shared);
    return true;
  case Primitive::Optional:
    if (Object.K == Value::Cell) { // of another
      Result = load(V, Object);
      return Result.K != Value::Ref && Result.K != Value::Cell;
    }
    Result = Operand.K == Value::Int || Operand.K == Value::Ref ||
                     Operand.K == Value::Cell
                 ? Operand
                 : box(V, Operand);
    return true;
  case Primitive::Sequence: {
    if (Object.K != Value::Ref || Site.Into >= 0)
      return false;
    if (Site.Count < 0 && Site.Value < 0)
      return true;
    Value Count = read(V, Site.Count);
    int Type = thing(V, Object.A)->Type;
    if (Count.K != Value::Int || Count.A < 0 || Count.A > 16 || Type < 0)
      return false;
    const TypeInfo &Info = P.Types[Type];
    for (int I = 0; I < Count.A; ++I) {
      Value Slot;
      if (Site.Value >= 0)
        Slot = box(V, Operand);
      else if (Info.ElementScalar)
        Slot = box(V, Info.Element >= 0 ? Value::null() : Value::integer(0));
      else
        Slot = Value::ref(make(V, Info.Element));
      slots(V, Object.A, true)->push_back(Value::ref(Slot.A));
    }
    return true;
  }
  default:
    return false;
  }
}

bool Translator::container(View &V, const OpSite &Site, Value &Result) {
  Value Object =
      Site.Object >= 0 ? asAddress(V, read(V, Site.Object)) : Value::unknown();
  Value Operand = Site.Value >= 0 ? read(V, Site.Value) : Value();
  if (Site.Op == Operation::Next) {
    if (Operand.K != Value::Iter)
      return false;
    const auto &Items = *slots(V, Operand.A, false);
    auto It = llvm::find_if(
        Items, [&](const Value &Slot) { return Slot.A == Operand.B; });
    if (It != Items.end())
      ++It;
    Result =
        Value::make(Value::Iter, Operand.A, It == Items.end() ? -1 : It->A);
    return true;
  }
  if (Object.K != Value::Ref || thing(V, Object.A)->Kind != Primitive::Sequence)
    return false;
  std::vector<Value> &Items =
      *slots(V, Object.A,
             Site.Op == Operation::Append || Site.Op == Operation::Clear ||
                 Site.Op == Operation::RemoveFirst ||
                 Site.Op == Operation::RemoveLast);
  auto Discard = [&](Value Slot) {
    Value Trash = asAddress(V, read(V, Site.Trash));
    if (Site.Trash >= 0 && Trash.K == Value::Ref)
      slots(V, Trash.A, true)->push_back(Slot);
  };
  switch (Site.Op) {
  case Operation::Append: {
    if (Site.Amount == 3 || Items.size() > 32)
      return false;
    int Type = thing(V, Object.A)->Type;
    bool Scalar = Type >= 0 && P.Types[Type].ElementScalar;
    Value Slot =
        Operand.K == Value::Ref && Operand.Sub == Value::Plain && !Scalar
            ? Operand
            : Value::ref(box(V, Operand).A);
    Items.push_back(Slot);
    if (thing(V, Object.A)->Shared)
      share(V, Slot);
    Result = asAddress(V, Slot);
    return true;
  }
  case Operation::Size:
    Result = Value::integer(int64_t(Items.size()));
    return true;
  case Operation::IsEmpty:
    Result = Value::integer(Items.empty());
    return true;
  case Operation::Begin:
    Result =
        Value::make(Value::Iter, Object.A, Items.empty() ? -1 : Items[0].A);
    return true;
  case Operation::End:
    Result = Value::make(Value::Iter, Object.A, -1);
    return true;
  case Operation::Element:
    if (Operand.K != Value::Int || Operand.A < 0 ||
        size_t(Operand.A) >= Items.size())
      return false;
    Result = asAddress(V, Items[Operand.A]);
    return true;
  case Operation::First:
  case Operation::Last:
    if (Items.empty())
      return false;
    Result = asAddress(V, Site.Op == Operation::First ? Items.front()
                                                      : Items.back());
    return true;
  case Operation::RemoveFirst:
  case Operation::RemoveLast: {
    if (Items.empty())
      return false;
    auto At =
        Site.Op == Operation::RemoveFirst ? Items.begin() : Items.end() - 1;
    Value Slot = *At;
    Items.erase(At);
    Discard(Slot);
    return true;
  }
  case Operation::Clear: {
    std::vector<Value> All;
    std::swap(All, Items);
    for (const Value &Slot : All)
      Discard(Slot);
    return true;
  }
  default:
    return false;
  }
}

/// False for what cannot be followed.
bool Translator::plumbing(View &V, const OpSite &Site, const Instruction &I) {
  Value Object =
      Site.Object >= 0 ? asAddress(V, read(V, Site.Object)) : Value::unknown();
  Value Operand = Site.Value >= 0 ? read(V, Site.Value) : Value();
  Value Result = Value::unknown();
  bool Followed = true;
  switch (Site.Op) {
  case Operation::Construct:
    Followed = construct(V, Site, Result);
    break;
  case Operation::Dereference:
    if (Site.Kind == Primitive::Optional) {
      Result = Operand.K == Value::Cell || Operand.K == Value::Ref ? Operand
                                                                   : Object;
      break;
    }
    Result = asAddress(V, Operand);
    Followed = Result.K == Value::Ref || Result.K == Value::Cell;
    Result.Sub = Value::Plain;
    break;
  case Operation::Address:
    Followed = Site.Kind != Primitive::PackagedTask;
    Result = Operand;
    if (Result.K == Value::Ref)
      Result.Sub = Value::Plain;
    break;
  case Operation::HasValue:
    if (Site.Kind == Primitive::Optional && !Operand.open())
      Result = Value::integer(Operand.K != Value::Null);
    else if (auto Known = truth(V, Operand))
      Result = Value::integer(*Known);
    else
      Result = arithmetic(V, Arith::Ne, Operand, Value::integer(0));
    break;
  case Operation::ReceiveArm:
  case Operation::SendArm:
  case Operation::DefaultArm:
  case Operation::TimeoutArm: {
    Thing Arm;
    Arm.Type = -2;
    Arm.Kind = Primitive::SelectArm;
    Arm.Amount = int(Site.Op);
    Arm.Items = {Object, Site.Body >= 0 ? read(V, Site.Body) : Value(),
                 Operand};
    Result = Value::ref(V.add(std::move(Arm)));
    break;
  }
  case Operation::GetFuture:
  case Operation::Share:
    Result = Operand;
    break;
  case Operation::Valid:
  case Operation::StopPossible:
    Followed = !Operand.open();
    Result = Value::integer(Operand.K != Value::Null);
    break;
  case Operation::Joinable:
    Followed = Operand.K == Value::Task || Operand.K == Value::Null;
    Result = Value::integer(Operand.K == Value::Task);
    break;
  case Operation::GetToken:
  case Operation::GetSource: {
    int Stop = stopState(Operand);
    Followed = Stop >= 0;
    Result = Value::ref(Stop);
    break;
  }
  case Operation::OwnsLock:
    Followed = Operand.K == Value::Guard || Operand.K == Value::Null;
    Result = Value::integer(Operand.K == Value::Guard && Operand.B);
    break;
  case Operation::Detach: {
    Value A = asAddress(V, read(V, Site.Object));
    Followed = load(V, A).K == Value::Task;
    store(V, A, Value::null());
    break;
  }
  default:
    Followed = container(V, Site, Result);
  }
  if (!Followed)
    fail(V, llvm::Twine("the operation '") + model::word(Site.Op) +
                "' on what is not known");
  write(V, I.Dst, Result);
  next(V);
  return true;
}

} // namespace quiesce::promela
