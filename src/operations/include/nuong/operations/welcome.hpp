#pragma once
#include "nuong/base/result.hpp"
#include "nuong/operations/caller.hpp"
#include "nuong/operations/wire.hpp"

namespace nuong::operations {

/// A demo member, offered on the sign-in page of a demo province only.
struct DemoMemberView {
  std::string member;
  Text title;
  Text unit_name;
};
BOOST_DESCRIBE_STRUCT(DemoMemberView, (), (member, title, unit_name))

/// A door of this server: a data directory that is served by it.
struct DoorView {
  std::string label;  ///< first label of its host name; empty for the one that the plain host name opens
  Text province;
  std::string on;        ///< its own today
  bool is_here = false;  ///< this one
};
BOOST_DESCRIBE_STRUCT(DoorView, (), (label, province, on, is_here))

struct WelcomeView {
  Text province;
  bool demo = false;
  std::vector<DemoMemberView> members;  ///< empty unless demo; only those of offices that exist today
  std::vector<DoorView> doors;          ///< empty when there is no other
};
BOOST_DESCRIBE_STRUCT(WelcomeView, (), (province, demo, members, doors))

/// What the sign-in page shows before anybody is signed in.
Result<WelcomeView> Welcome(Services& services);

}  // namespace nuong::operations
