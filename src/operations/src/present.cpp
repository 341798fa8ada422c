#include "present.hpp"

#include "late_ladder.hpp"
#include "nuong/regulation/citation.hpp"

namespace nuong::operations {
namespace {

Text Both(const std::string& same) { return {same, same}; }

std::string DayMonthYear(std::string_view iso) {
  if (iso.size() < 10) return std::string(iso);
  return std::string(iso.substr(8, 2)) + "/" + std::string(iso.substr(5, 2)) + "/" + std::string(iso.substr(0, 4));
}

Text CodeLabel(const Services& services, const std::string& list, const std::string& code) {
  const regulation::CodeList* codes = services.regulation().FindCodeList(list);
  const regulation::Code* found = codes == nullptr ? nullptr : codes->Find(code);
  return found == nullptr ? Both(code) : found->label;
}

Text BedGroupLabel(const Services& services, const std::string& group) {
  for (const auto& [name, unit] : services.regulation().units) {
    for (const regulation::BedGroup& beds : unit.beds) {
      if (beds.id == group) return beds.name;
    }
  }
  return Both(group);
}

Text TextShown(const Services& services, const regulation::Field& field, const std::string& text) {
  switch (field.type) {
    case regulation::FieldType::kChoice:
    case regulation::FieldType::kChoices:
      return CodeLabel(services, field.code_list, text);
    case regulation::FieldType::kUnit:
    case regulation::FieldType::kUnits:
      return UnitLabel(services, UnitName(text));
    case regulation::FieldType::kBedGroup:
      return BedGroupLabel(services, text);
    case regulation::FieldType::kDate:
      return Both(DayMonthYear(text));
    case regulation::FieldType::kInstant: {
      const auto instant = ParseInstant(text);
      if (!instant) return Both(text);
      const std::string local = FormatInstant(*instant, services.offset());
      return Both(DayMonthYear(local) + " " + local.substr(11, 5));
    }
    case regulation::FieldType::kText:
    case regulation::FieldType::kLongText:
    case regulation::FieldType::kFile:
    case regulation::FieldType::kInteger:
    case regulation::FieldType::kYesNo:
      return Both(text);
  }
  return Both(text);
}

}  // namespace

Text UnitLabel(const Services& services, const UnitName& unit) {
  const regulation::Unit* known = services.regulation().FindUnit(unit);
  return known == nullptr ? Both(unit.text()) : known->name;
}

Text RelationLabel(const Services& services, const std::string& relation) {
  const regulation::Relation* known = services.regulation().FindRelation(relation);
  return known == nullptr ? Both(relation) : known->name;
}

std::string MainRelation(const Services& services, const casework::CaseFile& file, const UnitName& unit) {
  const casework::Party* party = file.FindParty(unit);
  if (party == nullptr) return "";
  for (const regulation::Relation& relation : services.regulation().relations) {
    if (party->relations.contains(relation.id)) return relation.id;
  }
  return "";
}

Text CaseValueLabel(const Services& services, const casework::CaseFile& file, const std::string& name) {
  const std::string code = Value(file.values).TextAt(name);
  if (const regulation::CaseValue* value = services.regulation().FindCaseValue(name)) {
    for (const regulation::Code& known : value->codes) {
      if (known.code == code) return known.label;
    }
  }
  return code.empty() ? Text{} : CodeLabel(services, name, code);
}

Text FieldClassLabel(FieldClass field_class) {
  switch (field_class) {
    case FieldClass::kSkeleton:
      return {"Thông tin khung", "Outline"};
    case FieldClass::kOperations:
      return {"Nhu cầu và dịch vụ", "Needs and services"};
    case FieldClass::kIdentity:
      return {"Nhân thân", "Identity"};
    case FieldClass::kMedical:
      return {"Sức khỏe, tâm lý", "Health"};
    case FieldClass::kTestimony:
      return {"Lời kể, chứng cứ", "Testimony"};
    case FieldClass::kSafePlace:
      return {"Nơi an toàn", "Place of safety"};
    case FieldClass::kTip:
      return {"Tin báo", "Tip"};
    case FieldClass::kSurvivor:
      return {"Trao đổi riêng", "Private messages"};
    case FieldClass::kEmergency:
      return {"Vì sao truy cập khẩn cấp", "Why it was opened in an emergency"};
  }
  return {};
}

std::string LocalTime(const Services& services, Instant instant) { return FormatInstant(instant, services.offset()); }

Shared<SourceView> SourceOf(const Services& services, const regulation::Source& source) {
  return services.kept_sources().Get(source, [&] {
    SourceView view{source.clause,     regulation::CiteClause(services.regulation(), source.clause),
                    source.instrument, Both(source.instrument),
                    source.says,       std::string(regulation::CertaintyCode(source.certainty))};
    const auto& instruments = services.regulation().instruments;
    if (const auto found = instruments.find(source.instrument); found != instruments.end())
      view.title = found->second.title;
    return view;
  });
}

std::optional<Shared<SourceView>> SourceOfAccessRule(const Services& services, const std::string& id) {
  for (const regulation::AccessRule& rule : services.regulation().access) {
    if (rule.id == id) return SourceOf(services, rule.source);
  }
  return std::nullopt;
}

FieldView FieldOf(const Services& services, const regulation::Field& field, const Value& value) {
  FieldView view{field.name, field.label, std::string(FieldClassCode(field.field_class)), value, {}};
  if (const std::string* text = value.AsText()) {
    view.shown = TextShown(services, field, *text);
  } else if (const bool* flag = value.AsBool()) {
    view.shown = *flag ? Text{"Có", "Yes"} : Text{"Không", "No"};
  } else if (const std::int64_t* number = value.AsInteger()) {
    view.shown = Both(std::to_string(*number));
  } else if (const Value::Array* items = value.AsArray()) {
    for (const Value& item : *items) {
      if (item.AsText() == nullptr) continue;
      const Text shown = TextShown(services, field, *item.AsText());
      view.shown.vi += (view.shown.vi.empty() ? "" : ", ") + shown.vi;
      view.shown.en += (view.shown.en.empty() ? "" : ", ") + shown.en;
    }
  } else if (field.type == regulation::FieldType::kFile) {
    view.shown = Both(value.TextAt("name"));
  }
  return view;
}

namespace {

Text WhyOf(const Services& services, const casework::CaseFile& file, const regulation::OpenDuty& duty,
           const regulation::Duty& definition) {
  const auto event = [&](std::uint64_t sequence) -> Text {
    for (const casework::FactMark& mark : file.facts) {
      if (mark.sequence != sequence) continue;
      const regulation::Act* act = services.regulation().FindAct(mark.kind, DateOf(mark.at, services.offset()));
      const std::string local = LocalTime(services, mark.at);
      const std::string when = local.substr(11, 5) + " " + DayMonthYear(local);
      const Text title = act == nullptr ? Both(mark.kind) : act->title;
      return {title.vi + " (" + when + ")", title.en + " (" + when + ")"};
    }
    return {};
  };
  const Text opened = event(duty.opened_by);
  Text why{"Phát sinh từ: " + opened.vi + ".", "Opened by: " + opened.en + "."};
  if (duty.extended_by != 0) {
    const Text extended = event(duty.extended_by);
    why.vi += " Gia hạn bởi: " + extended.vi + ".";
    why.en += " Extended by: " + extended.en + ".";
  }
  if (duty.state == regulation::DutyState::kDone) {
    const Text closed = event(duty.closed_by);
    why.vi += " Hoàn thành bởi: " + closed.vi + ".";
    why.en += " Fulfilled by: " + closed.en + ".";
  } else if (duty.state == regulation::DutyState::kLapsed) {
    why.vi += " Không còn phải làm: " + definition.lapse_reason.vi;
    why.en += " No longer owed: " + definition.lapse_reason.en;
  }
  return why;
}

}  // namespace

DutyView DutyOf(Services& services, const casework::CaseFile& file, const regulation::OpenDuty& duty,
                const UnitName& unit) {
  DutyView view;
  view.id = file.id.text() + "/" + duty.id;
  view.duty = duty.duty;
  view.case_id = file.id.text();
  view.code_name = file.code_name;
  view.version = file.version();
  view.holder = duty.holder.text();
  view.holder_name = UnitLabel(services, duty.holder);
  if (duty.counterpart) {
    view.counterpart = duty.counterpart->text();
    view.counterpart_name = UnitLabel(services, *duty.counterpart);
  }
  view.opened_at = LocalTime(services, duty.opened_at);
  if (duty.deadline.until) view.due_at = LocalTime(services, *duty.deadline.until);
  view.standing = regulation::StandingCode(regulation::StandingOf(duty, services.Now()));
  if (duty.closed_at) view.closed_at = LocalTime(services, *duty.closed_at);
  view.undecided = duty.deadline.undecided;
  const regulation::Duty* definition = services.engine.DefinitionOf(duty);
  if (definition == nullptr) return view;
  if (duty.state == regulation::DutyState::kOpen) {
    const auto ladder = LateLadder(services, file, duty, services.Now());
    const auto told = ladder.find(unit);
    if (told != ladder.end() && told->second <= services.Now()) view.told_at = LocalTime(services, told->second);
  }
  view.title = definition->title;
  view.deadline = regulation::DeadlineInWords(*definition, duty, services.offset());
  view.source = SourceOf(services, definition->source);
  view.why = WhyOf(services, file, duty, *definition);
  if (duty.state != regulation::DutyState::kOpen || (definition->fulfilled_by_holder_only && duty.holder != unit)) {
    return view;
  }
  const CivilDate day = DateOf(services.Now(), services.offset());
  for (const std::string& kind : definition->fulfilled_by) {
    const regulation::Act* act = services.regulation().FindAct(kind, day);
    if (act == nullptr || !MayAct(services, file, unit, *act).allowed) continue;
    if (!services.engine.Blocked(*act, SituationOf(file, services.Now()))) view.acts.push_back(kind);
  }
  return view;
}

}  // namespace nuong::operations
