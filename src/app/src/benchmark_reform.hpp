#pragma once
#include "commands.hpp"

namespace nuong::app {

/// Makes `cases` open cases in a temporary directory and lets the commune that holds them end.
int BenchmarkReform(const Common& common, int cases);

}  // namespace nuong::app
