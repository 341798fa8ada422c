#pragma once
#include "nuong/base/result.hpp"
#include "nuong/operations/caller.hpp"
#include "nuong/operations/wire.hpp"

namespace nuong::operations {

/// How one class of a case stands to one unit.
struct ReachView {
  std::string field_class;
  Text class_name;
  std::string state;     ///< open | open_stepped_up (after proving again who one is) | open_for (a purpose) | closed
  bool has_key = false;  ///< a key of the case for this class lies with the unit now
  std::vector<Text> purposes;  ///< of open_for
  Text reason;
  std::optional<SourceView> source;  ///< of the rule that decided; absent when no rule speaks for the unit
};
BOOST_DESCRIBE_STRUCT(ReachView, (), (field_class, class_name, state, has_key, purposes, reason, source))

struct ReaderView {
  std::string unit;
  Text unit_name;
  Text role_name;
  Text relation_name;  ///< empty when the unit has no part of its own
  Text reason;         ///< why it knows that there is a case
  std::vector<ReachView> classes;
};
BOOST_DESCRIBE_STRUCT(ReaderView, (), (unit, unit_name, role_name, relation_name, reason, classes))

struct ReadersView {
  std::string at;                    ///< the moment it holds for
  std::vector<std::string> written;  ///< classes in which something is written
  std::vector<ReaderView> readers;   ///< every unit that may know of the case, by id
};
BOOST_DESCRIBE_STRUCT(ReadersView, (), (at, written, readers))

struct ListReadersRequest {
  std::string case_id;
};
BOOST_DESCRIBE_STRUCT(ListReadersRequest, (), (case_id))

/// Who can see what of a case at this moment, and why or why not: the access rules are asked for every unit, class and
/// purpose. For whoever may see the units on the case; kAbsent as OpenCase, kRefused for the others on it. Reading it
/// is an entry too.
Result<ReadersView> ListReaders(Services& services, const Caller& caller, const ListReadersRequest& request);

}  // namespace nuong::operations
