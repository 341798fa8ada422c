#pragma once
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "alert_watch.hpp"
#include "challenges.hpp"
#include "decoded_rows.hpp"
#include "feed_hub.hpp"
#include "kept_sources.hpp"
#include "match_index.hpp"
#include "member_journal.hpp"
#include "membership_log.hpp"
#include "nuong/access/decide.hpp"
#include "nuong/casework/case_file.hpp"
#include "nuong/operations/wiring.hpp"
#include "nuong/regulation/duties.hpp"
#include "password_pool.hpp"
#include "sessions.hpp"
#include "sign_in_delay.hpp"
#include "successions.hpp"

namespace nuong::operations {

struct SkeletonPayload;
struct RuleProposal;

class Services {
 public:
  Services(World given, access::Policy compiled);

  World world;
  std::vector<Door> doors;  ///< all that this server opens; empty when it is the only one
  regulation::Engine engine;
  access::Policy policy;
  access::Authority authority;
  MemberJournal journal;
  std::optional<ledger::WitnessPolicy> witnesses;  ///< set before the server starts
  Sessions sessions;
  PasswordPool passwords;
  SignInDelay delay;
  SignInDelay refusals;  ///< of what signed-in members ask; apart, so that nobody's sign-in waits for it
  Challenges challenges;
  FeedHub feed;
  MatchIndex matches;  ///< of what is sealed in kMatches
  MatchNotices match_notices;
  AlertDesk alerts;
  std::shared_ptr<RuleProposal>
      proposal;  ///< null when no change of the rules is proposed; set before the server starts

  const regulation::Regulation& regulation() const { return engine.regulation(); }
  /// What the policy calls doing each act, in the order of regulation().acts.
  const std::vector<std::string>& act_actions() const { return act_actions_; }
  Instant Now() const { return world.clock->Now(); }
  /// Who has taken whose place, as of `reader`.
  Result<SuccessionCache::Shared> SuccessionsAt(store::Reader& reader) const {
    return successions_.Get(reader, regulation());
  }
  /// Who is a member, as the ledger proves it, as of `reader`.
  Result<RosterCache::Shared> RosterAt(store::Reader& reader) const {
    return roster_.Get(reader, world.root->signing_public_key());
  }
  // Rows as they are kept, decoded (views.hpp reads them).
  DecodedRows<casework::CaseFile>& decoded_cases() const { return decoded_cases_; }
  DecodedRows<std::vector<regulation::OpenDuty>>& decoded_duties() const { return decoded_duties_; }
  DecodedRows<SkeletonPayload>& decoded_skeletons() const { return decoded_skeletons_; }
  KeptSources& kept_sources() const { return kept_sources_; }
  Offset offset() const { return regulation().calendar.offset; }

 private:
  std::vector<std::string> act_actions_;
  mutable SuccessionCache successions_;
  mutable RosterCache roster_;
  mutable DecodedRows<casework::CaseFile> decoded_cases_;
  mutable DecodedRows<std::vector<regulation::OpenDuty>> decoded_duties_;
  mutable DecodedRows<SkeletonPayload> decoded_skeletons_;
  mutable KeptSources kept_sources_;
};

}  // namespace nuong::operations
