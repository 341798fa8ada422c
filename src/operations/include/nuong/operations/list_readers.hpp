#pragma once
#include "nuong/base/result.hpp"
#include "nuong/operations/caller.hpp"
#include "nuong/operations/wire.hpp"

namespace nuong::operations {

/// How one class of a case stands to one unit.
struct ReachView {
  std::string field_class;
  bool is_open = false;        ///< the rules let the unit read it, for some purpose
  bool asks_step_up = false;   ///< open only to a member who has just shown again who she is
  bool asks_passkey = false;   ///< … with a passkey, and not with a code
  std::vector<Text> only_for;  ///< the purposes it opens for; empty when the usual one does, and when it is closed
  bool has_key = false;        ///< a key of the case for this class lies with the unit now
  Text reason;                 ///< as said to that unit
  std::optional<Shared<SourceView>> source;  ///< of the rule that decided; absent when no rule speaks for the unit
};
BOOST_DESCRIBE_STRUCT(ReachView, (),
                      (field_class, is_open, asks_step_up, asks_passkey, only_for, has_key, reason, source))

struct ReaderView {
  std::string unit;
  Text unit_name;
  Text relation_name;
  std::vector<ReachView> classes;  ///< every protected class
};
BOOST_DESCRIBE_STRUCT(ReaderView, (), (unit, unit_name, relation_name, classes))

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

/// Who can see which part of a case at this moment, and why or why not: the access rules are asked for every unit on
/// it, class and purpose. It names no unit that the case page does not name to the same caller. For whoever may see the
/// units on the case; kAbsent as OpenCase, kRefused for the others on it. Reading it is an entry too.
Result<ReadersView> ListReaders(Services& services, const Caller& caller, const ListReadersRequest& request);

}  // namespace nuong::operations
