#include "alert_rows.hpp"

#include "case_access.hpp"
#include "membership_log.hpp"
#include "nuong/base/value.hpp"
#include "refusals.hpp"

namespace nuong::operations {
namespace {

using store::Collection;

constexpr std::string_view kAlerts = "alert/";
constexpr std::string_view kOpen = "alertopen/";
constexpr const char* kSee = "see_alerts";

std::string RowKey(std::uint64_t sequence) { return std::string(kAlerts) + ledger::SequenceKey(sequence); }
std::string OpenKey(std::uint64_t sequence) { return std::string(kOpen) + ledger::SequenceKey(sequence); }

/// Oldest first, until `visit` has enough.
Result<void> EachOpen(store::Reader& reader, const std::function<bool(const Alert&)>& visit) {
  std::vector<std::string> waiting;
  reader.Scan(Collection::kDuties, store::Prefix(kOpen), [&](std::string_view key, std::string_view) {
    waiting.push_back(std::string(kAlerts) + std::string(key.substr(kOpen.size())));
    return true;
  });
  for (const std::string& key : waiting) {
    const auto bytes = reader.Get(Collection::kDuties, key);
    if (!bytes) return CorruptDirectory("an alert that waits has no row");
    NUONG_TRY(const Alert alert, DecodeAlert(*bytes));
    if (!visit(alert)) return {};
  }
  return {};
}

/// Newest first, until `visit` has enough.
Result<void> EachAlert(store::Reader& reader, const std::function<bool(const Alert&)>& visit) {
  store::Range newest = store::Prefix(kAlerts);
  newest.descending = true;
  Result<void> outcome;
  reader.Scan(Collection::kDuties, newest, [&](std::string_view, std::string_view bytes) {
    const auto alert = DecodeAlert(bytes);
    if (alert.ok()) return visit(*alert);
    outcome = alert.error();
    return false;
  });
  return outcome;
}

Value::Object Body(const Alert& alert) {
  Value::Object body{{"rule", alert.rule},        {"member", alert.member.text()},
                     {"unit", alert.unit.text()}, {"because", static_cast<std::int64_t>(alert.because)},
                     {"count", alert.count},      {"usual", alert.usual}};
  if (alert.looks > 0) body.emplace("looks", alert.looks);
  return body;
}

Alert FromBody(const Value& body) {
  Alert alert;
  alert.rule = body.TextAt("rule");
  alert.member = MemberName(body.TextAt("member"));
  alert.unit = UnitName(body.TextAt("unit"));
  alert.because = static_cast<std::uint64_t>(body.IntegerAt("because"));
  alert.count = body.IntegerAt("count");
  alert.usual = body.IntegerAt("usual");
  alert.looks = body.IntegerAt("looks");
  return alert;
}

}  // namespace

std::string EncodeAlert(const Alert& alert) {
  Value::Object row = Body(alert);
  row.emplace("sequence", static_cast<std::int64_t>(alert.sequence));
  row.emplace("at", alert.at.us);
  if (alert.answer) {
    row.emplace("answer", Value::Object{{"at", alert.answer->at.us},
                                        {"unit", alert.answer->unit.text()},
                                        {"finding", alert.answer->finding}});
  }
  return WriteJson(row);
}

Result<Alert> DecodeAlert(std::string_view bytes) {
  const auto row = ParseJson(bytes);
  if (!row.ok() || row->TextAt("rule").empty()) return CorruptDirectory("a kept alert is ill-formed");
  Alert alert = FromBody(*row);
  alert.sequence = static_cast<std::uint64_t>(row->IntegerAt("sequence"));
  alert.at = Instant{row->IntegerAt("at")};
  if (const Value* answer = row->Find("answer")) {
    alert.answer =
        AlertAnswer{Instant{answer->IntegerAt("at")}, UnitName(answer->TextAt("unit")), answer->TextAt("finding")};
  }
  return alert;
}

std::string AlertPayload(const Untold& untold) {
  Value::Object payload = Body(untold.alert);
  payload.emplace("once", untold.once);
  return WriteJson(payload);
}

std::string AnswerPayload(std::uint64_t alert, const std::string& finding) {
  return WriteJson(Value::Object{{"alert", static_cast<std::int64_t>(alert)}, {"finding", finding}});
}

std::string ToldKey(const Untold& untold) { return "alerted/" + untold.alert.rule + "/" + untold.once; }

std::string AlertPayloadOf(const ledger::Entry& entry) {
  if (entry.deed != ledger::Deed::kAlert) return "";
  if (entry.kind == kAlertRaised) return "alert";
  return entry.kind == kAlertAnswered ? "answer" : "";
}

Result<void> ProjectAlert(store::Writer& writer, const ledger::Entry& entry, std::string_view payload) {
  if (AlertPayloadOf(entry).empty()) return {};
  const auto body = ParseJson(payload);
  if (!body.ok()) return CorruptDirectory("the payload of an alert is ill-formed");
  if (entry.kind == kAlertRaised) {
    Untold told{FromBody(*body), body->TextAt("once")};
    told.alert.sequence = entry.sequence;
    told.alert.at = entry.at;
    writer.Put(Collection::kDuties, RowKey(entry.sequence), EncodeAlert(told.alert));
    writer.Put(Collection::kDuties, OpenKey(entry.sequence), "");
    writer.Put(Collection::kDuties, ToldKey(told), "");
    return {};
  }
  NUONG_TRY(auto alert, ReadAlert(writer, static_cast<std::uint64_t>(body->IntegerAt("alert"))));
  if (!alert) return CorruptDirectory("an answer names no alert");
  alert->answer = AlertAnswer{entry.at, entry.unit, body->TextAt("finding")};
  writer.Put(Collection::kDuties, RowKey(alert->sequence), EncodeAlert(*alert));
  writer.Delete(Collection::kDuties, OpenKey(alert->sequence));
  return {};
}

Result<std::optional<Alert>> ReadAlert(store::Reader& reader, std::uint64_t sequence) {
  const auto bytes = reader.Get(Collection::kDuties, RowKey(sequence));
  if (!bytes) return std::optional<Alert>();
  NUONG_TRY(Alert alert, DecodeAlert(*bytes));
  return std::optional<Alert>(std::move(alert));
}

bool Overseer::MaySee(const Alert& alert) const {
  const bool is_own = alert.member == row_.name || successions_.HeirOf(alert.unit) == successions_.HeirOf(row_.unit);
  return Ask(kSee, is_own).allowed;
}

access::Decision Overseer::Ask(const std::string& action, bool is_own) const {
  std::set<std::string> relations = row_.duties;
  if (is_own) relations.insert(regulation::kOwnUnit);
  return MayReform(services_, row_.unit, action, std::move(relations));
}

Result<std::vector<Alert>> AlertsFor(const Overseer& overseer, store::Reader& reader, std::size_t most) {
  std::vector<Alert> alerts;
  NUONG_CHECK(EachOpen(reader, [&](const Alert& alert) {
    if (overseer.MaySee(alert)) alerts.push_back(alert);
    return alerts.size() < most;
  }));
  const std::size_t waiting = alerts.size();
  NUONG_CHECK(EachAlert(reader, [&](const Alert& alert) {
    if (alert.answer && overseer.MaySee(alert)) alerts.push_back(alert);
    return alerts.size() < waiting + most;
  }));
  return alerts;
}

Result<std::set<std::pair<std::string, std::uint64_t>>> ToldBefore(store::Reader& reader) {
  std::set<std::pair<std::string, std::uint64_t>> told;
  NUONG_CHECK(EachAlert(reader, [&](const Alert& alert) {
    told.emplace(alert.rule, alert.because);
    return true;
  }));
  return told;
}

Result<std::int64_t> AlertsWaiting(const Services& services, store::Reader& reader, const MemberName& name) {
  NUONG_TRY(const auto roster, services.RosterAt(reader));
  const Roster::Member* member = roster->Find(name);
  if (member == nullptr) return std::int64_t{0};
  const MemberRow row{name, member->record.unit, member->record.title, member->record.duties};
  NUONG_TRY(const auto successions, services.SuccessionsAt(reader));
  const Overseer overseer(services, *successions, row);
  if (!overseer.May(kSee).allowed) return std::int64_t{0};
  std::int64_t waiting = 0;
  NUONG_CHECK(EachOpen(reader, [&](const Alert& alert) {
    waiting += overseer.MaySee(alert) ? 1 : 0;
    return true;
  }));
  return waiting;
}

}  // namespace nuong::operations
