#pragma once
#include <string>

#include "commands.hpp"
#include "nuong/base/result.hpp"

namespace nuong::app {

/// The side of a Text the caller reads.
const std::string& Say(const Common& common, const Text& text);

/// Prints an error for a person on standard error, with every field problem, and gives exit code 1.
int Fail(const Common& common, const Error& error);

Error Wrong(std::string id, Text message, std::string note = "");

}  // namespace nuong::app
