#pragma once
#include "nuong/base/result.hpp"
#include "nuong/operations/caller.hpp"
#include "nuong/operations/wire.hpp"

namespace nuong::operations {

struct SignInRequest {
  std::string member;
  std::string password;
  std::optional<std::string> code{};  ///< one-time or recovery code, when she has set them up
};
BOOST_DESCRIBE_STRUCT(SignInRequest, (), (member, password, code))

/// The signed-in person and her unit.
struct MeView {
  std::string member;
  Text member_title;
  std::string unit;
  Text unit_name;
  std::string role;
  Text role_name;
  bool may_receive = false;      ///< her unit may open a new case
  bool may_see_alerts = false;   ///< she watches over the officers of other units
  bool may_see_reforms = false;  ///< her unit prepares reform days
  bool must_enrol = false;       ///< let in only to set up a second factor
  /// While she has no passkey: the classes that her unit could open and only a passkey does, in an emergency too.
  std::vector<Text> closed_without_passkey;
  bool keys_pending = false;         ///< her unit's keys were changed and wraps are still to be made anew
  std::optional<Text> succeeded_by;  ///< her unit has ended and this one has taken its place
};
BOOST_DESCRIBE_STRUCT(MeView, (),
                      (member, member_title, unit, unit_name, role, role_name, may_receive, may_see_alerts,
                       may_see_reforms, must_enrol, closed_without_passkey, keys_pending, succeeded_by))

struct SignedIn {
  std::string session;  ///< goes into the cookie, never into a body
  MeView me;
};

/// Opens the member's key with her password and her unit's keys with it. Absent member, wrong password and wrong or
/// missing code answer alike after the same work (kUnauthenticated). At most two checks run at once; kBusy beyond a
/// short queue, and while a name or network waits after wrong tries.
Result<SignedIn> SignIn(Services& services, const Caller& caller, const SignInRequest& request);
Result<void> SignOut(Services& services, const Caller& caller);
Result<MeView> WhoAmI(Services& services, const Caller& caller);

/// Before a request is answered: the purpose the caller names is one of the regulation's. kInvalid when it is not.
Result<void> CheckPurpose(const Services& services, const Caller& caller);

}  // namespace nuong::operations
