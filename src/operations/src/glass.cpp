#include "glass.hpp"

#include <algorithm>

#include "nuong/base/value.hpp"
#include "refusals.hpp"

namespace nuong::operations {

std::string_view GlassStateCode(GlassState state) {
  switch (state) {
    case GlassState::kWaiting:
      return "waiting";
    case GlassState::kOpen:
      return "open";
    case GlassState::kClosed:
      return "closed";
    case GlassState::kLapsed:
      return "lapsed";
  }
  return "closed";
}

GlassState StateAt(const Glass& glass, Instant now) {
  if (glass.until) return now < *glass.until ? GlassState::kOpen : GlassState::kClosed;
  const bool in_time = now.us < glass.asked_at.us + glass.life_us;
  return in_time && !glass.review ? GlassState::kWaiting : GlassState::kLapsed;
}

std::set<FieldClass> OpenTo(const std::vector<Glass>& glasses, const UnitName& unit, Instant now) {
  std::set<FieldClass> classes;
  for (const Glass& glass : glasses) {
    if (glass.unit == unit && StateAt(glass, now) == GlassState::kOpen) classes.insert(glass.field_class);
  }
  return classes;
}

bool ReviewIsLate(const Glass& glass, Instant now) {
  return !glass.review && glass.review_until && now >= *glass.review_until;
}

Glass Ask(Glass glass, bool second_person) {
  if (!second_person) glass.until = Instant{glass.asked_at.us + glass.life_us};
  return glass;
}

Glass* FindToConfirm(std::vector<Glass>& glasses, const UnitName& unit, const MemberName& member,
                     FieldClass field_class, Instant now) {
  const auto found = std::find_if(glasses.begin(), glasses.end(), [&](const Glass& glass) {
    return glass.unit == unit && glass.member != member && glass.field_class == field_class &&
           StateAt(glass, now) == GlassState::kWaiting;
  });
  return found == glasses.end() ? nullptr : &*found;
}

void Confirm(Glass& glass, const MemberName& second, Instant now) {
  glass.second = second;
  glass.until = Instant{now.us + glass.life_us};
}

std::vector<Glass*> FindToReview(std::vector<Glass>& glasses, const UnitName& unit, const MemberName& member) {
  std::vector<Glass*> found;
  for (Glass& glass : glasses) {
    const bool had_a_part = glass.unit == unit || glass.member == member || glass.second == member;
    if (!glass.review && !had_a_part) found.push_back(&glass);
  }
  return found;
}

void Review(Glass& glass, GlassReview review) {
  if (glass.until) glass.until = std::min(*glass.until, review.at);
  glass.review = std::move(review);
}

std::string EncodeGlass(const Glass& glass) {
  Value::Object row{{"sequence", static_cast<std::int64_t>(glass.sequence)},
                    {"unit", glass.unit.text()},
                    {"member", glass.member.text()},
                    {"class", std::string(FieldClassCode(glass.field_class))},
                    {"reason", glass.reason},
                    {"asked_at", glass.asked_at.us},
                    {"life", glass.life_us},
                    {"second", glass.second.text()},
                    {"reviewer", glass.reviewer.text()}};
  if (glass.until) row.emplace("until", glass.until->us);
  if (glass.review_until) row.emplace("review_until", glass.review_until->us);
  if (glass.review) {
    row.emplace("review", Value::Object{{"at", glass.review->at.us},
                                        {"unit", glass.review->unit.text()},
                                        {"member", glass.review->member.text()},
                                        {"finding", glass.review->finding}});
  }
  return WriteJson(row);
}

Result<Glass> DecodeGlass(std::string_view bytes) {
  auto row = ParseJson(bytes);
  const auto field_class = row.ok() ? ParseFieldClass(row->TextAt("class")) : std::nullopt;
  if (!field_class) return CorruptDirectory("a kept emergency access is ill-formed");
  const auto moment = [&](const char* name) {
    return row->Find(name) == nullptr ? std::nullopt : std::optional(Instant{row->IntegerAt(name)});
  };
  Glass glass;
  glass.sequence = static_cast<std::uint64_t>(row->IntegerAt("sequence"));
  glass.unit = UnitName(row->TextAt("unit"));
  glass.member = MemberName(row->TextAt("member"));
  glass.field_class = *field_class;
  glass.reason = row->TextAt("reason");
  glass.asked_at = Instant{row->IntegerAt("asked_at")};
  glass.life_us = row->IntegerAt("life");
  glass.second = MemberName(row->TextAt("second"));
  glass.until = moment("until");
  glass.reviewer = UnitName(row->TextAt("reviewer"));
  glass.review_until = moment("review_until");
  if (const Value* review = row->Find("review")) {
    glass.review = GlassReview{Instant{review->IntegerAt("at")}, UnitName(review->TextAt("unit")),
                               MemberName(review->TextAt("member")), review->TextAt("finding")};
  }
  return glass;
}

}  // namespace nuong::operations
