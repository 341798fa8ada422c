#pragma once
#include <string>

#include "commands.hpp"
#include "nuong/base/text.hpp"

namespace nuong::app {

/// Reads a line without echo when a person types it; never from the command line, where others could read it.
std::string AskSecret(const Common& common, const Text& prompt);
/// One that nobody knows yet: a person types it twice until both are the same.
std::string AskNewSecret(const Common& common, const Text& prompt);

}  // namespace nuong::app
