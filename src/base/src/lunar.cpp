#include "nuong/base/lunar.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>
#include <vector>

namespace nuong {
namespace {

using std::chrono::sys_days;

constexpr double kDaysPerCentury = 36525.0;
constexpr double kSecondsPerDay = 86400.0;
constexpr double kVietnamEast = 7.0 / 24.0;  // of a day
constexpr double kEpochJ2000 = 2451545.0;    // 2000-01-01 12:00
constexpr double kCivilEpoch = 2440587.5;    // 1970-01-01 00:00 UTC
constexpr CivilDate kFirstDay{sys_days{std::chrono::year{1900} / 1 / 1}};
constexpr CivilDate kLastDay{sys_days{std::chrono::year{2100} / 12 / 31}};

double SinDegrees(double angle) { return std::sin(std::fmod(angle, 360.0) * std::numbers::pi / 180.0); }

/// Terrestrial minus universal time in seconds: observed values by decades, then a forecast (2020: about 70 s).
double DeltaT(double julian_day) {
  constexpr std::array kByDecade{-3.0, 10.0, 21.0, 24.0, 24.0, 29.0, 33.0, 40.0, 51.0,  57.0, 64.0,
                                 66.0, 70.0, 73.0, 77.0, 81.0, 86.0, 92.0, 98.0, 105.0, 112.0};
  const double decade = (julian_day - kEpochJ2000) / (kDaysPerCentury / 10.0) + 10.0;
  const double inside = std::clamp(decade, 0.0, static_cast<double>(kByDecade.size() - 1));
  const auto index = std::min(static_cast<std::size_t>(inside), kByDecade.size() - 2);
  const double part = inside - static_cast<double>(index);
  return kByDecade[index] + part * (kByDecade[index + 1] - kByDecade[index]);
}

/// amount · sin(sun·M + moon·M′ + node·F), times E per multiple of M (Meeus 49, new moon).
struct MoonTerm {
  double amount;
  int sun;
  int moon;
  int node;
};
constexpr std::array<MoonTerm, 24> kMoonTerms{
    {{-0.40720, 0, 1, 0}, {0.17241, 1, 0, 0},    {0.01608, 0, 2, 0},   {0.01039, 0, 0, 2},   {0.00739, -1, 1, 0},
     {-0.00514, 1, 1, 0}, {0.00208, 2, 0, 0},    {-0.00111, 0, 1, -2}, {-0.00057, 0, 1, 2},  {0.00056, 1, 2, 0},
     {-0.00042, 0, 3, 0}, {0.00042, 1, 0, 2},    {0.00038, 1, 0, -2},  {-0.00024, -1, 2, 0}, {-0.00007, 2, 1, 0},
     {0.00004, 0, 2, -2}, {0.00004, 3, 0, 0},    {0.00003, 1, 1, -2},  {0.00003, 0, 2, 2},   {-0.00003, 1, 1, 2},
     {0.00003, -1, 1, 2}, {-0.00002, -1, 1, -2}, {-0.00002, 1, 3, 0},  {0.00002, 0, 4, 0}}};

/// amount · sin(start + rate·k): the planets' pull (Meeus 49); the square term of the first is below 0.01 s here.
struct PlanetTerm {
  double amount;
  double start;
  double rate;
};
constexpr std::array<PlanetTerm, 14> kPlanetTerms{{{0.000325, 299.77, 0.107408},
                                                   {0.000165, 251.88, 0.016321},
                                                   {0.000164, 251.83, 26.651886},
                                                   {0.000126, 349.42, 36.412478},
                                                   {0.000110, 84.66, 18.206239},
                                                   {0.000062, 141.74, 53.303771},
                                                   {0.000060, 207.14, 2.453732},
                                                   {0.000056, 154.84, 7.306860},
                                                   {0.000047, 34.52, 27.261239},
                                                   {0.000042, 207.19, 0.121824},
                                                   {0.000040, 291.34, 1.844379},
                                                   {0.000037, 161.72, 24.198154},
                                                   {0.000035, 239.56, 25.513099},
                                                   {0.000023, 331.55, 3.592518}}};

/// Julian ephemeris day of new moon number `number`; number 0 is that of January 2000.
double NewMoon(int number) {
  const double k = number;
  const double t = k / 1236.85;
  const double e = 1 - 0.002516 * t - 0.0000074 * t * t;
  const double sun = 2.5534 + 29.10535670 * k - 0.0000014 * t * t - 0.00000011 * t * t * t;
  const double moon = 201.5643 + 385.81693528 * k + 0.0107582 * t * t + 0.00001238 * t * t * t;
  const double node = 160.7108 + 390.67050284 * k - 0.0016118 * t * t - 0.00000227 * t * t * t;
  const double ascending = 124.7746 - 1.56375588 * k + 0.0020672 * t * t + 0.00000215 * t * t * t;
  double day = 2451550.09766 + 29.530588861 * k + 0.00015437 * t * t - 0.000000150 * t * t * t;
  for (const MoonTerm& term : kMoonTerms) {
    day += term.amount * std::pow(e, std::abs(term.sun)) *
           SinDegrees(term.sun * sun + term.moon * moon + term.node * node);
  }
  day += -0.00017 * SinDegrees(ascending);
  for (const PlanetTerm& term : kPlanetTerms) day += term.amount * SinDegrees(term.start + term.rate * k);
  return day;
}

/// Apparent longitude of the sun in degrees, 0 to 360 (Meeus 25; good to 0.01 degree,
/// which the sun passes in a quarter of an hour), at a Julian ephemeris day.
double SunLongitude(double day) {
  const double t = (day - kEpochJ2000) / kDaysPerCentury;
  const double mean = 280.46646 + 36000.76983 * t + 0.0003032 * t * t;
  const double anomaly = 357.52911 + 35999.05029 * t - 0.0001537 * t * t;
  const double centre = (1.914602 - 0.004817 * t - 0.000014 * t * t) * SinDegrees(anomaly) +
                        (0.019993 - 0.000101 * t) * SinDegrees(2 * anomaly) + 0.000289 * SinDegrees(3 * anomaly);
  const double longitude = mean + centre - 0.00569 - 0.00478 * SinDegrees(125.04 - 1934.136 * t);
  return longitude - 360.0 * std::floor(longitude / 360.0);
}

/// The day in Viet Nam that holds the new moon.
CivilDate NewMoonDay(int number) {
  const double terrestrial = NewMoon(number);
  const double universal = terrestrial - DeltaT(terrestrial) / kSecondsPerDay;
  return {sys_days{std::chrono::days{static_cast<int>(std::floor(universal + kVietnamEast - kCivilEpoch))}}};
}

/// Which twelfth of its way the sun is in at the beginning of the day in Viet Nam; 9 begins at the winter solstice.
int SunTwelfth(CivilDate date) {
  const double universal = kCivilEpoch + static_cast<double>(date.day.time_since_epoch().count()) - kVietnamEast;
  return static_cast<int>(SunLongitude(universal + DeltaT(universal) / kSecondsPerDay) / 30.0);
}

CivilDate WinterSolstice(int year) {
  CivilDate day{sys_days{std::chrono::year{year} / 12 / 19}};
  while (SunTwelfth(day.Plus(1)) != 9) day = day.Plus(1);
  return day;
}

/// Number of the new moon that begins month 11 of the year.
int MonthEleven(int year) {
  const CivilDate solstice = WinterSolstice(year);
  int number = static_cast<int>((year - 1999) * 12.3685) - 1;
  while (NewMoonDay(number + 1) <= solstice) ++number;
  while (NewMoonDay(number) > solstice) --number;
  return number;
}

struct LunarMonth {
  CivilDate first;
  CivilDate next;  ///< first day of the month after it
  LunarDate name;  ///< its first day
};

/// Adds the months from month 11 of the year before up to, not including, month 11 of the year.
void AddMonths(int year, int first, int end, std::vector<LunarMonth>& months) {
  bool leap_to_come = end - first == 13;
  LunarDate name{year - 1, 10, 1, false};
  for (int number = first; number < end; ++number) {
    const CivilDate begin = NewMoonDay(number);
    const CivilDate next = NewMoonDay(number + 1);
    name.leap = leap_to_come && SunTwelfth(begin) == SunTwelfth(next);
    if (name.leap) {
      leap_to_come = false;
    } else {
      name.month = name.month % 12 + 1;
      if (name.month == 1) name.year = year;
    }
    months.push_back({begin, next, name});
  }
}

int YearOf(CivilDate date) { return static_cast<int>(std::chrono::year_month_day{date.day}.year()); }

/// All months that hold a day of kFirstDay to kLastDay, in order; computed once.
const std::vector<LunarMonth>& Months() {
  static const std::vector<LunarMonth> all = [] {
    std::vector<LunarMonth> months;
    int first = MonthEleven(YearOf(kFirstDay) - 1);
    for (int year = YearOf(kFirstDay); year <= YearOf(kLastDay) + 1; ++year) {
      const int end = MonthEleven(year);
      AddMonths(year, first, end, months);
      first = end;
    }
    return months;
  }();
  return all;
}

}  // namespace

std::optional<LunarDate> LunarOf(CivilDate date) {
  if (date < kFirstDay || date > kLastDay) return std::nullopt;
  const auto after = std::upper_bound(Months().begin(), Months().end(), date,
                                      [](CivilDate day, const LunarMonth& month) { return day < month.first; });
  const LunarMonth& month = *std::prev(after);
  LunarDate lunar = month.name;
  lunar.day += static_cast<int>((date.day - month.first.day).count());
  return lunar;
}

std::optional<CivilDate> CivilOf(const LunarDate& date) {
  LunarDate first = date;
  first.day = 1;
  const auto month = std::lower_bound(Months().begin(), Months().end(), first,
                                      [](const LunarMonth& known, const LunarDate& name) { return known.name < name; });
  if (month == Months().end() || month->name != first || date.day < 1 || date.day > 30) return std::nullopt;
  const CivilDate day = month->first.Plus(date.day - 1);
  if (day >= month->next || day < kFirstDay || day > kLastDay) return std::nullopt;
  return day;
}

}  // namespace nuong
