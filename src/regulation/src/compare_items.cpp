#include <algorithm>
#include <map>
#include <set>

#include "nuong/base/yaml.hpp"
#include "nuong/regulation/compare.hpp"

namespace nuong::regulation {
namespace {

constexpr std::string_view kShared = "instruments";

std::string FolderOf(const SourceFile& file) { return file.name.substr(0, file.name.find('/')); }

std::string TextOf(const YamlNode* node) {
  const std::string* text = node == nullptr ? nullptr : node->AsText();
  return text == nullptr ? std::string() : *text;
}

/// What a thing is called by among its like; empty: it has no name of its own.
std::string NameOf(const YamlNode& item) {
  for (const char* key : {"id", "kind", "name", "date", "code", "class"}) {
    const std::string name = TextOf(item.Find(key));
    if (!name.empty()) return name;
  }
  return {};
}

/// How each element of a list is called: by its name where all have one of their own, otherwise by its number.
std::vector<std::string> NamesIn(const YamlNode::List& list) {
  std::vector<std::string> names;
  for (const YamlNode& item : list) names.push_back(NameOf(item));
  const std::set<std::string> different(names.begin(), names.end());
  if (different.size() == names.size() && !different.contains("")) return names;
  for (std::size_t i = 0; i < names.size(); ++i) names[i] = std::to_string(i);
  return names;
}

bool HoldsTextsOnly(const YamlNode::List& list) {
  return std::all_of(list.begin(), list.end(), [](const YamlNode& item) { return item.AsText() != nullptr; });
}

/// Every scalar and every list of scalars under a node, by its way: "late/0/after".
using Flat = std::map<std::string, std::string>;
void Flatten(const YamlNode& node, const std::string& path, Flat& flat) {
  const auto below = [&](const std::string& key) { return path.empty() ? key : path + "/" + key; };
  if (const YamlNode::Map* map = node.AsMap()) {
    for (const auto& [key, value] : *map) Flatten(value, below(key), flat);
  } else if (const YamlNode::List* list = node.AsList()) {
    const std::vector<std::string> names = NamesIn(*list);
    if (HoldsTextsOnly(*list)) {
      std::string& joined = flat[path];
      for (const YamlNode& item : *list) joined += (joined.empty() ? "" : ", ") + TextOf(&item);
    } else {
      for (std::size_t i = 0; i < list->size(); ++i) Flatten((*list)[i], below(names[i]), flat);
    }
  } else {
    flat[path] = TextOf(&node);
  }
}

struct Written {
  std::string group;
  std::string id;
  std::string from;
  Place place;
  Flat flat;
};

/// The items of one state of the regulation, from its own folder and those it extends.
class Items {
 public:
  Items(const std::vector<SourceFile>& files, const std::string& id) {
    std::map<std::string, std::vector<YamlNode>> folders;
    for (const SourceFile& file : files) {
      auto root = ParseYaml(file.text, file.name);
      if (root.ok()) folders[FolderOf(file)].push_back(std::move(root).value());
    }
    std::vector<std::string> todo = {std::string(kShared), id};
    std::set<std::string> done;
    while (!todo.empty()) {
      const std::string folder = todo.back();
      todo.pop_back();
      if (!done.insert(folder).second) continue;
      for (const YamlNode& root : folders[folder]) {
        AddFile(root);
        const YamlNode* header = root.Find("regulation");
        const YamlNode* extends = header == nullptr ? nullptr : header->Find("extends");
        if (extends == nullptr || extends->AsList() == nullptr) continue;
        for (const YamlNode& name : *extends->AsList()) todo.push_back(TextOf(&name));
      }
    }
  }

  std::vector<Written> all;

 private:
  void AddFile(const YamlNode& root) {
    if (root.AsMap() == nullptr) return;
    for (const auto& [group, value] : *root.AsMap()) {
      if (const YamlNode::List* list = value.AsList()) {
        for (const YamlNode& item : *list) Add(group, item);
      } else {
        Add(group, value);
      }
    }
  }

  void Add(const std::string& group, const YamlNode& item) {
    Written written{group, NameOf(item), TextOf(item.Find("from")), item.place, {}};
    if (written.id.empty()) written.id = TextOf(&item);
    Flatten(item, "", written.flat);
    all.push_back(std::move(written));
  }
};

std::vector<Difference> DifferencesOf(const Flat& before, const Flat& after) {
  std::set<std::string> keys;
  for (const auto& [key, text] : before) keys.insert(key);
  for (const auto& [key, text] : after) keys.insert(key);
  const auto in = [](const Flat& flat, const std::string& key) {
    const auto found = flat.find(key);
    return found == flat.end() ? std::string() : found->second;
  };
  std::vector<Difference> differences;
  for (const std::string& key : keys) {
    if (in(before, key) != in(after, key)) differences.push_back({key, in(before, key), in(after, key)});
  }
  return differences;
}

/// Versions of one thing: paired by their first day, then by their order.
using Versions = std::vector<const Written*>;
std::vector<std::pair<const Written*, const Written*>> Paired(Versions before, Versions after) {
  std::vector<std::pair<const Written*, const Written*>> pairs;
  const auto pair_if = [&](const auto& fits) {
    std::erase_if(after, [&](const Written* now) {
      const auto was = std::find_if(before.begin(), before.end(), [&](const Written* old) { return fits(*old, *now); });
      if (was == before.end()) return false;
      pairs.emplace_back(*was, now);
      before.erase(was);
      return true;
    });
  };
  pair_if([](const Written& old, const Written& now) { return old.flat == now.flat; });
  pair_if([](const Written& old, const Written& now) { return old.from == now.from; });
  pair_if([](const Written&, const Written&) { return true; });
  for (const Written* now : after) pairs.emplace_back(nullptr, now);
  for (const Written* old : before) pairs.emplace_back(old, nullptr);
  return pairs;
}

bool ComesFirst(const ItemChange& a, const ItemChange& b) {
  const auto order = [](const ItemChange& change) {
    return std::tuple(change.what == ItemChange::What::kRemoved, change.place.file, change.place.line,
                      change.place.column);
  };
  return order(a) < order(b);
}

}  // namespace

std::vector<ItemChange> CompareItems(const std::vector<SourceFile>& before, const std::vector<SourceFile>& after,
                                     const std::string& regulation_id) {
  const Items old_items(before, regulation_id);
  const Items new_items(after, regulation_id);
  std::map<std::pair<std::string, std::string>, std::pair<Versions, Versions>> things;
  for (const Written& item : old_items.all) things[{item.group, item.id}].first.push_back(&item);
  for (const Written& item : new_items.all) things[{item.group, item.id}].second.push_back(&item);
  std::vector<ItemChange> changes;
  for (const auto& [thing, versions] : things) {
    for (const auto& [was, now] : Paired(versions.first, versions.second)) {
      if (was != nullptr && now != nullptr && was->flat == now->flat) continue;
      ItemChange change{ItemChange::What::kChanged, thing.first, thing.second, {}, {}};
      if (was == nullptr) change.what = ItemChange::What::kAdded;
      if (now == nullptr) change.what = ItemChange::What::kRemoved;
      change.place = now == nullptr ? was->place : now->place;
      if (was != nullptr && now != nullptr) change.differences = DifferencesOf(was->flat, now->flat);
      changes.push_back(std::move(change));
    }
  }
  std::sort(changes.begin(), changes.end(), ComesFirst);
  return changes;
}

}  // namespace nuong::regulation
