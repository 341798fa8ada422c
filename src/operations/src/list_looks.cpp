#include "nuong/operations/list_looks.hpp"

#include <algorithm>
#include <functional>
#include <set>

#include "case_look.hpp"
#include "checkpoints.hpp"
#include "present.hpp"
#include "refusals.hpp"
#include "view_keys.hpp"

namespace nuong::operations {
namespace {

constexpr std::size_t kMostLooks = 200;

Text WhatOf(const Services& services, const ledger::Entry& entry) {
  if (entry.kind == "case") return {"Mở hồ sơ", "Opened the case"};
  if (entry.kind == "reform_confirmed") return {"Chuyển sang cơ quan kế tục", "Passed to the succeeding unit"};
  if (entry.kind == "looks") return {"Xem ai đã xem", "Read who looked"};
  if (entry.kind == kAttachmentLook) return {"Mở giấy tờ, hình ảnh", "Opened a paper or picture"};
  if (entry.kind == "readers") return {"Xem ai được biết", "Read who can see it"};
  if (entry.kind == "persons") return {"Tìm người trong các hồ sơ khác", "Searched other cases for the person"};
  if (entry.kind == "pathways") return {"Xem vị trí trên lộ trình", "Read where the case is on its pathway"};
  if (entry.kind == kExportedCase) return {"Xuất ra tệp", "Taken out in a file"};
  const regulation::Act* act = services.regulation().FindAct(entry.kind, DateOf(entry.at, services.offset()));
  return act == nullptr ? Text{entry.kind, entry.kind} : act->title;
}

std::string ActCode(ledger::Deed deed) {
  switch (deed) {
    case ledger::Deed::kRead:
    case ledger::Deed::kSearch:
    case ledger::Deed::kExport:
      return "read";
    case ledger::Deed::kRefused:
      return "refused";
    case ledger::Deed::kOpened:
    case ledger::Deed::kWrite:
    case ledger::Deed::kSignIn:
    case ledger::Deed::kSignOut:
    case ledger::Deed::kMembership:
    case ledger::Deed::kPolicy:
    case ledger::Deed::kEmergency:
    case ledger::Deed::kErasure:
    case ledger::Deed::kKeys:
    case ledger::Deed::kAlert:
    case ledger::Deed::kConsent:
    case ledger::Deed::kReform:
      return "write";
  }
  return "write";
}

LookView LookOf(const Services& services, const ledger::Entry& entry) {
  LookView look;
  look.sequence = static_cast<std::int64_t>(entry.sequence);
  look.at = LocalTime(services, entry.at);
  look.act = ActCode(entry.deed);
  look.what = WhatOf(services, entry);
  look.unit = entry.unit.text();
  look.unit_name = UnitLabel(services, entry.unit);
  if (const regulation::Unit* unit = services.regulation().FindUnit(entry.unit)) {
    const auto role = services.regulation().roles.find(unit->role);
    if (role != services.regulation().roles.end()) look.role_name = role->second.name;
  }
  for (const FieldClass field_class : entry.classes) look.classes.emplace_back(FieldClassCode(field_class));
  look.rules = entry.rules;
  return look;
}

/// A look with its way to the root of the tree of `size`.
Result<LookView> ProvedLook(const Services& services, store::Reader& reader, std::string_view sequence_key,
                            std::uint64_t size) {
  const auto bytes = reader.Get(store::Collection::kEntries, sequence_key);
  if (!bytes) return CorruptDirectory("a look points to no entry");
  NUONG_TRY(const ledger::Entry entry, ledger::DecodeEntry(*bytes));
  LookView look = LookOf(services, entry);
  look.leaf = ledger::LeafBytes(entry);
  look.path = PathText(ledger::InclusionProof(reader, entry.sequence, size));
  return look;
}

/// Entries before `size` that concern the case, newest first: its own, and the reform days that moved it.
std::vector<std::string> SequencesOf(store::Reader& reader, const casework::CaseFile& file, std::uint64_t size) {
  store::Range range{.from = LookKey(file.id, 0), .to = LookKey(file.id, size), .limit = kMostLooks};
  range.descending = true;
  std::set<std::string, std::greater<>> sequences;
  for (const casework::Passing& passing : file.passings) sequences.insert(ledger::SequenceKey(passing.sequence));
  reader.Scan(store::Collection::kLooks, range, [&](std::string_view key, std::string_view) {
    sequences.emplace(key.substr(key.size() - 8));
    return true;
  });
  std::vector<std::string> newest(sequences.begin(), sequences.end());
  if (newest.size() > kMostLooks) newest.resize(kMostLooks);
  return newest;
}

bool Concerns(store::Reader& reader, const casework::CaseFile& file, std::uint64_t sequence) {
  const auto is_it = [&](const casework::Passing& passing) { return passing.sequence == sequence; };
  return std::any_of(file.passings.begin(), file.passings.end(), is_it) ||
         reader.Get(store::Collection::kLooks, LookKey(file.id, sequence));
}

struct Admitted {
  casework::CaseFile file;
  CheckpointView checkpoint;  ///< signed after the look, so that the caller's own is proved too
};

Result<Admitted> SeeLooks(Services& services, const Caller& caller, const std::string& id) {
  NUONG_TRY(casework::CaseFile file, LookBeside(services, caller, id, "looks"));
  NUONG_TRY(CheckpointView checkpoint, PresentCheckpoint(services));
  return Admitted{std::move(file), std::move(checkpoint)};
}

}  // namespace

Result<LooksView> ListLooks(Services& services, const Caller& caller, const ListLooksRequest& request) {
  NUONG_TRY(Admitted admitted, SeeLooks(services, caller, request.case_id));
  LooksView view{{}, std::move(admitted.checkpoint)};
  const auto size = static_cast<std::uint64_t>(view.checkpoint.size);
  NUONG_CHECK(services.world.store->Read([&](store::Reader& reader) -> Result<void> {
    for (const std::string& sequence : SequencesOf(reader, admitted.file, size)) {
      NUONG_TRY(LookView look, ProvedLook(services, reader, sequence, size));
      view.looks.push_back(std::move(look));
    }
    return {};
  }));
  return view;
}

Result<ProvedLookView> ProveLook(Services& services, const Caller& caller, const ProveLookRequest& request) {
  NUONG_TRY(Admitted admitted, SeeLooks(services, caller, request.case_id));
  ProvedLookView view{{}, std::move(admitted.checkpoint)};
  if (request.sequence < 0 || request.sequence >= view.checkpoint.size) return Absent();
  const auto sequence = static_cast<std::uint64_t>(request.sequence);
  NUONG_CHECK(services.world.store->Read([&](store::Reader& reader) -> Result<void> {
    if (!Concerns(reader, admitted.file, sequence)) return Absent();
    NUONG_TRY(view.look, ProvedLook(services, reader, ledger::SequenceKey(sequence),
                                    static_cast<std::uint64_t>(view.checkpoint.size)));
    return {};
  }));
  return view;
}

}  // namespace nuong::operations
