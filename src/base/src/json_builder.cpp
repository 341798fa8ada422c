#include "json_builder.hpp"

#include <charconv>

#include "utf8.hpp"

namespace nuong {
namespace {

Text NulMessage() {
  return {"Nội dung có ký tự rỗng (U+0000). Hãy bỏ ký tự này.", "The text holds the character U+0000. Remove it."};
}

Text NumberMessage() {
  return {"Số vượt quá phạm vi cho phép. Hãy ghi số nguyên trong khoảng 64 bit hoặc số thực thông thường.",
          "The number is out of range. Write a whole number within 64 bits or an ordinary decimal number."};
}

Text DuplicateMessage() {
  return {"Tên trường này được ghi hai lần. Hãy chỉ giữ một lần.", "This member is written twice. Keep only one."};
}

}  // namespace

bool JsonBuilder::on_key(View part, std::size_t, Code& code) {
  auto key = TakeText(part);
  if (!key) return Refuse(code, "json_nul_in_text", NulMessage());
  Level& level = levels_.back();
  level.key = std::move(*key);
  if (!level.container.AsObject()->contains(level.key)) return true;
  return Refuse(code, "json_duplicate_key", DuplicateMessage());
}

bool JsonBuilder::on_string(View part, std::size_t, Code& code) {
  auto text = TakeText(part);
  if (!text) return Refuse(code, "json_nul_in_text", NulMessage());
  return Add(std::move(*text));
}

bool JsonBuilder::on_uint64(std::uint64_t, View, Code& code) {
  return Refuse(code, "json_number_range", NumberMessage());
}

// Boost 1.81 may be a unit off in the last place, so the digits are read again, exactly.
bool JsonBuilder::on_double(double, View digits, Code& code) {
  double number = 0;
  const char* end = digits.data() + digits.size();
  const auto [stop, error] = std::from_chars(digits.data(), end, number);
  const bool is_whole = digits.find_first_of(".eE") == View::npos;
  if (error != std::errc{} || stop != end || is_whole) return Refuse(code, "json_number_range", NumberMessage());
  return Add(number);
}

std::string JsonBuilder::Pointer() const {
  std::string pointer;
  for (const Level& level : levels_) {
    const Value::Array* items = level.container.AsArray();
    if (items == nullptr && level.key.empty() && &level == &levels_.back()) break;
    pointer += '/';
    pointer += items == nullptr ? PointerToken(level.key) : std::to_string(items->size());
  }
  return pointer;
}

bool JsonBuilder::Open(Value container) {
  levels_.push_back({std::move(container), {}});
  return true;
}

bool JsonBuilder::Close() {
  Value whole = std::move(levels_.back().container);
  levels_.pop_back();
  return Add(std::move(whole));
}

bool JsonBuilder::Add(Value value) {
  if (levels_.empty()) {
    root_ = std::move(value);
  } else if (Value::Array* items = levels_.back().container.AsArray()) {
    items->push_back(std::move(value));
  } else {
    levels_.back().container.AsObject()->emplace(levels_.back().key, std::move(value));
  }
  return true;
}

bool JsonBuilder::Gather(View part) {
  gathered_.append(part.data(), part.size());
  return true;
}

std::optional<std::string> JsonBuilder::TakeText(View last_part) {
  Gather(last_part);
  const std::string raw = std::exchange(gathered_, {});
  if (raw.find('\0') != std::string::npos) return std::nullopt;
  return ToNfc(raw);
}

bool JsonBuilder::Refuse(Code& code, std::string_view id, Text message) {
  problem_ = FieldProblem{Pointer(), std::string(id), std::move(message)};
  code = boost::json::error::input_error;
  return false;
}

}  // namespace nuong
