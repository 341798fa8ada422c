#include "rotation.hpp"

#include <algorithm>
#include <charconv>
#include <cstdio>

#include "nuong/store/steps.hpp"
#include "people.hpp"
#include "refusals.hpp"

namespace nuong::operations {
namespace {

using store::Collection;

constexpr const char* kEpoch = "keys_epoch";
constexpr const char* kReformLock = "reform";
constexpr std::size_t kMostVisited = 5000;
constexpr std::size_t kPublicKeySize = 64;

std::string RotationName(const UnitName& unit) { return "rotation/" + unit.text(); }

std::string OlderPrefix(const UnitName& unit, FieldClass field_class) {
  return "older/" + unit.text() + "/" + std::string(FieldClassCode(field_class)) + "/";
}

std::string OlderName(const UnitName& unit, FieldClass field_class, std::uint32_t number) {
  char text[16];
  std::snprintf(text, sizeof text, "%08x", number);
  return OlderPrefix(unit, field_class) + text;
}

std::string RecoveryName(const UnitName& unit, FieldClass field_class) {
  return "recovery/" + unit.text() + "/" + std::string(FieldClassCode(field_class));
}

void WriteRotation(store::Writer& writer, const UnitName& unit, const Rotation& rotation) {
  writer.Put(Collection::kKeyring, RotationName(unit),
             WriteJson(Value::Object{{"number", static_cast<std::int64_t>(rotation.number)},
                                     {"epoch", rotation.epoch},
                                     {"cursor", rotation.cursor},
                                     {"done", rotation.done},
                                     {"total", rotation.total},
                                     {"finished", rotation.finished},
                                     {"damaged", rotation.damaged}}));
}

/// One class: a new pair, public, boxed to everybody who stays.
vault::KeyPair MakeOne(Services& services, store::Writer& writer, const UnitName& unit, FieldClass field_class,
                       const std::vector<const Membership*>& members,
                       const std::optional<vault::MemberPublic>& recovery) {
  Random& random = *services.world.random;
  vault::KeyPair pair = vault::MakeKeyPair(random);
  const std::string purpose = BoxPurpose(unit, field_class);
  writer.Put(Collection::kKeyring, UnitKeyName(unit, field_class), pair.public_key.text());
  for (const Membership* member : members) {
    writer.Put(Collection::kKeyring, MemberKeyName(unit, field_class, member->member),
               vault::BoxSeal(member->keys.box, pair.private_key.bytes(), purpose, random));
  }
  if (recovery) {
    writer.Put(Collection::kKeyring, RecoveryName(unit, field_class),
               vault::BoxSeal(recovery->box, pair.private_key.bytes(), purpose, random));
  }
  return pair;
}

/// What the unit inherited from those it has succeeded lies boxed to its own key.
struct Heir {
  std::string name;
  FieldClass field_class;
  UnitName from;
  bool is_locked;
};

std::vector<Heir> HeirsOf(store::Reader& reader, const UnitName& unit) {
  std::vector<Heir> heirs;
  for (const FieldClass field_class : kAllFieldClasses) {
    const std::string suffix = "/" + std::string(FieldClassCode(field_class)) + "/" + unit.text();
    for (const std::string shelf : {"heir/", "heirlock/"}) {
      for (const std::string& name : NamesUnder(reader, shelf)) {
        if (!name.ends_with(suffix)) continue;
        UnitName from(name.substr(shelf.size(), name.size() - shelf.size() - suffix.size()));
        heirs.push_back({name, field_class, std::move(from), shelf == "heirlock/"});
      }
    }
  }
  return heirs;
}

/// The bytes of the heir's row, boxed to `newer`.
Result<std::string> BoxedAnew(const Services& services, store::Reader& reader, const vault::UnitKeys& keys,
                              const Heir& heir, const vault::PublicKey& newer) {
  const vault::RootKey& root = *services.world.root;
  Random& random = *services.world.random;
  vault::Succession succession{
      heir.from, keys.unit(), heir.field_class, {}, *reader.Get(Collection::kKeyring, heir.name)};
  if (heir.is_locked) {
    NUONG_TRY(succession.boxed, root.Unlock(kReformLock, succession.boxed));
  }
  NUONG_TRY(succession, vault::PassAgain(keys, std::move(succession), newer, random));
  return heir.is_locked ? root.Lock(kReformLock, succession.boxed, random) : succession.boxed;
}

/// A damaged one stays as it is: whoever leaves must not stay for its sake.
Result<void> PassHeirsOn(const Services& services, store::Writer& writer, const vault::UnitKeys& keys,
                         const std::map<FieldClass, vault::PublicKey>& newer) {
  for (const Heir& heir : HeirsOf(writer, keys.unit())) {
    const auto to = newer.find(heir.field_class);
    if (to == newer.end()) continue;
    const auto anew = BoxedAnew(services, writer, keys, heir, to->second);
    if (!anew.ok() && anew.error().code != ErrorCode::kCorrupt) return anew.error();
    if (anew.ok()) writer.Put(Collection::kKeyring, heir.name, *anew);
  }
  return {};
}

/// Shelves of case keys boxed to units, in the keyring's order, and the second lock they lie under.
struct Shelf {
  std::string_view prefix;
  const char* lock;  ///< null: none
};
constexpr Shelf kCaseKeyShelves[] = {{"glass/", kGlassLock}, {"lock/", kHandoverLock}, {"wrap/", nullptr}};

const Shelf* ShelfOf(std::string_view name) {
  const auto* found = std::ranges::find_if(kCaseKeyShelves, [&](const Shelf& s) { return name.starts_with(s.prefix); });
  return found == std::end(kCaseKeyShelves) ? nullptr : found;
}

struct Anew {
  std::string name;
  std::string before;
  std::string after;
};

/// Looks through the keyring for wraps of one unit, from where the last step ended.
class Walker {
 public:
  Walker(Services& services, store::Reader& reader, vault::UnitKeys& keys)
      : services_(services), reader_(reader), keys_(keys) {}

  Result<void> Walk(const std::string& cursor, std::size_t most) {
    const std::string suffix = "/" + keys_.unit().text();
    store::Range range{cursor.empty() ? "glass/" : cursor + '\0', "wrap0", kMostVisited, false};
    std::vector<std::pair<std::string, std::string>> found;
    std::size_t visited = 0;
    reader_.Scan(Collection::kKeyring, range, [&](std::string_view key, std::string_view bytes) {
      ++visited;
      last_ = key;
      if (ShelfOf(key) != nullptr && key.ends_with(suffix)) found.emplace_back(key, bytes);
      return found.size() < most;
    });
    reached_end_ = visited < kMostVisited && found.size() < most;
    for (const auto& [name, bytes] : found) {
      NUONG_TRY(const auto place, PlaceOfWrap(name));
      NUONG_CHECK(TakeKeys(place.slot.field_class));
      const auto taken = Take(place, name, bytes);
      if (!taken.ok() && taken.error().code != ErrorCode::kCorrupt) return taken;
      if (!taken.ok()) ++damaged_;
    }
    seen_ = static_cast<std::int64_t>(found.size());
    if (reached_end_) CountDamagedHeirs();
    return {};
  }

  const std::vector<Anew>& anew() const { return anew_; }
  const std::string& last() const { return last_; }
  bool reached_end() const { return reached_end_; }
  std::int64_t seen() const { return seen_; }
  std::int64_t damaged() const { return damaged_; }

 private:
  Result<void> TakeKeys(FieldClass field_class) {
    NUONG_CHECK(OpenOlderKeys(reader_, keys_.unit(), field_class, keys_));
    // Whoever holds no key must not come to the end: older keys are destroyed there.
    if (keys_.Find(field_class) != nullptr) return {};
    return Error{
        ErrorCode::kConflict,
        "unit_keys_missing",
        {"Bạn không giữ đủ khóa của cơ quan để làm việc này.", "You do not hold all keys of the unit that this takes."},
        "a wrap of a class whose key the member does not hold",
        {}};
  }

  void CountDamagedHeirs() {
    for (const Heir& heir : HeirsOf(reader_, keys_.unit())) {
      const vault::KeyPair* pair = keys_.Find(heir.field_class);
      if (pair != nullptr && !BoxedAnew(services_, reader_, keys_, heir, pair->public_key).ok()) ++damaged_;
    }
  }

  /// kCorrupt says of this wrap alone that it does not open.
  Result<void> Take(const WrapPlace& place, const std::string& name, const std::string& bytes) {
    const char* lock = ShelfOf(name)->lock;
    std::string plain = bytes;
    if (lock != nullptr) {
      NUONG_TRY(plain, services_.world.root->Unlock(lock, bytes));
    }
    NUONG_TRY(const vault::Wrap wrap, WrapFromBytes(place.case_id, place.slot, plain));
    NUONG_TRY(const auto anew, vault::WrapAnew(keys_, wrap, *services_.world.random));
    if (!anew) return {};
    const std::string after = WrapBytes(*anew);
    anew_.push_back(
        {name, bytes, lock == nullptr ? after : services_.world.root->Lock(lock, after, *services_.world.random)});
    return {};
  }

  Services& services_;
  store::Reader& reader_;
  vault::UnitKeys& keys_;
  std::vector<Anew> anew_;
  std::string last_;
  std::int64_t seen_ = 0;
  std::int64_t damaged_ = 0;
  bool reached_end_ = false;
};

std::int64_t CountWraps(store::Reader& reader, const UnitName& unit) {
  const std::string suffix = "/" + unit.text();
  std::int64_t count = 0;
  for (const Shelf& shelf : kCaseKeyShelves) {
    reader.Scan(Collection::kKeyring, store::Prefix(shelf.prefix), [&](std::string_view key, std::string_view) {
      if (key.ends_with(suffix)) ++count;
      return true;
    });
  }
  return count;
}

void Finish(store::Writer& writer, const UnitName& unit, Rotation& rotation) {
  rotation.finished = true;
  rotation.cursor.clear();
  if (rotation.damaged > 0) return;
  for (const std::string& name : NamesUnder(writer, "older/" + unit.text() + "/")) {
    writer.Delete(Collection::kKeyring, name);
  }
}

}  // namespace

Result<Rotation> ReadRotation(store::Reader& reader, const UnitName& unit) {
  const auto bytes = reader.Get(Collection::kKeyring, RotationName(unit));
  Rotation rotation;
  if (!bytes) return rotation;
  const auto value = ParseJson(*bytes);
  const Value* finished = value.ok() ? value->Find("finished") : nullptr;
  if (finished == nullptr || finished->AsBool() == nullptr) return CorruptDirectory("a rotation is ill-formed");
  rotation.number = static_cast<std::uint32_t>(value->IntegerAt("number"));
  rotation.epoch = value->IntegerAt("epoch");
  rotation.cursor = value->TextAt("cursor");
  rotation.done = value->IntegerAt("done");
  rotation.total = value->IntegerAt("total");
  rotation.finished = *finished->AsBool();
  rotation.damaged = value->IntegerAt("damaged");
  return rotation;
}

std::map<FieldClass, vault::PublicKey> MakeUnitKeys(Services& services, store::Writer& writer, const UnitName& unit,
                                                    const std::vector<const Membership*>& members,
                                                    const std::optional<vault::MemberPublic>& recovery) {
  std::map<FieldClass, vault::PublicKey> made;
  for (const FieldClass field_class : kAllFieldClasses) {
    if (!IsProtected(field_class)) continue;
    made.emplace(field_class, MakeOne(services, writer, unit, field_class, members, recovery).public_key);
  }
  return made;
}

Result<vault::UnitKeys> OpenRecovered(const Services& services, store::Reader& reader, const UnitName& unit,
                                      const vault::MemberKeys& recovery) {
  NUONG_TRY(const auto roster, services.RosterAt(reader));
  std::map<FieldClass, vault::KeyPair> keys;
  for (const FieldClass field_class : kAllFieldClasses) {
    const vault::PublicKey* proved = roster->UnitKey(unit, field_class);
    if (proved == nullptr) continue;
    const auto boxed = reader.Get(Collection::kKeyring, RecoveryName(unit, field_class));
    if (!boxed) return CorruptDirectory("a unit's key is not boxed to the recovery key");
    NUONG_TRY(vault::Secret secret, vault::BoxOpen(recovery.box(), *boxed, BoxPurpose(unit, field_class)));
    if (!vault::IsPrivateHalfOf(*proved, secret)) return CorruptDirectory("a unit's recovery box was exchanged");
    keys.emplace(field_class, vault::KeyPair{*proved, std::move(secret)});
  }
  if (keys.empty()) {
    return Error{ErrorCode::kConflict,
                 "unit_without_keys",
                 {"Cơ quan " + unit.text() + " chưa có thành viên nào nên chưa có khóa để khôi phục.",
                  "Unit " + unit.text() + " never had a member, so it has no keys to recover."},
                 "",
                 {}};
  }
  return vault::UnitKeys(unit, std::move(keys));
}

Result<std::map<FieldClass, vault::PublicKey>> RotateUnitKeys(Services& services, store::Writer& writer,
                                                              const vault::UnitKeys& keys,
                                                              const std::vector<const Membership*>& staying,
                                                              const std::optional<vault::MemberPublic>& recovery) {
  const UnitName& unit = keys.unit();
  NUONG_TRY(Rotation rotation, ReadRotation(writer, unit));
  rotation = {rotation.number + 1, KeysEpoch(writer) + 1, "", 0, -1, false, 0};
  // Keys left for a successor before a reform day are those of before: its members leave the new ones.
  for (const std::string& name : NamesUnder(writer, "heirlock/" + unit.text() + "/")) {
    writer.Delete(Collection::kKeyring, name);
  }
  std::map<FieldClass, vault::PublicKey> made;
  for (const FieldClass field_class : kAllFieldClasses) {
    const vault::KeyPair* present = keys.Find(field_class);
    if (present == nullptr) continue;
    for (const std::string& name :
         NamesUnder(writer, "member/" + unit.text() + "/" + std::string(FieldClassCode(field_class)) + "/")) {
      writer.Delete(Collection::kKeyring, name);
    }
    const vault::KeyPair pair = MakeOne(services, writer, unit, field_class, staying, recovery);
    const vault::OlderKey older =
        vault::KeepOlder(*present, unit, field_class, rotation.number, pair.public_key, *services.world.random);
    writer.Put(Collection::kKeyring, OlderName(unit, field_class, rotation.number),
               older.public_key.text() + older.boxed);
    made.emplace(field_class, pair.public_key);
  }
  store::Reached("unit_keys_made");
  NUONG_CHECK(PassHeirsOn(services, writer, keys, made));
  WriteRotation(writer, unit, rotation);
  writer.Put(Collection::kMeta, kEpoch, std::to_string(rotation.epoch));
  return made;
}

Result<void> OpenOlderKeys(store::Reader& reader, const UnitName& unit, FieldClass field_class, vault::UnitKeys& keys) {
  if (keys.FindOf(unit, field_class) == nullptr || !keys.OlderOf(unit, field_class).empty()) return {};
  const std::string prefix = OlderPrefix(unit, field_class);
  store::Range range = store::Prefix(prefix);
  range.descending = true;
  Result<void> outcome;
  reader.Scan(Collection::kKeyring, range, [&](std::string_view key, std::string_view bytes) {
    vault::OlderKey older{unit, field_class, 0, {}, std::string(bytes.substr(std::min(bytes.size(), kPublicKeySize)))};
    const auto public_key = vault::PublicKey::Parse(bytes.substr(0, kPublicKeySize));
    const std::string_view number = key.substr(prefix.size());
    std::from_chars(number.data(), number.data() + number.size(), older.version, 16);
    if (!public_key) {
      outcome = CorruptDirectory("an older key is ill-formed");
      return false;
    }
    older.public_key = *public_key;
    outcome = vault::TakeOlder(keys, older);
    return outcome.ok();
  });
  return outcome;
}

Result<bool> IsWorn(store::Reader& reader, const Successions& successions, const CaseKeyring& keyring,
                    FieldClass field_class) {
  const auto born = keyring.born.find(field_class);
  const std::int64_t epoch = born == keyring.born.end() ? 0 : born->second;
  for (const auto& [slot, wrap] : keyring.wraps) {
    if (slot.field_class != field_class || slot.version != keyring.LatestVersion(field_class)) continue;
    // Whoever left a successor had inherited the keys of those before it.
    for (const UnitName* unit = &slot.unit; unit != nullptr; unit = successions.NextOf(*unit)) {
      NUONG_TRY(const Rotation rotation, ReadRotation(reader, *unit));
      if (rotation.epoch > epoch) return true;
    }
  }
  return false;
}

std::int64_t KeysEpoch(store::Reader& reader) {
  const std::string text = reader.Get(Collection::kMeta, kEpoch).value_or("0");
  std::int64_t epoch = 0;
  std::from_chars(text.data(), text.data() + text.size(), epoch);
  return epoch;
}

Result<bool> MakeSomeWrapsAnew(Services& services, const Caller& caller, const Sessions::Person& person,
                               std::size_t most) {
  NUONG_TRY(vault::UnitKeys keys, KeysInHand(services, caller.session, person));
  Rotation rotation;
  std::optional<Walker> walker;
  bool nothing = false;
  Rotation before;
  NUONG_CHECK(services.world.store->Read([&](store::Reader& reader) -> Result<void> {
    NUONG_TRY(before, ReadRotation(reader, person.unit));
    rotation = before;
    nothing = rotation.finished && rotation.damaged == 0;
    if (nothing) return {};
    if (rotation.finished) rotation = {rotation.number, rotation.epoch, "", 0, -1, false, 0};
    if (rotation.total < 0) rotation.total = CountWraps(reader, person.unit);
    walker.emplace(services, reader, keys);
    return walker->Walk(rotation.cursor, most);
  }));
  if (nothing) return false;
  store::Reached("wraps_read");
  bool left = true;
  const auto receipt =
      services.journal.Append([&](store::Writer& writer, std::uint64_t, bool* nothing_new) -> Result<ledger::Draft> {
        NUONG_TRY(Rotation now, ReadRotation(writer, person.unit));
        // Another member took the step, or the keys changed again.
        if (now != before) {
          *nothing_new = true;
          return ledger::Draft{};
        }
        now = rotation;
        for (const Anew& anew : walker->anew()) {
          if (writer.Get(Collection::kKeyring, anew.name) != anew.before) continue;
          writer.Put(Collection::kKeyring, anew.name, anew.after);
        }
        now.done += walker->seen();
        now.damaged += walker->damaged();
        now.cursor = walker->last();
        left = !walker->reached_end();
        if (!left) Finish(writer, person.unit, now);
        WriteRotation(writer, person.unit, now);
        return ledger::Draft{
            PlainEntry(services, ledger::Deed::kKeys, "wraps_made_anew", caller, person.member, person.unit), {}};
      });
  if (!receipt.ok()) return receipt.error();
  store::Reached("wraps_made_anew");
  return left;
}

}  // namespace nuong::operations
