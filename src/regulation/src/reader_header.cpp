#include "reader.hpp"

namespace nuong::regulation {

std::vector<std::string> ReadHeader(Draft& draft, const YamlNode& block, bool is_own) {
  // Only the regulation itself answers for paths under "/regulation"; an extended one keeps its own.
  MapReader header(draft, block, is_own ? "/regulation" : "/extended");
  const std::string id = header.Slug("id");
  const std::vector<std::string> extends = header.Strings("extends");
  const Text title = header.Label("title");
  const Text province = header.Label("province", is_own ? Need::kRequired : Need::kOptional);
  const auto opens_on = header.Date("opens_on", is_own ? Need::kRequired : Need::kOptional);
  std::vector<std::string> code_names = header.Strings("code_names");
  if (!is_own) return extends;
  Regulation& regulation = draft.regulation;
  if (!id.empty() && id != regulation.id) {
    draft.findings.Add(
        header.PlaceOf("id"), "wrong_folder",
        {"Quy chế \"" + id + "\" phải nằm trong thư mục cùng tên, không phải \"" + regulation.id + "\".",
         "Regulation \"" + id + "\" must stand in the folder of its name, not \"" + regulation.id + "\"."});
  }
  regulation.title = title;
  regulation.province = province;
  if (opens_on) regulation.opens_on = *opens_on;
  std::set<std::string> seen;
  for (std::size_t i = 0; i < code_names.size(); ++i) {
    if (seen.insert(code_names[i]).second) continue;
    draft.findings.Add(
        draft.places.At(header.path() + "/code_names/" + std::to_string(i)), "duplicate_id",
        {"\"" + code_names[i] + "\" đã có trong danh sách.", "\"" + code_names[i] + "\" is in the list already."});
  }
  regulation.code_names = std::move(code_names);
  return extends;
}

}  // namespace nuong::regulation
