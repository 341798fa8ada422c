#pragma once
#include <optional>
#include <set>
#include <string>

#include "nuong/operations/perform_act.hpp"
#include "services.hpp"
#include "taken_file.hpp"
#include "views.hpp"

/// What BeginCase and PerformAct share: from a permitted act to its durable fact.
namespace nuong::operations {

struct PlannedAct {
  const regulation::Act* act = nullptr;      ///< the version in force at `at`
  Instant at;                                ///< when it is done; the day of the decision, by which law is found
  std::optional<casework::CaseFile> before;  ///< empty when the case begins
  CaseId case_id;
  std::string code_name;  ///< of a case that begins
  std::int64_t seen_version = 0;
  Value::Object fields;
  std::optional<TakenFile> file;
  std::vector<std::string> rules;  ///< that allowed it
  Value::Object added;             ///< F1 values the house puts into the fact beside the fields
};

/// What the entry of an act is called; `goes_on`: the case was there before it.
ledger::Deed DeedOf(const regulation::Act& act, bool goes_on);

/// Tells one request from another. Keyed: nobody can try a guess at a protected value on the kept fingerprint.
std::string FingerprintOf(const Services& services, const std::string& request);

/// Seals, wraps, appends and projects in one transaction. `fingerprint` tells one request from another under the same
/// idempotency key.
Result<ActAnswer> CarryOut(Services& services, const Caller& caller, const Sessions::Person& person, const Once& once,
                           const std::string& fingerprint, const PlannedAct& planned);

/// The answer already given to this key, if any; kConflict when the key was used for another request.
Result<std::optional<ActAnswer>> AnswerGiven(store::Reader& reader, const Sessions::Person& person, const Once& once,
                                             const std::string& fingerprint);

void KeepAnswer(store::Writer& writer, const Sessions::Person& person, const Once& once, const std::string& fingerprint,
                const ActAnswer& answer);

/// Puts a refusal on record, with the classes it was about if any, and gives `error` back.
Error OnRecord(Services& services, const Caller& caller, const Sessions::Person& person, const CaseId& case_id,
               const std::string& kind, const std::vector<std::string>& rules, Error error,
               const std::set<FieldClass>& classes = {});

}  // namespace nuong::operations
