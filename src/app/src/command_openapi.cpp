#include <fmt/core.h>

#include "commands.hpp"
#include "nuong/http/openapi.hpp"

namespace nuong::app {

int PrintOpenApi() {
  fmt::print("{}\n", http::OpenApiDocument());
  return 0;
}

}  // namespace nuong::app
