#include <gtest/gtest.h>

#include "raw_client.hpp"
#include "test_server.hpp"

namespace nuong::http {
namespace {

using namespace std::chrono_literals;

const std::string kListen = "GET /api/v1/stream HTTP/1.1\r\nHost: a\r\n\r\n";

TEST(LiveStream, TellsEventsAsTheyCome) {
  TestServer server;
  RawClient client(server.core->port());
  client.Send(kListen);
  const std::string head = client.ReadUntil("retry: 2000\n\n");
  EXPECT_NE(head.find("Content-Type: text/event-stream\r\n"), std::string::npos);
  EXPECT_NE(head.find("Cache-Control: no-store\r\n"), std::string::npos);
  EXPECT_EQ(head.find("Content-Length"), std::string::npos);
  server.feed.WaitForListener();
  server.feed.Say(41, "c1");
  EXPECT_EQ(client.ReadUntil("\n\n"), "event: case\nid: 41\ndata: {\"case_id\":\"c1\"}\n\n");
}

TEST(LiveStream, AReturningListenerIsToldToAskAgain) {
  TestServer server;
  RawClient client(server.core->port());
  client.Send("GET /api/v1/stream HTTP/1.1\r\nHost: a\r\nLast-Event-ID: 3\r\n\r\n");
  EXPECT_NE(client.ReadUntil("event: resync\ndata: {}\n\n").find("event: resync"), std::string::npos);
}

TEST(LiveStream, BeatsWhenItIsSilent) {
  Options options;
  options.heartbeat = 50ms;
  TestServer server(options);
  RawClient client(server.core->port());
  client.Send(kListen);
  EXPECT_NE(client.ReadUntil(": \n\n: \n\n").find(": \n\n: \n\n"), std::string::npos);
}

TEST(LiveStream, AListenerThatDoesNotReadGetsOneResyncForWhatItMissed) {
  Options options;
  options.stream_queue = 8;
  TestServer server(options);
  RawClient client(server.core->port(), 4096);
  client.Send(kListen);
  server.feed.WaitForListener();
  const std::string case_id(1000, 'c');
  for (std::uint64_t sequence = 1; sequence <= 20'000; ++sequence) server.feed.Say(sequence, case_id);
  EXPECT_NE(client.ReadUntil("event: resync\n").find("event: resync\n"), std::string::npos);
}

TEST(LiveStream, EndsWithTheSession) {
  TestServer server;
  RawClient client(server.core->port());
  client.Send(kListen);
  client.ReadUntil("retry: 2000\n\n");
  server.feed.EndSession();
  EXPECT_TRUE(client.IsEnded());
  server.feed.WaitForNoListener();
}

TEST(LiveStream, StopsFollowingWhenTheListenerGoes) {
  TestServer server;
  {
    RawClient client(server.core->port());
    client.Send(kListen);
    server.feed.WaitForListener();
  }
  server.feed.WaitForNoListener();
}

TEST(LiveStream, HeadFollowsNothing) {
  TestServer server;
  RawClient client(server.core->port());
  client.Send("HEAD /api/v1/stream HTTP/1.1\r\nHost: a\r\n\r\n");
  EXPECT_EQ(client.Read(true).Header("Content-Type"), "text/event-stream");
}

}  // namespace
}  // namespace nuong::http
