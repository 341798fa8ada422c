# Puts the built web UI into a library: every file of NUONG_WEB_DIST, compressed where that helps, with media type and the
# hash of its content. Without a built UI the table is empty.
#   nuong_embed_web(TARGET)   TARGET has src/assets.hpp, which declares nuong::http::EmbeddedAssets().
# Run as a script (-DDIST= -DOUT= -P) it writes the table; that happens at build time, again whenever a file changed.
function(nuong_embed_web target)
  set(NUONG_WEB_DIST ${CMAKE_SOURCE_DIR}/web/dist CACHE PATH "Folder of the built web UI")
  file(GLOB_RECURSE files CONFIGURE_DEPENDS ${NUONG_WEB_DIST}/*)
  set(table ${CMAKE_CURRENT_BINARY_DIR}/embedded_web/embedded_web.cpp)
  add_custom_command(OUTPUT ${table}
    COMMAND ${CMAKE_COMMAND} -DDIST=${NUONG_WEB_DIST} -DOUT=${table} -P ${CMAKE_SOURCE_DIR}/cmake/EmbedWeb.cmake
    DEPENDS ${files} ${CMAKE_SOURCE_DIR}/cmake/EmbedWeb.cmake
    COMMENT "Embedding the web UI" VERBATIM)
  target_sources(${target} PRIVATE ${table})
endfunction()

function(nuong_media_type name result)
  set(types
    html "text/html\\; charset=utf-8" js "text/javascript\\; charset=utf-8" css "text/css\\; charset=utf-8"
    json application/json webmanifest application/manifest+json svg image/svg+xml png image/png webp image/webp
    ico image/x-icon woff2 font/woff2 txt "text/plain\\; charset=utf-8")
  get_filename_component(ending ${name} LAST_EXT)
  string(REGEX REPLACE "^\\." "" ending "${ending}")
  list(FIND types "${ending}" at)
  if(at EQUAL -1)
    message(FATAL_ERROR "EmbedWeb: no media type for '${name}'; add it to cmake/EmbedWeb.cmake")
  endif()
  math(EXPR at "${at} + 1")
  list(GET types ${at} type)
  set(${result} "${type}" PARENT_SCOPE)
endfunction()

# Embeds bytes through the assembler: no megabytes of text for the compiler.
function(nuong_write_table)
  get_filename_component(folder ${OUT} DIRECTORY)
  file(REMOVE_RECURSE ${folder})
  file(MAKE_DIRECTORY ${folder})
  file(GLOB_RECURSE files RELATIVE ${DIST} ${DIST}/*)
  list(FILTER files EXCLUDE REGEX "\\.map$")
  set(bytes "")
  set(names "")
  set(rows "")
  set(number 0)
  foreach(file IN LISTS files)
    nuong_media_type(${file} type)
    file(SHA256 ${DIST}/${file} hash)
    string(SUBSTRING ${hash} 0 32 hash)
    file(SIZE ${DIST}/${file} size)
    set(source ${DIST}/${file})
    set(gzip false)
    execute_process(COMMAND gzip -9nc ${source} OUTPUT_FILE ${folder}/${number}.gz COMMAND_ERROR_IS_FATAL ANY)
    file(SIZE ${folder}/${number}.gz packed)
    math(EXPR worth "${size} * 9 / 10")
    if(packed LESS worth)
      set(source ${folder}/${number}.gz)
      set(gzip true)
      set(size ${packed})
    endif()
    set(symbol nuong_web_asset_${number})
    string(APPEND bytes "asm(\".pushsection .rodata\\n${symbol}: .incbin \\\"${source}\\\"\\n.byte 0\\n.popsection\");\n")
    string(APPEND names "extern \"C\" const char ${symbol}[];\n")
    string(APPEND rows "    {\"/${file}\", \"${type}\", \"${hash}\", ${gzip}, {${symbol}, ${size}}},\n")
    math(EXPR number "${number} + 1")
  endforeach()
  if(rows STREQUAL "")
    set(answer "return {};")
  else()
    set(answer "static const Asset kAssets[] = {\n${rows}  };\n  return kAssets;")
  endif()
  string(CONCAT text "#include \"assets.hpp\"\n\n${bytes}${names}\nnamespace nuong::http {\n\n"
    "std::span<const Asset> EmbeddedAssets() {\n  ${answer}\n}\n\n}  // namespace nuong::http\n")
  file(WRITE ${OUT} "${text}")
endfunction()

if(CMAKE_SCRIPT_MODE_FILE)
  nuong_write_table()
endif()
