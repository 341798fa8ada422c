#include "readers.hpp"

#include "connection.hpp"
#include "failure.hpp"

namespace nuong::store_sqlite {
namespace {

/// Each new try means that a commit came in between.
constexpr int kMostTries = 10'000;

}  // namespace

Readers::Connection::Connection(const Options& options)
    : data(OpenReading(options, FileKind::kData)),
      keyring(OpenReading(options, FileKind::kKeyring)),
      tables(data, keyring),
      data_stamp(data),
      keyring_stamp(keyring),
      begin_data(data.handle(), "BEGIN"),
      end_data(data.handle(), "ROLLBACK"),
      begin_keyring(keyring.handle(), "BEGIN"),
      end_keyring(keyring.handle(), "ROLLBACK") {}

void Readers::Connection::Begin() {
  for (int tries = 0; tries < kMostTries; ++tries) {
    // The keyring first: what is to be undone stays in it until the data's half of the commit is durable.
    begin_keyring.Run();
    const std::int64_t in_keyring = keyring_stamp.Read();
    begin_data.Run();
    const Moment moment = MomentOf(in_keyring, data_stamp.Read());
    if (moment == Moment::kSame || moment == Moment::kBetween) {
      tables.SeeLastKeyringCommit(moment == Moment::kSame);
      return;
    }
    End();
    if (moment == Moment::kApart) throw store::Broken("data and keyring are of different moments", true);
  }
  throw store::Broken("data and keyring find no common moment", true);
}

void Readers::Connection::End() {
  end_data.Run();
  end_keyring.Run();
}

Readers::Visit::Visit(Readers& readers) : readers_(readers) {
  std::unique_lock lock(readers_.mutex_);
  readers_.changed_.wait(lock, [this] { return !readers_.is_held_back_; });
  ++readers_.under_way_;
}

Readers::Visit::~Visit() {
  {
    const std::lock_guard lock(readers_.mutex_);
    --readers_.under_way_;
  }
  readers_.changed_.notify_all();
}

Result<void> Readers::Read(const std::function<Result<void>(store::Reader&)>& job) {
  const Visit visit(*this);
  try {
    // Whatever is thrown ends the connection, and with it the snapshot.
    std::unique_ptr<Connection> connection = Take();
    connection->Begin();
    ReadView view(connection->tables);
    Result<void> outcome = job(view);
    connection->End();
    GiveBack(std::move(connection));
    return outcome;
  } catch (const store::Broken& failure) {
    return ErrorOf(failure);
  }
}

void Readers::HoldBack(std::chrono::milliseconds patience, const std::function<void()>& work) {
  {
    std::unique_lock lock(mutex_);
    is_held_back_ = true;
    changed_.wait_for(lock, patience, [this] { return under_way_ == 0; });
  }
  work();
  {
    const std::lock_guard lock(mutex_);
    is_held_back_ = false;
  }
  changed_.notify_all();
}

std::unique_ptr<Readers::Connection> Readers::Take() {
  {
    const std::lock_guard lock(mutex_);
    if (!idle_.empty()) {
      auto connection = std::move(idle_.back());
      idle_.pop_back();
      return connection;
    }
  }
  return std::make_unique<Connection>(options_);
}

void Readers::GiveBack(std::unique_ptr<Connection> connection) {
  const std::lock_guard lock(mutex_);
  idle_.push_back(std::move(connection));
}

}  // namespace nuong::store_sqlite
