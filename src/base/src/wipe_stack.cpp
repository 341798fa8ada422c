#include "nuong/base/wipe_stack.hpp"

#include <array>
#include <cstddef>
#include <cstring>

namespace nuong {

[[gnu::noinline]] void WipeStack() {
  constexpr std::size_t kDeep = 128 * 1024;
  [[gnu::uninitialized]] std::array<std::byte, kDeep> below;
  ::explicit_bzero(below.data(), below.size());
}

}  // namespace nuong
