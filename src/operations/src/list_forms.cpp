#include "nuong/operations/list_forms.hpp"

#include "form_field.hpp"
#include "present.hpp"
#include "refusals.hpp"

namespace nuong::operations {

Result<FormsView> ListForms(Services& services, const Caller& caller) {
  if (!services.sessions.Find(caller, services.Now())) return NotSignedIn();
  const regulation::Regulation& regulation = services.regulation();
  const CivilDate day = DateOf(services.Now(), services.offset());
  FormsView forms{regulation.id, regulation.title, {}, {}, {}};
  for (const regulation::Act& act : regulation.acts) {
    if (!act.validity.Covers(day)) continue;
    FormView form{act.kind, act.title, act.button, act.note, {}, SourceOf(services, act.source)};
    for (const regulation::Field& field : act.fields) {
      if (field.offer == regulation::FieldOffer::kHouse) continue;
      FormFieldView shown = FormFieldOf(regulation, field, day);
      if (field.type == regulation::FieldType::kFile) {
        shown.max = static_cast<std::int64_t>(services.world.most_file_bytes);
      }
      form.fields.push_back(std::move(shown));
    }
    forms.forms.push_back(std::move(form));
  }
  for (const regulation::ConsentText& text : regulation.consent_texts) {
    if (!text.validity.Covers(day)) continue;
    forms.consent_texts.push_back({text.id, text.title, text.paragraphs, SourceOf(services, text.source)});
  }
  for (const regulation::Purpose& purpose : regulation.purposes) {
    const auto place = purpose.is_default ? forms.purposes.begin() : forms.purposes.end();
    forms.purposes.insert(place, OptionView{purpose.id, purpose.name});
  }
  return forms;
}

}  // namespace nuong::operations
