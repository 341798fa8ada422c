#include <gtest/gtest.h>

#include <thread>

#include "raw_client.hpp"
#include "test_server.hpp"

namespace nuong::http {
namespace {

using namespace std::chrono_literals;

const std::string kSlow = "GET /api/v1/slow HTTP/1.1\r\nHost: a\r\n\r\n";
const std::string kHello = "GET /api/v1/hello HTTP/1.1\r\nHost: a\r\n\r\n";

TEST(Stop, FinishesRunningRequestsAndTheirAnswers) {
  TestServer server;
  std::vector<std::unique_ptr<RawClient>> clients;
  // More requests than workers: some wait in the queue when the stop comes.
  for (int count = 0; count < 12; ++count) {
    clients.push_back(std::make_unique<RawClient>(server.core->port()));
    clients.back()->Send(kSlow);
  }
  server.turnstile.WaitForArrivals(4);
  std::thread stopping([&server] { server.core->Stop(); });
  server.turnstile.Open();
  for (const auto& client : clients) {
    const auto answer = client->Read();
    EXPECT_EQ(answer.status, 200);
    EXPECT_FALSE(answer.body.empty());
  }
  stopping.join();
}

TEST(Stop, AnswersRequestsAlreadyOnTheirWay) {
  TestServer server;
  std::vector<std::unique_ptr<RawClient>> clients;
  for (int count = 0; count < 20; ++count) {
    clients.push_back(std::make_unique<RawClient>(server.core->port()));
    clients.back()->Send(kHello);
  }
  server.core->Stop();
  for (const auto& client : clients) EXPECT_EQ(client->Read().status, 200);
}

TEST(Stop, EndsIdleConnectionsAndStreams) {
  TestServer server;
  RawClient idle(server.core->port());
  idle.Send(kHello);
  EXPECT_EQ(idle.Read().status, 200);
  RawClient listener(server.core->port());
  listener.Send("GET /api/v1/stream HTTP/1.1\r\nHost: a\r\n\r\n");
  listener.ReadUntil("retry: 2000\n\n");
  server.core->Stop();
  EXPECT_TRUE(idle.IsEnded());
  EXPECT_TRUE(listener.IsEnded());
  server.feed.WaitForNoListener();
}

TEST(Stop, ClosesWhatIsLeftAtItsDeadline) {
  Options options;
  options.stop_deadline = 300ms;
  TestServer server(options);
  RawClient client(server.core->port());
  client.Send("GET /api/v1/hello HTTP/1.1\r\nHo");
  server.core->Stop();
  EXPECT_TRUE(client.IsEnded());
}

/// All that a stop asks of the serving thread waits behind a request, and the sweep is due by the time that is done.
TEST(Stop, EndsThoughTheSweepIsDueAtThatMoment) {
  Turnstile turnstile;
  RecordingLog log;
  Options options;
  options.port = 0;
  options.stop_deadline = 1ms;
  const auto pass = [&turnstile](Call&, const operations::Empty&) -> Result<ThingView> {
    turnstile.Pass();
    return ThingView{};
  };
  std::vector<Route> routes = {MakeRoute<operations::Empty, ThingView>(
      {.pattern = "/api/v1/held", .name = "held", .open = true, .instant = true}, pass)};
  const auto core =
      ServerCore::Start(options, Dispatcher(std::move(routes), Assets({}), SessionCookie(true), log), log).value();
  RawClient client(core->port());
  client.Send("GET /api/v1/held HTTP/1.1\r\nHost: a\r\n\r\n");
  turnstile.WaitForArrivals(1);
  std::thread stopping([&core] { core->Stop(); });
  std::this_thread::sleep_for(400ms);
  turnstile.Open();
  stopping.join();
}

TEST(Start, TellsWhenTheAddressCannotBeUsed) {
  TestServer first;
  RecordingLog log;
  Options options;
  for (const auto& [address, port] : {std::pair<std::string, std::uint16_t>{"127.0.0.1", first.core->port()},
                                      std::pair<std::string, std::uint16_t>{"not an address", 0}}) {
    options.address = address;
    options.port = port;
    const auto started = ServerCore::Start(options, Dispatcher({}, Assets({}), SessionCookie(true), log), log);
    ASSERT_FALSE(started.ok());
    EXPECT_EQ(started.error().id, "address_unusable");
  }
}

}  // namespace
}  // namespace nuong::http
