#include <gtest/gtest.h>

#include <algorithm>

#include "case_access.hpp"
#include "city_fixture.hpp"
#include "nuong/operations/alerts.hpp"
#include "nuong/operations/exports.hpp"
#include "nuong/operations/list_cases.hpp"
#include "nuong/operations/list_duties.hpp"
#include "nuong/operations/list_emergencies.hpp"
#include "nuong/operations/members.hpp"
#include "nuong/operations/open_case.hpp"
#include "views.hpp"

/// What an officer is not shown of a case she knows of. The post has handed the person over: it may know how it goes
/// on, and neither who does what, nor who she is.
namespace nuong::operations {
namespace {

using Names = std::vector<std::string>;

class SightTest : public testing::Test {
 protected:
  SightTest() : city_("Võ Thị Lan Chi") {}

  CaseView Page(const std::string& member) {
    const auto page = OpenCase(city_.services(), city_.As(member), {city_.at_hand()});
    EXPECT_TRUE(page.ok());
    return *page;
  }

  HomeView Home(const std::string& member) {
    const auto home = ListDuties(city_.services(), city_.As(member, ""));
    EXPECT_TRUE(home.ok());
    return *home;
  }

  /// From now on no rule of cases permits this action; no row is made anew.
  void Forget(const std::string& action) {
    auto other = std::make_shared<regulation::Regulation>(*city_.regulation());
    for (regulation::AccessRule& rule : other->access) std::erase(rule.actions, action);
    city_.Use(std::move(other));
  }

  void BreakGlass() {
    city_.Act(city_.As("office", ""), city_.at_hand(), 8, "emergency_requested",
              {{"opened_class", "F3"}, {"reason", "missing"}, {"words", "Không thấy về"}});
  }

  std::size_t Emergencies(const std::string& member) {
    const auto list = ListEmergencies(city_.services(), city_.As(member, ""));
    EXPECT_TRUE(list.ok());
    return list->emergencies.size();
  }

  static HiddenView Hidden(const CaseView& page, const std::string& field_class) {
    for (const HiddenView& hidden : page.hidden) {
      if (hidden.field_class == field_class) return hidden;
    }
    ADD_FAILURE() << field_class << " is not hidden";
    return {};
  }

  /// All that the page says of class F3.
  static Names Named(const CaseView& page) {
    Names values;
    const auto add = [&](const FieldView& field) {
      if (field.field_class == "F3") values.push_back(field.shown.vi);
    };
    std::for_each(page.who.begin(), page.who.end(), add);
    for (const TimelineView& item : page.timeline) std::for_each(item.fields.begin(), item.fields.end(), add);
    return values;
  }

  static Names Offered(const CaseView& page) {
    Names kinds;
    for (const AvailableAct& act : page.acts) kinds.push_back(act.kind);
    return kinds;
  }

  static bool Has(const Names& names, const std::string& name) {
    return std::find(names.begin(), names.end(), name) != names.end();
  }

  /// From now on the act is for the supervisor alone.
  void TakeFromKeeper(const std::string& kind) {
    auto other = std::make_shared<regulation::Regulation>(*city_.regulation());
    for (regulation::Act& act : other->acts) {
      if (act.kind == kind) act.by_relations = {"supervisor"};
    }
    city_.Use(std::move(other));
  }

  City city_;
};

TEST_F(SightTest, WhoSheIsIsHiddenFromWhoHandedHerOverAndWhyIsSaid) {
  city_.HandOver();
  EXPECT_TRUE(Has(Named(Page("centre")), "Trần Thị Mận"));
  const CaseView page = Page("post");
  EXPECT_EQ(Named(page), Names{});
  const HiddenView hidden = Hidden(page, "F3");
  EXPECT_EQ(hidden.reason.en, "No rule lets your unit do this.") << "rather than: the key is not there yet";
  EXPECT_FALSE(hidden.asks_step_up) << "no proof of who the officer is opens it";
  EXPECT_FALSE(hidden.asks_passkey);
}

TEST_F(SightTest, ThePlaceOfSafetyOpensToTheCentreByPasskeyAndNotByCode) {
  city_.HandOver();
  city_.AskSecondFactor();
  const Caller centre = city_.As("centre");
  city_.services().sessions.LetIn(centre.session);
  const auto page = OpenCase(city_.services(), centre, {city_.at_hand()});
  ASSERT_TRUE(page.ok());
  EXPECT_TRUE(Hidden(*page, "F5").asks_step_up);
  EXPECT_TRUE(Hidden(*page, "F5").asks_passkey);
}

TEST_F(SightTest, WhoHandedHerOverSeesNoDutiesOfOthers) {
  city_.HandOver();
  EXPECT_FALSE(Page("centre").duties.empty());
  for (const DutyView& duty : Page("post").duties) {
    EXPECT_TRUE(duty.holder == kPost || duty.counterpart == kPost) << duty.id;
  }
}

TEST_F(SightTest, WhoHandedHerOverDoesNotSeeWhoElseHasAPart) {
  city_.HandOver();
  EXPECT_FALSE(Page("centre").parties.empty());
  EXPECT_TRUE(Page("post").parties.empty());
}

TEST_F(SightTest, WhoHandedHerOverIsNotOfferedToSeeWhoLooked) {
  city_.HandOver();
  EXPECT_TRUE(Page("centre").may_see_looks);
  EXPECT_FALSE(Page("post").may_see_looks);
}

TEST_F(SightTest, ConsentForOthersIsNotShownToWhoHandedHerOver) {
  city_.HandOver();
  city_.Act(city_.As("centre", ""), city_.at_hand(), 8, "consent_given",
            {{"recipients", Value::Array{kDepartment}},
             {"shares", Value::Array{"F3"}},
             {"purpose", "case_work"},
             {"given_by", "self"},
             {"text", "share-plain"},
             {"language", "vi"}});
  EXPECT_EQ(Page("centre").consents.size(), 1U);
  EXPECT_TRUE(Page("post").consents.empty());
}

/// The rules no longer let the post know of the case: there is no reason why it would.
TEST_F(SightTest, OfAPartyThatMayNotKnowNoReasonIsGivenWhyItDoes) {
  city_.HandOver();
  auto other = std::make_shared<regulation::Regulation>(*city_.regulation());
  for (regulation::AccessRule& rule : other->access) {
    if (rule.id == "former-keeper-knows") rule.actions.clear();
  }
  city_.Use(std::move(other));
  bool is_named = false;
  for (const PartyView& party : Page("centre").parties) {
    EXPECT_EQ(party.why.en.empty(), party.unit == kPost) << party.unit << ": " << party.why.en;
    is_named = is_named || party.unit == kPost;
  }
  EXPECT_TRUE(is_named);
}

TEST_F(SightTest, AnEmergencyOfOthersIsNotShownToWhoDoesNotReviewIt) {
  city_.HandOver();
  BreakGlass();
  EXPECT_EQ(Page("centre").emergencies.size(), 1U);
  EXPECT_EQ(Emergencies("centre"), 1U);
  EXPECT_TRUE(Page("post").emergencies.empty());
  EXPECT_EQ(Emergencies("post"), 0U);
}

TEST_F(SightTest, AnEmergencyOfACaseSheMayNotKnowOfIsNotListed) {
  city_.HandOver();
  BreakGlass();
  EXPECT_EQ(Emergencies("office"), 1U);
  Forget("list");
  EXPECT_EQ(Emergencies("office"), 0U);
}

TEST_F(SightTest, WhatOthersDoIsNotOfferedToWhoHandedHerOver) {
  EXPECT_TRUE(Has(Offered(Page("post")), "essentials_given"));
  city_.HandOver();
  EXPECT_TRUE(Has(Offered(Page("centre")), "essentials_given"));
  EXPECT_FALSE(Has(Offered(Page("post")), "essentials_given"));
}

TEST_F(SightTest, ADutyOffersNoActThatIsNotHersToDo) {
  const auto offers = [&] {
    const auto mine = Home("post").mine;
    return std::any_of(mine.begin(), mine.end(),
                       [](const DutyView& duty) { return Has(duty.acts, "essentials_given"); });
  };
  EXPECT_TRUE(offers());
  TakeFromKeeper("essentials_given");
  EXPECT_FALSE(offers());
}

TEST_F(SightTest, ADutyInACaseSheMayNotKnowOfIsNotOnHerHome) {
  EXPECT_FALSE(Home("post").mine.empty());
  Forget("list");
  EXPECT_TRUE(Home("post").mine.empty()) << "there is nothing in it that she must still answer for";
}

TEST_F(SightTest, DutiesOfOthersAreOnlyOnTheHomeOfWhoMaySeeDuties) {
  const auto of_others = [&] {
    const auto waiting = Home("office").waiting;
    return std::count_if(waiting.begin(), waiting.end(),
                         [](const DutyView& duty) { return duty.counterpart != kOffice && !duty.told_at; });
  };
  city_.Refer();
  EXPECT_GT(of_others(), 0);
  Forget("see_duties");
  EXPECT_EQ(of_others(), 0);
}

/// Nor is a row kept for it, which a slip elsewhere could show.
TEST_F(SightTest, DutiesOfOthersAreNotKeptForWhoMayNotSeeDuties) {
  const auto kept = [&](const std::string& unit) {
    const auto& rows = city_.store().rows(store::Collection::kDuties);
    return std::count_if(rows.begin(), rows.end(),
                         [&](const auto& row) { return row.first.starts_with("wait/" + unit + "/"); });
  };
  city_.HandOver();
  EXPECT_GT(kept(kOffice), 0);
  EXPECT_EQ(kept(kPost), 0);
}

TEST_F(SightTest, ACaseSheMayNotKnowOfAnyMoreIsNotListed) {
  const auto rows = [&] { return ListCases(city_.services(), city_.As("post", ""), {})->rows.size(); };
  EXPECT_EQ(rows(), 1U);
  Forget("list");
  EXPECT_EQ(rows(), 0U);
}

TEST_F(SightTest, ACaseSheMayNotKnowOfAnyMoreLeavesInNoFile) {
  EXPECT_FALSE(ListExports(city_.services(), city_.As("post", ""))->classes.empty());
  Forget("list");
  EXPECT_TRUE(ListExports(city_.services(), city_.As("post", ""))->classes.empty());
}

TEST_F(SightTest, NobodyIsToldOfAFileThatSheMayNotConfirm) {
  auto other = std::make_shared<regulation::Regulation>(*city_.regulation());
  other->exports->persons_alone = 0;
  city_.Use(std::move(other));
  const NewMember scout{MemberName("scout"), UnitName(kPost), {"Trinh sát", "Scout"}, {}, kPassword};
  ASSERT_TRUE(
      AddMember(city_.services(), scout, {MemberName("post"), kPassword}, {MemberName("post-2"), kPassword}).ok());
  ASSERT_TRUE(AskExport(city_.services(), city_.As("post", ""), {{}, "review", {}, {}}).ok());
  EXPECT_EQ(Home("post-2").exports, 1);
  EXPECT_EQ(Home("scout").exports, 0);
}

TEST_F(SightTest, APostIsNotOfferedToTraceTheMarksOfFiles) {
  const auto may_trace = [&](const std::string& member) {
    return ListExports(city_.services(), city_.As(member, ""))->may_trace;
  };
  EXPECT_TRUE(may_trace("police"));
  EXPECT_FALSE(may_trace("post"));
}

TEST_F(SightTest, ACommuneIsNotOfferedToWatchOverOfficers) {
  EXPECT_TRUE(WhoAmI(city_.services(), city_.As("police", ""))->may_see_alerts);
  EXPECT_FALSE(WhoAmI(city_.services(), city_.As("commune", ""))->may_see_alerts);
}

TEST_F(SightTest, ACommuneIsNotOfferedReformDays) {
  EXPECT_TRUE(WhoAmI(city_.services(), city_.As("police", ""))->may_see_reforms);
  EXPECT_FALSE(WhoAmI(city_.services(), city_.As("commune", ""))->may_see_reforms);
}

TEST_F(SightTest, AnApproverOfAPostIsOfferedNoOtherUnit) {
  EXPECT_FALSE(ListPeople(city_.services(), city_.As("police", ""), {})->units.empty());
  EXPECT_TRUE(ListPeople(city_.services(), city_.As("post", ""), {})->units.empty());
}

TEST_F(SightTest, AnAlertIsToldOnlyToThoseWhoMaySeeIt) {
  ASSERT_TRUE(PlantBait(city_.services(), city_.As("police", ""), {"Hồ Thị Mồi Chài", 1999, std::nullopt}).ok());
  ASSERT_TRUE(city_.Search(city_.As("post"), "Hồ Thị Mồi Chài", 1999).ok());
  Names told;
  for (const std::string& unit : {std::string("hcmc-police"), kDepartment, kPost, kCommune}) {
    city_.services().feed.Add(UnitName(unit), [&told, unit](const FeedEvent&) { told.push_back(unit); });
  }
  ASSERT_TRUE(WatchForAlerts(city_.services()).ok());
  EXPECT_EQ(told, (Names{"hcmc-police", kDepartment}));
}

/// Some units have a part in the case that lets them list nothing.
TEST_F(SightTest, ACaseIsKeptForThoseWhoMayListIt) {
  city_.Refer();
  std::set<std::string> kept;
  for (const auto& row : city_.store().rows(store::Collection::kUnitCases)) {
    if (row.first.ends_with("/" + city_.at_hand())) kept.insert(row.first.substr(0, row.first.find('/')));
  }
  std::set<std::string> parties;
  std::set<std::string> listing;
  const auto read = city_.store().Read([&](store::Reader& reader) -> Result<void> {
    NUONG_TRY(const auto file, ReadCase(city_.services(), reader, *CaseId::Parse(city_.at_hand())));
    for (const auto& [unit, party] : file->parties) {
      parties.insert(unit.text());
      if (MayList(city_.services(), *file, {unit, file->changed_at})) listing.insert(unit.text());
    }
    return {};
  });
  ASSERT_TRUE(read.ok());
  EXPECT_EQ(kept, listing);
  EXPECT_NE(listing, parties);
}

/// Asked many things of one footing, or each by itself: for each party and some who have no part, for each purpose.
TEST_F(SightTest, AFootingAnswersAsEachQuestionAskedAlone) {
  city_.Refer();
  Services& services = city_.services();
  std::optional<casework::CaseFile> file;
  const auto read = city_.store().Read([&](store::Reader& reader) -> Result<void> {
    NUONG_TRY(file, ReadCase(services, reader, *CaseId::Parse(city_.at_hand())));
    return {};
  });
  ASSERT_TRUE(read.ok());
  const Names actions = {"see_duties", "see_parties", "see_looks", "search_persons", "list", "no_such_action"};
  const CivilDate today = DateOf(services.Now(), services.offset());
  int allowed = 0;
  Footing moved(services, *file, Asker(UnitName("hcmc-police"), services.Now()));
  for (const auto& [unit, known] : services.regulation().units) {
    for (const bool is_strong : {true, false}) {
      Asker asker(unit, services.Now());
      asker.is_strong = asker.by_passkey = is_strong;
      moved.StandAs(asker);
      const Footing footing(services, *file, asker);
      EXPECT_EQ(footing.MayList(), MayList(services, *file, asker)) << unit.text();
      for (const std::string& action : actions) {
        for (const regulation::Purpose& purpose : services.regulation().purposes) {
          Asker other = asker;
          other.purpose = purpose.id;
          const access::Decision alone = MayDo(services, *file, other, action);
          EXPECT_EQ(footing.MayDo(action, purpose.id).rules, alone.rules) << unit.text() << " " << action;
          EXPECT_EQ(footing.MayDo(action, purpose.id).allowed, alone.allowed) << unit.text() << " " << action;
          allowed += alone.allowed ? 1 : 0;
        }
        EXPECT_EQ(moved.MayDo(action).rules, MayDo(services, *file, asker, action).rules) << unit.text();
      }
      std::vector<const regulation::Act*> acts;
      for (const regulation::Act& act : services.regulation().acts) {
        if (act.validity.Covers(today) && MayAct(services, *file, asker, act).allowed) acts.push_back(&act);
      }
      EXPECT_EQ(footing.ActsAllowed(today), acts) << unit.text();
    }
  }
  EXPECT_GT(allowed, 20);
}

TEST_F(SightTest, ACaseIsNotKeptForWhoHasNoPartInItAnyMore) {
  const auto is_kept_for = [&](const std::string& unit) {
    const auto& rows = city_.store().rows(store::Collection::kUnitCases);
    return std::any_of(rows.begin(), rows.end(), [&](const auto& row) {
      return row.first.find(unit) != std::string::npos && row.first.ends_with("/" + city_.at_hand());
    });
  };
  city_.Refer();
  EXPECT_TRUE(is_kept_for("hcmc-social-support-centre"));
  city_.Act(city_.As("centre", ""), city_.at_hand(), 5, "referral_refused",
            {{"reason", "no_fitting_room"}, {"message", "Hết chỗ"}});
  EXPECT_FALSE(is_kept_for("hcmc-social-support-centre"));
  EXPECT_TRUE(is_kept_for(kPost));
}

}  // namespace
}  // namespace nuong::operations
