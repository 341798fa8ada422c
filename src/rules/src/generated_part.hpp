#pragma once
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "nuong/rules/rules.hpp"

/// For tests: pieces of random conditions, each with what it is worth by a naive reading of language.md.
namespace nuong::rules {

__extension__ using Wide = __int128;
using Texts = std::vector<std::string>;

/// How tightly a part binds; a part that binds less than its place demands gets parentheses.
enum class Binding { kChoice, kOr, kAnd, kRelation, kSum, kUnary, kPrimary };

template <class T>
struct Part {
  Binding binding = Binding::kPrimary;
  std::string source;
  std::function<std::optional<T>(const Environment&)> worth;

  std::string In(Binding place) const { return binding < place ? "(" + source + ")" : source; }
};

/// Even chances in every run; RapidCheck's own growing size would keep the early ones to the first choices.
int Pick(int count);

template <class T>
const T& PickOf(const std::vector<T>& items) {
  return items[static_cast<std::size_t>(Pick(static_cast<int>(items.size())))];
}

template <class T>
Part<T> NamePart(const std::string& name) {
  return {Binding::kPrimary, name, [name](const Environment& environment) -> std::optional<T> {
            const auto found = environment.find(name);
            if (found == environment.end() || std::holds_alternative<Unknown>(found->second)) return std::nullopt;
            return std::get<T>(found->second);
          }};
}

template <class T>
Part<T> LiteralPart(const std::string& source, T value) {
  return {Binding::kPrimary, source, [value](const Environment&) { return std::optional<T>(value); }};
}

/// A sum or difference; `reckon` takes two known values.
template <class R, class T, class U, class Reckon>
Part<R> SumOf(const Part<T>& left, const std::string& symbol, const Part<U>& right, Reckon reckon) {
  return {Binding::kSum, left.In(Binding::kSum) + " " + symbol + " " + right.In(Binding::kUnary),
          [left, right, reckon](const Environment& environment) -> std::optional<R> {
            const auto one = left.worth(environment);
            const auto other = right.worth(environment);
            if (!one || !other) return std::nullopt;
            return reckon(*one, *other);
          }};
}

template <class T>
Part<T> ChoiceOf(const Part<bool>& condition, const Part<T>& then, const Part<T>& otherwise) {
  return {Binding::kChoice,
          condition.In(Binding::kOr) + " ? " + then.In(Binding::kOr) + " : " + otherwise.In(Binding::kChoice),
          [condition, then, otherwise](const Environment& environment) -> std::optional<T> {
            const auto truth = condition.worth(environment);
            if (!truth) return std::nullopt;
            return *truth ? then.worth(environment) : otherwise.worth(environment);
          }};
}

/// Values with an order, and sums of them (generated_measures_test.cpp).
std::int64_t GenerateInteger();
CivilDate GenerateDate();
Instant GenerateInstant();
Duration GenerateDuration();
Part<std::int64_t> IntPart(int depth);
Part<CivilDate> DatePart(int depth);
Part<Instant> InstantPart(int depth);
Part<Duration> DurationPart(int depth);

/// Texts and truths (generated_condition_test.cpp).
Part<Texts> ListPart(int depth);
Part<bool> BoolPart(int depth);

}  // namespace nuong::rules
