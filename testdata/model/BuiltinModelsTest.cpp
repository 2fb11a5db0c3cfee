//===- BuiltinModelsTest.cpp - the models that are compiled in ------------===//
//
// Part of quiesce, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "model/Embedded.h"
#include "model/Model.h"
#include "model/ModelPrint.h"
#include "model/Words.h"
#include "gtest/gtest.h"

using namespace quiesce::model;

TEST(BuiltinModels, HaveNoMistake) {
  ModelSet Set;
  std::vector<ModelError> Errors;
  ASSERT_GT(EmbeddedModelCount, 0u);
  for (unsigned I = 0; I < EmbeddedModelCount; ++I)
    Set.add(EmbeddedModels[I].Text, EmbeddedModels[I].Name, Errors);
  for (const ModelError &E : Errors)
    ADD_FAILURE() << E.File << ":" << E.Line << ":" << E.Column << ": "
                  << E.Message;
  EXPECT_EQ(Set.types().size(), ModelSet::builtin()->types().size());
}

/// What `models show` prints can be pasted into a file.
TEST(BuiltinModels, PrintedRowsMeanTheSame) {
  std::string Text = "types:\n", Functions = "functions:\n";
  llvm::raw_string_ostream Types(Text), Others(Functions);
  for (const TypeModel *T : ModelSet::builtin()->types())
    print(*T, Types);
  for (const FunctionModel *F : ModelSet::builtin()->functions())
    print(*F, Others);
  ModelSet Again;
  std::vector<ModelError> Errors;
  Again.add(Text + Functions, "again.yaml", Errors);
  for (const ModelError &E : Errors)
    ADD_FAILURE() << E.Line << ":" << E.Column << ": " << E.Message;
  std::string TextAgain = "types:\n", FunctionsAgain = "functions:\n";
  llvm::raw_string_ostream TypesAgain(TextAgain), OthersAgain(FunctionsAgain);
  for (const TypeModel *T : Again.types())
    print(*T, TypesAgain);
  for (const FunctionModel *F : Again.functions())
    print(*F, OthersAgain);
  EXPECT_EQ(Text, TextAgain);
  EXPECT_EQ(Functions, FunctionsAgain);
}

TEST(BuiltinModels, EachRowNamesLibraryAndPage) {
  for (const TypeModel *T : ModelSet::builtin()->types()) {
    EXPECT_FALSE(T->Library.empty()) << T->Name;
    EXPECT_EQ(T->Documentation.compare(0, 8, "https://"), 0) << T->Name;
    EXPECT_GT(T->Line, 0u) << T->Name;
  }
  for (const FunctionModel *F : ModelSet::builtin()->functions())
    EXPECT_EQ(F->Documentation.compare(0, 8, "https://"), 0) << F->Name;
}

TEST(BuiltinModels, Jthread) {
  const TypeModel *T = ModelSet::builtin()->type("std::jthread");
  ASSERT_NE(T, nullptr);
  EXPECT_EQ(T->Kind, Primitive::Task);
  EXPECT_EQ(T->Constructor.Op, Operation::Spawn);
  EXPECT_EQ(T->Constructor.Args.Body, 0);
  EXPECT_EQ(T->Constructor.Args.Rest, 1);
  EXPECT_EQ(T->OnDestroy, Destructor::RequestStopAndJoin);
  EXPECT_TRUE(T->PassesStopToken);
  ASSERT_NE(T->member("join"), nullptr);
  EXPECT_EQ(T->member("join")->Op, Operation::Join);
  EXPECT_EQ(T->member("no_such_member"), nullptr);
  EXPECT_EQ(T->Source, "cpp.yaml");
}

TEST(BuiltinModels, TimedWaitsAreTimed) {
  const TypeModel *T = ModelSet::builtin()->type("std::condition_variable_any");
  ASSERT_NE(T, nullptr);
  EXPECT_EQ(T->member("wait")->How, Mode::Blocking);
  EXPECT_EQ(T->member("wait_for")->How, Mode::Timed);
  EXPECT_EQ(T->member("wait_for")->Args.Predicate, 2);
}

TEST(BuiltinModels, Async) {
  const FunctionModel *F = ModelSet::builtin()->function("std::async");
  ASSERT_NE(F, nullptr);
  EXPECT_EQ(F->Does.Op, Operation::Spawn);
  EXPECT_TRUE(F->Does.ReturnsOwner);
  EXPECT_EQ(F->Does.LazyWhen, "std::launch::deferred");
}

TEST(BuiltinModels, CHandlesAreFoundByTheirTypedef) {
  const TypeModel *T = ModelSet::builtin()->type("pthread_t");
  ASSERT_NE(T, nullptr);
  EXPECT_TRUE(T->ScalarHandle);
  EXPECT_EQ(T->OnDestroy, Destructor::Leak);
  const FunctionModel *F = ModelSet::builtin()->function("pthread_create");
  ASSERT_NE(F, nullptr);
  EXPECT_EQ(F->Does.Args.Handle, 0);
  EXPECT_EQ(F->Does.Args.Attributes, 1);
  EXPECT_EQ(F->Does.Args.Body, 2);
  EXPECT_EQ(F->Does.Success, 0);
}

TEST(BuiltinModels, BoostThreadTerminatesFromVersion3) {
  const TypeModel *T = ModelSet::builtin()->type("boost::thread");
  ASSERT_NE(T, nullptr);
  EXPECT_EQ(T->OnDestroy, Destructor::Detach);
  EXPECT_EQ(T->TerminateMacro, "BOOST_THREAD_PROVIDES_THREAD_DESTRUCTOR_CALLS_"
                               "TERMINATE_IF_JOINABLE");
}

//===----------------------------------------------------------------------===//
// Words
//===----------------------------------------------------------------------===//

TEST(Words, AreTheEnumeratorsInKebabCase) {
  EXPECT_EQ(word(Operation::CountDownAndWait), "count-down-and-wait");
  EXPECT_EQ(word(Primitive::PackagedTask), "packaged-task");
  EXPECT_EQ(word(Destructor::RequestStopAndJoin), "request-stop-and-join");
  EXPECT_EQ(fromWord<Operation>("element-if-any"), Operation::ElementIfAny);
  EXPECT_EQ(fromWord<Operation>("None"), std::nullopt);
  EXPECT_EQ(fromWord<Operation>(""), std::nullopt);
}

TEST(Words, AreAllDifferent) {
  for (const auto &W : words<Operation>())
    if (W.Value != Operation::None)
      EXPECT_EQ(fromWord<Operation>(W.Text), W.Value);
  for (const auto &W : words<Primitive>())
    if (W.Value != Primitive::None)
      EXPECT_EQ(fromWord<Primitive>(W.Text), W.Value);
}
