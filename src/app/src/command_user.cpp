#include <fmt/core.h>
#include <termios.h>
#include <unistd.h>

#include <iostream>

#include "data_directory.hpp"
#include "messages.hpp"
#include "regulation_files.hpp"

namespace nuong::app {
namespace {

/// Reads a line without echo when a person types it; never from the command line, where others could read it.
std::string AskSecret(const Common& common, const Text& prompt) {
  const bool typed = ::isatty(STDIN_FILENO) == 1;
  termios before{};
  if (typed) {
    fmt::print(stderr, "{}: ", Say(common, prompt));
    ::tcgetattr(STDIN_FILENO, &before);
    termios silent = before;
    silent.c_lflag &= ~static_cast<tcflag_t>(ECHO);
    ::tcsetattr(STDIN_FILENO, TCSAFLUSH, &silent);
  }
  std::string secret;
  std::getline(std::cin, secret);
  if (typed) {
    ::tcsetattr(STDIN_FILENO, TCSAFLUSH, &before);
    fmt::print(stderr, "\n");
  }
  return secret;
}

int List(const Common& common, operations::Services& services) {
  const auto members = operations::ListMembers(services);
  if (!members.ok()) return Fail(common, members.error());
  for (const operations::MemberRow& row : *members) {
    fmt::print("{}  {}  {}\n", row.name.text(), row.unit.text(), Say(common, row.title));
  }
  return 0;
}

constexpr std::size_t kShortestPassword = 12;

}  // namespace

int Users(const Common& common, const UserOptions& options) {
  const auto folder = FindRegulations(common);
  if (!folder.ok()) return Fail(common, folder.error());
  const auto opened = OpenDataDirectory({.directory = options.data, .regulations = *folder, .regulation = ""});
  if (!opened.ok()) return Fail(common, opened.error());
  if (options.add.empty()) return List(common, *opened->services);

  const std::string vouching = AskSecret(common, {"Mật khẩu của người bảo lãnh", "The voucher's password"});
  const std::string password = AskSecret(common, {"Mật khẩu của thành viên mới", "The new member's password"});
  if (password.size() < kShortestPassword) {
    return Fail(common, Wrong("password_short",
                              {"Mật khẩu cần ít nhất 12 ký tự.", "A password needs at least 12 characters."}));
  }
  const auto added = operations::AddMember(
      *opened->services,
      {MemberName(options.add), UnitName(options.unit), {options.title_vi, options.title_en}, password},
      options.voucher, vouching);
  if (!added.ok()) return Fail(common, added.error());
  fmt::print("{}\n", Say(common, {"Đã thêm thành viên " + options.add + ".", "Member " + options.add + " was added."}));
  return 0;
}

}  // namespace nuong::app
