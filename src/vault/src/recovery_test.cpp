#include "nuong/vault/recovery.hpp"

#include <gtest/gtest.h>

#include "nuong/vault/system_random.hpp"

namespace nuong::vault {

class RecoveryTest : public testing::Test {
 protected:
  std::string Outcome(const std::vector<std::string>& shares) const {
    const auto joined = JoinShares(recovery_.known, shares);
    if (!joined.ok()) return joined.error().id;
    return joined->known() == recovery_.known ? "joined" : "other keys";
  }

  SystemRandom random_;
  Recovery recovery_ = MakeRecovery(random_);
  const std::vector<std::string>& paper_ = recovery_.shares;
};

TEST_F(RecoveryTest, AnyThreeOfFiveGiveTheKeyBack) {
  ASSERT_EQ(paper_.size(), 5u);
  for (std::size_t a = 0; a < 5; ++a) {
    for (std::size_t b = 0; b < 5; ++b) {
      for (std::size_t c = 0; c < 5; ++c) {
        const bool three = a != b && b != c && a != c;
        EXPECT_EQ(Outcome({paper_[a], paper_[b], paper_[c]}), three ? "joined" : "shares_too_few") << a << b << c;
      }
    }
  }
  EXPECT_EQ(Outcome(paper_), "joined");
  EXPECT_EQ(Outcome({paper_[0], paper_[1]}), "shares_too_few");
  EXPECT_EQ(Outcome({}), "shares_too_few");
}

TEST_F(RecoveryTest, TheKeySignsAndOpensBoxes) {
  const auto joined = JoinShares(recovery_.known, {paper_[3], paper_[1], paper_[4]});
  ASSERT_TRUE(joined.ok());
  EXPECT_TRUE(IsSignedBy(recovery_.known.signing, "membership", "a record", joined->Sign("membership", "a record")));
  EXPECT_TRUE(IsPrivateHalfOf(recovery_.known.box, joined->box().private_key));
}

TEST_F(RecoveryTest, ReadsThemAsPeopleType) {
  std::string loud = paper_[0];
  for (char& letter : loud) letter = letter == ' ' ? '-' : static_cast<char>(std::toupper(letter));
  std::string run = paper_[1];
  std::erase(run, ' ');
  EXPECT_EQ(Outcome({loud, run, "  " + paper_[2] + "\r"}), "joined");
}

TEST_F(RecoveryTest, NamesTheShareThatIsMistyped) {
  // Every digit of a share, and what is cut off or added.
  for (std::size_t at = 0; at < paper_[1].size(); ++at) {
    if (paper_[1][at] == ' ') continue;
    std::string wrong = paper_[1];
    wrong[at] = wrong[at] == '0' ? '1' : '0';
    const auto joined = JoinShares(recovery_.known, {paper_[0], wrong, paper_[2]});
    ASSERT_FALSE(joined.ok());
    EXPECT_EQ(joined.error().id, "share_mistyped") << at;
    EXPECT_NE(joined.error().message.en.find("Share 2"), std::string::npos);
  }
  for (const std::string& wrong : {std::string(), paper_[1].substr(1), paper_[1] + "00", paper_[1] + "0",
                                   paper_[1] + "g", std::string(100'000, 'a'), std::string("\xc3\x28 \0 x", 7)}) {
    EXPECT_EQ(Outcome({paper_[0], wrong, paper_[2]}), "share_mistyped");
  }
}

TEST_F(RecoveryTest, OneOfAnotherDirectoryIsToldApart) {
  const Recovery other = MakeRecovery(random_);
  EXPECT_EQ(Outcome({paper_[0], paper_[1], other.shares[2]}), "share_foreign");
}

}  // namespace nuong::vault
