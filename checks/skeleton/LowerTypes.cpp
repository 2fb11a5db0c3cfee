//===- LowerTypes.cpp - types and their records ---------------------------===//
//
// Part of quiesce, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "skeleton/FixedFields.h"
#include "skeleton/Lowering.h"
#include "clang/AST/CXXInheritance.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/DeclFriend.h"
#include "clang/AST/DeclTemplate.h"

using namespace clang;
using quiesce::model::Operation;
using quiesce::model::Primitive;

namespace quiesce {

static bool isScalarKind(Primitive K) {
  switch (K) {
  case Primitive::Task:
  case Primitive::Promise:
  case Primitive::Future:
  case Primitive::PackagedTask:
  case Primitive::StopSource:
  case Primitive::StopToken:
  case Primitive::Atomic:
  case Primitive::Guard:
  case Primitive::SelectArm:
  case Primitive::Pointer:
  case Primitive::Optional:
  case Primitive::Iterator:
  case Primitive::Callable:
  case Primitive::Value:
  case Primitive::Sender:
  case Primitive::Receiver:
    return true;
  default:
    return false;
  }
}

bool Lowering::isScalar(QualType T) {
  int I = typeFor(T.getNonReferenceType());
  return I < 0 || P.Types[I].Scalar;
}

QualType templateArgument(QualType T, unsigned Index) {
  if (const auto *S = dyn_cast_or_null<ClassTemplateSpecializationDecl>(
          T.getNonReferenceType()->getAsCXXRecordDecl())) {
    const TemplateArgumentList &A = S->getTemplateArgs();
    if (Index < A.size() && A[Index].getKind() == TemplateArgument::Type)
      return A[Index].getAsType();
  }
  return {};
}

/// The template arguments that are types, packs spread out.
static llvm::SmallVector<QualType, 4> typeArguments(const CXXRecordDecl *R) {
  llvm::SmallVector<QualType, 4> Types;
  auto Add = [&](const TemplateArgument &A) {
    if (A.getKind() == TemplateArgument::Type)
      Types.push_back(A.getAsType());
  };
  const auto *S = dyn_cast_or_null<ClassTemplateSpecializationDecl>(R);
  if (!S)
    return Types;
  for (const TemplateArgument &A : S->getTemplateArgs().asArray()) {
    if (A.getKind() == TemplateArgument::Pack)
      llvm::for_each(A.getPackAsArray(), Add);
    else
      Add(A);
  }
  return Types;
}

const model::Destructor *
Lowering::destructorByArgument(const model::TypeModel &M,
                               const CXXRecordDecl *R) {
  for (QualType T : typeArguments(R))
    if (const CXXRecordDecl *Argument = T->getAsCXXRecordDecl())
      for (const auto &[Name, Does] : M.OnDestroyBy)
        if (Name == qualifiedName(Argument))
          return &Does;
  return nullptr;
}

model::Destructor Lowering::onDestroy(const model::TypeModel &M, QualType T) {
  if (!M.TerminateMacro.empty() &&
      Context.Idents.get(M.TerminateMacro).hasMacroDefinition())
    return model::Destructor::Terminate;
  if (const auto *Does = destructorByArgument(M, T->getAsCXXRecordDecl()))
    return *Does;
  return M.OnDestroy;
}

std::optional<RecordPart> Lowering::part(QualType Record, unsigned Index) {
  const CXXRecordDecl *R = Record.getNonReferenceType()->getAsCXXRecordDecl();
  if (!R || !R->hasDefinition())
    return std::nullopt;
  const model::TypeModel *M = modelOf(R);
  bool Alternatives = M && M->Kind == Primitive::Variant;
  unsigned At = 0;
  if (!Alternatives)
    for (const FieldDecl *Field : R->getDefinition()->fields())
      if (At++ == Index)
        return RecordPart{fieldFor(Field), Field->getType()};
  // A tuple's fields stand in bases that nobody names.
  auto Types = typeArguments(R);
  if (At || !(Alternatives || (M && M->Kind == Primitive::Record)) ||
      Index >= Types.size())
    return std::nullopt;
  while (PartNumbers.size() <= Index)
    PartNumbers.push_back(NextField++);
  return RecordPart{PartNumbers[Index], Types[Index]};
}

/// The type that class \p R itself calls \p Name; null if none.
static QualType namedType(const CXXRecordDecl *R, llvm::StringRef Name) {
  if (R && R->hasDefinition())
    for (const Decl *D : R->getDefinition()->decls())
      if (const auto *TD = dyn_cast<TypedefNameDecl>(D))
        if (TD->getName() == Name)
          return TD->getUnderlyingType();
  return QualType();
}

/// Is it a view whose first template argument is what it is a view of?  That of
/// a span is its element, as its value_type says.
static bool isRangeView(const model::TypeModel &M, const CXXRecordDecl *R) {
  return M.Kind == Primitive::Sequence && M.CopiesShare &&
         namedType(R, "value_type").isNull();
}

/// What the elements of a range of type \p T are; null if that is not known.
QualType Lowering::elementOfRange(QualType T) {
  if (T.isNull())
    return T;
  if (const ArrayType *A = Context.getAsArrayType(T))
    return A->getElementType();
  const model::TypeModel *M = modelOf(T);
  if (!M)
    return T->isIntegralType(Context) ? T : QualType(); // iota's
  const CXXRecordDecl *R = T->getAsCXXRecordDecl();
  if (M->Kind == Primitive::Map)
    return namedType(R, "value_type");
  const QualType First = templateArgument(Context.getCanonicalType(T), 0);
  return isRangeView(*M, R) ? elementOfRange(First) : First;
}

int Lowering::typeFor(QualType T) {
  if (T.isNull() || T->isDependentType())
    return -1;
  T = T.getNonReferenceType().getUnqualifiedType();
  const model::TypeModel *M = modelOf(T);
  QualType Canonical = Context.getCanonicalType(T).getUnqualifiedType();
  const CXXRecordDecl *R = Canonical->getAsCXXRecordDecl();
  if (!M && !R && !Canonical->isConstantArrayType() &&
      !Canonical->isRecordType())
    return -1;
  // A C handle shares its canonical type with unrelated integers.
  const void *Id =
      M && !R ? static_cast<const void *>(M) : Canonical.getAsOpaquePtr();
  auto [It, New] = TypeNumbers.try_emplace(Id, int(P.Types.size()));
  int Number = It->second;
  if (!New)
    return Number;
  P.Types.emplace_back();
  TypeSources.push_back(T);
  TypeInfo Info;
  Info.Name = M ? M->Name : Canonical.getAsString(Context.getPrintingPolicy());

  QualType Element;
  if (Canonical->isConstantArrayType()) {
    // "pthread_t workers[5]" keeps its sugar in the written type.
    const ArrayType *A = Context.getAsArrayType(T);
    Info.Kind = Primitive::Sequence;
    Element = A->getElementType();
    if (const auto *C = Context.getAsConstantArrayType(T))
      Info.DefaultCapacity =
          int(std::min<uint64_t>(C->getSize().getLimitedValue(), 100000));
  } else if (M) {
    Info.Kind = M->Group ? Primitive::Sequence : M->Kind;
    Info.Scalar = (isScalarKind(M->Kind) || M->ScalarHandle) && !M->Group;
    Info.Recursive = M->Recursive;
    Info.WakesOnUnlock = M->WakesOnUnlock;
    Info.HasAttributes = M->Members.empty(); // functions make it
    Info.Unbounded = M->Unbounded;
    Info.DefaultCapacity = M->DefaultCapacity;
    Info.CapacityLess = M->CapacityLess;
    Info.Maximum = M->Maximum;
    Info.CloseWakesReceiversOnly = M->CloseWakesReceiversOnly;
    Info.OnDestroy = onDestroy(*M, T);
    Info.Shared = M->CopiesShare;
    switch (M->Kind) {
    case Primitive::Pointer:
    case Primitive::Optional:
    case Primitive::Sequence:
    case Primitive::Set:
    case Primitive::Iterator:
    case Primitive::Atomic:
    case Primitive::Future:
    case Primitive::Promise:
      Element = templateArgument(Canonical, 0);
      if (isRangeView(*M, R))
        Element = elementOfRange(Element);
      break;
    case Primitive::Map:
      Element = namedType(R, "value_type");
      break;
    default:
      break;
    }
    if (M->Kind == Primitive::Sequence && !M->CopiesShare)
      if (const auto *S = dyn_cast_or_null<ClassTemplateSpecializationDecl>(R))
        if (S->getTemplateArgs().size() == 2 &&
            S->getTemplateArgs()[1].getKind() == TemplateArgument::Integral &&
            !templateArgument(Canonical, 1).getTypePtrOrNull())
          Info.DefaultCapacity = int(std::min<uint64_t>(
              S->getTemplateArgs()[1].getAsIntegral().getLimitedValue(),
              100000));
  } else if (R && (inLibrary(R) || R->isUnion())) {
    Info.Opaque = Info.Scalar = true;
  }
  if (M && M->Group) {
    // A sequence of handles, each of which does what the row says.
    Info.OnDestroy = model::Destructor::Nothing;
    Info.Element = handleFor(M, T);
    if (onDestroy(*M, T) != model::Destructor::Nothing)
      Info.ElementDestroy = Info.Element;
  }
  if (!Element.isNull()) {
    int E = typeFor(Element);
    Info.Element = E;
    Info.ElementScalar = E < 0 || P.Types[E].Scalar;
    if (needsDestruction(Element) && !Info.isView())
      Info.ElementDestroy = E;
    if (Info.Kind == Primitive::Sequence || Info.Kind == Primitive::Map)
      Info.ElementConstructor = defaultConstructor(
          Info.Kind == Primitive::Map ? templateArgument(Canonical, 1)
                                      : Element);
    if (Info.Kind == Primitive::Map && !Element.isNull())
      if (const CXXRecordDecl *Pair = Element->getAsCXXRecordDecl())
        if (Pair->hasDefinition())
          for (const FieldDecl *F : Pair->getDefinition()->fields()) {
            if (F->getName() == "first")
              Info.KeyField = fieldFor(F);
            if (F->getName() == "second")
              Info.MappedField = fieldFor(F);
            P.decides(fieldFor(F)); // read without being named
          }
  }
  Info.Emptied = M && R && R->hasDefinition() &&
                 !R->getDefinition()->hasTrivialDestructor();
  if (M && isContainer(Info.Kind) && R && R->hasDefinition())
    fillOrder(Info, R->getDefinition());
  // fillRecord may add types, so the reference must not be kept over it.
  P.Types[Number] = std::move(Info);
  if (R && R->hasDefinition() && !P.Types[Number].Scalar)
    fillRecord(Number, R->getDefinition());
  return Number;
}

/// How a container keeps its elements, as the names that it gives to its parts
/// say.
void Lowering::fillOrder(TypeInfo &Info, const CXXRecordDecl *R) {
  const bool Keyed = Info.Kind != Primitive::Sequence;
  bool Hashed = false;
  QualType Compares;
  for (const Decl *D : R->decls())
    if (const auto *TD = dyn_cast<TypedefNameDecl>(D)) {
      Hashed |= TD->getName() == "hasher";
      if (TD->getName() == (Keyed ? "key_compare" : "value_compare"))
        Compares = TD->getUnderlyingType();
    }
  if (!Compares.isNull()) {
    const model::TypeModel *M = modelOf(Compares);
    const model::OperationModel *Does = M ? M->member("operator()") : nullptr;
    bool Less = Does && Does->Op == Operation::Less;
    // The top of a heap is its first element.
    if (Does && (Less || Does->Op == Operation::Greater))
      Info.Order = Less == Keyed ? TypeInfo::Ascending : TypeInfo::Descending;
    else if (int Type = typeFor(Compares); Type >= 0) {
      Info.Order = TypeInfo::ByCall;
      Info.Comparator = Type;
    }
  }
  // Those that keep equal keys need not tell whether one is new.
  if (!Keyed || (Compares.isNull() && !Hashed))
    return;
  Info.Duplicates = true;
  for (const CXXMethodDecl *Method : R->methods())
    if (Method->getIdentifier() && Method->getName() == "insert") {
      const model::TypeModel *Result = modelOf(Method->getReturnType());
      Info.Duplicates &= !(Result && Result->Kind == Primitive::Record);
    }
}

/// The function that makes a \p T of nothing; -1 if that does nothing.
int Lowering::defaultConstructor(QualType T) {
  const CXXRecordDecl *R = T.isNull() ? nullptr : T->getAsCXXRecordDecl();
  if (!R || !R->hasDefinition())
    return -1;
  // Of those that models speak for these make something.
  const model::TypeModel *M = modelOf(R);
  const bool Makes =
      M && (M->Kind == Primitive::Promise || M->Kind == Primitive::StopSource);
  if (!Makes && (M || inLibrary(R)))
    return -1;
  for (const CXXConstructorDecl *C : R->getDefinition()->ctors())
    if (C->isDefaultConstructor() && (Makes || enterable(C)))
      return Makes || C->getNumParams() ? calledAt(C, C->getLocation())
                                        : functionFor(C);
  return -1;
}

/// The type of the handles in a group of tasks.
int Lowering::handleFor(const model::TypeModel *Group, QualType T) {
  auto [It, New] =
      TypeNumbers.try_emplace(&Group->Members, int(P.Types.size()));
  if (New) {
    TypeInfo Info;
    Info.Name = Group->Name;
    Info.Kind = Primitive::Task;
    Info.Scalar = true;
    Info.OnDestroy = onDestroy(*Group, T);
    P.Types.push_back(std::move(Info));
    TypeSources.push_back(T);
  }
  return It->second;
}

/// Two objects of the user's class are equal when their members are.
static bool comparesMembers(const CXXRecordDecl *R) {
  if (R->getNumBases())
    return false;
  auto Defaulted = [](const FunctionDecl *F) {
    OverloadedOperatorKind Kind = F->getOverloadedOperator();
    return F->isDefaulted() && (Kind == OO_EqualEqual || Kind == OO_Spaceship);
  };
  return llvm::any_of(R->methods(), Defaulted) ||
         llvm::any_of(R->friends(), [&](const FriendDecl *F) {
           const auto *D = dyn_cast_or_null<FunctionDecl>(F->getFriendDecl());
           return D && Defaulted(D);
         });
}

void Lowering::fillRecord(int Type, const CXXRecordDecl *R) {
  const Primitive Kind = P.Types[Type].Kind;
  if (!hasFields(Kind))
    return;
  auto AddField = [&](int Number, QualType T) {
    int FieldType = typeFor(T); // making a type may move the others
    if (FieldType < 0)
      return;
    if (!P.Types[FieldType].Scalar && !T->isReferenceType())
      P.Types[Type].ObjectFields.push_back({Number, FieldType});
    else
      P.Types[Type].ScalarFields.push_back({Number, FieldType});
  };
  if (Kind == Primitive::Variant ||
      (Kind == Primitive::Record && R->field_empty())) {
    QualType Tuple = TypeSources[Type];
    for (unsigned I = 0; std::optional<RecordPart> Part = part(Tuple, I); ++I)
      AddField(Part->Field, Part->Type);
  }
  if (Kind == Primitive::Variant)
    P.Types[Type].Compared.push_back(AlternativeField);
  if (Kind != Primitive::None || comparesMembers(R))
    for (unsigned I = 0;
         std::optional<RecordPart> Part = part(TypeSources[Type], I); ++I) {
      P.Types[Type].Compared.push_back(Part->Field);
      P.decides(Part->Field); // read without being named
    }
  if (Kind == Primitive::Variant)
    return; // how the library keeps them is its own
  // Base classes are part of the object: their fields are its own.
  llvm::SmallVector<const CXXRecordDecl *, 4> Work{R};
  while (!Work.empty()) {
    const CXXRecordDecl *C = Work.pop_back_val();
    const auto Fixed = fixedFields(C);
    for (const FieldDecl *F : C->fields()) {
      int Number = fieldFor(F);
      if (Fixed.contains(F))
        P.Types[Type].Fixed.push_back(Number);
      AddField(Number, F->getType());
      if (F->getType()->isPointerType())
        P.Types[Type].Zeros.push_back({Number, Value::null()});
      else if (F->getType()->isIntegralOrEnumerationType())
        P.Types[Type].Zeros.push_back({Number, Value::integer(0)});
      const Expr *Init = F->getInClassInitializer();
      std::optional<int64_t> Known;
      if (Init && F->getType()->isIntegralOrEnumerationType())
        Known = constantOf(Init);
      if (Known)
        P.Types[Type].FieldDefaults.push_back({Number, Value::integer(*Known)});
      else if (Init && F->getType()->isPointerType())
        P.Types[Type].FieldDefaults.push_back({Number, Value::null()});
    }
    for (const CXXBaseSpecifier &B : C->bases()) {
      const CXXRecordDecl *Base = B.getType()->getAsCXXRecordDecl();
      if (Base && modelOf(Base)) {
        AddField(baseFor(Base), B.getType());
      } else if (Base && Base->hasDefinition() && !inLibrary(Base)) {
        int BaseType = typeFor(B.getType());
        P.Types[Type].Bases.push_back(BaseType);
        Work.push_back(Base->getDefinition());
      }
    }
  }
  addVirtuals(Type, R);
  // The function call operator, if there is exactly one that has a body: a
  // generic lambda has its instantiations.
  const FunctionDecl *Found = nullptr;
  unsigned Count = 0;
  for (const Decl *D : R->decls()) {
    if (const auto *M = dyn_cast<CXXMethodDecl>(D)) {
      if (M->getOverloadedOperator() == OO_Call && !M->isDependentContext()) {
        Found = M;
        ++Count;
      }
    } else if (const auto *FT = dyn_cast<FunctionTemplateDecl>(D)) {
      if (FT->getTemplatedDecl()->getOverloadedOperator() == OO_Call)
        for (const FunctionDecl *S : FT->specializations())
          if (S->hasBody()) {
            Found = S;
            ++Count;
          }
    }
  }
  if (Count == 1 && enterable(Found)) {
    int Operator = functionFor(enterable(Found));
    P.Types[Type].CallOperator = Operator;
  }
}

void Lowering::addVirtuals(int Type, const CXXRecordDecl *R) {
  if (!R->isPolymorphic())
    return;
  CXXFinalOverriderMap Overriders;
  R->getFinalOverriders(Overriders);
  for (auto &[Method, BySubobject] : Overriders)
    for (auto &[Subobject, List] : BySubobject) {
      if (List.size() != 1 || isa<CXXDestructorDecl>(Method))
        continue;
      const CXXMethodDecl *Final = List.front().Method;
      if (Final->isPureVirtual())
        continue;
      if (const FunctionDecl *F = enterable(Final)) {
        std::pair<int, int> Entry(methodFor(Method), functionFor(F));
        P.Types[Type].Virtuals.push_back(Entry);
      }
    }
}

bool Lowering::needsDestruction(QualType T) {
  if (T.isNull() || T->isReferenceType() || T->isDependentType())
    return false;
  if (const model::TypeModel *M = modelOf(T))
    if (M->ScalarHandle || M->PointerHandle)
      return onDestroy(*M, T) != model::Destructor::Nothing;
  QualType C = Context.getCanonicalType(T).getUnqualifiedType();
  if (const ArrayType *A = Context.getAsArrayType(T))
    return needsDestruction(A->getElementType());
  const CXXRecordDecl *R = C->getAsCXXRecordDecl();
  if (!R || !R->hasDefinition())
    return false;
  R = R->getDefinition();
  auto Known = DestructionNeeds.find(C.getAsOpaquePtr());
  if (Known != DestructionNeeds.end())
    return Known->second;
  DestructionNeeds[C.getAsOpaquePtr()] = false; // cuts recursion
  bool Needs = false;
  if (const model::TypeModel *M = modelOf(T)) {
    switch (M->Kind) {
    case Primitive::Pointer:
      // What a deleter of the user's own does is not followed.
      if (QualType Deleter = templateArgument(C, 1); !Deleter.isNull())
        if (!Deleter->isRecordType() ||
            !inLibrary(Deleter->getAsCXXRecordDecl()))
          break;
      Needs = !M->Weak && onDestroy(*M, T) != model::Destructor::Nothing;
      if (!Needs && !M->Weak) // owners destroy what they own
        if (QualType Held = templateArgument(C, 0); !Held.isNull())
          Needs = !R->hasTrivialDestructor() &&
                  (Held->isVoidType() || // of any type
                   needsDestruction(Held));
      break;
    case Primitive::Condition: // see lowerDestructor
      break;
    case Primitive::Callable: // of any type
      Needs = true;
      break;
    case Primitive::Future:
      Needs = true; // the last one of an asynchronous call waits
      break;
    case Primitive::Optional:
    case Primitive::Sequence:
    case Primitive::Set:
      Needs = needsDestruction(templateArgument(C, 0));
      break;
    case Primitive::Map:
      Needs = needsDestruction(templateArgument(C, 0)) ||
              needsDestruction(templateArgument(C, 1));
      break;
    case Primitive::Record:
    case Primitive::Variant:
      for (unsigned I = 0; std::optional<RecordPart> Part = part(T, I); ++I)
        Needs |= needsDestruction(Part->Type);
      break;
    default:
      Needs = onDestroy(*M, T) != model::Destructor::Nothing;
    }
  } else if (!inLibrary(R)) {
    const CXXDestructorDecl *D = R->getDestructor();
    if (D && D->isUserProvided() && enterable(D))
      Needs = relevance(enterable(D)).matters();
    if (R->isPolymorphic())
      Needs |= D && D->isVirtual();
    for (const FieldDecl *F : R->fields())
      Needs |= needsDestruction(F->getType());
    for (const CXXBaseSpecifier &B : R->bases())
      Needs |= needsDestruction(B.getType());
  }
  return DestructionNeeds[C.getAsOpaquePtr()] = Needs;
}

} // namespace quiesce
