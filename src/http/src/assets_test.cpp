#include "assets.hpp"

#include <gtest/gtest.h>
#include <zlib.h>

namespace nuong::http {
namespace {

std::string Gzip(std::string_view plain) {
  std::string packed(plain.size() + 200, '\0');
  z_stream stream{};
  EXPECT_EQ(deflateInit2(&stream, 9, Z_DEFLATED, 15 + 16, 9, Z_DEFAULT_STRATEGY), Z_OK);
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(plain.data()));
  stream.avail_in = static_cast<uInt>(plain.size());
  stream.next_out = reinterpret_cast<Bytef*>(packed.data());
  stream.avail_out = static_cast<uInt>(packed.size());
  EXPECT_EQ(deflate(&stream, Z_FINISH), Z_STREAM_END);
  packed.resize(stream.total_out);
  deflateEnd(&stream);
  return packed;
}

class StaticUi : public testing::Test {
 protected:
  Response Get(std::string_view target, std::vector<Header> headers = {}) {
    Request request;
    request.target = target;
    request.headers = std::move(headers);
    return assets_.Answer(request, *ParseTarget(target));
  }
  std::string HeaderOf(const Response& response, std::string_view name) {
    for (const auto& [key, value] : response.headers) {
      if (key == name) return value;
    }
    return "";
  }

  const std::string script_ = std::string(40000, 'x');
  const std::string packed_ = Gzip(script_);
  const std::vector<Asset> table_ = {
      {"/index.html", "text/html; charset=utf-8", "h1", false, "<!doctype html>"},
      {"/assets/app-1.js", "text/javascript; charset=utf-8", "h2", true, packed_},
      {"/hints.json", "application/json", "h3", false, R"({"/cases/$id":["/assets/app-1.js","/assets/a.css"]})"},
  };
  const Assets assets_{table_};
};

TEST_F(StaticUi, ServesHashedFilesForeverAndCompressed) {
  const auto response = Get("/assets/app-1.js", {{"Accept-Encoding", "br, gzip;q=0.8"}});
  EXPECT_EQ(response.status, 200);
  EXPECT_EQ(response.caching, Caching::kForever);
  EXPECT_EQ(HeaderOf(response, "Content-Encoding"), "gzip");
  EXPECT_EQ(HeaderOf(response, "ETag"), "\"h2-gzip\"");
  EXPECT_EQ(HeaderOf(response, "Vary"), "Accept-Encoding");
  EXPECT_EQ(response.content(), packed_);
}

TEST_F(StaticUi, ServesPlainBytesToClientsWithoutGzip) {
  for (const char* accepted : {"", "br", "gzip;q=0", "x-gzip"}) {
    const auto response = Get("/assets/app-1.js", {{"Accept-Encoding", accepted}});
    EXPECT_EQ(HeaderOf(response, "Content-Encoding"), "") << accepted;
    EXPECT_EQ(HeaderOf(response, "ETag"), "\"h2\"");
    EXPECT_EQ(response.content(), script_);
  }
}

TEST_F(StaticUi, AnswersNotModifiedOnlyForTheSameRepresentation) {
  EXPECT_EQ(Get("/index.html", {{"If-None-Match", "\"x\", \"h1\""}}).status, 304);
  EXPECT_TRUE(Get("/index.html", {{"If-None-Match", "\"h1\""}}).content().empty());
  EXPECT_EQ(Get("/index.html", {{"If-None-Match", "\"h0\""}}).status, 200);
  EXPECT_EQ(Get("/assets/app-1.js", {{"If-None-Match", "\"h2-gzip\""}}).status, 200);
}

TEST_F(StaticUi, GivesPathsOfTheUiRouterTheIndexWithItsHints) {
  const auto response = Get("/cases/c1");
  EXPECT_EQ(response.content(), "<!doctype html>");
  EXPECT_EQ(response.caching, Caching::kRevalidate);
  EXPECT_EQ(HeaderOf(response, "Link"),
            "</assets/app-1.js>; rel=modulepreload, </assets/a.css>; rel=preload; as=style; crossorigin");
  EXPECT_EQ(HeaderOf(Get("/cases"), "Link"), "");
  EXPECT_EQ(Get("/").status, 200);
}

TEST_F(StaticUi, HasNoOtherFiles) {
  for (const char* path : {"/hints.json", "/assets/none.js", "/favicon.ico", "/index.html/x.js"}) {
    EXPECT_EQ(Get(path).status, 404) << path;
  }
}

TEST(StaticUiNotBuilt, SaysSo) {
  Request request;
  const auto response = Assets({}).Answer(request, *ParseTarget("/"));
  EXPECT_EQ(response.status, 404);
  EXPECT_NE(response.body.find("interface_not_built"), std::string::npos);
}

}  // namespace
}  // namespace nuong::http
