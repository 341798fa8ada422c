#include "item_facts.hpp"

#include <algorithm>

#include "nuong/regulation/duties.hpp"

namespace nuong::operations {
namespace {

/// Collects what there is to tell; what is empty is left out.
class Facts {
 public:
  explicit Facts(const regulation::Regulation& from) : from_(from) {}

  Facts& Say(Text label, Text shown) {
    if (!shown.IsEmpty()) facts_.push_back({std::move(label), std::move(shown)});
    return *this;
  }
  Facts& Say(Text label, const std::optional<Text>& shown) { return Say(std::move(label), shown.value_or(Text{})); }
  Facts& Say(Text label, const std::string& same) { return Say(std::move(label), Text{same, same}); }
  Facts& Roles(Text label, const std::vector<RoleName>& roles) {
    return Say(std::move(label), RoleNames(from_, roles));
  }
  Facts& Acts(Text label, const std::vector<std::string>& kinds) {
    Text titles;
    for (const std::string& kind : kinds) Append(titles, ActTitle(from_, kind));
    return Say(std::move(label), std::move(titles));
  }
  /// The names of things of the regulation with these ids; what has no such name is left out.
  template <class Things>
  Facts& Named(Text label, const Things& things, const std::vector<std::string>& ids) {
    Text names;
    for (const std::string& id : ids) {
      const auto found = std::find_if(things.begin(), things.end(), [&](const auto& thing) { return thing.id == id; });
      if (found == things.end()) continue;
      if constexpr (requires { found->title; }) {
        Append(names, found->title);
      } else {
        Append(names, found->name);
      }
    }
    return Say(std::move(label), std::move(names));
  }
  ItemFacts Done() { return std::move(facts_); }

 private:
  static void Append(Text& list, const Text& part) {
    list.vi += (list.vi.empty() ? "" : ", ") + part.vi;
    list.en += (list.en.empty() ? "" : ", ") + part.en;
  }

  const regulation::Regulation& from_;
  ItemFacts facts_;
};

const Text kWho{"Ai thực hiện", "Who"};
const Text kCondition{"Điều kiện, như đã ghi trong dữ liệu", "Condition, as written in the data"};
const Text kCode{"Ký hiệu trong văn bản", "Code in the text"};
const Text kNumber{"Số, ký hiệu mẫu", "Number of the form"};
const Text kPapers{"Giấy tờ", "Papers"};

Text LateLadder(const regulation::Regulation& from, const regulation::Duty& duty) {
  Text ladder;
  for (const regulation::LateStep& step : duty.late) {
    const Text who = UnitRefInWords(from, step.tell);
    const std::string minutes = std::to_string(step.after_minutes);
    const bool at_once = step.after_minutes == 0;
    ladder.vi += (ladder.vi.empty() ? "" : "; ") + who.vi + (at_once ? "" : " (sau " + minutes + " phút)");
    ladder.en += (ladder.en.empty() ? "" : "; ") + who.en + (at_once ? "" : " (after " + minutes + " minutes)");
  }
  return ladder;
}

Text GivenInWords(regulation::Given given) {
  switch (given) {
    case regulation::Given::kYes:
      return {"Được hưởng", "Entitled"};
    case regulation::Given::kNo:
      return {"Không được hưởng", "Not entitled"};
    case regulation::Given::kUnknown:
      return {"Chưa rõ", "Not known"};
  }
  return {};
}

}  // namespace

ItemFacts FactsOf(const regulation::Regulation& from, const regulation::Act& act) {
  Facts facts(from);
  facts.Say(kWho, BurdenOf(from, act).holder);
  facts.Named(kPapers, from.papers, {act.paper});
  if (!act.when.empty()) facts.Say({"Chỉ làm được khi; nếu không", "Only when; otherwise"}, act.otherwise);
  return facts.Say(kCondition, act.when).Done();
}

ItemFacts FactsOf(const regulation::Regulation& from, const regulation::Duty& duty) {
  const Offset offset = from.calendar.offset;
  Facts facts(from);
  facts.Acts({"Phát sinh khi", "Opened by"}, {duty.trigger})
      .Say(kCondition, duty.trigger_when)
      .Say({"Ai phải làm", "Who must do it"}, UnitRefInWords(from, duty.holder));
  if (duty.counterpart) facts.Say({"Liên quan", "Counterpart"}, UnitRefInWords(from, *duty.counterpart));
  facts.Say({"Thời hạn", "Deadline"}, regulation::DeadlineInWords(duty.deadline, Deadline{}, offset));
  if (duty.local_limit) {
    facts.Say({"Giới hạn nội bộ, không phải luật", "Our own limit, not law"},
              regulation::DeadlineInWords(*duty.local_limit, Deadline{}, offset));
  }
  if (duty.extension) {
    facts.Say({"Khi được gia hạn", "When extended"},
              regulation::DeadlineInWords(duty.extension->deadline, Deadline{}, offset));
    facts.Acts({"Gia hạn bởi", "Extended by"}, duty.extension->by);
  }
  return facts.Acts({"Hoàn thành bởi", "Fulfilled by"}, duty.fulfilled_by)
      .Say({"Không còn phải làm khi", "No longer owed when"}, duty.lapse_reason)
      .Say({"Quá hạn thì báo cho", "When late, told to"}, LateLadder(from, duty))
      .Done();
}

ItemFacts FactsOf(const regulation::Regulation& from, const regulation::Step& step) {
  return Facts(from)
      .Say({"Xong khi, như đã ghi trong dữ liệu", "Done when, as written in the data"}, step.done_when)
      .Done();
}

ItemFacts FactsOf(const regulation::Regulation& from, const regulation::Paper& paper) {
  return Facts(from).Acts({"Ký bởi", "Signed by"}, paper.signed_by).Done();
}

ItemFacts FactsOf(const regulation::Regulation& from, const regulation::Document& document) {
  return Facts(from)
      .Say(kNumber, document.number)
      .Roles({"Do ai lập", "Issued by"}, document.issued_by)
      .Acts({"Lập khi", "Made when"}, document.by_acts)
      .Done();
}

ItemFacts FactsOf(const regulation::Regulation& from, const regulation::Pathway& pathway) {
  std::vector<std::string> steps;
  for (const regulation::PathwayStep& step : pathway.steps) steps.push_back(step.step);
  return Facts(from).Say(kCode, pathway.code).Named({"Các bước", "Steps"}, from.steps, steps).Done();
}

ItemFacts FactsOf(const regulation::Regulation& from, const regulation::Listed& listed) {
  return Facts(from).Say(kCode, listed.code).Done();
}

ItemFacts FactsOf(const regulation::Regulation& from, const regulation::Measure& measure) {
  Facts facts(from);
  facts.Roles({"Do ai quyết định", "Decided by"}, measure.decided_by);
  facts.Named(kPapers, from.law.documents, {measure.document});
  return facts.Done();
}

ItemFacts FactsOf(const regulation::Regulation& from, const regulation::Benefit& benefit) {
  return Facts(from).Say(kCode, benefit.letter).Done();
}

ItemFacts FactsOf(const regulation::Regulation& from, const regulation::Beneficiary& beneficiary) {
  return Facts(from).Say(kCondition, beneficiary.when).Done();
}

ItemFacts FactsOf(const regulation::Regulation& from, const regulation::Entitlement& entitlement) {
  Facts facts(from);
  facts.Say({"Quy định", "Rule"}, GivenInWords(entitlement.given))
      .Named({"Đối tượng", "For whom"}, from.matrix.beneficiaries, entitlement.beneficiaries)
      .Say(kCondition, entitlement.when)
      .Say({"Trong bao lâu", "How long"}, SpanInWords(entitlement.limit))
      .Say({"Về thời gian", "About the time"}, entitlement.limit_note);
  if (entitlement.amount) {
    const regulation::Parameter* parameter = from.matrix.FindParameter(entitlement.amount->parameter);
    const std::string times = FormatDecimal(entitlement.amount->times) + " × ";
    if (parameter != nullptr) {
      facts.Say({"Mức", "How much"}, Text{times + parameter->name.vi, times + parameter->name.en});
    }
  }
  return facts.Say({"Về mức", "About the amount"}, entitlement.amount_note)
      .Say({"Nộp đề nghị trong", "Apply within"}, SpanInWords(entitlement.apply_within))
      .Roles({"Ai cấp", "From whom"}, entitlement.given_by)
      .Say({"Nguồn kinh phí", "Paid by"}, entitlement.paid_by)
      .Named(kPapers, from.law.documents, entitlement.documents)
      .Done();
}

ItemFacts FactsOf(const regulation::Regulation& from, const Figure& figure) {
  const Text unverified{"chưa kiểm chứng", "unverified"};
  const auto& value = figure.value.value;
  return Facts(from).Say({"Mức", "Figure"}, value ? FigureInWords(*value, figure.parameter.unit) : unverified).Done();
}

ItemFacts FactsOf(const regulation::Regulation& from, const regulation::Norm& norm) {
  return Facts(from)
      .Roles({"Ai phải theo", "Binds"}, norm.roles)
      .Say({"Hệ thống giữ điều này bằng", "Kept in the system by"}, norm.enforced_by)
      .Done();
}

ItemFacts FactsOf(const regulation::Regulation& from, const regulation::AccessRule& rule) {
  std::string classes;
  for (const FieldClass field_class : rule.classes) {
    classes += (classes.empty() ? "" : ", ") + std::string(FieldClassCode(field_class));
  }
  const bool forbids = rule.effect == regulation::Effect::kForbid;
  return Facts(from)
      .Say({"Quy tắc", "Rule"}, forbids ? Text{"Cấm", "Forbids"} : Text{"Cho phép", "Permits"})
      .Say({"Loại thông tin", "Field classes"}, classes)
      .Say(kCondition, rule.when)
      .Done();
}

ItemFacts FactsOf(const regulation::Regulation& from, const regulation::Target& target) {
  return Facts(from)
      .Say({"Được tính khi, như đã ghi trong dữ liệu", "Counted when, as written in the data"}, target.counted_when)
      .Say({"Đạt khi, như đã ghi trong dữ liệu", "Met when, as written in the data"}, target.met_when)
      .Roles({"Báo cho", "Shown to"}, target.shown_to)
      .Done();
}

ItemFacts FactsOf(const regulation::Regulation& from, const regulation::ReportDue& report) {
  return Facts(from)
      .Roles({"Ai báo cáo", "From"}, {report.from_role})
      .Roles({"Báo cáo với", "To"}, {report.to_role})
      .Say({"Mỗi", "Every"}, SpanInWords(report.every))
      .Say({"Hạn", "Due"}, report.due)
      .Say({"Chỉ số", "Indicators"}, report.indicators)
      .Done();
}

ItemFacts FactsOf(const regulation::Regulation& from, const regulation::Register& kept) {
  return Facts(from)
      .Roles({"Ai giữ", "Kept by"}, kept.holders)
      .Roles({"Chia sẻ với", "Shared with"}, kept.shared_with)
      .Say({"Trong", "Within"}, SpanInWords(kept.due))
      .Done();
}

ItemFacts FactsOf(const regulation::Regulation& from, const regulation::Retention& retention) {
  return Facts(from)
      .Say({"Giữ gì", "What is kept"}, retention.what)
      .Say({"Bao lâu", "How long"}, SpanInWords(retention.period))
      .Say({"Sau đó", "Afterwards"}, retention.after)
      .Done();
}

ItemFacts FactsOf(const regulation::Regulation& from, const regulation::Role& role) {
  return Facts(from).Roles({"Kế thừa bởi", "Succeeded by"}, role.successors).Done();
}

ItemFacts FactsOf(const regulation::Regulation& from, const regulation::Regime& regime) {
  Text titles;
  for (const std::string& id : regime.instruments) {
    const auto found = from.instruments.find(id);
    if (found == from.instruments.end()) continue;
    titles.vi += (titles.vi.empty() ? "" : "; ") + found->second.title.vi;
    titles.en += (titles.en.empty() ? "" : "; ") + found->second.title.en;
  }
  return Facts(from).Say({"Văn bản", "Texts"}, titles).Say({"Chuyển tiếp", "Transition"}, regime.transition).Done();
}

}  // namespace nuong::operations
