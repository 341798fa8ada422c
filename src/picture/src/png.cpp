#include <png.h>

#include "drawing.hpp"
#include "nuong/picture/picture.hpp"

namespace nuong::picture {
namespace {

constexpr std::uint32_t kShapes = PNG_FORMAT_FLAG_COLOR | PNG_FORMAT_FLAG_ALPHA;

}  // namespace

std::string RedrawPng(Bytes file) {
  png_image image{};
  image.version = PNG_IMAGE_VERSION;
  if (png_image_begin_read_from_memory(&image, file.data(), file.size()) == 0) GiveUp(Verdict::kDamaged);
  if (static_cast<std::uint64_t>(image.width) * image.height > kMostPoints) GiveUp(Verdict::kTooLarge);
  // Eight bits for each of grey or red, green and blue, and how much shines through where it does.
  image.format &= kShapes;
  std::string points(PNG_IMAGE_SIZE(image), '\0');
  if (png_image_finish_read(&image, nullptr, points.data(), 0, nullptr) == 0) GiveUp(Verdict::kDamaged);
  png_image drawn{};
  drawn.version = PNG_IMAGE_VERSION;
  drawn.width = image.width;
  drawn.height = image.height;
  drawn.format = image.format;
  drawn.flags = PNG_IMAGE_FLAG_FAST;
  std::string bytes(PNG_IMAGE_PNG_SIZE_MAX(drawn), '\0');
  png_alloc_size_t size = bytes.size();
  if (png_image_write_to_memory(&drawn, bytes.data(), &size, 0, points.data(), 0, nullptr) == 0) {
    GiveUp(Verdict::kDamaged);
  }
  bytes.resize(size);
  return bytes;
}

}  // namespace nuong::picture
