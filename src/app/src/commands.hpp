#pragma once
#include <cstdint>
#include <string>
#include <vector>

/// One function per command of `nuong`. Each prints for a person (or JSON with `json`), in the caller's language, and
/// gives the exit code: 0 only when all is well.
namespace nuong::app {

enum class Language { kVietnamese, kEnglish };

struct Common {
  Language language = Language::kVietnamese;
  bool json = false;
  std::string regulations;  ///< folder of regulations; empty: found beside the program
};

struct ServeOptions {
  std::string data;
  std::vector<std::string> beside;  ///< further data directories, each under the host "<its name>.<host>"
  std::uint16_t port = 8080;
  std::string address = "127.0.0.1";
  std::string regulation = "hcmc";
  bool demo = false;
  std::string witnesses;  ///< file with a C2SP tlog-policy to bring into use
  std::string proposed;   ///< folder of regulations with a change to be reviewed; empty: none
  int checkpoint_seconds = 60;
};
int Serve(const Common& common, const ServeOptions& options);

struct CheckOptions {
  std::string regulation;           ///< empty: all
  bool coverage = false;            ///< ShowCoverage instead
  std::string list;                 ///< a kind of item: ListItems instead
  std::string against;              ///< a folder of regulations: ShowMoves instead
  std::string data;                 ///< with `against`: a data directory whose cases are looked at
  bool access = false;              ///< SurveyRules instead; with `against`: what the rules answer otherwise
  std::vector<std::string> tables;  ///< with `access`: tables written by hand to hold the rules against
  bool tables_only = false;         ///< of access: the tables, without asking every request
  bool requests = false;            ///< with `access`: print rules and requests with their answers, one JSON a line
  bool spoil = false;               ///< with `table`: spoil every rule and see who notices
};
int Check(const Common& common, const CheckOptions& options);
/// What the access rules say to every abstract request, and whether any of it must not be.
int SurveyRules(const Common& common, const CheckOptions& options);
int ShowCoverage(const Common& common, const CheckOptions& options);
int ListItems(const Common& common, const CheckOptions& options);
/// What the folder of regulations in use moves against another state of it.
int ShowMoves(const Common& common, const CheckOptions& options);

struct ScenarioOptions {
  std::vector<std::string> files;
  std::string data;  ///< empty: a temporary directory
};
int RunScenarios(const Common& common, const ScenarioOptions& options);

struct VerifyOptions {
  std::string data;
  std::string signer;     ///< hex; empty: the key kept in the directory
  std::string witnesses;  ///< file with the C2SP tlog-policy the checkpoints must satisfy
};
int VerifyDirectory(const Common& common, const VerifyOptions& options);

struct MonitorOptions {
  std::string data;
  std::string state;               ///< file that remembers the last run
  std::vector<std::string> older;  ///< folders with older states of the regulations
  std::string signer;              ///< as VerifyOptions
};
int MonitorDirectory(const Common& common, const MonitorOptions& options);

struct WitnessOptions {
  enum class What { kFound, kTrust, kKey, kSign, kServe };
  What what = What::kKey;
  std::string directory;
  std::string name;  ///< of kFound
  std::string log;   ///< of kTrust: C2SP verifier key
  std::string file;  ///< of kSign; empty: standard input
  std::string address = "127.0.0.1";
  std::uint16_t port = 0;
};
int RunWitness(const Common& common, const WitnessOptions& options);

struct RootKeyOptions {
  enum class What { kStatus, kSeal, kReseal, kReprint, kOpen };
  What what = What::kStatus;
  std::string directory;
};
/// What opens the root key of a directory, and changing it. The printed key is shown once and typed, never an option.
int RunRootKey(const Common& common, const RootKeyOptions& options);

/// Makes the key that backups are sealed to, for a place that is not the server; prints its public half.
int MakeBackupKey(const Common& common, const std::string& path);

struct BackupOptions {
  std::string data;
  std::string to;   ///< folder; two new files are made in it
  std::string key;  ///< public key, hex
};
/// Beside a running server or on a stopped directory.
int Backup(const Common& common, const BackupOptions& options);

struct RestoreOptions {
  std::string to;  ///< a directory that does not exist yet
  std::string data_file;
  std::string keyring_file;
  std::string key_file;  ///< made by MakeBackupKey
  std::string signer;    ///< hex; empty: the key kept in the data
};
int Restore(const Common& common, const RestoreOptions& options);

struct UserOptions {
  std::string data;
  std::string add;  ///< name of the new member; empty: list
  std::string unit;
  std::string title_vi;
  std::string title_en;
  bool is_approver = false;
  std::vector<std::string> approvers;  ///< two; the second is of the unit
};
int Users(const Common& common, const UserOptions& options);

struct FoundOptions {
  std::string data;
  std::string regulation;
  std::string members;  ///< YAML file of the first members
};
/// Founds a real directory: the members' passwords are asked for one after the other. Prints the five shares of the
/// recovery key, which is kept nowhere.
int FoundDirectory(const Common& common, const FoundOptions& options);

struct RecoverOptions {
  std::string data;
  bool is_drill = false;  ///< only see whether three shares open what they should
  std::string member;     ///< to be let in, as an approver
  std::string unit;
  std::string title_vi;
  std::string title_en;
};
/// Asks for three shares of the recovery key.
int Recover(const Common& common, const RecoverOptions& options);

struct DeadlineOptions {
  std::string regulation = "hcmc";  ///< whose calendar
  std::string start;
  std::vector<std::string> rules;
  bool why = false;
};
int ShowDeadline(const Common& common, const DeadlineOptions& options);

struct ReformOptions {
  std::string data;
  std::string on;  ///< the first day without the ended units
};
/// Shows what would move; proposing and confirming need a member's session, so they are done in the browser.
int PreviewReformDay(const Common& common, const ReformOptions& options);

struct BenchmarkOptions {
  std::string name;
  int cases = 100'000;   ///< of "duties" and "reform"
  int sheets = 200'000;  ///< of "unseal"
  bool promela = false;  ///< with "search": only print its net, for Spin
};
int Benchmark(const Common& common, const BenchmarkOptions& options);
int BenchmarkSearch(const Common& common, const BenchmarkOptions& options);

int PrintOpenApi();

}  // namespace nuong::app
