#pragma once
#include "database.hpp"
#include "nuong/base/result.hpp"

namespace nuong::store_sqlite {

/// Counts the commits that changed the keyring. Both files carry the number; it tells which of them is behind.
class Stamp {
 public:
  explicit Stamp(Database& database);
  std::int64_t Read();

 private:
  Statement get_;
};

/// At opening, on both files with their logs folded: gives a new pair its name, refuses files of two stores, and takes
/// back the keyring's last commit when the data's half of it was never made. Afterwards nothing is left to undo.
/// Errors: kCorrupt store_keyring_apart. Throws store::Broken.
Result<void> Pair(Database& data, Database& keyring, bool may_create);

/// What the two stamps, the keyring's read first, say of one moment.
enum class Moment {
  kSame,     ///< the files agree
  kBetween,  ///< the keyring's half of a commit is there, the data's is not: the keyring counts as it was before
  kMovedOn,  ///< the data was committed after the keyring was looked at: look again
  kApart,    ///< no moment of one store
};
Moment MomentOf(std::int64_t keyring, std::int64_t data);

}  // namespace nuong::store_sqlite
