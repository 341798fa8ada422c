#include <algorithm>
#include <map>

#include "check.hpp"

namespace nuong::regulation {
namespace {

struct Version {
  Validity validity;
  std::string path;
};
using Timelines = std::map<std::string, std::vector<Version>>;

void CheckPair(Draft& draft, const std::string& id, const Version& earlier, const Version& later) {
  const Place& place = draft.places.At(later.path + "/from");
  if (!earlier.validity.until || later.validity.from < *earlier.validity.until) {
    draft.findings.Add(place, "overlapping_timeline",
                       {"Hai bản của \"" + id + "\" cùng có hiệu lực; bản trước phải hết hiệu lực trước.",
                        "Two versions of \"" + id + "\" are in force at once; the earlier one must end first."});
  } else if (*earlier.validity.until < later.validity.from) {
    const std::string gap = FormatDate(*earlier.validity.until);
    draft.findings.Add(place, "gap_in_timeline",
                       {"Từ ngày " + gap + " không có bản nào của \"" + id + "\"; hãy ghi bản sau từ ngày đó.",
                        "From " + gap + " no version of \"" + id + "\" is in force; begin the later one on that day."});
  }
}

void Check(Draft& draft, Timelines timelines) {
  for (auto& [id, versions] : timelines) {
    std::sort(versions.begin(), versions.end(),
              [](const Version& a, const Version& b) { return a.validity.from < b.validity.from; });
    for (std::size_t i = 1; i < versions.size(); ++i) CheckPair(draft, id, versions[i - 1], versions[i]);
  }
}

}  // namespace

void CheckTimelines(Draft& draft) {
  Timelines acts;
  Timelines duties;
  const Regulation& regulation = draft.regulation;
  for (std::size_t i = 0; i < regulation.acts.size(); ++i) {
    const Act& act = regulation.acts[i];
    if (!act.kind.empty()) acts[act.kind].push_back({act.validity, "/acts/" + std::to_string(i)});
  }
  for (std::size_t i = 0; i < regulation.duties.size(); ++i) {
    const Duty& duty = regulation.duties[i];
    if (!duty.id.empty()) duties[duty.id].push_back({duty.validity, "/duties/" + std::to_string(i)});
  }
  Check(draft, std::move(acts));
  Check(draft, std::move(duties));
}

}  // namespace nuong::regulation
