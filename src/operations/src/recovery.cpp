#include <set>

#include "chosen_password.hpp"
#include "membership.hpp"
#include "rotation.hpp"

namespace nuong::operations {

Result<vault::MemberKeys> JoinRecovery(Services& services, const std::vector<std::string>& shares) {
  std::optional<vault::MemberPublic> known;
  NUONG_CHECK(services.world.store->Read([&](store::Reader& reader) -> Result<void> {
    NUONG_TRY(const auto roster, services.RosterAt(reader));
    known = roster->recovery();
    return {};
  }));
  if (!known) {
    return Error{ErrorCode::kConflict,
                 "founded_without_recovery",
                 {"Thư mục dữ liệu này được lập mà không có khóa khôi phục.",
                  "This data directory was founded without a recovery key."},
                 "",
                 {}};
  }
  return vault::JoinShares(*known, shares);
}

Result<std::vector<UnitName>> TryRecovery(Services& services, const vault::MemberKeys& recovery) {
  std::vector<UnitName> opened;
  NUONG_CHECK(services.world.store->Read([&](store::Reader& reader) -> Result<void> {
    NUONG_TRY(const auto roster, services.RosterAt(reader));
    for (const auto& [unit, classes] : roster->unit_keys()) {
      NUONG_CHECK(OpenRecovered(services, reader, unit, recovery));
      opened.push_back(unit);
    }
    return {};
  }));
  return opened;
}

Result<void> RestoreMember(Services& services, const NewMember& member, const vault::MemberKeys& recovery) {
  NUONG_CHECK(CheckChosenPassword(member.password, member.name.text()));
  const MemberRow row{member.name, member.unit, member.title, {regulation::kApprover}};
  const vault::MemberKeys own = vault::MemberKeys::Make(*services.world.random);
  const vault::PasswordLock lock =
      vault::LockWithPassword(own, member.password, services.world.password_cost, *services.world.random);
  MembershipPayload payload;
  payload.records.push_back(EncodeMembership(RecordOf(row, own.known(), true, services.Now())));
  payload.approvals = {Approve(recovery, {}, payload.records.front())};
  const auto receipt =
      services.journal.Append([&](store::Writer& writer, std::uint64_t sequence, bool*) -> Result<ledger::Draft> {
        NUONG_CHECK(CheckNewRow(services, writer, row));
        NUONG_TRY(const vault::UnitKeys keys, OpenRecovered(services, writer, row.unit, recovery));
        return Admit(services, writer, sequence, kMemberRestored, {}, {}, payload, lock, &keys);
      });
  if (!receipt.ok()) return receipt.error();
  return {};
}

}  // namespace nuong::operations
