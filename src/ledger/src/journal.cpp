#include "nuong/ledger/journal.hpp"

#include "nuong/ledger/note.hpp"
#include "nuong/store/steps.hpp"
#include "nuong/vault/vault.hpp"
#include "rows.hpp"
#include "tree.hpp"

namespace nuong::ledger {
namespace {

constexpr std::size_t kSaltSize = 16;
constexpr const char* kNothingNew = "nothing_new";

Error NothingNew() { return {ErrorCode::kConflict, kNothingNew, {}, "", {}}; }

void WriteEntry(store::Writer& writer, Entry& entry, const std::map<std::string, std::string>& payloads) {
  for (const auto& [name, bytes] : payloads) {
    const auto hash = vault::Sha256(bytes);
    entry.payloads.emplace(name, vault::Hex({reinterpret_cast<const char*>(hash.data()), hash.size()}));
    writer.Put(store::Collection::kPayloads, PayloadKey(entry.sequence, name), bytes);
  }
  writer.Put(store::Collection::kEntries, SequenceKey(entry.sequence), EncodeEntry(entry));
  AddLeaf(writer, entry.sequence, LeafHash(LeafBytes(entry)));
}

}  // namespace

Journal::Journal(store::Store& store, const vault::RootKey& root, std::string origin)
    : store_(store), root_(root), origin_(std::move(origin)) {}

Result<Receipt> Journal::Append(
    const std::function<Result<Draft>(store::Writer&, std::uint64_t sequence, bool* nothing_new)>& job) {
  Receipt receipt;
  bool nothing_new = false;
  bool is_answered = false;
  const Result<void> written = store_.Write([&](store::Writer& writer) -> Result<void> {
    receipt = Receipt();
    nothing_new = is_answered = false;
    const std::uint64_t sequence = TreeSize(writer);
    RecordingWriter recording(writer);
    NUONG_TRY(Draft draft, job(recording, sequence, &nothing_new));
    // Leaving with an error drops whatever the job changed; Append turns this one back into success.
    is_answered = nothing_new;
    if (is_answered) return NothingNew();
    store::Reached("rows_changed");
    if (!recording.rows().empty()) draft.payloads.emplace(kRowsPayload, EncodeRows(recording.rows()));
    draft.entry.sequence = sequence;
    draft.entry.salt = vault::Hex(root_.KeyedHash("entry", SequenceKey(sequence)).substr(0, kSaltSize));
    WriteEntry(writer, draft.entry, draft.payloads);
    store::Reached("entry_written");
    receipt.sequence_ = sequence;
    if (draft.entry.case_id) {
      receipt.case_id_ = *draft.entry.case_id;
      receipt.classes_ = draft.entry.classes;
    }
    return {};
  });
  if (is_answered) return receipt;
  if (!written.ok()) return written.error();
  return receipt;
}

Checkpoint SignPresent(store::Reader& reader, const vault::RootKey& root, const std::string& origin) {
  Checkpoint checkpoint;
  checkpoint.size = TreeSize(reader);
  checkpoint.root = TreeRoot(reader, checkpoint.size);
  checkpoint.note = SignCheckpoint(origin, checkpoint.size, checkpoint.root, root);
  return checkpoint;
}

Result<Checkpoint> Journal::MakeCheckpoint() {
  Checkpoint checkpoint;
  const Result<void> written = store_.Write([&](store::Writer& writer) -> Result<void> {
    checkpoint.size = TreeSize(writer);
    checkpoint.root = TreeRoot(writer, checkpoint.size);
    const std::string key = SequenceKey(checkpoint.size);
    if (const auto kept = writer.Get(store::Collection::kCheckpoints, key)) {
      checkpoint.note = *kept;
      return {};
    }
    checkpoint.note = SignCheckpoint(origin_, checkpoint.size, checkpoint.root, root_);
    writer.Put(store::Collection::kCheckpoints, key, checkpoint.note);
    store::Reached("checkpoint_signed");
    return {};
  });
  if (!written.ok()) return written.error();
  store::Reached("checkpoint_kept");
  return checkpoint;
}

std::string Journal::log_key() const { return LogKey(origin_, root_).text(); }

}  // namespace nuong::ledger
