#include "target.hpp"

#include "nuong/base/unicode.hpp"

namespace nuong::http {
namespace {

int HexDigit(char digit) {
  if (digit >= '0' && digit <= '9') return digit - '0';
  if (digit >= 'a' && digit <= 'f') return digit - 'a' + 10;
  if (digit >= 'A' && digit <= 'F') return digit - 'A' + 10;
  return -1;
}

std::optional<std::string> Decode(std::string_view text, bool plus_is_space) {
  std::string decoded;
  decoded.reserve(text.size());
  for (std::size_t at = 0; at < text.size(); ++at) {
    char byte = text[at];
    if (byte == '%') {
      if (text.size() - at < 3) return std::nullopt;
      const int high = HexDigit(text[at + 1]);
      const int low = HexDigit(text[at + 2]);
      if (high < 0 || low < 0) return std::nullopt;
      byte = static_cast<char>(high * 16 + low);
      at += 2;
    } else if (byte == '+' && plus_is_space) {
      byte = ' ';
    }
    const auto code = static_cast<unsigned char>(byte);
    if (code < 0x20 || code == 0x7f) return std::nullopt;
    decoded.push_back(byte);
  }
  if (!IsUtf8(decoded)) return std::nullopt;
  return decoded;
}

/// Calls `take` for each part between separators; stops and returns false when `take` does.
template <class Take>
bool ForEachPart(std::string_view text, char separator, Take take) {
  for (;;) {
    const std::size_t end = text.find(separator);
    if (!take(text.substr(0, end))) return false;
    if (end == std::string_view::npos) return true;
    text.remove_prefix(end + 1);
  }
}

bool ReadPath(std::string_view path, Target& target) {
  return ForEachPart(path.substr(1), '/', [&target](std::string_view part) {
    auto segment = Decode(part, false);
    if (!segment || *segment == "." || *segment == ".." || segment->find('/') != std::string::npos) return false;
    target.path.push_back('/');
    target.path += *segment;
    target.segments.push_back(std::move(*segment));
    return true;
  });
}

bool ReadQuery(std::string_view query, Target& target) {
  if (query.empty()) return true;
  return ForEachPart(query, '&', [&target](std::string_view part) {
    const std::size_t equals = part.find('=');
    auto name = Decode(part.substr(0, equals), true);
    auto value = Decode(equals == std::string_view::npos ? "" : part.substr(equals + 1), true);
    if (!name || !value || name->empty()) return false;
    target.query.emplace_back(std::move(*name), std::move(*value));
    return true;
  });
}

}  // namespace

std::optional<Target> ParseTarget(std::string_view target) {
  if (target.empty() || target.front() != '/' || target.find('#') != std::string_view::npos) return std::nullopt;
  const std::size_t mark = target.find('?');
  Target parsed;
  if (!ReadPath(target.substr(0, mark), parsed)) return std::nullopt;
  if (mark != std::string_view::npos && !ReadQuery(target.substr(mark + 1), parsed)) return std::nullopt;
  return parsed;
}

}  // namespace nuong::http
