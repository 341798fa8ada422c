#include "nuong/operations/show_witnesses.hpp"

#include "house_fixture.hpp"

namespace nuong::operations {
namespace {

using ShowWitnessesTest = HouseTest;

TEST_F(ShowWitnessesTest, CosignaturesAreTakenOnlyWhereAWitnessIsDeclared) {
  const Caller lan = As("lan");
  const auto kept = KeepCosignature(*services_, lan, {1, "— somebody c29tZWJvZHk=\n"});
  ASSERT_FALSE(kept.ok());
  EXPECT_EQ(kept.error().id, "witnesses_none");
  EXPECT_TRUE(ShowWitnesses(*services_, lan)->witnesses.empty());
}

}  // namespace
}  // namespace nuong::operations
