#pragma once
#include <cstddef>
#include <map>
#include <optional>
#include <string>

#include "services.hpp"

/// A picture or a paper on its way into a case. Sealed it lies beside its entry in pieces of a mebibyte, as payloads
/// "<class>/file/00", "<class>/file/01" …, so that the entry tells the digest of each.
namespace nuong::operations {

struct TakenFile {
  FieldClass field_class = FieldClass::kIdentity;
  std::string bytes;
};

/// Takes the file out of the answers, draws a picture anew, and leaves there what is sealed with the other answers of
/// its class: {"name", "type", "size"}. Nothing when none was sent. Errors: kInvalid at its field, kBusy.
Result<std::optional<TakenFile>> TakeFile(const Services& services, const regulation::Act& act, Value::Object& fields);

std::string FilePieceName(FieldClass field_class, std::size_t piece);
/// Where in the case it is sealed: `index` is that of its fact.
std::string FileRow(std::size_t index, FieldClass field_class);

Result<void> SealFile(const vault::CaseKey& key, std::size_t index, std::string_view bytes, Random& random,
                      std::map<std::string, std::string>& payloads);

}  // namespace nuong::operations
