#include "nuong/regulation/entitlements.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "condition.hpp"
#include "signature.hpp"

namespace nuong::regulation {
namespace {

using rules::Truth;

Truth And(Truth a, Truth b) {
  if (a == Truth::kFalse || b == Truth::kFalse) return Truth::kFalse;
  return a == Truth::kTrue && b == Truth::kTrue ? Truth::kTrue : Truth::kUnknown;
}

Truth Or(Truth a, Truth b) {
  if (a == Truth::kTrue || b == Truth::kTrue) return Truth::kTrue;
  return a == Truth::kFalse && b == Truth::kFalse ? Truth::kFalse : Truth::kUnknown;
}

/// How a row speaks of this person.
struct Speaks {
  const Entitlement* row = nullptr;
  Truth truth = Truth::kFalse;
};

class Person {
 public:
  Person(const Regulation& regulation, const Value::Object& facts, CivilDate day)
      : matrix_(regulation.matrix), signature_(PersonNames(regulation)), day_(day) {
    for (const auto& [name, type] : signature_) {
      const auto given = facts.find(name.substr(kPrefix.size()));
      environment_.emplace(name, given == facts.end() ? rules::Datum(rules::Unknown{}) : ToDatum(given->second, type));
    }
  }

  Entitled Ask(const Benefit& benefit) {
    asked_.clear();
    std::vector<Speaks> granting;
    std::vector<Speaks> excluding;
    std::vector<Speaks> unverified;
    for (const Entitlement& row : matrix_.entitlements) {
      if (row.benefit != benefit.id || !row.validity.Covers(day_)) continue;
      const Truth truth = And(Belongs(row), Test(row.when));
      if (truth == Truth::kFalse) continue;
      const bool is_law = row.given != Given::kUnknown && row.source.certainty != Certainty::kUnknown;
      (!is_law ? unverified : row.given == Given::kYes ? granting : excluding).push_back({&row, truth});
    }
    return Judge(benefit, granting, excluding, unverified);
  }

 private:
  static constexpr std::string_view kPrefix = "person.";

  static bool IsSure(const std::vector<Speaks>& rows) {
    return std::any_of(rows.begin(), rows.end(), [](const Speaks& speaks) { return speaks.truth == Truth::kTrue; });
  }

  Entitled Judge(const Benefit& benefit, const std::vector<Speaks>& granting, const std::vector<Speaks>& excluding,
                 const std::vector<Speaks>& unverified) {
    Entitled answer;
    answer.benefit = &benefit;
    if (IsSure(excluding)) {
      answer.given = Given::kNo;
      Decide(answer, excluding);
    } else if (IsSure(granting) && excluding.empty()) {
      answer.given = Given::kYes;
      Decide(answer, granting);
    } else if (!granting.empty() || !excluding.empty() || !unverified.empty()) {
      answer.given = Given::kUnknown;
      for (const auto& rows : {granting, excluding, unverified}) {
        for (const Speaks& speaks : rows) answer.rows.push_back(speaks.row);
      }
      if (!IsSure(unverified)) answer.missing.assign(asked_.begin(), asked_.end());
      answer.certainty = Certainty::kUnknown;
    } else {
      answer.certainty = benefit.source.certainty;
    }
    if (answer.given == Given::kYes) AddAmount(answer);
    return answer;
  }

  static void Decide(Entitled& answer, const std::vector<Speaks>& rows) {
    answer.certainty = Certainty::kVerified;
    for (const Speaks& speaks : rows) {
      if (speaks.truth != Truth::kTrue) continue;
      answer.rows.push_back(speaks.row);
      answer.certainty = std::max(answer.certainty, speaks.row->source.certainty);
    }
  }

  Truth Belongs(const Entitlement& row) {
    Truth truth = Truth::kFalse;
    for (const Beneficiary& beneficiary : matrix_.beneficiaries) {
      const auto& ids = row.beneficiaries;
      if (std::find(ids.begin(), ids.end(), beneficiary.id) == ids.end() || !beneficiary.validity.Covers(day_))
        continue;
      truth = Or(truth, Test(beneficiary.when));
    }
    return truth;
  }

  /// Empty conditions are true. Facts that a condition lacks are kept: they are what to ask.
  Truth Test(const std::string& source) {
    if (source.empty()) return Truth::kTrue;
    const auto [known, is_new] = tested_.try_emplace(source);
    if (is_new) known->second = TestNew(source);
    asked_.insert(known->second.missing.begin(), known->second.missing.end());
    return known->second.truth;
  }

  struct Tested {
    Truth truth = Truth::kUnknown;
    std::vector<std::string> missing;
  };

  Tested TestNew(const std::string& source) const {
    const auto condition = rules::Condition::Compile(source, signature_);
    if (!condition.ok()) return {};
    Tested tested{condition->Test(environment_), {}};
    if (tested.truth != Truth::kUnknown) return tested;
    for (const std::string& name : condition->names()) {
      const bool is_missing = std::holds_alternative<rules::Unknown>(environment_.find(name)->second);
      if (is_missing) tested.missing.push_back(name.substr(kPrefix.size()));
    }
    return tested;
  }

  void AddAmount(Entitled& answer) const {
    const Entitlement& row = *answer.rows.front();
    if (row.amount_note) answer.amount_why = *row.amount_note;
    const Parameter* parameter = row.amount ? matrix_.FindParameter(row.amount->parameter) : nullptr;
    if (parameter == nullptr) return;
    const ParameterValue* figure = parameter->On(day_);
    if (figure == nullptr) {
      answer.amount_why = {"Ngày này chưa có mức \"" + parameter->name.vi + "\".",
                           "There is no figure of \"" + parameter->name.en + "\" on this day."};
    } else if (!figure->value) {
      answer.amount_why = {"Mức \"" + parameter->name.vi + "\" chưa kiểm chứng được.",
                           "The figure of \"" + parameter->name.en + "\" is not verified yet."};
    } else {
      answer.amount = Times(*figure->value, row.amount->times);
      answer.amount_unit = parameter->unit;
      answer.amount_why = {FormatDecimal(row.amount->times) + " × " + parameter->name.vi,
                           FormatDecimal(row.amount->times) + " × " + parameter->name.en};
      answer.certainty = std::max(answer.certainty, figure->source.certainty);
    }
  }

  const Matrix& matrix_;
  rules::Signature signature_;
  CivilDate day_;
  rules::Environment environment_;
  std::map<std::string, Tested> tested_;  ///< by condition: classes stand in many rows
  std::set<std::string> asked_;           ///< of the benefit being judged
};

FieldProblem UnknownFact(const Matrix& matrix, const std::string& name) {
  std::vector<std::string> names;
  for (const PersonFact& fact : matrix.person_facts) names.push_back(fact.id);
  const auto nearest = rules::NearestName(name, names);
  return {"/" + PointerToken(name),
          "unknown_fact",
          {"Không có câu hỏi nào như vậy về một người." + (nearest ? " Có phải là \"" + *nearest + "\"?" : ""),
           "Nothing of that name is asked about a person." + (nearest ? " Did you mean \"" + *nearest + "\"?" : "")}};
}

}  // namespace

std::vector<Entitled> EntitlementsOf(const Regulation& regulation, const Value::Object& person, CivilDate day) {
  Person asked(regulation, person, day);
  std::vector<Entitled> answers;
  for (const Benefit& benefit : regulation.matrix.benefits) {
    if (benefit.validity.Covers(day)) answers.push_back(asked.Ask(benefit));
  }
  return answers;
}

std::vector<FieldProblem> CheckPerson(const Regulation& regulation, const Value::Object& person, CivilDate day) {
  std::vector<FieldProblem> problems;
  for (const auto& [name, value] : person) {
    const auto& facts = regulation.matrix.person_facts;
    const auto fact = std::find_if(facts.begin(), facts.end(), [&](const PersonFact& item) { return item.id == name; });
    if (fact == facts.end()) {
      problems.push_back(UnknownFact(regulation.matrix, name));
      continue;
    }
    if (value.IsNull()) continue;
    const CodeList* list = regulation.FindCodeList(fact->code_list);
    const std::string* code = value.AsText();
    const bool is_typed = !std::holds_alternative<rules::Unknown>(ToDatum(value, TypeOf(fact->type)));
    const bool is_listed =
        fact->type != FactType::kChoice || (list != nullptr && code != nullptr && list->Find(*code, day) != nullptr);
    if (is_typed && is_listed) continue;
    problems.push_back({"/" + PointerToken(name),
                        "wrong_answer",
                        {"Câu trả lời cho \"" + fact->label.vi + "\" không dùng được; hãy chọn lại.",
                         "The answer to \"" + fact->label.en + "\" cannot be used; choose another."}});
  }
  return problems;
}

}  // namespace nuong::regulation
