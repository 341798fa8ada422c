#include <gtest/gtest.h>

#include "nuong/regulation/duties.hpp"
#include "testing.hpp"

namespace nuong::regulation {
namespace {

struct FieldCase {
  std::string name;
  std::string act;
  Value::Object fields;
  bool partial;
  std::string told;  ///< "pointer id" of each problem, joined by ", "
};

/// The required answers of a reception, and one more.
Value::Object Received(const std::string& name, Value value) {
  Value::Object fields = {{"channel", "came"}, {"age_group", "adult"}};
  fields[name] = std::move(value);
  return fields;
}

Value::Object Paper(Value::Object file) { return {{"paper", std::move(file)}}; }

class CheckFields : public ::testing::TestWithParam<FieldCase> {};

TEST_P(CheckFields, TellsAllProblemsAtOnce) {
  const auto regulation = testing::Example();
  const Engine engine(regulation);
  const CivilDate day = *ParseDate("2023-06-05");
  std::string told;
  for (const FieldProblem& problem :
       engine.CheckFields(*regulation->FindAct(GetParam().act, day), GetParam().fields, day, GetParam().partial)) {
    told += (told.empty() ? "" : ", ") + problem.pointer + " " + problem.id;
    EXPECT_FALSE(problem.message.vi.empty());
    EXPECT_FALSE(problem.message.en.empty());
  }
  EXPECT_EQ(told, GetParam().told);
}

std::string Letters(int count) {
  std::string text;
  for (int i = 0; i < count; ++i) text += "ư";
  return text;
}

const std::vector<FieldCase> kCases = {
    {"AllWell", "received", Received("found_on", "2023-06-03"), false, ""},
    {"NothingGiven", "received", {}, false, "/fields/channel field_required, /fields/age_group field_required"},
    {"NothingGivenInADraft", "received", {}, true, ""},
    {"NullAndEmptyAreNoAnswers",
     "received",
     {{"channel", ""}, {"age_group", Value()}},
     false,
     "/fields/channel field_required, /fields/age_group field_required"},
    {"UnknownField", "received", Received("colour", "red"), false, "/fields/colour unknown_field"},
    {"UnknownFieldInADraft", "received", {{"chanel", "came"}}, true, "/fields/chanel unknown_field"},
    {"CodeNotInList", "received", Received("channel", "flew"), false, "/fields/channel unknown_code"},
    {"ChoiceIsNoNumber", "received", Received("channel", 1), false, "/fields/channel wrong_type"},
    {"ChoicesFromList", "received", Received("needs", Value::Array{"came", "rescued"}), false, ""},
    {"ChoicesNotInList", "received", Received("needs", Value::Array{"came", "flew"}), false,
     "/fields/needs unknown_code"},
    {"ChosenTwice", "received", Received("needs", Value::Array{"came", "came"}), false, "/fields/needs chosen_twice"},
    {"ChoicesAreAList", "received", Received("needs", "came"), false, "/fields/needs wrong_type"},
    {"YesNo", "received", Received("in_danger", "yes"), false, "/fields/in_danger wrong_type"},
    {"AskedOnlyInDanger", "received", Received("danger_level", 3), false, "/fields/danger_level field_not_asked"},
    {"EarlyAnswerInADraft", "received", Received("danger_level", 3), true, ""},
    {"NotAskedInADraftEither",
     "received",
     {{"in_danger", false}, {"danger_level", 3}},
     true,
     "/fields/danger_level field_not_asked"},
    {"RequiredOnceAsked", "received", Received("in_danger", true), false, "/fields/danger_level field_required"},
    {"NotRequiredWhenNotAsked", "received", Received("in_danger", false), false, ""},
    {"TooSmall",
     "received",
     {{"channel", "came"}, {"age_group", "adult"}, {"in_danger", true}, {"danger_level", 0}},
     false,
     "/fields/danger_level too_small"},
    {"TooLarge",
     "received",
     {{"channel", "came"}, {"age_group", "adult"}, {"in_danger", true}, {"danger_level", 6}},
     false,
     "/fields/danger_level too_large"},
    {"NoFractions",
     "received",
     {{"channel", "came"}, {"age_group", "adult"}, {"in_danger", true}, {"danger_level", 2.5}},
     false,
     "/fields/danger_level wrong_type"},
    {"TextOf200Letters", "received", Received("name", Letters(200)), false, ""},
    {"TextOf201Letters", "received", Received("name", Letters(201)), false, "/fields/name too_long"},
    {"LongTextOf4000Letters", "received", Received("words", Letters(4000)), false, ""},
    {"LongTextOf4001Letters", "received", Received("words", Letters(4001)), false, "/fields/words too_long"},
    {"ControlCharacter", "received", Received("name", "a\x01"), false, "/fields/name bad_text"},
    {"DayThatDoesNotExist", "received", Received("found_on", "2023-02-29"), false, "/fields/found_on wrong_type"},
    {"MomentWithOffset", "received", Received("found_at", "2023-06-03T22:40+07:00"), false, ""},
    {"MomentWithoutOffset", "received", Received("found_at", "2023-06-03T22:40"), false, "/fields/found_at wrong_type"},
    {"UnitOfTheRole", "referral_sent", {{"to", "centre-hoa-rung"}, {"bed", "women"}}, false, ""},
    {"UnitOfAnotherRole", "referral_sent", {{"to", "department"}}, false, "/fields/to wrong_role"},
    {"UnknownUnit", "referral_sent", {{"to", "centre-of-nowhere"}}, false, "/fields/to unknown_unit"},
    {"UnknownBeds",
     "referral_sent",
     {{"to", "centre-hoa-rung"}, {"bed", "attic"}},
     false,
     "/fields/bed unknown_bed_group"},
    {"FileWithItsName", "identity_paper_added", Paper({{"name", "a.jpg"}, {"content", "/9j/"}}), false, ""},
    {"FileIsNoText", "identity_paper_added", {{"paper", "a.jpg"}}, false, "/fields/paper wrong_type"},
    {"FileWithoutContent", "identity_paper_added", Paper({{"name", "a.jpg"}}), false, "/fields/paper wrong_type"},
    {"FileWithMoreThanThat", "identity_paper_added", Paper({{"name", "a.jpg"}, {"content", "/9j/"}, {"class", "F2"}}),
     false, "/fields/paper wrong_type"},
    {"FileNameOf201Letters", "identity_paper_added", Paper({{"name", Letters(201)}, {"content", "/9j/"}}), false,
     "/fields/paper too_long"},
    {"UnitsOfTheRoles",
     "consent_given",
     {{"recipients", Value::Array{"centre-hoa-rung", "post-ben-may"}}, {"shares", Value::Array{"F2"}}},
     false,
     "/fields/recipients wrong_role"},
    {"EmptyListIsNoAnswer",
     "consent_given",
     {{"recipients", Value::Array{}}, {"shares", Value::Array{"F2"}}},
     false,
     "/fields/recipients field_required"},
};

INSTANTIATE_TEST_SUITE_P(Form, CheckFields, ::testing::ValuesIn(kCases), [](const auto& it) { return it.param.name; });

TEST(CheckFieldsOfUnits, AskForAUnitThatLivesOnThatDay) {
  const auto regulation = testing::Example();
  const Engine engine(regulation);
  const Act& act = *regulation->FindAct("consent_withdrawn", *ParseDate("2023-06-05"));
  const Value::Object fields = {{"recipients", Value::Array{"post-doi-gio"}}};
  EXPECT_TRUE(engine.CheckFields(act, fields, *ParseDate("2023-12-31"), false).empty());
  EXPECT_EQ(engine.CheckFields(act, fields, *ParseDate("2024-01-01"), false).size(), 1u);
}

TEST(CheckFields, RefusesACodeBeforeItsFirstDay) {
  const auto regulation = testing::Example();
  const Engine engine(regulation);
  const auto problems = [&](const char* text) {
    const CivilDate day = *ParseDate(text);
    return engine.CheckFields(*regulation->FindAct("received", day), Received("channel", "carried"), day, false);
  };
  ASSERT_EQ(problems("2023-06-30").size(), 1u);
  EXPECT_EQ(problems("2023-06-30")[0].id, "unknown_code");
  EXPECT_TRUE(problems("2023-07-01").empty());
}

}  // namespace
}  // namespace nuong::regulation
