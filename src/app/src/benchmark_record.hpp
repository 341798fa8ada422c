#pragma once
#include "commands.hpp"

namespace nuong::app {

/// The page of one case through the server, with the entry that each look makes and without it.
int BenchmarkLooks(const Common& common);

/// Opens a directory that holds `sheets` sealed match sheets, and one that holds a single one.
int BenchmarkUnseal(const Common& common, int sheets);

/// Sign-in at the cost of production, by more members at once than are let in.
int BenchmarkPasswords(const Common& common);

}  // namespace nuong::app
