#include <fmt/core.h>

#include "ask_secret.hpp"
#include "data_directory.hpp"
#include "messages.hpp"
#include "regulation_files.hpp"

namespace nuong::app {
namespace {

int Try(const Common& common, operations::Services& services, const vault::MemberKeys& recovery) {
  const auto opened = operations::TryRecovery(services, recovery);
  if (!opened.ok()) return Fail(common, opened.error());
  fmt::print("{}\n", Say(common, {"Ba mảnh ghép lại đúng khóa khôi phục. Các cơ quan mở được: " +
                                      std::to_string(opened->size()) + ". Chưa ghi gì.",
                                  "The three shares give the recovery key. Units it opens: " +
                                      std::to_string(opened->size()) + ". Nothing was written."}));
  return 0;
}

}  // namespace

int Recover(const Common& common, const RecoverOptions& options) {
  const auto folder = FindRegulations(common);
  if (!folder.ok()) return Fail(common, folder.error());
  const auto opened = OpenDataDirectory({.directory = options.data, .regulations = *folder, .regulation = ""});
  if (!opened.ok()) return Fail(common, opened.error());
  std::vector<std::string> shares;
  for (std::size_t i = 1; i <= vault::kRecoveryThreshold; ++i) {
    const std::string which = std::to_string(i) + "/" + std::to_string(vault::kRecoveryThreshold);
    shares.push_back(AskSecret(common, {"Mảnh khóa " + which, "Share " + which}));
  }
  const auto recovery = operations::JoinRecovery(*opened->services, shares);
  if (!recovery.ok()) return Fail(common, recovery.error());
  if (options.is_drill) return Try(common, *opened->services, *recovery);
  const operations::NewMember member{
      MemberName(options.member),
      UnitName(options.unit),
      {options.title_vi, options.title_en},
      {},
      AskNewSecret(common, {"Mật khẩu của " + options.member, "The password of " + options.member})};
  const auto restored = operations::RestoreMember(*opened->services, member, *recovery);
  if (!restored.ok()) return Fail(common, restored.error());
  fmt::print("{}\n", Say(common, {"Đã khôi phục: " + options.member + " là người phê duyệt của " + options.unit + ".",
                                  "Recovered: " + options.member + " is an approver of " + options.unit + "."}));
  return 0;
}

}  // namespace nuong::app
