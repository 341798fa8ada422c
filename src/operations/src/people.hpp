#pragma once
#include <optional>
#include <string>
#include <vector>

#include "nuong/base/result.hpp"
#include "nuong/operations/wiring.hpp"
#include "services.hpp"

/// Members as kept in the store: `member/<name>` → unit, title and the lock on the member's own key.
namespace nuong::operations {

struct MemberRecord {
  MemberRow row;
  vault::PasswordLock lock;
};
Result<std::optional<MemberRecord>> ReadMember(store::Reader& reader, const MemberName& name);
void WriteMember(store::Writer& writer, const MemberRecord& record);

/// Opens every class key of the member's unit with her own key. Classes she holds no key of are left out.
Result<vault::UnitKeys> OpenUnitKeys(store::Reader& reader, const MemberRow& member, const vault::KeyPair& own);

/// An entry that is about a person or a session rather than a case.
ledger::Entry PlainEntry(Services& services, ledger::Deed deed, std::string kind, const Caller& caller,
                         const MemberName& member, const UnitName& unit);

}  // namespace nuong::operations
