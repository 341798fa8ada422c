#pragma once
#include <initializer_list>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "nuong/base/civil.hpp"
#include "nuong/base/value.hpp"
#include "nuong/base/yaml.hpp"
#include "nuong/regulation/model.hpp"

namespace nuong::app {

/// One question while it is answered: its part of the file, its moment, and what is wrong so far.
class Question {
 public:
  Question(const YamlNode& node, std::shared_ptr<const regulation::Regulation> regulation)
      : node_(node), regulation_(std::move(regulation)) {}

  /// The text under a key; empty when it is absent, null or no text. A required one that is absent is told.
  std::string Text(std::string_view key, bool required = true);
  std::vector<std::string> Texts(std::string_view key) const;
  const YamlNode* Find(std::string_view key) const { return node_.Find(key); }
  bool Has(std::string_view key) const { return node_.Find(key) != nullptr; }
  /// A moment or a day (its first moment), in the offset of the calendar when none is given.
  std::optional<Instant> Moment(std::string_view key);
  /// Tells every key that is none of these.
  void Allow(std::initializer_list<std::string_view> keys);

  /// "what: expected x, but found y", when they differ.
  void Compare(std::string_view what, const std::string& expected, const std::string& found);
  void Tell(std::string problem) { problems_.push_back(std::move(problem)); }

  const regulation::Regulation& regulation() const { return *regulation_; }
  std::shared_ptr<const regulation::Regulation> shared() const { return regulation_; }
  const YamlNode& node() const { return node_; }
  const std::vector<std::string>& problems() const { return problems_; }

 private:
  const YamlNode& node_;
  std::shared_ptr<const regulation::Regulation> regulation_;
  std::vector<std::string> problems_;
};

/// A scalar or list of YAML: plain true, false and numbers are what they look like.
Value PlainValue(const YamlNode& node);

void AskCount(Question& question, Instant at);
void AskRegime(Question& question, CivilDate day);
void AskInForce(Question& question, CivilDate day);
void AskHolder(Question& question, CivilDate day);
void AskItem(Question& question, CivilDate day);
void AskEntitled(Question& question, CivilDate day);
void AskOpens(Question& question, Instant at);

}  // namespace nuong::app
