#include "case_reader.hpp"

#include "refusals.hpp"
#include "taken_file.hpp"

namespace nuong::operations {

Result<CaseReader> CaseReader::Make(const Services& services, store::Reader& reader, const casework::CaseFile& file,
                                    const Permit& permit, vault::UnitKeys& keys,
                                    const std::set<FieldClass>& emergency) {
  CaseReader made(services, file, permit);
  NUONG_TRY(made.keyring_, ReadCaseKeyring(reader, file.id));
  NUONG_TRY(const auto successions, services.SuccessionsAt(reader));
  HeirKeys heirs(reader, *successions);
  std::map<KeySlot, vault::Wrap> wraps = made.keyring_.wraps;
  for (const auto& [slot, locked] : made.keyring_.glass) {
    if (!emergency.contains(slot.field_class) || successions->HeirOf(slot.unit) != permit.unit()) continue;
    NUONG_TRY(const std::string bytes, services.world.root->Unlock(kGlassLock, locked));
    NUONG_TRY(vault::Wrap wrap, WrapFromBytes(file.id, slot, bytes));
    wraps.emplace(slot, std::move(wrap));
  }
  for (const auto& [slot, wrap] : wraps) {
    if (successions->HeirOf(slot.unit) != permit.unit() || !permit.Covers(file.id, slot.field_class)) continue;
    if (made.keys_.contains({slot.field_class, slot.version})) continue;
    NUONG_CHECK(heirs.Open(slot.unit, slot.field_class, keys));
    if (keys.FindOf(slot.unit, slot.field_class) == nullptr) continue;
    NUONG_TRY(vault::CaseKey key, vault::Unwrap(permit, keys, wrap));
    made.keys_.emplace(std::pair(slot.field_class, slot.version), std::move(key));
  }
  return made;
}

Result<Value::Object> CaseReader::Skeleton(store::Reader& reader, std::uint64_t sequence) const {
  auto bytes = reader.Get(store::Collection::kPayloads, ledger::PayloadKey(sequence, "F1"));
  if (!bytes) return CorruptDirectory("the plain payload of a fact is missing");
  NUONG_TRY(const auto payload, services_->decoded_skeletons().Get(*std::move(bytes), DecodeSkeleton));
  return payload->fact.fields;
}

Result<std::optional<Value::Object>> CaseReader::Open(store::Reader& reader, const Receipt& receipt, std::size_t index,
                                                      FieldClass field_class) const {
  const std::string code(FieldClassCode(field_class));
  const std::uint64_t sequence = file_->facts[index].sequence;
  auto blob = reader.Get(store::Collection::kPayloads, ledger::PayloadKey(sequence, code));
  if (!blob) return std::optional<Value::Object>();
  NUONG_TRY(const auto sealed,
            vault::SealedFromStorage(file_->id, std::to_string(index) + "/" + code, field_class, *std::move(blob)));
  const auto key = keys_.find({field_class, sealed.version()});
  if (key == keys_.end()) return std::optional<Value::Object>();
  NUONG_TRY(Value value, vault::Open(*permit_, receipt, key->second, sealed));
  if (value.AsObject() == nullptr) return CorruptDirectory("a sealed value is not an object");
  return std::optional<Value::Object>(std::move(*value.AsObject()));
}

Result<std::optional<std::string>> CaseReader::OpenFile(store::Reader& reader, const Receipt& receipt,
                                                        std::size_t index, FieldClass field_class) const {
  const std::uint64_t sequence = file_->facts[index].sequence;
  std::optional<vault::FileOpener> opener;
  std::string plain;
  for (std::size_t piece = 0;; ++piece) {
    const auto sealed =
        reader.Get(store::Collection::kPayloads, ledger::PayloadKey(sequence, FilePieceName(field_class, piece)));
    if (!sealed) break;
    if (!opener) {
      NUONG_TRY(const std::uint32_t version, vault::FileKeyVersion(*sealed));
      const auto key = keys_.find({field_class, version});
      if (key == keys_.end()) return std::optional<std::string>();
      const auto keep = [&plain](std::string_view bytes) -> Result<void> {
        plain += bytes;
        return {};
      };
      NUONG_TRY(auto made, vault::FileOpener::Make(*permit_, receipt, key->second, FileRow(index, field_class), keep));
      opener.emplace(std::move(made));
    }
    NUONG_CHECK(opener->Write(*sealed));
  }
  if (!opener) return std::optional<std::string>();
  NUONG_CHECK(opener->Finish());
  return std::optional(std::move(plain));
}

}  // namespace nuong::operations
