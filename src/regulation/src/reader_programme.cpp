#include "reader.hpp"
#include "reader_fields.hpp"

/// What is owed beside a case: reports, keeping of papers, rules of conduct, programme work.
namespace nuong::regulation {

void ReadReport(MapReader& item) {
  std::vector<ReportDue>& reports = item.draft().regulation.law.reports;
  item.SetPath(NextPath("reports", reports));
  ReportDue report;
  report.id = item.Slug("id");
  report.title = item.NameOrTitle();
  report.from_role = RoleName(item.Slug("from_role"));
  report.to_role = RoleName(item.Slug("to_role"));
  report.every = item.Time("every").value_or(Duration{});
  report.due = item.OptionalLabel("due");
  report.indicators = item.OptionalLabel("indicators");
  report.validity = item.ReadValidity();
  report.source = item.ReadSource();
  KeepVersion(reports, std::move(report));
}

void ReadRetention(MapReader& item) {
  std::vector<Retention>& retention = item.draft().regulation.law.retention;
  item.SetPath(NextPath("retention", retention));
  Retention rule;
  rule.id = item.Slug("id");
  rule.title = item.NameOrTitle();
  rule.what = item.Label("what");
  rule.period = item.Time("period").value_or(Duration{});
  rule.counts_from = item.Strings("counts_from");
  rule.when = item.String("when", Need::kOptional);
  rule.last_day_in = item.Slug("last_day_in", Need::kOptional);
  rule.after = item.Label("after");
  rule.validity = item.ReadValidity();
  rule.source = item.ReadSource();
  KeepVersion(retention, std::move(rule));
}

void ReadNorm(MapReader& item) {
  std::vector<Norm>& norms = item.draft().regulation.law.norms;
  item.SetPath(NextPath("norms", norms));
  Norm norm;
  norm.id = item.Slug("id");
  norm.title = item.NameOrTitle();
  norm.roles = NamesIn<RoleName>(item, "for");
  norm.enforced_by = item.OptionalLabel("enforced_by");
  norm.validity = item.ReadValidity();
  norm.source = item.ReadSource();
  KeepVersion(norms, std::move(norm));
}

void ReadRegister(MapReader& item) {
  std::vector<Register>& registers = item.draft().regulation.law.registers;
  item.SetPath(NextPath("registers", registers));
  Register entry;
  entry.id = item.Slug("id");
  entry.title = item.NameOrTitle();
  entry.holders = NamesIn<RoleName>(item, "holders");
  entry.shared_with = NamesIn<RoleName>(item, "shared_with");
  entry.states = ReadPlainCodes(item, "states");
  entry.fields = ReadFields(item);
  entry.due = item.Time("due").value_or(Duration{});
  entry.validity = item.ReadValidity();
  entry.source = item.ReadSource();
  KeepVersion(registers, std::move(entry));
}

}  // namespace nuong::regulation
