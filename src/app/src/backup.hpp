#pragma once
#include <string>

#include "nuong/base/ports.hpp"
#include "nuong/store/store.hpp"
#include "nuong/vault/vault.hpp"

/// Copies of a data directory, sealed to a key that is kept elsewhere. Data and keyring go to a file each, so that
/// keyrings can be thrown away after weeks and data kept for years (ADR 14). Any store can be copied, and into any.
namespace nuong::app {

struct BackupPlan {
  std::string directory;       ///< holds the root key's file
  std::string origin;          ///< of the log
  std::string data_file;       ///< made; must not exist
  std::string keyring_file;    ///< likewise
  vault::PublicKey recipient;  ///< the server itself cannot open what it wrote
};

/// What both files say of the moment they were made at.
struct BackupMoment {
  std::uint64_t size = 0;  ///< of the ledger
  std::string root;        ///< hex
  std::string note;        ///< the signed checkpoint
};

/// One consistent moment of a store that may be in use. Both files are on disk when it returns.
/// Errors: kBroken backup_unwritable, and those of the store.
Result<BackupMoment> WriteBackup(store::Store& store, const vault::RootKey& root, const BackupPlan& plan,
                                 Random& random);

struct RestorePlan {
  std::string data_file;
  std::string keyring_file;  ///< of the same moment or a later one: what was destroyed since stays destroyed
  std::string directory;     ///< where the root key's file goes; exists
  std::string signer;        ///< the log's public key, hex; empty: believe the one in the data
};

struct Restored {
  BackupMoment data;
  BackupMoment keyring;
  std::map<std::string, std::uint64_t> rows;  ///< by collection
};

/// Fills an empty store. What comes back is whole, signed by the log's key, and its ledger proves; on any error the
/// store holds parts and must be thrown away. Errors: kCorrupt backup_unusable (altered, cut, for another key, of
/// another directory, flawed), kInvalid keyring_older_than_data, and those of the store.
Result<Restored> ReadBackup(store::Store& store, const vault::KeyPair& pair, const RestorePlan& plan);

}  // namespace nuong::app
