#include "nuong/operations/reform_day.hpp"

#include <gtest/gtest.h>

#include <utility>

#include "house_fixture.hpp"
#include "keyring.hpp"
#include "nuong/operations/list_cases.hpp"
#include "nuong/operations/list_duties.hpp"
#include "nuong/operations/list_looks.hpp"
#include "nuong/operations/members.hpp"
#include "nuong/operations/open_case.hpp"
#include "nuong/operations/perform_act.hpp"
#include "nuong/operations/session.hpp"
#include "nuong/operations/wiring.hpp"
#include "regulation_fixture.hpp"
#include "services.hpp"

/// The model province: the post of Đồi Gió ends on 1 January 2024 and the post of Bến Mây takes its place. The
/// department proposes, another unit (the centre) confirms.
namespace nuong::operations {
namespace {

const std::string kPassword = "a long password";
const std::string kDay = "2024-01-01";
const std::string kOld = "post-doi-gio";
const std::string kNew = "post-ben-may";

class HandClock : public Clock {
 public:
  Instant Now() override { return std::exchange(now_, Instant{now_.us + step_us}); }
  void Set(const std::string& at) { now_ = ParseInstant(at).value(); }
  void Set(Instant at) { now_ = at; }

  std::int64_t step_us = 0;  ///< it goes on by this much each time it is asked

 private:
  Instant now_;
};

class ReformDayTest : public testing::Test {
 protected:
  ReformDayTest() {
    static const auto example = ShippedRegulation("example");
    regulation_ = example;
    const std::array<std::uint8_t, 32> seed{};
    World world{&store_,
                &clock_,
                &random_,
                example,
                std::make_shared<const vault::RootKey>(vault::RootKey::FromSeed(seed)),
                vault::PasswordCost::kTest};
    services_ = MakeServices(std::move(world)).value();
    clock_.Set("2023-12-20T08:00+07:00");
    const auto member = [](const std::string& name, const std::string& unit) {
      return NewMember{MemberName(name), UnitName(unit), {name, name}, {"approver"}, kPassword};
    };
    EXPECT_TRUE(Found(*services_,
                      {member("giver", kOld), member("heir", kNew), member("stays", kNew), member("lead", "department"),
                       member("second", "department"), member("centre", "centre-hoa-rung")})
                    .ok());
  }

  Caller As(const std::string& member) {
    const auto signed_in = SignIn(*services_, {}, {member, kPassword});
    EXPECT_TRUE(signed_in.ok());
    return {signed_in->session, "", "test"};
  }
  Once Next() { return {"key-" + std::to_string(++keys_)}; }

  /// A person received by the post of Đồi Gió, with her name on record.
  std::string Receive() {
    const Caller giver = As("giver");
    const auto begun = BeginCase(*services_, giver, Next(), {Value(Value::Object{})});
    EXPECT_TRUE(begun.ok());
    const Value fields = Value::Object{{"channel", "came"}, {"age_group", "child"}, {"name", "Lê Thị Sen"}};
    const auto received = PerformAct(*services_, giver, Next(), {begun->case_id, "received", 1, fields});
    EXPECT_TRUE(received.ok());
    return begun->case_id;
  }

  void Confirm() {
    ASSERT_TRUE(ProposeReform(*services_, As("lead"), Next(), {kDay}).ok());
    As("giver");  // leaves the keys of the post that ends
    const auto confirmed = ConfirmReform(*services_, As("centre"), Next(), {kDay});
    ASSERT_TRUE(confirmed.ok()) << confirmed.error().note;
  }

  /// "duty / holder" of every duty on the home page of the member.
  std::vector<std::string> Mine(const std::string& member) {
    std::vector<std::string> lines;
    const auto home = ListDuties(*services_, As(member));
    EXPECT_TRUE(home.ok());
    for (const DutyView& duty : home->mine) lines.push_back(duty.duty + " / " + duty.holder);
    return lines;
  }

  std::string NameSeenBy(const std::string& member, const std::string& case_id) {
    const auto page = OpenCase(*services_, As(member), {case_id});
    if (!page.ok()) return page.error().id;
    for (const FieldView& field : page->who) {
      if (field.name == "name") return field.shown.vi;
    }
    return "";
  }

  void ExpectViewsRebuildAlike() {
    const auto report = CompareViews(store_, regulation_);
    ASSERT_TRUE(report.ok()) << report.error().note;
    EXPECT_EQ(report->differences, std::vector<std::string>{});
  }

  std::size_t RowsUnder(const std::string& prefix) {
    std::size_t count = 0;
    for (const auto& [name, bytes] : store_.rows(store::Collection::kKeyring)) {
      count += name.starts_with(prefix) ? 1 : 0;
    }
    return count;
  }

  HouseStore store_;
  HandClock clock_;
  CountingRandom random_;
  std::shared_ptr<const regulation::Regulation> regulation_;
  std::shared_ptr<Services> services_;
  int keys_ = 0;
};

using Lines = std::vector<std::string>;

TEST_F(ReformDayTest, CountsWhatWouldMoveAndChangesNothing) {
  Receive();
  Receive();
  const auto before = store_.collections();
  const auto view = PreviewReform(*services_, As("lead"), {kDay});
  ASSERT_TRUE(view.ok());
  EXPECT_EQ(view->state, "ahead");
  ASSERT_EQ(view->units.size(), 1u);
  const ReformUnitView& unit = view->units.front();
  EXPECT_EQ(unit.unit, kOld);
  EXPECT_EQ(unit.successor, kNew);
  EXPECT_EQ(unit.cases, 2);
  EXPECT_EQ(unit.duties, 2);
  EXPECT_EQ(unit.relations, 4);  // receiver and keeper of each
  EXPECT_EQ(unit.wraps, 2);
  EXPECT_EQ(unit.keys, "waiting");
  EXPECT_EQ(view->cases, 2);
  ASSERT_EQ(view->duties.size(), 1u);
  EXPECT_EQ(view->duties.front().id, "lodge");
  for (const auto collection : {store::Collection::kCases, store::Collection::kDuties, store::Collection::kKeyring}) {
    EXPECT_EQ(store_.rows(collection), before[static_cast<std::size_t>(collection)]);
  }
}

TEST_F(ReformDayTest, LookingIsOnRecordAndOnlyForThoseAllowed) {
  const Caller lead = As("lead");
  const auto entries = [&] { return store_.rows(store::Collection::kEntries).size(); };
  const std::size_t before = entries();
  ASSERT_TRUE(PreviewReform(*services_, lead, {kDay}).ok());
  EXPECT_EQ(entries(), before + 1);
  const Caller heir = As("heir");
  EXPECT_EQ(PreviewReform(*services_, heir, {kDay}).error().code, ErrorCode::kRefused);
  EXPECT_EQ(ListReforms(*services_, heir).error().code, ErrorCode::kRefused);
  EXPECT_EQ(ProposeReform(*services_, heir, Next(), {kDay}).error().code, ErrorCode::kRefused);
  EXPECT_EQ(PreviewReform(*services_, lead, {"2024-01-02"}).error().code, ErrorCode::kInvalid);
}

TEST_F(ReformDayTest, TakesTwoPersonsOfTwoUnitsAndNotBeforeItsDay) {
  ASSERT_TRUE(ProposeReform(*services_, As("lead"), Next(), {kDay}).ok());
  EXPECT_EQ(ConfirmReform(*services_, As("centre"), Next(), {kDay}).error().note, "reform day is ahead");
  clock_.Set("2024-01-01T07:30+07:00");
  EXPECT_EQ(ConfirmReform(*services_, As("lead"), Next(), {kDay}).error().code, ErrorCode::kRefused);
  EXPECT_EQ(ConfirmReform(*services_, As("second"), Next(), {kDay}).error().code, ErrorCode::kRefused);
  EXPECT_EQ(ConfirmReform(*services_, As("centre"), Next(), {kDay})->state, "confirmed");
  EXPECT_EQ(ConfirmReform(*services_, As("centre"), Next(), {kDay}).error().code, ErrorCode::kConflict);
  EXPECT_EQ(WithdrawReform(*services_, As("lead"), Next(), {kDay}).error().code, ErrorCode::kConflict);
}

TEST_F(ReformDayTest, WithdrawnLeavesNothingBehind) {
  const std::string case_id = Receive();
  ASSERT_TRUE(ProposeReform(*services_, As("lead"), Next(), {kDay}).ok());
  As("giver");
  EXPECT_GT(RowsUnder("heirlock/"), 0u);
  ASSERT_TRUE(WithdrawReform(*services_, As("centre"), Next(), {kDay}).ok());
  EXPECT_EQ(RowsUnder("heirlock/"), 0u);
  clock_.Set("2024-01-02T08:00+07:00");
  EXPECT_EQ(ConfirmReform(*services_, As("centre"), Next(), {kDay}).error().code, ErrorCode::kConflict);
  EXPECT_EQ(NameSeenBy("giver", case_id), "Lê Thị Sen");
  ExpectViewsRebuildAlike();
}

TEST_F(ReformDayTest, OpenDutiesHaveOneLivingHolder) {
  Receive();
  clock_.Set("2024-01-01T07:30+07:00");
  EXPECT_EQ(Mine("giver"), Lines{"lodge / post-doi-gio"});
  Confirm();
  EXPECT_EQ(Mine("heir"), Lines{"lodge / post-ben-may"});
  EXPECT_EQ(Mine("giver"), Lines{});
  ExpectViewsRebuildAlike();
}

TEST_F(ReformDayTest, TheSuccessorReadsWhatWasSealedAndTheEndedUnitNothing) {
  const std::string case_id = Receive();
  clock_.Set("2024-01-01T07:30+07:00");
  EXPECT_EQ(NameSeenBy("heir", case_id), "absent");
  const std::size_t wraps = RowsUnder("wrap/");
  Confirm();
  EXPECT_EQ(NameSeenBy("heir", case_id), "Lê Thị Sen");
  EXPECT_EQ(NameSeenBy("giver", case_id), "absent");
  EXPECT_EQ(RowsUnder("member/" + kOld + "/"), 0u);
  EXPECT_EQ(RowsUnder("wrap/"), wraps) << "no case was touched";
}

TEST_F(ReformDayTest, KeysBroughtAfterwardsPassAtOnce) {
  const std::string case_id = Receive();
  clock_.Set("2024-01-01T07:30+07:00");
  ASSERT_TRUE(ProposeReform(*services_, As("lead"), Next(), {kDay}).ok());
  ASSERT_TRUE(ConfirmReform(*services_, As("centre"), Next(), {kDay}).ok());
  EXPECT_EQ(NameSeenBy("heir", case_id), "") << "on the case, without its keys";
  As("giver");
  EXPECT_EQ(NameSeenBy("heir", case_id), "Lê Thị Sen");
  EXPECT_EQ(RowsUnder("member/" + kOld + "/"), 0u);
}

/// Whoever leaves must not stay because something that the unit inherited does not open.
TEST_F(ReformDayTest, InheritedKeysOutlastARemovalAndADamagedOneHindersNone) {
  const std::string case_id = Receive();
  clock_.Set("2024-01-01T07:30+07:00");
  Confirm();
  const std::string damaged = "heir/" + kOld + "/F2/" + kNew;
  ASSERT_TRUE(store_
                  .Write([&](store::Writer& writer) -> Result<void> {
                    std::string bytes = writer.Get(store::Collection::kKeyring, damaged).value();
                    bytes.back() ^= 1;
                    writer.Put(store::Collection::kKeyring, damaged, bytes);
                    return {};
                  })
                  .ok());
  ASSERT_TRUE(RemovePerson(*services_, As("lead"), {"heir"}).ok());
  const Caller stays = As("stays");
  EXPECT_EQ(RemovePerson(*services_, stays, {"heir"})->standing, "gone");
  KeysProgress progress;
  do progress = RenewKeys(*services_, stays).value();
  while (!progress.finished);
  EXPECT_EQ(progress.damaged, 1);
  EXPECT_GT(RowsUnder("older/" + kNew + "/"), 0u);
  EXPECT_EQ(NameSeenBy("stays", case_id), "Lê Thị Sen");
}

TEST_F(ReformDayTest, TheNextActWritesTheCaseUnderItsNewNames) {
  const std::string case_id = Receive();
  clock_.Set("2024-01-02T08:00+07:00");
  Confirm();
  const auto stale = PerformAct(*services_, As("heir"), Next(), {case_id, "lodging_given", 2, Value::Object{}});
  EXPECT_EQ(stale.error().code, ErrorCode::kConflict) << "the passing is a change of the case";
  ASSERT_TRUE(PerformAct(*services_, As("heir"), Next(), {case_id, "lodging_given", 3, Value::Object{}}).ok());
  EXPECT_EQ(Mine("heir"), Lines{});
  const auto rows = store_.rows(store::Collection::kUnitCases);
  for (const auto& [key, value] : rows) EXPECT_FALSE(key.starts_with(kOld)) << "a row under the old name is left";
  EXPECT_EQ(ListCases(*services_, As("heir"), {})->rows.size(), 1u);
  EXPECT_EQ(NameSeenBy("heir", case_id), "Lê Thị Sen");
  ExpectViewsRebuildAlike();
}

TEST_F(ReformDayTest, PapersAndLooksKeepTheOldNames) {
  const std::string case_id = Receive();
  clock_.Set("2024-01-01T07:30+07:00");
  Confirm();
  const auto page = OpenCase(*services_, As("heir"), {case_id});
  ASSERT_TRUE(page.ok());
  ASSERT_EQ(page->timeline.size(), 3u);
  EXPECT_EQ(page->timeline[0].kind, "reform_confirmed");
  EXPECT_EQ(page->timeline[0].unit, kNew);
  EXPECT_EQ(page->timeline[1].unit, kOld);
  const auto looks = ListLooks(*services_, As("lead"), {case_id});
  ASSERT_TRUE(looks.ok());
  bool passed = false;
  for (const LookView& look : looks->looks) passed = passed || look.what.en == "Passed to the succeeding unit";
  EXPECT_TRUE(passed);
}

TEST_F(ReformDayTest, AnActPlannedBeforeIsRefusedAfter) {
  const std::string case_id = Receive();
  clock_.Set("2024-01-01T07:30+07:00");
  const Caller giver = As("giver");
  Confirm();
  const auto late = PerformAct(*services_, giver, Next(), {case_id, "lodging_given", 2, Value::Object{}});
  EXPECT_EQ(late.error().code, ErrorCode::kAbsent);
  EXPECT_EQ(BeginCase(*services_, giver, Next(), {Value(Value::Object{})}).error().code, ErrorCode::kRefused);
}

TEST_F(ReformDayTest, IsWholeOrNotAtAllWhenTheCommitFails) {
  const std::string case_id = Receive();
  clock_.Set("2024-01-01T07:30+07:00");
  ASSERT_TRUE(ProposeReform(*services_, As("lead"), Next(), {kDay}).ok());
  As("giver");
  const Caller centre = As("centre");
  const Once once = Next();
  store_.fail_next = true;
  EXPECT_FALSE(ConfirmReform(*services_, centre, once, {kDay}).ok());
  EXPECT_EQ(Mine("giver"), Lines{"lodge / post-doi-gio"});
  EXPECT_EQ(NameSeenBy("giver", case_id), "Lê Thị Sen");
  ExpectViewsRebuildAlike();
  const auto first = ConfirmReform(*services_, centre, once, {kDay});
  ASSERT_TRUE(first.ok());
  EXPECT_EQ(ConfirmReform(*services_, centre, once, {kDay})->sequence, first->sequence);
  EXPECT_EQ(Mine("heir"), Lines{"lodge / post-ben-may"});
  ExpectViewsRebuildAlike();
}

TEST_F(ReformDayTest, ShowsAfterwardsWhatItMoved) {
  Receive();
  clock_.Set("2024-01-01T07:30+07:00");
  Confirm();
  const auto view = PreviewReform(*services_, As("lead"), {kDay});
  ASSERT_TRUE(view.ok());
  EXPECT_EQ(view->state, "confirmed");
  EXPECT_EQ(view->units.front().duties, 1);
  EXPECT_EQ(view->units.front().keys, "passed");
  EXPECT_EQ(view->proposed->unit_name.en, "Sông Mơ department");
  EXPECT_EQ(view->confirmed->unit_name.en, "Hoa Rừng centre");
  EXPECT_FALSE(view->may_propose || view->may_confirm || view->may_withdraw);
  EXPECT_TRUE(WhoAmI(*services_, As("giver"))->succeeded_by.has_value());
}

/// Until the end of September 2023 a case is closed without a day, from October on with one. Wherever midnight falls
/// between two looks at the clock, the act has the form of the day it is dated.
TEST_F(ReformDayTest, AnActAtMidnightIsDoneUnderOneLaw) {
  const Instant midnight = ParseInstant("2023-10-01T00:00+07:00").value();
  clock_.Set("2023-09-29T08:00+07:00");
  int accepted = 0;
  for (std::int64_t before = 0; before < 12; ++before) {
    clock_.Set(Instant{midnight.us - 600'000'000});
    const std::string case_id = Receive();
    const Caller giver = As("giver");
    clock_.Set(Instant{midnight.us - before});
    clock_.step_us = 1;
    const auto closed = PerformAct(*services_, giver, Next(), {case_id, "case_closed", 2, Value::Object{}});
    clock_.step_us = 0;
    if (!closed.ok()) {
      EXPECT_EQ(closed.error().code, ErrorCode::kInvalid);
      continue;
    }
    ++accepted;
    EXPECT_TRUE(OpenCase(*services_, giver, {case_id})->timeline.front().at.starts_with("2023-09-30"));
  }
  EXPECT_GT(accepted, 0);
  EXPECT_LT(accepted, 12);
}

TEST_F(ReformDayTest, IsNotProposedWhereNobodyTakesOver) {
  auto alone = std::make_shared<regulation::Regulation>(*regulation_);
  for (auto& [id, unit] : alone->units) unit.successor.reset();
  World world = services_->world;
  world.regulation = alone;
  services_ = MakeServices(std::move(world)).value();
  const Caller lead = As("lead");
  EXPECT_FALSE(PreviewReform(*services_, lead, {kDay})->may_propose);
  EXPECT_EQ(ProposeReform(*services_, lead, Next(), {kDay}).error().code, ErrorCode::kConflict);
}

TEST_F(ReformDayTest, IsProposedOnceByWhoMay) {
  EXPECT_TRUE(PreviewReform(*services_, As("lead"), {kDay})->may_propose);
  EXPECT_FALSE(PreviewReform(*services_, As("centre"), {kDay})->may_propose);
  ASSERT_TRUE(ProposeReform(*services_, As("lead"), Next(), {kDay}).ok());
  EXPECT_EQ(ProposeReform(*services_, As("lead"), Next(), {kDay}).error().code, ErrorCode::kConflict);
  EXPECT_FALSE(PreviewReform(*services_, As("lead"), {kDay})->may_confirm) << "who proposed";
  EXPECT_FALSE(PreviewReform(*services_, As("lead"), {kDay})->may_propose);
}

}  // namespace
}  // namespace nuong::operations
