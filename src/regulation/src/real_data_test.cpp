#include <gtest/gtest.h>

#include "testing.hpp"

namespace nuong::regulation {
namespace {

TEST(RealRegulations, HoChiMinhCityLoadsWithoutFindings) {
  const Loaded loaded = Load(testing::ReadFolder(""), "hcmc");
  EXPECT_EQ(testing::Told(loaded.findings), "");
}

}  // namespace
}  // namespace nuong::regulation
