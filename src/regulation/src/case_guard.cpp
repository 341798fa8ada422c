#include "case_guard.hpp"

#include <algorithm>
#include <functional>

namespace nuong::regulation {
namespace {

constexpr std::size_t kMostCombinations = 1u << 14;

/// Joins boxes that differ in one variable only. True when some were joined.
bool JoinOver(std::vector<VariableBox>& boxes, VariableId variable) {
  std::map<VariableBox, std::uint64_t, bool (*)(const VariableBox&, const VariableBox&)> joined(
      [](const VariableBox& a, const VariableBox& b) {
        return std::lexicographical_compare(a.begin(), a.end(), b.begin(), b.end(), [](const auto& x, const auto& y) {
          return std::pair(x.variable, x.allowed) < std::pair(y.variable, y.allowed);
        });
      });
  std::vector<VariableBox> made;
  for (VariableBox& box : boxes) {
    const auto found =
        std::find_if(box.begin(), box.end(), [&](const VariableTest& test) { return test.variable == variable; });
    if (found == box.end()) {
      made.push_back(box);
      continue;
    }
    const std::uint64_t allowed = found->allowed;
    box.erase(found);
    joined[box] |= allowed;
  }
  for (const auto& [rest, allowed] : joined) {
    const VariableBox test = {{variable, allowed}};
    made.push_back(Both({rest}, {test}).front());
  }
  const bool fewer = made.size() < boxes.size();
  boxes = std::move(made);
  return fewer;
}

/// has() of what is not tracked would be a plain no: asks instead what is unknown when it is.
std::string WithoutHas(std::string source, const std::vector<std::string>& names,
                       const std::function<bool(const std::string&)>& is_tracked) {
  for (const std::string& name : names) {
    if (is_tracked(name)) continue;
    const std::string asked = "has(" + name + ")";
    const std::string instead = "(" + name + " == " + name + ")";
    for (std::size_t at = 0; (at = source.find(asked, at)) != std::string::npos; at += instead.size()) {
      source.replace(at, asked.size(), instead);
    }
  }
  return source;
}

/// One place of the odometer that walks through all combinations.
struct Wheel {
  VariableId variable;
  unsigned size;
  unsigned at = 0;
};

}  // namespace

Guard Is(VariableId variable, std::uint64_t allowed) {
  if (allowed == 0) return {};
  return {{{variable, allowed}}};
}

Guard Both(const Guard& a, const Guard& b) {
  Guard both;
  for (const VariableBox& left : a) {
    for (const VariableBox& right : b) {
      VariableBox box;
      std::size_t i = 0;
      std::size_t j = 0;
      bool possible = true;
      while (i < left.size() || j < right.size()) {
        if (j == right.size() || (i < left.size() && left[i].variable < right[j].variable)) {
          box.push_back(left[i++]);
        } else if (i == left.size() || right[j].variable < left[i].variable) {
          box.push_back(right[j++]);
        } else {
          box.push_back({left[i].variable, left[i].allowed & right[j].allowed});
          possible = possible && box.back().allowed != 0;
          ++i;
          ++j;
        }
      }
      if (possible) both.push_back(std::move(box));
    }
  }
  return both;
}

Guard Either(Guard a, const Guard& b) {
  a.insert(a.end(), b.begin(), b.end());
  return a;
}

Guard Merged(Guard guard) {
  std::set<VariableId> variables;
  AddVariables(guard, variables);
  for (bool joins = guard.size() > 1; joins;) {
    joins = false;
    for (const VariableId variable : variables) joins = JoinOver(guard, variable) || joins;
  }
  return guard;
}

void AddVariables(const Guard& guard, std::set<VariableId>& variables) {
  for (const VariableBox& box : guard) {
    for (const VariableTest& test : box) variables.insert(test.variable);
  }
}

VariableId Variables::Add(Variable variable) {
  const auto id = static_cast<VariableId>(all_.size());
  const auto [known, is_new] = by_name_.emplace(variable.name, id);
  if (is_new) all_.push_back(std::move(variable));
  return known->second;
}

std::size_t Variables::Find(const std::string& name) const {
  const auto found = by_name_.find(name);
  return found == by_name_.end() ? size() : found->second;
}

namespace {

/// A condition as combinations of the variables it names: every one of them is tried.
class Combinations {
 public:
  Combinations(const Variables& variables, const rules::Environment& given, const Variables::Lists& listed)
      : variables_(variables), environment_(given), given_(given), listed_(listed) {}

  bool Tracks(const std::string& name) const {
    const std::size_t id = variables_.Find(name);
    const bool is_variable = id < variables_.size() && !variables_.at(static_cast<VariableId>(id)).data.empty();
    return given_.contains(name) || listed_.contains(name) || is_variable;
  }

  void Add(const std::string& name, const std::string& source) {
    if (given_.contains(name)) return;
    const auto list = listed_.find(name);
    if (list != listed_.end()) {
      AddList(name, list->second, source);
    } else if (Tracks(name)) {
      AddWheel(variables_.Find(name));
    } else {
      is_vague_ = true;
    }
  }

  bool AreTooMany() const { return count_ > kMostCombinations; }

  Judged Judge(const rules::Condition& condition) {
    Judged judged;
    for (std::size_t combination = 0; combination < count_; ++combination) {
      VariableBox box = Set();
      const rules::Truth truth = condition.Test(environment_);
      const bool is_unsure = truth == rules::Truth::kUnknown && is_vague_;
      if (truth == rules::Truth::kTrue) judged.surely.push_back(box);
      if (truth == rules::Truth::kTrue || is_unsure) judged.may.push_back(box);
      if (truth != rules::Truth::kTrue) judged.may_not.push_back(std::move(box));
      for (Wheel& wheel : wheels_) {
        if (++wheel.at < wheel.size) break;
        wheel.at = 0;
      }
    }
    judged.may = Merged(std::move(judged.may));
    judged.may_not = Merged(std::move(judged.may_not));
    judged.surely = Merged(std::move(judged.surely));
    return judged;
  }

 private:
  std::size_t AddWheel(std::size_t id) {
    const unsigned size = variables_.at(static_cast<VariableId>(id)).size;
    wheels_.push_back({static_cast<VariableId>(id), size});
    count_ = std::min(count_, kMostCombinations) * size;
    return wheels_.size() - 1;
  }

  void AddList(const std::string& name, const std::map<std::string, VariableId>& texts, const std::string& source) {
    std::vector<std::pair<std::string, std::size_t>> items;
    for (const auto& [text, id] : texts) {
      const bool is_named =
          source.find("'" + text + "'") != std::string::npos || source.find('"' + text + '"') != std::string::npos;
      const bool is_given = std::any_of(given_.begin(), given_.end(), [&, &wanted = text](const auto& entry) {
        const auto* held = std::get_if<std::string>(&entry.second);
        return held != nullptr && *held == wanted;
      });
      if (is_named || is_given) items.emplace_back(text, AddWheel(id));
    }
    if (items.empty()) is_vague_ = true;
    if (!items.empty()) lists_.emplace_back(name, std::move(items));
  }

  /// Puts the combination of now into the environment.
  VariableBox Set() {
    VariableBox box;
    for (const Wheel& wheel : wheels_) {
      box.push_back({wheel.variable, std::uint64_t{1} << wheel.at});
      const Variable& variable = variables_.at(wheel.variable);
      if (!variable.data.empty()) environment_[variable.name] = variable.data[wheel.at];
    }
    for (const auto& [name, items] : lists_) {
      std::vector<std::string> held;
      for (const auto& [text, wheel] : items) {
        if (wheels_[wheel].at == 1) held.push_back(text);
      }
      environment_[name] = std::move(held);
    }
    std::sort(box.begin(), box.end(), [](const auto& a, const auto& b) { return a.variable < b.variable; });
    return box;
  }

  const Variables& variables_;
  rules::Environment environment_;
  const rules::Environment& given_;
  const Variables::Lists& listed_;
  std::vector<Wheel> wheels_;
  std::vector<std::pair<std::string, std::vector<std::pair<std::string, std::size_t>>>> lists_;
  std::size_t count_ = 1;
  bool is_vague_ = false;
};

}  // namespace

Judged Variables::Judge(const std::string& source, const rules::Signature& names, const rules::Environment& given,
                        const Lists& listed) const {
  if (source.empty()) return {Always(), {}, Always()};
  Combinations combinations(*this, given, listed);
  auto condition = rules::Condition::Compile(source, names);
  if (!condition.ok()) return {Always(), Always(), {}};
  const auto is_tracked = [&](const std::string& name) { return combinations.Tracks(name); };
  const std::string tracked = WithoutHas(source, condition->names(), is_tracked);
  if (tracked != source) condition = rules::Condition::Compile(tracked, names);
  if (!condition.ok()) return {Always(), Always(), {}};
  for (const std::string& name : condition->names()) combinations.Add(name, source);
  if (combinations.AreTooMany()) return {Always(), Always(), {}};
  return combinations.Judge(*condition);
}

}  // namespace nuong::regulation
