#pragma once
#include "case_access.hpp"
#include "house_fixture.hpp"
#include "nuong/operations/monitor.hpp"
#include "nuong/operations/rule_change.hpp"
#include "nuong/operations/rule_proposal.hpp"
#include "people.hpp"
#include "rule_reviews.hpp"

/// A change of the model province's rules. lan and mai approve for the post, cuc approves nothing, dao approves for the
/// department. For tests.
namespace nuong::operations {

class RuleChangeTest : public HouseTest {
 protected:
  RuleChangeTest() {
    Change([](regulation::Regulation& changed) {
      for (regulation::AccessRule& rule : changed.access) {
        if (rule.id == "members-approved") rule.when = "'approver' in unit.relations";
      }
    });
  }

  void Change(const std::function<void(regulation::Regulation&)>& alter) {
    auto changed = std::make_shared<regulation::Regulation>(*services_->world.regulation);
    changed->fingerprint = "changed";
    alter(*changed);
    changed_ = changed;
  }

  void Count() {
    ProposeRules(*services_, changed_);
    const auto counted = CountRuleChange(*services_, [] { return false; });
    ASSERT_TRUE(counted.ok()) << counted.error().message.en;
  }

  std::vector<std::string> ShowWords() {
    ProposeRules(*services_, changed_);
    std::vector<std::string> words;
    const auto view = ShowRuleChange(*services_, As("cuc"));
    for (const ChangedWordView& word : view->words) {
      words.push_back(word.change + " " + word.kind + " " + word.id);
    }
    return words;
  }

  ReviewRuleChangeRequest Seen(const Caller& caller) {
    const auto view = ShowRuleChange(*services_, caller);
    EXPECT_TRUE(view.ok());
    return {view->before, view->after, view->gained, view->lost, view->invariants.requests};
  }

  /// Lets every unit read the operations part (F2), which the invariant in use `outsider-reads` rules out.
  static void LetAnybodyRead(regulation::Regulation& changed) {
    regulation::AccessRule open = changed.access.front();
    open.id = "open-house";
    open.effect = regulation::Effect::kPermit;
    open.actions = {"read"};
    open.classes = {FieldClass::kOperations};
    open.when = "";
    changed.access.push_back(open);
  }

  std::string Reviewed(const Caller& caller, const ReviewRuleChangeRequest& request) {
    const auto reviewed = ReviewRuleChange(*services_, caller, request);
    return reviewed.ok() ? "ok" : reviewed.error().id;
  }

  std::vector<std::string> Watch() {
    const auto report = Monitor(store_, {services_->world.regulation});
    EXPECT_TRUE(report.ok());
    std::vector<std::string> ids;
    for (const MonitorFinding& finding : report->findings) ids.push_back(finding.id);
    return ids;
  }

  /// A review as the server writes it, but for what is altered; `signer` signs it.
  void Plant(
      const Caller& signer, const std::function<void(ledger::Entry&)>& alter,
      const std::function<void(RuleReview&)>& tell = [](RuleReview&) {}) {
    const auto own = services_->sessions.WakeOwn(signer.session).value();
    const auto receipt =
        services_->journal.Append([&](store::Writer& writer, std::uint64_t sequence, bool*) -> Result<ledger::Draft> {
          ledger::Draft draft{
              PlainEntry(*services_, ledger::Deed::kPolicy, kRulesReviewed, signer, MemberName("lan"), UnitName(kPost)),
              {}};
          draft.entry.sequence = sequence;
          alter(draft.entry);
          RuleReview review{draft.entry.member, draft.entry.unit, draft.entry.at, "", "changed", {1, 1, 0, ""}};
          tell(review);
          const std::string record = EncodeReview(review);
          draft.payloads.emplace(kReviewPayload, ReviewPayload(record, SignReview(own, record)));
          NUONG_CHECK(ProjectRules(writer, draft.entry, draft.payloads.at(kReviewPayload)));
          return draft;
        });
    ASSERT_TRUE(receipt.ok()) << receipt.error().note;
  }

  std::shared_ptr<const regulation::Regulation> changed_;
};

}  // namespace nuong::operations
