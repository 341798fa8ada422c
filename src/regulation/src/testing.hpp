#pragma once
#include <memory>
#include <string>
#include <vector>

#include "nuong/regulation/load.hpp"

/// Shared by this room's tests: files from disk, and the pretend province of regulations/example.
namespace nuong::regulation::testing {

std::string ReadText(const std::string& path);

/// Every YAML file of the folder, its name relative to regulations/, by name.
std::vector<SourceFile> ReadFolder(const std::string& folder);

/// The pretend province; its findings fail the test that asks.
std::shared_ptr<const Regulation> Example();

/// "file:line:column id — message", one a line.
std::string Told(const std::vector<Finding>& findings);

/// The moment a test writes, such as "2023-06-03T22:40+07:00".
Instant At(const std::string& text);

}  // namespace nuong::regulation::testing
