#pragma once
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "commands.hpp"
#include "nuong/base/result.hpp"
#include "nuong/regulation/load.hpp"

namespace nuong::app {

/// The folder of regulations: as given, else $NUONG_REGULATIONS, else `regulations` here or above the program.
Result<std::string> FindRegulations(const Common& common);

/// Names of the regulations in the folder (folders with a regulation.yaml), sorted.
std::vector<std::string> ListRegulations(const std::string& folder);

/// Every YAML file under the folder, by name relative to it.
Result<std::vector<regulation::SourceFile>> ReadRegulationFiles(const std::string& folder);

/// Loads one regulation without findings, with its fingerprint; else an error that holds every finding.
Result<std::shared_ptr<const regulation::Regulation>> LoadRegulation(const std::string& folder, const std::string& id);

/// A folder other than the one in use: it is told, never looked for. The error says which folder it is about.
Result<std::string> OtherRegulations(const std::string& told, const std::string& error_id);
/// The same of one regulation in it.
Result<std::shared_ptr<const regulation::Regulation>> LoadOther(const std::string& folder, const std::string& id);

/// The regulations of a folder, each loaded when it is first asked for and then kept.
class RegulationShelf {
 public:
  explicit RegulationShelf(std::string folder) : folder_(std::move(folder)) {}
  Result<std::shared_ptr<const regulation::Regulation>> Take(const std::string& id);
  const std::string& folder() const { return folder_; }

 private:
  std::string folder_;
  std::map<std::string, std::shared_ptr<const regulation::Regulation>> loaded_;
};

}  // namespace nuong::app
