#include "reform_record.hpp"

#include "refusals.hpp"

namespace nuong::operations {
namespace {

using store::Collection;

constexpr std::string_view kShelf = "reform/";

std::string RowKey(const std::string& day) { return std::string(kShelf) + day; }

Value EncodeCounts(const std::map<std::string, std::int64_t>& counts) {
  Value::Object object;
  for (const auto& [kind, count] : counts) object.emplace(kind, count);
  return object;
}

std::map<std::string, std::int64_t> DecodeCounts(const Value* value) {
  std::map<std::string, std::int64_t> counts;
  if (value == nullptr || value->AsObject() == nullptr) return counts;
  for (const auto& [kind, count] : *value->AsObject()) counts.emplace(kind, value->IntegerAt(kind));
  return counts;
}

Value PlanValue(const ReformPlan& plan) {
  Value::Object found;
  for (const auto& [unit, held] : plan.found) {
    found.emplace(unit.text(), Value::Object{{"cases", held.cases},
                                             {"wraps", held.wraps},
                                             {"duties", EncodeCounts(held.duties)},
                                             {"relations", EncodeCounts(held.relations)}});
  }
  return Value::Object{
      {"day", plan.day}, {"moves", EncodeMoves(plan.moves)}, {"found", std::move(found)}, {"cases", plan.cases}};
}

ReformPlan PlanOf(const Value& value) {
  ReformPlan plan;
  plan.day = value.TextAt("day");
  plan.moves = DecodeMoves(value.Find("moves"));
  plan.cases = value.IntegerAt("cases");
  const Value* found = value.Find("found");
  if (found == nullptr || found->AsObject() == nullptr) return plan;
  for (const auto& [unit, held] : *found->AsObject()) {
    plan.found.emplace(UnitName(unit),
                       UnitSurvey{held.IntegerAt("cases"), held.IntegerAt("wraps"), DecodeCounts(held.Find("duties")),
                                  DecodeCounts(held.Find("relations"))});
  }
  return plan;
}

Value EncodeStep(const ReformStep& step) {
  return Value::Object{{"sequence", static_cast<std::int64_t>(step.sequence)},
                       {"at", step.at.us},
                       {"member", step.member.text()},
                       {"unit", step.unit.text()}};
}

ReformStep StepOf(const Value& value) {
  return {static_cast<std::uint64_t>(value.IntegerAt("sequence")), Instant{value.IntegerAt("at")},
          MemberName(value.TextAt("member")), UnitName(value.TextAt("unit"))};
}

void WriteRow(store::Writer& writer, const ReformRecord& record) {
  Value::Object row{{"plan", PlanValue(record.plan)}, {"proposed", EncodeStep(record.proposed)}};
  if (record.confirmed) row.emplace("confirmed", EncodeStep(*record.confirmed));
  writer.Put(Collection::kDuties, RowKey(record.plan.day), WriteJson(row));
}

Result<ReformRecord> RecordOf(std::string_view bytes) {
  auto value = ParseJson(bytes);
  const Value* plan = value.ok() ? value->Find("plan") : nullptr;
  const Value* proposed = value.ok() ? value->Find("proposed") : nullptr;
  if (plan == nullptr || proposed == nullptr) return CorruptDirectory("a kept reform is ill-formed");
  ReformRecord record{PlanOf(*plan), StepOf(*proposed), std::nullopt};
  if (const Value* confirmed = value->Find("confirmed")) record.confirmed = StepOf(*confirmed);
  return record;
}

}  // namespace

std::string EncodePlan(const ReformPlan& plan) { return WriteJson(PlanValue(plan)); }

Result<std::optional<ReformRecord>> ReadReform(store::Reader& reader, const std::string& day) {
  const auto bytes = reader.Get(Collection::kDuties, RowKey(day));
  if (!bytes) return std::optional<ReformRecord>();
  NUONG_TRY(ReformRecord record, RecordOf(*bytes));
  return std::optional(std::move(record));
}

Result<std::vector<ReformRecord>> ReadProposed(store::Reader& reader) {
  std::vector<std::string> rows;
  reader.Scan(Collection::kDuties, store::Prefix(kShelf), [&](std::string_view, std::string_view bytes) {
    rows.emplace_back(bytes);
    return true;
  });
  std::vector<ReformRecord> proposed;
  for (const std::string& bytes : rows) {
    NUONG_TRY(ReformRecord record, RecordOf(bytes));
    if (!record.confirmed) proposed.push_back(std::move(record));
  }
  return proposed;
}

Result<void> ProjectReform(store::Writer& writer, const ledger::Entry& entry, std::string_view payload) {
  auto value = ParseJson(payload);
  if (!value.ok()) return CorruptDirectory("the payload of a reform is not JSON");
  ReformPlan plan = PlanOf(*value);
  const ReformStep step{entry.sequence, entry.at, entry.member, entry.unit};
  if (entry.kind == kReformWithdrawn) {
    writer.Delete(Collection::kDuties, RowKey(plan.day));
    return {};
  }
  if (entry.kind == kReformProposed) {
    WriteRow(writer, {std::move(plan), step, std::nullopt});
    return {};
  }
  NUONG_TRY(auto record, ReadReform(writer, plan.day));
  if (!record) return CorruptDirectory("a reform was confirmed that was not proposed");
  NUONG_CHECK(WriteSuccessions(writer, {entry.sequence, entry.at, plan.moves}));
  record->plan = std::move(plan);
  record->confirmed = step;
  WriteRow(writer, *record);
  return {};
}

}  // namespace nuong::operations
