#include <algorithm>

#include "law_rows.hpp"
#include "nuong/operations/access_survey.hpp"

/// Part `acts`: who may do what, at which stage and on which demands, and what it does to the case. Each version of an
/// act is asked for every kind of office in every relation, and tried in the situations the row names.
namespace nuong::app {
namespace {

using operations::Standpoint;

/// "RELATION: ROLE, ROLE; …", short for a set of standpoints.
std::string TextOf(const std::set<Standpoint>& points) {
  std::map<std::string, std::set<std::string>> roles;
  for (const auto& [role, relation] : points) roles[relation.empty() ? "no relation" : relation].insert(role.text());
  std::string text;
  for (const auto& [relation, names] : roles) text += (text.empty() ? "" : "; ") + relation + ": " + Joined(names);
  return text.empty() ? "nobody" : text;
}

class Acts {
 public:
  Acts(const std::shared_ptr<const regulation::Regulation>& regulation, LawRows& rows, const TellMissing& missing)
      : engine_(regulation), regulation_(*regulation), rows_(rows), missing_(missing) {}

  void Run() {
    const auto actors = operations::ActorsOf(regulation_);
    if (!actors.ok()) return missing_(actors.error().message.en);
    std::map<std::string, std::vector<LawRow*>> rows_of;
    for (LawRow& row : rows_) {
      row.question.Allow({"clause", "act", "who", "of", "when", "not", "refused", "accepted", "becomes", "ceases",
                          "sets", "keeper", "from", "until"});
      rows_of[row.question.Text("act")].push_back(&row);
    }
    for (std::size_t i = 0; i < regulation_.acts.size(); ++i) {
      const regulation::Act& act = regulation_.acts[i];
      const auto told = rows_of.find(act.kind);
      const bool has_row =
          told != rows_of.end() && std::any_of(told->second.begin(), told->second.end(), [&](LawRow* row) {
            return row->from == act.validity.from && row->until == act.validity.until;
          });
      if (!has_row) missing_("no row tells who may do " + act.kind + " from " + FormatDate(act.validity.from));
    }
    for (const auto& [kind, rows] : rows_of) {
      for (LawRow* row : rows) Compare(kind, *row, *actors);
    }
  }

 private:
  void Compare(const std::string& kind, LawRow& row, const std::vector<std::set<Standpoint>>& actors) {
    const regulation::Act* act = regulation_.FindAct(kind, row.from);
    if (act == nullptr) return row.question.Tell("it may be done on no day from " + FormatDate(row.from));
    for (const CivilDate day : DaysOf(row.from, row.until)) {
      const bool is_it = regulation_.FindAct(kind, day) == act;
      if (is_it != row.Covers(day)) {
        row.question.Tell(FormatDate(day) +
                          (is_it ? ": it may be done so already, or still" : ": it may not be done so"));
      }
    }
    CheckYesOrNo(row.question, "keeper");
    CheckNames(row.question, *act, {"when", "not", "refused", "accepted"});
    CompareSource(row.question, act->source);
    const auto index = static_cast<std::size_t>(act - regulation_.acts.data());
    CompareActors(row.question, actors[index]);
    const MadeUpCase made_up = CaseFor(row.question, *act, ActorOf(row, row.from), row.from);
    CompareStages(row.question, *act, made_up);
    CompareDemands(row.question, *act, made_up);
    CompareEffects(row, *act);
  }

  void CompareActors(Question& question, const std::set<Standpoint>& may) {
    std::set<Standpoint> told;
    const std::vector<std::string> of = WordsAt(question, "of");
    for (const auto& [role, known] : regulation_.roles) {
      if (!of.empty() && std::find(of.begin(), of.end(), role.text()) == of.end()) continue;
      for (const std::string& relation : WordsAt(question, "who")) told.emplace(role, relation);
    }
    if (told == may) return;
    std::set<Standpoint> missing;
    std::set<Standpoint> beyond;
    std::set_difference(told.begin(), told.end(), may.begin(), may.end(), std::inserter(missing, missing.end()));
    std::set_difference(may.begin(), may.end(), told.begin(), told.end(), std::inserter(beyond, beyond.end()));
    question.Tell("only the row lets: " + TextOf(missing) + ". Only the regulation lets: " + TextOf(beyond));
  }

  UnitName ActorOf(const LawRow& row, CivilDate day) const {
    for (const std::string& role : WordsAt(row.question, "of")) {
      if (const auto* unit = LivingUnit(regulation_, RoleName(role), day)) return unit->id;
    }
    const auto* any = LivingReceiver(regulation_, day);
    return any == nullptr ? UnitName("actor") : any->id;
  }

  MadeUpCase CaseFor(const Question& question, const regulation::Act& act, const UnitName& actor, CivilDate day) const {
    MadeUpCase made_up(regulation_, act, actor, day);
    for (const Value::Object& given : MapsAt(question, "when")) made_up.Put(given);
    return made_up;
  }

  /// `when`: it may be done; each of `not`, put over it: it may not. A list of acts done that `not` names takes the
  /// place of the other.
  void CompareStages(Question& question, const regulation::Act& act, const MadeUpCase& made_up) {
    if (engine_.Blocked(act, made_up.situation)) question.Tell("it may not be done as the row says in `when`");
    for (const Value::Object& change : MapsAt(question, "not")) {
      MadeUpCase changed = made_up;
      if (change.contains("done")) changed.situation.values["done"] = Value::Array{};
      changed.Put(change);
      if (!engine_.Blocked(act, changed.situation)) question.Tell("it may be done also with " + WriteJson(change));
    }
    if (!act.when.empty() && question.Find("not") == nullptr)
      question.Tell("`not` is missing: when it may not be done");
  }

  void CompareDemands(Question& question, const regulation::Act& act, const MadeUpCase& made_up) {
    const auto unmet = [&](const Value::Object& given) {
      MadeUpCase tried = made_up;
      tried.Put(given);
      return engine_.Unmet(act, tried.fields, tried.situation).size();
    };
    for (const Value::Object& given : MapsAt(question, "accepted")) {
      if (unmet(given) != 0) question.Tell("it is refused with " + WriteJson(given));
    }
    for (const Value::Object& given : MapsAt(question, "refused")) {
      if (unmet(given) == 0) question.Tell("it is accepted with " + WriteJson(given));
    }
    if (!act.demands.empty() && question.Find("refused") == nullptr)
      question.Tell("`refused` is missing: what it demands");
  }

  void CompareEffects(LawRow& row, const regulation::Act& act) {
    Question& question = row.question;
    const CivilDate last = row.until ? row.until->Plus(-1) : *DaysOf(row.from, row.until).rbegin();
    for (const CivilDate day : {row.from, last}) {
      const UnitName actor = ActorOf(row, day);
      const MadeUpCase made_up(regulation_, act, actor, day);
      std::set<std::string> becomes;
      std::set<std::string> ceases;
      for (const regulation::PartyChange& change : act.parties) {
        for (const UnitName& unit : engine_.Resolve(change.unit, actor, made_up.fields, made_up.situation, day)) {
          const std::string becoming = change.becomes + (change.prepared ? " later" : "");
          if (!change.becomes.empty()) becomes.insert(made_up.LineFor(unit, becoming, WordsAt(question, "becomes")));
          for (const std::string& relation : change.ceases) {
            ceases.insert(made_up.LineFor(unit, relation, WordsAt(question, "ceases")));
          }
        }
      }
      question.Compare("becomes", Joined(LivingWords(regulation_, WordsAt(question, "becomes"), day)), Joined(becomes));
      question.Compare("ceases", Joined(LivingWords(regulation_, WordsAt(question, "ceases"), day)), Joined(ceases));
    }
    std::set<std::string> sets;
    for (const auto& [value, code] : act.sets) sets.insert(value + " " + code);
    std::set<std::string> told;
    if (const YamlNode* given = question.Find("sets"); given != nullptr && given->AsMap() != nullptr) {
      Question part(*given, question.shared());
      for (const auto& [value, code] : *given->AsMap()) told.insert(value + " " + part.Text(value));
    }
    question.Compare("sets", Joined(told), Joined(sets));
    question.Compare("keeper", question.Text("keeper", false) == "yes" ? "yes" : "no", act.makes_keeper ? "yes" : "no");
  }

  regulation::Engine engine_;
  const regulation::Regulation& regulation_;
  LawRows& rows_;
  const TellMissing& missing_;
};

}  // namespace

void CompareActs(const std::shared_ptr<const regulation::Regulation>& regulation, LawRows& rows,
                 const TellMissing& missing) {
  Acts(regulation, rows, missing).Run();
}

}  // namespace nuong::app
