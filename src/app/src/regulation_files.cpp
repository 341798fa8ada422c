#include "regulation_files.hpp"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "messages.hpp"
#include "nuong/vault/vault.hpp"

namespace nuong::app {
namespace {

namespace fs = std::filesystem;

bool IsRegulationsFolder(const fs::path& path) { return fs::is_directory(path / "instruments"); }

std::string FingerprintOf(const std::vector<regulation::SourceFile>& files) {
  std::string all;
  for (const regulation::SourceFile& file : files)
    all += file.name + "\n" + std::to_string(file.text.size()) + "\n" + file.text;
  const auto hash = vault::Sha256(all);
  return vault::Hex({reinterpret_cast<const char*>(hash.data()), hash.size()});
}

}  // namespace

Result<std::string> FindRegulations(const Common& common) {
  std::vector<fs::path> places;
  if (!common.regulations.empty()) {
    places.emplace_back(common.regulations);
  } else if (const char* given = std::getenv("NUONG_REGULATIONS"); given != nullptr) {
    places.emplace_back(given);
  } else {
    places.emplace_back("regulations");
    std::error_code ignored;
    const fs::path program = fs::read_symlink("/proc/self/exe", ignored);
    for (fs::path above = program.parent_path(); above.has_relative_path(); above = above.parent_path()) {
      places.push_back(above / "regulations");
    }
  }
  for (const fs::path& place : places) {
    if (IsRegulationsFolder(place)) return place.string();
  }
  return Wrong("regulations_not_found",
               {"Không tìm thấy thư mục quy chế. Hãy chỉ rõ bằng --regulations THƯ_MỤC.",
                "The folder of regulations was not found. Name it with --regulations FOLDER."},
               "looked in " + places.front().string());
}

std::vector<std::string> ListRegulations(const std::string& folder) {
  std::vector<std::string> names;
  for (const auto& entry : fs::directory_iterator(folder)) {
    if (fs::exists(entry.path() / "regulation.yaml")) names.push_back(entry.path().filename().string());
  }
  std::sort(names.begin(), names.end());
  return names;
}

Result<std::vector<regulation::SourceFile>> ReadRegulationFiles(const std::string& folder) {
  std::vector<regulation::SourceFile> files;
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    if (!entry.is_regular_file() || entry.path().extension() != ".yaml") continue;
    std::ifstream stream(entry.path(), std::ios::binary);
    std::ostringstream text;
    text << stream.rdbuf();
    if (!stream) {
      return Error{ErrorCode::kBroken,
                   "file_unreadable",
                   {"Không đọc được tệp " + entry.path().string() + ".", "Cannot read " + entry.path().string() + "."},
                   "read failed",
                   {}};
    }
    std::string name = fs::relative(entry.path(), folder).string();
    // Another set of files would have the same fingerprint, in which a name ends at the line's end.
    if (name.find('\n') != std::string::npos) {
      return Wrong("file_name_unfit", {"Tên tệp quy chế không được có dấu xuống dòng: " + name,
                                       "The name of a regulation's file must not hold a line break: " + name});
    }
    files.push_back({std::move(name), text.str()});
  }
  std::sort(files.begin(), files.end(), [](const auto& a, const auto& b) { return a.name < b.name; });
  return files;
}

Result<std::shared_ptr<const regulation::Regulation>> LoadRegulation(const std::string& folder, const std::string& id) {
  NUONG_TRY(const auto files, ReadRegulationFiles(folder));
  regulation::Loaded loaded = regulation::Load(files, id);
  if (!loaded.findings.empty()) {
    Error error = Wrong("regulation_has_findings",
                        {"Quy chế có lỗi nên không dùng được. Hãy sửa các chỗ sau rồi chạy lại.",
                         "The regulation has findings and is not used. Mend these places and run again."});
    for (const regulation::Finding& finding : loaded.findings) {
      error.fields.push_back({finding.place.text(), finding.id, finding.message});
    }
    return error;
  }
  loaded.regulation.fingerprint = FingerprintOf(files);
  return std::make_shared<const regulation::Regulation>(std::move(loaded.regulation));
}

Result<std::string> OtherRegulations(const std::string& told, const std::string& error_id) {
  if (IsRegulationsFolder(told)) return told;
  return Wrong(error_id, {"\"" + told + "\" không phải là thư mục quy chế: không có thư mục con \"instruments\".",
                          "\"" + told + "\" is not a folder of regulations: it holds no folder \"instruments\"."});
}

Result<std::shared_ptr<const regulation::Regulation>> LoadOther(const std::string& folder, const std::string& id) {
  auto loaded = LoadRegulation(folder, id);
  if (loaded.ok()) return loaded;
  Error error = loaded.error();
  error.message = {folder + ": " + error.message.vi, folder + ": " + error.message.en};
  return error;
}

Result<std::shared_ptr<const regulation::Regulation>> RegulationShelf::Take(const std::string& id) {
  if (const auto known = loaded_.find(id); known != loaded_.end()) return known->second;
  NUONG_TRY(auto loaded, LoadRegulation(folder_, id));
  return loaded_.emplace(id, std::move(loaded)).first->second;
}

}  // namespace nuong::app
