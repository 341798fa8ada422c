#include "passkey_need.hpp"

#include "passkey_rows.hpp"
#include "present.hpp"

namespace nuong::operations {
namespace {

bool MightRead(const access::Policy& policy, const RoleName& role, FieldClass field_class, bool by_passkey) {
  access::Question question;
  question.role = role;
  question.field_class = field_class;
  question.is_strong = true;
  question.by_passkey = by_passkey;
  question.action = "break_glass";
  if (policy.MightAllow(question)) question.emergency.insert(field_class);
  question.action = "read";
  return policy.MightAllow(question);
}

}  // namespace

std::vector<FieldClass> OpenOnlyByPasskey(const Services& services, const UnitName& unit) {
  std::vector<FieldClass> classes;
  const regulation::Unit* known = services.regulation().FindUnit(unit);
  if (!services.world.second_factor || known == nullptr) return classes;
  for (const FieldClass field_class : kAllFieldClasses) {
    if (MightRead(services.policy, known->role, field_class, true) &&
        !MightRead(services.policy, known->role, field_class, false)) {
      classes.push_back(field_class);
    }
  }
  return classes;
}

std::vector<Text> ClosedWithoutPasskey(const Services& services, store::Reader& reader, const MemberName& member,
                                       const UnitName& unit) {
  std::vector<Text> names;
  if (HasPasskey(reader, member)) return names;
  for (const FieldClass field_class : OpenOnlyByPasskey(services, unit)) names.push_back(FieldClassLabel(field_class));
  return names;
}

}  // namespace nuong::operations
