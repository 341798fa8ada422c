#include <algorithm>
#include <functional>
#include <random>

#include "open_duties.hpp"

/// For a regulation whose cases have too many states to search them all: cases played by drawing lots, always the same
/// ones. What a walk meets can happen; what none meets may still. That something can never come again is told only when
/// it could not even if nothing hindered anything.
namespace nuong::regulation {
namespace {

constexpr std::uint64_t kWalks = 64;
constexpr std::size_t kLongest = 64;

class Walker {
 public:
  explicit Walker(Flow& flow) : flow_(flow), slice_(flow.everything()), duties_(flow) {
    if (const auto closed = flow.net().Closed()) closed_ = slice_.Bits(*closed);
    const CaseNet& net = flow.net();
    for (const Invariant& invariant : flow.regulation().invariants) {
      never_.push_back(slice_.Bits(net.variables().Judge(invariant.never, net.case_names(), {}, net.lists()).surely));
    }
    rules_.resize(flow.regulation().acts.size());
    for (std::uint32_t rule = 0; rule < slice_.rules().size(); ++rule) {
      const auto& act = slice_.labels()[rule].act;
      if (act) rules_[*act].push_back(rule);
      if (!act) time_.push_back(rule);
    }
    for (const Act& act : flow.regulation().acts) {
      without_verifying_.push_back(!act.verifies);
      has_urgent_ = has_urgent_ || act.urgent;
      const auto& duties = flow.regulation().duties;
      has_more_.push_back(!act.reviews.empty() || std::any_of(duties.begin(), duties.end(), [&](const Duty& duty) {
        return duty.trigger == act.kind;
      }));
    }
    std::erase_if(rules_, [](const auto& rules) { return rules.empty(); });
  }

  void Run() {
    const Relaxed relaxed = flow_.relaxed().From(slice_.start());
    for (std::size_t i = 0; i < flow_.regulation().duties.size(); ++i) {
      const bool in_force = flow_.net().ErasOf(flow_.regulation().duties[i].validity) != 0;
      if (in_force && !duties_.MayArise(i, relaxed)) TellDeadDuty(flow_, i);
    }
    for (std::uint64_t number = 0; number < kWalks; ++number) Walk(number);
  }

  /// Only this one thing, which no state remembers: who decided what is reviewed.
  void RunForReviews() {
    const auto& acts = flow_.regulation().acts;
    if (std::all_of(acts.begin(), acts.end(), [](const Act& act) { return act.reviews.empty(); })) return;
    for (std::uint64_t number = 0; number < kWalks; ++number) CheckReviews(Draw(number));
  }

 private:
  bool IsClosed(Packed state) const { return Holds(closed_, state); }
  bool HasBegun(Packed state) const { return slice_.Number(state, flow_.net().begun()) == 1; }

  /// Where the way ends; nothing when one of its rules is not possible.
  std::optional<Packed> EndOf(const Way& way) const {
    Packed state = slice_.start();
    for (const std::uint32_t rule : way) {
      if (!Holds(slice_.rules()[rule].when, state)) return std::nullopt;
      state = slice_.rules()[rule].After(state);
    }
    return state;
  }

  /// Leaves out every stretch of steps, long ones first, that the end does not need.
  static Way Shortened(Way way, const std::function<bool(const Way&)>& still) {
    for (std::size_t length = std::max<std::size_t>(1, way.size() / 2); length > 0; length /= 2) {
      for (std::size_t i = way.size(); i-- > 0;) {
        if (i + length > way.size()) continue;
        Way shorter = way;
        const auto begin = shorter.begin() + static_cast<std::ptrdiff_t>(i);
        shorter.erase(begin, begin + static_cast<std::ptrdiff_t>(length));
        if (still(shorter)) way = std::move(shorter);
      }
    }
    return way;
  }

  /// It can be done, and something comes of it.
  bool Tells(std::uint32_t rule, Packed state) const {
    if (!Holds(slice_.rules()[rule].when, state)) return false;
    return has_more_[*slice_.labels()[rule].act] || slice_.rules()[rule].After(state) != state;
  }

  /// Each act as likely as the other, whatever can be chosen in it.
  std::optional<std::uint32_t> Draw(Packed state, std::mt19937_64& random) const {
    for (std::size_t tries = 4 * rules_.size(); tries > 0; --tries) {
      const auto& rules = rules_[random() % rules_.size()];
      const std::uint32_t rule = rules[random() % rules.size()];
      if (Tells(rule, state)) return rule;
    }
    for (const auto& rules : rules_) {
      for (const std::uint32_t rule : rules) {
        if (Tells(rule, state)) return rule;
      }
    }
    return std::nullopt;
  }

  /// The step at which each change of the law comes: some before the case begins, some while it is under way.
  std::vector<std::size_t> Changeovers(std::mt19937_64& random) const {
    std::vector<std::size_t> steps;
    const std::size_t before = random() % (time_.size() + 1);
    for (std::size_t i = 0; i < time_.size(); ++i) steps.push_back(i < before ? 0 : 1 + random() % kLongest);
    std::sort(steps.begin(), steps.end());
    return steps;
  }

  Way Draw(std::uint64_t number) const {
    std::mt19937_64 random(number + 1);
    const std::vector<std::size_t> changeovers = Changeovers(random);
    std::size_t changed = 0;
    Packed state = slice_.start();
    Way way;
    while (way.size() < kLongest + time_.size() && !IsClosed(state)) {
      const bool is_due = changed < time_.size() && changeovers[changed] + changed <= way.size();
      std::optional<std::uint32_t> rule = is_due ? std::optional(time_[changed++]) : Draw(state, random);
      if (!rule && changed < time_.size()) rule = time_[changed++];
      if (!rule) break;
      state = slice_.rules()[*rule].After(state);
      way.push_back(*rule);
    }
    return way;
  }

  void Walk(std::uint64_t number) {
    const Way way = Draw(number);
    const std::size_t looked_at = 2 + number * 7 % (kLongest / 4);
    Packed state = slice_.start();
    for (std::size_t i = 0; i < way.size(); ++i) {
      state = slice_.rules()[way[i]].After(state);
      const Way so_far(way.begin(), way.begin() + static_cast<std::ptrdiff_t>(i) + 1);
      CheckNever(so_far, state);
      if (i == looked_at) Look(so_far, state);
    }
    if (!HasBegun(state)) return;
    Look(way, state);
    CheckReviews(way);
    if (IsClosed(state)) {
      CheckClosing(way);
      CheckNothingAfter(way, state);
    } else {
      CheckLeadsOn(way, state);
    }
  }

  /// The act that reviews what its own unit had decided, if the way ends with one.
  std::optional<std::size_t> EndsWithOwnReview(const Way& way) const {
    std::map<std::string, RoleName> deciders;
    std::optional<std::size_t> own;
    for (const std::uint32_t rule : way) {
      const RuleLabel& label = slice_.labels()[rule];
      own.reset();
      if (!label.act) continue;
      const Act& act = flow_.regulation().acts[*label.act];
      const auto decided = deciders.find(act.reviews);
      if (decided != deciders.end() && decided->second == label.by) own = label.act;
      deciders[act.kind] = label.by;
    }
    return own;
  }

  void CheckReviews(const Way& way) {
    for (std::size_t length = 1; length <= way.size(); ++length) {
      const auto& act = slice_.labels()[way[length - 1]].act;
      if (!act || flow_.regulation().acts[*act].reviews.empty()) continue;
      const Way so_far(way.begin(), way.begin() + static_cast<std::ptrdiff_t>(length));
      if (!EndsWithOwnReview(so_far) || !told_.insert("review" + std::to_string(*act)).second) continue;
      const auto still = [&](const Way& tried) { return EndOf(tried) && EndsWithOwnReview(tried) == act; };
      const Text& title = flow_.regulation().acts[*act].title;
      flow_.Add("/acts/" + std::to_string(*act) + "/reviews", "decides_and_reviews",
                {"Nơi xem xét lại có thể chính là nơi đã quyết định.", "Who reviews may be who decided."}, slice_,
                Shortened(so_far, still),
                {"\"" + title.vi + "\": xem xét lại việc của chính mình.",
                 "\"" + title.en + "\": a review of what the same office decided."});
    }
  }

  void CheckNever(const Way& way, Packed state) {
    for (std::size_t i = 0; i < never_.size(); ++i) {
      if (!Holds(never_[i], state) || !told_.insert("never" + std::to_string(i)).second) continue;
      const auto still = [&](const Way& tried) {
        const auto end = EndOf(tried);
        return end && Holds(never_[i], *end);
      };
      TellInvariantBroken(flow_, i, slice_, Shortened(way, still));
    }
  }

  /// What must be possible at every moment: what is urgent, and to take back a consent.
  void Look(const Way& way, Packed state) {
    if (!HasBegun(state)) return;
    const auto roles = flow_.net().roles();
    for (const RoleName& role : roles) {
      if (CannotWithdraw(role, state) && told_.insert("withdraw").second) {
        const auto still = [&](const Way& tried) {
          const auto end = EndOf(tried);
          return end && CannotWithdraw(role, *end);
        };
        TellNotWithdrawable(flow_, slice_, Shortened(way, still));
      }
    }
    if (!has_urgent_ || IsClosed(state)) return;
    const Relaxed with = flow_.relaxed().From(state);
    const Relaxed without = flow_.relaxed().From(state, without_verifying_);
    for (std::size_t act = 0; act < flow_.regulation().acts.size(); ++act) {
      if (!flow_.regulation().acts[act].urgent || !Waits(act, with, without)) continue;
      if (!told_.insert("urgent" + std::to_string(act)).second) continue;
      const auto still = [&](const Way& tried) {
        const auto end = EndOf(tried);
        return end && HasBegun(*end) &&
               Waits(act, flow_.relaxed().From(*end), flow_.relaxed().From(*end, without_verifying_));
      };
      TellUrgentWaits(flow_, act, slice_, Shortened(way, still));
    }
  }

  static bool Waits(std::size_t act, const Relaxed& with, const Relaxed& without) {
    return with.CanBeDone(act) && !without.CanBeDone(act);
  }

  bool CannotWithdraw(const RoleName& role, Packed state) const {
    const auto consent = flow_.net().Consent(role);
    if (!consent || !slice_.Knows(*consent) || slice_.Number(state, *consent) == 0) return false;
    for (std::uint32_t rule = 0; rule < slice_.rules().size(); ++rule) {
      const auto& act = slice_.labels()[rule].act;
      if (!act || !flow_.regulation().acts[*act].withdraws_consent) continue;
      if (Holds(slice_.rules()[rule].when, state) && slice_.Number(slice_.rules()[rule].After(state), *consent) == 0) {
        return false;
      }
    }
    return true;
  }

  /// The shortest beginning of a way after which something that never becomes false again is true.
  static Way Until(const Way& way, const std::function<bool(const Way&)>& is_so) {
    std::size_t no = 0;
    std::size_t yes = way.size();
    while (yes - no > 1) {
      const std::size_t middle = (yes + no) / 2;
      const Way tried(way.begin(), way.begin() + static_cast<std::ptrdiff_t>(middle));
      (is_so(tried) ? yes : no) = middle;
    }
    return {way.begin(), way.begin() + static_cast<std::ptrdiff_t>(yes)};
  }

  bool IsTime(std::uint32_t rule) const { return !slice_.labels()[rule].act; }

  bool NeverCloses(const Way& way) const {
    const auto end = EndOf(way);
    return end && HasBegun(*end) && !IsClosed(*end) && !flow_.relaxed().From(*end).May(closed_);
  }

  bool NeverEnds(std::size_t duty, const Way& way) {
    const auto open = duties_.After(way);
    const auto end = EndOf(way);
    return open && (*open)[duty] && !IsClosed(*end) && !duties_.MayEnd(duty, flow_.relaxed().From(*end));
  }

  void CheckLeadsOn(const Way& way, Packed state) {
    const Relaxed relaxed = flow_.relaxed().From(state);
    if (!closed_.empty() && !relaxed.May(closed_)) {
      TellFall(
          way, "stage", [&](const Way& tried) { return NeverCloses(tried); },
          [&](const Relaxed& later) { return later.May(closed_); });
    }
    const auto open = duties_.After(way);
    for (std::size_t i = 0; i < flow_.regulation().duties.size(); ++i) {
      if (!(*open)[i] || duties_.MayEnd(i, relaxed)) continue;
      TellFall(
          way, "duty" + std::to_string(i), [&](const Way& tried) { return NeverEnds(i, tried); },
          [&](const Relaxed& later) { return duties_.MayEnd(i, later); }, i);
    }
  }

  /// From some step on there is no way on: told as that step did it, an act or a change of the law.
  void TellFall(const Way& way, const std::string& what, const std::function<bool(const Way&)>& is_stuck,
                const std::function<bool(const Relaxed&)>& leads_on, std::optional<std::size_t> duty = {}) {
    Way fall = Until(way, is_stuck);
    const unsigned stage = slice_.Number(*EndOf(fall), *flow_.net().CaseName("stage"));
    const bool by_time = IsTime(fall.back());
    const std::string key = what + (by_time ? "time" : "") + (duty ? "" : std::to_string(stage));
    if (!told_.insert(key).second) return;
    if (!by_time) {
      fall = Shortened(fall, is_stuck);
      if (duty) TellDutyNeverEnds(flow_, *duty, slice_, fall);
      if (!duty) TellStageNeverCloses(flow_, slice_, fall, slice_.Number(*EndOf(fall), *flow_.net().CaseName("stage")));
      return;
    }
    const auto still = [&](const Way& tried) {
      if (tried.empty() || tried.back() != fall.back() || !is_stuck(tried)) return false;
      return !is_stuck(Way(tried.begin(), tried.end() - 1));
    };
    fall = Shortened(fall, still);
    const Packed after = *EndOf(fall);
    Text then{"hồ sơ không kết thúc được nữa.", "the case can no longer be closed."};
    if (duty) {
      const Text& title = flow_.regulation().duties[*duty].title;
      then = {"nhiệm vụ \"" + title.vi + "\" đang mở không làm được nữa.",
              "the open duty \"" + title.en + "\" can no longer be done."};
    }
    const std::string path =
        duty ? "/duties/" + std::to_string(*duty) + "/fulfilled_by" : PathOfStage(flow_.regulation(), stage);
    flow_.AddMissingTransition(slice_, slice_.DayOf(after), WhatEnded(after, leads_on), fall, path, then);
  }

  /// An act in force no more that alone would lead on.
  std::optional<std::size_t> WhatEnded(Packed state, const std::function<bool(const Relaxed&)>& leads_on) const {
    for (std::size_t act = 0; act < flow_.regulation().acts.size(); ++act) {
      const std::uint64_t eras = flow_.net().ErasOf(flow_.regulation().acts[act].validity);
      if ((eras >> slice_.EraOf(state) & 1) != 0) continue;
      if (leads_on(flow_.relaxed().From(state, {}, act))) return act;
    }
    return std::nullopt;
  }

  void CheckNothingAfter(const Way& way, Packed state) {
    for (std::uint32_t rule = 0; rule < slice_.rules().size(); ++rule) {
      const auto& act = slice_.labels()[rule].act;
      if (!act || !MustEndWithTheCase(flow_, *act) || !Holds(slice_.rules()[rule].when, state)) continue;
      if (!told_.insert("after" + std::to_string(*act)).second) continue;
      const auto still = [&](const Way& tried) {
        const auto end = EndOf(tried);
        return end && IsClosed(*end) && Holds(slice_.rules()[rule].when, *end);
      };
      TellDoneAfterClosing(flow_, *act, slice_, Shortened(way, still));
    }
  }

  void CheckClosing(const Way& way) {
    const auto leaves = [&](const Way& tried, std::size_t duty) {
      const auto open = duties_.After(tried);
      return open && (*open)[duty] && IsClosed(*EndOf(tried));
    };
    const auto open = duties_.After(way);
    for (std::size_t i = 0; i < open->size(); ++i) {
      if (!(*open)[i] || flow_.regulation().duties[i].outlives_case) continue;
      if (!told_.insert("closing" + std::to_string(i)).second) continue;
      TellClosingLeaves(flow_, i, slice_, Shortened(way, [&](const Way& tried) { return leaves(tried, i); }));
    }
  }

  Flow& flow_;
  const CaseSlice& slice_;
  OpenDuties duties_;
  BitGuard closed_;
  std::vector<BitGuard> never_;                    ///< by invariant
  std::vector<std::vector<std::uint32_t>> rules_;  ///< of each act that has some
  std::vector<std::uint32_t> time_;
  std::vector<bool> without_verifying_;
  std::vector<bool> has_more_;  ///< by act: it opens a duty, or reviews, even where nothing else changes
  bool has_urgent_ = false;
  std::set<std::string> told_;
};

}  // namespace

void CheckByWalks(Flow& flow) { Walker(flow).Run(); }
void CheckReviews(Flow& flow) { Walker(flow).RunForReviews(); }

}  // namespace nuong::regulation
