//===- Frontend.cpp - from a text to an AST, cheaply ----------------------===//
//
// Part of quiesce, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Frontend.h"
#include "clang/AST/ASTConsumer.h"
#include "clang/Basic/Diagnostic.h"
#include "clang/Frontend/CompilerInstance.h"
#include "clang/Frontend/CompilerInvocation.h"
#include "clang/Frontend/FrontendAction.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/VirtualFileSystem.h"
#include "llvm/TargetParser/Host.h"

using namespace clang;
using llvm::StringRef;

namespace quiesce::fuzz {
namespace {

/// Headers that ../include stands for.
constexpr const char *StandardHeaders[] = {
    "algorithm",
    "any",
    "array",
    "assert.h",
    "atomic",
    "barrier",
    "cassert",
    "cerrno",
    "chrono",
    "cmath",
    "compare",
    "concepts",
    "condition_variable",
    "coroutine",
    "cstddef",
    "cstdint",
    "cstdio",
    "cstdlib",
    "cstring",
    "ctime",
    "deque",
    "errno.h",
    "exception",
    "expected",
    "fstream",
    "functional",
    "future",
    "initializer_list",
    "iostream",
    "iterator",
    "latch",
    "limits",
    "list",
    "map",
    "memory",
    "mutex",
    "new",
    "numeric",
    "optional",
    "pthread.h",
    "queue",
    "random",
    "ranges",
    "ratio",
    "semaphore",
    "semaphore.h",
    "set",
    "shared_mutex",
    "span",
    "sstream",
    "stack",
    "stdbool.h",
    "stdexcept",
    "stdint.h",
    "stdio.h",
    "stdlib.h",
    "stop_token",
    "string",
    "string.h",
    "string_view",
    "system_error",
    "thread",
    "threads.h",
    "time.h",
    "tuple",
    "type_traits",
    "typeinfo",
    "unistd.h",
    "unordered_map",
    "unordered_set",
    "utility",
    "variant",
    "vector",
};

class Consumer : public ASTConsumer {
public:
  explicit Consumer(llvm::function_ref<void(ASTContext &)> Use) : Use(Use) {}
  void HandleTranslationUnit(ASTContext &Context) override { Use(Context); }

private:
  llvm::function_ref<void(ASTContext &)> Use;
};

class Action : public ASTFrontendAction {
public:
  explicit Action(llvm::function_ref<void(ASTContext &)> Use) : Use(Use) {}

protected:
  std::unique_ptr<ASTConsumer> CreateASTConsumer(CompilerInstance &,
                                                 StringRef) override {
    return std::make_unique<Consumer>(Use);
  }

private:
  llvm::function_ref<void(ASTContext &)> Use;
};

/// Our headers, and those of a folder of the corpus, read once.
class Headers {
public:
  Headers() {
    for (StringRef Name :
         {"all.h", "c.h", "containers.h", "core.h", "memory.h", "threads.h"})
      read("/fuzz/include/", Name, "/std/quiesce/");
    for (const char *Name : StandardHeaders)
      keep((StringRef("/std/") + Name).str(), "#include <quiesce/all.h>\n");
    read("/corpus/include/", "chan.hpp", "/user/");
  }

  llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> with(StringRef Text,
                                                       StringRef Name) const {
    auto Files = llvm::makeIntrusiveRefCnt<llvm::vfs::InMemoryFileSystem>();
    for (const auto &[Path, Content] : Kept)
      Files->addFileNoOwn(Path, 0, llvm::MemoryBufferRef(Content, Path));
    Files->addFile(Name, 0, llvm::MemoryBuffer::getMemBufferCopy(Text));
    auto All = llvm::makeIntrusiveRefCnt<llvm::vfs::OverlayFileSystem>(
        llvm::vfs::getRealFileSystem()); // for clang's own headers
    All->pushOverlay(Files);
    return All;
  }

private:
  void read(StringRef From, StringRef Name, StringRef Into) {
    auto Content =
        llvm::MemoryBuffer::getFile((QUIESCE_TESTDATA + From + Name).str());
    if (!Content)
      std::abort();
    keep((Into + Name).str(), (*Content)->getBuffer().str());
  }
  void keep(std::string Path, std::string Content) {
    Kept.emplace_back(std::move(Path), std::move(Content));
  }
  std::vector<std::pair<std::string, std::string>> Kept;
};

} // namespace

static std::vector<const char *> arguments(Language In) {
  static const std::string Triple = llvm::sys::getDefaultTargetTriple();
  std::vector<const char *> All = {
      "-triple", Triple.c_str(), "-fsyntax-only", "-w", "-ferror-limit", "0",
      // Clang's own work has bounds, or it would be what is measured.
      "-ftemplate-depth=64", "-fconstexpr-steps=10000", "-fbracket-depth",
      "128", "-resource-dir", QUIESCE_RESOURCE_DIR, "-internal-isystem", "/std",
      "-internal-isystem", QUIESCE_RESOURCE_DIR "/include", "-I", "/user"};
  if (In == Language::C)
    All.insert(All.end(), {"-x", "c", "-std=gnu17", "/user/a.c"});
  else
    All.insert(All.end(), {"-x", "c++", "-std=c++20", "-fcxx-exceptions",
                           "-fexceptions", "/user/a.cpp"});
  return All;
}

void parse(StringRef Text, Language In,
           llvm::function_ref<void(ASTContext &)> Use) {
  static const Headers Known;
  auto Files =
      Known.with(Text, In == Language::C ? "/user/a.c" : "/user/a.cpp");
  IgnoringDiagConsumer Silent;
  DiagnosticOptions Shown;
  auto Problems =
      CompilerInstance::createDiagnostics(*Files, Shown, &Silent,
                                          /*ShouldOwnClient=*/false);
  auto Wanted = std::make_shared<CompilerInvocation>();
  if (!CompilerInvocation::CreateFromArgs(*Wanted, arguments(In), *Problems))
    std::abort();
  Wanted->getFrontendOpts().DisableFree = false;
  CompilerInstance Clang(std::move(Wanted));
  Clang.setVirtualFileSystem(std::move(Files));
  Clang.createDiagnostics(&Silent, /*ShouldOwnClient=*/false);
  Clang.createFileManager();
  Action Run(Use);
  Clang.ExecuteAction(Run);
}

} // namespace quiesce::fuzz
