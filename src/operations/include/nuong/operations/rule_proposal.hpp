#pragma once
#include <functional>
#include <memory>

#include "nuong/base/result.hpp"
#include "nuong/operations/caller.hpp"
#include "nuong/regulation/model.hpp"

/// For `app` and tests only, as wiring.hpp.
namespace nuong::operations {

/// Lays a changed regulation beside the one in use, for those who answer for it to look at. Before the server starts.
/// Without effect when it is the one in use.
void ProposeRules(Services& services, std::shared_ptr<const regulation::Regulation> proposed);

/// Counts what the proposed rules of access answer otherwise, then whether they keep the invariants; meanwhile the page
/// says what is still being counted. For a thread of its own. Errors: as CompareAccess and JudgeAccess; then the page
/// says what could not be counted.
Result<void> CountRuleChange(Services& services, const std::function<bool()>& stopped);

}  // namespace nuong::operations
