#include "scenario.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <fstream>
#include <sstream>

#include "demo.hpp"
#include "messages.hpp"
#include "nuong/operations/open_case.hpp"
#include "nuong/operations/perform_act.hpp"
#include "nuong/operations/reform_day.hpp"
#include "nuong/operations/session.hpp"
#include "nuong/store_sqlite/store_sqlite.hpp"
#include "regulation_files.hpp"
#include "root_key_file.hpp"
#include "scenario_value.hpp"

namespace nuong::app {
namespace {

std::string TextAt(const YamlNode& node, std::string_view key) {
  const YamlNode* member = node.Find(key);
  return member != nullptr && member->AsText() != nullptr ? *member->AsText() : "";
}

Text TextBoth(const YamlNode* node) {
  return node == nullptr ? Text{} : Text{TextAt(*node, "vi"), TextAt(*node, "en")};
}

/// The word a scenario uses for a refusal.
std::string WordFor(ErrorCode code) {
  switch (code) {
    case ErrorCode::kInvalid:
      return "invalid";
    case ErrorCode::kUnauthenticated:
      return "unauthenticated";
    case ErrorCode::kAbsent:
      return "absent";
    case ErrorCode::kRefused:
      return "refused";
    case ErrorCode::kConflict:
      return "conflict";
    case ErrorCode::kTooLarge:
      return "too_large";
    case ErrorCode::kBusy:
      return "busy";
    case ErrorCode::kCorrupt:
      return "corrupt";
    case ErrorCode::kBroken:
      return "broken";
  }
  return "";
}

std::string Explain(const Error& error) {
  std::string text = error.message.en + " [" + error.id + "] " + error.note;
  for (const FieldProblem& problem : error.fields) text += "\n      " + problem.pointer + ": " + problem.message.en;
  return text;
}

}  // namespace

Result<YamlNode> ReadStory(const std::string& file) {
  std::ifstream stream(file, std::ios::binary);
  std::ostringstream text;
  text << stream.rdbuf();
  if (!stream) {
    return Wrong("scenario_unreadable",
                 {"Không đọc được tệp tình huống " + file + ".", "Cannot read scenario " + file + "."});
  }
  return ParseYaml(text.str(), file);
}

Result<std::unique_ptr<Scenario>> Scenario::Open(const std::string& file, const std::string& regulations,
                                                 const std::string& directory) {
  NUONG_TRY(YamlNode root, ReadStory(file));
  std::unique_ptr<Scenario> scenario(new Scenario());
  NUONG_CHECK(scenario->Prepare(root, regulations, directory));
  scenario->root_ = std::move(root);
  return scenario;
}

Result<void> Scenario::Prepare(const YamlNode& root, const std::string& regulations, const std::string& directory) {
  const auto begins = ParseInstant(TextAt(root, "begins"));
  if (!begins || root.Find("steps") == nullptr || root.Find("steps")->AsList() == nullptr) {
    return Wrong("scenario_ill_formed",
                 {"Tình huống cần `begins` (thời điểm có múi giờ) và danh sách `steps`.",
                  "A scenario needs `begins` (a moment with its offset) and a list of `steps`."});
  }
  NUONG_TRY(regulation_, LoadRegulation(regulations, TextAt(root, "regulation")));
  NUONG_TRY(store_, store_sqlite::OpenSqlite({.directory = directory}));
  clock_ = std::make_unique<ManualClock>(*begins);
  random_ = std::make_unique<SeededRandom>(2023);
  operations::World world;
  world.store = store_.get();
  world.clock = clock_.get();
  world.random = random_.get();
  world.regulation = regulation_;
  world.password_cost = vault::PasswordCost::kTest;
  world.demo = true;
  NUONG_TRY(world.root, OpenRootKey(directory, *random_, true));
  NUONG_TRY(services_, operations::MakeServices(std::move(world)));
  NUONG_CHECK(FoundDemo(*services_, regulation_->demo_members));
  report_.id = TextAt(root, "scenario");
  report_.title = TextBoth(root.Find("title"));
  return {};
}

ScenarioReport Scenario::Run() {
  while (PlayNext()) {
  }
  const auto checkpoint = operations::MakeCheckpoint(*services_);
  if (!checkpoint.ok()) Fail(root_, Explain(checkpoint.error()));
  return report_;
}

bool Scenario::PlayNext() {
  const auto& steps = *root_.Find("steps")->AsList();
  if (report_.steps >= steps.size()) return false;
  Step(steps[report_.steps++]);
  return true;
}

void Scenario::LookAgain() {
  for (const auto& [label, case_id] : cases_) moved_.insert(case_id);
}

std::string Scenario::CaseCalled(const std::string& label) const {
  const auto found = cases_.find(label);
  return found == cases_.end() ? "" : found->second;
}

void Scenario::Step(const YamlNode& step) {
  const auto at = ParseInstant(TextAt(step, "at"));
  if (!at || *at < clock_->Now()) {
    Fail(step, "every step needs a moment `at`, not before the step above it");
    return;
  }
  clock_->Set(*at);
  const std::string who = TextAt(step, "who");
  if (step.Find("begin") != nullptr) {
    Begin(step, who);
  } else if (step.Find("act") != nullptr) {
    Act(step, who);
  } else if (step.Find("look") != nullptr) {
    Look(step);
  } else if (step.Find("reform") != nullptr) {
    Reform(step, who);
  } else if (const YamlNode* reform = step.Find("expect_reform")) {
    ExpectReform(*reform);
  } else if (const YamlNode* duties = step.Find("expect_duties")) {
    ExpectDuties(*duties);
  } else if (const YamlNode* told = step.Find("expect_told")) {
    ExpectTold(*told);
  } else if (const YamlNode* beds = step.Find("expect_beds")) {
    ExpectBeds(*beds);
  } else if (const YamlNode* target = step.Find("expect_target")) {
    ExpectTarget(*target);
  } else {
    Fail(step,
         "a step is one of: begin, act, look, reform, expect_duties, expect_told, expect_beds, expect_target, "
         "expect_reform");
  }
}

void Scenario::Begin(const YamlNode& step, const std::string& who) {
  const auto act = regulation_->FindAct("draft_saved", DateOf(clock_->Now(), regulation_->calendar.offset));
  const YamlNode* fields = step.Find("fields");
  const auto answer = operations::BeginCase(*services_, CallerFor(who), {"step-" + std::to_string(++acts_)},
                                            {fields == nullptr ? Value(Value::Object{}) : FieldsOf(*fields, act)});
  if (answer.ok()) {
    cases_[TextAt(step, "begin")] = answer->case_id;
    versions_[answer->case_id] = answer->version;
  }
  CompareOutcome(step, answer, who + " begins " + TextAt(step, "begin"));
}

void Scenario::Act(const YamlNode& step, const std::string& who) {
  const std::string kind = TextAt(step, "act");
  const std::string case_id = CaseFor(step);
  const auto act = regulation_->FindAct(kind, DateOf(clock_->Now(), regulation_->calendar.offset));
  const YamlNode* fields = step.Find("fields");
  if (moved_.contains(case_id)) {
    const auto page = operations::OpenCase(*services_, CallerFor(who), {case_id});
    if (page.ok()) {
      versions_[case_id] = page->version;
      moved_.erase(case_id);
    }
  }
  const auto answer = operations::PerformAct(
      *services_, CallerFor(who), {"step-" + std::to_string(++acts_)},
      {case_id, kind, versions_[case_id], fields == nullptr ? Value(Value::Object{}) : FieldsOf(*fields, act)});
  if (answer.ok()) versions_[case_id] = answer->version;
  CompareOutcome(step, answer, who + ": " + kind + " (" + TextAt(step, "case") + ")");
}

void Scenario::Reform(const YamlNode& step, const std::string& who) {
  const std::string kind = TextAt(step, "reform");
  const operations::ReformRequest request{TextAt(step, "on")};
  const operations::Caller caller = CallerFor(who);
  const operations::Once once{"step-" + std::to_string(++acts_)};
  const auto answer = kind == "propose"    ? operations::ProposeReform(*services_, caller, once, request)
                      : kind == "withdraw" ? operations::WithdrawReform(*services_, caller, once, request)
                                           : operations::ConfirmReform(*services_, caller, once, request);
  if (kind != "propose" && kind != "withdraw" && kind != "confirm")
    Fail(step, "a reform is one of: propose, withdraw, confirm");
  if (answer.ok()) LookAgain();
  CompareOutcome(step, answer, who + ": reform day " + request.day + ", " + kind);
}

void Scenario::CompareRefusal(const YamlNode& step, const Error* refusal, const std::string& line) {
  const std::string expected = TextAt(step, "expect_refused");
  if (refusal == nullptr) {
    Say(line);
    if (!expected.empty()) Fail(step, line + " was done, but should have been refused as " + expected);
    return;
  }
  const std::string word = WordFor(refusal->code);
  Say(line + " → refused: " + word);
  if (expected.empty()) {
    Fail(step, line + " was refused: " + Explain(*refusal));
  } else if (expected != word) {
    Fail(step, line + " was refused as " + word + ", not as " + expected + ": " + Explain(*refusal));
  }
  const std::string field = TextAt(step, "at_field");
  const auto is_there = [&](const FieldProblem& problem) { return problem.pointer == "/fields/" + field; };
  if (!field.empty() && std::none_of(refusal->fields.begin(), refusal->fields.end(), is_there)) {
    Fail(step, line + " should be refused at the field " + field + ": " + Explain(*refusal));
  }
}

void Scenario::Look(const YamlNode& step) {
  const std::string who = TextAt(step, "look");
  operations::Caller caller = CallerFor(who);
  caller.purpose = TextAt(step, "purpose");
  const auto page = operations::OpenCase(*services_, caller, {CaseFor(step)});
  const YamlNode* expect = step.Find("expect");
  const bool absent = expect != nullptr && TextAt(*expect, "absent") == "true";
  if (!page.ok()) {
    Say(who + " finds nothing of " + TextAt(step, "case"));
    if (!absent || page.error().code != ErrorCode::kAbsent)
      Fail(step, who + " cannot open it: " + Explain(page.error()));
    return;
  }
  const std::set<std::string> seen = ClassesSeen(*page);
  std::string classes;
  for (const std::string& code : seen) classes += " " + code;
  Say(who + " sees" + classes + " of " + TextAt(step, "case"));
  if (absent) {
    Fail(step, who + " should find nothing, but sees" + classes);
    return;
  }
  for (const std::string& code : TextsOf(expect == nullptr ? nullptr : expect->Find("sees"))) {
    if (!seen.contains(code)) Fail(step, who + " should see " + code + " but sees only" + classes);
  }
  for (const std::string& code : TextsOf(expect == nullptr ? nullptr : expect->Find("not"))) {
    if (seen.contains(code)) Fail(step, who + " must not see " + code);
  }
}

void Scenario::Say(const std::string& line) {
  report_.lines.push_back(FormatInstant(clock_->Now(), regulation_->calendar.offset).substr(0, 16) + "  " + line);
}

operations::Caller Scenario::CallerFor(const std::string& member) {
  operations::Caller caller{sessions_[member], "", "scenario"};
  if (!caller.session.empty() && operations::WhoAmI(*services_, caller).ok()) return caller;
  const auto signed_in = operations::SignIn(*services_, caller, {member, std::string(kDemoPassword)});
  if (!signed_in.ok()) return caller;
  sessions_[member] = signed_in->session;
  caller.session = signed_in->session;
  return caller;
}

std::string Scenario::CaseFor(const YamlNode& step, std::string_view key) {
  const auto found = cases_.find(TextAt(step, key));
  if (found == cases_.end()) Fail(step, "no case is called \"" + TextAt(step, key) + "\" yet");
  return found == cases_.end() ? "" : found->second;
}

std::string Scenario::MemberOf(const std::string& unit) const {
  for (const regulation::DemoMember& member : regulation_->demo_members) {
    if (member.unit.text() == unit) return member.id.text();
  }
  return "";
}

}  // namespace nuong::app
