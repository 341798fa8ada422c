#pragma once
#include "nuong/base/result.hpp"
#include "nuong/operations/caller.hpp"
#include "nuong/operations/wire.hpp"

/// Taking cases out in a file. What may leave, by whom, how many persons at once and when it takes two is in the
/// regulation (`exports`, actions `export` and `confirm_export`). Each case that leaves has an entry of its own, which
/// "who looked" shows, and its row in the file bears the number of that entry.
namespace nuong::operations {

struct ExportClassView {
  std::string field_class;  ///< "F1"
  Text name;
  bool always = false;        ///< in every file
  bool asks_step_up = false;  ///< could be taken had she shown lately that it is she
};
BOOST_DESCRIBE_STRUCT(ExportClassView, (), (field_class, name, always, asks_step_up))

struct ExportReasonView {
  std::string code;
  Text label;
};
BOOST_DESCRIBE_STRUCT(ExportReasonView, (), (code, label))

struct ExportView {
  std::int64_t sequence = 0;  ///< the ledger entry of the request
  std::string at;
  std::string member;
  std::vector<Text> classes;
  Text reason;
  std::int64_t persons = 0;
  bool takes_two = false;
  std::string state;  ///< waiting (for a second person) | ready | over
  std::string until;  ///< exclusive
  std::optional<std::string> confirmed_at;
  std::optional<std::string> confirmed_by;
  std::optional<std::string> taken_at;  ///< the last time
  bool may_take = false;
  bool may_confirm = false;
  bool asks_step_up = false;  ///< … once she has shown again who she is
};
BOOST_DESCRIBE_STRUCT(ExportView, (),
                      (sequence, at, member, classes, reason, persons, takes_two, state, until, confirmed_at,
                       confirmed_by, taken_at, may_take, may_confirm, asks_step_up))

struct ExportsView {
  std::vector<ExportView> exports;       ///< newest first, at most 50: her own, and those of her unit she may confirm
  std::vector<ExportClassView> classes;  ///< what she may ask for; empty when no case of her unit may leave
  std::vector<ExportReasonView> reasons;
  std::int64_t persons_alone = 0;  ///< more in `alone_hours` takes a second person
  std::int64_t alone_hours = 0;
  std::int64_t hours = 0;  ///< how long a request stands
  bool may_trace = false;
  Shared<SourceView> source;
};
BOOST_DESCRIBE_STRUCT(ExportsView, (),
                      (exports, classes, reasons, persons_alone, alone_hours, hours, may_trace, source))
/// Errors: kAbsent when the regulation lets nothing leave.
Result<ExportsView> ListExports(Services& services, const Caller& caller);

struct AskExportRequest {
  std::vector<std::string> classes;        ///< beside F1
  std::string reason;                      ///< of the regulation's list `export_reason`
  std::optional<std::string> opened_from;  ///< days, inclusive
  std::optional<std::string> opened_until;
};
BOOST_DESCRIBE_STRUCT(AskExportRequest, (), (classes, reason, opened_from, opened_until))
/// Fixes which cases: those of the caller's unit, of that time, that may leave now. Errors: kInvalid, also when there
/// is no such case or more than one file holds; kRefused (a class of none of them may leave).
Result<ExportsView> AskExport(Services& services, const Caller& caller, const AskExportRequest& request);

struct ExportStepRequest {
  std::int64_t sequence = 0;
};
BOOST_DESCRIBE_STRUCT(ExportStepRequest, (), (sequence))
/// Errors: kAbsent (no such request of her unit), kRefused (her own, or no approver), kConflict (not waiting). Here and
/// below a refusal is an entry; kBusy for the next ones after five.
Result<ExportsView> ConfirmExport(Services& services, const Caller& caller, const ExportStepRequest& request);

struct TakeExportRequest {
  std::int64_t sequence = 0;
  std::string language;  ///< vi | en
};
BOOST_DESCRIBE_STRUCT(TakeExportRequest, (), (sequence, language))

struct ExportFileView {
  std::string file_name;
  std::string text;           ///< CSV (RFC 4180), UTF-8 with a byte order mark, first row the names of the columns
  std::int64_t persons = 0;   ///< rows
  std::int64_t left_out = 0;  ///< cases of the request that may not leave any more
};
BOOST_DESCRIBE_STRUCT(ExportFileView, (), (file_name, text, persons, left_out))
/// Every case is decided anew, for the purpose named when it was asked, and recorded before it is opened. As often as
/// she likes until the request is over; each time has entries and marks of its own. Errors: kAbsent (not her request),
/// kConflict (waiting or over), kInvalid.
Result<ExportFileView> TakeExport(Services& services, const Caller& caller, const TakeExportRequest& request);

struct TraceMarkRequest {
  std::string mark;  ///< as it stands in a row of a file: "31-K7QF2MXA"; small letters will do
};
BOOST_DESCRIBE_STRUCT(TraceMarkRequest, (), (mark))

struct MarkView {
  std::int64_t sequence = 0;  ///< the ledger entry of that row
  std::string at;
  std::string member;
  Text unit_name;
};
BOOST_DESCRIBE_STRUCT(MarkView, (), (sequence, at, member, unit_name))
/// Whose file a row is from; for who sees alerts, never about her own unit. Errors: kRefused, kAbsent (no such mark, or
/// one that was made up).
Result<MarkView> TraceMark(Services& services, const Caller& caller, const TraceMarkRequest& request);

}  // namespace nuong::operations
