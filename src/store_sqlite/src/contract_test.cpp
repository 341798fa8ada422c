#include "nuong/store_sqlite/store_sqlite.hpp"
#include "store_contract.hpp"

namespace nuong::store {
namespace {

Engine Sqlite(const std::string& name, int checkpoint_pages) {
  return {name, [checkpoint_pages](const std::string& directory) {
            store_sqlite::Options options;
            options.directory = directory;
            options.checkpoint_pages = checkpoint_pages;
            return store_sqlite::OpenSqlite(options);
          }};
}

INSTANTIATE_TEST_SUITE_P(Sqlite, StoreContract,
                         testing::Values(Sqlite("Standard", 1000), Sqlite("EagerCheckpoints", 1)),
                         [](const auto& engine) { return engine.param.name; });

}  // namespace
}  // namespace nuong::store
