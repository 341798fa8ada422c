#include <algorithm>
#include <deque>

#include "flow.hpp"
#include "signature.hpp"

namespace nuong::regulation {
namespace {

bool Contains(const std::vector<std::string>& items, const std::string& item) {
  return std::find(items.begin(), items.end(), item) != items.end();
}

/// One duty along the edges of a searched part: where it opens, is done and lapses, as Engine::Advance does it.
class DutyFlow {
 public:
  DutyFlow(Flow& flow, std::size_t index, const Searched& searched)
      : flow_(flow),
        index_(index),
        duty_(flow.regulation().duties[index]),
        path_("/duties/" + std::to_string(index)),
        searched_(searched),
        fact_names_(FactNames(flow.regulation(), {duty_.trigger})),
        eras_(flow.net().ErasOf(duty_.validity)) {
    const Judged lapses =
        duty_.lapses_when.empty() ? Judged{{}, Always(), {}} : Judge(duty_.lapses_when, flow.net().case_names(), {});
    lapses_ = searched.Where(lapses.may);
    stays_ = searched.Where(lapses.may_not);
    done_ = searched.Where(Judge(duty_.fulfilled_when, FactNames(flow.regulation(), duty_.fulfilled_by), {}).may);
    if (const auto closed = flow.net().Closed()) closed_ = searched.Where(*closed);
    for (const std::string& kind : duty_.fulfilled_by) {
      if (const auto done = flow.net().Done(kind)) fulfilling_ |= searched.slice.Mask(*done);
    }
  }

  void Run() {
    for (const RoleName& role : flow_.net().roles()) {
      if (Follow(role)) CheckHolder(role);
    }
    if (arises_ || !searched_.is_whole) return;
    TellDeadDuty(flow_, index_);
  }

 private:
  static constexpr std::uint32_t kNowhere = ~std::uint32_t{0};
  struct Came {
    std::uint32_t from = kNowhere;
    StateSearch::Edge edge{0, 0};
    bool was_open = false;
  };

  Judged Judge(const std::string& condition, const rules::Signature& names, const rules::Environment& given) const {
    return flow_.net().variables().Judge(condition, names, given, flow_.net().lists());
  }

  const RuleLabel& LabelOf(const StateSearch::Edge& edge) const { return searched_.slice.labels()[edge.rule]; }
  const Act* ActOf(const StateSearch::Edge& edge) const {
    const auto& act = LabelOf(edge).act;
    return act ? &flow_.regulation().acts[*act] : nullptr;
  }

  /// By role that acts, where the trigger's condition may hold.
  const std::vector<bool>& TriggeredBy(const RoleName& by) {
    const bool asks = duty_.trigger_when.find("fact.unit_role") != std::string::npos;
    const std::string key = asks ? by.text() : "";
    const auto known = triggered_.find(key);
    if (known != triggered_.end()) return known->second;
    rules::Environment given;
    if (asks) given["fact.unit_role"] = by.text();
    return triggered_.emplace(key, searched_.Where(Judge(duty_.trigger_when, fact_names_, given).may)).first->second;
  }

  bool Holds(const StateSearch::Edge& edge, const RoleName& role) const {
    const Packed after = searched_.search.at(edge.to);
    switch (duty_.holder.kind) {
      case UnitRef::Kind::kActor:
        return LabelOf(edge).by == role;
      case UnitRef::Kind::kRole:
        return role.text() == duty_.holder.name && (flow_.net().ErasOf(role) >> searched_.slice.EraOf(after) & 1) != 0;
      case UnitRef::Kind::kField: {
        const auto& choices = LabelOf(edge).choices;
        const auto chosen = std::find_if(choices.begin(), choices.end(),
                                         [&](const auto& choice) { return choice.first->name == duty_.holder.name; });
        if (chosen != choices.end()) return chosen->second == role.text();
        const Field* field = ActOf(edge)->FindField(duty_.holder.name);
        const std::vector<RoleName> roles = field == nullptr ? std::vector<RoleName>{} : flow_.net().RolesOf(*field);
        return std::find(roles.begin(), roles.end(), role) != roles.end() &&
               (flow_.net().ErasOf(role) >> searched_.slice.EraOf(after) & 1) != 0;
      }
      case UnitRef::Kind::kKeeper:
      case UnitRef::Kind::kRelation: {
        const bool is_keeper = duty_.holder.kind == UnitRef::Kind::kKeeper;
        const auto bit = flow_.net().Relation(is_keeper ? "keeper" : duty_.holder.name, role);
        return bit && searched_.slice.Knows(*bit) && searched_.slice.Number(after, *bit) == 1;
      }
    }
    return false;
  }

  bool Opens(const StateSearch::Edge& edge, const RoleName& role) {
    const Act* act = ActOf(edge);
    if (act == nullptr || act->kind != duty_.trigger || !stays_[edge.to]) return false;
    if ((eras_ >> searched_.slice.EraOf(searched_.search.at(edge.to)) & 1) == 0) return false;
    return TriggeredBy(LabelOf(edge).by)[edge.to] && Holds(edge, role);
  }

  /// Done or lapsed over this edge, for the holder or for those who go on for it.
  bool Ends(std::uint32_t from, const StateSearch::Edge& edge, const RoleName& role) const {
    const Act* act = ActOf(edge);
    if (act == nullptr) return false;
    if (lapses_[edge.to]) return true;
    if (!done_[edge.to]) return false;
    if ((searched_.search.at(edge.to) & ~searched_.search.at(from) & fulfilling_) != 0 &&
        !Contains(duty_.fulfilled_by, act->kind)) {
      return true;
    }
    if (!Contains(duty_.fulfilled_by, act->kind)) return false;
    const RoleName& by = LabelOf(edge).by;
    return !duty_.fulfilled_by_holder_only || by == role || flow_.net().reach().Heirs(role).contains(by);
  }

  /// Finds every state in which the duty may be open for a unit of the role. False: it never is.
  bool Follow(const RoleName& role) {
    came_.assign(searched_.search.size(), {});
    open_.clear();
    for (std::uint32_t i = 0; i < searched_.search.size(); ++i) {
      for (std::uint32_t e = searched_.graph.begins[i]; e < searched_.graph.begins[i + 1]; ++e) {
        const StateSearch::Edge& edge = searched_.graph.edges[e];
        const Act* act = ActOf(edge);
        if (act == nullptr || act->kind != duty_.trigger || came_[edge.to].from != kNowhere) continue;
        if (!Opens(edge, role)) continue;
        came_[edge.to] = {i, edge, false};
        open_.push_back(edge.to);
      }
    }
    arises_ = arises_ || !open_.empty();
    for (std::size_t at = 0; at < open_.size(); ++at) {
      const std::uint32_t i = open_[at];
      for (std::uint32_t e = searched_.graph.begins[i]; e < searched_.graph.begins[i + 1]; ++e) {
        const StateSearch::Edge& edge = searched_.graph.edges[e];
        if (came_[edge.to].from != kNowhere || Ends(i, edge, role)) continue;
        came_[edge.to] = {i, edge, true};
        open_.push_back(edge.to);
      }
    }
    return !open_.empty();
  }

  std::vector<std::uint32_t> WayTo(std::uint32_t state) const {
    std::deque<std::uint32_t> way;
    for (bool open = true; open;) {
      const Came& came = came_[state];
      const auto step =
          came.was_open ? searched_.search.Step(came.from, came.edge) : searched_.WayOver(came.from, came.edge);
      way.insert(way.begin(), step.begin(), step.end());
      open = came.was_open;
      state = came.from;
    }
    return {way.begin(), way.end()};
  }

  void CheckHolder(const RoleName& role) {
    std::vector<bool> leads(searched_.search.size());
    for (std::uint32_t i = searched_.search.explored(); i < leads.size(); ++i) leads[i] = true;
    const auto leads_on = [&](std::uint32_t i) {
      const auto begin = searched_.graph.edges.begin();
      return std::any_of(begin + searched_.graph.begins[i], begin + searched_.graph.begins[i + 1],
                         [&](const StateSearch::Edge& edge) { return leads[edge.to] || Ends(i, edge, role); });
    };
    for (bool changes = true; changes;) {
      changes = false;
      for (auto state = open_.rbegin(); state != open_.rend(); ++state) {
        if (leads[*state] || !leads_on(*state)) continue;
        leads[*state] = changes = true;
      }
    }
    for (const std::uint32_t i : open_) {
      const bool was_closed = !closed_.empty() && closed_[i];
      if (!came_[i].was_open && !leads[i]) TellNeverEnds(i);
      for (std::uint32_t e = searched_.graph.begins[i]; e < searched_.graph.begins[i + 1]; ++e) {
        const StateSearch::Edge& edge = searched_.graph.edges[e];
        if (Ends(i, edge, role)) continue;
        const bool closes = !closed_.empty() && closed_[edge.to] && !was_closed;
        if (closes) TellClosing(i, edge);
        if (!closes && leads[i] && !leads[edge.to]) TellFall(i, edge);
      }
    }
  }

  void TellClosing(std::uint32_t from, const StateSearch::Edge& edge) {
    if (duty_.outlives_case || std::exchange(told_closing_, true)) return;
    TellClosingLeaves(flow_, index_, searched_.slice, WayOver(from, edge));
  }

  std::vector<std::uint32_t> WayOver(std::uint32_t from, const StateSearch::Edge& edge) const {
    std::vector<std::uint32_t> way = WayTo(from);
    const auto step = searched_.search.Step(from, edge);
    way.insert(way.end(), step.begin(), step.end());
    return way;
  }

  void TellNeverEnds(std::uint32_t state) { TellNeverEnds(WayTo(state)); }

  void TellNeverEnds(const std::vector<std::uint32_t>& way) {
    if (std::exchange(told_never_, true)) return;
    TellDutyNeverEnds(flow_, index_, searched_.slice, way);
  }

  void TellFall(std::uint32_t from, const StateSearch::Edge& edge) {
    if (!searched_.IsTime(edge.rule)) {
      TellNeverEnds(WayOver(from, edge));
      return;
    }
    if (std::exchange(told_transition_, true)) return;
    flow_.AddMissingTransition(searched_.slice, searched_.slice.DayOf(searched_.search.at(edge.to)),
                               WhatEnded(from, edge.to), WayOver(from, edge), path_ + "/fulfilled_by",
                               {"nhiệm vụ \"" + duty_.title.vi + "\" đang mở không làm được nữa.",
                                "the open duty \"" + duty_.title.en + "\" can no longer be done."});
  }

  /// What would have done it, or led to where it is done, and is in force no more.
  std::optional<std::size_t> WhatEnded(std::uint32_t from, std::uint32_t to) const {
    std::vector<bool> ends(searched_.search.size());
    const std::size_t era = searched_.slice.EraOf(searched_.search.at(to));
    for (const std::uint32_t i : open_) {
      for (std::uint32_t e = searched_.graph.begins[i]; e < searched_.graph.begins[i + 1]; ++e) {
        const Act* act = ActOf(searched_.graph.edges[e]);
        if (act == nullptr || !Contains(duty_.fulfilled_by, act->kind)) continue;
        ends[searched_.graph.edges[e].to] = true;
        const bool in_force = (flow_.net().ErasOf(act->validity) >> era & 1) != 0;
        if (i == from && !in_force) return LabelOf(searched_.graph.edges[e]).act;
      }
    }
    return flow_.Ended(searched_, {from, to, 0}, ends);
  }

  Flow& flow_;
  std::size_t index_;
  const Duty& duty_;
  std::string path_;
  const Searched& searched_;
  rules::Signature fact_names_;
  std::uint64_t eras_;
  Packed fulfilling_ = 0;  ///< bits that say an act which fulfils it has been done
  std::vector<bool> lapses_;
  std::vector<bool> stays_;
  std::vector<bool> done_;
  std::vector<bool> closed_;
  std::map<std::string, std::vector<bool>> triggered_;
  std::vector<Came> came_;           ///< by state: how the duty came to be open there
  std::vector<std::uint32_t> open_;  ///< states in which it may be open, nearest first
  bool arises_ = false;
  bool told_closing_ = false;
  bool told_never_ = false;
  bool told_transition_ = false;
};

}  // namespace

void TellDeadDuty(Flow& flow, std::size_t duty) {
  flow.Add("/duties/" + std::to_string(duty), "dead_duty",
           {"Không hồ sơ nào có thể làm nhiệm vụ này phát sinh.", "No case can make this duty arise."});
}

void TellClosingLeaves(Flow& flow, std::size_t duty, const CaseSlice& slice, const std::vector<std::uint32_t>& way) {
  const Text& title = flow.regulation().duties[duty].title;
  flow.Add("/duties/" + std::to_string(duty), "closing_leaves_duty",
           {"Hồ sơ có thể kết thúc khi nhiệm vụ này chưa làm; hãy nói khi nào nó hết (lapses_when).",
            "A case can be closed with this duty undone; say when it lapses (lapses_when)."},
           slice, way,
           {"Hồ sơ đã kết thúc mà nhiệm vụ \"" + title.vi + "\" vẫn còn.",
            "The case is closed, and the duty \"" + title.en + "\" is still open."});
}

void TellDutyNeverEnds(Flow& flow, std::size_t duty, const CaseSlice& slice, const std::vector<std::uint32_t>& way) {
  const Text& title = flow.regulation().duties[duty].title;
  flow.Add("/duties/" + std::to_string(duty) + "/fulfilled_by", "duty_never_ends",
           {"Nhiệm vụ này có khi không bao giờ làm được và cũng không hết.",
            "This duty may be one that can neither be done nor lapse."},
           slice, way,
           {"Từ đây nhiệm vụ \"" + title.vi + "\" cứ mở mãi.",
            "From here the duty \"" + title.en + "\" stays open for ever."});
}

void CheckDutyFlow(Flow& flow) {
  const auto& acts = flow.regulation().acts;
  for (std::size_t i = 0; i < flow.regulation().duties.size(); ++i) {
    const Duty& duty = flow.regulation().duties[i];
    if (flow.net().ErasOf(duty.validity) == 0) continue;
    std::vector<std::size_t> about;
    for (std::size_t act = 0; act < acts.size(); ++act) {
      if (acts[act].kind == duty.trigger || Contains(duty.fulfilled_by, acts[act].kind)) about.push_back(act);
    }
    const Searched& searched = flow.About(about);
    if (searched.slice.Fits()) DutyFlow(flow, i, searched).Run();
  }
}

}  // namespace nuong::regulation
