#include "condition.hpp"

#include <cstdlib>
#include <stdexcept>

namespace nuong::regulation {
namespace {

using rules::Datum;
using rules::Type;
using rules::Unknown;

template <class T>
Datum Or(const T* held) {
  return held == nullptr ? Datum(Unknown{}) : Datum(*held);
}

template <class T>
Datum Or(const std::optional<T>& held) {
  return held ? Datum(*held) : Datum(Unknown{});
}

Datum ToTexts(const Value& value) {
  const Value::Array* items = value.AsArray();
  if (items == nullptr) return Unknown{};
  std::vector<std::string> texts;
  texts.reserve(items->size());
  for (const Value& item : *items) {
    const std::string* text = item.AsText();
    if (text == nullptr) return Unknown{};
    texts.push_back(*text);
  }
  return texts;
}

Datum Find(const Value::Object* object, const std::string& key, Type type) {
  if (object == nullptr) return Unknown{};
  const auto found = object->find(key);
  return found == object->end() ? Datum(Unknown{}) : ToDatum(found->second, type);
}

}  // namespace

Datum ToDatum(const Value& value, Type type) {
  const std::string* text = value.AsText();
  switch (type) {
    case Type::kBool:
      return Or(value.AsBool());
    case Type::kInt:
      return Or(value.AsInteger());
    case Type::kText:
      return Or(text);
    case Type::kDate:
      return Or(text == nullptr ? std::nullopt : ParseDate(*text));
    case Type::kInstant:
      return Or(text == nullptr ? std::nullopt : ParseInstant(*text));
    case Type::kDuration:
      return Or(text == nullptr ? std::nullopt : rules::ParseDuration(*text));
    case Type::kTextList:
      return ToTexts(value);
  }
  std::abort();
}

std::optional<BoundCondition> BoundCondition::Bind(const std::string& source, const rules::Signature& signature) {
  if (source.empty()) return std::nullopt;
  auto condition = rules::Condition::Compile(source, signature);
  if (!condition.ok()) throw std::invalid_argument("condition of an unchecked regulation: " + source);
  return BoundCondition(std::move(condition).value(), signature);
}

BoundCondition::BoundCondition(rules::Condition condition, const rules::Signature& signature)
    : condition_(std::move(condition)) {
  for (const std::string& name : condition_.names()) {
    Origin origin = name.starts_with("case.") ? Origin::kCase : Origin::kFields;
    if (name == "case.has_keeper") origin = Origin::kHasKeeper;
    if (name == "fact.unit_role") origin = Origin::kUnitRole;
    bindings_.push_back({name.substr(name.find('.') + 1), origin, signature.at(name)});
  }
}

Datum BoundCondition::Read(const Binding& binding, const Facts& facts) {
  switch (binding.origin) {
    case Origin::kCase:
      return facts.situation == nullptr ? Datum(Unknown{}) : Find(&facts.situation->values, binding.key, binding.type);
    case Origin::kHasKeeper:
      return facts.situation == nullptr ? Datum(Unknown{}) : Datum(!facts.situation->keeper.IsEmpty());
    case Origin::kFields:
      return Find(facts.fields, binding.key, binding.type);
    case Origin::kUnitRole:
      return facts.unit_role == nullptr ? Datum(Unknown{}) : Datum(*facts.unit_role);
  }
  std::abort();
}

rules::Truth BoundCondition::Test(const Facts& facts) const {
  std::vector<Datum> data;
  data.reserve(bindings_.size());
  std::vector<const Datum*> worth;
  worth.reserve(bindings_.size());
  for (const Binding& binding : bindings_) worth.push_back(&data.emplace_back(Read(binding, facts)));
  return condition_.Test(worth);
}

}  // namespace nuong::regulation
