#pragma once
#include "nuong/rules/rules.hpp"

/// Sums and differences. What leaves its range is unknown: an integer 64 bits, a date or an instant the years 0000 to
/// 9999 (of UTC), a duration what ParseDuration takes.
namespace nuong::rules {

/// Both known, of types that the checker lets be added.
Datum Add(const Datum& left, const Datum& right);
Datum Subtract(const Datum& left, const Datum& right);
Datum Negate(std::int64_t number);

}  // namespace nuong::rules
