#pragma once
#include "nuong/base/result.hpp"
#include "nuong/operations/caller.hpp"
#include "nuong/operations/show_checkpoint.hpp"

namespace nuong::operations {

struct WitnessView {
  std::string name;
  std::string key;          ///< C2SP verifier key
  bool online = false;      ///< asked by the server itself; else by QR code or paper
  std::int64_t size = 0;    ///< of the newest checkpoint it cosigned; 0 when none
  std::string cosigned_at;  ///< local; empty when none
  std::string request;      ///< what it must be sent now (tlog-witness add-checkpoint); empty when it has all
};
BOOST_DESCRIBE_STRUCT(WitnessView, (), (name, key, online, size, cosigned_at, request))

struct WitnessesView {
  CheckpointView checkpoint;   ///< the newest kept one, which the requests are about
  std::string policy;          ///< C2SP tlog-policy; empty when no witness is declared
  std::int64_t witnessed = 0;  ///< size of the newest checkpoint with enough cosignatures; 0 when none
  std::vector<WitnessView> witnesses;
};
BOOST_DESCRIBE_STRUCT(WitnessesView, (), (checkpoint, policy, witnessed, witnesses))

/// Who watches the ledger from outside, and how far. For anybody signed in.
Result<WitnessesView> ShowWitnesses(Services& services, const Caller& caller);

struct KeepCosignatureRequest {
  std::int64_t size = 0;
  std::string lines;  ///< as the witness answered
};
BOOST_DESCRIBE_STRUCT(KeepCosignatureRequest, (), (size, lines))

/// Keeps what a witness without a network answered. Needs no right of its own: the signature is the right. kInvalid
/// when it is not a declared witness's over the checkpoint of that size, kAbsent when there is none.
Result<WitnessesView> KeepCosignature(Services& services, const Caller& caller, const KeepCosignatureRequest& request);

}  // namespace nuong::operations
