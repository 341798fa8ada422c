#include "services.hpp"

#include "case_access.hpp"
#include "match_sheet.hpp"
#include "people.hpp"
#include "refusals.hpp"
#include "rule_reviews.hpp"

namespace nuong::operations {
namespace {

constexpr std::string_view kSignerKey = "log_signer";
constexpr std::string_view kFingerprintKey = "regulation_fingerprint";
constexpr std::size_t kOriginKeyDigits = 16;

/// What the log is called in its checkpoints: two houses under one regulation are two logs.
std::string OriginOf(const World& world) {
  return "nuong/" + world.regulation->id + "/" + world.root->signing_public_key().text().substr(0, kOriginKeyDigits);
}

/// Kinds of act that open a part of a case in an emergency.
std::set<std::string> OpeningKinds(const regulation::Regulation& regulation) {
  std::set<std::string> kinds;
  for (const regulation::Act& act : regulation.acts) {
    if (act.emergency && act.emergency->kind == regulation::EmergencyStep::Kind::kOpens) kinds.insert(act.kind);
  }
  return kinds;
}

}  // namespace

Services::Services(World given, access::Policy compiled)
    : world(std::move(given)),
      engine(world.regulation),
      policy(std::move(compiled)),
      authority(policy),
      journal(*world.store, *world.root, OriginOf(world)),
      alerts{AlertWatch(world.regulation->alerts, OpeningKinds(*world.regulation), world.regulation->calendar.offset),
             {},
             {},
             {}} {
  for (const regulation::Act& act : regulation().acts) act_actions_.push_back(ActionOf(act));
}

Result<std::shared_ptr<Services>> MakeServices(World world) {
  NUONG_TRY(access::Policy policy, CompilePolicy(*world.regulation));
  std::optional<std::string> signer;
  std::optional<std::string> regulation;
  NUONG_CHECK(world.store->Read([&](store::Reader& reader) -> Result<void> {
    signer = reader.Get(store::Collection::kMeta, kSignerKey);
    regulation = reader.Get(store::Collection::kMeta, "regulation");
    return {};
  }));
  if (signer && *signer != world.root->signing_public_key().text()) {
    return CorruptDirectory("the directory's signing key is not this root key's");
  }
  if (regulation && *regulation != world.regulation->id) {
    return CorruptDirectory("the directory belongs to regulation " + *regulation);
  }
  auto services = std::make_shared<Services>(std::move(world), std::move(policy));
  constexpr std::int64_t kDay = 86'400'000'000;
  const auto& search = services->regulation().person_search;
  const Instant earliest{services->Now().us - (search ? search->notice_days : 0) * kDay};
  NUONG_CHECK(services->world.store->Read([&](store::Reader& reader) {
    return LoadMatches(*services->world.root, reader, ClassesMatched(services->regulation()), earliest,
                       services->matches, services->match_notices);
  }));
  return services;
}

void OpenSideBySide(const std::vector<Door>& doors) {
  for (const Door& door : doors) door.services->doors = doors;
}

Result<void> NotePolicy(Services& services) {
  const std::string& fingerprint = services.regulation().fingerprint;
  const auto receipt = services.journal.Append(
      [&](store::Writer& writer, std::uint64_t sequence, bool* nothing_new) -> Result<ledger::Draft> {
        const std::string before = writer.Get(store::Collection::kMeta, kFingerprintKey).value_or("");
        if (before == fingerprint) {
          *nothing_new = true;
          return ledger::Draft{};
        }
        writer.Put(store::Collection::kMeta, kFingerprintKey, fingerprint);
        NUONG_TRY(const auto reviews, ReviewsOf(writer, before, fingerprint));
        ledger::Draft draft{PlainEntry(services, ledger::Deed::kPolicy, kRulesChanged, {}, {}, {}), {}};
        draft.entry.sequence = sequence;
        const std::string payload =
            ChangePayload({sequence, draft.entry.at, before, fingerprint, static_cast<std::int64_t>(reviews.size())});
        NUONG_CHECK(ProjectRules(writer, draft.entry, payload));
        draft.payloads.emplace(kChangePayload, payload);
        return draft;
      });
  if (!receipt.ok()) return receipt.error();
  return {};
}

Result<void> MakeCheckpoint(Services& services) {
  const auto checkpoint = services.journal.MakeCheckpoint();
  if (!checkpoint.ok()) return checkpoint.error();
  return {};
}

}  // namespace nuong::operations
