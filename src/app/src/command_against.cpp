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

/// Says which of the two folders an error is about.
Result<std::shared_ptr<const regulation::Regulation>> LoadFrom(const std::string& folder, const std::string& id) {
  auto loaded = LoadRegulation(folder, id);
  if (loaded.ok()) return loaded;
  Error error = loaded.error();
  error.message = {folder + ": " + error.message.vi, folder + ": " + error.message.en};
  return error;
}

/// The folder compared with: it is told, never looked for.
Result<std::string> FolderBefore(const std::string& told) {
  Common only_there;
  only_there.regulations = told;
  if (FindRegulations(only_there).ok()) return told;
  return Wrong("against_not_found",
               {"\"" + told + "\" không phải là thư mục quy chế: không có thư mục con \"instruments\".",
                "\"" + told + "\" is not a folder of regulations: it holds no folder \"instruments\"."});
}

Result<Moves> Compare(const Folders& folders, const std::string& id, store::Store* store) {
  NUONG_TRY(const auto before, LoadFrom(folders.before, id));
  NUONG_TRY(const auto after, LoadFrom(folders.after, id));
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
  NUONG_TRY(folders.before, FolderBefore(options.against));
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
