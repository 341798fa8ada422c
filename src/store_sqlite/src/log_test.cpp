#include <gtest/gtest.h>

#include <atomic>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <thread>

#include "nuong/store_sqlite/store_sqlite.hpp"

// What stays in the write-ahead log, and for how long.
namespace nuong::store_sqlite {
namespace {

namespace fs = std::filesystem;
using store::Collection;

class Log : public testing::Test {
 protected:
  void SetUp() override {
    std::string pattern = (fs::temp_directory_path() / "log_XXXXXX").string();
    ASSERT_NE(mkdtemp(pattern.data()), nullptr);
    Options options;
    options.directory = directory_ = pattern;
    options.checkpoint_pages = 50;
    auto opened = OpenSqlite(options);
    ASSERT_TRUE(opened.ok()) << opened.error().note;
    store_ = std::move(opened).value();
  }
  void TearDown() override {
    store_.reset();
    fs::remove_all(directory_);
  }

  void Put(Collection collection, const std::string& key, const std::string& value) {
    EXPECT_TRUE(
        store_->Write([&](store::Writer& writer) { return writer.Put(collection, key, value), Result<void>(); }).ok());
  }
  std::uintmax_t LogSize() const { return fs::file_size(directory_ + "/nuong.db-wal"); }
  bool AnyFileHolds(const std::string& bytes) const {
    for (const auto& file : fs::directory_iterator(directory_)) {
      std::ostringstream all;
      all << std::ifstream(file.path(), std::ios::binary).rdbuf();
      if (all.str().find(bytes) != std::string::npos) return true;
    }
    return false;
  }

  std::string directory_;
  std::unique_ptr<store::Store> store_;
};

TEST_F(Log, IsCopiedBackWhenALongReadEnds) {
  EXPECT_TRUE(store_
                  ->Read([this](store::Reader&) -> Result<void> {
                    std::thread([this] {
                      for (int i = 0; i < 300; ++i)
                        Put(Collection::kEntries, std::to_string(i), std::string(5000, 'x'));
                    }).join();
                    return {};
                  })
                  .ok());
  const std::uintmax_t grown = LogSize();
  for (int i = 0; i < 60; ++i) Put(Collection::kEntries, "more" + std::to_string(i), std::string(5000, 'x'));
  EXPECT_LT(LogSize(), grown / 2);
}

TEST_F(Log, DoesNotGrowUnderReadsThatOverlapWithoutEnd) {
  std::atomic<bool> is_over = false;
  std::vector<std::thread> readers;
  for (int i = 0; i < 3; ++i) {
    readers.emplace_back([&] {
      while (!is_over) {
        EXPECT_TRUE(store_
                        ->Read([](store::Reader& reader) -> Result<void> {
                          reader.Scan(Collection::kEntries, {},
                                      [](std::string_view, std::string_view) { return true; });
                          return {};
                        })
                        .ok());
      }
    });
  }
  std::uintmax_t largest = 0;
  for (int i = 0; i < 600; ++i) {
    Put(Collection::kEntries, std::to_string(i % 100), std::string(5000, 'x'));
    largest = std::max(largest, LogSize());
  }
  is_over = true;
  for (auto& reader : readers) reader.join();
  // Without care 600 writes of three pages and more make 7 MB; 50 pages are wished for, eight times that are borne.
  EXPECT_LT(largest, 4U << 20);
}

TEST_F(Log, HoldsNoDestroyedKeyOnceTheRemovalIsAcknowledged) {
  for (int i = 0; i < 200; ++i)
    Put(Collection::kKeyring, "wrap" + std::to_string(i), "SECRET" + std::to_string(i) + std::string(300, '!'));
  ASSERT_TRUE(AnyFileHolds("SECRET77!"));
  for (const int i : {77, 78, 79, 3, 199}) {
    const std::string number = std::to_string(i);
    EXPECT_TRUE(store_
                    ->Write([&](store::Writer& writer) -> Result<void> {
                      writer.Delete(Collection::kKeyring, "wrap" + number);
                      return {};
                    })
                    .ok());
    EXPECT_FALSE(AnyFileHolds("SECRET" + number + "!"));
  }
  EXPECT_TRUE(AnyFileHolds("SECRET80!"));
}

}  // namespace
}  // namespace nuong::store_sqlite
