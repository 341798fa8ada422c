#pragma once
#include "nuong/base/result.hpp"
#include "nuong/operations/caller.hpp"
#include "nuong/operations/wire.hpp"

namespace nuong::operations {

struct LookView {
  std::int64_t sequence = 0;
  std::string at;
  std::string act;  ///< read | write | refused
  Text what;
  std::string unit;
  Text unit_name;
  Text role_name;
  std::vector<std::string> classes;
  std::vector<std::string> rules;
};
BOOST_DESCRIBE_STRUCT(LookView, (), (sequence, at, act, what, unit, unit_name, role_name, classes, rules))

struct LooksView {
  std::vector<LookView> looks;  ///< newest first, at most 200
  std::int64_t size = 0;        ///< of the ledger
  std::string root;             ///< Merkle root, hex
};
BOOST_DESCRIBE_STRUCT(LooksView, (), (looks, size, root))

struct ListLooksRequest {
  std::string case_id;
};
BOOST_DESCRIBE_STRUCT(ListLooksRequest, (), (case_id))

/// Who looked at and who acted on a case. For units on the case only; kAbsent as OpenCase. Reading it is an entry too.
Result<LooksView> ListLooks(Services& services, const Caller& caller, const ListLooksRequest& request);

}  // namespace nuong::operations
