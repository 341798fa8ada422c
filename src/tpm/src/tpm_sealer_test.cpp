#include "nuong/tpm/tpm_sealer.hpp"

#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <signal.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <tss2/tss2_esys.h>
#include <tss2/tss2_tctildr.h>
#include <unistd.h>

#include <array>
#include <filesystem>
#include <functional>
#include <new>

#include "in_child.hpp"
#include "nuong/vault/vault.hpp"

extern char** environ;

/// Against swtpm, a TPM 2.0 in software: each chip is a folder, each start of it another power cycle.
namespace nuong::tpm {
namespace {

namespace fs = std::filesystem;

/// Binds to a loopback port or connects to it; true when that can be done.
bool Can(decltype(::connect)* reach, std::uint16_t port) {
  const int probe = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  const bool is_done = reach(probe, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0;
  ::close(probe);
  return is_done;
}

class Chip {
 public:
  Chip() {
    char name[] = "/tmp/nuong-tpm-XXXXXX";
    folder_ = ::mkdtemp(name);
    PowerOn();
  }
  Chip(const Chip&) = delete;
  Chip& operator=(const Chip&) = delete;
  ~Chip() {
    PowerOff();
    fs::remove_all(folder_);
  }

  void PowerOn() {
    static std::uint16_t next = static_cast<std::uint16_t>(20'000 + ::getpid() % 20'000);
    do {
      next = static_cast<std::uint16_t>(next + 2);
    } while (!Can(::bind, next) || !Can(::bind, static_cast<std::uint16_t>(next + 1)));
    port_ = next;
    const std::string state = "dir=" + folder_;
    const std::string server = "type=tcp,bindaddr=127.0.0.1,port=" + std::to_string(port_);
    const std::string control = "type=tcp,bindaddr=127.0.0.1,port=" + std::to_string(port_ + 1);
    std::array<const char*, 11> words = {
        "swtpm",    "socket",       "--tpm2", "--tpmstate",    state.c_str(),
        "--server", server.c_str(), "--ctrl", control.c_str(), "--flags=not-need-init,startup-clear",
        nullptr};
    ASSERT_EQ(::posix_spawnp(&process_, "swtpm", nullptr, nullptr, const_cast<char* const*>(words.data()), environ), 0);
    for (int tries = 0; tries < 500 && !Can(::connect, static_cast<std::uint16_t>(port_ + 1)); ++tries)
      ::usleep(10'000);
  }
  void PowerOff() {
    if (process_ <= 0) return;
    ::kill(process_, SIGTERM);
    ::waitpid(process_, nullptr, 0);
    process_ = 0;
  }
  std::string where() const { return "swtpm:host=127.0.0.1,port=" + std::to_string(port_); }
  TpmSealer Sealer(std::string_view pin = "") const { return {where(), pin}; }

 private:
  std::string folder_;
  std::uint16_t port_ = 0;
  pid_t process_ = 0;
};

std::array<std::uint8_t, 32> Seed() {
  std::array<std::uint8_t, 32> seed{};
  for (std::size_t at = 0; at < seed.size(); ++at) seed[at] = static_cast<std::uint8_t>(at * 7 + 1);
  return seed;
}

std::string Sealed(const Chip& chip, std::string_view pin = "") {
  auto sealed = chip.Sealer(pin).Seal(Seed());
  if (!sealed.ok()) ADD_FAILURE() << sealed.error().id << " " << sealed.error().note;
  return sealed.ok() ? *sealed : "";
}

/// "opened", or the stable code of what came instead.
std::string Opened(TpmSealer sealer, const std::string& sealed) {
  const auto seed = sealer.Unseal(sealed);
  if (!seed.ok()) return seed.error().id;
  const auto want = Seed();
  return std::equal(seed->bytes().begin(), seed->bytes().end(), want.begin(), want.end()) ? "opened" : "another seed";
}

TEST(TpmSealer, OpensWhatItSealedAlsoAfterThePowerWasOff) {
  Chip chip;
  const std::string sealed = Sealed(chip);
  EXPECT_FALSE(TakesPin(sealed));
  EXPECT_EQ(Opened(chip.Sealer(), sealed), "opened");
  chip.PowerOff();
  chip.PowerOn();
  EXPECT_EQ(Opened(chip.Sealer(), sealed), "opened");
  EXPECT_EQ(Opened(chip.Sealer("a passphrase for something else"), sealed), "opened");
}

TEST(TpmSealer, HoldsNoSeedInTheClear) {
  Chip chip;
  const std::string sealed = Sealed(chip);
  const auto seed = Seed();
  EXPECT_EQ(sealed.find(std::string(seed.begin(), seed.end())), std::string::npos);
  EXPECT_NE(Sealed(chip), sealed) << "each time anew";
}

TEST(TpmSealer, WithAPinOpensByItAlone) {
  Chip chip;
  const std::string sealed = Sealed(chip, "bến đò cuối sông");
  EXPECT_TRUE(TakesPin(sealed));
  EXPECT_EQ(Opened(chip.Sealer("bến đò cuối sông"), sealed), "opened");
  EXPECT_EQ(Opened(chip.Sealer("bến đò đầu sông"), sealed), "root_key_pin_wrong");
  EXPECT_EQ(Opened(chip.Sealer(), sealed), "root_key_pin_missing");
  std::string as_without = sealed;
  as_without[1] = 0;
  EXPECT_EQ(Opened(chip.Sealer(), as_without), "root_key_pin_wrong") << "the TPM asks, whatever the file says";
}

TEST(TpmSealer, CountsWrongPinsAndThenAnswersNobody) {
  Chip chip;
  const std::string sealed = Sealed(chip, "1234");
  const std::string without = Sealed(chip);
  std::string last;
  for (int tries = 0; tries < 100 && last != "root_key_tpm_locked"; ++tries) last = Opened(chip.Sealer("4321"), sealed);
  EXPECT_EQ(last, "root_key_tpm_locked");
  EXPECT_EQ(Opened(chip.Sealer("1234"), sealed), "root_key_tpm_locked");
  EXPECT_EQ(Opened(chip.Sealer(), without), "opened") << "what has no PIN is not shut by others' tries";
}

TEST(TpmSealer, AnotherChipDoesNotOpenIt) {
  Chip chip;
  Chip other;
  EXPECT_EQ(Opened(other.Sealer(), Sealed(chip)), "root_key_tpm_refused");
  EXPECT_EQ(Opened(other.Sealer("1234"), Sealed(chip, "1234")), "root_key_tpm_refused");
}

TEST(TpmSealer, TellsWhenThereIsNone) {
  Chip chip;
  const std::string sealed = Sealed(chip);
  chip.PowerOff();
  EXPECT_EQ(Opened(chip.Sealer(), sealed), "root_key_tpm_absent");
  EXPECT_EQ(Opened({"device:/dev/no-such-chip", ""}, sealed), "root_key_tpm_absent");
  EXPECT_EQ(Opened({"no such way", ""}, sealed), "root_key_tpm_absent");
  EXPECT_EQ(TpmSealer("device:/dev/no-such-chip", "").Seal(Seed()).error().id, "root_key_tpm_absent");
}

TEST(TpmSealer, OpensNothingThatWasAlteredOrCut) {
  Chip chip;
  const std::string sealed = Sealed(chip);
  for (std::size_t at = 0; at < sealed.size(); ++at) {
    std::string altered = sealed;
    altered[at] = static_cast<char>(altered[at] ^ (1 << (at % 8)));
    EXPECT_NE(Opened(chip.Sealer("1234"), altered), "opened") << "byte " << at;
  }
  for (std::size_t size = 0; size < sealed.size(); size += 7) {
    EXPECT_EQ(Opened(chip.Sealer(), sealed.substr(0, size)), "root_key_tpm_refused") << size;
  }
  EXPECT_EQ(Opened(chip.Sealer(), sealed + "x"), "root_key_tpm_refused");
  EXPECT_EQ(Opened(chip.Sealer(), "\x01" + std::string(5000, '\0')), "root_key_tpm_refused");
}

/// What the chip's owner does with it behind our back.
void AsOwner(const Chip& chip, const std::function<TSS2_RC(ESYS_CONTEXT*)>& deed) {
  TSS2_TCTI_CONTEXT* way = nullptr;
  ESYS_CONTEXT* esys = nullptr;
  ASSERT_EQ(Tss2_TctiLdr_Initialize(chip.where().c_str(), &way), TSS2_RC_SUCCESS);
  ASSERT_EQ(Esys_Initialize(&esys, way, nullptr), TSS2_RC_SUCCESS);
  EXPECT_EQ(deed(esys), TSS2_RC_SUCCESS);
  Esys_Finalize(&esys);
  Tss2_TctiLdr_Finalize(&way);
}

TEST(TpmSealer, AClearedChipDoesNotOpenIt) {
  Chip chip;
  const std::string sealed = Sealed(chip);
  AsOwner(chip, [](ESYS_CONTEXT* esys) {
    return Esys_Clear(esys, ESYS_TR_RH_LOCKOUT, ESYS_TR_PASSWORD, ESYS_TR_NONE, ESYS_TR_NONE);
  });
  EXPECT_EQ(Opened(chip.Sealer(), sealed), "root_key_tpm_refused");
}

TEST(TpmSealer, TellsAnOwnersPasswordFromAnotherMachine) {
  Chip chip;
  const std::string sealed = Sealed(chip);
  AsOwner(chip, [](ESYS_CONTEXT* esys) {
    const TPM2B_AUTH secret{4, {'a', 'b', 'c', 'd'}};
    return Esys_HierarchyChangeAuth(esys, ESYS_TR_RH_OWNER, ESYS_TR_PASSWORD, ESYS_TR_NONE, ESYS_TR_NONE, &secret);
  });
  EXPECT_EQ(Opened(chip.Sealer(), sealed), "root_key_tpm_unfit");
  EXPECT_EQ(chip.Sealer().Seal(Seed()).error().id, "root_key_tpm_unfit");
}

TEST(InChild, WhatThrowsEndsThereAndWhatHangsIsEnded) {
  EXPECT_EQ(InChild([]() -> Answer { throw std::bad_alloc(); }).outcome, Outcome::kBroken);
  const auto hangs = []() -> Answer {
    ::pause();
    return {Outcome::kDone, 0, {}};
  };
  EXPECT_EQ(InChild(hangs, std::chrono::milliseconds(50)).outcome, Outcome::kBroken);
}

TEST(InChild, WhatDiesOrSaysTooMuchIsBroken) {
  EXPECT_EQ(InChild([]() -> Answer { ::_exit(0); }).outcome, Outcome::kBroken);
  EXPECT_EQ(InChild([]() -> Answer { return {Outcome::kDone, 0, vault::Secret(100'000)}; }).outcome, Outcome::kBroken);
  const Answer said = InChild([]() -> Answer { return {Outcome::kLocked, 0x921, {}}; });
  EXPECT_EQ(said.outcome, Outcome::kLocked);
  EXPECT_EQ(said.code, 0x921u);
}

}  // namespace
}  // namespace nuong::tpm
