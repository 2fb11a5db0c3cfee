//===- Numbers.cpp - the numbers of what has a name or a place ------------===//
//
// Part of quiesce, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Fields, methods, texts, locations, exceptions and globals are numbers in a
// skeleton; each gets its own when it is first asked for.
//
//===----------------------------------------------------------------------===//

#include "Compatibility.h"
#include "skeleton/Lowering.h"
#include "clang/AST/DeclCXX.h"
#include "clang/Basic/SourceManager.h"
#include "clang/Lex/Lexer.h"

using namespace clang;

namespace quiesce {

int64_t nearest(const llvm::APSInt &Number) {
  if (Number.isRepresentableByInt64())
    return Number.getExtValue();
  return Number.isNegative() ? INT64_MIN : INT64_MAX;
}

std::optional<int64_t> Lowering::constantOf(const Expr *E) {
  Expr::EvalResult Known;
  if (E->isValueDependent() || !E->EvaluateAsInt(Known, Context))
    return std::nullopt;
  return nearest(Known.Val.getInt());
}

model::Mode Lowering::waitsFor(const Expr *Limit, std::optional<int> Forever) {
  Expr::EvalResult Known;
  // Of an unsigned type, -1 is all ones.
  bool None = Forever && !Limit->isValueDependent() &&
              Limit->EvaluateAsInt(Known, Context) &&
              Known.Val.getInt().getSExtValue() == *Forever;
  return None ? model::Mode::Blocking : model::Mode::Timed;
}

std::optional<int64_t> Lowering::countOf(const Expr *E) {
  const CXXRecordDecl *R = E->getType()->getAsCXXRecordDecl();
  const model::TypeModel *M =
      R && R->hasDefinition() ? modelOf(E->getType()) : nullptr;
  Expr::EvalResult Known;
  if (!M || M->Kind != model::Primitive::Value || !R->isLiteral() ||
      E->isValueDependent() || !E->EvaluateAsRValue(Known, Context) ||
      Known.HasSideEffects)
    return std::nullopt;
  const APValue *Held = &Known.Val;
  while (Held->isStruct() && Held->getStructNumFields() == 1 &&
         !Held->getStructNumBases())
    Held = &Held->getStructField(0);
  if (!Held->isInt())
    return std::nullopt;
  // Of large numbers only the ends of the range can be told apart.
  const int64_t Count = nearest(Held->getInt());
  if (Count != int32_t(Count) && Count != INT64_MAX && Count != INT64_MIN)
    return std::nullopt;
  return Count;
}

int Lowering::fieldFor(const FieldDecl *F) {
  // Fields of different instantiations of one template are the same field to
  // nobody, so the canonical declaration is identity enough.
  auto [It, New] = FieldNumbers.try_emplace(F->getCanonicalDecl(), NextField);
  if (New)
    ++NextField;
  return It->second;
}

int Lowering::baseFor(const CXXRecordDecl *R) {
  auto [It, New] = FieldNumbers.try_emplace(R->getCanonicalDecl(), NextField);
  if (New)
    ++NextField;
  return It->second;
}

int Lowering::methodFor(const CXXMethodDecl *M) {
  // All overriders answer to the first declaration they override.
  while (M->size_overridden_methods())
    M = *M->overridden_methods().begin();
  M = M->getCanonicalDecl();
  return MethodNumbers.try_emplace(M, int(MethodNumbers.size())).first->second;
}

uint32_t Lowering::locationFor(SourceLocation L) {
  if (L.isInvalid())
    return 0;
  SourceManager &SM = Context.getSourceManager();
  L = SM.getFileLoc(L);
  auto [It, New] = LocationNumbers.try_emplace(L.getRawEncoding(),
                                               uint32_t(P.Locations.size()));
  if (New) {
    Location Where;
    PresumedLoc Presumed = SM.getPresumedLoc(L, /*UseLineDirectives=*/false);
    if (Presumed.isValid()) {
      Where.File = Presumed.getFilename();
      Where.Line = Presumed.getLine();
      Where.Column = Presumed.getColumn();
      Where.Raw = L.getRawEncoding();
    }
    P.Locations.push_back(std::move(Where));
  }
  return It->second;
}

std::string Lowering::sourceText(const Expr *E) {
  CharSourceRange Range = Lexer::makeFileCharRange(
      CharSourceRange::getTokenRange(E->getSourceRange()),
      Context.getSourceManager(), Context.getLangOpts());
  StringRef Text = Lexer::getSourceText(Range, Context.getSourceManager(),
                                        Context.getLangOpts());
  std::string Out;
  for (char C : Text) { // one line, single spaces
    if (isspace(static_cast<unsigned char>(C))) {
      if (!Out.empty() && Out.back() != ' ')
        Out += ' ';
    } else {
      Out += C;
    }
  }
  if (Out.size() > 60)
    Out = Out.substr(0, 57) + "...";
  return Out;
}

int Lowering::exceptionFor(QualType T) {
  // Exceptions only need identity and bases, so the type's own number serves;
  // scalars thrown by value get a type entry by their spelling.
  int I = typeFor(T);
  if (I >= 0) {
    // Bases of library types are not followed by fillRecord.
    const CXXRecordDecl *R = T->getAsCXXRecordDecl();
    if (R && R->hasDefinition() && P.Types[I].Bases.empty())
      for (const CXXBaseSpecifier &B : R->getDefinition()->bases()) {
        int Base = exceptionFor(B.getType());
        P.Types[I].Bases.push_back(Base);
      }
    return I;
  }
  QualType C = Context.getCanonicalType(T).getUnqualifiedType();
  auto [It, New] =
      TypeNumbers.try_emplace(C.getAsOpaquePtr(), int(P.Types.size()));
  if (New) {
    P.Types.emplace_back();
    P.Types.back().Name = C.getAsString();
    P.Types.back().Scalar = true;
    TypeSources.push_back(T);
  }
  return It->second;
}

int Lowering::exceptionNamed(StringRef QualifiedName) {
  if (QualifiedName.empty())
    return -1;
  auto [It, New] = ExceptionNumbers.try_emplace(QualifiedName, -1);
  if (!New)
    return It->second;
  const DeclContext *Scope = Context.getTranslationUnitDecl();
  for (StringRef Rest = QualifiedName; !Rest.empty();) {
    auto [Head, Tail] = Rest.split("::");
    auto Id = Context.Idents.find(Head);
    if (Id == Context.Idents.end())
      return -1;
    auto Found = Scope->lookup(DeclarationName(Id->second));
    if (Found.empty())
      return -1;
    if (Tail.empty()) {
      const auto *R = dyn_cast<CXXRecordDecl>(*Found.begin());
      int Number = R && R->hasDefinition()
                       ? exceptionFor(canonicalTagType(Context, R))
                       : -1;
      return ExceptionNumbers[QualifiedName] = Number;
    }
    Scope = dyn_cast<DeclContext>(*Found.begin());
    if (!Scope)
      return -1;
    Rest = Tail;
  }
  return -1;
}

int Lowering::globalFor(const VarDecl *V) {
  V = V->getCanonicalDecl();
  auto [It, New] = GlobalNumbers.try_emplace(V, int(P.Globals.size()));
  int Number = It->second;
  if (!New)
    return Number;
  const VarDecl *Definition = V->getDefinition(Context);
  if (!Definition)
    Definition = V;
  GlobalInfo Info;
  Info.Name = V->getNameAsString();
  int Type = typeFor(V->getType());
  Info.Type = Type >= 0 && !P.Types[Type].Scalar ? Type : -1;
  Info.Internal = !V->isExternallyVisible();
  Info.Constant = V->getType().isConstQualified() || V->isConstexpr();
  P.Globals.push_back(Info);
  if (Definition->hasInit() && !inLibrary(V) &&
      !V->getDeclContext()->isDependentContext()) {
    int F = int(P.Functions.size());
    P.Functions.push_back(std::make_unique<Function>());
    P.Functions.back()->Name = "initializer of " + Info.Name;
    P.Functions.back()->Key = P.Functions.back()->Name;
    Sources.push_back({nullptr, -1, Definition, {}});
    P.Globals[Number].Initializer = F;
    P.Functions[F]->MakesGlobal = true;
  }
  return Number;
}

} // namespace quiesce
