#include <charconv>

#include "check.hpp"
#include "conditions_of.hpp"

namespace nuong::regulation {
namespace {

std::size_t OffsetOf(const FieldProblem& problem) {
  std::size_t offset = 0;
  std::from_chars(problem.pointer.data(), problem.pointer.data() + problem.pointer.size(), offset);
  return offset;
}

/// True when it compiles once sealed fields are allowed: then the sealed name is what is wrong.
bool NamesSealedField(Draft& draft, const WrittenCondition& written) {
  rules::Signature all = written.names;
  all.insert(written.sealed.begin(), written.sealed.end());
  const auto condition = rules::Condition::Compile(written.source, all);
  if (!condition.ok()) return false;
  for (const std::string& name : condition->names()) {
    if (written.names.contains(name)) continue;
    const std::size_t offset = written.source.find(name);
    draft.findings.Add(draft.places.Inside(written.path, written.source, offset), "sealed_field_in_condition",
                       {"\"" + name + "\" được niêm phong, máy chủ không đọc được; điều kiện chỉ dùng mục F1.",
                        "\"" + name + "\" is sealed, the server cannot read it; conditions use F1 fields only."});
  }
  return true;
}

}  // namespace

void CheckConditions(Draft& draft) {
  for (const WrittenCondition& written : ConditionsOf(draft.regulation)) {
    const auto condition = rules::Condition::Compile(written.source, written.names);
    if (condition.ok() || NamesSealedField(draft, written)) continue;
    for (const FieldProblem& problem : condition.error().fields) {
      const Place place = draft.places.Inside(written.path, written.source, OffsetOf(problem));
      draft.findings.Add(place, "ill_typed_condition", problem.message);
    }
  }
}

}  // namespace nuong::regulation
