#include "nuong/regulation/items.hpp"

#include <algorithm>
#include <map>
#include <set>

namespace nuong::regulation {
namespace {

using Items = std::vector<Item>;
using Collect = void (*)(const Regulation&, Items&);

Item Sourced(std::string id, Text title, const Validity& validity, const Source& source) {
  Item item{"", std::move(id), std::move(title), validity, source.certainty, {{source.instrument, source.clause}}};
  item.clauses.insert(item.clauses.end(), source.also.begin(), source.also.end());
  return item;
}

/// Of things that have `id`, `name` or `title`, `source`, and mostly `validity`.
template <class Things>
void AddEach(const Things& things, Items& items) {
  for (const auto& thing : things) {
    Text title;
    if constexpr (requires { thing.title; }) {
      title = thing.title;
    } else {
      title = thing.name;
    }
    Validity validity = kAlways;
    if constexpr (requires { thing.validity; }) validity = thing.validity;
    items.push_back(Sourced(thing.id, std::move(title), validity, thing.source));
  }
}

template <auto member>
void OfRegulation(const Regulation& regulation, Items& items) {
  AddEach(regulation.*member, items);
}

template <auto member>
void OfLaw(const Regulation& regulation, Items& items) {
  AddEach(regulation.law.*member, items);
}

void Acts(const Regulation& regulation, Items& items) {
  for (const Act& act : regulation.acts) items.push_back(Sourced(act.kind, act.title, act.validity, act.source));
}

void AccessRules(const Regulation& regulation, Items& items) {
  for (const AccessRule& rule : regulation.access) {
    items.push_back(Sourced(rule.id, rule.reason, kAlways, rule.source));
  }
}

void Roles(const Regulation& regulation, Items& items) {
  for (const auto& [id, role] : regulation.roles) {
    items.push_back(Sourced(id.text(), role.name, role.validity, role.source));
  }
}

void Units(const Regulation& regulation, Items& items) {
  for (const auto& [id, unit] : regulation.units) {
    items.push_back({"", id.text(), unit.name, unit.validity, std::nullopt, {}});
  }
}

void Instruments(const Regulation& regulation, Items& items) {
  for (const auto& [id, instrument] : regulation.instruments) {
    items.push_back({"", id, instrument.title, instrument.validity, instrument.certainty, {}});
  }
}

void Clauses(const Regulation& regulation, Items& items) {
  for (const Clause& clause : regulation.law.clauses) {
    items.push_back({"", clause.id, clause.says, kAlways, clause.certainty, {{clause.instrument, clause.id}}});
  }
}

void Entitlements(const Regulation& regulation, Items& items) {
  for (const Entitlement& row : regulation.matrix.entitlements) {
    const Benefit* benefit = regulation.matrix.FindBenefit(row.benefit);
    items.push_back(Sourced(row.id, benefit == nullptr ? row.source.says : benefit->name, row.validity, row.source));
  }
}

void Parameters(const Regulation& regulation, Items& items) {
  for (const Parameter& parameter : regulation.matrix.parameters) {
    for (const ParameterValue& value : parameter.values) {
      const std::string figure = ": " + (value.value ? FormatDecimal(*value.value) : "?") + " " + parameter.unit;
      items.push_back(Sourced(parameter.id, {parameter.name.vi + figure, parameter.name.en + figure}, value.validity,
                              value.source));
    }
  }
}

void Beneficiaries(const Regulation& regulation, Items& items) { AddEach(regulation.matrix.beneficiaries, items); }
void Benefits(const Regulation& regulation, Items& items) { AddEach(regulation.matrix.benefits, items); }

struct Kind {
  const char* name;
  bool carries;  ///< counts as carrying a clause out
  Collect collect;
};

constexpr Kind kKinds[] = {
    {"act", true, Acts},
    {"duty", true, OfRegulation<&Regulation::duties>},
    {"step", true, OfRegulation<&Regulation::steps>},
    {"paper", true, OfRegulation<&Regulation::papers>},
    {"target", true, OfRegulation<&Regulation::targets>},
    {"access", true, AccessRules},
    {"consent_text", true, OfRegulation<&Regulation::consent_texts>},
    {"purpose", true, OfRegulation<&Regulation::purposes>},
    {"role", true, Roles},
    {"regime", true, OfLaw<&Law::regimes>},
    {"pathway", true, OfLaw<&Law::pathways>},
    {"ground", true, OfLaw<&Law::grounds>},
    {"evidence", true, OfLaw<&Law::evidence>},
    {"document", true, OfLaw<&Law::documents>},
    {"measure", true, OfLaw<&Law::measures>},
    {"entitlement", true, Entitlements},
    {"report", true, OfLaw<&Law::reports>},
    {"retention", true, OfLaw<&Law::retention>},
    {"norm", true, OfLaw<&Law::norms>},
    {"register", true, OfLaw<&Law::registers>},
    {"benefit", false, Benefits},
    {"beneficiary", false, Beneficiaries},
    {"parameter", false, Parameters},
    {"instrument", false, Instruments},
    {"clause", false, Clauses},
    {"unit", false, Units},
};

}  // namespace

const std::vector<std::string>& ItemKinds() {
  static const std::vector<std::string> kNames = [] {
    std::vector<std::string> names;
    for (const Kind& kind : kKinds) names.emplace_back(kind.name);
    return names;
  }();
  return kNames;
}

std::vector<Item> ItemsOf(const Regulation& regulation, std::string_view kind) {
  Items items;
  for (const Kind& known : kKinds) {
    if (kind == known.name) known.collect(regulation, items);
  }
  for (Item& item : items) item.kind = kind;
  return items;
}

std::vector<CoveredClause> Coverage(const Regulation& regulation) {
  std::map<std::pair<std::string, std::string>, std::set<Carrier>> carriers;
  for (const Kind& kind : kKinds) {
    if (!kind.carries) continue;
    for (const Item& item : ItemsOf(regulation, kind.name)) {
      for (const Citation& citation : item.clauses) {
        carriers[{citation.instrument, citation.clause}].insert({item.kind, item.id});
      }
    }
  }
  std::vector<CoveredClause> coverage;
  for (const Clause& clause : regulation.law.clauses) {
    const std::set<Carrier>& found = carriers[{clause.instrument, clause.id}];
    coverage.push_back({&clause, {found.begin(), found.end()}});
  }
  return coverage;
}

}  // namespace nuong::regulation
