#include "nuong/regulation/compare.hpp"

#include <gtest/gtest.h>

#include "nuong/base/civil.hpp"
#include "testing.hpp"

namespace nuong::regulation {
namespace {

using testing::ReadFolder;
using testing::Told;

/// The pretend province with one passage of one file written otherwise.
std::vector<SourceFile> With(const std::string& file, const std::string& was, const std::string& is) {
  std::vector<SourceFile> files = ReadFolder("example");
  for (SourceFile& source : files) {
    if (source.name != "example/" + file) continue;
    const std::size_t at = source.text.find(was);
    EXPECT_NE(at, std::string::npos) << was;
    source.text.replace(at, was.size(), is);
    return files;
  }
  ADD_FAILURE() << file;
  return files;
}

Regulation Loaded(const std::vector<SourceFile>& files) {
  regulation::Loaded loaded = Load(files, "example");
  EXPECT_EQ(Told(loaded.findings), "");
  return std::move(loaded.regulation);
}

std::string Lines(const std::vector<Difference>& differences) {
  std::string lines;
  for (const Difference& difference : differences) {
    lines += "  " + difference.key + ": " + difference.before + " -> " + difference.after + "\n";
  }
  return lines;
}

std::string ItemsMoved(const std::vector<SourceFile>& before, const std::vector<SourceFile>& after) {
  static const char* const kWhat[] = {"added", "removed", "changed"};
  std::string lines;
  for (const ItemChange& change : CompareItems(before, after, "example")) {
    lines += change.place.text() + " " + kWhat[static_cast<int>(change.what)] + " " + change.group + "/" + change.id +
             "\n" + Lines(change.differences);
  }
  return lines;
}

std::string DutiesMoved(const std::vector<SourceFile>& after) {
  std::string lines;
  const Regulation now = Loaded(after);
  const auto moment = [&](const std::optional<Instant>& instant) {
    return instant ? FormatInstant(*instant, now.calendar.offset) : "-";
  };
  for (const DutyMove& move : CompareDuties(*testing::Example(), now)) {
    lines += move.id + " " + FormatDate(move.days.from) + ".." + (move.days.until ? FormatDate(*move.days.until) : "") +
             (move.was ? "" : " new") + (move.is ? "" : " gone") + "\n" + Lines(move.differences);
    if (!move.example) continue;
    lines += "  from " + moment(move.example->opened) + ": " + moment(move.example->before) + " -> " +
             moment(move.example->after) + "\n";
  }
  return lines;
}

TEST(Compare, TellsNothingOfWhatIsTheSame) {
  const auto files = ReadFolder("example");
  EXPECT_EQ(ItemsMoved(files, files), "");
  EXPECT_EQ(DutiesMoved(files), "");
  EXPECT_TRUE(CompareEntitlements(*testing::Example(), Loaded(files)).empty());
}

TEST(Compare, TellsAnotherDeadlineWithTheFirstWorkingMorning) {
  const auto after = With("duties.yaml", "deadline: 3WD", "deadline: 5D");
  EXPECT_EQ(ItemsMoved(ReadFolder("example"), after),
            "example/duties.yaml:30:5 changed duties/answer-referral\n"
            "  deadline: 3WD -> 5D\n");
  EXPECT_EQ(DutiesMoved(after),
            "answer-referral 2020-01-01..\n"
            "  deadline: 3WD -> 5D\n"
            "  from 2023-06-01T09:00:00+07:00: 2023-06-07T00:00:00+07:00 -> 2023-06-07T00:00:00+07:00\n");
}

TEST(Compare, TellsWhoElseIsToldAndHoldsAndEnds) {
  EXPECT_EQ(DutiesMoved(With("duties.yaml", "late: [{after: 0, tell: \"role:department\"}, {after: 60, ",
                             "late: [{after: 30, tell: \"role:department\"}, {after: 90, ")),
            "lodge 2020-01-01..\n"
            "  late: +0 role:department, +60 relation:supervisor -> +30 role:department, +90 relation:supervisor\n");
  EXPECT_EQ(DutiesMoved(With("duties.yaml", "holder: \"role:police\"", "holder: actor")),
            "protect 2020-01-01..\n"
            "  holder: role:police -> actor\n");
}

TEST(Compare, TellsTheStretchOfDaysThatAnEndMoves) {
  EXPECT_EQ(DutiesMoved(With("duties.yaml", "until: 2023-09-01", "until: 2023-09-01 # the same\n")), "");
  auto after = With("duties.yaml", "until: 2023-09-01", "until: 2023-10-01");
  for (SourceFile& file : after) {
    if (file.name != "example/duties.yaml") continue;
    file.text.replace(file.text.find("from: 2023-09-01"), 16, "from: 2023-10-01");
  }
  EXPECT_EQ(DutiesMoved(after),
            "report-refusal 2023-09-01..2023-10-01\n"
            "  deadline: 1D -> 2D\n"
            "  from 2023-09-05T09:00:00+07:00: 2023-09-07T00:00:00+07:00 -> 2023-09-08T00:00:00+07:00\n");
}

TEST(Compare, FindsTheDeadlinesThatADayOffAloneMoves) {
  const auto after = With("calendar.yaml", "{date: 2023-09-04, ", "{date: 2023-09-05, ");
  EXPECT_NE(ItemsMoved(ReadFolder("example"), after).find("days_off/2023-09-05/date:  -> 2023-09-05"),
            std::string::npos);
  const std::string moved = DutiesMoved(after);
  EXPECT_NE(moved.find("answer-referral 2020-01-01..\n"
                       "  from 2023-08-29T09:00:00+07:00: 2023-09-06T00:00:00+07:00 -> 2023-09-05T00:00:00+07:00\n"),
            std::string::npos)
      << moved;
  // Days count on and only a last day off moves on; hours and "at once" never wait.
  EXPECT_EQ(moved.find("protect"), std::string::npos) << moved;
  EXPECT_EQ(moved.find("lodge"), std::string::npos) << moved;
}

TEST(Compare, TellsWhatIsAddedAndRemoved) {
  const auto before = ReadFolder("example");
  auto after = before;
  std::erase_if(after, [](const SourceFile& file) { return file.name == "example/follow_up.yaml"; });
  after.push_back({"example/new.yaml", "relations: [{id: aunt, name: {vi: Dì, en: Aunt}}]\n"});
  const std::string moved = ItemsMoved(before, after);
  EXPECT_EQ(moved.find("example/new.yaml:1:13 added relations/aunt\n"), 0u) << moved;
  EXPECT_NE(moved.find("example/follow_up.yaml"), std::string::npos) << moved;
  EXPECT_EQ(moved.find(" changed "), std::string::npos) << moved;
}

TEST(Compare, TellsWhatAPersonWouldBeGivenInstead) {
  const Regulation now = Loaded(With("matrix.yaml", "value: 40000", "value: 45000"));
  const auto moves = CompareEntitlements(*testing::Example(), now);
  ASSERT_EQ(moves.size(), 2u);
  EXPECT_EQ(moves[0].benefit, "meals");
  EXPECT_EQ(moves[0].beneficiary, "identified");
  EXPECT_EQ(moves[0].title.en, "Food");
  EXPECT_EQ(FormatDate(moves[0].days.from), "2023-07-01");
  EXPECT_EQ(FormatDate(*moves[0].days.until), "2024-01-01");
  EXPECT_EQ(moves[0].before, "yes · 60D · day-rate × 1.5 = 60000 vnd_per_day · centre");
  EXPECT_EQ(moves[0].after, "yes · 60D · day-rate × 1.5 = 67500 vnd_per_day · centre");
  EXPECT_EQ(moves[1].beneficiary, "waiting");
}

}  // namespace
}  // namespace nuong::regulation
