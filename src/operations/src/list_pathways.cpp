#include "nuong/operations/list_pathways.hpp"

#include <algorithm>

#include "case_look.hpp"
#include "present.hpp"
#include "refusals.hpp"
#include "regulation_day.hpp"
#include "regulation_items.hpp"

namespace nuong::operations {
namespace {

const regulation::Step* StepOn(const regulation::Regulation& regulation, const std::string& id, CivilDate day) {
  const regulation::Step* any = nullptr;
  for (const regulation::Step& step : regulation.steps) {
    if (step.id != id) continue;
    if (step.validity.Covers(day)) return &step;
    any = &step;
  }
  return any;
}

std::set<std::string> StepsDone(const Services& services, const casework::CaseFile& file) {
  const regulation::CaseSituation situation = SituationOf(file, services.Now());
  std::set<std::string> done;
  for (const regulation::Step& step : services.regulation().steps) {
    if (services.engine.StepDone(step, situation)) done.insert(step.id);
  }
  return done;
}

/// Where a case with these steps behind it is on one pathway.
void MarkStates(PathwayView& pathway, const std::set<std::string>& done) {
  const auto is_done = [&](const std::string& id) { return done.contains(id); };
  std::set<std::string> next;
  bool begun = false;
  for (PathwayStep& step : pathway.steps) {
    if (!is_done(step.id)) continue;
    begun = true;
    const bool passed = std::any_of(step.next.begin(), step.next.end(), is_done);
    step.state = passed ? "done" : "here";
    if (!passed) next.insert(step.next.begin(), step.next.end());
  }
  if (!begun) next.insert(pathway.begins);
  for (PathwayStep& step : pathway.steps) {
    if (!step.state) step.state = next.contains(step.id) ? "next" : "ahead";
  }
}

PathwayView PathwayOf(const Services& services, const regulation::Pathway& pathway, CivilDate day) {
  const regulation::Regulation& regulation = services.regulation();
  PathwayView view{RowOf(regulation, "pathway", pathway.id, pathway.name, pathway, day),
                   pathway.code,
                   pathway.begins,
                   {},
                   SourceOf(services, pathway.source)};
  for (const regulation::PathwayStep& placed : pathway.steps) {
    PathwayStep step{placed.step, {placed.step, placed.step}, placed.next, std::nullopt, std::nullopt};
    if (const regulation::Step* known = StepOn(regulation, placed.step, day)) {
      step.name = known->name;
      step.source = SourceOf(services, known->source);
    }
    view.steps.push_back(std::move(step));
  }
  return view;
}

}  // namespace

Result<PathwaysView> ListPathways(Services& services, const Caller& caller, const ListPathwaysRequest& request) {
  if (!services.sessions.Find(caller, services.Now())) return NotSignedIn();
  NUONG_TRY(const CivilDate day, DayAsked(services, request.on, "/query/on"));
  std::optional<casework::CaseFile> file;
  if (request.case_id) {
    NUONG_TRY(AskedCase asked, FindCase(services, caller, *request.case_id, "pathways"));
    file = std::move(asked.file);
  }
  PathwaysView view{FormatDate(day), std::nullopt, {}};
  if (file) view.code_name = file->code_name;
  const std::set<std::string> done = file ? StepsDone(services, *file) : std::set<std::string>{};
  for (const regulation::Pathway& pathway : services.regulation().law.pathways) {
    view.pathways.push_back(PathwayOf(services, pathway, day));
    if (file) MarkStates(view.pathways.back(), done);
  }
  return view;
}

}  // namespace nuong::operations
