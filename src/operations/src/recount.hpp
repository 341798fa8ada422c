#pragma once
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "case_access.hpp"
#include "export_rows.hpp"
#include "membership_entries.hpp"
#include "nuong/ledger/entry.hpp"
#include "rule_reviews.hpp"

/// Second persons, limits and hours that entries tell of, worked out again for the monitor by what the operations
/// themselves ask.
namespace nuong::operations {

/// Who asked, as she then stood: for this purpose, in a session of this strength.
Asker AskerOf(const ledger::Entry& entry);

/// Sees the entries in their order, each with the views as they stood before it, and keeps what it found wrong: nothing
/// opens or leaves by that.
class Recount {
 public:
  using Tell = std::function<void(const ledger::Entry& entry, std::string id, const Text& what)>;
  /// The regulation of a whole fingerprint; nothing when it was not given.
  using FindRules = std::function<const regulation::Regulation*(const std::string& fingerprint)>;
  /// `signer`: the log's key, hex; empty: as kept. Without any, nobody is known to be a member.
  Recount(store::Reader& ledger, const std::string& signer, FindRules find_rules, Tell tell);

  /// Who is a member, as the entry leaves it.
  void TakeMembership(const ledger::Entry& entry);
  /// False only when the ledger proves that she was not a member of the entry's unit.
  bool MayBeMember(const ledger::Entry& entry) const;

  /// A step of emergency access; other acts are none.
  Result<void> CheckEmergency(const Services& services, store::Reader& views, const casework::CaseFile& file,
                              const ledger::Entry& entry, const Value::Object& fields);
  /// Classes of the case that glass opens to the entry's unit which was broken as the rules say.
  Result<std::set<FieldClass>> OpenedTo(const Services& services, store::Reader& views,
                                        const ledger::Entry& entry) const;

  /// A step of taking cases out in a file.
  Result<void> CheckExport(const Services& services, store::Reader& views, const ledger::Entry& entry);
  /// A case that left: in a file that its member had asked for, and once in each.
  void CheckLeaving(const ledger::Entry& entry);

  /// Somebody put her name under a change of the rules. Where both sides of it are given, it is counted again, once.
  void CheckReview(const Services& services, const ledger::Entry& entry);
  /// Another regulation came into use: had as many reviewed it as is told?
  void CheckRulesChange(const ledger::Entry& entry) const;

  void CheckSearch(const Services& services, store::Reader& views, const ledger::Entry& entry) const;

 private:
  Result<void> Distrust(const Services& services, store::Reader& views, const casework::CaseFile& file,
                        const ledger::Entry& entry, const Value::Object& fields);
  Result<void> CheckAsked(const Services& services, store::Reader& views, const ledger::Entry& entry,
                          std::string_view payload);
  void CheckConfirmed(const Services& services, const ledger::Entry& entry, const std::optional<Export>& request);
  void CheckTaken(const ledger::Entry& entry, const std::optional<Export>& request);
  /// As it would stand had its limits been those of the rules and only those confirmed who may.
  Result<std::optional<Export>> RequestOf(store::Reader& views, const UnitName& unit, std::uint64_t sequence) const;
  bool MayConfirm(const Services& services, const ledger::Entry& entry) const;

  void CheckNumbers(const Services& services, const ledger::Entry& entry, const RuleReview& told);

  store::Reader& ledger_;
  FindRules find_rules_;
  Tell tell_;
  std::optional<vault::PublicKey> log_key_;
  Roster roster_;
  std::set<std::uint64_t> wrong_glass_;     ///< entries of the requests
  std::map<std::uint64_t, Export> limits_;  ///< requests whose limits the rules do not give
  std::set<std::uint64_t> unconfirmed_;     ///< requests confirmed by who may not
  std::map<std::pair<std::string, std::string>, std::multiset<MemberName>> reviews_;  ///< of a change, by who
  std::map<std::pair<std::string, std::string>, Result<RuleCount>> counted_;
  struct Leaving {
    UnitName unit;
    std::string purpose;
    std::set<FieldClass> classes;
  };
  std::map<std::pair<MemberName, CaseId>, std::vector<Leaving>> leaving_;  ///< asked for, not left yet
};

}  // namespace nuong::operations
