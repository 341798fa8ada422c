#include "benchmark_reform.hpp"

#include <fmt/core.h>

#include <atomic>
#include <chrono>
#include <filesystem>
#include <thread>

#include "clocks.hpp"
#include "data_directory.hpp"
#include "demo.hpp"
#include "messages.hpp"
#include "nuong/operations/list_cases.hpp"
#include "nuong/operations/list_duties.hpp"
#include "nuong/operations/perform_act.hpp"
#include "nuong/operations/reform_day.hpp"
#include "nuong/operations/session.hpp"
#include "nuong/store_sqlite/store_sqlite.hpp"
#include "regulation_files.hpp"
#include "root_key_file.hpp"

namespace nuong::app {
namespace {

namespace fs = std::filesystem;
using Steady = std::chrono::steady_clock;

constexpr int kClerks = 64;
constexpr const char* kDay = "2025-07-01";
constexpr const char* kEnds = "commune-binh-khanh-1";
constexpr const char* kHeir = "commune-xa-binh-khanh-1";
constexpr const char* kProposes = "labour-hcmc-1";
constexpr const char* kConfirms = "police-hcmc-1";

/// A province with many open receptions of a commune that ends on the reform day.
class Province {
 public:
  Result<void> Found(const Common& common) {
    std::string name = (fs::path("/var/tmp") / "nuong-reform-XXXXXX").string();
    if (::mkdtemp(name.data()) == nullptr) {
      return Wrong("no_directory", {"Không tạo được thư mục tạm.", "No temporary directory."});
    }
    directory_ = name;
    NUONG_TRY(const std::string folder, FindRegulations(common));
    NUONG_TRY(regulation_, LoadRegulation(folder, "hcmc"));
    NUONG_TRY(store_, store_sqlite::OpenSqlite({.directory = directory_}));
    operations::World world;
    world.store = store_.get();
    world.clock = &clock_;
    world.random = &random_;
    world.regulation = regulation_;
    world.password_cost = vault::PasswordCost::kTest;
    NUONG_TRY(world.root, OpenRootKey(directory_, random_, true));
    NUONG_TRY(services_, operations::MakeServices(std::move(world)));
    return FoundDemo(*services_, regulation_->demo_members);
  }
  ~Province() {
    services_.reset();
    store_.reset();
    std::error_code ignored;
    if (!directory_.empty()) fs::remove_all(directory_, ignored);
  }
  Province() = default;
  Province(const Province&) = delete;
  Province& operator=(const Province&) = delete;

  Result<operations::Caller> SignIn(const std::string& member) {
    NUONG_TRY(const auto signed_in, operations::SignIn(*services_, {}, {member, std::string(kDemoPassword)}));
    return operations::Caller{signed_in.session, "", "benchmark"};
  }

  Result<void> Receive(const operations::Caller& clerk, int number) {
    const Value fields = Value::Object{{"found_place", "other"}, {"found_at", "2025-06-20T08:00:00+07:00"},
                                       {"sex", "female"},        {"age_group", "adult"},
                                       {"in_danger", false},     {"words", "Lời kể thử nghiệm"}};
    const std::string key = std::to_string(number);
    NUONG_TRY(const auto begun, operations::BeginCase(*services_, clerk, {"b" + key}, {fields}));
    const auto received =
        operations::PerformAct(*services_, clerk, {"r" + key}, {begun.case_id, "received", begun.version, fields});
    if (!received.ok()) return received.error();
    return {};
  }

  /// Many clerks at once, so that they share commits.
  Result<void> Fill(int cases) {
    NUONG_TRY(const operations::Caller clerk, SignIn(kEnds));
    std::atomic<int> next{0};
    std::atomic<int> failed{0};
    {
      std::vector<std::jthread> clerks;
      for (int i = 0; i < kClerks; ++i) {
        clerks.emplace_back([&] {
          for (int number = next++; number < cases; number = next++) failed += Receive(clerk, number).ok() ? 0 : 1;
        });
      }
    }
    if (failed > 0) return Wrong("fill_failed", {"Không lập được hồ sơ.", "Cases could not be made."});
    return {};
  }

  operations::Services& services() { return *services_; }
  ManualClock& clock() { return clock_; }

 private:
  std::string directory_;
  ManualClock clock_{ParseInstant("2025-06-20T08:00+07:00").value()};
  vault::SystemRandom random_;
  std::shared_ptr<const regulation::Regulation> regulation_;
  std::unique_ptr<store::Store> store_;
  std::shared_ptr<operations::Services> services_;
};

template <class Work>
auto Timed(const Common& common, const Text& what, double& total, Work work) {
  const auto began = Steady::now();
  auto outcome = work();
  const double ms = std::chrono::duration<double, std::milli>(Steady::now() - began).count();
  total += ms;
  fmt::print("{:<28} {:>9.0f} ms\n", Say(common, what), ms);
  std::fflush(stdout);
  return outcome;
}

Result<void> Measure(const Common& common, int cases) {
  Province province;
  NUONG_CHECK(province.Found(common));
  double filling = 0;
  NUONG_CHECK(Timed(common, {"lập hồ sơ", "making the cases"}, filling, [&] { return province.Fill(cases); }));
  province.clock().Set(ParseInstant("2025-07-01T08:00+07:00").value());
  operations::Services& services = province.services();
  NUONG_TRY(const operations::Caller first, province.SignIn(kProposes));
  NUONG_TRY(const operations::Caller second, province.SignIn(kConfirms));
  double total = 0;
  NUONG_TRY(const auto view, Timed(common, {"xem trước", "preview"}, total,
                                   [&] { return operations::PreviewReform(services, first, {kDay}); }));
  NUONG_TRY(const auto proposed, Timed(common, {"đề xuất", "propose"}, total,
                                       [&] { return operations::ProposeReform(services, first, {"p"}, {kDay}); }));
  NUONG_TRY(const auto keys, Timed(common, {"giao khóa khi đăng nhập", "keys at sign-in"}, total,
                                   [&] { return province.SignIn(kEnds); }));
  NUONG_TRY(const auto confirmed, Timed(common, {"xác nhận", "confirm"}, total,
                                        [&] { return operations::ConfirmReform(services, second, {"c"}, {kDay}); }));
  NUONG_TRY(const operations::Caller heir, province.SignIn(kHeir));
  NUONG_TRY(const auto home, Timed(common, {"trang đầu của cơ quan kế tục", "successor's home page"}, total,
                                   [&] { return operations::ListDuties(services, heir); }));
  NUONG_TRY(const auto rows, Timed(common, {"danh sách của cơ quan kế tục", "successor's first list"}, total, [&] {
              return operations::ListCases(services, heir, {std::nullopt, 50});
            }));
  std::int64_t duties = 0;
  for (const operations::ReformCountView& count : view.duties) duties += count.count;
  fmt::print("{} {} · {} {} · {} {} · {} {}\n{} {:.1f} s\n", Say(common, {"hồ sơ", "cases"}), view.cases,
             Say(common, {"việc đang mở", "open duties"}), duties,
             Say(common, {"việc trên trang đầu", "on the home page"}), home.mine.size(), Say(common, {"dòng", "rows"}),
             rows.rows.size(), Say(common, {"ngày chuyển đổi, tất cả", "reform day, all of it"}), total / 1000);
  return {};
}

}  // namespace

int BenchmarkReform(const Common& common, int cases) {
  const auto measured = Measure(common, cases);
  return measured.ok() ? 0 : Fail(common, measured.error());
}

}  // namespace nuong::app
