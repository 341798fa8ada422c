#include "match_index.hpp"

#include <algorithm>
#include <bitset>
#include <map>

namespace nuong::operations {
namespace {

/// The tokens of a query: most tokens of a sheet are turned away by one bit.
class Wanted {
 public:
  explicit Wanted(const std::vector<MatchToken>& tokens) : tokens_(tokens) {
    for (const MatchToken token : tokens) {
      bits_.set(PlaceOf(token));
      ++counts_[static_cast<std::size_t>(KindOf(token))];
    }
  }
  bool Has(MatchToken token) const {
    return bits_.test(PlaceOf(token)) && std::binary_search(tokens_.begin(), tokens_.end(), token);
  }
  int Count(MatchKind kind) const { return counts_[static_cast<std::size_t>(kind)]; }

 private:
  static std::size_t PlaceOf(MatchToken token) { return token >> 52; }
  const std::vector<MatchToken>& tokens_;
  std::bitset<4096> bits_;
  std::array<int, 4> counts_{};
};

struct Counts {
  std::array<int, 4> all{};
  std::array<int, 4> common{};
  int All(MatchKind kind) const { return all[static_cast<std::size_t>(kind)]; }
  int Common(MatchKind kind) const { return common[static_cast<std::size_t>(kind)]; }
};

MatchHit Judge(const CaseId& case_id, const Counts& sheet, const Wanted& wanted, const MatchLimits& limits) {
  MatchHit hit;
  hit.case_id = case_id;
  const int pairs = sheet.All(MatchKind::kPair) + wanted.Count(MatchKind::kPair);
  hit.likeness = pairs == 0 ? 0 : 200 * sheet.Common(MatchKind::kPair) / pairs;
  hit.by_year = sheet.Common(MatchKind::kYear) > 0;
  hit.by_document = sheet.Common(MatchKind::kDocument) > 0;
  const bool both_say_a_year = sheet.All(MatchKind::kYear) > 0 && wanted.Count(MatchKind::kYear) > 0;
  hit.by_name = hit.likeness >= limits.name_percent && (hit.by_year || !both_say_a_year);
  return hit;
}

}  // namespace

void MatchIndex::Add(const MatchSheet& sheet) {
  const std::unique_lock lock(mutex_);
  rows_.push_back(
      {sheet.case_id, static_cast<std::uint32_t>(tokens_.size()), static_cast<std::uint32_t>(sheet.tokens.size())});
  tokens_.insert(tokens_.end(), sheet.tokens.begin(), sheet.tokens.end());
}

void MatchIndex::Remove(const CaseId& case_id) {
  const std::unique_lock lock(mutex_);
  std::vector<Row> rows;
  std::vector<MatchToken> tokens;
  for (const Row& row : rows_) {
    if (row.case_id == case_id) continue;
    const auto from = tokens_.begin() + row.from;
    rows.push_back({row.case_id, static_cast<std::uint32_t>(tokens.size()), row.count});
    tokens.insert(tokens.end(), from, from + row.count);
  }
  std::fill(tokens_.begin(), tokens_.end(), MatchToken{0});
  rows_ = std::move(rows);
  tokens_ = std::move(tokens);
}

std::size_t MatchIndex::size() const {
  const std::shared_lock lock(mutex_);
  return rows_.size();
}

std::vector<MatchHit> MatchIndex::Find(const std::vector<MatchToken>& tokens, const MatchLimits& limits) const {
  const Wanted wanted(tokens);
  std::map<CaseId, MatchHit> hits;
  const std::shared_lock lock(mutex_);
  for (const Row& row : rows_) {
    Counts counts;
    for (std::uint32_t i = row.from; i < row.from + row.count; ++i) {
      const std::size_t kind = static_cast<std::size_t>(KindOf(tokens_[i]));
      ++counts.all[kind];
      if (wanted.Has(tokens_[i])) ++counts.common[kind];
    }
    const MatchHit hit = Judge(row.case_id, counts, wanted, limits);
    if (!hit.by_name && !hit.by_document) continue;
    MatchHit& best = hits.emplace(row.case_id, hit).first->second;
    best.likeness = std::max(best.likeness, hit.likeness);
    best.by_name = best.by_name || hit.by_name;
    best.by_year = best.by_year || hit.by_year;
    best.by_document = best.by_document || hit.by_document;
  }
  std::vector<MatchHit> found;
  for (const auto& [case_id, hit] : hits) found.push_back(hit);
  return found;
}

}  // namespace nuong::operations
