#include <fmt/core.h>

#include <fstream>
#include <sstream>

#include "ask_secret.hpp"
#include "data_directory.hpp"
#include "messages.hpp"
#include "nuong/base/yaml.hpp"
#include "regulation_files.hpp"

namespace nuong::app {
namespace {

std::string TextAt(const YamlNode& node, std::string_view key) {
  const YamlNode* member = node.Find(key);
  return member != nullptr && member->AsText() != nullptr ? *member->AsText() : "";
}

Error IllFormed(const std::string& file) {
  return Wrong("members_ill_formed",
               {"Tệp " + file + " cần danh sách `members`: mỗi mục có member, unit, title {vi, en}, duties.",
                "File " + file + " needs a list `members`, each with member, unit, title {vi, en}, duties."});
}

Result<std::vector<operations::NewMember>> ReadMembers(const std::string& file) {
  std::ifstream stream(file, std::ios::binary);
  std::ostringstream text;
  text << stream.rdbuf();
  if (!stream) return Wrong("members_unreadable", {"Không đọc được tệp " + file + ".", "Cannot read " + file + "."});
  NUONG_TRY(const YamlNode root, ParseYaml(text.str(), file));
  const YamlNode* list = root.Find("members");
  if (list == nullptr || list->AsList() == nullptr) return IllFormed(file);
  std::vector<operations::NewMember> members;
  for (const YamlNode& node : *list->AsList()) {
    const YamlNode* title = node.Find("title");
    if (title == nullptr) return IllFormed(file);
    operations::NewMember member{MemberName(TextAt(node, "member")),
                                 UnitName(TextAt(node, "unit")),
                                 {TextAt(*title, "vi"), TextAt(*title, "en")},
                                 {},
                                 ""};
    if (const YamlNode* duties = node.Find("duties"); duties != nullptr && duties->AsList() != nullptr) {
      for (const YamlNode& duty : *duties->AsList()) {
        if (duty.AsText() != nullptr) member.duties.insert(*duty.AsText());
      }
    }
    members.push_back(std::move(member));
  }
  return members;
}

}  // namespace

int FoundDirectory(const Common& common, const FoundOptions& options) {
  const auto folder = FindRegulations(common);
  if (!folder.ok()) return Fail(common, folder.error());
  auto members = ReadMembers(options.members);
  if (!members.ok()) return Fail(common, members.error());
  const auto opened =
      OpenDataDirectory({.directory = options.data, .regulations = *folder, .regulation = options.regulation});
  if (!opened.ok()) return Fail(common, opened.error());
  for (operations::NewMember& member : *members) {
    member.password =
        AskSecret(common, {"Mật khẩu của " + member.name.text(), "The password of " + member.name.text()});
  }
  const auto founded = operations::Found(*opened->services, *members);
  if (!founded.ok()) return Fail(common, founded.error());
  fmt::print("{} {}\n{}: {}\n", Say(common, {"Đã lập thư mục dữ liệu", "The data directory was founded:"}),
             options.data,
             Say(common, {"Khóa công khai của sổ cái (hãy chép lại)", "The log's public key (write it down)"}),
             opened->root->signing_public_key().text());
  return 0;
}

}  // namespace nuong::app
