#include "regulation_items.hpp"

#include <algorithm>
#include <cstdlib>

#include "nuong/regulation/duties.hpp"

namespace nuong::operations {
namespace {

Text Join(const std::vector<Text>& parts) {
  Text joined;
  for (const Text& part : parts) {
    joined.vi += (joined.vi.empty() ? "" : ", ") + part.vi;
    joined.en += (joined.en.empty() ? "" : ", ") + part.en;
  }
  return joined;
}

std::optional<Text> UnlessEmpty(Text text) {
  if (text.IsEmpty()) return std::nullopt;
  return text;
}

Text Counted(int amount, const std::string& vi, const std::string& en) {
  const std::string number = std::to_string(amount);
  return {number + " " + vi, number + " " + en + (amount == 1 ? "" : "s")};
}

/// "1234567.5" as it is written here and there: "1.234.567,5", "1,234,567.5".
std::string Grouped(const std::string& number, char group, char point) {
  const std::size_t whole = std::min(number.find('.'), number.size());
  std::string shown;
  for (std::size_t at = 0; at < whole; ++at) {
    if (at > 0 && (whole - at) % 3 == 0) shown += group;
    shown += number[at];
  }
  if (whole < number.size()) shown += point + number.substr(whole + 1);
  return shown;
}

struct UnitWords {
  const char* unit;
  Text words;
};
const UnitWords kUnitWords[] = {
    {"vnd", {"đồng", "dong"}},
    {"vnd_per_month", {"đồng một tháng", "dong a month"}},
    {"vnd_per_day", {"đồng một ngày", "dong a day"}},
    {"days", {"ngày", "days"}},
    {"months", {"tháng", "months"}},
    {"percent", {"%", "%"}},
    {"times", {"lần", "times"}},
    {"persons", {"người", "persons"}},
};

}  // namespace

Text EntitlementTitle(const regulation::Regulation& from, const regulation::Entitlement& row) {
  const regulation::Benefit* benefit = from.matrix.FindBenefit(row.benefit);
  std::vector<Text> classes;
  for (const std::string& id : row.beneficiaries) {
    const auto& all = from.matrix.beneficiaries;
    const auto found = std::find_if(all.begin(), all.end(), [&](const auto& one) { return one.id == id; });
    classes.push_back(found == all.end() ? Text{id, id} : found->name);
  }
  const Text names = Join(classes);
  const Text what = benefit == nullptr ? Text{row.benefit, row.benefit} : benefit->name;
  return {what.vi + ": " + names.vi, what.en + ": " + names.en};
}

std::string StandingOn(const regulation::Validity& validity, regulation::Certainty certainty, CivilDate day) {
  if (!validity.Covers(day)) return "not_in_force";
  return certainty == regulation::Certainty::kUnknown ? "unknown" : "in_force";
}

std::optional<std::string> FromOf(const regulation::Validity& validity) {
  if (validity.from == regulation::kBeginning) return std::nullopt;
  return FormatDate(validity.from);
}

std::optional<std::string> UntilOf(const regulation::Validity& validity) {
  if (!validity.until) return std::nullopt;
  return FormatDate(*validity.until);
}

InstrumentView InstrumentOf(const regulation::Instrument& instrument, CivilDate day) {
  InstrumentView view{instrument.id,
                      instrument.number,
                      instrument.title,
                      std::nullopt,
                      FromOf(instrument.validity),
                      UntilOf(instrument.validity),
                      StandingOn(instrument.validity, instrument.certainty, day),
                      std::string(regulation::CertaintyCode(instrument.certainty)),
                      instrument.read_at};
  if (!view.from && view.standing == "in_force") view.standing = "unknown";
  if (instrument.issued) view.issued = FormatDate(*instrument.issued);
  return view;
}

Text ActTitle(const regulation::Regulation& from, const std::string& kind) {
  const auto found =
      std::find_if(from.acts.begin(), from.acts.end(), [&](const auto& act) { return act.kind == kind; });
  return found == from.acts.end() ? Text{kind, kind} : found->title;
}

Text RoleNames(const regulation::Regulation& from, const std::vector<RoleName>& roles) {
  std::vector<Text> names;
  for (const RoleName& role : roles) {
    const auto found = from.roles.find(role);
    names.push_back(found == from.roles.end() ? Text{role.text(), role.text()} : found->second.name);
  }
  return Join(names);
}

Text UnitRefInWords(const regulation::Regulation& from, const regulation::UnitRef& ref) {
  switch (ref.kind) {
    case regulation::UnitRef::Kind::kActor:
      return {"nơi làm việc phát sinh nhiệm vụ", "the unit whose act opens it"};
    case regulation::UnitRef::Kind::kKeeper:
      return {"nơi đang chăm lo", "the unit she is with"};
    case regulation::UnitRef::Kind::kField:
      return {"đơn vị được nêu trong biểu mẫu", "the unit named in the form"};
    case regulation::UnitRef::Kind::kRelation: {
      const regulation::Relation* relation = from.FindRelation(ref.name);
      return relation == nullptr ? Text{ref.name, ref.name} : relation->name;
    }
    case regulation::UnitRef::Kind::kRole:
      return RoleNames(from, {RoleName(ref.name)});
  }
  std::abort();
}

std::optional<Text> SpanInWords(const std::optional<Duration>& span) {
  if (!span) return std::nullopt;
  switch (span->kind) {
    case TimeKind::kUnstated:
      return std::nullopt;
    case TimeKind::kUnverified:
      return Text{"chưa kiểm chứng", "unverified"};
    case TimeKind::kImmediately:
      return Text{"ngay", "at once"};
    case TimeKind::kHours:
      return Counted(span->amount, "giờ", "hour");
    case TimeKind::kDays:
      return Counted(span->amount, "ngày", "day");
    case TimeKind::kWorkingDays:
      return Counted(span->amount, "ngày làm việc", "working day");
    case TimeKind::kMonths:
      return Counted(span->amount, "tháng", "month");
    case TimeKind::kYears:
      return Counted(span->amount, "năm", "year");
  }
  std::abort();
}

Text FigureInWords(regulation::Decimal number, const std::string& unit) {
  const std::string written = FormatDecimal(number);
  Text words{unit, unit};
  for (const UnitWords& known : kUnitWords) {
    if (unit == known.unit) words = known.words;
  }
  return {Grouped(written, '.', ',') + " " + words.vi, Grouped(written, ',', '.') + " " + words.en};
}

Burden BurdenOf(const regulation::Regulation& from, const regulation::Act& act) {
  std::vector<Text> who;
  for (const std::string& id : act.by_relations) {
    const regulation::Relation* relation = from.FindRelation(id);
    who.push_back(relation == nullptr ? Text{id, id} : relation->name);
  }
  if (!act.by_roles.empty()) who.push_back(RoleNames(from, act.by_roles));
  return {UnlessEmpty(Join(who)), std::nullopt};
}

Burden BurdenOf(const regulation::Regulation& from, const regulation::Duty& duty) {
  Text deadline = regulation::DeadlineInWords(duty.deadline, Deadline{}, from.calendar.offset);
  return {UnitRefInWords(from, duty.holder), std::move(deadline)};
}

Burden BurdenOf(const regulation::Regulation& from, const regulation::Document& document) {
  return {UnlessEmpty(RoleNames(from, document.issued_by)), std::nullopt};
}

Burden BurdenOf(const regulation::Regulation& from, const regulation::Measure& measure) {
  return {UnlessEmpty(RoleNames(from, measure.decided_by)), std::nullopt};
}

Burden BurdenOf(const regulation::Regulation& from, const regulation::Entitlement& entitlement) {
  return {UnlessEmpty(RoleNames(from, entitlement.given_by)), SpanInWords(entitlement.limit)};
}

Burden BurdenOf(const regulation::Regulation& from, const regulation::Norm& norm) {
  return {UnlessEmpty(RoleNames(from, norm.roles)), std::nullopt};
}

Burden BurdenOf(const regulation::Regulation& from, const regulation::ReportDue& report) {
  std::optional<Text> every = SpanInWords(report.every);
  if (every && report.every.kind != TimeKind::kUnverified) every = Text{"mỗi " + every->vi, "every " + every->en};
  return {RoleNames(from, {report.from_role}), report.due ? report.due : every};
}

Burden BurdenOf(const regulation::Regulation& from, const regulation::Register& kept) {
  return {UnlessEmpty(RoleNames(from, kept.holders)), SpanInWords(kept.due)};
}

Burden BurdenOf(const regulation::Regulation&, const regulation::Retention& retention) {
  return {std::nullopt, SpanInWords(retention.period)};
}

}  // namespace nuong::operations
