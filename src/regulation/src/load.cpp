#include "nuong/regulation/load.hpp"

#include <algorithm>
#include <charconv>
#include <deque>

#include "check.hpp"
#include "nuong/base/unicode.hpp"
#include "reader.hpp"

namespace nuong::regulation {
namespace {

constexpr std::string_view kInstruments = "instruments";

using Folder = std::vector<YamlNode>;  ///< its files that could be read

/// "file:line:column", as ParseYaml tells it.
Place PlaceFromPointer(const std::string& pointer, const std::string& file) {
  Place place{file, 1, 1};
  const std::size_t column = pointer.rfind(':');
  const std::size_t line = column == std::string::npos ? column : pointer.rfind(':', column - 1);
  if (line == std::string::npos) return place;
  std::from_chars(pointer.data() + line + 1, pointer.data() + column, place.line);
  std::from_chars(pointer.data() + column + 1, pointer.data() + pointer.size(), place.column);
  return place;
}

/// Vietnamese that is not NFC looks right and compares wrong.
void CheckNormalForm(Draft& draft, const SourceFile& file) {
  int line = 1;
  for (std::size_t begin = 0; begin < file.text.size(); ++line) {
    const std::size_t end = std::min(file.text.find('\n', begin), file.text.size());
    const std::string_view text = std::string_view(file.text).substr(begin, end - begin);
    begin = end + 1;
    const auto normal = NormaliseText(text);
    if (!normal || *normal == text) continue;
    std::size_t same = 0;
    while (same < normal->size() && (*normal)[same] == text[same]) ++same;
    draft.findings.Add({file.name, line, static_cast<int>(CountCodePoints(normal->substr(0, same))) + 1}, "not_nfc",
                       {"Chữ có dấu chưa ở dạng dựng sẵn (NFC); hãy lưu lại tệp ở dạng NFC.",
                        "Letters with marks are not in composed form (NFC); save the file as NFC."});
  }
}

class Loader {
 public:
  Loader(std::vector<SourceFile> files, const std::string& id) : files_(std::move(files)) {
    std::sort(files_.begin(), files_.end(), [](const auto& a, const auto& b) { return a.name < b.name; });
    draft_.regulation.id = id;
  }

  Loaded Run() {
    Extend(draft_.regulation.id, {});
    folders_.push_front(ParseFolder(std::string(kInstruments)));
    for (const Folder& folder : folders_) {
      for (const YamlNode& root : folder) ReadFile(draft_, root);
    }
    ProjectCalendar(draft_);
    ListAsCodes(draft_);
    for (const auto check : {CheckNames, CheckConditions, CheckCodes, CheckUnits, CheckTimelines, CheckActs,
                             CheckDuties, CheckAccess, CheckLaw, CheckMatrix}) {
      check(draft_);
    }
    if (draft_.findings.IsEmpty()) CheckFlow(draft_);
    return {std::move(draft_.regulation), std::move(draft_.findings).Sorted()};
  }

 private:
  Folder ParseFolder(const std::string& folder) {
    Folder roots;
    for (const SourceFile& file : files_) {
      if (!file.name.starts_with(folder + "/")) continue;
      draft_.places.AddFile(file.name, file.text);
      CheckNormalForm(draft_, file);
      auto root = ParseYaml(file.text, file.name);
      if (root.ok()) {
        roots.push_back(std::move(root).value());
        continue;
      }
      for (const FieldProblem& problem : root.error().fields) {
        draft_.findings.Add(PlaceFromPointer(problem.pointer, file.name), problem.id, problem.message);
      }
      if (root.error().fields.empty()) draft_.findings.Add({file.name, 1, 1}, root.error().id, root.error().message);
    }
    return roots;
  }

  /// Reads the folder of a regulation, then those it extends. `line` is the way here, to find cycles.
  void Extend(const std::string& id, std::vector<std::string> line) {
    done_.insert(id);
    const Folder& folder = folders_.emplace_front(ParseFolder(id));
    line.push_back(id);
    const bool is_own = line.size() == 1;
    bool has_header = false;
    for (const YamlNode& root : folder) {
      const YamlNode* block = root.Find("regulation");
      if (block == nullptr) continue;
      if (has_header) RefuseSecondHeader(*block);
      has_header = true;
      const std::vector<std::string> extends = ReadHeader(draft_, *block, is_own);
      const YamlNode* list = block->Find("extends");
      for (std::size_t j = 0; j < extends.size(); ++j) ExtendOne(extends[j], list->AsList()->at(j).place, line);
    }
    if (is_own && !has_header) {
      draft_.findings.Add({id + "/regulation.yaml", 1, 1}, "missing_regulation",
                          {"Không có mục \"regulation\" trong thư mục \"" + id + "\".",
                           "The folder \"" + id + "\" holds no \"regulation\" block."});
    }
  }

  void ExtendOne(const std::string& id, const Place& place, const std::vector<std::string>& line) {
    if (std::find(line.begin(), line.end(), id) != line.end()) {
      draft_.findings.Add(
          place, "extends_cycle",
          {"Quy chế mở rộng chính nó qua \"" + id + "\".", "The regulation extends itself by way of \"" + id + "\"."});
    } else if (!HasFolder(id)) {
      draft_.findings.AddUnknown(place, "unknown_regulation", {"quy chế", "regulation"}, id, Folders());
    } else if (!done_.contains(id)) {
      Extend(id, line);
    }
  }

  void RefuseSecondHeader(const YamlNode& block) {
    draft_.findings.Add(
        block.key_place, "second_regulation",
        {"Mục \"regulation\" chỉ được có một trong mỗi thư mục.", "A folder holds one \"regulation\" block only."});
  }

  bool HasFolder(const std::string& id) const {
    return std::any_of(files_.begin(), files_.end(), [&](const auto& file) { return file.name.starts_with(id + "/"); });
  }

  std::vector<std::string> Folders() const {
    std::set<std::string> folders;
    for (const SourceFile& file : files_) folders.insert(file.name.substr(0, file.name.find('/')));
    folders.erase(std::string(kInstruments));
    return {folders.begin(), folders.end()};
  }

  std::vector<SourceFile> files_;
  Draft draft_;
  std::deque<Folder> folders_;  ///< those extended before those that extend them
  std::set<std::string> done_;
};

}  // namespace

Loaded Load(const std::vector<SourceFile>& files, const std::string& regulation_id) {
  return Loader(files, regulation_id).Run();
}

}  // namespace nuong::regulation
