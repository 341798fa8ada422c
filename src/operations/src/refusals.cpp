#include "refusals.hpp"

namespace nuong::operations {

Error NotSignedIn() {
  return {ErrorCode::kUnauthenticated,
          "not_signed_in",
          {"Bạn chưa đăng nhập, hoặc phiên làm việc đã kết thúc. Hãy đăng nhập lại.",
           "You are not signed in, or your session has ended. Sign in again."},
          "no session",
          {}};
}

Error SignInBusy() {
  return {
      ErrorCode::kBusy,
      "sign_in_busy",
      {"Đang có nhiều người đăng nhập. Hãy thử lại sau vài giây.", "Many people are signing in. Try again shortly."},
      "password queue is full",
      {}};
}

Error SignInWaits() {
  return {ErrorCode::kBusy,
          "sign_in_wait",
          {"Đã thử sai nhiều lần. Hãy chờ một phút rồi thử lại.", "Too many wrong tries. Wait a minute and try again."},
          "sign-in delayed after failures",
          {}};
}

Error Absent() {
  return {ErrorCode::kAbsent,
          "absent",
          {"Không có hồ sơ này, hoặc cơ quan của bạn không có trong hồ sơ.",
           "There is no such case, or your unit is not on it."},
          "absent or not for this unit",
          {}};
}

Error NoSuch(std::string note) {
  return {ErrorCode::kAbsent, "absent", {"Không có mục này.", "There is no such item."}, std::move(note), {}};
}

Error Refused(Text why, std::string note) {
  return {ErrorCode::kRefused, "refused", std::move(why), std::move(note), {}};
}

Error InvalidFields(std::vector<FieldProblem> problems) {
  return {ErrorCode::kInvalid,
          "fields_invalid",
          {"Có mục cần nhập lại.", "Some fields need to be entered again."},
          "fields do not fit the form",
          std::move(problems)};
}

Error Blocked(Text why, std::string note) {
  return {ErrorCode::kConflict, "act_blocked", std::move(why), std::move(note), {}};
}

Error CorruptDirectory(std::string note) {
  return {ErrorCode::kCorrupt,
          "directory_unreadable",
          {"Dữ liệu lưu trữ không đúng với sổ cái. Hãy dừng và chạy lệnh kiểm tra (nuong verify).",
           "Stored data does not fit the ledger. Stop and run the verifier (nuong verify)."},
          std::move(note),
          {}};
}

}  // namespace nuong::operations
