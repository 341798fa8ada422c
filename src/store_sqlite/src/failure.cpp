#include "failure.hpp"

namespace nuong::store_sqlite {
namespace {

Error Make(ErrorCode code, std::string id, Text message, const std::string& note) {
  return Error{.code = code, .id = std::move(id), .message = std::move(message), .note = note, .fields = {}};
}

}  // namespace

Error ErrorOf(const store::Broken& failure) {
  if (failure.corrupt) {
    return Make(ErrorCode::kCorrupt, "store_corrupt",
                {"Dữ liệu lưu trữ bị hỏng. Hệ thống không tự sửa; hãy khôi phục từ bản sao lưu.",
                 "The stored data is damaged. The system repairs nothing by itself; restore it from a backup."},
                failure.what());
  }
  return Make(ErrorCode::kBroken, "store_broken",
              {"Không đọc hoặc ghi được dữ liệu trên đĩa. Thay đổi chưa được xác nhận.",
               "The data could not be read from or written to the disk. The change was not confirmed."},
              failure.what());
}

Error InUse(const std::string& note) {
  return Make(ErrorCode::kBusy, "store_in_use",
              {"Thư mục dữ liệu đang được một máy chủ khác sử dụng. Hãy dừng máy chủ đó trước.",
               "The data directory is in use by another server. Stop that server first."},
              note);
}

Error Missing(const std::string& note) {
  return Make(ErrorCode::kCorrupt, "store_missing",
              {"Thư mục này đã từng có dữ liệu nhưng tệp dữ liệu không còn hoặc trống. Hãy khôi phục từ bản sao lưu.",
               "This directory has held data, but its data file is gone or empty. Restore it from a backup."},
              note);
}

Error Foreign(const std::string& note) {
  return Make(ErrorCode::kCorrupt, "store_foreign",
              {"Tệp dữ liệu không phải là tệp của Nương.", "The data file is not a file of Nương."}, note);
}

Error VersionUnknown(const std::string& note) {
  return Make(ErrorCode::kCorrupt, "store_version_unknown",
              {"Tệp dữ liệu có phiên bản mà chương trình này không biết. Hãy dùng đúng phiên bản của chương trình.",
               "The data file has a version that this program does not know. Use the matching version of the program."},
              note);
}

Error KeyringApart(const std::string& note) {
  return Make(ErrorCode::kCorrupt, "store_keyring_apart",
              {"Tệp dữ liệu và tệp chùm khóa không thuộc cùng một thời điểm của một thư mục. Hãy khôi phục cả hai bằng "
               "lệnh nuong restore.",
               "The data file and the keyring file are not of one moment of one directory. Bring both back with nuong "
               "restore."},
              note);
}

Error SchemaAltered(const std::string& note) {
  return Make(ErrorCode::kCorrupt, "store_schema_altered",
              {"Cấu trúc của tệp dữ liệu đã bị thay đổi từ bên ngoài. Hãy khôi phục từ bản sao lưu.",
               "The structure of the data file was changed from outside. Restore it from a backup."},
              note);
}

}  // namespace nuong::store_sqlite
