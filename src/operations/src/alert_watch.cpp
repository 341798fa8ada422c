#include "alert_watch.hpp"

#include <algorithm>

namespace nuong::operations {
namespace {

using regulation::AlertRule;

constexpr int kMinutesOfDay = 24 * 60;

int DaysOf(const AlertRule& rule) { return (rule.within_minutes + kMinutesOfDay - 1) / kMinutesOfDay; }

void ForgetBefore(CivilDate day, std::map<CivilDate, int>& days) { days.erase(days.begin(), days.lower_bound(day)); }

}  // namespace

/// What of the entry this rule counts; nothing when it counts none. One thing counts once within the window.
std::optional<std::string> AlertWatch::CountedBy(const AlertRule& rule, const ledger::Entry& entry) const {
  const auto itself = [&](bool counts) {
    return counts ? std::optional(ledger::SequenceKey(entry.sequence)) : std::nullopt;
  };
  switch (rule.watch) {
    case AlertRule::Watch::kBait:
      return std::nullopt;
    case AlertRule::Watch::kSearches:
      return itself(entry.deed == ledger::Deed::kSearch);
    case AlertRule::Watch::kCases:
      if (entry.deed != ledger::Deed::kRead && entry.deed != ledger::Deed::kExport) return std::nullopt;
      return entry.case_id ? std::optional(entry.case_id->text()) : std::nullopt;
    case AlertRule::Watch::kRefusals:
      return itself(entry.deed == ledger::Deed::kRefused);
    case AlertRule::Watch::kEmergencies:
      return itself(entry.deed == ledger::Deed::kEmergency && openings_.contains(entry.kind));
  }
  return std::nullopt;
}

/// Each case once a day, and no list taken out: whoever reloads a page has not worked more.
void AlertWatch::CountLook(const AlertRule& rule, const ledger::Entry& entry, Tally& tally) const {
  const CivilDate today = DateOf(entry.at, offset_);
  ForgetBefore(today.Plus(-DaysOf(rule)), tally.looks);
  if (entry.deed != ledger::Deed::kRead || !entry.case_id) return;
  int& looks = tally.looks[today];
  if (looks == 0) tally.read_today.clear();
  if (tally.read_today.insert(*entry.case_id).second) ++looks;
}

/// Counts `what`; gives an alert when the rule's number is reached, and leaves what was counted as it is.
std::optional<Alert> AlertWatch::Count(const AlertRule& rule, const ledger::Entry& entry, const std::string& what,
                                       Tally& tally) const {
  constexpr std::int64_t kMinute = 60'000'000;
  const CivilDate today = DateOf(entry.at, offset_);
  const std::int64_t earliest = entry.at.us - rule.within_minutes * kMinute;
  while (!tally.recent.empty() && tally.recent.front().at.us <= earliest) tally.recent.pop_front();
  const auto same = [&](const Counted& counted) { return counted.what == what; };
  if (std::any_of(tally.recent.begin(), tally.recent.end(), same)) return std::nullopt;
  tally.recent.push_back({entry.at, what});
  ++tally.days[today];
  ForgetBefore(today.Plus(-rule.usual_days), tally.days);
  Alert alert;
  alert.rule = rule.id;
  alert.member = entry.member;
  alert.unit = entry.unit;
  alert.because = entry.sequence;
  alert.count = static_cast<std::int64_t>(tally.recent.size());
  alert.usual = rule.times_usual == 0 ? 0 : UsualDay(tally, today);
  for (const auto& [day, number] : tally.looks) alert.looks += number;
  const bool is_many = alert.count >= std::max<std::int64_t>(rule.at_least, rule.times_usual * alert.usual);
  const bool is_large_share = rule.per_thousand == 0 || 1000 * alert.count > rule.per_thousand * alert.looks;
  return is_many && is_large_share ? std::optional(std::move(alert)) : std::nullopt;
}

std::vector<Untold> AlertWatch::See(const ledger::Entry& entry, bool is_fresh) {
  std::vector<Untold> found;
  if (entry.member.IsEmpty()) return found;
  const CivilDate today = DateOf(entry.at, offset_);
  for (std::size_t i = 0; i < rules_->size(); ++i) {
    const AlertRule& rule = (*rules_)[i];
    const auto what = CountedBy(rule, entry);
    if (!what && rule.per_thousand == 0) continue;
    Tally& tally = tallies_[{i, entry.member}];
    if (rule.per_thousand > 0) CountLook(rule, entry, tally);
    if (!what) continue;
    auto alert = Count(rule, entry, *what, tally);
    if (told_.contains({rule.id, entry.sequence})) {
      tally.told_on = today;
      tally.recent.clear();
      continue;
    }
    // Counted from elsewhere it may look like an alert that the earlier run had no reason for.
    if (!alert || (!is_fresh && tally.told_on != today)) continue;
    tally.recent.clear();
    if (is_fresh) found.push_back({std::move(*alert), entry.member.text() + "/" + FormatDate(today)});
  }
  return found;
}

int AlertWatch::DaysBack() const {
  int days = 0;
  for (const AlertRule& rule : *rules_) days = std::max({days, rule.usual_days, DaysOf(rule)});
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
