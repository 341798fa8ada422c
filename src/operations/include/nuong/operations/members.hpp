#pragma once
#include "nuong/base/result.hpp"
#include "nuong/operations/caller.hpp"
#include "nuong/operations/wire.hpp"

/// The people of a unit: who is a member, who is on her way in or out. A newcomer makes her own keys with an invitation
/// code; two different approvers sign her record, the second being of the unit, from whose hand she gets its keys. A
/// removal takes two as well; with its commit her sessions and boxes are gone and the unit has new keys. Who approves
/// is an access rule (approve_member). docs/how-to/add-a-member.md
namespace nuong::operations {

struct PersonView {
  std::string member;
  Text title;
  std::string unit;
  Text unit_name;
  std::vector<std::string> duties;
  std::string standing;                    ///< member | leaving | invited | keyed | approved
  std::string since;                       ///< of membership or invitation
  std::optional<std::string> fingerprint;  ///< of her keys, once she has made them
  std::optional<std::string> signed_by;    ///< the approver whose signature is there already
  bool lacks_passkey = false;              ///< told to approvers: what only a passkey opens is closed to her
  bool may_approve = false;                ///< the caller may sign for her now
  bool may_remove = false;                 ///< … or sign her removal
  bool may_withdraw = false;               ///< … or take back what only one has signed
};
BOOST_DESCRIBE_STRUCT(PersonView, (),
                      (member, title, unit, unit_name, duties, standing, since, fingerprint, signed_by, lacks_passkey,
                       may_approve, may_remove, may_withdraw))

struct UnitChoiceView {
  std::string unit;
  Text unit_name;
};
BOOST_DESCRIBE_STRUCT(UnitChoiceView, (), (unit, unit_name))

struct KeysProgress {
  bool finished = true;
  std::int64_t done = 0;
  std::int64_t total = 0;    ///< wraps to look at, counted when the work began
  std::int64_t damaged = 0;  ///< keys that were passed over, because they do not open
};
BOOST_DESCRIBE_STRUCT(KeysProgress, (), (finished, done, total, damaged))

struct PeopleView {
  std::string unit;
  Text unit_name;
  std::vector<PersonView> people;     ///< of the unit; then whoever waits for the caller's signature elsewhere
  bool may_invite = false;            ///< to this unit
  std::vector<UnitChoiceView> units;  ///< the others that the caller approves for
  KeysProgress keys;                  ///< of the caller's own unit
};
BOOST_DESCRIBE_STRUCT(PeopleView, (), (unit, unit_name, people, may_invite, units, keys))

struct ListPeopleRequest {
  std::optional<std::string> unit;  ///< the caller's own when absent
};
BOOST_DESCRIBE_STRUCT(ListPeopleRequest, (), (unit))

struct InviteRequest {
  std::string member;
  std::string unit;
  std::string title_vi;
  std::string title_en;
  bool approver = false;
};
BOOST_DESCRIBE_STRUCT(InviteRequest, (), (member, unit, title_vi, title_en, approver))

struct InviteAnswer {
  std::string member;
  std::string code;  ///< shown once; to be told in person
  std::string expires_at;
};
BOOST_DESCRIBE_STRUCT(InviteAnswer, (), (member, code, expires_at))

struct JoinRequest {
  std::string member;
  std::string code;
  std::string password;
};
BOOST_DESCRIBE_STRUCT(JoinRequest, (), (member, code, password))

struct JoinAnswer {
  std::string fingerprint;  ///< she tells it to her approvers
  Text unit_name;
};
BOOST_DESCRIBE_STRUCT(JoinAnswer, (), (fingerprint, unit_name))

struct ApproveRequest {
  std::string member;
  std::string fingerprint;  ///< as the newcomer told it
};
BOOST_DESCRIBE_STRUCT(ApproveRequest, (), (member, fingerprint))

struct PersonRequest {
  std::string member;
};
BOOST_DESCRIBE_STRUCT(PersonRequest, (), (member))

struct PersonAnswer {
  std::string member;
  std::string standing;  ///< as in PersonView; "gone" when nothing is left of it
  std::int64_t sequence = 0;
};
BOOST_DESCRIBE_STRUCT(PersonAnswer, (), (member, standing, sequence))

/// Errors of all: kUnauthenticated; kRefused (not an approver for that unit), on record.
Result<PeopleView> ListPeople(Services& services, const Caller& caller, const ListPeopleRequest& request);
/// kInvalid; kConflict: the name is or was somebody's.
Result<InviteAnswer> Invite(Services& services, const Caller& caller, const InviteRequest& request);
/// The newcomer, not signed in. kUnauthenticated for every code that is not hers now; kInvalid: password too short.
Result<JoinAnswer> Join(Services& services, const Caller& caller, const JoinRequest& request);
/// kConflict: no keys made yet, another fingerprint, or the caller has signed before; kRefused also when the second
/// signature does not come from the unit itself.
Result<PersonAnswer> ApprovePerson(Services& services, const Caller& caller, const ApproveRequest& request);
/// kConflict: the unit's only member, or the caller has signed before.
Result<PersonAnswer> RemovePerson(Services& services, const Caller& caller, const PersonRequest& request);
/// Takes back an invitation, or a removal that one has signed.
Result<PersonAnswer> WithdrawPerson(Services& services, const Caller& caller, const PersonRequest& request);
/// One step of making the wraps of the caller's unit anew after its keys were changed. After an end with damaged ones:
/// the first step of looking at all of them again.
Result<KeysProgress> RenewKeys(Services& services, const Caller& caller);

}  // namespace nuong::operations
