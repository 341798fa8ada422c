#include "nuong/base/field_class.hpp"

#include <gtest/gtest.h>

#include <set>

namespace nuong {
namespace {

TEST(FieldClass, EachClassHasItsOwnCodeThatIsReadBack) {
  std::set<std::string_view> codes;
  for (const FieldClass field_class : kAllFieldClasses) {
    codes.insert(FieldClassCode(field_class));
    EXPECT_EQ(ParseFieldClass(FieldClassCode(field_class)), field_class);
  }
  EXPECT_EQ(codes, (std::set<std::string_view>{"F1", "F2", "F3", "F4m", "F4c", "F5", "FT", "FS", "FE"}));
}

TEST(FieldClass, RefusesUnknownCodes) {
  for (const char* code : {"", "f1", "F4", "F6", "F1 "}) EXPECT_FALSE(ParseFieldClass(code)) << code;
}

TEST(FieldClass, OnlyTheSkeletonIsPlain) {
  for (const FieldClass field_class : kAllFieldClasses) {
    EXPECT_EQ(IsProtected(field_class), FieldClassCode(field_class) != "F1");
  }
}

}  // namespace
}  // namespace nuong
