#include <gtest/gtest.h>

#include <set>

#include "raw_client.hpp"
#include "test_server.hpp"

namespace nuong::http {
namespace {

using namespace std::chrono_literals;

const std::string kHello = "GET /api/v1/hello HTTP/1.1\r\nHost: a\r\n\r\n";
const std::string kPost =
    "POST /api/v1/things/t1 HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nIdempotency-Key: k\r\n";
const std::string kBody = R"({"name":"a","fields":{}})";

Options Hasty() {
  Options options;
  options.header_deadline = 400ms;
  options.body_deadline = 400ms;
  options.idle_deadline = 400ms;
  return options;
}

struct Probe {
  const char* name;
  std::string bytes;
  int status;
  bool closes = true;
};

class Smuggling : public testing::TestWithParam<Probe> {};

TEST_P(Smuggling, HasOneReadingOrIsRefused) {
  TestServer server;
  RawClient client(server.core->port());
  client.Send(GetParam().bytes);
  const auto answer = client.Read();
  EXPECT_EQ(answer.status, GetParam().status);
  if (GetParam().closes) {
    EXPECT_EQ(answer.Header("Connection"), "close");
    client.StopSending();
    EXPECT_TRUE(client.IsEnded()) << "a second answer, or an open connection";
  }
}

std::string Get(const std::string& headers) { return "GET /api/v1/hello HTTP/1.1\r\n" + headers + "\r\n"; }

INSTANTIATE_TEST_SUITE_P(
    Probes, Smuggling,
    testing::Values(
        Probe{"LengthAndChunked", kPost + "Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n" + kHello,
              400},
        Probe{"TwoLengths", kPost + "Content-Length: 4\r\nContent-Length: 5\r\n\r\nabcde" + kHello, 400},
        Probe{"SameLengthTwice", kPost + "Content-Length: 4\r\nContent-Length: 4\r\n\r\nabcd" + kHello, 400},
        Probe{"LengthList", kPost + "Content-Length: 4, 4\r\n\r\nabcd" + kHello, 400},
        Probe{"NegativeLength", kPost + "Content-Length: -4\r\n\r\nabcd", 400},
        Probe{"PlusLength", kPost + "Content-Length: +4\r\n\r\nabcd", 400},
        Probe{"OddEncoding", kPost + "Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n" + kHello, 400},
        Probe{"EncodingList", kPost + "Transfer-Encoding: chunked, gzip\r\n\r\n0\r\n\r\n" + kHello, 400},
        Probe{"GzipThenChunked", kPost + "Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n" + kHello, 400},
        Probe{"IdentityEncoding", kPost + "Transfer-Encoding: identity\r\nContent-Length: 0\r\n\r\n", 400},
        Probe{"EncodingTwice", kPost + "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
              400},
        Probe{"EncodingOnOldVersion", "POST /api/v1/things/t1 HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
              400},
        Probe{"NegativeChunk", kPost + "Transfer-Encoding: chunked\r\n\r\n-1\r\n\r\n", 400},
        Probe{"HugeChunk", kPost + "Transfer-Encoding: chunked\r\n\r\nfffffffffffffffff\r\n", 400},
        Probe{"BadChunkEnd", kPost + "Transfer-Encoding: chunked\r\n\r\n2\r\nabX\r\n0\r\n\r\n", 400},
        Probe{"SpaceBeforeColon", kPost + "Content-Length : 4\r\n\r\nabcd", 400},
        Probe{"NulInHeader", Get(std::string("Host: a\r\nX: a\0b\r\n", 17)), 400},
        Probe{"BareLineFeeds", "GET /api/v1/hello HTTP/1.1\nHost: a\n\n", 400}, Probe{"NoHost", Get(""), 400},
        Probe{"TwoHosts", Get("Host: a\r\nHost: b\r\n"), 400}, Probe{"HostWithSpace", Get("Host: a b\r\n"), 400},
        Probe{"TwoCookies", Get("Host: a\r\nCookie: a=1\r\nCookie: b=2\r\n"), 400},
        Probe{"TwoOrigins", Get("Host: a\r\nOrigin: https://a\r\nOrigin: https://b\r\n"), 400},
        Probe{"OldestVersion", "GET /api/v1/hello\r\n\r\n", 400},
        Probe{"NextVersion", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 400},
        Probe{"AbsoluteTarget", "GET http://a/api/v1/hello HTTP/1.1\r\nHost: a\r\n\r\n", 400, false},
        Probe{"LongTarget", "GET /" + std::string(9000, 'a') + " HTTP/1.1\r\nHost: a\r\n\r\n", 414},
        Probe{"Header20K", Get("Host: a\r\nX: " + std::string(20'000, 'a') + "\r\n"), 431},
        Probe{"DeclaredBody100M", kPost + "Content-Length: 104857600\r\n\r\n", 413},
        Probe{"OldVersionWithoutHost", "GET /api/v1/hello HTTP/1.0\r\n\r\n", 200},
        Probe{"CloseAsked", Get("Host: a\r\nConnection: close\r\n"), 200},
        Probe{"TrailerCannotSayMore",
              "POST /api/v1/things/t1 HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nTransfer-Encoding: "
              "chunked\r\n\r\n2\r\n{}\r\n0\r\nIdempotency-Key: k\r\n\r\n",
              400, false}),
    [](const auto& tested) { return tested.param.name; });

TEST(Limits, EndlessHeadersAreCutAtTheirLimit) {
  TestServer server;
  RawClient client(server.core->port());
  client.Send("GET /api/v1/hello HTTP/1.1\r\nHost: a\r\n");
  // Short whole lines, one at a time, to four times the limit: a parser that forgets the lines it took would wait for
  // more.
  for (std::size_t sent = 0; sent < (64u << 10) && client.Send("A: b\r\n"); sent += 6) continue;
  EXPECT_EQ(client.Read().status, 431);
}

TEST(Limits, ManyHeadersAnswer431) {
  TestServer server;
  RawClient client(server.core->port());
  std::string headers = "Host: a\r\n";
  for (int count = 0; count < 100; ++count) headers += "A: b\r\n";
  client.Send(Get(headers));
  EXPECT_EQ(client.Read().status, 431);
}

TEST(Limits, AChunkedBodyIsCutAtTheLimit) {
  TestServer server;
  RawClient client(server.core->port());
  client.Send(kPost + "Transfer-Encoding: chunked\r\n\r\n");
  const std::string chunk = "10000\r\n" + std::string(65536, 'a') + "\r\n";
  for (int count = 0; count < 17 && client.Send(chunk); ++count) {
  }
  EXPECT_EQ(client.Read().status, 413);
}

TEST(Limits, AChunkLineWithoutEndIsRefused) {
  TestServer server;
  RawClient client(server.core->port());
  client.Send(kPost + "Transfer-Encoding: chunked\r\n\r\n2;" + std::string(40'000, 'x'));
  EXPECT_EQ(client.Read().status, 400);
}

TEST(Deadlines, ASlowHeaderIsCut) {
  TestServer server(Hasty());
  RawClient client(server.core->port());
  client.Send("GET /api/v1/hello HT");
  const auto answer = client.Read();
  EXPECT_EQ(answer.status, 408);
  EXPECT_EQ(answer.Header("Connection"), "close");
}

TEST(Deadlines, ASlowBodyIsCut) {
  TestServer server(Hasty());
  RawClient client(server.core->port());
  client.Send(kPost + "Content-Length: 24\r\n\r\n{");
  EXPECT_EQ(client.Read().status, 408);
}

TEST(Deadlines, AnIdleConnectionEndsWithoutAWord) {
  TestServer server(Hasty());
  RawClient client(server.core->port());
  client.Send(kHello);
  EXPECT_EQ(client.Read().status, 200);
  EXPECT_TRUE(client.IsEnded());
}

TEST(Connections, BeyondTheirNumberAreTurnedAway) {
  Options options;
  options.max_connections_per_address = 2;
  TestServer server(options);
  RawClient first(server.core->port());
  RawClient second(server.core->port());
  first.Send(kHello);
  second.Send(kHello);
  EXPECT_EQ(first.Read().status, 200);
  EXPECT_EQ(second.Read().status, 200);
  RawClient third(server.core->port());
  const auto answer = third.Read();
  EXPECT_EQ(answer.status, 503);
  EXPECT_EQ(answer.Header("Retry-After"), "2");
  EXPECT_NE(answer.Header("Content-Security-Policy"), "");
}

TEST(Connections, TwoHundredHalfRequestsDelayNobody) {
  Options options;
  options.max_connections_per_address = 300;
  TestServer server(options);
  std::vector<std::unique_ptr<RawClient>> halves;
  for (int count = 0; count < 200; ++count) {
    halves.push_back(std::make_unique<RawClient>(server.core->port()));
    halves.back()->Send("GET /api/v1/hello HTTP/1.1\r\nHo");
  }
  RawClient client(server.core->port());
  client.Send(kHello);
  EXPECT_EQ(client.Read().status, 200);
  halves[57]->Send("st: a\r\n\r\n");
  EXPECT_EQ(halves[57]->Read().status, 200);
}

TEST(Connections, EightPipelinedRequestsAreAnsweredInOrder) {
  TestServer server;
  RawClient client(server.core->port());
  std::string requests;
  for (int count = 0; count < 8; ++count) {
    requests += "GET /api/v1/things/t" + std::to_string(count) + " HTTP/1.1\r\nHost: a\r\n\r\n";
  }
  client.Send(requests);
  std::set<std::string> ids;
  for (int count = 0; count < 8; ++count) {
    const auto answer = client.Read();
    EXPECT_NE(answer.body.find("\"id\":\"t" + std::to_string(count) + "\""), std::string::npos);
    ids.insert(answer.Header("Nuong-Request"));
  }
  EXPECT_EQ(ids.size(), 8u);
}

TEST(Connections, ARequestMayArriveByteByByte) {
  TestServer server;
  RawClient client(server.core->port());
  for (const char byte : kPost + "Content-Length: 24\r\n\r\n" + kBody) client.Send({&byte, 1});
  EXPECT_EQ(client.Read().status, 201);
}

TEST(Connections, AChunkedBodyIsJoined) {
  TestServer server;
  RawClient client(server.core->port());
  client.Send(kPost + "Transfer-Encoding: chunked\r\n\r\n8\r\n{\"name\":\r\n10\r\n\"a\",\"fields\":{}}\r\n0\r\n\r\n" +
              kHello);
  EXPECT_EQ(client.Read().status, 201);
  EXPECT_EQ(client.Read().status, 200);
}

TEST(Connections, ABodyIsInvitedWhenTheClientWaits) {
  TestServer server;
  RawClient client(server.core->port());
  client.Send(kPost + "Content-Length: 24\r\nExpect: 100-continue\r\n\r\n");
  EXPECT_EQ(client.ReadUntil("\r\n\r\n"), "HTTP/1.1 100 Continue\r\n\r\n");
  client.Send(kBody);
  EXPECT_EQ(client.Read().status, 201);
}

TEST(Connections, HeadAnswersTheHeadersOfGetWithoutABody) {
  TestServer server;
  RawClient client(server.core->port());
  client.Send("HEAD /api/v1/hello HTTP/1.1\r\nHost: a\r\n\r\n" + kHello);
  const auto head = client.Read(true);
  const auto get = client.Read();
  EXPECT_EQ(head.status, 200);
  EXPECT_EQ(head.Header("Content-Length"), get.Header("Content-Length"));
  EXPECT_EQ(head.Header("Content-Type"), "application/json");
}

TEST(Answers, OfEveryKindCarryTheSecurityHeaders) {
  TestServer server(Hasty());
  const std::vector<std::string> requests = {kHello,
                                             "GET / HTTP/1.1\r\nHost: a\r\n\r\n",
                                             "OPTIONS /api/v1/hello HTTP/1.1\r\nHost: a\r\n\r\n",
                                             "GET /api/v1/broken HTTP/1.1\r\nHost: a\r\n\r\n",
                                             "DELETE /api/v1/things/a HTTP/1.1\r\nHost: a\r\n\r\n",
                                             kPost + "Content-Length: 104857600\r\n\r\n",
                                             Get("Host: a\r\nX: " + std::string(20'000, 'a') + "\r\n"),
                                             "nonsense\r\n\r\n",
                                             "GET /"};
  for (const std::string& request : requests) {
    RawClient client(server.core->port());
    client.Send(request);
    const auto answer = client.Read();
    const std::string where = request.substr(0, 40);
    EXPECT_NE(answer.status, 0) << where;
    for (const char* name :
         {"Content-Security-Policy", "Strict-Transport-Security", "X-Content-Type-Options", "X-Frame-Options",
          "Referrer-Policy", "Cross-Origin-Opener-Policy", "Cross-Origin-Embedder-Policy",
          "Cross-Origin-Resource-Policy", "Permissions-Policy", "Cache-Control", "Date", "Nuong-Request"}) {
      EXPECT_EQ(answer.headers.count(name), 1u) << name << " of " << where;
    }
    EXPECT_EQ(answer.Header("Cache-Control"), "no-store");
    EXPECT_EQ(answer.headers.count("Server"), 0u);
    if (answer.status >= 400) {
      EXPECT_EQ(answer.Header("Content-Type"), "application/problem+json") << where;
    }
  }
}

TEST(Answers, AreLoggedByPatternNeverByTarget) {
  TestServer server;
  RawClient client(server.core->port());
  client.Send(
      "GET /api/v1/things/a-name?count=5 HTTP/1.1\r\nHost: a\r\n\r\nGET /secret/name HTTP/1.1\r\nHost: a\r\n\r\n");
  client.Read();
  client.Read();
  EXPECT_EQ(server.log.Lines(), (std::vector<std::string>{"GET /api/v1/things/{id} 200", "GET static 404"}));
}

TEST(Answers, ToWhatIsNoRequestAreCounted) {
  TestServer server;
  RawClient client(server.core->port());
  client.Send("nonsense\r\n\r\n");
  EXPECT_EQ(client.Read().status, 400);
  EXPECT_EQ(server.log.Lines().front(), "refused request_malformed");
}

}  // namespace
}  // namespace nuong::http
