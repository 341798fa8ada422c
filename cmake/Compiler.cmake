# Warnings are errors everywhere; hardening is on in every build, assertions stay on in release.
add_library(nuong_compiler INTERFACE)
target_compile_options(nuong_compiler INTERFACE
  -Wall -Wextra -Wpedantic -Wconversion -Wshadow -Wswitch -Werror
  -fstack-protector-strong -fcf-protection -ftrivial-auto-var-init=zero)
target_compile_definitions(nuong_compiler INTERFACE _GLIBCXX_ASSERTIONS)
if(NOT CMAKE_BUILD_TYPE STREQUAL "Debug")
  target_compile_definitions(nuong_compiler INTERFACE _FORTIFY_SOURCE=2)
endif()
target_link_options(nuong_compiler INTERFACE -pie -Wl,-z,relro,-z,now)
# Release keeps assert(): our own mistakes must stop the act, not corrupt a case.
# At -O2 g++ 12 sees uninitialised ghosts in moved variants.
set(CMAKE_CXX_FLAGS_RELEASE "-O2 -Wno-maybe-uninitialized")
set(CMAKE_CXX_FLAGS_DEBUG "-O0 -g1")

if(NUONG_SANITIZE)
  # With the sanitizers at -O0 g++ 12 takes the zeroing of fmt's temporaries for a first use; UBSan and the release build still look.
  target_compile_options(nuong_compiler INTERFACE -Wno-uninitialized -fsanitize=address,undefined -fno-omit-frame-pointer -fno-sanitize-recover=undefined)
  target_link_options(nuong_compiler INTERFACE -fsanitize=address,undefined)
endif()
if(NUONG_THREAD_SANITIZE)
  target_compile_options(nuong_compiler INTERFACE -fsanitize=thread)
  target_link_options(nuong_compiler INTERFACE -fsanitize=thread)
endif()

find_program(NUONG_CCACHE ccache)
if(NUONG_CCACHE)
  set(CMAKE_CXX_COMPILER_LAUNCHER ${CMAKE_COMMAND} -E env CCACHE_BASEDIR=${CMAKE_SOURCE_DIR} CCACHE_NOHASHDIR=1 ${NUONG_CCACHE})
endif()
find_program(NUONG_MOLD mold)
if(NUONG_MOLD)
  add_link_options(-fuse-ld=mold)
endif()
