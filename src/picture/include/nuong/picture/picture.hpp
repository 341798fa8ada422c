#pragma once
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "nuong/base/result.hpp"

/// Pictures without anything that is not to be seen in them.
namespace nuong::picture {

enum class Kind { kJpeg, kPng };

/// By the first bytes; nobody's word is taken for it.
std::optional<Kind> KindOf(std::string_view bytes);

/// The same picture, drawn again from its points: what the file said beside them (place, time, camera, previews,
/// remarks) is gone, and it stands upright as its camera held it. Foreign bytes are read only in a child process, this
/// program started anew with kChildCommand, which can open nothing, keeps no core and ends after kSeconds. Errors:
/// kInvalid with "picture_kind" (neither JPEG nor PNG in grey or colour), "picture_too_large" (more points than
/// kMostPoints), "picture_damaged" (cannot be read whole), "picture_not_drawn" (took too long or too much, or the child
/// was ended); kBusy with "picture_busy".
Result<std::string> Redraw(std::string_view bytes);

inline constexpr const char* kChildCommand = "redraw-picture";
inline constexpr std::uint32_t kMostPoints = 40'000'000;
inline constexpr int kSeconds = 20;
/// No picture grows beyond this by being drawn again.
inline constexpr std::size_t kMostBytes = 24 * 1024 * 1024;

/// The child's whole life: standard input to standard output. `main` calls it before anything else when its only
/// argument is kChildCommand. Does not return.
[[noreturn]] void LiveAsChild();

}  // namespace nuong::picture
