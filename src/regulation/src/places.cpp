#include "places.hpp"

#include <algorithm>

namespace nuong::regulation {
namespace {

bool StartsCodePoint(char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }

/// The byte at which the code point number `column` (from 1) starts.
std::size_t ByteOfColumn(std::string_view line, int column) {
  std::size_t byte = 0;
  for (int at = 0; byte < line.size(); ++byte) {
    if (StartsCodePoint(line[byte]) && ++at == column) break;
  }
  return byte;
}

}  // namespace

void Places::AddFile(const std::string& name, std::string_view text) {
  std::vector<std::string>& lines = lines_[name];
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    lines.emplace_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
}

void Places::Set(const std::string& path, const Place& place) { places_[path] = place; }

const Place& Places::At(std::string path) const {
  while (true) {
    if (const auto found = places_.find(path); found != places_.end()) return found->second;
    const std::size_t cut = path.rfind('/');
    if (cut == std::string::npos) return nowhere_;
    path.resize(cut);
  }
}

Place Places::Inside(const std::string& path, std::string_view scalar, std::size_t offset) const {
  Place place = At(path);
  const auto file = lines_.find(place.file);
  if (file == lines_.end() || place.line < 1 || file->second.size() < static_cast<std::size_t>(place.line)) {
    return place;
  }
  std::string_view rest = file->second[static_cast<std::size_t>(place.line) - 1];
  rest.remove_prefix(ByteOfColumn(rest, place.column));
  const bool is_quoted = rest.starts_with('"') || rest.starts_with('\'');
  if (is_quoted) rest.remove_prefix(1);
  if (!rest.starts_with(scalar)) return place;
  const std::string_view before = scalar.substr(0, offset);
  place.column += (is_quoted ? 1 : 0) + static_cast<int>(std::count_if(before.begin(), before.end(), StartsCodePoint));
  return place;
}

}  // namespace nuong::regulation
