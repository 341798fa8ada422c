#include "nuong/regulation/model.hpp"

#include <algorithm>

namespace nuong::regulation {
namespace {

template <class Items, class Key, class Of>
auto FindBy(const Items& items, const Key& key, Of of) -> const typename Items::value_type* {
  const auto found = std::find_if(items.begin(), items.end(), [&](const auto& item) { return of(item) == key; });
  return found == items.end() ? nullptr : &*found;
}

template <class Map, class Key>
auto FindIn(const Map& map, const Key& key) -> const typename Map::mapped_type* {
  const auto found = map.find(key);
  return found == map.end() ? nullptr : &found->second;
}

}  // namespace

const Code* CodeList::Find(std::string_view code) const {
  return FindBy(codes, code, [](const Code& item) { return std::string_view(item.code); });
}

const Code* CodeList::Find(std::string_view code, CivilDate day) const {
  const auto found = std::find_if(codes.begin(), codes.end(),
                                  [&](const Code& item) { return item.code == code && item.validity.Covers(day); });
  return found == codes.end() ? nullptr : &*found;
}

const Field* Act::FindField(std::string_view name) const {
  return FindBy(fields, name, [](const Field& field) { return std::string_view(field.name); });
}

const Field* Act::FileField() const {
  const auto found =
      std::find_if(fields.begin(), fields.end(), [](const Field& field) { return field.type == FieldType::kFile; });
  return found == fields.end() ? nullptr : &*found;
}

const Act* Regulation::FindAct(std::string_view kind, CivilDate day) const {
  const auto found = std::find_if(acts.begin(), acts.end(),
                                  [&](const Act& act) { return act.kind == kind && act.validity.Covers(day); });
  return found == acts.end() ? nullptr : &*found;
}

const Duty* Regulation::FindDuty(std::string_view id_wanted, CivilDate day) const {
  const auto found = std::find_if(duties.begin(), duties.end(),
                                  [&](const Duty& duty) { return duty.id == id_wanted && duty.validity.Covers(day); });
  return found == duties.end() ? nullptr : &*found;
}

const Unit* Regulation::FindUnit(const UnitName& unit) const { return FindIn(units, unit); }

const ConsentText* Regulation::FindConsentText(std::string_view id_wanted, CivilDate day) const {
  const auto found = std::find_if(consent_texts.begin(), consent_texts.end(), [&](const ConsentText& text) {
    return text.id == id_wanted && text.validity.Covers(day);
  });
  return found == consent_texts.end() ? nullptr : &*found;
}

const Relation* Regulation::FindRelation(std::string_view id_wanted) const {
  return FindBy(relations, id_wanted, [](const Relation& relation) { return std::string_view(relation.id); });
}

const CaseValue* Regulation::FindCaseValue(std::string_view id_wanted) const {
  return FindBy(case_values, id_wanted, [](const CaseValue& value) { return std::string_view(value.id); });
}

const CodeList* Regulation::FindCodeList(std::string_view id_wanted) const {
  return FindIn(code_lists, std::string(id_wanted));
}

const Purpose* Regulation::FindPurpose(std::string_view id_wanted) const {
  const auto found =
      std::find_if(purposes.begin(), purposes.end(), [&](const Purpose& purpose) { return purpose.id == id_wanted; });
  return found == purposes.end() ? nullptr : &*found;
}

const Purpose* Regulation::DefaultPurpose() const {
  const auto found =
      std::find_if(purposes.begin(), purposes.end(), [](const Purpose& purpose) { return purpose.is_default; });
  return found == purposes.end() ? nullptr : &*found;
}

const Unit* Regulation::Competent(const RoleName& role, const UnitName& near, CivilDate day) const {
  const Unit* start = FindUnit(near);
  const Area* area = start == nullptr ? nullptr : FindIn(areas, start->area);
  for (std::size_t climbed = 0; area != nullptr && climbed <= areas.size(); ++climbed) {
    for (const auto& [name, unit] : units) {
      if (unit.role == role && unit.area == area->id && unit.validity.Covers(day)) return &unit;
    }
    area = FindIn(areas, area->parent);
  }
  return nullptr;
}

}  // namespace nuong::regulation
