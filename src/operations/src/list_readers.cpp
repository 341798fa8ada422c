#include "nuong/operations/list_readers.hpp"

#include "case_look.hpp"
#include "emergency.hpp"
#include "keyring.hpp"
#include "present.hpp"

namespace nuong::operations {
namespace {

class Readers {
 public:
  Readers(const Services& services, const casework::CaseFile& file)
      : services_(services), file_(file), now_(services.Now()), values_(casework::NamedValues(file, now_)) {}

  Result<ReadersView> List(store::Reader& reader) const {
    ReadersView view{LocalTime(services_, now_), {}, {}};
    std::set<FieldClass> written;
    for (std::size_t i = 0; i < file_.facts.size(); ++i) {
      for (const FieldClass field_class : file_.facts[i].sealed) {
        if (!file_.IsErased(i, field_class)) written.insert(field_class);
      }
    }
    for (const FieldClass field_class : written) view.written.emplace_back(FieldClassCode(field_class));
    NUONG_TRY(const CaseKeyring keyring, ReadCaseKeyring(reader, file_.id));
    NUONG_TRY(const auto glasses, ReadGlasses(services_, reader, file_.id));
    NUONG_TRY(const auto successions, services_.SuccessionsAt(reader));
    // Who is nothing to the case knows nothing of it: `nuong check` refuses a permit that says otherwise.
    for (const auto& [unit, party] : file_.parties) {
      if (!MayList(services_, file_, {unit, now_})) continue;
      ReaderView item{
          unit.text(), UnitLabel(services_, unit), RelationLabel(services_, MainRelation(services_, file_, unit)), {}};
      const std::set<FieldClass> held = ClassesHeld(reader, *successions, keyring, unit);
      const std::set<FieldClass> emergency = OpenTo(glasses, unit, now_);
      for (const FieldClass field_class : kAllFieldClasses) {
        if (!IsProtected(field_class)) continue;
        item.classes.push_back(Reach(unit, field_class, emergency));
        item.classes.back().has_key = held.contains(field_class);
      }
      view.readers.push_back(std::move(item));
    }
    return view;
  }

 private:
  access::Decision Ask(const Asker& asker, FieldClass field_class, const std::set<FieldClass>& emergency) const {
    access::Question question = Standing(services_, file_, asker, values_);
    question.field_class = field_class;
    question.emergency = emergency;
    return services_.policy.Decide(question);
  }

  ReachView Reach(const UnitName& unit, FieldClass field_class, const std::set<FieldClass>& emergency) const {
    ReachView view;
    view.field_class = FieldClassCode(field_class);
    Asker asker(unit, now_);
    access::Decision decision = Ask(asker, field_class, emergency);
    std::string opens_for;
    view.is_open = decision.allowed;
    if (!decision.allowed) {
      for (const regulation::Purpose& purpose : services_.regulation().purposes) {
        asker.purpose = purpose.id;
        access::Decision other = Ask(asker, field_class, emergency);
        if (!other.allowed) continue;
        view.only_for.push_back(purpose.name);
        if (view.is_open) continue;
        view.is_open = true;
        opens_for = purpose.id;
        decision = std::move(other);
      }
    }
    asker.purpose = opens_for;
    asker.by_passkey = false;
    view.asks_passkey = view.is_open && !Ask(asker, field_class, emergency).allowed;
    asker.is_strong = false;
    view.asks_step_up = view.is_open && !Ask(asker, field_class, emergency).allowed;
    view.reason = decision.reasons.front();
    if (!decision.rules.empty()) view.source = SourceOfAccessRule(services_, decision.rules.front());
    return view;
  }

  const Services& services_;
  const casework::CaseFile& file_;
  Instant now_;
  Value::Object values_;
};

}  // namespace

Result<ReadersView> ListReaders(Services& services, const Caller& caller, const ListReadersRequest& request) {
  NUONG_TRY(const casework::CaseFile file, LookBeside(services, caller, request.case_id, "readers"));
  std::optional<ReadersView> view;
  NUONG_CHECK(services.world.store->Read([&](store::Reader& reader) -> Result<void> {
    NUONG_TRY(view, Readers(services, file).List(reader));
    return {};
  }));
  return *std::move(view);
}

}  // namespace nuong::operations
