#include <fmt/core.h>
#include <sys/signalfd.h>

#include <csignal>
#include <cstdio>
#include <iostream>
#include <iterator>

#include "data_directory.hpp"
#include "http_text.hpp"
#include "messages.hpp"
#include "nuong/ledger/witness.hpp"
#include "nuong/store_sqlite/store_sqlite.hpp"
#include "root_key_file.hpp"
#include "server_log.hpp"
#include "split_views.hpp"
#include "witnesses.hpp"

namespace nuong::app {
namespace {

/// A witness' directory in use.
struct WitnessDirectory {
  std::unique_ptr<store::Store> store;
  std::shared_ptr<const vault::RootKey> key;

  ledger::Witness witness() const { return {*store, *key}; }
};

/// A key is made only for a new one: nobody would know a witness by another.
Result<WitnessDirectory> OpenWitness(const std::string& directory, bool may_make) {
  WitnessDirectory opened;
  vault::SystemRandom random;
  NUONG_TRY(opened.store, store_sqlite::OpenSqlite({.directory = directory}));
  NUONG_TRY(opened.key, OpenRootKey(directory, random, may_make));
  return opened;
}

std::uint64_t Seconds() { return static_cast<std::uint64_t>(SystemClock().Now().us / 1'000'000); }

Result<std::string> ReadRequest(const std::string& file) {
  if (!file.empty()) return ReadTextFile(file);
  return std::string(std::istreambuf_iterator<char>(std::cin), {});
}

int PrintKey(const Common& common, const ledger::Witness& witness) {
  const auto key = witness.key();
  if (!key.ok()) return Fail(common, key.error());
  fmt::print("{}\n", key->text());
  return 0;
}

/// Whoever has cosigned this very checkpoint last, but whose answer was lost on its way, answers again. What she signed
/// is saved before she answers; the house, that has no answer, still asks from what it knew before.
Result<ledger::WitnessAnswer> AnswerCarried(ledger::Witness& witness, const std::string& request) {
  NUONG_TRY(ledger::WitnessAnswer answer, witness.AddCheckpoint(request, Seconds()));
  const std::size_t note = request.find("\n\n");
  if (answer.status != 409 || answer.body == "0\n" || note == std::string::npos) return answer;
  // Without a proof it is the same checkpoint, or refused.
  const std::string same = ledger::WriteAddCheckpoint(std::stoull(answer.body), {}, request.substr(note + 2));
  NUONG_TRY(ledger::WitnessAnswer again, witness.AddCheckpoint(same, Seconds()));
  return again.status == 200 || again.evidence ? again : answer;
}

Text TwoLedgers(const std::string& folder) {
  Text said{"KHÔNG ký (sổ hai bản): sổ này đã ký hai mốc khác nhau cùng kích thước.",
            "NOT cosigned: this log has signed two different checkpoints of one size."};
  if (folder.empty()) return said;
  said.vi += " Bằng chứng nằm trong " + folder;
  said.en += " The evidence is kept in " + folder;
  return said;
}

/// A refusal leaves a trace: counted, for anybody can send anything; a proof that the log shows two ledgers is kept and
/// told at once, once.
void TellRefusal(const std::string& directory, const ledger::WitnessAnswer& answer, ServerLog& log) {
  if (answer.refusal.empty()) return;
  log.Refused(answer.refusal);
  if (!answer.evidence) return;
  const auto kept = KeepSplitView(directory, *answer.evidence);
  if (!kept.ok()) return log.Refused(kept.error().id);
  if (kept->is_new) log.Failed({"witness", answer.refusal, kept->folder, ""});
}

/// Offline: the request as it was photographed or carried, the cosignature to carry back.
int Sign(const Common& common, const WitnessOptions& options, ledger::Witness& witness) {
  const auto request = ReadRequest(options.file);
  if (!request.ok()) return Fail(common, request.error());
  const auto answer = AnswerCarried(witness, *request);
  if (!answer.ok()) return Fail(common, answer.error());
  if (answer->status == 200) {
    fmt::print("{}", answer->body);
    return 0;
  }
  if (answer->evidence) {
    const auto kept = KeepSplitView(options.directory, *answer->evidence);
    fmt::print(stderr, "{}\n", Say(common, TwoLedgers(kept.ok() ? kept->folder : "")));
    return kept.ok() ? 1 : Fail(common, kept.error());
  }
  const Text why =
      answer->status == 409
          ? Text{"Nhân chứng đã ký mốc khác; kích thước đã ký gần nhất là " + answer->body,
                 "The witness has cosigned another checkpoint; the size it cosigned last is " + answer->body}
          : Text{"KHÔNG ký: " + answer->body, "NOT cosigned: " + answer->body};
  fmt::print(stderr, "{}", Say(common, why));
  return 1;
}

/// Signals that stop the witness arrive here and nowhere else. Before the store is opened: it has a thread of its own,
/// which would take them and end the process.
int StopSignals() {
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGINT);
  sigaddset(&signals, SIGTERM);
  ::pthread_sigmask(SIG_BLOCK, &signals, nullptr);
  return ::signalfd(-1, &signals, SFD_CLOEXEC);
}

int ServeWitness(const Common& common, const WitnessOptions& options, ledger::Witness& witness, int stop) {
  const auto key = witness.key();
  if (!key.ok()) return Fail(common, key.error());
  ServerLog log;
  const auto served = ServeText(
      options.address, options.port, stop,
      [&](std::uint16_t port) {
        fmt::print("{} http://{}:{}\n{}\n", Say(common, {"Nhân chứng đang nghe tại", "The witness listens at"}),
                   options.address, port, key->text());
        std::fflush(stdout);
      },
      [&](const std::string& path, const std::string& body) -> TextAnswer {
        if (path != "/add-checkpoint") return {404, "text/plain; charset=utf-8", "add-checkpoint only\n"};
        const auto answer = witness.AddCheckpoint(body, Seconds());
        if (!answer.ok()) {
          log.Failed({"witness", answer.error().id, answer.error().note, ""});
          return {500, "text/plain; charset=utf-8", answer.error().id + "\n"};
        }
        TellRefusal(options.directory, *answer, log);
        return {answer->status, answer->content_type, answer->body};
      },
      [&] { log.TellRefusals(); });
  log.TellRefusals(true);
  return served.ok() ? 0 : Fail(common, served.error());
}

}  // namespace

int RunWitness(const Common& common, const WitnessOptions& options) {
  const int stop = options.what == WitnessOptions::What::kServe ? StopSignals() : -1;
  const auto opened = OpenWitness(options.directory, options.what == WitnessOptions::What::kFound);
  if (!opened.ok()) return Fail(common, opened.error());
  ledger::Witness witness = opened->witness();
  if (!options.name.empty()) {
    const auto founded = witness.Found(options.name);
    if (!founded.ok()) return Fail(common, founded.error());
  }
  if (!options.log.empty()) {
    const auto log = ledger::ParseVerifierKey(options.log);
    if (!log || log->type != ledger::KeyType::kEd25519) {
      return Fail(common, Wrong("log_key_invalid", {"Đây không phải khóa của một sổ.", "This is not a log's key."}));
    }
    const auto trusted = witness.Trust(*log);
    if (!trusted.ok()) return Fail(common, trusted.error());
  }
  if (options.what == WitnessOptions::What::kSign) return Sign(common, options, witness);
  if (options.what == WitnessOptions::What::kServe) return ServeWitness(common, options, witness, stop);
  return PrintKey(common, witness);
}

}  // namespace nuong::app
