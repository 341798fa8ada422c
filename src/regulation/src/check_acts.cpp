#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "check.hpp"
#include "signature.hpp"

namespace nuong::regulation {
namespace {

const std::string kKeeperRelation = "keeper";

bool IsChoice(FieldType type) { return type == FieldType::kChoice || type == FieldType::kChoices; }
bool IsUnits(FieldType type) { return type == FieldType::kUnit || type == FieldType::kUnits; }
bool IsFreeText(FieldType type) { return type == FieldType::kText || type == FieldType::kLongText; }

class ActChecker {
 public:
  explicit ActChecker(Draft& draft) : draft_(draft), model_(draft.regulation) {}

  void Run() {
    CheckCaseValues();
    for (std::size_t i = 0; i < model_.acts.size(); ++i) {
      const std::string path = "/acts/" + std::to_string(i);
      CheckForm(path, model_.acts[i]);
      CheckKeeps(path, model_.acts[i]);
      CheckConsent(path, model_.acts[i]);
      CheckErasure(path, model_.acts[i]);
      CheckWho(path, model_.acts[i]);
      CheckPaper(path, model_.acts[i]);
    }
    const auto begins = [](const Act& act) { return act.begins_case; };
    if (!model_.acts.empty() && std::none_of(model_.acts.begin(), model_.acts.end(), begins)) {
      Add("/regulation", "no_beginning",
          {"Không có loại việc nào mở hồ sơ (begins_case: true).", "No act begins a case (begins_case: true)."});
    }
  }

 private:
  void Add(const std::string& path, std::string_view id, Text message) {
    draft_.findings.Add(draft_.places.At(path), id, std::move(message));
  }

  /// Conditions name it as case.<id> or fields.<name>: a hyphen would be a minus there.
  void CheckIdentifier(const std::string& path, const std::string& name) {
    if (name.find('-') == std::string::npos && (name.empty() || name.front() > '9')) return;
    Add(path, "bad_identifier",
        {"\"" + name + "\" không dùng được trong điều kiện; hãy bắt đầu bằng chữ và nối bằng _.",
         "\"" + name + "\" cannot stand in a condition; begin with a letter and join with _."});
  }

  void CheckCaseValues() {
    for (std::size_t i = 0; i < model_.case_values.size(); ++i) {
      const CaseValue& value = model_.case_values[i];
      const std::string path = "/case_values/" + std::to_string(i);
      CheckIdentifier(path + "/id", value.id);
      if (value.codes.empty()) {
        Add(path, "no_codes", {"Giá trị này chưa có mã nào.", "This case value has no codes."});
      }
      if (value.id == "done" || value.id == "consented" || value.id == "has_keeper") {
        Add(path + "/id", "name_taken",
            {"\"" + value.id + "\" là tên có sẵn; hãy chọn tên khác.",
             "\"" + value.id + "\" is a name of its own; choose another."});
      }
    }
  }

  void CheckField(const std::string& path, const Field& field) {
    CheckIdentifier(path + "/name", field.name);
    if (IsChoice(field.type) && field.code_list.empty()) {
      Add(path, "missing_key", {"Mục lựa chọn thiếu \"codes\".", "A field of choices lacks \"codes\"."});
    }
    if (!IsChoice(field.type) && !field.code_list.empty()) {
      Add(path + "/codes", "codes_without_choice",
          {"\"codes\" chỉ dùng cho choice và choices.", "\"codes\" goes with choice and choices only."});
    }
    if (!IsUnits(field.type) && !field.unit_roles.empty()) {
      Add(path + "/unit_roles", "roles_without_unit",
          {"\"unit_roles\" chỉ dùng cho unit và units.", "\"unit_roles\" goes with unit and units only."});
    }
    if (field.min && field.max && *field.min > *field.max) {
      Add(path + "/max", "max_below_min", {"\"max\" nhỏ hơn \"min\".", "\"max\" is below \"min\"."});
    }
    if (field.required && field.later) {
      Add(path + "/later", "required_and_later",
          {"Mục bắt buộc thì không thể để sau.", "A field that is required cannot be left for later."});
    }
    if (!IsProtected(field.field_class) && IsFreeText(field.type)) {
      Add(path + "/type", "free_text_in_skeleton",
          {"Mục F1 không được là chữ tự do, vì F1 không niêm phong; hãy dùng lựa chọn hoặc nhóm khác.",
           "An F1 field is not free text, for F1 is not sealed; use a choice or another class."});
    }
  }

  /// A file is sealed beside the answers of its class, once a fact, under a key that the case has.
  void CheckFiles(const std::string& path, const Act& act) {
    int files = 0;
    for (std::size_t i = 0; i < act.fields.size(); ++i) {
      const Field& field = act.fields[i];
      if (field.type != FieldType::kFile) continue;
      const std::string at = path + "/fields/" + std::to_string(i);
      if (!IsProtected(field.field_class)) {
        Add(at + "/class", "file_in_skeleton",
            {"Tệp không được ở nhóm F1, vì F1 không niêm phong; hãy chọn nhóm khác.",
             "A file is not of class F1, for F1 is not sealed; choose another class."});
      }
      if (++files > 1) {
        Add(at, "second_file", {"Một việc chỉ có một mục tệp.", "An act has one field for a file at most."});
      }
      if (act.begins_case) {
        Add(at, "file_begins_case",
            {"Việc mở hồ sơ không nhận tệp; hãy thêm tệp bằng một việc sau đó.",
             "The act that begins a case takes no file; add it by a later act."});
      }
    }
  }

  void CheckForm(const std::string& path, const Act& act) {
    CheckFiles(path, act);
    for (std::size_t i = 0; i < act.fields.size(); ++i) {
      CheckField(path + "/fields/" + std::to_string(i), act.fields[i]);
      CheckPlace(path + "/fields/" + std::to_string(i), act.fields[i]);
    }
  }

  /// The newest value of a name stands at its place, whichever act brought it: another meaning would hide the first.
  void CheckPlace(const std::string& path, const Field& field) {
    if (field.place == FieldPlace::kTimelineOnly) return;
    const auto [known, is_new] = placed_.emplace(std::pair(field.place, field.name), &field);
    const Field& other = *known->second;
    if (is_new || (other.field_class == field.field_class && other.type == field.type && other.match == field.match))
      return;
    Add(path + "/name", "place_of_two_meanings",
        {"\"" + field.name + "\" ở mục này đã có nhóm, kiểu hoặc cách so khớp khác ở loại việc khác; hãy đặt tên khác.",
         "\"" + field.name + "\" stands there with another class, type or match by another act; choose another name."});
  }

  void CheckKeeps(const std::string& path, const Act& act) {
    for (std::size_t i = 0; i < act.keeps.size(); ++i) {
      const std::string at = path + "/keeps/" + std::to_string(i);
      const Field* field = act.FindField(act.keeps[i]);
      if (field == nullptr) continue;
      if (IsProtected(field->field_class)) {
        Add(at, "keeps_sealed_field",
            {"Mục \"" + field->name + "\" được niêm phong; chỉ giữ được mục F1.",
             "The field \"" + field->name + "\" is sealed; only F1 fields can be kept."});
      }
      if (model_.FindCaseValue(field->name) != nullptr) {
        Add(at, "name_taken",
            {"\"" + field->name + "\" đã là giá trị của hồ sơ.", "\"" + field->name + "\" is a case value already."});
      }
      const auto [known, is_new] = kept_types_.emplace(field->name, TypeOf(field->type));
      if (is_new || known->second == TypeOf(field->type)) continue;
      Add(at, "kept_types_differ",
          {"\"" + field->name + "\" được giữ với kiểu khác ở loại việc khác.",
           "\"" + field->name + "\" is kept with another type by another act."});
    }
  }

  void CheckConsent(const std::string& path, const Act& act) {
    const Field* units = act.FindField(act.consent_units_field);
    if (units != nullptr && (!IsUnits(units->type) || IsProtected(units->field_class))) {
      Add(path + "/consent/units", "consent_units_not_units",
          {"Mục này phải là unit hoặc units, nhóm F1.", "This field must be an F1 unit or units."});
    }
    CheckConsentChoice(path + "/consent/purpose", act.FindField(act.consent_purpose_field), "purposes");
    CheckConsentChoice(path + "/consent/text", act.FindField(act.consent_text_field), "consent_texts");
    const Field* until = act.FindField(act.consent_until_field);
    if (until != nullptr && (until->type != FieldType::kDate || IsProtected(until->field_class))) {
      Add(path + "/consent/until", "consent_until_not_a_day",
          {"Mục này phải là date, nhóm F1: ngày cuối còn hiệu lực.", "This field must be an F1 date: the last day."});
    }
    const Field* classes = act.FindField(act.consent_classes_field);
    if (classes == nullptr || IsListOfClasses(classes)) return;
    Add(path + "/consent/classes", "consent_classes_not_classes",
        {"Mục này phải là choices, nhóm F1, với mã là các nhóm thông tin (F2, F3…).",
         "This field must be F1 choices whose codes are field classes (F2, F3 …)."});
  }

  /// Keys are destroyed by two persons, and by a list that stood in the case before: what one asked for, another does.
  void CheckErasure(const std::string& path, const Act& act) {
    if (act.erases.empty()) return;
    const auto keeps_classes = [&](const Act& one) {
      const bool keeps = std::find(one.keeps.begin(), one.keeps.end(), act.erases) != one.keeps.end();
      return keeps && one.kind == act.another_than && IsListOfClasses(one.FindField(act.erases));
    };
    const auto is_sealed = [](const Field& field) { return IsProtected(field.field_class); };
    const bool seals = std::any_of(act.fields.begin(), act.fields.end(), is_sealed);
    const bool asks_itself = act.FindField(act.erases) != nullptr;
    if (!seals && !asks_itself && std::any_of(model_.acts.begin(), model_.acts.end(), keeps_classes)) return;
    Add(path + "/erases", "erases_unasked",
        {"Mục này phải là danh sách nhóm thông tin mà việc nêu ở \"another_than\" đã ghi và giữ (\"keeps\"); "
         "chính việc này không niêm phong gì.",
         "This must be a list of field classes that the act named in \"another_than\" asked for and keeps; "
         "the act itself seals nothing."});
  }

  bool IsListOfClasses(const Field* field) const {
    if (field == nullptr || field->type != FieldType::kChoices || IsProtected(field->field_class)) return false;
    const CodeList* list = model_.FindCodeList(field->code_list);
    const auto is_class = [](const Code& code) { return ParseFieldClass(code.code).has_value(); };
    return list != nullptr && std::all_of(list->codes.begin(), list->codes.end(), is_class);
  }

  void CheckConsentChoice(const std::string& path, const Field* field, const std::string& list) {
    if (field == nullptr) return;
    const bool is_choice = field->type == FieldType::kChoice && field->code_list == list;
    if (is_choice && !IsProtected(field->field_class)) return;
    Add(path, "consent_choice_not_of_list",
        {"Mục này phải là choice, nhóm F1, với codes: " + list + ".",
         "This field must be an F1 choice with codes: " + list + "."});
  }

  void CheckWho(const std::string& path, const Act& act) {
    if (!act.begins_case && act.by_relations.empty() && act.by_roles.empty()) {
      Add(path + "/by", "act_for_nobody", {"Chưa nói ai được làm việc này.", "It does not say who may do this."});
    }
    if (act.makes_keeper && model_.FindRelation(kKeeperRelation) == nullptr) {
      Add(path + "/makes_keeper", "unknown_relation",
          {"\"makes_keeper\" cần quan hệ \"keeper\".", "\"makes_keeper\" needs a relation \"keeper\"."});
    }
  }

  void CheckPaper(const std::string& path, const Act& act) {
    for (const Paper& paper : model_.papers) {
      const auto& kinds = paper.signed_by;
      if (paper.id != act.paper || std::find(kinds.begin(), kinds.end(), act.kind) != kinds.end()) continue;
      Add(path + "/paper", "paper_not_signed_by",
          {"Giấy tờ \"" + paper.id + "\" không kể loại việc này trong \"signed_by\".",
           "The paper \"" + paper.id + "\" does not list this act in \"signed_by\"."});
    }
  }

  Draft& draft_;
  const Regulation& model_;
  std::map<std::string, rules::Type> kept_types_;
  std::map<std::pair<FieldPlace, std::string>, const Field*> placed_;
};

}  // namespace

void CheckActs(Draft& draft) { ActChecker(draft).Run(); }

}  // namespace nuong::regulation
