#include "binding.hpp"

#include <algorithm>
#include <numeric>

namespace nuong::http {
namespace {

constexpr std::size_t kLongestNameRepeated = 64;
/// A small request must not cause a large answer.
constexpr std::size_t kMostProblems = 100;

std::size_t EditDistance(std::string_view left, std::string_view right) {
  std::vector<std::size_t> row(right.size() + 1);
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (std::size_t i = 1; i <= left.size(); ++i) {
    std::size_t diagonal = row[0];
    row[0] = i;
    for (std::size_t j = 1; j <= right.size(); ++j) {
      const std::size_t above = row[j];
      row[j] = std::min({above + 1, row[j - 1] + 1, diagonal + (left[i - 1] == right[j - 1] ? 0 : 1)});
      diagonal = above;
    }
  }
  return row[right.size()];
}

std::string_view NearestName(std::string_view name, std::span<const std::string_view> valid) {
  std::string_view nearest;
  std::size_t least = std::max<std::size_t>(2, name.size() / 3) + 1;
  for (const std::string_view candidate : valid) {
    const std::size_t distance = EditDistance(name, candidate);
    if (distance < least) {
      least = distance;
      nearest = candidate;
    }
  }
  return nearest;
}

std::string Quoted(std::string_view name) { return "“" + std::string(name) + "”"; }

}  // namespace

const Text kWantedText{"một chuỗi ký tự", "a text"};
const Text kWantedInteger{"một số nguyên", "a whole number"};
const Text kWantedBoolean{"true hoặc false", "true or false"};
const Text kWantedList{"một danh sách", "a list"};
const Text kWantedObject{"một đối tượng JSON", "a JSON object"};

void BindingProblems::Add(FieldProblem problem) {
  if (found_.size() < kMostProblems) found_.push_back(std::move(problem));
}

void BindingProblems::Unknown(std::string pointer, std::string_view name, std::span<const std::string_view> valid) {
  if (found_.size() >= kMostProblems) return;
  Text message{"Không có mục này trong yêu cầu.", "The request has no such member."};
  if (name.size() <= kLongestNameRepeated) {
    message = {"Không có mục " + Quoted(name) + ".", "There is no member " + Quoted(name) + "."};
    if (const auto nearest = NearestName(name, valid); !nearest.empty()) {
      message.vi += " Có phải " + Quoted(nearest) + " không?";
      message.en += " Did you mean " + Quoted(nearest) + "?";
    }
  }
  Add({std::move(pointer), "member_unknown", std::move(message)});
}

void BindingProblems::Missing(std::string pointer, std::string_view name) {
  Add({std::move(pointer),
       "member_missing",
       {"Thiếu mục " + Quoted(name) + ".", "The member " + Quoted(name) + " is missing."}});
}

void BindingProblems::Twice(std::string pointer, std::string_view name) {
  Add({std::move(pointer),
       "member_twice",
       {"Mục " + Quoted(name) + " chỉ được ghi một lần.", "Give " + Quoted(name) + " only once."}});
}

void BindingProblems::WrongType(std::string pointer, const Text& wanted) {
  Add({std::move(pointer),
       "type_wrong",
       {"Giá trị phải là " + wanted.vi + ".", "The value must be " + wanted.en + "."}});
}

Error BindingProblems::ToError() && {
  return {ErrorCode::kInvalid,
          "request_invalid",
          {"Yêu cầu có mục chưa đúng; xem từng mục bên dưới.", "The request is not right; see each member below."},
          "request does not fit its description",
          std::move(found_)};
}

const std::string* FindParameter(const Parameters& parameters, std::string_view name) {
  const auto found = std::find_if(parameters.begin(), parameters.end(),
                                  [name](const auto& parameter) { return parameter.first == name; });
  return found == parameters.end() ? nullptr : &found->second;
}

void RefuseUnknownInputs(const Inputs& inputs, std::span<const std::string_view> names, BindingProblems& problems) {
  const auto known = [names](std::string_view name) {
    return std::find(names.begin(), names.end(), name) != names.end();
  };
  std::vector<std::string_view> seen;
  for (const auto& [name, unused] : inputs.query) {
    const std::string pointer = "/query/" + PointerToken(name);
    if (inputs.takes_body || !known(name)) {
      problems.Unknown(pointer, name, inputs.takes_body ? std::span<const std::string_view>{} : names);
    } else if (std::find(seen.begin(), seen.end(), name) != seen.end()) {
      problems.Twice(pointer, name);
    }
    seen.push_back(name);
  }
  if (!inputs.takes_body) return;
  for (const auto& [name, unused] : *inputs.body.AsObject()) {
    if (!known(name)) problems.Unknown("/" + PointerToken(name), name, names);
  }
}

}  // namespace nuong::http
