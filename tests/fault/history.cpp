#include "history.hpp"

#include <map>

namespace nuong::fault {
namespace {

using store::Collection;
using Row = std::pair<Collection, std::string>;

constexpr const char* kSum = "sum";
/// The keyring holds one key whose name is this and the number of even jobs that are present: each even job removes the
/// one before. The data holds the number alone.
constexpr const char* kEven = "even";

/// The rows of a job follow from its number: one to four, in different collections, from a few bytes to several pages.
std::map<Row, std::string> RowsOf(std::size_t job) {
  std::map<Row, std::string> rows;
  for (std::size_t i = 0; i <= job % 4; ++i) {
    const auto collection = static_cast<Collection>(1 + (job + i) % (store::kCollectionCount - 1));
    const std::string key = std::to_string(job) + "/" + std::to_string(i);
    const std::size_t size = (job + i) % 5 == 0 ? 9000 : (job * 37 + i) % 300;
    rows[{collection, key}] = key + std::string(size, static_cast<char>('a' + (job + i) % 26));
  }
  return rows;
}

std::string EvenKey(int count) { return kEven + std::to_string(count); }

void CountEven(store::Writer& writer) {
  const int count = std::stoi(writer.Get(Collection::kMeta, kEven).value_or("0"));
  writer.Delete(Collection::kKeyring, EvenKey(count));
  writer.Put(Collection::kKeyring, EvenKey(count + 1), "wrap");
  writer.Put(Collection::kMeta, kEven, std::to_string(count + 1));
}

bool FailsOnPurpose(std::size_t job) { return job % 8 == 7; }

std::map<Row, std::string> Everything(store::Store& store, int& sum, int& even) {
  std::map<Row, std::string> rows;
  const auto read = store.Read([&](store::Reader& reader) -> Result<void> {
    sum = std::stoi(reader.Get(Collection::kMeta, kSum).value_or("0"));
    even = std::stoi(reader.Get(Collection::kMeta, kEven).value_or("0"));
    for (int i = 1; i < store::kCollectionCount; ++i) {
      const auto collection = static_cast<Collection>(i);
      reader.Scan(collection, {}, [&](std::string_view key, std::string_view value) {
        rows.emplace(Row{collection, key}, value);
        return true;
      });
    }
    return {};
  });
  if (!read.ok()) throw std::runtime_error("read: " + read.error().note);
  return rows;
}

}  // namespace

bool History::RunNext(store::Store& store) {
  std::size_t number = 0;
  {
    const std::lock_guard lock(mutex_);
    number = jobs_.size();
    jobs_.push_back(Outcome::kUnknown);
  }
  const auto written = store.Write([number](store::Writer& writer) -> Result<void> {
    const int sum = std::stoi(writer.Get(Collection::kMeta, kSum).value_or("0"));
    for (const auto& [row, value] : RowsOf(number)) writer.Put(row.first, row.second, value);
    writer.Put(Collection::kMeta, kSum, std::to_string(sum + 1));
    if (number % 2 == 0) CountEven(writer);
    if (FailsOnPurpose(number))
      return Error{.code = ErrorCode::kRefused, .id = {}, .message = {}, .note = {}, .fields = {}};
    return {};
  });
  const std::lock_guard lock(mutex_);
  if (written.ok()) jobs_[number] = Outcome::kAcknowledged;
  if (FailsOnPurpose(number)) jobs_[number] = Outcome::kRefused;
  return written.ok() || written.error().code == ErrorCode::kRefused;
}

History::Findings History::Check(store::Store& store) {
  const std::lock_guard lock(mutex_);
  Findings findings;
  int sum = 0;
  int even = 0;
  std::map<Row, std::string> found = Everything(store, sum, even);
  if (found.erase({Collection::kKeyring, EvenKey(even)}) != (even > 0 ? 1U : 0U)) ++findings.sums;
  int present_jobs = 0;
  for (std::size_t job = 0; job < jobs_.size(); ++job) {
    const auto rows = RowsOf(job);
    std::size_t present = 0;
    for (const auto& [row, value] : rows) {
      const auto node = found.extract(row);
      if (!node.empty() && node.mapped() == value) ++present;
    }
    if (present == rows.size()) ++present_jobs;
    if (present != 0 && present != rows.size()) ++findings.halves;
    if (present != 0 && jobs_[job] == Outcome::kRefused) ++findings.ghosts;
    if (present != rows.size() && jobs_[job] == Outcome::kAcknowledged) {
      ++findings.lost;
      jobs_[job] = Outcome::kUnknown;
    }
  }
  findings.ghosts += static_cast<int>(found.size());
  if (sum != present_jobs) ++findings.sums;
  return findings;
}

int History::acknowledged() const {
  const std::lock_guard lock(mutex_);
  int count = 0;
  for (const Outcome outcome : jobs_) count += outcome == Outcome::kAcknowledged ? 1 : 0;
  return count;
}

}  // namespace nuong::fault
