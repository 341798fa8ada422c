#include "nuong/regulation/citation.hpp"

#include <gtest/gtest.h>

namespace nuong::regulation {
namespace {

TEST(Citation, NamesArticlesAsVietnameseDocumentsDo) {
  const Regulation none;
  const std::pair<const char*, const char*> cases[] = {
      {"art. 24", "Điều 24"},
      {"art. 24(4)", "khoản 4 Điều 24"},
      {"art. 28(2)(a)", "điểm a khoản 2 Điều 28"},
      {"art. 37(1)(đ)", "điểm đ khoản 1 Điều 37"},
      {"art. 5-6", "Điều 5–6"},
      {"art. 27(2)-(4)", "khoản 2–4 Điều 27"},
      {"art. 24(2)(a), 28(2)", "điểm a khoản 2 Điều 24, khoản 2 Điều 28"},
      {"art. 4a", "Điều 4a"},
  };
  for (const auto& [written, vietnamese] : cases) {
    EXPECT_EQ(CiteClause(none, written).vi, vietnamese);
    EXPECT_EQ(CiteClause(none, written).en, written);
  }
}

TEST(Citation, LeavesWhatIsNoPlainArticle) {
  const Regulation none;
  for (const char* written :
       {"H31", "art. ", "art. x", "art. 3 (new)", "art. 28(2", "art. 28()", "art. 1(2)(3)(4)", "Mẫu số 07"}) {
    EXPECT_EQ(CiteClause(none, written), (Text{written, written}));
  }
}

TEST(Citation, TakesTheWordsOfTheData) {
  Regulation regulation;
  regulation.law.citations["reception (article not seen)"] = {"tiếp nhận (chưa rõ điều)",
                                                              "reception (article not seen)"};
  EXPECT_EQ(CiteClause(regulation, "reception (article not seen)").vi, "tiếp nhận (chưa rõ điều)");
}

}  // namespace
}  // namespace nuong::regulation
