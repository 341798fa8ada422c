#pragma once
#include <string>

namespace nuong::operations {

/// Everything the operations need of the world (store, ledger, keys, regulation, clock). Built by `app`, opaque here.
class Services;

/// Who asks. `session` is the secret of the cookie (empty when nobody is signed in); `network` is the caller's address,
/// kept only as a keyed hash; `request` names this request in ledger and log; `purpose` is what for, a code of the
/// regulation's list (empty: the one it names as default).
struct Caller {
  std::string session;
  std::string network;
  std::string request;
  std::string purpose{};
  std::string host{};  ///< as the request names it, with its port: what a passkey is for
};

}  // namespace nuong::operations
