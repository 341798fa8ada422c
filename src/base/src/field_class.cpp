#include "nuong/base/field_class.hpp"

#include <cstdlib>

namespace nuong {

std::string_view FieldClassCode(FieldClass field_class) {
  switch (field_class) {
    case FieldClass::kSkeleton:
      return "F1";
    case FieldClass::kOperations:
      return "F2";
    case FieldClass::kIdentity:
      return "F3";
    case FieldClass::kMedical:
      return "F4m";
    case FieldClass::kTestimony:
      return "F4c";
    case FieldClass::kSafePlace:
      return "F5";
    case FieldClass::kTip:
      return "FT";
    case FieldClass::kSurvivor:
      return "FS";
    case FieldClass::kEmergency:
      return "FE";
  }
  std::abort();
}

std::optional<FieldClass> ParseFieldClass(std::string_view code) {
  for (const FieldClass field_class : kAllFieldClasses) {
    if (FieldClassCode(field_class) == code) return field_class;
  }
  return std::nullopt;
}

}  // namespace nuong
