#pragma once
#include "database.hpp"
#include "schema.hpp"

namespace nuong::store_sqlite {

/// What a confined connection may still do with its file's own tables; everything else is refused when a statement is
/// prepared: other tables, the schema, functions, ATTACH, PRAGMA, triggers, virtual tables, temporary objects.
enum class Rights { kRead, kReadAndWrite };

void Confine(Database& database, FileKind kind, Rights rights);

}  // namespace nuong::store_sqlite
