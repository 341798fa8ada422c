#include "nuong/ledger/entry.hpp"

#include "nuong/base/value.hpp"
#include "nuong/vault/vault.hpp"

namespace nuong::ledger {
namespace {

constexpr std::pair<Deed, std::string_view> kDeeds[] = {{Deed::kOpened, "opened"},
                                                        {Deed::kWrite, "write"},
                                                        {Deed::kRead, "read"},
                                                        {Deed::kRefused, "refused"},
                                                        {Deed::kSignIn, "sign_in"},
                                                        {Deed::kSignOut, "sign_out"},
                                                        {Deed::kMembership, "membership"},
                                                        {Deed::kPolicy, "policy"},
                                                        {Deed::kSearch, "search"},
                                                        {Deed::kExport, "export"},
                                                        {Deed::kEmergency, "emergency"},
                                                        {Deed::kErasure, "erasure"},
                                                        {Deed::kKeys, "keys"},
                                                        {Deed::kAlert, "alert"},
                                                        {Deed::kReform, "reform"},
                                                        {Deed::kConsent, "consent"}};

Error Unreadable(std::string note) {
  return {ErrorCode::kCorrupt,
          "entry_unreadable",
          {"Một dòng của sổ cái không đọc được.", "An entry of the ledger cannot be read."},
          std::move(note),
          {}};
}

std::string BigEndian(std::uint64_t number) {
  std::string bytes(8, '\0');
  for (int i = 7; i >= 0; --i, number >>= 8) bytes[static_cast<std::size_t>(i)] = static_cast<char>(number & 0xff);
  return bytes;
}

Value::Object EncodePayloads(const std::map<std::string, std::string>& payloads) {
  Value::Object object;
  for (const auto& [name, hash] : payloads) object.emplace(name, hash);
  return object;
}

Value::Object PublicPart(const Entry& entry) {
  Value::Array classes;
  for (const FieldClass field_class : entry.classes) classes.emplace_back(FieldClassCode(field_class));
  Value::Object object{{"v", 2},
                       {"seq", static_cast<std::int64_t>(entry.sequence)},
                       {"at", entry.at.us},
                       {"deed", DeedCode(entry.deed)},
                       {"kind", entry.kind},
                       {"unit", entry.unit.text()},
                       {"classes", std::move(classes)},
                       {"rules", Value::Array(entry.rules.begin(), entry.rules.end())},
                       {"regulation", entry.regulation}};
  if (entry.case_id) object.emplace("case", entry.case_id->text());
  return object;
}

Value::Object HiddenPart(const Entry& entry) {
  Value::Object object{{"member", entry.member.text()},
                       {"request", entry.request},
                       {"network", entry.network},
                       {"purpose", entry.purpose},
                       {"strong", entry.is_strong},
                       {"payloads", EncodePayloads(entry.payloads)},
                       {"salt", entry.salt}};
  if (entry.by_passkey) object.emplace("passkey", true);
  return object;
}

bool DecodeLists(const Value& value, Entry& entry) {
  const Value* classes = value.Find("classes");
  const Value* rules = value.Find("rules");
  const Value* payloads = value.Find("payloads");
  if (classes == nullptr || rules == nullptr || payloads == nullptr) return false;
  if (classes->AsArray() == nullptr || rules->AsArray() == nullptr || payloads->AsObject() == nullptr) return false;
  for (const Value& item : *classes->AsArray()) {
    const auto field_class = item.AsText() == nullptr ? std::nullopt : ParseFieldClass(*item.AsText());
    if (!field_class) return false;
    entry.classes.insert(*field_class);
  }
  for (const Value& item : *rules->AsArray()) {
    if (item.AsText() == nullptr) return false;
    entry.rules.push_back(*item.AsText());
  }
  for (const auto& [name, hash] : *payloads->AsObject()) {
    if (hash.AsText() == nullptr) return false;
    entry.payloads.emplace(name, *hash.AsText());
  }
  return true;
}

}  // namespace

std::string_view DeedCode(Deed deed) {
  for (const auto& [known, code] : kDeeds) {
    if (known == deed) return code;
  }
  return "";
}

std::optional<Deed> ParseDeed(std::string_view code) {
  for (const auto& [deed, known] : kDeeds) {
    if (known == code) return deed;
  }
  return std::nullopt;
}

std::string EncodeEntry(const Entry& entry) {
  Value::Object object = PublicPart(entry);
  object.merge(HiddenPart(entry));
  return WriteJson(object);
}

std::string LeafBytes(const Entry& entry) {
  const auto hash = vault::Sha256(WriteJson(HiddenPart(entry)));
  Value::Object object = PublicPart(entry);
  object.emplace("hidden", vault::Hex({reinterpret_cast<const char*>(hash.data()), hash.size()}));
  return WriteJson(object);
}

Result<Entry> DecodeEntry(std::string_view bytes) {
  auto parsed = ParseJson(bytes);
  if (!parsed.ok()) return Unreadable("entry is not JSON");
  const Value& value = *parsed;
  Entry entry;
  entry.sequence = static_cast<std::uint64_t>(value.IntegerAt("seq", -1));
  entry.at = Instant{value.IntegerAt("at")};
  const auto deed = ParseDeed(value.TextAt("deed"));
  if (!deed) return Unreadable("entry has no known deed");
  entry.deed = *deed;
  entry.kind = value.TextAt("kind");
  entry.member = MemberName(value.TextAt("member"));
  entry.unit = UnitName(value.TextAt("unit"));
  entry.regulation = value.TextAt("regulation");
  entry.request = value.TextAt("request");
  entry.network = value.TextAt("network");
  entry.purpose = value.TextAt("purpose");
  const auto is_true = [&](const char* name) {
    const Value* found = value.Find(name);
    return found != nullptr && found->AsBool() != nullptr && *found->AsBool();
  };
  entry.is_strong = is_true("strong");
  entry.by_passkey = is_true("passkey");
  entry.salt = value.TextAt("salt");
  if (const std::string id = value.TextAt("case"); !id.empty()) {
    entry.case_id = CaseId::Parse(id);
    if (!entry.case_id) return Unreadable("entry has an ill-formed case id");
  }
  if (!DecodeLists(value, entry)) return Unreadable("entry has an ill-formed list");
  if (EncodeEntry(entry) != bytes) return Unreadable("entry is not in canonical form");
  return entry;
}

std::string SequenceKey(std::uint64_t sequence) { return BigEndian(sequence); }

std::string PayloadKey(std::uint64_t sequence, std::string_view name) {
  return BigEndian(sequence) + std::string(name);
}

}  // namespace nuong::ledger
