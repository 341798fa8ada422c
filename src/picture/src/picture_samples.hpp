#pragma once
#include <cstdint>
#include <string>

/// Pictures for the tests, made here.
namespace nuong::picture {

/// 48 by 32 points: left half red, right half blue, upper left corner green.
std::string SampleJpeg(const std::string& exif = "", const std::string& remark = "");
std::string SamplePng(const std::string& remark = "");
/// An APP1 segment's content: an orientation and a text of a camera.
std::string SampleExif(int orientation, const std::string& camera);

struct Seen {
  std::uint32_t width = 0;
  std::uint32_t height = 0;
  std::string points;                               ///< three bytes each
  char At(std::uint32_t x, std::uint32_t y) const;  ///< 'r', 'g', 'b' by the strongest
};
Seen LookAt(const std::string& file);

}  // namespace nuong::picture
