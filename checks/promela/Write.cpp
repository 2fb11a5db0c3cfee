//===- Write.cpp - the text of the model ----------------------------------===//
//
// Part of quiesce, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "promela/Translator.h"

namespace quiesce::promela {

void Translator::write(llvm::raw_ostream &Out) const {
  auto Label = [&](int Node) { return "N" + std::to_string(Node); };
  for (const auto &[Name, Text] : Declarations)
    Out << Text << ";\n";
  Out << "chan nobody = [0] of { byte };\n";
  for (size_t T = 0; T < Tasks.size(); ++T) {
    Out << "proctype T" << T << "() {";
    if (Tasks[T].Spawned) {
      const Location &L = P.Locations[Tasks[T].Spawned];
      Out << " /* task " << L.Line << ':' << L.Column << " */";
    } else {
      Out << " /* task root */";
    }
    Out << "\n  byte phase;\n  goto " << Label(Tasks[T].First) << ";\n";
    for (size_t I = 0; I < Nodes.size(); ++I) {
      const Node &N = Nodes[I];
      if (N.Task != int(T))
        continue;
      Out << Label(int(I)) << ": if";
      auto Line = [&](llvm::StringRef Text, int To) {
        if (Text.empty())
          Text = "true";
        Out << " :: ";
        if (Text.contains(';') || Text.contains("->"))
          Out << "atomic { " << Text << " }";
        else
          Out << Text;
        Out << "; goto " << (To < 0 ? "end" + std::to_string(T) : Label(To));
      };
      for (const Way &Each : N.On) {
        if (Each.WakesOne.empty()) {
          Line(Each.Text, Each.To);
          continue;
        }
        auto It = Sleepers.find(Each.WakesOne);
        if (It == Sleepers.end())
          continue;
        for (int Sleeper : It->second) {
          std::string Bit = std::to_string(1 << Sleeper);
          Line("(" + Each.WakesOne + " & " + Bit + ") != 0 -> " +
                   Each.WakesOne + " = " + Each.WakesOne + " & ~" + Bit,
               Each.To);
        }
      }
      if (N.On.empty())
        Out << " :: false";
      const Location &L = P.Locations[N.Where];
      Out << " fi /* at " << L.Line << ':' << L.Column << " */\n";
    }
    Out << "end" << T << ": skip }\n";
  }
  // SPIN knows that nobody can move; this says who could not.
  bool Aborts = Declarations.count("aborted");
  Out << "active proctype monitor() { run T0(); timeout -> "
      << (Aborts ? "if :: aborted :: else -> " : "") << "c_code {\n"
      << "  int i, k;\n"
      << "  printf(\"end\");\n"
      << "  for (i = 0; i < now._nr_pr; i++) {\n"
      << "    P0 *z = (P0 *) pptr(i);\n"
      << "    for (k = 0; src_all[k].tp != z->_t; k++)\n"
      << "      ;\n"
      << "    printf(\" %d\", src_all[k].src[z->_p]);\n"
      << "  }\n"
      << "  printf(\"\\n\");\n}" << (Aborts ? " fi" : "") << " }\n";
}

} // namespace quiesce::promela
