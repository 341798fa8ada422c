#include "law_rows.hpp"

#include <algorithm>

#include "scenario_value.hpp"

namespace nuong::app {
namespace {

const CivilDate kFarOn{std::chrono::sys_days{std::chrono::year{2030} / 1 / 7}};

Value::Object MapOf(const YamlNode& node) {
  Value::Object values;
  if (node.AsMap() == nullptr) return values;
  for (const auto& [key, value] : *node.AsMap()) values[key] = PlainValue(value);
  return values;
}

bool HoldsAll(const Value* held, const Value& wanted) {
  const Value::Array* items = held == nullptr ? nullptr : held->AsArray();
  if (items == nullptr) return false;
  const Value::Array single{wanted};
  const Value::Array& all = wanted.AsArray() == nullptr ? single : *wanted.AsArray();
  return std::all_of(all.begin(), all.end(),
                     [&](const Value& one) { return std::find(items->begin(), items->end(), one) != items->end(); });
}

/// The field of the first act that keeps a value of this name.
const regulation::Field* KeptField(const regulation::Regulation& regulation, const std::string& name) {
  for (const regulation::Act& act : regulation.acts) {
    if (std::find(act.keeps.begin(), act.keeps.end(), name) != act.keeps.end()) return act.FindField(name);
  }
  return nullptr;
}

void CheckCode(Question& question, const std::string& name, const Value& value,
               const std::vector<regulation::Code>& codes) {
  const std::string* given = value.AsText();
  if (given == nullptr || codes.empty()) return;
  const bool is_known =
      std::any_of(codes.begin(), codes.end(), [&](const regulation::Code& code) { return code.code == *given; });
  if (!is_known) question.Tell("`" + name + "` is never \"" + *given + "\"");
}

void CheckDone(Question& question, const Value& value) {
  const Value::Array single{value};
  const regulation::Regulation& all = question.regulation();
  for (const Value& one : value.AsArray() == nullptr ? single : *value.AsArray()) {
    const std::string kind = one.AsText() == nullptr ? "" : *one.AsText();
    const bool is_known =
        std::any_of(all.acts.begin(), all.acts.end(), [&](const auto& act) { return act.kind == kind; });
    if (!is_known) question.Tell("`done`: there is no act \"" + kind + "\"");
  }
}

void CheckName(Question& question, const regulation::Act& act, const std::string& name, const Value& value) {
  if (name == "consented") return;
  if (name == "done") return CheckDone(question, value);
  const regulation::Regulation& all = question.regulation();
  if (const auto* known = all.FindCaseValue(name)) return CheckCode(question, name, value, known->codes);
  const regulation::Field* field = act.FindField(name);
  if (field == nullptr) field = KeptField(all, name);
  if (field == nullptr) return question.Tell("there is no case value and no field `" + name + "`");
  if (const auto* list = all.FindCodeList(field->code_list)) CheckCode(question, name, value, list->codes);
}

template <class Texts>
std::string JoinedOf(const Texts& texts) {
  std::string joined;
  for (const std::string& text : texts) joined += (joined.empty() ? "" : ", ") + text;
  return joined.empty() ? "nothing" : joined;
}

}  // namespace

bool IsOfUnits(const regulation::Field& field) {
  return field.type == regulation::FieldType::kUnit || field.type == regulation::FieldType::kUnits;
}

std::set<CivilDate> DaysOf(CivilDate from, const std::optional<CivilDate>& until) {
  std::set<CivilDate> days{from.Plus(-1), from};
  if (until) days.insert({until->Plus(-1), *until});
  if (!until) days.insert(kFarOn);
  return days;
}

std::set<CivilDate> DaysOf(const std::vector<LawRow*>& rows) {
  std::set<CivilDate> days;
  for (const LawRow* row : rows) days.merge(DaysOf(row->from, row->until));
  return days;
}

std::vector<std::string> WordsAt(const Question& question, std::string_view key) {
  const YamlNode* node = question.Find(key);
  if (node == nullptr || node->IsNull()) return {};
  if (const std::string* text = node->AsText()) return {*text};
  return TextsOf(node);
}

std::vector<Value::Object> MapsAt(const Question& question, std::string_view key) {
  std::vector<Value::Object> maps;
  const YamlNode* node = question.Find(key);
  if (node == nullptr) return maps;
  if (node->AsMap() != nullptr) maps.push_back(MapOf(*node));
  if (node->AsList() != nullptr) {
    for (const YamlNode& item : *node->AsList()) maps.push_back(MapOf(item));
  }
  return maps;
}

std::string Joined(const std::set<std::string>& texts) { return JoinedOf(texts); }
std::string Joined(const std::vector<std::string>& texts) { return JoinedOf(texts); }

void CompareSource(Question& question, const regulation::Source& source) {
  std::set<std::string> known{source.instrument + " " + source.clause};
  for (const regulation::Citation& also : source.also) known.insert(also.instrument + " " + also.clause);
  for (const std::string& clause : WordsAt(question, "clause")) {
    if (!known.contains(clause)) question.Compare("clause", clause, Joined(known));
  }
}

void CheckNames(Question& question, const regulation::Act& act, std::initializer_list<std::string_view> keys) {
  for (const std::string_view key : keys) {
    for (const Value::Object& given : MapsAt(question, key)) {
      for (const auto& [name, value] : given) CheckName(question, act, name, value);
    }
  }
}

void CheckYesOrNo(Question& question, std::string_view key) {
  const std::string text = question.Text(key, false);
  if (question.Has(key) && text != "yes" && text != "no") {
    question.Tell("`" + std::string(key) + "` must be yes or no, not \"" + text + "\"");
  }
}

MadeUpCase::MadeUpCase(const regulation::Regulation& of, const regulation::Act& kind, UnitName who, CivilDate on)
    : regulation(of), act(kind), actor(std::move(who)), day(on) {
  for (const regulation::CaseValue& value : regulation.case_values) {
    if (!value.codes.empty()) situation.values[value.id] = value.codes.front().code;
  }
  situation.values["done"] = Value::Array{};
  situation.values["consented"] = Value::Array{};
  situation.keeper = UnitName("keeper");
  for (const regulation::Relation& relation : regulation.relations) {
    situation.relations[relation.id].insert(UnitName(relation.id));
  }
  for (const regulation::Field& field : act.fields) {
    if (field.type == regulation::FieldType::kUnit) fields[field.name] = field.name;
    if (field.type == regulation::FieldType::kUnits) fields[field.name] = Value::Array{field.name};
  }
}

void MadeUpCase::Put(const Value::Object& given) {
  for (const auto& [name, value] : given) {
    if (name == "done" || name == "consented") {
      Value::Array& items = *situation.values[name].AsArray();
      if (value.AsArray() == nullptr) items.push_back(value);
      if (value.AsArray() != nullptr) items.insert(items.end(), value.AsArray()->begin(), value.AsArray()->end());
      continue;
    }
    if (act.FindField(name) != nullptr) fields[name] = value;
    if (regulation.FindCaseValue(name) != nullptr || KeptField(regulation, name) != nullptr)
      situation.values[name] = value;
  }
}

bool MadeUpCase::Holds(const Value::Object& wanted) const {
  return std::all_of(wanted.begin(), wanted.end(), [&](const auto& entry) {
    const auto& [name, value] = entry;
    const auto known = situation.values.find(name);
    const Value* held = known == situation.values.end() ? nullptr : &known->second;
    if (name == "done" || name == "consented") return HoldsAll(held, value);
    const auto field = fields.find(name);
    return (held != nullptr && *held == value) || (field != fields.end() && field->second == value);
  });
}

void MadeUpCase::DoAct() {
  for (const auto& [value, code] : act.sets) situation.values[value] = code;
  situation.values["done"].AsArray()->emplace_back(act.kind);
  if (act.makes_keeper) situation.keeper = actor;
}

std::string MadeUpCase::WordFor(const UnitName& unit) const {
  if (unit == actor) return "actor";
  const regulation::Unit* known = regulation.FindUnit(unit);
  return known == nullptr ? unit.text() : known->role.text();
}

bool MadeUpCase::IsCalled(const UnitName& unit, const std::string& word) const {
  const regulation::Unit* known = regulation.FindUnit(unit);
  return WordFor(unit) == word || (known != nullptr && known->role.text() == word);
}

std::string MadeUpCase::LineFor(const UnitName& unit, const std::string& rest,
                                const std::vector<std::string>& lines) const {
  const std::string end = rest.empty() ? "" : " " + rest;
  for (const std::string& line : lines) {
    const std::string word = line.substr(0, line.find(' '));
    if (line == word + end && IsCalled(unit, word)) return line;
  }
  return WordFor(unit) + end;
}

const regulation::Unit* LivingUnit(const regulation::Regulation& regulation, const RoleName& role, CivilDate day) {
  for (const auto& [id, unit] : regulation.units) {
    if (unit.role == role && unit.validity.Covers(day)) return &unit;
  }
  return nullptr;
}

const regulation::Unit* LivingReceiver(const regulation::Regulation& regulation, CivilDate day) {
  for (const auto& [id, role] : regulation.roles) {
    if (!role.may_receive) continue;
    if (const regulation::Unit* unit = LivingUnit(regulation, id, day)) return unit;
  }
  return nullptr;
}

std::set<std::string> LivingWords(const regulation::Regulation& regulation, const std::vector<std::string>& words,
                                  CivilDate day) {
  std::set<std::string> living;
  for (const std::string& word : words) {
    const std::string name = word.substr(0, word.find(' '));
    const bool is_role = regulation.roles.contains(RoleName(name));
    if (!is_role || LivingUnit(regulation, RoleName(name), day) != nullptr) living.insert(word);
  }
  return living;
}

}  // namespace nuong::app
