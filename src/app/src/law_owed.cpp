#include <algorithm>

#include "law_rows.hpp"

/// Part `owed`: each act is done by each kind of office in each situation that a row speaks of, on the days on which
/// rows begin and end. What opens then must be what the rows say, and end as they say.
namespace nuong::app {
namespace {

using regulation::OpenDuty;

constexpr std::uint64_t kTrigger = 1;
constexpr std::uint64_t kLater = 2;

/// How a duty ends and moves, found by trying every act and every value.
struct Ends {
  std::set<std::string> fulfilled_by;
  bool by_others = false;                              ///< also when another office does it
  std::map<std::string, std::set<std::string>> lapse;  ///< value → codes with which it falls away
  std::set<std::string> longer;                        ///< "act deadline" of acts that give another time
};

/// One act done in a made-up case, and what it opened.
struct Moment {
  MadeUpCase before;
  std::vector<OpenDuty> opened;
};

std::vector<std::string> CodesOf(const regulation::Regulation& regulation, const regulation::Field& field) {
  std::vector<std::string> codes;
  const regulation::CodeList* list = regulation.FindCodeList(field.code_list);
  if (field.type != regulation::FieldType::kChoice || list == nullptr) return codes;
  for (const regulation::Code& code : list->codes) codes.push_back(code.code);
  return codes;
}

/// The regulation and, as units without a part in it, every name by which a row can call one: fields of acts,
/// relations, the keeper and somebody else. They stand in one of the smallest areas where an office of the day stands,
/// so that offices above it are found.
class MadeUpWorlds {
 public:
  explicit MadeUpWorlds(const regulation::Regulation& real) : real_(real) {
    for (const regulation::Relation& relation : real.relations) names_.insert(relation.id);
    for (const regulation::Act& act : real.acts) {
      for (const regulation::Field& field : act.fields) {
        if (IsOfUnits(field)) names_.insert(field.name);
      }
    }
  }

  const regulation::Engine& On(CivilDate day) {
    const std::string area = SmallestArea(day);
    std::unique_ptr<const regulation::Engine>& engine = engines_[area];
    if (engine != nullptr) return *engine;
    auto copy = std::make_shared<regulation::Regulation>(real_);
    for (const std::string& name : names_) {
      regulation::Unit unit;
      unit.id = UnitName(name);
      unit.role = RoleName(name);
      unit.area = area;
      unit.validity = regulation::kAlways;
      copy->units.emplace(unit.id, std::move(unit));
    }
    engine = std::make_unique<const regulation::Engine>(copy);
    return *engine;
  }

 private:
  std::size_t DepthOf(const std::string& area) const {
    std::size_t depth = 0;
    for (auto at = real_.areas.find(area); at != real_.areas.end(); at = real_.areas.find(at->second.parent)) ++depth;
    return depth;
  }

  std::string SmallestArea(CivilDate day) const {
    std::string smallest;
    std::size_t deepest = 0;
    for (const auto& [id, unit] : real_.units) {
      const std::size_t depth = unit.validity.Covers(day) ? DepthOf(unit.area) : 0;
      if (depth <= deepest) continue;
      deepest = depth;
      smallest = unit.area;
    }
    return smallest;
  }

  const regulation::Regulation& real_;
  std::set<std::string> names_{"keeper", "somebody"};
  std::map<std::string, std::unique_ptr<const regulation::Engine>> engines_;
};

class Owed {
 public:
  Owed(const regulation::Regulation& regulation, LawRows& rows, const TellMissing& missing)
      : worlds_(regulation), regulation_(regulation), missing_(missing) {
    for (LawRow& row : rows) rows_[row.question.Text("after")].push_back(&row);
    for (const regulation::Act& act : regulation_.acts) kinds_.insert(act.kind);
    CollectValues();
  }

  void Run() {
    for (auto& [kind, rows] : rows_) {
      for (LawRow* row : rows) Read(*row);
      for (const CivilDate day : DaysOf(rows)) RunOn(kind, rows, day);
      for (LawRow* row : rows) {
        if (!held_.contains(row)) row->question.Tell("in no situation and on no day did it open");
      }
    }
    for (const regulation::Duty& duty : regulation_.duties) {
      if (!rows_.contains(duty.trigger)) missing_("no row tells what is owed after " + duty.trigger + ": " + duty.id);
    }
  }

 private:
  void Read(LawRow& row) {
    row.question.Allow({"clause", "after", "by", "if", "unless", "who", "must", "others", "to", "within", "local",
                        "longer", "told", "over", "from", "until"});
    for (const char* key : {"clause", "must", "who", "within"}) {
      if (WordsAt(row.question, key).empty()) row.question.Tell("`" + std::string(key) + "` is missing");
    }
    CheckYesOrNo(row.question, "others");
    const regulation::Act* act = regulation_.FindAct(row.question.Text("after"), row.from);
    if (act != nullptr) CheckNames(row.question, *act, {"if", "unless"});
  }

  /// Every value of a case with its codes, and every act as "done".
  void CollectValues() {
    for (const regulation::CaseValue& value : regulation_.case_values) {
      for (const regulation::Code& code : value.codes) values_[value.id].insert(code.code);
    }
    for (const regulation::Act& act : regulation_.acts) {
      for (const std::string& kept : act.keeps) {
        const regulation::Field* field = act.FindField(kept);
        if (field == nullptr) continue;
        for (const std::string& code : CodesOf(regulation_, *field)) values_[kept].insert(code);
      }
    }
    values_["done"] = kinds_;
  }

  void RunOn(const std::string& kind, const std::vector<LawRow*>& rows, CivilDate day) {
    engine_ = &worlds_.On(day);
    const regulation::Act* act = regulation_.FindAct(kind, day);
    if (act == nullptr) {
      for (LawRow* row : rows) {
        if (row->Covers(day)) row->question.Tell("on " + FormatDate(day) + " there is no act \"" + kind + "\"");
      }
      return;
    }
    std::vector<Value::Object> situations{{}};
    for (const LawRow* row : rows) {
      const auto conditions = MapsAt(row->question, "if");
      const Value::Object wanted = conditions.empty() ? Value::Object{} : conditions.front();
      situations.push_back(wanted);
      for (const Value::Object& unless : MapsAt(row->question, "unless")) {
        Value::Object other = wanted;
        for (const auto& [name, value] : unless) other[name] = value;
        situations.push_back(std::move(other));
      }
    }
    for (const UnitName& actor : ActorsOn(*act, rows, day)) {
      for (const Value::Object& given : situations) Compare(*act, rows, actor, given, day);
    }
  }

  /// A unit of each role that may do the act; where every role may, of those that rows name, else of those that
  /// receive.
  std::vector<UnitName> ActorsOn(const regulation::Act& act, const std::vector<LawRow*>& rows, CivilDate day) const {
    std::set<RoleName> roles(act.by_roles.begin(), act.by_roles.end());
    for (const LawRow* row : rows) {
      for (const std::string& role : WordsAt(row->question, "by")) roles.emplace(role);
    }
    if (roles.empty()) {
      for (const auto& [id, role] : regulation_.roles) roles.insert(id);
    }
    std::vector<UnitName> actors;
    for (const RoleName& role : roles) {
      if (const regulation::Unit* unit = LivingUnit(regulation_, role, day)) actors.push_back(unit->id);
    }
    return actors;
  }

  Instant At(CivilDate day) const { return {StartOf(day, regulation_.calendar.offset).us + kNineHours}; }

  void Compare(const regulation::Act& act, const std::vector<LawRow*>& rows, const UnitName& actor,
               const Value::Object& given, CivilDate day) {
    Moment moment{MadeUpCase(regulation_, act, actor, day), {}};
    moment.before.Put(given);
    moment.before.DoAct();
    const MadeUpCase& made_up = moment.before;
    moment.opened = engine_->Advance({}, {kTrigger, act.kind, At(day), actor, made_up.fields}, made_up.situation);
    std::vector<bool> is_told(moment.opened.size(), false);
    for (LawRow* row : rows) {
      if (!Expects(*row, made_up)) continue;
      held_.insert(row);
      const std::size_t found = FindFor(*row, moment, is_told);
      const std::string where =
          "on " + FormatDate(day) + ", done by " + made_up.regulation.FindUnit(actor)->role.text();
      if (found == moment.opened.size()) {
        row->question.Tell(where + ": nobody called " + row->question.Text("who") + " owes " +
                           Joined(WordsAt(row->question, "must")));
        continue;
      }
      is_told[found] = true;
      CompareDuty(*row, moment, moment.opened[found], where);
    }
    for (std::size_t i = 0; i < is_told.size(); ++i) {
      if (is_told[i]) continue;
      missing_("no row tells of " + moment.opened[i].duty + ", owed after " + act.kind + " on " + FormatDate(day) +
               " by " + made_up.WordFor(moment.opened[i].holder) + " when it is " + WriteJson(given));
    }
  }

  bool Expects(const LawRow& row, const MadeUpCase& made_up) const {
    if (!row.Covers(made_up.day)) return false;
    const std::vector<std::string> by = WordsAt(row.question, "by");
    const bool is_by = by.empty() || std::any_of(by.begin(), by.end(), [&](const std::string& role) {
                         return made_up.IsCalled(made_up.actor, role);
                       });
    const auto holds = [&](const Value::Object& wanted) { return made_up.Holds(wanted); };
    const auto conditions = MapsAt(row.question, "if");
    const auto unless = MapsAt(row.question, "unless");
    return is_by && std::all_of(conditions.begin(), conditions.end(), holds) &&
           std::none_of(unless.begin(), unless.end(), holds);
  }

  std::size_t FindFor(LawRow& row, const Moment& moment, const std::vector<bool>& is_told) {
    const std::vector<std::string> must = WordsAt(row.question, "must");
    const std::set<std::string> wanted(must.begin(), must.end());
    const std::string who = row.question.Text("who");
    for (std::size_t i = 0; i < moment.opened.size(); ++i) {
      const OpenDuty& duty = moment.opened[i];
      if (!is_told[i] && moment.before.IsCalled(duty.holder, who) && EndsOf(moment, duty).fulfilled_by == wanted) {
        return i;
      }
    }
    return moment.opened.size();
  }

  void CompareDuty(LawRow& row, const Moment& moment, const OpenDuty& duty, const std::string& where) {
    Question& question = row.question;
    const MadeUpCase& made_up = moment.before;
    const regulation::Duty& definition = *engine_->DefinitionOf(duty);
    const std::size_t before = question.problems().size();
    CompareSource(question, definition.source);
    CompareTime(question, duty, definition, made_up.day);
    CompareEnds(question, EndsOf(moment, duty));
    CompareCounterpart(question, moment, duty);
    std::set<std::string> told = LivingWords(regulation_, WordsAt(question, "told"), made_up.day);
    std::erase_if(told, [&](const std::string& word) { return made_up.IsCalled(duty.holder, word); });
    question.Compare("told when late", Joined(told), Joined(ToldOf(question, moment, duty)));
    if (question.problems().size() > before) question.Tell("(" + where + ", by " + duty.duty + ")");
  }

  /// A role may have no office for the place of who acted: then nobody is named.
  void CompareCounterpart(Question& question, const Moment& moment, const OpenDuty& duty) {
    const MadeUpCase& made_up = moment.before;
    const std::string to = question.Text("to", false);
    if (duty.counterpart ? made_up.IsCalled(*duty.counterpart, to) : to.empty()) return;
    const bool is_nobody_there = regulation_.roles.contains(RoleName(to)) &&
                                 regulation_.Competent(RoleName(to), made_up.actor, made_up.day) == nullptr;
    if (!duty.counterpart && is_nobody_there) return;
    question.Compare("to", to.empty() ? "nobody" : to,
                     duty.counterpart ? made_up.WordFor(*duty.counterpart) : "nobody");
  }

  void CompareTime(Question& question, const OpenDuty& duty, const regulation::Duty& definition, CivilDate day) {
    question.Compare("within", question.Text("within"), FormatDuration(definition.deadline));
    const std::string local = question.Text("local", false);
    question.Compare("local", local.empty() ? "none" : local,
                     definition.local_limit ? FormatDuration(*definition.local_limit) : "none");
    const auto runs = ParseDuration(local.empty() ? question.Text("within") : local);
    if (!runs.ok()) return question.Tell(runs.error().message.en);
    const Offset offset = regulation_.calendar.offset;
    const auto text = [&](const std::optional<Instant>& at) { return at ? FormatInstant(*at, offset) : "no moment"; };
    question.Compare("due", text(CountDeadline(At(day), *runs, regulation_.calendar).until), text(duty.deadline.until));
  }

  void CompareEnds(Question& question, const Ends& ends) {
    question.Compare("others", question.Text("others", false) == "yes" ? "yes" : "no", ends.by_others ? "yes" : "no");
    question.Compare("longer", Joined(WordsAt(question, "longer")), Joined(ends.longer));
    std::set<std::string> expected;
    if (const YamlNode* over = question.Find("over"); over != nullptr && over->AsMap() != nullptr) {
      const Question part(*over, question.shared());
      for (const auto& [value, codes] : *over->AsMap()) {
        for (const std::string& code : WordsAt(part, value)) expected.insert(value + " " + code);
      }
    }
    std::set<std::string> found;
    for (const auto& [value, codes] : ends.lapse) {
      for (const std::string& code : codes) found.insert(value + " " + code);
    }
    question.Compare("over", Joined(expected), Joined(found));
  }

  std::set<std::string> ToldOf(const Question& question, const Moment& moment, const OpenDuty& duty) const {
    std::set<std::string> told;
    const MadeUpCase& made_up = moment.before;
    for (const auto& [unit, at] : engine_->LateLadder(duty, made_up.actor, made_up.situation, made_up.day)) {
      const std::int64_t minutes = (at.us - duty.deadline.until->us) / kMinute;
      told.insert(
          made_up.LineFor(unit, minutes == 0 ? "" : "after " + std::to_string(minutes), WordsAt(question, "told")));
    }
    return told;
  }

  /// Tries every act by the holder and by another, and every value of the case; once for each version of a duty.
  const Ends& EndsOf(const Moment& moment, const OpenDuty& duty) {
    const regulation::Duty* definition = engine_->DefinitionOf(duty);
    const auto [known, is_new] = ends_.try_emplace(definition);
    if (!is_new) return known->second;
    Ends& ends = known->second;
    for (const std::string& kind : kinds_) {
      const OpenDuty after = Try(duty, kind, duty.holder, moment.before.situation);
      if (after.state == regulation::DutyState::kDone) ends.fulfilled_by.insert(kind);
      if (after.extended_by != 0) ends.longer.insert(kind + " " + FormatDuration(definition->extension->deadline));
      const OpenDuty by_other = Try(duty, kind, UnitName("somebody"), moment.before.situation);
      ends.by_others = ends.by_others || by_other.state == regulation::DutyState::kDone;
    }
    for (const auto& [value, codes] : values_) {
      for (const std::string& code : codes) {
        regulation::CaseSituation changed = moment.before.situation;
        if (value == "done") changed.values["done"].AsArray()->emplace_back(code);
        if (value != "done") changed.values[value] = code;
        const OpenDuty after = Try(duty, "", duty.holder, changed);
        if (after.state == regulation::DutyState::kLapsed) ends.lapse[value].insert(code);
      }
    }
    return ends;
  }

  OpenDuty Try(const OpenDuty& duty, const std::string& kind, const UnitName& unit,
               const regulation::CaseSituation& situation) const {
    return engine_->Advance({duty}, {kLater, kind, duty.opened_at, unit, {}}, situation).front();
  }

  static constexpr std::int64_t kMinute = 60'000'000;
  static constexpr std::int64_t kNineHours = 9 * 60 * kMinute;

  MadeUpWorlds worlds_;
  const regulation::Engine* engine_ = nullptr;
  const regulation::Regulation& regulation_;
  const TellMissing& missing_;
  std::map<std::string, std::vector<LawRow*>> rows_;
  std::set<std::string> kinds_;
  std::map<std::string, std::set<std::string>> values_;
  std::map<const regulation::Duty*, Ends> ends_;
  std::set<const LawRow*> held_;
};

}  // namespace

void CompareOwed(const std::shared_ptr<const regulation::Regulation>& regulation, LawRows& rows,
                 const TellMissing& missing) {
  Owed(*regulation, rows, missing).Run();
}

}  // namespace nuong::app
