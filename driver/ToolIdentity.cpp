//===- ToolIdentity.cpp - which build of the tool this is -----------------===//
//
// Part of quiesce, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "ToolIdentity.h"
#include "Inputs.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MathExtras.h"
#include "llvm/Support/MemoryBuffer.h"
#include <elf.h>
#include <link.h>

using namespace llvm;

namespace quiesce::driver {

/// The build id among the notes of a segment; empty for none.
static StringRef buildIdIn(const char *At, const char *End) {
  while (At + sizeof(ElfW(Nhdr)) <= End) {
    const auto *Note = reinterpret_cast<const ElfW(Nhdr) *>(At);
    const char *Name = At + sizeof *Note;
    const char *Text = Name + alignTo(Note->n_namesz, 4);
    if (Note->n_type == NT_GNU_BUILD_ID && Note->n_namesz == 4 &&
        StringRef(Name, 3) == "GNU")
      return {Text, Note->n_descsz};
    At = Text + alignTo(Note->n_descsz, 4);
  }
  return {};
}

static int addObject(dl_phdr_info *Object, size_t, void *Hash) {
  auto &Into = *static_cast<KeyHasher *>(Hash);
  for (int I = 0; I < Object->dlpi_phnum; ++I) {
    const auto &Segment = Object->dlpi_phdr[I];
    if (Segment.p_type != PT_NOTE)
      continue;
    const char *Begin =
        reinterpret_cast<const char *>(Object->dlpi_addr + Segment.p_vaddr);
    StringRef Id = buildIdIn(Begin, Begin + Segment.p_memsz);
    if (!Id.empty()) {
      Into.add(Id);
      return 0;
    }
  }
  // The program itself has no name here.
  StringRef File = *Object->dlpi_name ? Object->dlpi_name : "/proc/self/exe";
  if (auto Text = MemoryBuffer::getFile(File, /*IsText=*/false,
                                        /*RequiresNullTerminator=*/false))
    Into.add((*Text)->getBuffer());
  return 0;
}

const std::string &toolIdentity() {
  static const std::string Identity = [] {
    KeyHasher Hash;
    dl_iterate_phdr(addObject, &Hash);
    return Hash.result();
  }();
  return Identity;
}

} // namespace quiesce::driver
