#include "nuong/operations/rule_change.hpp"

#include <algorithm>
#include <mutex>

#include "access_words.hpp"
#include "case_access.hpp"
#include "membership.hpp"
#include "nuong/operations/access_survey.hpp"
#include "nuong/operations/rule_proposal.hpp"
#include "present.hpp"
#include "refusal_entries.hpp"
#include "refusals.hpp"
#include "regulation_fingerprint.hpp"
#include "regulation_items.hpp"
#include "rule_difference.hpp"
#include "rule_names.hpp"
#include "rule_reviews.hpp"

namespace nuong::operations {

/// The regulation is set before the server starts; what was counted and how it was judged are set once each, by another
/// thread.
struct RuleProposal {
  struct Count {
    bool is_good = false;
    AccessComparison compared;
    std::string table;  ///< SHA-256, hex
  };
  struct Judgement {
    bool is_good = false;
    AccessJudgement judged;

    bool IsHeld() const { return is_good && KeepsInvariants(judged); }
  };
  std::shared_ptr<const regulation::Regulation> regulation;
  regulation::Regulation named;  ///< with the words of the one in use, to say what only that has

  std::shared_ptr<const Count> count() const {
    const std::lock_guard lock(mutex_);
    return count_;
  }
  std::shared_ptr<const Judgement> judgement() const {
    const std::lock_guard lock(mutex_);
    return judgement_;
  }
  void Set(std::shared_ptr<const Count> count) {
    const std::lock_guard lock(mutex_);
    count_ = std::move(count);
  }
  void Set(std::shared_ptr<const Judgement> judgement) {
    const std::lock_guard lock(mutex_);
    judgement_ = std::move(judgement);
  }

 private:
  mutable std::mutex mutex_;
  std::shared_ptr<const Count> count_;
  std::shared_ptr<const Judgement> judgement_;
};

namespace {

constexpr std::size_t kMostPast = 20;

template <class Flip>
void NameTopic(const regulation::Regulation& proposed, const Flip& flip, Text& action_name,
               std::optional<std::string>& field_class, std::optional<Text>& class_name) {
  action_name = NameOfAction(proposed, flip.action);
  if (!flip.field_class) return;
  field_class = std::string(FieldClassCode(*flip.field_class));
  class_name = FieldClassLabel(*flip.field_class);
}

FlipView ViewOf(const regulation::Regulation& named, const AccessFlip& flip) {
  FlipView view;
  view.action = flip.action;
  NameTopic(named, flip, view.action_name, view.field_class, view.class_name);
  view.role = flip.role;
  view.role_name = RoleNames(named, {RoleName(flip.role)});
  view.gained = static_cast<std::int64_t>(flip.gained);
  view.lost = static_cast<std::int64_t>(flip.lost);
  return view;
}

BrokenInvariantView ViewOf(const Services& services, const regulation::Regulation& proposed, const AccessBreak& broken,
                           bool is_proposed) {
  BrokenInvariantView view;
  view.id = broken.invariant;
  view.says = broken.title;
  for (const auto& known : (is_proposed ? proposed : services.regulation()).access_invariants) {
    if (known.id == broken.invariant) view.source = SourceOf(services, known.source);
  }
  view.is_proposed = is_proposed;
  view.requests = static_cast<std::int64_t>(broken.requests);
  view.is_allowed = broken.is_allowed;
  view.role_name = RoleNames(proposed, {RoleName(broken.first.role)});
  for (const std::string& relation : broken.first.relations) {
    view.relations.push_back(NameOfRelation(proposed, relation));
  }
  NameTopic(proposed, broken.first, view.action_name, view.field_class, view.class_name);
  view.example = broken.first.words;
  return view;
}

bool HasReviewed(const std::vector<KeptReview>& reviews, const MemberName& member) {
  return std::any_of(reviews.begin(), reviews.end(),
                     [&](const KeptReview& kept) { return kept.review.member == member; });
}

RuleReviewView ViewOf(const Services& services, const KeptReview& kept) {
  return {static_cast<std::int64_t>(kept.sequence),
          LocalTime(services, kept.review.at),
          kept.review.member.text(),
          UnitLabel(services, kept.review.unit),
          kept.review.count.gained,
          kept.review.count.lost,
          kept.review.count.held};
}

void ShowCount(const RuleProposal& proposal, RuleChangeView& view) {
  const auto count = proposal.count();
  view.standing = count == nullptr ? "counting" : count->is_good ? "ready" : "failed";
  if (count == nullptr || !count->is_good) return;
  view.requests = static_cast<std::int64_t>(count->compared.requests);
  view.gained = static_cast<std::int64_t>(count->compared.gained);
  view.lost = static_cast<std::int64_t>(count->compared.lost);
  for (const AccessFlip& flip : count->compared.flips) view.flips.push_back(ViewOf(proposal.named, flip));
}

void ShowJudgement(const Services& services, const RuleProposal& proposal, InvariantsView& view) {
  const auto judgement = proposal.judgement();
  view.standing = judgement == nullptr  ? "counting"
                  : !judgement->is_good ? "failed"
                  : judgement->IsHeld() ? "held"
                                        : "broken";
  if (judgement == nullptr || !judgement->is_good) return;
  view.requests = static_cast<std::int64_t>(judgement->judged.requests);
  for (const AccessBreak& broken : judgement->judged.in_use) {
    view.broken.push_back(ViewOf(services, *proposal.regulation, broken, false));
  }
  for (const AccessBreak& broken : judgement->judged.proposed) {
    view.broken.push_back(ViewOf(services, *proposal.regulation, broken, true));
  }
}

Result<RuleChangeView> Show(Services& services, const Asking& asking) {
  RuleChangeView view;
  view.standing = "none";
  view.invariants.standing = "none";
  view.before = services.regulation().fingerprint;
  if (services.proposal) {
    view.after = services.proposal->regulation->fingerprint;
    ShowCount(*services.proposal, view);
    view.rules = ChangedRules(services, *services.proposal->regulation);
    view.words = ChangedWords(services.regulation(), *services.proposal->regulation);
    ShowJudgement(services, *services.proposal, view.invariants);
    view.invariants.changed = ChangedInvariants(services, *services.proposal->regulation);
  }
  NUONG_CHECK(services.world.store->Read([&](store::Reader& reader) -> Result<void> {
    NUONG_TRY(const auto past, PastChanges(reader, kMostPast));
    for (const RulesChange& change : past) {
      view.past.push_back({static_cast<std::int64_t>(change.sequence), LocalTime(services, change.at), change.before,
                           change.after, change.reviews, IsShortFor(change.before, change.after)});
    }
    if (!services.proposal) return {};
    NUONG_TRY(const auto reviews, ReviewsOf(reader, view.before, view.after));
    for (const KeptReview& kept : reviews) view.reviews.push_back(ViewOf(services, kept));
    view.may_review = view.standing == "ready" && view.invariants.standing == "held" &&
                      !HasReviewed(reviews, asking.row.name) && MayReviewRules(services, asking.row).allowed;
    view.asks_step_up = view.may_review && !asking.person.is_strong;
    return {};
  }));
  return view;
}

Error NotSigned(std::string id, Text why, std::string note) {
  return {ErrorCode::kConflict, std::move(id), std::move(why), std::move(note), {}};
}

Error Differs() {
  return NotSigned("rule_change_differs",
                   {"Quy tắc hoặc con số đã khác với những gì bạn vừa xem. Hãy tải lại trang rồi xem lại.",
                    "The rules or the number are not those you were shown. Load the page again and look once more."},
                   "not the change that was counted");
}

/// That the invariants hold over as many requests as she saw.
Result<void> CheckInvariants(const RuleProposal& proposal, const ReviewRuleChangeRequest& request) {
  const auto judgement = proposal.judgement();
  if (judgement == nullptr) {
    return NotSigned("invariants_counting",
                     {"Chưa đếm xong các điều cấm. Hãy chờ đếm xong rồi ký.",
                      "It is still being counted whether the invariants hold. Wait for that, then sign."},
                     "invariants not counted yet");
  }
  if (!judgement->is_good) {
    return NotSigned("invariants_uncounted",
                     {"Không kiểm được các điều cấm, nên không ký được. Hãy báo người vận hành.",
                      "It could not be counted whether the invariants hold, so nobody signs. Tell the operator."},
                     "invariants could not be counted");
  }
  if (!judgement->IsHeld()) {
    return NotSigned(
        "invariant_broken",
        {"Quy tắc đề xuất phạm một điều cấm, nên không ký được. Hãy báo người đề xuất sửa lại.",
         "The proposed rules break an invariant, so nobody signs. Tell those who propose them to mend it."},
        "the proposed rules break an invariant");
  }
  if (request.held != static_cast<std::int64_t>(judgement->judged.requests)) return Differs();
  return {};
}

/// What was counted, if it is what she saw.
Result<std::shared_ptr<const RuleProposal::Count>> CountSeen(const Services& services,
                                                             const ReviewRuleChangeRequest& request) {
  const auto count = services.proposal ? services.proposal->count() : nullptr;
  const bool is_it = count != nullptr && count->is_good && request.before == services.regulation().fingerprint &&
                     request.after == services.proposal->regulation->fingerprint &&
                     request.gained == static_cast<std::int64_t>(count->compared.gained) &&
                     request.lost == static_cast<std::int64_t>(count->compared.lost);
  if (!is_it) return Differs();
  NUONG_CHECK(CheckInvariants(*services.proposal, request));
  return count;
}

}  // namespace

void ProposeRules(Services& services, std::shared_ptr<const regulation::Regulation> proposed) {
  if (proposed->fingerprint == services.regulation().fingerprint) return;
  services.proposal = std::make_shared<RuleProposal>();
  services.proposal->named = WithWordsOf(*proposed, services.regulation());
  services.proposal->regulation = std::move(proposed);
}

namespace {

Result<void> Count(Services& services, const std::function<bool()>& stopped) {
  auto compared = CompareAccess(services.regulation(), *services.proposal->regulation, stopped);
  auto count = std::make_shared<RuleProposal::Count>();
  if (compared.ok()) {
    count->is_good = true;
    count->table = TableOf(*compared);
    count->compared = *std::move(compared);
  }
  services.proposal->Set(std::shared_ptr<const RuleProposal::Count>(std::move(count)));
  if (!compared.ok()) return compared.error();
  return {};
}

Result<void> Judge(Services& services, const std::function<bool()>& stopped) {
  auto judged = JudgeAccess(services.regulation(), *services.proposal->regulation, stopped);
  auto judgement = std::make_shared<RuleProposal::Judgement>();
  if (judged.ok()) {
    judgement->is_good = true;
    judgement->judged = *std::move(judged);
  }
  services.proposal->Set(std::shared_ptr<const RuleProposal::Judgement>(std::move(judgement)));
  if (!judged.ok()) return judged.error();
  return {};
}

}  // namespace

Result<void> CountRuleChange(Services& services, const std::function<bool()>& stopped) {
  if (!services.proposal) return {};
  const Result<void> counted = Count(services, stopped);
  NUONG_CHECK(Judge(services, stopped));
  return counted;
}

Result<RuleChangeView> ShowRuleChange(Services& services, const Caller& caller) {
  NUONG_TRY(const Asking asking, WhoAsks(services, caller));
  return Show(services, asking);
}

Result<RuleChangeView> ReviewRuleChange(Services& services, const Caller& caller,
                                        const ReviewRuleChangeRequest& request) {
  NUONG_TRY(const Asking asking, WhoAsks(services, caller));
  const access::Decision decision = MayReviewRules(services, asking.row);
  if (!decision.allowed || !asking.person.is_strong) {
    const Text why = decision.allowed ? kTakesFreshProof : decision.reasons.front();
    return InTurn(services, caller, asking.person, kRulesReviewed, Refused(why, "may not review rules"),
                  decision.rules);
  }
  NUONG_TRY(const auto count, CountSeen(services, request));
  NUONG_TRY(const vault::MemberKeys own, services.sessions.WakeOwn(caller.session));
  const auto receipt =
      services.journal.Append([&](store::Writer& writer, std::uint64_t sequence, bool*) -> Result<ledger::Draft> {
        NUONG_TRY(const auto reviews, ReviewsOf(writer, request.before, request.after));
        if (HasReviewed(reviews, asking.row.name)) {
          return Blocked({"Bạn đã rà soát thay đổi này.", "You have reviewed this change."}, "reviewed already");
        }
        ledger::Draft draft{
            PlainEntry(services, ledger::Deed::kPolicy, kRulesReviewed, caller, asking.row.name, asking.row.unit), {}};
        draft.entry.sequence = sequence;
        draft.entry.rules = decision.rules;
        const std::string record = EncodeReview({asking.row.name,
                                                 asking.row.unit,
                                                 draft.entry.at,
                                                 request.before,
                                                 request.after,
                                                 {static_cast<std::int64_t>(count->compared.requests), request.gained,
                                                  request.lost, count->table, request.held}});
        const std::string payload = ReviewPayload(record, SignReview(own, record));
        NUONG_CHECK(ProjectRules(writer, draft.entry, payload));
        draft.payloads.emplace(kReviewPayload, payload);
        return draft;
      });
  if (!receipt.ok()) return receipt.error();
  return Show(services, asking);
}

}  // namespace nuong::operations
