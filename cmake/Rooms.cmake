# The house. A room is src/<room>/{include/nuong/<room>,src,README.md}; it may use only the rooms listed here.
# An edge that is not in this table stops configuration. docs: ARCHITECTURE.md, "Rooms".
set(NUONG_ROOMS base rules regulation casework access vault tpm picture store store_sqlite ledger operations http app)

set(NUONG_MAY_USE_base "")
set(NUONG_MAY_USE_rules base)
set(NUONG_MAY_USE_regulation base rules)
set(NUONG_MAY_USE_casework base)
set(NUONG_MAY_USE_access base rules)
set(NUONG_MAY_USE_vault base)
set(NUONG_MAY_USE_tpm base vault)
set(NUONG_MAY_USE_picture base)
set(NUONG_MAY_USE_store base)
set(NUONG_MAY_USE_store_sqlite base store)
set(NUONG_MAY_USE_ledger base vault store)
set(NUONG_MAY_USE_operations base rules regulation casework access vault ledger store)
set(NUONG_MAY_USE_http base operations)
set(NUONG_MAY_USE_app ${NUONG_ROOMS})

# A program of tests runs in two halves, a process each, so that what a suite prepares is not prepared anew for every test.
function(nuong_tests program)
  foreach(half 0 1)
    add_test(NAME ${program}.${half} COMMAND ${program} --gtest_brief=1)
    set_tests_properties(${program}.${half} PROPERTIES ENVIRONMENT "GTEST_TOTAL_SHARDS=2;GTEST_SHARD_INDEX=${half}")
  endforeach()
endfunction()

# nuong_room(NAME USES <rooms> EXPOSES <rooms> LIBRARIES <private third-party targets> PUBLIC_LIBRARIES <header-only, named in ADR>)
#   FOR_APP: public headers that only app can include, because they show rooms this one does not expose.
#   USES: seen only by this room's sources. EXPOSES: seen in its public headers, so by its users too.
function(nuong_room name)
  cmake_parse_arguments(ROOM "" "" "USES;EXPOSES;LIBRARIES;PUBLIC_LIBRARIES;FOR_APP" ${ARGN})
  foreach(used IN LISTS ROOM_USES ROOM_EXPOSES)
    if(NOT used IN_LIST NUONG_MAY_USE_${name})
      message(FATAL_ERROR "Room '${name}' must not use room '${used}'. Allowed: ${NUONG_MAY_USE_${name}}. "
        "The table is in cmake/Rooms.cmake; a new edge needs an ADR first.")
    endif()
  endforeach()
  list(TRANSFORM ROOM_USES PREPEND nuong_)
  list(TRANSFORM ROOM_EXPOSES PREPEND nuong_)

  file(GLOB_RECURSE sources CONFIGURE_DEPENDS src/*.cpp)
  set(tests ${sources})
  list(FILTER sources EXCLUDE REGEX "_test\\.cpp$")
  list(FILTER tests INCLUDE REGEX "_test\\.cpp$")
  file(GLOB_RECURSE headers CONFIGURE_DEPENDS include/*.hpp)
  foreach(header IN LISTS ROOM_FOR_APP)
    list(FILTER headers EXCLUDE REGEX "/${header}$")
  endforeach()

  add_library(nuong_${name} STATIC ${sources})
  target_sources(nuong_${name} PUBLIC FILE_SET HEADERS BASE_DIRS include FILES ${headers})
  target_include_directories(nuong_${name} PRIVATE src)
  target_link_libraries(nuong_${name} PUBLIC ${ROOM_EXPOSES} ${ROOM_PUBLIC_LIBRARIES}
    PRIVATE nuong_compiler ${ROOM_USES} ${ROOM_LIBRARIES})
  set_target_properties(nuong_${name} PROPERTIES VERIFY_INTERFACE_HEADER_SETS ON)

  if(NUONG_TESTS AND tests)
    add_executable(${name}_test ${tests})
    target_include_directories(${name}_test PRIVATE src)
    target_link_libraries(${name}_test PRIVATE nuong_${name} nuong_compiler ${ROOM_USES} ${ROOM_LIBRARIES}
      GTest::gtest_main rapidcheck rapidcheck_gtest)
    target_compile_definitions(${name}_test PRIVATE NUONG_SOURCE_DIR="${CMAKE_SOURCE_DIR}")
    nuong_tests(${name}_test)
  endif()
endfunction()
