#include "names.hpp"

#include <algorithm>

namespace nuong::regulation {

Names KindsOf(const std::vector<Act>& acts) {
  Names names;
  for (const Act& act : acts) names.push_back(act.kind);
  return names;
}

Names CodesOf(const std::vector<Code>& codes) {
  Names names;
  for (const Code& code : codes) names.push_back(code.code);
  return names;
}

NameLookup::NameLookup(Draft& draft)
    : draft_(draft), instruments_{"unknown_instrument", "văn bản", "instrument", Keys(draft.regulation.instruments)} {
  for (const Clause& clause : draft.regulation.law.clauses) clauses_[clause.instrument].push_back(clause.id);
}

void NameLookup::Check(const NameKind& kind, const std::string& path, const std::string& name) {
  if (name.empty() || std::find(kind.known.begin(), kind.known.end(), name) != kind.known.end()) return;
  draft_.findings.AddUnknown(draft_.places.At(path), kind.id, {kind.vi, kind.en}, name, kind.known);
}

void NameLookup::CheckAll(const NameKind& kind, const std::string& path, const Names& names) {
  for (std::size_t i = 0; i < names.size(); ++i) Check(kind, Join(path, i), names[i]);
}

void NameLookup::CheckAll(const NameKind& kind, const std::string& path, const std::vector<RoleName>& names) {
  for (std::size_t i = 0; i < names.size(); ++i) Check(kind, Join(path, i), names[i].text());
}

void NameLookup::CheckClause(const std::string& path, const std::string& instrument, const std::string& clause) {
  const auto told = clauses_.find(instrument);
  if (clause.empty() || told == clauses_.end()) return;
  const Names& known = told->second;
  if (std::find(known.begin(), known.end(), clause) != known.end()) return;
  draft_.findings.AddUnknown(draft_.places.At(path), "unknown_clause",
                             {"điều khoản của " + instrument, "clause of " + instrument}, clause, known);
}

void NameLookup::CheckSource(const std::string& path, const Source& source) {
  Check(instruments_, path + "/source/instrument", source.instrument);
  CheckClause(path + "/source/clause", source.instrument, source.clause);
  EachOf(path + "/source/also", source.also, [&](const auto& at, const Citation& citation) {
    Check(instruments_, at + "/instrument", citation.instrument);
    CheckClause(at + "/clause", citation.instrument, citation.clause);
  });
}

}  // namespace nuong::regulation
