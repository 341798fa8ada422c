#include "case_slice.hpp"

#include <algorithm>
#include <bit>

#include "signature.hpp"

namespace nuong::regulation {
namespace {

constexpr VariableId kEra = 0;
constexpr unsigned kWordBits = 128;

template <class T>
bool Contains(const std::vector<T>& items, const T& item) {
  return std::find(items.begin(), items.end(), item) != items.end();
}

bool Touches(const std::set<VariableId>& a, const std::set<VariableId>& b) {
  return std::any_of(a.begin(), a.end(), [&](VariableId id) { return b.contains(id); });
}

}  // namespace

CaseSlice::CaseSlice(const CaseNet& net, const Question& question) : net_(net), about_(question.about) {
  Close(question);
  JoinEras();
  LayOut();
  if (!fits_) return;
  for (const std::size_t act : acts_) AddAct(act);
  AddTime();
  FreeWhatHindersNothing(question);
  ForgetWhatNoLongerMatters(question);
}

std::set<VariableId> CaseSlice::VariablesOf(const CaseNet& net, const Question& question) {
  CaseSlice slice(net, question.about);
  slice.Close(question);
  return slice.about_;
}

/// An act that changes something asked about is kept, and what it reads is asked about too.
void CaseSlice::Close(const Question& question) {
  about_.insert({kEra, net_.begun()});
  acts_.insert(question.acts.begin(), question.acts.end());
  for (const std::size_t act : question.acts) about_.insert(net_.UseOf(act).reads.begin(), net_.UseOf(act).reads.end());
  for (bool grows = true; grows;) {
    const std::size_t before = about_.size() + acts_.size();
    for (std::size_t act = 0; act < net_.regulation().acts.size(); ++act) {
      const Use& use = net_.UseOf(act);
      if (acts_.contains(act) || !Touches(use.writes, about_)) continue;
      // A consent that is taken back is a question of its own.
      if (net_.regulation().acts[act].withdraws_consent) continue;
      acts_.insert(act);
      about_.insert(use.reads.begin(), use.reads.end());
    }
    if (about_.contains(net_.has_keeper())) {
      for (const VariableId keeper : net_.Relations("keeper")) about_.insert(keeper);
    }
    for (std::size_t era = 1; era < net_.eras().size(); ++era) {
      for (const RoleName& role : net_.eras()[era - 1].living) {
        if (net_.eras()[era].living.contains(role)) continue;
        for (const RoleName& heir : net_.Heirs(role, era)) {
          for (const std::string& relation : net_.reach().Of(role)) {
            if (Knows(net_.Relation(relation, heir))) about_.insert(*net_.Relation(relation, role));
          }
          if (Knows(net_.Consent(heir)) && net_.Consent(role)) about_.insert(*net_.Consent(role));
        }
      }
    }
    grows = about_.size() + acts_.size() > before;
  }
}

/// Two eras are one when nothing kept here, and nobody who could do it, differs between them.
void CaseSlice::JoinEras() {
  const auto& eras = net_.eras();
  std::vector<std::uint64_t> masks;
  for (const std::size_t act : acts_) masks.push_back(net_.ErasOf(net_.regulation().acts[act].validity));
  for (const Duty& duty : net_.regulation().duties) {
    const auto triggers = [&](std::size_t act) { return net_.regulation().acts[act].kind == duty.trigger; };
    if (std::any_of(acts_.begin(), acts_.end(), triggers)) masks.push_back(net_.ErasOf(duty.validity));
  }
  for (const RoleName& role : net_.roles()) {
    const bool acts = std::any_of(acts_.begin(), acts_.end(), [&](std::size_t act) {
      return net_.CanDo(net_.regulation().acts[act], role) || Contains(net_.regulation().acts[act].by_roles, role);
    });
    if (acts) masks.push_back(net_.ErasOf(role));
  }
  for (std::size_t era = 0; era < eras.size(); ++era) {
    const bool is_new = era == 0 || std::any_of(masks.begin(), masks.end(), [&](std::uint64_t mask) {
                          return ((mask >> era) & 1) != ((mask >> (era - 1)) & 1);
                        });
    if (is_new) era_begins_.push_back(era);
    era_of_.push_back(static_cast<unsigned>(era_begins_.size() - 1));
  }
}

void CaseSlice::LayOut() {
  places_.assign(net_.variables().size(), {0, 0});
  unsigned shift = 0;
  for (const VariableId variable : about_) {
    const unsigned size =
        variable == kEra ? static_cast<unsigned>(era_begins_.size()) : net_.variables().at(variable).size;
    const unsigned width = std::max(1, static_cast<int>(std::bit_width(size - 1)));
    if (shift + width > kWordBits) return;
    places_[variable] = {shift, width};
    shift += width;
  }
  fits_ = true;
}

BitGuard CaseSlice::Bits(const Guard& guard) const {
  BitGuard bits;
  for (const VariableBox& box : guard) {
    BitBox made;
    for (const VariableTest& test : box) {
      const Place& place = places_[test.variable];
      if (place.width > 0) made.push_back({place.shift, place.width, test.allowed});
    }
    bits.push_back(std::move(made));
  }
  return bits;
}

unsigned CaseSlice::Number(Packed state, VariableId variable) const {
  return BitTest{places_[variable].shift, places_[variable].width, 0}.NumberIn(state);
}

CivilDate CaseSlice::DayOf(Packed state) const { return net_.eras()[EraOf(state)].from; }

Guard CaseSlice::InEras(std::uint64_t eras) const {
  std::uint64_t allowed = 0;
  for (std::size_t number = 0; number < era_begins_.size(); ++number) {
    if ((eras >> era_begins_[number] & 1) != 0) allowed |= std::uint64_t{1} << number;
  }
  return Is(kEra, allowed);
}

void CaseSlice::Put(VariableId variable, unsigned number, Packed& clear, Packed& set) const {
  const Place& place = places_[variable];
  if (place.width == 0) return;
  const Packed field = ((Packed{1} << place.width) - 1) << place.shift;
  clear |= field;
  set = (set & ~field) | (static_cast<Packed>(number) << place.shift);
}

Guard CaseSlice::Who(const Act& act, const RoleName& by) const {
  const Guard has_begun = Is(net_.begun(), 2);
  Guard who;
  if (act.by_relations.empty()) who = has_begun;
  for (const std::string& relation : act.by_relations) {
    if (const auto bit = net_.Relation(relation, by)) who = Either(std::move(who), Both(has_begun, Is(*bit, 2)));
  }
  if (act.begins_case) who = Either(std::move(who), Is(net_.begun(), 1));
  return who;
}

Guard CaseSlice::Demanded(const Act& act, const rules::Environment& given) const {
  Guard guard = Always();
  const rules::Signature names = DemandNames(net_.regulation(), act);
  for (const Demand& demand : act.demands) {
    guard = Both(guard, net_.variables().Judge(demand.condition, names, given, net_.lists()).may);
  }
  return guard;
}

bool CaseSlice::Matters(const Act& act, const Field& field) const {
  if (Contains(act.keeps, field.name) && Knows(net_.CaseName(field.name))) return true;
  const bool is_unit = field.type == FieldType::kUnit || field.type == FieldType::kUnits;
  const bool is_consent = act.consent_units_field == field.name;
  for (const RoleName& role : is_unit ? net_.RolesOf(field) : std::vector<RoleName>{}) {
    if (is_consent && Knows(net_.Consent(role))) return true;
    for (const PartyChange& change : act.parties) {
      if (change.unit.kind != UnitRef::Kind::kField || change.unit.name != field.name) continue;
      if (Knows(net_.Relation(change.becomes, role))) return true;
    }
  }
  const auto is_demanded = [&](const Demand& demand) {
    return demand.condition.find("case.consented") != std::string::npos &&
           demand.condition.find("fields." + field.name) != std::string::npos;
  };
  return is_unit && std::any_of(act.demands.begin(), act.demands.end(), is_demanded);
}

std::vector<CaseSlice::Choices> CaseSlice::AllChoices(const Act& act) const {
  std::vector<Choices> all = {{}};
  for (const Field& field : act.fields) {
    if (!Matters(act, field)) continue;
    std::vector<std::string> texts;
    if (!field.required || !field.when.empty()) texts.emplace_back();
    if (field.type == FieldType::kYesNo) texts.insert(texts.end(), {"true", "false"});
    if (const CodeList* list = net_.regulation().FindCodeList(field.code_list)) {
      for (const Code& code : list->codes) texts.push_back(code.code);
    } else if (field.type != FieldType::kYesNo) {
      for (const RoleName& role : net_.RolesOf(field)) texts.push_back(role.text());
    }
    std::vector<Choices> longer;
    for (const Choices& choices : all) {
      for (const std::string& text : texts) {
        longer.push_back(choices);
        longer.back().emplace_back(&field, text);
      }
    }
    all = std::move(longer);
  }
  return all;
}

void CaseSlice::AddAct(std::size_t index) {
  const Act& act = net_.regulation().acts[index];
  const Guard when = net_.variables().Judge(act.when, net_.case_names(), {}, net_.lists()).may;
  std::vector<RoleName> able;
  for (const RoleName& role : net_.roles()) {
    if (net_.CanDo(act, role)) able.push_back(role);
  }
  if (able.empty()) return;
  for (const Choices& choices : AllChoices(act)) {
    const Guard asked = Both(when, Demanded(act, Given(choices)));
    for (const RoleName& role : able) AddRule(index, role, choices, asked);
  }
}

/// What the form then says.
rules::Environment CaseSlice::Given(const Choices& choices) const {
  rules::Environment given;
  for (const auto& [field, text] : choices) {
    rules::Datum datum = rules::Unknown{};
    if (field->type == FieldType::kYesNo && !text.empty()) datum = text == "true";
    if ((field->type == FieldType::kChoice || field->type == FieldType::kUnit) && !text.empty()) datum = text;
    given["fields." + field->name] = datum;
  }
  return given;
}

void CaseSlice::AddRule(std::size_t index, const RoleName& by, const Choices& choices, const Guard& when) {
  const Act& act = net_.regulation().acts[index];
  std::uint64_t eras = net_.ErasOf(act.validity) & net_.ErasOf(by);
  for (const auto& [field, text] : choices) {
    const bool is_unit = field->type == FieldType::kUnit || field->type == FieldType::kUnits;
    if (is_unit && !text.empty()) eras &= net_.ErasOf(RoleName(text));
  }
  const Guard guard = Both(Both(InEras(eras), Who(act, by)), when);
  if (guard.empty()) return;
  BitRule rule;
  rule.when = Bits(guard);
  if (act.begins_case) Put(net_.begun(), 1, rule.clear, rule.set);
  if (const auto done = net_.Done(act.kind)) Put(*done, 1, rule.clear, rule.set);
  if (act.makes_keeper) Put(net_.has_keeper(), 1, rule.clear, rule.set);
  Keep(act, choices, rule);
  AddParties(act, by, choices, rule);
  rules_.push_back(std::move(rule));
  labels_.push_back({index, by, choices});
}

/// What it sets, and what it keeps of the fields that were answered.
void CaseSlice::Keep(const Act& act, const Choices& choices, BitRule& rule) const {
  for (const auto& [value, code] : act.sets) {
    const CaseValue* known = net_.regulation().FindCaseValue(value);
    const auto variable = net_.CaseName(value);
    for (unsigned i = 0; known != nullptr && variable && i < known->codes.size(); ++i) {
      if (known->codes[i].code == code) Put(*variable, i, rule.clear, rule.set);
    }
  }
  for (const auto& [field, text] : choices) {
    const auto variable = net_.CaseName(field->name);
    if (text.empty() || !variable || !Contains(act.keeps, field->name)) continue;
    const std::vector<rules::Datum>& data = net_.variables().at(*variable).data;
    rules::Datum datum = text;
    if (field->type == FieldType::kYesNo) datum = text == "true";
    const auto found = std::find(data.begin(), data.end(), datum);
    if (found != data.end()) Put(*variable, static_cast<unsigned>(found - data.begin()), rule.clear, rule.set);
  }
}

void CaseSlice::AddParty(const PartyChange& change, const RoleName& role, const Guard& when, BitRule& rule) const {
  BitChange made{Bits(when), 0, 0, true};
  for (const std::string& relation : change.ceases) {
    if (const auto bit = net_.Relation(relation, role)) Put(*bit, 0, made.clear, made.set);
  }
  const auto becomes = net_.Relation(change.becomes, role);
  if (becomes && !change.prepared) Put(*becomes, 1, made.clear, made.set);
  if (made.clear != 0 || made.set != 0) rule.then.push_back(std::move(made));
}

void CaseSlice::AddParties(const Act& act, const RoleName& by, const Choices& choices, BitRule& rule) const {
  bool ceases_keeper = false;
  for (const PartyChange& change : act.parties) {
    ceases_keeper = ceases_keeper || Contains(change.ceases, std::string("keeper"));
    switch (change.unit.kind) {
      case UnitRef::Kind::kActor:
        AddParty(change, by, Always(), rule);
        break;
      case UnitRef::Kind::kRole:
        AddParty(change, RoleName(change.unit.name), InEras(net_.ErasOf(RoleName(change.unit.name))), rule);
        break;
      case UnitRef::Kind::kField:
        for (const auto& [field, text] : choices) {
          if (field->name == change.unit.name) AddParty(change, RoleName(text), Always(), rule);
        }
        break;
      case UnitRef::Kind::kKeeper:
      case UnitRef::Kind::kRelation:
        for (const RoleName& role : net_.roles()) {
          const auto bit =
              net_.Relation(change.unit.kind == UnitRef::Kind::kKeeper ? "keeper" : change.unit.name, role);
          if (Knows(bit)) AddParty(change, role, Is(*bit, 2), rule);
        }
        break;
    }
  }
  if (ceases_keeper && !act.makes_keeper && about_.contains(net_.has_keeper())) {
    Guard nobody = Always();
    for (const VariableId keeper : net_.Relations("keeper")) nobody = Both(nobody, Is(keeper, 1));
    BitChange alone{Bits(nobody), 0, 0, false};
    Put(net_.has_keeper(), 0, alone.clear, alone.set);
    rule.then.push_back(std::move(alone));
  }
  for (const auto& [field, text] : choices) {
    const auto consent = net_.Consent(RoleName(text));
    if (field->name == act.consent_units_field && consent) {
      Put(*consent, act.withdraws_consent ? 0 : 1, rule.clear, rule.set);
    }
  }
}

void CaseSlice::AddTime() {
  for (std::size_t number = 1; number < era_begins_.size(); ++number) {
    BitRule rule;
    rule.when = Bits(Is(kEra, std::uint64_t{1} << (number - 1)));
    Put(kEra, static_cast<unsigned>(number), rule.clear, rule.set);
    for (std::size_t era = era_begins_[number - 1] + 1; era <= era_begins_[number]; ++era) {
      for (const RoleName& role : net_.eras()[era - 1].living) {
        if (net_.eras()[era].living.contains(role)) continue;
        const std::set<RoleName> heirs = net_.Heirs(role, era);
        const std::string ending = "." + role.text();
        for (const VariableId variable : about_) {
          const std::string& name = net_.variables().at(variable).name;
          if (heirs.empty() || !name.ends_with(ending) || name.starts_with("done.")) continue;
          BitChange passes{Bits(Is(variable, 2)), 0, 0, false};
          Put(variable, 0, passes.clear, passes.set);
          for (const RoleName& heir : heirs) {
            const std::size_t id = net_.variables().Find(name.substr(0, name.size() - ending.size() + 1) + heir.text());
            if (id < net_.variables().size()) Put(static_cast<VariableId>(id), 1, passes.clear, passes.set);
          }
          rule.then.push_back(std::move(passes));
        }
      }
    }
    rules_.push_back(std::move(rule));
    labels_.push_back({std::nullopt, RoleName(), {}});
  }
}

}  // namespace nuong::regulation
