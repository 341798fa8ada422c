#pragma once
#include <cstdint>
#include <span>
#include <string>

/// What runs in the child. Nothing here returns after a failure: the child says why and ends.
namespace nuong::picture {

/// The first byte that the child answers.
enum class Verdict : std::uint8_t { kDrawn = 1, kDamaged = 2, kTooLarge = 3, kUnknownKind = 4 };

/// Answers the verdict and ends the process.
[[noreturn]] void GiveUp(Verdict why);

using Bytes = std::span<const std::uint8_t>;

std::string RedrawJpeg(Bytes file);
std::string RedrawPng(Bytes file);

/// 1 to 8 as EXIF counts how the camera was held; 1 when `exif` (an APP1 segment's content) does not say.
int OrientationIn(Bytes exif);

/// Points in rows, `channels` bytes each.
struct Canvas {
  std::uint32_t width = 0;
  std::uint32_t height = 0;
  int channels = 0;
  std::string points;
};
Canvas Upright(Canvas canvas, int orientation);

}  // namespace nuong::picture
