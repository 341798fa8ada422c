#include "assets.hpp"

#include <zlib.h>

#include <algorithm>
#include <array>
#include <cassert>

#include "nuong/base/value.hpp"
#include "problem.hpp"
#include "route.hpp"

namespace nuong::http {
namespace {

constexpr std::string_view kIndexPath = "/index.html";
constexpr std::string_view kHintsPath = "/hints.json";
constexpr int kGzipWindow = 15 + 16;

std::string Inflate(std::string_view compressed) {
  z_stream stream{};
  [[maybe_unused]] const int started = inflateInit2(&stream, kGzipWindow);
  assert(started == Z_OK);
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(compressed.data()));
  stream.avail_in = static_cast<uInt>(compressed.size());
  std::string plain;
  std::array<char, 16384> block;
  int state = Z_OK;
  while (state == Z_OK) {
    stream.next_out = reinterpret_cast<Bytef*>(block.data());
    stream.avail_out = static_cast<uInt>(block.size());
    state = inflate(&stream, Z_NO_FLUSH);
    plain.append(block.data(), block.size() - stream.avail_out);
  }
  inflateEnd(&stream);
  assert(state == Z_STREAM_END);
  return plain;
}

bool AcceptsGzip(std::string_view accepted) {
  while (!accepted.empty()) {
    const std::size_t comma = accepted.find(',');
    const std::string_view coding = TrimSpaces(accepted.substr(0, comma));
    accepted.remove_prefix(comma == std::string_view::npos ? accepted.size() : comma + 1);
    const std::size_t semicolon = coding.find(';');
    if (!EqualsIgnoringCase(TrimSpaces(coding.substr(0, semicolon)), "gzip")) continue;
    if (semicolon == std::string_view::npos) return true;
    const std::string_view weight = TrimSpaces(coding.substr(semicolon + 1));
    return weight.find_first_of("123456789") != std::string_view::npos;
  }
  return false;
}

bool Names(std::string_view if_none_match, std::string_view tag) {
  return TrimSpaces(if_none_match) == "*" || if_none_match.find(tag) != std::string_view::npos;
}

std::string LinkTo(const std::string& file) {
  if (file.starts_with("/api/")) return "<" + file + ">; rel=preload; as=fetch; crossorigin";
  if (file.ends_with(".css")) return "<" + file + ">; rel=preload; as=style; crossorigin";
  return "<" + file + ">; rel=modulepreload";
}

}  // namespace

Assets::Assets(std::span<const Asset> assets) {
  for (const Asset& asset : assets) {
    std::string plain = asset.gzip ? Inflate(asset.bytes) : "";
    if (asset.path == kHintsPath)
      ReadHints(asset.gzip ? plain : asset.bytes);
    else
      stored_.emplace(asset.path, Stored{asset, std::move(plain)});
  }
}

void Assets::ReadHints(std::string_view json) {
  const auto hints = ParseJson(json);
  const auto* by_route = hints.ok() ? hints->AsObject() : nullptr;
  if (by_route == nullptr) return;
  for (const auto& [route, files] : *by_route) {
    Hint hint{SplitPattern(route), {}};
    const auto* list = files.AsArray();
    for (const Value& file : list == nullptr ? Value::Array{} : *list) {
      if (file.AsText() == nullptr) continue;
      if (!hint.link.empty()) hint.link += ", ";
      hint.link += LinkTo(*file.AsText());
    }
    if (!hint.link.empty()) hints_.push_back(std::move(hint));
  }
}

const Assets::Stored* Assets::Find(const Target& target) const {
  const auto found = stored_.find(target.path);
  if (found != stored_.end()) return &found->second;
  if (target.segments.back().find('.') != std::string::npos) return nullptr;
  const auto index = stored_.find(kIndexPath);
  return index == stored_.end() ? nullptr : &index->second;
}

const Assets::Hint* Assets::HintFor(const Target& target) const {
  const auto fits = [&target](const Hint& hint) {
    return std::equal(hint.segments.begin(), hint.segments.end(), target.segments.begin(), target.segments.end(),
                      [](const auto& wanted, const auto& given) { return wanted.starts_with('$') || wanted == given; });
  };
  const auto found = std::find_if(hints_.begin(), hints_.end(), fits);
  return found == hints_.end() ? nullptr : &*found;
}

Response Assets::Answer(const Request& request, const Target& target) const {
  const Language language = PreferredLanguage(request.Find("Accept-Language").value_or(""));
  if (stored_.empty()) return Refuse(Refusal::kInterfaceNotBuilt, language);
  const Stored* stored = Find(target);
  if (stored == nullptr) return Refuse(Refusal::kAbsent, language);
  const Asset& asset = stored->asset;
  const bool compressed = asset.gzip && AcceptsGzip(request.Find("Accept-Encoding").value_or(""));
  const std::string tag = "\"" + std::string(asset.hash) + (compressed ? "-gzip\"" : "\"");

  Response response;
  response.caching = asset.path.starts_with("/assets/") ? Caching::kForever : Caching::kRevalidate;
  response.headers.emplace_back("ETag", tag);
  if (asset.gzip) response.headers.emplace_back("Vary", "Accept-Encoding");
  if (Names(request.Find("If-None-Match").value_or(""), tag)) {
    response.status = 304;
    return response;
  }
  response.content_type = asset.media_type;
  response.fixed_body = asset.gzip && !compressed ? std::string_view(stored->plain) : asset.bytes;
  if (compressed) response.headers.emplace_back("Content-Encoding", "gzip");
  if (asset.path == kIndexPath) {
    if (const Hint* hint = HintFor(target)) response.headers.emplace_back("Link", hint->link);
  }
  return response;
}

}  // namespace nuong::http
