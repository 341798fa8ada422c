#pragma once
#include "nuong/base/result.hpp"
#include "nuong/operations/caller.hpp"
#include "nuong/operations/wire.hpp"

namespace nuong::operations {

struct SearchPersonsRequest {
  std::string case_id;  ///< the case at hand; its intake may still be written
  std::string name;     ///< at least two words; empty when a document is given
  std::optional<std::int64_t> birth_year;
  std::optional<std::string> document;
};
BOOST_DESCRIBE_STRUCT(SearchPersonsRequest, (), (case_id, name, birth_year, document))

struct PersonHitView {
  std::string case_id;
  std::string code_name;
  Text stage_name;
  std::vector<std::string> by;  ///< name | year | document
};
BOOST_DESCRIBE_STRUCT(PersonHitView, (), (case_id, code_name, stage_name, by))

struct PersonSearchView {
  std::vector<PersonHitView> hits;  ///< cases of which the caller's unit may read the identity; no name
  std::int64_t left = 0;            ///< searches the caller has left today
  std::int64_t look = 0;            ///< the ledger entry that records this search
};
BOOST_DESCRIBE_STRUCT(PersonSearchView, (), (hits, left, look))

/// Is she in another case already? Only with a purpose (header), a case at hand, and within the day's number. What is
/// found in a case of which the unit may not know, or not who she is, changes nothing in this answer; those who care
/// for that person are told. Errors: kInvalid (no purpose, too little to go by), kAbsent (the case at hand), kRefused
/// (rules, the day's number).
Result<PersonSearchView> SearchPersons(Services& services, const Caller& caller, const SearchPersonsRequest& request);

}  // namespace nuong::operations
