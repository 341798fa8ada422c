#include "messages.hpp"

#include <fmt/core.h>

#include <cstdio>

namespace nuong::app {

const std::string& Say(const Common& common, const Text& text) {
  return common.language == Language::kEnglish ? text.en : text.vi;
}

int Fail(const Common& common, const Error& error) {
  fmt::print(stderr, "{}\n", Say(common, error.message));
  for (const FieldProblem& problem : error.fields) {
    fmt::print(stderr, "  {}: {}\n", problem.pointer, Say(common, problem.message));
  }
  if (!error.note.empty()) fmt::print(stderr, "  [{}] {}\n", error.id, error.note);
  return 1;
}

Error Wrong(std::string id, Text message, std::string note) {
  return {ErrorCode::kInvalid, std::move(id), std::move(message), std::move(note), {}};
}

}  // namespace nuong::app
