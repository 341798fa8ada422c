#include "in_child.hpp"

#include <fcntl.h>
#include <poll.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstring>
#include <span>
#include <vector>

namespace nuong::tpm {
namespace {

/// outcome 1 | code 4 | bytes
constexpr std::size_t kHead = 1 + sizeof(std::uint32_t);
constexpr std::size_t kMost = 4096;

bool WriteAll(int to, std::span<const std::uint8_t> bytes) {
  while (!bytes.empty()) {
    const ssize_t written = ::write(to, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) return false;
    bytes = bytes.subspan(static_cast<std::size_t>(written));
  }
  return true;
}

[[noreturn]] void LiveAsChild(int to, const std::function<Answer()>& talk) {
  try {
    std::signal(SIGPIPE, SIG_IGN);
    const Answer answer = talk();
    std::array<std::uint8_t, kHead> head{static_cast<std::uint8_t>(answer.outcome)};
    std::memcpy(head.data() + 1, &answer.code, sizeof answer.code);
    const bool is_said =
        answer.bytes.bytes().size() <= kMost && WriteAll(to, head) && WriteAll(to, answer.bytes.bytes());
    ::_exit(is_said ? 0 : 1);
  } catch (...) {
    // Whatever broke, nothing of the parent's is to be ended or flushed from here.
    ::_exit(1);
  }
}

/// All that comes until the other end closes; false when it took too long or was too much.
bool ReadAll(int from, vault::Secret& into, std::size_t& size, std::chrono::milliseconds patience) {
  const auto until = std::chrono::steady_clock::now() + patience;
  while (size < into.bytes().size()) {
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(until - std::chrono::steady_clock::now());
    pollfd waiting{from, POLLIN, 0};
    if (left.count() <= 0) return false;
    const int ready = ::poll(&waiting, 1, static_cast<int>(left.count()));
    if (ready < 0 && errno == EINTR) continue;
    if (ready <= 0) return false;
    const auto room = into.bytes().subspan(size);
    const ssize_t got = ::read(from, room.data(), room.size());
    if (got < 0 && errno == EINTR) continue;
    if (got == 0) return true;
    if (got < 0) return false;
    size += static_cast<std::size_t>(got);
  }
  return false;
}

}  // namespace

Answer InChild(const std::function<Answer()>& talk, std::chrono::milliseconds patience) {
  int ends[2];
  if (::pipe2(ends, O_CLOEXEC) != 0) return {};
  const pid_t child = ::fork();
  if (child == 0) LiveAsChild(ends[1], talk);
  ::close(ends[1]);
  vault::Secret said(kHead + kMost + 1);
  std::size_t size = 0;
  const bool is_whole = child > 0 && ReadAll(ends[0], said, size, patience) && size >= kHead;
  ::close(ends[0]);
  if (child > 0) {
    if (!is_whole) ::kill(child, SIGKILL);
    int status = 0;
    while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {
    }
    if (!WIFEXITED(status) || WEXITSTATUS(status) != 0) return {};
  }
  if (!is_whole) return {};
  Answer answer;
  const auto bytes = std::span<const std::uint8_t>(said.bytes()).first(size);
  if (bytes[0] <= static_cast<std::uint8_t>(Outcome::kBroken)) answer.outcome = static_cast<Outcome>(bytes[0]);
  std::memcpy(&answer.code, bytes.data() + 1, sizeof answer.code);
  answer.bytes = vault::Secret::CopyOf(bytes.subspan(kHead));
  return answer;
}

}  // namespace nuong::tpm
