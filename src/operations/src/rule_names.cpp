#include "rule_names.hpp"

#include <map>
#include <string>

#include "regulation_items.hpp"

namespace nuong::operations {
namespace {

constexpr std::string_view kActPrefix = "act:";
constexpr std::string_view kAnswerPrefix = "answer:";

const std::map<std::string, Text, std::less<>> kActionNames = {
    {"list", {"Biết có hồ sơ", "Know of the case"}},
    {"read", {"Đọc", "Read"}},
    {"see_duties", {"Xem việc phải làm", "See duties"}},
    {"see_parties", {"Xem ai được biết", "See who knows"}},
    {"see_looks", {"Xem ai đã xem", "See who looked"}},
    {"see_targets", {"Xem chỉ tiêu", "See targets"}},
    {"see_reforms", {"Xem ngày chuyển đổi", "See reform days"}},
    {"propose_reform", {"Đề xuất ngày chuyển đổi", "Propose a reform day"}},
    {"confirm_reform", {"Xác nhận ngày chuyển đổi", "Confirm a reform day"}},
    {"approve_member", {"Phê duyệt thành viên", "Approve members"}},
    {"see_alerts", {"Xem cảnh báo", "See alerts"}},
    {"plant_bait", {"Đặt người mồi", "Invent bait persons"}},
    {"break_glass", {"Truy cập khẩn cấp", "Emergency access"}},
    {"review_emergency", {"Rà soát truy cập khẩn cấp", "Review emergency access"}},
    {"search_persons", {"Tìm người", "Search for persons"}},
    {"export", {"Xuất ra tệp", "Take out in a file"}},
    {"confirm_export", {"Xác nhận xuất tệp", "Confirm a file"}}};

Text Before(const Text& what, const Text& name) { return {what.vi + name.vi, what.en + name.en}; }

const std::map<std::string, Text, std::less<>> kHouseRelationNames = {
    {regulation::kReformProposer, {"đã đề xuất ngày chuyển đổi", "proposed the reform day"}},
    {regulation::kApprover, {"phê duyệt thành viên", "approves members"}},
    {regulation::kOwnUnit, {"cùng cơ quan", "of the same unit"}},
    {regulation::kEmergencyOpener, {"đã truy cập khẩn cấp", "made the emergency access"}}};

}  // namespace

Text NameOfRelation(const regulation::Regulation& from, std::string_view relation) {
  if (const regulation::Relation* known = from.FindRelation(relation)) return known->name;
  const auto of_house = kHouseRelationNames.find(relation);
  return of_house == kHouseRelationNames.end() ? Text{std::string(relation), std::string(relation)} : of_house->second;
}

Text NameOfAction(const regulation::Regulation& from, std::string_view action) {
  if (action.starts_with(kActPrefix)) {
    const std::string_view kind = action.substr(kActPrefix.size(), action.find('@') - kActPrefix.size());
    return Before({"Làm việc: ", "Do: "}, ActTitle(from, std::string(kind)));
  }
  if (action.starts_with(kAnswerPrefix)) {
    const std::string kind(action.substr(kAnswerPrefix.size()));
    return Before({"Trả lời bằng việc: ", "Answer by: "}, ActTitle(from, kind));
  }
  const auto known = kActionNames.find(action);
  return known == kActionNames.end() ? Text{std::string(action), std::string(action)} : known->second;
}

}  // namespace nuong::operations
