#pragma once
#include <memory>
#include <optional>
#include <string>

#include "clocks.hpp"
#include "commands.hpp"
#include "nuong/operations/wiring.hpp"
#include "nuong/store/store.hpp"

namespace nuong::app {

/// A data directory in use: store, root key and what runs on them. Members go in reverse order of making.
struct DataDirectory {
  std::unique_ptr<store::Store> store;
  std::shared_ptr<const vault::RootKey> root;
  std::shared_ptr<const regulation::Regulation> regulation;
  std::unique_ptr<Clock> clock;
  std::unique_ptr<Random> random;
  std::shared_ptr<operations::Services> services;
};

struct OpenOptions {
  std::string directory;
  std::string regulations;  ///< folder
  std::string regulation;   ///< id; empty: the one the directory was founded with
  bool demo = false;
  vault::PasswordCost password_cost = vault::PasswordCost::kInteractive;
};

/// How far a demo's clock stands from the machine's, in microseconds; kept in the directory. Nothing for a real
/// directory.
std::optional<std::int64_t> DemoClock(store::Store& store);
Result<void> SetDemoClock(store::Store& store, Instant demo_now);

/// Opens store, root key and services on the system's clock (moved, for a demo). Does not found. When a founded
/// directory was last used under another state of the regulation, an entry says so.
Result<DataDirectory> OpenDataDirectory(const OpenOptions& options);

/// Whose signatures stand under a directory's checkpoints. Errors: not_founded.
Result<vault::PublicKey> SignerOf(store::Store& store);

/// Which regulation a directory was founded with; empty when not founded.
std::string FoundedWith(store::Store& store);

}  // namespace nuong::app
