#include <fmt/core.h>

#include "ask_secret.hpp"
#include "data_directory.hpp"
#include "messages.hpp"
#include "regulation_files.hpp"

namespace nuong::app {
namespace {

int List(const Common& common, operations::Services& services) {
  const auto members = operations::ListMembers(services);
  if (!members.ok()) return Fail(common, members.error());
  for (const operations::MemberRow& row : *members) {
    fmt::print("{}  {}  {}\n", row.name.text(), row.unit.text(), Say(common, row.title));
  }
  return 0;
}

}  // namespace

int Users(const Common& common, const UserOptions& options) {
  const auto folder = FindRegulations(common);
  if (!folder.ok()) return Fail(common, folder.error());
  const auto opened = OpenDataDirectory({.directory = options.data, .regulations = *folder, .regulation = ""});
  if (!opened.ok()) return Fail(common, opened.error());
  if (options.add.empty()) return List(common, *opened->services);

  if (options.approvers.size() != 2) {
    return Fail(common, Wrong("approvers_missing", {"Cần hai người phê duyệt: --approver A --approver B.",
                                                    "Two approvers are needed: --approver A --approver B."}));
  }
  operations::Approver approvers[2];
  for (std::size_t i = 0; i < 2; ++i) {
    approvers[i].name = MemberName(options.approvers[i]);
    approvers[i].password =
        AskSecret(common, {"Mật khẩu của " + options.approvers[i], "The password of " + options.approvers[i]});
  }
  const std::string password = AskNewSecret(common, {"Mật khẩu của thành viên mới", "The new member's password"});
  operations::NewMember member{
      MemberName(options.add), UnitName(options.unit), {options.title_vi, options.title_en}, {}, password};
  if (options.is_approver) member.duties.insert("approver");
  const auto added = operations::AddMember(*opened->services, member, approvers[0], approvers[1]);
  if (!added.ok()) return Fail(common, added.error());
  fmt::print("{}\n", Say(common, {"Đã thêm thành viên " + options.add + ".", "Member " + options.add + " was added."}));
  return 0;
}

}  // namespace nuong::app
