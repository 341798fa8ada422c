#include "rebuilt_views.hpp"

#include <array>

#include "alert_rows.hpp"
#include "case_access.hpp"
#include "export_rows.hpp"
#include "reform_record.hpp"
#include "refusals.hpp"
#include "rule_reviews.hpp"
#include "search_persons.hpp"
#include "views.hpp"

namespace nuong::operations {
namespace {

using store::Collection;

constexpr std::size_t kMostDifferences = 100;

Result<void> Replay(Services& services, store::Reader& reader, const ledger::Entry& entry, Rebuilt& rebuilt,
                    std::uint64_t& facts) {
  ProjectLook(rebuilt, entry);
  ProjectSearch(rebuilt, services.offset(), entry);
  if (const std::string name = AlertPayloadOf(entry); !name.empty()) {
    const auto payload = reader.Get(Collection::kPayloads, ledger::PayloadKey(entry.sequence, name));
    if (!payload) return CorruptDirectory("the payload of an alert is missing");
    return ProjectAlert(rebuilt, entry, *payload);
  }
  if (const std::string name = ExportPayloadOf(entry); !name.empty()) {
    const auto payload = reader.Get(Collection::kPayloads, ledger::PayloadKey(entry.sequence, name));
    if (!payload) return CorruptDirectory("the payload of a request for a file is missing");
    return ProjectExport(rebuilt, entry, *payload);
  }
  if (const std::string name = RulesPayloadOf(entry); !name.empty()) {
    const auto payload = reader.Get(Collection::kPayloads, ledger::PayloadKey(entry.sequence, name));
    if (!payload) return CorruptDirectory("the payload of a change of rules is missing");
    return ProjectRules(rebuilt, entry, *payload);
  }
  if (entry.deed == ledger::Deed::kReform && entry.payloads.contains("reform")) {
    const auto payload = reader.Get(Collection::kPayloads, ledger::PayloadKey(entry.sequence, "reform"));
    if (!payload) return CorruptDirectory("the payload of a reform is missing");
    return ProjectReform(rebuilt, entry, *payload);
  }
  if (!entry.case_id || !entry.payloads.contains("F1")) return {};
  const auto skeleton = reader.Get(Collection::kPayloads, ledger::PayloadKey(entry.sequence, "F1"));
  if (!skeleton) return CorruptDirectory("a plain payload is missing");
  NUONG_TRY(const SkeletonPayload payload, DecodeSkeleton(*skeleton));
  ++facts;
  return ProjectWrite(services, rebuilt, *entry.case_id, payload);
}

}  // namespace

void Rebuilt::Compare(Collection collection, std::vector<std::string>& differences) {
  auto& table = tables_[collection];
  const auto add = [&](std::string_view key) {
    if (differences.size() < kMostDifferences) {
      differences.push_back(std::string(store::CollectionName(collection)) + " " + vault::Hex(key));
    }
  };
  kept_.Scan(collection, {}, [&](std::string_view key, std::string_view value) {
    const auto found = table.find(key);
    if (found == table.end() || found->second != value) add(key);
    if (found != table.end()) table.erase(found);
    return true;
  });
  for (const auto& [key, value] : table) add(key);
}

Result<std::unique_ptr<Services>> ServicesForViews(store::Store& store,
                                                   std::shared_ptr<const regulation::Regulation> regulation) {
  NUONG_TRY(access::Policy policy, CompilePolicy(*regulation));
  World world;
  world.store = &store;
  world.regulation = std::move(regulation);
  // Nothing is signed or unlocked here; any key will do.
  const std::array<std::uint8_t, 32> no_seed{};
  world.root = std::make_shared<const vault::RootKey>(vault::RootKey::FromSeed(no_seed));
  return std::make_unique<Services>(std::move(world), std::move(policy));
}

Result<void> Rebuild(Services& services, store::Reader& reader, Rebuilt& rebuilt, std::uint64_t& facts,
                     const std::function<Result<void>(const ledger::Entry&)>& before) {
  std::vector<std::string> entries;
  reader.Scan(Collection::kEntries, {}, [&](std::string_view, std::string_view bytes) {
    entries.emplace_back(bytes);
    return true;
  });
  for (const std::string& bytes : entries) {
    NUONG_TRY(const ledger::Entry entry, ledger::DecodeEntry(bytes));
    if (before) NUONG_CHECK(before(entry));
    NUONG_CHECK(Replay(services, reader, entry, rebuilt, facts));
  }
  return {};
}

}  // namespace nuong::operations
