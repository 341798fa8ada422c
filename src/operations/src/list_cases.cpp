#include "nuong/operations/list_cases.hpp"

#include "present.hpp"
#include "refusals.hpp"
#include "view_keys.hpp"

namespace nuong::operations {
namespace {

using store::Collection;

constexpr std::int64_t kMostRows = 100;
constexpr std::int64_t kUsualRows = 50;

/// A cursor is the place after the unit in the key of the last row: moment and case, in hex. It says nothing the row
/// did not.
std::optional<std::string> KeyFromCursor(const std::string& cursor) {
  if (cursor.size() != 16 + 26) return std::nullopt;
  const auto case_id = CaseId::Parse(std::string_view(cursor).substr(16));
  std::string moment;
  for (std::size_t i = 0; i < 16; i += 2) {
    int byte = 0;
    for (const char digit : cursor.substr(i, 2)) {
      const auto at = std::string_view("0123456789abcdef").find(digit);
      if (at == std::string_view::npos) return std::nullopt;
      byte = byte * 16 + static_cast<int>(at);
    }
    moment.push_back(static_cast<char>(byte));
  }
  if (!case_id) return std::nullopt;
  return moment + "/" + case_id->text();
}

Result<CaseRow> RowOf(Services& services, store::Reader& reader, const casework::CaseFile& file, const UnitName& unit) {
  CaseRow row;
  row.case_id = file.id.text();
  row.code_name = file.code_name;
  row.stage = Value(file.values).TextAt("stage");
  row.stage_name = CaseValueLabel(services, file, "stage");
  row.age_group = Value(file.values).TextAt("age_group");
  row.age_group_name = CaseValueLabel(services, file, "age_group");
  if (!file.keeper.IsEmpty()) row.keeper_name = UnitLabel(services, file.keeper);
  row.relation = MainRelation(services, file, unit);
  row.relation_name = RelationLabel(services, row.relation);
  row.opened_at = LocalTime(services, file.opened_at);
  row.changed_at = LocalTime(services, file.changed_at);
  NUONG_TRY(const auto duties, ReadDuties(services, reader, file.id));
  std::optional<Instant> next;
  for (const regulation::OpenDuty& duty : duties) {
    if (duty.state != regulation::DutyState::kOpen || duty.holder != unit) continue;
    ++row.open_duties;
    if (duty.deadline.until && (!next || *duty.deadline.until < *next)) next = duty.deadline.until;
  }
  if (next) row.next_due_at = LocalTime(services, *next);
  return row;
}

Error BadRequest(const std::string& field, Text message) {
  return {
      ErrorCode::kInvalid, "query_invalid", message, "query refused", {{"/query/" + field, "query_invalid", message}}};
}

}  // namespace

Result<CasePageOfRows> ListCases(Services& services, const Caller& caller, const ListCasesRequest& request) {
  const auto person = services.sessions.Find(caller, services.Now());
  if (!person) return NotSignedIn();
  const std::int64_t limit = request.limit.value_or(kUsualRows);
  if (limit < 1 || limit > kMostRows) {
    return BadRequest("limit", {"Số dòng mỗi trang từ 1 đến 100.", "A page has 1 to 100 rows."});
  }
  store::Range range;
  range.descending = true;
  if (request.cursor) {
    const auto to = KeyFromCursor(*request.cursor);
    if (!to)
      return BadRequest("cursor", {"Vị trí trang không đọc được. Hãy mở lại danh sách.",
                                   "The cursor cannot be read. Open the list again."});
    range.to = *to;
  }
  range.limit = static_cast<std::size_t>(limit) + 1;

  CasePageOfRows page;
  NUONG_CHECK(services.world.store->Read([&](store::Reader& reader) -> Result<void> {
    NUONG_TRY(std::vector<std::string> keys,
              ScanLine(services, reader, Collection::kUnitCases, "", person->unit, range));
    const bool more = keys.size() > static_cast<std::size_t>(limit);
    if (more) keys.pop_back();
    for (const std::string& key : keys) {
      const auto case_id = CaseId::Parse(std::string_view(key).substr(9));
      if (!case_id) return CorruptDirectory("a row of a list has an ill-formed key");
      NUONG_TRY(const auto file, ReadCase(services, reader, *case_id));
      if (!file || !MayList(services, *file, *person)) continue;
      NUONG_TRY(CaseRow row, RowOf(services, reader, *file, person->unit));
      page.rows.push_back(std::move(row));
    }
    if (more) page.next = vault::Hex(keys.back().substr(0, 8)) + keys.back().substr(9);
    return {};
  }));
  return page;
}

}  // namespace nuong::operations
