#include "nuong/operations/rule_change.hpp"

#include <algorithm>
#include <map>
#include <mutex>

#include "case_access.hpp"
#include "membership.hpp"
#include "nuong/operations/access_survey.hpp"
#include "nuong/operations/rule_proposal.hpp"
#include "present.hpp"
#include "refusal_entries.hpp"
#include "refusals.hpp"
#include "regulation_items.hpp"
#include "rule_names.hpp"
#include "rule_reviews.hpp"

namespace nuong::operations {

/// The regulation is set before the server starts; what was counted is set once, by another thread.
struct RuleProposal {
  struct Count {
    bool is_good = false;
    AccessComparison compared;
    std::string table;  ///< SHA-256, hex
  };
  std::shared_ptr<const regulation::Regulation> regulation;

  std::shared_ptr<const Count> count() const {
    const std::lock_guard lock(mutex_);
    return count_;
  }
  void Set(std::shared_ptr<const Count> count) {
    const std::lock_guard lock(mutex_);
    count_ = std::move(count);
  }

 private:
  mutable std::mutex mutex_;
  std::shared_ptr<const Count> count_;
};

namespace {

constexpr std::size_t kMostPast = 20;
FlipView ViewOf(const regulation::Regulation& proposed, const AccessFlip& flip) {
  FlipView view;
  view.action = flip.action;
  view.action_name = NameOfAction(proposed, flip.action);
  if (flip.field_class) {
    view.field_class = std::string(FieldClassCode(*flip.field_class));
    view.class_name = FieldClassLabel(*flip.field_class);
  }
  view.role = flip.role;
  view.role_name = RoleNames(proposed, {RoleName(flip.role)});
  view.gained = static_cast<std::int64_t>(flip.gained);
  view.lost = static_cast<std::int64_t>(flip.lost);
  return view;
}

/// A rule with what a reader is told of it: those of access, and of each act who may do it.
struct Told {
  std::string what;  ///< differs when the rule does
  Text says;
  const regulation::Source* source = nullptr;
};

std::map<std::string, Told> RulesOf(const regulation::Regulation& regulation) {
  std::map<std::string, Told> rules;
  for (const regulation::AccessRule& rule : regulation.access) {
    std::string what = rule.effect == regulation::Effect::kForbid ? "forbid" : "permit";
    for (const std::string& action : rule.actions) what += " " + action;
    for (const FieldClass field_class : rule.classes) what += " " + std::string(FieldClassCode(field_class));
    rules[rule.id] = {what + " " + rule.when, rule.reason, &rule.source};
  }
  for (const regulation::Act& act : regulation.acts) {
    std::string what;
    for (const std::string& relation : act.by_relations) what += relation + " ";
    for (const RoleName& role : act.by_roles) what += "role " + role.text() + " ";
    rules["act/" + act.kind + "@" + FormatDate(act.validity.from)] = {what, act.title, &act.source};
  }
  return rules;
}

std::vector<ChangedRuleView> ChangedRules(const Services& services, const regulation::Regulation& after) {
  const auto old_rules = RulesOf(services.regulation());
  const auto new_rules = RulesOf(after);
  std::vector<ChangedRuleView> changed;
  const auto add = [&](const std::string& id, const char* change, const Told& told) {
    changed.push_back({id, change, told.says, SourceOf(services, *told.source)});
  };
  for (const auto& [id, told] : new_rules) {
    const auto before = old_rules.find(id);
    if (before == old_rules.end()) {
      add(id, "added", told);
    } else if (before->second.what != told.what) {
      add(id, "changed", told);
    }
  }
  for (const auto& [id, told] : old_rules) {
    if (!new_rules.contains(id)) add(id, "removed", told);
  }
  return changed;
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
          kept.review.gained,
          kept.review.lost};
}

void ShowCount(const RuleProposal& proposal, RuleChangeView& view) {
  const auto count = proposal.count();
  view.standing = count == nullptr ? "counting" : count->is_good ? "ready" : "failed";
  if (count == nullptr || !count->is_good) return;
  view.requests = static_cast<std::int64_t>(count->compared.requests);
  view.gained = static_cast<std::int64_t>(count->compared.gained);
  view.lost = static_cast<std::int64_t>(count->compared.lost);
  for (const AccessFlip& flip : count->compared.flips) view.flips.push_back(ViewOf(*proposal.regulation, flip));
}

Result<RuleChangeView> Show(Services& services, const Asking& asking) {
  RuleChangeView view;
  view.standing = "none";
  view.before = services.regulation().fingerprint;
  if (services.proposal) {
    view.after = services.proposal->regulation->fingerprint;
    ShowCount(*services.proposal, view);
    view.rules = ChangedRules(services, *services.proposal->regulation);
  }
  NUONG_CHECK(services.world.store->Read([&](store::Reader& reader) -> Result<void> {
    NUONG_TRY(const auto past, PastChanges(reader, kMostPast));
    for (const RulesChange& change : past) {
      view.past.push_back({static_cast<std::int64_t>(change.sequence), LocalTime(services, change.at), change.before,
                           change.after, change.reviews});
    }
    if (!services.proposal) return {};
    NUONG_TRY(const auto reviews, ReviewsOf(reader, view.before, view.after));
    for (const KeptReview& kept : reviews) view.reviews.push_back(ViewOf(services, kept));
    view.may_review = view.standing == "ready" && !HasReviewed(reviews, asking.row.name) &&
                      MayReviewRules(services, asking.row).allowed;
    view.asks_step_up = view.may_review && !asking.person.is_strong;
    return {};
  }));
  return view;
}

Error Differs() {
  return {ErrorCode::kConflict,
          "rule_change_differs",
          {"Quy tắc hoặc con số đã khác với những gì bạn vừa xem. Hãy tải lại trang rồi xem lại.",
           "The rules or the number are not those you were shown. Load the page again and look once more."},
          "not the change that was counted",
          {}};
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
  return count;
}

}  // namespace

void ProposeRules(Services& services, std::shared_ptr<const regulation::Regulation> proposed) {
  if (proposed->fingerprint == services.regulation().fingerprint) return;
  services.proposal = std::make_shared<RuleProposal>();
  services.proposal->regulation = std::move(proposed);
}

Result<void> CountRuleChange(Services& services, const std::function<bool()>& stopped) {
  if (!services.proposal) return {};
  auto compared = CompareAccess(services.regulation(), *services.proposal->regulation, stopped);
  auto count = std::make_shared<RuleProposal::Count>();
  if (compared.ok()) {
    count->is_good = true;
    const auto hash = vault::Sha256(WriteJson(FlipsValue(compared->flips)));
    count->table = vault::Hex({reinterpret_cast<const char*>(hash.data()), hash.size()});
    count->compared = *std::move(compared);
  }
  services.proposal->Set(std::move(count));
  if (!compared.ok()) return compared.error();
  return {};
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
        const std::string record = EncodeReview({asking.row.name, asking.row.unit, draft.entry.at, request.before,
                                                 request.after, static_cast<std::int64_t>(count->compared.requests),
                                                 request.gained, request.lost, count->table});
        const std::string payload = ReviewPayload(record, SignReview(own, record));
        NUONG_CHECK(ProjectRules(writer, draft.entry, payload));
        draft.payloads.emplace(kReviewPayload, payload);
        return draft;
      });
  if (!receipt.ok()) return receipt.error();
  return Show(services, asking);
}

}  // namespace nuong::operations
