#include "bytes.hpp"

namespace nuong::vault {

ByteWriter& ByteWriter::U32(std::uint32_t number) {
  for (int shift = 0; shift < 32; shift += 8) text_.push_back(static_cast<char>((number >> shift) & 0xff));
  return *this;
}

ByteWriter& ByteWriter::Raw(std::string_view bytes) {
  text_.append(bytes);
  return *this;
}

ByteWriter& ByteWriter::Field(std::string_view bytes) {
  return U32(static_cast<std::uint32_t>(bytes.size())).Raw(bytes);
}

ByteWriter& ByteWriter::Header(std::uint32_t key_version) {
  text_.push_back(static_cast<char>(kSuite));
  return U32(key_version);
}

std::string_view ByteReader::Raw(std::size_t size) {
  if (!ok_ || size > rest_.size()) {
    ok_ = false;
    rest_ = {};
    return {};
  }
  const std::string_view taken = rest_.substr(0, size);
  rest_.remove_prefix(size);
  return taken;
}

std::uint32_t ByteReader::U32() {
  std::uint32_t number = 0;
  int shift = 0;
  for (const std::uint8_t byte : BytesOf(Raw(4))) {
    number |= static_cast<std::uint32_t>(byte) << shift;
    shift += 8;
  }
  return number;
}

std::string_view ByteReader::Field() { return Raw(U32()); }

std::optional<std::uint32_t> ByteReader::Header() {
  const std::string_view suite = Raw(1);
  const std::uint32_t key_version = U32();
  if (!ok_ || static_cast<std::uint8_t>(suite[0]) != kSuite) return std::nullopt;
  return key_version;
}

}  // namespace nuong::vault
