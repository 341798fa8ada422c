#include <stdexcept>

#include "test_server.hpp"

namespace nuong::http {

void RecordingLog::Answered(const AnsweredRequest& answered) {
  const std::lock_guard lock(mutex_);
  lines_.push_back(std::string(answered.method) + " " + std::string(answered.route) + " " +
                   std::to_string(answered.status));
}

void RecordingLog::Failed(const FailedRequest& failed) {
  const std::lock_guard lock(mutex_);
  lines_.push_back("failed " + std::string(failed.route) + " " + std::string(failed.error));
}

void RecordingLog::Refused(std::string_view why) {
  const std::lock_guard lock(mutex_);
  lines_.push_back("refused " + std::string(why));
}

std::vector<std::string> RecordingLog::Lines() {
  const std::lock_guard lock(mutex_);
  return lines_;
}

void Turnstile::Pass() {
  std::unique_lock lock(mutex_);
  ++arrived_;
  changed_.notify_all();
  changed_.wait(lock, [this] { return open_; });
}

void Turnstile::WaitForArrivals(int count) {
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [this, count] { return arrived_ >= count; });
}

void Turnstile::Open() {
  const std::lock_guard lock(mutex_);
  open_ = true;
  changed_.notify_all();
}

class TestFeed::Listener final : public operations::Following {
 public:
  explicit Listener(TestFeed& feed) : feed_(feed) {}
  ~Listener() override { feed_.SetListening(false); }

 private:
  TestFeed& feed_;
};

Result<std::unique_ptr<operations::Following>> TestFeed::Follow(Tell tell, std::function<void()> ended) {
  {
    const std::lock_guard lock(mutex_);
    tell_ = std::move(tell);
    ended_ = std::move(ended);
  }
  SetListening(true);
  return std::unique_ptr<operations::Following>(std::make_unique<Listener>(*this));
}

void TestFeed::SetListening(bool listening) {
  const std::lock_guard lock(mutex_);
  listening_ = listening;
  changed_.notify_all();
}

void TestFeed::WaitForListener() {
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [this] { return listening_; });
}

void TestFeed::WaitForNoListener() {
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [this] { return !listening_; });
}

void TestFeed::Say(std::uint64_t sequence, const std::string& case_id) {
  const std::lock_guard lock(mutex_);
  if (listening_) tell_({sequence, case_id});
}

void TestFeed::EndSession() {
  const std::lock_guard lock(mutex_);
  ended_();
}

std::vector<Route> SyntheticRoutes(Turnstile& turnstile, TestFeed& feed) {
  using operations::Empty;
  const auto view = [](const std::string& id) { return ThingView{id, "Nương", 3, ""}; };
  std::vector<Route> routes = {
      MakeRoute<Empty, ThingView>({.pattern = "/api/v1/hello", .name = "hello", .open = true, .instant = true},
                                  [view](Call&, const Empty&) -> Result<ThingView> { return view("hello"); }),
      MakeRoute<FindRequest, ThingView>(
          {.pattern = "/api/v1/things/{id}", .name = "findThing", .errors = {ErrorCode::kAbsent}},
          [view](Call&, const FindRequest& request) -> Result<ThingView> {
            if (request.id == "absent")
              return Error{ErrorCode::kAbsent, "thing_absent", {"Không có.", "None."}, "", {}};
            if (request.id == "hidden") return Error{ErrorCode::kAbsent, "no_grant", {"Bị ẩn.", "Hidden."}, "", {}};
            return view(request.id);
          }),
      MakeRoute<ThingRequest, ThingView>(
          {.method = Method::kPost, .pattern = "/api/v1/things/{id}", .name = "makeThing", .status = 201, .once = true},
          [](Call& call, const ThingRequest& request) -> Result<ThingView> {
            call.answer_headers.emplace_back("Set-Cookie", "seen=" + call.caller.session);
            return ThingView{request.id, request.name, request.size.value_or(0), call.once.idempotency_key};
          }),
      MakeRoute<EndRequest, void>({.method = Method::kDelete, .pattern = "/api/v1/things/{id}", .name = "endThing"},
                                  [](Call&, const EndRequest&) -> Result<void> { return Done{}; }),
      MakeRoute<Empty, ThingView>({.pattern = "/api/v1/slow", .name = "slow"},
                                  [view, &turnstile](Call&, const Empty&) -> Result<ThingView> {
                                    turnstile.Pass();
                                    return view("slow");
                                  }),
      MakeRoute<Empty, ThingView>({.pattern = "/api/v1/broken", .name = "broken"},
                                  [](Call&, const Empty&) -> Result<ThingView> { throw std::runtime_error("secret"); }),
  };
  Route stream = StartRoute({.pattern = "/api/v1/stream", .name = "stream"}, {}, {});
  stream.follow = [&feed](Call&, Tell tell, std::function<void()> ended) {
    return feed.Follow(std::move(tell), std::move(ended));
  };
  routes.push_back(std::move(stream));
  return routes;
}

TestServer::TestServer(Options options) {
  options.port = 0;
  options.workers = 4;
  Dispatcher dispatcher(SyntheticRoutes(turnstile, feed), Assets({}), SessionCookie(true), log);
  core = ServerCore::Start(options, std::move(dispatcher), log).value();
}

TestServer::~TestServer() { turnstile.Open(); }

}  // namespace nuong::http
