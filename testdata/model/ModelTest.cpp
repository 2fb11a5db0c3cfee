//===- ModelTest.cpp - reading models -------------------------------------===//
//
// Part of quiesce, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "model/Model.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/raw_ostream.h"
#include "gtest/gtest.h"

using namespace quiesce::model;
using Lines = std::vector<std::string>;

namespace {

/// "line:column: message" for each mistake in \p Yaml.
Lines mistakes(llvm::StringRef Yaml, llvm::StringRef Name = "test.yaml") {
  ModelSet Set;
  std::vector<ModelError> Errors;
  Set.add(Yaml, Name, Errors);
  Lines Out;
  for (const ModelError &E : Errors)
    Out.push_back(std::to_string(E.Line) + ":" + std::to_string(E.Column) +
                  ": " + E.Message);
  return Out;
}

bool contains(llvm::StringRef Text, llvm::StringRef Part) {
  return Text.contains(Part);
}

std::string folder() { return QUIESCE_TESTDATA "/model"; }

std::string contents(const std::string &Path) {
  auto Buffer = llvm::MemoryBuffer::getFile(Path);
  return Buffer ? (*Buffer)->getBuffer().str() : "cannot read " + Path;
}

/// A folder that is there for one test.
struct TemporaryFolder {
  llvm::SmallString<128> Path;
  TemporaryFolder() {
    llvm::sys::fs::createUniqueDirectory("quiesce-model", Path);
    llvm::SmallString<128> Real;
    llvm::sys::fs::real_path(Path, Real);
    Path = Real;
  }
  ~TemporaryFolder() { llvm::sys::fs::remove_directories(Path); }
  std::string write(llvm::StringRef Name, llvm::StringRef Text) {
    llvm::SmallString<128> File(Path);
    llvm::sys::path::append(File, Name);
    llvm::sys::fs::create_directories(llvm::sys::path::parent_path(File));
    std::error_code Failed;
    llvm::raw_fd_ostream Out(File, Failed);
    Out << Text;
    return File.str().str();
  }
};

} // namespace

//===----------------------------------------------------------------------===//
// Reading
//===----------------------------------------------------------------------===//

TEST(ModelYaml, ReadsEveryKeyOfAType) {
  ModelSet Set;
  std::vector<ModelError> Errors;
  Set.add(R"yaml(
types:
  - name: [app::pipe, app::ring]
    primitive: channel
    documentation: https://example.org/pipe
    constructor: { capacity: 2 }
    destructor: close
    capacity: 5
    capacity-less: 1
    send-when-closed: ignored
    receive-when-closed: throws
    close-when-closed: throws
    close-wakes-receivers-only: true
    throws-when-closed: app::closed
    status: { success: ok, closed: shut, timeout: late, full: no_room, empty: none }
    copies-share: true
    iterate: receive
    members:
      push: { operation: timed send, value: 1 }
      "operator<<": send
      conversion: is-closed
  - name: app::queue
    primitive: channel
    capacity: unbounded
  - name: app::lock
    primitive: mutex
    recursive: true
    scalar-handle: true
  - name: app::hold
    primitive: guard
    constructor: { operation: lock-shared, mutex: 0 }
    defer-tag: app::defer
    adopt-tag: app::adopt
    try-tag: app::attempt
    shared-guard: true
  - name: app::worker
    primitive: task
    constructor: spawn
    destructor: terminate
    terminate-when-defined: APP_NEW
    passes-stop-token: true
  - { name: app::view, primitive: pointer, weak: true }
  - name: app::scoped
    primitive: task
    destructor: { app::joins: join, app::stops: request-stop-and-join }
library: App
version: 3
documentation: https://example.org
)yaml",
          "app.yaml", Errors);
  for (const ModelError &E : Errors)
    ADD_FAILURE() << E.Line << ":" << E.Column << ": " << E.Message;

  ASSERT_EQ(Set.types().size(), 8u);
  for (const char *Name : {"app::pipe", "app::ring"}) {
    const TypeModel *T = Set.type(Name);
    ASSERT_NE(T, nullptr) << Name;
    EXPECT_EQ(T->Name, Name);
    EXPECT_EQ(T->Line, 3u);
    EXPECT_EQ(T->Library, "App 3");
    EXPECT_EQ(T->Documentation, "https://example.org/pipe");
    EXPECT_EQ(T->Constructor.Op, Operation::None);
    EXPECT_EQ(T->Constructor.Args.Count, 2);
    EXPECT_EQ(T->OnDestroy, Destructor::Close);
    EXPECT_FALSE(T->Unbounded);
    EXPECT_EQ(T->DefaultCapacity, 5);
    EXPECT_EQ(T->CapacityLess, 1);
    EXPECT_EQ(T->SendWhenClosed, WhenClosed::Ignored);
    EXPECT_EQ(T->ReceiveWhenClosed, WhenClosed::Throws);
    EXPECT_EQ(T->CloseWhenClosed, WhenClosed::Throws);
    EXPECT_TRUE(T->CloseWakesReceiversOnly);
    EXPECT_EQ(T->ThrowsWhenClosed, "app::closed");
    EXPECT_EQ(T->Status.Success, "ok");
    EXPECT_EQ(T->Status.Closed, "shut");
    EXPECT_EQ(T->Status.Timeout, "late");
    EXPECT_EQ(T->Status.Full, "no_room");
    EXPECT_EQ(T->Status.Empty, "none");
    EXPECT_TRUE(T->CopiesShare);
    EXPECT_EQ(T->Iterate, Operation::Receive);
    EXPECT_EQ(T->member("push")->Op, Operation::Send);
    EXPECT_EQ(T->member("push")->How, Mode::Timed);
    EXPECT_EQ(T->member("push")->Args.Value, 1);
    EXPECT_EQ(T->member("operator<<")->Op, Operation::Send);
    EXPECT_EQ(T->member("conversion")->Op, Operation::IsClosed);
  }
  EXPECT_TRUE(Set.type("app::queue")->Unbounded);
  EXPECT_EQ(Set.type("app::queue")->Documentation, "https://example.org");
  EXPECT_TRUE(Set.type("app::lock")->Recursive);
  EXPECT_TRUE(Set.type("app::lock")->ScalarHandle);
  EXPECT_EQ(Set.type("app::hold")->Constructor.Op, Operation::LockShared);
  EXPECT_EQ(Set.type("app::hold")->DeferTag, "app::defer");
  EXPECT_EQ(Set.type("app::hold")->AdoptTag, "app::adopt");
  EXPECT_EQ(Set.type("app::hold")->TryTag, "app::attempt");
  EXPECT_TRUE(Set.type("app::hold")->SharedGuard);
  EXPECT_EQ(Set.type("app::worker")->Constructor.Op, Operation::Spawn);
  EXPECT_EQ(Set.type("app::worker")->TerminateMacro, "APP_NEW");
  EXPECT_TRUE(Set.type("app::worker")->PassesStopToken);
  EXPECT_TRUE(Set.type("app::view")->Weak);
  EXPECT_EQ(Set.type("app::scoped")->OnDestroyBy,
            (decltype(TypeModel::OnDestroyBy){
                {"app::joins", Destructor::Join},
                {"app::stops", Destructor::RequestStopAndJoin}}));
}

TEST(ModelYaml, ReadsEveryKeyOfAFunction) {
  ModelSet Set;
  std::vector<ModelError> Errors;
  Set.add(R"yaml(
functions:
  - name: app_go
    primitive: task
    operation: try spawn
    documentation: https://example.org/go
    object: 0
    handle: 1
    body: 2
    rest: 3
    value: 4
    count: 5
    mutex: 6
    predicate: 7
    action: 8
    attributes: 9
    amount: 10
    success: -1
    returns-owner: true
    lazy-when: app::lazy
)yaml",
          "some/where/app.yaml", Errors);
  EXPECT_TRUE(Errors.empty());
  const FunctionModel *F = Set.function("app_go");
  ASSERT_NE(F, nullptr);
  EXPECT_EQ(F->Library, "app.yaml");
  EXPECT_EQ(F->Source, "some/where/app.yaml");
  EXPECT_EQ(F->Line, 3u);
  EXPECT_EQ(F->Kind, Primitive::Task);
  EXPECT_EQ(F->Does.Op, Operation::Spawn);
  EXPECT_EQ(F->Does.How, Mode::Try);
  const Arguments &A = F->Does.Args;
  EXPECT_EQ(
      (std::vector<int>{A.Object, A.Handle, A.Body, A.Rest, A.Value, A.Count,
                        A.Mutex, A.Predicate, A.Action, A.Attributes}),
      (std::vector<int>{0, 1, 2, 3, 4, 5, 6, 7, 8, 9}));
  EXPECT_EQ(F->Does.Amount, 10);
  EXPECT_EQ(F->Does.Success, -1);
  EXPECT_TRUE(F->Does.ReturnsOwner);
  EXPECT_EQ(F->Does.LazyWhen, "app::lazy");
}

TEST(ModelYaml, AnEmptyFileHasNoRows) {
  EXPECT_EQ(mistakes(""), Lines());
  EXPECT_EQ(mistakes("# nothing yet\n"), Lines());
  EXPECT_EQ(mistakes("types: []\nfunctions: []\n"), Lines());
}

/// The examples a user copies must be right.
TEST(ModelYaml, TheExampleOfTheDocumentation) {
  std::string Page = contents(folder() + "/../../docs/models.md");
  llvm::StringRef Rest = Page;
  llvm::StringRef Example = Rest.split("```yaml\n").second.split("```").first;
  ModelSet Set;
  std::vector<ModelError> Errors;
  Set.add(Example, "models.md", Errors);
  EXPECT_TRUE(Errors.empty());
  ASSERT_NE(Set.type("app::Pipe"), nullptr);
  EXPECT_EQ(Set.type("app::Pipe")->member("push_for")->How, Mode::Timed);
}

TEST(ModelYaml, TellsTheNearestWord) {
  Lines Found = mistakes("types: [{ name: a::b, primitive: mutx }]");
  ASSERT_EQ(Found.size(), 1u);
  EXPECT_PRED2(contains, Found[0],
               "1:34: unknown primitive 'mutx', did you mean 'mutex'; "
               "expected one of task, channel, mutex, ");
}

TEST(ModelYaml, DropsAWrongRowOnly) {
  ModelSet Set;
  std::vector<ModelError> Errors;
  Set.add("types:\n"
          "  - { name: app::good, primitive: channel }\n"
          "  - { name: app::bad, primitive: channel, colour: red }\n"
          "  - { name: app::fine, primitive: channel }\n",
          "app.yaml", Errors);
  EXPECT_EQ(Errors.size(), 1u);
  EXPECT_NE(Set.type("app::good"), nullptr);
  EXPECT_EQ(Set.type("app::bad"), nullptr);
  EXPECT_NE(Set.type("app::fine"), nullptr);
}

/// Each file of wrong/ with the mistakes beside it, one a line.
TEST(ModelYaml, WrongFiles) {
  unsigned Files = 0;
  std::error_code Failed;
  for (llvm::sys::fs::directory_iterator It(folder() + "/wrong", Failed), End;
       It != End && !Failed; It.increment(Failed)) {
    llvm::SmallString<256> Path(It->path());
    if (llvm::sys::path::extension(Path) != ".yaml")
      continue;
    ++Files;
    std::string Text = contents(It->path()), Found;
    for (const std::string &Each :
         mistakes(Text, llvm::sys::path::filename(Path)))
      Found += Each + "\n";
    llvm::sys::path::replace_extension(Path, ".expected");
    EXPECT_EQ(Found, contents(Path.str().str())) << It->path();
  }
  EXPECT_FALSE(Failed) << Failed.message();
  EXPECT_GE(Files, 10u);
}

//===----------------------------------------------------------------------===//
// Sets of files
//===----------------------------------------------------------------------===//

TEST(ModelSet, WithoutUserFilesIsTheBuiltinOne) {
  std::vector<ModelError> Errors;
  EXPECT_EQ(ModelSet::withUserFiles({}, Errors), ModelSet::builtin());
}

TEST(ModelSet, UserRowsAreAdded) {
  TemporaryFolder Folder;
  std::string File = Folder.write("queue.yaml", R"yaml(
types:
  - { name: app::queue, primitive: channel, members: { push: send } }
)yaml");
  std::vector<ModelError> Errors;
  // Named by an option and found as well.
  auto Set = ModelSet::withUserFiles({File, File}, Errors);
  EXPECT_TRUE(Errors.empty());
  ASSERT_NE(Set->type("app::queue"), nullptr);
  EXPECT_EQ(Set->type("app::queue")->Source, File);
  EXPECT_NE(Set->type("std::thread"), nullptr);
  EXPECT_NE(Set->function("pthread_create"), nullptr);
  EXPECT_EQ(ModelSet::builtin()->type("app::queue"), nullptr);
}

TEST(ModelSet, ARowCannotBeReplaced) {
  TemporaryFolder Folder;
  std::string File = Folder.write("thread.yaml", R"yaml(types:
  - { name: std::thread, primitive: value }
)yaml");
  std::vector<ModelError> Errors;
  auto Set = ModelSet::withUserFiles({File}, Errors);
  ASSERT_EQ(Errors.size(), 1u);
  EXPECT_EQ(Errors[0].File, File);
  EXPECT_EQ(Errors[0].Line, 2u);
  EXPECT_EQ(Errors[0].Column, 13u);
  EXPECT_PRED2(contains, Errors[0].Message,
               "'std::thread' has a row already at cpp.yaml:");
  EXPECT_EQ(Set->type("std::thread")->Kind, Primitive::Task);
}

TEST(ModelSet, AFileThatCannotBeReadIsAnError) {
  std::vector<ModelError> Errors;
  ModelSet::withUserFiles({"/no/such/file.yaml"}, Errors);
  ASSERT_EQ(Errors.size(), 1u);
  EXPECT_EQ(Errors[0].File, "/no/such/file.yaml");
  EXPECT_PRED2(contains, Errors[0].Message, "cannot read the model file");
}

TEST(ModelSet, AFileReachedThroughALinkIsLoadedOnce) {
  TemporaryFolder Folder;
  std::string File = Folder.write(".quiesce.yaml", "types:\n"
                                                   "  - name: app::Lock\n"
                                                   "    primitive: mutex\n");
  std::string Inner = Folder.write("lib/.quiesce.yaml", "");
  llvm::sys::fs::remove(Inner);
  ASSERT_FALSE(llvm::sys::fs::create_link(File, Inner));
  std::vector<ModelError> Errors;
  auto Set = ModelSet::withUserFiles({Inner, File}, Errors);
  EXPECT_TRUE(Errors.empty());
  EXPECT_NE(Set->type("app::Lock"), nullptr);
  // A copy is another file, and what it says is said twice.
  std::string Copy = Folder.write("copy.yaml", "types:\n"
                                               "  - name: app::Lock\n"
                                               "    primitive: mutex\n");
  ModelSet::withUserFiles({File, Copy}, Errors);
  EXPECT_FALSE(Errors.empty());
}

TEST(ModelSet, TheChannelOfTheCorpus) {
  std::vector<ModelError> Errors;
  auto Set =
      ModelSet::withUserFiles({folder() + "/../models/chan.yaml"}, Errors);
  EXPECT_TRUE(Errors.empty());
  const TypeModel *T = Set->type("chan::channel");
  ASSERT_NE(T, nullptr);
  EXPECT_EQ(T->Iterate, Operation::Receive);
  EXPECT_EQ(T->CloseWhenClosed, WhenClosed::Throws);
  EXPECT_EQ(Set->function("chan::on_send")->Does.Args.Action, 2);
}

TEST(UserModels, AreFoundNearestFirst) {
  TemporaryFolder Folder;
  std::string Outer = Folder.write(".quiesce.yaml", "types: []\n");
  std::string Inner = Folder.write("lib/net/.quiesce.yaml", "types: []\n");
  Folder.write("lib/disk/.quiesce.yaml", "types: []\n");
  auto Source = [&](llvm::StringRef Name) {
    return (Folder.Path + "/" + Name).str();
  };
  EXPECT_EQ(findUserModels(Source("lib/net/tcp/socket.cpp")),
            (Lines{Inner, Outer}));
  EXPECT_EQ(findUserModels(Source("lib/disk/../net/a.cpp")),
            (Lines{Inner, Outer}));
  EXPECT_EQ(findUserModels(Source("main.cpp")), Lines{Outer});
  EXPECT_EQ(findUserModels(""), Lines());
}

TEST(UserModels, AFileCanEndTheSearch) {
  TemporaryFolder Folder;
  Folder.write(".quiesce.yaml", "types: []\n");
  std::string Inner =
      Folder.write("third-party/.quiesce.yaml", "inherit-parents: false\n");
  EXPECT_EQ(findUserModels((Folder.Path + "/third-party/a.cpp").str()),
            Lines{Inner});
}
