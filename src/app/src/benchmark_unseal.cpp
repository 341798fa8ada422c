#include "benchmark_unseal.hpp"

#include <fmt/core.h>

#include "benchmark_stage.hpp"
#include "demo.hpp"
#include "messages.hpp"
#include "nuong/base/value.hpp"
#include "nuong/operations/open_case.hpp"
#include "nuong/operations/perform_act.hpp"
#include "nuong/operations/search_persons.hpp"
#include "nuong/operations/session.hpp"
#include "regulation_files.hpp"

namespace nuong::app {
namespace {

using store::Collection;

/// Begins a case with a named person, by the first demo member, and gives its id.
Result<std::string> NameSomebody(operations::Services& services, const operations::Caller& caller) {
  const Value fields = Value::Object{{"found_place", "sea"}, {"found_at", "2023-06-03T22:40:00+07:00"},
                                     {"sex", "female"},      {"age_group", "adult"},
                                     {"in_danger", false},   {"words", "Lời kể thử nghiệm"}};
  NUONG_TRY(const auto begun, operations::BeginCase(services, caller, {"begin"}, {fields}));
  NUONG_TRY(const auto received,
            operations::PerformAct(services, caller, {"receive"}, {begun.case_id, "received", begun.version, fields}));
  NUONG_TRY(const auto named, operations::PerformAct(services, caller, {"name"},
                                                     {begun.case_id, "identity_recorded", received.version,
                                                      Value::Object{{"full_name", "Người Được Dựng Lên"},
                                                                    {"birth_year", std::int64_t{2001}}}}));
  return begun.case_id;
}

/// The one sealed sheet that is there, again and again. Each is opened by itself.
Result<void> Multiply(store::Store& store, int sheets) {
  std::string key;
  std::string sealed;
  NUONG_CHECK(store.Read([&](store::Reader& reader) -> Result<void> {
    reader.Scan(Collection::kMatches, store::Prefix("sheet/"), [&](std::string_view found, std::string_view value) {
      key = found;
      sealed = value;
      return false;
    });
    return {};
  }));
  if (sealed.empty()) return Wrong("no_sheet", {"Không có phiếu nào.", "There is no match sheet."});
  return store.Write([&](store::Writer& writer) -> Result<void> {
    for (int i = 1; i < sheets; ++i) writer.Put(Collection::kMatches, fmt::format("{}-{:07}", key, i), sealed);
    return {};
  });
}

Result<double> MsToOpen(const OpenOptions& options, DataDirectory& opened) {
  opened = DataDirectory();
  const auto began = Steady::now();
  NUONG_TRY(opened, OpenDataDirectory(options));
  return MsSince(began);
}

Result<operations::Caller> SignIn(const DataDirectory& opened) {
  NUONG_TRY(const auto signed_in,
            operations::SignIn(*opened.services, {},
                               {opened.regulation->demo_members.front().id.text(), std::string(kDemoPassword)}));
  return operations::Caller{signed_in.session, "", "benchmark"};
}

Result<void> MeasureUnseal(const Common& common, int sheets) {
  NUONG_TRY(const TemporaryDirectory directory, TemporaryDirectory::Make());
  NUONG_TRY(const std::string folder, FindRegulations(common));
  const OpenOptions options{.directory = directory.path() + "/data",
                            .regulations = folder,
                            .regulation = "hcmc",
                            .demo = true,
                            .password_cost = vault::PasswordCost::kTest};
  NUONG_TRY(DataDirectory opened, OpenDataDirectory(options));
  NUONG_CHECK(FoundDemo(*opened.services, opened.regulation->demo_members));
  NUONG_TRY(operations::Caller caller, SignIn(opened));
  NUONG_TRY(const std::string case_id, NameSomebody(*opened.services, caller));
  std::vector<double> few;
  std::vector<double> many;
  for (int round = 0; round < kRounds; ++round) {
    NUONG_TRY(const double ms, MsToOpen(options, opened));
    few.push_back(ms);
  }
  NUONG_CHECK(Multiply(*opened.store, sheets));
  for (int round = 0; round < kRounds; ++round) {
    NUONG_TRY(const double ms, MsToOpen(options, opened));
    many.push_back(ms);
  }
  NUONG_TRY(caller, SignIn(opened));
  NUONG_TRY(const auto view, operations::OpenCase(*opened.services, caller, {case_id}));
  std::vector<double> searches;
  for (const auto& purpose : view.search_purposes) {
    caller.purpose = purpose.purpose;
    const auto began = Steady::now();
    NUONG_TRY(const auto answer,
              operations::SearchPersons(*opened.services, caller, {case_id, "Nguoi Khong Co Dau", 1999, std::nullopt}));
    searches.push_back(MsSince(began));
  }
  fmt::print("{}\n",
             Say(common, {fmt::format("mở thư mục có 1 phiếu {:.0f} ms, có {} phiếu {:.0f} ms: mở phiếu {:.0f} ms",
                                      Median(few), sheets, Median(many), Median(many) - Median(few)),
                          fmt::format("a directory with 1 sheet opens in {:.0f} ms, with {} in {:.0f} ms: "
                                      "unsealing them takes {:.0f} ms",
                                      Median(few), sheets, Median(many), Median(many) - Median(few))}));
  fmt::print("{} {:.0f} ms\n", Say(common, {"một lần tìm người", "one search for a person"}), Median(searches));
  return {};
}

}  // namespace

int BenchmarkUnseal(const Common& common, int sheets) {
  const auto measured = MeasureUnseal(common, sheets);
  return measured.ok() ? 0 : Fail(common, measured.error());
}

}  // namespace nuong::app
