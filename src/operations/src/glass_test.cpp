#include "glass.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>

namespace nuong::operations {
namespace {

constexpr std::int64_t kLife = 4;

struct Step {
  int kind = 0;  ///< 0 ask, 1 ask with a second person, 2 confirm, 3 review
  int unit = 0;
  int member = 0;
  std::int64_t wait = 0;  ///< before it
};

UnitName Unit(int unit) { return UnitName("unit-" + std::to_string(unit)); }
MemberName Member(int unit, int member) {
  return MemberName("member-" + std::to_string(unit) + "-" + std::to_string(member));
}

/// What a reader of the rules would say, from all that was done, without any states.
struct Model {
  struct Asked {
    int unit, member;
    std::int64_t at;
    bool second;
    std::optional<std::int64_t> opened;
    std::optional<std::int64_t> reviewed;
  };
  std::vector<Asked> asked;

  bool Waits(const Asked& one, std::int64_t now) const {
    return one.second && !one.opened && !one.reviewed && now - one.at < kLife;
  }
  bool IsOpen(int unit, std::int64_t now) const {
    return std::any_of(asked.begin(), asked.end(), [&](const Asked& one) {
      return one.unit == unit && one.opened && now - *one.opened < kLife && !(one.reviewed && *one.reviewed <= now);
    });
  }
  void Do(const Step& step, std::int64_t now) {
    if (step.kind <= 1) {
      const bool second = step.kind == 1;
      asked.push_back({step.unit, step.member, now, second, second ? std::nullopt : std::optional(now), {}});
    }
    for (Asked& one : asked) {
      if (step.kind == 2 && Waits(one, now) && one.unit == step.unit && one.member != step.member) {
        one.opened = now;
        break;
      }
    }
    for (Asked& one : asked) {
      if (step.kind == 3 && one.unit != step.unit && !one.reviewed) one.reviewed = now;
    }
  }
};

void Do(std::vector<Glass>& glasses, const Step& step, std::int64_t now) {
  const UnitName unit = Unit(step.unit);
  const MemberName member = Member(step.unit, step.member);
  if (step.kind <= 1) {
    Glass glass;
    glass.sequence = glasses.size();
    glass.unit = unit;
    glass.member = member;
    glass.field_class = FieldClass::kIdentity;
    glass.asked_at = Instant{now};
    glass.life_us = kLife;
    glasses.push_back(Ask(glass, step.kind == 1));
  } else if (step.kind == 2) {
    if (Glass* glass = FindToConfirm(glasses, unit, member, FieldClass::kIdentity, Instant{now})) {
      Confirm(*glass, member, Instant{now});
    }
  } else {
    for (Glass* glass : FindToReview(glasses, unit, member)) Review(*glass, {Instant{now}, unit, member, "justified"});
  }
}

bool IsOpen(const std::vector<Glass>& glasses, int unit, std::int64_t now) {
  return std::any_of(glasses.begin(), glasses.end(), [&](const Glass& glass) {
    return glass.unit == Unit(unit) && StateAt(glass, Instant{now}) == GlassState::kOpen;
  });
}

RC_GTEST_PROP(Glass, GoesAsTheModelSays, ()) {
  std::vector<Glass> glasses;
  Model model;
  std::int64_t now = 0;
  const auto steps = *rc::gen::container<std::vector<Step>>(rc::gen::construct<Step>(
      rc::gen::inRange(0, 4), rc::gen::inRange(0, 2), rc::gen::inRange(0, 2), rc::gen::inRange<std::int64_t>(0, 6)));
  for (const Step& step : steps) {
    now += step.wait;
    Do(glasses, step, now);
    model.Do(step, now);
    for (std::int64_t moment = now; moment < now + kLife + 2; ++moment) {
      for (const int unit : {0, 1}) RC_ASSERT(IsOpen(glasses, unit, moment) == model.IsOpen(unit, moment));
    }
    for (const Glass& glass : glasses) RC_ASSERT(*DecodeGlass(EncodeGlass(glass)) == glass);
  }
}

RC_GTEST_PROP(Glass, NobodyConfirmsOrReviewsHerOwn, ()) {
  std::vector<Glass> glasses;
  std::int64_t now = 0;
  const auto steps = *rc::gen::container<std::vector<Step>>(rc::gen::construct<Step>(
      rc::gen::inRange(0, 4), rc::gen::inRange(0, 2), rc::gen::inRange(0, 3), rc::gen::inRange<std::int64_t>(0, 3)));
  for (const Step& step : steps) Do(glasses, step, now += step.wait);
  for (const Glass& glass : glasses) {
    RC_ASSERT(glass.second != glass.member);
    if (glass.review) RC_ASSERT(glass.review->unit != glass.unit);
    if (glass.review) RC_ASSERT(glass.review->member != glass.member && glass.review->member != glass.second);
  }
}

TEST(Glass, AReviewIsLateFromItsLastMomentOn) {
  Glass glass;
  glass.review_until = Instant{100};
  EXPECT_FALSE(ReviewIsLate(glass, Instant{99}));
  EXPECT_TRUE(ReviewIsLate(glass, Instant{100}));
  Review(glass, {Instant{200}, UnitName("other"), MemberName("other"), "justified"});
  EXPECT_FALSE(ReviewIsLate(glass, Instant{300}));
}

TEST(Glass, WhatIsNoRowIsRefused) {
  EXPECT_EQ(DecodeGlass("{}").error().code, ErrorCode::kCorrupt);
  EXPECT_EQ(DecodeGlass("not json").error().code, ErrorCode::kCorrupt);
}

}  // namespace
}  // namespace nuong::operations
