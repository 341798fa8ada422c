#include <malloc.h>

#include <cstdlib>
#include <cstring>
#include <new>

// What a request held in plain lies in ordinary memory while it runs. Given back, it is wiped, so that a dump of an
// idle server shows none of it. Part of the program only: tests keep the sanitizers' own allocator.

namespace {

void WipeAndFree(void* memory) noexcept {
  if (memory == nullptr) return;
  explicit_bzero(memory, malloc_usable_size(memory));
  std::free(memory);
}

}  // namespace

void* operator new(std::size_t size) {
  if (void* memory = std::malloc(size == 0 ? 1 : size)) return memory;
  throw std::bad_alloc();
}

void operator delete(void* memory) noexcept { WipeAndFree(memory); }
void operator delete(void* memory, std::size_t) noexcept { WipeAndFree(memory); }
void operator delete(void* memory, std::align_val_t) noexcept { WipeAndFree(memory); }
void operator delete(void* memory, std::size_t, std::align_val_t) noexcept { WipeAndFree(memory); }
