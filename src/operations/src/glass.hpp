#pragma once
#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "nuong/base/field_class.hpp"
#include "nuong/base/id.hpp"
#include "nuong/base/ports.hpp"
#include "nuong/base/result.hpp"

/// Emergency access as states over facts: pure, no clock inside.
///   asked → waiting (a second person must confirm) → open → closed
///                 ↘ lapsed                              reviewed at any time; a review closes what is still open
namespace nuong::operations {

struct GlassReview {
  Instant at;
  UnitName unit;
  MemberName member;
  std::string finding;  ///< code
  bool operator==(const GlassReview&) const = default;
};

struct Glass {
  std::uint64_t sequence = 0;  ///< the entry of the request
  UnitName unit;
  MemberName member;
  FieldClass field_class = FieldClass::kSkeleton;
  std::string reason;  ///< code
  Instant asked_at;
  std::int64_t life_us = 0;  ///< how long it is open, and how long it may wait
  MemberName second;         ///< who confirmed; empty when nobody has
  std::optional<Instant> until;
  UnitName reviewer;
  std::optional<Instant> review_until;
  std::optional<GlassReview> review;
  bool operator==(const Glass&) const = default;
};

enum class GlassState { kWaiting, kOpen, kClosed, kLapsed };
std::string_view GlassStateCode(GlassState state);  ///< waiting | open | closed | lapsed

/// Every `until` is exclusive: at that moment it is over.
GlassState StateAt(const Glass& glass, Instant now);
/// Classes that broken glass opens to the unit at `now`.
std::set<FieldClass> OpenTo(const std::vector<Glass>& glasses, const UnitName& unit, Instant now);
/// The review has not come in time.
bool ReviewIsLate(const Glass& glass, Instant now);

/// A request: open at once, or waiting for a second person.
Glass Ask(Glass glass, bool second_person);
/// The one that this member could confirm now: her unit's, of this class, asked by another member; the oldest. Null
/// when there is none.
Glass* FindToConfirm(std::vector<Glass>& glasses, const UnitName& unit, const MemberName& member,
                     FieldClass field_class, Instant now);
void Confirm(Glass& glass, const MemberName& second, Instant now);
/// Those that this member could review: not reviewed yet, of another unit, and neither asked nor confirmed by her.
std::vector<Glass*> FindToReview(std::vector<Glass>& glasses, const UnitName& unit, const MemberName& member);
void Review(Glass& glass, GlassReview review);

std::string EncodeGlass(const Glass& glass);
Result<Glass> DecodeGlass(std::string_view bytes);

}  // namespace nuong::operations
