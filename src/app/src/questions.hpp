#pragma once
#include "regulation_files.hpp"
#include "scenario.hpp"

/// Questions to a regulation, told as data: a situation, a day, what is asked, what must be answered and why. Nothing
/// is stored and nobody signs in. Form: docs/reference/scenarios.md.
namespace nuong::app {

/// Is this file one of questions (and not a scenario)?
bool HoldsQuestions(const YamlNode& root);

/// Asks them all. Each question that is answered otherwise, or is not well formed, is one failure at its place. An
/// error only when there is nothing to ask, or no regulation to ask.
Result<ScenarioReport> AskQuestions(const YamlNode& root, RegulationShelf& regulations);

}  // namespace nuong::app
