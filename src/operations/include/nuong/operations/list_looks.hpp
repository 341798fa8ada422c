#pragma once
#include "nuong/base/result.hpp"
#include "nuong/operations/caller.hpp"
#include "nuong/operations/show_checkpoint.hpp"
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
  std::string leaf;               ///< the bytes that are hashed into the ledger's tree
  std::vector<std::string> path;  ///< base64: from that leaf to the root of the checkpoint
};
BOOST_DESCRIBE_STRUCT(LookView, (), (sequence, at, act, what, unit, unit_name, role_name, classes, rules, leaf, path))

struct LooksView {
  std::vector<LookView> looks;  ///< newest first, at most 200
  CheckpointView checkpoint;    ///< that all of them are proved to be in
};
BOOST_DESCRIBE_STRUCT(LooksView, (), (looks, checkpoint))

struct ListLooksRequest {
  std::string case_id;
};
BOOST_DESCRIBE_STRUCT(ListLooksRequest, (), (case_id))

/// Who looked at and who acted on a case. For units on the case only; kAbsent as OpenCase. Reading it is an entry too.
Result<LooksView> ListLooks(Services& services, const Caller& caller, const ListLooksRequest& request);

struct ProveLookRequest {
  std::string case_id;
  std::int64_t sequence = 0;
};
BOOST_DESCRIBE_STRUCT(ProveLookRequest, (), (case_id, sequence))

struct ProvedLookView {
  LookView look;
  CheckpointView checkpoint;
};
BOOST_DESCRIBE_STRUCT(ProvedLookView, (), (look, checkpoint))

/// One of those looks with its proof, for whoever kept its number. kAbsent also when the entry is not of this case.
Result<ProvedLookView> ProveLook(Services& services, const Caller& caller, const ProveLookRequest& request);

}  // namespace nuong::operations
