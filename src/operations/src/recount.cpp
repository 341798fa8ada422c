#include "recount.hpp"

#include <algorithm>

#include "emergency.hpp"
#include "refusals.hpp"
#include "search_persons.hpp"

namespace nuong::operations {
namespace {

using ledger::Entry;
using regulation::EmergencyStep;

const Text kSecondPerson = {"quy chế tính khác về việc có cần người thứ hai hay không.",
                            "the regulation says otherwise whether this took a second person."};

Text Because(const Text& what, const Text& why) { return {what.vi + " " + why.vi, what.en + " " + why.en}; }

}  // namespace

Asker AskerOf(const Entry& entry) {
  Asker asker(entry.unit);
  asker.purpose = entry.purpose;
  asker.is_strong = entry.is_strong;
  asker.by_passkey = entry.by_passkey;
  asker.at = entry.at;
  return asker;
}

Recount::Recount(store::Reader& ledger, const std::string& signer, FindRules find_rules, Tell tell)
    : ledger_(ledger), find_rules_(std::move(find_rules)), tell_(std::move(tell)) {
  const std::string kept = ledger.Get(store::Collection::kMeta, "log_signer").value_or("");
  log_key_ = vault::PublicKey::Parse(signer.empty() ? kept : signer);
}

void Recount::TakeMembership(const Entry& entry) {
  if (!log_key_ || !IsOfRoster(entry)) return;
  const auto taken = TakeEntry(roster_, ledger_, entry, *log_key_);
  if (!taken.ok()) tell_(entry, taken.error().id, taken.error().message);
}

bool Recount::MayBeMember(const Entry& entry) const {
  if (roster_.members().empty()) return true;
  const Roster::Member* member = roster_.Find(entry.member);
  return member != nullptr && member->record.unit == entry.unit;
}

Result<void> Recount::CheckEmergency(const Services& services, store::Reader& views, const casework::CaseFile& file,
                                     const Entry& entry, const Value::Object& fields) {
  const regulation::Act* act = services.regulation().FindAct(entry.kind, DateOf(entry.at, services.offset()));
  if (act == nullptr || !act->emergency) return {};
  const Text not_allowed = {"lúc đó không được làm bước này của truy cập khẩn cấp.",
                            "this step of emergency access was not to be taken then."};
  if (const auto why = services.engine.Blocked(*act, SituationOf(file, entry.at))) {
    tell_(entry, "emergency_not_allowed", Because(not_allowed, *why));
    return Distrust(services, views, file, entry, fields);
  }
  const auto planned = ReplanEmergency(services, views, file, {AskerOf(entry), entry.member}, {act, entry.at, &fields});
  if (!planned.ok()) {
    if (planned.error().code == ErrorCode::kCorrupt) return planned.error();
    tell_(entry, "emergency_not_allowed", Because(not_allowed, planned.error().message));
    return Distrust(services, views, file, entry, fields);
  }
  const auto differs = [&](const char* name) {
    const auto planned_value = planned->find(name);
    const auto told_value = fields.find(name);
    if (planned_value == planned->end()) return told_value != fields.end();
    return told_value == fields.end() || !(told_value->second == planned_value->second);
  };
  if (differs("reviewer")) {
    tell_(entry, "emergency_reviewer_differs",
          {"theo quy chế, cơ quan khác phải rà soát.", "by the regulation another unit was to review this."});
  }
  if (!differs("second_person")) return {};
  tell_(entry, "emergency_second_person_differs", kSecondPerson);
  return Distrust(services, views, file, entry, fields);
}

Result<void> Recount::Distrust(const Services& services, store::Reader& views, const casework::CaseFile& file,
                               const Entry& entry, const Value::Object& fields) {
  wrong_glass_.insert(entry.sequence);
  const auto opened = ParseFieldClass(Value(fields).TextAt("opened_class"));
  if (!opened) return {};
  NUONG_TRY(auto glasses, ReadGlasses(services, views, file.id));
  const regulation::Act* act = services.regulation().FindAct(entry.kind, DateOf(entry.at, services.offset()));
  if (act->emergency->kind != EmergencyStep::Kind::kConfirms) return {};
  const Glass* confirmed = FindToConfirm(glasses, entry.unit, entry.member, *opened, entry.at);
  if (confirmed != nullptr) wrong_glass_.insert(confirmed->sequence);
  return {};
}

Result<std::set<FieldClass>> Recount::OpenedTo(const Services& services, store::Reader& views,
                                               const Entry& entry) const {
  NUONG_TRY(auto glasses, ReadGlasses(services, views, *entry.case_id));
  std::erase_if(glasses, [&](const Glass& glass) { return wrong_glass_.contains(glass.sequence); });
  return OpenTo(glasses, entry.unit, entry.at);
}

Result<void> Recount::CheckExport(const Services& services, store::Reader& views, const Entry& entry) {
  const std::string name = ExportPayloadOf(entry);
  const auto payload =
      name.empty() ? std::nullopt : ledger_.Get(store::Collection::kPayloads, ledger::PayloadKey(entry.sequence, name));
  if (!payload) {
    tell_(entry, "export_without_request",
          {"không nói tới yêu cầu xuất tệp nào.", "no request for a file stands with it."});
    return {};
  }
  if (entry.kind == kExportAsked) return CheckAsked(services, views, entry, *payload);
  NUONG_TRY(const std::uint64_t named, NamedExport(*payload));
  NUONG_TRY(const auto request, RequestOf(views, entry.unit, named));
  if (entry.kind == kExportConfirmed) {
    CheckConfirmed(services, entry, request);
  } else {
    CheckTaken(entry, request);
  }
  return {};
}

Result<void> Recount::CheckAsked(const Services& services, store::Reader& views, const Entry& entry,
                                 std::string_view payload) {
  NUONG_TRY(const Export told, AskedExport(entry, payload));
  if (told.member != entry.member || told.classes != entry.classes || told.purpose != entry.purpose) {
    tell_(entry, "fact_differs",
          {"yêu cầu kèm theo khác với điều mục này nói.", "the request beside it is not the one it tells of."});
  }
  const auto& limits = services.regulation().exports;
  if (!limits) {
    tell_(entry, "decision_differs", {"quy chế không cho xuất tệp.", "the regulation lets nothing leave in a file."});
    return {};
  }
  Export counted = told;
  NUONG_CHECK(SetLimits(*limits, views, counted));
  if (counted.takes_two != told.takes_two) tell_(entry, "export_second_person_differs", kSecondPerson);
  if (told.until > counted.until) {
    tell_(entry, "export_stands_too_long",
          {"yêu cầu xuất tệp có hiệu lực lâu hơn quy chế cho phép.",
           "the request stands longer than the regulation lets it."});
  }
  if (counted.takes_two != told.takes_two || told.until > counted.until) limits_.emplace(entry.sequence, counted);
  return {};
}

void Recount::CheckConfirmed(const Services& services, const Entry& entry, const std::optional<Export>& request) {
  const bool may = request && request->member != entry.member && StateAt(*request, entry.at) == ExportState::kWaiting &&
                   MayConfirm(services, entry);
  if (may) {
    unconfirmed_.erase(request->sequence);
    return;
  }
  if (request && StateAt(*request, entry.at) == ExportState::kWaiting) unconfirmed_.insert(request->sequence);
  tell_(entry, "export_confirmation_not_allowed",
        {"người này không được xác nhận yêu cầu xuất tệp đó lúc đó.",
         "this member was not to confirm that request for a file then."});
}

bool Recount::MayConfirm(const Services& services, const Entry& entry) const {
  if (roster_.members().empty()) return true;
  const Roster::Member* member = roster_.Find(entry.member);
  if (member == nullptr || member->record.unit != entry.unit) return false;
  const MemberRow row{entry.member, member->record.unit, member->record.title, member->record.duties};
  return MayConfirmExport(services, row, entry.is_strong).allowed;
}

void Recount::CheckTaken(const Entry& entry, const std::optional<Export>& request) {
  if (!request || request->member != entry.member || StateAt(*request, entry.at) != ExportState::kReady) {
    tell_(entry, "export_not_ready",
          {"tệp đã được lấy khi chưa được xác nhận, đã quá hạn, hoặc không phải của người này.",
           "a file was taken that was not confirmed, was over, or was not this member's."});
    return;
  }
  for (const CaseId& case_id : request->cases) {
    leaving_[{entry.member, case_id}].push_back({entry.unit, request->purpose, request->classes});
  }
}

Result<std::optional<Export>> Recount::RequestOf(store::Reader& views, const UnitName& unit,
                                                 std::uint64_t sequence) const {
  NUONG_TRY(auto request, ReadExport(views, unit, sequence));
  if (!request) return request;
  if (const auto counted = limits_.find(sequence); counted != limits_.end()) {
    request->takes_two = counted->second.takes_two;
    request->until = std::min(request->until, counted->second.until);
  }
  if (unconfirmed_.contains(sequence)) request->confirmed_at.reset();
  return request;
}

void Recount::CheckLeaving(const Entry& entry) {
  const auto known = leaving_.find({entry.member, *entry.case_id});
  if (known != leaving_.end()) {
    auto& files = known->second;
    const auto of_it = std::find_if(files.begin(), files.end(), [&](const Leaving& file) {
      return file.unit == entry.unit && file.purpose == entry.purpose &&
             std::includes(file.classes.begin(), file.classes.end(), entry.classes.begin(), entry.classes.end());
    });
    if (of_it != files.end()) {
      files.erase(of_it);
      return;
    }
  }
  tell_(entry, "export_without_request",
        {"hồ sơ đã ra ngoài trong tệp mà không có yêu cầu nào cho phép.",
         "the case left in a file that no request of this member lets out."});
}

void Recount::CheckReview(const Services& services, const Entry& entry) {
  const auto proved = ProvedReview(roster_, ledger_, entry);
  if (!proved.ok()) return tell_(entry, proved.error().id, proved.error().message);
  auto& before = reviews_[{proved->before, proved->after}];
  const Roster::Member* member = roster_.Find(entry.member);
  const MemberRow row{entry.member, member->record.unit, member->record.title, member->record.duties};
  if (!MayReviewRules(services, row).allowed || !entry.is_strong || before.contains(entry.member)) {
    tell_(entry, "review_not_allowed",
          {"lúc đó người này không được rà soát thay đổi quy tắc này.",
           "this member was not to review this change of the rules then."});
  }
  before.insert(entry.member);
  CheckNumbers(services, entry, *proved);
}

void Recount::CheckNumbers(const Services& services, const Entry& entry, const RuleReview& told) {
  const regulation::Regulation* after = find_rules_(told.after);
  if (after == nullptr) return;
  const std::pair change(told.before, told.after);
  auto counted = counted_.find(change);
  if (counted == counted_.end()) {
    counted = counted_.emplace(change, CountRules(services.regulation(), *after)).first;
  }
  const Result<RuleCount>& count = counted->second;
  // Rules that cannot be counted hinder no other check.
  if (!count.ok()) return tell_(entry, "review_uncounted", count.error().message);
  if (IsAsCounted(told.count, *count)) return;
  tell_(entry, "review_numbers_differ",
        {"con số đã ký khác với khi đếm lại từ chính các quy tắc.",
         "what was signed is not what the rules come to when they are counted again."});
}

void Recount::CheckRulesChange(const Entry& entry) const {
  const auto bytes = ledger_.Get(store::Collection::kPayloads, ledger::PayloadKey(entry.sequence, kChangePayload));
  const auto told = ParseJson(bytes.value_or(""));
  // Entries of before there were reviews tell nothing of them.
  if (!told.ok() || told->Find("reviews") == nullptr) return;
  const auto known = reviews_.find({told->TextAt("before"), told->TextAt("after")});
  const std::size_t counted = known == reviews_.end() ? 0 : known->second.size();
  if (told->IntegerAt("reviews") == static_cast<std::int64_t>(counted)) return;
  tell_(entry, "reviews_differ",
        {"số người đã rà soát thay đổi này khác với điều mục này nói.",
         "not as many had reviewed this change as it tells."});
}

void Recount::CheckSearch(const Services& services, store::Reader& views, const Entry& entry) const {
  const auto& limits = services.regulation().person_search;
  if (limits && SearchesOn(views, services.offset(), entry.member, entry.at) < limits->per_day) return;
  tell_(entry, "searches_used_up",
        {"người này đã tìm hết số lần của ngày hôm đó.", "this member had used up the searches of that day."});
}

}  // namespace nuong::operations
