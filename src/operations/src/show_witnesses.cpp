#include "nuong/operations/show_witnesses.hpp"

#include "checkpoints.hpp"
#include "nuong/operations/wiring.hpp"
#include "people.hpp"
#include "present.hpp"
#include "refusal_entries.hpp"
#include "refusals.hpp"

namespace nuong::operations {
namespace {

using ledger::WitnessPolicy;
using store::Collection;

constexpr std::string_view kPolicyKey = "witness_policy";
constexpr std::int64_t kMicrosPerSecond = 1'000'000;

/// What the witness must be sent about `newest`, counted from what it cosigned last; empty when it has cosigned it.
std::string RequestTo(store::Reader& reader, const WitnessPolicy::Witness& witness, const ledger::Checkpoint& newest) {
  const auto cosigned = ledger::LastCosigned(reader, witness.key);
  const std::uint64_t from = cosigned ? cosigned->size : 0;
  if (from >= newest.size) return "";
  // Only the log's own line: the others' are no business of this witness.
  const auto note = ledger::SplitNote(newest.note);
  return ledger::WriteAddCheckpoint(from, ledger::ConsistencyProof(reader, from, newest.size),
                                    note->text + "\n" + note->signatures.front().line);
}

WitnessView ViewOf(const Services& services, store::Reader& reader, const WitnessPolicy::Witness& witness,
                   const ledger::Checkpoint& newest) {
  WitnessView view{witness.name, witness.key.text(), !witness.url.empty(), 0, "", RequestTo(reader, witness, newest)};
  const auto cosigned = ledger::LastCosigned(reader, witness.key);
  if (!cosigned) return view;
  view.size = static_cast<std::int64_t>(cosigned->size);
  const auto note = ledger::SplitNote(cosigned->note);
  for (const ledger::NoteSignature& line : note->signatures) {
    if (line.name != witness.key.name || line.id != witness.key.id()) continue;
    view.cosigned_at =
        LocalTime(services, Instant{static_cast<std::int64_t>(ledger::CosignedAt(line)) * kMicrosPerSecond});
  }
  return view;
}

Result<WitnessesView> ReadWitnesses(Services& services) {
  WitnessesView view;
  NUONG_TRY(view.checkpoint, PresentCheckpoint(services));
  NUONG_CHECK(services.world.store->Read([&](store::Reader& reader) -> Result<void> {
    view.policy = reader.Get(Collection::kMeta, kPolicyKey).value_or("");
    const auto newest = ledger::LastCheckpoint(reader);
    if (!newest || !services.witnesses) return {};
    const auto witnessed = ledger::LastWitnessed(reader, *services.witnesses);
    view.witnessed = witnessed ? static_cast<std::int64_t>(witnessed->size) : 0;
    for (const WitnessPolicy::Witness& witness : services.witnesses->witnesses()) {
      view.witnesses.push_back(ViewOf(services, reader, witness, *newest));
    }
    return {};
  }));
  return view;
}

Error NoWitnesses() {
  return {ErrorCode::kInvalid,
          "witnesses_none",
          {"Chưa khai báo nhân chứng nào cho sổ này.", "No witness is declared for this ledger."},
          "no witness policy",
          {}};
}

}  // namespace

Result<void> UseWitnesses(Services& services, const std::string& policy_text) {
  NUONG_TRY(WitnessPolicy policy, WitnessPolicy::Parse(policy_text));
  const auto receipt =
      services.journal.Append([&](store::Writer& writer, std::uint64_t, bool* nothing_new) -> Result<ledger::Draft> {
        if (writer.Get(Collection::kMeta, kPolicyKey) == policy_text) {
          *nothing_new = true;
          return ledger::Draft{};
        }
        writer.Put(Collection::kMeta, kPolicyKey, policy_text);
        return ledger::Draft{PlainEntry(services, ledger::Deed::kPolicy, "witnesses", {}, {}, {}),
                             {{std::string(ledger::kWitnessesPayload), policy_text}}};
      });
  if (!receipt.ok()) return receipt.error();
  services.witnesses = std::move(policy);
  return {};
}

Result<void> TakeUpWitnesses(Services& services) {
  std::string text;
  NUONG_CHECK(services.world.store->Read([&](store::Reader& reader) -> Result<void> {
    text = reader.Get(Collection::kMeta, kPolicyKey).value_or("");
    return {};
  }));
  if (text.empty()) return {};
  NUONG_TRY(services.witnesses, WitnessPolicy::Parse(text));
  return {};
}

Result<std::vector<WitnessCall>> CallsToWitnesses(Services& services) {
  std::vector<WitnessCall> calls;
  if (!services.witnesses) return calls;
  NUONG_CHECK(services.world.store->Read([&](store::Reader& reader) -> Result<void> {
    const auto newest = ledger::LastCheckpoint(reader);
    if (!newest) return {};
    for (const WitnessPolicy::Witness& witness : services.witnesses->witnesses()) {
      if (witness.url.empty()) continue;
      std::string request = RequestTo(reader, witness, *newest);
      if (!request.empty()) calls.push_back({witness.name, witness.url, newest->size, std::move(request)});
    }
    return {};
  }));
  return calls;
}

Result<std::string> CallAgain(Services& services, std::uint64_t size, std::uint64_t from) {
  std::string request;
  NUONG_CHECK(services.world.store->Read([&](store::Reader& reader) -> Result<void> {
    const auto kept = reader.Get(Collection::kCheckpoints, ledger::SequenceKey(size));
    const auto note = kept ? ledger::SplitNote(*kept) : std::nullopt;
    if (!note || from > size) return CorruptDirectory("a witness saw a ledger that is longer than this one");
    request = ledger::WriteAddCheckpoint(from, ledger::ConsistencyProof(reader, from, size),
                                         note->text + "\n" + note->signatures.front().line);
    return {};
  }));
  return request;
}

Result<void> TakeCosignatures(Services& services, std::uint64_t size, const std::string& lines) {
  if (!services.witnesses) return NoWitnesses();
  const auto kept = services.journal.KeepCosignatures(*services.witnesses, size, lines);
  if (!kept.ok()) return kept.error();
  return {};
}

Result<WitnessesView> ShowWitnesses(Services& services, const Caller& caller) {
  if (!services.sessions.Find(caller, services.Now())) return NotSignedIn();
  return ReadWitnesses(services);
}

Result<WitnessesView> KeepCosignature(Services& services, const Caller& caller, const KeepCosignatureRequest& request) {
  const auto person = services.sessions.Find(caller, services.Now());
  if (!person) return NotSignedIn();
  // No checkpoint has a size below 0: the largest number there is has none either.
  auto kept = TakeCosignatures(services, static_cast<std::uint64_t>(request.size), request.lines);
  if (!kept.ok()) return InTurn(services, caller, *person, "cosignature", std::move(kept).error());
  return ReadWitnesses(services);
}

}  // namespace nuong::operations
