# Finds LLVM and Clang as Debian packages them, in the one version that
# QUIESCE_LLVM names: a plugin loaded into another clang-tidy dies at a missing
# symbol.
#
# Clang's CMake package stops with a long text about the first file it misses,
# each file being in another Debian package.  So the packages are looked for
# here first, by one file of each, and all that are missing are told at once.
#
# Clang's package also names gRPC and protobuf targets, for clangd's remote
# index.  They are named only in the link lines of targets we never use, so they
# need not exist and are not looked for.

set(QUIESCE_LLVM 22 CACHE STRING "Major version of LLVM to build against: 19 or 22")
set(_versions 19 22)
set_property(CACHE QUIESCE_LLVM PROPERTY STRINGS ${_versions})
if(NOT QUIESCE_LLVM IN_LIST _versions)
  message(FATAL_ERROR "QUIESCE_LLVM is '${QUIESCE_LLVM}'; expected 19 or 22. Give -DQUIESCE_LLVM=22")
endif()
set(_advice "")
if(Clang_DIR)
  get_filename_component(_prefix ${Clang_DIR}/../../.. ABSOLUTE)
  if(NOT _prefix STREQUAL /usr/lib/llvm-${QUIESCE_LLVM})
    set(_advice " and leave Clang_DIR unset")
  endif()
else()
  set(_prefix /usr/lib/llvm-${QUIESCE_LLVM})
endif()

set(_package_files
  "llvm-${QUIESCE_LLVM}-dev|lib/cmake/llvm/LLVMConfig.cmake"
  "llvm-${QUIESCE_LLVM}-tools|bin/FileCheck"
  "libclang-${QUIESCE_LLVM}-dev|include/clang-tidy/ClangTidyCheck.h"
  "libclang-${QUIESCE_LLVM}-dev|lib/cmake/clang/ClangConfig.cmake"
  "clang-${QUIESCE_LLVM}|bin/clang"
  "clang-tools-${QUIESCE_LLVM}|bin/clang-check"
  "clang-tidy-${QUIESCE_LLVM}|bin/clang-tidy"
  "clangd-${QUIESCE_LLVM}|bin/clangd")
set(_missing "")
foreach(_entry IN LISTS _package_files)
  string(REPLACE "|" ";" _entry "${_entry}")
  list(GET _entry 0 _package)
  list(GET _entry 1 _file)
  if(NOT EXISTS ${_prefix}/${_file})
    list(APPEND _missing ${_package})
  endif()
endforeach()
if(_missing)
  list(REMOVE_DUPLICATES _missing)
  list(JOIN _missing " " _missing)
  message(FATAL_ERROR "LLVM ${QUIESCE_LLVM} is not complete in ${_prefix}. "
    "Install it with: apt-get install ${_missing}${_advice}")
endif()

find_package(Clang CONFIG REQUIRED QUIET PATHS ${_prefix}/lib/cmake/clang NO_DEFAULT_PATH)
if(NOT LLVM_VERSION_MAJOR EQUAL QUIESCE_LLVM)
  message(FATAL_ERROR "LLVM ${LLVM_VERSION} was found in ${_prefix}, but quiesce is built against "
    "LLVM ${QUIESCE_LLVM}. Install it with: apt-get install libclang-${QUIESCE_LLVM}-dev "
    "llvm-${QUIESCE_LLVM}-dev${_advice}")
endif()
message(STATUS "LLVM ${LLVM_VERSION} in ${_prefix}")

separate_arguments(QUIESCE_LLVM_DEFINITIONS NATIVE_COMMAND "${LLVM_DEFINITIONS}")
list(TRANSFORM QUIESCE_LLVM_DEFINITIONS REPLACE "^-D" "")
# Headers such as stddef.h come from clang's own resource folder; the driver is
# not installed beside clang and could not find it by itself.
set(QUIESCE_RESOURCE_DIR ${LLVM_LIBRARY_DIR}/clang/${QUIESCE_LLVM})
