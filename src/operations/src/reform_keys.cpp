#include "reform_keys.hpp"

#include <set>

#include "people.hpp"
#include "reform_record.hpp"
#include "refusals.hpp"

namespace nuong::operations {
namespace {

using store::Collection;

constexpr const char* kReformLock = "reform";

std::string BoxesOf(const UnitName& unit, FieldClass field_class) {
  return "member/" + unit.text() + "/" + std::string(FieldClassCode(field_class)) + "/";
}

/// The move of the unit that is due its keys, and whether it is confirmed.
struct Due {
  UnitMove move;
  bool confirmed = false;
};
Result<std::optional<Due>> DueOf(const Services& services, store::Reader& reader, const UnitName& unit) {
  NUONG_TRY(const auto successions, services.SuccessionsAt(reader));
  if (const UnitName* next = successions->NextOf(unit)) return std::optional(Due{{unit, *next}, true});
  NUONG_TRY(const auto proposed, ReadProposed(reader));
  for (const ReformRecord& record : proposed) {
    for (const UnitMove& move : record.plan.moves) {
      if (move.from == unit) return std::optional(Due{move, false});
    }
  }
  return std::optional<Due>();
}

/// What to add so that the successor gets each class that is not there yet.
Result<std::vector<KeyChange>> Bring(Services& services, store::Reader& reader, const vault::UnitKeys& keys) {
  std::vector<KeyChange> changes;
  NUONG_TRY(const auto due, DueOf(services, reader, keys.unit()));
  if (!due) return changes;
  for (const FieldClass field_class : kAllFieldClasses) {
    NUONG_TRY(const auto heir_key, ProvedUnitKey(services, reader, due->move.to, field_class));
    if (keys.Find(field_class) == nullptr || !heir_key) continue;
    // Keys that were rotated since they were opened are of no use to the successor.
    NUONG_TRY(const auto own_key, ProvedUnitKey(services, reader, keys.unit(), field_class));
    if (!own_key || *own_key != keys.Find(field_class)->public_key) continue;
    const std::string name = HeirName(due->move, field_class);
    const std::string lock = HeirLockName(due->move, field_class);
    if (reader.Get(Collection::kKeyring, name) || (!due->confirmed && reader.Get(Collection::kKeyring, lock))) continue;
    const std::string boxed = vault::PassOn(keys, field_class, due->move.to, *heir_key, *services.world.random).boxed;
    if (due->confirmed) {
      changes.push_back({name, boxed});
      for (std::string& box : NamesUnder(reader, BoxesOf(keys.unit(), field_class))) {
        changes.push_back({std::move(box), ""});
      }
    } else {
      changes.push_back({lock, services.world.root->Lock(kReformLock, boxed, *services.world.random)});
    }
  }
  return changes;
}

}  // namespace

Result<void> BringKeysOfEndedUnit(Services& services, const Caller& caller, const Sessions::Person& person,
                                  const vault::UnitKeys& keys) {
  std::vector<KeyChange> changes;
  NUONG_CHECK(services.world.store->Read([&](store::Reader& reader) -> Result<void> {
    NUONG_TRY(changes, Bring(services, reader, keys));
    return {};
  }));
  if (changes.empty()) return {};
  const auto receipt = services.journal.Append([&](store::Writer& writer, std::uint64_t,
                                                   bool* nothing_new) -> Result<ledger::Draft> {
    // The reform may have moved on since: what holds is what is due now.
    NUONG_TRY(changes, Bring(services, writer, keys));
    *nothing_new = changes.empty();
    Change(writer, changes);
    return ledger::Draft{
        PlainEntry(services, ledger::Deed::kReform, std::string(kReformKeys), caller, person.member, person.unit), {}};
  });
  if (!receipt.ok()) return receipt.error();
  return {};
}

Result<std::vector<KeyChange>> UnlockMoves(const Services& services, store::Reader& reader,
                                           const std::vector<UnitMove>& moves) {
  std::vector<KeyChange> changes;
  for (const UnitMove& move : moves) {
    for (const FieldClass field_class : kAllFieldClasses) {
      const auto locked = reader.Get(Collection::kKeyring, HeirLockName(move, field_class));
      if (!locked) continue;
      NUONG_TRY(std::string boxed, services.world.root->Unlock(kReformLock, *locked));
      changes.push_back({HeirLockName(move, field_class), ""});
      changes.push_back({HeirName(move, field_class), std::move(boxed)});
      for (std::string& box : NamesUnder(reader, BoxesOf(move.from, field_class))) {
        changes.push_back({std::move(box), ""});
      }
    }
  }
  return changes;
}

std::vector<KeyChange> DropLocks(store::Reader& reader, const std::vector<UnitMove>& moves) {
  std::vector<KeyChange> changes;
  for (const UnitMove& move : moves) {
    for (std::string& lock : NamesUnder(reader, "heirlock/" + move.from.text() + "/")) {
      changes.push_back({std::move(lock), ""});
    }
  }
  return changes;
}

std::string KeysStanding(store::Reader& reader, const UnitMove& move) {
  if (!NamesUnder(reader, "heir/" + move.from.text() + "/").empty()) return "passed";
  if (!NamesUnder(reader, "heirlock/" + move.from.text() + "/").empty()) return "ready";
  return KeyHolders(reader, move.from) == 0 ? "nobody" : "waiting";
}

std::int64_t KeyHolders(store::Reader& reader, const UnitName& unit) {
  std::set<std::string> members;
  for (const std::string& name : NamesUnder(reader, "member/" + unit.text() + "/")) {
    members.insert(name.substr(name.rfind('/') + 1));
  }
  return static_cast<std::int64_t>(members.size());
}

}  // namespace nuong::operations
