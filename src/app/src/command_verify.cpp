#include <fmt/core.h>

#include "data_directory.hpp"
#include "messages.hpp"
#include "nuong/base/value.hpp"
#include "nuong/ledger/verify.hpp"
#include "nuong/store_sqlite/store_sqlite.hpp"
#include "regulation_files.hpp"
#include "witnesses.hpp"

namespace nuong::app {
namespace {

struct Report {
  ledger::Proof proof;
  std::vector<operations::MembershipFlaw> members;
  std::optional<operations::ViewsReport> views;  ///< empty when the ledger itself is flawed
};

Result<operations::ViewsReport> RebuildViews(const Common& common, store::Store& store) {
  NUONG_TRY(const std::string folder, FindRegulations(common));
  const std::string id = FoundedWith(store);
  if (id.empty()) return operations::ViewsReport{};
  NUONG_TRY(const auto regulation, LoadRegulation(folder, id));
  return operations::CompareViews(store, regulation);
}

Result<ledger::WitnessPolicy> ReadPolicy(const std::string& file) {
  NUONG_TRY(const std::string text, ReadTextFile(file));
  return ledger::WitnessPolicy::Parse(text);
}

std::string NamesOf(const std::set<std::string>& names) {
  std::string joined;
  for (const std::string& name : names) joined += (joined.empty() ? "" : ", ") + name;
  return joined;
}

int Print(const Common& common, const Report& report) {
  const bool whole =
      report.proof.flaws.empty() && report.members.empty() && report.views && report.views->differences.empty();
  if (common.json) {
    Value::Array flaws;
    for (const ledger::Flaw& flaw : report.proof.flaws) {
      flaws.push_back(Value::Object{{"sequence", static_cast<std::int64_t>(flaw.sequence)},
                                    {"id", flaw.id},
                                    {"message", Say(common, flaw.message)}});
    }
    for (const operations::MembershipFlaw& flaw : report.members) {
      flaws.push_back(Value::Object{{"sequence", static_cast<std::int64_t>(flaw.sequence)},
                                    {"id", flaw.id},
                                    {"message", Say(common, flaw.message)}});
    }
    Value::Array differences;
    if (report.views) {
      for (const std::string& difference : report.views->differences) differences.emplace_back(difference);
    }
    fmt::print("{}\n", WriteJson(Value::Object{{"size", static_cast<std::int64_t>(report.proof.size)},
                                               {"root", report.proof.root},
                                               {"checkpoints", static_cast<std::int64_t>(report.proof.checkpoints)},
                                               {"witnessed", static_cast<std::int64_t>(report.proof.witnessed)},
                                               {"flaws", std::move(flaws)},
                                               {"view_differences", std::move(differences)},
                                               {"whole", whole}}));
    return whole ? 0 : 1;
  }
  for (const ledger::Flaw& flaw : report.proof.flaws) fmt::print("{} [{}]\n", Say(common, flaw.message), flaw.id);
  for (const operations::MembershipFlaw& flaw : report.members) {
    fmt::print("{} [{}]\n", Say(common, flaw.message), flaw.id);
  }
  if (report.views) {
    for (const std::string& difference : report.views->differences) {
      fmt::print("{}: {}\n", Say(common, {"Bảng xem khác với sổ cái", "A view differs from the ledger"}), difference);
    }
  }
  fmt::print("{}\n", Say(common, whole ? Text{"Sổ cái nguyên vẹn.", "The ledger is whole."}
                                       : Text{"Sổ cái KHÔNG nguyên vẹn.", "The ledger is NOT whole."}));
  fmt::print("{}: {} · {}: {} · {}: {}\n", Say(common, {"số dòng", "entries"}), report.proof.size,
             Say(common, {"mốc đã ký", "signed checkpoints"}), report.proof.checkpoints, Say(common, {"gốc", "root"}),
             report.proof.root);
  if (report.proof.witnessed > 0) {
    fmt::print("{}: {} ({})\n", Say(common, {"nhân chứng đã ký tới dòng", "witnessed up to entry"}),
               report.proof.witnessed, NamesOf(report.proof.cosigners));
  }
  return whole ? 0 : 1;
}

}  // namespace

int VerifyDirectory(const Common& common, const VerifyOptions& options) {
  const auto store = store_sqlite::OpenSqliteForReading({.directory = options.data});
  if (!store.ok()) return Fail(common, store.error());
  std::optional<ledger::WitnessPolicy> policy;
  if (!options.witnesses.empty()) {
    auto parsed = ReadPolicy(options.witnesses);
    if (!parsed.ok()) return Fail(common, parsed.error());
    policy = *std::move(parsed);
  }
  Report report;
  const auto read = (*store)->Read([&](store::Reader& reader) -> Result<void> {
    report.proof = ledger::Verify(reader, options.signer, policy ? &*policy : nullptr);
    NUONG_TRY(report.members, operations::VerifyMembers(reader, options.signer));
    return {};
  });
  if (!read.ok()) return Fail(common, read.error());
  if (report.proof.flaws.empty()) {
    auto views = RebuildViews(common, **store);
    if (!views.ok()) return Fail(common, views.error());
    report.views = *std::move(views);
  }
  return Print(common, report);
}

}  // namespace nuong::app
