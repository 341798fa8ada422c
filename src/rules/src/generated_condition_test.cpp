#include "generated_condition.hpp"

#include <rapidcheck.h>

#include <limits>

namespace nuong::rules {
namespace {

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
int Pick(int count) { return *rc::gen::resize(rc::kNominalSize, rc::gen::inRange(0, count)); }
std::string SmallText() { return std::string(1, static_cast<char>('a' + Pick(3))); }

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

/// Mostly near zero, sometimes near the ends, so that sums leave the range.
std::int64_t GenerateInteger() {
  constexpr std::int64_t kMost = std::numeric_limits<std::int64_t>::max();
  const int pick = Pick(10);
  if (pick == 0) return kMost - Pick(2);
  if (pick == 1) return -kMost - Pick(2);
  return Pick(7) - 3;
}

std::optional<std::int64_t> InRange(Wide number) {
  if (number > std::numeric_limits<std::int64_t>::max() || number < std::numeric_limits<std::int64_t>::min()) return {};
  return static_cast<std::int64_t>(number);
}

Part<Texts> ListPart() {
  if (Pick(2) == 0) return NamePart<Texts>("l");
  Texts items;
  std::string source;
  for (int count = Pick(3); count > 0; --count) {
    items.push_back(SmallText());
    source += (source.empty() ? "'" : ", '") + items.back() + "'";
  }
  return LiteralPart("[" + source + "]", items);
}

Part<std::string> TextPart() {
  if (Pick(3) != 0) return NamePart<std::string>(Pick(2) == 0 ? "t" : "u");
  const std::string text = SmallText();
  return LiteralPart("\"" + text + "\"", text);
}

Part<CivilDate> DatePart() {
  if (Pick(2) == 0) return NamePart<CivilDate>("d");
  const int day = Pick(3);
  return LiteralPart("date('1970-01-0" + std::to_string(day + 1) + "')", CivilDate{}.Plus(day));
}

Part<Instant> InstantPart() {
  if (Pick(2) == 0) return NamePart<Instant>("m");
  const int second = Pick(3);
  return LiteralPart("instant('1970-01-01T07:00:0" + std::to_string(second) + "+07:00')", Instant{second * 1'000'000});
}

Part<std::int64_t> IntPart(int depth);

Part<std::int64_t> SizePart() {
  const auto list = ListPart();
  return {Binding::kPrimary, "size(" + list.source + ")",
          [list](const Environment& environment) -> std::optional<std::int64_t> {
            const auto items = list.worth(environment);
            if (!items) return std::nullopt;
            return static_cast<std::int64_t>(items->size());
          }};
}

Part<std::int64_t> NegatedPart(int depth) {
  const auto part = IntPart(depth - 1);
  return {Binding::kUnary, "-" + part.In(Binding::kPrimary),
          [part](const Environment& environment) -> std::optional<std::int64_t> {
            const auto number = part.worth(environment);
            if (!number) return std::nullopt;
            return InRange(-Wide{*number});
          }};
}

Part<std::int64_t> SumPart(int depth) {
  const auto left = IntPart(depth - 1);
  const auto right = IntPart(depth - 1);
  const bool plus = Pick(2) == 0;
  return {Binding::kSum, left.In(Binding::kSum) + (plus ? " + " : " - ") + right.In(Binding::kUnary),
          [left, right, plus](const Environment& environment) -> std::optional<std::int64_t> {
            const auto one = left.worth(environment);
            const auto other = right.worth(environment);
            if (!one || !other) return std::nullopt;
            return InRange(plus ? Wide{*one} + *other : Wide{*one} - *other);
          }};
}

Part<std::int64_t> IntPart(int depth) {
  const int pick = Pick(depth > 0 ? 7 : 4);
  if (pick == 0) return SizePart();
  if (pick == 1) {
    const std::int64_t number = GenerateInteger();
    auto literal = LiteralPart(std::to_string(number), number);
    if (number < 0) literal.binding = Binding::kUnary;
    return literal;
  }
  if (pick <= 3) return NamePart<std::int64_t>(pick == 2 ? "i" : "j");
  return pick == 4 ? NegatedPart(depth) : SumPart(depth);
}

template <class T>
Part<bool> ComparePart(const Part<T>& left, const Part<T>& right, bool ordered) {
  static const Texts kSymbols = {" == ", " != ", " < ", " <= ", " > ", " >= "};
  const int pick = Pick(ordered ? 6 : 2);
  return {Binding::kRelation,
          left.In(Binding::kRelation) + kSymbols.at(static_cast<std::size_t>(pick)) + right.In(Binding::kSum),
          [left, right, pick](const Environment& environment) -> std::optional<bool> {
            const auto one = left.worth(environment);
            const auto other = right.worth(environment);
            if (!one || !other) return std::nullopt;
            const bool same = *one == *other;
            const bool less = *one < *other;
            const bool answers[] = {same, !same, less, less || same, !less && !same, !less};
            return answers[pick];
          }};
}

Part<bool> HasPart() {
  const std::string name = *rc::gen::elementOf(Texts{"p", "q.r", "i", "j", "t", "u", "l", "d", "m"});
  return {Binding::kPrimary, "has(" + name + ")", [name](const Environment& environment) -> std::optional<bool> {
            const auto found = environment.find(name);
            return found != environment.end() && !std::holds_alternative<Unknown>(found->second);
          }};
}

Part<bool> InPart() {
  const auto text = TextPart();
  const auto list = ListPart();
  return {Binding::kRelation, text.source + " in " + list.source,
          [text, list](const Environment& environment) -> std::optional<bool> {
            const auto item = text.worth(environment);
            const auto items = list.worth(environment);
            if (!item || !items) return std::nullopt;
            for (const std::string& each : *items) {
              if (each == *item) return true;
            }
            return false;
          }};
}

Part<bool> SimplePart() {
  const int pick = Pick(10);
  if (pick == 0) return Pick(2) == 0 ? LiteralPart("true", true) : LiteralPart("false", false);
  if (pick <= 2) return NamePart<bool>(pick == 1 ? "p" : "q.r");
  if (pick == 3) return HasPart();
  if (pick == 4) return InPart();
  if (pick == 5) return ComparePart(TextPart(), TextPart(), false);
  if (pick == 6) return ComparePart(ListPart(), ListPart(), false);
  if (pick == 7) return ComparePart(DatePart(), DatePart(), true);
  if (pick == 8) return ComparePart(InstantPart(), InstantPart(), true);
  return ComparePart(IntPart(2), IntPart(2), true);
}

Part<bool> BoolPart(int depth);

Part<bool> NotPart(int depth) {
  const auto part = BoolPart(depth - 1);
  return {Binding::kUnary, "!" + part.In(Binding::kUnary), [part](const Environment& environment) {
            const auto truth = part.worth(environment);
            return truth ? std::optional<bool>(!*truth) : std::nullopt;
          }};
}

Part<bool> JoinPart(int depth, bool all) {
  const auto left = BoolPart(depth - 1);
  const auto right = BoolPart(depth - 1);
  const Binding binding = all ? Binding::kAnd : Binding::kOr;
  return {binding, left.In(binding) + (all ? " && " : " || ") + right.In(binding),
          [left, right, all](const Environment& environment) -> std::optional<bool> {
            const auto one = left.worth(environment);
            if (one && *one != all) return one;
            const auto other = right.worth(environment);
            if (other && *other != all) return other;
            return one && other ? std::optional<bool>(all) : std::nullopt;
          }};
}

Part<bool> ChoicePart(int depth) {
  const auto condition = BoolPart(depth - 1);
  const auto then = BoolPart(depth - 1);
  const auto otherwise = BoolPart(depth - 1);
  return {Binding::kChoice,
          condition.In(Binding::kOr) + " ? " + then.In(Binding::kOr) + " : " + otherwise.In(Binding::kChoice),
          [condition, then, otherwise](const Environment& environment) -> std::optional<bool> {
            const auto truth = condition.worth(environment);
            if (!truth) return std::nullopt;
            return *truth ? then.worth(environment) : otherwise.worth(environment);
          }};
}

Part<bool> BoolPart(int depth) {
  const int pick = Pick(depth > 0 ? 8 : 1);
  if (pick <= 1) return SimplePart();
  if (pick <= 3) return JoinPart(depth, true);
  if (pick <= 5) return JoinPart(depth, false);
  if (pick == 6) return NotPart(depth);
  if (Pick(4) == 0) return ComparePart(BoolPart(depth - 1), BoolPart(depth - 1), false);
  return ChoicePart(depth);
}

}  // namespace

const Signature& GeneratedSignature() {
  static const Signature kSignature = {{"p", Type::kBool}, {"q.r", Type::kBool},  {"i", Type::kInt},
                                       {"j", Type::kInt},  {"t", Type::kText},    {"u", Type::kText},
                                       {"d", Type::kDate}, {"m", Type::kInstant}, {"l", Type::kTextList}};
  return kSignature;
}

GeneratedCondition GenerateCondition() {
  Part<bool> part = BoolPart(4);
  return {std::move(part.source), std::move(part.worth)};
}

Environment GenerateEnvironment() {
  Environment environment;
  const auto put = [&environment](const std::string& name, Datum datum) {
    const int pick = Pick(6);
    if (pick == 0) return;
    environment[name] = pick == 1 ? Datum(Unknown{}) : std::move(datum);
  };
  put("p", Pick(2) == 0);
  put("q.r", Pick(2) == 0);
  put("i", GenerateInteger());
  put("j", GenerateInteger());
  put("t", SmallText());
  put("u", SmallText());
  put("d", CivilDate{}.Plus(Pick(3)));
  put("m", Instant{Pick(3) * 1'000'000});
  put("l", Pick(3) == 0 ? Texts{} : Texts{SmallText(), SmallText()});
  return environment;
}

std::string GenerateTokenSoup() {
  static const Texts kTokens = {
      "p", "q.r", "i", "t", "l", "has", "size", "date", "in", "true", "1", "'a'",  "[", "]",  "(",   ")",  ",",     "?",
      ":", "+",   "-", "!", "<", "==",  "&&",   "||",   "'",  "\\",   ".", "\xE1", "ế", "\n", "9e9", "\"", "'\\u00"};
  std::string soup;
  for (int count = Pick(60); count > 0; --count) {
    soup += *rc::gen::elementOf(kTokens);
    if (Pick(2) == 0) soup += " ";
  }
  return soup;
}

}  // namespace nuong::rules
