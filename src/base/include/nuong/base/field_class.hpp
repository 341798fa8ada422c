#pragma once
#include <array>
#include <optional>
#include <string_view>

namespace nuong {

/// Need-to-know classes of fields; each case has one data key per class (docs/threat-model.md).
enum class FieldClass {
  kSkeleton,    ///< F1: random case id, stage, due dates, units, adult/child — plain, no personal data
  kOperations,  ///< F2: needs, services, referrals, documents list; no addresses
  kIdentity,    ///< F3: names, contacts, relatives, home
  kMedical,     ///< F4m
  kTestimony,   ///< F4c
  kSafePlace,   ///< F5: where she is kept safe, routes
  kTip,         ///< FT
  kSurvivor,    ///< FS
  kEmergency,   ///< FE: why a part was opened in an emergency, in words; for those who review it
};

inline constexpr std::array kAllFieldClasses = {FieldClass::kSkeleton, FieldClass::kOperations, FieldClass::kIdentity,
                                                FieldClass::kMedical,  FieldClass::kTestimony,  FieldClass::kSafePlace,
                                                FieldClass::kTip,      FieldClass::kSurvivor,   FieldClass::kEmergency};

/// The classes that are sealed under a case key: all but the skeleton.
inline constexpr bool IsProtected(FieldClass field_class) { return field_class != FieldClass::kSkeleton; }

/// "F1" … "F5", "F4m", "F4c", "FT", "FS", "FE".
std::string_view FieldClassCode(FieldClass field_class);
std::optional<FieldClass> ParseFieldClass(std::string_view code);

}  // namespace nuong
