#include "backup.hpp"

#include <filesystem>
#include <fstream>

#include "backup_file.hpp"
#include "nuong/base/value.hpp"
#include "nuong/ledger/journal.hpp"
#include "nuong/ledger/verify.hpp"
#include "nuong/store/steps.hpp"
#include "root_key_file.hpp"

namespace nuong::app {
namespace {

namespace fs = std::filesystem;
using store::Collection;

constexpr std::string_view kHead = "!head";
constexpr std::string_view kFile = "!file";
constexpr std::string_view kEnd = "!end";
constexpr std::string_view kData = "data";
constexpr std::string_view kKeyring = "keyring";
/// Rows are put back in transactions of about this many bytes.
constexpr std::size_t kBatchBytes = 4 << 20;

bool IsOf(std::string_view part, Collection collection) {
  return (collection == Collection::kKeyring) == (part == kKeyring);
}

std::string HexSha256(std::string_view bytes) {
  const auto hash = vault::Sha256(bytes);
  return vault::Hex({reinterpret_cast<const char*>(hash.data()), hash.size()});
}

/// Each record is hashed with the hash before it, so the last one stands for all.
class Chain {
 public:
  void Add(std::string_view packed) { hash_ = HexSha256(hash_ + HexSha256(packed)); }
  std::string Statement(std::string_view part) const { return "nuong backup\n" + std::string(part) + "\n" + hash_; }

 private:
  std::string hash_;
};

std::string ReadWhole(const fs::path& path) {
  std::ifstream stream(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
}

/// One of the two files while it is written.
class PartWriter {
 public:
  PartWriter(std::string_view part, const std::string& path, const vault::PublicKey& to, Random& random)
      : part_(part),
        file_(path),
        sealer_(to, Purpose(part), random, [this](std::string_view bytes) { return file_.Write(bytes); }) {}
  static std::string Purpose(std::string_view part) { return "backup " + std::string(part); }

  Result<void> Put(const BackupRecord& record) {
    const std::string packed = PackRecord(record);
    chain_.Add(packed);
    return sealer_.Write(packed);
  }
  Result<void> Finish(const vault::RootKey& root) {
    store::Reached("backup_unsigned");
    NUONG_CHECK(Put({kEnd, root.Sign(chain_.Statement(part_)), {}}));
    NUONG_CHECK(sealer_.Finish());
    return file_.Close();
  }

 private:
  std::string part_;
  NewFile file_;
  vault::StreamSealer sealer_;
  Chain chain_;
};

Result<void> WritePart(std::string_view part, const std::string& path, store::Reader& reader,
                       const vault::RootKey& root, const BackupPlan& plan, const BackupMoment& moment, Random& random) {
  PartWriter writer(part, path, plan.recipient, random);
  NUONG_CHECK(writer.Put(
      {kHead, part,
       WriteJson(Value::Object{
           {"size", static_cast<std::int64_t>(moment.size)}, {"root", moment.root}, {"note", moment.note}})}));
  for (int i = 0; i < store::kCollectionCount; ++i) {
    const auto collection = static_cast<Collection>(i);
    if (!IsOf(part, collection)) continue;
    Result<void> outcome;
    reader.Scan(collection, {}, [&](std::string_view key, std::string_view value) {
      outcome = writer.Put({store::CollectionName(collection), key, value});
      return outcome.ok();
    });
    NUONG_CHECK(outcome);
  }
  for (const std::string& name : RootFiles(plan.directory)) {
    if (part == kKeyring) NUONG_CHECK(writer.Put({kFile, name, ReadWhole(fs::path(plan.directory) / name)}));
  }
  return writer.Finish(root);
}

std::optional<Collection> CollectionNamed(std::string_view part, std::string_view name) {
  for (int i = 0; i < store::kCollectionCount; ++i) {
    const auto collection = static_cast<Collection>(i);
    if (IsOf(part, collection) && store::CollectionName(collection) == name) return collection;
  }
  return std::nullopt;
}

/// One of the two files while it is read into the store.
class PartReader {
 public:
  PartReader(std::string_view part, const std::string& path, store::Store& store, Restored& restored)
      : part_(part), path_(path), store_(store), restored_(restored) {}

  Result<void> ReadAll(const vault::KeyPair& pair) {
    RecordReader records([this](const BackupRecord& record) { return Take(record); });
    vault::StreamOpener opener(pair, PartWriter::Purpose(part_),
                               [&](std::string_view bytes) { return records.Take(bytes); });
    Result<void> outcome = ReadParts(path_, [&](std::string_view bytes) { return opener.Write(bytes); });
    if (outcome.ok()) outcome = opener.Finish();
    if (!outcome.ok()) return outcome.error().code == ErrorCode::kCorrupt ? Unusable(outcome.error().note) : outcome;
    if (signature_.empty() || !records.IsEmpty()) return Unusable("the last record is missing");
    return Flush();
  }
  Result<void> CheckSigner(const vault::PublicKey& signer) const {
    if (vault::VerifySignature(signer, statement_, signature_)) return {};
    return Unusable("not signed by the log's key");
  }
  const BackupMoment& moment() const { return moment_; }
  const std::map<std::string, std::string>& files() const { return files_; }
  Error Unusable(std::string note) const { return BackupUnusable(path_, std::move(note)); }

 private:
  struct Row {
    Collection collection;
    std::string key, value;
  };

  Result<void> Take(const BackupRecord& record) {
    if (!signature_.empty()) return Unusable("records after the last one");
    if (record.name == kEnd) {
      signature_ = record.key;
      statement_ = chain_.Statement(part_);
      return {};
    }
    const bool is_first = moment_.note.empty();
    if (is_first != (record.name == kHead)) return Unusable("head missing or twice");
    chain_.Add(PackRecord(record));
    if (is_first) return TakeHead(record);
    if (record.name == kFile) {
      files_[std::string(record.key)] = record.value;
      return {};
    }
    const auto collection = CollectionNamed(part_, record.name);
    if (!collection) return Unusable("a collection that does not belong here");
    ++restored_.rows[std::string(record.name)];
    rows_.push_back({*collection, std::string(record.key), std::string(record.value)});
    bytes_ += record.key.size() + record.value.size();
    return bytes_ < kBatchBytes ? Result<void>() : Flush();
  }

  Result<void> TakeHead(const BackupRecord& record) {
    const auto head = ParseJson(record.value);
    if (!head.ok() || record.key != part_) return Unusable("head of another kind");
    moment_ = {static_cast<std::uint64_t>(head->IntegerAt("size")), head->TextAt("root"), head->TextAt("note")};
    if (moment_.note.empty()) return Unusable("head is incomplete");
    return {};
  }

  Result<void> Flush() {
    NUONG_CHECK(store_.Write([this](store::Writer& writer) -> Result<void> {
      for (const Row& row : rows_) writer.Put(row.collection, row.key, row.value);
      return {};
    }));
    rows_.clear();
    bytes_ = 0;
    return {};
  }

  std::string part_, path_;
  store::Store& store_;
  Restored& restored_;
  BackupMoment moment_;
  Chain chain_;
  std::string signature_, statement_;
  std::map<std::string, std::string> files_;
  std::vector<Row> rows_;
  std::size_t bytes_ = 0;
};

/// The ledger as restored proves, and is of the size and root that both the head and its signed checkpoint name.
/// A newer keyring is not what this ledger says of its rows; it is believed for the signature on the whole of it.
Result<void> CheckLedger(store::Store& store, const PartReader& data, bool is_keyring_newer,
                         const std::string& signer) {
  return store.Read([&](store::Reader& reader) -> Result<void> {
    const ledger::Proof proof = ledger::Verify(reader, signer);
    for (const ledger::Flaw& flaw : proof.flaws) {
      if (!is_keyring_newer || !flaw.id.starts_with("row_")) return data.Unusable("flawed ledger: " + flaw.id);
    }
    if (proof.size != data.moment().size || proof.root != data.moment().root) {
      return data.Unusable("the ledger is not that of the signed checkpoint");
    }
    return {};
  });
}

Result<void> PutRootFiles(const PartReader& keyring, const std::string& directory) {
  for (const char* name : {kSealedFile, kKeyFile, kSaltFile}) {
    const auto found = keyring.files().find(name);
    if (found == keyring.files().end()) continue;
    NewFile file((fs::path(directory) / name).string());
    NUONG_CHECK(file.Write(found->second));
    NUONG_CHECK(file.Close());
  }
  return {};
}

}  // namespace

Result<BackupMoment> WriteBackup(store::Store& store, const vault::RootKey& root, const BackupPlan& plan,
                                 Random& random) {
  BackupMoment moment;
  NUONG_CHECK(store.Read([&](store::Reader& reader) -> Result<void> {
    const ledger::Checkpoint checkpoint = ledger::SignPresent(reader, root, plan.origin);
    moment = {checkpoint.size, vault::Hex(checkpoint.root), checkpoint.note};
    NUONG_CHECK(WritePart(kData, plan.data_file, reader, root, plan, moment, random));
    store::Reached("backup_data_written");
    return WritePart(kKeyring, plan.keyring_file, reader, root, plan, moment, random);
  }));
  return moment;
}

Result<Restored> ReadBackup(store::Store& store, const vault::KeyPair& pair, const RestorePlan& plan) {
  Restored restored;
  PartReader data(kData, plan.data_file, store, restored);
  PartReader keyring(kKeyring, plan.keyring_file, store, restored);
  NUONG_CHECK(data.ReadAll(pair));
  NUONG_CHECK(keyring.ReadAll(pair));
  store::Reached("restore_unproved");
  restored.data = data.moment();
  restored.keyring = keyring.moment();
  if (restored.keyring.size < restored.data.size) {
    return Error{
        ErrorCode::kInvalid,
        "keyring_older_than_data",
        {"Bản sao chùm khóa cũ hơn bản sao dữ liệu: sẽ có nội dung không còn khóa để mở. Hãy chọn chùm khóa mới hơn.",
         "The keyring's backup is older than the data's: there would be values without keys. Choose a later one."},
        "",
        {}};
  }
  std::string kept;
  NUONG_CHECK(store.Write([&](store::Writer& writer) -> Result<void> {
    kept = writer.Get(Collection::kMeta, "log_signer").value_or("");
    return {};
  }));
  const std::string name = plan.signer.empty() ? kept : plan.signer;
  const auto signer = vault::PublicKey::Parse(name);
  if (!signer) return data.Unusable("the log's public key is unknown");
  NUONG_CHECK(data.CheckSigner(*signer));
  NUONG_CHECK(keyring.CheckSigner(*signer));
  NUONG_CHECK(CheckLedger(store, data, restored.keyring.size > restored.data.size, name));
  NUONG_CHECK(PutRootFiles(keyring, plan.directory));
  return restored;
}

}  // namespace nuong::app
