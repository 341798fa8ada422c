#include <set>

#include "keyring.hpp"
#include "membership_entries.hpp"
#include "nuong/ledger/entry.hpp"
#include "nuong/operations/wiring.hpp"
#include "people.hpp"
#include "rule_reviews.hpp"

namespace nuong::operations {
namespace {

using store::Collection;

bool IsReview(const ledger::Entry& entry) {
  return entry.deed == ledger::Deed::kPolicy && entry.kind == kRulesReviewed;
}

/// Plays the membership entries of the ledger and holds rows and boxes against what comes out.
class Checker {
 public:
  explicit Checker(store::Reader& reader) : reader_(reader) {}

  Result<std::vector<MembershipFlaw>> Run(const std::string& signer_hex) {
    const std::string kept = reader_.Get(Collection::kMeta, "log_signer").value_or("");
    const auto log_key = vault::PublicKey::Parse(signer_hex.empty() ? kept : signer_hex);
    if (!log_key) return std::move(flaws_);
    NUONG_CHECK(PlayEntries(*log_key));
    CheckList();
    NUONG_CHECK(CheckRows());
    CheckKeys();
    return std::move(flaws_);
  }

 private:
  void Add(std::uint64_t sequence, std::string id, const std::string& of, const Text& what) {
    flaws_.push_back({sequence, std::move(id), {of + ": " + what.vi, of + ": " + what.en}});
  }
  void Add(const ledger::Entry& entry, const Error& error) {
    const std::string number = " " + std::to_string(entry.sequence) + ": ";
    flaws_.push_back(
        {entry.sequence, error.id, {"mục" + number + error.message.vi, "entry" + number + error.message.en}});
  }

  Result<void> PlayEntries(const vault::PublicKey& log_key) {
    std::vector<ledger::Entry> entries;
    reader_.Scan(Collection::kEntries, {}, [&](std::string_view, std::string_view bytes) {
      auto entry = ledger::DecodeEntry(bytes);
      if (entry.ok() && (IsOfRoster(*entry) || IsReview(*entry))) entries.push_back(*std::move(entry));
      return true;
    });
    for (const ledger::Entry& entry : entries) {
      if (IsReview(entry)) {
        if (const auto proved = ProvedReview(roster_, reader_, entry); !proved.ok()) Add(entry, proved.error());
        continue;
      }
      played_.insert(ledger::SequenceKey(entry.sequence));
      const auto taken = TakeEntry(roster_, reader_, entry, log_key);
      if (!taken.ok()) Add(entry, taken.error());
    }
    return {};
  }

  void CheckList() {
    reader_.Scan(Collection::kPeople, store::Prefix("log/"), [&](std::string_view key, std::string_view) {
      if (played_.erase(std::string(key.substr(4))) == 0) {
        Add(0, "membership_list_wrong", "log/", {"có dòng thừa.", "lists an entry that is no membership."});
      }
      return true;
    });
    if (!played_.empty()) {
      Add(0, "membership_list_wrong", "log/", {"thiếu dòng của sổ cái.", "lacks a membership entry."});
    }
  }

  Result<void> CheckRows() {
    std::vector<std::string> names;
    reader_.Scan(Collection::kPeople, store::Prefix("member/"), [&](std::string_view key, std::string_view) {
      names.emplace_back(key.substr(7));
      return true;
    });
    std::set<std::string> rows;
    for (const std::string& name : names) {
      rows.insert(name);
      const auto record = ReadMember(reader_, MemberName(name));
      const Roster::Member* member = roster_.Find(MemberName(name));
      const bool fits = record.ok() && *record && member != nullptr &&
                        member->record == Membership{true,
                                                     MemberName(name),
                                                     (*record)->row.unit,
                                                     (*record)->row.title,
                                                     (*record)->row.duties,
                                                     (*record)->lock.known,
                                                     member->record.from};
      if (!fits) {
        Add(member == nullptr ? 0 : member->joined, "member_unproved", name,
            {"không có bản ghi đủ hai chữ ký.", "has no record with two valid signatures."});
      }
    }
    for (const auto& [name, member] : roster_.members()) {
      if (!rows.contains(name.text())) {
        Add(member.joined, "member_missing", name.text(), {"không còn trong danh sách.", "is missing from the list."});
      }
    }
    return {};
  }

  void CheckKeys() {
    std::set<std::string> units;
    reader_.Scan(Collection::kKeyring, store::Prefix("unit/"), [&](std::string_view key, std::string_view value) {
      const std::size_t slash = key.rfind('/');
      const UnitName unit{std::string(key.substr(5, slash - 5))};
      const auto field_class = ParseFieldClass(key.substr(slash + 1));
      const vault::PublicKey* proved = field_class ? roster_.UnitKey(unit, *field_class) : nullptr;
      if (proved == nullptr || proved->text() != value) {
        Add(0, "unit_key_unproved", std::string(key),
            {"khóa công khai không có trong sổ cái.", "the public key is not the ledger's."});
      }
      return true;
    });
    reader_.Scan(Collection::kKeyring, store::Prefix("member/"), [&](std::string_view key, std::string_view) {
      const std::string name(key.substr(key.rfind('/') + 1));
      const std::string unit(key.substr(7, key.find('/', 7) - 7));
      const Roster::Member* member = roster_.Find(MemberName(name));
      if (member == nullptr || member->record.unit.text() != unit) {
        Add(0, "box_unproved", std::string(key), {"hộp khóa của người không phải thành viên.", "a box of no member."});
      }
      return true;
    });
  }

  store::Reader& reader_;
  Roster roster_;
  std::set<std::string> played_;
  std::vector<MembershipFlaw> flaws_;
};

}  // namespace

Result<std::vector<MembershipFlaw>> VerifyMembers(store::Reader& reader, const std::string& signer_hex) {
  return Checker(reader).Run(signer_hex);
}

}  // namespace nuong::operations
