#include "export_rows.hpp"

#include "case_access.hpp"
#include "membership_log.hpp"
#include "nuong/base/value.hpp"
#include "refusals.hpp"

namespace nuong::operations {
namespace {

using store::Collection;

constexpr const char* kPayload = "export";
constexpr std::int64_t kHour = 3'600'000'000;

std::string Shelf(const UnitName& unit) { return "export/" + unit.text() + "/"; }
std::string RowKey(const UnitName& unit, std::uint64_t sequence) { return Shelf(unit) + ledger::SequenceKey(sequence); }

Value::Object Body(const Export& request) {
  Value::Array classes;
  for (const FieldClass field_class : request.classes) classes.emplace_back(std::string(FieldClassCode(field_class)));
  Value::Array cases;
  for (const CaseId& case_id : request.cases) cases.emplace_back(case_id.text());
  return {{"cases", std::move(cases)},      {"classes", std::move(classes)},  {"reason", request.reason},
          {"purpose", request.purpose},     {"takes_two", request.takes_two}, {"until", request.until.us},
          {"member", request.member.text()}};
}

Result<Export> FromBody(const Value& body) {
  Export request;
  const Value* classes = body.Find("classes");
  const Value* cases = body.Find("cases");
  const Value* takes_two = body.Find("takes_two");
  const bool is_whole = classes != nullptr && classes->AsArray() != nullptr && cases != nullptr &&
                        cases->AsArray() != nullptr && takes_two != nullptr && takes_two->AsBool() != nullptr;
  if (!is_whole) return CorruptDirectory("a request for a file is ill-formed");
  for (const Value& code : *classes->AsArray()) {
    const auto field_class = ParseFieldClass(code.AsText() == nullptr ? "" : *code.AsText());
    if (!field_class) return CorruptDirectory("a request for a file names no class");
    request.classes.insert(*field_class);
  }
  for (const Value& id : *cases->AsArray()) {
    const auto case_id = CaseId::Parse(id.AsText() == nullptr ? "" : *id.AsText());
    if (!case_id) return CorruptDirectory("a request for a file names no case");
    request.cases.push_back(*case_id);
  }
  request.reason = body.TextAt("reason");
  request.purpose = body.TextAt("purpose");
  request.takes_two = *takes_two->AsBool();
  request.until = Instant{body.IntegerAt("until")};
  request.member = MemberName(body.TextAt("member"));
  return request;
}

}  // namespace

std::string_view ExportStateCode(ExportState state) {
  switch (state) {
    case ExportState::kWaiting:
      return "waiting";
    case ExportState::kReady:
      return "ready";
    case ExportState::kOver:
      return "over";
  }
  return "over";
}

ExportState StateAt(const Export& request, Instant now) {
  if (now >= request.until) return ExportState::kOver;
  return request.takes_two && !request.confirmed_at ? ExportState::kWaiting : ExportState::kReady;
}

std::string EncodeExport(const Export& request) {
  Value::Object row = Body(request);
  row.emplace("sequence", static_cast<std::int64_t>(request.sequence));
  row.emplace("at", request.at.us);
  row.emplace("unit", request.unit.text());
  if (request.confirmed_at) {
    row.emplace("confirmed_at", request.confirmed_at->us);
    row.emplace("confirmed_by", request.confirmed_by.text());
  }
  if (request.taken_at) row.emplace("taken_at", request.taken_at->us);
  return WriteJson(row);
}

Result<Export> DecodeExport(std::string_view bytes) {
  const auto row = ParseJson(bytes);
  if (!row.ok()) return CorruptDirectory("a request for a file is ill-formed");
  NUONG_TRY(Export request, FromBody(*row));
  request.sequence = static_cast<std::uint64_t>(row->IntegerAt("sequence"));
  request.at = Instant{row->IntegerAt("at")};
  request.unit = UnitName(row->TextAt("unit"));
  if (row->Find("confirmed_at") != nullptr) request.confirmed_at = Instant{row->IntegerAt("confirmed_at")};
  request.confirmed_by = MemberName(row->TextAt("confirmed_by"));
  if (row->Find("taken_at") != nullptr) request.taken_at = Instant{row->IntegerAt("taken_at")};
  return request;
}

std::string AskedPayload(const Export& request) { return WriteJson(Body(request)); }

std::string StepPayload(std::uint64_t request) {
  return WriteJson(Value::Object{{"request", static_cast<std::int64_t>(request)}});
}

std::string ExportPayloadOf(const ledger::Entry& entry) {
  return entry.deed == ledger::Deed::kExport && entry.payloads.contains(kPayload) ? kPayload : "";
}

Result<Export> AskedExport(const ledger::Entry& entry, std::string_view payload) {
  const auto body = ParseJson(payload);
  if (!body.ok()) return CorruptDirectory("the payload of a request for a file is ill-formed");
  NUONG_TRY(Export request, FromBody(*body));
  request.sequence = entry.sequence;
  request.at = entry.at;
  request.unit = entry.unit;
  return request;
}

Result<std::uint64_t> NamedExport(std::string_view payload) {
  const auto body = ParseJson(payload);
  if (!body.ok()) return CorruptDirectory("the payload of a step of a file is ill-formed");
  return static_cast<std::uint64_t>(body->IntegerAt("request"));
}

Result<void> SetLimits(const regulation::ExportLimits& limits, store::Reader& reader, Export& request) {
  std::size_t persons = request.cases.size();
  NUONG_CHECK(EachExport(reader, request.unit, [&](const Export& earlier) {
    if (earlier.at.us <= request.at.us - limits.alone_hours * kHour) return false;
    if (earlier.member == request.member && !earlier.takes_two) persons += earlier.cases.size();
    return true;
  }));
  request.takes_two = persons > static_cast<std::size_t>(limits.persons_alone);
  request.until = Instant{request.at.us + limits.hours * kHour};
  return {};
}

Result<void> ProjectExport(store::Writer& writer, const ledger::Entry& entry, std::string_view payload) {
  if (entry.kind == kExportAsked) {
    NUONG_TRY(const Export request, AskedExport(entry, payload));
    writer.Put(Collection::kDuties, RowKey(entry.unit, entry.sequence), EncodeExport(request));
    return {};
  }
  NUONG_TRY(const std::uint64_t named, NamedExport(payload));
  NUONG_TRY(auto request, ReadExport(writer, entry.unit, named));
  if (!request) return CorruptDirectory("a step names no request for a file");
  if (entry.kind == kExportConfirmed) {
    request->confirmed_at = entry.at;
    request->confirmed_by = entry.member;
  } else {
    request->taken_at = entry.at;
  }
  writer.Put(Collection::kDuties, RowKey(entry.unit, request->sequence), EncodeExport(*request));
  return {};
}

Result<std::optional<Export>> ReadExport(store::Reader& reader, const UnitName& unit, std::uint64_t sequence) {
  const auto bytes = reader.Get(Collection::kDuties, RowKey(unit, sequence));
  if (!bytes) return std::optional<Export>();
  NUONG_TRY(Export request, DecodeExport(*bytes));
  return std::optional<Export>(std::move(request));
}

Result<void> EachExport(store::Reader& reader, const UnitName& unit, const std::function<bool(const Export&)>& visit) {
  store::Range newest = store::Prefix(Shelf(unit));
  newest.descending = true;
  Result<void> outcome;
  reader.Scan(Collection::kDuties, newest, [&](std::string_view, std::string_view bytes) {
    const auto request = DecodeExport(bytes);
    if (request.ok()) return visit(*request);
    outcome = request.error();
    return false;
  });
  return outcome;
}

access::Decision MayConfirmExport(const Services& services, const MemberRow& row, bool is_strong) {
  std::set<std::string> relations = row.duties;
  relations.insert(regulation::kOwnUnit);
  Asker asker = row.unit;
  asker.is_strong = is_strong;
  return MayReform(services, asker, "confirm_export", std::move(relations));
}

Result<std::int64_t> ExportsWaiting(const Services& services, store::Reader& reader, const MemberName& name) {
  NUONG_TRY(const auto roster, services.RosterAt(reader));
  const Roster::Member* member = roster->Find(name);
  if (member == nullptr) return std::int64_t{0};
  const MemberRow row{name, member->record.unit, member->record.title, member->record.duties};
  if (!MayConfirmExport(services, row, true).allowed) return std::int64_t{0};
  const Instant now = services.Now();
  std::int64_t waiting = 0;
  NUONG_CHECK(EachExport(reader, row.unit, [&](const Export& request) {
    waiting += StateAt(request, now) == ExportState::kWaiting && request.member != name ? 1 : 0;
    return now < request.until;
  }));
  return waiting;
}

}  // namespace nuong::operations
