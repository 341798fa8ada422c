#include <array>
#include <map>

#include "case_access.hpp"
#include "nuong/operations/wiring.hpp"
#include "refusals.hpp"
#include "services.hpp"
#include "views.hpp"

namespace nuong::operations {
namespace {

using store::Collection;

constexpr std::size_t kMostDifferences = 100;
constexpr Collection kViews[] = {Collection::kCases, Collection::kUnitCases, Collection::kDuties,
                                 Collection::kLooks, Collection::kTargets,   Collection::kBeds};

/// Views in memory while they are built again; the ledger's own collections are read through.
class Rebuilt : public store::Writer {
 public:
  explicit Rebuilt(store::Reader& kept) : kept_(kept) {}

  std::optional<std::string> Get(Collection collection, std::string_view key) override {
    const auto& table = tables_[collection];
    const auto found = table.find(key);
    if (found == table.end()) return std::nullopt;
    return found->second;
  }
  void Scan(Collection collection, const store::Range& range,
            const std::function<bool(std::string_view, std::string_view)>& visit) override {
    for (const auto& [key, value] : tables_[collection]) {
      if (key < range.from || (!range.to.empty() && key >= range.to)) continue;
      if (!visit(key, value)) return;
    }
  }
  void Put(Collection collection, std::string_view key, std::string_view value) override {
    tables_[collection].insert_or_assign(std::string(key), std::string(value));
  }
  void Delete(Collection collection, std::string_view key) override {
    auto& table = tables_[collection];
    if (const auto found = table.find(key); found != table.end()) table.erase(found);
  }

  void Compare(Collection collection, std::vector<std::string>& differences) {
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

 private:
  store::Reader& kept_;
  std::map<Collection, std::map<std::string, std::string, std::less<>>> tables_;
};

Result<void> Replay(Services& services, store::Reader& reader, std::string_view bytes, Rebuilt& rebuilt,
                    ViewsReport& report) {
  NUONG_TRY(const ledger::Entry entry, ledger::DecodeEntry(bytes));
  ProjectLook(rebuilt, entry);
  if (!entry.case_id || !entry.payloads.contains("F1")) return {};
  const auto skeleton = reader.Get(Collection::kPayloads, ledger::PayloadKey(entry.sequence, "F1"));
  if (!skeleton) return CorruptDirectory("a plain payload is missing");
  NUONG_TRY(const SkeletonPayload payload, DecodeSkeleton(*skeleton));
  ++report.facts;
  return ProjectWrite(services, rebuilt, *entry.case_id, payload);
}

}  // namespace

Result<ViewsReport> CompareViews(store::Store& store, std::shared_ptr<const regulation::Regulation> regulation) {
  NUONG_TRY(access::Policy policy, CompilePolicy(*regulation));
  World world;
  world.store = &store;
  world.regulation = std::move(regulation);
  // Nothing is signed or unlocked here; any key will do.
  const std::array<std::uint8_t, 32> no_seed{};
  world.root = std::make_shared<const vault::RootKey>(vault::RootKey::FromSeed(no_seed));
  Services services(std::move(world), std::move(policy));
  ViewsReport report;
  NUONG_CHECK(store.Read([&](store::Reader& reader) -> Result<void> {
    Rebuilt rebuilt(reader);
    std::vector<std::string> entries;
    reader.Scan(Collection::kEntries, {}, [&](std::string_view, std::string_view bytes) {
      entries.emplace_back(bytes);
      return true;
    });
    for (const std::string& bytes : entries) NUONG_CHECK(Replay(services, reader, bytes, rebuilt, report));
    for (const Collection view : kViews) rebuilt.Compare(view, report.differences);
    return {};
  }));
  return report;
}

}  // namespace nuong::operations
