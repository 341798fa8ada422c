#include "yaml_builder.hpp"

#include "nuong/base/unicode.hpp"

namespace nuong {
namespace {

constexpr std::size_t kDeepest = 24;
constexpr std::size_t kMostProblems = 100;

std::string TextOf(fy_token* token) {
  std::size_t length = 0;
  const char* text = token == nullptr ? nullptr : fy_token_get_text(token, &length);
  return text == nullptr ? std::string() : std::string(text, length);
}

bool IsMarkedAfterSign(fy_event& event) {
  if (event.type == FYET_ALIAS) return true;
  fy_token* token = event.type == FYET_SCALAR ? fy_event_get_token(&event) : nullptr;
  if (token == nullptr) return false;
  const fy_scalar_style style = fy_token_scalar_style(token);
  return style == FYSS_SINGLE_QUOTED || style == FYSS_DOUBLE_QUOTED;
}

}  // namespace

bool YamlBuilder::Take(fy_event& event) {
  if (problems_.size() >= kMostProblems) return false;
  last_place_ = PlaceOf(fy_event_start_mark(&event), IsMarkedAfterSign(event));
  switch (event.type) {
    case FYET_DOCUMENT_START:
      return StartDocument(event);
    case FYET_MAPPING_START:
      return Open(event, true);
    case FYET_SEQUENCE_START:
      return Open(event, false);
    case FYET_MAPPING_END:
    case FYET_SEQUENCE_END:
      Close();
      return true;
    case FYET_SCALAR:
      TakeScalar(event);
      return true;
    case FYET_ALIAS:
      Refuse(last_place_, "yaml_alias",
             {"Không dùng tham chiếu (*tên). Hãy ghi lại nội dung.", "Aliases (*name) are not used. Write it out."});
      Add(YamlNode{last_place_, {}, std::string(), true});
      return true;
    case FYET_STREAM_END:
      stream_ended_ = true;
      return true;
    case FYET_NONE:
    case FYET_STREAM_START:
    case FYET_DOCUMENT_END:
      return true;
  }
  return true;
}

void YamlBuilder::Refuse(const Place& place, std::string_view id, Text message) {
  problems_.push_back({place.text(), std::string(id), std::move(message)});
}

Result<YamlNode> YamlBuilder::Finish() && {
  if (problems_.empty() && root_) return std::move(*root_);
  if (problems_.empty()) {
    Refuse({file_, 1, 1}, "yaml_empty", {"Tệp không có nội dung. Hãy ghi nội dung.", "The file is empty. Fill it in."});
  }
  const std::string& where = problems_.front().pointer;
  return Error{ErrorCode::kInvalid,
               problems_.front().id,
               {"Tệp YAML không dùng được; lỗi đầu tiên tại " + where + ". " + problems_.front().message.vi,
                "The YAML file cannot be used; the first problem is at " + where + ". " + problems_.front().message.en},
               "yaml refused at " + where,
               std::move(problems_)};
}

// libfyaml counts from 0, and marks quoted texts, aliases and anchors one column after their sign. An event without its
// own token (an empty value) stands where the last one did.
Place YamlBuilder::PlaceOf(const fy_mark* mark, bool after_sign) const {
  if (mark == nullptr) return last_place_.line == 0 ? Place{file_, 1, 1} : last_place_;
  return {file_, mark->line + 1, mark->column + (after_sign ? 0 : 1)};
}

bool YamlBuilder::StartDocument(fy_event& event) {
  if (document_started_) {
    Refuse(last_place_, "yaml_second_document",
           {"Tệp có hơn một tài liệu. Hãy để mỗi tài liệu trong một tệp.",
            "The file holds more than one document. Use one file for each."});
    return false;
  }
  document_started_ = true;
  fy_document_state* state = event.document_start.document_state;
  if (fy_document_state_version_explicit(state) || fy_document_state_tags_explicit(state)) {
    Refuse({file_, 1, 1}, "yaml_directive",
           {"Không dùng chỉ thị %YAML, %TAG. Hãy bỏ dòng này.", "Directives (%YAML, %TAG) are not used. Remove them."});
  }
  return true;
}

void YamlBuilder::RefuseMarks(fy_event& event) {
  if (fy_token* anchor = fy_event_get_anchor_token(&event)) {
    Refuse(PlaceOf(fy_token_start_mark(anchor), true), "yaml_anchor",
           {"Không dùng nhãn neo (&tên). Hãy bỏ nhãn này.", "Anchors (&name) are not used. Remove it."});
  }
  if (fy_token* tag = fy_event_get_tag_token(&event)) {
    Refuse(PlaceOf(fy_token_start_mark(tag), false), "yaml_tag",
           {"Không dùng thẻ kiểu (!tên). Hãy bỏ thẻ này.", "Tags (!name) are not used. Remove it."});
  }
}

bool YamlBuilder::Open(fy_event& event, bool is_map) {
  RefuseMarks(event);
  if (levels_.size() == kDeepest) {
    Refuse(last_place_, "yaml_too_deep",
           {"Nội dung lồng nhau quá 24 tầng. Hãy giảm số tầng.", "Nested more than 24 levels deep. Use fewer levels."});
    return false;
  }
  if (AwaitsKey()) {
    Refuse(last_place_, "yaml_key_not_text",
           {"Tên trường phải là một dòng chữ. Hãy đặt trong dấu nháy nếu cần.",
            "A key must be a text. Put it in quotes if need be."});
    return false;
  }
  YamlNode node{last_place_, {}, {}, false};
  if (is_map) {
    node.held = YamlNode::Map{};
  } else {
    node.held = YamlNode::List{};
  }
  levels_.push_back({std::move(node), {}, {}, false});
  return true;
}

void YamlBuilder::Close() {
  YamlNode whole = std::move(levels_.back().node);
  levels_.pop_back();
  Add(std::move(whole));
}

void YamlBuilder::TakeScalar(fy_event& event) {
  RefuseMarks(event);
  fy_token* token = fy_event_get_token(&event);
  const bool quoted = token != nullptr && fy_token_scalar_style(token) != FYSS_PLAIN;
  auto text = NormaliseText(TextOf(token));
  if (!text) {
    Refuse(last_place_, "yaml_control_character",
           {"Nội dung có ký tự điều khiển. Hãy bỏ ký tự này.", "The text holds a control character. Remove it."});
    text = std::string();
  }
  if (AwaitsKey()) {
    TakeKey(std::move(*text), quoted, last_place_);
  } else {
    Add(YamlNode{last_place_, {}, std::move(*text), quoted});
  }
}

void YamlBuilder::TakeKey(std::string text, bool quoted, Place place) {
  Level& level = levels_.back();
  level.key_refused = true;
  if (text == "<<" && !quoted) {
    Refuse(place, "yaml_merge_key",
           {"Không dùng khóa trộn (<<). Hãy ghi lại nội dung.", "Merge keys (<<) are not used. Write it out."});
  } else if (text.empty()) {
    Refuse(place, "yaml_empty_key", {"Tên trường để trống. Hãy ghi tên.", "The key is empty. Give it a name."});
  } else if (!level.seen.insert(text).second) {
    Refuse(place, "yaml_duplicate_key",
           {"Tên trường \"" + text + "\" được ghi hai lần. Hãy chỉ giữ một lần.",
            "The key \"" + text + "\" is written twice. Keep only one."});
  } else {
    level.key_refused = false;
  }
  level.key.emplace(std::move(text), std::move(place));
}

void YamlBuilder::Add(YamlNode node) {
  if (levels_.empty()) {
    root_ = std::move(node);
    return;
  }
  Level& level = levels_.back();
  if (auto* items = std::get_if<YamlNode::List>(&level.node.held)) {
    items->push_back(std::move(node));
    return;
  }
  if (!level.key) {  // an alias where a key should be: already refused
    level.key.emplace("", node.place);
    level.key_refused = true;
    return;
  }
  auto [name, place] = std::move(*level.key);
  level.key.reset();
  if (level.key_refused) return;
  node.key_place = std::move(place);
  std::get<YamlNode::Map>(level.node.held).emplace_back(std::move(name), std::move(node));
}

bool YamlBuilder::AwaitsKey() const {
  return !levels_.empty() && levels_.back().node.AsMap() != nullptr && !levels_.back().key;
}

}  // namespace nuong
