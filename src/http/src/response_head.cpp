#include "response_head.hpp"

#include <array>
#include <ctime>

namespace nuong::http {
namespace {

constexpr std::string_view kPolicy =
    "Content-Security-Policy: default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "font-src 'self'; connect-src 'self'; manifest-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'self'; "
    "frame-ancestors 'none'; object-src 'none'; require-trusted-types-for 'script'; trusted-types 'none'\r\n";

/// Of a file that somebody brought: nothing in it may load, run, send or be framed, wherever it is opened.
constexpr std::string_view kPolicyOfFiles =
    "Content-Security-Policy: sandbox; default-src 'none'; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'none'\r\n";

constexpr std::string_view kSecurityHeaders =
    "Strict-Transport-Security: max-age=63072000; includeSubDomains\r\n"
    "X-Content-Type-Options: nosniff\r\n"
    "X-Frame-Options: DENY\r\n"
    "Referrer-Policy: no-referrer\r\n"
    "Cross-Origin-Opener-Policy: same-origin\r\n"
    "Cross-Origin-Embedder-Policy: require-corp\r\n"
    "Cross-Origin-Resource-Policy: same-origin\r\n"
    "Permissions-Policy: accelerometer=(), autoplay=(), bluetooth=(), camera=(), display-capture=(), "
    "encrypted-media=(), fullscreen=(), gamepad=(), geolocation=(), gyroscope=(), hid=(), idle-detection=(), "
    "local-fonts=(), magnetometer=(), microphone=(), midi=(), payment=(), picture-in-picture=(), "
    "publickey-credentials-create=(self), publickey-credentials-get=(self), screen-wake-lock=(), serial=(), "
    "speaker-selection=(), storage-access=(), usb=(), web-share=(), window-management=(), xr-spatial-tracking=()\r\n";

std::string_view CacheControl(Caching caching) {
  switch (caching) {
    case Caching::kNever:
      return "no-store";
    case Caching::kRevalidate:
      return "no-cache";
    case Caching::kForever:
      return "public, max-age=31536000, immutable";
  }
  return "no-store";
}

std::string_view Reason(int status) {
  switch (status) {
    case 200:
      return "OK";
    case 201:
      return "Created";
    case 204:
      return "No Content";
    case 304:
      return "Not Modified";
    case 400:
      return "Bad Request";
    case 401:
      return "Unauthorized";
    case 403:
      return "Forbidden";
    case 404:
      return "Not Found";
    case 405:
      return "Method Not Allowed";
    case 408:
      return "Request Timeout";
    case 409:
      return "Conflict";
    case 413:
      return "Content Too Large";
    case 414:
      return "URI Too Long";
    case 431:
      return "Request Header Fields Too Large";
    case 503:
      return "Service Unavailable";
    default:
      return "Internal Server Error";
  }
}

void AppendHeader(std::string& out, std::string_view name, std::string_view value) {
  out += name;
  out += ": ";
  out += value;
  out += "\r\n";
}

}  // namespace

void AppendHead(std::string& out, const Response& response, const HeadFacts& facts) {
  out += "HTTP/1.1 ";
  out += std::to_string(response.status);
  out += ' ';
  out += Reason(response.status);
  out += "\r\n";
  out += response.is_file ? kPolicyOfFiles : kPolicy;
  out += kSecurityHeaders;
  AppendHeader(out, "Cache-Control", CacheControl(response.caching));
  if (!facts.date.empty()) AppendHeader(out, "Date", facts.date);
  if (!facts.request.empty()) AppendHeader(out, "Nuong-Request", facts.request);
  for (const auto& [name, value] : response.headers) AppendHeader(out, name, value);
  if (!response.content_type.empty()) AppendHeader(out, "Content-Type", response.content_type);
  if (!facts.stream && response.status != 204 && response.status != 304) {
    out += "Content-Length: ";
    out += std::to_string(response.content().size());
    out += "\r\n";
  }
  out += facts.keep_alive ? "Connection: keep-alive\r\n\r\n" : "Connection: close\r\n\r\n";
}

std::string HttpDate(std::int64_t seconds) {
  const auto moment = static_cast<std::time_t>(seconds);
  std::tm parts{};
  gmtime_r(&moment, &parts);
  std::array<char, 40> text;
  const std::size_t size = std::strftime(text.data(), text.size(), "%a, %d %b %Y %H:%M:%S GMT", &parts);
  return {text.data(), size};
}

}  // namespace nuong::http
