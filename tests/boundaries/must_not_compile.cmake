# Compiles SOURCE twice with COMPILER and the include directories INCLUDES ("|" between them): with NUONG_ALLOWED it must
# compile; without, it must fail and the compiler must say why in words that match EXPECT. A HEADER that must stay out of
# sight has to exist in its own room, or the test would prove nothing.
cmake_minimum_required(VERSION 3.25)
if(HEADER)
  file(GLOB found ${ROOMS}/*/include/${HEADER})
  if(NOT found)
    message(FATAL_ERROR "No room has ${HEADER}: name a header that exists.")
  endif()
endif()

string(REPLACE "|" ";" directories "${INCLUDES}")
list(REMOVE_DUPLICATES directories)
list(TRANSFORM directories PREPEND "-I")
set(compile ${COMPILER} -std=c++20 -fsyntax-only ${directories} ${SOURCE})

execute_process(COMMAND ${compile} -DNUONG_ALLOWED RESULT_VARIABLE result ERROR_VARIABLE errors)
if(NOT result EQUAL 0)
  message(FATAL_ERROR "The allowed twin does not compile:\n${errors}")
endif()
execute_process(COMMAND ${compile} RESULT_VARIABLE result ERROR_VARIABLE errors)
if(result EQUAL 0)
  message(FATAL_ERROR "What is forbidden compiles: ${SOURCE}")
endif()
if(NOT errors MATCHES "${EXPECT}")
  message(FATAL_ERROR "It fails, but not for the reason '${EXPECT}':\n${errors}")
endif()
