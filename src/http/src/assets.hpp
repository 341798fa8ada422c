#pragma once
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "message.hpp"
#include "target.hpp"

namespace nuong::http {

/// One file of the web UI, embedded by cmake/EmbedWeb.cmake.
struct Asset {
  std::string_view path;  ///< "/assets/index-abc.js"
  std::string_view media_type;
  std::string_view hash;  ///< of the plain content
  bool gzip = false;      ///< `bytes` are compressed
  std::string_view bytes;
};

/// Empty when the program was built before the UI.
std::span<const Asset> EmbeddedAssets();

/// Serves the UI: a path with a file gets the file, any other path without a dot in its last segment gets /index.html,
/// so that the UI's own router can answer it. Hashed files under /assets/ are kept forever, all others are revalidated.
class Assets {
 public:
  explicit Assets(std::span<const Asset> assets);
  Response Answer(const Request& request, const Target& target) const;

 private:
  struct Stored {
    Asset asset;
    std::string plain;  ///< for clients that do not take gzip; empty when the asset is not compressed
  };
  /// Files to load early with a page: "/cases/$case_id" → Link header. From /hints.json of the build.
  struct Hint {
    std::vector<std::string> segments;
    std::string link;
  };
  void ReadHints(std::string_view json);
  const Stored* Find(const Target& target) const;
  const Hint* HintFor(const Target& target) const;

  std::map<std::string, Stored, std::less<>> stored_;
  std::vector<Hint> hints_;
};

}  // namespace nuong::http
