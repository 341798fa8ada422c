#include <fmt/core.h>
#include <unistd.h>

#include <cstdio>
#include <fstream>
#include <iostream>
#include <sstream>

#include "ask_secret.hpp"
#include "data_directory.hpp"
#include "messages.hpp"
#include "nuong/base/yaml.hpp"
#include "nuong/store/steps.hpp"
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

void WaitForEnter() {
  std::fflush(stdout);
  std::string line;
  std::getline(std::cin, line);
}

/// Each to another holder; before a terminal one after the other, so that nobody sees two.
void ShowShares(const Common& common, const vault::Recovery& recovery) {
  const bool watched = ::isatty(STDIN_FILENO) == 1 && ::isatty(STDOUT_FILENO) == 1;
  fmt::print("\n{}\n",
             Say(common, {"Khóa khôi phục: năm mảnh cho năm người giữ ở các cơ quan khác nhau; ba mảnh bất kỳ mở "
                          "được. Chép ra giấy: không lưu ở đâu cả.",
                          "The recovery key: five shares for five holders of different agencies; any three open. "
                          "Write them on paper: they are kept nowhere."}));
  for (std::size_t i = 0; i < recovery.shares.size(); ++i) {
    if (watched) {
      fmt::print("{}",
                 Say(common, {"Mời người giữ mảnh ", "Ask the holder of share "}) + std::to_string(i + 1) + " ⏎ ");
      WaitForEnter();
    }
    fmt::print("{} {}: {}\n", Say(common, {"Mảnh", "Share"}), i + 1, recovery.shares[i]);
    if (!watched) continue;
    fmt::print("{}", Say(common, {"Chép xong thì bấm ⏎; màn hình sẽ được xóa. ",
                                  "Press ⏎ when it is written down; the screen is cleared. "}));
    WaitForEnter();
    fmt::print("\x1b[H\x1b[2J\x1b[3J");
  }
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
        AskNewSecret(common, {"Mật khẩu của " + member.name.text(), "The password of " + member.name.text()});
  }
  vault::SystemRandom random;
  const vault::Recovery recovery = vault::MakeRecovery(random);
  const auto founded = operations::Found(*opened->services, *members, recovery.known);
  if (!founded.ok()) return Fail(common, founded.error());
  store::Reached("founded");
  fmt::print("{} {}\n{}: {}\n", Say(common, {"Đã lập thư mục dữ liệu", "The data directory was founded:"}),
             options.data,
             Say(common, {"Khóa công khai của sổ cái (hãy chép lại)", "The log's public key (write it down)"}),
             opened->root->signing_public_key().text());
  ShowShares(common, recovery);
  return 0;
}

}  // namespace nuong::app
