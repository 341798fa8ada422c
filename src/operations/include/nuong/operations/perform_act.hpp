#pragma once
#include "nuong/base/result.hpp"
#include "nuong/operations/caller.hpp"
#include "nuong/operations/wire.hpp"

namespace nuong::operations {

/// Begin a case: a reception that is being written. It is the unit's own until it is submitted by the act "received".
struct BeginCaseRequest {
  Value fields;  ///< object; fields of the form "received", any of them
};
BOOST_DESCRIBE_STRUCT(BeginCaseRequest, (), (fields))

/// Do something to a case. Kinds and their forms come from the regulation (ListForms).
struct PerformActRequest {
  std::string case_id;
  std::string kind;
  std::int64_t version = 0;  ///< the version of the case the caller saw
  Value fields;              ///< object; by the form of the kind
};
BOOST_DESCRIBE_STRUCT(PerformActRequest, (), (case_id, kind, version, fields))

/// Every write carries a key chosen by the client; the same key with the same request gets the same answer and no
/// second effect, with another request kConflict.
struct Once {
  std::string idempotency_key;
};

Result<ActAnswer> BeginCase(Services& services, const Caller& caller, const Once& once,
                            const BeginCaseRequest& request);

/// Errors: kAbsent (as OpenCase), kRefused (this unit may not do this act; why), kInvalid (fields, each with its
/// pointer
/// "/fields/name"), kConflict (version moved on, or the case is not in a state for this act; why).
Result<ActAnswer> PerformAct(Services& services, const Caller& caller, const Once& once,
                             const PerformActRequest& request);

}  // namespace nuong::operations
