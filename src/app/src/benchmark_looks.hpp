#pragma once
#include "commands.hpp"

namespace nuong::app {

/// The page of one case through the server, with the entry that each look makes and without it.
int BenchmarkLooks(const Common& common);

}  // namespace nuong::app
