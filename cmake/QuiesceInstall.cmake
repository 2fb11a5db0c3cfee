# What `cmake --install` puts where, and the Debian package that `cpack` makes of
# it.  The command finds its plugin and its pages relative to itself.

set(_tools quiesce quiesce-clang-tidy)
if(TARGET quiesce-clangd)
  list(APPEND _tools quiesce-clangd)
endif()
install(TARGETS ${_tools} RUNTIME DESTINATION bin)
# By the LLVM it is for; it is loaded by its path, so no linker needs to find it.
install(TARGETS quiesce-plugin LIBRARY DESTINATION lib/quiesce/llvm-${QUIESCE_LLVM})

# Manual and completions, from the options themselves.
set(_generated ${PROJECT_BINARY_DIR}/generated)
file(MAKE_DIRECTORY ${_generated})
add_custom_command(
  OUTPUT ${_generated}/quiesce.1 ${_generated}/quiesce.bash ${_generated}/quiesce.zsh ${_generated}/quiesce.fish
  COMMAND quiesce manual > ${_generated}/quiesce.1
  COMMAND quiesce completion bash > ${_generated}/quiesce.bash
  COMMAND quiesce completion zsh > ${_generated}/quiesce.zsh
  COMMAND quiesce completion fish > ${_generated}/quiesce.fish
  DEPENDS quiesce
  COMMENT "Writing the manual and the completions"
  VERBATIM)
add_custom_target(quiesce-manual ALL DEPENDS ${_generated}/quiesce.1)
install(FILES ${_generated}/quiesce.1 DESTINATION share/man/man1)
install(FILES ${_generated}/quiesce.bash DESTINATION share/bash-completion/completions RENAME quiesce)
install(FILES ${_generated}/quiesce.zsh DESTINATION share/zsh/vendor-completions RENAME _quiesce)
install(FILES ${_generated}/quiesce.fish DESTINATION share/fish/vendor_completions.d)

install(DIRECTORY ${PROJECT_SOURCE_DIR}/docs/ DESTINATION share/doc/quiesce)
install(FILES ${PROJECT_SOURCE_DIR}/LICENSE DESTINATION share/doc/quiesce RENAME copyright)

include(CMakePackageConfigHelpers)
write_basic_package_version_file(${_generated}/quiesceConfigVersion.cmake COMPATIBILITY SameMinorVersion
                                 ARCH_INDEPENDENT)
install(FILES ${PROJECT_SOURCE_DIR}/tools/quiesceConfig.cmake ${_generated}/quiesceConfigVersion.cmake
        DESTINATION share/cmake/quiesce)

set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME quiesce)
set(CPACK_PACKAGE_CONTACT "The quiesce authors <quiesce@localhost>")
set(CPACK_STRIP_FILES ON)
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SECTION devel)
# What is linked is found by dpkg-shlibdeps; clang's own headers are not linked.
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PACKAGE_DEPENDS "libclang-common-${QUIESCE_LLVM}-dev")
set(CPACK_DEBIAN_PACKAGE_RECOMMENDS "clang-tidy-${QUIESCE_LLVM}")
include(CPack)
