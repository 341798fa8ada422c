#include "views.hpp"

#include <algorithm>

#include "duty_codec.hpp"
#include "emergency.hpp"
#include "late_ladder.hpp"
#include "refusals.hpp"
#include "view_keys.hpp"

namespace nuong::operations {
namespace {

using store::Collection;

Value::Object BeginningValues(const regulation::Regulation& regulation) {
  Value::Object values;
  for (const regulation::CaseValue& value : regulation.case_values) {
    if (!value.codes.empty()) values.emplace(value.id, value.codes.front().code);
  }
  return values;
}

Result<std::optional<casework::CaseFile>> StoredCase(const Services& services, store::Reader& reader,
                                                     const CaseId& case_id) {
  auto bytes = reader.Get(Collection::kCases, case_id.text());
  if (!bytes) return std::optional<casework::CaseFile>();
  NUONG_TRY(const auto file,
            services.decoded_cases().Get(*std::move(bytes), [](const std::string& row) -> Result<casework::CaseFile> {
              const auto value = ParseJson(row);
              if (!value.ok()) return CorruptDirectory("a kept case is not JSON");
              return casework::DecodeCaseFile(*value);
            }));
  return std::optional<casework::CaseFile>(*file);
}

Result<std::vector<regulation::OpenDuty>> StoredDuties(const Services& services, store::Reader& reader,
                                                       const CaseId& case_id) {
  auto bytes = reader.Get(Collection::kDuties, "case/" + case_id.text());
  if (!bytes) return std::vector<regulation::OpenDuty>();
  NUONG_TRY(const auto duties, services.decoded_duties().Get(*std::move(bytes), DecodeDuties));
  return *duties;
}

/// Takes the rows of the case before the act off the shelves, puts those after it on.
class Projection {
 public:
  Projection(const Services& services, store::Writer& writer, const CaseId& case_id)
      : services_(services), writer_(writer), case_id_(case_id) {}

  Result<void> Run(const SkeletonPayload& payload) {
    NUONG_TRY(const auto kept, StoredCase(services_, writer_, case_id_));
    NUONG_TRY(const auto kept_duties, StoredDuties(services_, writer_, case_id_));
    // Rows go from under the names they were written with.
    if (kept) Shelve(*kept, kept_duties, false);
    NUONG_TRY(const auto before, ReadCase(services_, writer_, case_id_));
    NUONG_TRY(auto duties, ReadDuties(services_, writer_, case_id_));
    const casework::CaseFile after = After(services_, before, case_id_, payload);

    const casework::Fact& fact = payload.fact;
    const regulation::Happening happening{fact.sequence, fact.kind, fact.at, fact.unit, fact.fields};
    duties = services_.engine.Advance(std::move(duties), happening, SituationOf(after, fact.at));

    writer_.Put(Collection::kCases, case_id_.text(), WriteJson(casework::EncodeCaseFile(after)));
    writer_.Put(Collection::kDuties, "case/" + case_id_.text(), EncodeDuties(duties));
    Shelve(after, duties, true);
    return ProjectEmergency(services_, writer_, case_id_, fact, duties);
  }

 private:
  void Set(Collection collection, const std::string& key, std::string_view value, bool put) {
    if (put) {
      writer_.Put(collection, key, value);
    } else {
      writer_.Delete(collection, key);
    }
  }

  void Shelve(const casework::CaseFile& file, const std::vector<regulation::OpenDuty>& duties, bool put) {
    for (const UnitName& unit : UnitsThatMayList(services_, file)) {
      Set(Collection::kUnitCases, UnitCaseKey(unit, file.changed_at, case_id_), "", put);
    }
    for (const regulation::OpenDuty& duty : duties) ShelveDuty(file, duty, put);
    ShelveTargets(file, put);
    ShelveBed(file, put);
  }

  void ShelveDuty(const casework::CaseFile& file, const regulation::OpenDuty& duty, bool put) {
    if (duty.state == regulation::DutyState::kOpen) {
      Set(Collection::kDuties, DutyKey("mine", duty.holder, duty.deadline.until, case_id_, duty.id), "", put);
      const auto told = LateLadder(services_, file, duty, file.changed_at);
      for (const UnitName& unit : UnitsThatMayList(services_, file)) {
        if (unit == duty.holder) continue;
        if (unit != duty.counterpart && !told.contains(unit) &&
            !MayDo(services_, file, {unit, file.changed_at}, "see_duties").allowed) {
          continue;
        }
        Set(Collection::kDuties, DutyKey("wait", unit, duty.deadline.until, case_id_, duty.id), "", put);
      }
    } else if (duty.state == regulation::DutyState::kDone && duty.closed_at) {
      const std::string day = FormatDate(DateOf(*duty.closed_at, services_.offset()));
      Set(Collection::kDuties, "done/" + duty.holder.text() + "/" + day + "/" + case_id_.text() + "/" + duty.id, "",
          put);
    }
  }

  void ShelveTargets(const casework::CaseFile& file, bool put) {
    const regulation::CaseSituation situation = SituationOf(file, file.changed_at);
    for (const regulation::Target& target : services_.regulation().targets) {
      if (!services_.engine.Counts(target, situation)) continue;
      Set(Collection::kTargets, target.id + "/" + case_id_.text(),
          services_.engine.Meets(target, situation) ? "1" : "0", put);
    }
  }

  /// A bed is spoken of by three case values: `bed` (none | held | occupied), `to` (the centre) and `bed_group`.
  void ShelveBed(const casework::CaseFile& file, bool put) {
    const Value values(file.values);
    const std::string bed = values.TextAt("bed", "none");
    if (bed == "none") return;
    Set(Collection::kBeds, values.TextAt("to") + "/" + values.TextAt("bed_group") + "/" + case_id_.text(), bed, put);
  }

  const Services& services_;
  store::Writer& writer_;
  const CaseId& case_id_;
};

}  // namespace

std::string EncodeSkeleton(const SkeletonPayload& payload) {
  return WriteJson(Value::Object{{"code_name", payload.code_name}, {"fact", casework::EncodeFact(payload.fact)}});
}

Result<SkeletonPayload> DecodeSkeleton(std::string_view bytes) {
  auto value = ParseJson(bytes);
  if (!value.ok() || value->Find("fact") == nullptr) return CorruptDirectory("a plain payload is ill-formed");
  SkeletonPayload payload;
  payload.code_name = value->TextAt("code_name");
  NUONG_TRY(payload.fact, casework::DecodeFact(*value->Find("fact")));
  return payload;
}

Result<std::optional<casework::CaseFile>> ReadCase(const Services& services, store::Reader& reader,
                                                   const CaseId& case_id) {
  NUONG_TRY(auto file, StoredCase(services, reader, case_id));
  if (!file) return file;
  NUONG_TRY(const auto successions, services.SuccessionsAt(reader));
  return std::optional(successions->Bring(*std::move(file)));
}

Result<std::vector<regulation::OpenDuty>> ReadDuties(const Services& services, store::Reader& reader,
                                                     const CaseId& case_id) {
  NUONG_TRY(auto duties, StoredDuties(services, reader, case_id));
  NUONG_TRY(const auto successions, services.SuccessionsAt(reader));
  return successions->Bring(std::move(duties));
}

Result<std::vector<std::string>> ScanLine(const Services& services, store::Reader& reader, Collection collection,
                                          const std::string& prefix, const UnitName& unit, const store::Range& range) {
  NUONG_TRY(const auto successions, services.SuccessionsAt(reader));
  std::set<std::string> found;
  // What a unit had on its lists is its heir's alone.
  if (successions->NextOf(unit) != nullptr) return std::vector<std::string>();
  for (const UnitName& member : successions->LineOf(unit)) {
    const std::string beginning = prefix + member.text() + "/";
    store::Range of_member = store::Prefix(beginning, range.limit);
    of_member.from = beginning + range.from;
    of_member.descending = range.descending;
    if (!range.to.empty()) of_member.to = beginning + range.to;
    reader.Scan(collection, of_member, [&](std::string_view key, std::string_view) {
      found.emplace(key.substr(beginning.size()));
      return true;
    });
  }
  std::vector<std::string> keys(found.begin(), found.end());
  if (range.descending) std::reverse(keys.begin(), keys.end());
  if (range.limit != 0 && keys.size() > range.limit) keys.resize(range.limit);
  return keys;
}

casework::CaseFile After(const Services& services, const std::optional<casework::CaseFile>& before,
                         const CaseId& case_id, const SkeletonPayload& payload) {
  casework::CaseFile file =
      before ? *before
             : casework::Begin(case_id, payload.code_name, payload.fact.at, BeginningValues(services.regulation()));
  return casework::Apply(std::move(file), payload.fact);
}

Result<void> ProjectWrite(const Services& services, store::Writer& writer, const CaseId& case_id,
                          const SkeletonPayload& payload) {
  return Projection(services, writer, case_id).Run(payload);
}

void ProjectLook(store::Writer& writer, const ledger::Entry& entry) {
  if (entry.case_id) writer.Put(Collection::kLooks, LookKey(*entry.case_id, entry.sequence), "");
}

std::set<UnitName> UnitsThatMayList(const Services& services, const casework::CaseFile& file) {
  std::set<UnitName> units;
  for (const auto& [unit, party] : file.parties) {
    if (MayList(services, file, {unit, file.changed_at})) units.insert(unit);
  }
  return units;
}

}  // namespace nuong::operations
