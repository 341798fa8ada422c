#include <algorithm>
#include <charconv>

#include "nuong/operations/list_beds.hpp"
#include "nuong/operations/list_duties.hpp"
#include "nuong/operations/open_case.hpp"
#include "nuong/operations/reform_day.hpp"
#include "scenario.hpp"
#include "scenario_value.hpp"

namespace nuong::app {
namespace {

std::string ScalarAt(const YamlNode& node, std::string_view key) {
  const YamlNode* member = node.Find(key);
  return member == nullptr || member->AsText() == nullptr || member->IsNull() ? "" : *member->AsText();
}

Value ScalarOf(const YamlNode& node, const regulation::Field* field) {
  const std::string& text = *node.AsText();
  if (field == nullptr || node.quoted) return text;
  if (field->type == regulation::FieldType::kYesNo && (text == "true" || text == "false")) return text == "true";
  if (field->type == regulation::FieldType::kInteger) {
    std::int64_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error == std::errc() && end == text.data() + text.size()) return number;
  }
  return text;
}

/// One line for comparing: moments in one spelling, whatever offset or seconds they were written with.
std::string DutyLine(const std::string& duty, const std::string& holder, const std::string& due,
                     const std::string& standing) {
  const auto instant = ParseInstant(due);
  return duty + " / " + holder + " / " + (instant ? FormatInstant(*instant, kVietnamTime) : "-") + " / " + standing;
}

}  // namespace

Value FieldsOf(const YamlNode& node, const regulation::Act* act) {
  Value::Object fields;
  if (node.AsMap() == nullptr) return fields;
  for (const auto& [name, value] : *node.AsMap()) {
    const regulation::Field* field = act == nullptr ? nullptr : act->FindField(name);
    if (value.AsText() != nullptr) {
      fields.emplace(name, ScalarOf(value, field));
    } else if (value.AsList() != nullptr) {
      Value::Array items;
      for (const std::string& text : TextsOf(&value)) items.emplace_back(text);
      fields.emplace(name, std::move(items));
    } else if (value.AsMap() != nullptr) {
      Value::Object file;
      for (const auto& [part, text] : *value.AsMap()) {
        if (text.AsText() != nullptr) file.emplace(part, *text.AsText());
      }
      fields.emplace(name, std::move(file));
    }
  }
  return fields;
}

std::vector<std::string> TextsOf(const YamlNode* list) {
  std::vector<std::string> texts;
  if (list == nullptr || list->AsList() == nullptr) return texts;
  for (const YamlNode& item : *list->AsList()) {
    if (item.AsText() != nullptr) texts.push_back(*item.AsText());
  }
  return texts;
}

std::set<std::string> ClassesSeen(const operations::CaseView& page) {
  std::set<std::string> seen{"F1"};
  for (const auto& item : page.timeline) {
    for (const auto& field : item.fields) seen.insert(field.field_class);
  }
  for (const auto& field : page.who) seen.insert(field.field_class);
  for (const auto& field : page.safety) seen.insert(field.field_class);
  return seen;
}

/// Asked as each unit that holds a duty would see it on its own page, so that what is expected is what officers see.
/// Who finds the case no more has what it must still answer for on its first page.
void Scenario::ExpectDuties(const YamlNode& expected) {
  const std::string case_id = CaseFor(expected);
  std::set<std::string> open;
  std::set<std::string> done;
  for (const regulation::DemoMember& member : regulation_->demo_members) {
    const operations::Caller caller = CallerFor(member.id.text());
    const auto page = operations::OpenCase(*services_, caller, {case_id});
    const auto home = operations::ListDuties(*services_, caller);
    std::vector<operations::DutyView> duties = page.ok() ? page->duties : std::vector<operations::DutyView>();
    if (!page.ok() && home.ok()) duties = home->mine;
    for (const operations::DutyView& duty : duties) {
      if (duty.case_id != case_id || duty.holder != member.unit.text()) continue;
      if (duty.standing == "done" || duty.standing == "done_late") {
        done.insert(duty.duty);
      } else if (duty.standing != "lapsed") {
        open.insert(DutyLine(duty.duty, duty.holder, duty.due_at.value_or(""), duty.standing));
      }
    }
  }
  for (const std::string& line : open) Say("  owed: " + line);
  std::set<std::string> wanted;
  if (const YamlNode* list = expected.Find("open"); list != nullptr && list->AsList() != nullptr) {
    for (const YamlNode& item : *list->AsList()) {
      wanted.insert(DutyLine(ScalarAt(item, "duty"), ScalarAt(item, "holder"), ScalarAt(item, "due"),
                             ScalarAt(item, "standing")));
    }
  }
  for (const std::string& line : wanted) {
    if (!open.contains(line)) Fail(expected, "should be owed, but is not: " + line);
  }
  for (const std::string& line : open) {
    if (!wanted.contains(line)) Fail(expected, "is owed, but should not be: " + line);
  }
  if (expected.Find("done") == nullptr) return;
  const auto listed = TextsOf(expected.Find("done"));
  const std::set<std::string> wanted_done(listed.begin(), listed.end());
  for (const std::string& duty : wanted_done) {
    if (!done.contains(duty)) Fail(expected, "should be done, but is not: " + duty);
  }
  for (const std::string& duty : done) {
    if (!wanted_done.contains(duty)) Fail(expected, "is done, but should not be: " + duty);
  }
}

/// Whose lateness in this duty of the case `who` is told of on the first page.
void Scenario::ExpectTold(const YamlNode& expected) {
  const std::string case_id = CaseFor(expected);
  const auto home = operations::ListDuties(*services_, CallerFor(ScalarAt(expected, "who")));
  std::set<std::string> told;
  for (const operations::DutyView& duty : home.ok() ? home->waiting : std::vector<operations::DutyView>()) {
    if (duty.case_id == case_id && duty.duty == ScalarAt(expected, "duty") && duty.told_at) told.insert(duty.holder);
  }
  for (const std::string& line : told) Say("  " + ScalarAt(expected, "who") + " is told: " + line);
  const auto listed = TextsOf(expected.Find("late"));
  if (told == std::set<std::string>(listed.begin(), listed.end())) return;
  std::string line;
  for (const std::string& one : told) line += " [" + one + "]";
  Fail(expected, "is told of" + (line.empty() ? " nothing" : line));
}

void Scenario::ExpectBeds(const YamlNode& expected) {
  const std::string unit = ScalarAt(expected, "unit");
  const auto beds = operations::ListBeds(*services_, CallerFor(regulation_->demo_members.front().id.text()));
  if (!beds.ok()) {
    Fail(expected, "beds cannot be listed");
    return;
  }
  for (const operations::CentreView& centre : beds->centres) {
    for (const operations::BedGroupView& group : centre.groups) {
      if (centre.unit != unit || group.group != ScalarAt(expected, "group")) continue;
      Say("  beds: " + unit + " " + group.group + " " + std::to_string(group.free) + " free");
      if (std::to_string(group.free) != ScalarAt(expected, "free")) {
        Fail(expected, "free beds: " + std::to_string(group.free) + ", expected " + ScalarAt(expected, "free"));
      }
      return;
    }
  }
  Fail(expected, "no such bed group");
}

/// Asked by `who`, as the page of the reform day shows it: its state, and how much would move or has moved.
void Scenario::ExpectReform(const YamlNode& expected) {
  const auto view =
      operations::PreviewReform(*services_, CallerFor(ScalarAt(expected, "who")), {ScalarAt(expected, "on")});
  if (!view.ok()) {
    Fail(expected, "the reform day cannot be looked at: " + view.error().note);
    return;
  }
  std::int64_t duties = 0;
  std::int64_t stuck = 0;
  for (const operations::ReformCountView& count : view->duties) duties += count.count;
  for (const operations::ReformUnitView& unit : view->units) stuck += unit.stuck ? 1 : 0;
  const std::pair<std::string_view, std::string> found[] = {{"state", view->state},
                                                            {"units", std::to_string(view->units.size())},
                                                            {"stuck", std::to_string(stuck)},
                                                            {"cases", std::to_string(view->cases)},
                                                            {"duties", std::to_string(duties)}};
  std::string line;
  for (const auto& [name, value] : found) {
    line += " " + std::string(name) + " " + value;
    const std::string wanted = ScalarAt(expected, name);
    if (!wanted.empty() && wanted != value) {
      Fail(expected, "reform day: " + std::string(name) + " is " + value + ", expected " + wanted);
    }
  }
  Say("  reform day " + view->day + ":" + line);
}

void Scenario::ExpectTarget(const YamlNode& expected) {
  const std::string id = ScalarAt(expected, "id");
  for (const regulation::Target& target : regulation_->targets) {
    if (target.id != id) continue;
    for (const regulation::DemoMember& member : regulation_->demo_members) {
      const regulation::Unit* unit = regulation_->FindUnit(member.unit);
      if (unit == nullptr ||
          std::find(target.shown_to.begin(), target.shown_to.end(), unit->role) == target.shown_to.end()) {
        continue;
      }
      const auto home = operations::ListDuties(*services_, CallerFor(member.id.text()));
      for (const operations::TargetView& view : home.ok() ? home->targets : std::vector<operations::TargetView>{}) {
        if (view.id != id) continue;
        const std::string now = std::to_string(view.met) + " of " + std::to_string(view.counted);
        Say("  target " + id + ": " + now);
        if (now != ScalarAt(expected, "met") + " of " + ScalarAt(expected, "counted")) {
          Fail(expected, "target " + id + " stands at " + now);
        }
        return;
      }
    }
  }
  Fail(expected, "nobody is shown the target " + id);
}

}  // namespace nuong::app
