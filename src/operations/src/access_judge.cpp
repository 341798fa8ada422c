#include <algorithm>

#include "access_questions.hpp"
#include "access_words.hpp"
#include "case_access.hpp"

namespace nuong::operations {
namespace {

/// No invariant is called so: its name is a slug.
constexpr std::string_view kProposed = "proposed/";

bool Has(const std::vector<regulation::AccessInvariant>& invariants, const regulation::AccessInvariant& sought) {
  return std::any_of(invariants.begin(), invariants.end(),
                     [&](const auto& known) { return known.id == sought.id && IsSame(known, sought); });
}

/// Those in use, and under names of their own those that the proposal has beside them.
std::vector<regulation::AccessInvariant> Judges(const regulation::Regulation& before,
                                                const regulation::Regulation& after) {
  std::vector<regulation::AccessInvariant> judges = before.access_invariants;
  for (regulation::AccessInvariant invariant : after.access_invariants) {
    if (Has(before.access_invariants, invariant)) continue;
    invariant.id.insert(0, kProposed);
    judges.push_back(std::move(invariant));
  }
  return judges;
}

}  // namespace

bool IsSame(const regulation::AccessInvariant& one, const regulation::AccessInvariant& other) {
  return one.title == other.title && one.actions == other.actions && one.classes == other.classes &&
         one.never == other.never && one.is_firm == other.is_firm;
}

Result<AccessJudgement> JudgeAccess(const regulation::Regulation& before, const regulation::Regulation& after,
                                    const std::function<bool()>& stopped) {
  const regulation::Regulation asked_over = WithCasesOf(after, before);
  NUONG_TRY(const AccessRules rules, CompileAccess(after, Judges(before, after), AccessSignature(asked_over)));
  AccessJudgement judged;
  std::vector<AccessBreak> breaks;
  StopSign stop(stopped);
  for (const Topic& topic : TopicsOf(rules.policy)) {
    NUONG_TRY(const AccessDomain domain, DomainOf(asked_over, rules, topic));
    judged.requests += SurveyTopic(rules, topic, domain, breaks, [&] { return stop.IsSeen(); }).requests;
    if (stop.IsSeen()) return Stopped();
  }
  for (AccessBreak& broken : breaks) {
    const bool is_proposed = broken.invariant.starts_with(kProposed);
    if (is_proposed) broken.invariant.erase(0, kProposed.size());
    (is_proposed ? judged.proposed : judged.in_use).push_back(std::move(broken));
  }
  return judged;
}

}  // namespace nuong::operations
