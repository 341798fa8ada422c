#pragma once
#include <string>
#include <type_traits>
#include <vector>

#include "refusals.hpp"
#include "services.hpp"

namespace nuong::operations {

/// An entry that somebody was refused: who, if she is signed in, and at what kind of thing; nothing of what was shown.
Result<void> RecordRefusal(Services& services, const Caller& caller, const Sessions::Person* person,
                           const std::string& kind, const std::vector<std::string>& rules = {});

/// The error to answer with: `error` itself, once it is on record if it says no. What failed on our side says nothing
/// of the caller.
Error OnRecord(Services& services, const Caller& caller, const Sessions::Person* person, const std::string& kind,
               Error error, const std::vector<std::string>& rules = {});
bool SaysNo(const Error& error);

/// The same for what one member may be refused again and again: the next refusal waits as a wrong password does, so
/// that nobody fills the ledger with them; nothing else of hers waits.
Error InTurn(Services& services, const Caller& caller, const Sessions::Person& person, const std::string& kind,
             Error error, const std::vector<std::string>& rules = {});

/// Does `work` as one try at what could be guessed. Refused, it is on record and makes the next wait as a wrong
/// password does; while one waits, nothing is looked at. `person` is null before the sign-in.
template <class Work>
std::invoke_result_t<Work> Tried(Services& services, const Caller& caller, const Sessions::Person* person,
                                 const std::string& kind, Work work) {
  const std::string name = person == nullptr ? "" : person->member.text();
  if (services.delay.Begin(name, caller.network, services.Now()) > 0) return SignInWaits();
  auto done = work();
  if (done.ok() || !SaysNo(done.error())) {
    services.delay.TakeBack(name, caller.network);
    return done;
  }
  return OnRecord(services, caller, person, kind, std::move(done).error());
}

}  // namespace nuong::operations
