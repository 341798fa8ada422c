#pragma once
#include <vector>

#include "case_slice.hpp"
#include "nuong/regulation/load.hpp"

namespace nuong::regulation {

/// Who did what, in the officer's words, with the clause: a step for each rule, beginning at the slice's beginning.
std::vector<StoryStep> TellStory(const CaseNet& net, const CaseSlice& slice, const std::vector<std::uint32_t>& way);

/// "Đồn biên phòng": the name of a role, its id when it has none.
Text NameOf(const Regulation& regulation, const RoleName& role);

}  // namespace nuong::regulation
