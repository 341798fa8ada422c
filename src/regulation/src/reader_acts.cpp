#include "reader.hpp"
#include "reader_fields.hpp"

namespace nuong::regulation {
namespace {

void ReadParties(MapReader& act, std::vector<PartyChange>& parties) {
  act.Each("parties", Need::kOptional, [&](MapReader& item) {
    PartyChange change;
    change.unit = item.Ref("unit");
    change.becomes = item.Slug("becomes", Need::kOptional);
    change.ceases = item.Strings("ceases");
    change.prepared = item.Flag("prepared");
    if (change.becomes.empty() && change.ceases.empty()) {
      item.draft().findings.Add(item.place(), "missing_key",
                                {"Thiếu \"becomes\" hoặc \"ceases\": thay đổi này chưa nói gì.",
                                 "\"becomes\" or \"ceases\" is missing: this change says nothing."});
    }
    parties.push_back(std::move(change));
  });
}

void ReadDemands(MapReader& act, std::vector<Demand>& demands) {
  act.Each("demands", Need::kOptional, [&](MapReader& item) {
    Demand demand;
    demand.condition = item.String("condition");
    demand.otherwise = item.Label("otherwise");
    demand.field = item.Slug("field", Need::kOptional);
    demands.push_back(std::move(demand));
  });
}

void ReadEmergency(MapReader& item, Act& act) {
  item.Inner("emergency", Need::kOptional, [&](MapReader& inner) {
    using Kind = EmergencyStep::Kind;
    EmergencyStep step;
    step.kind = inner.Choice<Kind>(
        "step", {{"opens", Kind::kOpens}, {"confirms", Kind::kConfirms}, {"reviews", Kind::kReviews}}, Kind::kOpens,
        Need::kRequired);
    const Need need = step.kind == Kind::kOpens ? Need::kRequired : Need::kOptional;
    step.hours = inner.Number("hours", need).value_or(0);
    step.repeat_days = inner.Number("repeat_days", need).value_or(0);
    step.second_person = ReadClasses(inner, "second_person");
    if (step.hours < 0 || step.repeat_days < 0) {
      inner.draft().findings.Add(inner.place(), "bad_number",
                                 {"Số giờ và số ngày không được âm.", "Hours and days are not negative."});
    }
    act.emergency = std::move(step);
  });
}

void ReadEffects(MapReader& item, Act& act) {
  for (auto& [value, code] : item.Pairs("sets")) act.sets[value] = code;
  act.keeps = item.Strings("keeps");
  ReadParties(item, act.parties);
  act.makes_keeper = item.Flag("makes_keeper");
  item.Inner("consent", Need::kOptional, [&](MapReader& consent) {
    act.withdraws_consent = consent.Flag("withdraws");
    act.consent_units_field = consent.Slug("units");
    act.consent_classes_field = consent.Slug("classes", act.withdraws_consent ? Need::kOptional : Need::kRequired);
    act.consent_purpose_field = consent.Slug("purpose", Need::kOptional);
    act.consent_until_field = consent.Slug("until", Need::kOptional);
    act.consent_text_field = consent.Slug("text", Need::kOptional);
  });
  act.begins_case = item.Flag("begins_case");
  act.paper = item.Slug("paper", Need::kOptional);
  act.urgent = item.Flag("urgent");
  act.verifies = item.Flag("verifies");
  act.reviews = item.Slug("reviews", Need::kOptional);
  ReadEmergency(item, act);
  act.another_than = item.Slug("another_than", Need::kOptional);
  act.asks_step_up = item.Flag("asks_step_up");
  act.erases = item.Slug("erases", Need::kOptional);
  act.of_record = item.Flag("of_record");
}

}  // namespace

void ReadAct(MapReader& item) {
  std::vector<Act>& acts = item.draft().regulation.acts;
  item.SetPath(NextPath("acts", acts));
  Act act;
  act.kind = item.Slug("kind");
  act.title = item.Label("title");
  act.button = item.Label("button");
  act.note = item.OptionalLabel("note");
  act.fields = ReadFields(item);
  item.Inner("by", Need::kRequired, [&](MapReader& by) {
    act.by_relations = by.Strings("relations");
    act.by_roles = NamesIn<RoleName>(by, "roles");
  });
  act.when = item.String("when", Need::kOptional);
  act.otherwise = item.Label("otherwise", act.when.empty() ? Need::kOptional : Need::kRequired);
  ReadDemands(item, act.demands);
  ReadEffects(item, act);
  act.validity = item.ReadValidity();
  act.source = item.ReadSource();
  if (!act.kind.empty()) acts.push_back(std::move(act));
}

}  // namespace nuong::regulation
