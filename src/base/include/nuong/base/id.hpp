#pragma once
#include <array>
#include <compare>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "nuong/base/ports.hpp"

namespace nuong {

/// 26 lower-case Crockford base32 characters <-> 128 bits. Decoding is strict: one spelling per value.
std::string EncodeId(const std::array<std::uint8_t, 16>& bytes);
std::optional<std::array<std::uint8_t, 16>> DecodeId(std::string_view text);

/// A 128-bit random id of one kind of thing: ids of different kinds do not mix. Says nothing about order or time.
template <class Tag>
class RandomId {
 public:
  RandomId() = default;
  static RandomId Make(Random& random) {
    RandomId id;
    random.Fill(id.bytes_);
    return id;
  }
  static std::optional<RandomId> Parse(std::string_view text) {
    auto bytes = DecodeId(text);
    if (!bytes) return std::nullopt;
    RandomId id;
    id.bytes_ = *bytes;
    return id;
  }
  std::string text() const { return EncodeId(bytes_); }
  const std::array<std::uint8_t, 16>& bytes() const { return bytes_; }
  auto operator<=>(const RandomId&) const = default;

 private:
  std::array<std::uint8_t, 16> bytes_{};
};

/// A name given in data (kebab-case slug, e.g. "hcmc-police-can-gio"), compared byte for byte.
template <class Tag>
class Name {
 public:
  Name() = default;
  explicit Name(std::string text) : text_(std::move(text)) {}
  const std::string& text() const { return text_; }
  bool IsEmpty() const { return text_.empty(); }
  auto operator<=>(const Name&) const = default;

 private:
  std::string text_;
};

using CaseId = RandomId<struct CaseTag>;
using UnitName = Name<struct UnitTag>;      ///< one living office: "hcmc-border-post-can-gio"
using RoleName = Name<struct RoleTag>;      ///< what offices of a kind do: "border_post"
using MemberName = Name<struct MemberTag>;  ///< a person who signs in: "bp-canho-01"

/// True for [a-z0-9] words joined by single '-' or '_', 1–64 characters. The only form a Name from outside may have.
bool IsSlug(std::string_view text);

}  // namespace nuong

template <class Tag>
struct std::hash<nuong::Name<Tag>> {
  std::size_t operator()(const nuong::Name<Tag>& name) const { return std::hash<std::string>{}(name.text()); }
};
