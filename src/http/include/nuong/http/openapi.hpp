#pragma once
#include <string>

namespace nuong::http {

/// The OpenAPI 3.1 document of the routes the server runs, as JSON. The UI's types are generated from it.
const std::string& OpenApiDocument();

}  // namespace nuong::http
