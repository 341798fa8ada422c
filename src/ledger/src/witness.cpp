#include "nuong/ledger/witness.hpp"

#include <charconv>

#include "nuong/ledger/merkle.hpp"
#include "nuong/store/steps.hpp"
#include "nuong/vault/vault.hpp"

namespace nuong::ledger {
namespace {

using store::Collection;

constexpr std::string_view kNameKey = "witness_name";
constexpr std::string_view kLogPrefix = "witness_log/";
constexpr std::size_t kMostHashes = 63;

/// A request taken apart; nothing in it is believed yet.
struct Asked {
  std::uint64_t old_size = 0;
  std::vector<std::string> proof;
  Note note;
  CheckpointBody body;
};

std::optional<std::string_view> TakeLine(std::string_view& text) {
  const std::size_t end = text.find('\n');
  if (end == std::string_view::npos) return std::nullopt;
  const std::string_view line = text.substr(0, end);
  text.remove_prefix(end + 1);
  return line;
}

std::optional<Asked> ReadRequest(std::string_view request) {
  constexpr std::string_view kOld = "old ";
  Asked asked;
  const auto first = TakeLine(request);
  if (!first || !first->starts_with(kOld)) return std::nullopt;
  const std::string_view digits = first->substr(kOld.size());
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), asked.old_size);
  if (error != std::errc() || std::to_string(asked.old_size) != digits) return std::nullopt;
  while (true) {
    const auto line = TakeLine(request);
    if (!line) return std::nullopt;
    if (line->empty()) break;
    const auto hash = vault::FromBase64(*line);
    if (!hash || hash->size() != 32 || asked.proof.size() == kMostHashes) return std::nullopt;
    asked.proof.push_back(*hash);
  }
  auto note = SplitNote(request);
  if (!note) return std::nullopt;
  auto body = ParseCheckpoint(note->text);
  if (!body || asked.old_size > body->size || (asked.old_size == 0 && !asked.proof.empty())) return std::nullopt;
  asked.note = *std::move(note);
  asked.body = *std::move(body);
  return asked;
}

WitnessAnswer Refusal(int status, std::string id, std::string why) {
  return {status, "text/plain; charset=utf-8", std::move(why) + "\n", std::move(id)};
}

WitnessAnswer SizeIs(std::uint64_t size, std::string id) {
  return {409, "text/x.tlog.size", std::to_string(size) + "\n", std::move(id)};
}

/// The note with the lines of its log only.
std::string SignedByLog(const Note& note, const VerifierKey& log) {
  std::string text = note.text + "\n";
  for (const NoteSignature& signature : note.signatures) {
    if (signature.name == log.name && signature.id == log.id()) text += signature.line;
  }
  return text;
}

Error WitnessProblem(ErrorCode code, std::string id, Text message) {
  return {code, std::move(id), std::move(message), "", {}};
}

}  // namespace

std::string WriteAddCheckpoint(std::uint64_t old_size, const std::vector<std::string>& proof, std::string_view note) {
  std::string request = "old " + std::to_string(old_size) + "\n";
  for (const std::string& hash : proof) request += vault::Base64(hash) + "\n";
  return request + "\n" + std::string(note);
}

Result<void> Witness::Found(const std::string& name) {
  if (!IsKeyName(name)) {
    return WitnessProblem(ErrorCode::kInvalid, "witness_name_invalid",
                          {"Tên nhân chứng không được rỗng, không có dấu cách và dấu cộng.",
                           "A witness's name is not empty and has neither spaces nor plus signs."});
  }
  return store_.Write([&](store::Writer& writer) -> Result<void> {
    if (writer.Get(Collection::kMeta, kNameKey)) {
      return WitnessProblem(ErrorCode::kConflict, "witness_founded",
                            {"Nhân chứng này đã có tên.", "This witness has a name already."});
    }
    writer.Put(Collection::kMeta, kNameKey, name);
    return {};
  });
}

Result<void> Witness::Trust(const VerifierKey& log) {
  const std::string row = std::string(kLogPrefix) + log.name;
  return store_.Write([&](store::Writer& writer) -> Result<void> {
    const auto known = writer.Get(Collection::kMeta, row);
    if (known && *known != log.text()) {
      return WitnessProblem(ErrorCode::kConflict, "witness_log_other_key",
                            {"Sổ này đã được biết với khóa khác.", "This log is known with another key."});
    }
    writer.Put(Collection::kMeta, row, log.text());
    return {};
  });
}

Result<VerifierKey> Witness::key() const {
  std::string name;
  NUONG_CHECK(store_.Read([&](store::Reader& reader) -> Result<void> {
    name = reader.Get(Collection::kMeta, kNameKey).value_or("");
    return {};
  }));
  if (name.empty()) {
    return WitnessProblem(ErrorCode::kInvalid, "witness_not_founded",
                          {"Thư mục này chưa phải của một nhân chứng.", "This directory is not a witness's yet."});
  }
  return WitnessKey(name, key_);
}

Result<WitnessAnswer> Witness::AddCheckpoint(std::string_view request, std::uint64_t seconds) {
  NUONG_TRY(const VerifierKey own, key());
  const auto asked = ReadRequest(request);
  if (!asked) return Refusal(400, "request_malformed", "the request is not as tlog-witness has it");
  WitnessAnswer answer;
  NUONG_CHECK(store_.Write([&](store::Writer& writer) -> Result<void> {
    const auto log = writer.Get(Collection::kMeta, std::string(kLogPrefix) + asked->body.origin);
    const auto log_key = log ? ParseVerifierKey(*log) : std::nullopt;
    if (!log_key) {
      answer = Refusal(404, "log_unknown", "unknown log");
      return {};
    }
    if (CheckSignature(asked->note, *log_key) != Standing::kSigned) {
      answer = Refusal(403, "not_signed_by_log", "not signed by the log");
      return {};
    }
    CheckpointBody latest;
    const auto kept = writer.Get(Collection::kCheckpoints, asked->body.origin);
    if (kept) {
      const auto body = OpenCheckpoint(*kept, *log_key);
      if (!body) throw store::Broken("the last cosigned checkpoint is ill-formed", true);
      latest = *body;
    }
    const bool is_first = latest.root.empty();
    // Whatever old size was named: the log has signed both.
    if (!is_first && latest.size == asked->body.size && latest.root != asked->body.root) {
      answer = SizeIs(latest.size, "split_view");
      answer.evidence = {latest.size, SignedByLog(*SplitNote(*kept), *log_key), SignedByLog(asked->note, *log_key)};
      return {};
    }
    if (asked->old_size != latest.size) {
      answer = SizeIs(latest.size, "other_size");
      return {};
    }
    if (!is_first && !VerifyConsistency(latest.size, asked->body.size, asked->proof, latest.root, asked->body.root)) {
      answer = Refusal(422, "proof_wrong", "the consistency proof does not verify");
      return {};
    }
    const std::string line = Cosign(own.name, asked->note.text, seconds, key_);
    std::string note = asked->note.text + "\n";
    for (const NoteSignature& signature : asked->note.signatures) note += signature.line;
    writer.Put(Collection::kCheckpoints, asked->body.origin, note);
    answer.body = line;
    store::Reached("witness_signed");
    return {};
  }));
  store::Reached("witness_state_saved");
  return answer;
}

}  // namespace nuong::ledger
