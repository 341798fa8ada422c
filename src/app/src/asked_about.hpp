#pragma once
#include <set>
#include <string>
#include <vector>

#include "nuong/base/yaml.hpp"
#include "nuong/regulation/items.hpp"

/// Which items of a regulation the stories and rule questions of tests/ ask about.
namespace nuong::app {

struct TestFile {
  std::string name;        ///< "scenarios/s01_taken_off_a_boat.yaml"
  std::string regulation;  ///< whose items it asks about
  std::set<regulation::Carrier> items;
  std::set<std::string> benefits;  ///< asked about as a whole: stand for each of their entitlements
};

/// What one file asks about: acts done, duties owed, targets counted, items and benefits asked for by kind and id.
TestFile ReadTestFile(const std::string& name, const YamlNode& root);

/// The files of scenarios/ and rules/ beside the folder of regulations. Nothing when there is no such folder.
Result<std::vector<TestFile>> ReadTestFiles(const std::string& regulations);

/// Does the file ask about the item?
bool AsksAbout(const TestFile& file, const regulation::Regulation& regulation, const regulation::Carrier& item);

}  // namespace nuong::app
