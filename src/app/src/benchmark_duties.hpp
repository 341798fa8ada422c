#pragma once
#include "commands.hpp"

namespace nuong::app {

/// Advances the duties of `cases` cases through story S1 under the regulation of Ho Chi Minh City, in memory, and tells
/// facts a second of processor time: the median of three rounds.
int BenchmarkDuties(const Common& common, int cases);

}  // namespace nuong::app
