#pragma once
#include <boost/describe.hpp>
#include <boost/mp11/algorithm.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "nuong/base/value.hpp"
#include "nuong/operations/wire.hpp"

namespace nuong::http {

template <class T>
concept Described = boost::describe::has_describe_members<T>::value;

template <class T>
using MembersOf = boost::describe::describe_members<T, boost::describe::mod_public>;

template <class T>
inline constexpr bool kIsOptional = false;
template <class T>
inline constexpr bool kIsOptional<std::optional<T>> = true;
template <class T>
inline constexpr bool kIsVector = false;
template <class T>
inline constexpr bool kIsVector<std::vector<T>> = true;

/// A quoted JSON text; the input is UTF-8.
void AppendJsonText(std::string& out, std::string_view text);
void AppendJsonInteger(std::string& out, std::int64_t number);

/// Writes a described struct straight to text, members in their declared order, absent optionals left out.
template <class T>
void AppendJson(std::string& out, const T& value) {
  if constexpr (std::is_same_v<T, std::string>) {
    AppendJsonText(out, value);
  } else if constexpr (std::is_same_v<T, bool>) {
    out += value ? "true" : "false";
  } else if constexpr (std::is_integral_v<T>) {
    AppendJsonInteger(out, value);
  } else if constexpr (std::is_same_v<T, Value>) {
    out += WriteJson(value);
  } else if constexpr (kIsVector<T>) {
    out.push_back('[');
    bool first = true;
    for (const auto& item : value) {
      if (!first) out.push_back(',');
      first = false;
      AppendJson(out, item);
    }
    out.push_back(']');
  } else {
    static_assert(Described<T>, "a wire type is a text, a boolean, an integer, a Value, a list or a described struct");
    out.push_back('{');
    bool first = true;
    const auto member = [&out, &first](const char* name, const auto& held) {
      if (!first) out.push_back(',');
      first = false;
      out.push_back('"');
      out += name;
      out += "\":";
      AppendJson(out, held);
    };
    boost::mp11::mp_for_each<MembersOf<T>>([&](auto described) {
      const auto& held = value.*described.pointer;
      if constexpr (kIsOptional<std::remove_cvref_t<decltype(held)>>) {
        if (held) member(described.name, *held);
      } else {
        member(described.name, held);
      }
    });
    out.push_back('}');
  }
}

}  // namespace nuong::http
