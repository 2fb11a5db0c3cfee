//===- CommandLine.cpp - what the user asks for ---------------------------===//
//
// Part of quiesce, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "CommandLine.h"
#include "clang/Tooling/CompilationDatabase.h"
#include "llvm/Config/llvm-config.h"
#include "llvm/Support/CommandLine.h"
#include "llvm/Support/Threading.h"

using namespace llvm;

namespace quiesce::driver {

static cl::OptionCategory Category("quiesce options");

static cl::SubCommand
    CheckCommand("check", "Report where tasks hang for good: check [-p BUILD] "
                          "[FILE|FOLDER...] [-- FLAGS]");
static cl::SubCommand
    DumpCommand("dump", "Print a stage of the analysis: dump --skeleton|"
                        "--system|--states FILE --function NAME [-p BUILD | "
                        "-- FLAGS]");
static cl::SubCommand ListCommand("list", "List the checks: list [--json]");

// Of check and dump.

static cl::opt<std::string>
    BuildPath("p",
              cl::desc("Folder of compile_commands.json, or the file itself "
                       "(default: found beside or above the first file)"),
              cl::value_desc("build"), cl::sub(CheckCommand),
              cl::sub(DumpCommand), cl::cat(Category));
static cl::opt<unsigned>
    MaxAssumptions("max-assumptions",
                   cl::desc("Unknown conditions a report may rest on "
                            "(default: 1)"),
                   cl::init(Options().MaxAssumptions), cl::sub(CheckCommand),
                   cl::sub(DumpCommand), cl::cat(Category));
static cl::opt<unsigned>
    MaxStates("max-states",
              cl::desc("States explored for one system before it is given up "
                       "as unknown (default: 20000)"),
              cl::init(Options().MaxStates), cl::sub(CheckCommand),
              cl::sub(DumpCommand), cl::cat(Category));
static cl::opt<std::string>
    ModelFile("model-file",
              cl::desc("A model file besides the .quiesce.yaml files found "
                       "beside and above each source"),
              cl::value_desc("file"), cl::sub(CheckCommand),
              cl::sub(DumpCommand), cl::cat(Category));

// Of check.

static cl::list<std::string> CheckFiles(cl::Positional, cl::ZeroOrMore,
                                        cl::desc("[FILE|FOLDER...]"),
                                        cl::sub(CheckCommand),
                                        cl::cat(Category));
static cl::opt<unsigned> Jobs("j", cl::Prefix,
                              cl::desc("Files analysed at the same time "
                                       "(default: one for each core)"),
                              cl::value_desc("n"), cl::init(0),
                              cl::sub(CheckCommand), cl::cat(Category));
static cl::opt<std::string>
    Checks("checks",
           cl::desc("Checks to report: globs as clang-tidy takes them, one "
                    "with a leading '-' takes away (default: *)"),
           cl::value_desc("globs"), cl::init("*"), cl::sub(CheckCommand),
           cl::cat(Category));
static cl::opt<bool> Quiet("quiet", cl::desc("No progress and no summary"),
                           cl::sub(CheckCommand), cl::cat(Category));
static cl::opt<bool> ShowStatistics("stats",
                                    cl::desc("Say how much was explored"),
                                    cl::sub(CheckCommand), cl::cat(Category));

// Of dump.

static cl::opt<std::string> DumpFile(cl::Positional, cl::desc("FILE"),
                                     cl::sub(DumpCommand), cl::cat(Category));
static cl::opt<std::string> Function("function",
                                     cl::desc("The function, qualified or not"),
                                     cl::value_desc("name"),
                                     cl::sub(DumpCommand), cl::cat(Category));
static cl::opt<bool>
    DumpSkeleton("skeleton",
                 cl::desc("What the function does, only its operations "
                          "(default)"),
                 cl::sub(DumpCommand), cl::cat(Category));
static cl::opt<bool> DumpSystem("system",
                                cl::desc("Who runs with whom, and what they "
                                         "share"),
                                cl::sub(DumpCommand), cl::cat(Category));
static cl::opt<bool> DumpStates("states", cl::desc("The states they reach"),
                                cl::sub(DumpCommand), cl::cat(Category));

// Of list.

static cl::opt<bool> Json("json", cl::desc("The whole records, as JSON"),
                          cl::sub(ListCommand), cl::cat(Category));

static constexpr char Overview[] =
    "quiesce finds where C++ programs hang for good.\n\n"
    "  quiesce check -p build                 every file of the database\n"
    "  quiesce check -p build src/server.cpp  some of them\n"
    "  quiesce check a.cpp -- -std=c++20      one file, with its flags\n"
    "  quiesce SUBCOMMAND --help              the options of one subcommand\n\n"
    "Exit status: 0 clean, 1 findings, 2 something could not be analysed.\n";

CommandLine::~CommandLine() = default;

raw_ostream &error() { return errs() << "quiesce: error: "; }

void printHelp() {
  cl::PrintHelpMessage(/*Hidden=*/false, /*Categorized=*/true);
}

static void printVersion(raw_ostream &Out) {
  Out << "quiesce " << version() << " (LLVM " << LLVM_VERSION_STRING << ")\n";
}

static Subcommand chosen() {
  return CheckCommand  ? Subcommand::Check
         : DumpCommand ? Subcommand::Dump
         : ListCommand ? Subcommand::List
                       : Subcommand::None;
}

/// What stands after `--` may be flags or, as CMake's CXX_CLANG_TIDY has it, a
/// whole command.  The compiler's name, where there is one, would be taken for
/// a source file, and `-o` cannot be given to a command without files.
static std::vector<const char *> withoutCompiler(int Count,
                                                 const char **Arguments) {
  std::vector<const char *> Result;
  bool InFlags = false, First = false;
  for (int I = 0; I < Count; ++I) {
    StringRef Word = Arguments[I];
    bool IsCompiler = First && !Word.starts_with("-");
    First = !InFlags && Word == "--";
    if (InFlags && Word == "-o")
      ++I;
    else if (!IsCompiler)
      Result.push_back(Arguments[I]);
    InFlags |= First;
  }
  return Result;
}

bool parseCommandLine(int Count, const char **Arguments, CommandLine &Result) {
  std::string Problem;
  std::vector<const char *> Words = withoutCompiler(Count, Arguments);
  Count = Words.size();
  Words.push_back(nullptr);
  Arguments = Words.data();
  Result.Flags = clang::tooling::FixedCompilationDatabase::loadFromCommandLine(
      Count, Arguments, Problem);
  if (!Problem.empty()) {
    error() << "the command after '--' cannot be used: " << Problem << '\n';
    return false;
  }

  // LLVM's libraries have registered dozens of options of their own.
  for (cl::SubCommand *Sub : {&cl::SubCommand::getTopLevel(), &CheckCommand,
                              &DumpCommand, &ListCommand})
    cl::HideUnrelatedOptions(Category, *Sub);
  cl::SetVersionPrinter(printVersion);
  std::string Text;
  raw_string_ostream Errors(Text);
  if (!cl::ParseCommandLineOptions(Count, Arguments, Overview, &Errors)) {
    errs() << Text;
    return false;
  }

  Result.What = chosen();
  Result.BuildPath = BuildPath;
  Result.Analysis.MaxAssumptions = MaxAssumptions;
  Result.Analysis.MaxStates = MaxStates;
  Result.Analysis.ModelFile = ModelFile;
  Result.Jobs =
      Jobs ? unsigned(Jobs) : hardware_concurrency().compute_thread_count();
  Result.Checks = Checks;
  Result.Quiet = Quiet;
  Result.ShowStatistics = ShowStatistics;
  Result.Function = Function;
  Result.Json = Json;
  if (Result.What == Subcommand::Dump) {
    if (DumpFile.empty() || Function.empty() ||
        DumpSkeleton + DumpSystem + DumpStates > 1) {
      error() << "say what to print: quiesce dump --skeleton|--system|--states "
                 "FILE --function NAME [-p BUILD | -- FLAGS]\n";
      return false;
    }
    Result.Files = {DumpFile};
    Result.Stage = DumpStates   ? Stage::States
                   : DumpSystem ? Stage::System
                                : Stage::Skeleton;
  } else {
    Result.Files.assign(CheckFiles.begin(), CheckFiles.end());
  }
  return true;
}

} // namespace quiesce::driver
