# find_package(quiesce): analyses targets beside their compilation.
#
#   quiesce_enable(TARGET [CHECKS GLOBS] [WARNINGS_AS_ERRORS])
#
# Whenever a source of TARGET is compiled, it is analysed too, and findings are
# printed as the compiler's warnings are; with WARNINGS_AS_ERRORS they fail the
# build.  GLOBS choose among the checks, as in "quiesce-*,-quiesce-endless-task".
# Works with the Ninja and Makefile generators.

get_filename_component(_quiesce_prefix "${CMAKE_CURRENT_LIST_DIR}/../../.." ABSOLUTE)
find_program(QUIESCE_CLANG_TIDY quiesce-clang-tidy HINTS ${_quiesce_prefix}/bin)
if(NOT QUIESCE_CLANG_TIDY)
  set(quiesce_FOUND FALSE)
  set(quiesce_NOT_FOUND_MESSAGE "quiesce-clang-tidy is not in ${_quiesce_prefix}/bin; install quiesce again")
  return()
endif()

function(quiesce_enable TARGET)
  cmake_parse_arguments(ARG "WARNINGS_AS_ERRORS" "CHECKS" "" ${ARGN})
  if(ARG_UNPARSED_ARGUMENTS)
    message(FATAL_ERROR "quiesce_enable: unknown argument '${ARG_UNPARSED_ARGUMENTS}'; "
      "expected CHECKS and WARNINGS_AS_ERRORS")
  endif()
  if(NOT TARGET ${TARGET})
    message(FATAL_ERROR "quiesce_enable: there is no target '${TARGET}'; call it after add_executable or add_library")
  endif()
  get_target_property(_present ${TARGET} CXX_CLANG_TIDY)
  if(_present)
    message(FATAL_ERROR "quiesce_enable: '${TARGET}' is analysed by clang-tidy already; name ${QUIESCE_CLANG_TIDY} "
      "in its CXX_CLANG_TIDY instead, and add quiesce-* to its checks")
  endif()
  if(NOT ARG_CHECKS)
    set(ARG_CHECKS "quiesce-*")
  endif()
  set(_command ${QUIESCE_CLANG_TIDY} --quiet "--checks=-*,${ARG_CHECKS}")
  if(ARG_WARNINGS_AS_ERRORS)
    list(APPEND _command "--warnings-as-errors=*")
  endif()
  set_target_properties(${TARGET} PROPERTIES CXX_CLANG_TIDY "${_command}" C_CLANG_TIDY "${_command}")
endfunction()
