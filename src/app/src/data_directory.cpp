#include "data_directory.hpp"

#include <cstdlib>

#include "messages.hpp"
#include "nuong/picture/picture.hpp"
#include "nuong/store_sqlite/store_sqlite.hpp"
#include "regulation_files.hpp"
#include "root_key_file.hpp"

namespace nuong::app {
namespace {

using store::Collection;

constexpr const char* kDemoClockKey = "demo_clock";

/// Eight in the morning of the day the regulation's demo opens on.
Instant DemoBeginning(const regulation::Regulation& regulation) {
  constexpr std::int64_t kEightHours = 8 * 3'600'000'000LL;
  return {StartOf(regulation.opens_on, regulation.calendar.offset).us + kEightHours};
}

}  // namespace

std::string FoundedWith(store::Store& store) {
  std::string regulation;
  const auto outcome = store.Read([&](store::Reader& reader) -> Result<void> {
    regulation = reader.Get(Collection::kMeta, "regulation").value_or("");
    return {};
  });
  return outcome.ok() ? regulation : "";
}

Result<vault::PublicKey> SignerOf(store::Store& store) {
  std::string kept;
  NUONG_CHECK(store.Read([&](store::Reader& reader) -> Result<void> {
    kept = reader.Get(Collection::kMeta, "log_signer").value_or("");
    return {};
  }));
  if (const auto signer = vault::PublicKey::Parse(kept)) return *signer;
  return Wrong("not_founded", {"Thư mục dữ liệu chưa được lập.", "The data directory has not been founded."});
}

std::optional<std::int64_t> DemoClock(store::Store& store) {
  std::optional<std::int64_t> moved;
  const auto outcome = store.Read([&](store::Reader& reader) -> Result<void> {
    if (const auto text = reader.Get(Collection::kMeta, kDemoClockKey))
      moved = std::strtoll(text->c_str(), nullptr, 10);
    return {};
  });
  return outcome.ok() ? moved : std::nullopt;
}

Result<void> SetDemoClock(store::Store& store, Instant demo_now) {
  const std::int64_t moved = demo_now.us - SystemClock().Now().us;
  return store.Write([&](store::Writer& writer) -> Result<void> {
    writer.Put(Collection::kMeta, kDemoClockKey, std::to_string(moved));
    return {};
  });
}

Result<DataDirectory> OpenDataDirectory(const OpenOptions& options) {
  DataDirectory opened;
  NUONG_TRY(opened.store, store_sqlite::OpenSqlite({.directory = options.directory}));
  opened.random = std::make_unique<vault::SystemRandom>();
  const std::string kept = FoundedWith(*opened.store);
  std::string id = options.regulation.empty() ? kept : options.regulation;
  if (id.empty()) {
    return Wrong("regulation_not_named",
                 {"Thư mục dữ liệu mới: hãy chỉ rõ quy chế.", "A new data directory: name its regulation."});
  }
  NUONG_TRY(opened.regulation, LoadRegulation(options.regulations, id));
  NUONG_TRY(opened.root, OpenRootKey(options.directory, *opened.random, kept.empty()));
  if (options.demo && kept.empty()) NUONG_CHECK(SetDemoClock(*opened.store, DemoBeginning(*opened.regulation)));
  const auto moved = DemoClock(*opened.store);
  opened.clock = std::make_unique<SystemClock>(moved.value_or(0));
  operations::World world;
  world.store = opened.store.get();
  world.clock = opened.clock.get();
  world.random = opened.random.get();
  world.regulation = opened.regulation;
  world.root = opened.root;
  world.password_cost = options.password_cost;
  world.demo = options.demo || moved.has_value();
  world.second_factor = !world.demo;
  world.redraw = picture::Redraw;
  NUONG_TRY(opened.services, operations::MakeServices(std::move(world)));
  // What decides from now on is on record before anything is decided by it.
  if (operations::IsFounded(*opened.store)) NUONG_CHECK(operations::NotePolicy(*opened.services));
  return opened;
}

}  // namespace nuong::app
