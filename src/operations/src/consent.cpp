#include "consent.hpp"

#include <algorithm>

namespace nuong::operations {
namespace {

std::vector<std::string> TextsAt(const Value::Object& fields, const std::string& name) {
  std::vector<std::string> texts;
  const auto field = fields.find(name);
  if (field == fields.end()) return texts;
  if (const std::string* text = field->second.AsText()) texts.push_back(*text);
  if (const Value::Array* items = field->second.AsArray()) {
    for (const Value& item : *items) {
      if (item.AsText() != nullptr) texts.push_back(*item.AsText());
    }
  }
  return texts;
}

std::string TextAt(const Value::Object& fields, const std::string& name) {
  const auto texts = TextsAt(fields, name);
  return texts.empty() ? "" : texts.front();
}

std::set<FieldClass> ClassesAt(const Value::Object& fields, const std::string& name) {
  std::set<FieldClass> classes;
  for (const std::string& code : TextsAt(fields, name)) {
    if (const auto field_class = ParseFieldClass(code)) classes.insert(*field_class);
  }
  return classes;
}

FieldProblem ProblemAt(const std::string& field, std::string id, Text message) {
  return {"/fields/" + field, std::move(id), std::move(message)};
}

/// Nothing is agreed to that was not explained.
void CheckText(const regulation::Regulation& regulation, const regulation::Act& act, const Value::Object& fields,
               CivilDate day, std::vector<FieldProblem>& problems) {
  const regulation::ConsentText* text = regulation.FindConsentText(TextAt(fields, act.consent_text_field), day);
  if (text == nullptr) return;
  const std::string purpose = TextAt(fields, act.consent_purpose_field);
  if (!purpose.empty() && std::find(text->purposes.begin(), text->purposes.end(), purpose) == text->purposes.end()) {
    problems.push_back(ProblemAt(act.consent_purpose_field, "purpose_not_explained",
                                 {"Lời giải thích đã đọc không nói đến mục đích này; hãy chọn lời giải thích khác.",
                                  "The text that was read does not speak of this purpose; choose another text."}));
  }
  for (const FieldClass field_class : ClassesAt(fields, act.consent_classes_field)) {
    if (std::find(text->classes.begin(), text->classes.end(), field_class) != text->classes.end()) continue;
    problems.push_back(
        ProblemAt(act.consent_classes_field, "class_not_explained",
                  {"Lời giải thích đã đọc không nói đến loại thông tin này; hãy chọn lời giải thích khác.",
                   "The text that was read does not speak of this class; choose another text."}));
    return;
  }
}

bool HasAny(const casework::Party* party, const std::string& purpose, const std::set<FieldClass>& classes) {
  if (party == nullptr) return false;
  const auto asked = [&](FieldClass field_class) { return classes.empty() || classes.contains(field_class); };
  if (std::any_of(party->consent.begin(), party->consent.end(), asked)) return true;
  return std::any_of(party->agreements.begin(), party->agreements.end(), [&](const casework::Agreement& agreement) {
    return (purpose.empty() || agreement.purpose == purpose) &&
           std::any_of(agreement.classes.begin(), agreement.classes.end(), asked);
  });
}

}  // namespace

std::vector<casework::ConsentEffect> ConsentEffects(const Services& services, const regulation::Act& act,
                                                    const Value::Object& fields) {
  std::vector<casework::ConsentEffect> effects;
  if (act.consent_units_field.empty()) return effects;
  casework::ConsentEffect effect;
  effect.classes = ClassesAt(fields, act.consent_classes_field);
  effect.withdrawn = act.withdraws_consent;
  effect.purpose = TextAt(fields, act.consent_purpose_field);
  if (const auto last_day = ParseDate(TextAt(fields, act.consent_until_field))) {
    effect.until = StartOf(last_day->Plus(1), services.offset());
  }
  for (const std::string& unit : TextsAt(fields, act.consent_units_field)) {
    effect.unit = UnitName(unit);
    effects.push_back(effect);
  }
  return effects;
}

std::vector<FieldProblem> ConsentProblems(const Services& services, const regulation::Act& act,
                                          const Value::Object& fields, const casework::CaseFile& file, Instant at) {
  std::vector<FieldProblem> problems;
  if (act.consent_units_field.empty()) return problems;
  const auto effects = ConsentEffects(services, act, fields);
  if (!act.withdraws_consent) {
    CheckText(services.regulation(), act, fields, DateOf(at, services.offset()), problems);
    if (!effects.empty() && effects.front().until && *effects.front().until <= at) {
      problems.push_back(
          ProblemAt(act.consent_until_field, "day_is_over",
                    {"Ngày này đã qua; hãy chọn ngày từ hôm nay.", "This day is over; choose today or a later day."}));
    }
    return problems;
  }
  for (const casework::ConsentEffect& effect : effects) {
    if (HasAny(file.FindParty(effect.unit), effect.purpose, effect.classes)) continue;
    problems.push_back(ProblemAt(act.consent_units_field, "nothing_to_withdraw",
                                 {"Đơn vị này chưa được đồng ý cho biết điều đó; không có gì để rút lại.",
                                  "Nothing of this was agreed for this unit; there is nothing to take back."}));
    break;
  }
  return problems;
}

}  // namespace nuong::operations
