#pragma once
#include "access_domain.hpp"
#include "nuong/operations/access_survey.hpp"

/// The rules of a regulation, its invariants, and the domain each of its topics is asked over.
namespace nuong::operations {

using Topic = std::pair<std::string, std::optional<FieldClass>>;

/// The invariants are compiled as if they were permits: what they "allow" must not be allowed.
struct AccessRules {
  access::Policy policy;
  access::Policy opened;  ///< the same, and a permit for everything
  access::Policy never;   ///< all invariants
  access::Policy firmly;  ///< those that must hold of `opened` too
};
Result<AccessRules> CompileAccess(const regulation::Regulation& regulation);
/// With other invariants than its own, over these names of case values.
Result<AccessRules> CompileAccess(const regulation::Regulation& regulation,
                                  const std::vector<regulation::AccessInvariant>& invariants,
                                  const rules::Signature& names);

/// Every action that a rule speaks of; those that are done to one class once for each.
std::set<Topic> TopicsOf(const access::Policy& policy);

bool SpeaksOf(const access::Rule& rule, const Topic& topic);

/// Adds what the rules for the topic read.
void AddAsked(const access::Policy& policy, const Topic& topic, Asked& asked);

/// Everything that any rule reads.
void AddReadAnywhere(const access::Policy& policy, std::set<std::string>& names);

/// The abstract requests of the topic, as far apart as rules and invariants can tell them. Errors: as
/// AccessDomain::Make.
Result<AccessDomain> DomainOf(const regulation::Regulation& regulation, const AccessRules& rules, const Topic& topic);

/// Looks now and then whether it is to stop; nothing to look at: goes on.
class StopSign {
 public:
  explicit StopSign(const std::function<bool()>& stopped) : stopped_(stopped) {}
  bool IsSeen() {
    if (stopped_ && looks_++ % kAskedBetweenLooks == 0) is_seen_ = is_seen_ || stopped_();
    return is_seen_;
  }

 private:
  static constexpr std::uint64_t kAskedBetweenLooks = 1'000;
  const std::function<bool()>& stopped_;
  std::uint64_t looks_ = 0;
  bool is_seen_ = false;
};
Error Stopped();

/// Counts what is allowed and finds what must not be, until it is `enough`.
AccessTopic SurveyTopic(const AccessRules& rules, const Topic& topic, const AccessDomain& domain,
                        std::vector<AccessBreak>& breaks, const std::function<bool()>& enough = nullptr);

}  // namespace nuong::operations
