#pragma once
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "nuong/base/civil.hpp"
#include "nuong/base/result.hpp"
#include "nuong/base/value.hpp"

/// The language of conditions: a typed, terminating subset of CEL. Parse, type-check, evaluate, explain. Pure.
/// Grammar, types, semantics and what is left out: rules/language.md of this room.
namespace nuong::rules {

enum class Type { kBool, kInt, kText, kDate, kInstant, kDuration, kTextList };

/// What names a condition may use, and their types: "fact.age_group" → kText. Anything else does not type-check.
using Signature = std::map<std::string, Type, std::less<>>;

/// The answer to "what is this name worth?" Unknown is a value of its own, never zero, false or empty.
struct Unknown {
  auto operator<=>(const Unknown&) const = default;
};

/// Time that has run, whatever the clock on the wall did. Never days: a legal day is counted in the calendar.
struct Duration {
  std::int64_t us = 0;
  auto operator<=>(const Duration&) const = default;
};

/// "72h", "1h30m", "-90s": hours, minutes, seconds in this order, each at most once and of at most 12 digits; at most
/// 10,000 years of 365.25 days either way. "3d" is none.
std::optional<Duration> ParseDuration(std::string_view text);

using Datum =
    std::variant<Unknown, bool, std::int64_t, std::string, CivilDate, Instant, Duration, std::vector<std::string>>;
using Environment = std::map<std::string, Datum, std::less<>>;  ///< not listed, or of another type: Unknown

/// Three-valued: true, false or unknown (Kleene for && || !, as CEL absorbs errors).
enum class Truth { kFalse, kTrue, kUnknown };

/// One step of an explanation, for a person: the part of the text, what it was worth, and which names decided.
struct Because {
  std::string text;  ///< the part of the source
  Truth worth = Truth::kUnknown;
  std::vector<std::string> names;  ///< names that decided it, in order of first use
};

struct Answer {
  Truth truth = Truth::kUnknown;
  std::vector<Because> because;  ///< the smallest parts that decided the whole, in source order
};

class Condition {
 public:
  /// Errors: kInvalid, one FieldProblem each, in source order; its pointer is the offset in decimal (bytes from the
  /// start, "12"), its message says what was expected and the nearest valid name. A syntax error is told alone, type
  /// errors all at once. Limits: 4,096 bytes, depth 32, 256 nodes.
  static Result<Condition> Compile(std::string_view source, const Signature& signature);

  Answer Evaluate(const Environment& environment) const;  ///< pure; time linear in the number of nodes
  Truth Test(const Environment& environment) const;       ///< as Evaluate, without the explanation
  /// The same, told what each of names() is worth, in their order; null: unknown. For who asks very often.
  Truth Test(std::span<const Datum* const> worth) const;
  const std::string& source() const;
  const std::vector<std::string>& names() const;  ///< the names it uses, each once, sorted

  Condition(const Condition&);
  Condition(Condition&&) noexcept;
  Condition& operator=(const Condition&);
  Condition& operator=(Condition&&) noexcept;
  ~Condition();

 private:
  struct Program;
  explicit Condition(std::shared_ptr<const Program> program);
  std::shared_ptr<const Program> program_;
};

/// The nearest of `names` to `wrong` by edit distance, or nothing when none is near. Used by every checker's "did you
/// mean".
std::optional<std::string> NearestName(std::string_view wrong, const std::vector<std::string>& names);

}  // namespace nuong::rules
