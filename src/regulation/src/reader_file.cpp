#include "reader.hpp"

namespace nuong::regulation {
namespace {

struct Group {
  const char* key;
  void (*read)(MapReader&);
};

constexpr Group kGroups[] = {
    {"instruments", ReadInstrument},
    {"areas", ReadArea},
    {"roles", ReadRole},
    {"units", ReadUnit},
    {"code_lists", ReadCodeList},
    {"consent_texts", ReadConsentText},
    {"case_values", ReadCaseValue},
    {"relations", ReadRelation},
    {"acts", ReadAct},
    {"duties", ReadDuty},
    {"steps", ReadStep},
    {"papers", ReadPaper},
    {"targets", ReadTarget},
    {"purposes", ReadPurpose},
    {"access", ReadAccessRule},
    {"access_invariants", ReadAccessInvariant},
    {"alerts", ReadAlertRule},
    {"invariants", ReadInvariant},
    {"demo_members", ReadDemoMember},
    {"regimes", ReadRegime},
    {"clauses", ReadClause},
    {"citations", ReadCitation},
    {"pathways", ReadPathway},
    {"grounds", ReadGround},
    {"evidence", ReadEvidence},
    {"documents", ReadDocument},
    {"measures", ReadMeasure},
    {"reports", ReadReport},
    {"retention", ReadRetention},
    {"norms", ReadNorm},
    {"registers", ReadRegister},
    {"parameters", ReadParameter},
    {"person_facts", ReadPersonFact},
    {"beneficiaries", ReadBeneficiary},
    {"benefits", ReadBenefit},
    {"entitlements", ReadEntitlement},
};

}  // namespace

void ReadFile(Draft& draft, const YamlNode& root) {
  // Under the name of the file, so that no item stands where the model has another.
  MapReader file(draft, root, "//" + root.place.file);
  file.Has("regulation");
  file.Inner("calendar", Need::kOptional, ReadCalendar);
  file.Inner("person_search", Need::kOptional, ReadPersonSearch);
  file.Inner("exports", Need::kOptional, ReadExportLimits);
  for (const Group& group : kGroups) file.Each(group.key, Need::kOptional, group.read);
}

void RefuseDuplicate(MapReader& item, const std::string& key, const std::string& id) {
  item.draft().findings.Add(
      item.PlaceOf(key), "duplicate_id",
      {"\"" + id + "\" đã có; mỗi mã chỉ dùng một lần.", "\"" + id + "\" exists already; each id is used once."});
}

}  // namespace nuong::regulation
