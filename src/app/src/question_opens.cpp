#include <set>

#include "nuong/regulation/duties.hpp"
#include "question.hpp"
#include "scenario_value.hpp"

/// Questions about what an act opens: the duties, who holds each, until when.
namespace nuong::app {
namespace {

/// Values of the case as they are at the beginning, but for those that are given; "done" holds at least the act.
regulation::CaseSituation SituationIn(Question& question, const std::string& act) {
  regulation::CaseSituation situation;
  for (const regulation::CaseValue& value : question.regulation().case_values) {
    if (!value.codes.empty()) situation.values[value.id] = value.codes.front().code;
  }
  situation.values["done"] = Value::Array{act};
  situation.values["consented"] = Value::Array{};
  const YamlNode* given = question.Find("case");
  if (given != nullptr && given->AsMap() != nullptr) {
    for (const auto& [name, value] : *given->AsMap()) situation.values[name] = PlainValue(value);
  }
  if (const std::string keeper = question.Text("keeper", false); !keeper.empty()) situation.keeper = UnitName(keeper);
  const YamlNode* relations = question.Find("relations");
  if (relations != nullptr && relations->AsMap() != nullptr) {
    for (const auto& [relation, units] : *relations->AsMap()) {
      for (const std::string& unit : TextsOf(&units)) situation.relations[relation].insert(UnitName(unit));
    }
  }
  return situation;
}

std::string Line(const std::string& duty, const std::string& holder, const std::string& due) {
  return duty + " / " + holder + " / " + (due.empty() ? "no moment" : due);
}

std::set<std::string> Expected(Question& question) {
  std::set<std::string> lines;
  const YamlNode* duties = question.Find("duties");
  if (duties == nullptr || duties->AsList() == nullptr) {
    question.Tell("`duties` is missing: the whole list of what opens, [] for nothing");
    return lines;
  }
  for (const YamlNode& duty : *duties->AsList()) {
    Question one(duty, question.shared());
    one.Allow({"duty", "holder", "due"});
    const std::string due = one.Text("due");
    const auto moment = due.empty() ? std::nullopt : one.Moment("due");
    lines.insert(Line(one.Text("duty"), one.Text("holder"),
                      moment ? FormatInstant(*moment, question.regulation().calendar.offset) : ""));
    for (const std::string& problem : one.problems()) question.Tell("in `duties`: " + problem);
  }
  return lines;
}

}  // namespace

void AskOpens(Question& question, Instant at) {
  question.Allow({"act", "by", "fields", "case", "keeper", "relations", "duties"});
  const Offset offset = question.regulation().calendar.offset;
  regulation::Happening happening;
  happening.sequence = 1;
  happening.kind = question.Text("act");
  happening.at = at;
  happening.unit = UnitName(question.Text("by"));
  const regulation::Act* act = question.regulation().FindAct(happening.kind, DateOf(at, offset));
  if (act == nullptr) return question.Tell("on that day there is no act \"" + happening.kind + "\"");
  if (question.regulation().FindUnit(happening.unit) == nullptr) {
    return question.Tell("there is no unit \"" + happening.unit.text() + "\"");
  }
  if (const YamlNode* fields = question.Find("fields")) {
    if (const Value values = FieldsOf(*fields, act); values.AsObject() != nullptr)
      happening.fields = *values.AsObject();
  }
  const regulation::Engine engine(question.shared());
  std::set<std::string> opened;
  for (const regulation::OpenDuty& duty : engine.Advance({}, happening, SituationIn(question, happening.kind))) {
    const auto& until = duty.deadline.until;
    opened.insert(Line(duty.duty, duty.holder.text(), until ? FormatInstant(*until, offset) : ""));
  }
  const std::set<std::string> expected = Expected(question);
  for (const std::string& line : expected) {
    if (!opened.contains(line)) question.Tell("does not open: " + line);
  }
  for (const std::string& line : opened) {
    if (!expected.contains(line)) question.Tell("opens, but is not expected: " + line);
  }
}

}  // namespace nuong::app
