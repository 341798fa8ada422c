#include "keeping.hpp"

#include <algorithm>

#include "case_access.hpp"

namespace nuong::operations {
namespace {

/// The end of the day that an act told, where the period itself is not verified.
std::optional<Instant> ToldEnd(const Services& services, const regulation::Retention& rule,
                               const casework::CaseFile& file) {
  const auto told = file.values.find(rule.last_day_in);
  const std::string* text = told == file.values.end() ? nullptr : told->second.AsText();
  const auto day = text == nullptr ? std::nullopt : ParseDate(*text);
  if (!day) return std::nullopt;
  return StartOf(day->Plus(1), services.offset());
}

}  // namespace

std::vector<Kept> KeptUnder(const Services& services, const casework::CaseFile& file, Instant at) {
  const regulation::CaseSituation situation = SituationOf(file, at);
  std::vector<Kept> kept;
  for (const regulation::Retention& rule : services.regulation().law.retention) {
    if (!rule.validity.Covers(DateOf(at, services.offset())) || !services.engine.IsKeptUnder(rule, situation)) continue;
    const auto starts = [&](const casework::FactMark& mark) {
      return std::find(rule.counts_from.begin(), rule.counts_from.end(), mark.kind) != rule.counts_from.end();
    };
    Kept item{&rule, std::nullopt, ToldEnd(services, rule, file)};
    const auto mark = std::find_if(file.facts.rbegin(), file.facts.rend(), starts);
    if (mark != file.facts.rend()) {
      item.from = mark->at;
      const auto counted = CountDeadline(mark->at, rule.period, services.regulation().calendar).until;
      if (counted) item.until = counted;
    }
    kept.push_back(item);
  }
  return kept;
}

std::optional<Text> StillKept(const Services& services, const regulation::Act& act, const casework::CaseFile& file,
                              Instant at) {
  if (act.erases.empty()) return std::nullopt;
  for (const Kept& kept : KeptUnder(services, file, at)) {
    const Text& rule = kept.rule->title;
    if (!kept.from || !kept.until) {
      return Text{"Chưa biết hồ sơ phải lưu đến bao giờ (" + rule.vi + "), nên chưa hủy khóa được.",
                  "Nobody knows yet until when the record is kept (" + rule.en + "), so its keys are not destroyed."};
    }
    if (at < *kept.until) {
      const Text day = regulation::DayInWords(LastDay(services, *kept.until));
      return Text{"Còn phải lưu đến hết ngày " + day.vi + " (" + rule.vi + ").",
                  "It is kept until the end of " + day.en + " (" + rule.en + ")."};
    }
  }
  return std::nullopt;
}

CivilDate LastDay(const Services& services, Instant until) { return DateOf(Instant{until.us - 1}, services.offset()); }

}  // namespace nuong::operations
