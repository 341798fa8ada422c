#include "nuong/operations/search_persons.hpp"

#include <gtest/gtest.h>

#include "city_fixture.hpp"
#include "nuong/operations/list_duties.hpp"
#include "nuong/operations/list_looks.hpp"

/// Two worlds that differ in one hidden case: in one it is the person searched for, in the other somebody else.
namespace nuong::operations {
namespace {

std::string Told(const Result<PersonSearchView>& answer) {
  if (!answer.ok()) return answer.error().id;
  std::string told = std::to_string(answer->left) + " " + std::to_string(answer->look);
  for (const PersonHitView& hit : answer->hits) {
    told += "\n" + hit.case_id + " " + hit.code_name + " " + hit.stage_name.vi;
    for (const std::string& by : hit.by) told += " " + by;
  }
  return told;
}

/// Sizes of everything kept, by collection: what a disk would tell.
std::string Sizes(City& city) {
  std::string sizes;
  city.AtRest([&](int collection, std::size_t key, std::size_t value) {
    sizes += std::to_string(collection) + ":" + std::to_string(key) + "+" + std::to_string(value) + " ";
  });
  return sizes;
}

TEST(PersonSearch, AnswersAlikeWhetherAHiddenCaseIsTheOneOrNot) {
  City with("Võ Thị Lan Chi");
  City without("Lê Văn Bính Sơn");
  const std::pair<const char*, std::optional<std::int64_t>> questions[] = {
      {"Vo Thi Lan Chi", 2001}, {"Võ Thị Lan Chi", std::nullopt}, {"Trần Thị Mận", 1999}, {"Không Ai Cả", 2000}};
  for (const auto& [name, year] : questions) {
    EXPECT_EQ(Told(with.Search(with.As("post"), name, year)), Told(without.Search(without.As("post"), name, year)));
  }
  EXPECT_EQ(Sizes(with), Sizes(without)) << "nor does the disk tell them apart";
}

TEST(PersonSearch, TellsThoseWhoCareForHerAndNobodyElse) {
  City city("Võ Thị Lan Chi");
  ASSERT_TRUE(city.Search(city.As("post"), "Vo Thi Lan Chi", 2001).ok());
  for (int restart = 0; restart < 2; ++restart) {
    const auto commune = ListDuties(city.services(), city.As("commune", ""));
    ASSERT_EQ(commune->matches.size(), 1u);
    EXPECT_EQ(commune->matches.front().case_id, city.hidden_case());
    EXPECT_EQ(ListDuties(city.services(), city.As("post", ""))->matches.size(), 0u);
    city.Restart();
  }
  city.clock().Set("2023-07-13T08:00+07:00");
  EXPECT_EQ(ListDuties(city.services(), city.As("commune", ""))->matches.size(), 0u) << "not for ever";
}

TEST(PersonSearch, FindsAmongCasesOfWhichTheUnitMayReadTheIdentity) {
  City city("Lê Văn Bính Sơn");
  const std::string mine = city.Receive("post", "Võ Thị Lan Chi", 2001);
  for (int restart = 0; restart < 2; ++restart) {
    const auto answer = city.Search(city.As("post"), "vo thi lan chi", 2002);
    ASSERT_TRUE(answer.ok());
    ASSERT_EQ(answer->hits.size(), 1u);
    EXPECT_EQ(answer->hits.front().case_id, mine);
    EXPECT_EQ(answer->hits.front().by, (std::vector<std::string>{"name", "year"}));
    city.Restart();
  }
}

TEST(PersonSearch, NeedsAPurposeAWholeNameAndACaseOfItsOwn) {
  City city("Võ Thị Lan Chi");
  EXPECT_EQ(city.Search(city.As("post", ""), "Võ Thị Lan Chi").error().code, ErrorCode::kRefused);
  EXPECT_EQ(city.Search(city.As("post", "supervision"), "Võ Thị Lan Chi").error().code, ErrorCode::kRefused);
  for (const char* name : {"", "Chi", "%", "* *", "."}) {
    EXPECT_EQ(city.Search(city.As("post"), name).error().code, ErrorCode::kInvalid) << name;
  }
  const auto elsewhere = SearchPersons(city.services(), city.As("post"),
                                       {city.hidden_case(), "Võ Thị Lan Chi", std::nullopt, std::nullopt});
  const auto nowhere = SearchPersons(city.services(), city.As("post"),
                                     {std::string(26, 'a'), "Võ Thị Lan Chi", std::nullopt, std::nullopt});
  EXPECT_EQ(elsewhere.error().id, nowhere.error().id);
  EXPECT_EQ(elsewhere.error().code, ErrorCode::kAbsent);
}

TEST(PersonSearch, EndsWithTheDaysNumberAndBeginsAgainTheNextDay) {
  City city("Võ Thị Lan Chi");
  const Caller caller = city.As("post");
  const int most = city.regulation()->person_search->per_day;
  for (int i = 1; i <= most; ++i) {
    const auto answer = city.Search(caller, "Không Ai Cả");
    ASSERT_TRUE(answer.ok());
    EXPECT_EQ(answer->left, most - i);
  }
  EXPECT_EQ(city.Search(caller, "Không Ai Cả").error().code, ErrorCode::kRefused);
  const auto looks = ListLooks(city.services(), city.As("post", ""), {city.at_hand()});
  EXPECT_EQ(looks->looks.at(1).act, "refused");
  EXPECT_EQ(looks->looks.at(2).what.en, "Searched other cases for the person");
  city.clock().Set("2023-06-13T00:00+07:00");
  EXPECT_TRUE(city.Search(city.As("post"), "Không Ai Cả").ok());
  const auto views = CompareViews(city.store(), city.regulation());
  EXPECT_TRUE(views->differences.empty());
}

/// A notice has room for eight. However common the name is, who has the very paper is among them.
TEST(PersonSearch, WhatFitsBestIsToldWhenNotAllAre) {
  City city("Võ Thị Lan Chi");
  const std::string hers = city.Receive("can-gio", "Nguyễn Thị Tên Khác", 1980);
  city.Act(city.As("can-gio", ""), hers, 3, "identity_recorded",
           {{"full_name", "Nguyễn Thị Tên Khác"}, {"identity_number", "079199001234"}});
  for (int i = 0; i < 12; ++i) city.Receive("commune", "Võ Thị Lan Chi", 2001);
  const auto answer =
      SearchPersons(city.services(), city.As("post"), {city.at_hand(), "Võ Thị Lan Chi", 2001, "079199001234"});
  ASSERT_TRUE(answer.ok());
  EXPECT_TRUE(answer->hits.empty());
  const auto can_gio = ListDuties(city.services(), city.As("can-gio", ""));
  ASSERT_EQ(can_gio->matches.size(), 1u);
  EXPECT_EQ(can_gio->matches.front().case_id, hers);
  EXPECT_EQ(ListDuties(city.services(), city.As("commune", ""))->matches.size(), 7u);
}

/// The disk holds no name, neither plain nor folded, and no term that was searched for.
TEST(PersonSearch, LeavesNoNameAtRest) {
  City city("Võ Thị Lan Chi");
  ASSERT_TRUE(city.Search(city.As("post"), "Vo Thi Lan Chi", 2001).ok());
  const std::string all = city.AtRest();
  for (const char* name : {"Lan Chi", "lan chi", "Vo Thi", "vo thi"}) {
    EXPECT_EQ(all.find(name), std::string::npos) << name;
  }
}

/// Handed over, the post knows how it goes on, and not who she is: nor does a search from another case tell it.
TEST(PersonSearch, OnTheCaseButWithoutTheIdentityFindsNothing) {
  City city("Lê Văn Bính Sơn");
  const std::string other = city.Receive("post", "Mai Thị Nụ", 2000);
  const auto hits = [&] {
    const auto answer = SearchPersons(city.services(), city.As("post"), {other, "Trần Thị Mận", 1999, std::nullopt});
    EXPECT_TRUE(answer.ok());
    return answer->hits.size();
  };
  EXPECT_EQ(hits(), 1u);
  city.HandOver();
  EXPECT_EQ(hits(), 0u);
  EXPECT_EQ(ListDuties(city.services(), city.As("post", ""))->matches.size(), 0u);
  EXPECT_EQ(ListDuties(city.services(), city.As("centre", ""))->matches.size(), 1u) << "who keeps her is told";
}

/// By the rules as they are the department searches nowhere, whatever it calls the purpose.
TEST(PersonSearch, IsForThoseWhoReceiveOrVerify) {
  City city("Võ Thị Lan Chi");
  city.Refer();
  EXPECT_EQ(city.Search(city.As("office"), "Võ Thị Lan Chi").error().code, ErrorCode::kRefused);
}

/// To learn that she is in a case one must be allowed to know of the case, and not only to read who is in it.
TEST(PersonSearch, FindsNoCaseOfWhichTheUnitMayNotKnow) {
  City city("Lê Văn Bính Sơn");
  const Caller post = city.As("post", "");
  const auto draft = BeginCase(city.services(), post, city.Next(), {Value::Object{}});
  ASSERT_TRUE(draft.ok());
  const auto hits = [&] {
    const SearchPersonsRequest request{draft->case_id, "Trần Thị Mận", 1999, std::nullopt};
    const auto answer = SearchPersons(city.services(), city.As("post"), request);
    EXPECT_TRUE(answer.ok());
    return answer.ok() ? answer->hits.size() : 9;
  };
  EXPECT_EQ(hits(), 1u);
  auto changed = std::make_shared<regulation::Regulation>(*city.regulation());
  changed->access.push_back({"hidden-once-received",
                             regulation::Effect::kForbid,
                             {"list"},
                             {},
                             "case.stage == 'received'",
                             {"Ẩn", "Hidden"},
                             {}});
  city.Use(changed);
  EXPECT_EQ(hits(), 0u);
}

TEST(PersonSearch, IsRefusedWhereTheRegulationHasNone) {
  City city("Võ Thị Lan Chi");
  auto changed = std::make_shared<regulation::Regulation>(*city.regulation());
  changed->person_search.reset();
  city.Use(changed);
  EXPECT_EQ(city.Search(city.As("post"), "Võ Thị Lan Chi").error().code, ErrorCode::kRefused);
}

}  // namespace
}  // namespace nuong::operations
