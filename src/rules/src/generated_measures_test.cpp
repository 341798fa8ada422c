#include <rapidcheck.h>

#include <limits>

#include "generated_part.hpp"

namespace nuong::rules {
namespace {

using std::chrono::sys_days;
using std::chrono::year;

constexpr std::int64_t kSecond = 1'000'000;

template <class T>
struct Written {
  const char* text;
  T value;
};

/// Days around which a calendar may err: the first and the last, leap days that are and are not.
const std::vector<Written<CivilDate>>& Dates() {
  static const std::vector<Written<CivilDate>> kDates = {{"1970-01-01", {}},
                                                         {"1970-01-02", {sys_days{year{1970} / 1 / 2}}},
                                                         {"1970-01-03", {sys_days{year{1970} / 1 / 3}}},
                                                         {"2024-02-28", {sys_days{year{2024} / 2 / 28}}},
                                                         {"2024-03-01", {sys_days{year{2024} / 3 / 1}}},
                                                         {"1900-02-28", {sys_days{year{1900} / 2 / 28}}},
                                                         {"0023-03-01", {sys_days{year{23} / 3 / 1}}},
                                                         {"0000-01-01", {sys_days{year{0} / 1 / 1}}},
                                                         {"9999-12-31", {sys_days{year{9999} / 12 / 31}}}};
  return kDates;
}

const std::vector<Written<Instant>>& Instants() {
  static const std::vector<Written<Instant>> kInstants = {{"1970-01-01T07:00:00+07:00", {0}},
                                                          {"1970-01-01T00:00:01Z", {kSecond}},
                                                          {"1970-01-01T01:00:00Z", {3600 * kSecond}},
                                                          {"1970-01-04T07:00:00+07:00", {259'200 * kSecond}},
                                                          {"1969-12-31T23:30:00-00:30", {0}},
                                                          {"1970-01-01T00:00:00.000001Z", {1}},
                                                          {"0000-01-01T00:00:00Z", {-62'167'219'200 * kSecond}},
                                                          {"9999-12-31T23:59:59Z", {253'402'300'799 * kSecond}}};
  return kInstants;
}

const std::vector<Written<Duration>>& Durations() {
  static const std::vector<Written<Duration>> kDurations = {{"0s", {0}},
                                                            {"1s", {kSecond}},
                                                            {"-1s", {-kSecond}},
                                                            {"1h", {3600 * kSecond}},
                                                            {"60m", {3600 * kSecond}},
                                                            {"-1h0m1s", {-3601 * kSecond}},
                                                            {"72h", {259'200 * kSecond}},
                                                            {"315576000000s", {315'576'000'000 * kSecond}}};
  return kDurations;
}

/// Mostly the ordinary ones in front.
template <class T>
const Written<T>& PickWritten(const std::vector<Written<T>>& all) {
  return Pick(2) == 0 ? PickOf(all) : all[static_cast<std::size_t>(Pick(3))];
}

template <class T>
Part<T> WrittenPart(const std::string& function, const std::vector<Written<T>>& all) {
  const Written<T>& written = PickWritten(all);
  return LiteralPart(function + "('" + written.text + "')", written.value);
}

Wide DaysOf(CivilDate date) { return date.day.time_since_epoch().count(); }

std::optional<std::int64_t> IntegerFrom(Wide number) {
  if (number > std::numeric_limits<std::int64_t>::max() || number < std::numeric_limits<std::int64_t>::min()) return {};
  return static_cast<std::int64_t>(number);
}

std::optional<CivilDate> DateFrom(Wide day) {
  if (day < -719'528 || day > 2'932'896) return std::nullopt;
  return CivilDate{}.Plus(static_cast<int>(day));
}

std::optional<Instant> InstantFrom(Wide us) {
  if (us < Wide{-62'167'219'200} * kSecond || us >= Wide{253'402'300'800} * kSecond) return std::nullopt;
  return Instant{static_cast<std::int64_t>(us)};
}

std::optional<Duration> DurationFrom(Wide us) {
  if (us < Wide{-315'576'000'000} * kSecond || us > Wide{315'576'000'000} * kSecond) return std::nullopt;
  return Duration{static_cast<std::int64_t>(us)};
}

Part<std::int64_t> SizePart() {
  const auto list = ListPart(0);
  return {Binding::kPrimary, "size(" + list.source + ")",
          [list](const Environment& environment) -> std::optional<std::int64_t> {
            const auto items = list.worth(environment);
            if (!items) return std::nullopt;
            return static_cast<std::int64_t>(items->size());
          }};
}

Part<std::int64_t> IntLiteral() {
  const std::int64_t number = GenerateInteger();
  auto literal = LiteralPart(std::to_string(number), number);
  if (number < 0) literal.binding = Binding::kUnary;
  return literal;
}

Part<std::int64_t> NegatedPart(int depth) {
  const auto part = IntPart(depth - 1);
  return {Binding::kUnary, "-" + part.In(Binding::kPrimary),
          [part](const Environment& environment) -> std::optional<std::int64_t> {
            const auto number = part.worth(environment);
            if (!number) return std::nullopt;
            return IntegerFrom(-Wide{*number});
          }};
}

Part<std::int64_t> IntSum(int depth) {
  const auto left = IntPart(depth - 1);
  const auto right = IntPart(depth - 1);
  using Int = std::int64_t;
  if (Pick(2) == 0) return SumOf<Int>(left, "+", right, [](Int a, Int b) { return IntegerFrom(Wide{a} + b); });
  return SumOf<Int>(left, "-", right, [](Int a, Int b) { return IntegerFrom(Wide{a} - b); });
}

}  // namespace

int Pick(int count) { return *rc::gen::resize(rc::kNominalSize, rc::gen::inRange(0, count)); }

/// Mostly near zero, sometimes near the ends, so that sums leave the range.
std::int64_t GenerateInteger() {
  constexpr std::int64_t kMost = std::numeric_limits<std::int64_t>::max();
  const int pick = Pick(10);
  if (pick == 0) return kMost - Pick(2);
  if (pick == 1) return -kMost - Pick(2);
  return Pick(7) - 3;
}

CivilDate GenerateDate() { return PickWritten(Dates()).value; }
Instant GenerateInstant() { return PickWritten(Instants()).value; }
Duration GenerateDuration() { return PickWritten(Durations()).value; }

Part<std::int64_t> IntPart(int depth) {
  const int pick = Pick(depth > 0 ? 9 : 4);
  if (pick == 0) return SizePart();
  if (pick == 1) return IntLiteral();
  if (pick <= 3) return NamePart<std::int64_t>(pick == 2 ? "f.i" : "f.j");
  if (pick == 4) return NegatedPart(depth);
  if (pick <= 6) return IntSum(depth);
  if (pick == 7) return ChoiceOf(BoolPart(0), IntPart(depth - 1), IntPart(depth - 1));
  return SumOf<std::int64_t>(DatePart(depth - 1), "-", DatePart(depth - 1),
                             [](CivilDate a, CivilDate b) { return IntegerFrom(DaysOf(a) - DaysOf(b)); });
}

Part<CivilDate> DatePart(int depth) {
  const int pick = Pick(depth > 0 ? 7 : 4);
  if (pick <= 1) return NamePart<CivilDate>(pick == 0 ? "f.d" : "f.e");
  if (pick <= 3) return WrittenPart("date", Dates());
  const auto left = DatePart(depth - 1);
  if (pick == 4) return ChoiceOf(BoolPart(0), left, DatePart(depth - 1));
  const auto right = IntPart(depth - 1);
  if (pick == 5)
    return SumOf<CivilDate>(left, "+", right, [](CivilDate a, std::int64_t b) { return DateFrom(DaysOf(a) + b); });
  return SumOf<CivilDate>(left, "-", right, [](CivilDate a, std::int64_t b) { return DateFrom(DaysOf(a) - b); });
}

Part<Instant> InstantPart(int depth) {
  const int pick = Pick(depth > 0 ? 7 : 4);
  if (pick <= 1) return NamePart<Instant>(pick == 0 ? "f.m" : "f.n");
  if (pick <= 3) return WrittenPart("instant", Instants());
  const auto left = InstantPart(depth - 1);
  if (pick == 4) return ChoiceOf(BoolPart(0), left, InstantPart(depth - 1));
  const auto right = DurationPart(depth - 1);
  if (pick == 5)
    return SumOf<Instant>(left, "+", right, [](Instant a, Duration b) { return InstantFrom(Wide{a.us} + b.us); });
  return SumOf<Instant>(left, "-", right, [](Instant a, Duration b) { return InstantFrom(Wide{a.us} - b.us); });
}

Part<Duration> DurationPart(int depth) {
  const int pick = Pick(depth > 0 ? 8 : 4);
  if (pick <= 1) return NamePart<Duration>(pick == 0 ? "f.w" : "f.x");
  if (pick <= 3) return WrittenPart("duration", Durations());
  if (pick == 4)
    return SumOf<Duration>(InstantPart(depth - 1), "-", InstantPart(depth - 1),
                           [](Instant a, Instant b) { return DurationFrom(Wide{a.us} - b.us); });
  const auto left = DurationPart(depth - 1);
  const auto right = DurationPart(depth - 1);
  if (pick == 5) return ChoiceOf(BoolPart(0), left, right);
  if (pick == 6)
    return SumOf<Duration>(left, "+", right, [](Duration a, Duration b) { return DurationFrom(Wide{a.us} + b.us); });
  return SumOf<Duration>(left, "-", right, [](Duration a, Duration b) { return DurationFrom(Wide{a.us} - b.us); });
}

}  // namespace nuong::rules
