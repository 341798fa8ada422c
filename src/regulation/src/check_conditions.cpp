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

/// The name that begins there.
std::string NameAt(const std::string& source, std::size_t offset) {
  constexpr std::string_view kLetters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_.";
  return source.substr(offset, source.find_first_not_of(kLetters, offset) - offset);
}

}  // namespace

void CheckConditions(Draft& draft) {
  for (const WrittenCondition& written : ConditionsOf(draft.regulation)) {
    const auto condition = rules::Condition::Compile(written.source, written.names);
    if (condition.ok()) continue;
    for (const FieldProblem& problem : condition.error().fields) {
      const Place place = draft.places.Inside(written.path, written.source, OffsetOf(problem));
      const std::string name = problem.id == "unknown_name" ? NameAt(written.source, OffsetOf(problem)) : "";
      if (written.sealed.contains(name)) {
        draft.findings.Add(place, "sealed_field_in_condition",
                           {"\"" + name + "\" được niêm phong, máy chủ không đọc được; điều kiện chỉ dùng mục F1.",
                            "\"" + name + "\" is sealed, the server cannot read it; conditions use F1 fields only."});
      } else {
        draft.findings.Add(place, "ill_typed_condition", problem.message);
      }
    }
  }
}

}  // namespace nuong::regulation
