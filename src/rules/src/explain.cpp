#include "explain.hpp"

#include <algorithm>

namespace nuong::rules {
namespace {

class Explainer {
 public:
  Explainer(std::string_view source, const Nodes& nodes, const Evaluation& evaluation)
      : source_(source), nodes_(nodes), evaluation_(evaluation) {}

  void Visit(std::size_t index) {
    const Node& node = nodes_[index];
    if (node.kind == NodeKind::kNot) {
      Visit(node.children[0]);
    } else if (node.kind == NodeKind::kAnd || node.kind == NodeKind::kOr) {
      // With one worth, all children that have it decided: one false && part, or every part of a true one.
      for (const std::size_t child : node.children) {
        if (evaluation_.TruthOf(child) == evaluation_.TruthOf(index)) Visit(child);
      }
    } else if (node.kind == NodeKind::kChoice) {
      const Truth condition = evaluation_.TruthOf(node.children[0]);
      Visit(node.children[0]);
      if (condition != Truth::kUnknown) Visit(node.children[condition == Truth::kTrue ? 1 : 2]);
    } else {
      because_.push_back({std::string(source_.substr(node.begin, node.end - node.begin)), evaluation_.TruthOf(index),
                          DecidingNames(index)});
    }
  }

  std::vector<Because> Take() { return std::move(because_); }

 private:
  /// Of an unknown part the names that are unknown, or all when none is (a sum left the range of integers).
  std::vector<std::string> DecidingNames(std::size_t index) const {
    std::vector<std::string> all;
    std::vector<std::string> unknown;
    CollectNames(index, all, unknown);
    return evaluation_.TruthOf(index) == Truth::kUnknown && !unknown.empty() ? unknown : all;
  }

  void CollectNames(std::size_t index, std::vector<std::string>& all, std::vector<std::string>& unknown) const {
    const Node& node = nodes_[index];
    for (const std::size_t child : node.children) {
      if (!IsBranchNotTaken(node, child)) CollectNames(child, all, unknown);
    }
    if (node.kind != NodeKind::kName) return;
    AddOnce(node.name, all);
    if (evaluation_.IsUnknown(index)) AddOnce(node.name, unknown);
  }

  bool IsBranchNotTaken(const Node& node, std::size_t child) const {
    if (node.kind != NodeKind::kChoice || child == node.children[0]) return false;
    const Truth condition = evaluation_.TruthOf(node.children[0]);
    return condition == Truth::kUnknown || child != node.children[condition == Truth::kTrue ? 1 : 2];
  }

  static void AddOnce(const std::string& name, std::vector<std::string>& names) {
    if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(name);
  }

  std::string_view source_;
  const Nodes& nodes_;
  const Evaluation& evaluation_;
  std::vector<Because> because_;
};

}  // namespace

std::vector<Because> Explain(std::string_view source, const Nodes& nodes, const Evaluation& evaluation) {
  Explainer explainer(source, nodes, evaluation);
  explainer.Visit(nodes.size() - 1);
  return explainer.Take();
}

}  // namespace nuong::rules
