#include "nuong/picture/picture.hpp"

#include <chrono>
#include <semaphore>

#include "child_process.hpp"
#include "drawing.hpp"

namespace nuong::picture {
namespace {

constexpr std::string_view kJpegMark = "\xFF\xD8\xFF";
constexpr std::string_view kPngMark = "\x89PNG\r\n\x1A\n";

/// A child may take much memory, so only so many live at once; who waits keeps others from being served, so few may.
constexpr int kMostChildren = 2;
constexpr int kMostWaiting = 4;
constexpr int kGrace = 2;

Error Refusal(std::string id, Text message, std::string note) {
  return {ErrorCode::kInvalid, std::move(id), std::move(message), std::move(note), {}};
}

Error UnknownKind() {
  return Refusal("picture_kind",
                 {"Tệp này không phải ảnh JPEG hoặc PNG thông thường. Hãy chụp lại, hoặc lưu ảnh thành JPEG rồi gửi.",
                  "This file is not an ordinary JPEG or PNG picture. Take it again, or save it as JPEG and send that."},
                 "neither jpeg nor png in grey or colour");
}

Error TooLarge() {
  return Refusal("picture_too_large",
                 {"Ảnh quá lớn: tối đa 40 triệu điểm ảnh. Hãy chụp hoặc quét lại ở cỡ nhỏ hơn rồi gửi.",
                  "The picture is too large: at most 40 million points. Take or scan it again at a smaller size."},
                 "picture has too many points");
}

Error Damaged() {
  return Refusal("picture_damaged",
                 {"Ảnh bị hỏng hoặc bị cắt nên không đọc hết được. Hãy chụp lại, hoặc lấy lại tệp gốc rồi gửi.",
                  "The picture is damaged or cut and cannot be read whole. Take it again, or fetch the original."},
                 "picture does not decode");
}

Error NotDrawn() {
  return Refusal("picture_not_drawn",
                 {"Không vẽ lại được ảnh này nên chưa lưu. Hãy chụp lại, hoặc lưu ảnh thành JPEG rồi gửi.",
                  "This picture could not be drawn again, so it was not kept. Take it again, or save it as JPEG."},
                 "the child that draws was ended");
}

Error AllPlacesTaken() {
  return {ErrorCode::kBusy,
          "picture_busy",
          {"Đang có nhiều ảnh được xử lý. Ảnh chưa được lưu; hãy gửi lại sau ít phút.",
           "Many pictures are being worked on. This one was not kept; send it again in a few minutes."},
          "no place for another child",
          {}};
}

std::counting_semaphore<kMostChildren>& Places() {
  static std::counting_semaphore<kMostChildren> places(kMostChildren);
  return places;
}

std::counting_semaphore<kMostChildren + kMostWaiting>& Doorstep() {
  static std::counting_semaphore<kMostChildren + kMostWaiting> doorstep(kMostChildren + kMostWaiting);
  return doorstep;
}

class Place {
 public:
  Place()
      : is_let_in_(Doorstep().try_acquire()),
        is_taken_(is_let_in_ && Places().try_acquire_for(std::chrono::seconds(kSeconds))) {}
  Place(const Place&) = delete;
  Place& operator=(const Place&) = delete;
  ~Place() {
    if (is_taken_) Places().release();
    if (is_let_in_) Doorstep().release();
  }
  bool is_taken() const { return is_taken_; }

 private:
  bool is_let_in_;
  bool is_taken_;
};

}  // namespace

std::optional<Kind> KindOf(std::string_view bytes) {
  if (bytes.starts_with(kJpegMark)) return Kind::kJpeg;
  if (bytes.starts_with(kPngMark)) return Kind::kPng;
  return std::nullopt;
}

Result<std::string> Redraw(std::string_view bytes) {
  if (!KindOf(bytes)) return UnknownKind();
  const Place place;
  if (!place.is_taken()) return AllPlacesTaken();
  auto answer = ChildProcess(kChildCommand).Ask(bytes, kMostBytes, kSeconds + kGrace);
  if (!answer || answer->empty()) return NotDrawn();
  switch (static_cast<Verdict>(answer->front())) {
    case Verdict::kDrawn:
      break;
    case Verdict::kDamaged:
      return Damaged();
    case Verdict::kTooLarge:
      return TooLarge();
    case Verdict::kUnknownKind:
      return UnknownKind();
    default:
      return NotDrawn();
  }
  answer->erase(0, 1);
  if (!KindOf(*answer)) return NotDrawn();
  return *std::move(answer);
}

}  // namespace nuong::picture
