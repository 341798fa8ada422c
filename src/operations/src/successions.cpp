#include "successions.hpp"

#include <algorithm>
#include <set>

#include "refusals.hpp"

namespace nuong::operations {
namespace {

using store::Collection;

constexpr std::string_view kLast = "passed/last";
constexpr std::string_view kAll = "passed/reforms";

Value EncodeReform(const ConfirmedReform& reform) {
  return Value::Object{{"sequence", static_cast<std::int64_t>(reform.sequence)},
                       {"at", reform.at.us},
                       {"moves", EncodeMoves(reform.moves)}};
}

Result<std::vector<ConfirmedReform>> ReadReforms(store::Reader& reader) {
  std::vector<ConfirmedReform> reforms;
  const auto bytes = reader.Get(Collection::kDuties, kAll);
  if (!bytes) return reforms;
  auto value = ParseJson(*bytes);
  if (!value.ok() || value->AsArray() == nullptr) return CorruptDirectory("kept successions are not a JSON array");
  for (const Value& item : *value->AsArray()) {
    reforms.push_back({static_cast<std::uint64_t>(item.IntegerAt("sequence")), Instant{item.IntegerAt("at")},
                       DecodeMoves(item.Find("moves"))});
  }
  return reforms;
}

std::vector<std::string> UnitValues(const regulation::Regulation& regulation) {
  std::set<std::string> names;
  for (const regulation::Act& act : regulation.acts) {
    for (const std::string& kept : act.keeps) {
      const regulation::Field* field = act.FindField(kept);
      if (field == nullptr) continue;
      if (field->type == regulation::FieldType::kUnit || field->type == regulation::FieldType::kUnits) {
        names.insert(kept);
      }
    }
  }
  return {names.begin(), names.end()};
}

}  // namespace

Successions::Successions(std::vector<ConfirmedReform> reforms, std::vector<std::string> unit_values)
    : reforms_(std::move(reforms)), unit_values_(std::move(unit_values)) {
  for (ConfirmedReform& reform : reforms_) {
    // A unit passes once and never to one of its own line, so every chain ends.
    std::erase_if(reform.moves, [&](const UnitMove& move) {
      return HeirOf(move.to) == move.from || !next_.emplace(move.from, move.to).second;
    });
    for (const UnitMove& move : reform.moves) before_.emplace(move.to, move.from);
  }
}

const UnitName* Successions::NextOf(const UnitName& unit) const {
  const auto next = next_.find(unit);
  return next == next_.end() ? nullptr : &next->second;
}

const UnitName& Successions::HeirOf(const UnitName& unit) const {
  const UnitName* heir = &unit;
  while (const UnitName* next = NextOf(*heir)) heir = next;
  return *heir;
}

std::vector<UnitName> Successions::LineOf(const UnitName& unit) const {
  std::vector<UnitName> line{unit};
  for (std::size_t i = 0; i < line.size(); ++i) {
    const auto [first, last] = before_.equal_range(line[i]);
    for (auto before = first; before != last; ++before) line.push_back(before->second);
  }
  return line;
}

bool Successions::NamesEnded(const Value& value) const {
  if (const std::string* text = value.AsText()) return next_.contains(UnitName(*text));
  const Value::Array* items = value.AsArray();
  return items != nullptr &&
         std::any_of(items->begin(), items->end(), [&](const Value& item) { return NamesEnded(item); });
}

bool Successions::Concerns(const casework::CaseFile& file) const {
  if (next_.contains(file.keeper)) return true;
  for (const auto& [unit, party] : file.parties) {
    if (next_.contains(unit)) return true;
  }
  return std::any_of(unit_values_.begin(), unit_values_.end(), [&](const std::string& name) {
    const auto value = file.values.find(name);
    return value != file.values.end() && NamesEnded(value->second);
  });
}

casework::CaseFile Successions::Bring(casework::CaseFile file) const {
  // More than once only for reforms confirmed out of the order of their days.
  while (!IsEmpty() && Concerns(file)) {
    for (const ConfirmedReform& reform : reforms_) {
      for (const UnitMove& move : reform.moves) {
        file = casework::Pass(std::move(file), {reform.sequence, reform.at, move.from, move.to}, unit_values_);
      }
    }
  }
  return file;
}

std::vector<regulation::OpenDuty> Successions::Bring(std::vector<regulation::OpenDuty> duties) const {
  if (IsEmpty()) return duties;
  for (regulation::OpenDuty& duty : duties) {
    if (duty.state != regulation::DutyState::kOpen) continue;
    duty.holder = HeirOf(duty.holder);
    if (duty.counterpart) duty.counterpart = HeirOf(*duty.counterpart);
  }
  return duties;
}

Result<SuccessionCache::Shared> SuccessionCache::Get(store::Reader& reader, const regulation::Regulation& regulation) {
  const std::string sequence = reader.Get(Collection::kDuties, kLast).value_or("");
  {
    const std::lock_guard lock(mutex_);
    if (sequence == sequence_) return last_;
  }
  NUONG_TRY(std::vector<ConfirmedReform> reforms, ReadReforms(reader));
  auto made = std::make_shared<const Successions>(std::move(reforms), UnitValues(regulation));
  const std::lock_guard lock(mutex_);
  sequence_ = sequence;
  last_ = made;
  return made;
}

Result<void> WriteSuccessions(store::Writer& writer, ConfirmedReform reform) {
  NUONG_TRY(std::vector<ConfirmedReform> reforms, ReadReforms(writer));
  writer.Put(Collection::kDuties, kLast, std::to_string(reform.sequence));
  reforms.push_back(std::move(reform));
  Value::Array items;
  for (const ConfirmedReform& each : reforms) items.push_back(EncodeReform(each));
  writer.Put(Collection::kDuties, kAll, WriteJson(items));
  return {};
}

Value EncodeMoves(const std::vector<UnitMove>& moves) {
  Value::Array items;
  for (const UnitMove& move : moves) {
    items.push_back(Value::Object{{"from", move.from.text()}, {"to", move.to.text()}});
  }
  return items;
}

std::vector<UnitMove> DecodeMoves(const Value* value) {
  std::vector<UnitMove> moves;
  if (value == nullptr || value->AsArray() == nullptr) return moves;
  for (const Value& item : *value->AsArray()) {
    moves.push_back({UnitName(item.TextAt("from")), UnitName(item.TextAt("to"))});
  }
  return moves;
}

}  // namespace nuong::operations
