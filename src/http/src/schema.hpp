#pragma once
#include <string>
#include <typeinfo>
#include <vector>

#include "json_writer.hpp"
#include "nuong/base/value.hpp"

namespace nuong::http {

/// Named schemas of OpenAPI's components, filled while types are described.
using Components = Value::Object;

struct MemberSchema {
  std::string name;
  bool required = true;
  Value schema;
};

/// "nuong::operations::DutyView" becomes "DutyView".
std::string SchemaName(const std::type_info& type);
Value SchemaReference(const std::string& name);
Value ObjectSchema(const std::vector<MemberSchema>& members);

template <class T>
std::vector<MemberSchema> DescribeMembers(Components& components);

/// The JSON Schema of a wire type; structs are put into `components` and referred to.
template <class T>
Value DescribeType(Components& components) {
  if constexpr (std::is_same_v<T, std::string>) {
    return Value::Object{{"type", "string"}};
  } else if constexpr (std::is_same_v<T, bool>) {
    return Value::Object{{"type", "boolean"}};
  } else if constexpr (std::is_integral_v<T>) {
    return Value::Object{{"format", "int64"}, {"type", "integer"}};
  } else if constexpr (std::is_same_v<T, Value>) {
    return Value::Object{};
  } else if constexpr (kIsOptional<T> || kIsShared<T>) {
    return DescribeType<typename T::value_type>(components);
  } else if constexpr (kIsVector<T>) {
    return Value::Object{{"items", DescribeType<typename T::value_type>(components)}, {"type", "array"}};
  } else {
    const std::string name = SchemaName(typeid(T));
    if (!components.contains(name)) {
      components[name] = Value{};
      components[name] = ObjectSchema(DescribeMembers<T>(components));
    }
    return SchemaReference(name);
  }
}

template <class T>
std::vector<MemberSchema> DescribeMembers(Components& components) {
  std::vector<MemberSchema> members;
  boost::mp11::mp_for_each<MembersOf<T>>([&](auto described) {
    using Held = std::remove_cvref_t<decltype(std::declval<T&>().*described.pointer)>;
    members.push_back({described.name, !kIsOptional<Held>, DescribeType<Held>(components)});
  });
  return members;
}

}  // namespace nuong::http
