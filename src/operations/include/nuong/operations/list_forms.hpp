#pragma once
#include "nuong/base/result.hpp"
#include "nuong/operations/caller.hpp"
#include "nuong/operations/wire.hpp"

namespace nuong::operations {

struct OptionView {
  std::string code;
  Text label;
};
BOOST_DESCRIBE_STRUCT(OptionView, (), (code, label))

struct FormFieldView {
  std::string name;
  Text label;
  std::optional<Text> help;
  std::string field_class;
  std::string type;  ///< text | long_text | integer | yes_no | choice | choices | date | instant | unit | units |
                     ///< bed_group | file (answered by {"name", "content" in base64})
  bool required = false;
  bool later = false;  ///< may wait: shown under "ask later"
  std::optional<std::string>
      offer;  ///< what may be offered beforehand: "now" | "own_unit"; never an answer about a person
  std::vector<OptionView> options;  ///< choice and choices: the codes; unit and units: the living units
  std::optional<std::int64_t> min;
  std::optional<std::int64_t> max;  ///< of an integer, characters of a text, bytes of a file
  std::optional<std::string> when;  ///< condition over this form's own fields ("fields.x == 'y'"); absent = always
};
BOOST_DESCRIBE_STRUCT(FormFieldView, (),
                      (name, label, help, field_class, type, required, later, offer, options, min, max, when))

struct FormView {
  std::string kind;
  Text title;
  Text button;
  std::optional<Text> note;  ///< said above the form: why we ask, who will see it
  std::vector<FormFieldView> fields;
  Shared<SourceView> source;
};
BOOST_DESCRIBE_STRUCT(FormView, (), (kind, title, button, note, fields, source))

/// What is read to a person before she agrees; fields of choice name it by its id.
struct ConsentTextView {
  std::string id;
  Text title;
  std::vector<Text> paragraphs;  ///< in the order they are read aloud
  Shared<SourceView> source;
};
BOOST_DESCRIBE_STRUCT(ConsentTextView, (), (id, title, paragraphs, source))

struct FormsView {
  std::string regulation;
  Text regulation_title;
  std::vector<FormView> forms;
  std::vector<ConsentTextView> consent_texts;
  std::vector<OptionView> purposes;  ///< what a request may be for (header Nuong-Purpose); the first is the usual one
};
BOOST_DESCRIBE_STRUCT(FormsView, (), (regulation, regulation_title, forms, consent_texts, purposes))

/// The forms in force today, as the regulation defines them.
Result<FormsView> ListForms(Services& services, const Caller& caller);

}  // namespace nuong::operations
