#include "monitoring.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "data_directory.hpp"
#include "disk_sync.hpp"
#include "messages.hpp"
#include "nuong/ledger/merkle.hpp"
#include "nuong/ledger/note.hpp"
#include "nuong/ledger/verify.hpp"
#include "nuong/store/steps.hpp"
#include "nuong/store_sqlite/store_sqlite.hpp"

namespace nuong::app {
namespace {

namespace fs = std::filesystem;

constexpr const char* kOrigin = "nuong-monitor";

Error StateUnusable(const std::string& file) {
  return Wrong("monitor_state_unusable",
               {"Tệp nhớ " + file + " không dùng được.", "The file " + file + " cannot be used."});
}

/// What the last run saw: the text of a checkpoint, unsigned, in the monitor's own name. Nothing before the first run.
Result<std::optional<ledger::CheckpointBody>> ReadState(const std::string& file) {
  std::ifstream stream(file, std::ios::binary);
  if (!stream) return std::optional<ledger::CheckpointBody>();
  const std::string text(std::istreambuf_iterator<char>(stream), {});
  auto body = ledger::ParseCheckpoint(text);
  if (!body || body->origin != kOrigin) return StateUnusable(file);
  return body;
}

Result<void> WriteState(const std::string& file, std::uint64_t size, std::string_view root) {
  const std::string fresh = file + ".new";
  std::ofstream stream(fresh, std::ios::binary | std::ios::trunc);
  stream << kOrigin << "\n" << size << "\n" << vault::Base64(root) << "\n";
  stream.close();
  if (!stream || !SyncToDisk(fresh)) return StateUnusable(file);
  store::Reached("monitor_state_written");
  std::error_code failed;
  fs::rename(fresh, file, failed);
  if (failed || !SyncToDisk(fs::path(file).parent_path())) return StateUnusable(file);
  return {};
}

Result<std::vector<std::shared_ptr<const regulation::Regulation>>> LoadAll(const std::vector<std::string>& folders,
                                                                           const std::string& id) {
  std::vector<std::shared_ptr<const regulation::Regulation>> loaded;
  for (const std::string& folder : folders) {
    NUONG_TRY(auto regulation, LoadRegulation(folder, id));
    loaded.push_back(std::move(regulation));
  }
  return loaded;
}

/// That the ledger begins with what the last run saw.
void CompareWith(const ledger::CheckpointBody& before, store::Reader& reader, MonitorRun& run) {
  run.before = before.size;
  if (before.size <= run.size && ledger::TreeRoot(reader, before.size) == before.root) return;
  run.findings.push_back({before.size,
                          "history_rewritten",
                          {"Sổ không còn bắt đầu bằng những gì lần trước đã thấy.",
                           "The ledger no longer begins with what the last run saw."}});
}

}  // namespace

Result<MonitorRun> RunMonitor(const std::string& directory, const std::vector<std::string>& regulation_folders,
                              const std::string& state, const std::string& signer) {
  NUONG_TRY(const auto store, store_sqlite::OpenSqliteForReading({.directory = directory}));
  NUONG_TRY(const auto before, ReadState(state));
  MonitorRun run;
  std::string root;
  NUONG_CHECK(store->Read([&](store::Reader& reader) -> Result<void> {
    const ledger::Proof proof = ledger::Verify(reader, signer);
    run.size = proof.size;
    run.root = proof.root;
    for (const ledger::Flaw& flaw : proof.flaws) run.findings.push_back({flaw.sequence, flaw.id, flaw.message});
    if (!run.findings.empty()) return {};
    root = ledger::TreeRoot(reader, run.size);
    if (before) CompareWith(*before, reader, run);
    return {};
  }));
  // A ledger that does not prove itself is not worth judging.
  if (!run.findings.empty()) return run;
  NUONG_TRY(const auto regulations, LoadAll(regulation_folders, FoundedWith(*store)));
  NUONG_TRY(operations::MonitorReport report, operations::Monitor(*store, regulations, signer));
  run.decisions = report.decisions;
  run.findings = std::move(report.findings);
  NUONG_CHECK(WriteState(state, run.size, root));
  return run;
}

}  // namespace nuong::app
