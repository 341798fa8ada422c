#include <cstdio>
// jpeglib.h wants FILE before it.
#include <jerror.h>
#include <jpeglib.h>

#include <cstdlib>

#include "drawing.hpp"
#include "nuong/picture/picture.hpp"

namespace nuong::picture {
namespace {

constexpr int kQuality = 90;
constexpr int kExifMarker = JPEG_APP0 + 1;
constexpr unsigned kMostExif = 65'533;

void RefuseDamaged(j_common_ptr) { GiveUp(Verdict::kDamaged); }

/// A part that is missing would come out grey: better to be told. Other oddities of cameras are passed over.
void RefuseCut(j_common_ptr picture, int level) {
  if (level < 0 && picture->err->msg_code == JWRN_JPEG_EOF) GiveUp(Verdict::kDamaged);
}

void SayNothing(j_common_ptr) {}

jpeg_error_mgr QuietErrors() {
  jpeg_error_mgr errors{};
  jpeg_std_error(&errors);
  errors.error_exit = RefuseDamaged;
  errors.emit_message = RefuseCut;
  errors.output_message = SayNothing;
  return errors;
}

int OrientationOf(const jpeg_decompress_struct& reading) {
  for (auto* marker = reading.marker_list; marker != nullptr; marker = marker->next) {
    if (marker->marker != kExifMarker) continue;
    const int held = OrientationIn({marker->data, marker->data_length});
    if (held != 1) return held;
  }
  return 1;
}

Canvas ReadPoints(Bytes file, int& orientation) {
  jpeg_error_mgr errors = QuietErrors();
  jpeg_decompress_struct reading{};
  reading.err = &errors;
  jpeg_create_decompress(&reading);
  jpeg_mem_src(&reading, file.data(), file.size());
  jpeg_save_markers(&reading, kExifMarker, kMostExif);
  jpeg_read_header(&reading, TRUE);
  if (static_cast<std::uint64_t>(reading.image_width) * reading.image_height > kMostPoints) {
    GiveUp(Verdict::kTooLarge);
  }
  if (reading.num_components != 1 && reading.num_components != 3) GiveUp(Verdict::kUnknownKind);
  reading.out_color_space = reading.num_components == 1 ? JCS_GRAYSCALE : JCS_RGB;
  orientation = OrientationOf(reading);
  jpeg_start_decompress(&reading);
  Canvas canvas{reading.output_width, reading.output_height, reading.output_components, {}};
  const std::size_t row_size = static_cast<std::size_t>(canvas.width) * static_cast<std::size_t>(canvas.channels);
  canvas.points.resize(row_size * canvas.height);
  while (reading.output_scanline < reading.output_height) {
    auto* row = reinterpret_cast<JSAMPROW>(canvas.points.data() + row_size * reading.output_scanline);
    jpeg_read_scanlines(&reading, &row, 1);
  }
  jpeg_finish_decompress(&reading);
  jpeg_destroy_decompress(&reading);
  return canvas;
}

std::string WritePoints(Canvas canvas) {
  jpeg_error_mgr errors = QuietErrors();
  jpeg_compress_struct writing{};
  writing.err = &errors;
  jpeg_create_compress(&writing);
  unsigned char* bytes = nullptr;
  unsigned long size = 0;
  jpeg_mem_dest(&writing, &bytes, &size);
  writing.image_width = canvas.width;
  writing.image_height = canvas.height;
  writing.input_components = canvas.channels;
  writing.in_color_space = canvas.channels == 1 ? JCS_GRAYSCALE : JCS_RGB;
  jpeg_set_defaults(&writing);
  jpeg_set_quality(&writing, kQuality, TRUE);
  jpeg_start_compress(&writing, TRUE);
  const std::size_t row_size = static_cast<std::size_t>(canvas.width) * static_cast<std::size_t>(canvas.channels);
  while (writing.next_scanline < writing.image_height) {
    auto* row = reinterpret_cast<JSAMPROW>(canvas.points.data() + row_size * writing.next_scanline);
    jpeg_write_scanlines(&writing, &row, 1);
  }
  jpeg_finish_compress(&writing);
  jpeg_destroy_compress(&writing);
  std::string file(reinterpret_cast<const char*>(bytes), size);
  std::free(bytes);
  return file;
}

}  // namespace

std::string RedrawJpeg(Bytes file) {
  int orientation = 1;
  Canvas canvas = ReadPoints(file, orientation);
  return WritePoints(Upright(std::move(canvas), orientation));
}

}  // namespace nuong::picture
