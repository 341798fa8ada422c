#include <fmt/core.h>

#include "messages.hpp"
#include "nuong/base/deadline.hpp"
#include "nuong/base/value.hpp"
#include "regulation_files.hpp"

namespace nuong::app {
namespace {

Result<WorkingCalendar> Calendar(const Common& common, const std::string& regulation) {
  NUONG_TRY(const std::string folder, FindRegulations(common));
  NUONG_TRY(const auto loaded, LoadRegulation(folder, regulation));
  return loaded->calendar;
}

Value Encode(const Common& common, const std::vector<SkippedDay>& days) {
  Value::Array encoded;
  for (const SkippedDay& day : days) {
    encoded.push_back(Value::Object{{"date", FormatDate(day.date)},
                                    {"reason", Say(common, day.reason)},
                                    {"certainty", regulation::CertaintyCode(day.certainty)},
                                    {"projected", day.projected}});
  }
  return encoded;
}

void PrintJson(const Common& common, const std::string& rule, const std::string& until, const Deadline& deadline) {
  fmt::print("{}\n", WriteJson(Value::Object{{"rule", rule},
                                             {"until", until},
                                             {"undecided", deadline.undecided},
                                             {"skipped", Encode(common, deadline.skipped)},
                                             {"doubtful", Encode(common, deadline.doubtful)}}));
}

void Print(const Common& common, const std::string& until, const Deadline& deadline, bool why) {
  fmt::print("{}\n", until);
  if (deadline.undecided) {
    fmt::print("  {}\n", Say(common, {"Lịch nghỉ của thời gian này chưa được quyết định; thời hạn có thể thay đổi.",
                                      "The holidays of this time are not decided yet; the deadline may change."}));
  }
  if (!why) return;
  for (const SkippedDay& day : deadline.skipped) {
    fmt::print("  {}  {}\n", FormatDate(day.date), Say(common, day.reason));
  }
  for (const SkippedDay& day : deadline.doubtful) {
    const Text counted{"vẫn được tính: ", "counted all the same: "};
    fmt::print("  {}  {}{}\n", FormatDate(day.date), Say(common, counted), Say(common, day.reason));
  }
}

}  // namespace

int ShowDeadline(const Common& common, const DeadlineOptions& options) {
  const auto start = ParseInstant(options.start);
  if (!start) {
    return Fail(common, Wrong("start_invalid", {"Thời điểm bắt đầu phải có dạng 2023-06-05T09:00+07:00.",
                                                "The start must look like 2023-06-05T09:00+07:00."}));
  }
  std::vector<Duration> durations;
  for (const std::string& rule : options.rules) {
    const auto duration = ParseDuration(rule);
    if (!duration.ok()) return Fail(common, duration.error());
    durations.push_back(*duration);
  }
  const auto calendar = Calendar(common, options.regulation);
  if (!calendar.ok()) return Fail(common, calendar.error());
  for (std::size_t index = 0; index < durations.size(); ++index) {
    const Deadline deadline = CountDeadline(*start, durations[index], *calendar);
    const std::string until = deadline.until ? FormatInstant(*deadline.until, calendar->offset) : "-";
    if (common.json) {
      PrintJson(common, options.rules[index], until, deadline);
    } else {
      Print(common, until, deadline, options.why);
    }
  }
  return 0;
}

}  // namespace nuong::app
