#pragma once
#include <boost/describe.hpp>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "message.hpp"
#include "nuong/base/result.hpp"
#include "nuong/operations/wire.hpp"

namespace nuong {
BOOST_DESCRIBE_STRUCT(FieldProblem, (), (pointer, id, message))
}

namespace nuong::http {

/// The body of every answer that is not a success (RFC 9457, application/problem+json). It never names the request, so
/// that two answers to "absent" and "not yours" are the same bytes; the id is in the header `Nuong-Request`.
struct Problem {
  std::string type;   ///< "urn:nuong:problem:" and the code
  std::string title;  ///< the kind of failure, in the caller's language
  std::int64_t status = 0;
  std::string code;
  Text message;
  std::vector<FieldProblem> fields;
};
BOOST_DESCRIBE_STRUCT(Problem, (), (type, title, status, code, message, fields))

enum class Language { kVietnamese, kEnglish };

/// From Accept-Language; Vietnamese unless English is wanted more.
Language PreferredLanguage(std::string_view accept_language);

int StatusOf(ErrorCode code);

/// What the server itself refuses, before or instead of an operation.
enum class Refusal {
  kMalformed,
  kTargetInvalid,
  kTargetTooLong,
  kHeaderTooLarge,
  kBodyTooLarge,
  kBodyUnexpected,
  kContentTypeNotJson,
  kIdempotencyKeyMissing,
  kIdempotencyKeyInvalid,
  kCrossSite,
  kAbsent,
  kInterfaceNotBuilt,
  kMethodNotAllowed,
  kTimedOut,
  kTooManyConnections,
  kTooMuchWaiting,
  kSignInFirst,
};

Response Refuse(Refusal refusal, Language language);
/// Its stable code: "cross_site".
std::string_view CodeOf(Refusal refusal);

/// kAbsent answers with one fixed text whatever the error says.
Response ProblemOf(const Error& error, Language language);

}  // namespace nuong::http
