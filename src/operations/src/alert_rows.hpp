#pragma once
#include <functional>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "alert_watch.hpp"
#include "services.hpp"

/// Alerts as the ledger has them: an entry of deed "alert", kind kAlertRaised with a payload "alert", kind
/// kAlertAnswered with a payload "answer". Rows of kDuties, functions of the entries:
///   alert/<sequence>        the alert, canonical JSON
///   alertopen/<sequence>    it waits for an answer
///   alerted/<rule>/<once>   told already
namespace nuong::operations {

inline constexpr const char* kAlertRaised = "raised";
inline constexpr const char* kAlertAnswered = "answered";

std::string EncodeAlert(const Alert& alert);
Result<Alert> DecodeAlert(std::string_view bytes);

/// The payload of an alert, and of an answer.
std::string AlertPayload(const Untold& untold);
std::string AnswerPayload(std::uint64_t alert, const std::string& finding);
std::string ToldKey(const Untold& untold);

/// Brings the rows up to date with one entry; other entries are none. `payload` is that of the entry.
Result<void> ProjectAlert(store::Writer& writer, const ledger::Entry& entry, std::string_view payload);
/// The name of the payload that ProjectAlert needs; empty for other entries.
std::string AlertPayloadOf(const ledger::Entry& entry);

Result<std::optional<Alert>> ReadAlert(store::Reader& reader, std::uint64_t sequence);

/// A member as the access rules see her when they are asked about no case.
class Overseer {
 public:
  Overseer(const Services& services, const Successions& successions, const MemberRow& row)
      : services_(services), successions_(successions), row_(row) {}

  access::Decision May(const std::string& action) const { return Ask(action, false); }
  /// Those about herself, or about what is her own unit by now, are for others.
  bool MaySee(const Alert& alert) const;

 private:
  access::Decision Ask(const std::string& action, bool is_own) const;

  const Services& services_;
  const Successions& successions_;
  const MemberRow& row_;
};

/// Those that wait for an answer and are hers to see, longest waiting first; nobody buries one under others. Then the
/// answered ones, newest first; at most so many of each.
Result<std::vector<Alert>> AlertsFor(const Overseer& overseer, store::Reader& reader, std::size_t most);
/// What was ever told: rule, and the entry because of which.
Result<std::set<std::pair<std::string, std::uint64_t>>> ToldBefore(store::Reader& reader);
/// How many wait for her.
Result<std::int64_t> AlertsWaiting(const Services& services, store::Reader& reader, const MemberName& member);

}  // namespace nuong::operations
