#include "schema.hpp"

#include <boost/core/demangle.hpp>

namespace nuong::http {

std::string SchemaName(const std::type_info& type) {
  const std::string name = boost::core::demangle(type.name());
  const std::size_t last = name.rfind(':');
  return last == std::string::npos ? name : name.substr(last + 1);
}

Value SchemaReference(const std::string& name) { return Value::Object{{"$ref", "#/components/schemas/" + name}}; }

Value ObjectSchema(const std::vector<MemberSchema>& members) {
  Value::Object properties;
  Value::Array required;
  for (const MemberSchema& member : members) {
    properties[member.name] = member.schema;
    if (member.required) required.emplace_back(member.name);
  }
  Value::Object schema{{"properties", std::move(properties)}, {"type", "object"}};
  if (!required.empty()) schema["required"] = std::move(required);
  return schema;
}

}  // namespace nuong::http
