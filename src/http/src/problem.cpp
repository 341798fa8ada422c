#include "problem.hpp"

#include <charconv>

#include "json_writer.hpp"

namespace nuong::http {
namespace {

struct Words {
  int status;
  const char* code;
  const char* vi;
  const char* en;
};

Words WordsOf(Refusal refusal) {
  switch (refusal) {
    case Refusal::kMalformed:
      return {400, "request_malformed", "Yêu cầu không đúng quy cách HTTP.", "The request breaks the rules of HTTP."};
    case Refusal::kTargetInvalid:
      return {400, "target_invalid", "Địa chỉ yêu cầu không hợp lệ.", "The request target is not valid."};
    case Refusal::kTargetTooLong:
      return {414, "target_too_long", "Địa chỉ yêu cầu quá dài.", "The request target is too long."};
    case Refusal::kHeaderTooLarge:
      return {431, "header_too_large", "Phần đầu của yêu cầu quá lớn.", "The request header is too large."};
    case Refusal::kBodyTooLarge:
      return {413, "body_too_large", "Nội dung gửi lên vượt quá giới hạn.", "The request body is over the limit."};
    case Refusal::kSignInFirst:
      return {401, "sign_in_first", "Hãy đăng nhập rồi gửi lại tệp.", "Sign in, then send the file again."};
    case Refusal::kBodyUnexpected:
      return {400, "body_unexpected", "Yêu cầu này không nhận nội dung kèm theo.", "This request takes no body."};
    case Refusal::kContentTypeNotJson:
      return {400, "content_type_not_json", "Yêu cầu phải có Content-Type: application/json.",
              "The request must say Content-Type: application/json."};
    case Refusal::kIdempotencyKeyMissing:
      return {400, "idempotency_key_missing",
              "Thiếu Idempotency-Key: mỗi lần gửi cần một khóa riêng để không ghi hai lần.",
              "Idempotency-Key is missing: each write needs its own key so that it is never done twice."};
    case Refusal::kIdempotencyKeyInvalid:
      return {400, "idempotency_key_invalid", "Idempotency-Key phải gồm 1–64 ký tự A–Z, a–z, 0–9, “_” hoặc “-”.",
              "Idempotency-Key must be 1–64 characters of A–Z, a–z, 0–9, “_” or “-”."};
    case Refusal::kCrossSite:
      return {403, "cross_site", "Yêu cầu đến từ một trang khác nên không được thực hiện.",
              "The request comes from another site and was not carried out."};
    case Refusal::kAbsent:
      return {404, "absent", "Không tìm thấy, hoặc đơn vị của anh/chị không có quyền biết đến nội dung này.",
              "Not found, or your unit may not know of it."};
    case Refusal::kInterfaceNotBuilt:
      return {404, "interface_not_built", "Bản chương trình này được dựng không kèm giao diện web.",
              "This program was built without the web interface."};
    case Refusal::kMethodNotAllowed:
      return {405, "method_not_allowed", "Địa chỉ này không nhận phương thức đã dùng.",
              "This address does not take the method used."};
    case Refusal::kTimedOut:
      return {408, "request_timed_out", "Yêu cầu gửi đến quá chậm.", "The request arrived too slowly."};
    case Refusal::kTooManyConnections:
      return {503, "connections_exhausted", "Có quá nhiều kết nối; vui lòng thử lại sau ít phút.",
              "There are too many connections; please try again in a little while."};
    case Refusal::kTooMuchWaiting:
      return {503, "server_busy", "Hệ thống đang bận; vui lòng thử lại. Chưa có thay đổi nào được ghi.",
              "The system is busy; please try again. Nothing was changed."};
  }
  return {500, "broken", "", ""};
}

Text TitleOf(int status) {
  switch (status) {
    case 400:
      return {"Yêu cầu chưa hợp lệ", "The request is not valid"};
    case 401:
      return {"Chưa đăng nhập", "Not signed in"};
    case 403:
      return {"Không được phép", "Not allowed"};
    case 404:
      return {"Không tìm thấy", "Not found"};
    case 405:
      return {"Phương thức không được nhận", "Method not allowed"};
    case 408:
      return {"Quá thời gian chờ", "Timed out"};
    case 409:
      return {"Chưa thực hiện được ở trạng thái hiện tại", "Not possible in the present state"};
    case 413:
      return {"Nội dung quá lớn", "Too large"};
    case 414:
      return {"Địa chỉ quá dài", "Target too long"};
    case 431:
      return {"Phần đầu quá lớn", "Header too large"};
    case 503:
      return {"Hệ thống đang bận", "The system is busy"};
    default:
      return {"Hệ thống gặp lỗi", "The system failed"};
  }
}

Response Answer(int status, std::string_view code, const Text& message, const std::vector<FieldProblem>& fields,
                Language language) {
  const Text title = TitleOf(status);
  Response response;
  response.status = status;
  response.content_type = "application/problem+json";
  AppendJson(response.body,
             Problem{"urn:nuong:problem:" + std::string(code), language == Language::kEnglish ? title.en : title.vi,
                     status, std::string(code), message, fields});
  if (status == 503) response.headers.emplace_back("Retry-After", "2");
  return response;
}

/// The weight of one range of Accept-Language in thousandths; 1000 when it names none.
int Weight(std::string_view parameters) {
  const std::size_t at = parameters.find("q=");
  if (at == std::string_view::npos) return 1000;
  double weight = 0;
  const std::string_view number = parameters.substr(at + 2);
  if (std::from_chars(number.data(), number.data() + number.size(), weight).ec != std::errc{}) return 0;
  return static_cast<int>(std::min(std::max(weight, 0.0), 1.0) * 1000);
}

}  // namespace

Language PreferredLanguage(std::string_view accept_language) {
  int vietnamese = 0;
  int english = 0;
  while (!accept_language.empty()) {
    const std::size_t comma = accept_language.find(',');
    const std::string_view range = TrimSpaces(accept_language.substr(0, comma));
    accept_language.remove_prefix(comma == std::string_view::npos ? accept_language.size() : comma + 1);
    const std::size_t semicolon = range.find(';');
    const std::string_view tag = range.substr(0, std::min(range.find('-'), semicolon));
    const int weight = semicolon == std::string_view::npos ? 1000 : Weight(range.substr(semicolon));
    if (EqualsIgnoringCase(tag, "vi")) vietnamese = std::max(vietnamese, weight);
    if (EqualsIgnoringCase(tag, "en")) english = std::max(english, weight);
  }
  return english > vietnamese ? Language::kEnglish : Language::kVietnamese;
}

int StatusOf(ErrorCode code) {
  switch (code) {
    case ErrorCode::kInvalid:
      return 400;
    case ErrorCode::kUnauthenticated:
      return 401;
    case ErrorCode::kAbsent:
      return 404;
    case ErrorCode::kRefused:
      return 403;
    case ErrorCode::kConflict:
      return 409;
    case ErrorCode::kTooLarge:
      return 413;
    case ErrorCode::kBusy:
      return 503;
    case ErrorCode::kCorrupt:
      return 500;
    case ErrorCode::kBroken:
      return 500;
  }
  return 500;
}

Response Refuse(Refusal refusal, Language language) {
  const Words words = WordsOf(refusal);
  return Answer(words.status, words.code, {words.vi, words.en}, {}, language);
}

std::string_view CodeOf(Refusal refusal) { return WordsOf(refusal).code; }

Response ProblemOf(const Error& error, Language language) {
  if (error.code == ErrorCode::kAbsent) return Refuse(Refusal::kAbsent, language);
  return Answer(StatusOf(error.code), error.id, error.message, error.fields, language);
}

}  // namespace nuong::http
