//===- Plumbing.cpp - pointers, optionals, callables, handles -------------===//
//
// Part of quiesce, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "explore/Operations.h"

namespace quiesce {

using model::Operation;
using model::Primitive;

/// Operations that only lead primitives from place to place; false if one
/// needs a choice.
bool Operations::plumbing(State &S, int T, const OpSite &Site,
                          const Instruction &I, Value &Result) {
  Value Object = Site.Object >= 0 ? M.asAddress(S, M.read(S, T, Site.Object))
                                  : Value::unknown();
  Value Operand = Site.Value >= 0 ? M.read(S, T, Site.Value) : Value();
  Result = Value::unknown();
  switch (Site.Op) {
  case Operation::Construct:
    return construct(S, T, Site, I, Object, Operand, Result);
  case Operation::ElementIfAny:
    if (Site.Kind != Primitive::Variant)
      return container(S, T, Site, I, Object, Operand, Result);
    // The number of the alternative; who does not know it goes on.
    if (Operand.K == Value::Int && Operand.A != Site.Amount)
      return missing(S, T, Site);
    if (Operand.K == Value::Symbol)
      M.assume(S, Value::make(Value::Test, Operand.A, Site.Amount), true);
    return true;
  case Operation::Dereference:
    if (Site.Kind == Primitive::Optional) {
      if (Operand.K == Value::Null && Site.Throws)
        return missing(S, T, Site);
      Result = Operand.K == Value::Cell || Operand.K == Value::Ref ? Operand
                                                                   : Object;
      return true;
    }
    Result = M.asAddress(S, Operand);
    if (Result.K == Value::Symbol || Result.K == Value::Unknown)
      Result = Value::unknown();
    if (Result.K == Value::Ref || Result.K == Value::Cell)
      Result.Sub = Value::Plain;
    return true;
  case Operation::Address:
    if (Site.Kind == Primitive::PackagedTask && Operand.K == Value::Ref &&
        !S.object(Operand.A).Items.empty())
      Result = S.object(Operand.A).Items[0];
    else
      Result = Operand;
    if (Result.K == Value::Ref)
      Result.Sub = Value::Plain;
    return true;
  case Operation::Cast:
    Result = M.symbol(S);
    if (Operand.K == Value::Null)
      Result = Operand;
    if (Operand.K == Value::Ref && Site.Type >= 0 &&
        S.object(Operand.A).Type >= 0 && !S.object(Operand.A).External) {
      Result = M.isA(S.object(Operand.A).Type, {Site.Type}) ? Operand
                                                            : Value::null();
      Result.Sub = Value::Plain;
    }
    return true;
  case Operation::HasValue:
    if (Operand.K == Value::Iter && Operand.B < 0 && S.object(Operand.A).Vague)
      return false;
    if (Site.Kind == Primitive::Optional && !Operand.open()) {
      Result = Value::integer(Operand.K != Value::Null);
      return true;
    }
    if (auto Known = M.truth(S, Operand))
      Result = Value::integer(*Known);
    else if (Operand.K == Value::Symbol || Operand.K == Value::Test)
      Result = Operand.K == Value::Test
                   ? Operand
                   : arithmetic(Arith::Ne, Operand, Value::integer(0));
    else
      Result = M.symbol(S);
    return true;
  case Operation::ReceiveArm:
  case Operation::SendArm:
  case Operation::DefaultArm:
  case Operation::TimeoutArm: {
    quiesce::Object Arm;
    Arm.Kind = Primitive::SelectArm;
    Arm.N[0] = int(Site.Op);
    Arm.Items.push_back(Object);
    Arm.Items.push_back(Site.Body >= 0 ? M.read(S, T, Site.Body) : Value());
    Arm.Items.push_back(Operand);
    Result = Value::ref(S.add(std::move(Arm)));
    return true;
  }
  case Operation::Bind: {
    quiesce::Object Bound;
    Bound.Kind = Primitive::Callable;
    Bound.Site = I.Where;
    Bound.Items.push_back(M.read(S, T, Site.Body));
    for (Reg R : Site.Rest)
      Bound.Items.push_back(M.read(S, T, R));
    Result = Value::ref(S.add(std::move(Bound)));
    return true;
  }
  case Operation::GetFuture:
    if (Operand.K == Value::Ref) {
      Result = Operand;
      if (S.object(Operand.A).Kind == Primitive::PackagedTask)
        Result = Value::ref(S.object(Operand.A).N[1] - 1);
    }
    return true;
  case Operation::Share:
    if (Site.Kind == Primitive::Descriptor) {
      M.shareDescriptors(S);
      return true;
    }
    // The future itself is empty then.
    Result = Operand;
    if (Value A = M.asAddress(S, Object); A.K == Value::Cell)
      M.store(S, A, Value::null());
    return true;
  case Operation::Identify:
    if (Site.Value < 0)
      Result = Value::integer(T + 1);
    else if (Operand.K == Value::Task || Operand.K == Value::Null)
      Result = Value::integer(Operand.K == Value::Task ? Operand.A + 1 : 0);
    else
      Result = M.symbol(S);
    return true;
  case Operation::Valid:
  case Operation::StopPossible:
    Result =
        Operand.open() ? M.symbol(S) : Value::integer(Operand.K != Value::Null);
    return true;
  case Operation::Expired:
    if (Operand.K == Value::Null)
      Result = Value::integer(1);
    else if (Operand.K == Value::Ref && !S.object(Operand.A).Open &&
             !S.object(Operand.A).External)
      Result = Value::integer(S.object(Operand.A).Dead);
    else
      Result = M.symbol(S);
    return true;
  case Operation::CountOwners:
    if (Operand.K == Value::Null)
      Result = Value::integer(0);
    else if ((Operand.K == Value::Ref || Operand.K == Value::Cell) &&
             !S.object(Operand.A).Open && !S.object(Operand.A).External)
      Result = Value::integer(M.owners(S, Operand.A));
    else
      Result = M.symbol(S);
    return true;
  case Operation::Least:
  case Operation::Greatest:
  case Operation::Clamp:
  case Operation::ToText:
    Result = compute(S, T, Site);
    return true;
  case Operation::Compare:
    Result =
        Site.Kind == Primitive::Value ? text(S, T, Site) : compute(S, T, Site);
    return true;
  case Operation::Concatenate:
  case Operation::StartsWith:
  case Operation::EndsWith:
  case Operation::ContainsText:
  case Operation::Part:
  case Operation::FindLast:
    Result = text(S, T, Site);
    return true;
  case Operation::MakeChannel: {
    quiesce::Object Channel;
    Channel.Kind = Site.Kind;
    Channel.Site = I.Where;
    Value Count = Site.Count >= 0 ? M.read(S, T, Site.Count) : Value();
    Channel.N[0] = Count.K == Value::Int ? Count.A : -1;
    Channel.Open = Site.Count >= 0 && Count.K != Value::Int;
    if (Site.Kind == Primitive::Descriptor) {
      if (Channel.N[0] > 0)
        Channel.Items.push_back(Value::integer(CounterBytes));
      Channel.N[0] = -1;
    }
    Result = Value::ref(S.add(std::move(Channel)));
    return true;
  }
  case Operation::GetSender:
  case Operation::GetReceiver: {
    bool Sends = Site.Op == Operation::GetSender;
    int Channel = primitive(S, T, Site);
    if (Channel < 0) {
      Result = Value::unknown();
      return true;
    }
    ++S.change(Channel).N[Sends ? 1 : 2];
    quiesce::Object End;
    End.Kind = Sends ? Primitive::Sender : Primitive::Receiver;
    End.Site = I.Where;
    End.Fields.emplace_back(0, Value::ref(Channel));
    // The last that goes closes the channel.
    End.N[0] = Site.OnDestroy == model::Destructor::Close;
    End.N[1] = Site.Shared; // both ends
    Result = Value::ref(S.add(std::move(End)), Value::Owning);
    return true;
  }
  case Operation::GetToken:
  case Operation::GetSource:
    Result = stopState(S, T, Site);
    return true;
  default:
    if (Site.Kind == Primitive::Value) {
      Result = text(S, T, Site);
      return true;
    }
    return container(S, T, Site, I, Object, Operand, Result);
  }
}

} // namespace quiesce
