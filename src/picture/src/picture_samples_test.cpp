#include "picture_samples.hpp"

#include <cstdio>
// jpeglib.h wants FILE before it.
#include <jpeglib.h>
#include <png.h>

#include <cstdlib>
#include <stdexcept>
#include <vector>

#include "nuong/picture/picture.hpp"

namespace nuong::picture {
namespace {

constexpr std::uint32_t kWidth = 48;
constexpr std::uint32_t kHeight = 32;

/// Corners and halves large enough to survive JPEG.
std::string Points() {
  std::string points;
  for (std::uint32_t y = 0; y < kHeight; ++y) {
    for (std::uint32_t x = 0; x < kWidth; ++x) {
      const bool is_corner = x < kWidth / 4 && y < kHeight / 2;
      const int colour = is_corner ? 1 : x < kWidth / 2 ? 0 : 2;
      for (int channel = 0; channel < 3; ++channel) points += channel == colour ? '\xE0' : '\x10';
    }
  }
  return points;
}

}  // namespace

std::string SampleJpeg(const std::string& exif, const std::string& remark) {
  jpeg_error_mgr errors{};
  jpeg_compress_struct writing{};
  writing.err = jpeg_std_error(&errors);
  jpeg_create_compress(&writing);
  unsigned char* bytes = nullptr;
  unsigned long size = 0;
  jpeg_mem_dest(&writing, &bytes, &size);
  writing.image_width = kWidth;
  writing.image_height = kHeight;
  writing.input_components = 3;
  writing.in_color_space = JCS_RGB;
  jpeg_set_defaults(&writing);
  jpeg_set_quality(&writing, 95, TRUE);
  jpeg_start_compress(&writing, TRUE);
  const auto mark = [&](int marker, const std::string& content) {
    if (content.empty()) return;
    jpeg_write_marker(&writing, marker, reinterpret_cast<const JOCTET*>(content.data()),
                      static_cast<unsigned>(content.size()));
  };
  mark(JPEG_APP0 + 1, exif);
  mark(JPEG_COM, remark);
  std::string points = Points();
  while (writing.next_scanline < kHeight) {
    auto* row = reinterpret_cast<JSAMPROW>(points.data() + std::size_t{kWidth} * 3 * writing.next_scanline);
    jpeg_write_scanlines(&writing, &row, 1);
  }
  jpeg_finish_compress(&writing);
  jpeg_destroy_compress(&writing);
  std::string file(reinterpret_cast<const char*>(bytes), size);
  std::free(bytes);
  return file;
}

std::string SamplePng(const std::string& remark) {
  png_structp writing = png_create_write_struct(PNG_LIBPNG_VER_STRING, nullptr, nullptr, nullptr);
  png_infop info = png_create_info_struct(writing);
  std::string file;
  png_set_write_fn(
      writing, &file,
      [](png_structp from, png_bytep bytes, png_size_t size) {
        static_cast<std::string*>(png_get_io_ptr(from))->append(reinterpret_cast<const char*>(bytes), size);
      },
      [](png_structp) {});
  png_set_IHDR(writing, info, kWidth, kHeight, 8, PNG_COLOR_TYPE_RGB, PNG_INTERLACE_NONE, PNG_COMPRESSION_TYPE_DEFAULT,
               PNG_FILTER_TYPE_DEFAULT);
  std::string key = "Comment";
  std::string text = remark;
  png_text said{};
  said.compression = PNG_TEXT_COMPRESSION_NONE;
  said.key = key.data();
  said.text = text.data();
  if (!remark.empty()) png_set_text(writing, info, &said, 1);
  png_write_info(writing, info);
  std::string points = Points();
  for (std::size_t y = 0; y < kHeight; ++y) {
    png_write_row(writing, reinterpret_cast<png_bytep>(points.data() + y * kWidth * 3));
  }
  png_write_end(writing, info);
  png_destroy_write_struct(&writing, &info);
  return file;
}

std::string SampleExif(int orientation, const std::string& camera) {
  const auto u16 = [](std::size_t number) {
    return std::string{static_cast<char>(number >> 8), static_cast<char>(number & 0xFF)};
  };
  const auto u32 = [&](std::size_t number) { return u16(number >> 16) + u16(number & 0xFFFF); };
  const std::string text = camera + std::string(1, '\0');
  const std::size_t after = 8 + 2 + 2 * 12 + 4;
  std::string exif("Exif\0\0MM\0\x2A", 10);
  exif += u32(8) + u16(2);
  exif += u16(0x010F) + u16(2) + u32(text.size()) + u32(after);
  exif += u16(0x0112) + u16(3) + u32(1) + u16(static_cast<std::size_t>(orientation)) + u16(0);
  return exif + u32(0) + text;
}

char Seen::At(std::uint32_t x, std::uint32_t y) const {
  const std::string point = points.substr((std::size_t{y} * width + x) * 3, 3);
  std::size_t strongest = 0;
  for (std::size_t i = 1; i < 3; ++i) {
    if (static_cast<unsigned char>(point[i]) > static_cast<unsigned char>(point[strongest])) strongest = i;
  }
  return "rgb"[strongest];
}

Seen LookAt(const std::string& file) {
  Seen seen;
  if (KindOf(file) == Kind::kPng) {
    png_image image{};
    image.version = PNG_IMAGE_VERSION;
    if (png_image_begin_read_from_memory(&image, file.data(), file.size()) == 0) throw std::runtime_error("no png");
    image.format = PNG_FORMAT_RGB;
    seen = {image.width, image.height, std::string(PNG_IMAGE_SIZE(image), '\0')};
    png_image_finish_read(&image, nullptr, seen.points.data(), 0, nullptr);
    return seen;
  }
  jpeg_error_mgr errors{};
  jpeg_decompress_struct reading{};
  reading.err = jpeg_std_error(&errors);
  jpeg_create_decompress(&reading);
  jpeg_mem_src(&reading, reinterpret_cast<const unsigned char*>(file.data()), file.size());
  jpeg_read_header(&reading, TRUE);
  jpeg_start_decompress(&reading);
  seen = {reading.output_width, reading.output_height,
          std::string(std::size_t{reading.output_width} * reading.output_height * 3, '\0')};
  while (reading.output_scanline < reading.output_height) {
    auto* row = reinterpret_cast<JSAMPROW>(seen.points.data() + std::size_t{seen.width} * 3 * reading.output_scanline);
    jpeg_read_scanlines(&reading, &row, 1);
  }
  jpeg_finish_decompress(&reading);
  jpeg_destroy_decompress(&reading);
  return seen;
}

}  // namespace nuong::picture
