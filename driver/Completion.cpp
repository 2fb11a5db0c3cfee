//===- Completion.cpp - completion scripts for shells ---------------------===//
//
// Part of quiesce, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "Manual.h"
#include "finding/Finding.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include <set>

using namespace llvm;

namespace quiesce::driver {

static std::string flag(const cl::Option &Each) {
  return (Each.ArgStr.size() == 1 ? "-" : "--") + Each.ArgStr.str();
}

/// For single quotes in sh, zsh and fish.
static std::string quoted(StringRef Text) {
  std::string Result;
  for (char C : Text)
    Result += C == '\'' ? std::string("'\\''") : std::string(1, C);
  return "'" + Result + "'";
}

static std::string checkNames() {
  std::string Names;
  for (const CheckRecord *Each : allChecks())
    Names += (Names.empty() ? "" : " ") + std::string(Each->Name);
  return Names;
}

/// The first sentence of a help, up to what is in brackets or after a colon.
static StringRef brief(StringRef Help) {
  return Help.take_front(Help.find_first_of("(:")).rtrim();
}

static void writeBash(Commands All, raw_ostream &Out) {
  Out << "# bash completion for quiesce; made by: quiesce completion bash\n"
         "_quiesce() {\n"
         "  local word=${COMP_WORDS[COMP_CWORD]} words=''\n"
         "  if ((COMP_CWORD == 1)); then\n    words='";
  for (cl::SubCommand *Command : All)
    Out << Command->getName() << ' ';
  Out << "--help --version'\n  else\n    case ${COMP_WORDS[1]} in\n";
  for (cl::SubCommand *Command : All) {
    Out << "    " << Command->getName() << ") words='";
    for (const cl::Option *Each : optionsOf(*Command))
      Out << flag(*Each) << (Each->ValueStr.empty() ? " " : "= ");
    if (Command->getName() == "explain")
      Out << checkNames() << ' ';
    if (Command->getName() == "completion")
      Out << "bash zsh fish ";
    Out << "--help' ;;\n";
  }
  Out << "    esac\n"
         "    # bash splits --name=value in three words\n"
         "    local name=${COMP_WORDS[COMP_CWORD - 1]}\n"
         "    [[ $name == = ]] && name=${COMP_WORDS[COMP_CWORD - 2]}\n"
         "    [[ $word == = ]] && word=\n"
         "    case $name in\n";
  std::set<StringRef> Seen;
  for (cl::SubCommand *Command : All)
    for (const cl::Option *Each : optionsOf(*Command)) {
      std::vector<std::string> Values = valuesOf(*Each);
      if (!Values.empty() && Seen.insert(Each->ArgStr).second)
        Out << "    " << flag(*Each) << ") words='" << join(Values, " ")
            << "' ;;\n";
    }
  Out << "    esac\n  fi\n"
         "  COMPREPLY=($(compgen -W \"$words\" -- \"$word\"))\n"
         "  [[ ${COMPREPLY-} == *= ]] && compopt -o nospace\n"
         "}\ncomplete -o default -F _quiesce quiesce\n";
}

static void writeZsh(Commands All, raw_ostream &Out) {
  Out << "#compdef quiesce\n"
         "# zsh completion for quiesce; made by: quiesce completion zsh\n"
         "_quiesce() {\n  local -a commands=(\n";
  for (cl::SubCommand *Command : All)
    Out << "    "
        << quoted((Command->getName() + ":" + brief(Command->getDescription()))
                      .str())
        << '\n';
  Out << "  )\n  if ((CURRENT == 2)); then\n"
         "    _describe 'subcommand' commands\n    return\n  fi\n"
         "  local command=$words[2]\n  shift words\n  ((CURRENT--))\n"
         "  case $command in\n";
  for (cl::SubCommand *Command : All) {
    Out << "  " << Command->getName() << ")\n    _arguments \\\n";
    for (const cl::Option *Each : optionsOf(*Command)) {
      std::string Help;
      for (char C : brief(Each->HelpStr))
        if (C != '[' && C != ']')
          Help += C;
      std::string Row = flag(*Each);
      bool Takes = !Each->ValueStr.empty();
      Row += (Takes ? Each->ArgStr.size() == 1 ? "+" : "=" : "");
      Row += "[" + Help + "]";
      if (Takes) {
        std::vector<std::string> Values = valuesOf(*Each);
        Row += ":" + Each->ValueStr.split('[').first.str() + ":" +
               (Values.empty() ? "_files" : "(" + join(Values, " ") + ")");
      }
      Out << "      " << quoted(Row) << " \\\n";
    }
    Out << "      "
        << quoted(Command->getName() == "explain"
                      ? "*:check:(" + checkNames() + ")"
                  : Command->getName() == "completion"
                      ? "*:shell:(bash zsh fish)"
                      : "*:file:_files")
        << " ;;\n";
  }
  Out << "  esac\n}\n_quiesce \"$@\"\n";
}

static void writeFish(Commands All, raw_ostream &Out) {
  Out << "# fish completion for quiesce; made by: quiesce completion fish\n";
  for (cl::SubCommand *Command : All) {
    std::string Within =
        "-n '__fish_seen_subcommand_from " + Command->getName().str() + "'";
    Out << "complete -c quiesce -f -n __fish_use_subcommand -a "
        << Command->getName() << " -d "
        << quoted(brief(Command->getDescription())) << '\n';
    for (const cl::Option *Each : optionsOf(*Command)) {
      Out << "complete -c quiesce " << Within
          << (Each->ArgStr.size() == 1 ? " -s " : " -l ") << Each->ArgStr;
      if (!Each->ValueStr.empty()) {
        std::vector<std::string> Values = valuesOf(*Each);
        Out << (Values.empty() ? " -r" : " -x -a " + quoted(join(Values, " ")));
      }
      Out << " -d " << quoted(brief(Each->HelpStr)) << '\n';
    }
    if (Command->getName() == "explain")
      Out << "complete -c quiesce -f " << Within << " -a "
          << quoted(checkNames()) << '\n';
    if (Command->getName() == "completion")
      Out << "complete -c quiesce -f " << Within << " -a 'bash zsh fish'\n";
  }
}

bool writeCompletion(StringRef Shell, Commands All, raw_ostream &Out) {
  if (Shell == "bash")
    writeBash(All, Out);
  else if (Shell == "zsh")
    writeZsh(All, Out);
  else if (Shell == "fish")
    writeFish(All, Out);
  else
    return false;
  return true;
}

} // namespace quiesce::driver
