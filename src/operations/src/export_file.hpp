#pragma once
#include <string>
#include <vector>

#include "case_reader.hpp"
#include "export_rows.hpp"

/// The file that leaves: one row a case.
namespace nuong::operations {

/// "31-K7QF2MXA": the entry of the row, and a keyed hash that nobody else can make for it.
std::string MarkOf(const Services& services, std::uint64_t sequence, const CaseId& case_id);
/// The entry that a mark names; nothing when it does not read as one.
std::optional<std::uint64_t> EntryOfMark(const std::string& mark);

/// A cell that no spreadsheet takes for a formula, quoted.
std::string CsvCell(const std::string& text);

class ExportFile {
 public:
  ExportFile(const Services& services, const Export& request, bool in_vietnamese);

  /// The row of one case. `opened` and `receipt` are of its own entry; of `classes` only.
  Result<void> Add(store::Reader& reader, const casework::CaseFile& file, const CaseReader& opened,
                   const Receipt& receipt, const std::set<FieldClass>& classes);
  std::size_t rows() const { return rows_; }
  const std::string& text() const { return text_; }

 private:
  std::string Say(const Text& text) const { return in_vietnamese_ ? text.vi : text.en; }

  const Services& services_;
  const Export& request_;
  bool in_vietnamese_;
  std::vector<const regulation::Field*> columns_;  ///< placed with the person, of the request's classes; each name once
  std::size_t rows_ = 0;
  std::string text_;
};

/// Classes of which a file has columns.
std::set<FieldClass> ClassesWithColumns(const regulation::Regulation& regulation);

}  // namespace nuong::operations
