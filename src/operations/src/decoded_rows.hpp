#pragma once
#include <memory>
#include <mutex>
#include <string>
#include <unordered_map>
#include <utility>

#include "nuong/base/result.hpp"

/// What kept bytes decode to, remembered while there is room: the same bytes always decode alike, so nothing here can
/// be out of date. For plain rows only; what is sealed never comes here. Thread safe.
namespace nuong::operations {

template <class T>
class DecodedRows {
 public:
  using Shared = std::shared_ptr<const T>;

  /// `decode`: Result<T>(const std::string&). Errors are not remembered.
  template <class Decode>
  Result<Shared> Get(std::string bytes, Decode decode) {
    if (Shared known = Find(bytes)) return known;
    NUONG_TRY(T decoded, decode(bytes));
    auto shared = std::make_shared<const T>(std::move(decoded));
    const std::lock_guard lock(mutex_);
    Keep(std::move(bytes), shared);
    return Shared(std::move(shared));
  }

 private:
  static constexpr std::size_t kMost = 1 << 20;  ///< bytes of rows in each of the two halves

  Shared Find(const std::string& bytes) {
    const std::lock_guard lock(mutex_);
    if (const auto found = young_.find(bytes); found != young_.end()) return found->second;
    const auto found = old_.find(bytes);
    if (found == old_.end()) return nullptr;
    Shared known = found->second;
    Keep(bytes, known);
    return known;
  }

  /// What was not asked for while the young half filled up goes with the old one.
  void Keep(std::string bytes, Shared decoded) {
    if (size_ + bytes.size() > kMost) {
      old_ = std::exchange(young_, {});
      size_ = 0;
    }
    const std::size_t added = bytes.size();
    if (young_.emplace(std::move(bytes), std::move(decoded)).second) size_ += added;
  }

  std::mutex mutex_;
  std::unordered_map<std::string, Shared> young_;
  std::unordered_map<std::string, Shared> old_;
  std::size_t size_ = 0;
};

}  // namespace nuong::operations
