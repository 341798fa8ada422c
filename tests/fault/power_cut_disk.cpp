#include "power_cut_disk.hpp"

#include <algorithm>
#include <cstring>

namespace nuong::fault {
namespace {

constexpr std::uint64_t kSector = 512;

}  // namespace

void PowerCutDisk::CutAt(std::uint64_t change) {
  const std::lock_guard lock(mutex_);
  cut_at_ = change;
}

void PowerCutDisk::FailOnceAt(std::uint64_t change) {
  const std::lock_guard lock(mutex_);
  fail_once_at_ = change;
}

std::uint64_t PowerCutDisk::changes() const {
  const std::lock_guard lock(mutex_);
  return changes_;
}

bool PowerCutDisk::is_cut() const {
  const std::lock_guard lock(mutex_);
  return is_cut_;
}

PowerCutDisk::Fate PowerCutDisk::NextChange() {
  if (is_cut_) return Fate::kOut;
  const std::uint64_t number = changes_++;
  is_cut_ = number >= cut_at_;
  if (is_cut_) return Fate::kCut;
  return number == fail_once_at_ ? Fate::kRefused : Fate::kDone;
}

void PowerCutDisk::Apply(std::string& image, const Change& change) {
  if (change.is_truncation) {
    image.resize(change.offset);
    return;
  }
  image.resize(std::max<std::uint64_t>(image.size(), change.offset + change.data.size()));
  std::memcpy(image.data() + change.offset, change.data.data(), change.data.size());
}

void PowerCutDisk::ApplyTorn(std::string& image, const Change& change, std::mt19937_64& random) {
  const std::uint64_t end = change.offset + change.data.size();
  for (std::uint64_t from = change.offset; from < end;) {
    const std::uint64_t to = std::min(end, (from / kSector + 1) * kSector);
    if (random() % 2 == 0) Apply(image, {from, change.data.substr(from - change.offset, to - from), false});
    from = to;
  }
}

void PowerCutDisk::PowerOn(std::uint64_t seed) {
  const std::lock_guard lock(mutex_);
  std::mt19937_64 random(seed);
  for (auto& [name, image] : unsynced_removals_) {
    if (!files_.contains(name) && random() % 2 == 0) files_[name] = {image, image, {}, true};
  }
  unsynced_removals_.clear();
  std::erase_if(files_, [&random](const auto& file) { return !file.second.is_entry_durable && random() % 2 == 0; });
  for (auto& [name, file] : files_) {
    for (const Change& change : file.unsynced) {
      const auto luck = random() % 4;
      if (luck < 2) Apply(file.durable, change);
      if (luck == 2 && !change.is_truncation) ApplyTorn(file.durable, change, random);
    }
    file = {file.durable, file.durable, {}, true};
  }
  changes_ = 0;
  cut_at_ = kNever;
  fail_once_at_ = kNever;
  is_cut_ = false;
}

bool PowerCutDisk::Exists(const std::string& name) const {
  const std::lock_guard lock(mutex_);
  return files_.contains(name);
}

bool PowerCutDisk::Create(const std::string& name) {
  const std::lock_guard lock(mutex_);
  if (NextChange() != Fate::kDone) return false;
  files_.try_emplace(name);
  return true;
}

bool PowerCutDisk::Remove(const std::string& name, bool is_synced) {
  const std::lock_guard lock(mutex_);
  if (NextChange() != Fate::kDone) return false;
  const auto found = files_.find(name);
  if (found == files_.end()) return true;
  if (!is_synced && found->second.is_entry_durable) unsynced_removals_[name] = std::move(found->second.durable);
  if (is_synced) unsynced_removals_.erase(name);
  files_.erase(found);
  return true;
}

bool PowerCutDisk::Write(const std::string& name, std::uint64_t offset, const void* data, std::size_t size) {
  const std::lock_guard lock(mutex_);
  const Fate fate = NextChange();
  if (fate == Fate::kOut || fate == Fate::kRefused || !files_.contains(name)) return false;
  // The write during which the power went may still have reached the disk, in whole or in part.
  File& file = files_[name];
  file.unsynced.push_back({offset, std::string(static_cast<const char*>(data), size), false});
  if (fate == Fate::kCut) return false;
  Apply(file.current, file.unsynced.back());
  return true;
}

bool PowerCutDisk::Truncate(const std::string& name, std::uint64_t size) {
  const std::lock_guard lock(mutex_);
  const Fate fate = NextChange();
  if (fate == Fate::kOut || fate == Fate::kRefused || !files_.contains(name)) return false;
  File& file = files_[name];
  file.unsynced.push_back({size, {}, true});
  if (fate == Fate::kCut) return false;
  Apply(file.current, file.unsynced.back());
  return true;
}

bool PowerCutDisk::Sync(const std::string& name) {
  const std::lock_guard lock(mutex_);
  const Fate fate = NextChange();
  if (fate == Fate::kOut || fate == Fate::kCut || !files_.contains(name)) return false;
  File& file = files_[name];
  if (fate == Fate::kRefused) {
    file.unsynced.clear();
    return false;
  }
  for (const Change& change : file.unsynced) Apply(file.durable, change);
  file.unsynced.clear();
  // The first sync of a new file also syncs the directory, and with it what was removed before.
  if (!file.is_entry_durable) unsynced_removals_.clear();
  file.is_entry_durable = true;
  return true;
}

std::optional<std::size_t> PowerCutDisk::Read(const std::string& name, std::uint64_t offset, void* data,
                                              std::size_t size) const {
  const std::lock_guard lock(mutex_);
  const auto found = files_.find(name);
  if (is_cut_ || found == files_.end()) return std::nullopt;
  const std::string& image = found->second.current;
  const std::size_t there = offset >= image.size() ? 0 : std::min<std::size_t>(size, image.size() - offset);
  if (there > 0) std::memcpy(data, image.data() + offset, there);
  std::memset(static_cast<char*>(data) + there, 0, size - there);
  return there;
}

std::optional<std::uint64_t> PowerCutDisk::Size(const std::string& name) const {
  const std::lock_guard lock(mutex_);
  const auto found = files_.find(name);
  if (is_cut_ || found == files_.end()) return std::nullopt;
  return found->second.current.size();
}

}  // namespace nuong::fault
