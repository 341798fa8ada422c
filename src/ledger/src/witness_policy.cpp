#include <algorithm>
#include <charconv>

#include "nuong/ledger/witness.hpp"

namespace nuong::ledger {
namespace {

constexpr std::size_t kMostLines = 1000;

std::vector<std::string> WordsOf(std::string_view line) {
  std::vector<std::string> words;
  for (std::size_t at = 0; at < line.size();) {
    const std::size_t begin = line.find_first_not_of(" \t", at);
    if (begin == std::string_view::npos) break;
    at = std::min(line.find_first_of(" \t", begin), line.size());
    words.emplace_back(line.substr(begin, at - begin));
  }
  return words;
}

Error PolicyWrong(std::size_t line, const std::string& why) {
  const std::string number = std::to_string(line);
  return {ErrorCode::kInvalid,
          "witness_policy_invalid",
          {"Tệp nhân chứng sai ở dòng " + number + ".", "The witness policy is wrong in line " + number + "."},
          "line " + number + ": " + why,
          {}};
}

bool HasBadByte(std::string_view line) {
  return std::any_of(line.begin(), line.end(), [](char letter) {
    const auto byte = static_cast<unsigned char>(letter);
    return (byte < 0x20 && byte != '\t') || byte == 0x7f;
  });
}

}  // namespace

Result<WitnessPolicy> WitnessPolicy::Parse(std::string_view text) {
  WitnessPolicy policy;
  std::size_t number = 0;
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    if (++number > kMostLines) return PolicyWrong(number, "too many lines");
    if (end == std::string_view::npos) return PolicyWrong(number, "no line feed at the end");
    const std::string_view line = text.substr(0, end);
    text.remove_prefix(end + 1);
    if (HasBadByte(line)) return PolicyWrong(number, "a control character");
    const auto words = WordsOf(line);
    if (words.empty() || words.front().starts_with('#')) continue;
    if (const auto why = policy.Take(words)) return PolicyWrong(number, *why);
  }
  if (policy.quorum_.empty()) return PolicyWrong(number, "no quorum");
  return policy;
}

bool WitnessPolicy::IsNamed(const std::string& name) const {
  return groups_.contains(name) || std::any_of(witnesses_.begin(), witnesses_.end(),
                                               [&](const Witness& witness) { return witness.name == name; });
}

/// Why the line cannot be taken, if it cannot.
std::optional<std::string> WitnessPolicy::Take(const std::vector<std::string>& words) {
  const std::string& what = words.front();
  if (what == "group") return TakeGroup(words);
  if (what == "quorum") {
    if (words.size() != 2) return "quorum takes one name";
    if (!quorum_.empty()) return "a second quorum";
    if (words[1] != "none" && !IsNamed(words[1])) return "an unknown name";
    quorum_ = words[1];
    return std::nullopt;
  }
  const bool is_witness = what == "witness";
  if (!is_witness && what != "log") return "neither log, witness, group nor quorum";
  const std::size_t at = is_witness ? 2 : 1;
  if (words.size() < at + 1 || words.size() > at + 2) return what + " takes a key and may take a url";
  const auto key = ParseVerifierKey(words[at]);
  if (!key || key->type != (is_witness ? KeyType::kCosignature : KeyType::kEd25519)) return "not a key for a " + what;
  const auto same = [&](const VerifierKey& other) { return other.key == key->key; };
  if (!is_witness) {
    if (std::any_of(logs_.begin(), logs_.end(), same)) return "a key listed twice";
    logs_.push_back(*key);
    return std::nullopt;
  }
  if (words[1] == "none" || IsNamed(words[1])) return "a name used twice";
  if (std::any_of(witnesses_.begin(), witnesses_.end(), [&](const Witness& other) { return same(other.key); })) {
    return "a key listed twice";
  }
  witnesses_.push_back({words[1], *key, words.size() > at + 1 ? words[at + 1] : ""});
  return std::nullopt;
}

std::optional<std::string> WitnessPolicy::TakeGroup(const std::vector<std::string>& words) {
  if (words.size() < 4) return "group takes a name, a number and members";
  if (words[1] == "none" || IsNamed(words[1])) return "a name used twice";
  Group group{0, {words.begin() + 3, words.end()}};
  for (const std::string& member : group.members) {
    if (!IsNamed(member)) return "an unknown member";
    if (!members_.insert(member).second) return "a member of two groups";
  }
  const std::string& count = words[2];
  if (count == "any") group.threshold = 1;
  if (count == "all") group.threshold = group.members.size();
  if (group.threshold == 0) {
    const auto [end, error] = std::from_chars(count.data(), count.data() + count.size(), group.threshold);
    if (error != std::errc() || std::to_string(group.threshold) != count) return "not a number";
  }
  if (group.threshold < 1 || group.threshold > group.members.size()) return "a number that cannot be reached";
  groups_.emplace(words[1], std::move(group));
  return std::nullopt;
}

const WitnessPolicy::Witness* WitnessPolicy::FindByKey(std::string_view key_name, std::string_view key_id) const {
  const auto found = std::find_if(witnesses_.begin(), witnesses_.end(), [&](const Witness& witness) {
    return witness.key.name == key_name && witness.key.id() == key_id;
  });
  return found == witnesses_.end() ? nullptr : &*found;
}

std::optional<std::set<std::string>> WitnessPolicy::CosignersOf(const Note& note) const {
  std::set<std::string> cosigners;
  for (const Witness& witness : witnesses_) {
    const Standing standing = CheckSignature(note, witness.key);
    if (standing == Standing::kForged) return std::nullopt;
    if (standing == Standing::kSigned) cosigners.insert(witness.name);
  }
  return cosigners;
}

bool WitnessPolicy::Counts(const std::string& name, const std::set<std::string>& cosigners) const {
  if (name == "none") return true;
  const auto group = groups_.find(name);
  if (group == groups_.end()) return cosigners.contains(name);
  const auto& members = group->second.members;
  return static_cast<std::size_t>(std::count_if(members.begin(), members.end(), [&](const std::string& member) {
           return Counts(member, cosigners);
         })) >= group->second.threshold;
}

}  // namespace nuong::ledger
