#include "nuong/operations/access_survey.hpp"
#include "rule_change_fixture.hpp"
#include "rule_names.hpp"

namespace nuong::operations {
namespace {

using store::Collection;

TEST_F(RuleChangeTest, NothingIsShownWhereNothingIsProposed) {
  EXPECT_EQ(ShowRuleChange(*services_, As("cuc"))->standing, "none");
  ProposeRules(*services_, services_->world.regulation);
  EXPECT_EQ(ShowRuleChange(*services_, As("cuc"))->standing, "none") << "it is in use already";
  EXPECT_EQ(ShowRuleChange(*services_, {}).error().code, ErrorCode::kUnauthenticated);
}

TEST_F(RuleChangeTest, ShowsWhatAComparisonOfBothCounts) {
  ProposeRules(*services_, changed_);
  EXPECT_EQ(ShowRuleChange(*services_, As("cuc"))->standing, "counting");
  EXPECT_EQ(Reviewed(As("lan"), {"", "changed", 0, 0, 0}), "rule_change_differs") << "nobody has counted yet";
  Count();
  const auto view = ShowRuleChange(*services_, As("cuc"));
  const auto compared = CompareAccess(services_->regulation(), *changed_);
  ASSERT_TRUE(view.ok() && compared.ok());
  EXPECT_EQ(view->standing, "ready");
  EXPECT_GT(view->gained + view->lost, 0);
  EXPECT_EQ(view->gained, static_cast<std::int64_t>(compared->gained));
  EXPECT_EQ(view->lost, static_cast<std::int64_t>(compared->lost));
  EXPECT_EQ(view->requests, static_cast<std::int64_t>(compared->requests));
  ASSERT_EQ(view->flips.size(), compared->flips.size());
  for (const FlipView& flip : view->flips) {
    EXPECT_EQ(flip.action, "approve_member");
    EXPECT_EQ(flip.action_name.en, "Approve members");
    EXPECT_NE(flip.role_name.vi, flip.role);
  }
  ASSERT_EQ(view->rules.size(), 1u);
  EXPECT_EQ(view->rules.front().change + " " + view->rules.front().id, "changed members-approved");
  EXPECT_FALSE(view->may_review) << "cuc approves nobody";
}

/// A kind of agency that is gone may nothing, whatever the rules say of everybody.
TEST_F(RuleChangeTest, RemovedKindOfAgencyLosesAllItCould) {
  const RoleName removed("centre");
  ASSERT_TRUE(services_->regulation().roles.contains(removed));
  Change([&](regulation::Regulation& changed) { changed.roles.erase(removed); });
  Count();
  const auto view = ShowRuleChange(*services_, As("cuc"));
  EXPECT_EQ(view->gained, 0);
  EXPECT_GT(view->lost, 0);
  for (const FlipView& flip : view->flips) {
    EXPECT_EQ(flip.role, removed.text());
    EXPECT_EQ(flip.role_name, services_->regulation().roles.at(removed).name);
  }
  ASSERT_EQ(view->words.size(), 1u);
  EXPECT_EQ(view->words.front().change + " " + view->words.front().kind + " " + view->words.front().id,
            "removed role " + removed.text());
  const auto back = CompareAccess(*changed_, services_->regulation());
  EXPECT_EQ(static_cast<std::int64_t>(back->gained), view->lost) << "who is added gains as much";
  EXPECT_EQ(back->lost, 0u);
}

TEST_F(RuleChangeTest, RemovedRelationLosesWhatItGaveAndNoMore) {
  std::string removed;
  Change([&](regulation::Regulation& changed) {
    removed = "keeper";
    std::erase_if(changed.relations, [&](const regulation::Relation& relation) { return relation.id == removed; });
  });
  ASSERT_EQ(changed_->relations.size() + 1, services_->regulation().relations.size());
  const auto compared = CompareAccess(services_->regulation(), *changed_);
  ASSERT_TRUE(compared.ok());
  EXPECT_GT(compared->lost, 0u);
  // Where no permit speaks of it and none asks whether there is any relation, nothing is lost.
  for (const AccessFlip& flip : compared->flips) {
    bool is_spoken_of = false;
    for (const regulation::AccessRule& rule : changed_->access) {
      is_spoken_of =
          is_spoken_of || (std::find(rule.actions.begin(), rule.actions.end(), flip.action) != rule.actions.end() &&
                           rule.when.find("unit.relations") != std::string::npos);
    }
    EXPECT_TRUE(is_spoken_of || flip.action.starts_with("act:")) << flip.action;
  }
  const auto words = ShowWords();
  EXPECT_EQ(words, std::vector<std::string>{"removed relation keeper"});
}

TEST_F(RuleChangeTest, RelationAddedThatNoRuleSpeaksOfOpensNothing) {
  Change([](regulation::Regulation& changed) {
    changed.relations.push_back({"onlooker", {"Người xem", "Onlooker"}, {}});
  });
  const auto compared = CompareAccess(services_->regulation(), *changed_);
  ASSERT_TRUE(compared.ok());
  EXPECT_EQ(compared->gained + compared->lost, 0u);
  EXPECT_EQ(ShowWords(), std::vector<std::string>{"added relation onlooker"});
}

TEST_F(RuleChangeTest, PurposesAndCaseValuesAddedOrRemovedAreTold) {
  Change([](regulation::Regulation& changed) {
    changed.purposes.push_back({"audit", {"Kiểm toán", "Audit"}, false, {}});
    changed.case_values.front().codes.pop_back();
  });
  const std::string code = services_->regulation().case_values.front().codes.back().code;
  EXPECT_EQ(ShowWords(), (std::vector<std::string>{
                             "added purpose audit",
                             "removed case_value " + services_->regulation().case_values.front().id + "/" + code}));
}

TEST_F(RuleChangeTest, CountingStopsWhenTold) {
  ProposeRules(*services_, changed_);
  EXPECT_EQ(CountRuleChange(*services_, [] { return true; }).error().id, "stopped");
}

TEST_F(RuleChangeTest, WhoApprovesSignsTheNumberWithHerKey) {
  Count();
  const Caller lan = As("lan");
  ASSERT_TRUE(ShowRuleChange(*services_, lan)->may_review);
  const auto reviewed = ReviewRuleChange(*services_, lan, Seen(lan));
  ASSERT_TRUE(reviewed.ok()) << reviewed.error().id;
  ASSERT_EQ(reviewed->reviews.size(), 1u);
  EXPECT_EQ(reviewed->reviews.front().member, "lan");
  EXPECT_EQ(reviewed->reviews.front().gained, reviewed->gained);
  EXPECT_EQ(reviewed->reviews.front().held, reviewed->invariants.requests);
  EXPECT_FALSE(reviewed->may_review);
  const ledger::Entry entry = LastEntry();
  EXPECT_EQ(std::string(ledger::DeedCode(entry.deed)) + " " + entry.kind, "policy rule_change_reviewed");
  EXPECT_EQ(entry.member.text() + " " + entry.unit.text(), std::string("lan ") + kPost);
  EXPECT_EQ(entry.sequence, static_cast<std::uint64_t>(reviewed->reviews.front().sequence));
  EXPECT_EQ(MembershipFlaws(), std::vector<std::string>{});
  EXPECT_EQ(Watch(), std::vector<std::string>{});
  const auto views = CompareViews(store_, services_->world.regulation);
  EXPECT_EQ(views->differences, std::vector<std::string>{});
}

TEST_F(RuleChangeTest, ReviewOfAnotherNumberOrByTheSameMemberTwiceConflicts) {
  Count();
  const Caller lan = As("lan");
  const ReviewRuleChangeRequest seen = Seen(lan);
  const std::size_t entries = store_.rows(Collection::kEntries).size();
  EXPECT_EQ(Reviewed(lan, {seen.before, seen.after, seen.gained + 1, seen.lost, seen.held}), "rule_change_differs");
  EXPECT_EQ(Reviewed(lan, {seen.before, seen.after, seen.gained, seen.lost + 1, seen.held}), "rule_change_differs");
  EXPECT_EQ(Reviewed(lan, {seen.before, "other", seen.gained, seen.lost, seen.held}), "rule_change_differs");
  EXPECT_EQ(Reviewed(lan, {"other", seen.after, seen.gained, seen.lost, seen.held}), "rule_change_differs");
  EXPECT_EQ(Reviewed(lan, {seen.before, seen.after, seen.gained, seen.lost, seen.held + 1}), "rule_change_differs");
  EXPECT_EQ(store_.rows(Collection::kEntries).size(), entries);
  EXPECT_EQ(Reviewed(lan, seen), "ok");
  EXPECT_EQ(ReviewRuleChange(*services_, lan, seen).error().code, ErrorCode::kConflict);
  EXPECT_EQ(Reviewed(As("dao"), seen), "ok");
  EXPECT_EQ(ShowRuleChange(*services_, lan)->reviews.size(), 2u);
}

TEST_F(RuleChangeTest, InvariantsThatHoldAreToldWithTheNumberOfRequestsAsked) {
  ProposeRules(*services_, changed_);
  EXPECT_EQ(ShowRuleChange(*services_, As("cuc"))->invariants.standing, "counting");
  Count();
  const auto view = ShowRuleChange(*services_, As("cuc"));
  const auto judged = JudgeAccess(services_->regulation(), *changed_);
  EXPECT_EQ(view->invariants.standing, "held");
  EXPECT_GT(view->invariants.requests, 0);
  EXPECT_EQ(view->invariants.requests, static_cast<std::int64_t>(judged->requests));
  EXPECT_TRUE(view->invariants.broken.empty() && view->invariants.changed.empty());
}

TEST_F(RuleChangeTest, NobodySignsBeforeTheInvariantsAreAsked) {
  ProposeRules(*services_, changed_);
  const Caller lan = As("lan");
  std::string meanwhile;
  // Looks while the invariants are asked, and then stops that.
  const auto stopped = CountRuleChange(*services_, [&] {
    const auto view = ShowRuleChange(*services_, lan);
    if (view->standing != "ready") return false;
    EXPECT_EQ(view->invariants.standing, "counting");
    EXPECT_FALSE(view->may_review);
    meanwhile = Reviewed(lan, Seen(lan));
    return true;
  });
  EXPECT_EQ(stopped.error().id, "stopped");
  EXPECT_EQ(meanwhile, "invariants_counting");
  EXPECT_EQ(ShowRuleChange(*services_, lan)->invariants.standing, "failed");
  EXPECT_EQ(Reviewed(lan, Seen(lan)), "invariants_uncounted");
  EXPECT_TRUE(ShowRuleChange(*services_, lan)->reviews.empty());
}

TEST_F(RuleChangeTest, RulesThatBreakAnInvariantAreNotSigned) {
  Change(LetAnybodyRead);
  Count();
  const Caller lan = As("lan");
  const auto view = ShowRuleChange(*services_, lan);
  EXPECT_EQ(view->invariants.standing, "broken");
  EXPECT_FALSE(view->may_review);
  ASSERT_EQ(view->invariants.broken.size(), 1u);
  const BrokenInvariantView& broken = view->invariants.broken.front();
  EXPECT_EQ(broken.id, "outsider-reads");
  EXPECT_EQ(broken.says, services_->regulation().access_invariants.front().title);
  EXPECT_TRUE(broken.is_allowed && !broken.is_proposed);
  EXPECT_GT(broken.requests, 0);
  EXPECT_EQ(broken.action_name.en + " " + broken.field_class.value_or(""), "Read F2");
  EXPECT_TRUE(broken.relations.empty());
  EXPECT_FALSE(broken.role_name.IsEmpty() || broken.source->instrument.empty());
  EXPECT_EQ(Reviewed(lan, Seen(lan)), "invariant_broken");
  EXPECT_TRUE(ShowRuleChange(*services_, lan)->reviews.empty());
}

/// Whoever writes both must not be able to weaken the judge together with the rules.
TEST_F(RuleChangeTest, RulesAreJudgedByTheInvariantsInUseThoughTheProposalDropsThem) {
  Change([](regulation::Regulation& changed) {
    LetAnybodyRead(changed);
    changed.access_invariants.clear();
  });
  Count();
  const Caller lan = As("lan");
  const auto view = ShowRuleChange(*services_, lan);
  ASSERT_EQ(view->invariants.changed.size(), 1u);
  EXPECT_EQ(view->invariants.changed.front().change + " " + view->invariants.changed.front().id,
            "removed outsider-reads");
  EXPECT_EQ(view->invariants.standing, "broken");
  EXPECT_EQ(Reviewed(lan, Seen(lan)), "invariant_broken");
}

TEST_F(RuleChangeTest, InvariantThatTheProposalAltersIsToldAndJudgesToo) {
  Change([](regulation::Regulation& changed) { changed.access_invariants.front().never = "true"; });
  Count();
  const auto view = ShowRuleChange(*services_, As("lan"));
  ASSERT_EQ(view->invariants.changed.size(), 1u);
  EXPECT_EQ(view->invariants.changed.front().change, "changed");
  ASSERT_EQ(view->invariants.broken.size(), 1u) << "that in use holds";
  EXPECT_TRUE(view->invariants.broken.front().is_proposed);
  EXPECT_EQ(view->invariants.broken.front().id, "outsider-reads");
}

TEST_F(RuleChangeTest, InvariantDoesNotFallSilentForWantOfACaseValue) {
  auto before = std::make_shared<regulation::Regulation>(*services_->world.regulation);
  before->case_values.push_back({"watched", {{"no", {}}, {"yes", {}}}});
  before->access_invariants.front().never = "size(unit.relations) == 0 && case.watched == 'yes'";
  Change(LetAnybodyRead);
  const auto judged = JudgeAccess(*before, *changed_);
  ASSERT_TRUE(judged.ok()) << judged.error().id;
  EXPECT_EQ(judged->in_use.size(), 1u);
}

TEST_F(RuleChangeTest, FirmInvariantThatNothingForbidsAnyMoreIsBroken) {
  Change([](regulation::Regulation& changed) { changed.access_invariants.front().is_firm = true; });
  const auto judged = JudgeAccess(services_->regulation(), *changed_);
  ASSERT_TRUE(judged.ok());
  ASSERT_EQ(judged->proposed.size(), 1u);
  EXPECT_FALSE(judged->proposed.front().is_allowed) << "only a permit is wanting";
}

/// As the builds of before wrote it.
TEST_F(RuleChangeTest, ReviewOfBeforeTheInvariantsWereAskedIsStillProved) {
  (void)As("lan");
  Plant(As("lan"), [](ledger::Entry&) {});
  EXPECT_EQ(MembershipFlaws(), std::vector<std::string>{});
  EXPECT_EQ(Watch(), std::vector<std::string>{});
  Count();
  const auto view = ShowRuleChange(*services_, As("lan"));
  ASSERT_EQ(view->reviews.size(), 1u);
  EXPECT_FALSE(view->reviews.front().held.has_value());
}

TEST_F(RuleChangeTest, WhoApprovesNobodyIsRefusedOnRecord) {
  Count();
  const Caller cuc = As("cuc");
  const auto refused = ReviewRuleChange(*services_, cuc, Seen(cuc));
  ASSERT_FALSE(refused.ok());
  EXPECT_EQ(refused.error().code, ErrorCode::kRefused);
  EXPECT_NE(refused.error().message, kTakesFreshProof) << "a fresh proof would not help her";
  EXPECT_EQ(LastEntry().deed, ledger::Deed::kRefused);
  EXPECT_EQ(LastEntry().kind, kRulesReviewed);
  EXPECT_EQ(ShowRuleChange(*services_, cuc)->reviews.size(), 0u);
}

TEST_F(RuleChangeTest, ReviewTakesAFreshProofOfWhoSheIs) {
  Count();
  services_->world.second_factor = true;
  const Caller lan = As("lan");
  services_->sessions.LetIn(lan.session);
  ASSERT_TRUE(ShowRuleChange(*services_, lan)->asks_step_up);
  const auto without = ReviewRuleChange(*services_, lan, Seen(lan));
  ASSERT_FALSE(without.ok());
  EXPECT_EQ(without.error().code, ErrorCode::kRefused);
  EXPECT_NE(without.error().message.en.find("who you are"), std::string::npos);
  EXPECT_EQ(LastEntry().deed, ledger::Deed::kRefused);
  services_->sessions.Strengthen(lan.session, Instant{clock_.now.us + 60'000'000}, Sessions::Proof::kCode);
  EXPECT_FALSE(ShowRuleChange(*services_, lan)->asks_step_up);
  EXPECT_EQ(Reviewed(lan, Seen(lan)), "ok");
}

TEST_F(RuleChangeTest, ChangeThatComesIntoUseTellsHowManyHadReviewedIt) {
  Count();
  const Caller lan = As("lan");
  ASSERT_EQ(Reviewed(lan, Seen(lan)), "ok");
  const auto before = services_->world.regulation;
  World world = services_->world;
  world.regulation = changed_;
  services_ = MakeServices(world).value();
  ASSERT_TRUE(NotePolicy(*services_).ok());
  world.regulation = before;
  services_ = MakeServices(world).value();
  ASSERT_TRUE(NotePolicy(*services_).ok());
  const auto view = ShowRuleChange(*services_, As("lan"));
  ASSERT_EQ(view->past.size(), 2u);
  EXPECT_EQ(view->past.back().after, "changed");
  EXPECT_EQ(view->past.back().reviews, 1);
  EXPECT_EQ(view->past.front().reviews, 0) << "nobody had looked at the way back";
  const auto report = Monitor(store_, {before, changed_});
  ASSERT_TRUE(report.ok());
  EXPECT_EQ(report->findings.size(), 0u);
}

/// A directory of builds that kept 16 digits of a fingerprint.
class ShortFingerprintTest : public RuleChangeTest {
 protected:
  ShortFingerprintTest() {
    const auto marked = [](const regulation::Regulation& from, const std::string& mark) {
      auto copy = std::make_shared<regulation::Regulation>(from);
      copy->fingerprint = mark;
      return std::shared_ptr<const regulation::Regulation>(copy);
    };
    whole_ = marked(*services_->world.regulation, std::string(64, 'a'));
    whole_changed_ = marked(*changed_, std::string(64, 'b'));
    short_ = marked(*whole_, std::string(16, 'a'));
    changed_ = marked(*changed_, std::string(16, 'b'));
    Open(short_);
  }

  void Open(const std::shared_ptr<const regulation::Regulation>& regulation) {
    World world = services_->world;
    world.regulation = regulation;
    services_ = MakeServices(world).value();
    ASSERT_TRUE(NotePolicy(*services_).ok());
  }

  void ReviewUnderShortOnes() {
    Count();
    const Caller lan = As("lan");
    ASSERT_EQ(Reviewed(lan, Seen(lan)), "ok");
  }

  std::size_t Entries() { return store_.rows(Collection::kEntries).size(); }

  /// With the founding, which this fixture writes under no mark.
  std::vector<std::string> WatchBy(std::vector<std::shared_ptr<const regulation::Regulation>> regulations) {
    auto unmarked = std::make_shared<regulation::Regulation>(*whole_);
    unmarked->fingerprint = "";
    regulations.push_back(unmarked);
    const auto report = Monitor(store_, regulations);
    EXPECT_TRUE(report.ok());
    std::vector<std::string> ids;
    for (const MonitorFinding& finding : report->findings) ids.push_back(finding.id);
    return ids;
  }

  std::shared_ptr<const regulation::Regulation> whole_;
  std::shared_ptr<const regulation::Regulation> whole_changed_;
  std::shared_ptr<const regulation::Regulation> short_;
};

TEST_F(ShortFingerprintTest, ThatTheyAreWholeFromNowOnIsToldOnceAndIsNoChange) {
  ReviewUnderShortOnes();
  const std::size_t entries = Entries();
  Open(whole_);
  Open(whole_);
  EXPECT_EQ(Entries(), entries + 1);
  EXPECT_EQ(LastEntry().regulation, whole_->fingerprint);
  const auto view = ShowRuleChange(*services_, As("lan"));
  EXPECT_TRUE(view->past.front().is_same);
  EXPECT_FALSE(view->past.back().is_same);
  EXPECT_EQ(WatchBy({whole_}), std::vector<std::string>{}) << "of before and of after, by the whole mark alone";
  EXPECT_EQ(MembershipFlaws(), std::vector<std::string>{});
  EXPECT_EQ(CompareViews(store_, whole_)->differences, std::vector<std::string>{});
}

/// Another regulation alike in 16 digits could be put in the place of the one that was reviewed.
TEST_F(ShortFingerprintTest, WhoReviewedUnderThemReviewsAgain) {
  ReviewUnderShortOnes();
  Open(whole_);
  changed_ = whole_changed_;
  Count();
  const Caller lan = As("lan");
  EXPECT_TRUE(ShowRuleChange(*services_, lan)->reviews.empty());
  EXPECT_EQ(Reviewed(lan, Seen(lan)), "ok");
  Open(whole_changed_);
  EXPECT_EQ(ShowRuleChange(*services_, As("lan"))->past.front().reviews, 1);
  EXPECT_EQ(WatchBy({whole_changed_, whole_}), std::vector<std::string>{});
}

TEST_F(ShortFingerprintTest, ChangeThatComesIntoUseWithTheWholeOnesHasNoneOfTheirReviews) {
  ReviewUnderShortOnes();
  Open(whole_changed_);
  const auto view = ShowRuleChange(*services_, As("lan"));
  EXPECT_FALSE(view->past.front().is_same);
  EXPECT_EQ(view->past.front().reviews, 0);
  EXPECT_EQ(WatchBy({whole_changed_, whole_}), std::vector<std::string>{});
}

TEST_F(ShortFingerprintTest, OnceTheyAreWholeNoShortOneIsTaken) {
  Open(whole_);
  (void)As("lan");
  Plant(As("lan"), [&](ledger::Entry& entry) { entry.regulation = short_->fingerprint; });
  EXPECT_EQ(WatchBy({whole_}), (std::vector<std::string>{"policy_unannounced", "regulation_unknown"}));
}

/// Whoever writes both can make 16 digits alike.
TEST_F(ShortFingerprintTest, RegulationsAlikeInThemAreTwo) {
  Open(whole_);
  auto alike = std::make_shared<regulation::Regulation>(*whole_);
  alike->fingerprint = std::string(63, 'a') + "b";
  const std::size_t entries = Entries();
  Open(alike);
  EXPECT_EQ(Entries(), entries + 1);
  EXPECT_FALSE(ShowRuleChange(*services_, As("lan"))->past.front().is_same);
  EXPECT_EQ(WatchBy({whole_, alike}), std::vector<std::string>{"regulation_unknown"})
      << "which of them the short one meant nobody knows";
}

TEST_F(RuleChangeTest, EveryActionOfTheShippedRulesHasAName) {
  const auto city = ShippedRegulation("hcmc");
  std::set<std::string> actions;
  for (const regulation::AccessRule& rule : city->access) actions.insert(rule.actions.begin(), rule.actions.end());
  for (const std::string& action : actions) {
    const Text name = NameOfAction(*city, action);
    EXPECT_NE(name.en, action);
    EXPECT_NE(name.vi, action);
  }
}

}  // namespace
}  // namespace nuong::operations
