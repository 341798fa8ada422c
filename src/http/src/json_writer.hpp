#pragma once
#include <algorithm>
#include <array>
#include <boost/describe.hpp>
#include <boost/mp11/algorithm.hpp>
#include <cstddef>
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

template <class T>
inline constexpr bool kIsShared = false;
template <class T>
inline constexpr bool kIsShared<operations::Shared<T>> = true;

/// `,"name":` of a described member.
template <class Member>
inline constexpr auto kMemberName = [] {
  constexpr std::string_view kName = Member::name;
  std::array<char, kName.size() + 4> text{};
  auto at = std::copy_n(",\"", 2, text.begin());
  at = std::copy(kName.begin(), kName.end(), at);
  std::copy_n("\":", 2, at);
  return text;
}();

/// Adds much to a text with few allocations. While it lives the text is longer than what was added: do not read it.
class JsonEnd {
 public:
  explicit JsonEnd(std::string& text) : text_(text), size_(text.size()) {}
  ~JsonEnd() { text_.resize(size_); }
  JsonEnd(const JsonEnd&) = delete;
  JsonEnd& operator=(const JsonEnd&) = delete;

  void Add(std::string_view bytes) {
    std::copy(bytes.begin(), bytes.end(), Room(bytes.size()));
    size_ += bytes.size();
  }
  void Add(char byte) {
    *Room(1) = byte;
    ++size_;
  }
  void AddText(std::string_view text);  ///< quoted; the input is UTF-8
  void AddInteger(std::int64_t number);

 private:
  char* Room(std::size_t bytes) {
    if (text_.size() - size_ < bytes) text_.resize(std::max({text_.size() * 2, size_ + bytes, std::size_t{1024}}));
    return text_.data() + size_;
  }
  std::string& text_;
  std::size_t size_;
};

/// Writes a described struct straight to text, members in their declared order, absent optionals left out.
template <class T>
void AddJson(JsonEnd& out, const T& value) {
  if constexpr (std::is_same_v<T, std::string>) {
    out.AddText(value);
  } else if constexpr (std::is_same_v<T, bool>) {
    out.Add(value ? std::string_view("true") : std::string_view("false"));
  } else if constexpr (std::is_integral_v<T>) {
    out.AddInteger(value);
  } else if constexpr (std::is_same_v<T, Value>) {
    out.Add(WriteJson(value));
  } else if constexpr (kIsShared<T>) {
    AddJson(out, *value);
  } else if constexpr (kIsVector<T>) {
    out.Add('[');
    bool first = true;
    for (const auto& item : value) {
      if (!first) out.Add(',');
      first = false;
      AddJson(out, item);
    }
    out.Add(']');
  } else {
    static_assert(Described<T>, "a wire type is a text, a boolean, an integer, a Value, a list or a described struct");
    out.Add('{');
    bool first = true;
    const auto member = [&out, &first](std::string_view name, const auto& held) {
      out.Add(name.substr(first ? 1 : 0));
      first = false;
      AddJson(out, held);
    };
    boost::mp11::mp_for_each<MembersOf<T>>([&](auto described) {
      constexpr std::string_view name(kMemberName<decltype(described)>.data(), kMemberName<decltype(described)>.size());
      const auto& held = value.*described.pointer;
      if constexpr (kIsOptional<std::remove_cvref_t<decltype(held)>>) {
        if (held) member(name, *held);
      } else {
        member(name, held);
      }
    });
    out.Add('}');
  }
}

template <class T>
void AppendJson(std::string& out, const T& value) {
  JsonEnd end(out);
  AddJson(end, value);
}

}  // namespace nuong::http
