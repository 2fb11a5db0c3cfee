//===- Parse.cpp - from a compile command to an AST -----------------------===//
//
// Part of quiesce, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Parse.h"
#include "Flags.h"
#include "clang/AST/ASTConsumer.h"
#include "clang/AST/ASTContext.h"
#include "clang/Basic/Diagnostic.h"
#include "clang/Basic/FileManager.h"
#include "clang/Basic/SourceManager.h"
#include "clang/Frontend/CompilerInstance.h"
#include "clang/Frontend/FrontendAction.h"
#include "clang/Tooling/Tooling.h"

using namespace clang;
using namespace clang::tooling;
using llvm::StringRef;

namespace quiesce::driver {
namespace {

class OneCommand : public CompilationDatabase {
public:
  explicit OneCommand(const Unit &Command) : Command(Command) {}
  std::vector<CompileCommand> getCompileCommands(StringRef) const override {
    return {Command};
  }

private:
  const Unit &Command;
};

class ErrorCollector : public DiagnosticConsumer {
public:
  ErrorCollector(StringRef File, std::vector<std::string> &Errors)
      : File(File), Errors(Errors) {}

  void HandleDiagnostic(DiagnosticsEngine::Level Level,
                        const Diagnostic &Info) override {
    DiagnosticConsumer::HandleDiagnostic(Level, Info);
    if (Level < DiagnosticsEngine::Error)
      return;
    std::string Line;
    llvm::raw_string_ostream Out(Line);
    if (Info.hasSourceManager() && Info.getLocation().isValid()) {
      const SourceManager &Sources = Info.getSourceManager();
      PresumedLoc Where = Sources.getPresumedLoc(Info.getLocation());
      llvm::SmallString<256> Path(Where.getFilename());
      Sources.getFileManager().makeAbsolutePath(Path);
      Out << Path << ':' << Where.getLine() << ':' << Where.getColumn();
    } else {
      Out << File;
    }
    llvm::SmallString<256> Text;
    Info.FormatDiagnostic(Text);
    Out << ": error: " << Text;
    Errors.push_back(Line);
  }

private:
  StringRef File;
  std::vector<std::string> &Errors;
};

using Callback = llvm::function_ref<void(ASTContext &)>;

class Consumer : public ASTConsumer {
public:
  explicit Consumer(Callback Use) : Use(Use) {}
  void HandleTranslationUnit(ASTContext &Context) override {
    if (!Context.getDiagnostics().hasErrorOccurred())
      Use(Context);
  }

private:
  Callback Use;
};

class Action : public ASTFrontendAction {
public:
  explicit Action(Callback Use) : Use(Use) {}

protected:
  std::unique_ptr<ASTConsumer> CreateASTConsumer(CompilerInstance &,
                                                 StringRef) override {
    return std::make_unique<Consumer>(Use);
  }

private:
  Callback Use;
};

class ActionFactory : public FrontendActionFactory {
public:
  explicit ActionFactory(Callback Use) : Use(Use) {}
  std::unique_ptr<FrontendAction> create() override {
    return std::make_unique<Action>(Use);
  }

private:
  Callback Use;
};

} // namespace

std::vector<std::string>
parseUnit(const Unit &One,
          llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> Files, Callback Use) {
  std::vector<std::string> Errors;
  OneCommand Database(One);
  ErrorCollector Collector(One.Filename, Errors);
  ClangTool Tool(Database, {One.Filename},
                 std::make_shared<PCHContainerOperations>(), std::move(Files));
  Tool.setPrintErrorMessage(false);
  Tool.setDiagnosticConsumer(&Collector);
  Tool.appendArgumentsAdjuster([](const CommandLineArguments &Given,
                                  StringRef) { return adaptFlags(Given); });
  ActionFactory Factory(Use);
  if (Tool.run(&Factory) != 0 && Errors.empty())
    Errors.push_back(One.Filename + ": error: its compile command cannot be "
                                    "run by clang");
  return Errors;
}

} // namespace quiesce::driver
