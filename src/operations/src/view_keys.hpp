#pragma once
#include <cstdint>
#include <optional>
#include <string>

#include "nuong/base/civil.hpp"
#include "nuong/base/id.hpp"

/// Keys of the views. Moments are big-endian with the sign bit turned, so that byte order is time order.
namespace nuong::operations {

std::string MomentBytes(Instant instant);
std::optional<Instant> MomentFromBytes(std::string_view bytes);

std::string UnitCaseKey(const UnitName& unit, Instant changed_at, const CaseId& case_id);
/// A duty without a last moment sorts after all others.
std::string DutyKey(std::string_view shelf, const UnitName& unit, const std::optional<Instant>& due,
                    const CaseId& case_id, const std::string& duty);
std::string LookKey(const CaseId& case_id, std::uint64_t sequence);

}  // namespace nuong::operations
