#pragma once
#include <functional>
#include <string>

#include "nuong/operations/session.hpp"
#include "people.hpp"

namespace nuong::operations {

struct HowSignedIn {
  std::string kind;  ///< of the entry
  bool by_passkey = false;
  /// In the transaction that records it: uses up what was shown, so that it opens once. An error ends it all.
  std::function<Result<void>(store::Writer&, Sessions::Person&)> spend;
};
/// The session begins inside the transaction that records it: a removal comes wholly before it or finds it there. The
/// session the request came with, if any, ends with it; not when nobody is let in.
Result<SignedIn> BeginSession(Services& services, const Caller& caller, const MemberRow& row,
                              const vault::MemberKeys& own, const HowSignedIn& how);

}  // namespace nuong::operations
