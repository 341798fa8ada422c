#pragma once
#include <span>
#include <string>

#include "in_child.hpp"

/// What is said to the TPM. To be run in a child: the library leaves secrets in memory that it gave back.
namespace nuong::tpm {

Answer SealThere(const std::string& where, std::span<const std::uint8_t> seed, std::span<const std::uint8_t> pin);
/// `sealed` as SealThere gave it.
Answer UnsealThere(const std::string& where, std::string_view sealed, std::span<const std::uint8_t> pin);

inline constexpr std::size_t kFormSize = 2;  ///< form, PIN
inline constexpr char kForm = 1;

}  // namespace nuong::tpm
