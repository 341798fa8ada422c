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

std::vector<Code> ReadCodes(MapReader& list) {
  std::vector<Code> codes;
  std::set<std::string> seen;
  list.Each("codes", Need::kRequired, [&](MapReader& item) {
    Code code{item.String("code"), item.Label("label")};
    if (!code.code.empty() && !IsCode(code.code)) {
      item.draft().findings.Add(item.PlaceOf("code"), "bad_slug",
                                {"\"" + code.code + "\" không dùng làm mã được; chỉ dùng chữ không dấu, số, - và _.",
                                 "\"" + code.code + "\" is not a code; use plain letters, digits, - and _."});
    }
    if (!code.code.empty() && !seen.insert(code.code).second) RefuseDuplicate(item, "code", code.code);
    codes.push_back(std::move(code));
  });
  return codes;
}

template <class Item>
void Keep(MapReader& reader, std::vector<Item>& items, Item item) {
  const auto same = [&](const Item& other) { return other.id == item.id; };
  if (item.id.empty()) return;
  if (std::any_of(items.begin(), items.end(), same)) RefuseDuplicate(reader, "id", item.id);
  items.push_back(std::move(item));
}

}  // namespace

void ReadInstrument(MapReader& item) {
  Instrument instrument;
  instrument.id = item.Slug("id");
  item.SetPath("/instruments/" + instrument.id);
  instrument.number = item.String("number", Need::kOptional);
  instrument.title = item.Label("title");
  instrument.issued = item.Date("issued");
  instrument.validity = item.ReadValidity();
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
  list.codes = ReadCodes(item);
  if (list.id.empty()) return;
  const std::string id = list.id;
  if (!item.draft().regulation.code_lists.emplace(id, std::move(list)).second) RefuseDuplicate(item, "id", id);
}

void ReadCaseValue(MapReader& item) {
  std::vector<CaseValue>& values = item.draft().regulation.case_values;
  item.SetPath(NextPath("case_values", values));
  CaseValue value;
  value.id = item.Slug("id");
  value.codes = ReadCodes(item);
  Keep(item, values, std::move(value));
}

void ReadRelation(MapReader& item) {
  std::vector<Relation>& relations = item.draft().regulation.relations;
  item.SetPath(NextPath("relations", relations));
  Relation relation;
  relation.id = item.Slug("id");
  relation.name = item.Label("name");
  Keep(item, relations, std::move(relation));
}

void ReadStep(MapReader& item) {
  std::vector<Step>& steps = item.draft().regulation.steps;
  item.SetPath(NextPath("steps", steps));
  Step step;
  step.id = item.Slug("id");
  step.name = item.Label("name");
  step.done_when = item.String("done_when");
  step.source = item.ReadSource();
  Keep(item, steps, std::move(step));
}

void ReadPaper(MapReader& item) {
  std::vector<Paper>& papers = item.draft().regulation.papers;
  item.SetPath(NextPath("papers", papers));
  Paper paper;
  paper.id = item.Slug("id");
  paper.title = item.Label("title");
  paper.signed_by = item.Strings("signed_by", Need::kRequired);
  paper.source = item.ReadSource();
  Keep(item, papers, std::move(paper));
}

void ReadTarget(MapReader& item) {
  std::vector<Target>& targets = item.draft().regulation.targets;
  item.SetPath(NextPath("targets", targets));
  Target target;
  target.id = item.Slug("id");
  target.title = item.Label("title");
  target.counted_when = item.String("counted_when");
  target.met_when = item.String("met_when");
  target.shown_to = NamesIn<RoleName>(item, "shown_to");
  target.source = item.ReadSource();
  Keep(item, targets, std::move(target));
}

}  // namespace nuong::regulation
