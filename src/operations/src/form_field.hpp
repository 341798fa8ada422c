#pragma once
#include "nuong/operations/list_forms.hpp"
#include "nuong/regulation/model.hpp"

namespace nuong::operations {

/// A field as the form shows it on that day: its options are the codes and units of the day.
FormFieldView FormFieldOf(const regulation::Regulation& regulation, const regulation::Field& field, CivilDate day);

}  // namespace nuong::operations
