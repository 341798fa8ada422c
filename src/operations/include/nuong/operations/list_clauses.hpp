#pragma once
#include "nuong/base/result.hpp"
#include "nuong/operations/caller.hpp"
#include "nuong/operations/regulation_wire.hpp"

namespace nuong::operations {

struct ClauseView {
  std::string instrument;
  std::string clause;
  Text cite;                        ///< as a reader is told it
  std::optional<std::string> kind;  ///< absent when the clause is only cited, not cut
  std::vector<Text> actors;         ///< empty: all parties
  Text says;                        ///< our paraphrase
  std::string certainty;
  std::vector<ItemRow> carriers;    ///< what carries it out, in force on the day first
  std::optional<Text> not_carried;  ///< why nothing can
};
BOOST_DESCRIBE_STRUCT(ClauseView, (), (instrument, clause, cite, kind, actors, says, certainty, carriers, not_carried))

struct ClausesView {
  std::string on;
  std::vector<InstrumentView> instruments;  ///< those with a clause in `clauses`, in their order
  std::vector<ClauseView> clauses;
};
BOOST_DESCRIBE_STRUCT(ClausesView, (), (on, instruments, clauses))

struct ListClausesRequest {
  std::optional<std::string> on;
  std::optional<std::string> q;  ///< words, with or without diacritics; each must stand in the clause or its carriers
};
BOOST_DESCRIBE_STRUCT(ListClausesRequest, (), (on, q))

/// Every clause that is cut or cited, beside what carries it out. kInvalid: `on` is no day, or `q` is too long.
Result<ClausesView> ListClauses(Services& services, const Caller& caller, const ListClausesRequest& request);

}  // namespace nuong::operations
