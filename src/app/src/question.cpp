#include "question.hpp"

#include <algorithm>
#include <charconv>

namespace nuong::app {

std::string Question::Text(std::string_view key, bool required) {
  const YamlNode* member = node_.Find(key);
  if (member != nullptr && member->AsText() != nullptr && !member->IsNull()) return *member->AsText();
  if (required && member == nullptr) Tell("`" + std::string(key) + "` is missing");
  return "";
}

std::vector<std::string> Question::Texts(std::string_view key) const {
  std::vector<std::string> texts;
  const YamlNode* member = node_.Find(key);
  if (member == nullptr || member->AsList() == nullptr) return texts;
  for (const YamlNode& item : *member->AsList()) {
    if (item.AsText() != nullptr) texts.push_back(*item.AsText());
  }
  return texts;
}

std::optional<Instant> Question::Moment(std::string_view key) {
  const std::string text = Text(key);
  if (text.empty()) return std::nullopt;
  if (const auto moment = ParseInstant(text)) return moment;
  if (const auto day = ParseDate(text)) return StartOf(*day, regulation_->calendar.offset);
  Tell("`" + std::string(key) + "` must be a day, or a moment with its offset, not \"" + text + "\"");
  return std::nullopt;
}

void Question::Allow(std::initializer_list<std::string_view> keys) {
  if (node_.AsMap() == nullptr) return Tell("this must be a map of keys and values");
  for (const auto& [key, value] : *node_.AsMap()) {
    if (std::find(keys.begin(), keys.end(), key) != keys.end()) continue;
    std::string known;
    for (const std::string_view one : keys) known += (known.empty() ? "" : ", ") + std::string(one);
    Tell("there is no key `" + key + "` here; known are: " + known);
  }
}

void Question::Compare(std::string_view what, const std::string& expected, const std::string& found) {
  if (expected != found) Tell(std::string(what) + ": expected " + expected + ", but found " + found);
}

Value PlainValue(const YamlNode& node) {
  if (node.AsList() != nullptr) {
    Value::Array items;
    for (const YamlNode& item : *node.AsList()) items.push_back(PlainValue(item));
    return items;
  }
  if (node.AsText() == nullptr || node.IsNull()) return {};
  const std::string& text = *node.AsText();
  if (node.quoted) return text;
  if (text == "true" || text == "false") return text == "true";
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error == std::errc() && end == text.data() + text.size()) return number;
  return text;
}

}  // namespace nuong::app
