#pragma once
#include <memory>
#include <string>
#include <vector>

#include "question.hpp"
#include "scenario.hpp"

/// Tables of the law, written by hand from its texts: which clause asks what of whom, towards whom, by when and until
/// when; who may do what; who is given what. Compared with what the loaded regulation does when it is run. Form:
/// docs/reference/scenarios.md.
namespace nuong::app {

bool HoldsLawTable(const YamlNode& root);

/// The regulations that the table is about; an error at its place when it is about none or tells no rows.
Result<std::vector<std::string>> RegulationsOf(const YamlNode& root);

/// Compares all tables about one regulation with it, together: each duty and each act needs its row in one of them.
ScenarioReport CompareLawTables(const std::vector<YamlNode>& tables,
                                const std::shared_ptr<const regulation::Regulation>& regulation);

}  // namespace nuong::app
