#pragma once
#include <cstddef>
#include <mutex>
#include <shared_mutex>
#include <unordered_map>
#include <utility>

#include "nuong/operations/wire.hpp"
#include "nuong/regulation/source.hpp"

/// What readers are told of the sources of the rules, in use or proposed, each made once. Thread safe.
namespace nuong::operations {

class KeptSources {
 public:
  /// `make`: SourceView(). It is found by where the source lies, and held against it: another may lie there by now.
  template <class Make>
  Shared<SourceView> Get(const regulation::Source& source, Make make) {
    {
      const std::shared_lock lock(mutex_);
      const auto found = kept_.find(&source);
      if (found != kept_.end() && found->second.first == source) return found->second.second;
    }
    Shared<SourceView> made(make());
    const std::unique_lock lock(mutex_);
    if (kept_.size() >= kMost) kept_.clear();
    kept_.insert_or_assign(&source, std::pair(source, made));
    return made;
  }

 private:
  static constexpr std::size_t kMost = 4096;  ///< a regulation has some hundreds
  std::shared_mutex mutex_;
  std::unordered_map<const regulation::Source*, std::pair<regulation::Source, Shared<SourceView>>> kept_;
};

}  // namespace nuong::operations
