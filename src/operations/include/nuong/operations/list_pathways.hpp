#pragma once
#include "nuong/base/result.hpp"
#include "nuong/operations/caller.hpp"
#include "nuong/operations/regulation_wire.hpp"

namespace nuong::operations {

struct PathwayStep {
  std::string id;
  Text name;
  std::vector<std::string> next;  ///< ids of steps; empty at an end
  /// Of the case asked about: done | here (done, and nothing after it is) | next (follows where the case is) | ahead.
  /// Absent without a case.
  std::optional<std::string> state;
  std::optional<Shared<SourceView>> source;
};
BOOST_DESCRIBE_STRUCT(PathwayStep, (), (id, name, next, state, source))

struct PathwayView {
  ItemRow row;
  std::string code;  ///< "P6"
  std::string begins;
  std::vector<PathwayStep> steps;
  Shared<SourceView> source;
};
BOOST_DESCRIBE_STRUCT(PathwayView, (), (row, code, begins, steps, source))

struct PathwaysView {
  std::string on;
  std::optional<std::string> code_name;  ///< of the case asked about
  std::vector<PathwayView> pathways;
};
BOOST_DESCRIBE_STRUCT(PathwaysView, (), (on, code_name, pathways))

struct ListPathwaysRequest {
  std::optional<std::string> on;
  std::optional<std::string> case_id;
};
BOOST_DESCRIBE_STRUCT(ListPathwaysRequest, (), (on, case_id))

/// The pathways as graphs; with a case that the caller's unit may list, where it is on each. Which steps are done is
/// skeleton (F1), as in lists, so the answer needs no entry; a refusal is one. kAbsent as OpenCase. kInvalid: `on`.
Result<PathwaysView> ListPathways(Services& services, const Caller& caller, const ListPathwaysRequest& request);

}  // namespace nuong::operations
