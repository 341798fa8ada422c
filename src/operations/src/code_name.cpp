#include "code_name.hpp"

#include <array>

namespace nuong::operations {

std::string MakeCodeName(const regulation::Regulation& regulation, Random& random) {
  std::array<std::uint8_t, 4> bytes{};
  random.Fill(bytes);
  const std::size_t chance = static_cast<std::size_t>(bytes[0]) << 8 | bytes[1];
  const int number = 100 + ((bytes[2] << 8 | bytes[3]) % 900);
  const auto& words = regulation.code_names;
  const std::string word = words.empty() ? "Hồ sơ" : words[chance % words.size()];
  return word + " " + std::to_string(number);
}

}  // namespace nuong::operations
