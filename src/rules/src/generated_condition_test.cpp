#include "generated_condition.hpp"

#include <algorithm>

#include "generated_part.hpp"

namespace nuong::rules {
namespace {

struct WrittenText {
  std::string text;  ///< as it stands between quotes
  std::string value;
};

/// One text in several spellings: composed, decomposed, escaped.
const std::vector<WrittenText>& WrittenTexts() {
  static const std::vector<WrittenText> kTexts = {
      {"a", "a"}, {"b", "b"}, {"c", "c"}, {"\\x61", "a"}, {"\\u1ebf", "ế"}, {"ế", "ế"}, {"e\u0302\u0301", "ế"},
      {"", ""}};
  return kTexts;
}

const WrittenText& PickText() {
  return Pick(3) == 0 ? PickOf(WrittenTexts()) : WrittenTexts()[static_cast<std::size_t>(Pick(3))];
}

Part<std::string> TextPart(int depth) {
  const int pick = Pick(depth > 0 ? 7 : 6);
  if (pick == 6) return ChoiceOf(BoolPart(0), TextPart(depth - 1), TextPart(depth - 1));
  if (pick <= 3) return NamePart<std::string>(pick <= 1 ? "f.t" : "f.u");
  const WrittenText& written = PickText();
  return LiteralPart("\"" + written.text + "\"", written.value);
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

const Texts& Names() {
  static const Texts kNames = {"f.q", "f.i", "f.j", "f.t", "f.u", "f.l", "f.d", "f.e", "f.m", "f.n", "f.w", "f.x", "p"};
  return kNames;
}

Part<bool> HasPart() {
  const std::string& name = PickOf(Names());
  return {Binding::kPrimary, "has(" + name + ")", [name](const Environment& environment) -> std::optional<bool> {
            const auto found = environment.find(name);
            return found != environment.end() && !std::holds_alternative<Unknown>(found->second);
          }};
}

Part<bool> InPart(int depth) {
  const auto text = TextPart(depth);
  const auto list = ListPart(depth);
  return {Binding::kRelation, text.In(Binding::kRelation) + " in " + list.In(Binding::kSum),
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

Part<bool> SimplePart(int depth) {
  const int pick = Pick(depth > 0 ? 12 : 4);
  if (pick == 0) return Pick(2) == 0 ? LiteralPart("true", true) : LiteralPart("false", false);
  if (pick <= 2) return NamePart<bool>(pick == 1 ? "p" : "f.q");
  if (pick == 3) return HasPart();
  const int deeper = std::min(depth - 1, 2);
  if (pick == 4) return InPart(deeper);
  if (pick == 5) return ComparePart(TextPart(deeper), TextPart(deeper), false);
  if (pick == 6) return ComparePart(ListPart(deeper), ListPart(deeper), false);
  if (pick == 7) return ComparePart(DatePart(deeper), DatePart(deeper), true);
  if (pick == 8) return ComparePart(InstantPart(deeper), InstantPart(deeper), true);
  if (pick == 9) return ComparePart(DurationPart(deeper), DurationPart(deeper), true);
  return ComparePart(IntPart(deeper), IntPart(deeper), true);
}

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

const Texts& Words() {
  static const Texts kWords = {"p",    "f.q",     "f.i",      "f.t", "f.l",  "f.d", "f.m", "f.w", "f.", "has", "size",
                               "date", "instant", "duration", "in",  "true", "1",   "'a'", "[",   "]",  "(",   ")",
                               ",",    "?",       ":",        "+",   "-",    "!",   "<",   "==",  "&&", "||",  "'72h'"};
  return kWords;
}

/// Half a token, characters that look like a space, control characters, escapes at their bounds, letters of 2 to 4
/// bytes.
const Texts& Oddities() {
  static const Texts kOddities = {"'",        "\\",   ".",         "\xE1",          "ế",          "\n",
                                  "9e9",      "\"",   "'\\u00",    "\xC2\xA0",      "'\xC2\x85'", "\u2028",
                                  "'\ufffe'", "\x7f", "'\\ud800'", "'\\U0010ffff'", "'\\377'",    "'\\400'",
                                  "'\\X7f'",  "😀",    "e\u0302",   "\\'",           "'3d'",       "('2024-02-29')"};
  return kOddities;
}

const std::string& PickToken() { return Pick(4) == 0 ? PickOf(Oddities()) : PickOf(Words()); }

/// Puts a random token where something may stand.
void Scribble(std::string& source, std::size_t at) {
  const auto gone = static_cast<std::size_t>(Pick(2) == 0 ? 0 : Pick(6));
  source.replace(at, gone, Pick(3) == 0 ? "" : PickToken());
}

/// Another operator for the next one.
void Misplace(std::string& source, std::size_t at) {
  static const Texts kOperators = {"+", "-", "<", ">=", "==", "!=", "in", "&&", "||"};
  const std::size_t begin = source.find(' ', at);
  if (begin == std::string::npos) return Scribble(source, at);
  const std::size_t end = std::min(source.find(' ', begin + 1), source.size());
  source.replace(begin + 1, end - begin - 1, PickOf(kOperators));
}

/// Another name for the next one, mostly of another type.
void Misname(std::string& source, std::size_t at) {
  const std::size_t name = source.find("f.", at);
  if (name == std::string::npos) return Scribble(source, at);
  source.replace(name, 3, PickOf(Names()));
}

}  // namespace

Part<Texts> ListPart(int depth) {
  const int pick = Pick(depth > 0 ? 5 : 4);
  if (pick == 4) return ChoiceOf(BoolPart(0), ListPart(depth - 1), ListPart(depth - 1));
  if (pick <= 1) return NamePart<Texts>("f.l");
  Texts items;
  std::string source;
  for (int count = Pick(3); count > 0; --count) {
    const WrittenText& written = PickText();
    items.push_back(written.value);
    source += (source.empty() ? "'" : ", '") + written.text + "'";
  }
  return LiteralPart("[" + source + "]", items);
}

Part<bool> BoolPart(int depth) {
  const int pick = Pick(depth > 0 ? 8 : 1);
  if (pick <= 1) return SimplePart(depth);
  if (pick <= 3) return JoinPart(depth, true);
  if (pick <= 5) return JoinPart(depth, false);
  if (pick == 6) return NotPart(depth);
  if (Pick(4) == 0) return ComparePart(BoolPart(depth - 1), BoolPart(depth - 1), false);
  return ChoiceOf(BoolPart(depth - 1), BoolPart(depth - 1), BoolPart(depth - 1));
}

const Signature& GeneratedSignature() {
  static const Signature kSignature = {{"p", Type::kBool},      {"f.q", Type::kBool},     {"f.i", Type::kInt},
                                       {"f.j", Type::kInt},     {"f.t", Type::kText},     {"f.u", Type::kText},
                                       {"f.d", Type::kDate},    {"f.e", Type::kDate},     {"f.m", Type::kInstant},
                                       {"f.n", Type::kInstant}, {"f.w", Type::kDuration}, {"f.x", Type::kDuration},
                                       {"f.l", Type::kTextList}};
  return kSignature;
}

GeneratedCondition GenerateCondition(int depth) {
  Part<bool> part = BoolPart(depth);
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
  put("f.q", Pick(2) == 0);
  put("f.i", GenerateInteger());
  put("f.j", GenerateInteger());
  put("f.t", PickText().value);
  put("f.u", PickText().value);
  put("f.d", GenerateDate());
  put("f.e", GenerateDate());
  put("f.m", GenerateInstant());
  put("f.n", GenerateInstant());
  put("f.w", GenerateDuration());
  put("f.x", GenerateDuration());
  put("f.l", Pick(3) == 0 ? Texts{} : Texts{PickText().value, PickText().value});
  return environment;
}

std::string GenerateTokenSoup() {
  std::string soup;
  for (int count = Pick(60); count > 0; --count) {
    soup += PickToken();
    if (Pick(2) == 0) soup += " ";
  }
  return soup;
}

std::string GenerateSlip() {
  std::string source = GenerateCondition(1 + Pick(3)).source;
  for (int slips = 1 + Pick(2); slips > 0; --slips) {
    const auto at = static_cast<std::size_t>(Pick(static_cast<int>(source.size()) + 1));
    const int kind = Pick(4);
    if (kind == 0) Misplace(source, at);
    if (kind == 1) Scribble(source, at);
    if (kind >= 2) Misname(source, at);
  }
  return source;
}

std::string GenerateBomb() {
  const auto times = [](const std::string& text, int count) {
    std::string all;
    for (; count > 0; --count) all += text;
    return all;
  };
  const int depth = 30 + Pick(5);
  const int count = 124 + Pick(6);
  switch (Pick(9)) {
    case 0:
      return times("(", depth) + "p" + times(")", depth);
    case 1:
      return times("!", depth) + "f.q";
    case 2:
      return times("-", depth) + "f.i == 0";
    case 3:
      return times("p ? f.q : ", depth) + "p";
    case 4:
      return times("has(", depth);
    case 5:
      return "0" + times(" + 1", count) + " > f.i";
    case 6:
      return times("!p || ", count) + "'ế' in [" + times("'', ", Pick(4)) + "'']";
    case 7:
      return "'" + times("ế", 1361 + Pick(4)) + "' != ''";
    default:
      return times(" ", 4090 + Pick(6)) + "p";
  }
}

}  // namespace nuong::rules
