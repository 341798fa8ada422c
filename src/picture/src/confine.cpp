#include "confine.hpp"

#include <fcntl.h>
#include <linux/audit.h>
#include <linux/close_range.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <array>
#include <cstddef>
#include <cstdint>

#include "nuong/picture/picture.hpp"

namespace nuong::picture {
namespace {

constexpr int kUnconfined = 2;  ///< the parent believes nothing of a child that ends so
constexpr rlim_t kMostMemory = 700UL * 1024 * 1024;

#if defined(__x86_64__)
constexpr std::uint32_t kMachine = AUDIT_ARCH_X86_64;
#elif defined(__aarch64__)
constexpr std::uint32_t kMachine = AUDIT_ARCH_AARCH64;
#endif

// Memory for the points, the two pipes, and the end. Nothing by which a file, a connection or a process is made.
constexpr auto kAllowed = std::to_array<long>({
  SYS_read, SYS_write, SYS_munmap, SYS_mremap, SYS_brk, SYS_madvise, SYS_exit_group, SYS_exit, SYS_futex,
      SYS_rt_sigreturn,
#if defined(__SANITIZE_ADDRESS__)
      SYS_sigaltstack,  // the sanitizer asks for it before an end
#endif
});

constexpr sock_filter Load(std::size_t offset) {
  return BPF_STMT(BPF_LD | BPF_W | BPF_ABS, static_cast<std::uint32_t>(offset));
}
constexpr sock_filter Answer(std::uint32_t action) { return BPF_STMT(BPF_RET | BPF_K, action); }
constexpr sock_filter UnlessEqual(long call, std::uint8_t skip) {
  return BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, static_cast<std::uint32_t>(call), 0, skip);
}

void Limit(__rlimit_resource resource, rlim_t most) {
  const rlimit limit{most, most};
  if (setrlimit(resource, &limit) != 0) _exit(kUnconfined);
}

void LimitWork() {
  Limit(RLIMIT_CORE, 0);
  Limit(RLIMIT_FSIZE, 0);
  Limit(RLIMIT_NOFILE, 0);
  Limit(RLIMIT_CPU, kSeconds);
#if !defined(__SANITIZE_ADDRESS__)
  // The sanitizer's own map of the memory is larger than any limit.
  Limit(RLIMIT_AS, kMostMemory);
#endif
}

void Filter() {
  std::array<sock_filter, 9 + 2 * kAllowed.size()> program{};
  std::size_t size = 0;
  const auto add = [&](sock_filter step) { program.at(size++) = step; };
  add(Load(offsetof(seccomp_data, arch)));
  add(BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, kMachine, 1, 0));
  add(Answer(SECCOMP_RET_KILL_PROCESS));
  add(Load(offsetof(seccomp_data, nr)));
  for (const long call : kAllowed) {
    add(UnlessEqual(call, 1));
    add(Answer(SECCOMP_RET_ALLOW));
  }
  // New memory, but none that could be run.
  add(UnlessEqual(SYS_mmap, 3));
  add(Load(offsetof(seccomp_data, args) + 2 * sizeof(std::uint64_t)));
  add(BPF_JUMP(BPF_JMP | BPF_JSET | BPF_K, PROT_EXEC, 1, 0));
  add(Answer(SECCOMP_RET_ALLOW));
  add(Answer(SECCOMP_RET_KILL_PROCESS));
  sock_fprog filter{static_cast<unsigned short>(size), program.data()};
  if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0 || syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, 0, &filter) != 0) {
    _exit(kUnconfined);
  }
}

}  // namespace

void Confine() {
  if (syscall(SYS_close_range, STDERR_FILENO + 1, ~0U, 0) != 0) _exit(kUnconfined);
  prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
  LimitWork();
  Filter();
}

}  // namespace nuong::picture
