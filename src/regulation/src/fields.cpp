#include <algorithm>
#include <cstdlib>
#include <set>

#include "compiled.hpp"
#include "nuong/base/unicode.hpp"

/// The answers of a form, checked against its fields.
namespace nuong::regulation {
namespace {

constexpr int kShortText = 200;
constexpr int kLongText = 4000;
/// A small form must not cause a large answer.
constexpr std::size_t kMostUnknownFields = 100;

struct Wrong {
  std::string id;
  Text message;
};
using MaybeWrong = std::optional<Wrong>;

Wrong WrongType(const Text& expected) {
  return {"wrong_type", {"Hãy nhập " + expected.vi + ".", "Enter " + expected.en + "."}};
}

/// An empty text or list is no answer.
bool IsGiven(const Value& value) {
  if (value.IsNull()) return false;
  if (const std::string* text = value.AsText()) return !text->empty();
  if (const Value::Array* items = value.AsArray()) return !items->empty();
  return true;
}

MaybeWrong CheckText(const Value& value, int limit) {
  const std::string* text = value.AsText();
  if (text == nullptr) return WrongType({"chữ", "a text"});
  if (!NormaliseText(*text)) {
    return Wrong{"bad_text",
                 {"Có ký tự không dùng được; hãy bỏ đi.", "It holds characters that cannot be used; remove them."}};
  }
  if (CountCodePoints(*text) <= static_cast<std::size_t>(limit)) return std::nullopt;
  const std::string most = std::to_string(limit);
  return Wrong{"too_long", {"Tối đa " + most + " ký tự.", "At most " + most + " characters."}};
}

MaybeWrong CheckInteger(const Value& value, const Field& field) {
  const std::int64_t* number = value.AsInteger();
  if (number == nullptr) return WrongType({"một số nguyên", "a whole number"});
  if (field.min && *number < *field.min) {
    const std::string least = std::to_string(*field.min);
    return Wrong{"too_small", {"Số nhỏ nhất là " + least + ".", "The smallest number is " + least + "."}};
  }
  if (field.max && *number > *field.max) {
    const std::string most = std::to_string(*field.max);
    return Wrong{"too_large", {"Số lớn nhất là " + most + ".", "The largest number is " + most + "."}};
  }
  return std::nullopt;
}

MaybeWrong CheckCode(const Value& value, const Field& field, const Regulation& regulation, CivilDate day) {
  const std::string* code = value.AsText();
  if (code == nullptr) return WrongType({"một lựa chọn", "one choice"});
  const CodeList* list = regulation.FindCodeList(field.code_list);
  if (list != nullptr && list->Find(*code, day) != nullptr) return std::nullopt;
  return Wrong{"unknown_code",
               {"\"" + *code + "\" không có trong danh sách; hãy chọn một mục trong danh sách.",
                "\"" + *code + "\" is not in the list; choose one of its items."}};
}

MaybeWrong CheckUnit(const Value& value, const Field& field, const Regulation& regulation, CivilDate day) {
  const std::string* name = value.AsText();
  if (name == nullptr) return WrongType({"một đơn vị", "a unit"});
  const Unit* unit = regulation.FindUnit(UnitName(*name));
  if (unit == nullptr || !unit->validity.Covers(day)) {
    return Wrong{"unknown_unit",
                 {"Không có đơn vị này vào ngày " + FormatDate(day) + "; hãy chọn đơn vị đang hoạt động.",
                  "There is no such unit on " + FormatDate(day) + "; choose a unit that is in service."}};
  }
  const auto& roles = field.unit_roles;
  if (roles.empty() || std::find(roles.begin(), roles.end(), unit->role) != roles.end()) return std::nullopt;
  return Wrong{"wrong_role",
               {"Đơn vị này không có nhiệm vụ đó; hãy chọn đơn vị khác.",
                "This unit does not have that task; choose another unit."}};
}

MaybeWrong CheckBedGroup(const Value& value, const Regulation& regulation) {
  const std::string* id = value.AsText();
  if (id == nullptr) return WrongType({"một nhóm giường", "a group of beds"});
  for (const auto& [name, unit] : regulation.units) {
    if (std::any_of(unit.beds.begin(), unit.beds.end(), [&](const BedGroup& group) { return group.id == *id; })) {
      return std::nullopt;
    }
  }
  return Wrong{"unknown_bed_group",
               {"Không có nhóm giường này; hãy chọn trong danh sách.",
                "There is no such group of beds; choose one from the list."}};
}

template <class CheckItem>
MaybeWrong CheckItems(const Value& value, CheckItem check) {
  const Value::Array* items = value.AsArray();
  if (items == nullptr) return WrongType({"một danh sách", "a list"});
  std::set<std::string> seen;
  for (const Value& item : *items) {
    if (auto wrong = check(item)) return wrong;
    if (!seen.insert(*item.AsText()).second) {
      return Wrong{"chosen_twice", {"Mỗi mục chỉ chọn một lần.", "Choose each item once."}};
    }
  }
  return std::nullopt;
}

MaybeWrong CheckMoment(const Value& value, FieldType type) {
  const std::string* text = value.AsText();
  if (type == FieldType::kDate && text != nullptr && ParseDate(*text)) return std::nullopt;
  if (type == FieldType::kInstant && text != nullptr && ParseInstant(*text)) return std::nullopt;
  if (type == FieldType::kDate) return WrongType({"một ngày có thật", "a day that exists"});
  return WrongType({"ngày và giờ có thật", "a day and time that exist"});
}

/// What it holds is looked at where it is taken in.
MaybeWrong CheckFile(const Value& value) {
  const Value::Object* file = value.AsObject();
  const Value* name = value.Find("name");
  const Value* content = value.Find("content");
  if (file == nullptr || file->size() != 2 || name == nullptr || content == nullptr || !IsGiven(*name) ||
      !IsGiven(*content) || content->AsText() == nullptr) {
    return WrongType({"một tệp có tên", "a file with its name"});
  }
  return CheckText(*name, kShortText);
}

MaybeWrong CheckValue(const Value& value, const Field& field, const Regulation& regulation, CivilDate day) {
  switch (field.type) {
    case FieldType::kText:
      return CheckText(value, field.max.value_or(kShortText));
    case FieldType::kLongText:
      return CheckText(value, field.max.value_or(kLongText));
    case FieldType::kInteger:
      return CheckInteger(value, field);
    case FieldType::kYesNo:
      if (value.AsBool() != nullptr) return std::nullopt;
      return WrongType({"có hoặc không", "yes or no"});
    case FieldType::kChoice:
      return CheckCode(value, field, regulation, day);
    case FieldType::kChoices:
      return CheckItems(value, [&](const Value& item) { return CheckCode(item, field, regulation, day); });
    case FieldType::kDate:
    case FieldType::kInstant:
      return CheckMoment(value, field.type);
    case FieldType::kUnit:
      return CheckUnit(value, field, regulation, day);
    case FieldType::kUnits:
      return CheckItems(value, [&](const Value& item) { return CheckUnit(item, field, regulation, day); });
    case FieldType::kBedGroup:
      return CheckBedGroup(value, regulation);
    case FieldType::kFile:
      return CheckFile(value);
  }
  std::abort();
}

/// `asked` is unknown while the answers it depends on are not given; a draft may hold an answer early.
MaybeWrong CheckField(const Field& field, const Value* value, rules::Truth asked, bool partial,
                      const Regulation& regulation, CivilDate day) {
  const bool is_asked = asked == rules::Truth::kTrue || (asked == rules::Truth::kUnknown && partial);
  if (value == nullptr || !IsGiven(*value)) {
    if (partial || !field.required || !is_asked) return std::nullopt;
    return Wrong{"field_required", {"Hãy trả lời \"" + field.label.vi + "\".", "Answer \"" + field.label.en + "\"."}};
  }
  if (is_asked) return CheckValue(*value, field, regulation, day);
  return Wrong{
      "field_not_asked",
      {"Mục này không hỏi trong trường hợp này; hãy để trống.", "This is not asked in this case; leave it empty."}};
}

FieldProblem UnknownField(const Act& act, const std::string& name) {
  std::vector<std::string> names;
  for (const Field& field : act.fields) names.push_back(field.name);
  const auto nearest = rules::NearestName(name, names);
  return {"/fields/" + PointerToken(name),
          "unknown_field",
          {"Biểu mẫu không có mục này." + (nearest ? " Có phải là \"" + *nearest + "\"?" : ""),
           "The form has no such field." + (nearest ? " Did you mean \"" + *nearest + "\"?" : "")}};
}

}  // namespace

std::vector<FieldProblem> Engine::CheckFields(const Act& act, const Value::Object& fields, CivilDate day,
                                              bool partial) const {
  const CompiledAct& compiled = compiled_->acts.at(&act);
  const Facts facts{.fields = &fields};
  std::vector<FieldProblem> problems;
  for (const auto& [name, value] : fields) {
    if (problems.size() >= kMostUnknownFields) break;
    const Field* known = act.FindField(name);
    if (known == nullptr || known->offer == FieldOffer::kHouse) problems.push_back(UnknownField(act, name));
  }
  for (std::size_t i = 0; i < act.fields.size(); ++i) {
    const Field& field = act.fields[i];
    const auto& when = compiled.fields_when[i];
    const auto given = fields.find(field.name);
    auto wrong = CheckField(field, given == fields.end() ? nullptr : &given->second,
                            when ? when->Test(facts) : rules::Truth::kTrue, partial, *compiled_->regulation, day);
    if (wrong) problems.push_back({"/fields/" + PointerToken(field.name), wrong->id, wrong->message});
  }
  return problems;
}

}  // namespace nuong::regulation
