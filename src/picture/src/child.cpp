#include <unistd.h>

#include <array>
#include <cerrno>
#include <string>
#include <string_view>

#include "confine.hpp"
#include "drawing.hpp"
#include "nuong/picture/picture.hpp"

/// Everything that touches foreign bytes. It is alone in its process: a failure is a verdict and the end.
namespace nuong::picture {
namespace {

void WriteAll(std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t written = write(STDOUT_FILENO, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) _exit(1);
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
}

std::string ReadAll() {
  std::string all;
  std::array<char, 64 * 1024> part{};
  for (;;) {
    const ssize_t got = read(STDIN_FILENO, part.data(), part.size());
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) _exit(1);
    if (got == 0) return all;
    all.append(part.data(), static_cast<std::size_t>(got));
  }
}

}  // namespace

void GiveUp(Verdict why) {
  const char verdict = static_cast<char>(why);
  WriteAll({&verdict, 1});
  _exit(1);
}

void LiveAsChild() {
  Confine();
  const std::string file = ReadAll();
  const auto kind = KindOf(file);
  if (!kind) GiveUp(Verdict::kUnknownKind);
  const Bytes bytes(reinterpret_cast<const std::uint8_t*>(file.data()), file.size());
  const std::string drawn = kind == Kind::kJpeg ? RedrawJpeg(bytes) : RedrawPng(bytes);
  const char verdict = static_cast<char>(Verdict::kDrawn);
  WriteAll({&verdict, 1});
  WriteAll(drawn);
  _exit(0);
}

}  // namespace nuong::picture
