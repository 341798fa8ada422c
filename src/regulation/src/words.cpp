#include <cstdlib>

#include "nuong/regulation/duties.hpp"

/// Deadlines in words. Official Vietnamese writes days as day/month/year; English here writes them out.
namespace nuong::regulation {
namespace {

constexpr const char* kMonths[] = {"January", "February", "March",     "April",   "May",      "June",
                                   "July",    "August",   "September", "October", "November", "December"};

std::string TwoDigits(int number) { return (number < 10 ? "0" : "") + std::to_string(number); }

Text Counted(int amount, const std::string& vi, const std::string& en) {
  const std::string number = std::to_string(amount);
  return {"trong " + number + " " + vi, "within " + number + " " + en + (amount == 1 ? "" : "s")};
}

/// The last day is the one before the exclusive end.
Text ByEndOf(const Text& within, const Deadline& deadline, Offset offset) {
  if (!deadline.until) return within;
  const Text day = DayInWords(DateOf(Instant{deadline.until->us - 1}, offset));
  return {within.vi + ", đến hết ngày " + day.vi, within.en + ", until the end of " + day.en};
}

Text ByMoment(const Text& within, const Deadline& deadline, Offset offset) {
  if (!deadline.until) return within;
  const Text moment = MomentInWords(*deadline.until, offset);
  return {within.vi + ", chậm nhất " + moment.vi, within.en + ", at the latest " + moment.en};
}

}  // namespace

Text DayInWords(CivilDate date) {
  const std::chrono::year_month_day day{date.day};
  const int month = static_cast<int>(static_cast<unsigned>(day.month()));
  const int of_month = static_cast<int>(static_cast<unsigned>(day.day()));
  const std::string year = std::to_string(static_cast<int>(day.year()));
  return {TwoDigits(of_month) + "/" + TwoDigits(month) + "/" + year,
          std::to_string(of_month) + " " + kMonths[month - 1] + " " + year};
}

Text MomentInWords(Instant at, Offset offset) {
  const std::string local = FormatInstant(at, offset);
  const std::string time = local.substr(11, 5);
  const Text day = DayInWords(DateOf(at, offset));
  return {time + " ngày " + day.vi, time + " on " + day.en};
}

Text DeadlineInWords(const Duration& duration, const Deadline& deadline, Offset offset) {
  switch (duration.kind) {
    case TimeKind::kUnstated:
      return {"văn bản không nêu thời hạn", "the text states no time limit"};
    case TimeKind::kUnverified:
      return {"luật có định thời hạn nhưng chưa kiểm chứng được", "the law sets a time that is not verified yet"};
    case TimeKind::kImmediately:
      return ByMoment({"ngay lập tức", "immediately"}, deadline, offset);
    case TimeKind::kHours:
      return ByMoment(Counted(duration.amount, "giờ", "hour"), deadline, offset);
    case TimeKind::kDays:
      return ByEndOf(Counted(duration.amount, "ngày", "day"), deadline, offset);
    case TimeKind::kWorkingDays:
      return ByEndOf(Counted(duration.amount, "ngày làm việc", "working day"), deadline, offset);
    case TimeKind::kMonths:
      return ByEndOf(Counted(duration.amount, "tháng", "month"), deadline, offset);
    case TimeKind::kYears:
      return ByEndOf(Counted(duration.amount, "năm", "year"), deadline, offset);
  }
  std::abort();
}

Text DeadlineInWords(const Duty& definition, const OpenDuty& open, Offset offset) {
  if (open.extended_by != 0 && definition.extension) {
    const Text words = DeadlineInWords(definition.extension->deadline, open.deadline, offset);
    return {words.vi + " (đã gia hạn)", words.en + " (extended)"};
  }
  const Text law = DeadlineInWords(definition.deadline, open.deadline, offset);
  if (!definition.local_limit) return law;
  const Text ours = DeadlineInWords(*definition.local_limit, open.deadline, offset);
  return {law.vi + "; giới hạn nội bộ: " + ours.vi, law.en + "; our own limit: " + ours.en};
}

}  // namespace nuong::regulation
