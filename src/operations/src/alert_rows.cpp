#include "alert_rows.hpp"

#include "case_access.hpp"
#include "membership_log.hpp"
#include "nuong/base/value.hpp"
#include "refusals.hpp"

namespace nuong::operations {
namespace {

using store::Collection;

constexpr const char* kAlerts = "alert/";

std::string RowKey(std::uint64_t sequence) { return kAlerts + ledger::SequenceKey(sequence); }

Value::Object Body(const Alert& alert) {
  return {{"rule", alert.rule},        {"member", alert.member.text()},
          {"unit", alert.unit.text()}, {"because", static_cast<std::int64_t>(alert.because)},
          {"count", alert.count},      {"usual", alert.usual}};
}

Alert FromBody(const Value& body) {
  Alert alert;
  alert.rule = body.TextAt("rule");
  alert.member = MemberName(body.TextAt("member"));
  alert.unit = UnitName(body.TextAt("unit"));
  alert.because = static_cast<std::uint64_t>(body.IntegerAt("because"));
  alert.count = body.IntegerAt("count");
  alert.usual = body.IntegerAt("usual");
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

std::string AlertPayload(const Alert& alert, const std::string& once) {
  Value::Object payload = Body(alert);
  payload.emplace("once", once);
  return WriteJson(payload);
}

std::string AnswerPayload(std::uint64_t alert, const std::string& finding) {
  return WriteJson(Value::Object{{"alert", static_cast<std::int64_t>(alert)}, {"finding", finding}});
}

std::string ToldKey(const std::string& rule, const std::string& once) { return "alerted/" + rule + "/" + once; }

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
    Alert alert = FromBody(*body);
    alert.sequence = entry.sequence;
    alert.at = entry.at;
    writer.Put(Collection::kDuties, RowKey(entry.sequence), EncodeAlert(alert));
    writer.Put(Collection::kDuties, ToldKey(alert.rule, body->TextAt("once")), "");
    return {};
  }
  NUONG_TRY(auto alert, ReadAlert(writer, static_cast<std::uint64_t>(body->IntegerAt("alert"))));
  if (!alert) return CorruptDirectory("an answer names no alert");
  alert->answer = AlertAnswer{entry.at, entry.unit, body->TextAt("finding")};
  writer.Put(Collection::kDuties, RowKey(alert->sequence), EncodeAlert(*alert));
  return {};
}

Result<std::optional<Alert>> ReadAlert(store::Reader& reader, std::uint64_t sequence) {
  const auto bytes = reader.Get(Collection::kDuties, RowKey(sequence));
  if (!bytes) return std::optional<Alert>();
  NUONG_TRY(Alert alert, DecodeAlert(*bytes));
  return std::optional<Alert>(std::move(alert));
}

Result<std::vector<Alert>> ReadAlerts(store::Reader& reader, std::size_t most) {
  store::Range newest = store::Prefix(kAlerts, most);
  newest.descending = true;
  std::vector<Alert> alerts;
  Result<void> outcome;
  reader.Scan(Collection::kDuties, newest, [&](std::string_view, std::string_view bytes) {
    auto alert = DecodeAlert(bytes);
    if (alert.ok()) {
      alerts.push_back(*std::move(alert));
    } else {
      outcome = alert.error();
    }
    return outcome.ok();
  });
  NUONG_CHECK(std::move(outcome));
  return alerts;
}

access::Decision MayWatch(const Services& services, const MemberRow& row, const std::string& action,
                          const UnitName& about) {
  std::set<std::string> relations = row.duties;
  if (about == row.unit) relations.insert(regulation::kOwnUnit);
  return MayReform(services, row.unit, action, std::move(relations));
}

Result<std::int64_t> AlertsWaiting(const Services& services, store::Reader& reader, const MemberName& name) {
  NUONG_TRY(const auto roster, services.RosterAt(reader));
  const Roster::Member* member = roster->Find(name);
  if (member == nullptr) return std::int64_t{0};
  const MemberRow row{name, member->record.unit, member->record.title, member->record.duties};
  if (!MayWatch(services, row, "see_alerts").allowed) return std::int64_t{0};
  NUONG_TRY(const auto alerts, ReadAlerts(reader, kMostAlerts));
  std::int64_t waiting = 0;
  for (const Alert& alert : alerts) {
    if (!alert.answer && MayWatch(services, row, "see_alerts", alert.unit).allowed) ++waiting;
  }
  return waiting;
}

}  // namespace nuong::operations
