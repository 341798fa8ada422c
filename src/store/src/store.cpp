#include "nuong/store/store.hpp"

namespace nuong::store {

std::string_view CollectionName(Collection collection) {
  switch (collection) {
    case Collection::kMeta:
      return "meta";
    case Collection::kEntries:
      return "entries";
    case Collection::kPayloads:
      return "payloads";
    case Collection::kTree:
      return "tree";
    case Collection::kCheckpoints:
      return "checkpoints";
    case Collection::kKeyring:
      return "keyring";
    case Collection::kPeople:
      return "people";
    case Collection::kIdempotency:
      return "idempotency";
    case Collection::kCases:
      return "cases";
    case Collection::kUnitCases:
      return "unit_cases";
    case Collection::kDuties:
      return "duties";
    case Collection::kLooks:
      return "looks";
    case Collection::kTargets:
      return "targets";
    case Collection::kBeds:
      return "beds";
    case Collection::kMatches:
      return "matches";
  }
  throw std::logic_error("unknown collection");
}

Range Prefix(std::string_view prefix, std::size_t limit) {
  // The first key after all that start with `prefix`: drop trailing 0xff, then count the last byte up.
  std::string to(prefix);
  while (!to.empty() && to.back() == '\xff') to.pop_back();
  if (!to.empty()) to.back() = static_cast<char>(static_cast<unsigned char>(to.back()) + 1);
  return Range{.from = std::string(prefix), .to = std::move(to), .limit = limit, .descending = false};
}

}  // namespace nuong::store
