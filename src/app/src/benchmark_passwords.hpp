#pragma once
#include "commands.hpp"

namespace nuong::app {

/// Sign-in at the cost of production, by more members at once than are let in.
int BenchmarkPasswords(const Common& common);

}  // namespace nuong::app
