#pragma once
#include <optional>
#include <string>
#include <vector>

#include "nuong/ledger/entry.hpp"
#include "services.hpp"

/// Alerts as the ledger has them: an entry of deed "alert", kind kAlertRaised with a payload "alert", kind
/// kAlertAnswered with a payload "answer". Rows of kDuties, functions of the entries:
///   alert/<sequence>        the alert, canonical JSON
///   alerted/<rule>/<once>   told already
namespace nuong::operations {

inline constexpr const char* kAlertRaised = "raised";
inline constexpr const char* kAlertAnswered = "answered";
inline constexpr std::size_t kMostAlerts = 200;  ///< looked at and shown: the newest

struct AlertAnswer {
  Instant at;
  UnitName unit;
  std::string finding;  ///< code
};
struct Alert {
  std::uint64_t sequence = 0;
  Instant at;
  std::string rule;
  MemberName member;
  UnitName unit;
  std::uint64_t because = 0;
  std::int64_t count = 0;
  std::int64_t usual = 0;
  std::optional<AlertAnswer> answer;
};

std::string EncodeAlert(const Alert& alert);
Result<Alert> DecodeAlert(std::string_view bytes);

/// The payload of an alert that is told once under `once`, and of an answer.
std::string AlertPayload(const Alert& alert, const std::string& once);
std::string AnswerPayload(std::uint64_t alert, const std::string& finding);
std::string ToldKey(const std::string& rule, const std::string& once);

/// Brings the rows up to date with one entry; other entries are none. `payload` is that of the entry.
Result<void> ProjectAlert(store::Writer& writer, const ledger::Entry& entry, std::string_view payload);
/// The name of the payload that ProjectAlert needs; empty for other entries.
std::string AlertPayloadOf(const ledger::Entry& entry);

Result<std::optional<Alert>> ReadAlert(store::Reader& reader, std::uint64_t sequence);
/// Newest first.
Result<std::vector<Alert>> ReadAlerts(store::Reader& reader, std::size_t most);

/// A question about no case, asked of this member: what she is are the duties of her record, and "own_unit" when it is
/// about her own unit.
access::Decision MayWatch(const Services& services, const MemberRow& row, const std::string& action,
                          const UnitName& about = {});
/// Alerts that wait for an answer and are this member's to see.
Result<std::int64_t> AlertsWaiting(const Services& services, store::Reader& reader, const MemberName& member);

}  // namespace nuong::operations
