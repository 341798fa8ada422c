#pragma once
#include "nuong/base/result.hpp"
#include "nuong/operations/caller.hpp"
#include "nuong/operations/list_forms.hpp"
#include "nuong/operations/regulation_wire.hpp"

namespace nuong::operations {

struct ListPersonFactsRequest {
  std::optional<std::string> on;
};
BOOST_DESCRIBE_STRUCT(ListPersonFactsRequest, (), (on))

struct PersonFactsView {
  std::vector<FormFieldView> facts;  ///< nothing is required: what is not known stays unknown
};
BOOST_DESCRIBE_STRUCT(PersonFactsView, (), (facts))

/// A figure or a length of time: what the law says, that no figure is given, or that we could not verify it. Of an
/// amount that is not given the note tells why.
struct StatedView {
  std::string state;  ///< stated | none | unverified
  std::optional<Text> shown;
};
BOOST_DESCRIBE_STRUCT(StatedView, (), (state, shown))

struct DocumentView {
  std::string id;
  Text name;
  std::string number;  ///< as printed; empty when it has none
};
BOOST_DESCRIBE_STRUCT(DocumentView, (), (id, name, number))

struct EntitlementView {
  std::string id;
  std::string benefit;
  Text benefit_name;
  std::string letter;          ///< as the text letters the benefit; may be empty
  std::string answer;          ///< yes | no | unknown
  std::vector<Text> missing;   ///< labels of the facts that would decide an `unknown`
  std::vector<Text> for_whom;  ///< the classes of persons the rule speaks of
  StatedView limit;            ///< how long
  std::optional<Text> limit_note;
  StatedView amount;  ///< how much
  std::optional<Text> amount_note;
  StatedView apply_within;
  std::vector<Text> given_by;
  std::optional<Text> paid_by;
  std::vector<DocumentView> documents;
  std::string certainty;  ///< of the answer: the least certain of all that decides it
  Shared<SourceView> source;
};
BOOST_DESCRIBE_STRUCT(EntitlementView, (),
                      (id, benefit, benefit_name, letter, answer, missing, for_whom, limit, limit_note, amount,
                       amount_note, apply_within, given_by, paid_by, documents, certainty, source))

struct EntitlementsView {
  std::string on;
  std::optional<Text> regime;         ///< that governs the day; absent when none is known
  std::vector<EntitlementView> rows;  ///< the rules that decide, by benefit
  std::vector<Text> not_granted;      ///< benefits of which no rule in force speaks for such a person
  std::vector<Text> not_in_force;     ///< benefits that are not in force on the day
};
BOOST_DESCRIBE_STRUCT(EntitlementsView, (), (on, regime, rows, not_granted, not_in_force))

struct FindEntitlementsRequest {
  std::string on;
  Value facts;  ///< an object of person facts by id
};
BOOST_DESCRIBE_STRUCT(FindEntitlementsRequest, (), (on, facts))

/// What is asked of a person to find what she is entitled to on a day. kInvalid: `on` is no day.
Result<PersonFactsView> ListPersonFacts(Services& services, const Caller& caller,
                                        const ListPersonFactsRequest& request);

/// What a person with these facts is entitled to on a day. Nothing of it is kept. kInvalid: `on`, or facts that do not
/// fit what is asked.
Result<EntitlementsView> FindEntitlements(Services& services, const Caller& caller,
                                          const FindEntitlementsRequest& request);

}  // namespace nuong::operations
