#pragma once
#include <compare>
#include <optional>

#include "nuong/base/civil.hpp"

namespace nuong {

/// A day of the Vietnamese lunar calendar. `year` is the civil year in which that lunar year begins.
struct LunarDate {
  int year = 0;
  int month = 0;  ///< 1 to 12
  int day = 0;    ///< 1 to 30
  bool leap = false;
  auto operator<=>(const LunarDate&) const = default;
};

/// The calendar is computed, not tabled: new moons and the sun's longitude after J. Meeus, Astronomical Algorithms
/// (chapters 25 and 49), at the meridian of Viet Nam (UTC+7). A month begins on the day of the new moon; month 11
/// holds the winter solstice; when thirteen months lie between two of them, the first without a major solar term is the
/// leap month. The rule is applied to all years alike, also to those in which another meridian was in use. Where a
/// new moon or a term falls within half a minute of midnight the formulae cannot tell the day: from 1900 to 2100 in
/// September 1938, June 1944 and July 1967, never at a new year.
///
/// Both are pure and answer for civil days of 1900 to 2100; otherwise, and for days that do not exist, nothing.
std::optional<LunarDate> LunarOf(CivilDate date);
std::optional<CivilDate> CivilOf(const LunarDate& date);

}  // namespace nuong
