#pragma once
#include <boost/describe.hpp>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "nuong/base/text.hpp"
#include "nuong/base/value.hpp"

/// Plain structs that requests and answers are made of. From their described members come JSON in and out, the OpenAPI
/// schemas and the generated client; so a member here is part of the API. Moments are local ISO 8601 with offset, days
/// ISO dates, ids texts. A std::optional member may be absent; every other member is required.
namespace nuong {
BOOST_DESCRIBE_STRUCT(Text, (), (vi, en))
}

namespace nuong::operations {

/// What many answers show alike, made once. In an answer it is the value itself.
template <class T>
class Shared {
 public:
  using value_type = T;
  Shared() : value_(Nothing()) {}
  Shared(T value) : value_(std::make_shared<const T>(std::move(value))) {}  // NOLINT: implicit by design
  Shared(const Shared&) = default;  // no move: one that was moved from would hold nothing
  Shared& operator=(const Shared&) = default;
  const T& operator*() const { return *value_; }
  const T* operator->() const { return value_.get(); }

 private:
  static const std::shared_ptr<const T>& Nothing() {
    static const auto empty = std::make_shared<const T>();
    return empty;
  }
  std::shared_ptr<const T> value_;
};

/// Where a rule stands written, and how sure we are of it.
struct SourceView {
  std::string clause;      ///< "H31"
  Text cite;               ///< as a reader of each language is told it: "khoản 2 Điều 27"
  std::string instrument;  ///< "hcmc-regulation-2023"
  Text title;              ///< of the instrument
  Text says;               ///< our paraphrase of the clause
  std::string certainty;   ///< verified | partial | unverified | unknown
};
BOOST_DESCRIBE_STRUCT(SourceView, (), (clause, cite, instrument, title, says, certainty))

struct DutyView {
  std::string id;    ///< one duty of one case
  std::string duty;  ///< its definition in the regulation
  Text title;
  std::string case_id;
  std::string code_name;
  std::int64_t version = 0;  ///< of the case
  bool opens = true;         ///< false: the caller's unit still answers for it, and does not find the case any more
  std::string holder;
  Text holder_name;
  std::optional<std::string> counterpart;
  std::optional<Text> counterpart_name;
  std::string opened_at;
  std::optional<std::string> due_at;  ///< exclusive last moment; absent when the text names no time
  std::string standing;               ///< open | late | done | done_late | lapsed
  std::optional<std::string> closed_at;
  std::optional<std::string> told_at;  ///< since when the caller's unit is told that it is late, by the late ladder
  Text deadline;                       ///< in words: "20 ngày, hết ngày 26/06/2023"
  bool undecided = false;
  Text why;  ///< what opened it, what closed it
  Shared<SourceView> source;
  std::vector<std::string>
      acts;  ///< kinds of acts that fulfil it and that the caller may do now; first is the main one
};
BOOST_DESCRIBE_STRUCT(DutyView, (),
                      (id, duty, title, case_id, code_name, version, opens, holder, holder_name, counterpart,
                       counterpart_name, opened_at, due_at, standing, closed_at, told_at, deadline, undecided, why,
                       source, acts))

/// What every accepted write answers: the case, its version after the act, and the entry that records it.
struct ActAnswer {
  std::string case_id;
  std::int64_t version = 0;
  std::int64_t sequence = 0;
};
BOOST_DESCRIBE_STRUCT(ActAnswer, (), (case_id, version, sequence))

struct Empty {};
BOOST_DESCRIBE_STRUCT(Empty, (), ())

}  // namespace nuong::operations
