#pragma once
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

/// The few byte forms every format of this room is made of (format.md).
namespace nuong::vault {

inline constexpr std::uint8_t kSuite = 0x01;
inline constexpr std::size_t kHeaderSize = 5;

inline std::string_view ViewOf(std::span<const std::uint8_t> bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}
inline std::span<const std::uint8_t> BytesOf(std::string_view text) {
  return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}

class ByteWriter {
 public:
  ByteWriter& U32(std::uint32_t number);  ///< little endian
  ByteWriter& Raw(std::string_view bytes);
  ByteWriter& Field(std::string_view bytes);          ///< length as U32, then the bytes
  ByteWriter& Header(std::uint32_t key_version = 0);  ///< suite, then the version; 0 where a key has no versions
  const std::string& text() const { return text_; }
  std::string Take() { return std::move(text_); }

 private:
  std::string text_;
};

/// Reads what ByteWriter wrote. After the first read beyond the end everything reads empty and ok() is false.
class ByteReader {
 public:
  explicit ByteReader(std::string_view bytes) : rest_(bytes) {}
  std::uint32_t U32();
  std::string_view Raw(std::size_t size);
  std::string_view Field();
  /// The key version, or nothing when too short or of an unknown suite.
  std::optional<std::uint32_t> Header();
  bool ok() const { return ok_; }
  std::string_view rest() const { return rest_; }

 private:
  std::string_view rest_;
  bool ok_ = true;
};

}  // namespace nuong::vault
