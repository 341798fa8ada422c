#include "refusal_entries.hpp"

#include "people.hpp"

namespace nuong::operations {

Result<void> RecordRefusal(Services& services, const Caller& caller, const Sessions::Person* person,
                           const std::string& kind, const std::vector<std::string>& rules) {
  const MemberName member = person == nullptr ? MemberName() : person->member;
  const UnitName unit = person == nullptr ? UnitName() : person->unit;
  const auto receipt = services.journal.Append([&](store::Writer&, std::uint64_t, bool*) -> Result<ledger::Draft> {
    ledger::Draft draft{PlainEntry(services, ledger::Deed::kRefused, kind, caller, member, unit), {}};
    draft.entry.rules = rules;
    return draft;
  });
  if (!receipt.ok()) return receipt.error();
  return {};
}

bool SaysNo(const Error& error) {
  return error.code == ErrorCode::kUnauthenticated || error.code == ErrorCode::kRefused ||
         error.code == ErrorCode::kAbsent || error.code == ErrorCode::kInvalid;
}

Error OnRecord(Services& services, const Caller& caller, const Sessions::Person* person, const std::string& kind,
               Error error, const std::vector<std::string>& rules) {
  if (!SaysNo(error)) return error;
  if (auto recorded = RecordRefusal(services, caller, person, kind, rules); !recorded.ok()) {
    return std::move(recorded).error();
  }
  return error;
}

Error InTurn(Services& services, const Caller& caller, const Sessions::Person& person, const std::string& kind,
             Error error, const std::vector<std::string>& rules) {
  if (!SaysNo(error)) return error;
  if (services.refusals.Begin(person.member.text(), "", services.Now()) > 0) return SignInWaits();
  return OnRecord(services, caller, &person, kind, std::move(error), rules);
}

}  // namespace nuong::operations
