#pragma once
#include <gtest/gtest.h>

#include <array>
#include <functional>
#include <memory>
#include <thread>
#include <utility>

#include "memory_store.hpp"
#include "nuong/operations/open_case.hpp"
#include "nuong/operations/perform_act.hpp"
#include "nuong/operations/session.hpp"
#include "nuong/operations/wiring.hpp"
#include "regulation_fixture.hpp"
#include "services.hpp"

/// The model province with people in it, a store in memory and a clock that stands still. For tests.
namespace nuong::operations {

class HouseClock : public Clock {
 public:
  Instant Now() override { return now; }
  Instant now = ParseInstant("2023-12-20T08:00+07:00").value();
  void Pass(std::int64_t seconds) { now.us += seconds * 1'000'000; }
};

/// What comes before the next write that reaches the store: another request that wins the race. And a commit that fails
/// after all its work was done, as a power cut would have it. Counts what is asked of it.
class HouseStore : public ledger::MemoryStore {
 public:
  std::function<void()> before_next_write;
  bool fail_next = false;
  int reads = 0;
  int writes = 0;

  Result<void> Read(const std::function<Result<void>(store::Reader&)>& job) override {
    ++reads;
    return MemoryStore::Read(job);
  }
  Result<void> Write(const std::function<Result<void>(store::Writer&)>& job) override {
    ++writes;
    if (const auto first = std::exchange(before_next_write, nullptr)) first();
    return MemoryStore::Write([&](store::Writer& writer) -> Result<void> {
      NUONG_CHECK(job(writer));
      if (std::exchange(fail_next, false)) return Error{ErrorCode::kBroken, "cut", {}, "", {}};
      return {};
    });
  }
};

/// Both desks taken and the queue full, until it goes.
class FullHouse {
 public:
  explicit FullHouse(PasswordPool& pool) {
    for (int i = 0; i < 2; ++i) desks_.push_back(std::make_unique<PasswordPool::Place>(pool.Enter()));
    for (int i = 0; i < 32; ++i) {
      waiting_.emplace_back([&pool] { const PasswordPool::Place place = pool.Enter(); });
    }
    while (!pool.IsFull()) std::this_thread::yield();
  }
  ~FullHouse() {
    desks_.clear();
    for (std::thread& one : waiting_) one.join();
  }
  FullHouse(const FullHouse&) = delete;
  FullHouse& operator=(const FullHouse&) = delete;

 private:
  std::vector<std::unique_ptr<PasswordPool::Place>> desks_;
  std::vector<std::thread> waiting_;
};

class HouseTest : public testing::Test {
 protected:
  static constexpr const char* kPassword = "a long password";
  static constexpr const char* kPost = "post-ben-may";

  explicit HouseTest(bool demo = true, const std::optional<vault::MemberPublic>& recovery = std::nullopt) {
    static const auto example = ShippedRegulation("example");
    const std::array<std::uint8_t, 32> seed{};
    World world{&store_,
                &clock_,
                &random_,
                example,
                std::make_shared<const vault::RootKey>(vault::RootKey::FromSeed(seed)),
                vault::PasswordCost::kTest};
    world.demo = demo;
    services_ = MakeServices(std::move(world)).value();
    const auto founded = Found(*services_,
                               {Someone("lan", kPost, true), Someone("mai", kPost, true), Someone("cuc", kPost, false),
                                Someone("dao", "department", true), Someone("hue", "centre-hoa-rung", true)},
                               recovery);
    EXPECT_TRUE(founded.ok());
  }

  static NewMember Someone(const std::string& name, const std::string& unit, bool approver) {
    NewMember member{MemberName(name), UnitName(unit), {"Cán bộ " + name, "Officer " + name}, {}, kPassword};
    if (approver) member.duties.insert("approver");
    return member;
  }

  Caller As(const std::string& member, const std::string& password = kPassword) {
    const auto signed_in = SignIn(*services_, {}, {member, password});
    EXPECT_TRUE(signed_in.ok()) << member;
    return {signed_in.ok() ? signed_in->session : "", "", "test"};
  }
  Once Next() { return {"key-" + std::to_string(++keys_)}; }

  std::string Receive(const Caller& post) {
    const auto begun = BeginCase(*services_, post, Next(), {Value(Value::Object{})});
    EXPECT_TRUE(begun.ok());
    const Value fields = Value::Object{{"channel", "came"}, {"age_group", "child"}, {"name", "Lê Thị Sen"}};
    const auto received = PerformAct(*services_, post, Next(), {begun->case_id, "received", 1, fields});
    EXPECT_TRUE(received.ok());
    return begun->case_id;
  }

  std::string NameSeenBy(const Caller& caller, const std::string& case_id) {
    const auto page = OpenCase(*services_, caller, {case_id});
    if (!page.ok()) return page.error().id;
    for (const FieldView& field : page->who) {
      if (field.name == "name") return field.shown.vi;
    }
    return "";
  }

  ledger::Entry LastEntry() {
    return ledger::DecodeEntry(store_.rows(store::Collection::kEntries).rbegin()->second).value();
  }

  std::size_t RowsUnder(store::Collection collection, const std::string& prefix) {
    std::size_t count = 0;
    for (const auto& [name, bytes] : store_.rows(collection)) count += name.starts_with(prefix) ? 1 : 0;
    return count;
  }

  std::vector<std::string> MembershipFlaws() {
    std::vector<std::string> ids;
    const auto outcome = store_.Read([&](store::Reader& reader) -> Result<void> {
      NUONG_TRY(const auto flaws, VerifyMembers(reader));
      for (const MembershipFlaw& flaw : flaws) ids.push_back(flaw.id);
      return {};
    });
    EXPECT_TRUE(outcome.ok());
    return ids;
  }

  HouseStore store_;
  HouseClock clock_;
  CountingRandom random_;
  std::shared_ptr<Services> services_;
  int keys_ = 0;
};

}  // namespace nuong::operations
