#include "reform_survey.hpp"

#include <unordered_map>

#include "refusals.hpp"
#include "views.hpp"

namespace nuong::operations {
namespace {

using store::Collection;

/// "<8 bytes>/<26 letters>/<definition>.<sequence>…" → definition.
std::string DefinitionIn(std::string_view key) {
  constexpr std::size_t kBefore = 8 + 1 + 26 + 1;
  if (key.size() <= kBefore) return "";
  const std::string_view duty = key.substr(kBefore);
  return std::string(duty.substr(0, duty.find('.')));
}

void CountDuties(store::Reader& reader, const Successions& successions, Survey& survey) {
  for (auto& [unit, held] : survey) {
    for (const UnitName& member : successions.LineOf(unit)) {
      const std::string prefix = "mine/" + member.text() + "/";
      reader.Scan(Collection::kDuties, store::Prefix(prefix), [&](std::string_view key, std::string_view) {
        ++held.duties[DefinitionIn(key.substr(prefix.size()))];
        return true;
      });
    }
  }
}

void CountWraps(store::Reader& reader, const Successions& successions, Survey& survey) {
  std::unordered_map<std::string, UnitSurvey*> owner;
  for (auto& [unit, held] : survey) {
    for (const UnitName& member : successions.LineOf(unit)) owner.emplace(member.text(), &held);
  }
  reader.Scan(Collection::kKeyring, store::Prefix("wrap/"), [&](std::string_view key, std::string_view) {
    const auto found = owner.find(std::string(key.substr(key.rfind('/') + 1)));
    if (found != owner.end()) ++found->second->wraps;
    return true;
  });
}

Result<void> CountCases(const Successions& successions, store::Reader& reader, SurveyResult& result) {
  Result<void> outcome;
  reader.Scan(Collection::kCases, {}, [&](std::string_view, std::string_view bytes) {
    auto value = ParseJson(bytes);
    auto decoded = value.ok() ? casework::DecodeCaseFile(*value) : CorruptDirectory("a kept case is not JSON");
    if (!decoded.ok()) {
      outcome = decoded.error();
      return false;
    }
    const casework::CaseFile file = successions.Bring(*std::move(decoded));
    bool concerned = false;
    for (const auto& [unit, party] : file.parties) {
      const auto held = result.units.find(unit);
      if (held == result.units.end()) continue;
      concerned = true;
      ++held->second.cases;
      for (const std::string& relation : party.relations) ++held->second.relations[relation];
    }
    if (concerned) ++result.cases;
    return true;
  });
  return outcome;
}

}  // namespace

Result<SurveyResult> SurveyUnits(const Services& services, store::Reader& reader, const std::set<UnitName>& units) {
  NUONG_TRY(const auto successions, services.SuccessionsAt(reader));
  SurveyResult result;
  for (const UnitName& unit : units) result.units.emplace(unit, UnitSurvey{});
  CountDuties(reader, *successions, result.units);
  CountWraps(reader, *successions, result.units);
  NUONG_CHECK(CountCases(*successions, reader, result));
  return result;
}

}  // namespace nuong::operations
