#include "recount.hpp"

#include <gtest/gtest.h>

#include "city_fixture.hpp"
#include "emergency.hpp"
#include "nuong/operations/exports.hpp"
#include "nuong/operations/monitor.hpp"
#include "nuong/operations/open_case.hpp"
#include "views.hpp"

/// What is planted goes through the journal, as by somebody who has the server: the ledger proves itself, and only what
/// an entry says of second persons, limits or hours is wrong.
namespace nuong::operations {
namespace {

using ledger::Deed;
using Ids = std::vector<std::string>;

const std::string kCentre = "hcmc-social-support-centre";

class MonitorCountsTest : public testing::Test {
 protected:
  MonitorCountsTest() : city_("Võ Thị Lan Chi") { city_.Refer(); }

  Ids Watch() {
    const auto report = Monitor(city_.store(), {city_.regulation()});
    EXPECT_TRUE(report.ok()) << (report.ok() ? "" : report.error().note);
    Ids ids;
    for (const MonitorFinding& finding : report->findings) ids.push_back(finding.id);
    return ids;
  }

  CaseId AtHand() { return CaseId::Parse(city_.at_hand()).value(); }

  /// By this member, signed in and strong, for her unit, now.
  ledger::Entry By(Deed deed, const std::string& kind, const std::string& member, const std::string& unit) {
    (void)city_.As(member, "");
    ledger::Entry entry;
    entry.at = city_.clock().Now();
    entry.deed = deed;
    entry.kind = kind;
    entry.member = MemberName(member);
    entry.unit = UnitName(unit);
    entry.regulation = city_.regulation()->fingerprint;
    entry.is_strong = entry.by_passkey = true;
    return entry;
  }

  std::uint64_t Plant(const ledger::Entry& entry, const std::string& payload = "") {
    const auto receipt = city_.services().journal.Append(
        [&](store::Writer& writer, std::uint64_t sequence, bool*) -> Result<ledger::Draft> {
          ledger::Draft draft{entry, {}};
          draft.entry.sequence = sequence;
          if (!payload.empty()) {
            draft.payloads.emplace("export", payload);
            draft.entry.payloads.emplace("export", "");
            NUONG_CHECK(ProjectExport(writer, draft.entry, payload));
            draft.entry.payloads.clear();
          }
          return draft;
        });
    EXPECT_TRUE(receipt.ok()) << (receipt.ok() ? "" : receipt.error().note);
    return receipt.ok() ? receipt->sequence() : 0;
  }

  /// An act about the case at hand; `alter` changes what lies beside the entry and not the entry.
  void PlantAct(
      const ledger::Entry& given, Value::Object fields,
      const std::function<void(casework::Fact&)>& alter = [](auto&) {}) {
    const auto receipt = city_.services().journal.Append(
        [&](store::Writer& writer, std::uint64_t sequence, bool*) -> Result<ledger::Draft> {
          ledger::Draft draft{given, {}};
          draft.entry.case_id = AtHand();
          SkeletonPayload payload;
          payload.fact.sequence = sequence;
          payload.fact.kind = given.kind;
          payload.fact.at = given.at;
          payload.fact.unit = given.unit;
          payload.fact.member = given.member;
          payload.fact.fields = fields;
          alter(payload.fact);
          draft.payloads.emplace("F1", EncodeSkeleton(payload));
          NUONG_CHECK(ProjectWrite(city_.services(), writer, AtHand(), payload));
          return draft;
        });
    EXPECT_TRUE(receipt.ok()) << (receipt.ok() ? "" : receipt.error().note);
  }

  /// The office opens it: as it is written when all is in order, but for what is given.
  void PlantOpening(const std::string& opened, bool second_person, const std::string& reviewer = kPost) {
    PlantAct(
        By(Deed::kEmergency, "emergency_requested", "office", kOffice),
        {{"opened_class", opened}, {"reason", "missing"}, {"reviewer", reviewer}, {"second_person", second_person}});
  }
  void PlantConfirming(const std::string& member, const std::string& unit = kOffice) {
    PlantAct(By(Deed::kEmergency, "emergency_confirmed", member, unit), {{"opened_class", "F3"}});
  }
  void PlantRead(const std::string& member, const std::string& unit, FieldClass field_class, bool by_passkey = true) {
    ledger::Entry entry = By(Deed::kRead, "case", member, unit);
    entry.case_id = AtHand();
    entry.classes = {field_class};
    entry.by_passkey = by_passkey;
    entry.rules = {"emergency-reads"};
    Plant(entry);
  }

  /// As the house does it.
  void Open(const std::string& member, std::int64_t version) {
    city_.Act(city_.As(member, ""), city_.at_hand(), version, "emergency_requested",
              {{"opened_class", "F3"}, {"reason", "missing"}, {"words", "Không thấy về"}});
  }

  Export Asked(std::size_t persons) {
    Export request;
    request.at = city_.clock().Now();
    request.member = MemberName("post");
    request.unit = UnitName(kPost);
    request.reason = "review";
    request.classes = {FieldClass::kSkeleton};
    request.cases.push_back(AtHand());
    while (request.cases.size() < persons) {
      request.cases.push_back(CaseId::Parse(city_.Receive("post", "Người Khác", 2000)).value());
    }
    request.until = Instant{request.at.us + 24 * std::int64_t{3'600'000'000}};
    return request;
  }
  std::uint64_t PlantAsked(const Export& request) {
    ledger::Entry entry = By(Deed::kExport, kExportAsked, "post", kPost);
    entry.classes = request.classes;
    return Plant(entry, AskedPayload(request));
  }
  void PlantStep(const char* kind, const std::string& member, std::uint64_t request, bool is_strong = true) {
    ledger::Entry entry = By(Deed::kExport, kind, member, kPost);
    entry.is_strong = is_strong;
    Plant(entry, StepPayload(request));
  }
  void PlantLeaving(const CaseId& case_id) {
    ledger::Entry entry = By(Deed::kExport, "exported_case", "post", kPost);
    entry.case_id = case_id;
    entry.classes = {FieldClass::kSkeleton};
    entry.rules = {"emergency-reads"};
    Plant(entry);
  }

  City city_;
};

TEST_F(MonitorCountsTest, FindsNothingWhereEverybodyDidAsSheMay) {
  Open("office", 5);
  ASSERT_TRUE(OpenCase(city_.services(), city_.As("office", ""), {city_.at_hand()}).ok());
  city_.clock().Set("2023-06-12T14:00+07:00");
  Open("office", 6);
  city_.Act(city_.As("office-2", ""), city_.at_hand(), 7, "emergency_confirmed", {{"opened_class", "F3"}});
  ASSERT_TRUE(OpenCase(city_.services(), city_.As("office", ""), {city_.at_hand()}).ok());
  city_.Act(city_.As("post", ""), city_.at_hand(), 8, "emergency_reviewed", {{"finding", "justified"}});
  city_.clock().Set("2023-06-13T14:00+07:00");
  Open("office-3", 9);
  for (int i = 0; i < 31; ++i) (void)city_.Search(city_.As("post"), "Lê Văn Không");
  for (int i = 0; i < 20; ++i) city_.Receive("post", "Người Khác", 2000);
  const auto asked = AskExport(city_.services(), city_.As("post", ""), {{"F3"}, "review", {}, {}});
  const ExportStepRequest step{asked->exports.front().sequence};
  ASSERT_TRUE(ConfirmExport(city_.services(), city_.As("post-2", ""), step).ok());
  ASSERT_EQ(TakeExport(city_.services(), city_.As("post", ""), {step.sequence, "vi"})->persons, 21);
  ASSERT_EQ(TakeExport(city_.services(), city_.As("post", ""), {step.sequence, "vi"})->persons, 21);
  EXPECT_EQ(Watch(), Ids{});
}

/// What is planted is as the house writes it, but for what each test changes.
TEST_F(MonitorCountsTest, FindsNothingInWhatIsPlantedInOrder) {
  PlantOpening("F3", false);
  PlantRead("office", kOffice, FieldClass::kIdentity);
  city_.clock().Set("2023-06-12T14:00+07:00");
  PlantOpening("F3", true);
  PlantConfirming("office-2");
  PlantRead("office", kOffice, FieldClass::kIdentity);
  const auto request = PlantAsked(Asked(1));
  PlantStep(kExportTaken, "post", request);
  PlantLeaving(AtHand());
  EXPECT_EQ(Watch(), Ids{});
}

TEST_F(MonitorCountsTest, FindsAnEmergencyWithoutTheSecondPersonOfARepeat) {
  PlantOpening("F3", false);
  city_.clock().Set("2023-06-19T07:59+07:00");
  city_.Act(city_.As("post", ""), city_.at_hand(), 6, "emergency_reviewed", {{"finding", "justified"}});
  PlantOpening("F3", false);
  EXPECT_EQ(Watch(), Ids{"emergency_second_person_differs"});
}

TEST_F(MonitorCountsTest, ASeventhDayLaterOnePersonIsEnough) {
  PlantOpening("F3", false);
  city_.clock().Set("2023-06-19T08:00+07:00");
  city_.Act(city_.As("post", ""), city_.at_hand(), 6, "emergency_reviewed", {{"finding", "justified"}});
  PlantOpening("F3", false);
  EXPECT_EQ(Watch(), Ids{});
}

/// And what was then read by it.
TEST_F(MonitorCountsTest, FindsThePlaceOfSafetyOpenedByOnePerson) {
  city_.Act(city_.As("office", ""), city_.at_hand(), 5, "verification_requested", {{"to", "hcmc-police-can-gio"}});
  const Value::Object fields{
      {"opened_class", "F5"}, {"reason", "missing"}, {"reviewer", kPost}, {"second_person", false}};
  PlantAct(By(Deed::kEmergency, "emergency_requested", "can-gio", "hcmc-police-can-gio"), fields);
  PlantRead("can-gio", "hcmc-police-can-gio", FieldClass::kSafePlace);
  EXPECT_EQ(Watch(), (Ids{"emergency_second_person_differs", "decision_differs"}));
}

TEST_F(MonitorCountsTest, FindsAnotherReviewerThanTheRegulations) {
  PlantOpening("F3", false, kDepartment);
  EXPECT_EQ(Watch(), Ids{"emergency_reviewer_differs"});
}

TEST_F(MonitorCountsTest, FindsAnEmergencyForAClassThatTheUnitMayNotBreak) {
  PlantOpening("F4m", false);
  PlantRead("office", kOffice, FieldClass::kMedical);
  EXPECT_EQ(Watch(), (Ids{"emergency_not_allowed", "decision_differs"}));
}

TEST_F(MonitorCountsTest, FindsAnEmergencyOfAUnitWhoseReviewIsLate) {
  Open("office", 5);
  city_.clock().Set("2023-06-13T08:00+07:00");
  PlantAct(By(Deed::kEmergency, "emergency_requested", "office-2", kOffice),
           {{"opened_class", "F3"}, {"reason", "missing"}, {"reviewer", kPost}, {"second_person", false}});
  EXPECT_EQ(Watch(), Ids{"emergency_not_allowed"});
}

TEST_F(MonitorCountsTest, FindsAConfirmationByWhoAsked) {
  Open("office", 5);
  city_.clock().Set("2023-06-12T14:00+07:00");
  Open("office", 6);
  PlantConfirming("office");
  EXPECT_EQ(Watch(), Ids{"emergency_not_allowed"});
}

TEST_F(MonitorCountsTest, FindsAConfirmationByAMemberOfAnotherUnit) {
  Open("office", 5);
  city_.clock().Set("2023-06-12T14:00+07:00");
  Open("office", 6);
  PlantConfirming("department");
  EXPECT_EQ(Watch(), Ids{"not_a_member"});
}

TEST_F(MonitorCountsTest, FindsAConfirmationAfterALateReviewAndWhatItOpened) {
  Open("office", 5);
  city_.clock().Set("2023-06-13T07:30+07:00");
  Open("office", 6);
  city_.clock().Set("2023-06-13T08:00+07:00");
  PlantConfirming("office-2");
  PlantRead("office", kOffice, FieldClass::kIdentity);
  EXPECT_EQ(Watch(), (Ids{"emergency_not_allowed", "decision_differs"}));
}

TEST_F(MonitorCountsTest, FindsAReviewByTheUnitThatOpened) {
  Open("office", 5);
  PlantAct(By(Deed::kEmergency, "emergency_reviewed", "office-2", kOffice), {{"finding", "justified"}});
  const Ids found = Watch();
  EXPECT_NE(std::find(found.begin(), found.end(), "emergency_not_allowed"), found.end());
}

TEST_F(MonitorCountsTest, FindsAReadAfterTheFourHours) {
  Open("office", 5);
  city_.clock().Set("2023-06-12T11:59+07:00");
  PlantRead("office", kOffice, FieldClass::kIdentity);
  EXPECT_EQ(Watch(), Ids{});
  city_.clock().Set("2023-06-12T12:00+07:00");
  PlantRead("office", kOffice, FieldClass::kIdentity);
  EXPECT_EQ(Watch(), Ids{"decision_differs"});
}

TEST_F(MonitorCountsTest, FindsAnAccountThatWasReadWithoutAPasskey) {
  PlantRead("post", kPost, FieldClass::kTestimony);
  PlantRead("post", kPost, FieldClass::kIdentity, false);
  EXPECT_EQ(Watch(), Ids{});
  PlantRead("post", kPost, FieldClass::kTestimony, false);
  EXPECT_EQ(Watch(), Ids{"decision_differs"});
}

TEST_F(MonitorCountsTest, FindsAnActThatIsNotTheOneTheEntryTellsOf) {
  const auto differing = [&] {
    const Ids found = Watch();
    return std::count(found.begin(), found.end(), "fact_differs");
  };
  const ledger::Entry entry = By(Deed::kEmergency, "emergency_confirmed", "office-2", kOffice);
  const auto plant = [&](const ledger::Entry& given, const std::function<void(casework::Fact&)>& alter) {
    PlantAct(given, {{"opened_class", "F3"}}, alter);
  };
  plant(entry, [](casework::Fact&) {});
  EXPECT_EQ(differing(), 0);
  plant(entry, [](casework::Fact& fact) { fact.at.us += 1; });
  EXPECT_EQ(differing(), 1);
  plant(entry, [](casework::Fact& fact) { fact.unit = UnitName(kCentre); });
  EXPECT_EQ(differing(), 2);
  plant(entry, [](casework::Fact& fact) { fact.member = MemberName("office-3"); });
  EXPECT_EQ(differing(), 3);
  plant(entry, [](casework::Fact& fact) { fact.sealed = {FieldClass::kIdentity}; });
  EXPECT_EQ(differing(), 4);
  plant(entry, [](casework::Fact& fact) { fact.kind = "emergency_reviewed"; });
  EXPECT_EQ(differing(), 5);
  plant(entry, [](casework::Fact& fact) { fact.sequence = 1; });
  EXPECT_EQ(differing(), 6);
  for (const Deed deed : {Deed::kRead, Deed::kWrite}) {
    ledger::Entry other = entry;
    other.deed = deed;
    plant(other, [](casework::Fact&) {});
  }
  EXPECT_EQ(differing(), 8);
}

TEST_F(MonitorCountsTest, FindsMoreThanTwentyPersonsTakenByOne) {
  const Export request = Asked(21);
  const auto sequence = PlantAsked(request);
  EXPECT_EQ(Watch(), Ids{"export_second_person_differs"});
  PlantStep(kExportTaken, "post", sequence);
  PlantLeaving(request.cases.back());
  EXPECT_EQ(Watch(), (Ids{"export_second_person_differs", "export_not_ready", "export_without_request"}));
}

TEST_F(MonitorCountsTest, FindsMoreThanTwentyPersonsOfADayInParts) {
  const Export first = Asked(11);
  PlantAsked(first);
  EXPECT_EQ(Watch(), Ids{});
  PlantAsked(first);
  EXPECT_EQ(Watch(), Ids{"export_second_person_differs"});
}

TEST_F(MonitorCountsTest, FindsAConfirmationOfAFileByWhoMayNot) {
  Export request = Asked(21);
  request.takes_two = true;
  const auto sequence = PlantAsked(request);
  EXPECT_EQ(Watch(), Ids{});
  PlantStep(kExportConfirmed, "post", sequence);
  EXPECT_EQ(Watch(), Ids{"export_confirmation_not_allowed"}) << "her own";
  PlantStep(kExportTaken, "post", sequence);
  EXPECT_EQ(Watch(), (Ids{"export_confirmation_not_allowed", "export_not_ready"}));
}

TEST_F(MonitorCountsTest, FindsAConfirmationOfAFileWithoutAFreshProofOrFromElsewhere) {
  Export request = Asked(21);
  request.takes_two = true;
  const auto sequence = PlantAsked(request);
  PlantStep(kExportConfirmed, "post-2", sequence, false);
  EXPECT_EQ(Watch(), Ids{"export_confirmation_not_allowed"});
  PlantStep(kExportConfirmed, "office", sequence);
  EXPECT_EQ(Watch(), (Ids{"export_confirmation_not_allowed", "not_a_member", "export_confirmation_not_allowed"}));
}

TEST_F(MonitorCountsTest, FindsAFileThatStandsLongerThanItsHours) {
  Export request = Asked(1);
  request.until.us += 1;
  const auto sequence = PlantAsked(request);
  EXPECT_EQ(Watch(), Ids{"export_stands_too_long"});
  city_.clock().Set("2023-06-13T08:00+07:00");
  PlantStep(kExportTaken, "post", sequence);
  EXPECT_EQ(Watch(), (Ids{"export_stands_too_long", "export_not_ready"}));
}

TEST_F(MonitorCountsTest, FindsAFileThatAnotherTakes) {
  PlantStep(kExportTaken, "post-2", PlantAsked(Asked(1)));
  EXPECT_EQ(Watch(), Ids{"export_not_ready"});
}

TEST_F(MonitorCountsTest, FindsACaseThatLeavesInNoFileOrTwice) {
  PlantLeaving(AtHand());
  EXPECT_EQ(Watch(), Ids{"export_without_request"});
  PlantStep(kExportTaken, "post", PlantAsked(Asked(1)));
  PlantLeaving(AtHand());
  EXPECT_EQ(Watch().size(), 1U);
  PlantLeaving(AtHand());
  EXPECT_EQ(Watch(), (Ids{"export_without_request", "export_without_request"}));
}

TEST_F(MonitorCountsTest, FindsTheSearchAfterTheLastOfTheDay) {
  ledger::Entry entry = By(Deed::kSearch, "persons", "post", kPost);
  entry.case_id = AtHand();
  entry.purpose = "verification";
  for (int i = 0; i < 30; ++i) Plant(entry);
  EXPECT_EQ(Watch(), Ids{});
  Plant(entry);
  EXPECT_EQ(Watch(), Ids{"searches_used_up"});
  entry.at.us += 24 * std::int64_t{3'600'000'000};
  Plant(entry);
  EXPECT_EQ(Watch().size(), 1U) << "another day";
  entry.case_id.reset();
  Plant(entry);
  EXPECT_EQ(Watch(), (Ids{"searches_used_up", "decision_differs"})) << "from no case";
}

TEST_F(MonitorCountsTest, FindsAClockThatWasSetBack) {
  ledger::Entry entry = By(Deed::kRead, "session", "post", kPost);
  Plant(entry);
  entry.at.us -= 60'000'000;
  Plant(entry);
  EXPECT_EQ(Watch(), Ids{}) << "an act may be written a little after its moment";
  entry.at.us -= 60'000'001;
  Plant(entry);
  EXPECT_EQ(Watch(), Ids{"clock_set_back"});
}

}  // namespace
}  // namespace nuong::operations
