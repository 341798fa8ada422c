#pragma once
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "nuong/ledger/entry.hpp"
#include "services.hpp"

/// A reform day as the ledger has it: an entry of deed "reform" with a payload "reform" for each step, and a row of the
/// view kDuties, `reform/<day>`, for the last one. A withdrawn reform leaves no row.
namespace nuong::operations {

constexpr std::string_view kReformProposed = "reform_proposed";
constexpr std::string_view kReformWithdrawn = "reform_withdrawn";
constexpr std::string_view kReformConfirmed = "reform_confirmed";
constexpr std::string_view kReformKeys = "reform_keys";  ///< a unit that ends has left its keys; no payload

/// What one unit holds: numbers only.
struct UnitSurvey {
  std::int64_t cases = 0;
  std::int64_t wraps = 0;
  std::map<std::string, std::int64_t> duties;     ///< open, by kind
  std::map<std::string, std::int64_t> relations;  ///< by kind
};
using Survey = std::map<UnitName, UnitSurvey>;

struct ReformPlan {
  std::string day;
  std::vector<UnitMove> moves;
  Survey found;
  std::int64_t cases = 0;  ///< that one or more of the units are on
};

struct ReformStep {
  std::uint64_t sequence = 0;
  Instant at;
  MemberName member;
  UnitName unit;
};

struct ReformRecord {
  ReformPlan plan;  ///< as of the last step
  ReformStep proposed;
  std::optional<ReformStep> confirmed;
};

std::string EncodePlan(const ReformPlan& plan);
Result<std::optional<ReformRecord>> ReadReform(store::Reader& reader, const std::string& day);
/// Reforms proposed and not yet confirmed.
Result<std::vector<ReformRecord>> ReadProposed(store::Reader& reader);

/// Brings the view up to date with one entry of a reform; called when it is written and when views are rebuilt.
Result<void> ProjectReform(store::Writer& writer, const ledger::Entry& entry, std::string_view payload);

}  // namespace nuong::operations
