#include "live_queue.hpp"

#include <gtest/gtest.h>

namespace nuong::http {
namespace {

class LiveQueueOfThree : public testing::Test {
 protected:
  int wakes_ = 0;
  LiveQueue queue_{3, [this] { ++wakes_; }};
};

TEST_F(LiveQueueOfThree, WritesEventsInOrder) {
  queue_.Push({7, "c1"});
  queue_.Push({8, "c2"});
  EXPECT_EQ(queue_.Drain(),
            "event: case\nid: 7\ndata: {\"case_id\":\"c1\"}\n\nevent: case\nid: 8\ndata: {\"case_id\":\"c2\"}\n\n");
  EXPECT_EQ(queue_.Drain(), "");
}

TEST_F(LiveQueueOfThree, WakesOncePerDrain) {
  queue_.Push({1, "a"});
  queue_.Push({2, "a"});
  EXPECT_EQ(wakes_, 1);
  queue_.Drain();
  queue_.Push({3, "a"});
  EXPECT_EQ(wakes_, 2);
}

TEST_F(LiveQueueOfThree, BecomesOneResyncWhenItOverflows) {
  for (std::uint64_t sequence = 1; sequence <= 100; ++sequence) queue_.Push({sequence, "a"});
  EXPECT_EQ(queue_.Drain(), "event: resync\ndata: {}\n\n");
  queue_.Push({101, "b"});
  EXPECT_EQ(queue_.Drain(), "event: case\nid: 101\ndata: {\"case_id\":\"b\"}\n\n");
}

TEST_F(LiveQueueOfThree, AsksToReadAgainWhenMuchChangedAtOnce) {
  queue_.Push({7, "c1"});
  queue_.Push({8, ""});
  EXPECT_EQ(queue_.Drain(), "event: resync\ndata: {}\n\n");
}

TEST_F(LiveQueueOfThree, WakesNobodyAfterTheListenerHasGone) {
  queue_.Close();
  queue_.Push({1, "a"});
  queue_.End();
  EXPECT_EQ(wakes_, 0);
  EXPECT_TRUE(queue_.HasEnded());
}

}  // namespace
}  // namespace nuong::http
