#pragma once
#include "nuong/base/result.hpp"
#include "nuong/operations/caller.hpp"
#include "nuong/operations/wire.hpp"

namespace nuong::operations {

struct CaseRow {
  std::string case_id;
  std::string code_name;
  std::string stage;
  Text stage_name;
  std::string age_group;
  Text age_group_name;
  Text keeper_name;  ///< the unit she is with now
  std::string relation;
  Text relation_name;  ///< what the caller's unit is to this case
  std::string opened_at;
  std::string changed_at;
  std::int64_t open_duties = 0;            ///< held by the caller's unit
  std::optional<std::string> next_due_at;  ///< earliest of them
};
BOOST_DESCRIBE_STRUCT(CaseRow, (),
                      (case_id, code_name, stage, stage_name, age_group, age_group_name, keeper_name, relation,
                       relation_name, opened_at, changed_at, open_duties, next_due_at))

struct ListCasesRequest {
  std::optional<std::string> cursor;
  std::optional<std::int64_t> limit;  ///< 1–100, 50 when absent
};
BOOST_DESCRIBE_STRUCT(ListCasesRequest, (), (cursor, limit))

struct CasePageOfRows {
  std::vector<CaseRow> rows;  ///< newest change first
  std::optional<std::string> next;
};
BOOST_DESCRIBE_STRUCT(CasePageOfRows, (), (rows, next))

/// Only cases the caller's unit is on; a case it may not know of leaves no trace in rows, order, cursor or count.
Result<CasePageOfRows> ListCases(Services& services, const Caller& caller, const ListCasesRequest& request);

}  // namespace nuong::operations
