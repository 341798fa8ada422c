#include "nuong/base/unicode.hpp"

#include <unicode/bytestream.h>
#include <unicode/normalizer2.h>
#include <unicode/uchar.h>

#include <algorithm>
#include <cstdlib>
#include <limits>

#include "utf8.hpp"

namespace nuong {
namespace {

using NormaliserGetter = const icu::Normalizer2* (*)(UErrorCode&);

/// ICU's data is compiled in: when it is missing, nothing about names can be trusted.
const icu::Normalizer2& Normaliser(NormaliserGetter getter) {
  UErrorCode status = U_ZERO_ERROR;
  const icu::Normalizer2* normaliser = getter(status);
  if (U_FAILURE(status)) std::abort();
  return *normaliser;
}

std::string Normalise(std::string_view text, const icu::Normalizer2& normaliser) {
  if (text.size() > static_cast<std::size_t>(std::numeric_limits<std::int32_t>::max())) std::abort();
  const icu::StringPiece piece(text.data(), static_cast<std::int32_t>(text.size()));
  UErrorCode status = U_ZERO_ERROR;
  if (normaliser.isNormalizedUTF8(piece, status) && U_SUCCESS(status)) return std::string(text);
  std::string normal;
  icu::StringByteSink<std::string> sink(&normal, piece.length());
  normaliser.normalizeUTF8(0, piece, sink, nullptr, status);
  if (U_FAILURE(status)) std::abort();
  return normal;
}

bool IsAscii(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

bool IsAllowed(char32_t c) {
  if (c == U'\t' || c == U'\n') return true;
  const bool is_control = c < 0x20 || (c >= 0x7F && c <= 0x9F);
  return !is_control && c != 0xFFFE && c != 0xFFFF;
}

/// Takes printable ASCII away: most of any text.
void SkipPlain(std::string_view& rest) {
  std::size_t length = 0;
  while (length < rest.size() && rest[length] >= ' ' && rest[length] <= '~') ++length;
  rest.remove_prefix(length);
}

/// Only the marks that Latin letters carry: in other scripts a mark may be a vowel, and dropping it changes the name.
bool IsLatinMark(char32_t c) { return c >= 0x300 && c <= 0x36F; }

char32_t FoldLetter(char32_t c) {
  constexpr char32_t kSmallD = 0x111;
  const auto lower = static_cast<char32_t>(u_tolower(static_cast<UChar32>(c)));
  return lower == kSmallD ? U'd' : lower;
}

}  // namespace

bool IsUtf8(std::string_view text) {
  for (SkipPlain(text); !text.empty(); SkipPlain(text)) {
    if (!TakeCodePoint(text)) return false;
  }
  return true;
}

std::string ToNfc(std::string_view text) {
  if (IsAscii(text)) return std::string(text);
  return Normalise(text, Normaliser(icu::Normalizer2::getNFCInstance));
}

std::optional<std::string> NormaliseText(std::string_view text) {
  std::string_view rest = text;
  for (SkipPlain(rest); !rest.empty(); SkipPlain(rest)) {
    const auto code_point = TakeCodePoint(rest);
    if (!code_point || !IsAllowed(*code_point)) return std::nullopt;
  }
  return ToNfc(text);
}

std::string FoldVietnamese(std::string_view text) {
  const std::string apart =
      IsAscii(text) ? std::string(text) : Normalise(text, Normaliser(icu::Normalizer2::getNFDInstance));
  std::string folded;
  bool space_waits = false;
  for (std::string_view rest = apart; !rest.empty();) {
    const auto code_point = TakeCodePoint(rest);
    if (!code_point) break;
    if (IsLatinMark(*code_point)) continue;
    if (u_isUWhiteSpace(static_cast<UChar32>(*code_point))) {
      space_waits = !folded.empty();
      continue;
    }
    if (space_waits) folded += ' ';
    space_waits = false;
    AppendCodePoint(folded, FoldLetter(*code_point));
  }
  return folded;
}

std::size_t CountCodePoints(std::string_view text) {
  return static_cast<std::size_t>(
      std::count_if(text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

}  // namespace nuong
