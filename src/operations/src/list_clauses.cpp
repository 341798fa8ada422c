#include "nuong/operations/list_clauses.hpp"

#include <algorithm>
#include <charconv>
#include <map>
#include <sstream>

#include "nuong/base/unicode.hpp"
#include "nuong/regulation/citation.hpp"
#include "refusals.hpp"
#include "regulation_day.hpp"
#include "regulation_items.hpp"

namespace nuong::operations {
namespace {

constexpr std::size_t kLongestSearch = 200;

/// Numbers count as numbers: 5 stands before 24.
struct NaturalLess {
  bool operator()(std::string_view one, std::string_view other) const {
    while (!one.empty() && !other.empty()) {
      long left = 0;
      long right = 0;
      const auto left_end = std::from_chars(one.data(), one.data() + one.size(), left);
      const auto right_end = std::from_chars(other.data(), other.data() + other.size(), right);
      if (left_end.ec == std::errc{} && right_end.ec == std::errc{}) {
        if (left != right) return left < right;
        one.remove_prefix(static_cast<std::size_t>(left_end.ptr - one.data()));
        other.remove_prefix(static_cast<std::size_t>(right_end.ptr - other.data()));
        continue;
      }
      if (one.front() != other.front()) return one.front() < other.front();
      one.remove_prefix(1);
      other.remove_prefix(1);
    }
    return one.size() < other.size();
  }
};

struct Cited {
  const regulation::Source* first = nullptr;
  std::vector<ItemRow> carriers;
};
/// instrument → clause → what cites it
using Citations = std::map<std::string, std::map<std::string, Cited, NaturalLess>>;

Citations CitationsOf(const regulation::Regulation& regulation, CivilDate day) {
  Citations citations;
  VisitItems(regulation, [&](std::string_view kind, const std::string& id, const Text& title, const auto& item) {
    const ItemRow row = RowOf(regulation, kind, id, title, item, day);
    const regulation::Source& source = item.source;
    Cited& cited = citations[source.instrument][source.clause];
    if (cited.first == nullptr) cited.first = &source;
    cited.carriers.push_back(row);
    for (const regulation::Citation& also : source.also) {
      citations[also.instrument][also.clause].carriers.push_back(row);
    }
  });
  for (auto& [instrument, clauses] : citations) {
    for (auto& [clause, cited] : clauses) {
      std::stable_partition(cited.carriers.begin(), cited.carriers.end(),
                            [](const ItemRow& row) { return row.standing != "not_in_force"; });
    }
  }
  return citations;
}

ClauseView CutClause(const regulation::Regulation& regulation, const regulation::Clause& clause, Citations& citations) {
  ClauseView view{clause.instrument, clause.id, CiteClause(regulation, clause.id), clause.kind, {}, clause.says, {}, {},
                  clause.not_carried};
  view.certainty = regulation::CertaintyCode(clause.certainty);
  for (const RoleName& role : clause.actors) view.actors.push_back(RoleNames(regulation, {role}));
  auto& cited = citations[clause.instrument];
  if (const auto found = cited.find(clause.id); found != cited.end()) {
    view.carriers = std::move(found->second.carriers);
    cited.erase(found);
  }
  return view;
}

/// A clause that is cited but not cut says what its first citation says of it.
ClauseView CitedClause(const regulation::Regulation& regulation, const std::string& instrument,
                       const std::string& clause, Cited cited) {
  ClauseView view{instrument, clause,    CiteClause(regulation, clause), std::nullopt, {},
                  {},         "unknown", std::move(cited.carriers),      std::nullopt};
  if (cited.first != nullptr) {
    view.says = cited.first->says;
    view.certainty = regulation::CertaintyCode(cited.first->certainty);
  }
  return view;
}

std::string FoldedTextOf(const ClauseView& clause, const regulation::Instrument& instrument) {
  std::string text = clause.clause + " " + instrument.number;
  const auto add = [&](const Text& part) { text += " " + part.vi + " " + part.en; };
  add(clause.cite);
  add(instrument.title);
  add(clause.says);
  for (const Text& actor : clause.actors) add(actor);
  for (const ItemRow& row : clause.carriers) add(row.title);
  return FoldVietnamese(text);
}

bool HoldsAll(const std::string& text, const std::vector<std::string>& words) {
  return std::all_of(words.begin(), words.end(),
                     [&](const std::string& word) { return text.find(word) != std::string::npos; });
}

std::vector<std::string> WordsOf(const std::string& sought) {
  std::istringstream folded(FoldVietnamese(sought));
  std::vector<std::string> words;
  for (std::string word; folded >> word;) words.push_back(word);
  return words;
}

}  // namespace

Result<ClausesView> ListClauses(Services& services, const Caller& caller, const ListClausesRequest& request) {
  if (!services.sessions.Find(caller, services.Now())) return NotSignedIn();
  NUONG_TRY(const CivilDate day, DayAsked(services, request.on, "/query/on"));
  const std::string sought = request.q.value_or("");
  if (CountCodePoints(sought) > kLongestSearch) {
    return InvalidFields(
        {{"/query/q",
          "too_long",
          {"Lời tìm dài quá 200 ký tự. Hãy rút ngắn.", "The search is longer than 200 characters. Make it shorter."}}});
  }
  const regulation::Regulation& regulation = services.regulation();
  Citations citations = CitationsOf(regulation, day);
  std::vector<std::string> order;
  std::map<std::string, std::vector<ClauseView>> by_instrument;
  for (const regulation::Clause& clause : regulation.law.clauses) {
    auto& clauses = by_instrument[clause.instrument];
    if (clauses.empty()) order.push_back(clause.instrument);
    clauses.push_back(CutClause(regulation, clause, citations));
  }
  // What a regulation extends is read before it; its own text is looked for first.
  std::reverse(order.begin(), order.end());
  for (auto& [instrument, clauses] : citations) {
    auto& views = by_instrument[instrument];
    if (views.empty() && !clauses.empty()) order.push_back(instrument);
    for (auto& [clause, cited] : clauses)
      views.push_back(CitedClause(regulation, instrument, clause, std::move(cited)));
  }
  ClausesView view{FormatDate(day), {}, {}};
  const std::vector<std::string> words = WordsOf(sought);
  for (const std::string& id : order) {
    const regulation::Instrument& instrument = regulation.instruments.at(id);
    const std::size_t before = view.clauses.size();
    for (ClauseView& clause : by_instrument[id]) {
      if (HoldsAll(FoldedTextOf(clause, instrument), words)) view.clauses.push_back(std::move(clause));
    }
    if (view.clauses.size() > before) view.instruments.push_back(InstrumentOf(instrument, day));
  }
  return view;
}

}  // namespace nuong::operations
