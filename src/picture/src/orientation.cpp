#include <string_view>
#include <utility>

#include "drawing.hpp"

/// How the camera was held is the one thing of EXIF that is to be seen; everything else in it is left behind.
namespace nuong::picture {
namespace {

constexpr std::string_view kExifMark{"Exif\0\0", 6};
constexpr std::size_t kTiffHead = 8;
constexpr std::size_t kEntrySize = 12;
constexpr std::uint32_t kOrientationTag = 0x0112;
constexpr std::uint32_t kShort = 3;

/// Numbers of a TIFF structure; 0 beyond its end.
class Tiff {
 public:
  explicit Tiff(Bytes bytes) : bytes_(bytes), is_big_(bytes.size() > 1 && bytes[0] == 'M' && bytes[1] == 'M') {}
  std::uint32_t U16(std::size_t at) const {
    if (at > bytes_.size() || bytes_.size() - at < 2) return 0;
    const std::uint32_t first = bytes_[at];
    const std::uint32_t second = bytes_[at + 1];
    return is_big_ ? first << 8 | second : second << 8 | first;
  }
  std::uint32_t U32(std::size_t at) const {
    return is_big_ ? U16(at) << 16 | U16(at + 2) : U16(at + 2) << 16 | U16(at);
  }
  std::size_t size() const { return bytes_.size(); }

 private:
  Bytes bytes_;
  bool is_big_;
};

}  // namespace

int OrientationIn(Bytes exif) {
  if (exif.size() < kExifMark.size() + kTiffHead) return 1;
  if (std::string_view(reinterpret_cast<const char*>(exif.data()), kExifMark.size()) != kExifMark) return 1;
  const Tiff tiff(exif.subspan(kExifMark.size()));
  const std::size_t directory = tiff.U32(4);
  const std::uint32_t entries = tiff.U16(directory);
  for (std::uint32_t i = 0; i < entries; ++i) {
    const std::size_t entry = directory + 2 + i * kEntrySize;
    if (entry + kEntrySize > tiff.size()) return 1;
    if (tiff.U16(entry) != kOrientationTag) continue;
    const std::uint32_t held = tiff.U16(entry + 8);
    return tiff.U16(entry + 2) == kShort && held >= 1 && held <= 8 ? static_cast<int>(held) : 1;
  }
  return 1;
}

Canvas Upright(Canvas canvas, int orientation) {
  if (orientation <= 1 || orientation > 8) return canvas;
  const bool is_turned = orientation >= 5;
  Canvas upright{is_turned ? canvas.height : canvas.width, is_turned ? canvas.width : canvas.height, canvas.channels,
                 std::string(canvas.points.size(), '\0')};
  const auto channels = static_cast<std::size_t>(canvas.channels);
  // 2 and 3 and 7 and 8 read from the right, 3, 4, 6 and 7 from below, as the camera saw it.
  const bool from_right = orientation == 2 || orientation == 3 || orientation == 7 || orientation == 8;
  const bool from_below = orientation == 3 || orientation == 4 || orientation == 6 || orientation == 7;
  for (std::uint32_t y = 0; y < upright.height; ++y) {
    for (std::uint32_t x = 0; x < upright.width; ++x) {
      std::uint32_t column = is_turned ? y : x;
      std::uint32_t row = is_turned ? x : y;
      if (from_right) column = canvas.width - 1 - column;
      if (from_below) row = canvas.height - 1 - row;
      const std::size_t source = (static_cast<std::size_t>(row) * canvas.width + column) * channels;
      const std::size_t target = (static_cast<std::size_t>(y) * upright.width + x) * channels;
      for (std::size_t i = 0; i < channels; ++i) upright.points[target + i] = canvas.points[source + i];
    }
  }
  return upright;
}

}  // namespace nuong::picture
