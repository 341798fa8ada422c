#include "reader.hpp"

namespace nuong::regulation {
namespace {

/// A wrong deadline reads as some deadline, so that nothing else is said about it.
constexpr Duration kSome{TimeKind::kDays, 1};

void ReadTimes(MapReader& item, Duty& duty) {
  duty.deadline = item.Time("deadline").value_or(kSome);
  duty.local_limit = item.Time("local_limit", Need::kOptional);
  item.Inner("extension", Need::kOptional, [&](MapReader& inner) {
    duty.extension = DutyExtension{inner.Strings("by", Need::kRequired), inner.Time("deadline").value_or(kSome)};
  });
}

void ReadLateSteps(MapReader& duty, std::vector<LateStep>& late) {
  duty.Each("late", Need::kOptional, [&](MapReader& item) {
    LateStep step;
    step.after_minutes = item.Number("after").value_or(0);
    step.tell = item.Ref("tell");
    if (step.after_minutes < 0) {
      item.draft().findings.Add(item.PlaceOf("after"), "bad_number",
                                {"Số phút sau hạn không được âm.", "The minutes past the deadline are not negative."});
    }
    late.push_back(std::move(step));
  });
}

}  // namespace

void ReadDuty(MapReader& item) {
  std::vector<Duty>& duties = item.draft().regulation.duties;
  item.SetPath(NextPath("duties", duties));
  Duty duty;
  duty.id = item.Slug("id");
  duty.title = item.Label("title");
  duty.validity = item.ReadValidity();
  duty.trigger = item.Slug("trigger");
  duty.trigger_when = item.String("trigger_when", Need::kOptional);
  duty.holder = item.Ref("holder");
  duty.counterpart = item.OptionalRef("counterpart");
  ReadTimes(item, duty);
  duty.fulfilled_by = item.Strings("fulfilled_by", Need::kRequired);
  duty.fulfilled_when = item.String("fulfilled_when", Need::kOptional);
  if (item.Has("fulfilled_by_holder_only")) duty.fulfilled_by_holder_only = item.Flag("fulfilled_by_holder_only");
  duty.lapses_when = item.String("lapses_when", Need::kOptional);
  duty.lapse_reason = item.Label("lapse_reason", duty.lapses_when.empty() ? Need::kOptional : Need::kRequired);
  ReadLateSteps(item, duty.late);
  duty.outlives_case = item.Flag("outlives_case");
  duty.source = item.ReadSource();
  if (!duty.id.empty()) duties.push_back(std::move(duty));
}

}  // namespace nuong::regulation
