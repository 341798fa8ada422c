#include "nuong/base/value.hpp"

namespace nuong {

const Value* Value::Find(std::string_view key) const {
  const Object* members = AsObject();
  if (members == nullptr) return nullptr;
  const auto member = members->find(key);
  return member == members->end() ? nullptr : &member->second;
}

std::string Value::TextAt(std::string_view key, std::string_view otherwise) const {
  const Value* member = Find(key);
  const std::string* text = member == nullptr ? nullptr : member->AsText();
  return text == nullptr ? std::string(otherwise) : *text;
}

std::int64_t Value::IntegerAt(std::string_view key, std::int64_t otherwise) const {
  const Value* member = Find(key);
  const std::int64_t* number = member == nullptr ? nullptr : member->AsInteger();
  return number == nullptr ? otherwise : *number;
}

bool Value::BoolAt(std::string_view key, bool otherwise) const {
  const Value* member = Find(key);
  const bool* flag = member == nullptr ? nullptr : member->AsBool();
  return flag == nullptr ? otherwise : *flag;
}

std::string PointerToken(std::string_view key) {
  std::string token;
  for (const char c : key) {
    if (c == '~') {
      token += "~0";
    } else if (c == '/') {
      token += "~1";
    } else {
      token += c;
    }
  }
  return token;
}

}  // namespace nuong
