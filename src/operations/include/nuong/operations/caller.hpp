#pragma once
#include <string>

namespace nuong::operations {

/// Everything the operations need of the world (store, ledger, keys, regulation, clock). Built by `app`, opaque here.
class Services;

/// Who asks. `session` is the secret of the cookie (empty when nobody is signed in); `network` is the caller's address,
/// kept only as a keyed hash; `request` names this request in ledger and log.
struct Caller {
  std::string session;
  std::string network;
  std::string request;
};

}  // namespace nuong::operations
