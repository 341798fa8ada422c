#include "nuong/operations/list_readers.hpp"

#include <algorithm>

#include "case_look.hpp"
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
    for (const casework::FactMark& mark : file_.facts) written.insert(mark.sealed.begin(), mark.sealed.end());
    for (const FieldClass field_class : written) view.written.emplace_back(FieldClassCode(field_class));
    NUONG_TRY(const CaseKeyring keyring, ReadCaseKeyring(reader, file_.id));
    NUONG_TRY(const auto successions, services_.SuccessionsAt(reader));
    for (const auto& [unit, known] : services_.regulation().units) {
      const access::Decision decision = MayDo(services_, file_, Asker(unit, now_), "list");
      if (!decision.allowed) continue;
      ReaderView item{unit.text(), known.name, {}, {}, decision.reasons.front(), {}};
      const auto role = services_.regulation().roles.find(known.role);
      if (role != services_.regulation().roles.end()) item.role_name = role->second.name;
      item.relation_name = RelationLabel(services_, MainRelation(services_, file_, unit));
      const std::set<FieldClass> held = ClassesHeld(reader, *successions, keyring, unit);
      for (const FieldClass field_class : kAllFieldClasses) {
        if (!IsProtected(field_class)) continue;
        item.classes.push_back(Reach(unit, field_class));
        item.classes.back().has_key = held.contains(field_class);
      }
      view.readers.push_back(std::move(item));
    }
    return view;
  }

 private:
  access::Decision Ask(const UnitName& unit, FieldClass field_class, const std::string& purpose, bool is_strong) const {
    Asker asker(unit, now_);
    asker.purpose = purpose;
    asker.is_strong = is_strong;
    access::Question question = Standing(services_, file_, asker, values_);
    question.field_class = field_class;
    return services_.policy.Decide(question);
  }

  ReachView Reach(const UnitName& unit, FieldClass field_class) const {
    ReachView view{std::string(FieldClassCode(field_class)), FieldClassLabel(field_class), "open", false, {}, {}, {}};
    access::Decision decision = Ask(unit, field_class, "", false);
    if (!decision.allowed) {
      view.state = "open_stepped_up";
      decision = Ask(unit, field_class, "", true);
    }
    if (!decision.allowed) {
      view.state = "closed";
      for (const regulation::Purpose& purpose : services_.regulation().purposes) {
        access::Decision other = Ask(unit, field_class, purpose.id, true);
        if (!other.allowed) continue;
        if (view.purposes.empty()) decision = std::move(other);
        view.state = "open_for";
        view.purposes.push_back(purpose.name);
      }
    }
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
