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

/// Counts what is allowed and finds what must not be; stops at the first break when told so.
AccessTopic SurveyTopic(const regulation::Regulation& regulation, const AccessRules& rules, const Topic& topic,
                        const AccessDomain& domain, bool stop_at_break, std::vector<AccessBreak>& breaks);

}  // namespace nuong::operations
