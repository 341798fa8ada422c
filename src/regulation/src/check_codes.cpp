#include <algorithm>
#include <map>
#include <regex>

#include "check.hpp"
#include "conditions_of.hpp"
#include "names.hpp"

/// `case.stage == 'recieved'` type-checks and is never true. Codes written next to a name are looked up in its list.
namespace nuong::regulation {
namespace {

using Codes = Names;
using CodesByName = std::map<std::string, Codes>;

void AddFields(const Regulation& regulation, const Act& act, const std::string& prefix, bool kept_only,
               CodesByName& known) {
  for (const Field& field : act.fields) {
    const CodeList* list = regulation.FindCodeList(field.code_list);
    const bool is_kept = std::find(act.keeps.begin(), act.keeps.end(), field.name) != act.keeps.end();
    if (list == nullptr || (kept_only && !is_kept)) continue;
    const Codes codes = CodesOf(list->codes);
    Codes& all = known[prefix + field.name];
    all.insert(all.end(), codes.begin(), codes.end());
  }
}

CodesByName KnownEverywhere(const Regulation& regulation) {
  CodesByName known;
  for (const CaseValue& value : regulation.case_values) known["case." + value.id] = CodesOf(value.codes);
  for (const Act& act : regulation.acts) {
    known["case.done"].push_back(act.kind);
    AddFields(regulation, act, "case.", true, known);
  }
  for (const Relation& relation : regulation.relations) known["unit.relations"].push_back(relation.id);
  for (const char* relation : kHouseRelations) known["unit.relations"].emplace_back(relation);
  for (const FieldClass field_class : kAllFieldClasses) known["class"].emplace_back(FieldClassCode(field_class));
  known["unit.consent"] = known["unit.emergency"] = known["class"];
  for (const Purpose& purpose : regulation.purposes) known["request.purpose"].push_back(purpose.id);
  known["unit.role"] = known["fact.unit_role"] = Keys(regulation.roles);
  for (const PersonFact& fact : regulation.matrix.person_facts) {
    const CodeList* list = regulation.FindCodeList(fact.code_list);
    if (list != nullptr) known["person." + fact.id] = CodesOf(list->codes);
  }
  known["case.consented"] = Keys(regulation.units);
  return known;
}

class CodeChecker {
 public:
  CodeChecker(Draft& draft, const WrittenCondition& written, const CodesByName& known)
      : draft_(draft), written_(written), known_(known) {}

  void Run() {
    static const std::regex name_then_code(R"re(([a-z][a-z0-9_.]*)\s*(?:==|!=)\s*(['"])([^'"\\]*)\2)re");
    static const std::regex code_then_name(R"re((['"])([^'"\\]*)\1\s*(?:==|!=|\bin\b)\s*([a-z][a-z0-9_.]*))re");
    static const std::regex name_in_list(R"re(([a-z][a-z0-9_.]*)\s+in\s*\[([^\]]*)\])re");
    if (written_.source.find_first_of("'\"") == std::string::npos) return;
    const bool compares = written_.source.find('=') != std::string::npos;
    if (compares) Each(name_then_code, [&](const std::smatch& found) { Check(found[1], found[3], found.position(3)); });
    Each(code_then_name, [&](const std::smatch& found) { Check(found[3], found[2], found.position(2)); });
    if (written_.source.find('[') == std::string::npos) return;
    Each(name_in_list, [&](const std::smatch& found) { CheckList(found[1], found[2], found.position(2)); });
  }

 private:
  template <class F>
  void Each(const std::regex& pattern, F check) {
    const std::string& text = written_.source;
    for (std::sregex_iterator it(text.begin(), text.end(), pattern), end; it != end; ++it) check(*it);
  }

  void CheckList(const std::string& name, const std::string& list, std::ptrdiff_t start) {
    static const std::regex code(R"re((['"])([^'"\\]*)\1)re");
    for (std::sregex_iterator it(list.begin(), list.end(), code), end; it != end; ++it) {
      Check(name, (*it)[2], start + it->position(2));
    }
  }

  void Check(const std::string& name, const std::string& code, std::ptrdiff_t offset) {
    const auto codes = known_.find(name);
    if (codes == known_.end()) return;
    if (std::find(codes->second.begin(), codes->second.end(), code) != codes->second.end()) return;
    const Place place = draft_.places.Inside(written_.path, written_.source, static_cast<std::size_t>(offset));
    draft_.findings.AddUnknown(place, "unknown_code_in_condition", {"giá trị của " + name, "value of " + name}, code,
                               codes->second);
  }

  Draft& draft_;
  const WrittenCondition& written_;
  const CodesByName& known_;
};

}  // namespace

void CheckCodes(Draft& draft) {
  const CodesByName everywhere = KnownEverywhere(draft.regulation);
  for (const WrittenCondition& written : ConditionsOf(draft.regulation)) {
    CodesByName known = everywhere;
    for (const Act* act : written.acts) {
      AddFields(draft.regulation, *act, "fact.", false, known);
      AddFields(draft.regulation, *act, "fields.", false, known);
    }
    CodeChecker(draft, written, known).Run();
  }
}

}  // namespace nuong::regulation
