#include <algorithm>

#include "check.hpp"
#include "names.hpp"

namespace nuong::regulation {
namespace {

class NameChecker {
 public:
  explicit NameChecker(Draft& draft)
      : draft_(draft),
        model_(draft.regulation),
        lookup_(draft),
        areas_{"unknown_area", "địa bàn", "area", Keys(model_.areas)},
        roles_{"unknown_role", "vai trò", "role", Keys(model_.roles)},
        units_{"unknown_unit", "đơn vị", "unit", Keys(model_.units)},
        lists_{"unknown_code_list", "danh mục", "code list", Keys(model_.code_lists)},
        values_{"unknown_case_value", "giá trị của hồ sơ", "case value", Ids(model_.case_values)},
        relations_{"unknown_relation", "quan hệ", "relation", Ids(model_.relations)},
        acts_{"unknown_act", "loại việc", "kind of act", KindsOf(model_.acts)},
        papers_{"unknown_paper", "giấy tờ", "paper", Ids(model_.papers)} {}

  void Run() {
    for (const auto& [id, area] : model_.areas) Check(areas_, "/areas/" + id + "/parent", area.parent);
    for (const auto& [id, role] : model_.roles) {
      CheckSource("/roles/" + id.text(), role.source);
      CheckAll(roles_, "/roles/" + id.text() + "/successors", role.successors);
    }
    for (const auto& [id, list] : model_.code_lists) {
      EachOf("/code_lists/" + id + "/codes", list.codes, [&](const auto& path, const Code& code) {
        if (code.source) CheckSource(path, *code.source);
      });
    }
    for (const auto& [id, unit] : model_.units) CheckUnit(unit);
    EachOf("/acts", model_.acts, [&](const auto& path, const Act& act) { CheckAct(path, act); });
    EachOf("/duties", model_.duties, [&](const auto& path, const Duty& duty) { CheckDuty(path, duty); });
    EachOf("/recurring", model_.recurring,
           [&](const auto& path, const RecurringHoliday& holiday) { CheckSource(path, holiday.source); });
    EachOf("/steps", model_.steps, [&](const auto& path, const Step& step) { CheckSource(path, step.source); });
    EachOf("/papers", model_.papers, [&](const auto& path, const Paper& paper) {
      CheckSource(path, paper.source);
      CheckAll(acts_, path + "/signed_by", paper.signed_by);
    });
    EachOf("/targets", model_.targets, [&](const auto& path, const Target& target) {
      CheckSource(path, target.source);
      CheckAll(roles_, path + "/shown_to", target.shown_to);
    });
    EachOf("/consent_texts", model_.consent_texts, [&](const auto& path, const ConsentText& text) {
      CheckSource(path, text.source);
      CheckAll({"unknown_purpose", "mục đích", "purpose", Ids(model_.purposes)}, path + "/purposes", text.purposes);
    });
    EachOf("/access", model_.access, [&](const auto& path, const AccessRule& rule) { CheckSource(path, rule.source); });
    EachOf("/demo_members", model_.demo_members,
           [&](const auto& path, const DemoMember& member) { Check(units_, path + "/unit", member.unit.text()); });
  }

 private:
  void Check(const NameKind& kind, const std::string& path, const std::string& name) {
    lookup_.Check(kind, path, name);
  }

  template <class List>
  void CheckAll(const NameKind& kind, const std::string& path, const List& names) {
    lookup_.CheckAll(kind, path, names);
  }

  void CheckSource(const std::string& path, const Source& source) { lookup_.CheckSource(path, source); }

  void CheckCodesOf(const std::string& list, const std::string& path, const Names& codes) {
    const CodeList* known = model_.FindCodeList(list);
    CheckAll({"unknown_code", "mã", "code", known == nullptr ? Names{} : CodesOf(known->codes)}, path, codes);
  }

  void CheckUnit(const Unit& unit) {
    const std::string path = "/units/" + unit.id.text();
    Check(roles_, path + "/role", unit.role.text());
    Check(areas_, path + "/area", unit.area);
    if (unit.successor) Check(units_, path + "/successor", unit.successor->text());
    EachOf(path + "/beds", unit.beds, [&](const auto& bed_path, const BedGroup& group) {
      CheckCodesOf("sex", bed_path + "/sexes", group.sexes);
      CheckCodesOf("age_group", bed_path + "/age_groups", group.age_groups);
    });
  }

  /// A field that names units for the open part of a case: a skeleton field of a unit type in one of these acts.
  void CheckUnitField(const std::string& path, const std::string& name, const std::vector<const Act*>& acts) {
    Names known;
    bool is_sealed = false;
    for (const Act* act : acts) {
      for (const Field& field : act->fields) {
        if (field.type != FieldType::kUnit && field.type != FieldType::kUnits) continue;
        if (IsProtected(field.field_class)) {
          is_sealed = is_sealed || field.name == name;
        } else {
          known.push_back(field.name);
        }
      }
    }
    if (std::find(known.begin(), known.end(), name) != known.end()) return;
    if (!is_sealed) return Check({"unknown_field", "mục ghi đơn vị", "field of units", known}, path, name);
    draft_.findings.Add(draft_.places.At(path), "sealed_field_reference",
                        {"Mục \"" + name + "\" được niêm phong; chỉ mục F1 mới chỉ ra được đơn vị của hồ sơ.",
                         "The field \"" + name + "\" is sealed; only an F1 field can name units of a case."});
  }

  void CheckRef(const std::string& path, const UnitRef& ref, const std::vector<const Act*>& acts) {
    switch (ref.kind) {
      case UnitRef::Kind::kActor:
      case UnitRef::Kind::kKeeper:
        return;
      case UnitRef::Kind::kField:
        return CheckUnitField(path, ref.name, acts);
      case UnitRef::Kind::kRelation:
        return Check(relations_, path, ref.name);
      case UnitRef::Kind::kRole:
        return Check(roles_, path, ref.name);
    }
  }

  void CheckForm(const std::string& path, const Act& act) {
    EachOf(path + "/fields", act.fields, [&](const auto& field_path, const Field& field) {
      Check(lists_, field_path + "/codes", field.code_list);
      CheckAll(roles_, field_path + "/unit_roles", field.unit_roles);
    });
    Names fields;
    for (const Field& field : act.fields) fields.push_back(field.name);
    const NameKind of_form{"unknown_field", "mục", "field", fields};
    CheckAll(of_form, path + "/keeps", act.keeps);
    Check(of_form, path + "/consent/units", act.consent_units_field);
    Check(of_form, path + "/consent/classes", act.consent_classes_field);
    Check(of_form, path + "/consent/purpose", act.consent_purpose_field);
    Check(of_form, path + "/consent/until", act.consent_until_field);
    Check(of_form, path + "/consent/text", act.consent_text_field);
    EachOf(path + "/demands", act.demands,
           [&](const auto& at, const Demand& demand) { Check(of_form, at + "/field", demand.field); });
  }

  void CheckAct(const std::string& path, const Act& act) {
    CheckSource(path, act.source);
    CheckForm(path, act);
    CheckAll(relations_, path + "/by/relations", act.by_relations);
    CheckAll(roles_, path + "/by/roles", act.by_roles);
    Check(papers_, path + "/paper", act.paper);
    Check(acts_, path + "/reviews", act.reviews);
    Check(acts_, path + "/another_than", act.another_than);
    for (const auto& [value, code] : act.sets) {
      const std::string at = path + "/sets/" + value;
      Check(values_, at, value);
      if (const CaseValue* known = model_.FindCaseValue(value)) {
        Check({"unknown_code", "mã", "code", CodesOf(known->codes)}, at, code);
      }
    }
    EachOf(path + "/parties", act.parties, [&](const auto& at, const PartyChange& change) {
      CheckRef(at + "/unit", change.unit, {&act});
      Check(relations_, at + "/becomes", change.becomes);
      CheckAll(relations_, at + "/ceases", change.ceases);
    });
  }

  void CheckDuty(const std::string& path, const Duty& duty) {
    CheckSource(path, duty.source);
    Check(acts_, path + "/trigger", duty.trigger);
    CheckAll(acts_, path + "/fulfilled_by", duty.fulfilled_by);
    if (duty.extension) CheckAll(acts_, path + "/extension/by", duty.extension->by);
    std::vector<const Act*> triggers;
    for (const Act& act : model_.acts) {
      if (act.kind == duty.trigger) triggers.push_back(&act);
    }
    CheckRef(path + "/holder", duty.holder, triggers);
    if (duty.counterpart) CheckRef(path + "/counterpart", *duty.counterpart, triggers);
    EachOf(path + "/late", duty.late,
           [&](const auto& at, const LateStep& step) { CheckRef(at + "/tell", step.tell, triggers); });
  }

  Draft& draft_;
  const Regulation& model_;
  NameLookup lookup_;
  NameKind areas_, roles_, units_, lists_, values_, relations_, acts_, papers_;
};

}  // namespace

void CheckNames(Draft& draft) { NameChecker(draft).Run(); }

}  // namespace nuong::regulation
