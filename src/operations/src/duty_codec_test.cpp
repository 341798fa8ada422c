#include "duty_codec.hpp"

#include <gtest/gtest.h>

namespace nuong::operations {
namespace {

regulation::OpenDuty Extended() {
  regulation::OpenDuty duty;
  duty.id = "tell-family.2";
  duty.duty = "tell-family";
  duty.holder = UnitName("centre-hoa-rung");
  duty.opened_at = Instant{1'000'000};
  duty.opened_by = 2;
  duty.deadline.until = Instant{9'000'000};
  duty.deadline.skipped.push_back({*ParseDate("2023-08-06"), {"Chủ nhật", "Sunday"}});
  duty.extended_by = 4;
  return duty;
}

TEST(DutyCodec, KeepsWhatExtendedADuty) {
  const auto kept = DecodeDuties(EncodeDuties({Extended()}));
  ASSERT_TRUE(kept.ok());
  ASSERT_EQ(kept->size(), 1u);
  EXPECT_EQ(kept->front().extended_by, 4u);
  EXPECT_EQ(kept->front().deadline.until, Instant{9'000'000});
  EXPECT_EQ(EncodeDuties(*kept), EncodeDuties({Extended()}));
}

TEST(DutyCodec, ReadsRowsOfBeforeThereWereExtensions) {
  std::string bytes = EncodeDuties({Extended()});
  const std::string member = "\"extended_by\":4,";
  ASSERT_NE(bytes.find(member), std::string::npos) << bytes;
  bytes.erase(bytes.find(member), member.size());
  const auto kept = DecodeDuties(bytes);
  ASSERT_TRUE(kept.ok());
  EXPECT_EQ(kept->front().extended_by, 0u);
}

}  // namespace
}  // namespace nuong::operations
