#include "asked_about.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>

namespace nuong::app {
namespace {

namespace fs = std::filesystem;

std::string TextAt(const YamlNode& node, const std::string& key) {
  const YamlNode* found = node.Find(key);
  const std::string* text = found == nullptr ? nullptr : found->AsText();
  return text == nullptr ? "" : *text;
}

class Collector {
 public:
  explicit Collector(TestFile& file) : file_(file) {}

  void Visit(const YamlNode& node) {
    if (const YamlNode::List* items = node.AsList()) {
      for (const YamlNode& item : *items) Visit(item);
    }
    const YamlNode::Map* members = node.AsMap();
    if (members == nullptr) return;
    for (const char* kind : {"act", "duty"}) Add(kind, TextAt(node, kind));
    if (node.Find("kind") != nullptr) Add(TextAt(node, "kind"), TextAt(node, "id"));
    if (const std::string benefit = TextAt(node, "benefit"); !benefit.empty()) file_.benefits.insert(benefit);
    for (const auto& [key, value] : *members) VisitMember(key, value);
  }

 private:
  void Add(const std::string& kind, const std::string& id) {
    if (!kind.empty() && !id.empty()) file_.items.insert({kind, id});
  }

  void VisitMember(const std::string& key, const YamlNode& value) {
    if (key == "expect_target") Add("target", TextAt(value, "id"));
    if (key == "regime") Add("regime", TextAt(value, "is"));
    if (key == "holder") Add("role", TextAt(value, "role"));
    if (key == "expect_duties" && value.Find("done") != nullptr) AddAll("duty", *value.Find("done"));
    if (key != "fields" && key != "person" && key != "case") Visit(value);
  }

  void AddAll(const std::string& kind, const YamlNode& list) {
    if (list.AsList() == nullptr) return;
    for (const YamlNode& item : *list.AsList()) {
      if (item.AsText() != nullptr) Add(kind, *item.AsText());
    }
  }

  TestFile& file_;
};

Result<TestFile> ReadOne(const std::string& name, const fs::path& path) {
  std::ifstream stream(path, std::ios::binary);
  std::ostringstream text;
  text << stream.rdbuf();
  NUONG_TRY(const YamlNode root, ParseYaml(text.str(), path.string()));
  return ReadTestFile(name, root);
}

}  // namespace

TestFile ReadTestFile(const std::string& name, const YamlNode& root) {
  TestFile file{name, TextAt(root, "regulation"), {}, {}};
  for (const char* part : {"steps", "asks"}) {
    if (const YamlNode* found = root.Find(part)) Collector(file).Visit(*found);
  }
  return file;
}

Result<std::vector<TestFile>> ReadTestFiles(const std::string& regulations) {
  std::vector<TestFile> files;
  const fs::path tests = fs::absolute(regulations).lexically_normal() / ".." / "tests";
  for (const char* folder : {"scenarios", "rules"}) {
    if (!fs::is_directory(tests / folder)) continue;
    for (const auto& entry : fs::directory_iterator(tests / folder)) {
      if (entry.path().extension() != ".yaml") continue;
      NUONG_TRY(TestFile file, ReadOne(folder + ("/" + entry.path().filename().string()), entry.path()));
      files.push_back(std::move(file));
    }
  }
  std::sort(files.begin(), files.end(), [](const TestFile& a, const TestFile& b) { return a.name < b.name; });
  return files;
}

bool AsksAbout(const TestFile& file, const regulation::Regulation& regulation, const regulation::Carrier& item) {
  if (file.items.contains(item)) return true;
  if (item.kind != "entitlement") return false;
  const auto& rows = regulation.matrix.entitlements;
  return std::any_of(rows.begin(), rows.end(), [&](const regulation::Entitlement& row) {
    return row.id == item.id && file.benefits.contains(row.benefit);
  });
}

}  // namespace nuong::app
