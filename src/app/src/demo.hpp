#pragma once
#include <string_view>
#include <vector>

#include "nuong/operations/wiring.hpp"

namespace nuong::app {

/// Every demo member signs in with this; a directory that has it says so on its sign-in page.
inline constexpr std::string_view kDemoPassword = "nuong-tua-2023";

/// Founds a directory whose first members are the regulation's demo members.
Result<void> FoundDemo(operations::Services& services, const std::vector<regulation::DemoMember>& members);

}  // namespace nuong::app
