#include <unistd.h>

#include <csignal>
#include <cstdio>
#include <cstdlib>

#include "nuong/store/steps.hpp"

// Part of `nuong_steps` only, the program of the tests: it ends itself at the step that $NUONG_DIE_AT names, once the
// file $NUONG_DIE_WHEN is there (at once when none is named). The program that serves holds nothing of this and reads
// neither. A bribed operator who serves with this one instead gains nothing either: he can end any process at any
// moment, and the tests show that each of these moments loses, half does and uncovers nothing.
namespace nuong::store {
namespace {

/// Both are read before `main` begins, and never again.
struct Wish {
  const char* step = std::getenv("NUONG_DIE_AT");
  const char* when = std::getenv("NUONG_DIE_WHEN");
};
const Wish wish;

/// The list, for a test that must speak of each.
[[maybe_unused]] const bool is_listed = [] {
  if (wish.step == nullptr || wish.step != std::string_view("?")) return false;
  for (const std::string_view name : kSteps) std::printf("%.*s\n", static_cast<int>(name.size()), name.data());
  std::exit(0);
}();

}  // namespace

void Reached(const Step& step) {
  if (wish.step == nullptr || step.name() != wish.step) return;
  if (wish.when != nullptr && ::access(wish.when, F_OK) != 0) return;
  std::raise(SIGKILL);
}

}  // namespace nuong::store
