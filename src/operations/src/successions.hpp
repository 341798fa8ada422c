#pragma once
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "nuong/casework/case_file.hpp"
#include "nuong/regulation/duties.hpp"
#include "nuong/store/store.hpp"

/// Which unit has taken whose place, by the reform days confirmed so far. Confirming one writes only this; each case is
/// brought up to date when it is read, and written so by its next act. The rows of lists stay under the name they were
/// written with: a unit's lists are those of its whole line.
namespace nuong::operations {

struct UnitMove {
  UnitName from;
  UnitName to;
  bool operator==(const UnitMove&) const = default;
};

struct ConfirmedReform {
  std::uint64_t sequence = 0;  ///< its entry
  Instant at;
  std::vector<UnitMove> moves;
};

class Successions {
 public:
  Successions() = default;
  Successions(std::vector<ConfirmedReform> reforms, std::vector<std::string> unit_values);

  bool IsEmpty() const { return reforms_.empty(); }
  const std::vector<ConfirmedReform>& reforms() const { return reforms_; }
  /// The living end of the unit's chain; the unit itself when nobody took its place.
  const UnitName& HeirOf(const UnitName& unit) const;
  /// Who took the unit's place directly; null when nobody did.
  const UnitName* NextOf(const UnitName& unit) const;
  /// The unit and all whose place it has taken, nearest first.
  std::vector<UnitName> LineOf(const UnitName& unit) const;

  casework::CaseFile Bring(casework::CaseFile file) const;
  /// Open duties pass to the living holder and counterpart; closed ones keep theirs.
  std::vector<regulation::OpenDuty> Bring(std::vector<regulation::OpenDuty> duties) const;

 private:
  bool NamesEnded(const Value& value) const;
  bool Concerns(const casework::CaseFile& file) const;

  std::vector<ConfirmedReform> reforms_;
  std::vector<std::string> unit_values_;
  std::map<UnitName, UnitName> next_;
  std::multimap<UnitName, UnitName> before_;
};

/// Keeps the last one decoded: they change a few times in the life of a directory and are asked for with every case.
class SuccessionCache {
 public:
  using Shared = std::shared_ptr<const Successions>;
  /// As of `reader`. `regulation` names the kept fields that hold units.
  Result<Shared> Get(store::Reader& reader, const regulation::Regulation& regulation);

 private:
  std::mutex mutex_;
  std::string sequence_;
  Shared last_ = std::make_shared<const Successions>();
};

/// Adds a confirmed reform to the kept ones.
Result<void> WriteSuccessions(store::Writer& writer, ConfirmedReform reform);

Value EncodeMoves(const std::vector<UnitMove>& moves);
std::vector<UnitMove> DecodeMoves(const Value* value);

}  // namespace nuong::operations
