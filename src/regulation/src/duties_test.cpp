#include "nuong/regulation/duties.hpp"

#include <gtest/gtest.h>

#include <charconv>
#include <filesystem>

#include "testing.hpp"

namespace nuong::regulation {
namespace {

using testing::At;

const std::string kFolder = std::string(NUONG_SOURCE_DIR) + "/src/regulation/src/testdata/duties/";

std::vector<std::string> CaseNames() {
  std::vector<std::string> names;
  for (const auto& entry : std::filesystem::directory_iterator(kFolder)) names.push_back(entry.path().stem().string());
  return names;
}

Value ToValue(const YamlNode& node) {
  if (const YamlNode::List* items = node.AsList()) {
    Value::Array array;
    for (const YamlNode& item : *items) array.push_back(ToValue(item));
    return array;
  }
  const std::string text = *node.AsText();
  if (text == "true" || text == "false") return text == "true";
  std::int64_t number = 0;
  const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (problem == std::errc{} && end == text.data() + text.size()) return number;
  return text;
}

std::string TextAt(const YamlNode& node, const char* key) {
  const YamlNode* found = node.Find(key);
  return found == nullptr ? "" : *found->AsText();
}

Value::Object ObjectAt(const YamlNode& node, const char* key) {
  Value::Object object;
  const YamlNode* found = node.Find(key);
  if (found == nullptr) return object;
  for (const auto& [name, value] : *found->AsMap()) object[name] = ToValue(value);
  return object;
}

Happening HappeningIn(const YamlNode& node, std::uint64_t sequence) {
  return {sequence, TextAt(node, "kind"), At(TextAt(node, "at")), UnitName(TextAt(node, "unit")),
          ObjectAt(node, "fields")};
}

CaseSituation SituationIn(const YamlNode& node) {
  CaseSituation situation;
  situation.values = ObjectAt(node, "values");
  situation.keeper = UnitName(TextAt(node, "keeper"));
  if (const YamlNode* relations = node.Find("relations")) {
    for (const auto& [relation, units] : *relations->AsMap()) {
      for (const YamlNode& unit : *units.AsList()) situation.relations[relation].insert(UnitName(*unit.AsText()));
    }
  }
  return situation;
}

void Expect(const YamlNode& expected, const OpenDuty& duty) {
  EXPECT_EQ(duty.id, TextAt(expected, "id"));
  EXPECT_EQ(duty.holder.text(), TextAt(expected, "holder"));
  if (expected.Find("counterpart") != nullptr) {
    EXPECT_EQ(duty.counterpart.value_or(UnitName()).text(), TextAt(expected, "counterpart"));
  }
  if (expected.Find("closed_by") != nullptr) {
    EXPECT_EQ(std::to_string(duty.closed_by), TextAt(expected, "closed_by"));
  }
  if (expected.Find("until") != nullptr) {
    EXPECT_EQ(duty.deadline.until ? FormatInstant(*duty.deadline.until, kVietnamTime) : "never",
              TextAt(expected, "until"));
  }
  for (const YamlNode& asked : *expected.Find("asked")->AsList()) {
    EXPECT_EQ(StandingCode(StandingOf(duty, At(TextAt(asked, "at")))), TextAt(asked, "standing"))
        << duty.id << " at " << TextAt(asked, "at");
  }
}

class Duties : public ::testing::TestWithParam<std::string> {};

TEST_P(Duties, StandAsTheCaseSays) {
  const auto root = ParseYaml(testing::ReadText(kFolder + GetParam() + ".yaml"), GetParam());
  ASSERT_TRUE(root.ok());
  const Engine engine(testing::Example());
  std::vector<OpenDuty> duties;
  std::vector<std::string> unheld;
  std::uint64_t sequence = 0;
  for (const YamlNode& node : *root->Find("happenings")->AsList()) {
    duties = engine.Advance(std::move(duties), HappeningIn(node, ++sequence), SituationIn(node), &unheld);
  }
  const YamlNode::List& expected = *root->Find("duties")->AsList();
  ASSERT_EQ(duties.size(), expected.size());
  for (std::size_t i = 0; i < duties.size(); ++i) Expect(expected[i], duties[i]);
  std::vector<std::string> unheld_expected;
  if (const YamlNode* list = root->Find("unheld")) {
    for (const YamlNode& item : *list->AsList()) unheld_expected.push_back(*item.AsText());
  }
  EXPECT_EQ(unheld, unheld_expected);
}

INSTANTIATE_TEST_SUITE_P(Advance, Duties, ::testing::ValuesIn(CaseNames()), [](const auto& it) { return it.param; });

TEST(Advance, OpensNothingTwiceForTheSameTrigger) {
  const Engine engine(testing::Example());
  const Happening received{7, "received", At("2023-06-05T08:00+07:00"), UnitName("post-ben-may"), {}};
  CaseSituation after;
  after.values["stage"] = "received";
  after.values["lodging"] = "unknown";
  const auto once = engine.Advance({}, received, after);
  ASSERT_EQ(once.size(), 1u);
  EXPECT_EQ(engine.Advance(once, received, after).size(), 1u);
}

TEST(Advance, LeavesADutyAloneThatTheRegulationNoLongerKnows) {
  const Engine engine(testing::Example());
  OpenDuty old;
  old.id = "gone.1";
  old.duty = "gone";
  const auto duties =
      engine.Advance({old}, {2, "case_closed", At("2023-06-05T08:00+07:00"), UnitName("post-ben-may"), {}}, {});
  ASSERT_EQ(duties.size(), 1u);
  EXPECT_EQ(duties[0].state, DutyState::kOpen);
}

}  // namespace
}  // namespace nuong::regulation
