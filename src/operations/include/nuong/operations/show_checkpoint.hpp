#pragma once
#include "nuong/base/result.hpp"
#include "nuong/operations/caller.hpp"
#include "nuong/operations/wire.hpp"

namespace nuong::operations {

/// A signed root of the ledger, as C2SP tlog-checkpoint.
struct CheckpointView {
  std::int64_t size = 0;
  std::string root;  ///< hex
  std::string note;  ///< the signed note
  std::string log;   ///< the log's key as C2SP verifier key, "<origin>+<id>+<key>"
};
BOOST_DESCRIBE_STRUCT(CheckpointView, (), (size, root, note, log))

/// Signs the present root when anything was added since the last one. For anybody signed in: it tells how many entries
/// there are, and nothing of any.
Result<CheckpointView> ShowCheckpoint(Services& services, const Caller& caller);

struct ProveConsistencyRequest {
  std::int64_t from = 0;
  std::int64_t to = 0;
};
BOOST_DESCRIBE_STRUCT(ProveConsistencyRequest, (), (from, to))

struct ConsistencyView {
  std::int64_t from = 0;
  std::int64_t to = 0;
  std::vector<std::string> path;  ///< base64; RFC 6962 2.1.2
};
BOOST_DESCRIBE_STRUCT(ConsistencyView, (), (from, to, path))

/// That the ledger of size `to` begins with all of the ledger of size `from`. kInvalid unless 0 ≤ from ≤ to ≤ size.
Result<ConsistencyView> ProveConsistency(Services& services, const Caller& caller,
                                         const ProveConsistencyRequest& request);

}  // namespace nuong::operations
