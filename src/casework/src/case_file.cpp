#include "nuong/casework/case_file.hpp"

#include <algorithm>

namespace nuong::casework {

bool CaseFile::HasDone(const std::string& kind) const {
  return std::any_of(facts.begin(), facts.end(), [&](const FactMark& mark) { return mark.kind == kind; });
}

std::vector<std::string> CaseFile::Done() const {
  std::vector<std::string> kinds;
  for (const FactMark& mark : facts) {
    if (std::find(kinds.begin(), kinds.end(), mark.kind) == kinds.end()) kinds.push_back(mark.kind);
  }
  return kinds;
}

namespace {

bool IsInForce(const Agreement& agreement, Instant at) {
  return agreement.from <= at && (!agreement.until || at < *agreement.until);
}

}  // namespace

std::set<FieldClass> Party::ConsentFor(std::string_view purpose, Instant at) const {
  std::set<FieldClass> classes = consent;
  for (const Agreement& agreement : agreements) {
    if (agreement.purpose != purpose || !IsInForce(agreement, at)) continue;
    classes.insert(agreement.classes.begin(), agreement.classes.end());
  }
  return classes;
}

bool Party::IsConsented(Instant at) const {
  return !consent.empty() || std::any_of(agreements.begin(), agreements.end(),
                                         [&](const Agreement& agreement) { return IsInForce(agreement, at); });
}

std::vector<std::string> CaseFile::Consented(Instant at) const {
  std::vector<std::string> units;
  for (const auto& [unit, party] : parties) {
    if (party.IsConsented(at)) units.push_back(unit.text());
  }
  return units;
}

const Party* CaseFile::FindParty(const UnitName& unit) const {
  const auto found = parties.find(unit);
  return found == parties.end() ? nullptr : &found->second;
}

MemberName CaseFile::LastBy(std::string_view kind) const {
  const auto last = std::find_if(facts.rbegin(), facts.rend(), [&](const FactMark& mark) { return mark.kind == kind; });
  return last == facts.rend() ? MemberName{} : last->member;
}

bool CaseFile::IsErased(std::size_t index, FieldClass field_class) const {
  const auto found = erased.find(field_class);
  return found != erased.end() && facts[index].sequence < found->second;
}

CaseFile Begin(const CaseId& id, std::string code_name, Instant at, Value::Object values) {
  CaseFile file;
  file.id = id;
  file.code_name = std::move(code_name);
  file.opened_at = at;
  file.changed_at = at;
  file.values = std::move(values);
  return file;
}

namespace {

Error MovedOn(const CaseFile& file, std::int64_t seen) {
  return {ErrorCode::kConflict,
          "version_moved_on",
          {"Hồ sơ đã có thay đổi sau khi bạn mở. Nội dung bạn nhập vẫn được giữ; hãy xem thay đổi rồi gửi lại.",
           "The case has changed since you opened it. What you entered is kept; look at the change, then send again."},
          "seen version " + std::to_string(seen) + ", now " + std::to_string(file.version()),
          {}};
}

Error Inconsistent(std::string note) {
  return {ErrorCode::kConflict,
          "effect_does_not_fit",
          {"Việc này không còn phù hợp với tình trạng hồ sơ. Hãy mở lại hồ sơ.",
           "This act no longer fits the state of the case. Open the case again."},
          std::move(note),
          {}};
}

/// Takes the classes out of what she agreed to; no purpose means every purpose, no classes all of them.
void TakeBack(Party& party, const std::string& purpose, const std::set<FieldClass>& classes) {
  const auto is_taken = [&](FieldClass field_class) { return classes.empty() || classes.contains(field_class); };
  for (Agreement& agreement : party.agreements) {
    if (purpose.empty() || agreement.purpose == purpose) std::erase_if(agreement.classes, is_taken);
  }
  std::erase_if(party.agreements, [](const Agreement& agreement) { return agreement.classes.empty(); });
}

void ApplyConsent(Party& party, const ConsentEffect& effect, const Fact& fact) {
  if (effect.withdrawn) {
    TakeBack(party, effect.purpose, effect.classes);
    // Agreed before purposes were asked: taking back one purpose ends it for all.
    std::erase_if(party.consent,
                  [&](FieldClass one) { return effect.classes.empty() || effect.classes.contains(one); });
  } else if (effect.purpose.empty()) {
    party.consent.insert(effect.classes.begin(), effect.classes.end());
  } else if (!effect.classes.empty()) {
    // What she says last counts, also when it is for a shorter time.
    TakeBack(party, effect.purpose, effect.classes);
    party.agreements.push_back({effect.purpose, effect.classes, fact.at, effect.until, fact.sequence});
  }
}

}  // namespace

Result<Fact> Perform(const CaseFile& file, const Command& command) {
  if (command.seen_version != file.version()) return MovedOn(file, command.seen_version);
  if (command.at < file.changed_at) return Inconsistent("the act is dated before the last fact of the case");
  for (const PartyEffect& effect : command.effects.parties) {
    const Party* party = file.FindParty(effect.unit);
    for (const std::string& relation : effect.ceases) {
      if (party == nullptr || !party->relations.contains(relation)) {
        return Inconsistent("unit " + effect.unit.text() + " has no relation " + relation + " to lose");
      }
    }
  }
  Fact fact;
  fact.kind = command.kind;
  fact.at = command.at;
  fact.unit = command.unit;
  fact.member = command.member;
  fact.fields = command.fields;
  fact.sealed = command.sealed;
  fact.effects = command.effects;
  return fact;
}

CaseFile Apply(CaseFile file, const Fact& fact) {
  const Effects& effects = fact.effects;
  for (const auto& [name, code] : effects.sets) file.values.insert_or_assign(name, Value(code));
  for (const std::string& name : effects.keeps) {
    if (const auto field = fact.fields.find(name); field != fact.fields.end()) {
      file.values.insert_or_assign(name, field->second);
    }
  }
  for (const PartyEffect& effect : effects.parties) {
    Party& party = file.parties[effect.unit];
    for (const std::string& relation : effect.ceases) party.relations.erase(relation);
    if (effect.becomes.empty()) continue;
    if (effect.prepared) {
      party.prepared.insert(effect.becomes);
    } else {
      party.relations.insert(effect.becomes);
      party.prepared.erase(effect.becomes);
    }
  }
  for (const ConsentEffect& effect : effects.consents) {
    ApplyConsent(file.parties[effect.unit], effect, fact);
  }
  std::erase_if(file.parties, [](const auto& entry) { return entry.second == Party{}; });
  for (const FieldClass field_class : effects.erases) file.erased.insert_or_assign(field_class, fact.sequence);
  if (effects.makes_keeper) file.keeper = fact.unit;
  const Party* keeper = file.FindParty(file.keeper);
  const bool still_keeps = keeper != nullptr && keeper->relations.contains("keeper");
  if (!effects.makes_keeper && !still_keeps) file.keeper = UnitName{};
  file.changed_at = fact.at;
  file.facts.push_back({fact.sequence, fact.kind, fact.at, fact.unit, fact.member, fact.sealed});
  return file;
}

namespace {

/// True when `value` named `from`, as itself or in a list.
bool Rename(Value& value, const UnitName& from, const UnitName& to) {
  if (const std::string* text = value.AsText(); text != nullptr && *text == from.text()) {
    value = to.text();
    return true;
  }
  bool renamed = false;
  if (const Value::Array* items = value.AsArray()) {
    Value::Array changed;
    for (Value item : *items) {
      renamed = Rename(item, from, to) || renamed;
      if (std::find(changed.begin(), changed.end(), item) == changed.end()) changed.push_back(std::move(item));
    }
    if (renamed) value = std::move(changed);
  }
  return renamed;
}

}  // namespace

CaseFile Pass(CaseFile file, const Passing& passing, const std::vector<std::string>& unit_values) {
  bool passed = false;
  if (auto ended = file.parties.extract(passing.from); !ended.empty()) {
    Party& heir = file.parties[passing.to];
    heir.relations.merge(ended.mapped().relations);
    heir.prepared.merge(ended.mapped().prepared);
    heir.consent.merge(ended.mapped().consent);
    const auto& agreed = ended.mapped().agreements;
    heir.agreements.insert(heir.agreements.end(), agreed.begin(), agreed.end());
    for (const std::string& given : heir.relations) heir.prepared.erase(given);
    passed = true;
  }
  if (file.keeper == passing.from) {
    file.keeper = passing.to;
    passed = true;
  }
  for (const std::string& name : unit_values) {
    const auto value = file.values.find(name);
    if (value != file.values.end()) passed = Rename(value->second, passing.from, passing.to) || passed;
  }
  if (passed) file.passings.push_back(passing);
  return file;
}

Value::Object NamedValues(const CaseFile& file, Instant at) {
  Value::Object values = file.values;
  const auto list = [](const std::vector<std::string>& texts) {
    return Value(Value::Array(texts.begin(), texts.end()));
  };
  values.insert_or_assign("done", list(file.Done()));
  values.insert_or_assign("consented", list(file.Consented(at)));
  values.insert_or_assign("has_keeper", Value(!file.keeper.IsEmpty()));
  return values;
}

}  // namespace nuong::casework
