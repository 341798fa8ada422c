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

}  // namespace

int ShowDeadline(const Common& common, const DeadlineOptions& options) {
  const auto start = ParseInstant(options.start);
  if (!start) {
    return Fail(common, Wrong("start_invalid", {"Thời điểm bắt đầu phải có dạng 2023-06-05T09:00+07:00.",
                                                "The start must look like 2023-06-05T09:00+07:00."}));
  }
  const auto duration = ParseDuration(options.rule);
  if (!duration.ok()) return Fail(common, duration.error());
  const auto calendar = Calendar(common, options.regulation);
  if (!calendar.ok()) return Fail(common, calendar.error());
  const Deadline deadline = CountDeadline(*start, *duration, *calendar);
  const std::string until = deadline.until ? FormatInstant(*deadline.until, calendar->offset) : "-";
  if (common.json) {
    Value::Array skipped;
    for (const SkippedDay& day : deadline.skipped) {
      skipped.push_back(Value::Object{{"date", FormatDate(day.date)}, {"reason", Say(common, day.reason)}});
    }
    fmt::print("{}\n", WriteJson(Value::Object{
                           {"until", until}, {"undecided", deadline.undecided}, {"skipped", std::move(skipped)}}));
    return 0;
  }
  fmt::print("{}\n", until);
  if (deadline.undecided) {
    fmt::print("{}\n", Say(common, {"Lịch nghỉ của thời gian này chưa được quyết định; thời hạn có thể thay đổi.",
                                    "The holidays of this time are not decided yet; the deadline may change."}));
  }
  if (options.why) {
    for (const SkippedDay& day : deadline.skipped)
      fmt::print("  {}  {}\n", FormatDate(day.date), Say(common, day.reason));
  }
  return 0;
}

}  // namespace nuong::app
