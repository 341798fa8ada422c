#include "nuong/base/civil.hpp"

#include <array>
#include <cstdlib>

namespace nuong {
namespace {

using std::chrono::days;
using std::chrono::floor;
using std::chrono::microseconds;
using std::chrono::minutes;
using std::chrono::sys_days;
using std::chrono::sys_time;
using std::chrono::year_month_day;

/// `number` without sign, with zeros before it.
/// At least `width` digits, at least one; `number` is not negative.
void AppendDigits(std::string& text, int number, std::size_t width) {
  std::array<char, 16> digits;
  std::size_t at = digits.size();
  for (; number != 0 || digits.size() - at < width; number /= 10) digits[--at] = static_cast<char>('0' + number % 10);
  text.append(&digits[at], digits.size() - at);
}

/// Reads fixed shapes off the front of a text; after the first mismatch every further read fails too.
class FixedReader {
 public:
  explicit FixedReader(std::string_view text) : rest_(text) {}

  int Number(std::size_t digits, int smallest, int largest) {
    int number = 0;
    if (rest_.size() < digits) return Fail();
    for (std::size_t index = 0; index < digits; ++index) {
      if (rest_[index] < '0' || rest_[index] > '9') return Fail();
      number = number * 10 + (rest_[index] - '0');
    }
    rest_.remove_prefix(digits);
    return number < smallest || number > largest ? Fail() : number;
  }
  bool Skip(char c) {
    if (rest_.empty() || rest_.front() != c) return false;
    rest_.remove_prefix(1);
    return true;
  }
  void Expect(char c) {
    if (!Skip(c)) Fail();
  }
  /// 1 to 6 digits after a point, as microseconds.
  int Fraction() {
    int fraction = Number(1, 0, 9);
    for (int place = 1; place < 6; ++place) {
      const bool more = !rest_.empty() && rest_.front() >= '0' && rest_.front() <= '9';
      fraction = fraction * 10 + (more ? Number(1, 0, 9) : 0);
    }
    return fraction;
  }
  bool IsComplete() const { return ok_ && rest_.empty(); }

 private:
  int Fail() {
    ok_ = false;
    rest_ = {};
    return 0;
  }
  std::string_view rest_;
  bool ok_ = true;
};

std::optional<CivilDate> ReadDate(FixedReader& reader) {
  const int year = reader.Number(4, 0, 9999);
  reader.Expect('-');
  const int month = reader.Number(2, 1, 12);
  reader.Expect('-');
  const int day = reader.Number(2, 1, 31);
  const year_month_day date{std::chrono::year{year}, std::chrono::month{static_cast<unsigned>(month)},
                            std::chrono::day{static_cast<unsigned>(day)}};
  if (!date.ok()) return std::nullopt;
  return CivilDate{sys_days{date}};
}

/// Hours, minutes and, when given, seconds with a fraction.
microseconds ReadTime(FixedReader& reader) {
  microseconds time = std::chrono::hours{reader.Number(2, 0, 23)};
  reader.Expect(':');
  time += minutes{reader.Number(2, 0, 59)};
  if (reader.Skip(':')) {
    time += std::chrono::seconds{reader.Number(2, 0, 59)};
    if (reader.Skip('.')) time += microseconds{reader.Fraction()};
  }
  return time;
}

minutes ReadOffset(FixedReader& reader) {
  if (reader.Skip('Z')) return minutes{0};
  const bool west = reader.Skip('-');
  if (!west) reader.Expect('+');
  const int hours = reader.Number(2, 0, 23);
  reader.Expect(':');
  const int total = hours * 60 + reader.Number(2, 0, 59);
  return minutes{west ? -total : total};
}

sys_time<microseconds> LocalTime(Instant instant, Offset offset) {
  return sys_time<microseconds>{microseconds{instant.us}} + minutes{offset.minutes};
}

}  // namespace

std::optional<CivilDate> ParseDate(std::string_view text) {
  FixedReader reader(text);
  const auto date = ReadDate(reader);
  return reader.IsComplete() ? date : std::nullopt;
}

std::string FormatDate(CivilDate date) {
  const year_month_day parts{date.day};
  std::string text;
  const int year = static_cast<int>(parts.year());
  if (year < 0) text += '-';
  AppendDigits(text, std::abs(year), 4);
  AppendDigits(text += '-', static_cast<int>(static_cast<unsigned>(parts.month())), 2);
  AppendDigits(text += '-', static_cast<int>(static_cast<unsigned>(parts.day())), 2);
  return text;
}

std::optional<Instant> ParseInstant(std::string_view text) {
  FixedReader reader(text);
  const auto date = ReadDate(reader);
  reader.Expect('T');
  const microseconds time = ReadTime(reader);
  const minutes east = ReadOffset(reader);
  if (!date || !reader.IsComplete()) return std::nullopt;
  return Instant{(date->day + time - east).time_since_epoch().count()};
}

std::string FormatInstant(Instant instant, Offset offset) {
  const auto local = LocalTime(instant, offset);
  const auto day = floor<days>(local);
  const std::chrono::hh_mm_ss time{local - day};
  std::string moment = FormatDate({day});
  constexpr std::size_t kLongest = 32;  // 2023-06-03T22:40:00.273866+07:00
  moment.reserve(kLongest);
  AppendDigits(moment += 'T', static_cast<int>(time.hours().count()), 2);
  AppendDigits(moment += ':', static_cast<int>(time.minutes().count()), 2);
  AppendDigits(moment += ':', static_cast<int>(time.seconds().count()), 2);
  if (time.subseconds().count() != 0) AppendDigits(moment += '.', static_cast<int>(time.subseconds().count()), 6);
  const int east = std::abs(offset.minutes);
  AppendDigits(moment += offset.minutes < 0 ? '-' : '+', east / 60, 2);
  AppendDigits(moment += ':', east % 60, 2);
  return moment;
}

CivilDate DateOf(Instant instant, Offset offset) { return {floor<days>(LocalTime(instant, offset))}; }

Instant StartOf(CivilDate date, Offset offset) {
  const sys_time<microseconds> start = date.day - minutes{offset.minutes};
  return {start.time_since_epoch().count()};
}

}  // namespace nuong
