#include "reader.hpp"

/// The law around the acts: regimes, clauses, pathways, grounds, evidence, documents, measures.
namespace nuong::regulation {
namespace {

/// What a clause is about.
constexpr const char* kClauseKinds[] = {"frame",      "principle",  "coordination", "programme",  "verification",
                                        "protection", "support",    "referral",     "return",     "intake",
                                        "target",     "statistics", "facilities",   "inspection", "budget"};

std::string ReadClauseKind(MapReader& item) {
  Codes<std::string> kinds;
  for (const char* kind : kClauseKinds) kinds.emplace_back(kind, kind);
  return item.Choice<std::string>("kind", kinds, "", Need::kRequired);
}

void ReadListed(MapReader& item, const char* group, const char* code_key, std::vector<Listed>& items) {
  item.SetPath(NextPath(group, items));
  Listed listed;
  listed.id = item.Slug("id");
  listed.code = item.String(code_key, Need::kOptional);
  listed.name = item.NameOrTitle();
  listed.validity = item.ReadValidity();
  listed.source = item.ReadSource();
  KeepVersion(items, std::move(listed));
}

}  // namespace

void ReadRegime(MapReader& item) {
  std::vector<Regime>& regimes = item.draft().regulation.law.regimes;
  item.SetPath(NextPath("regimes", regimes));
  Regime regime;
  regime.id = item.Slug("id");
  regime.name = item.NameOrTitle();
  regime.validity = item.ReadValidity();
  regime.instruments = item.Strings("instruments", Need::kRequired);
  if (item.Has("transition")) regime.transition = item.Label("transition");
  if (regime.validity.until && !item.Has("transition")) {
    item.draft().findings.Add(item.PlaceOf("until"), "missing_transition",
                              {"Chế độ này hết hiệu lực nhưng chưa nói việc đang dở chuyển tiếp thế nào (transition).",
                               "This regime ends, but does not say what becomes of what is open (transition)."});
  }
  regime.source = item.ReadSource();
  KeepOnce(item, regimes, std::move(regime));
}

void ReadClause(MapReader& item) {
  std::vector<Clause>& clauses = item.draft().regulation.law.clauses;
  item.SetPath(NextPath("clauses", clauses));
  Clause clause;
  clause.id = item.String("id");
  clause.instrument = item.Slug("instrument");
  clause.actors = NamesIn<RoleName>(item, "actors");
  clause.kind = ReadClauseKind(item);
  clause.says = item.Label("says");
  clause.certainty = item.ReadCertainty();
  clause.not_carried = item.OptionalLabel("not_carried");
  if (clause.id.empty()) return;
  if (item.draft().regulation.law.FindClause(clause.instrument, clause.id) != nullptr) {
    RefuseDuplicate(item, "id", clause.id);
  }
  clauses.push_back(std::move(clause));
}

void ReadCitation(MapReader& item) {
  auto& citations = item.draft().regulation.law.citations;
  const std::string clause = item.String("clause");
  const Text cite = item.Label("cite");
  if (!clause.empty() && !citations.emplace(clause, cite).second) RefuseDuplicate(item, "clause", clause);
}

void ReadPathway(MapReader& item) {
  std::vector<Pathway>& pathways = item.draft().regulation.law.pathways;
  item.SetPath(NextPath("pathways", pathways));
  Pathway pathway;
  pathway.id = item.Slug("id");
  pathway.code = item.String("code");
  pathway.name = item.NameOrTitle();
  pathway.validity = item.ReadValidity();
  pathway.begins = item.Slug("begins");
  item.Each("steps", Need::kRequired, [&](MapReader& inner) {
    pathway.steps.push_back({inner.Slug("step"), inner.Strings("next", Need::kRequired)});
  });
  pathway.source = item.ReadSource();
  KeepVersion(pathways, std::move(pathway));
}

void ReadGround(MapReader& item) { ReadListed(item, "grounds", "code", item.draft().regulation.law.grounds); }

void ReadEvidence(MapReader& item) { ReadListed(item, "evidence", "letter", item.draft().regulation.law.evidence); }

void ReadDocument(MapReader& item) {
  std::vector<Document>& documents = item.draft().regulation.law.documents;
  item.SetPath(NextPath("documents", documents));
  Document document;
  document.id = item.Slug("id");
  document.name = item.NameOrTitle();
  document.number = item.String("number", Need::kOptional);
  document.issued_by = NamesIn<RoleName>(item, "issued_by");
  document.by_acts = item.Strings("by_acts");
  document.validity = item.ReadValidity();
  document.source = item.ReadSource();
  KeepVersion(documents, std::move(document));
}

void ReadMeasure(MapReader& item) {
  std::vector<Measure>& measures = item.draft().regulation.law.measures;
  item.SetPath(NextPath("measures", measures));
  Measure measure;
  measure.id = item.Slug("id");
  measure.name = item.NameOrTitle();
  measure.decided_by = NamesIn<RoleName>(item, "decided_by");
  measure.document = item.Slug("document", Need::kOptional);
  measure.validity = item.ReadValidity();
  measure.source = item.ReadSource();
  KeepVersion(measures, std::move(measure));
}

}  // namespace nuong::regulation
