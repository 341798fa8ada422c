#pragma once
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "nuong/base/result.hpp"

namespace nuong {

/// A tree of plain data: what JSON can say, with integers kept exact. Objects are ordered by key, so that writing a
/// Value is canonical: equal values give equal bytes.
class Value {
 public:
  using Array = std::vector<Value>;
  using Object = std::map<std::string, Value, std::less<>>;

  Value() = default;
  Value(std::nullptr_t) {}                                         // NOLINT: implicit by design, as all below
  Value(bool flag) : held_(flag) {}                                // NOLINT
  Value(std::int64_t number) : held_(number) {}                    // NOLINT
  Value(int number) : held_(static_cast<std::int64_t>(number)) {}  // NOLINT
  Value(double number) : held_(number) {}                          // NOLINT
  Value(std::string text) : held_(std::move(text)) {}              // NOLINT
  Value(std::string_view text) : held_(std::string(text)) {}       // NOLINT
  Value(const char* text) : held_(std::string(text)) {}            // NOLINT
  Value(Array items) : held_(std::move(items)) {}                  // NOLINT
  Value(Object members) : held_(std::move(members)) {}             // NOLINT

  bool IsNull() const { return std::holds_alternative<std::monostate>(held_); }
  const bool* AsBool() const { return std::get_if<bool>(&held_); }
  const std::int64_t* AsInteger() const { return std::get_if<std::int64_t>(&held_); }
  const double* AsDouble() const { return std::get_if<double>(&held_); }
  const std::string* AsText() const { return std::get_if<std::string>(&held_); }
  const Array* AsArray() const { return std::get_if<Array>(&held_); }
  const Object* AsObject() const { return std::get_if<Object>(&held_); }
  Array* AsArray() { return std::get_if<Array>(&held_); }
  Object* AsObject() { return std::get_if<Object>(&held_); }

  /// The member of an object, or null when this is no object or has no such member.
  const Value* Find(std::string_view key) const;
  /// The member's text, or `otherwise` when absent or not a text.
  std::string TextAt(std::string_view key, std::string_view otherwise = "") const;
  std::int64_t IntegerAt(std::string_view key, std::int64_t otherwise = 0) const;
  bool BoolAt(std::string_view key, bool otherwise = false) const;

  bool operator==(const Value&) const = default;

 private:
  std::variant<std::monostate, bool, std::int64_t, double, std::string, Array, Object> held_;
};

struct JsonLimits {
  std::size_t depth = 32;
  std::size_t bytes = 1 << 20;
};

/// Strict RFC 8259: refuses duplicate keys, depth or size over the limits, invalid UTF-8, lone surrogates, NUL in text,
/// numbers outside int64/double, anything after the value. Texts are normalised to NFC. Errors are kInvalid with one
/// FieldProblem whose pointer names the place ("/a/0/b") and whose message says what to mend, in both languages.
Result<Value> ParseJson(std::string_view text, const JsonLimits& limits = {});

/// Canonical: members by key bytes, no spaces, shortest numbers, only the escapes JSON demands.
std::string WriteJson(const Value& value);

/// Escapes one token of a JSON Pointer ("~" and "/").
std::string PointerToken(std::string_view key);

}  // namespace nuong
