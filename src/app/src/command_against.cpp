#include <fmt/core.h>

#include <algorithm>

#include "data_directory.hpp"
#include "messages.hpp"
#include "moves.hpp"
#include "nuong/store_sqlite/store_sqlite.hpp"
#include "regulation_files.hpp"

namespace nuong::app {
namespace {

struct Folders {
  std::string before;
  std::string after;
};

Result<Moves> Compare(const Folders& folders, const std::string& id, store::Store* store) {
  NUONG_TRY(const auto before, LoadOther(folders.before, id));
  NUONG_TRY(const auto after, LoadOther(folders.after, id));
  NUONG_TRY(const auto old_files, ReadRegulationFiles(folders.before));
  NUONG_TRY(const auto new_files, ReadRegulationFiles(folders.after));
  Moves moves;
  moves.regulation = id;
  moves.offset = after->calendar.offset;
  moves.items = regulation::CompareItems(old_files, new_files, id);
  moves.duties = regulation::CompareDuties(*before, *after);
  NUONG_TRY(moves.rights, operations::CompareRights(*before, *after));
  moves.entitlements = regulation::CompareEntitlements(*before, *after);
  if (store != nullptr) {
    NUONG_TRY(moves.cases, operations::CompareCases(*store, before, after));
  }
  return moves;
}

/// The regulations to look at: as told, else that of the directory, else those that both folders have.
Result<std::vector<std::string>> Chosen(const Folders& folders, const CheckOptions& options, store::Store* store) {
  const std::string founded = store == nullptr ? "" : FoundedWith(*store);
  if (!founded.empty() && !options.regulation.empty() && founded != options.regulation) {
    return Wrong("other_regulation", {"Thư mục dữ liệu theo quy chế \"" + founded + "\".",
                                      "The data directory follows the regulation \"" + founded + "\"."});
  }
  if (!options.regulation.empty()) return std::vector<std::string>{options.regulation};
  if (!founded.empty()) return std::vector<std::string>{founded};
  const std::vector<std::string> old_ids = ListRegulations(folders.before);
  std::vector<std::string> ids = ListRegulations(folders.after);
  std::erase_if(ids, [&](const std::string& id) { return !std::binary_search(old_ids.begin(), old_ids.end(), id); });
  return ids;
}

Result<void> Show(const Common& common, const CheckOptions& options) {
  Folders folders;
  NUONG_TRY(folders.before, OtherRegulations(options.against, "against_not_found"));
  NUONG_TRY(folders.after, FindRegulations(common));
  std::unique_ptr<store::Store> store;
  if (!options.data.empty()) {
    NUONG_TRY(store, store_sqlite::OpenSqliteForReading({.directory = options.data}));
  }
  NUONG_TRY(const auto ids, Chosen(folders, options, store.get()));
  Value::Array report;
  for (const std::string& id : ids) {
    NUONG_TRY(const Moves moves, Compare(folders, id, store.get()));
    if (common.json) {
      report.push_back(Encode(moves));
    } else {
      fmt::print("# {}\n{}", id, Told(moves, common.language == Language::kEnglish));
    }
  }
  if (common.json) fmt::print("{}\n", WriteJson(Value::Object{{"regulations", std::move(report)}}));
  return {};
}

}  // namespace

int ShowMoves(const Common& common, const CheckOptions& options) {
  const auto shown = Show(common, options);
  return shown.ok() ? 0 : Fail(common, shown.error());
}

}  // namespace nuong::app
