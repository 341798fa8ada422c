#pragma once
#include <cassert>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "nuong/base/text.hpp"

namespace nuong {

/// What kind of failure this is; closed on purpose. `http` maps each to one status (switch without default).
enum class ErrorCode {
  kInvalid,          ///< the request is wrong in itself; `fields` say where
  kUnauthenticated,  ///< nobody is signed in, or the session has ended
  kAbsent,           ///< does not exist *or* may not be seen: the two are told alike, always
  kRefused,          ///< the caller may know the thing exists, but may not do this to it; says why
  kConflict,         ///< the caller acted on an older version, or the case is not in a state for this act
  kTooLarge,         ///< more than the stated limit
  kBusy,             ///< try again later; nothing was done
  kCorrupt,          ///< stored data fails its own proof; nothing is repaired silently
  kBroken,           ///< the world failed (disk, memory); nothing was acknowledged
};

/// A problem with one field. `pointer` is a JSON Pointer (RFC 6901) into the request, or `file:line:column`.
struct FieldProblem {
  std::string pointer;
  std::string id;  ///< stable, snake_case
  Text message;    ///< what is wrong and what to enter
};

/// An expected failure: a value that must be looked at. `message` is safe for the person, `note` is for the operator's
/// log (English, lower case, no personal data).
struct Error {
  ErrorCode code = ErrorCode::kInvalid;
  std::string id;  ///< stable, snake_case, part of the API
  Text message;
  std::string note;
  std::vector<FieldProblem> fields;
};

/// Either a T or an Error. Must be looked at; reading the wrong side is our own mistake and asserts.
template <class T>
class [[nodiscard]] Result {
 public:
  Result(T value) : held_(std::in_place_index<0>, std::move(value)) {}      // NOLINT: implicit by design
  Result(Error error) : held_(std::in_place_index<1>, std::move(error)) {}  // NOLINT: implicit by design

  bool ok() const { return held_.index() == 0; }
  explicit operator bool() const { return ok(); }
  T& value() & {
    assert(ok());
    return std::get<0>(held_);
  }
  const T& value() const& {
    assert(ok());
    return std::get<0>(held_);
  }
  T&& value() && {
    assert(ok());
    return std::get<0>(std::move(held_));
  }
  T* operator->() { return &value(); }
  const T* operator->() const { return &value(); }
  T& operator*() & { return value(); }
  const T& operator*() const& { return value(); }
  const Error& error() const& {
    assert(!ok());
    return std::get<1>(held_);
  }
  Error&& error() && {
    assert(!ok());
    return std::get<1>(std::move(held_));
  }

 private:
  std::variant<T, Error> held_;
};

/// Success carries nothing: `return Done{};`
struct Done {};
template <>
class [[nodiscard]] Result<void> : public Result<Done> {
 public:
  using Result<Done>::Result;
  Result() : Result<Done>(Done{}) {}
};

#define NUONG_JOIN_(a, b) a##b
#define NUONG_JOIN(a, b) NUONG_JOIN_(a, b)
#define NUONG_TRY_(name, variable, expression)    \
  auto name = (expression);                       \
  if (!name.ok()) return std::move(name).error(); \
  variable = std::move(name).value()
/// `NUONG_TRY(auto x, F());` — takes the value, or returns the error to our caller.
#define NUONG_TRY(variable, expression) NUONG_TRY_(NUONG_JOIN(nuong_try_, __LINE__), variable, expression)
/// `NUONG_CHECK(F());` — for Result<void>: go on, or return the error to our caller.
#define NUONG_CHECK_(name, expression)                                        \
  do {                                                                        \
    if (auto name = (expression); !name.ok()) return std::move(name).error(); \
  } while (false)
#define NUONG_CHECK(expression) NUONG_CHECK_(NUONG_JOIN(nuong_check_, __LINE__), expression)

}  // namespace nuong
