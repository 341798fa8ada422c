#include "questions.hpp"

#include "messages.hpp"
#include "question.hpp"

namespace nuong::app {
namespace {

using Shared = std::shared_ptr<const regulation::Regulation>;

constexpr std::string_view kKinds[] = {"count", "regime", "in_force", "holder", "opens", "entitled", "item"};

std::string Known() {
  std::string known;
  for (const std::string_view kind : kKinds) known += (known.empty() ? "" : ", ") + std::string(kind);
  return known;
}

void Answer(Question& part, const std::string& kind, Instant at) {
  const CivilDate day = DateOf(at, part.regulation().calendar.offset);
  if (kind == "count") AskCount(part, at);
  if (kind == "regime") AskRegime(part, day);
  if (kind == "in_force") AskInForce(part, day);
  if (kind == "holder") AskHolder(part, day);
  if (kind == "opens") AskOpens(part, at);
  if (kind == "entitled") AskEntitled(part, day);
  if (kind == "item") AskItem(part, day);
}

Text Both(Question& question, const YamlNode* node, std::string_view key) {
  if (node == nullptr) return {};
  Question pair(*node, question.shared());
  pair.Allow({"vi", "en"});
  const Text text{pair.Text("vi"), pair.Text("en")};
  for (const std::string& problem : pair.problems()) question.Tell("in `" + std::string(key) + "`: " + problem);
  return text;
}

/// What is wrong with one question or its answer, each as a line; empty when all is well.
std::vector<std::string> AskOne(const YamlNode& node, const Shared& regulation) {
  Question question(node, regulation);
  const std::string kind = question.Text("ask");
  question.Allow({"name", "on", "ask", "because", kind});
  for (const char* key : {"name", "because"}) {
    if (!question.Has(key)) question.Tell("`" + std::string(key) + "` is missing: {vi: …, en: …}");
    Both(question, question.Find(key), key);
  }
  const auto at = question.Moment("on");
  bool is_known = false;
  for (const std::string_view one : kKinds) is_known = is_known || one == kind;
  if (!is_known) {
    question.Tell("`ask` must be one of: " + Known());
  } else if (!question.Has(kind)) {
    question.Tell("`" + kind + "` is missing: what is asked and what must be answered");
  } else if (at) {
    Question part(*question.Find(kind), regulation);
    Answer(part, kind, *at);
    for (const std::string& problem : part.problems()) question.Tell(problem);
  }
  return question.problems();
}

std::string NameOf(const YamlNode& node, const Shared& regulation) {
  Question question(node, regulation);
  const YamlNode* name = question.Find("name");
  return name == nullptr ? "?" : Question(*name, regulation).Text("en", false);
}

Error IllFormed(const YamlNode& root) {
  return Wrong("questions_ill_formed",
               {root.place.text() + ": tệp câu hỏi cần `questions` (mã), `title`, `regulation` và danh sách `asks`.",
                root.place.text() + ": a file of questions needs `questions` (an id), `title`, `regulation` and a list "
                                    "of `asks`."});
}

}  // namespace

bool HoldsQuestions(const YamlNode& root) { return root.Find("questions") != nullptr; }

Result<ScenarioReport> AskQuestions(const YamlNode& root, RegulationShelf& regulations) {
  const YamlNode* asks = root.Find("asks");
  const YamlNode* id = root.Find("questions");
  const YamlNode* of = root.Find("regulation");
  if (asks == nullptr || asks->AsList() == nullptr || asks->AsList()->empty() || id == nullptr ||
      id->AsText() == nullptr || of == nullptr || of->AsText() == nullptr) {
    return IllFormed(root);
  }
  NUONG_TRY(const Shared regulation, regulations.Take(*of->AsText()));
  ScenarioReport report;
  report.id = *id->AsText();
  Question head(root, regulation);
  head.Allow({"questions", "title", "story", "regulation", "clauses", "asks"});
  report.title = Both(head, root.Find("title"), "title");
  for (const std::string& problem : head.problems()) report.failures.push_back({root.place, problem});
  for (const YamlNode& ask : *asks->AsList()) {
    ++report.steps;
    const std::string name = NameOf(ask, regulation);
    std::string wrong;
    for (const std::string& problem : AskOne(ask, regulation)) wrong += "\n      " + problem;
    if (!wrong.empty()) report.failures.push_back({ask.place, name + wrong});
  }
  return report;
}

}  // namespace nuong::app
