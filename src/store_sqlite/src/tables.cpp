#include "tables.hpp"

namespace nuong::store_sqlite {

namespace {

constexpr const char* kKeyringBefore =
    "(SELECT key,value FROM keyring WHERE key NOT IN (SELECT key FROM undo)"
    " UNION ALL SELECT key,value FROM undo WHERE value IS NOT NULL)";

}  // namespace

std::string Tables::Sql(const std::string& table, Query query) {
  switch (query) {
    case Query::kGet:
      return "SELECT value FROM " + table + " WHERE key=?1";
    case Query::kScan:
      return "SELECT key,value FROM " + table + " WHERE key>=?1 ORDER BY key LIMIT ?2";
    case Query::kScanTo:
      return "SELECT key,value FROM " + table + " WHERE key>=?1 AND key<?3 ORDER BY key LIMIT ?2";
    case Query::kScanDown:
      return "SELECT key,value FROM " + table + " WHERE key>=?1 ORDER BY key DESC LIMIT ?2";
    case Query::kScanDownTo:
      return "SELECT key,value FROM " + table + " WHERE key>=?1 AND key<?3 ORDER BY key DESC LIMIT ?2";
    case Query::kPut:
      return "REPLACE INTO " + table + "(key,value) VALUES(?1,?2)";
    case Query::kDelete:
      return "DELETE FROM " + table + " WHERE key=?1";
  }
  throw std::logic_error("unknown query");
}

Tables::Lease::Lease(Tables& tables, store::Collection collection, Query query)
    : home_((tables.IsKeyringBefore(collection) ? tables.idle_before_
                                                : tables.idle_.at(static_cast<std::size_t>(collection)))
                .at(static_cast<std::size_t>(query))) {
  if (home_.empty()) {
    const std::string table(tables.IsKeyringBefore(collection) ? kKeyringBefore : store::CollectionName(collection));
    statement_ = std::make_unique<Statement>(tables.DatabaseOf(collection).handle(), Sql(table, query));
  } else {
    statement_ = std::move(home_.back());
    home_.pop_back();
  }
}

Tables::Lease::~Lease() {
  statement_->Reset();
  home_.push_back(std::move(statement_));
}

std::optional<std::string> Tables::Get(store::Collection collection, std::string_view key) {
  Lease get(*this, collection, Query::kGet);
  get->Bind(1, key);
  if (!get->Step()) return std::nullopt;
  return std::string(get->Bytes(0));
}

void Tables::Scan(store::Collection collection, const store::Range& range,
                  const std::function<bool(std::string_view, std::string_view)>& visit) {
  const bool has_end = !range.to.empty();
  const Query query =
      range.descending ? (has_end ? Query::kScanDownTo : Query::kScanDown) : (has_end ? Query::kScanTo : Query::kScan);
  Lease scan(*this, collection, query);
  scan->Bind(1, range.from);
  scan->Bind(2, range.limit == 0 ? std::int64_t{-1} : static_cast<std::int64_t>(range.limit));
  if (has_end) scan->Bind(3, range.to);
  while (scan->Step()) {
    if (!visit(scan->Bytes(0), scan->Bytes(1))) return;
  }
}

void Tables::Put(store::Collection collection, std::string_view key, std::string_view value) {
  Lease put(*this, collection, Query::kPut);
  put->Bind(1, key);
  put->Bind(2, value);
  put->Step();
}

void Tables::Delete(store::Collection collection, std::string_view key) {
  Lease remove(*this, collection, Query::kDelete);
  remove->Bind(1, key);
  remove->Step();
}

}  // namespace nuong::store_sqlite
