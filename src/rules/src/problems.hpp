#pragma once
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "nuong/base/result.hpp"
#include "nuong/rules/rules.hpp"

/// Everything that can be wrong with a condition, in words, in one place.
namespace nuong::rules {

struct Problem {
  std::size_t offset = 0;  ///< bytes from the start of the source
  std::string id;
  Text message;
};

Problem NotUtf8(std::size_t offset);
Problem TooLong();
Problem TooDeep(std::size_t offset);
Problem TooManyNodes(std::size_t count);

Problem UnexpectedCharacter(std::size_t offset, std::string_view character);
Problem UnfinishedText(std::size_t offset);
Problem BadEscape(std::size_t offset, std::string_view escape);
Problem ControlCharacter(std::size_t offset);
Problem BadNumber(std::size_t offset, std::string_view number);
Problem NumberTooLarge(std::size_t offset, std::string_view number);

/// `found` is the source of the token that stands there; empty at the end of the condition.
Problem Unexpected(std::size_t offset, const Text& expected, std::string_view found);

Problem UnknownName(std::size_t offset, std::string_view name, const std::optional<std::string>& nearest);
Problem UnknownFunction(std::size_t offset, std::string_view name, const std::optional<std::string>& nearest);
Problem WrongType(std::size_t offset, const Text& expected, Type found);
Problem NeedsOneArgument(std::size_t offset, std::string_view function);
Problem HasNeedsName(std::size_t offset);
Problem NeedsTextLiteral(std::size_t offset, std::string_view function);
Problem BadDate(std::size_t offset, std::string_view text);
Problem BadInstant(std::size_t offset, std::string_view text);
Problem BadDuration(std::size_t offset, std::string_view text);

Text TypeName(Type type);

/// One Error for all of them, in source order.
Error ToError(std::vector<Problem> problems);

}  // namespace nuong::rules
