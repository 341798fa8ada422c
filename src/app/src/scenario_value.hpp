#pragma once
#include <set>
#include <string>
#include <vector>

#include "nuong/base/value.hpp"
#include "nuong/base/yaml.hpp"
#include "nuong/operations/open_case.hpp"
#include "nuong/regulation/model.hpp"

namespace nuong::app {

/// Fields of an act from YAML: scalars take the type their form gives them; a text that does not fit stays a text, so
/// that a scenario can say wrong things too.
Value FieldsOf(const YamlNode& node, const regulation::Act* act);

std::vector<std::string> TextsOf(const YamlNode* list);

/// F1, and every class of which a field stands on the page.
std::set<std::string> ClassesSeen(const operations::CaseView& page);

}  // namespace nuong::app
