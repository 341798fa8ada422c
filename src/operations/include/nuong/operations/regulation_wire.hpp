#pragma once
#include "nuong/operations/wire.hpp"

/// What the operations that show the regulation have in common. An item's `standing` on the day asked about is
/// in_force | not_in_force | unknown: the last two are answers of their own, never "no".
namespace nuong::operations {

/// One item of the regulation, as a row.
struct ItemRow {
  std::string kind;  ///< act | duty | step | paper | … : the kinds of docs/reference/regulation-data.md
  std::string id;
  Text title;
  std::optional<std::string> from;   ///< absent when the item is not dated
  std::optional<std::string> until;  ///< first day it is no longer in force
  std::string standing;
  std::string certainty;
  std::optional<Text> holder;    ///< who has to do it, or keeps it
  std::optional<Text> deadline;  ///< in words; says so when the text names no time or it could not be verified
};
BOOST_DESCRIBE_STRUCT(ItemRow, (), (kind, id, title, from, until, standing, certainty, holder, deadline))

struct ClauseReference {
  std::string instrument;
  std::string clause;
  Text cite;  ///< as a reader is told it
};
BOOST_DESCRIBE_STRUCT(ClauseReference, (), (instrument, clause, cite))

struct InstrumentView {
  std::string id;
  std::string number;  ///< as printed; empty when it has none
  Text title;
  std::optional<std::string> issued;
  std::optional<std::string> from;  ///< absent: its first day is not confirmed, so it is not known to be in force
  std::optional<std::string> until;
  std::string standing;
  std::string certainty;
  std::string read_at;  ///< where the text was read
};
BOOST_DESCRIBE_STRUCT(InstrumentView, (), (id, number, title, issued, from, until, standing, certainty, read_at))

}  // namespace nuong::operations
