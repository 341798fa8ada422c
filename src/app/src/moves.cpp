#include "moves.hpp"

#include <fmt/core.h>
#include <fmt/format.h>

#include <set>

namespace nuong::app {
namespace {

using regulation::ItemChange;

std::string Days(const regulation::Validity& validity) {
  const std::string from = validity.from == regulation::kBeginning ? "" : FormatDate(validity.from);
  return from + ".." + (validity.until ? FormatDate(*validity.until) : "");
}

std::string MomentOf(const std::optional<Instant>& instant, Offset offset) {
  return instant ? FormatInstant(*instant, offset) : "-";
}

std::string_view WhatCode(ItemChange::What what) {
  switch (what) {
    case ItemChange::What::kAdded:
      return "added";
    case ItemChange::What::kRemoved:
      return "removed";
    case ItemChange::What::kChanged:
      return "changed";
  }
  return "";
}

std::string StateOf(const std::optional<regulation::OpenDuty>& duty) {
  if (!duty) return "none";
  switch (duty->state) {
    case regulation::DutyState::kOpen:
      return "open";
    case regulation::DutyState::kDone:
      return "done";
    case regulation::DutyState::kLapsed:
      return "lapsed";
  }
  return "";
}

/// Lines for a person, in her language.
class Teller {
 public:
  Teller(const Moves& moves, bool in_english) : moves_(moves), in_english_(in_english) {}

  std::string Run() {
    if (moves_.items.empty()) Heading({"Không có gì khác.", "Nothing differs."});
    Items();
    Duties();
    Rights();
    Entitlements();
    if (moves_.cases) Cases(*moves_.cases);
    return std::move(told_);
  }

 private:
  const std::string& Say(const Text& text) const { return in_english_ ? text.en : text.vi; }
  void Heading(const Text& text) { Line(0, Say(text)); }
  void Line(std::size_t indent, const std::string& text) { told_ += std::string(indent, ' ') + text + "\n"; }
  std::string Or(const std::string& text, const Text& otherwise) const { return text.empty() ? Say(otherwise) : text; }
  std::string Arrow(const std::string& before, const std::string& after) const {
    const Text nothing{"(không có)", "(nothing)"};
    return Or(before, nothing) + " → " + Or(after, nothing);
  }

  void Items() {
    for (const ItemChange& item : moves_.items) {
      const Text what = item.what == ItemChange::What::kAdded     ? Text{"thêm", "added"}
                        : item.what == ItemChange::What::kRemoved ? Text{"bỏ", "removed"}
                                                                  : Text{"sửa", "changed"};
      Line(0, fmt::format("{}: {} {}/{}", item.place.text(), Say(what), item.group, item.id));
      for (const regulation::Difference& difference : item.differences) {
        Line(2, difference.key + ": " + Arrow(difference.before, difference.after));
      }
    }
  }

  void Duties() {
    if (!moves_.duties.empty()) Heading({"Nhiệm vụ:", "Duties:"});
    for (const regulation::DutyMove& move : moves_.duties) {
      const Text what = !move.was  ? Text{" — mới", " — new"}
                        : !move.is ? Text{" — không còn", " — no more"}
                                   : Text{"", ""};
      Line(2, fmt::format("{} {} ({}){}", move.id, Days(move.days), Say(move.title), Say(what)));
      for (const regulation::Difference& difference : move.differences) {
        Line(4, difference.key + ": " + Arrow(difference.before, difference.after));
      }
      if (!move.example) continue;
      Line(4,
           fmt::format("{}{} {}: {} → {}", move.differences.empty() ? Say({"do lịch đổi; ", "by the calendar; "}) : "",
                       Say({"ví dụ, phát sinh lúc", "for example, opened at"}),
                       FormatInstant(move.example->opened, moves_.offset),
                       MomentOf(move.example->before, moves_.offset), MomentOf(move.example->after, moves_.offset)));
    }
  }

  void Rights() {
    if (!moves_.rights.empty()) Heading({"Quyền:", "Rights:"});
    for (const operations::RightMove& move : moves_.rights) {
      std::vector<std::string> roles;
      for (const RoleName& role : move.roles) roles.push_back(Or(role.text(), {"cơ quan khác", "other offices"}));
      std::string who =
          roles.empty() ? Say({"mọi cơ quan", "every office"}) : fmt::format("{}", fmt::join(roles, ", "));
      if (!move.relation.empty()) who += " + " + move.relation;
      std::string what = move.action;
      for (const FieldClass field_class : move.classes) what += " " + std::string(FieldClassCode(field_class));
      const Text change = move.is_allowed ? Text{"được", "may now"} : Text{"không được nữa", "may no more"};
      std::string where = fmt::format("{}/{}", move.situations, move.of);
      if (!move.first_situation.empty()) where += ": " + move.first_situation;
      Line(2, fmt::format("{} {} {} ({})", who, Say(change), what, where));
    }
  }

  void Entitlements() {
    if (!moves_.entitlements.empty()) Heading({"Quyền được hỗ trợ:", "Entitlements:"});
    for (const regulation::EntitlementMove& move : moves_.entitlements) {
      Line(2, fmt::format("{} ({}), {} ({}) {}: {}", move.benefit, Say(move.title), move.beneficiary, Say(move.person),
                          Days(move.days), Arrow(move.before, move.after)));
    }
  }

  void Cases(const operations::CasesMove& cases) {
    std::set<CaseId> touched;
    for (const operations::CaseDutyMove& move : cases.duties) touched.insert(move.case_id);
    Line(0, fmt::format(fmt::runtime(Say({"Hồ sơ: {} trong {}; nhiệm vụ đang mở: {}, khác đi: {}.",
                                          "Cases: {} of {}; open duties: {}, different: {}."})),
                        touched.size(), cases.cases, cases.open, cases.duties.size()));
    for (const operations::CaseDutyMove& move : cases.duties) {
      const auto side = [&](const std::optional<regulation::OpenDuty>& duty) {
        if (!duty) return Say({"(không có)", "(nothing)"});
        return fmt::format("{} {} {}", duty->holder.text(), StateOf(duty),
                           MomentOf(duty->deadline.until, moves_.offset));
      };
      Line(2, fmt::format("{} {}: {} → {}", move.code_name, move.duty, side(move.before), side(move.after)));
    }
  }

  const Moves& moves_;
  bool in_english_;
  std::string told_;
};

Value Encode(const std::vector<regulation::Difference>& differences) {
  Value::Array encoded;
  for (const regulation::Difference& difference : differences) {
    encoded.push_back(
        Value::Object{{"key", difference.key}, {"before", difference.before}, {"after", difference.after}});
  }
  return encoded;
}

Value Encode(const std::optional<Instant>& instant, Offset offset) {
  return instant ? Value(FormatInstant(*instant, offset)) : Value();
}

Value Encode(const regulation::DutyMove& move, Offset offset) {
  Value example;
  if (move.example) {
    example = Value::Object{{"opened", FormatInstant(move.example->opened, offset)},
                            {"before", Encode(move.example->before, offset)},
                            {"after", Encode(move.example->after, offset)}};
  }
  return Value::Object{{"id", move.id},
                       {"vi", move.title.vi},
                       {"en", move.title.en},
                       {"from", FormatDate(move.days.from)},
                       {"until", move.days.until ? Value(FormatDate(*move.days.until)) : Value()},
                       {"was", move.was},
                       {"is", move.is},
                       {"differences", Encode(move.differences)},
                       {"example", std::move(example)}};
}

Value Encode(const operations::RightMove& move) {
  Value::Array classes;
  for (const FieldClass field_class : move.classes) classes.push_back(FieldClassCode(field_class));
  Value::Array roles;
  for (const RoleName& role : move.roles) roles.push_back(role.text());
  return Value::Object{{"action", move.action},
                       {"classes", std::move(classes)},
                       {"roles", std::move(roles)},
                       {"relation", move.relation},
                       {"allowed", move.is_allowed},
                       {"situations", static_cast<std::int64_t>(move.situations)},
                       {"of", static_cast<std::int64_t>(move.of)},
                       {"first_situation", move.first_situation}};
}

Value Encode(const operations::CasesMove& cases, Offset offset) {
  Value::Array duties;
  for (const operations::CaseDutyMove& move : cases.duties) {
    const auto side = [&](const std::optional<regulation::OpenDuty>& duty) {
      if (!duty) return Value();
      return Value(Value::Object{
          {"holder", duty->holder.text()}, {"state", StateOf(duty)}, {"due", Encode(duty->deadline.until, offset)}});
    };
    duties.push_back(Value::Object{{"case", move.case_id.text()},
                                   {"code_name", move.code_name},
                                   {"duty", move.duty},
                                   {"before", side(move.before)},
                                   {"after", side(move.after)}});
  }
  return Value::Object{{"cases", static_cast<std::int64_t>(cases.cases)},
                       {"open", static_cast<std::int64_t>(cases.open)},
                       {"duties", std::move(duties)}};
}

}  // namespace

std::string Told(const Moves& moves, bool in_english) { return Teller(moves, in_english).Run(); }

Value Encode(const Moves& moves) {
  Value::Array items;
  for (const ItemChange& item : moves.items) {
    items.push_back(Value::Object{{"what", WhatCode(item.what)},
                                  {"group", item.group},
                                  {"id", item.id},
                                  {"file", item.place.file},
                                  {"line", item.place.line},
                                  {"differences", Encode(item.differences)}});
  }
  Value::Array duties;
  for (const regulation::DutyMove& move : moves.duties) duties.push_back(Encode(move, moves.offset));
  Value::Array rights;
  for (const operations::RightMove& move : moves.rights) rights.push_back(Encode(move));
  Value::Array entitlements;
  for (const regulation::EntitlementMove& move : moves.entitlements) {
    entitlements.push_back(Value::Object{{"benefit", move.benefit},
                                         {"beneficiary", move.beneficiary},
                                         {"from", FormatDate(move.days.from)},
                                         {"until", move.days.until ? Value(FormatDate(*move.days.until)) : Value()},
                                         {"before", move.before},
                                         {"after", move.after}});
  }
  return Value::Object{{"regulation", moves.regulation},
                       {"items", std::move(items)},
                       {"duties", std::move(duties)},
                       {"rights", std::move(rights)},
                       {"entitlements", std::move(entitlements)},
                       {"cases", moves.cases ? Encode(*moves.cases, moves.offset) : Value()}};
}

}  // namespace nuong::app
