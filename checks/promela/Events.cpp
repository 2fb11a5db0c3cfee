//===- Events.cpp - promises, once flags, stop states ---------------------===//
//
// Part of quiesce, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A promise is e: 0 not set, 1 has a value, 2 an exception.  A once flag is o:
// 1 under way, 2 done.  A stop state is s.
//
//===----------------------------------------------------------------------===//

#include "promela/Translator.h"

namespace quiesce::promela {

using model::Mode;
using model::Operation;
using model::Primitive;

void Translator::event(View &V, const OpSite &Site, Ways &On) {
  if (Site.Op == Operation::CallOnce || Site.Kind == Primitive::OnceFlag) {
    std::string O = declare("o" + name(primitive(V, Site)), "byte");
    if (Site.Op == Operation::Set) {
      answer(V, O + " = 2", Value::unknown(), On);
      return;
    }
    answer(V, O + " == 0 -> " + O + " = 1", Value::integer(1), On);
    answer(V, O + " == 2", Value::integer(0), On);
    return;
  }
  Value Event = read(V, Site.Value);
  if (Event.K != Value::Ref || thing(V, Event.A)->Kind != Primitive::Promise)
    return fail(V, "a promise or future that is not known");
  std::string E = declare("e" + name(Event.A), "byte");
  Variable Which{Event.A, Payload};
  if (Site.Op == Operation::Set) {
    std::string Text = E + " == 0 -> " + E + (Site.Fails ? " = 2" : " = 1");
    if (Site.Into >= 0 && !Site.Fails) {
      Value X = read(V, Site.Into);
      if (X.open())
        X = Value::unknown();
      Text += "; " + assigned(Which, X);
      share(answer(V, Text, Value::unknown(), On).Next, X);
    } else {
      answer(V, Text, Value::unknown(), On);
    }
    // What a second value does is not said in the models.
    way(V, E + " != 0 -> assert(false)", On);
    return;
  }
  if (Site.Op == Operation::Await) {
    const Value Late = status(Site, &ResultForm::Timeout, false);
    answer(V, E + " != 0", status(Site, &ResultForm::Success, true), On);
    if (Site.How == Mode::Try)
      answer(V, E + " == 0", Late, On);
    if (Site.How == Mode::Timed)
      answer(V, late(V, Event.A, E + " != 0"), Late, On);
    return;
  }
  if (Site.How != Mode::Blocking)
    return fail(V, "a 'get' that does not wait");
  const std::vector<Value> Domain = Domains[Which];
  if (Domain.empty())
    answer(V, E + " == 1", Value::unknown(), On);
  for (size_t Number = 0; Number < Domain.size(); ++Number)
    answer(V,
           E + " == 1 && " + variable(Which) + " == " + std::to_string(Number),
           Domain[Number], On);
  Way &Fails = way(V, E + " == 2", On);
  Fails.Next.Exception = -1;
  raise(Fails.Next);
}

int Translator::stopState(Value Of) const {
  if (Of.K == Value::Task)
    return Tasks[Of.A].Stop;
  return Of.K == Value::Ref ? Of.A : -1;
}

void Translator::stop(View &V, const OpSite &Site, Ways &On) {
  int Stop = stopState(read(V, Site.Value));
  if (Stop < 0)
    return fail(V, "a stop token that is not known");
  std::string S = declare("s" + name(Stop), "bool");
  bool Requests = Site.Op == Operation::RequestStop;
  answer(V, "!" + S + (Requests ? " -> " + S + " = 1" : std::string()),
         Value::integer(Requests), On);
  answer(V, S, Value::integer(!Requests), On);
}

} // namespace quiesce::promela
