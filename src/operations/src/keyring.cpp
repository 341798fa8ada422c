#include "keyring.hpp"

#include <charconv>
#include <cstdio>

#include "refusals.hpp"
#include "rotation.hpp"

namespace nuong::operations {
namespace {

constexpr std::size_t kCommitmentSize = 32;

std::string LatestPrefix(const CaseId& case_id) { return "latest/" + case_id.text() + "/"; }

std::string SlotText(const KeySlot& slot) {
  char version[16];
  std::snprintf(version, sizeof version, "%08x", slot.version);
  return std::string(FieldClassCode(slot.field_class)) + "/" + version + "/" + slot.unit.text();
}

bool ParseNumber(std::string_view text, int base, std::uint32_t& number) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number, base);
  return error == std::errc() && end == text.data() + text.size();
}

std::optional<KeySlot> ParseSlot(std::string_view text) {
  const std::size_t first = text.find('/');
  const std::size_t second = first == std::string_view::npos ? first : text.find('/', first + 1);
  if (second == std::string_view::npos) return std::nullopt;
  const auto field_class = ParseFieldClass(text.substr(0, first));
  KeySlot slot;
  const std::string_view version = text.substr(first + 1, second - first - 1);
  if (!field_class || !ParseNumber(version, 16, slot.version)) return std::nullopt;
  slot.field_class = *field_class;
  slot.unit = UnitName(std::string(text.substr(second + 1)));
  return slot;
}

}  // namespace

std::string UnitKeyName(const UnitName& unit, FieldClass field_class) {
  return "unit/" + unit.text() + "/" + std::string(FieldClassCode(field_class));
}

std::string MemberKeyName(const UnitName& unit, FieldClass field_class, const MemberName& member) {
  return "member/" + unit.text() + "/" + std::string(FieldClassCode(field_class)) + "/" + member.text();
}

std::string BoxPurpose(const UnitName& unit, FieldClass field_class) {
  return "unit key " + unit.text() + "/" + std::string(FieldClassCode(field_class));
}

std::optional<vault::PublicKey> UnitPublicKey(store::Reader& reader, const UnitName& unit, FieldClass field_class) {
  const auto text = reader.Get(store::Collection::kKeyring, UnitKeyName(unit, field_class));
  return text ? vault::PublicKey::Parse(*text) : std::nullopt;
}

void Change(store::Writer& writer, const std::vector<KeyChange>& changes) {
  for (const KeyChange& change : changes) {
    if (change.bytes.empty()) {
      writer.Delete(store::Collection::kKeyring, change.name);
    } else {
      writer.Put(store::Collection::kKeyring, change.name, change.bytes);
    }
  }
}

std::string WrapName(const CaseId& case_id, const KeySlot& slot) {
  return "wrap/" + case_id.text() + "/" + SlotText(slot);
}

std::string WrapPrefix(const CaseId& case_id, FieldClass field_class) {
  return "wrap/" + case_id.text() + "/" + std::string(FieldClassCode(field_class)) + "/";
}

std::string LockName(const CaseId& case_id, const KeySlot& slot) {
  return "lock/" + case_id.text() + "/" + SlotText(slot);
}

std::vector<std::string> NamesUnder(store::Reader& reader, const std::string& prefix) {
  std::vector<std::string> names;
  reader.Scan(store::Collection::kKeyring, store::Prefix(prefix), [&](std::string_view key, std::string_view) {
    names.emplace_back(key);
    return true;
  });
  return names;
}

Result<WrapPlace> PlaceOfWrap(std::string_view name) {
  const std::size_t first = name.find('/');
  const std::size_t second = first == std::string_view::npos ? first : name.find('/', first + 1);
  if (second == std::string_view::npos) return CorruptDirectory("a wrap has no place");
  const auto case_id = CaseId::Parse(name.substr(first + 1, second - first - 1));
  const auto slot = ParseSlot(name.substr(second + 1));
  if (!case_id || !slot) return CorruptDirectory("a wrap has no place");
  return WrapPlace{*case_id, *slot};
}

std::string LatestText(std::uint32_t version, std::int64_t epoch) {
  return std::to_string(version) + (epoch == 0 ? "" : "@" + std::to_string(epoch));
}

std::string GlassName(const CaseId& case_id, const KeySlot& slot) {
  return "glass/" + case_id.text() + "/" + SlotText(slot);
}

std::string LatestName(const CaseId& case_id, FieldClass field_class) {
  return LatestPrefix(case_id) + std::string(FieldClassCode(field_class));
}

std::string HeirName(const UnitMove& move, FieldClass field_class) {
  return "heir/" + move.from.text() + "/" + std::string(FieldClassCode(field_class)) + "/" + move.to.text();
}

std::string HeirLockName(const UnitMove& move, FieldClass field_class) {
  return "heirlock/" + move.from.text() + "/" + std::string(FieldClassCode(field_class)) + "/" + move.to.text();
}

std::optional<std::string> HeirKeys::Link(const UnitMove& move, FieldClass field_class) {
  return reader_.Get(store::Collection::kKeyring, HeirName(move, field_class));
}

bool HeirKeys::Reach(const UnitName& unit, FieldClass field_class) {
  UnitName at = unit;
  while (const UnitName* next = successions_.NextOf(at)) {
    if (!Link({at, *next}, field_class)) return false;
    at = *next;
  }
  return true;
}

Result<void> HeirKeys::Open(const UnitName& unit, FieldClass field_class, vault::UnitKeys& keys) {
  if (!opened_.emplace(unit, field_class).second) return {};
  NUONG_CHECK(OpenChain(unit, field_class, keys));
  return OpenOlderKeys(reader_, unit, field_class, keys);
}

Result<void> HeirKeys::OpenChain(const UnitName& unit, FieldClass field_class, vault::UnitKeys& keys) {
  std::vector<UnitMove> chain;
  for (UnitName at = unit; const UnitName* next = successions_.NextOf(at); at = *next) chain.push_back({at, *next});
  for (auto move = chain.rbegin(); move != chain.rend(); ++move) {
    if (keys.FindOf(move->from, field_class) != nullptr) continue;
    auto boxed = Link(*move, field_class);
    const auto from_key = UnitPublicKey(reader_, move->from, field_class);
    if (!boxed || !from_key || keys.FindOf(move->to, field_class) == nullptr) return {};
    NUONG_CHECK(vault::Inherit(keys, {move->from, move->to, field_class, *from_key, *std::move(boxed)}));
  }
  return {};
}

std::uint32_t CaseKeyring::LatestVersion(FieldClass field_class) const {
  const auto found = latest.find(field_class);
  return found == latest.end() ? 0 : found->second;
}

std::string WrapBytes(const vault::Wrap& wrap) { return wrap.commitment + wrap.boxed; }

Result<vault::Wrap> WrapFromBytes(const CaseId& case_id, const KeySlot& slot, std::string_view bytes) {
  if (bytes.size() <= kCommitmentSize) return CorruptDirectory("a wrapped case key is too short");
  vault::Wrap wrap;
  wrap.case_id = case_id;
  wrap.field_class = slot.field_class;
  wrap.version = slot.version;
  wrap.unit = slot.unit;
  wrap.commitment = bytes.substr(0, kCommitmentSize);
  wrap.boxed = bytes.substr(kCommitmentSize);
  return wrap;
}

Result<CaseKeyring> ReadCaseKeyring(store::Reader& reader, const CaseId& case_id) {
  CaseKeyring keyring;
  bool good = true;
  const auto read = [&](const std::string& prefix, const auto& keep) {
    reader.Scan(store::Collection::kKeyring, store::Prefix(prefix), [&](std::string_view key, std::string_view value) {
      const auto slot = ParseSlot(key.substr(prefix.size()));
      // A wrap of a version that was never made is not ours.
      good = good && slot && slot->version <= keyring.LatestVersion(slot->field_class) && keep(*slot, value);
      return good;
    });
  };
  const std::string latest = LatestPrefix(case_id);
  reader.Scan(store::Collection::kKeyring, store::Prefix(latest), [&](std::string_view key, std::string_view text) {
    const auto field_class = ParseFieldClass(key.substr(latest.size()));
    if (!field_class) return true;  // nobody asks for keys of it
    const std::size_t at = text.find('@');
    good = good && ParseNumber(text.substr(0, at), 10, keyring.latest[*field_class]);
    if (at != std::string_view::npos) {
      std::from_chars(text.data() + at + 1, text.data() + text.size(), keyring.born[*field_class]);
    }
    return good;
  });
  read("wrap/" + case_id.text() + "/", [&](const KeySlot& slot, std::string_view bytes) {
    auto wrap = WrapFromBytes(case_id, slot, bytes);
    if (wrap.ok()) keyring.wraps.emplace(slot, std::move(wrap).value());
    return wrap.ok();
  });
  read("lock/" + case_id.text() + "/", [&](const KeySlot& slot, std::string_view bytes) {
    keyring.locks.emplace(slot, bytes);
    return true;
  });
  read("glass/" + case_id.text() + "/", [&](const KeySlot& slot, std::string_view bytes) {
    keyring.glass.emplace(slot, bytes);
    return true;
  });
  if (!good) return CorruptDirectory("the keyring of a case is ill-formed");
  return keyring;
}

std::set<FieldClass> ClassesHeld(store::Reader& reader, const Successions& successions, const CaseKeyring& keyring,
                                 const UnitName& unit) {
  std::set<FieldClass> held;
  HeirKeys heirs(reader, successions);
  for (const auto& [slot, wrap] : keyring.wraps) {
    const bool is_own = successions.HeirOf(slot.unit) == unit;
    if (is_own && heirs.Reach(slot.unit, slot.field_class)) held.insert(slot.field_class);
  }
  return held;
}

}  // namespace nuong::operations
