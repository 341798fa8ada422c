#pragma once
#include <algorithm>
#include <charconv>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "json_writer.hpp"
#include "message.hpp"
#include "nuong/base/result.hpp"
#include "nuong/base/value.hpp"

namespace nuong::http {

/// What a request says, by where it says it. A member of the operation's request struct comes from the path when the
/// route's pattern names it, else from the body when the route takes one, else from the query.
struct Inputs {
  Parameters path;
  Parameters query;
  bool takes_body = false;
  Value body;
};

/// Collects what is wrong with one request, each with its pointer: "/path/…", "/query/…", else into the body; at most
/// the first 100.
class BindingProblems {
 public:
  void Unknown(std::string pointer, std::string_view name, std::span<const std::string_view> valid);
  void Missing(std::string pointer, std::string_view name);
  void Twice(std::string pointer, std::string_view name);
  void WrongType(std::string pointer, const Text& wanted);
  bool IsEmpty() const { return found_.empty(); }
  Error ToError() &&;

 private:
  void Add(FieldProblem problem);

  std::vector<FieldProblem> found_;
};

extern const Text kWantedText, kWantedInteger, kWantedBoolean, kWantedList, kWantedObject;

const std::string* FindParameter(const Parameters& parameters, std::string_view name);

/// Query and body hold no member that is not in `names`, the query none twice.
void RefuseUnknownInputs(const Inputs& inputs, std::span<const std::string_view> names, BindingProblems& problems);

template <class T>
void ReadValue(const Value& value, const std::string& pointer, T& out, BindingProblems& problems);

template <class T>
void ReadMembers(const Value::Object& members, const std::string& pointer, T& out, BindingProblems& problems) {
  std::vector<std::string_view> names;
  boost::mp11::mp_for_each<MembersOf<T>>([&](auto described) {
    names.push_back(described.name);
    auto& held = out.*described.pointer;
    const auto found = members.find(std::string_view(described.name));
    if (found != members.end()) {
      ReadValue(found->second, pointer + '/' + described.name, held, problems);
    } else if constexpr (!kIsOptional<std::remove_cvref_t<decltype(held)>>) {
      problems.Missing(pointer + '/' + described.name, described.name);
    }
  });
  for (const auto& [key, unused] : members) {
    if (std::find(names.begin(), names.end(), key) == names.end()) {
      problems.Unknown(pointer + '/' + PointerToken(key), key, names);
    }
  }
}

/// Strict: no conversion between types, null is not "absent", unknown and missing members are problems.
template <class T>
void ReadValue(const Value& value, const std::string& pointer, T& out, BindingProblems& problems) {
  if constexpr (std::is_same_v<T, Value>) {
    out = value;
  } else if constexpr (std::is_same_v<T, std::string>) {
    if (const auto* text = value.AsText())
      out = *text;
    else
      problems.WrongType(pointer, kWantedText);
  } else if constexpr (std::is_same_v<T, std::int64_t>) {
    if (const auto* number = value.AsInteger())
      out = *number;
    else
      problems.WrongType(pointer, kWantedInteger);
  } else if constexpr (std::is_same_v<T, bool>) {
    if (const auto* flag = value.AsBool())
      out = *flag;
    else
      problems.WrongType(pointer, kWantedBoolean);
  } else if constexpr (kIsOptional<T>) {
    ReadValue(value, pointer, out.emplace(), problems);
  } else if constexpr (kIsVector<T>) {
    const auto* items = value.AsArray();
    if (items == nullptr) return problems.WrongType(pointer, kWantedList);
    out.resize(items->size());
    for (std::size_t at = 0; at < items->size(); ++at) {
      ReadValue((*items)[at], pointer + '/' + std::to_string(at), out[at], problems);
    }
  } else {
    static_assert(Described<T>);
    const auto* members = value.AsObject();
    if (members == nullptr) return problems.WrongType(pointer, kWantedObject);
    ReadMembers(*members, pointer, out, problems);
  }
}

/// A parameter of the path or the query.
template <class T>
void ReadParameter(const std::string& text, const std::string& pointer, T& out, BindingProblems& problems) {
  if constexpr (std::is_same_v<T, std::string>) {
    out = text;
  } else if constexpr (std::is_same_v<T, std::int64_t>) {
    const char* const end = text.data() + text.size();
    const auto [stop, error] = std::from_chars(text.data(), end, out);
    if (error != std::errc{} || stop != end) problems.WrongType(pointer, kWantedInteger);
  } else if constexpr (kIsOptional<T>) {
    ReadParameter(text, pointer, out.emplace(), problems);
  } else {
    problems.WrongType(pointer, kWantedText);
  }
}

/// Builds an operation's request from the inputs, or tells all that is wrong with them at once (kInvalid).
template <class T>
Result<T> Bind(const Inputs& inputs) {
  T bound;
  BindingProblems problems;
  std::vector<std::string_view> names;
  const auto* members = inputs.body.AsObject();
  if (inputs.takes_body && members == nullptr) {
    problems.WrongType("", kWantedObject);
    return std::move(problems).ToError();
  }
  boost::mp11::mp_for_each<MembersOf<T>>([&](auto described) {
    const std::string name = described.name;
    auto& held = bound.*described.pointer;
    if (const auto* text = FindParameter(inputs.path, name))
      return ReadParameter(*text, "/path/" + name, held, problems);
    names.push_back(described.name);
    constexpr bool kRequired = !kIsOptional<std::remove_cvref_t<decltype(held)>>;
    if (inputs.takes_body) {
      const auto found = members->find(name);
      if (found != members->end())
        ReadValue(found->second, "/" + name, held, problems);
      else if (kRequired)
        problems.Missing("/" + name, name);
    } else if (const auto* text = FindParameter(inputs.query, name)) {
      ReadParameter(*text, "/query/" + name, held, problems);
    } else if (kRequired) {
      problems.Missing("/query/" + name, name);
    }
  });
  RefuseUnknownInputs(inputs, names, problems);
  if (!problems.IsEmpty()) return std::move(problems).ToError();
  return bound;
}

}  // namespace nuong::http
