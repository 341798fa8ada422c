#include "nuong/picture/picture.hpp"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <future>
#include <latch>
#include <random>
#include <set>

#include "child_process.hpp"
#include "confine.hpp"
#include "picture_samples.hpp"

namespace nuong::picture {
namespace {

const std::set<std::string> kRefusals = {"picture_kind", "picture_too_large", "picture_damaged", "picture_not_drawn"};

std::string RefusalOf(const std::string& file) {
  const auto drawn = Redraw(file);
  return drawn.ok() ? "drawn" : drawn.error().id;
}

TEST(Redraw, LeavesNothingButThePoints) {
  const std::string secret = "Máy của Lò Thị Mẩy, 22.3364N 103.8438E";
  for (const std::string& file : {SampleJpeg(SampleExif(1, secret), secret), SamplePng(secret)}) {
    ASSERT_NE(file.find(secret), std::string::npos);
    const auto drawn = Redraw(file);
    ASSERT_TRUE(drawn.ok());
    EXPECT_EQ(drawn->find(secret), std::string::npos);
    EXPECT_EQ(drawn->find("Exif"), std::string::npos);
    EXPECT_EQ(drawn->find("Comment"), std::string::npos);
    EXPECT_EQ(KindOf(*drawn), KindOf(file));
    const Seen seen = LookAt(*drawn);
    EXPECT_EQ(seen.width, 48U);
    EXPECT_EQ(seen.height, 32U);
    EXPECT_EQ(seen.At(3, 3), 'g');
    EXPECT_EQ(seen.At(3, 28), 'r');
    EXPECT_EQ(seen.At(44, 3), 'b');
  }
}

TEST(Redraw, DropsWhatFollowsThePicture) {
  const auto drawn = Redraw(SampleJpeg() + "PK\x03\x04 a program behind the picture");
  ASSERT_TRUE(drawn.ok());
  EXPECT_EQ(drawn->find("a program"), std::string::npos);
}

TEST(Redraw, StandsUprightAsTheCameraWasHeld) {
  // Where the green corner of the sample comes to lie: EXIF's own words for 1 to 8.
  const std::vector<std::string> corners = {"top left", "top right", "bottom right", "bottom left",
                                            "top left", "top right", "bottom right", "bottom left"};
  for (int orientation = 1; orientation <= 8; ++orientation) {
    const auto drawn = Redraw(SampleJpeg(SampleExif(orientation, "x")));
    ASSERT_TRUE(drawn.ok());
    const Seen seen = LookAt(*drawn);
    EXPECT_EQ(seen.width, orientation >= 5 ? 32U : 48U);
    const std::string& corner = corners[static_cast<std::size_t>(orientation - 1)];
    const std::uint32_t x = corner.ends_with("left") ? 3 : seen.width - 4;
    const std::uint32_t y = corner.starts_with("top") ? 3 : seen.height - 4;
    EXPECT_EQ(seen.At(x, y), 'g') << orientation;
  }
}

TEST(Redraw, RefusesWhatIsNoPicture) {
  for (const std::string file : {"", "GIF89a", "%PDF-1.7", "<svg xmlns='http://www.w3.org/2000/svg'/>"}) {
    EXPECT_EQ(RefusalOf(file), "picture_kind") << file;
  }
}

TEST(Redraw, RefusesAPictureThatWasCut) {
  const std::string jpeg = SampleJpeg();
  const std::string png = SamplePng();
  for (const std::string& file : {jpeg.substr(0, 3), jpeg.substr(0, 100), jpeg.substr(0, jpeg.size() - 40),
                                  png.substr(0, 8), png.substr(0, 60), png.substr(0, png.size() - 30)}) {
    EXPECT_EQ(RefusalOf(file), "picture_damaged") << file.size();
  }
}

TEST(Redraw, RefusesAPictureThatWouldFillTheMemory) {
  std::string jpeg = SampleJpeg();
  const std::size_t frame = jpeg.find("\xFF\xC0");
  jpeg.replace(frame + 5, 4, "\xFF\xDC\xFF\xDC");  // 65,500 by 65,500
  EXPECT_EQ(RefusalOf(jpeg), "picture_too_large");
  std::string png = SamplePng();
  png.replace(16, 8, std::string("\0\x0F\0\0\0\x0F\0\0", 8));  // the check sum of the header is wrong then, too
  EXPECT_TRUE(RefusalOf(png) == "picture_too_large" || RefusalOf(png) == "picture_damaged");
}

TEST(Redraw, SurvivesEveryMalformedFile) {
  std::mt19937 chance(20261126);
  for (const std::string& whole : {SampleJpeg(SampleExif(6, "camera")), SamplePng("remark")}) {
    for (int i = 0; i < 40; ++i) {
      std::string file = whole;
      const int changes = 1 + i % 8;
      for (int change = 0; change < changes; ++change) {
        const std::size_t at = 3 + chance() % (file.size() - 3);
        if (i % 3 == 0) file.erase(at, 1 + chance() % 16);
        if (i % 3 == 1) file[at] = static_cast<char>(chance());
        if (i % 3 == 2) file.insert(at, file.substr(chance() % at, 1 + chance() % 64));
        if (file.size() < 16) break;
      }
      const auto drawn = Redraw(file);
      if (drawn.ok()) {
        EXPECT_TRUE(KindOf(*drawn).has_value());
      } else {
        EXPECT_TRUE(kRefusals.contains(drawn.error().id)) << drawn.error().id;
        EXPECT_EQ(drawn.error().code, ErrorCode::kInvalid);
      }
    }
  }
}

TEST(Redraw, LetsFewWaitAndTellsTheOthersAtOnce) {
  constexpr int kTogether = 32;
  std::latch start(kTogether);
  const std::string file = SampleJpeg();
  std::vector<std::future<std::string>> answers;
  for (int i = 0; i < kTogether; ++i) {
    answers.push_back(std::async(std::launch::async, [&] {
      start.arrive_and_wait();
      return RefusalOf(file);
    }));
  }
  std::multiset<std::string> told;
  for (auto& answer : answers) told.insert(answer.get());
  EXPECT_GE(told.count("drawn"), 6U);
  EXPECT_GT(told.count("picture_busy"), 0U);
  EXPECT_EQ(told.count("drawn") + told.count("picture_busy"), static_cast<std::size_t>(kTogether));
  EXPECT_EQ(RefusalOf(file), "drawn") << "every place was given back";
}

/// What a child answers that is confined and then tries this; empty when the kernel ended it.
std::string Tries(const char* what) { return ChildProcess(what).Ask("", 100, 20).value_or(""); }

TEST(Confinement, LetsTheChildLiveButOpenNothing) {
  EXPECT_EQ(Tries("try-nothing"), "alive");
  EXPECT_EQ(Tries("try-to-open-a-file"), "");
  EXPECT_EQ(Tries("try-to-open-a-socket"), "");
  EXPECT_EQ(Tries("try-to-start-a-process"), "");
  EXPECT_EQ(Tries("try-to-make-memory-that-runs"), "");
}

TEST(Confinement, LeavesTheChildNoDescriptorOfItsParent) {
  constexpr int kOpen = 200;
  ASSERT_EQ(dup2(STDOUT_FILENO, kOpen), kOpen);  // unlike all of the house's own, it is not closed on the way
  EXPECT_EQ(Tries("look-for-descriptors"), "alive");
  close(kOpen);
}

TEST(Confinement, EndsAChildThatTakesTooLong) { EXPECT_FALSE(ChildProcess("run-forever").Ask("", 100, 1).has_value()); }

TEST(Confinement, TakesNoMoreThanItAskedFor) {
  EXPECT_FALSE(ChildProcess("talk-forever").Ask("", 100'000, 20).has_value());
}

void Say(const char* words) {
  [[maybe_unused]] const auto said = write(STDOUT_FILENO, words, std::string(words).size());
}

int TryIt(const std::string& what) {
  if (what == "run-forever") {
    for (;;) pause();
  }
  if (what == "talk-forever") {
    for (;;) Say("and so on ");
  }
  Confine();
  if (what == "try-to-open-a-file") open("/etc/hostname", O_RDONLY);
  if (what == "try-to-open-a-socket") socket(AF_INET, SOCK_STREAM, 0);
  if (what == "try-to-start-a-process") fork();
  if (what == "try-to-make-memory-that-runs") {
    mmap(nullptr, 4096, PROT_READ | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  }
  if (what == "look-for-descriptors") {
    for (int file = STDERR_FILENO + 1; file < 256; ++file) {
      if (write(file, "", 0) == 0) Say("open ");
    }
  }
  Say("alive");
  _exit(0);
}

}  // namespace
}  // namespace nuong::picture

/// The children of these tests are this program.
int main(int argc, char** argv) {
  if (argc == 2 && std::string(argv[1]) == nuong::picture::kChildCommand) nuong::picture::LiveAsChild();
  if (argc == 2 && std::string(argv[1]).find("--") != 0) return nuong::picture::TryIt(argv[1]);
  testing::InitGoogleTest(&argc, argv);
  return RUN_ALL_TESTS();
}
