#include "reader.hpp"

namespace nuong::regulation {

std::vector<FieldClass> ReadClasses(MapReader& item, const std::string& key) {
  std::vector<std::string> known;
  for (const FieldClass field_class : kAllFieldClasses) known.emplace_back(FieldClassCode(field_class));

  std::vector<FieldClass> read;
  const std::vector<std::string> classes = item.Strings(key);
  for (std::size_t i = 0; i < classes.size(); ++i) {
    if (const auto field_class = ParseFieldClass(classes[i])) {
      read.push_back(*field_class);
      continue;
    }
    const Place& place = item.draft().places.At(item.path() + "/" + key + "/" + std::to_string(i));
    item.draft().findings.AddUnknown(place, "unknown_class", {"nhóm thông tin", "class"}, classes[i], known);
  }
  return read;
}

void ReadConsentText(MapReader& item) {
  std::vector<ConsentText>& texts = item.draft().regulation.consent_texts;
  item.SetPath(NextPath("consent_texts", texts));
  ConsentText text;
  text.id = item.Slug("id");
  text.title = item.Label("title");
  text.purposes = item.Strings("purposes", Need::kRequired);
  text.classes = ReadClasses(item, "classes");
  item.Each("paragraphs", Need::kRequired,
            [&](MapReader& paragraph) { text.paragraphs.push_back(paragraph.Label("say")); });
  text.validity = item.ReadValidity();
  text.source = item.ReadSource();
  KeepVersion(texts, std::move(text));
}

void ListAsCodes(Draft& draft) {
  Regulation& regulation = draft.regulation;
  CodeList purposes{"purposes", {}};
  for (const Purpose& purpose : regulation.purposes) purposes.codes.push_back({purpose.id, purpose.name});
  CodeList texts{"consent_texts", {}};
  for (const ConsentText& text : regulation.consent_texts) {
    texts.codes.push_back({text.id, text.title, text.validity});
  }
  for (CodeList* list : {&purposes, &texts}) {
    if (!list->codes.empty()) regulation.code_lists.insert_or_assign(list->id, std::move(*list));
  }
}

void ReadAccessRule(MapReader& item) {
  std::vector<AccessRule>& rules = item.draft().regulation.access;
  item.SetPath(NextPath("access", rules));
  AccessRule rule;
  rule.id = item.Slug("id");
  rule.effect = item.Choice<Effect>("effect", {{"permit", Effect::kPermit}, {"forbid", Effect::kForbid}},
                                    Effect::kForbid, Need::kRequired);
  rule.actions = item.Strings("actions", Need::kRequired);
  rule.classes = ReadClasses(item, "classes");
  rule.when = item.String("when", Need::kOptional);
  rule.reason = item.Label("reason");
  rule.source = item.ReadSource();
  if (!rule.id.empty()) rules.push_back(std::move(rule));
}

void ReadPurpose(MapReader& item) {
  std::vector<Purpose>& purposes = item.draft().regulation.purposes;
  item.SetPath(NextPath("purposes", purposes));
  Purpose purpose;
  purpose.id = item.Slug("id");
  purpose.name = item.Label("name");
  purpose.is_default = item.Flag("default");
  purpose.source = item.ReadSource();
  KeepOnce(item, purposes, std::move(purpose));
}

void ReadAccessInvariant(MapReader& item) {
  std::vector<AccessInvariant>& invariants = item.draft().regulation.access_invariants;
  item.SetPath(NextPath("access_invariants", invariants));
  AccessInvariant invariant;
  invariant.id = item.Slug("id");
  invariant.title = item.Label("title");
  invariant.actions = item.Strings("actions", Need::kRequired);
  invariant.classes = ReadClasses(item, "classes");
  invariant.never = item.String("never");
  invariant.is_firm = item.Flag("firm");
  invariant.source = item.ReadSource();
  KeepOnce(item, invariants, std::move(invariant));
}

void ReadPersonSearch(MapReader& item) {
  PersonSearch search;
  search.per_day = item.Number("per_day", Need::kRequired).value_or(0);
  search.name_percent = item.Number("name_percent", Need::kRequired).value_or(100);
  search.year_within = item.Number("year_within", Need::kRequired).value_or(0);
  search.notice_days = item.Number("notice_days", Need::kRequired).value_or(0);
  search.source = item.ReadSource();
  if (search.per_day < 0 || search.name_percent < 1 || search.name_percent > 100 || search.year_within < 0 ||
      search.notice_days < 0) {
    item.draft().findings.Add(item.place(), "bad_number",
                              {"Có số nằm ngoài khoảng dùng được.", "A number is outside what can be used."});
  }
  item.draft().regulation.person_search = std::move(search);
}

void ReadAlertRule(MapReader& item) {
  using Watch = AlertRule::Watch;
  constexpr int kMinutesOfDay = 24 * 60;
  constexpr int kMostUsualDays = 366;
  constexpr int kMostEmergencyDays = 92;  // the others are too many to be kept for longer than a day
  std::vector<AlertRule>& alerts = item.draft().regulation.alerts;
  item.SetPath(NextPath("alerts", alerts));
  AlertRule alert;
  alert.id = item.Slug("id");
  alert.title = item.Label("title");
  alert.watch = item.Choice<Watch>("watch",
                                   {{"bait", Watch::kBait},
                                    {"searches", Watch::kSearches},
                                    {"cases", Watch::kCases},
                                    {"refusals", Watch::kRefusals},
                                    {"emergencies", Watch::kEmergencies}},
                                   Watch::kBait, Need::kRequired);
  const Need counted = alert.watch == Watch::kBait ? Need::kOptional : Need::kRequired;
  alert.within_minutes = item.Number("within_minutes", counted).value_or(0);
  alert.at_least = item.Number("at_least", counted).value_or(0);
  alert.times_usual = item.Number("times_usual", Need::kOptional).value_or(0);
  alert.usual_days = item.Number("usual_days", alert.times_usual == 0 ? Need::kOptional : Need::kRequired).value_or(0);
  alert.per_thousand = item.Number("per_thousand", Need::kOptional).value_or(0);
  alert.source = item.ReadSource();
  const int most_days = alert.watch == Watch::kEmergencies ? kMostEmergencyDays : 1;
  const bool fits = alert.watch == Watch::kBait ||
                    (alert.within_minutes >= 1 && alert.within_minutes <= most_days * kMinutesOfDay &&
                     alert.at_least >= 1 && alert.times_usual >= 0 && alert.usual_days >= 0 &&
                     alert.usual_days <= kMostUsualDays && alert.per_thousand >= 0 && alert.per_thousand < 1000);
  if (!fits) {
    item.draft().findings.Add(item.place(), "bad_number",
                              {"Có số nằm ngoài khoảng dùng được.", "A number is outside what can be used."});
  }
  KeepOnce(item, alerts, std::move(alert));
}

void ReadExportLimits(MapReader& item) {
  constexpr int kMostHours = 366 * 24;
  ExportLimits limits;
  limits.persons_alone = item.Number("persons_alone", Need::kRequired).value_or(0);
  limits.alone_hours = item.Number("alone_hours", Need::kRequired).value_or(0);
  limits.hours = item.Number("hours", Need::kRequired).value_or(0);
  limits.most = item.Number("most", Need::kRequired).value_or(0);
  limits.source = item.ReadSource();
  const auto is_span = [](int hours) { return hours >= 1 && hours <= kMostHours; };
  if (limits.persons_alone < 0 || limits.most < 1 || !is_span(limits.alone_hours) || !is_span(limits.hours)) {
    item.draft().findings.Add(item.place(), "bad_number",
                              {"Có số nằm ngoài khoảng dùng được.", "A number is outside what can be used."});
  }
  item.draft().regulation.exports = std::move(limits);
}

void ReadInvariant(MapReader& item) {
  std::vector<Invariant>& invariants = item.draft().regulation.invariants;
  item.SetPath(NextPath("invariants", invariants));
  Invariant invariant;
  invariant.id = item.Slug("id");
  invariant.title = item.Label("title");
  invariant.never = item.String("never");
  invariant.source = item.ReadSource();
  if (!invariant.id.empty()) invariants.push_back(std::move(invariant));
}

}  // namespace nuong::regulation
