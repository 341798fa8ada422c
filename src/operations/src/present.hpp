#pragma once
#include <string>

#include "nuong/operations/open_case.hpp"
#include "services.hpp"
#include "views.hpp"

/// From the house's own things to what a person reads. Labels come from the regulation; nothing is decided here.
namespace nuong::operations {

Text UnitLabel(const Services& services, const UnitName& unit);
Text RelationLabel(const Services& services, const std::string& relation);
/// The relation that says most about the unit: the first of the regulation's order that it has.
std::string MainRelation(const Services& services, const casework::CaseFile& file, const UnitName& unit);
/// Label of a case value or kept field ("stage", "age_group").
Text CaseValueLabel(const Services& services, const casework::CaseFile& file, const std::string& name);
Text FieldClassLabel(FieldClass field_class);
std::string LocalTime(const Services& services, Instant instant);

Shared<SourceView> SourceOf(const Services& services, const regulation::Source& source);
/// Nothing for a rule that stands with an act.
std::optional<Shared<SourceView>> SourceOfAccessRule(const Services& services, const std::string& id);
FieldView FieldOf(const Services& services, const regulation::Field& field, const Value& value);

/// The duty as `unit` sees it, with the acts by which it may be fulfilled now.
DutyView DutyOf(Services& services, const casework::CaseFile& file, const regulation::OpenDuty& duty,
                const UnitName& unit);

}  // namespace nuong::operations
