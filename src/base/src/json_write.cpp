#include <array>
#include <cassert>
#include <charconv>
#include <cmath>

#include "nuong/base/value.hpp"

namespace nuong {
namespace {

void WriteText(std::string& out, std::string_view text) {
  constexpr std::string_view kHex = "0123456789abcdef";
  constexpr std::string_view kShort = "\b\f\n\r\t\"\\";
  constexpr std::string_view kShortNames = "bfnrt\"\\";
  out += '"';
  for (const char c : text) {
    const std::size_t named = kShort.find(c);
    if (named != std::string_view::npos) {
      out += '\\';
      out += kShortNames[named];
    } else if (static_cast<unsigned char>(c) < 0x20) {
      out += "\\u00";
      out += kHex[static_cast<unsigned char>(c) >> 4];
      out += kHex[static_cast<unsigned char>(c) & 15u];
    } else {
      out += c;
    }
  }
  out += '"';
}

/// A double keeps a point or an exponent, so that it is read back as a double.
void WriteDouble(std::string& out, double number) {
  assert(std::isfinite(number));
  std::array<char, 32> text{};
  const auto written = std::to_chars(text.data(), text.data() + text.size(), number);
  const std::string_view digits(text.data(), static_cast<std::size_t>(written.ptr - text.data()));
  out += digits;
  if (digits.find_first_of(".e") == std::string_view::npos) out += ".0";
}

void WriteValue(std::string& out, const Value& value);

void WriteArray(std::string& out, const Value::Array& items) {
  char before = '[';
  for (const Value& item : items) {
    out += before;
    WriteValue(out, item);
    before = ',';
  }
  out += items.empty() ? "[]" : "]";
}

void WriteObject(std::string& out, const Value::Object& members) {
  char before = '{';
  for (const auto& [key, member] : members) {
    out += before;
    WriteText(out, key);
    out += ':';
    WriteValue(out, member);
    before = ',';
  }
  out += members.empty() ? "{}" : "}";
}

void WriteValue(std::string& out, const Value& value) {
  if (const bool* flag = value.AsBool()) {
    out += *flag ? "true" : "false";
  } else if (const std::int64_t* integer = value.AsInteger()) {
    out += std::to_string(*integer);
  } else if (const double* number = value.AsDouble()) {
    WriteDouble(out, *number);
  } else if (const std::string* text = value.AsText()) {
    WriteText(out, *text);
  } else if (const Value::Array* items = value.AsArray()) {
    WriteArray(out, *items);
  } else if (const Value::Object* members = value.AsObject()) {
    WriteObject(out, *members);
  } else {
    out += "null";
  }
}

}  // namespace

std::string WriteJson(const Value& value) {
  std::string out;
  WriteValue(out, value);
  return out;
}

}  // namespace nuong
