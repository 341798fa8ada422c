#pragma once
#include <filesystem>
#include <fstream>
#include <memory>
#include <sstream>
#include <stdexcept>
#include <string>
#include <vector>

#include "nuong/base/ports.hpp"
#include "nuong/regulation/load.hpp"
#include "nuong/vault/vault.hpp"

/// For tests of this room: a regulation of `regulations/` and repeatable chance.
namespace nuong::operations {

/// Throws, which fails the test, when it does not load without a finding.
inline std::shared_ptr<const regulation::Regulation> ShippedRegulation(const std::string& id) {
  namespace fs = std::filesystem;
  const fs::path folder = fs::path(NUONG_SOURCE_DIR) / "regulations";
  std::vector<regulation::SourceFile> files;
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    if (entry.path().extension() != ".yaml") continue;
    std::ostringstream text;
    text << std::ifstream(entry.path()).rdbuf();
    files.push_back({fs::relative(entry.path(), folder).string(), text.str()});
  }
  regulation::Loaded loaded = regulation::Load(files, id);
  if (!loaded.findings.empty()) throw std::runtime_error(id + " has findings");
  return std::make_shared<const regulation::Regulation>(std::move(loaded.regulation));
}

/// No two calls give the same bytes.
class CountingRandom : public Random {
 public:
  void Fill(std::span<std::uint8_t> bytes) override {
    const auto hash = vault::Sha256(std::to_string(++calls_));
    for (std::size_t i = 0; i < bytes.size(); ++i) bytes[i] = static_cast<std::uint8_t>(hash[i % 32] + i / 32);
  }

 private:
  std::uint64_t calls_ = 0;
};

}  // namespace nuong::operations
