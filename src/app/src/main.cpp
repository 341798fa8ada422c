#include <sys/prctl.h>
#include <sys/resource.h>

#include <CLI/CLI.hpp>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <string>
#include <string_view>

#include "commands.hpp"
#include "nuong/picture/picture.hpp"
#include "nuong/vault/vault.hpp"

namespace nuong::app {
namespace {

Language LanguageOf(const std::string& name) { return name == "en" ? Language::kEnglish : Language::kVietnamese; }

std::string UsualLanguage() {
  const char* given = std::getenv("NUONG_LANG");
  const char* locale = given != nullptr ? given : std::getenv("LANG");
  return locale != nullptr && std::string(locale).starts_with("en") ? "en" : "vi";
}

/// All commands with their options; the one chosen sets `exit_code` when parsing ends.
class CommandLine {
 public:
  CommandLine() : app_("Nương: lean on us / nương tựa") {
    app_.require_subcommand(1);
    app_.add_option("--lang", language_, "vi | en")->check(CLI::IsMember({"vi", "en"}));
    app_.add_option("--regulations", common_.regulations, "folder of regulations / thư mục quy chế");
    app_.add_flag("--json", common_.json, "for machines / cho máy đọc");
    app_.parse_complete_callback([this] { common_.language = LanguageOf(language_); });
    AddServe();
    AddCheck();
    AddScenario();
    AddVerify();
    AddMonitor();
    AddWitness();
    AddRootKey();
    AddBackup();
    AddRestore();
    AddFound();
    AddRecover();
    AddUser();
    AddDeadline();
    AddReform();
    AddBenchmark();
    app_.add_subcommand("openapi", "the API's description / bản mô tả API")->callback([this] {
      run_ = [] { return PrintOpenApi(); };
    });
  }

  int Run(int argc, char** argv) {
    try {
      app_.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
      return app_.exit(error);
    }
    common_.language = LanguageOf(language_);
    return run_();
  }

 private:
  CLI::App* Command(const std::string& name, const std::string& about) {
    return app_.add_subcommand(name, about)->fallthrough();
  }

  void AddServe() {
    CLI::App* command = Command("serve", "run the whole system / chạy hệ thống");
    command->add_option("--data", serve_.data, "data directory / thư mục dữ liệu")->required();
    command->add_option("--beside", serve_.beside,
                        "further directories, each at http://NAME.localhost / thư mục mở song song");
    command->add_option("--port", serve_.port, "0: any free one / 0: cổng trống bất kỳ");
    command->add_option("--address", serve_.address, "where to listen / địa chỉ lắng nghe");
    command->add_option("--regulation", serve_.regulation, "of a new directory / của thư mục mới");
    command->add_option("--witnesses", serve_.witnesses, "who cosigns: a tlog-policy file / tệp nhân chứng");
    command->add_option("--proposed", serve_.proposed, "changed regulations to review / quy chế đề xuất để rà soát");
    command->add_option("--checkpoint-seconds", serve_.checkpoint_seconds, "between signed roots / giây giữa hai mốc")
        ->check(CLI::Range(1, 3600));
    command->add_flag("--demo", serve_.demo, "found a new directory with demo members / lập thư mục mẫu");
    command->callback([this] { run_ = [this] { return Serve(common_, serve_); }; });
  }
  void AddCheck() {
    CLI::App* command = Command("check", "check regulations / kiểm tra quy chế");
    command->add_option("regulation", check_.regulation, "its id; all when absent / bỏ trống: tất cả");
    command->add_flag("--coverage", check_.coverage, "clause by clause / theo từng điều khoản");
    command->add_option("--list", check_.list, "items of a kind: duty, document … / liệt kê một loại mục");
    CLI::Option* against = command->add_option("--against", check_.against,
                                               "what has moved since this folder / thay đổi gì so với thư mục này");
    command->add_flag("--access", check_.access, "ask every abstract request / hỏi mọi yêu cầu truy cập");
    command->add_option("--table", check_.tables, "of access, by hand / bảng quyền lập tay")->needs("--access");
    command->add_flag("--tables-only", check_.tables_only, "ask the tables alone / chỉ hỏi các bảng")->needs("--table");
    command->add_flag("--requests", check_.requests, "print rules and requests / in quy tắc và yêu cầu")
        ->needs("--access");
    command->add_flag("--spoil", check_.spoil, "spoil each rule, see who notices / làm sai từng quy tắc")
        ->needs("--table");
    command->add_option("--data", check_.data, "and of the cases here / và của hồ sơ trong thư mục này")
        ->needs(against);
    command->callback([this] { run_ = [this] { return CheckAsTold(); }; });
  }
  void AddScenario() {
    CLI::App* command = Command("scenario", "play stories through the real operations / chạy tình huống");
    command->add_option("files", scenario_.files, "scenario files")->required();
    command->add_option("--data", scenario_.data, "leave the data directory here / để lại thư mục dữ liệu");
    command->callback([this] { run_ = [this] { return RunScenarios(common_, scenario_); }; });
  }
  void AddVerify() {
    CLI::App* command = Command("verify", "prove a data directory / kiểm chứng thư mục dữ liệu");
    command->add_option("directory", verify_.data, "data directory")->required();
    command->add_option("--signer", verify_.signer, "the log's public key, hex / khóa công khai của sổ cái");
    command->add_option("--witnesses", verify_.witnesses, "your tlog-policy file / tệp nhân chứng của bạn");
    command->callback([this] { run_ = [this] { return VerifyDirectory(common_, verify_); }; });
  }
  void AddMonitor() {
    CLI::App* command = Command("monitor", "take every decision on record again / kiểm lại mọi quyết định đã ghi");
    command->add_option("directory", monitor_.data, "data directory / thư mục dữ liệu")->required();
    command->add_option("--state", monitor_.state, "file that remembers the last run / tệp nhớ lần trước")->required();
    command->add_option("--older", monitor_.older, "folders of older regulations / quy chế những thời trước");
    command->add_option("--signer", monitor_.signer, "the log's public key, hex / khóa công khai của sổ cái");
    command->callback([this] { run_ = [this] { return MonitorDirectory(common_, monitor_); }; });
  }
  CLI::App* WitnessCommand(CLI::App* parent, const std::string& name, const std::string& about,
                           WitnessOptions::What what) {
    CLI::App* command = parent->add_subcommand(name, about)->fallthrough();
    command->add_option("directory", witness_.directory, "the witness' own directory / thư mục của nhân chứng")
        ->required();
    command->callback([this, what] {
      witness_.what = what;
      run_ = [this] { return RunWitness(common_, witness_); };
    });
    return command;
  }
  void AddWitness() {
    using What = WitnessOptions::What;
    CLI::App* parent =
        Command("witness", "watch a ledger from outside / làm chứng cho một sổ cái")->require_subcommand(1);
    WitnessCommand(parent, "found", "make a witness / lập nhân chứng", What::kFound)
        ->add_option("--name", witness_.name, "that it signs under / tên để ký")
        ->required();
    WitnessCommand(parent, "trust", "take a log's checkpoints / nhận một sổ", What::kTrust)
        ->add_option("log", witness_.log, "the log's key / khóa của sổ")
        ->required();
    WitnessCommand(parent, "key", "print its key / in khóa", What::kKey);
    WitnessCommand(parent, "sign", "cosign a request that was carried here / ký yêu cầu mang tới", What::kSign)
        ->add_option("file", witness_.file, "standard input when absent / bỏ trống: đầu vào chuẩn");
    CLI::App* serve = WitnessCommand(parent, "serve", "cosign over the network / ký qua mạng", What::kServe);
    serve->add_option("--port", witness_.port, "0: any free one / 0: cổng trống bất kỳ");
    serve->add_option("--address", witness_.address, "where to listen / địa chỉ lắng nghe");
  }
  void AddRootKey() {
    using What = RootKeyOptions::What;
    CLI::App* parent = Command("root-key", "what opens the root key / khóa gốc mở bằng gì")->require_subcommand(1);
    const auto add = [&](const std::string& name, const std::string& about, What what) {
      CLI::App* command = parent->add_subcommand(name, about)->fallthrough();
      command->add_option("directory", root_key_.directory, "data directory / thư mục dữ liệu")->required();
      command->callback([this, what] {
        root_key_.what = what;
        run_ = [this] { return RunRootKey(common_, root_key_); };
      });
    };
    add("status", "what opens it now / hiện mở bằng gì", What::kStatus);
    add("seal", "seal it to this machine's TPM / niêm phong vào TPM của máy này", What::kSeal);
    add("reseal", "to another machine or PIN, by the printed key / sang máy khác hoặc PIN khác", What::kReseal);
    add("reprint", "a new printed key in place of the old / in khóa mới thay khóa in cũ", What::kReprint);
    add("open", "back to a plain file, by the printed key / trở lại tệp thường", What::kOpen);
  }
  void AddBackup() {
    CLI::App* key = Command("backup-key", "make the key backups are sealed to / tạo khóa sao lưu");
    key->add_option("file", backup_key_, "new file; keep it elsewhere / tệp mới; cất ở nơi khác")->required();
    key->callback([this] { run_ = [this] { return MakeBackupKey(common_, backup_key_); }; });
    CLI::App* command = Command("backup", "seal a copy of a directory in use / sao lưu, niêm phong");
    command->add_option("directory", backup_.data, "data directory")->required();
    command->add_option("to", backup_.to, "folder for the two files / nơi đặt hai tệp")->required();
    command->add_option("--key", backup_.key, "public key from backup-key / khóa công khai")->required();
    command->callback([this] { run_ = [this] { return Backup(common_, backup_); }; });
  }
  void AddRestore() {
    CLI::App* command = Command("restore", "bring a directory back and prove it / khôi phục và kiểm chứng");
    command->add_option("directory", restore_.to, "new data directory / thư mục dữ liệu mới")->required();
    command->add_option("--data", restore_.data_file, "the .data file / tệp .data")->required();
    command->add_option("--keyring", restore_.keyring_file, "the .keyring file, as old or newer / tệp .keyring")
        ->required();
    command->add_option("--key", restore_.key_file, "file from backup-key / tệp khóa sao lưu")->required();
    command->add_option("--signer", restore_.signer, "the log's public key, hex / khóa công khai của sổ cái");
    command->callback([this] { run_ = [this] { return Restore(common_, restore_); }; });
  }
  void AddFound() {
    CLI::App* command = Command("found", "found a directory with its first members / lập thư mục dữ liệu");
    command->add_option("directory", found_.data, "data directory / thư mục dữ liệu")->required();
    command->add_option("--regulation", found_.regulation, "its regulation / quy chế")->required();
    command->add_option("--members", found_.members, "YAML file of the first members / tệp thành viên")->required();
    command->callback([this] { run_ = [this] { return FoundDirectory(common_, found_); }; });
  }
  void AddRecover() {
    CLI::App* command = Command("recover", "let somebody in with three of five shares / khôi phục bằng ba mảnh khóa");
    command->add_option("directory", recover_.data, "data directory / thư mục dữ liệu")->required();
    CLI::Option* drill = command->add_flag("--try", recover_.is_drill, "write nothing / chỉ thử, không ghi");
    CLI::Option* member = command->add_option("--member", recover_.member, "her name / tên đăng nhập mới");
    member->excludes(drill);
    for (const auto& [name, value, about] : {std::tuple("--unit", &recover_.unit, "her unit / cơ quan"),
                                             std::tuple("--title-vi", &recover_.title_vi, "chức danh"),
                                             std::tuple("--title-en", &recover_.title_en, "title")}) {
      CLI::Option* option = command->add_option(name, *value, about);
      option->needs(member);
      member->needs(option);
    }
    command->callback([this] { run_ = [this] { return Recover(common_, recover_); }; });
  }
  void AddUser() {
    CLI::App* command = Command("user", "list members, or add one / liệt kê, thêm thành viên");
    command->add_option("--data", user_.data, "data directory")->required();
    command->add_option("--add", user_.add, "name of the new member / tên đăng nhập mới");
    command->add_option("--unit", user_.unit, "her unit / cơ quan");
    command->add_option("--title-vi", user_.title_vi, "chức danh");
    command->add_option("--title-en", user_.title_en, "title");
    command->add_flag("--as-approver", user_.is_approver, "she may approve others / được phê duyệt thành viên");
    command->add_option("--approver", user_.approvers, "twice; the second is of the unit / hai người phê duyệt");
    command->callback([this] { run_ = [this] { return Users(common_, user_); }; });
  }
  void AddDeadline() {
    CLI::App* command = Command("deadline", "the last moment of a period / tính thời hạn");
    command->add_option("start", deadline_.start, "2023-06-05T09:00+07:00")->required();
    command->add_option("rules", deadline_.rules, "12H 3D 5WD 2M")->required();
    command->add_option("--regulation", deadline_.regulation, "whose calendar / theo lịch của quy chế nào");
    command->add_flag("--why", deadline_.why, "each skipped day / từng ngày không tính");
    command->callback([this] { run_ = [this] { return ShowDeadline(common_, deadline_); }; });
  }
  void AddReform() {
    CLI::App* command = Command("reform", "what a reform day would move / ngày chuyển đổi sẽ chuyển những gì");
    command->add_option("--data", reform_.data, "data directory / thư mục dữ liệu")->required();
    command->add_option("--on", reform_.on, "2025-07-01")->required();
    command->callback([this] { run_ = [this] { return PreviewReformDay(common_, reform_); }; });
  }
  void AddBenchmark() {
    CLI::App* command = Command("benchmark", "ratios in one run / so sánh trong một lần chạy");
    command->add_option("name", benchmark_.name,
                        "http (when absent) | looks | unseal | passwords | duties | reform | search");
    command->add_option("--cases", benchmark_.cases, "of duties and reform / số hồ sơ của phép đo duties và reform");
    command->add_option("--sheets", benchmark_.sheets, "of unseal / số phiếu của phép đo unseal");
    command->add_flag("--promela", benchmark_.promela, "search: its net, for Spin / search: mạng thử, cho Spin");
    command->callback([this] { run_ = [this] { return Benchmark(common_, benchmark_); }; });
  }

  int CheckAsTold() const {
    if (!check_.list.empty()) return ListItems(common_, check_);
    if (check_.access) return SurveyRules(common_, check_);
    if (!check_.against.empty()) return ShowMoves(common_, check_);
    return check_.coverage ? ShowCoverage(common_, check_) : Check(common_, check_);
  }

  CLI::App app_;
  Common common_;
  std::string language_ = UsualLanguage();
  std::function<int()> run_;
  ServeOptions serve_;
  CheckOptions check_;
  ScenarioOptions scenario_;
  VerifyOptions verify_;
  WitnessOptions witness_;
  MonitorOptions monitor_;
  RootKeyOptions root_key_;
  std::string backup_key_;
  BackupOptions backup_;
  RestoreOptions restore_;
  FoundOptions found_;
  RecoverOptions recover_;
  UserOptions user_;
  DeadlineOptions deadline_;
  ReformOptions reform_;
  BenchmarkOptions benchmark_;
};

/// No core dump and no debugger, whatever the command: it may have keys and passwords in memory.
void GuardMemory() {
  const rlimit none{0, 0};
  ::setrlimit(RLIMIT_CORE, &none);
  ::prctl(PR_SET_DUMPABLE, 0);
}

}  // namespace
}  // namespace nuong::app

int main(int argc, char** argv) {
  if (argc == 2 && argv[1] == std::string_view(nuong::picture::kChildCommand)) nuong::picture::LiveAsChild();
  nuong::app::GuardMemory();
  nuong::vault::StartCryptography();
  try {
    return nuong::app::CommandLine().Run(argc, argv);
  } catch (const std::exception& broken) {
    std::fprintf(stderr, "nuong: the world failed: %s\n", broken.what());
    return 3;
  }
}
