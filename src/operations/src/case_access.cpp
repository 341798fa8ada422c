#include "case_access.hpp"

namespace nuong::operations {
namespace {

rules::Type TypeOf(const regulation::Field& field) {
  switch (field.type) {
    case regulation::FieldType::kInteger:
      return rules::Type::kInt;
    case regulation::FieldType::kYesNo:
      return rules::Type::kBool;
    case regulation::FieldType::kDate:
      return rules::Type::kDate;
    case regulation::FieldType::kInstant:
      return rules::Type::kInstant;
    case regulation::FieldType::kChoices:
    case regulation::FieldType::kUnits:
      return rules::Type::kTextList;
    case regulation::FieldType::kText:
    case regulation::FieldType::kLongText:
    case regulation::FieldType::kChoice:
    case regulation::FieldType::kUnit:
    case regulation::FieldType::kBedGroup:
    case regulation::FieldType::kFile:
      return rules::Type::kText;
  }
  return rules::Type::kText;
}

std::string Either(const std::vector<std::string>& parts) {
  std::string condition;
  for (const std::string& part : parts) condition += (condition.empty() ? "(" : " || ") + part;
  return condition.empty() ? condition : condition + ")";
}

std::string PurposeOf(const Services& services, const std::string& given) {
  if (!given.empty()) return given;
  const regulation::Purpose* usual = services.regulation().DefaultPurpose();
  return usual == nullptr ? "" : usual->id;
}

/// Views are rebuilt where there is no clock, so the clock is asked only when no moment was given.
Instant MomentOf(const Services& services, const Asker& asker) { return asker.at ? *asker.at : services.Now(); }

/// The codes; of a regulation that names none, the one that is unknown.
std::vector<std::string> AllPurposes(const regulation::Regulation& regulation) {
  std::vector<std::string> codes;
  for (const regulation::Purpose& purpose : regulation.purposes) codes.push_back(purpose.id);
  if (codes.empty()) codes.emplace_back();
  return codes;
}

/// Who may do an act stands with the act; here it becomes one rule among the others.
access::Rule RuleOf(const regulation::Act& act) {
  std::vector<std::string> relations;
  for (const std::string& relation : act.by_relations) relations.push_back("'" + relation + "' in unit.relations");
  std::vector<std::string> roles;
  for (const RoleName& role : act.by_roles) roles.push_back("unit.role == '" + role.text() + "'");
  const std::string of_relation = Either(relations);
  const std::string of_role = Either(roles);
  access::Rule rule;
  rule.id = "act/" + act.kind + "@" + FormatDate(act.validity.from);
  rule.actions = {ActionOf(act)};
  rule.when = of_relation + (of_relation.empty() || of_role.empty() ? "" : " && ") + of_role;
  rule.reason = {"Việc này thuộc nhiệm vụ của cơ quan bạn trong hồ sơ.", "This act is your unit's part in the case."};
  return rule;
}

}  // namespace

std::string ActionOf(const regulation::Act& act) { return "act:" + act.kind + "@" + FormatDate(act.validity.from); }

rules::Signature AccessSignature(const regulation::Regulation& regulation) {
  rules::Signature names{{"case.done", rules::Type::kTextList},
                         {"case.consented", rules::Type::kTextList},
                         {"case.has_keeper", rules::Type::kBool}};
  for (const auto& value : regulation.case_values) names.emplace("case." + value.id, rules::Type::kText);
  for (const auto& act : regulation.acts) {
    for (const std::string& kept : act.keeps) {
      if (const regulation::Field* field = act.FindField(kept)) names.emplace("case." + kept, TypeOf(*field));
    }
  }
  return names;
}

Result<access::Policy> CompilePolicy(const regulation::Regulation& regulation) {
  std::vector<access::Rule> rules;
  for (const regulation::AccessRule& given : regulation.access) {
    access::Rule rule;
    rule.id = given.id;
    rule.effect = given.effect == regulation::Effect::kForbid ? access::Effect::kForbid : access::Effect::kPermit;
    rule.actions.insert(given.actions.begin(), given.actions.end());
    rule.classes.insert(given.classes.begin(), given.classes.end());
    rule.when = given.when;
    rule.reason = given.reason;
    rules.push_back(std::move(rule));
  }
  for (const regulation::Act& act : regulation.acts) {
    // Beginning a case is asked of the role, not of a case (begin_case.cpp).
    if (act.by_relations.empty() && act.by_roles.empty()) continue;
    rules.push_back(RuleOf(act));
  }
  return access::Policy::Compile(rules, AccessSignature(regulation));
}

access::Question Standing(const Services& services, const casework::CaseFile& file, const Asker& asker,
                          const Value::Object& values) {
  access::Question question;
  question.action = "read";
  question.purpose = PurposeOf(services, asker.purpose);
  question.is_strong = asker.is_strong;
  question.by_passkey = asker.by_passkey;
  if (const regulation::Unit* known = services.regulation().FindUnit(asker.unit)) question.role = known->role;
  if (const casework::Party* party = file.FindParty(asker.unit)) {
    question.relations = party->relations;
    question.consent = party->ConsentFor(question.purpose, MomentOf(services, asker));
    question.is_prepared = party->relations.empty() && !party->prepared.empty();
  }
  question.case_values = &values;
  return question;
}

namespace {

/// Anything but reading hangs on no purpose: consent for any of them counts.
access::Question StandingToAct(const Services& services, const casework::CaseFile& file, const Asker& asker,
                               const Value::Object& values) {
  access::Question question = Standing(services, file, asker, values);
  if (const casework::Party* party = file.FindParty(asker.unit)) {
    for (const std::string& purpose : AllPurposes(services.regulation())) {
      question.consent.merge(party->ConsentFor(purpose, MomentOf(services, asker)));
    }
  }
  return question;
}

access::Decision DecideExport(const Services& services, access::Question& question, FieldClass field_class) {
  question.field_class = field_class;
  question.action = "export";
  const access::Decision leaves = services.policy.Decide(question);
  question.action = "read";
  const access::Decision reads = services.policy.Decide(question);
  return reads.allowed ? leaves : reads;
}

}  // namespace

Footing::Footing(const Services& services, const casework::CaseFile& file, const Asker& asker)
    : services_(services), file_(file), at_(MomentOf(services, asker)), values_(casework::NamedValues(file, at_)) {
  StandAs(asker);
}

void Footing::StandAs(const Asker& asker) {
  Asker then = asker;
  then.at = at_;
  question_ = StandingToAct(services_, file_, then, values_);
}

access::Question Footing::Asked(const std::string& action) const {
  access::Question question = question_;
  question.action = action;
  return question;
}

access::Decision Footing::MayDo(const std::string& action) const { return services_.policy.Decide(Asked(action)); }

access::Decision Footing::MayDo(const std::string& action, const std::string& purpose) const {
  access::Question question = Asked(action);
  question.purpose = PurposeOf(services_, purpose);
  return services_.policy.Decide(question);
}

bool Footing::MayList() const { return services_.policy.Allows(Asked("list")); }

std::vector<const regulation::Act*> Footing::ActsAllowed(CivilDate day) const {
  access::Policy::Actions actions(services_.policy, question_);
  std::vector<const regulation::Act*> acts;
  for (std::size_t i = 0; i < services_.regulation().acts.size(); ++i) {
    const regulation::Act& act = services_.regulation().acts[i];
    if (act.validity.Covers(day) && actions.Allow(services_.act_actions()[i])) acts.push_back(&act);
  }
  return acts;
}

access::Decision MayDo(const Services& services, const casework::CaseFile& file, const Asker& asker,
                       const std::string& action) {
  return Footing(services, file, asker).MayDo(action);
}

bool MayAnswer(const Services& services, const casework::CaseFile& file, const Asker& asker, const std::string& kind) {
  return MayDo(services, file, asker, "answer:" + kind).allowed;
}

bool MayList(const Services& services, const casework::CaseFile& file, const Asker& asker) {
  return Footing(services, file, asker).MayList();
}

access::Decision MayAct(const Services& services, const casework::CaseFile& file, const Asker& asker,
                        const regulation::Act& act) {
  return MayDo(services, file, asker, ActionOf(act));
}

bool TakesAnother(const regulation::Act& act, const casework::CaseFile& file, const MemberName& member) {
  return !act.another_than.empty() && !member.IsEmpty() && file.LastBy(act.another_than) == member;
}

bool MayReceive(const regulation::Regulation& regulation, const UnitName& unit) {
  const regulation::Unit* known = regulation.FindUnit(unit);
  const auto role = known == nullptr ? regulation.roles.end() : regulation.roles.find(known->role);
  return role != regulation.roles.end() && role->second.may_receive;
}

access::Decision MayReform(const Services& services, const Asker& asker, const std::string& action,
                           std::set<std::string> relations) {
  access::Question question;
  if (const regulation::Unit* known = services.regulation().FindUnit(asker.unit)) question.role = known->role;
  question.is_strong = asker.is_strong;
  question.by_passkey = asker.by_passkey;
  question.relations = std::move(relations);
  question.purpose = PurposeOf(services, "");
  question.action = action;
  return services.policy.Decide(question);
}

Permit PermitToRead(const Services& services, const casework::CaseFile& file, const Sessions::Person& person,
                    std::set<FieldClass> emergency) {
  const Value::Object values = casework::NamedValues(file, services.Now());
  access::Question question = Standing(services, file, person, values);
  question.emergency = std::move(emergency);
  return services.authority.PermitToRead({person.member, person.unit}, file.id, std::move(question));
}

std::vector<Permit> PermitsToPassOn(const Services& services, const casework::CaseFile& file,
                                    const Sessions::Person& person) {
  const Value::Object values = casework::NamedValues(file, services.Now());
  std::vector<Permit> permits;
  for (const std::string& purpose : AllPurposes(services.regulation())) {
    Asker asker(person.unit);
    asker.purpose = purpose;
    permits.push_back(services.authority.PermitToRead({person.member, person.unit}, file.id,
                                                      Standing(services, file, asker, values)));
  }
  return permits;
}

std::set<FieldClass> EntitledClasses(const Services& services, const casework::CaseFile& file, const UnitName& unit,
                                     bool as_prepared) {
  const Instant now = services.Now();
  const Value::Object values = casework::NamedValues(file, now);
  access::Question question = Standing(services, file, unit, values);
  const casework::Party* party = file.FindParty(unit);
  if (as_prepared) {
    if (party != nullptr) question.relations.insert(party->prepared.begin(), party->prepared.end());
    question.is_prepared = false;
  }
  std::set<FieldClass> classes;
  for (const std::string& purpose : AllPurposes(services.regulation())) {
    question.purpose = purpose;
    if (party != nullptr) question.consent = party->ConsentFor(purpose, now);
    for (const FieldClass field_class : kAllFieldClasses) {
      question.field_class = field_class;
      if (IsProtected(field_class) && services.policy.Allows(question)) classes.insert(field_class);
    }
  }
  return classes;
}

Exportable ExportableTo(const Services& services, const casework::CaseFile& file, const Asker& asker) {
  const Value::Object values = casework::NamedValues(file, MomentOf(services, asker));
  access::Question question = Standing(services, file, asker, values);
  Exportable found;
  for (const FieldClass field_class : kAllFieldClasses) {
    const access::Decision leaves = DecideExport(services, question, field_class);
    if (!leaves.allowed) continue;
    found.classes.insert(field_class);
    found.rules.insert(leaves.rules.begin(), leaves.rules.end());
  }
  return found;
}

access::Decision MayExport(const Services& services, const casework::CaseFile& file, const Asker& asker,
                           FieldClass field_class) {
  const Value::Object values = casework::NamedValues(file, MomentOf(services, asker));
  access::Question question = Standing(services, file, asker, values);
  return DecideExport(services, question, field_class);
}

std::set<FieldClass> BreakableClasses(const Services& services, const casework::CaseFile& file, const Asker& asker) {
  const Value::Object values = casework::NamedValues(file, MomentOf(services, asker));
  access::Question question = StandingToAct(services, file, asker, values);
  std::set<FieldClass> classes;
  for (const FieldClass field_class : kAllFieldClasses) {
    if (!IsProtected(field_class)) continue;
    question.field_class = field_class;
    question.action = "break_glass";
    if (!services.policy.Allows(question)) continue;
    question.action = "read";
    question.emergency = {field_class};
    if (services.policy.Allows(question)) classes.insert(field_class);
    question.emergency.clear();
  }
  if (classes.empty()) return classes;
  for (const FieldClass open : EntitledClasses(services, file, asker.unit, false)) classes.erase(open);
  return classes;
}

ClassesToStepUpFor AsksStepUpToBreak(const Services& services, const casework::CaseFile& file, const Asker& asker) {
  ClassesToStepUpFor asked;
  if (asker.by_passkey) return asked;
  const std::set<FieldClass> now = BreakableClasses(services, file, asker);
  const std::set<FieldClass> by_code = BreakableClasses(services, file, asker.SteppedUp(Sessions::Proof::kCode));
  for (const FieldClass later : BreakableClasses(services, file, asker.SteppedUp(Sessions::Proof::kPasskey))) {
    if (now.contains(later)) continue;
    asked.classes.insert(later);
    if (!by_code.contains(later)) asked.by_passkey.insert(later);
  }
  return asked;
}

regulation::CaseSituation SituationOf(const casework::CaseFile& file, Instant at) {
  regulation::CaseSituation situation;
  situation.values = casework::NamedValues(file, at);
  situation.keeper = file.keeper;
  for (const auto& [unit, party] : file.parties) {
    for (const std::string& relation : party.relations) situation.relations[relation].insert(unit);
  }
  return situation;
}

}  // namespace nuong::operations
