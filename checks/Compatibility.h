//===- Compatibility.h - where LLVM 19 differs from 22 ----------*- C++ -*-===//
//
// Part of quiesce, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// All that is not the same in the versions of LLVM that we build against; no
// other file asks for the version.  Code is written as for the newest.
//
//===----------------------------------------------------------------------===//

#ifndef QUIESCE_COMPATIBILITY_H
#define QUIESCE_COMPATIBILITY_H

#include "clang/AST/ASTContext.h"
#include "llvm/Config/llvm-config.h"

#if LLVM_VERSION_MAJOR >= 22

#include "clang/Options/Options.h"
#include "llvm/ADT/FunctionExtras.h"

namespace clang {
namespace tidy {
struct ClangTidyOptions;
} // namespace tidy

namespace clangd {
/// What clangd's provideDefaultChecks() returns; its headers are not packaged.
using DefaultChecks = llvm::unique_function<void(tidy::ClangTidyOptions &,
                                                 llvm::StringRef) const>;
} // namespace clangd
} // namespace clang

namespace quiesce {

inline clang::QualType canonicalTagType(const clang::ASTContext &Context,
                                        const clang::TagDecl *Tag) {
  return Context.getCanonicalTagType(Tag);
}

} // namespace quiesce

#else

#include "clang/Driver/Options.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/Support/Registry.h"

namespace clang {
namespace options = driver::options;
using driver::getDriverOptTable;

namespace tidy {
class ClangTidyModule;
struct ClangTidyOptions;
using ClangTidyModuleRegistry = llvm::Registry<ClangTidyModule>;
} // namespace tidy

namespace clangd {
using DefaultChecks =
    llvm::function_ref<void(tidy::ClangTidyOptions &, llvm::StringRef)>;
} // namespace clangd
} // namespace clang

namespace quiesce {

inline clang::QualType canonicalTagType(const clang::ASTContext &Context,
                                        const clang::TagDecl *Tag) {
  return Context.getCanonicalType(Context.getTagDeclType(Tag));
}

} // namespace quiesce

#endif

#endif // QUIESCE_COMPATIBILITY_H
