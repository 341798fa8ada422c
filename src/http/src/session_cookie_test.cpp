#include "session_cookie.hpp"

#include <gtest/gtest.h>

namespace nuong::http {
namespace {

std::string Read(std::string_view cookies) {
  Request request;
  request.headers = {{"cookie", cookies}};
  return SessionCookie(true).Read(request);
}

TEST(SessionCookie, IsForThisHostOnlyAndOutOfReachOfScripts) {
  EXPECT_EQ(SessionCookie(true).Set("abc"), "__Host-nuong=abc; Path=/; Secure; HttpOnly; SameSite=Strict");
  EXPECT_EQ(SessionCookie(true).Clear(), "__Host-nuong=; Path=/; Secure; HttpOnly; SameSite=Strict; Max-Age=0");
  EXPECT_EQ(SessionCookie(false).Set("abc"), "nuong=abc; Path=/; HttpOnly; SameSite=Strict");
}

TEST(SessionCookie, IsFoundAmongOthersByItsExactName) {
  EXPECT_EQ(Read("a=b; __Host-nuong=abc; c=d"), "abc");
  EXPECT_EQ(Read("__Host-nuong=abc"), "abc");
  EXPECT_EQ(Read("x__Host-nuong=abc; __host-nuong=abc; nuong=abc"), "");
  EXPECT_EQ(Read(""), "");
}

TEST(SessionCookie, TrustsNoneOfTwo) { EXPECT_EQ(Read("__Host-nuong=a; __Host-nuong=b"), ""); }

TEST(SessionCookie, RefusesOverlongValues) { EXPECT_EQ(Read("__Host-nuong=" + std::string(257, 'a')), ""); }

}  // namespace
}  // namespace nuong::http
