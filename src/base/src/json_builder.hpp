#pragma once
#include <boost/json/error.hpp>
#include <boost/json/string_view.hpp>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "nuong/base/value.hpp"

namespace nuong {

/// Listens to Boost.JSON's parser and builds a Value. Stops at the first thing that our stricter reading refuses and
/// keeps it as `problem`; `Pointer` names the place reached so far.
class JsonBuilder {
 public:
  using Code = boost::json::error_code;
  using View = boost::json::string_view;
  static constexpr std::size_t max_object_size = std::numeric_limits<std::size_t>::max();
  static constexpr std::size_t max_array_size = std::numeric_limits<std::size_t>::max();
  static constexpr std::size_t max_key_size = std::numeric_limits<std::size_t>::max();
  static constexpr std::size_t max_string_size = std::numeric_limits<std::size_t>::max();

  bool on_document_begin(Code&) { return true; }
  bool on_document_end(Code&) { return true; }
  bool on_object_begin(Code&) { return Open(Value::Object{}); }
  bool on_object_end(std::size_t, Code&) { return Close(); }
  bool on_array_begin(Code&) { return Open(Value::Array{}); }
  bool on_array_end(std::size_t, Code&) { return Close(); }
  bool on_key_part(View part, std::size_t, Code&) { return Gather(part); }
  bool on_key(View part, std::size_t, Code& code);
  bool on_string_part(View part, std::size_t, Code&) { return Gather(part); }
  bool on_string(View part, std::size_t, Code& code);
  bool on_number_part(View, Code&) { return true; }
  bool on_int64(std::int64_t number, View, Code&) { return Add(number); }
  bool on_uint64(std::uint64_t, View, Code& code);
  bool on_double(double, View digits, Code& code);
  bool on_bool(bool flag, Code&) { return Add(flag); }
  bool on_null(Code&) { return Add(nullptr); }
  bool on_comment_part(View, Code&) { return true; }
  bool on_comment(View, Code&) { return true; }

  std::string Pointer() const;
  const std::optional<FieldProblem>& problem() const { return problem_; }
  Value TakeValue() { return std::move(root_); }

 private:
  /// An array or object not yet closed, and the key whose value comes next.
  struct Level {
    Value container;
    std::string key;
  };

  bool Open(Value container);
  bool Close();
  bool Add(Value value);
  bool Gather(View part);
  /// The gathered text in NFC; nothing when it holds U+0000.
  std::optional<std::string> TakeText(View last_part);
  bool Refuse(Code& code, std::string_view id, Text message);

  std::vector<Level> levels_;
  std::string gathered_;
  Value root_;
  std::optional<FieldProblem> problem_;
};

}  // namespace nuong
