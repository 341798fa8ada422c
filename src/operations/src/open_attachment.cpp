#include "nuong/operations/open_attachment.hpp"

#include <algorithm>

#include "act_pipeline.hpp"
#include "case_look.hpp"
#include "case_reader.hpp"
#include "emergency.hpp"
#include "people.hpp"
#include "refusals.hpp"

namespace nuong::operations {
namespace {

/// The fact that brought a file, and the field of its form that it answers.
struct Place {
  std::size_t index = 0;
  const regulation::Field* field = nullptr;
};

std::optional<Place> FindPlace(const Services& services, const casework::CaseFile& file, std::int64_t sequence) {
  const auto mark = std::find_if(file.facts.begin(), file.facts.end(), [&](const casework::FactMark& known) {
    return static_cast<std::int64_t>(known.sequence) == sequence;
  });
  if (mark == file.facts.end()) return std::nullopt;
  const regulation::Act* act = services.regulation().FindAct(mark->kind, DateOf(mark->at, services.offset()));
  const regulation::Field* field = act == nullptr ? nullptr : act->FileField();
  if (field == nullptr || !mark->sealed.contains(field->field_class)) return std::nullopt;
  const auto index = static_cast<std::size_t>(mark - file.facts.begin());
  if (file.IsErased(index, field->field_class)) return std::nullopt;
  return Place{index, field};
}

Result<access::Decision> MayRead(const Services& services, const AskedCase& asked, FieldClass field_class) {
  const Value::Object values = casework::NamedValues(asked.file, services.Now());
  access::Question question = Standing(services, asked.file, asked.person, values);
  question.field_class = field_class;
  NUONG_CHECK(services.world.store->Read([&](store::Reader& reader) -> Result<void> {
    NUONG_TRY(question.emergency, EmergencyClasses(services, reader, asked.file.id, asked.person.unit, services.Now()));
    return {};
  }));
  return services.policy.Decide(question);
}

Result<Attachment> Open(store::Reader& reader, const CaseReader& opened, const Receipt& receipt, const Place& place) {
  const FieldClass field_class = place.field->field_class;
  NUONG_TRY(const auto answers, opened.Open(reader, receipt, place.index, field_class));
  const auto told = answers ? answers->find(place.field->name) : Value::Object::const_iterator();
  if (!answers || told == answers->end()) return Absent();
  NUONG_TRY(auto bytes, opened.OpenFile(reader, receipt, place.index, field_class));
  if (!bytes) return CorruptDirectory("a file that a fact tells of is missing");
  return Attachment{told->second.TextAt("type"), *std::move(bytes)};
}

}  // namespace

Result<Attachment> OpenAttachment(Services& services, const Caller& caller, const OpenAttachmentRequest& request) {
  NUONG_TRY(AskedCase asked, FindCase(services, caller, request.case_id, kAttachmentLook));
  const auto place = FindPlace(services, asked.file, request.sequence);
  if (!place) return OnRecord(services, caller, asked.person, asked.file.id, kAttachmentLook, {}, Absent());
  const FieldClass field_class = place->field->field_class;
  NUONG_TRY(const access::Decision decision, MayRead(services, asked, field_class));
  if (!decision.allowed) {
    return OnRecord(services, caller, asked.person, asked.file.id, kAttachmentLook, decision.rules,
                    Refused(decision.reasons.front(), "attachment of a class the unit may not read"), {field_class});
  }
  // The look is durable before anything sealed is opened.
  NUONG_TRY(const Opening opening, RecordOpening(services, caller, asked, kAttachmentLook, field_class));
  NUONG_TRY(vault::UnitKeys keys, KeysInHand(services, caller.session, asked.person));
  std::optional<Attachment> attachment;
  NUONG_CHECK(services.world.store->Read([&](store::Reader& reader) -> Result<void> {
    NUONG_TRY(const CaseReader opened,
              CaseReader::Make(services, reader, asked.file, opening.permit, keys, opening.emergency));
    NUONG_TRY(attachment, Open(reader, opened, opening.receipt, *place));
    return {};
  }));
  return *std::move(attachment);
}

bool MaySendFiles(Services& services, const Caller& caller) {
  return services.sessions.Find(caller, services.Now()).has_value();
}

}  // namespace nuong::operations
