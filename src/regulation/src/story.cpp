#include "story.hpp"

namespace nuong::regulation {
namespace {

void Say(Text& text, const std::string& between, const Text& more) {
  text.vi += between + more.vi;
  text.en += between + more.en;
}

/// "Lứa tuổi: Trẻ em" for what was answered, as far as it matters.
void SayChoices(const Regulation& regulation, const RuleLabel& label, Text& says) {
  std::string between = " (";
  for (const auto& [field, text] : label.choices) {
    if (text.empty()) continue;
    Text answer{text, text};
    if (field->type == FieldType::kYesNo) answer = text == "true" ? Text{"có", "yes"} : Text{"không", "no"};
    if (field->type == FieldType::kUnit || field->type == FieldType::kUnits) {
      answer = NameOf(regulation, RoleName(text));
    } else if (const CodeList* list = regulation.FindCodeList(field->code_list)) {
      if (const Code* code = list->Find(text)) answer = code->label;
    }
    Say(says, between, field->label);
    Say(says, ": ", answer);
    between = "; ";
  }
  if (between == "; ") Say(says, "", {")", ")"});
}

}  // namespace

Text NameOf(const Regulation& regulation, const RoleName& role) {
  const auto known = regulation.roles.find(role);
  if (known == regulation.roles.end()) return {role.text(), role.text()};
  return known->second.name;
}

std::vector<StoryStep> TellStory(const CaseNet& net, const CaseSlice& slice, const std::vector<std::uint32_t>& way) {
  const Regulation& regulation = net.regulation();
  std::vector<StoryStep> story;
  Packed state = slice.start();
  for (const std::uint32_t rule : way) {
    const RuleLabel& label = slice.labels()[rule];
    state = slice.rules()[rule].After(state);
    StoryStep step{slice.DayOf(state), {}, {}};
    if (label.act) {
      const Act& act = regulation.acts[*label.act];
      step.says = NameOf(regulation, label.by);
      Say(step.says, ": ", act.title);
      SayChoices(regulation, label, step.says);
      step.clause = act.source.instrument + ": " + act.source.clause;
    } else {
      step.says = {"Từ ngày này quy định thay đổi.", "From this day the rules are others."};
    }
    story.push_back(std::move(step));
  }
  return story;
}

}  // namespace nuong::regulation
