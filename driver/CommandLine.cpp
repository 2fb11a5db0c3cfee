//===- CommandLine.cpp - what the user asks for ---------------------------===//
//
// Part of quiesce, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "CommandLine.h"
#include "CheckGlobs.h"
#include "Manual.h"
#include "clang/Tooling/CompilationDatabase.h"
#include "llvm/Config/llvm-config.h"
#include "llvm/Support/CommandLine.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Regex.h"
#include "llvm/Support/Threading.h"

using namespace llvm;

namespace quiesce::driver {

static cl::OptionCategory Category("quiesce options");

static cl::SubCommand
    BaselineCommand("baseline",
                    "Write down today's findings, so that check --baseline "
                    "reports only new ones: baseline [-o FILE] [-p BUILD] "
                    "[FILE|FOLDER...]");
static cl::SubCommand
    CheckCommand("check", "Report where tasks hang for good: check [-p BUILD] "
                          "[FILE|FOLDER...] [-- FLAGS]");
static cl::SubCommand
    CompletionCommand("completion", "Print a completion script for a shell: "
                                    "completion bash|zsh|fish");
static cl::SubCommand
    DoctorCommand("doctor", "Look whether everything is in place, and say what "
                            "to do if not: doctor [-p BUILD]");
static cl::SubCommand
    DumpCommand("dump", "Print a stage of the analysis: dump --skeleton|"
                        "--system|--states|--stuck|--promela FILE --function "
                        "NAME [-p BUILD | -- FLAGS]");
static cl::SubCommand
    ExplainCommand("explain", "Print the page of a check: explain CHECK");
static cl::SubCommand
    ExplainCallCommand("explain-call",
                       "Why a call is an operation, or is not: explain-call "
                       "FILE:LINE [-p BUILD | -- FLAGS]");
static cl::SubCommand ListCommand("list", "List the checks: list [--json]");
static cl::SubCommand
    ModelsCommand("models", "What APIs mean: models list | show TYPE | check "
                            "[FILE...] | uses [FILE...] | suggest [FILE...] | "
                            "schema");
static cl::SubCommand ManualCommand("manual",
                                    "Print the manual page, for man: manual");

// What is analysed.

static cl::opt<std::string>
    BuildPath("p",
              cl::desc("Folder of compile_commands.json, or the file itself "
                       "(default: found beside or above the first file)"),
              cl::value_desc("build"), cl::sub(BaselineCommand),
              cl::sub(CheckCommand), cl::sub(DoctorCommand),
              cl::sub(DumpCommand), cl::sub(ModelsCommand),
              cl::sub(ExplainCallCommand), cl::cat(Category));
static cl::list<std::string>
    ExtraArgs("extra-arg", cl::desc("A flag to append to each compile command"),
              cl::value_desc("flag"), cl::sub(BaselineCommand),
              cl::sub(CheckCommand), cl::sub(DumpCommand),
              cl::sub(ModelsCommand), cl::sub(ExplainCallCommand),
              cl::cat(Category));
static cl::list<std::string>
    ExtraArgsBefore("extra-arg-before",
                    cl::desc("A flag to put before those of each compile "
                             "command"),
                    cl::value_desc("flag"), cl::sub(BaselineCommand),
                    cl::sub(CheckCommand), cl::sub(DumpCommand),
                    cl::sub(ModelsCommand), cl::sub(ExplainCallCommand),
                    cl::cat(Category));
static cl::list<std::string> Files(cl::Positional, cl::ZeroOrMore,
                                   cl::desc("[FILE|FOLDER...]"),
                                   cl::sub(BaselineCommand),
                                   cl::sub(CheckCommand), cl::cat(Category));
static cl::opt<unsigned>
    MaxAssumptions("max-assumptions",
                   cl::desc("Unknown conditions a report may rest on "
                            "(default: 1)"),
                   cl::value_desc("n"), cl::sub(BaselineCommand),
                   cl::sub(CheckCommand), cl::sub(DumpCommand),
                   cl::cat(Category));
static cl::opt<unsigned>
    MaxStates("max-states",
              cl::desc("States explored for one system before it is given up "
                       "as unknown (default: 20000)"),
              cl::value_desc("n"), cl::sub(BaselineCommand),
              cl::sub(CheckCommand), cl::sub(DumpCommand), cl::cat(Category));
static cl::opt<std::string>
    ModelFile("model-file",
              cl::desc("A model file besides the .quiesce.yaml files found "
                       "beside and above each source"),
              cl::value_desc("file"), cl::sub(BaselineCommand),
              cl::sub(CheckCommand), cl::sub(DumpCommand),
              cl::sub(ModelsCommand), cl::sub(ExplainCallCommand),
              cl::cat(Category));

// How it is done.

static cl::opt<unsigned> Jobs("j", cl::Prefix,
                              cl::desc("Files analysed at the same time "
                                       "(default: one for each core)"),
                              cl::value_desc("n"), cl::init(0),
                              cl::sub(BaselineCommand), cl::sub(CheckCommand),
                              cl::sub(ModelsCommand), cl::cat(Category));
static cl::opt<unsigned>
    UnitTimeout("unit-timeout",
                cl::desc("Seconds one file may take before it is given up, "
                         "which is an error; 0 for any number (default: 300)"),
                cl::value_desc("seconds"), cl::init(300),
                cl::sub(BaselineCommand), cl::sub(CheckCommand),
                cl::cat(Category));
static cl::opt<std::string>
    CacheFolder("cache",
                cl::desc("Keep results in this folder, and analyse only the "
                         "files of which anything has changed"),
                cl::value_desc("folder"), cl::sub(BaselineCommand),
                cl::sub(CheckCommand), cl::cat(Category));
static cl::opt<unsigned>
    CacheSize("cache-size",
              cl::desc("Megabytes the folder of --cache is cut down to; 0 for "
                       "any size (default: 1000)"),
              cl::value_desc("mb"), cl::init(1000), cl::sub(BaselineCommand),
              cl::sub(CheckCommand), cl::cat(Category));
static cl::opt<bool> Quiet("quiet", cl::desc("No progress and no summary"),
                           cl::sub(BaselineCommand), cl::sub(CheckCommand),
                           cl::cat(Category));
static cl::opt<bool> ShowStatistics("stats",
                                    cl::desc("Say what was found, left out and "
                                             "done, in numbers"),
                                    cl::sub(CheckCommand), cl::cat(Category));

// Which findings are reported.

static cl::opt<std::string>
    Checks("checks",
           cl::desc("Checks to report: globs as clang-tidy takes them, one "
                    "with a leading '-' takes away (default: *)"),
           cl::value_desc("globs"), cl::sub(BaselineCommand),
           cl::sub(CheckCommand), cl::cat(Category));
static cl::opt<std::string>
    HeaderFilter("header-filter",
                 cl::desc("Headers to report in: a regular expression "
                          "(default: .*, all but system headers)"),
                 cl::value_desc("regex"), cl::init(".*"),
                 cl::sub(BaselineCommand), cl::sub(CheckCommand),
                 cl::cat(Category));
static cl::opt<std::string>
    ExcludeHeaderFilter("exclude-header-filter",
                        cl::desc("Headers not to report in: a regular "
                                 "expression"),
                        cl::value_desc("regex"), cl::sub(BaselineCommand),
                        cl::sub(CheckCommand), cl::cat(Category));
static cl::opt<std::string>
    LineFilter("line-filter",
               cl::desc("Lines that some step of a finding must stand on, as "
                        "JSON: [{\"name\":\"a.cpp\",\"lines\":[[1,3]]}]"),
               cl::value_desc("json"), cl::sub(CheckCommand),
               cl::cat(Category));
static cl::opt<std::string>
    DiffRef("diff",
            cl::desc("Only findings with a step on a line that differs from "
                     "this commit of git"),
            cl::value_desc("ref"), cl::sub(CheckCommand), cl::cat(Category));
static cl::opt<std::string>
    BaselineFile("baseline",
                 cl::desc("Only findings that are not in this file, which "
                          "'quiesce baseline' writes"),
                 cl::value_desc("file"), cl::sub(CheckCommand),
                 cl::cat(Category));
static cl::opt<bool>
    RequireReason("require-reason",
                  cl::desc("A NOLINT without a reason after it silences "
                           "nothing"),
                  cl::sub(CheckCommand), cl::cat(Category));
static cl::opt<bool>
    UnusedSuppressions("unused-suppressions",
                       cl::desc("Report each NOLINT that names quiesce and "
                                "silences no finding"),
                       cl::sub(CheckCommand), cl::cat(Category));
static cl::opt<bool>
    ShowSuppressed("show-suppressed",
                   cl::desc("Print silenced findings too; they do not count"),
                   cl::sub(CheckCommand), cl::cat(Category));

// How they are reported.

static cl::list<std::string>
    Formats("format",
            cl::desc("Form of the report, and after a colon the file it goes "
                     "to: text, sarif:out.sarif; may be given several times"),
            cl::value_desc("name[:file]"), cl::sub(CheckCommand),
            cl::cat(Category));
static cl::opt<std::string> WarningsAsErrors(
    "warnings-as-errors", cl::desc("Checks whose findings are errors: globs"),
    cl::value_desc("globs"), cl::sub(CheckCommand), cl::cat(Category));
static cl::opt<std::string>
    ExportFixes("export-fixes",
                cl::desc("Write the findings to a file, as clang-tidy does"),
                cl::value_desc("file"), cl::sub(CheckCommand),
                cl::cat(Category));
static cl::opt<bool>
    FixSources("fix",
               cl::desc("Change the sources as the findings that are reported "
                        "propose, where it is clear what to write"),
               cl::sub(CheckCommand), cl::cat(Category));

// Of baseline.

static cl::opt<std::string>
    OutputFile("o",
               cl::desc("The file (default: that of .quiesce.yaml, or else "
                        ".quiesce-baseline.json)"),
               cl::value_desc("file"), cl::sub(BaselineCommand),
               cl::cat(Category));

// Of completion and explain.

static cl::opt<std::string> Shell(cl::Positional, cl::desc("bash|zsh|fish"),
                                  cl::sub(CompletionCommand),
                                  cl::cat(Category));
static cl::opt<std::string> CheckName(cl::Positional, cl::desc("CHECK"),
                                      cl::sub(ExplainCommand),
                                      cl::cat(Category));

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
static cl::opt<bool>
    DumpStuck("stuck",
              cl::desc("Which tasks can be stuck, and where, before judgement; "
                       "of all systems without --function"),
              cl::sub(DumpCommand), cl::cat(Category));
static cl::opt<bool>
    DumpPromela("promela",
                cl::desc("The system as a model for SPIN; of all systems "
                         "without --function"),
                cl::sub(DumpCommand), cl::cat(Category));

// Of list.

static cl::opt<bool> Json("json", cl::desc("The whole records, as JSON"),
                          cl::sub(ListCommand), cl::sub(ModelsCommand),
                          cl::cat(Category));

// Of models and explain-call.

static cl::list<std::string> ModelsWords(
    cl::Positional, cl::ZeroOrMore,
    cl::desc("list | show TYPE | check [FILE...] | uses [FILE...] | "
             "suggest [FILE...] | schema"),
    cl::sub(ModelsCommand), cl::cat(Category));
static cl::opt<bool>
    AllRows("all",
            cl::desc("check: the libraries' rows too; they speak of several "
                     "versions, so what is missing need not be wrong"),
            cl::sub(ModelsCommand), cl::cat(Category));
static cl::opt<std::string> CallPlace(cl::Positional, cl::desc("FILE:LINE"),
                                      cl::sub(ExplainCallCommand),
                                      cl::cat(Category));

static constexpr char Overview[] =
    "quiesce finds where C++ programs hang for good.\n\n"
    "  quiesce check -p build                 every file of the database\n"
    "  quiesce check -p build src/server.cpp  some of them\n"
    "  quiesce check a.cpp -- -std=c++20      one file, with its flags\n"
    "  quiesce models list                    what is modelled, and from "
    "where\n"
    "  quiesce SUBCOMMAND --help              the options of one subcommand\n\n"
    "Exit status: 0 clean, 1 findings, 2 something could not be analysed.\n";

namespace {

struct Subcommand {
  cl::SubCommand *Command;
  Runner Run;
};

} // namespace

static int runCompletion(const CommandLine &Wanted);
static int runManual(const CommandLine &Wanted);

static const Subcommand Subcommands[] = {
    {&BaselineCommand, runBaseline},
    {&CheckCommand, runCheck},
    {&CompletionCommand, runCompletion},
    {&DoctorCommand, runDoctor},
    {&DumpCommand, runDump},
    {&ExplainCommand, runExplain},
    {&ExplainCallCommand, runExplainCall},
    {&ListCommand, runList},
    {&ManualCommand, runManual},
    {&ModelsCommand, runModels},
};

static std::vector<cl::SubCommand *> allCommands() {
  std::vector<cl::SubCommand *> Result;
  for (const Subcommand &Each : Subcommands)
    Result.push_back(Each.Command);
  return Result;
}

static int runCompletion(const CommandLine &) {
  if (writeCompletion(Shell, allCommands(), outs()))
    return Clean;
  error() << (Shell.empty() ? "say for which shell: quiesce completion SHELL"
                            : "there is no completion for '" + Shell + "'")
          << "; expected bash, zsh or fish\n";
  return Failed;
}

static int runManual(const CommandLine &) {
  writeManual(allCommands(), Overview, outs());
  return Clean;
}

void CommandLine::override(Options &Settings) const {
  Settings.MaxAssumptions = MaxAssumptions.value_or(Settings.MaxAssumptions);
  Settings.MaxStates = MaxStates.value_or(Settings.MaxStates);
  Settings.ModelFile = ModelFile.value_or(Settings.ModelFile);
}

std::vector<std::string> CommandLine::analysisOptions() const {
  std::vector<std::string> Words;
  if (MaxAssumptions)
    Words.push_back("--max-assumptions=" + std::to_string(*MaxAssumptions));
  if (MaxStates)
    Words.push_back("--max-states=" + std::to_string(*MaxStates));
  if (ModelFile)
    Words.push_back("--model-file=" + *ModelFile);
  return Words;
}

raw_ostream &error() { return errs() << "quiesce: error: "; }

void printHelp() {
  cl::PrintHelpMessage(/*Hidden=*/false, /*Categorized=*/true);
}

static void printVersion(raw_ostream &Out) {
  Out << "quiesce " << version() << " (LLVM " << LLVM_VERSION_STRING << ")\n";
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

/// Globs that match no check are most often misspelt, and would make every run
/// green.
static bool checkGlobs(StringRef Name, const std::string &Globs,
                       const std::string &Whole) {
  CheckGlobs Selected(Whole);
  for (const CheckRecord *Record : allChecks())
    if (Selected.contains(Record->Name))
      return true;
  error() << "no check is left by --" << Name << "='" << Globs
          << "'; quiesce list names them\n";
  return false;
}

static bool checkRegex(StringRef Name, const std::string &Text) {
  std::string Problem;
  if (Text.empty() || Regex(Text).isValid(Problem))
    return true;
  error() << "--" << Name << "='" << Text
          << "' is no regular expression: " << Problem << '\n';
  return false;
}

static bool readFormats(std::vector<Destination> &Into) {
  for (const std::string &Given : Formats) {
    Expected<Destination> Read = parseDestination(Given);
    if (!Read) {
      error() << toString(Read.takeError()) << '\n';
      return false;
    }
    Into.push_back(std::move(*Read));
  }
  if (Into.empty())
    Into.push_back({&allFormats().front(), ""});
  return true;
}

static void readAnalysisOptions(CommandLine &Result) {
  if (MaxAssumptions.getNumOccurrences())
    Result.MaxAssumptions = MaxAssumptions;
  if (MaxStates.getNumOccurrences())
    Result.MaxStates = MaxStates;
  if (ModelFile.getNumOccurrences()) {
    // Each unit is analysed in the folder of its compile command.
    SmallString<256> Absolute(ModelFile);
    (void)sys::fs::make_absolute(Absolute);
    Result.ModelFile = Absolute.str().str();
  }
}

static bool readDumpOptions(CommandLine &Result) {
  bool OfAll = DumpStuck || DumpPromela;
  if (DumpFile.empty() || (Function.empty() && !OfAll) ||
      DumpSkeleton + DumpSystem + DumpStates + DumpStuck + DumpPromela > 1) {
    error() << "say what to print: quiesce dump --skeleton|--system|--states|"
               "--stuck|--promela FILE --function NAME [-p BUILD | -- FLAGS]\n";
    return false;
  }
  Result.Choice.Files = {DumpFile};
  Result.Function = Function;
  Result.Stage = DumpStates    ? Stage::States
                 : DumpSystem  ? Stage::System
                 : DumpStuck   ? Stage::Stuck
                 : DumpPromela ? Stage::Promela
                               : Stage::Skeleton;
  return true;
}

static bool readCheckOptions(CommandLine &Result) {
  Result.Choice.Files.assign(Files.begin(), Files.end());
  Result.Jobs =
      Jobs ? unsigned(Jobs) : hardware_concurrency().compute_thread_count();
  Result.UnitSeconds = UnitTimeout;
  Result.CacheFolder = CacheFolder;
  Result.CacheMegabytes = CacheSize;
  Result.Quiet = Quiet;
  Result.Checks = Checks;
  Result.HeaderFilter = HeaderFilter;
  Result.ExcludeHeaderFilter = ExcludeHeaderFilter;
  Result.LineFilter = LineFilter;
  Result.DiffRef = DiffRef;
  Result.BaselineFile = BaselineFile;
  Result.WarningsAsErrors = WarningsAsErrors;
  Result.ExportFixes = ExportFixes;
  Result.ApplyFixes = FixSources;
  Result.RequireReason = RequireReason;
  Result.UnusedSuppressions = UnusedSuppressions;
  Result.ShowSuppressed = ShowSuppressed;
  Result.ShowStatistics = ShowStatistics;
  Result.OutputFile = OutputFile;
  return checkGlobs("checks", Checks, "*," + Checks) &&
         (WarningsAsErrors.empty() ||
          checkGlobs("warnings-as-errors", WarningsAsErrors,
                     WarningsAsErrors)) &&
         checkRegex("header-filter", HeaderFilter) &&
         checkRegex("exclude-header-filter", ExcludeHeaderFilter) &&
         readFormats(Result.Formats);
}

static bool readCallPlace(CommandLine &Result) {
  auto [File, LineText] = StringRef(CallPlace).rsplit(':');
  if (File.empty() || LineText.getAsInteger(10, Result.Line) || !Result.Line) {
    error() << "say which call: quiesce explain-call FILE:LINE [-p BUILD | -- "
               "FLAGS]\n";
    return false;
  }
  Result.Choice.Files = {File.str()};
  return true;
}

bool parseCommandLine(int Count, const char **Arguments, CommandLine &Result) {
  std::string Problem;
  std::vector<const char *> Words = withoutCompiler(Count, Arguments);
  Count = Words.size();
  Words.push_back(nullptr);
  Arguments = Words.data();
  Result.Choice.Flags =
      clang::tooling::FixedCompilationDatabase::loadFromCommandLine(
          Count, Arguments, Problem);
  if (!Problem.empty()) {
    error() << "the command after '--' cannot be used: " << Problem << '\n';
    return false;
  }

  // LLVM's libraries have registered dozens of options of their own.
  cl::HideUnrelatedOptions(Category, cl::SubCommand::getTopLevel());
  for (const Subcommand &Each : Subcommands)
    cl::HideUnrelatedOptions(Category, *Each.Command);
  cl::SetVersionPrinter(printVersion);
  std::string Text;
  raw_string_ostream Errors(Text);
  if (!cl::ParseCommandLineOptions(Count, Arguments, Overview, &Errors)) {
    errs() << Text;
    return false;
  }

  for (const Subcommand &Each : Subcommands)
    if (*Each.Command) {
      Result.Run = Each.Run;
      for (const cl::Option *Option : optionsOf(*Each.Command))
        if (Option->getNumOccurrences())
          Result.Given.insert(Option->ArgStr.str());
    }
  Result.Choice.BuildPath = BuildPath;
  Result.Choice.Before.assign(ExtraArgsBefore.begin(), ExtraArgsBefore.end());
  Result.Choice.After.assign(ExtraArgs.begin(), ExtraArgs.end());
  Result.Json = Json;
  Result.CheckName = CheckName;
  readAnalysisOptions(Result);
  if (DumpCommand)
    return readDumpOptions(Result);
  if (ModelsCommand)
    Result.Jobs =
        Jobs ? unsigned(Jobs) : hardware_concurrency().compute_thread_count();
  if (ModelsCommand && !ModelsWords.empty()) {
    Result.Verb = ModelsWords.front();
    Result.Choice.Files.assign(ModelsWords.begin() + 1, ModelsWords.end());
    Result.AllRows = AllRows;
  }
  if (ExplainCallCommand)
    return readCallPlace(Result);
  if (ExplainCommand && CheckName.empty()) {
    error() << "say which check: quiesce explain CHECK; quiesce list names "
               "all\n";
    return false;
  }
  if (CheckCommand || BaselineCommand)
    return readCheckOptions(Result);
  return true;
}

} // namespace quiesce::driver
