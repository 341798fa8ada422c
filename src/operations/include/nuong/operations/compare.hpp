#pragma once
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "nuong/base/field_class.hpp"
#include "nuong/base/result.hpp"
#include "nuong/regulation/duties.hpp"
#include "nuong/store/store.hpp"

/// For `app` only: what another state of the regulation would change for those who work with it.
namespace nuong::operations {

/// An answer of the access rules that becomes another one. Asked without any real case: for each action whose rules
/// differ: each class these speak of, role, one relation or none, with and without consent, and each case value that
/// the rules ask about.
struct RightMove {
  std::string action;            ///< "read", "act:referral_sent@2023-05-10"
  std::set<FieldClass> classes;  ///< for actions about a class
  std::vector<RoleName> roles;   ///< empty: whatever the role; an empty one: every role that the rules do not name
  std::string relation;          ///< empty: none
  bool is_allowed = false;       ///< after
  std::size_t situations = 0;    ///< how many of those asked of each role and class
  std::size_t of = 0;            ///< how many were asked
  std::string first_situation;   ///< "stage = housed, consent"; empty when nothing matters
};
Result<std::vector<RightMove>> CompareRights(const regulation::Regulation& before, const regulation::Regulation& after);

/// A duty that is open under one of the two and not the same under the other.
struct CaseDutyMove {
  CaseId case_id;
  std::string code_name;
  std::string duty;                            ///< its definition
  std::optional<regulation::OpenDuty> before;  ///< nothing: it would not have arisen
  std::optional<regulation::OpenDuty> after;
};
struct CasesMove {
  std::size_t cases = 0;  ///< all in the directory
  std::size_t open = 0;   ///< duties open now
  std::vector<CaseDutyMove> duties;
};
/// Plays the ledger of a directory under both, as if each had been in force all along. Nothing is changed, nothing
/// sealed is opened, no key is needed.
Result<CasesMove> CompareCases(store::Store& store, std::shared_ptr<const regulation::Regulation> before,
                               std::shared_ptr<const regulation::Regulation> after);

}  // namespace nuong::operations
