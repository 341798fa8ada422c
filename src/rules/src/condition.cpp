#include <algorithm>

#include "checker.hpp"
#include "evaluator.hpp"
#include "explain.hpp"
#include "parser.hpp"
#include "quick.hpp"

namespace nuong::rules {

struct Condition::Program {
  std::string source;
  Nodes nodes;
  std::vector<std::string> names;
};

namespace {

std::vector<std::string> NamesOf(const Nodes& nodes) {
  std::vector<std::string> names;
  for (const Node& node : nodes) {
    if (node.kind == NodeKind::kName) names.push_back(node.name);
  }
  std::sort(names.begin(), names.end());
  names.erase(std::unique(names.begin(), names.end()), names.end());
  return names;
}

}  // namespace

Result<Condition> Condition::Compile(std::string_view source, const Signature& signature) {
  std::variant<Nodes, Problem> parsed = Parse(source);
  if (auto* problem = std::get_if<Problem>(&parsed)) return ToError({std::move(*problem)});
  Nodes nodes = std::move(std::get<Nodes>(parsed));
  std::vector<Problem> problems = Check(nodes, signature);
  if (!problems.empty()) return ToError(std::move(problems));
  std::vector<std::string> names = NamesOf(nodes);
  for (Node& node : nodes) {
    if (node.kind != NodeKind::kName) continue;
    node.slot = static_cast<std::size_t>(std::lower_bound(names.begin(), names.end(), node.name) - names.begin());
  }
  return Condition(std::make_shared<const Program>(Program{std::string(source), std::move(nodes), std::move(names)}));
}

Answer Condition::Evaluate(const Environment& environment) const {
  const Evaluation evaluation(program_->nodes, environment);
  return {evaluation.TruthOf(program_->nodes.size() - 1), Explain(program_->source, program_->nodes, evaluation)};
}

Truth Condition::Test(const Environment& environment) const {
  return Evaluation(program_->nodes, environment).TruthOf(program_->nodes.size() - 1);
}

Truth Condition::Test(std::span<const Datum* const> worth) const {
  if (const auto quick = QuickTruth(program_->nodes, worth)) return *quick;
  Environment environment;
  for (std::size_t slot = 0; slot < worth.size(); ++slot) {
    if (worth[slot] != nullptr) environment.emplace(program_->names[slot], *worth[slot]);
  }
  return Test(environment);
}

const std::string& Condition::source() const { return program_->source; }
const std::vector<std::string>& Condition::names() const { return program_->names; }

Condition::Condition(std::shared_ptr<const Program> program) : program_(std::move(program)) {}
Condition::Condition(const Condition&) = default;
Condition::Condition(Condition&&) noexcept = default;
Condition& Condition::operator=(const Condition&) = default;
Condition& Condition::operator=(Condition&&) noexcept = default;
Condition::~Condition() = default;

}  // namespace nuong::rules
