#include "nuong/access/decide.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>

namespace nuong::access {
namespace {

const rules::Signature kCaseNames = {{"case.stage", rules::Type::kText}, {"case.done", rules::Type::kTextList}};

Rule MakeRule(std::string id, Effect effect, std::string when, std::set<FieldClass> classes = {FieldClass::kIdentity}) {
  const Text reason = {"Lý do " + id, "Reason " + id};
  return {std::move(id), effect, {"read"}, std::move(classes), std::move(when), reason};
}

Policy Compiled(const std::vector<Rule>& rules) {
  auto policy = Policy::Compile(rules, kCaseNames);
  EXPECT_TRUE(policy.ok());
  return std::move(policy).value();
}

Question ToRead(FieldClass field_class = FieldClass::kIdentity) {
  Question question;
  question.action = "read";
  question.field_class = field_class;
  question.role = RoleName("border_post");
  question.relations = {"keeper"};
  return question;
}

Decision DecideBy(const std::vector<Rule>& rules, const Question& question) { return Compiled(rules).Decide(question); }

TEST(Decide, RefusesWhatNoRulePermits) {
  const Decision decision = DecideBy({}, ToRead());
  EXPECT_FALSE(decision.allowed);
  EXPECT_TRUE(decision.rules.empty());
  ASSERT_EQ(decision.reasons.size(), 1U);
  EXPECT_FALSE(decision.reasons[0].vi.empty());
  EXPECT_FALSE(decision.reasons[0].en.empty());
}

TEST(Decide, PermitsByARuleAndSaysWhich) {
  const Decision decision =
      DecideBy({MakeRule("keeper-reads", Effect::kPermit, "'keeper' in unit.relations")}, ToRead());
  EXPECT_TRUE(decision.allowed);
  EXPECT_EQ(decision.rules, std::vector<std::string>{"keeper-reads"});
  EXPECT_EQ(decision.reasons, (std::vector<Text>{{"Lý do keeper-reads", "Reason keeper-reads"}}));
}

TEST(Decide, ForbidWinsOverEveryPermitAndAloneGivesTheReason) {
  const Decision decision = DecideBy(
      {MakeRule("a", Effect::kPermit, ""), MakeRule("b", Effect::kForbid, ""), MakeRule("c", Effect::kPermit, "")},
      ToRead());
  EXPECT_FALSE(decision.allowed);
  EXPECT_EQ(decision.rules, std::vector<std::string>{"b"});
}

TEST(Decide, RuleSpeaksOnlyOfItsActionsAndClasses) {
  const std::vector<Rule> rules = {MakeRule("a", Effect::kPermit, "")};
  EXPECT_TRUE(DecideBy(rules, ToRead(FieldClass::kIdentity)).allowed);
  EXPECT_FALSE(DecideBy(rules, ToRead(FieldClass::kMedical)).allowed);
  Question other = ToRead();
  other.action = "list";
  EXPECT_FALSE(DecideBy(rules, other).allowed);
}

TEST(Decide, ErringForbidForbids) {
  // The case has no stage here, so the condition cannot be decided.
  const Decision decision = DecideBy(
      {MakeRule("a", Effect::kPermit, ""), MakeRule("b", Effect::kForbid, "case.stage == 'closed'")}, ToRead());
  EXPECT_FALSE(decision.allowed);
  EXPECT_EQ(decision.rules, std::vector<std::string>{"b"});
}

TEST(Decide, ErringPermitPermitsNothing) {
  EXPECT_FALSE(DecideBy({MakeRule("a", Effect::kPermit, "case.stage != 'closed'")}, ToRead()).allowed);
}

TEST(Decide, ValueOfAnotherTypeIsUnknown) {
  const std::vector<Rule> rules = {MakeRule("a", Effect::kPermit, "case.stage != 'closed'")};
  for (const Value& stage : {Value(1), Value(nullptr), Value(0.5), Value(Value::Array{"open", 1})}) {
    const Value::Object values = {{"stage", stage}};
    Question question = ToRead();
    question.case_values = &values;
    EXPECT_FALSE(DecideBy(rules, question).allowed) << WriteJson(stage);
  }
  const Value::Object values = {{"stage", "open"}};
  Question question = ToRead();
  question.case_values = &values;
  EXPECT_TRUE(DecideBy(rules, question).allowed);
}

struct Standing {
  std::string name;
  std::string when;
  bool allowed;
};

class Conditions : public testing::TestWithParam<Standing> {};

TEST_P(Conditions, SeeTheUnitTheClassAndTheCase) {
  const Value::Object values = {{"stage", "open"}, {"done", Value::Array{"received"}}};
  Question question = ToRead();
  question.consent = question.emergency = {FieldClass::kIdentity};
  question.is_strong = true;
  question.purpose = "support";
  question.case_values = &values;
  EXPECT_EQ(DecideBy({MakeRule("a", Effect::kPermit, GetParam().when)}, question).allowed, GetParam().allowed);
}

INSTANTIATE_TEST_SUITE_P(
    All, Conditions,
    testing::Values(
        Standing{"Role", "unit.role == 'border_post'", true}, Standing{"OtherRole", "unit.role == 'commune'", false},
        Standing{"Relation", "'keeper' in unit.relations", true},
        Standing{"OtherRelation", "'verifier' in unit.relations", false},
        Standing{"Consent", "class in unit.consent", true}, Standing{"OtherConsent", "'F5' in unit.consent", false},
        Standing{"Prepared", "unit.is_prepared", false}, Standing{"Strong", "session.is_strong", true},
        Standing{"ByCode", "session.by_passkey", false}, Standing{"Purpose", "request.purpose == 'support'", true},
        Standing{"OtherPurpose", "request.purpose == 'review'", false},
        Standing{"Emergency", "class in unit.emergency", true},
        Standing{"OtherEmergency", "'F5' in unit.emergency", false}, Standing{"Stage", "case.stage == 'open'", true},
        Standing{"Done", "'received' in case.done", true}, Standing{"NotDone", "'closed' in case.done", false}),
    [](const auto& standing) { return standing.param.name; });

TEST(MightAllow, IsFalseOnlyWhereRoleClassOrWhatWasShownAloneDecide) {
  const auto might = [](const std::vector<Rule>& rules, bool by_passkey = false) {
    Question question = ToRead();
    question.relations.clear();
    question.is_strong = true;
    question.by_passkey = by_passkey;
    return Compiled(rules).MightAllow(question);
  };
  const auto permit = [](const std::string& when) { return MakeRule("permit-" + when, Effect::kPermit, when); };
  const auto forbid = [](const std::string& when) { return MakeRule("forbid-" + when, Effect::kForbid, when); };
  EXPECT_FALSE(might({}));
  EXPECT_TRUE(might({permit("'keeper' in unit.relations && case.stage == 'open'")})) << "of some case it may be so";
  EXPECT_FALSE(might({permit("'keeper' in unit.relations && unit.role == 'commune'")}));
  EXPECT_FALSE(might({permit("class in unit.emergency")}));
  EXPECT_TRUE(might({permit("class in unit.consent")}));
  EXPECT_TRUE(might({permit(""), forbid("request.purpose == 'review' || unit.is_prepared")}));
  EXPECT_FALSE(might({permit(""), forbid("unit.role == 'border_post'")}));
  EXPECT_FALSE(might({permit(""), forbid("!session.by_passkey")}));
  EXPECT_TRUE(might({permit(""), forbid("!session.by_passkey")}, true));
}

TEST(Compile, TellsEveryRuleThatDoesNotTypeCheck) {
  const auto policy = Policy::Compile({MakeRule("good", Effect::kPermit, "'keeper' in unit.relations"),
                                       MakeRule("unknown-name", Effect::kPermit, "unit.colour == 'red'"),
                                       MakeRule("no-condition", Effect::kForbid, "unit.role")},
                                      kCaseNames);
  ASSERT_FALSE(policy.ok());
  EXPECT_EQ(policy.error().code, ErrorCode::kInvalid);
  ASSERT_GE(policy.error().fields.size(), 2U);
  EXPECT_TRUE(policy.error().fields.front().pointer.starts_with("unknown-name:"));
  EXPECT_TRUE(policy.error().fields.back().pointer.starts_with("no-condition:"));
}

TEST(Compile, RefusesTwoRulesOfOneName) {
  const auto policy =
      Policy::Compile({MakeRule("a", Effect::kPermit, ""), MakeRule("a", Effect::kForbid, "")}, kCaseNames);
  ASSERT_FALSE(policy.ok());
  ASSERT_EQ(policy.error().fields.size(), 1U);
  EXPECT_EQ(policy.error().fields[0].id, "rule_id_taken");
}

std::set<FieldClass> AnyClasses() {
  std::set<FieldClass> classes;
  for (const FieldClass field_class : kAllFieldClasses) {
    if (*rc::gen::arbitrary<bool>()) classes.insert(field_class);
  }
  return classes;
}

Rule AnyRule(const std::string& id, Effect effect) {
  Rule rule = MakeRule(id, effect, "", AnyClasses());
  rule.when = *rc::gen::element<std::string>("", "unit.role == 'border_post'", "'keeper' in unit.relations",
                                             "class in unit.consent", "unit.is_prepared", "case.stage == 'open'",
                                             "!(case.stage == 'open')", "'received' in case.done || unit.is_prepared");
  if (*rc::gen::arbitrary<bool>()) rule.actions.insert("list");
  return rule;
}

std::vector<Rule> AnyRules() {
  std::vector<Rule> rules;
  for (int left = *rc::gen::inRange(0, 7); left > 0; --left) {
    rules.push_back(AnyRule("rule-" + std::to_string(left), *rc::gen::element(Effect::kPermit, Effect::kForbid)));
  }
  return rules;
}

/// `values` must outlive the question.
Question AnyQuestion(const Value::Object& values) {
  Question question;
  question.action = *rc::gen::element<std::string>("read", "list", "see_looks");
  if (*rc::gen::arbitrary<bool>()) question.field_class = *rc::gen::elementOf(kAllFieldClasses);
  question.role = RoleName(*rc::gen::element<std::string>("border_post", "commune"));
  if (*rc::gen::arbitrary<bool>()) question.relations.insert("keeper");
  question.consent = AnyClasses();
  question.is_prepared = *rc::gen::arbitrary<bool>();
  if (*rc::gen::arbitrary<bool>()) question.case_values = &values;
  return question;
}

const Value::Object kOpenCase = {{"stage", "open"}, {"done", Value::Array{"received"}}};

RC_GTEST_PROP(Decide, DoesNotDependOnTheOrderOfRules, ()) {
  std::vector<Rule> rules = AnyRules();
  const Question question = AnyQuestion(kOpenCase);
  const Decision first = Policy::Compile(rules, kCaseNames)->Decide(question);
  for (std::size_t i = rules.size(); i > 1; --i) std::swap(rules[i - 1], rules[*rc::gen::inRange<std::size_t>(0, i)]);
  const Decision second = Policy::Compile(rules, kCaseNames)->Decide(question);
  RC_ASSERT(first.allowed == second.allowed);
  RC_ASSERT(first.rules == second.rules);
  RC_ASSERT(first.reasons == second.reasons);
}

/// The semantics said once more, slowly: every rule by itself, every name by itself.
RC_GTEST_PROP(Decide, IsWhatEachRuleSaysAlone, ()) {
  const std::vector<Rule> rules = AnyRules();
  const Question question = AnyQuestion(kOpenCase);
  std::set<std::string> permits;
  std::set<std::string> forbids;
  for (Rule rule : rules) {
    const bool is_forbid = rule.effect == Effect::kForbid;
    std::vector<Rule> alone = {rule};
    if (is_forbid) alone.push_back({"else-yes", Effect::kPermit, rule.actions, rule.classes, "", {"x", "y"}});
    const bool spoken = rule.actions.contains(question.action) &&
                        (!question.field_class || rule.classes.contains(*question.field_class));
    const bool allowed = Policy::Compile(alone, kCaseNames)->Decide(question).allowed;
    if (!is_forbid && allowed) permits.insert(rule.id);
    if (is_forbid && spoken && !allowed) forbids.insert(rule.id);
  }
  const Policy policy = std::move(Policy::Compile(rules, kCaseNames)).value();
  const Decision decision = policy.Decide(question);
  RC_ASSERT(decision.allowed == (forbids.empty() && !permits.empty()));
  RC_ASSERT(policy.Allows(question) == decision.allowed);
  const std::set<std::string>& deciding = forbids.empty() ? permits : forbids;
  RC_ASSERT(decision.rules == std::vector<std::string>(deciding.begin(), deciding.end()));
}

RC_GTEST_PROP(Actions, AreAllowedAsEachAskedAlone, ()) {
  const Policy policy = std::move(Policy::Compile(AnyRules(), kCaseNames)).value();
  Question question = AnyQuestion(kOpenCase);
  Policy::Actions actions(policy, question);
  for (const char* action : {"list", "read", "see_looks", "read"}) {
    question.action = action;
    RC_ASSERT(actions.Allow(action) == policy.Allows(question));
  }
}

/// What is allowed for one case is not called impossible beforehand.
RC_GTEST_PROP(MightAllow, IsTrueWhereverItIsAllowed, ()) {
  const Policy policy = std::move(Policy::Compile(AnyRules(), kCaseNames)).value();
  const Question question = AnyQuestion(kOpenCase);
  RC_ASSERT((!policy.Allows(question) || policy.MightAllow(question)));
}

RC_GTEST_PROP(Decide, NeverAllowsMoreForOneMoreForbid, ()) {
  std::vector<Rule> rules = AnyRules();
  const Question question = AnyQuestion(kOpenCase);
  const bool before = Policy::Compile(rules, kCaseNames)->Decide(question).allowed;
  rules.push_back(AnyRule("one-more", Effect::kForbid));
  RC_ASSERT((before || !Policy::Compile(rules, kCaseNames)->Decide(question).allowed));
}

RC_GTEST_PROP(Decide, NeverAllowsLessForOneMorePermit, ()) {
  std::vector<Rule> rules = AnyRules();
  const Question question = AnyQuestion(kOpenCase);
  const bool before = Policy::Compile(rules, kCaseNames)->Decide(question).allowed;
  rules.push_back(AnyRule("one-more", Effect::kPermit));
  RC_ASSERT((!before || Policy::Compile(rules, kCaseNames)->Decide(question).allowed));
}

RC_GTEST_PROP(Decide, AlwaysGivesAReasonForEachDecidingRule, ()) {
  const Decision decision = Policy::Compile(AnyRules(), kCaseNames)->Decide(AnyQuestion(kOpenCase));
  RC_ASSERT(decision.reasons.size() == std::max<std::size_t>(decision.rules.size(), 1));
  RC_ASSERT(std::is_sorted(decision.rules.begin(), decision.rules.end()));
  RC_ASSERT((!decision.allowed || !decision.rules.empty()));
  for (const Text& reason : decision.reasons) RC_ASSERT((!reason.vi.empty() && !reason.en.empty()));
}

RC_GTEST_PROP(PermitToRead, CoversExactlyTheClassesThatAreAllowed, ()) {
  const Policy policy = std::move(Policy::Compile(AnyRules(), kCaseNames)).value();
  Question question = AnyQuestion(kOpenCase);
  const CaseId case_id = *CaseId::Parse("00000000000000000000000001");
  const Permit permit =
      Authority(policy).PermitToRead({MemberName("m-1"), UnitName("example-post")}, case_id, question);
  RC_ASSERT(permit.case_id() == case_id);
  RC_ASSERT(permit.member() == MemberName("m-1"));
  RC_ASSERT(permit.unit() == UnitName("example-post"));
  std::set<std::string> rules;
  question.action = "read";
  for (const FieldClass field_class : kAllFieldClasses) {
    question.field_class = field_class;
    const Decision decision = policy.Decide(question);
    RC_ASSERT(permit.Covers(case_id, field_class) == decision.allowed);
    RC_ASSERT(!permit.Covers(CaseId{}, field_class));
    if (decision.allowed) rules.insert(decision.rules.begin(), decision.rules.end());
  }
  RC_ASSERT(std::set<std::string>(permit.rules().begin(), permit.rules().end()) == rules);
}

}  // namespace
}  // namespace nuong::access
