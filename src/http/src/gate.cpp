#include "gate.hpp"

#include <algorithm>

namespace nuong::http {
namespace {

constexpr std::size_t kLongestKey = 64;

/// A browser tells where a request comes from in Sec-Fetch-Site or Origin; other programs send neither and cannot be
/// made to act by a foreign page.
bool IsCrossSite(const Request& request) {
  if (const auto site = request.Find("Sec-Fetch-Site"); site && *site != "same-origin") return true;
  const auto origin = request.Find("Origin");
  if (!origin) return false;
  const std::size_t scheme = origin->find("://");
  return scheme == std::string_view::npos ||
         !EqualsIgnoringCase(origin->substr(scheme + 3), request.Find("Host").value_or(""));
}

bool IsKey(std::string_view key) {
  return !key.empty() && key.size() <= kLongestKey && std::all_of(key.begin(), key.end(), [](char letter) {
    return (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') || (letter >= '0' && letter <= '9') ||
           letter == '_' || letter == '-';
  });
}

}  // namespace

std::optional<Refusal> CheckRules(const Request& request, const Route& route) {
  if (!IsSafe(request.method) && IsCrossSite(request)) return Refusal::kCrossSite;
  if (!route.takes_body && !request.body.empty()) return Refusal::kBodyUnexpected;
  if (route.takes_body && !EqualsIgnoringCase(request.Find("Content-Type").value_or(""), "application/json")) {
    return Refusal::kContentTypeNotJson;
  }
  if (route.facts.once) {
    const auto key = request.Find("Idempotency-Key");
    if (!key) return Refusal::kIdempotencyKeyMissing;
    if (!IsKey(*key)) return Refusal::kIdempotencyKeyInvalid;
  }
  return std::nullopt;
}

}  // namespace nuong::http
