#include "asked_about.hpp"

#include <gtest/gtest.h>

namespace nuong::app {
namespace {

const char* const kStory = R"(
scenario: s0
regulation: example
steps:
  - {at: "2023-06-03T22:58+07:00", who: post-1, act: received, case: woman, fields: {act: not_one}}
  - expect_duties:
      case: woman
      open: [{duty: lodge, holder: post-ben-may}]
      done: [protect]
  - {expect_target: {id: children_lodged, counted: 1}}
)";

const char* const kQuestions = R"(
questions: q0
regulation: example
asks:
  - {ask: in_force, in_force: {kind: norm, id: rooms-apart, is: yes}}
  - {ask: item, item: {kind: register, id: lessons}}
  - {ask: regime, regime: {is: old-rules}}
  - {ask: holder, holder: {role: centre, near: post-ben-may, is: centre-hoa-rung}}
  - {ask: opens, opens: {act: handover_received, duties: [{duty: plan-ahead}]}}
  - {ask: entitled, entitled: {person: {kind: duty, id: none}, benefit: meals, is: yes}}
)";

std::string ItemsIn(const char* text) {
  const auto root = ParseYaml(text, "it");
  EXPECT_TRUE(root.ok());
  std::string told;
  for (const regulation::Carrier& item : ReadTestFile("it", *root).items) told += item.kind + ":" + item.id + " ";
  return told;
}

TEST(AskedAbout, FindsActsDutiesAndTargetsOfAStory) {
  EXPECT_EQ(ItemsIn(kStory), "act:received duty:lodge duty:protect target:children_lodged ");
}

TEST(AskedAbout, FindsTheItemsOfQuestions) {
  EXPECT_EQ(ItemsIn(kQuestions),
            "act:handover_received duty:plan-ahead norm:rooms-apart regime:old-rules register:lessons role:centre ");
}

TEST(AskedAbout, ABenefitStandsForItsRows) {
  const auto root = ParseYaml(kQuestions, "it");
  const TestFile file = ReadTestFile("it", *root);
  regulation::Regulation regulation;
  regulation.matrix.entitlements.resize(2);
  regulation.matrix.entitlements[0].id = "meals-all";
  regulation.matrix.entitlements[0].benefit = "meals";
  regulation.matrix.entitlements[1].id = "loan-all";
  regulation.matrix.entitlements[1].benefit = "loan";
  EXPECT_TRUE(AsksAbout(file, regulation, {"entitlement", "meals-all"}));
  EXPECT_FALSE(AsksAbout(file, regulation, {"entitlement", "loan-all"}));
  EXPECT_FALSE(AsksAbout(file, regulation, {"norm", "meals-all"}));
}

}  // namespace
}  // namespace nuong::app
