#include "second_factor.hpp"

#include <algorithm>
#include <array>

#include "refusals.hpp"

namespace nuong::operations {
namespace {

using store::Collection;

constexpr const char* kLock = "totp";
constexpr int kCodes = 8;
constexpr std::size_t kGroup = 4;

std::string RowKey(const MemberName& name) { return "factor/" + name.text(); }

std::string Plain(std::string code) {
  std::erase_if(code, [](char letter) { return letter == ' ' || letter == '-'; });
  return code;
}

std::string HashOf(const Services& services, const std::string& code) {
  return vault::Hex(services.world.root->KeyedHash("recovery-code", Plain(code)));
}

Result<std::string> Unlocked(const Services& services, const Value& value, const char* name) {
  const std::string text = value.TextAt(name);
  if (text.empty()) return std::string();
  const auto locked = vault::FromBase64(text);
  if (!locked) return CorruptDirectory("a second factor is ill-formed");
  return services.world.root->Unlock(kLock, *locked);
}

}  // namespace

Result<SecondFactor> ReadSecondFactor(const Services& services, store::Reader& reader, const MemberName& name) {
  const auto bytes = reader.Get(Collection::kPeople, RowKey(name));
  SecondFactor factor;
  if (!bytes) return factor;
  const auto value = ParseJson(*bytes);
  const Value* recovery = value.ok() ? value->Find("recovery") : nullptr;
  if (recovery == nullptr || recovery->AsArray() == nullptr) return CorruptDirectory("a second factor is ill-formed");
  NUONG_TRY(factor.secret, Unlocked(services, *value, "secret"));
  NUONG_TRY(factor.pending, Unlocked(services, *value, "pending"));
  factor.last_step = static_cast<std::uint64_t>(value->IntegerAt("last_step"));
  for (const Value& hash : *recovery->AsArray()) {
    if (hash.AsText() != nullptr) factor.recovery.push_back(*hash.AsText());
  }
  return factor;
}

void WriteSecondFactor(Services& services, store::Writer& writer, const MemberName& name, const SecondFactor& factor) {
  const auto locked = [&](const std::string& secret) {
    return secret.empty() ? std::string()
                          : vault::Base64(services.world.root->Lock(kLock, secret, *services.world.random));
  };
  Value::Array recovery;
  for (const std::string& hash : factor.recovery) recovery.emplace_back(hash);
  writer.Put(Collection::kPeople, RowKey(name),
             WriteJson(Value::Object{{"secret", locked(factor.secret)},
                                     {"pending", locked(factor.pending)},
                                     {"last_step", static_cast<std::int64_t>(factor.last_step)},
                                     {"recovery", std::move(recovery)}}));
}

void DropSecondFactor(store::Writer& writer, const MemberName& name) {
  writer.Delete(Collection::kPeople, RowKey(name));
}

std::optional<SecondFactor> AfterCode(const Services& services, const SecondFactor& factor, const std::string& code,
                                      Instant now) {
  static const std::string decoy(20, '\0');
  const auto step =
      vault::MatchTotp(factor.is_set() ? factor.secret : decoy, Plain(code), now.us / 1'000'000, factor.last_step);
  const std::string hash = HashOf(services, code);
  SecondFactor after = factor;
  if (!factor.is_set()) return after;
  if (step) {
    after.last_step = *step;
    return after;
  }
  const auto used = std::find(after.recovery.begin(), after.recovery.end(), hash);
  if (used == after.recovery.end()) return std::nullopt;
  after.recovery.erase(used);
  return after;
}

RecoveryCodes MakeRecoveryCodes(Services& services) {
  RecoveryCodes codes;
  for (int i = 0; i < kCodes; ++i) {
    std::array<std::uint8_t, 16> bytes{};
    services.world.random->Fill(bytes);
    const std::string letters = EncodeId(bytes).substr(0, 4 * kGroup);
    std::string shown;
    for (std::size_t at = 0; at < letters.size(); at += kGroup) {
      shown += (at == 0 ? "" : "-") + letters.substr(at, kGroup);
    }
    codes.hashes.push_back(HashOf(services, shown));
    codes.shown.push_back(std::move(shown));
  }
  return codes;
}

}  // namespace nuong::operations
