#include <algorithm>

#include "check.hpp"
#include "names.hpp"
#include "nuong/regulation/items.hpp"

/// Names used by the law around the acts and by the matrix of benefits; clauses and what carries them.
namespace nuong::regulation {
namespace {

class LawChecker {
 public:
  explicit LawChecker(Draft& draft)
      : draft_(draft),
        law_(draft.regulation.law),
        matrix_(draft.regulation.matrix),
        lookup_(draft),
        roles_{"unknown_role", "vai trò", "role", Keys(draft.regulation.roles)},
        acts_{"unknown_act", "loại việc", "kind of act", KindsOf(draft.regulation.acts)},
        steps_{"unknown_step", "bước", "step", Ids(draft.regulation.steps)},
        lists_{"unknown_code_list", "danh mục", "code list", Keys(draft.regulation.code_lists)},
        documents_{"unknown_document", "mẫu giấy tờ", "document", Ids(law_.documents)},
        registers_{"unknown_register", "sổ công tác", "register", Ids(law_.registers)},
        parameters_{"unknown_parameter", "tham số", "parameter", Ids(matrix_.parameters)},
        benefits_{"unknown_benefit", "chế độ hỗ trợ", "benefit", Ids(matrix_.benefits)},
        beneficiaries_{"unknown_beneficiary", "nhóm người được hưởng", "class of persons", Ids(matrix_.beneficiaries)} {
  }

  void Run() {
    CheckFrame();
    CheckPapers();
    CheckProgramme();
    CheckMatrix();
    CheckCarried();
  }

 private:
  void Add(const std::string& path, std::string_view id, Text message) {
    draft_.findings.Add(draft_.places.At(path), id, std::move(message));
  }

  void CheckFrame() {
    EachOf("/regimes", law_.regimes, [&](const auto& path, const Regime& regime) {
      lookup_.CheckInstruments(path + "/instruments", regime.instruments);
      lookup_.CheckSource(path, regime.source);
    });
    EachOf("/clauses", law_.clauses, [&](const auto& path, const Clause& clause) {
      lookup_.CheckInstrument(path + "/instrument", clause.instrument);
      lookup_.CheckAll(roles_, path + "/actors", clause.actors);
    });
    EachOf("/pathways", law_.pathways, [&](const auto& path, const Pathway& pathway) { CheckPathway(path, pathway); });
  }

  void CheckPathway(const std::string& path, const Pathway& pathway) {
    lookup_.CheckSource(path, pathway.source);
    NameKind own{"step_not_in_pathway", "bước trong lộ trình này", "step in this pathway", {}};
    for (const PathwayStep& step : pathway.steps) {
      if (std::find(own.known.begin(), own.known.end(), step.step) != own.known.end()) {
        Add(path + "/steps", "duplicate_id",
            {"Bước \"" + step.step + "\" được ghi hai lần trong lộ trình này.",
             "The step \"" + step.step + "\" is written twice in this pathway."});
      }
      own.known.push_back(step.step);
    }
    lookup_.Check(own, path + "/begins", pathway.begins);
    EachOf(path + "/steps", pathway.steps, [&](const auto& at, const PathwayStep& step) {
      lookup_.Check(steps_, at + "/step", step.step);
      lookup_.CheckAll(own, at + "/next", step.next);
    });
  }

  void CheckPapers() {
    EachOf("/grounds", law_.grounds, [&](const auto& at, const Listed& item) { lookup_.CheckSource(at, item.source); });
    EachOf("/evidence", law_.evidence,
           [&](const auto& at, const Listed& item) { lookup_.CheckSource(at, item.source); });
    EachOf("/documents", law_.documents, [&](const auto& path, const Document& document) {
      lookup_.CheckSource(path, document.source);
      lookup_.CheckAll(roles_, path + "/issued_by", document.issued_by);
      lookup_.CheckAll(acts_, path + "/by_acts", document.by_acts);
    });
    EachOf("/measures", law_.measures, [&](const auto& path, const Measure& measure) {
      lookup_.CheckSource(path, measure.source);
      lookup_.CheckAll(roles_, path + "/decided_by", measure.decided_by);
      lookup_.Check(documents_, path + "/document", measure.document);
    });
  }

  void CheckProgramme() {
    EachOf("/reports", law_.reports, [&](const auto& path, const ReportDue& report) {
      lookup_.CheckSource(path, report.source);
      lookup_.Check(roles_, path + "/from_role", report.from_role.text());
      lookup_.Check(roles_, path + "/to_role", report.to_role.text());
    });
    EachOf("/retention", law_.retention, [&](const auto& path, const Retention& rule) {
      lookup_.CheckSource(path, rule.source);
      lookup_.CheckAll(acts_, path + "/counts_from", rule.counts_from);
      CheckLastDay(path + "/last_day_in", rule);
    });
    EachOf("/norms", law_.norms, [&](const auto& path, const Norm& norm) {
      lookup_.CheckSource(path, norm.source);
      lookup_.CheckAll(roles_, path + "/for", norm.roles);
    });
    EachOf("/registers", law_.registers, [&](const auto& path, const Register& entry) {
      lookup_.CheckSource(path, entry.source);
      lookup_.CheckAll(roles_, path + "/holders", entry.holders);
      lookup_.CheckAll(roles_, path + "/shared_with", entry.shared_with);
      EachOf(path + "/fields", entry.fields, [&](const auto& at, const Field& field) {
        lookup_.Check(lists_, at + "/codes", field.code_list);
        lookup_.CheckAll(roles_, at + "/unit_roles", field.unit_roles);
      });
    });
    EachOf("/targets", draft_.regulation.targets, [&](const auto& path, const Target& target) {
      lookup_.Check(registers_, path + "/measured_by", target.measured_by);
    });
  }

  /// A day that somebody tells stands in for a period that nobody has verified, and for no other.
  void CheckLastDay(const std::string& path, const Retention& rule) {
    if (rule.last_day_in.empty()) return;
    const auto tells = [&](const Act& act) {
      const Field* field = act.FindField(rule.last_day_in);
      const bool keeps = std::find(act.keeps.begin(), act.keeps.end(), rule.last_day_in) != act.keeps.end();
      return keeps && field != nullptr && field->type == FieldType::kDate;
    };
    const auto& acts = draft_.regulation.acts;
    if (rule.period.kind == TimeKind::kUnverified && std::any_of(acts.begin(), acts.end(), tells)) return;
    Add(path, "last_day_not_told",
        {"Chỉ dùng khi thời hạn là \"?\", và phải là mục date mà một việc ghi và giữ (\"keeps\").",
         "This goes with the period \"?\" only, and must be a date that an act asks for and keeps."});
  }

  void CheckMatrix() {
    EachOf("/parameters", matrix_.parameters, [&](const auto& path, const Parameter& parameter) {
      EachOf(path + "/values", parameter.values,
             [&](const auto& at, const ParameterValue& value) { lookup_.CheckSource(at, value.source); });
    });
    EachOf("/person_facts", matrix_.person_facts, [&](const auto& path, const PersonFact& fact) {
      lookup_.Check(lists_, path + "/codes", fact.code_list);
      CheckIdentifier(path + "/id", fact.id);
    });
    EachOf("/beneficiaries", matrix_.beneficiaries,
           [&](const auto& path, const Beneficiary& item) { lookup_.CheckSource(path, item.source); });
    EachOf("/benefits", matrix_.benefits,
           [&](const auto& path, const Benefit& benefit) { lookup_.CheckSource(path, benefit.source); });
    EachOf("/entitlements", matrix_.entitlements, [&](const auto& path, const Entitlement& row) {
      lookup_.CheckSource(path, row.source);
      lookup_.Check(benefits_, path + "/benefit", row.benefit);
      lookup_.CheckAll(beneficiaries_, path + "/beneficiaries", row.beneficiaries);
      if (row.amount) lookup_.Check(parameters_, path + "/amount/parameter", row.amount->parameter);
      lookup_.CheckAll(roles_, path + "/given_by", row.given_by);
      lookup_.CheckAll(documents_, path + "/documents", row.documents);
    });
  }

  /// Conditions name it as person.<id>: a hyphen would be a minus there.
  void CheckIdentifier(const std::string& path, const std::string& name) {
    if (name.find('-') == std::string::npos && (name.empty() || name.front() > '9')) return;
    Add(path, "bad_identifier",
        {"\"" + name + "\" không dùng được trong điều kiện; hãy bắt đầu bằng chữ và nối bằng _.",
         "\"" + name + "\" cannot stand in a condition; begin with a letter and join with _."});
  }

  void CheckCarried() {
    const std::vector<CoveredClause> coverage = Coverage(draft_.regulation);
    for (std::size_t i = 0; i < coverage.size(); ++i) {
      const CoveredClause& covered = coverage[i];
      if (!covered.clause->not_carried || covered.carriers.empty()) continue;
      const Carrier& first = covered.carriers.front();
      Add(Join("/clauses", i) + "/not_carried", "carried_after_all",
          {"Điều khoản này đã có " + first.kind + " \"" + first.id + "\" thực hiện; hãy bỏ \"not_carried\".",
           "The " + first.kind + " \"" + first.id + "\" carries this clause out; remove \"not_carried\"."});
    }
  }

  Draft& draft_;
  const Law& law_;
  const Matrix& matrix_;
  NameLookup lookup_;
  NameKind roles_, acts_, steps_, lists_, documents_, registers_, parameters_, benefits_, beneficiaries_;
};

}  // namespace

void CheckLaw(Draft& draft) { LawChecker(draft).Run(); }

}  // namespace nuong::regulation
