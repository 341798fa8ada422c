#include "json_writer.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "nuong/operations/list_forms.hpp"
#include "nuong/operations/open_case.hpp"

namespace nuong::http {
namespace {

template <class T>
std::string Write(const T& value) {
  std::string out;
  AppendJson(out, value);
  return out;
}

TEST(JsonWriter, WritesMembersInTheirOrderAndLeavesAbsentOnesOut) {
  operations::StepView step{"receive", {"Tiếp nhận", "Reception"}, "now", std::nullopt, std::nullopt};
  EXPECT_EQ(Write(step), R"({"id":"receive","name":{"vi":"Tiếp nhận","en":"Reception"},"state":"now"})");
  step.at = "2023-06-03T22:40:00+07:00";
  EXPECT_NE(Write(step).find(R"("at":"2023-06-03T22:40:00+07:00")"), std::string::npos);
}

TEST(JsonWriter, AddsBehindWhatStandsThereHoweverLong) {
  std::string out = "data: ";
  AppendJson(out, std::vector<std::string>(300, "mười hai"));
  const auto read = ParseJson(std::string_view(out).substr(6));
  ASSERT_TRUE(read.ok());
  EXPECT_EQ(*read, Value(Value::Array(300, "mười hai")));
}

TEST(JsonWriter, WritesWhatAnswersShareAsTheThingItself) {
  operations::SourceView source;
  source.clause = "H31";
  source.certainty = "verified";
  EXPECT_EQ(Write(operations::Shared<operations::SourceView>(source)), Write(source));
  const operations::StepView step{"receive", {"Tiếp nhận", "Reception"}, "now", std::nullopt, source};
  EXPECT_NE(Write(step).find(R"("source":)" + Write(source)), std::string::npos);
}

TEST(JsonWriter, EscapesOnlyWhatJsonDemands) {
  EXPECT_EQ(Write(std::string("\"\\\n\r\t\x01 đ/é")), "\"\\\"\\\\\\n\\r\\t\\u0001 đ/é\"");
}

TEST(JsonWriter, WritesListsNumbersAndFreeValues) {
  const operations::FieldView field{
      "age", {"Tuổi", "Age"}, "F3", Value::Object{{"list", Value::Array{1, true, nullptr}}}, {"17", "17"}};
  EXPECT_NE(Write(field).find(R"("value":{"list":[1,true,null]})"), std::string::npos);
  EXPECT_EQ(Write(std::vector<std::int64_t>{INT64_MIN, 0, INT64_MAX}), "[-9223372036854775808,0,9223372036854775807]");
}

RC_GTEST_PROP(JsonWriter, TextComesBackThroughTheStrictReader, ()) {
  const auto text = *rc::gen::container<std::string>(rc::gen::inRange<char>(1, 127));
  const auto read = ParseJson(Write(text));
  RC_ASSERT(read.ok());
  RC_ASSERT(*read->AsText() == text);
}

}  // namespace
}  // namespace nuong::http
