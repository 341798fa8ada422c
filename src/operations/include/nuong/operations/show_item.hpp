#pragma once
#include "nuong/base/result.hpp"
#include "nuong/operations/caller.hpp"
#include "nuong/operations/regulation_wire.hpp"

namespace nuong::operations {

struct ItemFact {
  Text label;
  Text shown;
};
BOOST_DESCRIBE_STRUCT(ItemFact, (), (label, shown))

/// One version of an item on its timeline.
struct ItemVersion {
  ItemRow row;
  Shared<SourceView> source;
  std::vector<ClauseReference> also;  ///< further clauses it carries out
  std::vector<ItemFact> facts;
};
BOOST_DESCRIBE_STRUCT(ItemVersion, (), (row, source, also, facts))

struct ItemView {
  std::string kind;
  std::string id;
  std::string on;
  std::string standing;               ///< of the item on the day
  std::vector<ItemVersion> versions;  ///< earliest first
};
BOOST_DESCRIBE_STRUCT(ItemView, (), (kind, id, on, standing, versions))

struct ShowItemRequest {
  std::string kind;
  std::string id;
  std::optional<std::string> on;
};
BOOST_DESCRIBE_STRUCT(ShowItemRequest, (), (kind, id, on))

/// All versions of one item, and whether it is in force on the day. kAbsent: there is no such item. kInvalid: `on`.
Result<ItemView> ShowItem(Services& services, const Caller& caller, const ShowItemRequest& request);

}  // namespace nuong::operations
