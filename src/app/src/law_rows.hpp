#pragma once
#include <functional>
#include <map>
#include <set>

#include "law_table.hpp"
#include "nuong/regulation/duties.hpp"

/// What the parts of a table of the law share: dated rows, made-up situations, and the words for units.
namespace nuong::app {

/// A row and the days it is about.
struct LawRow {
  Question question;
  CivilDate from;
  std::optional<CivilDate> until;
  bool Covers(CivilDate day) const { return from <= day && (!until || day < *until); }
};
using LawRows = std::vector<LawRow>;

/// What is wrong beyond single rows: something of the regulation that no row tells.
using TellMissing = std::function<void(std::string)>;

/// Each day on which one of the rows begins or ends, the day before it, and a day far on for those that do not end.
std::set<CivilDate> DaysOf(const std::vector<LawRow*>& rows);
std::set<CivilDate> DaysOf(CivilDate from, const std::optional<CivilDate>& until);

/// A text or a list of texts.
std::vector<std::string> WordsAt(const Question& question, std::string_view key);
/// A map or a list of maps; values as they stand.
std::vector<Value::Object> MapsAt(const Question& question, std::string_view key);

std::string Joined(const std::set<std::string>& texts);
std::string Joined(const std::vector<std::string>& texts);

/// Does the row name the clause, as "INSTRUMENT CLAUSE", that the item stands on?
void CompareSource(Question& question, const regulation::Source& source);

/// Tells each name and code under the keys that neither the case nor the form of the act knows.
void CheckNames(Question& question, const regulation::Act& act, std::initializer_list<std::string_view> keys);
/// Tells what is neither yes nor no.
void CheckYesOrNo(Question& question, std::string_view key);

bool IsOfUnits(const regulation::Field& field);

/// A made-up case. The unit of a relation, the keeper before and the unit in a field bear its name; offices of a role
/// are real ones.
class MadeUpCase {
 public:
  MadeUpCase(const regulation::Regulation& regulation, const regulation::Act& act, UnitName actor, CivilDate day);

  /// Values of the case, acts done or fields of the act, by name.
  void Put(const Value::Object& given);
  bool Holds(const Value::Object& wanted) const;
  /// As the act leaves it: values, the keeper and that it was done.
  void DoAct();

  std::string WordFor(const UnitName& unit) const;
  /// Who did the act may also be called by the role.
  bool IsCalled(const UnitName& unit, const std::string& word) const;
  /// "<word> <rest>" with the word that one of the lines has for the unit, if one does.
  std::string LineFor(const UnitName& unit, const std::string& rest, const std::vector<std::string>& lines) const;

  const regulation::Regulation& regulation;
  const regulation::Act& act;
  UnitName actor;
  CivilDate day;
  regulation::CaseSituation situation;
  Value::Object fields;
};

/// A living unit of the role; nothing when there is none.
const regulation::Unit* LivingUnit(const regulation::Regulation& regulation, const RoleName& role, CivilDate day);
/// A living unit that may receive somebody; nothing when there is none.
const regulation::Unit* LivingReceiver(const regulation::Regulation& regulation, CivilDate day);
/// Of words for units, those that can be meant on the day: roles without a living unit fall away.
std::set<std::string> LivingWords(const regulation::Regulation& regulation, const std::vector<std::string>& words,
                                  CivilDate day);

void CompareOwed(const std::shared_ptr<const regulation::Regulation>& regulation, LawRows& rows,
                 const TellMissing& missing);
void CompareActs(const std::shared_ptr<const regulation::Regulation>& regulation, LawRows& rows,
                 const TellMissing& missing);
void CompareGiven(LawRows& rows);

}  // namespace nuong::app
