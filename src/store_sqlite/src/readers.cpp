#include "readers.hpp"

#include "connection.hpp"
#include "failure.hpp"

namespace nuong::store_sqlite {

Readers::Connection::Connection(const Options& options)
    : database(OpenReading(options)),
      tables(database),
      begin(database.handle(), "BEGIN"),
      rollback(database.handle(), "ROLLBACK") {}

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
    connection->begin.Run();
    connection->tables.PinSnapshot();
    ReadView view(connection->tables);
    Result<void> outcome = job(view);
    connection->rollback.Run();
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
