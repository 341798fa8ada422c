#include "view_keys.hpp"

#include <limits>

#include "nuong/ledger/entry.hpp"

namespace nuong::operations {

std::string MomentBytes(Instant instant) {
  return ledger::SequenceKey(static_cast<std::uint64_t>(instant.us) ^ (std::uint64_t{1} << 63));
}

std::optional<Instant> MomentFromBytes(std::string_view bytes) {
  if (bytes.size() != 8) return std::nullopt;
  std::uint64_t number = 0;
  for (const char byte : bytes) number = number << 8 | static_cast<std::uint8_t>(byte);
  return Instant{static_cast<std::int64_t>(number ^ (std::uint64_t{1} << 63))};
}

std::string UnitCaseKey(const UnitName& unit, Instant changed_at, const CaseId& case_id) {
  return unit.text() + "/" + MomentBytes(changed_at) + "/" + case_id.text();
}

std::string DutyKey(std::string_view shelf, const UnitName& unit, const std::optional<Instant>& due,
                    const CaseId& case_id, const std::string& duty) {
  const Instant last{std::numeric_limits<std::int64_t>::max()};
  return std::string(shelf) + "/" + unit.text() + "/" + MomentBytes(due.value_or(last)) + "/" + case_id.text() + "/" +
         duty;
}

std::string LookKey(const CaseId& case_id, std::uint64_t sequence) {
  return case_id.text() + "/" + ledger::SequenceKey(sequence);
}

}  // namespace nuong::operations
