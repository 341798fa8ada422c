#include <algorithm>
#include <map>
#include <set>

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
  } else if (*earlier.validity.until < later.validity.from && !later.validity.after_gap) {
    const std::string gap = FormatDate(*earlier.validity.until);
    draft.findings.Add(place, "gap_in_timeline",
                       {"Từ ngày " + gap + " không có bản nào của \"" + id + "\"; hãy ghi bản sau từ ngày đó.",
                        "From " + gap + " no version of \"" + id + "\" is in force; begin the later one on that day."});
  }
}

void SortByBeginning(std::vector<Version>& versions) {
  std::sort(versions.begin(), versions.end(),
            [](const Version& a, const Version& b) { return a.validity.from < b.validity.from; });
}

void Check(Draft& draft, Timelines timelines) {
  for (auto& [id, versions] : timelines) {
    SortByBeginning(versions);
    for (std::size_t i = 1; i < versions.size(); ++i) CheckPair(draft, id, versions[i - 1], versions[i]);
  }
}

/// Versions of one id within a group of the model, by its path.
template <class Items, class Of>
void CheckGroup(Draft& draft, const std::string& group, const Items& items, Of id_of) {
  Timelines timelines;
  for (std::size_t i = 0; i < items.size(); ++i) {
    const std::string& id = id_of(items[i]);
    if (!id.empty()) timelines[id].push_back({items[i].validity, group + "/" + std::to_string(i)});
  }
  Check(draft, std::move(timelines));
}

template <class Items>
void CheckById(Draft& draft, const std::string& group, const Items& items) {
  CheckGroup(draft, group, items, [](const auto& item) -> const std::string& { return item.id; });
}

/// Regimes are one timeline together: on each day since the first, exactly one governs.
void CheckRegimes(Draft& draft) {
  std::vector<Version> regimes;
  for (std::size_t i = 0; i < draft.regulation.law.regimes.size(); ++i) {
    regimes.push_back({draft.regulation.law.regimes[i].validity, "/regimes/" + std::to_string(i)});
  }
  SortByBeginning(regimes);
  for (std::size_t i = 1; i < regimes.size(); ++i) {
    const auto& until = regimes[i - 1].validity.until;
    const CivilDate from = regimes[i].validity.from;
    const Place& place = draft.places.At(regimes[i].path + "/from");
    if (!until || from < *until) {
      draft.findings.Add(place, "overlapping_regimes",
                         {"Hai chế độ pháp luật cùng có hiệu lực; chế độ trước phải hết hiệu lực trước.",
                          "Two regimes govern at once; the earlier one must end first."});
    } else if (*until < from && !regimes[i].validity.after_gap) {
      draft.findings.Add(place, "gap_in_regimes",
                         {"Từ ngày " + FormatDate(*until) + " không có chế độ pháp luật nào; hãy ghi từ ngày đó.",
                          "From " + FormatDate(*until) + " no regime governs; begin the later one on that day."});
    }
  }
}

/// What goes no further without a next version ends because its law, or somebody who carries it out, ends that day.
class Endings {
 public:
  explicit Endings(Draft& draft) : draft_(draft) {
    const Regulation& model = draft.regulation;
    for (const Regime& regime : model.law.regimes) Note(regime.validity);
    for (const auto& [id, role] : model.roles) Note(role.validity);
    for (const auto& [id, unit] : model.units) Note(unit.validity);
  }

  template <class Item>
  void Check(const std::string& path, const Item& item, bool goes_on) {
    const auto& until = item.validity.until;
    if (!until || goes_on || days_.contains(*until) || LawEnds(item.source, *until)) return;
    const std::string day = FormatDate(*until);
    draft_.findings.Add(
        draft_.places.At(path + "/until"), "ends_without_cause",
        {"Từ ngày " + day + " không còn bản nào, dù văn bản và các cơ quan vẫn còn; hãy ghi bản tiếp theo.",
         "From " + day + " there is no version of this, though its law and its offices go on; write the next one."});
  }

 private:
  void Note(const Validity& validity) {
    if (validity.until) days_.insert(*validity.until);
  }
  bool Ends(const std::string& instrument, CivilDate day) const {
    const auto found = draft_.regulation.instruments.find(instrument);
    return found != draft_.regulation.instruments.end() && found->second.validity.until == day;
  }
  bool LawEnds(const Source& source, CivilDate day) const {
    return Ends(source.instrument, day) ||
           std::any_of(source.also.begin(), source.also.end(),
                       [&](const Citation& also) { return Ends(also.instrument, day); });
  }

  Draft& draft_;
  std::set<CivilDate> days_;
};

void CheckEndings(Draft& draft) {
  const Regulation& model = draft.regulation;
  Endings endings(draft);
  for (std::size_t i = 0; i < model.acts.size(); ++i) {
    const Act& act = model.acts[i];
    const bool goes_on = std::any_of(model.acts.begin(), model.acts.end(), [&](const Act& other) {
      return other.kind == act.kind && act.validity.until && *act.validity.until <= other.validity.from;
    });
    endings.Check("/acts/" + std::to_string(i), act, goes_on);
  }
  for (std::size_t i = 0; i < model.duties.size(); ++i) {
    const Duty& duty = model.duties[i];
    const auto& until = duty.validity.until;
    const bool goes_on = std::any_of(model.duties.begin(), model.duties.end(), [&](const Duty& other) {
      return other.id == duty.id && until && *until <= other.validity.from;
    });
    const bool cannot_arise = until && model.FindAct(duty.trigger, *until) == nullptr;
    endings.Check("/duties/" + std::to_string(i), duty, goes_on || cannot_arise);
  }
}

}  // namespace

void CheckTimelines(Draft& draft) {
  const Regulation& regulation = draft.regulation;
  const Law& law = regulation.law;
  CheckGroup(draft, "/acts", regulation.acts, [](const Act& act) -> const std::string& { return act.kind; });
  CheckById(draft, "/duties", regulation.duties);
  CheckById(draft, "/steps", regulation.steps);
  CheckById(draft, "/pathways", law.pathways);
  CheckById(draft, "/grounds", law.grounds);
  CheckById(draft, "/evidence", law.evidence);
  CheckById(draft, "/documents", law.documents);
  CheckById(draft, "/measures", law.measures);
  CheckById(draft, "/reports", law.reports);
  CheckById(draft, "/retention", law.retention);
  CheckById(draft, "/norms", law.norms);
  CheckById(draft, "/registers", law.registers);
  CheckById(draft, "/beneficiaries", regulation.matrix.beneficiaries);
  CheckById(draft, "/benefits", regulation.matrix.benefits);
  CheckById(draft, "/entitlements", regulation.matrix.entitlements);
  CheckRegimes(draft);
  CheckEndings(draft);
  for (const auto& [id, list] : regulation.code_lists) {
    CheckGroup(draft, "/code_lists/" + id + "/codes", list.codes,
               [](const Code& code) -> const std::string& { return code.code; });
  }
  for (std::size_t i = 0; i < regulation.matrix.parameters.size(); ++i) {
    const Parameter& parameter = regulation.matrix.parameters[i];
    CheckGroup(draft, "/parameters/" + std::to_string(i) + "/values", parameter.values,
               [&](const ParameterValue&) -> const std::string& { return parameter.id; });
  }
}

}  // namespace nuong::regulation
