#include "access_domain.hpp"

#include <algorithm>
#include <map>
#include <numeric>
#include <regex>

namespace nuong::operations {
namespace {

constexpr std::string_view kCase = "case.";

bool Reads(const Asked& asked, const std::string& name) { return asked.names.contains(name); }

std::string Joined(const std::vector<std::string>& parts) {
  std::string text;
  for (const std::string& part : parts) text += (text.empty() ? "" : "+") + part;
  return text.empty() ? "-" : text;
}

std::vector<std::string> Codes(const std::set<FieldClass>& classes) {
  std::vector<std::string> codes;
  for (const FieldClass field_class : classes) codes.emplace_back(FieldClassCode(field_class));
  return codes;
}

/// Values that some condition names stand alone; all others are alike.
template <class Item, class IsNamed, class ToPut>
auto Grouped(const std::vector<Item>& items, IsNamed is_named, ToPut to_put) {
  using Put = std::function<void(access::Question&, Value::Object&)>;
  std::vector<std::vector<Put>> axis;
  std::vector<Put> others;
  for (const Item& item : items) {
    if (is_named(item)) {
      axis.push_back({to_put(item)});
    } else {
      others.push_back(to_put(item));
    }
  }
  if (!others.empty()) axis.push_back(std::move(others));
  return axis;
}

}  // namespace

void Asked::Add(const std::string& condition) {
  static const std::regex quoted(R"re('([^']*)'|"([^"]*)")re");
  static const std::regex name(R"re([a-z_]+\.[a-z0-9_]+|\bclass\b)re");
  for (std::sregex_iterator it(condition.begin(), condition.end(), quoted), end; it != end; ++it) {
    codes.insert((*it)[1].matched ? (*it)[1] : (*it)[2]);
  }
  const std::string bare = std::regex_replace(condition, quoted, " ");
  for (std::sregex_iterator it(bare.begin(), bare.end(), name), end; it != end; ++it) names.insert(it->str());
}

Result<AccessDomain> AccessDomain::Make(const regulation::Regulation& regulation, std::string action,
                                        std::optional<FieldClass> field_class, const Asked& asked,
                                        const std::set<std::string>& read_anywhere, bool split_roles) {
  AccessDomain domain;
  domain.action_ = std::move(action);
  domain.field_class_ = field_class;
  NUONG_CHECK(domain.AddCase(regulation, asked, read_anywhere));
  domain.AddRoles(regulation, asked, split_roles);
  domain.AddRelations(regulation, asked);
  domain.AddPurposes(regulation, asked);
  domain.AddClasses(asked, "unit.consent", &access::Question::consent);
  domain.AddClasses(asked, "unit.emergency", &access::Question::emergency);
  domain.AddProof(asked);
  return domain;
}

/// What no condition reads is one group.
void AccessDomain::AddAxis(bool is_read, Axis axis) {
  if (!is_read) {
    Group all;
    for (Group& group : axis) all.insert(all.end(), group.begin(), group.end());
    axis = {std::move(all)};
  }
  axes_.push_back(std::move(axis));
}

/// A passkey, a code, or nothing was shown a moment ago: a passkey is strong as well.
void AccessDomain::AddProof(const Asked& asked) {
  const auto shown = [](bool is_strong, bool by_passkey) -> Put {
    return [is_strong, by_passkey](access::Question& question, Value::Object&) {
      question.is_strong = is_strong;
      question.by_passkey = by_passkey;
    };
  };
  const Put passkey = shown(true, true);
  const Put code = shown(true, false);
  const Put nothing = shown(false, false);
  const bool reads_passkey = Reads(asked, "session.by_passkey");
  if (Reads(asked, "session.is_strong")) {
    AddAxis(true, reads_passkey ? Axis{{passkey}, {code}, {nothing}} : Axis{{passkey, code}, {nothing}});
  } else {
    AddAxis(reads_passkey, {{passkey}, {code, nothing}});
  }
}

void AccessDomain::AddRoles(const regulation::Regulation& regulation, const Asked& asked, bool split) {
  std::vector<RoleName> roles;
  for (const auto& [name, role] : regulation.roles) roles.push_back(name);
  const auto put = [](const RoleName& role) {
    return [role](access::Question& question, Value::Object&) { question.role = role; };
  };
  AddAxis(split || Reads(asked, "unit.role"),
          Grouped(
              roles, [&](const RoleName& role) { return split || asked.codes.contains(role.text()); }, put));
}

/// None, prepared only, one, or two. Relations that no condition names are alike.
void AccessDomain::AddRelations(const regulation::Regulation& regulation, const Asked& asked) {
  std::vector<std::string> relations;
  for (const auto& relation : regulation.relations) relations.push_back(relation.id);
  relations.insert(relations.end(), regulation::kHouseRelations.begin(), regulation::kHouseRelations.end());
  const auto put = [](std::set<std::string> held, bool is_prepared) {
    return [held = std::move(held), is_prepared](access::Question& question, Value::Object&) {
      question.relations = held;
      question.is_prepared = is_prepared;
    };
  };
  const auto alike = [&](const std::string& relation) { return asked.codes.contains(relation) ? relation : ""; };
  std::map<std::multiset<std::string>, Group> groups;
  for (std::size_t i = 0; i < relations.size(); ++i) {
    groups[{alike(relations[i])}].push_back(put({relations[i]}, false));
    for (std::size_t j = i + 1; j < relations.size(); ++j) {
      groups[{alike(relations[i]), alike(relations[j])}].push_back(put({relations[i], relations[j]}, false));
    }
  }
  Axis axis = {{put({}, false)}, {put({}, true)}};
  for (auto& [named, group] : groups) axis.push_back(std::move(group));
  AddAxis(Reads(asked, "unit.relations") || Reads(asked, "unit.is_prepared"), std::move(axis));
}

Result<void> AccessDomain::AddCase(const regulation::Regulation& regulation, const Asked& asked,
                                   const std::set<std::string>& read_anywhere) {
  for (const std::string& name : read_anywhere) {
    if (!name.starts_with(kCase)) continue;
    const std::string id = name.substr(kCase.size());
    if (id == "has_keeper") {
      const auto put = [](bool has) -> Group {
        return {[has](access::Question&, Value::Object& values) { values["has_keeper"] = has; }};
      };
      AddAxis(Reads(asked, name), {put(true), put(false)});
    } else if (id == "done") {
      for (const auto& act : regulation.acts) {
        if (!asked.codes.contains(act.kind)) continue;
        const auto put = [kind = act.kind](bool is_done) -> Group {
          return {[kind, is_done](access::Question&, Value::Object& values) {
            Value::Array done;
            if (const Value::Array* before = values["done"].AsArray()) {
              for (const Value& other : *before) {
                if (*other.AsText() != kind) done.push_back(other);
              }
            }
            if (is_done) done.emplace_back(kind);
            values["done"] = std::move(done);
          }};
        };
        AddAxis(true, {put(false), put(true)});
      }
    } else if (const regulation::CaseValue* value = regulation.FindCaseValue(id)) {
      std::vector<std::string> codes;
      for (const auto& code : value->codes) codes.push_back(code.code);
      const auto put = [id](const std::string& code) {
        return [id, code](access::Question&, Value::Object& values) { values[id] = code; };
      };
      AddAxis(Reads(asked, name), Grouped(
                                      codes, [&](const std::string& code) { return asked.codes.contains(code); }, put));
    } else {
      return Error{ErrorCode::kInvalid,
                   "access_axis_missing",
                   {"Chưa liệt kê hết được yêu cầu: quy tắc truy cập đọc " + name + ".",
                    "The requests cannot be enumerated: an access rule reads " + name + ", which is no axis."},
                   "",
                   {}};
    }
  }
  return {};
}

void AccessDomain::AddPurposes(const regulation::Regulation& regulation, const Asked& asked) {
  std::vector<std::string> codes;
  for (const auto& purpose : regulation.purposes) codes.push_back(purpose.id);
  if (codes.empty()) codes.emplace_back();
  const auto put = [](const std::string& code) {
    return [code](access::Question& question, Value::Object&) { question.purpose = code; };
  };
  AddAxis(Reads(asked, "request.purpose"),
          Grouped(
              codes, [&](const std::string& code) { return asked.codes.contains(code); }, put));
}

/// None, each class alone, or all. The class asked about and those that conditions name stand alone.
void AccessDomain::AddClasses(const Asked& asked, const std::string& name,
                              std::set<FieldClass> access::Question::*member) {
  const auto put = [member](const std::set<FieldClass>& classes) {
    return [member, classes](access::Question& question, Value::Object&) { question.*member = classes; };
  };
  std::vector<std::set<FieldClass>> singles;
  std::set<FieldClass> all;
  for (const FieldClass field_class : kAllFieldClasses) {
    singles.push_back({field_class});
    all.insert(field_class);
  }
  Axis axis = Grouped(
      singles,
      [&](const std::set<FieldClass>& single) {
        return single.contains(field_class_.value_or(FieldClass::kSkeleton)) ||
               asked.codes.contains(std::string(FieldClassCode(*single.begin())));
      },
      put);
  axis.push_back({put({})});
  axis.push_back({put(all)});
  AddAxis(Reads(asked, name), std::move(axis));
}

std::uint64_t AccessDomain::requests() const {
  return std::accumulate(axes_.begin(), axes_.end(), std::uint64_t{1}, [](std::uint64_t product, const Axis& axis) {
    return product * std::accumulate(axis.begin(), axis.end(), std::uint64_t{0},
                                     [](std::uint64_t sum, const Group& group) { return sum + group.size(); });
  });
}

void AccessDomain::ForEach(const Seen& seen) const {
  access::Question question;
  Value::Object values;
  question.action = action_;
  question.field_class = field_class_;
  question.case_values = &values;
  Walk(0, question, values, 1, seen);
}

void AccessDomain::Walk(std::size_t axis, access::Question& question, Value::Object& values, std::uint64_t weight,
                        const Seen& seen) const {
  if (axis == axes_.size()) {
    seen(question, weight);
    return;
  }
  for (const Group& group : axes_[axis]) {
    group.front()(question, values);
    Walk(axis + 1, question, values, weight * group.size(), seen);
  }
}

void AccessDomain::Draw(std::size_t count, const Pair& seen) const {
  std::mt19937_64 random(1);
  const auto below = [&](std::size_t bound) { return static_cast<std::size_t>(random() % bound); };
  access::Question drawn;
  Value::Object drawn_values;
  drawn.action = action_;
  drawn.field_class = field_class_;
  drawn.case_values = &drawn_values;
  access::Question first = drawn;
  Value::Object first_values;
  first.case_values = &first_values;
  for (; count > 0; --count) {
    for (const Axis& axis : axes_) {
      const Group& group = axis[below(axis.size())];
      group[below(group.size())](drawn, drawn_values);
      group.front()(first, first_values);
    }
    seen(drawn, first);
  }
}

std::string Describe(const access::Question& question) {
  const auto yes_or_no = [](bool is) { return std::string(is ? "true" : "false"); };
  std::string text = question.action;
  if (question.field_class) text += " " + std::string(FieldClassCode(*question.field_class));
  text += ": unit.role " + question.role.text() + ", unit.relations " +
          Joined({question.relations.begin(), question.relations.end()}) + ", unit.is_prepared " +
          yes_or_no(question.is_prepared);
  if (question.case_values != nullptr) {
    for (const auto& [name, value] : *question.case_values) {
      text += ", case." + name + " " + (value.AsText() != nullptr ? *value.AsText() : WriteJson(value));
    }
  }
  return text + ", request.purpose " + question.purpose + ", unit.consent " + Joined(Codes(question.consent)) +
         ", unit.emergency " + Joined(Codes(question.emergency)) + ", session.is_strong " +
         yes_or_no(question.is_strong) + ", session.by_passkey " + yes_or_no(question.by_passkey);
}

}  // namespace nuong::operations
