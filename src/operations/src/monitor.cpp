#include "nuong/operations/monitor.hpp"

#include <algorithm>
#include <iterator>
#include <map>
#include <set>

#include "act_pipeline.hpp"
#include "case_look.hpp"
#include "keeping.hpp"
#include "rebuilt_views.hpp"
#include "recount.hpp"
#include "refusals.hpp"
#include "regulation_fingerprint.hpp"
#include "rule_reviews.hpp"
#include "views.hpp"

namespace nuong::operations {
namespace {

using ledger::Deed;
using ledger::Entry;

constexpr std::size_t kMostFindings = 1000;
constexpr std::string_view kRoleRules = "role/";  ///< decided by the role alone, not by a rule of access

/// An entry may bear the moment at which its act was planned: a little before that of the one before it.
constexpr std::int64_t kOutOfOrder = 60'000'000;

class Watcher {
 public:
  using ByFingerprint = std::map<std::string, std::unique_ptr<Services>>;

  Watcher(const ByFingerprint& by_fingerprint, store::Reader& ledger, const std::string& signer)
      : by_fingerprint_(by_fingerprint),
        ledger_(ledger),
        recount_(
            ledger, signer, [this](const std::string& fingerprint) { return RulesNamed(fingerprint); },
            [this](const Entry& entry, std::string id, const Text& what) { Add(entry, std::move(id), what); }) {}

  /// `views` are as they stood before the entry.
  Result<void> Look(const Entry& entry, store::Reader& views) {
    ++report_.entries;
    CheckClock(entry);
    CheckPolicy(entry);
    recount_.TakeMembership(entry);
    if (entry.deed == Deed::kPolicy && entry.kind == kRulesChanged) recount_.CheckRulesChange(entry);
    if (entry.deed == Deed::kSignIn) signed_in_.insert(entry.member);
    const Services* services = RulesOf(entry);
    if (services == nullptr) {
      if (unknown_.insert(entry.regulation).second) {
        Add(entry, "regulation_unknown",
            {"quy chế với dấu vân " + entry.regulation.substr(0, 16) +
                 " không có ở đây; các quyết định theo nó không được kiểm lại.",
             "the regulation with fingerprint " + entry.regulation.substr(0, 16) +
                 " is not here; decisions under it are not taken again."});
      }
      return {};
    }
    CheckRules(entry, *services);
    return entry.case_id ? LookAtCase(entry, *services, views) : LookAtNoCase(entry, *services, views);
  }

  MonitorReport Finish() { return std::move(report_); }

 private:
  /// By the whole fingerprint. A short one counts only where no entry before bears a whole one, and when it is short
  /// for one regulation alone.
  const Services* RulesOf(const Entry& entry) {
    is_whole_ = is_whole_ || entry.regulation.size() == kFingerprintDigits;
    const auto known = by_fingerprint_.lower_bound(entry.regulation);
    if (known == by_fingerprint_.end()) return nullptr;
    if (known->first == entry.regulation) return known->second.get();
    if (is_whole_ || !IsShortFor(entry.regulation, known->first)) return nullptr;
    const auto next = std::next(known);
    const bool is_alone = next == by_fingerprint_.end() || !IsShortFor(entry.regulation, next->first);
    return is_alone ? known->second.get() : nullptr;
  }

  const regulation::Regulation* RulesNamed(const std::string& fingerprint) const {
    const auto known = by_fingerprint_.find(fingerprint);
    return known == by_fingerprint_.end() ? nullptr : &known->second->regulation();
  }

  Result<void> LookAtCase(const Entry& entry, const Services& services, store::Reader& views) {
    CheckPerson(entry);
    NUONG_TRY(const auto file, ReadCase(services, views, *entry.case_id));
    ++report_.decisions;
    NUONG_CHECK(CheckFact(entry, services, views, file));
    NUONG_TRY(const auto emergency, recount_.OpenedTo(services, views, entry));
    if (entry.deed == Deed::kSearch) recount_.CheckSearch(services, views, entry);
    if (entry.deed == Deed::kExport) recount_.CheckLeaving(entry);
    TakeAgain(entry, services, file, emergency);
    return {};
  }

  Result<void> LookAtNoCase(const Entry& entry, const Services& services, store::Reader& views) {
    if (entry.deed == Deed::kSearch) CheckSearch(entry, services, std::nullopt);
    if (entry.deed == Deed::kPolicy && entry.kind == kRulesReviewed) {
      CheckPerson(entry);
      ++report_.decisions;
      recount_.CheckReview(services, entry);
    }
    if (entry.deed != Deed::kExport) return {};
    CheckPerson(entry);
    ++report_.decisions;
    return recount_.CheckExport(services, views, entry);
  }

  void Add(const Entry& entry, std::string id, const Text& what) {
    if (report_.findings.size() >= kMostFindings) return;
    const std::string number = std::to_string(entry.sequence);
    report_.findings.push_back(
        {entry.sequence, std::move(id), {"Mục " + number + ": " + what.vi, "Entry " + number + ": " + what.en}});
  }

  void CheckClock(const Entry& entry) {
    if (entry.at.us < last_at_.us - kOutOfOrder) {
      Add(entry, "clock_set_back",
          {"đồng hồ của máy chủ đã bị chỉnh lùi so với mục trước.",
           "the server's clock was set back since the entry before."});
    }
    last_at_ = entry.at;
  }

  /// Another fingerprint than before must have been announced by the entry that names it first.
  void CheckPolicy(const Entry& entry) {
    const bool is_announced = entry.deed == Deed::kPolicy && entry.kind == kRulesChanged;
    if (!fingerprint_.empty() && entry.regulation != fingerprint_ && !is_announced) {
      Add(entry, "policy_unannounced",
          {"quy chế đã đổi mà không có mục nào báo trước.", "another regulation is in use that no entry announced."});
    }
    fingerprint_ = entry.regulation;
  }

  void CheckRules(const Entry& entry, const Services& services) {
    for (const std::string& rule : entry.rules) {
      const auto is_it = [&](const access::Rule& known) { return known.id == rule; };
      const auto& rules = services.policy.rules();
      if (rule.starts_with(kRoleRules) || std::any_of(rules.begin(), rules.end(), is_it)) continue;
      Add(entry, "rule_unknown",
          {"quy tắc " + rule + " không có trong quy chế.", "the regulation has no rule " + rule + "."});
    }
  }

  void CheckPerson(const Entry& entry) {
    if (entry.member.IsEmpty()) return;
    if (!signed_in_.contains(entry.member)) {
      return Add(entry, "nobody_signed_in", {"người này chưa từng đăng nhập.", "this member had never signed in."});
    }
    if (recount_.MayBeMember(entry)) return;
    Add(entry, "not_a_member",
        {"lúc đó người này không phải thành viên của cơ quan này.", "this member was not of that unit then."});
  }

  /// The act that lies beside the entry is what brings the case forward, so it must be the one the entry tells of.
  Result<void> CheckFact(const Entry& entry, const Services& services, store::Reader& views,
                         const std::optional<casework::CaseFile>& file) {
    if (!entry.payloads.contains("F1")) return {};
    const auto bytes = ledger_.Get(store::Collection::kPayloads, ledger::PayloadKey(entry.sequence, "F1"));
    NUONG_TRY(const SkeletonPayload payload, DecodeSkeleton(bytes.value_or("")));
    const casework::Fact& fact = payload.fact;
    const regulation::Act* act = services.regulation().FindAct(entry.kind, DateOf(entry.at, services.offset()));
    const bool is_it = fact.sequence == entry.sequence && fact.kind == entry.kind && fact.at == entry.at &&
                       fact.unit == entry.unit && fact.member == entry.member && fact.sealed == entry.classes &&
                       (act == nullptr || DeedOf(*act, file.has_value()) == entry.deed);
    if (!is_it) {
      Add(entry, "fact_differs",
          {"việc kèm theo khác với điều mục này nói.", "the act beside it is not the one it tells of."});
    }
    return file ? recount_.CheckEmergency(services, views, *file, entry, fact.fields) : Result<void>();
  }

  void TakeAgain(const Entry& entry, const Services& services, const std::optional<casework::CaseFile>& file,
                 const std::set<FieldClass>& emergency) {
    switch (entry.deed) {
      case Deed::kOpened:
      case Deed::kWrite:
      case Deed::kEmergency:
      case Deed::kErasure:
        return CheckAct(entry, services, file);
      case Deed::kRead:
      case Deed::kExport:
        return CheckRead(entry, services, file, emergency);
      case Deed::kSearch:
        return CheckSearch(entry, services, file);
      case Deed::kRefused:
        return CheckRefusal(entry, services, file, emergency);
      default:
        return;
    }
  }

  void CheckAct(const Entry& entry, const Services& services, const std::optional<casework::CaseFile>& file) {
    const regulation::Act* act = services.regulation().FindAct(entry.kind, DateOf(entry.at, services.offset()));
    if (act == nullptr) {
      return Add(entry, "act_unknown", {"quy chế không có việc này.", "the regulation has no such act."});
    }
    const bool may = file ? MayAct(services, *file, AskerOf(entry), *act).allowed
                          : act->begins_case && MayReceive(services.regulation(), entry.unit);
    if (file && TakesAnother(*act, *file, entry.member)) {
      Add(entry, "act_by_the_same_person", {"việc này cần một người khác.", "this took another person."});
    }
    if (act->asks_step_up && !entry.is_strong) {
      Add(entry, "act_without_step_up",
          {"việc này cần xác nhận lại danh tính.", "this took a fresh proof of who does it."});
    }
    if (file && !act->erases.empty() &&
        (services.engine.Blocked(*act, SituationOf(*file, entry.at)) || StillKept(services, *act, *file, entry.at))) {
      Add(entry, "erased_though_kept",
          {"lúc đó chưa được hủy khóa của hồ sơ này.", "keys of this case were not to be destroyed then."});
    }
    if (!may) Add(entry, "act_not_allowed", {"cơ quan này không được làm việc này.", "this unit may not do this."});
  }

  void CheckSearch(const Entry& entry, const Services& services, const std::optional<casework::CaseFile>& file) {
    if (file && MayDo(services, *file, AskerOf(entry), "search_persons").allowed) return;
    Add(entry, "decision_differs", {"cơ quan này không được tìm người.", "this unit may not search for persons."});
  }

  void CheckRead(const Entry& entry, const Services& services, const std::optional<casework::CaseFile>& file,
                 const std::set<FieldClass>& emergency) {
    if (!file || !MayList(services, *file, AskerOf(entry))) {
      return Add(entry, "read_without_assignment",
                 {"cơ quan này không có phần trong hồ sơ.", "this unit has no part in the case."});
    }
    const auto action = ActionOfLook(entry.kind);
    if (action && !MayDo(services, *file, AskerOf(entry), *action).allowed) {
      Add(entry, "decision_differs", {"cơ quan này không được xem phần này.", "this unit may not see this."});
    }
    if (entry.classes.empty()) return;
    if (entry.rules.empty()) {
      Add(entry, "opened_without_decision", {"đã mở mà không có quyết định nào.", "opened without any decision."});
    }
    const Value::Object values = casework::NamedValues(*file, entry.at);
    access::Question question = Standing(services, *file, AskerOf(entry), values);
    question.emergency = emergency;
    const auto may = [&](const char* asked) {
      question.action = asked;
      return services.policy.Allows(question);
    };
    for (const FieldClass field_class : entry.classes) {
      question.field_class = field_class;
      if (may("read") && (entry.deed != Deed::kExport || may("export"))) continue;
      const std::string code(FieldClassCode(field_class));
      Add(entry, "decision_differs",
          {"quy chế không cho cơ quan này mở " + code + ".",
           "the regulation does not let this unit open " + code + "."});
    }
  }

  /// A refusal that names classes was about reading each of them.
  bool MayReadAny(const Entry& entry, const Services& services, const casework::CaseFile& file,
                  const std::set<FieldClass>& emergency) const {
    const Value::Object values = casework::NamedValues(file, entry.at);
    access::Question question = Standing(services, file, AskerOf(entry), values);
    question.emergency = emergency;
    return std::any_of(entry.classes.begin(), entry.classes.end(), [&](FieldClass field_class) {
      question.field_class = field_class;
      return services.policy.Decide(question).allowed;
    });
  }

  void CheckRefusal(const Entry& entry, const Services& services, const std::optional<casework::CaseFile>& file,
                    const std::set<FieldClass>& emergency) {
    const auto action = ActionOfLook(entry.kind);
    const bool is_of_class = entry.kind == kAttachmentLook && !entry.classes.empty();
    const bool is_look = entry.kind == "case" || action || is_of_class;
    if (!file || !is_look || !MayList(services, *file, AskerOf(entry))) return;
    if (action && !MayDo(services, *file, AskerOf(entry), *action).allowed) return;
    if (is_of_class && !MayReadAny(entry, services, *file, emergency)) return;
    Add(entry, "refused_though_allowed",
        {"bị từ chối dù quy chế cho phép.", "refused although the regulation allows it."});
  }

  const ByFingerprint& by_fingerprint_;
  store::Reader& ledger_;
  MonitorReport report_;
  Recount recount_;
  Instant last_at_;
  std::string fingerprint_;
  bool is_whole_ = false;  ///< an entry has borne a whole fingerprint
  std::set<std::string> unknown_;
  std::set<MemberName> signed_in_;
};

}  // namespace

Result<MonitorReport> Monitor(store::Store& store,
                              const std::vector<std::shared_ptr<const regulation::Regulation>>& regulations,
                              const std::string& signer) {
  std::map<std::string, std::unique_ptr<Services>> by_fingerprint;
  for (const auto& regulation : regulations) {
    NUONG_TRY(auto services, ServicesForViews(store, regulation));
    by_fingerprint.emplace(regulation->fingerprint, std::move(services));
  }
  MonitorReport report;
  NUONG_CHECK(store.Read([&](store::Reader& reader) -> Result<void> {
    Watcher watcher(by_fingerprint, reader, signer);
    Rebuilt rebuilt(reader);
    std::uint64_t facts = 0;
    NUONG_CHECK(Rebuild(*by_fingerprint.at(regulations.front()->fingerprint), reader, rebuilt, facts,
                        [&](const Entry& entry) { return watcher.Look(entry, rebuilt); }));
    report = watcher.Finish();
    return {};
  }));
  return report;
}

}  // namespace nuong::operations
