#include "nuong/regulation/matrix.hpp"

#include <algorithm>
#include <cassert>
#include <charconv>
#include <cstdlib>

namespace nuong::regulation {
namespace {

constexpr std::int64_t kOne = 1000;
constexpr std::size_t kMostDigits = 12;
constexpr std::size_t kMostDecimals = 3;

bool AreDigits(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

std::int64_t NumberOf(std::string_view digits) {
  std::int64_t number = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), number);
  return number;
}

template <class Item>
const Item* FindById(const std::vector<Item>& items, std::string_view id) {
  const auto found = std::find_if(items.begin(), items.end(), [&](const Item& item) { return item.id == id; });
  return found == items.end() ? nullptr : &*found;
}

}  // namespace

std::optional<Decimal> ParseDecimal(std::string_view text) {
  const std::size_t point = text.find('.');
  const std::string_view whole = text.substr(0, point);
  if (!AreDigits(whole) || whole.size() > kMostDigits || (whole.size() > 1 && whole.front() == '0')) {
    return std::nullopt;
  }
  std::int64_t thousandths = NumberOf(whole) * kOne;
  if (point == std::string_view::npos) return Decimal{thousandths};
  const std::string_view decimals = text.substr(point + 1);
  if (!AreDigits(decimals) || decimals.size() > kMostDecimals) return std::nullopt;
  std::string padded(decimals);
  padded.resize(kMostDecimals, '0');
  return Decimal{thousandths + NumberOf(padded)};
}

std::string FormatDecimal(Decimal number) {
  std::string text = std::to_string(number.thousandths / kOne);
  if (number.thousandths % kOne == 0) return text;
  std::string decimals = std::to_string(kOne + number.thousandths % kOne).substr(1);
  while (decimals.back() == '0') decimals.pop_back();
  return text + "." + decimals;
}

Decimal Times(Decimal number, Decimal factor) {
  assert(factor.thousandths <= kLargestFactor.thousandths);
  const std::int64_t whole = number.thousandths / kOne * factor.thousandths;
  return {whole + number.thousandths % kOne * factor.thousandths / kOne};
}

const ParameterValue* Parameter::On(CivilDate day) const {
  const auto found = std::find_if(values.begin(), values.end(),
                                  [&](const ParameterValue& value) { return value.validity.Covers(day); });
  return found == values.end() ? nullptr : &*found;
}

std::string_view GivenCode(Given given) {
  switch (given) {
    case Given::kYes:
      return "yes";
    case Given::kNo:
      return "no";
    case Given::kUnknown:
      return "unknown";
  }
  std::abort();
}

const Parameter* Matrix::FindParameter(std::string_view id) const { return FindById(parameters, id); }

const Benefit* Matrix::FindBenefit(std::string_view id) const { return FindById(benefits, id); }

}  // namespace nuong::regulation
