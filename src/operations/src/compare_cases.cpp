#include <map>

#include "nuong/operations/compare.hpp"
#include "rebuilt_views.hpp"
#include "views.hpp"

namespace nuong::operations {
namespace {

using Duties = std::map<std::string, regulation::OpenDuty>;
using DutiesByCase = std::map<CaseId, Duties>;

bool IsOpen(const std::optional<regulation::OpenDuty>& duty) {
  return duty && duty->state == regulation::DutyState::kOpen;
}

bool AreSame(const regulation::OpenDuty& a, const regulation::OpenDuty& b) {
  return a.state == b.state && a.holder == b.holder && a.deadline.until == b.deadline.until;
}

/// The duties of every case, and its name, under one regulation.
Result<DutiesByCase> DutiesUnder(Services& services, store::Reader& reader, std::map<CaseId, std::string>& names) {
  Rebuilt rebuilt(reader);
  std::uint64_t facts = 0;
  NUONG_CHECK(Rebuild(services, reader, rebuilt, facts));
  std::vector<CaseId> cases;
  rebuilt.Scan(store::Collection::kCases, {}, [&](std::string_view key, std::string_view) {
    if (const auto id = CaseId::Parse(key)) cases.push_back(*id);
    return true;
  });
  DutiesByCase all;
  for (const CaseId& id : cases) {
    NUONG_TRY(const auto file, ReadCase(services, rebuilt, id));
    NUONG_TRY(const auto duties, ReadDuties(services, rebuilt, id));
    if (file) names[id] = file->code_name;
    for (const regulation::OpenDuty& duty : duties) all[id].emplace(duty.id, duty);
  }
  return all;
}

std::optional<regulation::OpenDuty> Find(const DutiesByCase& all, const CaseId& id, const std::string& duty) {
  const auto of_case = all.find(id);
  if (of_case == all.end()) return std::nullopt;
  const auto found = of_case->second.find(duty);
  if (found == of_case->second.end()) return std::nullopt;
  return found->second;
}

void AddMoves(const CaseId& id, const std::string& name, const DutiesByCase& before, const DutiesByCase& after,
              CasesMove& moves) {
  std::set<std::string> ids;
  for (const DutiesByCase* all : {&before, &after}) {
    const auto of_case = all->find(id);
    if (of_case == all->end()) continue;
    for (const auto& [duty, open] : of_case->second) ids.insert(duty);
  }
  for (const std::string& duty : ids) {
    auto was = Find(before, id, duty);
    auto is = Find(after, id, duty);
    if (IsOpen(was)) ++moves.open;
    if (!IsOpen(was) && !IsOpen(is)) continue;
    if (was && is && AreSame(*was, *is)) continue;
    const std::string definition = was ? was->duty : is->duty;
    moves.duties.push_back({id, name, definition, std::move(was), std::move(is)});
  }
}

}  // namespace

Result<CasesMove> CompareCases(store::Store& store, std::shared_ptr<const regulation::Regulation> before,
                               std::shared_ptr<const regulation::Regulation> after) {
  NUONG_TRY(const auto services_before, ServicesForViews(store, std::move(before)));
  NUONG_TRY(const auto services_after, ServicesForViews(store, std::move(after)));
  CasesMove moves;
  NUONG_CHECK(store.Read([&](store::Reader& reader) -> Result<void> {
    std::map<CaseId, std::string> names;
    NUONG_TRY(const DutiesByCase was, DutiesUnder(*services_before, reader, names));
    NUONG_TRY(const DutiesByCase is, DutiesUnder(*services_after, reader, names));
    moves.cases = names.size();
    for (const auto& [id, name] : names) AddMoves(id, name, was, is, moves);
    return {};
  }));
  return moves;
}

}  // namespace nuong::operations
