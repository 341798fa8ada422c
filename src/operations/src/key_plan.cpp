#include "key_plan.hpp"

#include <algorithm>
#include <optional>
#include <utility>

#include "people.hpp"
#include "refusals.hpp"
#include "rotation.hpp"

namespace nuong::operations {
namespace {

/// Plans one class at a time; `wraps` and `locks` are kept as they will be after the act.
class Planner {
 public:
  Planner(Services& services, store::Reader& reader, const KeyRequest& request, CaseKeyring keyring,
          SuccessionCache::Shared successions)
      : services_(services),
        reader_(reader),
        request_(request),
        keyring_(std::move(keyring)),
        successions_(std::move(successions)) {
    entitlement_ = EntitlementOf(services, *request.after);
    plan_.epoch = KeysEpoch(reader);
  }

  Result<KeyPlan> Run() {
    for (const FieldClass field_class : kAllFieldClasses) {
      if (!IsProtected(field_class)) continue;
      const std::uint32_t latest = keyring_.LatestVersion(field_class);
      if (latest == 0 && !request_.writes.contains(field_class)) continue;
      if (request_.erases.contains(field_class)) {
        Erase(field_class);
      } else {
        NUONG_CHECK(PlanClass(field_class, latest));
      }
    }
    return std::move(plan_);
  }

 private:
  const CaseId& case_id() const { return request_.after->id; }

  static bool Holds(const std::map<UnitName, std::set<FieldClass>>& who, const UnitName& unit, FieldClass field_class) {
    const auto found = who.find(unit);
    return found != who.end() && found->second.contains(field_class);
  }

  /// What lies under the name of a unit that has ended is its heir's.
  const UnitName& Owner(const KeySlot& slot) const { return successions_->HeirOf(slot.unit); }

  /// True when `unit` has a key of this class and version: its own, or one it can open through a succession.
  bool HasWrap(const vault::CaseKey& key, const UnitName& unit) const {
    return std::any_of(keyring_.wraps.begin(), keyring_.wraps.end(), [&](const auto& entry) {
      const KeySlot& slot = entry.first;
      return slot.field_class == key.field_class() && slot.version == key.version() && Owner(slot) == unit &&
             HeirKeys(reader_, *successions_).Reach(slot.unit, slot.field_class);
    });
  }

  /// The versions that a unit which may read the class has already, has waiting under a lock, or can be given now.
  Result<std::set<std::uint32_t>> Surviving(FieldClass field_class,
                                            const std::map<std::uint32_t, vault::CaseKey>& in_hand) const {
    std::set<std::uint32_t> versions;
    const auto add = [&](const auto& shelf) {
      for (const auto& [slot, bytes] : shelf) {
        const bool is_open = slot.field_class == field_class && Holds(entitlement_.open, Owner(slot), field_class);
        if (is_open && HeirKeys(reader_, *successions_).Reach(slot.unit, field_class)) versions.insert(slot.version);
      }
    };
    add(keyring_.wraps);
    add(keyring_.locks);
    for (const auto& [unit, classes] : entitlement_.open) {
      if (!classes.contains(field_class)) continue;
      NUONG_TRY(const auto public_key, ProvedUnitKey(services_, reader_, unit, field_class));
      if (!public_key) continue;
      for (const auto& [version, key] : in_hand) versions.insert(version);
    }
    return versions;
  }

  void Erase(FieldClass field_class) {
    for (const auto& [slot, wrap] : keyring_.wraps) {
      if (slot.field_class == field_class) plan_.changes.push_back({WrapName(case_id(), slot), ""});
    }
    for (const auto& [slot, lock] : keyring_.locks) {
      if (slot.field_class == field_class) plan_.changes.push_back({LockName(case_id(), slot), ""});
    }
    for (const auto& [slot, lock] : keyring_.glass) {
      if (slot.field_class == field_class) plan_.changes.push_back({GlassName(case_id(), slot), ""});
    }
  }

  Result<void> PlanClass(FieldClass field_class, std::uint32_t latest) {
    // Taken before it is lost: the unit that leaves with this act passes its keys on to those who come with it.
    std::map<std::uint32_t, vault::CaseKey> in_hand;
    NUONG_CHECK(TakeKeys(field_class, latest, in_hand));
    NUONG_TRY(const auto surviving, Surviving(field_class, in_hand));
    const bool somebody_left = DestroyLost(field_class, surviving);
    NUONG_CHECK(OpenSecondLocks(field_class));
    NUONG_CHECK(TakeKeys(field_class, latest, in_hand));
    const bool writes = request_.writes.contains(field_class);
    NUONG_TRY(const bool worn,
              writes&& latest > 0 ? IsWorn(reader_, *successions_, keyring_, field_class) : Result<bool>(false));
    if (somebody_left || (writes && (worn || !in_hand.contains(latest)))) {
      ++latest;
      in_hand.emplace(latest, vault::MakeCaseKey(case_id(), field_class, latest, *services_.world.random));
      plan_.changes.push_back({LatestName(case_id(), field_class), LatestText(latest, plan_.epoch)});
    }
    for (const auto& [version, key] : in_hand) NUONG_CHECK(Distribute(key));
    if (writes) plan_.sealing.emplace(field_class, std::move(in_hand.at(latest)));
    return {};
  }

  /// Wraps of units that may no longer read, locks of units no longer prepared: destroyed. True when a wrap went.
  /// What nobody who may read the class would have afterwards, its last holders keep, and the rules of access refuse
  /// them: losing the last key would be erasure, which is an act of its own and never a side effect.
  bool DestroyLost(FieldClass field_class, const std::set<std::uint32_t>& surviving) {
    bool wrap_went = false;
    std::erase_if(keyring_.wraps, [&](const auto& entry) {
      if (entry.first.field_class != field_class || !surviving.contains(entry.first.version) ||
          Holds(entitlement_.open, Owner(entry.first), field_class)) {
        return false;
      }
      plan_.changes.push_back({WrapName(case_id(), entry.first), ""});
      wrap_went = true;
      return true;
    });
    std::erase_if(keyring_.locks, [&](const auto& entry) {
      const UnitName& unit = Owner(entry.first);
      if (entry.first.field_class != field_class || Holds(entitlement_.prepared, unit, field_class) ||
          Holds(entitlement_.open, unit, field_class)) {
        return false;
      }
      plan_.changes.push_back({LockName(case_id(), entry.first), ""});
      return true;
    });
    std::erase_if(keyring_.glass, [&](const auto& entry) {
      if (entry.first.field_class != field_class || Holds(entitlement_.glass, Owner(entry.first), field_class)) {
        return false;
      }
      plan_.changes.push_back({GlassName(case_id(), entry.first), ""});
      return true;
    });
    return wrap_went;
  }

  /// The other side has signed: what waited under the second lock becomes a wrap.
  Result<void> OpenSecondLocks(FieldClass field_class) {
    for (auto lock = keyring_.locks.begin(); lock != keyring_.locks.end();) {
      const KeySlot slot = lock->first;
      if (slot.field_class != field_class || !Holds(entitlement_.open, Owner(slot), field_class)) {
        ++lock;
        continue;
      }
      NUONG_TRY(const std::string bytes, services_.world.root->Unlock(kHandoverLock, lock->second));
      NUONG_TRY(vault::Wrap wrap, WrapFromBytes(case_id(), slot, bytes));
      plan_.changes.push_back({LockName(case_id(), slot), ""});
      plan_.changes.push_back({WrapName(case_id(), slot), bytes});
      keyring_.wraps.insert_or_assign(slot, std::move(wrap));
      lock = keyring_.locks.erase(lock);
    }
    return {};
  }

  Result<void> TakeKeys(FieldClass field_class, std::uint32_t latest,
                        std::map<std::uint32_t, vault::CaseKey>& in_hand) {
    for (const auto& [slot, wrap] : keyring_.wraps) {
      if (slot.field_class != field_class || slot.version > latest || in_hand.contains(slot.version)) continue;
      if (Owner(slot) != request_.keys->unit()) continue;
      NUONG_TRY(auto key, TakeKey(slot, wrap));
      if (key) in_hand.emplace(slot.version, std::move(*key));
    }
    return {};
  }

  Result<std::optional<vault::CaseKey>> TakeKey(const KeySlot& slot, const vault::Wrap& wrap) {
    NUONG_CHECK(HeirKeys(reader_, *successions_).Open(slot.unit, slot.field_class, *request_.keys));
    // Wrapped to a unit whose key has not been passed on yet.
    if (slot.unit != request_.keys->unit() && request_.keys->FindOf(slot.unit, slot.field_class) == nullptr) {
      return std::optional<vault::CaseKey>();
    }
    for (const Permit& permit : request_.permits) {
      if (!permit.Covers(case_id(), slot.field_class)) continue;
      NUONG_TRY(vault::CaseKey key, vault::Unwrap(permit, *request_.keys, wrap));
      return std::optional<vault::CaseKey>(std::move(key));
    }
    return std::optional<vault::CaseKey>();
  }

  Result<void> Distribute(const vault::CaseKey& key) {
    for (const auto& [unit, classes] : entitlement_.open) {
      const KeySlot slot{key.field_class(), key.version(), unit};
      if (!classes.contains(key.field_class()) || HasWrap(key, unit)) continue;
      NUONG_TRY(const auto wrap, WrapFor(key, unit));
      if (wrap) {
        plan_.changes.push_back({WrapName(case_id(), slot), WrapBytes(*wrap)});
        keyring_.wraps.emplace(slot, *wrap);
      }
    }
    for (const auto& [unit, classes] : entitlement_.prepared) {
      const KeySlot slot{key.field_class(), key.version(), unit};
      if (!classes.contains(key.field_class()) || HasWrap(key, unit) || keyring_.locks.contains(slot)) continue;
      NUONG_TRY(const auto wrap, WrapFor(key, unit));
      if (wrap) {
        std::string locked = services_.world.root->Lock(kHandoverLock, WrapBytes(*wrap), *services_.world.random);
        plan_.changes.push_back({LockName(case_id(), slot), locked});
        keyring_.locks.emplace(slot, std::move(locked));
      }
    }
    return LayUnderGlass(key);
  }

  Result<void> LayUnderGlass(const vault::CaseKey& key) {
    for (const auto& [unit, classes] : entitlement_.glass) {
      const KeySlot slot{key.field_class(), key.version(), unit};
      if (!classes.contains(key.field_class()) || keyring_.glass.contains(slot)) continue;
      NUONG_TRY(const auto wrap, WrapFor(key, unit));
      if (wrap) {
        std::string locked = services_.world.root->Lock(kGlassLock, WrapBytes(*wrap), *services_.world.random);
        plan_.changes.push_back({GlassName(case_id(), slot), locked});
        keyring_.glass.emplace(slot, std::move(locked));
      }
    }
    return {};
  }

  Result<std::optional<vault::Wrap>> WrapFor(const vault::CaseKey& key, const UnitName& unit) {
    NUONG_TRY(const auto public_key, ProvedUnitKey(services_, reader_, unit, key.field_class()));
    if (!public_key) return std::optional<vault::Wrap>();
    return std::optional(vault::WrapTo(key, unit, *public_key, *services_.world.random));
  }

  Services& services_;
  store::Reader& reader_;
  const KeyRequest& request_;
  CaseKeyring keyring_;
  SuccessionCache::Shared successions_;
  Entitlement entitlement_;
  KeyPlan plan_;
};

}  // namespace

Entitlement EntitlementOf(const Services& services, const casework::CaseFile& file) {
  Entitlement entitlement;
  for (const auto& [unit, party] : file.parties) {
    if (!party.relations.empty()) {
      auto classes = EntitledClasses(services, file, unit, false);
      if (!classes.empty()) entitlement.open.emplace(unit, std::move(classes));
      auto breakable = BreakableClasses(services, file, unit);
      if (!breakable.empty()) entitlement.glass.emplace(unit, std::move(breakable));
    }
    if (!party.prepared.empty()) {
      // What it might break once the signature is there, too: who hands over may be the last who could lay it ready.
      casework::CaseFile given = file;
      given.parties.at(unit).relations.merge(std::exchange(given.parties.at(unit).prepared, {}));
      entitlement.glass[unit].merge(BreakableClasses(services, given, unit));
      auto classes = EntitledClasses(services, file, unit, true);
      if (!classes.empty()) entitlement.prepared.emplace(unit, std::move(classes));
    }
  }
  return entitlement;
}

Result<KeyPlan> PlanKeys(Services& services, store::Reader& reader, const KeyRequest& request) {
  NUONG_TRY(CaseKeyring keyring, ReadCaseKeyring(reader, request.after->id));
  NUONG_TRY(auto successions, services.SuccessionsAt(reader));
  return Planner(services, reader, request, std::move(keyring), std::move(successions)).Run();
}

}  // namespace nuong::operations
