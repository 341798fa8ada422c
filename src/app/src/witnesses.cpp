#include "witnesses.hpp"

#include <charconv>
#include <fstream>
#include <iterator>

#include "http_text.hpp"
#include "messages.hpp"

namespace nuong::app {
namespace {

/// The size a witness says it cosigned last.
std::optional<std::uint64_t> SizeIn(const TextAnswer& answer) {
  std::uint64_t size = 0;
  const char* end = answer.body.data() + answer.body.size();
  const auto [at, error] = std::from_chars(answer.body.data(), end, size);
  if (answer.status != 409 || error != std::errc() || std::string_view(at, end) != "\n") return std::nullopt;
  return size;
}

Result<void> AskOne(operations::Services& services, const operations::WitnessCall& call) {
  const std::string url = call.url + (call.url.ends_with('/') ? "" : "/") + "add-checkpoint";
  NUONG_TRY(TextAnswer answer, PostText(url, call.request));
  if (const auto size = SizeIn(answer)) {
    NUONG_TRY(const std::string again, operations::CallAgain(services, call.size, *size));
    NUONG_TRY(answer, PostText(url, again));
  }
  if (answer.status != 200) {
    return Wrong("witness_refuses", {"Nhân chứng từ chối ký.", "The witness refuses to cosign."},
                 "status " + std::to_string(answer.status));
  }
  return operations::TakeCosignatures(services, call.size, answer.body);
}

}  // namespace

Result<std::string> ReadTextFile(const std::string& file) {
  std::ifstream stream(file, std::ios::binary);
  if (!stream) {
    return Wrong("file_unreadable", {"Không đọc được tệp " + file + ".", "The file " + file + " cannot be read."});
  }
  return std::string(std::istreambuf_iterator<char>(stream), {});
}

void AskWitnesses(operations::Services& services, http::Log& log, const std::function<bool()>& is_stopping) {
  const auto tell = [&](const Error& error, const std::string& of) {
    log.Failed({"witnesses", error.id, of + error.note, ""});
  };
  const auto calls = operations::CallsToWitnesses(services);
  if (!calls.ok()) return tell(calls.error(), "");
  for (const operations::WitnessCall& call : *calls) {
    if (is_stopping()) return;
    const auto asked = AskOne(services, call);
    if (!asked.ok()) tell(asked.error(), call.witness + ": ");
  }
}

}  // namespace nuong::app
