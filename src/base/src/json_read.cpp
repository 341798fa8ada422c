#include <boost/json/basic_parser_impl.hpp>

#include "json_builder.hpp"
#include "nuong/base/unicode.hpp"
#include "nuong/base/value.hpp"

namespace nuong {
namespace {

Error JsonError(FieldProblem problem, std::string note) {
  return {ErrorCode::kInvalid,
          problem.id,
          {"Dữ liệu JSON không dùng được. " + problem.message.vi, "The JSON cannot be used. " + problem.message.en},
          std::move(note),
          {std::move(problem)}};
}

Error TooManyBytes(std::size_t limit) {
  const std::string bytes = std::to_string(limit);
  return {ErrorCode::kTooLarge,
          "json_too_large",
          {"Dữ liệu gửi lên quá lớn: tối đa " + bytes + " byte. Hãy gửi ít hơn.",
           "The data is too large: at most " + bytes + " bytes. Send less."},
          "json over the byte limit",
          {}};
}

FieldProblem NotUtf8() {
  return {"",
          "json_not_utf8",
          {"Dữ liệu không phải là UTF-8 hợp lệ. Hãy lưu lại bằng mã UTF-8.",
           "The data is not well-formed UTF-8. Save it as UTF-8."}};
}

FieldProblem ByteOrderMark() {
  return {"",
          "json_byte_order_mark",
          {"Dữ liệu bắt đầu bằng dấu BOM. Hãy bỏ dấu này.", "The data starts with a byte order mark. Remove it."}};
}

FieldProblem TooDeep(std::string pointer, std::size_t limit) {
  const std::string levels = std::to_string(limit);
  return {std::move(pointer),
          "json_too_deep",
          {"Dữ liệu lồng nhau quá sâu: tối đa " + levels + " tầng. Hãy giảm số tầng.",
           "The data is nested too deeply: at most " + levels + " levels. Use fewer levels."}};
}

FieldProblem LoneSurrogate(std::string pointer) {
  return {std::move(pointer),
          "json_lone_surrogate",
          {"Mã ký tự \\u chỉ có một nửa. Hãy ghi đủ cả cặp hoặc ghi thẳng ký tự.",
           "A \\u escape is half of a pair. Write both halves, or the character itself."}};
}

FieldProblem BadSyntax(std::string pointer) {
  return {std::move(pointer),
          "json_syntax",
          {"Cú pháp JSON sai tại hoặc ngay sau vị trí này. Hãy kiểm tra dấu phẩy, ngoặc và dấu nháy.",
           "The JSON is malformed at or just after this place. Check commas, brackets and quotes."}};
}

FieldProblem ExtraData() {
  return {"",
          "json_trailing_data",
          {"Có nội dung thừa sau giá trị JSON. Hãy chỉ gửi một giá trị.",
           "Something follows the JSON value. Send one value only."}};
}

FieldProblem NumberTooLarge(std::string pointer) {
  return {std::move(pointer),
          "json_number_range",
          {"Số vượt quá phạm vi cho phép. Hãy ghi số nhỏ hơn.", "The number is out of range. Write a smaller number."}};
}

FieldProblem ProblemOf(const boost::json::error_code& code, const JsonBuilder& builder, const JsonLimits& limits) {
  using boost::json::error;
  if (builder.problem()) return *builder.problem();
  if (code == error::too_deep) return TooDeep(builder.Pointer(), limits.depth);
  if (code == error::exponent_overflow) return NumberTooLarge(builder.Pointer());
  if (code == error::illegal_leading_surrogate || code == error::illegal_trailing_surrogate) {
    return LoneSurrogate(builder.Pointer());
  }
  return BadSyntax(builder.Pointer());
}

}  // namespace

Result<Value> ParseJson(std::string_view text, const JsonLimits& limits) {
  if (text.size() > limits.bytes) return TooManyBytes(limits.bytes);
  if (!IsUtf8(text)) return JsonError(NotUtf8(), "json is not utf-8");
  if (text.starts_with("\xEF\xBB\xBF")) return JsonError(ByteOrderMark(), "json starts with a byte order mark");
  boost::json::parse_options options;
  options.max_depth = limits.depth;
  boost::json::basic_parser<JsonBuilder> parser(options);
  boost::json::error_code code;
  const std::size_t read = parser.write_some(false, text.data(), text.size(), code);
  if (code) return JsonError(ProblemOf(code, parser.handler(), limits), "json refused: " + code.message());
  if (text.find_first_not_of(" \t\r\n", read) != std::string_view::npos) {
    return JsonError(ExtraData(), "something follows the json value");
  }
  return parser.handler().TakeValue();
}

}  // namespace nuong
