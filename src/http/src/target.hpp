#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "message.hpp"

namespace nuong::http {

/// A request target in origin form, decoded.
struct Target {
  std::string path;  ///< always starts with '/'; segments hold no control character
  std::vector<std::string> segments;
  Parameters query;
};

/// Strict: %XX with two hex digits only, UTF-8 without control characters, no encoded '/', no "." or ".." segment, no
/// fragment. Nothing when the target breaks a rule.
std::optional<Target> ParseTarget(std::string_view target);

}  // namespace nuong::http
