#include "nuong/operations/show_checkpoint.hpp"

#include "checkpoints.hpp"
#include "nuong/ledger/note.hpp"
#include "refusals.hpp"

namespace nuong::operations {
namespace {

Error SizesUnfit() {
  return {ErrorCode::kInvalid,
          "sizes_unfit",
          {"Hai kích thước phải là 0 ≤ từ ≤ đến ≤ số dòng của sổ cái.",
           "The two sizes must be 0 ≤ from ≤ to ≤ the number of entries."},
          "consistency asked between sizes that are not there",
          {}};
}

}  // namespace

std::vector<std::string> PathText(const std::vector<std::string>& proof) {
  std::vector<std::string> path;
  for (const std::string& hash : proof) path.push_back(vault::Base64(hash));
  return path;
}

Result<CheckpointView> PresentCheckpoint(Services& services) {
  NUONG_TRY(const ledger::Checkpoint checkpoint, services.journal.MakeCheckpoint());
  return CheckpointView{static_cast<std::int64_t>(checkpoint.size), vault::Hex(checkpoint.root), checkpoint.note,
                        services.journal.log_key()};
}

Result<CheckpointView> ShowCheckpoint(Services& services, const Caller& caller) {
  if (!services.sessions.Find(caller, services.Now())) return NotSignedIn();
  return PresentCheckpoint(services);
}

Result<ConsistencyView> ProveConsistency(Services& services, const Caller& caller,
                                         const ProveConsistencyRequest& request) {
  if (!services.sessions.Find(caller, services.Now())) return NotSignedIn();
  if (request.from < 0 || request.from > request.to) return SizesUnfit();
  ConsistencyView view{request.from, request.to, {}};
  NUONG_CHECK(services.world.store->Read([&](store::Reader& reader) -> Result<void> {
    const auto to = static_cast<std::uint64_t>(request.to);
    if (to > ledger::TreeSize(reader)) return SizesUnfit();
    view.path = PathText(ledger::ConsistencyProof(reader, static_cast<std::uint64_t>(request.from), to));
    return {};
  }));
  return view;
}

}  // namespace nuong::operations
