#include "findings.hpp"

#include <algorithm>
#include <tuple>

#include "nuong/rules/rules.hpp"

namespace nuong::regulation {
namespace {

constexpr std::size_t kMostNamesTold = 12;

Text Advice(const std::string& name, const std::vector<std::string>& candidates) {
  if (const auto nearest = rules::NearestName(name, candidates)) {
    return {" Có phải là \"" + *nearest + "\"?", " Did you mean \"" + *nearest + "\"?"};
  }
  if (candidates.empty()) return {};
  std::string names;
  for (std::size_t i = 0; i < candidates.size() && i < kMostNamesTold; ++i) {
    names += (i == 0 ? "" : ", ") + candidates[i];
  }
  if (candidates.size() > kMostNamesTold) names += ", …";
  return {" Có thể dùng: " + names + ".", " Expected one of: " + names + "."};
}

auto Order(const Finding& finding) {
  return std::tie(finding.place.file, finding.place.line, finding.place.column, finding.id, finding.message.en);
}

}  // namespace

void Findings::Add(const Place& place, std::string_view id, Text message, std::vector<StoryStep> story) {
  findings_.push_back({place, std::string(id), std::move(message), std::move(story)});
}

void Findings::AddUnknown(const Place& place, std::string_view id, const Text& what, const std::string& name,
                          const std::vector<std::string>& candidates) {
  const Text advice = Advice(name, candidates);
  Add(place, id,
      {"Không có " + what.vi + " \"" + name + "\"." + advice.vi,
       "There is no " + what.en + " \"" + name + "\"." + advice.en});
}

std::vector<Finding> Findings::Sorted() && {
  std::sort(findings_.begin(), findings_.end(), [](const auto& a, const auto& b) { return Order(a) < Order(b); });
  const auto same = [](const auto& a, const auto& b) { return Order(a) == Order(b); };
  findings_.erase(std::unique(findings_.begin(), findings_.end(), same), findings_.end());
  return std::move(findings_);
}

}  // namespace nuong::regulation
