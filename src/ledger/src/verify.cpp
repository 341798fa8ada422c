#include "nuong/ledger/verify.hpp"

#include <algorithm>
#include <bit>
#include <map>
#include <optional>

#include "nuong/ledger/entry.hpp"
#include "nuong/ledger/merkle.hpp"
#include "nuong/ledger/note.hpp"
#include "nuong/vault/vault.hpp"
#include "rows.hpp"
#include "tree.hpp"

namespace nuong::ledger {
namespace {

constexpr std::size_t kMostFlaws = 1000;

std::uint64_t FromKey(std::string_view bytes) {
  std::uint64_t number = 0;
  for (const char byte : bytes) number = number << 8 | static_cast<std::uint8_t>(byte);
  return number;
}

/// Walks the collections once each, in the order of the ledger, and notes what is not proved.
class Verifier {
 public:
  explicit Verifier(store::Reader& reader) : reader_(reader) {}

  Proof Run(const std::string& signer_hex, const WitnessPolicy* policy) {
    try {
      proof_.size = TreeSize(reader_);
    } catch (const store::Broken&) {
      Add(0, "size_unreadable", {"Kích thước sổ cái không đọc được.", "The ledger's size cannot be read."});
    }
    CheckEntries();
    CheckPayloads();
    CheckRows();
    CheckTree();
    CheckCheckpoints(signer_hex, policy);
    std::stable_sort(proof_.flaws.begin(), proof_.flaws.end(),
                     [](const Flaw& a, const Flaw& b) { return a.sequence < b.sequence; });
    return std::move(proof_);
  }

 private:
  void Add(std::uint64_t sequence, std::string id, const Text& what) {
    if (proof_.flaws.size() >= kMostFlaws) return;
    const std::string number = std::to_string(sequence);
    proof_.flaws.push_back(
        {sequence, std::move(id), {"Dòng " + number + ": " + what.vi, "Entry " + number + ": " + what.en}});
  }

  void CheckEntries() {
    std::uint64_t expected = 0;
    reader_.Scan(store::Collection::kEntries, {}, [&](std::string_view key, std::string_view bytes) {
      const std::uint64_t sequence = key.size() == 8 ? FromKey(key) : ~std::uint64_t{0};
      while (expected < std::min(sequence, proof_.size) && proof_.flaws.size() < kMostFlaws) {
        Add(expected, "entry_missing", {"không còn trong sổ cái.", "is missing."});
        levels_[0][expected] = std::string(32, '\0');
        ++expected;
      }
      if (sequence >= proof_.size) {
        Add(sequence, "entry_left_over", {"nằm ngoài kích thước của sổ cái.", "lies beyond the ledger's size."});
        return proof_.flaws.size() < kMostFlaws;
      }
      levels_[0][sequence] = ReadEntry(sequence, bytes);
      expected = sequence + 1;
      return true;
    });
    for (; expected < proof_.size && proof_.flaws.size() < kMostFlaws; ++expected) {
      Add(expected, "entry_missing", {"không còn trong sổ cái.", "is missing."});
    }
  }

  /// Gives the leaf's hash; zeros for what is no entry.
  std::string ReadEntry(std::uint64_t sequence, std::string_view bytes) {
    const Result<Entry> entry = DecodeEntry(bytes);
    if (!entry.ok() || entry->sequence != sequence) {
      Add(sequence, "entry_unreadable", {"không đọc được hoặc đã bị sửa.", "cannot be read or was altered."});
      return std::string(32, '\0');
    }
    for (const auto& [name, hash] : entry->payloads) hashes_.emplace(PayloadKey(sequence, name), hash);
    return LeafHash(LeafBytes(*entry));
  }

  void CheckPayloads() {
    auto expected = hashes_.begin();
    const auto missing = [&](const std::string& key) {
      Add(FromKey(std::string_view(key).substr(0, 8)), "payload_missing",
          {"dữ liệu kèm theo không còn.", "its payload is missing."});
    };
    reader_.Scan(store::Collection::kPayloads, {}, [&](std::string_view key, std::string_view bytes) {
      ++proof_.payloads;
      for (; expected != hashes_.end() && expected->first < key; ++expected) missing(expected->first);
      if (expected == hashes_.end() || expected->first != key) {
        Add(key.size() >= 8 ? FromKey(key.substr(0, 8)) : 0, "payload_left_over",
            {"có dữ liệu không dòng nào nhắc tới.", "has a payload no entry names."});
        return proof_.flaws.size() < kMostFlaws;
      }
      const auto hash = vault::Sha256(bytes);
      if (vault::Hex({reinterpret_cast<const char*>(hash.data()), hash.size()}) != expected->second) {
        Add(FromKey(key.substr(0, 8)), "payload_changed", {"dữ liệu kèm theo đã bị sửa.", "its payload was altered."});
      } else if (key.substr(8) == kRowsPayload) {
        TakeRows(FromKey(key.substr(0, 8)), bytes);
      } else if (key.substr(8) == kWitnessesPayload) {
        if (auto policy = WitnessPolicy::Parse(bytes); policy.ok()) policies_.push_back(*std::move(policy));
      }
      ++expected;
      return true;
    });
    for (; expected != hashes_.end() && proof_.flaws.size() < kMostFlaws; ++expected) missing(expected->first);
  }

  /// What an entry says became of guarded rows; a later entry's word replaces an earlier one's.
  void TakeRows(std::uint64_t sequence, std::string_view bytes) {
    auto rows = DecodeRows(bytes);
    if (!rows) {
      Add(sequence, "rows_unreadable", {"danh sách dòng đã đổi không đọc được.", "its list of rows cannot be read."});
      return;
    }
    for (auto& [name, hash] : *rows) told_.insert_or_assign(name, Told{sequence, std::move(hash)});
  }

  /// Members, keys and the directory's facts are what the entries say they became, no more and no less.
  void CheckRows() {
    for (const store::Collection collection : kGuarded) {
      reader_.Scan(collection, {}, [&](std::string_view key, std::string_view value) {
        if (!IsGuarded(collection, key)) return true;
        const auto told = told_.find(RowName{collection, std::string(key)});
        if (told == told_.end()) {
          Add(proof_.size, "row_untold",
              {"có dòng không mục nào nhắc tới.", "there is a row that no entry speaks of."});
        } else {
          if (told->second.hash != RowHash(value)) {
            Add(told->second.sequence, "row_changed", {"dòng đã ghi bị sửa.", "a row it wrote was altered."});
          }
          told_.erase(told);
        }
        return proof_.flaws.size() < kMostFlaws;
      });
    }
    for (const auto& [name, told] : told_) {
      if (!told.hash.empty())
        Add(told.sequence, "row_missing", {"dòng đã ghi không còn.", "a row it wrote is missing."});
    }
  }

  /// Rebuilds every level from the entries and compares with what is kept.
  void CheckTree() {
    for (std::size_t level = 0; levels_.contains(level) && levels_[level].size() > 1; ++level) {
      for (const auto& [index, hash] : levels_[level]) {
        const auto left = index % 2 == 1 ? levels_[level].find(index - 1) : levels_[level].end();
        if (left != levels_[level].end()) levels_[level + 1][index / 2] = NodeHash(left->second, hash);
      }
    }
    std::uint64_t kept = 0;
    reader_.Scan(store::Collection::kTree, {}, [&](std::string_view key, std::string_view bytes) {
      ++kept;
      const auto level = key.size() == 9 ? static_cast<std::size_t>(static_cast<std::uint8_t>(key[0])) : 64;
      const std::uint64_t index = key.size() == 9 ? FromKey(key.substr(1)) : 0;
      const auto row = levels_.find(level);
      const std::uint64_t first = level < 63 ? index << level : 0;
      if (row == levels_.end() || !row->second.contains(index)) {
        Add(first, "node_left_over", {"cây băm có nút thừa.", "the tree has a node too many."});
      } else if (row->second[index] != bytes) {
        Add(first, level == 0 ? "leaf_changed" : "node_changed",
            {"không khớp với cây băm.", "does not match the tree."});
      }
      return proof_.flaws.size() < kMostFlaws;
    });
    std::uint64_t wanted = 0;
    for (const auto& [level, row] : levels_) wanted += row.size();
    if (kept < wanted) Add(0, "node_missing", {"cây băm thiếu nút.", "the tree lacks nodes."});
    proof_.root = RootOf(proof_.size) ? vault::Hex(*RootOf(proof_.size)) : "";
  }

  std::optional<std::string> RootOf(std::uint64_t size) {
    if (size == 0) return TreeRoot(reader_, 0);
    std::optional<std::string> root;
    std::uint64_t from = size;
    for (std::uint64_t rest = size; rest != 0; rest &= rest - 1) {
      const int level = std::countr_zero(rest);
      from -= std::uint64_t{1} << level;
      const auto& row = levels_[static_cast<std::size_t>(level)];
      const auto node = row.find(from >> level);
      if (node == row.end()) return std::nullopt;
      root = root ? NodeHash(node->second, *root) : node->second;
    }
    return root;
  }

  void CheckCheckpoints(const std::string& signer_hex, const WitnessPolicy* policy) {
    const auto kept = reader_.Get(store::Collection::kMeta, "log_signer");
    const auto signer = vault::PublicKey::Parse(signer_hex.empty() ? kept.value_or("") : signer_hex);
    reader_.Scan(store::Collection::kCheckpoints, {}, [&](std::string_view key, std::string_view note) {
      ++proof_.checkpoints;
      const std::uint64_t size = FromKey(key);
      const auto opened = signer ? OpenOwn(note, *signer) : std::nullopt;
      if (key.size() != 8 || !opened || opened->size != size) {
        Add(size, "checkpoint_unsigned", {"mốc đã ký không đúng chữ ký.", "its checkpoint is not signed by the log."});
      } else if (size > proof_.size) {
        Add(proof_.size, "ledger_cut",
            {"sổ cái ngắn hơn mốc đã ký.", "the ledger is shorter than a signed checkpoint."});
      } else if (RootOf(size) != opened->root) {
        Add(size, "checkpoint_differs", {"mốc đã ký khác với sổ cái.", "its checkpoint differs from the ledger."});
      } else {
        CheckCosignatures(size, *SplitNote(note), policy);
      }
      return proof_.flaws.size() < kMostFlaws;
    });
    if (policy != nullptr && proof_.cosigners.empty() && !policy->IsEnough({})) {
      Add(proof_.size, "not_witnessed",
          {"không mốc nào có đủ chữ ký nhân chứng.", "no checkpoint has enough cosignatures of witnesses."});
    }
  }

  /// Beside the log's own there are only right signatures of witnesses.
  void CheckCosignatures(std::uint64_t size, const Note& note, const WitnessPolicy* policy) {
    for (const NoteSignature& line : note.signatures) {
      if (line.name == log_.name && line.id == log_.id()) continue;
      const auto is_his = [&](const WitnessPolicy& used) {
        const WitnessPolicy::Witness* witness = used.FindByKey(line.name, line.id);
        return witness != nullptr && CheckSignature({note.text, {line}}, witness->key) == Standing::kSigned;
      };
      if (std::none_of(policies_.begin(), policies_.end(), is_his)) {
        Add(size, "cosignature_wrong", {"chữ ký nhân chứng không đúng.", "a cosignature is not a witness's."});
      }
    }
    if (policy == nullptr) return;
    const auto cosigners = policy->CosignersOf(note);
    if (cosigners && policy->IsEnough(*cosigners)) {
      proof_.witnessed = size;
      proof_.cosigners = *cosigners;
    }
  }

  /// A checkpoint of this log: signed by its key, and under the one origin that all its checkpoints have.
  std::optional<CheckpointBody> OpenOwn(std::string_view note, const vault::PublicKey& signer) {
    if (log_.name.empty()) {
      log_ = {std::string(note.substr(0, note.find('\n'))), KeyType::kEd25519,
              std::string(signer.bytes.begin(), signer.bytes.end())};
    }
    return OpenCheckpoint(note, log_);
  }

  store::Reader& reader_;
  Proof proof_;
  VerifierKey log_;
  std::map<std::size_t, std::map<std::uint64_t, std::string>> levels_;
  std::map<std::string, std::string, std::less<>> hashes_;
  struct Told {
    std::uint64_t sequence = 0;
    std::string hash;
  };
  std::map<RowName, Told> told_;
  std::vector<WitnessPolicy> policies_;  ///< all that were ever in use
};

}  // namespace

Proof Verify(store::Reader& reader, const std::string& signer_hex, const WitnessPolicy* policy) {
  return Verifier(reader).Run(signer_hex, policy);
}

}  // namespace nuong::ledger
