#pragma once
#include <vector>

#include "services.hpp"

/// What a member without a passkey goes without.
namespace nuong::operations {

/// Classes that members of the unit could open by the rules of some case, in an emergency or not, but only right after
/// a passkey was shown. None where no second factor is asked for: there a password counts as a passkey.
std::vector<FieldClass> OpenOnlyByPasskey(const Services& services, const UnitName& unit);

/// Their names while she has no passkey; none once she has one.
std::vector<Text> ClosedWithoutPasskey(const Services& services, store::Reader& reader, const MemberName& member,
                                       const UnitName& unit);

}  // namespace nuong::operations
