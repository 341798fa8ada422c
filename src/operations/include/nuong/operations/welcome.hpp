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

struct WelcomeView {
  Text province;
  bool demo = false;
  std::vector<DemoMemberView> members;  ///< empty unless demo
};
BOOST_DESCRIBE_STRUCT(WelcomeView, (), (province, demo, members))

/// What the sign-in page shows before anybody is signed in.
Result<WelcomeView> Welcome(Services& services);

}  // namespace nuong::operations
