#include <algorithm>

#include "nuong/casework/case_file.hpp"

namespace nuong::casework {
namespace {

Value Texts(const auto& texts) {
  Value::Array items;
  for (const std::string& text : texts) items.emplace_back(text);
  return items;
}

Value Classes(const std::set<FieldClass>& classes) {
  Value::Array items;
  for (const FieldClass field_class : classes) items.emplace_back(FieldClassCode(field_class));
  return items;
}

Value EncodeEffects(const Effects& effects) {
  Value::Object sets;
  for (const auto& [name, code] : effects.sets) sets.emplace(name, code);
  Value::Array parties;
  for (const PartyEffect& effect : effects.parties) {
    parties.push_back(Value::Object{{"unit", effect.unit.text()},
                                    {"becomes", effect.becomes},
                                    {"ceases", Texts(effect.ceases)},
                                    {"prepared", effect.prepared}});
  }
  Value::Array consents;
  for (const ConsentEffect& effect : effects.consents) {
    Value::Object consent{
        {"unit", effect.unit.text()}, {"classes", Classes(effect.classes)}, {"withdrawn", effect.withdrawn}};
    if (!effect.purpose.empty()) consent.emplace("purpose", effect.purpose);
    if (effect.until) consent.emplace("until", effect.until->us);
    consents.push_back(std::move(consent));
  }
  Value::Object object{{"sets", std::move(sets)},
                       {"keeps", Texts(effects.keeps)},
                       {"parties", std::move(parties)},
                       {"consents", std::move(consents)},
                       {"makes_keeper", effects.makes_keeper}};
  if (!effects.erases.empty()) object.emplace("erases", Classes(effects.erases));
  return object;
}

/// Of a fact or a fact's mark.
Value::Object EncodeMark(const auto& mark) {
  return {{"sequence", static_cast<std::int64_t>(mark.sequence)},
          {"kind", mark.kind},
          {"at", mark.at.us},
          {"unit", mark.unit.text()},
          {"member", mark.member.text()},
          {"sealed", Classes(mark.sealed)}};
}

/// Reads members of an object that this file wrote; remembers whether anything was not as written.
class Decoder {
 public:
  explicit Decoder(const Value& value) : object_(value.AsObject()) { good_ = object_ != nullptr; }

  const std::string& Text(std::string_view key) { return Get(key, &Value::AsText); }
  std::int64_t Integer(std::string_view key) { return Get(key, &Value::AsInteger); }
  bool Flag(std::string_view key) { return Get(key, &Value::AsBool); }
  const Value::Object& Object(std::string_view key) {
    return Get(key, static_cast<const Value::Object* (Value::*)() const>(&Value::AsObject));
  }
  const Value::Array& Array(std::string_view key) {
    return Get(key, static_cast<const Value::Array* (Value::*)() const>(&Value::AsArray));
  }
  /// Absent is as good as empty.
  const Value::Array& ArrayIfAny(std::string_view key) {
    static const Value::Array kNone;
    return Has(key) ? Array(key) : kNone;
  }
  const Value& Member(std::string_view key) {
    static const Value kNone;
    const Value* member = Find(key);
    good_ = good_ && member != nullptr;
    return member == nullptr ? kNone : *member;
  }
  std::vector<std::string> TextList(std::string_view key) {
    std::vector<std::string> texts;
    for (const Value& item : Array(key)) {
      const std::string* text = item.AsText();
      good_ = good_ && text != nullptr;
      if (text != nullptr) texts.push_back(*text);
    }
    return texts;
  }
  std::set<FieldClass> ClassSet(std::string_view key) {
    std::set<FieldClass> classes;
    for (const std::string& code : TextList(key)) {
      const auto field_class = ParseFieldClass(code);
      good_ = good_ && field_class.has_value();
      if (field_class) classes.insert(*field_class);
    }
    return classes;
  }
  std::string TextIfAny(std::string_view key) { return Has(key) ? Text(key) : ""; }
  std::optional<Instant> InstantIfAny(std::string_view key) {
    return Has(key) ? std::optional(Instant{Integer(key)}) : std::nullopt;
  }
  bool Has(std::string_view key) const { return Find(key) != nullptr; }
  void Require(bool condition) { good_ = good_ && condition; }
  bool good() const { return good_; }

 private:
  const Value* Find(std::string_view key) const {
    if (object_ == nullptr) return nullptr;
    const auto found = object_->find(key);
    return found == object_->end() ? nullptr : &found->second;
  }
  template <class T>
  const T& Get(std::string_view key, const T* (Value::*as)() const) {
    static const T kNone{};
    const Value* member = Find(key);
    const T* held = member == nullptr ? nullptr : (member->*as)();
    good_ = good_ && held != nullptr;
    return held == nullptr ? kNone : *held;
  }
  const Value::Object* object_;
  bool good_ = true;
};

Error NotOurs(std::string what) {
  return {ErrorCode::kCorrupt,
          "stored_case_unreadable",
          {"Dữ liệu hồ sơ lưu trữ không đọc được. Hãy chạy lệnh kiểm tra (nuong verify).",
           "The stored case cannot be read. Run the verifier (nuong verify)."},
          std::move(what) + " does not have the form it was written in",
          {}};
}

Value EncodeParty(const Party& party) {
  Value::Object object{
      {"relations", Texts(party.relations)}, {"prepared", Texts(party.prepared)}, {"consent", Classes(party.consent)}};
  Value::Array agreements;
  for (const Agreement& agreement : party.agreements) {
    Value::Object item{{"purpose", agreement.purpose},
                       {"classes", Classes(agreement.classes)},
                       {"from", agreement.from.us},
                       {"given", static_cast<std::int64_t>(agreement.given)}};
    if (agreement.until) item.emplace("until", agreement.until->us);
    agreements.push_back(std::move(item));
  }
  if (!agreements.empty()) object.emplace("agreements", std::move(agreements));
  return object;
}

Party DecodeParty(const Value& value, Decoder& outer) {
  Decoder decoder(value);
  const auto relations = decoder.TextList("relations");
  const auto prepared = decoder.TextList("prepared");
  Party party{{relations.begin(), relations.end()}, {prepared.begin(), prepared.end()}, decoder.ClassSet("consent")};
  for (const Value& item : decoder.ArrayIfAny("agreements")) {
    Decoder inner(item);
    party.agreements.push_back({inner.Text("purpose"), inner.ClassSet("classes"), Instant{inner.Integer("from")},
                                inner.InstantIfAny("until"), static_cast<std::uint64_t>(inner.Integer("given"))});
    decoder.Require(inner.good());
  }
  outer.Require(decoder.good());
  return party;
}

Effects DecodeEffects(const Value& value, Decoder& outer) {
  Decoder decoder(value);
  Effects effects;
  for (const auto& [name, code] : decoder.Object("sets")) {
    decoder.Require(code.AsText() != nullptr);
    if (code.AsText() != nullptr) effects.sets.emplace(name, *code.AsText());
  }
  effects.keeps = decoder.TextList("keeps");
  effects.makes_keeper = decoder.Flag("makes_keeper");
  if (decoder.Has("erases")) effects.erases = decoder.ClassSet("erases");
  for (const Value& item : decoder.Array("parties")) {
    Decoder party(item);
    effects.parties.push_back(
        {UnitName(party.Text("unit")), party.Text("becomes"), party.TextList("ceases"), party.Flag("prepared")});
    decoder.Require(party.good());
  }
  for (const Value& item : decoder.Array("consents")) {
    Decoder consent(item);
    effects.consents.push_back({UnitName(consent.Text("unit")), consent.ClassSet("classes"), consent.Flag("withdrawn"),
                                consent.TextIfAny("purpose"), consent.InstantIfAny("until")});
    decoder.Require(consent.good());
  }
  outer.Require(decoder.good());
  return effects;
}

}  // namespace

Value EncodeFact(const Fact& fact) {
  Value::Object object = EncodeMark(fact);
  object.emplace("fields", fact.fields);
  object.emplace("effects", EncodeEffects(fact.effects));
  return object;
}

Result<Fact> DecodeFact(const Value& value) {
  Decoder decoder(value);
  Fact fact;
  fact.sequence = static_cast<std::uint64_t>(decoder.Integer("sequence"));
  fact.kind = decoder.Text("kind");
  fact.at = Instant{decoder.Integer("at")};
  fact.unit = UnitName(decoder.Text("unit"));
  fact.member = MemberName(decoder.Text("member"));
  fact.fields = decoder.Object("fields");
  fact.sealed = decoder.ClassSet("sealed");
  fact.effects = DecodeEffects(decoder.Member("effects"), decoder);
  if (!decoder.good() || EncodeFact(fact) != value) return NotOurs("fact");
  return fact;
}

Value EncodeCaseFile(const CaseFile& file) {
  Value::Object parties;
  for (const auto& [unit, party] : file.parties) {
    parties.emplace(unit.text(), EncodeParty(party));
  }
  Value::Array facts;
  for (const FactMark& mark : file.facts) {
    facts.emplace_back(EncodeMark(mark));
  }
  Value::Array passings;
  for (const Passing& passing : file.passings) {
    passings.push_back(Value::Object{{"sequence", static_cast<std::int64_t>(passing.sequence)},
                                     {"at", passing.at.us},
                                     {"from", passing.from.text()},
                                     {"to", passing.to.text()}});
  }
  Value::Object object{{"id", file.id.text()},           {"code_name", file.code_name},
                       {"opened_at", file.opened_at.us}, {"changed_at", file.changed_at.us},
                       {"values", file.values},          {"keeper", file.keeper.text()},
                       {"parties", std::move(parties)},  {"facts", std::move(facts)}};
  if (!passings.empty()) object.emplace("passings", std::move(passings));
  Value::Object erased;
  for (const auto& [field_class, sequence] : file.erased) {
    erased.emplace(FieldClassCode(field_class), static_cast<std::int64_t>(sequence));
  }
  if (!erased.empty()) object.emplace("erased", std::move(erased));
  return object;
}

Result<CaseFile> DecodeCaseFile(const Value& value) {
  Decoder decoder(value);
  CaseFile file;
  const auto id = CaseId::Parse(decoder.Text("id"));
  decoder.Require(id.has_value());
  if (id) file.id = *id;
  file.code_name = decoder.Text("code_name");
  file.opened_at = Instant{decoder.Integer("opened_at")};
  file.changed_at = Instant{decoder.Integer("changed_at")};
  file.values = decoder.Object("values");
  file.keeper = UnitName(decoder.Text("keeper"));
  for (const auto& [unit, item] : decoder.Object("parties")) {
    file.parties.emplace(UnitName(unit), DecodeParty(item, decoder));
  }
  for (const Value& item : decoder.Array("facts")) {
    Decoder inner(item);
    file.facts.push_back({static_cast<std::uint64_t>(inner.Integer("sequence")), inner.Text("kind"),
                          Instant{inner.Integer("at")}, UnitName(inner.Text("unit")), MemberName(inner.Text("member")),
                          inner.ClassSet("sealed")});
    decoder.Require(inner.good());
  }
  for (const Value& item : decoder.ArrayIfAny("passings")) {
    Decoder inner(item);
    file.passings.push_back({static_cast<std::uint64_t>(inner.Integer("sequence")), Instant{inner.Integer("at")},
                             UnitName(inner.Text("from")), UnitName(inner.Text("to"))});
    decoder.Require(inner.good());
  }
  for (const auto& [code, sequence] : decoder.Has("erased") ? decoder.Object("erased") : Value::Object()) {
    const auto field_class = ParseFieldClass(code);
    decoder.Require(field_class && sequence.AsInteger() != nullptr);
    if (field_class && sequence.AsInteger() != nullptr) {
      file.erased.emplace(*field_class, static_cast<std::uint64_t>(*sequence.AsInteger()));
    }
  }
  if (!decoder.good() || EncodeCaseFile(file) != value) return NotOurs("case");
  return file;
}

}  // namespace nuong::casework
