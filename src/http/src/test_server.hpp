#pragma once
#include <condition_variable>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "server_core.hpp"

namespace nuong::http {

/// The request of the synthetic routes.
struct ThingRequest {
  std::string id;
  std::string name;
  std::optional<std::int64_t> size;
  Value fields;
};
BOOST_DESCRIBE_STRUCT(ThingRequest, (), (id, name, size, fields))

struct FindRequest {
  std::string id;
  std::optional<std::int64_t> count;
};
BOOST_DESCRIBE_STRUCT(FindRequest, (), (id, count))

struct EndRequest {
  std::string id;
};
BOOST_DESCRIBE_STRUCT(EndRequest, (), (id))

struct ThingView {
  std::string id;
  std::string name;
  std::int64_t size = 0;
  std::string key;
};
BOOST_DESCRIBE_STRUCT(ThingView, (), (id, name, size, key))

class RecordingLog final : public Log {
 public:
  void Answered(const AnsweredRequest& answered) override;
  void Failed(const FailedRequest& failed) override;
  void Refused(std::string_view why) override;
  std::vector<std::string> Lines();

 private:
  std::mutex mutex_;
  std::vector<std::string> lines_;
};

/// Holds handlers of /api/v1/slow until the test lets them go.
class Turnstile {
 public:
  void Pass();
  void WaitForArrivals(int count);
  void Open();

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  int arrived_ = 0;
  bool open_ = false;
};

/// The one listener of /api/v1/stream.
class TestFeed {
 public:
  Result<std::unique_ptr<operations::Following>> Follow(Tell tell, std::function<void()> ended);
  void WaitForListener();
  void WaitForNoListener();
  void Say(std::uint64_t sequence, const std::string& case_id);
  void EndSession();

 private:
  class Listener;
  void SetListening(bool listening);

  std::mutex mutex_;
  std::condition_variable changed_;
  bool listening_ = false;
  Tell tell_;
  std::function<void()> ended_;
};

/// A started server with synthetic routes:
/// GET /api/v1/hello (instant), GET /api/v1/things/{id}?count, POST /api/v1/things/{id} (once), DELETE the same,
/// GET /api/v1/slow (waits at the turnstile), GET /api/v1/broken (throws), GET /api/v1/stream.
struct TestServer {
  explicit TestServer(Options options = {});
  ~TestServer();

  RecordingLog log;
  Turnstile turnstile;
  TestFeed feed;
  std::unique_ptr<ServerCore> core;
};

std::vector<Route> SyntheticRoutes(Turnstile& turnstile, TestFeed& feed);

}  // namespace nuong::http
