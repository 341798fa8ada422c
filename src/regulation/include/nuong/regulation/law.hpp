#pragma once
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "nuong/base/deadline.hpp"
#include "nuong/base/id.hpp"
#include "nuong/regulation/form.hpp"
#include "nuong/regulation/source.hpp"

/// The law around the acts and duties of a case: which body of law governs a day, its clauses, pathways, papers,
/// reports, rules of conduct and programme work. Declared so that every clause has what carries it out.
namespace nuong::regulation {

/// A body of law that governs what is decided on its days. The regimes of a regulation follow each other.
struct Regime {
  std::string id;
  Text name;
  Validity validity;
  std::vector<std::string> instruments;
  Text transition;  ///< what happens to what is open on its last day; required when it ends
  Source source;
};

/// One clause of an instrument, paraphrased. What carries it out is found through the sources of other items.
struct Clause {
  std::string id;  ///< unique in its instrument
  std::string instrument;
  std::vector<RoleName> actors;  ///< empty: all parties
  std::string kind;              ///< "protection", "referral" …
  Text says;
  Certainty certainty = Certainty::kUnknown;
  std::optional<Text> not_carried;  ///< why nothing can carry it out
};

struct PathwayStep {
  std::string step;               ///< id of a Step
  std::vector<std::string> next;  ///< empty: the pathway ends here
};

struct Pathway {
  std::string id;
  std::string code;  ///< "P6"
  Text name;
  Validity validity;
  std::string begins;  ///< id of a Step
  std::vector<PathwayStep> steps;
  Source source;
};

/// A ground for identification or a source of evidence.
struct Listed {
  std::string id;
  std::string code;  ///< as the text letters or names it; may be empty
  Text name;
  Validity validity;
  Source source;
};

/// A form or paper of the law.
struct Document {
  std::string id;
  std::string number;  ///< "Mẫu số 07"; empty when it has none
  Text name;
  std::vector<RoleName> issued_by;
  std::vector<std::string> by_acts;  ///< kinds of acts that produce it
  Validity validity;
  Source source;
};

struct Measure {
  std::string id;
  Text name;
  std::vector<RoleName> decided_by;
  std::string document;  ///< may be empty
  Validity validity;
  Source source;
};

struct ReportDue {
  std::string id;
  Text title;
  RoleName from_role;
  RoleName to_role;
  Duration every;
  std::optional<Text> due;
  std::optional<Text> indicators;
  Validity validity;
  Source source;
};

struct Retention {
  std::string id;
  Text title;
  Text what;
  Duration period;
  std::vector<std::string> counts_from;  ///< kinds of acts, the last one done; empty: it is not about one case
  std::string when;                      ///< condition over case.*; empty: every case where such an act was done
  std::string last_day_in;  ///< kept F1 date that tells the last day where `period` is not verified; or empty
  Text after;               ///< what is done when the period is over
  Validity validity;
  Source source;
};

/// A rule of conduct without a clock or an act.
struct Norm {
  std::string id;
  Text title;
  std::vector<RoleName> roles;  ///< whom it binds
  std::optional<Text> enforced_by;
  Validity validity;
  Source source;
};

/// Programme work beside the cases: meetings, training, plans, inspections.
struct Register {
  std::string id;
  Text title;
  std::vector<RoleName> holders;
  std::vector<RoleName> shared_with;
  std::vector<Code> states;
  std::vector<Field> fields;
  Duration due;
  Validity validity;
  Source source;
};

struct Law {
  std::vector<Regime> regimes;
  std::vector<Clause> clauses;
  std::map<std::string, Text, std::less<>> citations;  ///< how a clause that is no plain article is cited
  std::vector<Pathway> pathways;
  std::vector<Listed> grounds;
  std::vector<Listed> evidence;
  std::vector<Document> documents;
  std::vector<Measure> measures;
  std::vector<ReportDue> reports;
  std::vector<Retention> retention;
  std::vector<Norm> norms;
  std::vector<Register> registers;

  /// The regime that governs what is decided on that day; none: no law that we hold.
  const Regime* RegimeOn(CivilDate day) const;
  const Clause* FindClause(std::string_view instrument, std::string_view clause) const;
};

}  // namespace nuong::regulation
