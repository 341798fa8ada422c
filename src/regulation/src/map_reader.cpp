#include "map_reader.hpp"

#include <charconv>

namespace nuong::regulation {
namespace {

bool ParseNumber(std::string_view text, int& number) {
  const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), number);
  return problem == std::errc{} && end == text.data() + text.size();
}

UnitRef ParseRef(std::string_view text, bool& ok) {
  ok = true;
  if (text == "actor") return {UnitRef::Kind::kActor, ""};
  if (text == "keeper") return {UnitRef::Kind::kKeeper, ""};
  const std::size_t colon = text.find(':');
  const std::string_view kind = text.substr(0, colon);
  const std::string name(colon == std::string_view::npos ? "" : text.substr(colon + 1));
  if (kind == "field" && !name.empty()) return {UnitRef::Kind::kField, name};
  if (kind == "relation" && !name.empty()) return {UnitRef::Kind::kRelation, name};
  if (kind == "role" && !name.empty()) return {UnitRef::Kind::kRole, name};
  ok = false;
  return {};
}

}  // namespace

MapReader::MapReader(Draft& draft, const YamlNode& node, std::string path)
    : draft_(draft), node_(node), path_(std::move(path)) {
  SetPath(path_);
  if (node_.AsMap() == nullptr) WrongShape(node_, {"một nhóm \"tên: giá trị\"", "a map of \"key: value\""});
}

MapReader::~MapReader() {
  const YamlNode::Map* members = node_.AsMap();
  if (members == nullptr) return;
  const std::vector<std::string> known(asked_.begin(), asked_.end());
  for (const auto& [key, node] : *members) {
    if (!asked_.contains(key)) draft_.findings.AddUnknown(node.key_place, "unknown_key", {"mục", "key"}, key, known);
  }
}

void MapReader::SetPath(const std::string& path) {
  path_ = path;
  draft_.places.Set(path_, node_.place);
}

bool MapReader::Has(const std::string& key) {
  asked_.insert(key);
  const YamlNode* node = node_.Find(key);
  return node != nullptr && !node->IsNull();
}

Place MapReader::PlaceOf(const std::string& key) const {
  const YamlNode* node = node_.Find(key);
  return node == nullptr ? node_.place : node->place;
}

void MapReader::WrongShape(const YamlNode& node, const Text& expected) {
  draft_.findings.Add(node.place, "wrong_shape",
                      {"Giá trị không đúng dạng; cần " + expected.vi + ".",
                       "The value has the wrong shape; expected " + expected.en + "."});
}

const YamlNode* MapReader::Take(const std::string& key, Need need) {
  asked_.insert(key);
  const YamlNode* node = node_.Find(key);
  if (node != nullptr) draft_.places.Set(path_ + "/" + key, node->place);
  if (node != nullptr && !node->IsNull()) return node;
  if (need == Need::kRequired && node_.AsMap() != nullptr) {
    const std::string id = key == "source" ? "missing_source" : "missing_key";
    draft_.findings.Add(PlaceOf(key), id, {"Thiếu mục \"" + key + "\".", "The key \"" + key + "\" is missing."});
  }
  return nullptr;
}

std::string MapReader::String(const std::string& key, Need need) {
  const YamlNode* node = Take(key, need);
  if (node == nullptr) return "";
  const std::string* text = node->AsText();
  if (text == nullptr) {
    WrongShape(*node, {"một dòng chữ", "a text"});
    return "";
  }
  return *text;
}

std::string MapReader::Slug(const std::string& key, Need need) {
  const std::string text = String(key, need);
  if (text.empty() || IsSlug(text)) return text;
  draft_.findings.Add(PlaceOf(key), "bad_slug",
                      {"\"" + text + "\" không dùng làm mã được; chỉ dùng a–z, 0–9, nối bằng một dấu - hoặc _.",
                       "\"" + text + "\" is not a slug; use a–z and 0–9, joined by a single - or _."});
  return "";
}

void MapReader::ReadItems(const std::string& key, const YamlNode::List& items,
                          const std::function<void(const YamlNode&)>& read) {
  std::size_t index = 0;
  for (const YamlNode& item : items) {
    draft_.places.Set(path_ + "/" + key + "/" + std::to_string(index++), item.place);
    read(item);
  }
}

std::vector<std::string> MapReader::Strings(const std::string& key, Need need) {
  std::vector<std::string> texts;
  const YamlNode* node = Take(key, need);
  if (node == nullptr) return texts;
  const YamlNode::List* items = node->AsList();
  if (items == nullptr) {
    WrongShape(*node, {"một danh sách [a, b]", "a list [a, b]"});
    return texts;
  }
  ReadItems(key, *items, [&](const YamlNode& item) {
    const std::string* text = item.AsText();
    if (text == nullptr || text->empty()) WrongShape(item, {"một dòng chữ", "a text"});
    texts.push_back(text == nullptr ? "" : *text);
  });
  return texts;
}

std::vector<std::pair<std::string, std::string>> MapReader::Pairs(const std::string& key) {
  std::vector<std::pair<std::string, std::string>> pairs;
  const YamlNode* node = Take(key, Need::kOptional);
  if (node == nullptr) return pairs;
  const YamlNode::Map* members = node->AsMap();
  if (members == nullptr) {
    WrongShape(*node, {"một nhóm \"tên: giá trị\"", "a map of \"key: value\""});
    return pairs;
  }
  for (const auto& [name, value] : *members) {
    draft_.places.Set(path_ + "/" + key + "/" + name, value.place);
    const std::string* text = value.AsText();
    if (text == nullptr) WrongShape(value, {"một dòng chữ", "a text"});
    if (text != nullptr) pairs.emplace_back(name, *text);
  }
  return pairs;
}

Text MapReader::Label(const std::string& key, Need need) {
  Text text;
  const YamlNode* node = Take(key, Need::kOptional);
  if (node == nullptr) {
    if (need == Need::kRequired && node_.AsMap() != nullptr) {
      draft_.findings.Add(
          PlaceOf(key), "missing_label",
          {"Thiếu \"" + key + "\"; cần {vi: …, en: …}.", "\"" + key + "\" is missing; expected {vi: …, en: …}."});
    }
    return text;
  }
  MapReader inner(draft_, *node, path_ + "/" + key);
  text = {inner.String("vi", Need::kOptional), inner.String("en", Need::kOptional)};
  if (node->AsMap() == nullptr) return text;
  for (const auto& [language, said] : {std::pair{"vi", text.vi}, std::pair{"en", text.en}}) {
    if (!said.empty()) continue;
    draft_.findings.Add(
        inner.PlaceOf(language), "missing_label",
        {"\"" + key + "\" thiếu phần \"" + language + "\".", "\"" + key + "\" lacks its \"" + language + "\" text."});
  }
  return text;
}

std::optional<Text> MapReader::OptionalLabel(const std::string& key) {
  if (!Has(key)) return std::nullopt;
  return Label(key);
}

bool MapReader::Flag(const std::string& key, Need need) {
  return Choice<bool>(key, {{"true", true}, {"false", false}}, false, need);
}

std::optional<int> MapReader::Number(const std::string& key, Need need) {
  const std::string text = String(key, need);
  if (text.empty()) return std::nullopt;
  int number = 0;
  if (ParseNumber(text, number)) return number;
  draft_.findings.Add(PlaceOf(key), "bad_number",
                      {"\"" + text + "\" không phải là số nguyên.", "\"" + text + "\" is not a whole number."});
  return std::nullopt;
}

std::optional<CivilDate> MapReader::Date(const std::string& key, Need need) {
  const std::string text = String(key, need);
  if (text.empty()) return std::nullopt;
  if (const auto date = ParseDate(text)) return date;
  draft_.findings.Add(PlaceOf(key), "bad_date",
                      {"Không có ngày \"" + text + "\"; hãy ghi ngày có thật, dạng năm-tháng-ngày.",
                       "There is no day \"" + text + "\"; write a real day as year-month-day."});
  return std::nullopt;
}

Validity MapReader::ReadValidity() { return ReadDays(Need::kRequired); }

Validity MapReader::ReadLife() { return ReadDays(Need::kOptional); }

Validity MapReader::ReadDays(Need need_of_from) {
  const auto from = Date("from", need_of_from);
  Validity validity{from.value_or(kBeginning)};
  validity.until = Date("until");
  validity.after_gap = Flag("after_gap");
  if (from && validity.until && *validity.until <= *from) {
    draft_.findings.Add(PlaceOf("until"), "until_not_after_from",
                        {"Ngày hết hiệu lực phải sau ngày bắt đầu " + FormatDate(*from) + ".",
                         "The day it ends must be after the day it begins, " + FormatDate(*from) + "."});
  }
  return validity;
}

std::optional<Duration> MapReader::Time(const std::string& key, Need need) {
  const std::string text = String(key, need);
  if (text.empty()) return std::nullopt;
  auto duration = ParseDuration(text);
  if (duration.ok()) return *duration;
  draft_.findings.Add(PlaceOf(key), "bad_duration", duration.error().message);
  return std::nullopt;
}

Text MapReader::NameOrTitle() { return Label(Has("title") ? "title" : "name"); }

Certainty MapReader::ReadCertainty() {
  return Choice<Certainty>("certainty",
                           {{"verified", Certainty::kVerified},
                            {"partial", Certainty::kPartial},
                            {"unverified", Certainty::kUnverified},
                            {"unknown", Certainty::kUnknown}},
                           Certainty::kUnknown, Need::kRequired);
}

Source MapReader::ReadSource() {
  Source source;
  Inner("source", Need::kRequired, [&](MapReader& inner) {
    source.instrument = inner.Slug("instrument");
    source.clause = inner.String("clause");
    source.certainty = inner.ReadCertainty();
    source.says = inner.Label("says");
    inner.Each("also", Need::kOptional, [&](MapReader& other) {
      source.also.push_back({other.Slug("instrument"), other.String("clause")});
    });
  });
  return source;
}

UnitRef MapReader::Ref(const std::string& key) {
  const std::string text = String(key);
  if (text.empty()) return {};
  bool ok = false;
  UnitRef ref = ParseRef(text, ok);
  if (!ok) {
    draft_.findings.Add(
        PlaceOf(key), "bad_unit_reference",
        {"\"" + text + "\" không chỉ ra đơn vị nào; cần actor, keeper, field:…, relation:… hoặc role:….",
         "\"" + text + "\" names no unit; expected actor, keeper, field:…, relation:… or role:…."});
  }
  return ref;
}

std::optional<UnitRef> MapReader::OptionalRef(const std::string& key) {
  if (!Has(key)) return std::nullopt;
  return Ref(key);
}

void MapReader::Inner(const std::string& key, Need need, const std::function<void(MapReader&)>& read) {
  const YamlNode* node = Take(key, need);
  if (node == nullptr) return;
  MapReader inner(draft_, *node, path_ + "/" + key);
  if (node->AsMap() != nullptr) read(inner);
}

void MapReader::Each(const std::string& key, Need need, const std::function<void(MapReader&)>& read) {
  const YamlNode* node = Take(key, need);
  if (node == nullptr) return;
  const YamlNode::List* items = node->AsList();
  if (items == nullptr) return WrongShape(*node, {"một danh sách", "a list"});
  std::size_t index = 0;
  ReadItems(key, *items, [&](const YamlNode& item) {
    MapReader inner(draft_, item, path_ + "/" + key + "/" + std::to_string(index++));
    if (item.AsMap() != nullptr) read(inner);
  });
}

}  // namespace nuong::regulation
