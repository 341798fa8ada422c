#include "export_file.hpp"

#include <algorithm>

#include "case_access.hpp"
#include "nuong/vault/totp.hpp"
#include "present.hpp"

namespace nuong::operations {
namespace {

constexpr std::size_t kHashLetters = 8;

bool IsColumn(const regulation::Field& field) { return field.place == regulation::FieldPlace::kWho; }

std::string Day(const std::string& local) { return local.substr(0, 10); }

}  // namespace

std::string MarkOf(const Services& services, std::uint64_t sequence, const CaseId& case_id) {
  const std::string hash =
      services.world.root->KeyedHash("export mark", std::to_string(sequence) + "/" + case_id.text());
  return std::to_string(sequence) + "-" + vault::Base32(hash).substr(0, kHashLetters);
}

std::optional<std::uint64_t> EntryOfMark(const std::string& mark) {
  constexpr std::size_t kMostDigits = 18;
  const std::size_t dash = mark.find('-');
  if (dash == 0 || dash == std::string::npos || dash > kMostDigits) return std::nullopt;
  std::uint64_t sequence = 0;
  for (const char digit : mark.substr(0, dash)) {
    if (digit < '0' || digit > '9') return std::nullopt;
    sequence = sequence * 10 + static_cast<std::uint64_t>(digit - '0');
  }
  return sequence;
}

std::string CsvCell(const std::string& text) {
  // Also as they look in full width; a spreadsheet may fold them.
  static const char* const kBeginsFormula[] = {"=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"};
  std::string cell = "\"";
  if (std::ranges::any_of(kBeginsFormula, [&](const char* begin) { return text.starts_with(begin); })) cell += "'";
  for (const char c : text) {
    if (c == '"') cell += '"';
    cell += c;
  }
  return cell + "\"";
}

std::set<FieldClass> ClassesWithColumns(const regulation::Regulation& regulation) {
  std::set<FieldClass> classes;
  for (const regulation::Act& act : regulation.acts) {
    for (const regulation::Field& field : act.fields) {
      if (IsColumn(field)) classes.insert(field.field_class);
    }
  }
  return classes;
}

ExportFile::ExportFile(const Services& services, const Export& request, bool in_vietnamese)
    : services_(services), request_(request), in_vietnamese_(in_vietnamese), text_("\xEF\xBB\xBF") {
  for (const FieldClass field_class : request.classes) {
    for (const regulation::Act& act : services.regulation().acts) {
      for (const regulation::Field& field : act.fields) {
        const auto is_same = [&](const regulation::Field* known) { return known->name == field.name; };
        if (!IsColumn(field) || field.field_class != field_class || std::ranges::any_of(columns_, is_same)) continue;
        columns_.push_back(&field);
      }
    }
  }
  static const Text kFirst[] = {{"Dấu của dòng", "Mark of the row"},
                                {"Người xuất", "Taken out by"},
                                {"Hồ sơ", "Case"},
                                {"Ngày lập", "Opened"},
                                {"Giai đoạn", "Stage"},
                                {"Nơi chăm lo", "In the care of"}};
  for (const Text& name : kFirst) text_ += (&name == kFirst ? "" : ",") + CsvCell(Say(name));
  for (const regulation::Field* field : columns_) text_ += "," + CsvCell(Say(field->label));
  text_ += "\r\n";
}

Result<void> ExportFile::Add(store::Reader& reader, const casework::CaseFile& file, const CaseReader& opened,
                             const Receipt& receipt, const std::set<FieldClass>& classes) {
  std::map<std::string, std::string> latest;
  for (std::size_t index = 0; index < file.facts.size(); ++index) {
    const casework::FactMark& mark = file.facts[index];
    const regulation::Act* act = services_.regulation().FindAct(mark.kind, DateOf(mark.at, services_.offset()));
    if (act == nullptr) continue;
    NUONG_TRY(Value::Object fields, opened.Skeleton(reader, mark.sequence));
    for (const FieldClass field_class : mark.sealed) {
      if (!classes.contains(field_class) || file.IsErased(index, field_class)) continue;
      NUONG_TRY(auto sealed, opened.Open(reader, receipt, index, field_class));
      if (sealed) fields.merge(*sealed);
    }
    for (const regulation::Field& field : act->fields) {
      const auto value = fields.find(field.name);
      if (IsColumn(field) && value != fields.end() && classes.contains(field.field_class)) {
        latest.insert_or_assign(field.name, Say(FieldOf(services_, field, value->second).shown));
      }
    }
  }
  const std::string by = request_.member.text() + " · " + Say(UnitLabel(services_, request_.unit));
  for (const std::string& cell :
       {MarkOf(services_, receipt.sequence(), file.id), by, file.code_name, Day(LocalTime(services_, file.opened_at)),
        Say(CaseValueLabel(services_, file, "stage")),
        file.keeper.IsEmpty() ? std::string() : Say(UnitLabel(services_, file.keeper))}) {
    text_ += CsvCell(cell) + ",";
  }
  for (const regulation::Field* field : columns_) text_ += CsvCell(latest[field->name]) + ",";
  text_.back() = '\r';
  text_ += "\n";
  ++rows_;
  return {};
}

}  // namespace nuong::operations
