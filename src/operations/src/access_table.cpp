#include <algorithm>
#include <iterator>

#include "access_questions.hpp"
#include "case_access.hpp"

namespace nuong::operations {
namespace {

struct Cell {
  const char* word;
  const char* action;
};
/// What a row may hold beside the codes of classes, and the action it stands for.
constexpr Cell kCaseWords[] = {
    {"list", "list"}, {"duties", "see_duties"}, {"parties", "see_parties"}, {"looks", "see_looks"}};
/// "answer:<act>" stands for itself: an act that is open to a unit which knows of the case no more.
bool IsAnswer(const std::string& word) { return word.starts_with("answer:"); }

/// What an office may do without any case.
constexpr Cell kOfficeWords[] = {{"targets", "see_targets"},    {"reforms", "see_reforms"},
                                 {"propose", "propose_reform"}, {"confirm", "confirm_reform"},
                                 {"members", "approve_member"}, {"alerts", "see_alerts"},
                                 {"bait", "plant_bait"},        {"files", "confirm_export"}};

/// What stands in an emergency row beside the classes that may be opened.
constexpr Cell kEmergencyWords[] = {{"review", "review_emergency"}, {"search", "search_persons"}};

/// What stands in the cell of an emergency row for a class that takes a second person.
const std::string kTwo = "two:";

struct Row {
  std::string where;
  std::string label;
  std::string stage;                              ///< empty: about no case, an emergency or a file
  bool is_of_file = false;                        ///< about what may leave in a file
  std::optional<std::set<FieldClass>> by_second;  ///< about an emergency: classes that always take a second person
  std::set<std::string> allowed;
  access::Question question;
  Value::Object values;
};

Error IllFormed(const Place& place, const std::string& what) {
  return {ErrorCode::kInvalid,
          "access_table_ill_formed",
          {place.text() + ": " + what + " không đọc được.", place.text() + ": " + what + " cannot be read."},
          "",
          {}};
}

std::vector<std::string> TextsOf(const YamlNode* node) {
  std::vector<std::string> texts;
  if (node == nullptr) return texts;
  if (const auto* text = node->AsText()) texts.push_back(*text);
  if (const auto* list = node->AsList()) {
    for (const YamlNode& item : *list) {
      if (const auto* text = item.AsText()) texts.push_back(*text);
    }
  }
  return texts;
}

std::set<std::string> WordsOf(const std::string& text) {
  std::set<std::string> words;
  std::size_t from = 0;
  while (from < text.size()) {
    const std::size_t end = std::min(text.find(' ', from), text.size());
    if (end > from && text[from] != '-') words.insert(text.substr(from, end - from));
    from = end + 1;
  }
  return words;
}

Result<std::set<FieldClass>> ClassesOf(const YamlNode& node) {
  std::set<FieldClass> classes;
  for (const std::string& code : TextsOf(&node)) {
    const auto field_class = ParseFieldClass(code);
    if (!field_class) return IllFormed(node.place, code);
    classes.insert(*field_class);
  }
  return classes;
}

Result<bool> YesOrNo(const YamlNode& node, const std::string& text) {
  if (text != "yes" && text != "no") return IllFormed(node.place, text);
  return text == "yes";
}

/// Reads the rows; each gives one cell line for every stage.
class TableReader {
 public:
  TableReader(const regulation::Regulation& regulation, const YamlNode& table)
      : regulation_(regulation), table_(table) {}

  Result<std::vector<Row>> Run() {
    const YamlNode* rows = table_.Find("rows");
    if (rows == nullptr || rows->AsList() == nullptr) return IllFormed(table_.place, "rows");
    NUONG_CHECK(CheckKeys(table_, {"rows", "offices", "emergencies", "files"}));
    for (const YamlNode& row : *rows->AsList()) NUONG_CHECK(Read(row));
    if (const YamlNode* offices = table_.Find("offices"); offices != nullptr && offices->AsList() != nullptr) {
      for (const YamlNode& office : *offices->AsList()) NUONG_CHECK(ReadOffice(office));
    }
    if (const YamlNode* glass = table_.Find("emergencies"); glass != nullptr && glass->AsList() != nullptr) {
      for (const YamlNode& row : *glass->AsList()) NUONG_CHECK(ReadEmergency(row));
    }
    if (const YamlNode* files = table_.Find("files"); files != nullptr && files->AsList() != nullptr) {
      for (const YamlNode& row : *files->AsList()) NUONG_CHECK(ReadFile(row));
    }
    return std::move(rows_);
  }

 private:
  Result<void> Read(const YamlNode& node) {
    Row row;
    row.where = node.place.text();
    if (const YamlNode* who = node.Find("who"); who != nullptr) {
      NUONG_CHECK(ReadWho(*who, row));
    } else {
      return IllFormed(node.place, "who");
    }
    const regulation::CaseValue* stages = regulation_.FindCaseValue("stage");
    if (stages == nullptr) return IllFormed(node.place, "stage");
    std::set<std::string> keys = {"who", "always"};
    for (const auto& stage : stages->codes) keys.insert(stage.code);
    NUONG_CHECK(CheckKeys(node, keys));
    const YamlNode* always = node.Find("always");
    for (const auto& stage : stages->codes) {
      const YamlNode* cell = node.Find(stage.code);
      if (cell == nullptr) cell = always;
      if (cell == nullptr || cell->AsText() == nullptr) return IllFormed(node.place, stage.code);
      Row line = row;
      line.stage = stage.code;
      line.values["stage"] = stage.code;
      line.allowed = WordsOf(*cell->AsText());
      for (const std::string& word : line.allowed) {
        if (!ParseFieldClass(word) && !IsAnswer(word) && !IsWord(kCaseWords, word)) return IllFormed(cell->place, word);
      }
      rows_.push_back(std::move(line));
    }
    return {};
  }

  /// A word that is misspelt would not be missed.
  static Result<void> CheckKeys(const YamlNode& node, const std::set<std::string>& known) {
    for (const auto& [key, value] : *node.AsMap()) {
      if (!known.contains(key)) return IllFormed(value.place, key);
    }
    return {};
  }

  Result<void> ReadOffice(const YamlNode& node) {
    Row row;
    row.where = node.place.text();
    const YamlNode* who = node.Find("who");
    const YamlNode* may = node.Find("may");
    if (who == nullptr || may == nullptr || may->AsText() == nullptr) return IllFormed(node.place, "who, may");
    NUONG_CHECK(CheckKeys(node, {"who", "may"}));
    NUONG_CHECK(ReadWho(*who, row));
    row.allowed = WordsOf(*may->AsText());
    for (const std::string& word : row.allowed) {
      if (!IsWord(kOfficeWords, word)) return IllFormed(may->place, word);
    }
    rows_.push_back(std::move(row));
    return {};
  }

  /// {who, alone: classes, two: classes, may: "review search"}; what is not written is nothing.
  Result<void> ReadEmergency(const YamlNode& node) {
    Row row;
    row.where = node.place.text();
    const YamlNode* who = node.Find("who");
    if (who == nullptr) return IllFormed(node.place, "who");
    NUONG_CHECK(CheckKeys(node, {"who", "alone", "two", "may"}));
    NUONG_CHECK(ReadWho(*who, row));
    for (const char* column : {"alone", "two", "may"}) {
      const YamlNode* cell = node.Find(column);
      if (cell == nullptr) continue;
      if (cell->AsText() == nullptr) return IllFormed(cell->place, column);
      for (const std::string& word : WordsOf(*cell->AsText())) {
        const bool is_class = std::string_view(column) != "may";
        if (is_class ? !ParseFieldClass(word) : !IsWord(kEmergencyWords, word)) return IllFormed(cell->place, word);
        row.allowed.insert(std::string_view(column) == "two" ? kTwo + word : word);
      }
    }
    // A class counts when every version of the act asks for the second person.
    row.by_second.emplace(kAllFieldClasses.begin(), kAllFieldClasses.end());
    for (const regulation::Act& act : regulation_.acts) {
      if (!act.emergency || act.emergency->kind != regulation::EmergencyStep::Kind::kOpens) continue;
      const std::vector<FieldClass>& asked = act.emergency->second_person;
      std::erase_if(*row.by_second,
                    [&](FieldClass one) { return std::find(asked.begin(), asked.end(), one) == asked.end(); });
    }
    rows_.push_back(std::move(row));
    return {};
  }

  /// {who, takes: classes}
  Result<void> ReadFile(const YamlNode& node) {
    Row row;
    row.where = node.place.text();
    row.is_of_file = true;
    const YamlNode* who = node.Find("who");
    const YamlNode* takes = node.Find("takes");
    if (who == nullptr || takes == nullptr || takes->AsText() == nullptr) return IllFormed(node.place, "who, takes");
    NUONG_CHECK(CheckKeys(node, {"who", "takes"}));
    NUONG_CHECK(ReadWho(*who, row));
    row.allowed = WordsOf(*takes->AsText());
    for (const std::string& word : row.allowed) {
      if (!ParseFieldClass(word)) return IllFormed(takes->place, word);
    }
    rows_.push_back(std::move(row));
    return {};
  }

  template <class Words>
  static bool IsWord(const Words& words, const std::string& word) {
    return std::any_of(std::begin(words), std::end(words), [&](const Cell& known) { return known.word == word; });
  }

  Result<void> ReadWho(const YamlNode& who, Row& row) {
    if (who.AsMap() == nullptr) return IllFormed(who.place, "who");
    for (const auto& value : regulation_.case_values) {
      if (!value.codes.empty()) row.values[value.id] = value.codes.front().code;
    }
    row.values["done"] = Value::Array{};
    row.question.is_strong = true;
    row.question.by_passkey = true;
    if (const auto* purpose = regulation_.DefaultPurpose()) row.question.purpose = purpose->id;
    for (const auto& [key, node] : *who.AsMap()) {
      const std::vector<std::string> texts = TextsOf(&node);
      const std::string text = texts.empty() ? "" : texts.front();
      row.label += (row.label.empty() ? "" : ", ") + key + " " + text;
      if (key == "role") {
        if (!regulation_.roles.contains(RoleName(text))) return IllFormed(node.place, text);
        row.question.role = RoleName(text);
      } else if (key == "relation") {
        for (const std::string& relation : texts) {
          const bool is_known = std::ranges::count(regulation::kHouseRelations, relation) > 0 ||
                                regulation_.FindRelation(relation) != nullptr;
          if (!is_known) return IllFormed(node.place, relation);
        }
        row.question.relations = {texts.begin(), texts.end()};
      } else if (key == "prepared") {
        NUONG_TRY(row.question.is_prepared, YesOrNo(node, text));
      } else if (key == "consent") {
        NUONG_TRY(row.question.consent, ClassesOf(node));
      } else if (key == "emergency") {
        NUONG_TRY(row.question.emergency, ClassesOf(node));
      } else if (key == "strong") {
        if (text == "code") {
          row.question.by_passkey = false;
        } else {
          NUONG_TRY(row.question.is_strong, YesOrNo(node, text));
          row.question.by_passkey = row.question.is_strong;
        }
      } else if (key == "purpose") {
        if (regulation_.FindPurpose(text) == nullptr) return IllFormed(node.place, text);
        row.question.purpose = text;
      } else if (key == "done") {
        for (const std::string& kind : texts) {
          const auto is_it = [&](const regulation::Act& act) { return act.kind == kind; };
          const auto& acts = regulation_.acts;
          if (std::none_of(acts.begin(), acts.end(), is_it)) return IllFormed(node.place, kind);
        }
        row.values["done"] = Value::Array(texts.begin(), texts.end());
      } else if (const regulation::CaseValue* value = regulation_.FindCaseValue(key)) {
        const auto is_it = [&](const regulation::Code& code) { return code.code == text; };
        if (std::none_of(value->codes.begin(), value->codes.end(), is_it)) return IllFormed(node.place, text);
        row.values[key] = text;
      } else {
        return IllFormed(node.place, key);
      }
    }
    return {};
  }

  const regulation::Regulation& regulation_;
  const YamlNode& table_;
  std::vector<Row> rows_;
};

/// Closed to the unit, and open to it once the glass is broken, which the rules let it do.
bool MayBreak(const access::Policy& policy, access::Question question, FieldClass field_class) {
  question.field_class = field_class;
  question.action = "break_glass";
  if (!policy.Allows(question)) return false;
  question.action = "read";
  if (policy.Allows(question)) return false;
  question.emergency.insert(field_class);
  return policy.Allows(question);
}

std::uint64_t CellsOf(const Row& row) {
  if (row.is_of_file) return kAllFieldClasses.size();
  if (row.by_second) return std::size(kEmergencyWords) + kAllFieldClasses.size();
  return row.stage.empty() ? std::size(kOfficeWords) : std::size(kCaseWords) + kAllFieldClasses.size();
}

std::optional<TableMiss> Judge(const access::Policy& policy, Row& row) {
  TableMiss miss{row.where, row.label, row.stage, "", ""};
  access::Question question = row.question;
  question.case_values = &row.values;
  const auto compare = [&](const std::string& word, bool allows) {
    const bool said = row.allowed.contains(word);
    if (allows == said) return;
    std::string& text = said ? miss.missing : miss.beyond;
    text += (text.empty() ? "" : " ") + word;
  };
  const auto ask = [&](const std::string& word) { compare(word, policy.Allows(question)); };
  const auto ask_all = [&](const auto& words) {
    for (const Cell& cell : words) {
      question.action = cell.action;
      ask(cell.word);
    }
  };
  const auto ask_classes = [&](const char* action) {
    question.action = action;
    for (const FieldClass field_class : kAllFieldClasses) {
      question.field_class = field_class;
      ask(std::string(FieldClassCode(field_class)));
    }
  };
  if (row.is_of_file) {
    ask_classes("export");
  } else if (row.by_second) {
    ask_all(kEmergencyWords);
    for (const FieldClass field_class : kAllFieldClasses) {
      const bool may_break = MayBreak(policy, question, field_class);
      const bool takes_two = row.by_second->contains(field_class);
      const std::string word(FieldClassCode(field_class));
      compare(word, may_break && !takes_two);
      compare(kTwo + word, may_break && takes_two);
    }
  } else if (row.stage.empty()) {
    ask_all(kOfficeWords);
  } else {
    ask_all(kCaseWords);
    std::set<std::string> answers = row.allowed;
    for (const access::Rule& rule : policy.rules()) answers.insert(rule.actions.begin(), rule.actions.end());
    for (const std::string& answer : answers) {
      question.action = answer;
      if (IsAnswer(answer)) ask(answer);
    }
    ask_classes("read");
  }
  if (miss.missing.empty() && miss.beyond.empty()) return std::nullopt;
  return miss;
}

/// The parts of a condition that stand between `&&` outside all brackets.
std::vector<std::string> Conjuncts(const std::string& when) {
  std::vector<std::string> parts(1);
  int depth = 0;
  for (std::size_t at = 0; at < when.size(); ++at) {
    if (when[at] == '(' || when[at] == '[') ++depth;
    if (when[at] == ')' || when[at] == ']') --depth;
    if (depth == 0 && when.compare(at, 2, "||") == 0) return {when};
    if (depth == 0 && when.compare(at, 4, " && ") == 0) {
      parts.emplace_back();
      at += 3;
      continue;
    }
    parts.back() += when[at];
  }
  return parts;
}

/// Spoils one rule after another and asks the table, then the invariants.
class Spoiler {
 public:
  Spoiler(const regulation::Regulation& regulation, std::vector<Row> rows)
      : spoilt_(regulation), rows_(std::move(rows)) {}

  Result<std::vector<AccessMutant>> Run() {
    const std::vector<regulation::AccessRule> whole = spoilt_.access;
    for (std::size_t i = 0; i < whole.size(); ++i) {
      const regulation::AccessRule& rule = whole[i];
      spoilt_.access.erase(spoilt_.access.begin() + static_cast<std::ptrdiff_t>(i));
      NUONG_CHECK(Try(rule, {"bị xóa", "deleted"}));
      spoilt_.access = whole;
      const bool permits = rule.effect == regulation::Effect::kPermit;
      spoilt_.access[i].effect = permits ? regulation::Effect::kForbid : regulation::Effect::kPermit;
      NUONG_CHECK(Try(rule, {"bị đảo ngược", "turned round"}));
      spoilt_.access = whole;
      const std::vector<std::string> parts = Conjuncts(rule.when);
      for (std::size_t dropped = 0; parts.size() > 1 && dropped < parts.size(); ++dropped) {
        std::string when;
        for (std::size_t part = 0; part < parts.size(); ++part) {
          if (part != dropped) when += (when.empty() ? "" : " && ") + parts[part];
        }
        spoilt_.access[i].when = when;
        NUONG_CHECK(Try(rule, {"thiếu: " + parts[dropped], "without: " + parts[dropped]}));
      }
      spoilt_.access = whole;
    }
    return std::move(mutants_);
  }

 private:
  Result<void> Try(const regulation::AccessRule& rule, Text change) {
    NUONG_TRY(const AccessRules rules, CompileAccess(spoilt_));
    AccessMutant mutant{rule.id, std::move(change), ""};
    for (Row& row : rows_) {
      if (!Judge(rules.policy, row)) continue;
      mutant.killed_by = row.where;
      break;
    }
    for (const Topic& topic : TopicsOf(rules.policy)) {
      if (!mutant.killed_by.empty()) break;
      if (std::find(rule.actions.begin(), rule.actions.end(), topic.first) == rule.actions.end()) continue;
      std::vector<AccessBreak> breaks;
      NUONG_TRY(const AccessDomain domain, DomainOf(spoilt_, rules, topic));
      SurveyTopic(rules, topic, domain, breaks, [&] { return !breaks.empty(); });
      if (!breaks.empty()) mutant.killed_by = breaks.front().invariant;
    }
    mutants_.push_back(std::move(mutant));
    return {};
  }

  regulation::Regulation spoilt_;
  std::vector<Row> rows_;
  std::vector<AccessMutant> mutants_;
};

Result<std::vector<Row>> RowsOf(const regulation::Regulation& regulation, const std::vector<YamlNode>& tables) {
  std::vector<Row> rows;
  for (const YamlNode& table : tables) {
    NUONG_TRY(std::vector<Row> more, TableReader(regulation, table).Run());
    std::move(more.begin(), more.end(), std::back_inserter(rows));
  }
  return rows;
}

}  // namespace

Result<TableReport> CompareAccessTables(const regulation::Regulation& regulation, const std::vector<YamlNode>& tables) {
  NUONG_TRY(const access::Policy policy, CompilePolicy(regulation));
  NUONG_TRY(std::vector<Row> rows, RowsOf(regulation, tables));
  TableReport report;
  for (Row& row : rows) {
    report.cells += CellsOf(row);
    if (auto miss = Judge(policy, row)) report.misses.push_back(*std::move(miss));
  }
  return report;
}

Result<std::vector<AccessMutant>> SpoilAccessRules(const regulation::Regulation& regulation,
                                                   const std::vector<YamlNode>& tables) {
  NUONG_TRY(std::vector<Row> rows, RowsOf(regulation, tables));
  return Spoiler(regulation, std::move(rows)).Run();
}

}  // namespace nuong::operations
