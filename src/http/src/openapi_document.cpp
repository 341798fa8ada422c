#include "openapi_document.hpp"

#include <algorithm>
#include <set>

#include "problem.hpp"

namespace nuong::http {
namespace {

using Object = Value::Object;

Object Content(std::string_view media_type, Value schema) {
  return {{std::string(media_type), Object{{"schema", std::move(schema)}}}};
}

Object FileContent(const std::vector<std::string>& types) {
  Object content;
  for (const std::string& type : types) content[type] = Object{{"schema", Object{{"type", "string"}}}};
  return content;
}

Object Parameter(std::string_view place, const MemberSchema& member) {
  return {{"in", place}, {"name", member.name}, {"required", member.required}, {"schema", member.schema}};
}

MemberSchema IdempotencyKey() {
  return {"Idempotency-Key", true, Object{{"pattern", "^[A-Za-z0-9_-]{1,64}$"}, {"type", "string"}}};
}

/// A code of the regulation's list, which differs from one to the next.
Object Purpose(const Route& route) {
  Object parameter = Parameter("header", {"Nuong-Purpose", route.facts.says_why, Object{{"type", "string"}}});
  parameter["description"] = "What for: a code of the regulation's purposes; when absent, the one it names as default";
  if (route.facts.says_why) parameter["description"] = "What for: a code of the regulation's purposes";
  return parameter;
}

Value::Array DescribeParameters(const Route& route) {
  Value::Array parameters;
  for (const MemberSchema& member : route.members) {
    if (route.IsParameter(member.name))
      parameters.emplace_back(Parameter("path", member));
    else if (!route.takes_body)
      parameters.emplace_back(Parameter("query", member));
  }
  if (route.facts.once) parameters.emplace_back(Parameter("header", IdempotencyKey()));
  if (route.takes_purpose) parameters.emplace_back(Purpose(route));
  return parameters;
}

Value DescribeBody(const Route& route) {
  std::vector<MemberSchema> members;
  std::copy_if(route.members.begin(), route.members.end(), std::back_inserter(members),
               [&route](const MemberSchema& member) { return !route.IsParameter(member.name); });
  Value schema = ObjectSchema(members);
  (*schema.AsObject())["additionalProperties"] = false;
  return Object{{"content", Content("application/json", std::move(schema))}, {"required", true}};
}

Object DescribeSuccess(const Route& route) {
  Object answer{{"description", route.facts.summary}};
  if (route.follow)
    answer["content"] = Content("text/event-stream", Object{{"type", "string"}});
  else if (!route.facts.file_types.empty())
    answer["content"] = FileContent(route.facts.file_types);
  else if (!route.answer.IsNull())
    answer["content"] = Content("application/json", route.answer);
  return answer;
}

std::set<int> ProblemStatuses(const Route& route) {
  std::set<int> statuses{400, 500, 503};
  if (!route.facts.open) statuses.insert(401);
  if (!IsSafe(route.facts.method)) statuses.insert(403);
  if (route.takes_body) statuses.insert(413);
  for (const ErrorCode code : route.facts.errors) statuses.insert(StatusOf(code));
  return statuses;
}

Object DescribeOperation(const Route& route) {
  Object answers{{std::to_string(route.facts.status), DescribeSuccess(route)}};
  for (const int status : ProblemStatuses(route)) {
    answers[std::to_string(status)] = Object{{"$ref", "#/components/responses/Problem"}};
  }
  Object operation{{"operationId", route.facts.name},
                   {"parameters", DescribeParameters(route)},
                   {"responses", std::move(answers)},
                   {"summary", route.facts.summary}};
  if (route.takes_body) operation["requestBody"] = DescribeBody(route);
  if (route.facts.open) operation["security"] = Value::Array{};
  return operation;
}

std::string LowerCase(std::string_view text) {
  std::string lower(text);
  std::transform(lower.begin(), lower.end(), lower.begin(),
                 [](char letter) { return static_cast<char>(letter - 'A' + 'a'); });
  return lower;
}

}  // namespace

std::string DescribeRoutes(const std::vector<Route>& routes, const SessionCookie& cookie) {
  Object paths;
  Components schemas;
  const Value problem = DescribeType<Problem>(schemas);
  for (const Route& route : routes) {
    Value& path = paths.try_emplace(route.facts.pattern, Object{}).first->second;
    (*path.AsObject())[LowerCase(MethodName(route.facts.method))] = DescribeOperation(route);
    schemas.insert(route.components.begin(), route.components.end());
  }
  const Object session{{"in", "cookie"}, {"name", cookie.name()}, {"type", "apiKey"}};
  const Object refused{{"content", Content("application/problem+json", problem)},
                       {"description", "Not done; the problem says why, in both languages"}};
  return WriteJson(Object{
      {"components", Object{{"responses", Object{{"Problem", refused}}},
                            {"schemas", std::move(schemas)},
                            {"securitySchemes", Object{{"session", session}}}}},
      {"info", Object{{"license", Object{{"identifier", "AGPL-3.0-or-later"}, {"name", "AGPL-3.0-or-later"}}},
                      {"title", "Nương"},
                      {"version", "1"}}},
      {"openapi", "3.1.0"},
      {"paths", std::move(paths)},
      {"security", Value::Array{Object{{"session", Value::Array{}}}}},
  });
}

}  // namespace nuong::http
