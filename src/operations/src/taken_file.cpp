#include "taken_file.hpp"

#include "refusals.hpp"

namespace nuong::operations {
namespace {

constexpr std::size_t kPiece = 1024 * 1024;

struct Content {
  std::string_view type;
  std::string bytes;
};

Error WrongFile(std::string id, Text message) {
  return {ErrorCode::kInvalid, std::move(id), std::move(message), "file not taken in", {}};
}

Error TooLarge(std::size_t most) {
  const std::string limit = std::to_string(most / kPiece);
  return WrongFile("file_too_large",
                   {"Tệp quá lớn: tối đa " + limit + " MB. Hãy chụp hoặc quét lại ở cỡ nhỏ hơn rồi gửi.",
                    "The file is too large: at most " + limit + " MB. Take or scan it again at a smaller size."});
}

Error UnknownKind() {
  return WrongFile("file_kind", {"Chỉ nhận ảnh JPEG, PNG hoặc giấy tờ PDF. Hãy lưu tệp thành một trong các loại này.",
                                 "Only JPEG and PNG pictures and PDF papers are taken. Save the file as one of them."});
}

/// By its first bytes, never by its name. A paper is kept as it is: it leaves the house only as a file to be saved.
Result<Content> ContentOf(const Services& services, std::string bytes) {
  if (bytes.starts_with("%PDF-")) return Content{"application/pdf", std::move(bytes)};
  const bool is_jpeg = bytes.starts_with("\xFF\xD8\xFF");
  const bool is_png = bytes.starts_with("\x89PNG\r\n\x1A\n");
  if ((!is_jpeg && !is_png) || !services.world.redraw) return UnknownKind();
  NUONG_TRY(std::string drawn, services.world.redraw(bytes));
  return Content{is_jpeg ? "image/jpeg" : "image/png", std::move(drawn)};
}

Result<Content> TakeIn(const Services& services, const Value& sent) {
  const std::size_t most = services.world.most_file_bytes;
  auto bytes = vault::FromBase64(sent.TextAt("content"));
  if (!bytes) {
    return WrongFile("file_not_base64", {"Tệp đến không trọn vẹn. Hãy chọn lại tệp rồi gửi.",
                                         "The file did not arrive whole. Choose it again and send."});
  }
  if (bytes->size() > most) return TooLarge(most);
  NUONG_TRY(Content content, ContentOf(services, *std::move(bytes)));
  if (content.bytes.size() > most) return TooLarge(most);
  return content;
}

}  // namespace

Result<std::optional<TakenFile>> TakeFile(const Services& services, const regulation::Act& act, Value::Object& fields) {
  const regulation::Field* field = act.FileField();
  const auto sent = field == nullptr ? fields.end() : fields.find(field->name);
  if (sent == fields.end() || sent->second.IsNull()) return std::optional<TakenFile>();
  auto content = TakeIn(services, sent->second);
  if (!content.ok()) {
    const Error& why = content.error();
    if (why.code != ErrorCode::kInvalid) return why;
    return InvalidFields({{"/fields/" + field->name, why.id, why.message}});
  }
  sent->second = Value::Object{{"name", sent->second.TextAt("name")},
                               {"type", std::string(content->type)},
                               {"size", static_cast<std::int64_t>(content->bytes.size())}};
  return std::optional(TakenFile{field->field_class, std::move(content->bytes)});
}

std::string FilePieceName(FieldClass field_class, std::size_t piece) {
  const std::string number = std::to_string(piece);
  return std::string(FieldClassCode(field_class)) + "/file/" + (number.size() < 2 ? "0" : "") + number;
}

std::string FileRow(std::size_t index, FieldClass field_class) {
  return std::to_string(index) + "/" + std::string(FieldClassCode(field_class)) + "/file";
}

Result<void> SealFile(const vault::CaseKey& key, std::size_t index, std::string_view bytes, Random& random,
                      std::map<std::string, std::string>& payloads) {
  std::size_t piece = 0;
  std::string gathered;
  const auto put_down = [&] {
    payloads.emplace(FilePieceName(key.field_class(), piece++), std::move(gathered));
    gathered.clear();
  };
  vault::FileSealer sealer(key, FileRow(index, key.field_class()), random,
                           [&](std::string_view sealed) -> Result<void> {
                             gathered += sealed;
                             if (gathered.size() >= kPiece) put_down();
                             return {};
                           });
  NUONG_CHECK(sealer.Write(bytes));
  NUONG_CHECK(sealer.Finish());
  if (!gathered.empty()) put_down();
  return {};
}

}  // namespace nuong::operations
