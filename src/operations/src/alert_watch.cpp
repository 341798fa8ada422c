#include "alert_watch.hpp"

#include <algorithm>

namespace nuong::operations {
namespace {

using regulation::AlertRule;

/// What of the entry this rule counts; nothing when it counts none. One thing counts once within the window.
std::optional<std::string> CountedBy(const AlertRule& rule, const ledger::Entry& entry) {
  const std::string itself = ledger::SequenceKey(entry.sequence);
  switch (rule.watch) {
    case AlertRule::Watch::kBait:
      return std::nullopt;
    case AlertRule::Watch::kSearches:
      return entry.deed == ledger::Deed::kSearch ? std::optional(itself) : std::nullopt;
    case AlertRule::Watch::kCases:
      if (entry.deed != ledger::Deed::kRead && entry.deed != ledger::Deed::kExport) return std::nullopt;
      return entry.case_id ? std::optional(entry.case_id->text()) : std::nullopt;
    case AlertRule::Watch::kRefusals:
      return entry.deed == ledger::Deed::kRefused ? std::optional(itself) : std::nullopt;
  }
  return std::nullopt;
}

}  // namespace

std::vector<Untold> AlertWatch::See(const ledger::Entry& entry) {
  constexpr std::int64_t kMinute = 60'000'000;
  std::vector<Untold> found;
  if (entry.member.IsEmpty()) return found;
  const CivilDate today = DateOf(entry.at, offset_);
  for (std::size_t i = 0; i < rules_->size(); ++i) {
    const AlertRule& rule = (*rules_)[i];
    const auto what = CountedBy(rule, entry);
    if (!what) continue;
    Tally& tally = tallies_[{i, entry.member}];
    const std::int64_t earliest = entry.at.us - rule.within_minutes * kMinute;
    while (!tally.recent.empty() && tally.recent.front().at.us <= earliest) tally.recent.pop_front();
    const auto same = [&](const Counted& counted) { return counted.what == *what; };
    if (std::any_of(tally.recent.begin(), tally.recent.end(), same)) continue;
    tally.recent.push_back({entry.at, *what});
    ++tally.days[today];
    tally.days.erase(tally.days.begin(), tally.days.lower_bound(today.Plus(-rule.usual_days)));
    const int count = static_cast<int>(tally.recent.size());
    const int usual = rule.times_usual == 0 ? 0 : UsualDay(tally, today);
    if (count < std::max(rule.at_least, rule.times_usual * usual)) continue;
    tally.recent.clear();
    Alert alert;
    alert.rule = rule.id;
    alert.member = entry.member;
    alert.unit = entry.unit;
    alert.because = entry.sequence;
    alert.count = count;
    alert.usual = usual;
    found.push_back({std::move(alert), entry.member.text() + "/" + FormatDate(today)});
  }
  return found;
}

int AlertWatch::UsualDays() const {
  int days = 0;
  for (const AlertRule& rule : *rules_) days = std::max(days, rule.usual_days);
  return days;
}

/// The median of the days on which she did any of it, before today.
int AlertWatch::UsualDay(const Tally& tally, CivilDate today) {
  std::vector<int> days;
  for (const auto& [day, count] : tally.days) {
    if (day != today) days.push_back(count);
  }
  if (days.size() < kFewestUsualDays) return 0;
  const auto middle = days.begin() + static_cast<std::ptrdiff_t>(days.size() / 2);
  std::nth_element(days.begin(), middle, days.end());
  return *middle;
}

}  // namespace nuong::operations
