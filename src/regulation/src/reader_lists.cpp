#include <algorithm>

#include "reader.hpp"

/// The small groups: instruments, lists of codes, relations, steps, papers, targets.
namespace nuong::regulation {
namespace {

bool IsCode(const std::string& text) {
  const auto allowed = [](unsigned char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
  };
  return !text.empty() && text.size() <= 64 && std::all_of(text.begin(), text.end(), allowed);
}

Code ReadCode(MapReader& item) {
  Code code{item.String("code"), item.Label("label")};
  if (!code.code.empty() && !IsCode(code.code)) {
    item.draft().findings.Add(item.PlaceOf("code"), "bad_slug",
                              {"\"" + code.code + "\" không dùng làm mã được; chỉ dùng chữ không dấu, số, - và _.",
                               "\"" + code.code + "\" is not a code; use plain letters, digits, - and _."});
  }
  return code;
}

/// Codes of a code list may have a life and versions.
std::vector<Code> ReadDatedCodes(MapReader& list) {
  std::vector<Code> codes;
  std::set<std::string> undated;
  list.Each("codes", Need::kRequired, [&](MapReader& item) {
    Code code = ReadCode(item);
    code.validity = item.ReadLife();
    if (item.Has("source")) code.source = item.ReadSource();
    const bool is_undated = !item.Has("from") && !item.Has("until");
    if (is_undated && !code.code.empty() && !undated.insert(code.code).second) {
      RefuseDuplicate(item, "code", code.code);
      code.code.clear();
    }
    codes.push_back(std::move(code));
  });
  return codes;
}

}  // namespace

std::vector<Code> ReadPlainCodes(MapReader& list, const std::string& key) {
  std::vector<Code> codes;
  std::set<std::string> seen;
  list.Each(key, Need::kRequired, [&](MapReader& item) {
    Code code = ReadCode(item);
    if (!code.code.empty() && !seen.insert(code.code).second) RefuseDuplicate(item, "code", code.code);
    codes.push_back(std::move(code));
  });
  return codes;
}

void ReadInstrument(MapReader& item) {
  Instrument instrument;
  instrument.id = item.Slug("id");
  item.SetPath("/instruments/" + instrument.id);
  instrument.number = item.String("number", Need::kOptional);
  instrument.title = item.Label("title");
  instrument.issued = item.Date("issued");
  instrument.validity = item.ReadLife();
  instrument.read_at = item.String("read_at");
  instrument.certainty = item.ReadCertainty();
  if (instrument.id.empty()) return;
  const std::string id = instrument.id;
  if (!item.draft().regulation.instruments.emplace(id, std::move(instrument)).second) RefuseDuplicate(item, "id", id);
}

void ReadCodeList(MapReader& item) {
  CodeList list;
  list.id = item.Slug("id");
  item.SetPath("/code_lists/" + list.id);
  list.codes = ReadDatedCodes(item);
  if (list.id.empty()) return;
  const std::string id = list.id;
  if (!item.draft().regulation.code_lists.emplace(id, std::move(list)).second) RefuseDuplicate(item, "id", id);
}

void ReadCaseValue(MapReader& item) {
  std::vector<CaseValue>& values = item.draft().regulation.case_values;
  item.SetPath(NextPath("case_values", values));
  CaseValue value;
  value.id = item.Slug("id");
  value.codes = ReadPlainCodes(item, "codes");
  KeepOnce(item, values, std::move(value));
}

void ReadRelation(MapReader& item) {
  std::vector<Relation>& relations = item.draft().regulation.relations;
  item.SetPath(NextPath("relations", relations));
  Relation relation;
  relation.id = item.Slug("id");
  relation.name = item.Label("name");
  if (item.Has("reads_at_most")) relation.reads_at_most = ReadClasses(item, "reads_at_most");
  KeepOnce(item, relations, std::move(relation));
}

void ReadStep(MapReader& item) {
  std::vector<Step>& steps = item.draft().regulation.steps;
  item.SetPath(NextPath("steps", steps));
  Step step;
  step.id = item.Slug("id");
  step.name = item.Label("name");
  step.done_when = item.String("done_when");
  step.validity = item.ReadLife();
  step.source = item.ReadSource();
  KeepVersion(steps, std::move(step));
}

void ReadPaper(MapReader& item) {
  std::vector<Paper>& papers = item.draft().regulation.papers;
  item.SetPath(NextPath("papers", papers));
  Paper paper;
  paper.id = item.Slug("id");
  paper.title = item.Label("title");
  paper.signed_by = item.Strings("signed_by", Need::kRequired);
  paper.source = item.ReadSource();
  KeepOnce(item, papers, std::move(paper));
}

void ReadTarget(MapReader& item) {
  std::vector<Target>& targets = item.draft().regulation.targets;
  item.SetPath(NextPath("targets", targets));
  Target target;
  target.id = item.Slug("id");
  target.title = item.Label("title");
  target.measured_by = item.Slug("measured_by", Need::kOptional);
  const Need need = target.measured_by.empty() ? Need::kRequired : Need::kOptional;
  target.counted_when = item.String("counted_when", need);
  target.met_when = item.String("met_when", need);
  target.shown_to = NamesIn<RoleName>(item, "shown_to");
  target.source = item.ReadSource();
  KeepOnce(item, targets, std::move(target));
}

}  // namespace nuong::regulation
