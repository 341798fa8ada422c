#include "problems.hpp"

#include <algorithm>

#include "syntax.hpp"

namespace nuong::rules {
namespace {

std::string Quoted(std::string_view text) { return "“" + std::string(text) + "”"; }

Text Suggestion(const std::optional<std::string>& nearest) {
  if (!nearest) return {};
  return {" Có phải ý bạn là " + Quoted(*nearest) + "?", " Did you mean " + Quoted(*nearest) + "?"};
}

Text OperatorMeantBy(std::string_view character) {
  if (character == "=") return Suggestion("==");
  if (character == "&") return Suggestion("&&");
  if (character == "|") return Suggestion("||");
  return {};
}

}  // namespace

Problem NotUtf8(std::size_t offset) {
  return {offset, "not_utf8", {"Điều kiện phải là văn bản UTF-8.", "The condition must be UTF-8 text."}};
}

Problem TooLong() {
  const std::string most = std::to_string(kMostBytes);
  return {kMostBytes,
          "too_long",
          {"Điều kiện dài quá " + most + " byte. Hãy tách thành các điều kiện ngắn hơn.",
           "The condition is longer than " + most + " bytes. Split it into shorter ones."}};
}

Problem TooDeep(std::size_t offset) {
  const std::string most = std::to_string(kMostDepth);
  return {offset,
          "too_deep",
          {"Điều kiện lồng quá " + most + " tầng. Hãy tách thành các điều kiện đơn giản hơn.",
           "The condition is nested more than " + most + " deep. Split it into simpler ones."}};
}

Problem TooManyNodes(std::size_t count) {
  const std::string most = std::to_string(kMostNodes);
  const std::string has = std::to_string(count);
  return {0,
          "too_many_nodes",
          {"Điều kiện có " + has + " phần, nhiều hơn mức " + most + ". Hãy tách thành các điều kiện đơn giản hơn.",
           "The condition has " + has + " parts, more than " + most + ". Split it into simpler ones."}};
}

Problem UnexpectedCharacter(std::size_t offset, std::string_view character) {
  const Text meant = OperatorMeantBy(character);
  return {offset,
          "unexpected_character",
          {"Không dùng được ký tự " + Quoted(character) + " ở đây." + meant.vi,
           "The character " + Quoted(character) + " cannot stand here." + meant.en}};
}

Problem UnfinishedText(std::size_t offset) {
  return {offset,
          "unfinished_text",
          {"Văn bản thiếu dấu nháy đóng trên cùng một dòng.", "The text has no closing quote on the same line."}};
}

Problem BadEscape(std::size_t offset, std::string_view escape) {
  return {offset,
          "bad_escape",
          {"Chuỗi thoát " + Quoted(escape) + " không hợp lệ. Để viết dấu gạch chéo ngược, hãy viết hai lần.",
           "The escape " + Quoted(escape) + " is not valid. To write a backslash, write it twice."}};
}

Problem ControlCharacter(std::size_t offset) {
  return {offset,
          "control_character",
          {"Văn bản chứa ký tự điều khiển; chỉ dùng được dấu tab và xuống dòng.",
           "The text holds a control character; only tab and line feed may be used."}};
}

Problem BadNumber(std::size_t offset, std::string_view number) {
  return {offset,
          "bad_number",
          {Quoted(number) + " không phải số nguyên. Chỉ dùng số nguyên thập phân.",
           Quoted(number) + " is not an integer. Only whole decimal numbers may be used."}};
}

Problem NumberTooLarge(std::size_t offset, std::string_view number) {
  return {offset,
          "number_too_large",
          {"Số " + Quoted(number) + " vượt quá phạm vi số nguyên 64 bit.",
           "The number " + Quoted(number) + " does not fit in a 64-bit integer."}};
}

Problem Unexpected(std::size_t offset, const Text& expected, std::string_view found) {
  const Text what =
      found.empty() ? Text{"hết điều kiện", "the end of the condition"} : Text{Quoted(found), Quoted(found)};
  return {offset,
          "unexpected",
          {"Ở đây cần " + expected.vi + ", nhưng gặp " + what.vi + ".",
           "Expected " + expected.en + " here, found " + what.en + "."}};
}

Problem UnknownName(std::size_t offset, std::string_view name, const std::optional<std::string>& nearest) {
  const Text meant = Suggestion(nearest);
  return {offset,
          "unknown_name",
          {"Không có tên " + Quoted(name) + "." + meant.vi, "There is no name " + Quoted(name) + "." + meant.en}};
}

Problem UnknownFunction(std::size_t offset, std::string_view name, const std::optional<std::string>& nearest) {
  const Text meant = Suggestion(nearest);
  return {offset,
          "unknown_function",
          {"Không có hàm " + Quoted(name) + "; chỉ có date, duration, has, instant, size." + meant.vi,
           "There is no function " + Quoted(name) + "; there are date, duration, has, instant, size." + meant.en}};
}

Problem WrongType(std::size_t offset, const Text& expected, Type found) {
  const Text is = TypeName(found);
  return {offset,
          "wrong_type",
          {"Ở đây cần " + expected.vi + ", nhưng gặp " + is.vi + ".",
           "Expected " + expected.en + " here, found " + is.en + "."}};
}

Problem NeedsOneArgument(std::size_t offset, std::string_view function) {
  return {offset,
          "needs_one_argument",
          {"Hàm " + Quoted(function) + " cần đúng một đối số.",
           "The function " + Quoted(function) + " takes exactly one argument."}};
}

Problem HasNeedsName(std::size_t offset) {
  return {offset,
          "has_needs_name",
          {"Trong has(…) phải là một tên, ví dụ has(fact.age).", "has(…) takes one name, as in has(fact.age)."}};
}

Problem NeedsTextLiteral(std::size_t offset, std::string_view function) {
  return {offset,
          "needs_text_literal",
          {"Trong " + std::string(function) + "(…) phải là văn bản viết trong dấu nháy.",
           std::string(function) + "(…) takes a text written in quotes."}};
}

Problem BadDate(std::size_t offset, std::string_view text) {
  return {offset,
          "bad_date",
          {Quoted(text) + " không phải ngày có trong lịch. Hãy viết năm-tháng-ngày, ví dụ 2023-07-01.",
           Quoted(text) + " is not a day of the calendar. Write year-month-day, as in 2023-07-01."}};
}

Problem BadInstant(std::size_t offset, std::string_view text) {
  return {offset,
          "bad_instant",
          {Quoted(text) + " không phải thời điểm. Hãy viết ngày, giờ và múi giờ, ví dụ 2023-06-03T22:40+07:00.",
           Quoted(text) + " is not a moment. Write day, time and offset, as in 2023-06-03T22:40+07:00."}};
}

Problem BadDuration(std::size_t offset, std::string_view text) {
  return {offset,
          "bad_duration",
          {Quoted(text) + " không phải khoảng thời gian. Hãy viết giờ, phút, giây, ví dụ 72h hoặc 1h30m; số ngày thì "
                          "cộng thẳng vào ngày, ví dụ fact.found_on + 3.",
           Quoted(text) + " is not a length of time. Write hours, minutes, seconds, as in 72h or 1h30m; days are added "
                          "to a date as a number, as in fact.found_on + 3."}};
}

Text TypeName(Type type) {
  switch (type) {
    case Type::kBool:
      return {"giá trị đúng hoặc sai", "true or false"};
    case Type::kInt:
      return {"số nguyên", "an integer"};
    case Type::kText:
      return {"văn bản", "a text"};
    case Type::kDate:
      return {"ngày", "a date"};
    case Type::kInstant:
      return {"thời điểm", "an instant"};
    case Type::kDuration:
      return {"khoảng thời gian", "a duration"};
    case Type::kTextList:
      return {"danh sách văn bản", "a list of texts"};
  }
  return {};
}

Error ToError(std::vector<Problem> problems) {
  std::stable_sort(problems.begin(), problems.end(),
                   [](const Problem& left, const Problem& right) { return left.offset < right.offset; });
  Error error{
      ErrorCode::kInvalid,
      "condition_invalid",
      {"Điều kiện có lỗi. Hãy sửa tại các vị trí được nêu.", "The condition has errors. Mend it at the places named."},
      "condition does not compile, problems: " + std::to_string(problems.size()),
      {}};
  for (Problem& problem : problems) {
    error.fields.push_back({std::to_string(problem.offset), std::move(problem.id), std::move(problem.message)});
  }
  return error;
}

}  // namespace nuong::rules
