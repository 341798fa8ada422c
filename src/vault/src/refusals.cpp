#include "refusals.hpp"

#include <utility>

namespace nuong::vault {

Error WrongPassword() {
  return {.code = ErrorCode::kUnauthenticated,
          .id = "wrong_password",
          .message = {.vi = "Tên đăng nhập hoặc mật khẩu không đúng.",
                      .en = "The sign-in name or the password is not correct."},
          .note = "",
          .fields = {}};
}

Error SessionEnded() {
  return {.code = ErrorCode::kUnauthenticated,
          .id = "session_ended",
          .message = {.vi = "Phiên làm việc đã kết thúc. Hãy đăng nhập lại.",
                      .en = "The session has ended. Sign in again."},
          .note = "resting unit keys did not open",
          .fields = {}};
}

Error NoPermit(std::string note) {
  return {.code = ErrorCode::kRefused,
          .id = "no_permit",
          .message = {.vi = "Đơn vị không có quyền mở phần này của hồ sơ.",
                      .en = "The unit may not open this part of the case."},
          .note = std::move(note),
          .fields = {}};
}

Error NoReceipt() {
  return {.code = ErrorCode::kRefused,
          .id = "no_receipt",
          .message = {.vi = "Lần xem này chưa được ghi vào sổ nên chưa mở được.",
                      .en = "This look is not in the ledger yet, so nothing was opened."},
          .note = "receipt does not cover case and class",
          .fields = {}};
}

Error Altered(std::string note) {
  return {.code = ErrorCode::kCorrupt,
          .id = "sealed_data_altered",
          .message = {.vi = "Dữ liệu đã lưu không còn nguyên vẹn nên không mở được. Hãy báo người vận hành hệ thống.",
                      .en = "Stored data is no longer intact and was not opened. Tell the operator of the system."},
          .note = std::move(note),
          .fields = {}};
}

}  // namespace nuong::vault
