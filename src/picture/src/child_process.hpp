#pragma once
#include <sys/types.h>

#include <optional>
#include <string>
#include <string_view>

namespace nuong::picture {

/// This program started anew with one argument and an empty environment, at the other end of a pair of sockets.
class ChildProcess {
 public:
  explicit ChildProcess(const char* command);
  ChildProcess(const ChildProcess&) = delete;
  ChildProcess& operator=(const ChildProcess&) = delete;
  ~ChildProcess();  ///< ends it

  /// Gives it all of `bytes` and takes its whole answer. Nothing when it did not start, said more than `most`, or had
  /// not ended by itself with 0 or 1 after so many seconds.
  std::optional<std::string> Ask(std::string_view bytes, std::size_t most, int seconds);

 private:
  bool EndedWell();
  int socket_ = -1;
  pid_t pid_ = -1;
};

}  // namespace nuong::picture
