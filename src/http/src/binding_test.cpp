#include "binding.hpp"

#include <gtest/gtest.h>

#include "nuong/operations/list_cases.hpp"
#include "nuong/operations/open_case.hpp"
#include "nuong/operations/perform_act.hpp"
#include "nuong/operations/session.hpp"

namespace nuong::http {
namespace {

Inputs Body(std::string_view json) { return {{}, {}, true, ParseJson(json).value()}; }

std::vector<std::string> Pointers(const Error& error) {
  std::vector<std::string> pointers;
  for (const auto& field : error.fields) pointers.push_back(field.pointer + " " + field.id);
  return pointers;
}

using Found = std::vector<std::string>;

TEST(Bind, TakesMembersFromPathAndBody) {
  Inputs inputs = Body(R"({"version":7,"fields":{"need":["bed"]}})");
  inputs.path = {{"case_id", "c1"}, {"kind", "referred"}};
  const auto request = Bind<operations::PerformActRequest>(inputs);
  ASSERT_TRUE(request.ok());
  EXPECT_EQ(request->case_id, "c1");
  EXPECT_EQ(request->kind, "referred");
  EXPECT_EQ(request->version, 7);
  EXPECT_EQ(WriteJson(request->fields), R"({"need":["bed"]})");
}

TEST(Bind, TellsAllProblemsOfABodyAtOnce) {
  Inputs inputs = Body(R"({"verson":7,"fields":{},"kind":"x"})");
  inputs.path = {{"case_id", "c1"}, {"kind", "referred"}};
  const auto request = Bind<operations::PerformActRequest>(inputs);
  ASSERT_FALSE(request.ok());
  EXPECT_EQ(request.error().code, ErrorCode::kInvalid);
  EXPECT_EQ(Pointers(request.error()),
            (Found{"/version member_missing", "/kind member_unknown", "/verson member_unknown"}));
  EXPECT_NE(request.error().fields[2].message.en.find("“version”"), std::string::npos);
  EXPECT_NE(request.error().fields[2].message.vi.find("“version”"), std::string::npos);
}

TEST(Bind, ConvertsNothing) {
  EXPECT_EQ(Pointers(Bind<operations::SignInRequest>(Body(R"({"member":1,"password":null})")).error()),
            (Found{"/member type_wrong", "/password type_wrong"}));
  EXPECT_EQ(Pointers(Bind<operations::SignInRequest>(Body("[]")).error()), (Found{" type_wrong"}));
  EXPECT_EQ(Pointers(Bind<operations::ListCasesRequest>(Body(R"({"cursor":null})")).error()),
            (Found{"/cursor type_wrong"}));
}

TEST(Bind, PointsIntoListsAndNestedStructs) {
  const auto page =
      Bind<operations::PaperView>(Body(R"({"sequence":1,"title":{"vi":"a"},"at":"",)"
                                       R"("signed_by":[{"vi":"a","en":"b"},{"vi":2,"en":"b","x/y":0}],"complete":0})"));
  EXPECT_EQ(Pointers(page.error()), (Found{"/title/en member_missing", "/signed_by/1/vi type_wrong",
                                           "/signed_by/1/x~1y member_unknown", "/complete type_wrong"}));
}

TEST(Bind, ReadsTheQueryStrictly) {
  const auto read = [](Parameters query) {
    return Bind<operations::ListCasesRequest>({{}, std::move(query), false, {}});
  };
  EXPECT_EQ(read({{"limit", "20"}, {"cursor", "abc"}})->limit, 20);
  EXPECT_FALSE(read({})->limit.has_value());
  EXPECT_EQ(Pointers(read({{"limit", "20x"}}).error()), (Found{"/query/limit type_wrong"}));
  EXPECT_EQ(Pointers(read({{"limit", ""}}).error()), (Found{"/query/limit type_wrong"}));
  EXPECT_EQ(Pointers(read({{"limit", "1"}, {"limit", "2"}}).error()), (Found{"/query/limit member_twice"}));
  EXPECT_EQ(Pointers(read({{"limt", "1"}}).error()), (Found{"/query/limt member_unknown"}));
}

TEST(Bind, RefusesAQueryWhereABodyIsTaken) {
  Inputs inputs = Body(R"({"member":"a","password":"b"})");
  inputs.query = {{"member", "c"}};
  EXPECT_EQ(Pointers(Bind<operations::SignInRequest>(inputs).error()), (Found{"/query/member member_unknown"}));
}

TEST(Bind, NeverRepeatsALongUnknownName) {
  const std::string name(5000, 'n');
  const auto error = Bind<operations::Empty>(Body("{\"" + name + "\":1}")).error();
  EXPECT_LT(error.fields[0].message.vi.size(), 200u);
}

TEST(Bind, WhatIsWrittenReadsBackTheSame) {
  const operations::CaseRow row{"id",     "NV-1",     "stage", {"a", "b"}, "adult", {"c", "d"}, {"e", "f"},
                                "keeper", {"g", "h"}, "x",     "y",        3,       "z"};
  std::string once;
  AppendJson(once, row);
  operations::CaseRow read;
  BindingProblems problems;
  ReadValue(ParseJson(once).value(), "", read, problems);
  EXPECT_TRUE(problems.IsEmpty());
  std::string twice;
  AppendJson(twice, read);
  EXPECT_EQ(once, twice);
}

}  // namespace
}  // namespace nuong::http
