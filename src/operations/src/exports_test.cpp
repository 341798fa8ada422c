#include "nuong/operations/exports.hpp"

#include <gtest/gtest.h>

#include "case_access.hpp"
#include "city_fixture.hpp"
#include "export_file.hpp"
#include "nuong/ledger/verify.hpp"
#include "nuong/operations/compare.hpp"
#include "nuong/operations/list_duties.hpp"
#include "nuong/operations/list_looks.hpp"
#include "nuong/operations/monitor.hpp"

/// The post keeps one person at the beginning; the commune keeps another, of whom the post knows nothing.
namespace nuong::operations {
namespace {

class ExportsTest : public testing::Test {
 protected:
  ExportsTest() : city_("Võ Thị Lan Chi") {}

  Result<ExportsView> Ask(const std::string& member, const std::vector<std::string>& classes = {}) {
    return AskExport(city_.services(), city_.As(member, ""), {classes, "review", std::nullopt, std::nullopt});
  }
  Result<ExportFileView> Take(const std::string& member, std::int64_t sequence) {
    return TakeExport(city_.services(), city_.As(member, ""), {sequence, "vi"});
  }
  void Receive(int persons) {
    for (int i = 0; i < persons; ++i) city_.Receive("post", "Người Thứ " + std::to_string(i), 2000);
  }
  std::string FirstMark(const ExportFileView& file) {
    const std::size_t row = file.text.find("\r\n") + 3;
    return file.text.substr(row, file.text.find('"', row) - row);
  }
  /// Kind and member of the newest entry, which is a refusal.
  std::string LastRefusal() {
    const auto entry = ledger::DecodeEntry(city_.store().rows(store::Collection::kEntries).rbegin()->second);
    return entry->deed == ledger::Deed::kRefused ? entry->kind + " " + entry->member.text() : "";
  }
  std::size_t Entries() { return city_.store().rows(store::Collection::kEntries).size(); }
  void ExpectLedgerTellsAll() {
    const auto views = CompareViews(city_.store(), city_.regulation());
    EXPECT_EQ(views->differences, std::vector<std::string>{});
    const auto report = Monitor(city_.store(), {city_.regulation()});
    ASSERT_TRUE(report.ok());
    for (const auto& finding : report->findings) ADD_FAILURE() << finding.message.en;
    (void)city_.store().Read([&](store::Reader& reader) -> Result<void> {
      EXPECT_TRUE(ledger::Verify(reader).flaws.empty());
      return {};
    });
  }

  City city_;
};

TEST_F(ExportsTest, HoldsTheUnitsOwnCasesAndNoOther) {
  const auto asked = Ask("post", {"F3"});
  ASSERT_TRUE(asked.ok());
  ASSERT_EQ(asked->exports.size(), 1u);
  EXPECT_EQ(asked->exports.front().state, "ready");
  EXPECT_EQ(asked->exports.front().persons, 1);
  const auto file = Take("post", asked->exports.front().sequence);
  ASSERT_TRUE(file.ok());
  EXPECT_EQ(file->persons, 1);
  EXPECT_EQ(file->text.find("\xEF\xBB\xBF\"Dấu của dòng\",\"Người xuất\",\"Hồ sơ\""), 0u) << file->text;
  EXPECT_NE(file->text.find("\"Trần Thị Mận\""), std::string::npos);
  EXPECT_NE(file->text.find("\"post · Đồn Biên phòng Cần Giờ\""), std::string::npos);
  EXPECT_EQ(file->text.find("Lan Chi"), std::string::npos);
  const auto looks = ListLooks(city_.services(), city_.As("post", ""), {city_.at_hand()});
  EXPECT_EQ(looks->looks.at(1).what.en, "Taken out in a file");
  EXPECT_EQ(looks->looks.at(1).classes, (std::vector<std::string>{"F1", "F3"}));
  EXPECT_EQ(FirstMark(*file).substr(0, FirstMark(*file).find('-')), std::to_string(looks->looks.at(1).sequence));
  ExpectLedgerTellsAll();
}

TEST_F(ExportsTest, HoldsNoNameUnlessAskedFor) {
  const auto asked = Ask("post");
  const auto file = Take("post", asked->exports.front().sequence);
  ASSERT_TRUE(file.ok());
  EXPECT_EQ(file->persons, 1);
  EXPECT_EQ(file->text.find("Mận"), std::string::npos);
}

TEST_F(ExportsTest, TwentyOnePersonsTakeTwo) {
  Receive(20);
  const auto asked = Ask("post");
  const ExportView first = asked->exports.front();
  EXPECT_EQ(first.persons, 21);
  EXPECT_EQ(first.state, "waiting");
  EXPECT_EQ(Take("post", first.sequence).error().code, ErrorCode::kConflict);
  const auto confirm = [&](const std::string& member) {
    return ConfirmExport(city_.services(), city_.As(member, ""), {first.sequence});
  };
  EXPECT_EQ(confirm("post").error().code, ErrorCode::kRefused) << "her own";
  EXPECT_EQ(confirm("commune").error().code, ErrorCode::kAbsent) << "of another unit";
  EXPECT_EQ(ListDuties(city_.services(), city_.As("post", ""))->exports, 0);
  EXPECT_EQ(ListDuties(city_.services(), city_.As("post-2", ""))->exports, 1);
  ASSERT_TRUE(confirm("post-2").ok());
  EXPECT_EQ(ListDuties(city_.services(), city_.As("post-2", ""))->exports, 0);
  EXPECT_EQ(confirm("post-2").error().code, ErrorCode::kConflict);
  EXPECT_EQ(Take("post-2", first.sequence).error().code, ErrorCode::kAbsent) << "who confirms does not take it";
  EXPECT_EQ(Take("post", first.sequence)->persons, 21);
  EXPECT_EQ(Take("post", first.sequence)->persons, 21) << "again, should the first not have arrived";
  ExpectLedgerTellsAll();
}

TEST_F(ExportsTest, EveryRefusalIsOnRecordAndAFloodOfThemWaits) {
  Receive(20);
  const std::int64_t sequence = Ask("post")->exports.front().sequence;
  const Caller own = city_.As("post", "");
  const Caller other = city_.As("post-2", "");
  EXPECT_EQ(ConfirmExport(city_.services(), own, {sequence}).error().code, ErrorCode::kRefused);
  EXPECT_EQ(LastRefusal(), "export_confirmed post");
  for (const std::int64_t wanted : {sequence, std::int64_t{1}, std::int64_t{-1}}) {
    EXPECT_EQ(TakeExport(city_.services(), other, {wanted, "vi"}).error().id, "absent") << wanted;
    EXPECT_EQ(LastRefusal(), "export_taken post-2") << wanted << ": hers or none, it is one entry";
  }
  const std::size_t before = Entries();
  for (int i = 0; i < 50; ++i) static_cast<void>(TakeExport(city_.services(), other, {sequence, "vi"}));
  EXPECT_EQ(Entries(), before + 2) << "five in all";
  EXPECT_EQ(TakeExport(city_.services(), other, {sequence, "vi"}).error().id, "sign_in_wait");
  EXPECT_TRUE(ConfirmExport(city_.services(), other, {sequence}).ok()) << "what she may do does not wait";
  EXPECT_TRUE(SignIn(city_.services(), {}, {"post-2", kPassword}).ok());
  EXPECT_TRUE(TakeExport(city_.services(), own, {sequence, "vi"}).ok());
  ExpectLedgerTellsAll();
}

TEST_F(ExportsTest, WhoConfirmsShowsAgainWhoSheIs) {
  Receive(20);
  const std::int64_t sequence = Ask("post")->exports.front().sequence;
  city_.AskSecondFactor();
  const Caller second = city_.As("post-2", "");
  city_.services().sessions.LetIn(second.session);
  EXPECT_EQ(ListDuties(city_.services(), second)->exports, 1) << "it waits for her all the same";
  EXPECT_TRUE(ListExports(city_.services(), second)->exports.front().may_confirm);
  EXPECT_TRUE(ListExports(city_.services(), second)->exports.front().asks_step_up);
  const auto without = ConfirmExport(city_.services(), second, {sequence});
  ASSERT_FALSE(without.ok());
  EXPECT_EQ(without.error().code, ErrorCode::kRefused);
  EXPECT_NE(without.error().message.en.find("who you are"), std::string::npos);
  city_.services().sessions.Strengthen(second.session, ParseInstant("2023-06-12T08:10+07:00").value(),
                                       Sessions::Proof::kCode);
  EXPECT_FALSE(ListExports(city_.services(), second)->exports.front().asks_step_up);
  EXPECT_TRUE(ConfirmExport(city_.services(), second, {sequence}).ok());
  ExpectLedgerTellsAll();
}

TEST_F(ExportsTest, MoreThanTwentyInSmallPartsTakeTwoAsWell) {
  Receive(10);
  EXPECT_EQ(Ask("post")->exports.front().state, "ready");
  EXPECT_EQ(Ask("post")->exports.front().state, "waiting");
  city_.clock().Set("2023-06-13T08:00+07:00");
  EXPECT_EQ(Ask("post")->exports.front().state, "ready") << "a day later";
}

TEST_F(ExportsTest, IsDecidedAnewWhenItIsTaken) {
  const auto asked = Ask("post", {"F3"});
  city_.HandOver();
  const auto file = Take("post", asked->exports.front().sequence);
  ASSERT_TRUE(file.ok());
  EXPECT_EQ(file->persons, 0);
  EXPECT_EQ(file->left_out, 1);
  EXPECT_EQ(file->text.find("Mận"), std::string::npos);
  ExpectLedgerTellsAll();
}

TEST_F(ExportsTest, NeverGrowsAfterItWasConfirmed) {
  const auto asked = Ask("post");
  Receive(1);
  EXPECT_EQ(Take("post", asked->exports.front().sequence)->persons, 1);
}

TEST_F(ExportsTest, IsOverAfterADay) {
  const auto asked = Ask("post");
  city_.clock().Set("2023-06-13T07:59+07:00");
  EXPECT_TRUE(Take("post", asked->exports.front().sequence).ok());
  city_.clock().Set("2023-06-13T08:00+07:00");
  EXPECT_EQ(Take("post", asked->exports.front().sequence).error().code, ErrorCode::kConflict);
}

TEST_F(ExportsTest, NamesTakeAFreshProofOfWhoAsks) {
  city_.AskSecondFactor();
  const Caller post = city_.As("post", "");
  city_.services().sessions.LetIn(post.session);
  const auto names = [&] { return AskExport(city_.services(), post, {{"F3"}, "review", {}, {}}); };
  ASSERT_EQ(names().error().code, ErrorCode::kRefused);
  EXPECT_NE(names().error().message.en.find("who you are"), std::string::npos)
      << "a fresh proof is all that is missing";
  EXPECT_TRUE(ListExports(city_.services(), post)->classes.at(1).asks_step_up);
  city_.services().sessions.Strengthen(post.session, ParseInstant("2023-06-12T08:10+07:00").value(),
                                       Sessions::Proof::kCode);
  EXPECT_FALSE(ListExports(city_.services(), post)->classes.at(1).asks_step_up);
  const auto asked = names();
  ASSERT_TRUE(asked.ok());
  const TakeExportRequest take{asked->exports.front().sequence, "en"};
  EXPECT_NE(TakeExport(city_.services(), post, take)->text.find("Mận"), std::string::npos);
  city_.clock().Set("2023-06-12T08:10+07:00");
  const auto late = TakeExport(city_.services(), post, take);
  ASSERT_TRUE(late.ok());
  EXPECT_EQ(late->persons, 1);
  EXPECT_EQ(late->text.find("Mận"), std::string::npos) << "nor does taking what was asked for in time";
}

TEST_F(ExportsTest, RefusesWhatCannotLeave) {
  EXPECT_EQ(Ask("post", {"F5"}).error().code, ErrorCode::kInvalid);
  EXPECT_EQ(Ask("post", {"F4m"}).error().code, ErrorCode::kInvalid);
  EXPECT_EQ(Ask("department", {"F3"}).error().code, ErrorCode::kRefused) << "who supervises sees no names";
  EXPECT_NE(Ask("department", {"F3"}).error().message, kTakesFreshProof) << "nor with any proof";
  EXPECT_EQ(Ask("centre").error().code, ErrorCode::kInvalid) << "no case of its own";
  const auto ask = [&](AskExportRequest request) {
    return AskExport(city_.services(), city_.As("post", ""), request).error().code;
  };
  EXPECT_EQ(ask({{}, "because", {}, {}}), ErrorCode::kInvalid);
  EXPECT_EQ(ask({{}, "review", "yesterday", {}}), ErrorCode::kInvalid);
  EXPECT_EQ(ask({{}, "review", {}, "2023-06-11"}), ErrorCode::kInvalid) << "no case is that old";
  EXPECT_EQ(Take("post", 1).error().code, ErrorCode::kAbsent);
}

TEST_F(ExportsTest, ARowTellsWhoseFileItIsFrom) {
  const auto file = Take("post", Ask("post")->exports.front().sequence);
  const std::string mark = FirstMark(*file);
  const auto trace = [&](const std::string& member, const std::string& text) {
    return TraceMark(city_.services(), city_.As(member, ""), {text});
  };
  const auto found = trace("police", mark);
  ASSERT_TRUE(found.ok());
  EXPECT_EQ(found->member, "post");
  std::string typed = mark;
  for (char& letter : typed) letter = static_cast<char>(std::tolower(letter));
  EXPECT_TRUE(trace("police", typed).ok());
  std::string altered = mark;
  altered.back() = altered.back() == 'A' ? 'B' : 'A';
  int minute = 10;
  for (const std::string& wrong : {altered, std::string("1-aaaaaaaa"), std::string(), std::string("-"),
                                   std::string("99999999999999999999-a"), std::string("x") + mark}) {
    city_.clock().Set("2023-06-12T08:" + std::to_string(++minute) + "+07:00");
    EXPECT_EQ(trace("police", wrong).error().code, ErrorCode::kAbsent) << wrong;
    EXPECT_EQ(LastRefusal(), "export_mark police") << wrong;
  }
  EXPECT_EQ(trace("post", mark).error().code, ErrorCode::kRefused);
  const auto own = Take("department", Ask("department")->exports.front().sequence);
  ASSERT_TRUE(own.ok());
  EXPECT_EQ(trace("department", FirstMark(*own)).error().code, ErrorCode::kAbsent) << "of her own unit";
}

/// To write a class into a file one must be allowed both to export and to read it.
TEST_F(ExportsTest, WhatMayNotBeReadDoesNotLeave) {
  auto changed = std::make_shared<regulation::Regulation>(*city_.regulation());
  for (regulation::AccessRule& rule : changed->access) {
    if (rule.actions == std::vector<std::string>{"read"}) std::erase(rule.classes, FieldClass::kIdentity);
  }
  std::erase_if(changed->access, [](const regulation::AccessRule& rule) {
    return rule.actions == std::vector<std::string>{"read"} && rule.classes.empty();
  });
  EXPECT_TRUE(Ask("post", {"F3"}).ok());
  city_.Use(changed);
  EXPECT_EQ(Ask("post", {"F3"}).error().code, ErrorCode::kRefused);
}

TEST_F(ExportsTest, NothingLeavesWhereTheRegulationHasNoLimits) {
  auto changed = std::make_shared<regulation::Regulation>(*city_.regulation());
  changed->exports.reset();
  city_.Use(changed);
  EXPECT_EQ(Ask("post").error().code, ErrorCode::kAbsent);
  EXPECT_EQ(ListExports(city_.services(), city_.As("post", "")).error().code, ErrorCode::kAbsent);
}

TEST_F(ExportsTest, WhoMayNotConfirmSeesNoRequestOfAnother) {
  ASSERT_TRUE(AddMember(city_.services(), {MemberName("scout"), UnitName(kPost), {"Trinh sát", "Scout"}, {}, kPassword},
                        {MemberName("post"), kPassword}, {MemberName("post-2"), kPassword})
                  .ok());
  Receive(20);
  ASSERT_TRUE(Ask("post").ok());
  const auto seen_by = [&](const std::string& member) {
    return ListExports(city_.services(), city_.As(member, ""))->exports.size();
  };
  EXPECT_EQ(seen_by("post-2"), 1u);
  EXPECT_EQ(seen_by("scout"), 0u);
}

TEST(CsvCell, NoSpreadsheetTakesItForAFormula) {
  EXPECT_EQ(CsvCell("Trần \"Mận\", 20"), "\"Trần \"\"Mận\"\", 20\"");
  for (const std::string begin : {"=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"}) {
    EXPECT_EQ(CsvCell(begin + "HYPERLINK()"), "\"'" + begin + "HYPERLINK()\"");
  }
  EXPECT_EQ(CsvCell(""), "\"\"");
}

}  // namespace
}  // namespace nuong::operations
