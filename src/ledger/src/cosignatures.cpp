#include "nuong/ledger/journal.hpp"
#include "nuong/store/steps.hpp"

namespace nuong::ledger {
namespace {

using store::Collection;

constexpr std::size_t kFarBack = 10'000;

Error CosignatureRefused(std::string note) {
  return {ErrorCode::kInvalid,
          "cosignature_refused",
          {"Câu trả lời này không phải chữ ký đúng của một nhân chứng đã khai báo cho mốc này.",
           "This answer is not a right signature of a declared witness over this checkpoint."},
          std::move(note),
          {}};
}

Error NoCheckpoint() {
  return {ErrorCode::kAbsent,
          "checkpoint_absent",
          {"Không có mốc đã ký nào với kích thước này.", "There is no signed checkpoint of this size."},
          "no checkpoint of this size",
          {}};
}

std::optional<std::vector<NoteSignature>> LinesOf(std::string_view text) {
  std::vector<NoteSignature> lines;
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    if (end == std::string_view::npos) return std::nullopt;
    auto line = ParseSignatureLine(text.substr(0, end + 1));
    if (!line) return std::nullopt;
    lines.push_back(*std::move(line));
    text.remove_prefix(end + 1);
  }
  return lines;
}

/// The newest checkpoint that `fits`.
std::optional<Checkpoint> Newest(store::Reader& reader, const std::function<bool(const Note&)>& fits) {
  std::optional<Checkpoint> found;
  reader.Scan(Collection::kCheckpoints, {.from = {}, .to = {}, .limit = kFarBack, .descending = true},
              [&](std::string_view, std::string_view bytes) {
                const auto note = SplitNote(bytes);
                const auto body = note ? ParseCheckpoint(note->text) : std::nullopt;
                if (body && fits(*note)) found = Checkpoint{body->size, body->root, std::string(bytes)};
                return !found;
              });
  return found;
}

}  // namespace

Result<std::set<std::string>> Journal::KeepCosignatures(const WitnessPolicy& policy, std::uint64_t size,
                                                        std::string_view lines) {
  const auto offered = LinesOf(lines);
  if (!offered || offered->empty()) return CosignatureRefused("not signature lines");
  std::set<std::string> cosigners;
  NUONG_CHECK(store_.Write([&](store::Writer& writer) -> Result<void> {
    const std::string key = SequenceKey(size);
    const auto kept = writer.Get(Collection::kCheckpoints, key);
    if (!kept) return NoCheckpoint();
    auto note = SplitNote(*kept);
    if (!note) throw store::Broken("a checkpoint is ill-formed", true);
    std::string longer = *kept;
    bool is_any_known = false;
    for (const NoteSignature& line : *offered) {
      const WitnessPolicy::Witness* witness = policy.FindByKey(line.name, line.id);
      if (witness == nullptr) continue;
      if (CheckSignature({note->text, {line}}, witness->key) != Standing::kSigned) {
        return CosignatureRefused("a cosignature does not verify");
      }
      is_any_known = true;
      if (CheckSignature(*note, witness->key) == Standing::kSigned) continue;
      note->signatures.push_back(line);
      longer += line.line;
    }
    if (!is_any_known) return CosignatureRefused("no line is by a known witness");
    writer.Put(Collection::kCheckpoints, key, longer);
    cosigners = policy.CosignersOf(*note).value_or(std::set<std::string>());
    return {};
  }));
  store::Reached("cosignature_kept");
  return cosigners;
}

std::optional<Checkpoint> LastCheckpoint(store::Reader& reader) {
  return Newest(reader, [](const Note&) { return true; });
}

std::optional<Checkpoint> LastWitnessed(store::Reader& reader, const WitnessPolicy& policy) {
  return Newest(reader, [&](const Note& note) {
    const auto cosigners = policy.CosignersOf(note);
    return cosigners && policy.IsEnough(*cosigners);
  });
}

std::optional<Checkpoint> LastCosigned(store::Reader& reader, const VerifierKey& witness) {
  return Newest(reader, [&](const Note& note) { return CheckSignature(note, witness) == Standing::kSigned; });
}

}  // namespace nuong::ledger
