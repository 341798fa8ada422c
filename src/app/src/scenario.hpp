#pragma once
#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "clocks.hpp"
#include "data_directory.hpp"
#include "nuong/base/yaml.hpp"
#include "nuong/operations/wire.hpp"

/// Plays a story, told as data, through the same operations as the API. Form: docs/reference/scenarios.md.
namespace nuong::app {

struct ScenarioFailure {
  Place place;
  std::string what;
};

struct ScenarioReport {
  std::string id;
  Text title;
  std::size_t steps = 0;
  std::vector<std::string> lines;  ///< what happened, what was owed when, who could see what
  std::vector<ScenarioFailure> failures;
};

/// Reads and parses a file of a story or of questions.
Result<YamlNode> ReadStory(const std::string& file);

class Scenario {
 public:
  /// `directory` is founded by the scenario with the demo members of its regulation.
  static Result<std::unique_ptr<Scenario>> Open(const std::string& file, const std::string& regulations,
                                                const std::string& directory);
  ScenarioReport Run();
  /// Plays one step more; false when none is left. For tests that look at a story half way.
  bool PlayNext();
  /// After Run: the moment of the last step, for a demo's clock.
  Instant now() { return clock_->Now(); }
  store::Store& store() { return *store_; }
  operations::Services& services() { return *services_; }
  /// Others have acted since: the next act on each case opens it first, to know its version.
  void LookAgain();
  std::string CaseCalled(const std::string& label) const;  ///< empty when no case is called so yet
  std::shared_ptr<const regulation::Regulation> regulation() { return regulation_; }

 private:
  Scenario() = default;
  Result<void> Prepare(const YamlNode& root, const std::string& regulations, const std::string& directory);
  void Step(const YamlNode& step);
  void Begin(const YamlNode& step, const std::string& who);
  void Act(const YamlNode& step, const std::string& who);
  void Look(const YamlNode& step);
  void Reform(const YamlNode& step, const std::string& who);
  void ExpectReform(const YamlNode& expected);
  void ExpectDuties(const YamlNode& expected);
  void ExpectTold(const YamlNode& expected);
  void ExpectBeds(const YamlNode& expected);
  void ExpectTarget(const YamlNode& expected);
  template <class Answer>
  void CompareOutcome(const YamlNode& step, const Result<Answer>& answer, const std::string& line) {
    CompareRefusal(step, answer.ok() ? nullptr : &answer.error(), line);
  }
  /// `refusal` is null when it was done.
  void CompareRefusal(const YamlNode& step, const Error* refusal, const std::string& line);

  void Fail(const YamlNode& at, std::string what) { report_.failures.push_back({at.place, std::move(what)}); }
  void Say(const std::string& line);
  /// A signed-in caller; signs in again when the session has run out on the moved clock.
  operations::Caller CallerFor(const std::string& member);
  std::string CaseFor(const YamlNode& step, std::string_view key = "case");
  /// Members by unit, for asking as the unit that holds a duty.
  std::string MemberOf(const std::string& unit) const;

  YamlNode root_;
  ScenarioReport report_;
  std::unique_ptr<store::Store> store_;
  std::unique_ptr<ManualClock> clock_;
  std::unique_ptr<SeededRandom> random_;
  std::shared_ptr<operations::Services> services_;
  std::shared_ptr<const regulation::Regulation> regulation_;
  std::map<std::string, std::string> sessions_;
  std::map<std::string, std::string> cases_;      ///< label → case id
  std::map<std::string, std::int64_t> versions_;  ///< case id → version after the last act
  std::set<std::string> moved_;                   ///< cases others may have changed: opened again before an act
  std::uint64_t acts_ = 0;
};

}  // namespace nuong::app
