#include "search_persons.hpp"

#include <algorithm>

#include "act_pipeline.hpp"
#include "case_look.hpp"
#include "match_sheet.hpp"
#include "nuong/operations/search_persons.hpp"
#include "people.hpp"
#include "present.hpp"
#include "refusals.hpp"

namespace nuong::operations {
namespace {

using store::Collection;

constexpr std::int64_t kDay = 86'400'000'000;
constexpr std::size_t kShortestDocument = 5;

std::string CountKey(const MemberName& member, Offset offset, Instant at) {
  return "search/" + member.text() + "/" + FormatDate(DateOf(at, offset)) + "/";
}

Error DayIsFull() {
  return Refused({"Hôm nay bạn đã tìm hết số lần cho phép. Hãy nhờ đồng nghiệp, hoặc chờ đến ngày mai.",
                  "You have used up today's searches. Ask a colleague, or wait until tomorrow."},
                 "searches of the day are used up");
}

class Search {
 public:
  Search(Services& services, const Caller& caller, const Sessions::Person& person, const CaseId& at_hand,
         std::vector<std::string> rules)
      : services_(services), caller_(caller), person_(person), at_hand_(at_hand), rules_(std::move(rules)) {}

  Result<PersonSearchView> Run(const PersonWords& words) {
    const regulation::PersonSearch& limits = *services_.regulation().person_search;
    const auto& root = *services_.world.root;
    term_ = vault::Hex(root.KeyedHash("search term", WriteJson(WordsValue(words))));
    hits_ = services_.matches.Find(TokensOf(root, words, limits.year_within), {limits.name_percent});
    // What fits best first, for where only some have room: a paper's number, then the likest name.
    std::stable_sort(hits_.begin(), hits_.end(), [](const MatchHit& a, const MatchHit& b) {
      return std::pair(a.by_document, a.likeness) > std::pair(b.by_document, b.likeness);
    });
    const auto receipt =
        services_.journal.Append([&](store::Writer& writer, std::uint64_t sequence, bool*) -> Result<ledger::Draft> {
          return Write(writer, sequence, limits);
        });
    if (!receipt.ok()) return receipt.error();
    view_.look = static_cast<std::int64_t>(receipt->sequence());
    const Instant earliest{services_.Now().us - limits.notice_days * kDay};
    for (const MatchNotice& notice : notices_) services_.match_notices.Add(notice, earliest);
    for (const auto& [case_id, units] : told_) {
      services_.feed.Publish({receipt->sequence(), case_id.text()}, units);
    }
    return std::move(view_);
  }

 private:
  static Value WordsValue(const PersonWords& words) {
    Value::Array all;
    for (const std::string& name : words.names) all.emplace_back(name);
    for (const int year : words.years) all.emplace_back(static_cast<std::int64_t>(year));
    for (const std::string& document : words.documents) all.emplace_back(document);
    return all;
  }

  Result<ledger::Draft> Write(store::Writer& writer, std::uint64_t sequence, const regulation::PersonSearch& limits) {
    ledger::Draft draft{PlainEntry(services_, ledger::Deed::kSearch, "persons", caller_, person_.member, person_.unit),
                        {}};
    draft.entry.sequence = sequence;
    draft.entry.case_id = at_hand_;
    draft.entry.rules = rules_;
    draft.payloads.emplace("search", WriteJson(Value::Object{{"term", term_}}));
    const std::int64_t before = SearchesOn(writer, services_.offset(), person_.member, draft.entry.at);
    if (before >= limits.per_day) return DayIsFull();
    view_.left = limits.per_day - before - 1;
    // Bait takes its place before anybody who may be her: however many there are, it is told of.
    for (const MatchHit& hit : hits_) {
      if (IsBait(writer, hit.case_id)) Notice(draft.entry, hit.case_id);
    }
    for (const MatchHit& hit : hits_) {
      if (hit.case_id != at_hand_) NUONG_CHECK(Weigh(writer, hit, draft.entry));
    }
    std::sort(view_.hits.begin(), view_.hits.end(),
              [](const PersonHitView& a, const PersonHitView& b) { return a.case_id < b.case_id; });
    WriteNotices(*services_.world.root, writer, sequence, notices_, *services_.world.random);
    ProjectSearch(writer, services_.offset(), draft.entry);
    ProjectLook(writer, draft.entry);
    return draft;
  }

  Result<void> Weigh(store::Reader& reader, const MatchHit& hit, const ledger::Entry& entry) {
    NUONG_TRY(const auto file, ReadCase(services_, reader, hit.case_id));
    if (!file) return {};  // bait
    // Only who may read who she is may learn that this is her.
    const bool may_know = MayList(services_, *file, person_) &&
                          PermitToRead(services_, *file, person_).Covers(file->id, FieldClass::kIdentity);
    if (may_know) {
      PersonHitView found{file->id.text(), file->code_name, CaseValueLabel(services_, *file, "stage"), {}};
      if (hit.by_name) found.by.emplace_back("name");
      if (hit.by_year) found.by.emplace_back("year");
      if (hit.by_document) found.by.emplace_back("document");
      view_.hits.push_back(std::move(found));
      return {};
    }
    if (!Notice(entry, hit.case_id)) return {};
    told_.emplace_back(hit.case_id,
                       file->keeper.IsEmpty() ? UnitsThatMayList(services_, *file) : std::set<UnitName>{file->keeper});
    return {};
  }

  /// False when there is no room: what fits best came first.
  bool Notice(const ledger::Entry& entry, const CaseId& case_id) {
    if (notices_.size() == kMostInNotice) return false;
    notices_.push_back({entry.sequence, entry.at, person_.unit, caller_.purpose, case_id});
    return true;
  }

  Services& services_;
  const Caller& caller_;
  const Sessions::Person& person_;
  const CaseId& at_hand_;
  std::vector<std::string> rules_;
  std::string term_;
  std::vector<MatchHit> hits_;
  std::vector<MatchNotice> notices_;
  std::vector<std::pair<CaseId, std::set<UnitName>>> told_;
  PersonSearchView view_;
};

}  // namespace

Result<PersonWords> AskedWords(const std::string& given, const std::optional<std::int64_t>& birth_year,
                               const std::optional<std::string>& paper) {
  PersonWords words;
  std::vector<FieldProblem> problems;
  const std::string name = NormaliseName(given);
  const std::string document = NormaliseDocument(paper.value_or(""));
  if (!name.empty() && name.find(' ') == std::string::npos) {
    problems.push_back({"/name", "too_short", {"Hãy nhập cả họ và tên.", "Enter the whole name, at least two words."}});
  }
  if (paper && document.size() < kShortestDocument) {
    problems.push_back({"/document", "too_short", {"Hãy nhập đủ số giấy tờ.", "Enter the whole number of the paper."}});
  }
  if (name.empty() && document.empty() && problems.empty()) {
    problems.push_back(
        {"/name", "required", {"Hãy nhập họ tên hoặc số giấy tờ.", "Enter a name or a paper's number."}});
  }
  if (!problems.empty()) return InvalidFields(std::move(problems));
  if (!name.empty()) words.names.push_back(name);
  if (!document.empty()) words.documents.push_back(document);
  if (birth_year) words.years.push_back(static_cast<int>(std::clamp<std::int64_t>(*birth_year, 0, 9999)));
  return words;
}

void ProjectSearch(store::Writer& writer, Offset offset, const ledger::Entry& entry) {
  if (entry.deed != ledger::Deed::kSearch) return;
  writer.Put(Collection::kDuties, CountKey(entry.member, offset, entry.at) + ledger::SequenceKey(entry.sequence), "");
}

std::int64_t SearchesOn(store::Reader& reader, Offset offset, const MemberName& member, Instant at) {
  std::int64_t count = 0;
  reader.Scan(Collection::kDuties, store::Prefix(CountKey(member, offset, at)),
              [&](std::string_view, std::string_view) {
                ++count;
                return true;
              });
  return count;
}

Result<PersonSearchView> SearchPersons(Services& services, const Caller& caller, const SearchPersonsRequest& request) {
  NUONG_TRY(const AskedCase asked, FindCase(services, caller, request.case_id, "persons"));
  const auto refused = [&](const std::vector<std::string>& rules, Error error) {
    return OnRecord(services, caller, asked.person, asked.file.id, "persons", rules, std::move(error));
  };
  const access::Decision decision = MayDo(services, asked.file, asked.person, "search_persons");
  if (!decision.allowed || !services.regulation().person_search) {
    return refused(decision.rules, Refused(decision.reasons.front(), "search not allowed for this unit"));
  }
  if (caller.purpose.empty()) {
    return InvalidFields({{"/header/Nuong-Purpose", "required", {"Hãy chọn mục đích tìm.", "Choose what for."}}});
  }
  NUONG_TRY(const PersonWords words, AskedWords(request.name, request.birth_year, request.document));
  auto answer = Search(services, caller, asked.person, asked.file.id, decision.rules).Run(words);
  if (!answer.ok() && answer.error().code == ErrorCode::kRefused) return refused(decision.rules, answer.error());
  return answer;
}

Result<std::vector<MatchNoticeView>> MatchNoticesOf(Services& services, store::Reader& reader, const UnitName& unit) {
  std::vector<MatchNoticeView> views;
  const auto& search = services.regulation().person_search;
  if (!search) return views;
  const auto notices = services.match_notices.Since({services.Now().us - search->notice_days * kDay});
  if (notices.empty()) return views;
  NUONG_TRY(const auto keys, ScanLine(services, reader, Collection::kUnitCases, "", unit, {}));
  std::set<std::string_view> own;
  for (const std::string& key : keys) own.insert(std::string_view(key).substr(key.rfind('/') + 1));
  for (const MatchNotice& notice : notices) {
    if (!own.contains(notice.case_id.text())) continue;
    NUONG_TRY(const auto file, ReadCase(services, reader, notice.case_id));
    if (!file || !MayList(services, *file, unit) || (!file->keeper.IsEmpty() && file->keeper != unit)) continue;
    const regulation::Purpose* purpose = services.regulation().FindPurpose(notice.purpose);
    views.push_back({static_cast<std::int64_t>(notice.sequence), file->id.text(), file->code_name,
                     LocalTime(services, notice.at), UnitLabel(services, notice.unit),
                     purpose == nullptr ? Text{notice.purpose, notice.purpose} : purpose->name});
  }
  return views;
}

}  // namespace nuong::operations
