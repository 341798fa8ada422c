#pragma once
#include "commands.hpp"

namespace nuong::app {

/// Opens a directory that holds `sheets` sealed match sheets, and one that holds a single one.
int BenchmarkUnseal(const Common& common, int sheets);

}  // namespace nuong::app
