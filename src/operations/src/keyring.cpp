#include "keyring.hpp"

#include <algorithm>
#include <charconv>
#include <cstdio>
#include <vector>

#include "refusals.hpp"

namespace nuong::operations {
namespace {

constexpr std::size_t kCommitmentSize = 32;

std::string SlotText(const KeySlot& slot) {
  char version[16];
  std::snprintf(version, sizeof version, "%08x", slot.version);
  return std::string(FieldClassCode(slot.field_class)) + "/" + version + "/" + slot.unit.text();
}

std::optional<KeySlot> ParseSlot(std::string_view text) {
  const std::size_t first = text.find('/');
  const std::size_t second = first == std::string_view::npos ? first : text.find('/', first + 1);
  if (second == std::string_view::npos) return std::nullopt;
  const auto field_class = ParseFieldClass(text.substr(0, first));
  KeySlot slot;
  const std::string_view version = text.substr(first + 1, second - first - 1);
  const auto [end, error] = std::from_chars(version.data(), version.data() + version.size(), slot.version, 16);
  if (!field_class || error != std::errc() || end != version.data() + version.size()) return std::nullopt;
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

std::string WrapName(const CaseId& case_id, const KeySlot& slot) {
  return "wrap/" + case_id.text() + "/" + SlotText(slot);
}

std::string LockName(const CaseId& case_id, const KeySlot& slot) {
  return "lock/" + case_id.text() + "/" + SlotText(slot);
}

std::uint32_t CaseKeyring::LatestVersion(FieldClass field_class) const {
  std::uint32_t latest = 0;
  for (const auto& [slot, wrap] : wraps) {
    if (slot.field_class == field_class) latest = std::max(latest, slot.version);
  }
  for (const auto& [slot, lock] : locks) {
    if (slot.field_class == field_class) latest = std::max(latest, slot.version);
  }
  return latest;
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
      good = good && slot.has_value() && keep(*slot, value);
      return good;
    });
  };
  read("wrap/" + case_id.text() + "/", [&](const KeySlot& slot, std::string_view bytes) {
    auto wrap = WrapFromBytes(case_id, slot, bytes);
    if (wrap.ok()) keyring.wraps.emplace(slot, std::move(wrap).value());
    return wrap.ok();
  });
  read("lock/" + case_id.text() + "/", [&](const KeySlot& slot, std::string_view bytes) {
    keyring.locks.emplace(slot, bytes);
    return true;
  });
  if (!good) return CorruptDirectory("the keyring of a case is ill-formed");
  return keyring;
}

}  // namespace nuong::operations
