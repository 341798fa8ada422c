#pragma once
#include <gtest/gtest.h>

#include <functional>
#include <memory>
#include <ostream>
#include <string>
#include <utility>
#include <vector>

#include "nuong/store/store.hpp"

namespace nuong::store {

/// An engine under test. `open` opens the store of a directory that the suite makes and removes; called again after the
/// store is destroyed, it must find what was written.
struct Engine {
  std::string name;
  std::function<Result<std::unique_ptr<Store>>(const std::string& directory)> open;
};
inline std::ostream& operator<<(std::ostream& out, const Engine& engine) { return out << engine.name; }

using Rows = std::vector<std::pair<std::string, std::string>>;

/// The suite. An engine's test links `nuong_store_contract` and says
/// `INSTANTIATE_TEST_SUITE_P(MyEngine, StoreContract, testing::Values(Engine{...}));`
class StoreContract : public testing::TestWithParam<Engine> {
 protected:
  void SetUp() override;
  void TearDown() override;

  void Reopen();
  Store& store() { return *store_; }

  void Put(Collection collection, const std::string& key, const std::string& value);
  std::optional<std::string> Get(Collection collection, const std::string& key);
  Rows Scan(Collection collection, const Range& range = {});
  std::vector<std::string> Keys(Collection collection, const Range& range = {});

 private:
  std::string directory_;
  std::unique_ptr<Store> store_;
};

/// The failure a test's job answers with.
Error Refusal();

}  // namespace nuong::store
