#pragma once
#include <optional>
#include <string>
#include <vector>

#include "nuong/base/certainty.hpp"
#include "nuong/base/civil.hpp"
#include "nuong/base/deadline.hpp"
#include "nuong/base/text.hpp"

/// What every item of a regulation has: when it is in force, where it stands, how sure we are.
namespace nuong::regulation {

using nuong::Certainty;
std::string_view CertaintyCode(Certainty certainty);  ///< verified | partial | unverified | unknown

/// In force from `from` until the day before `until`.
struct Validity {
  CivilDate from;
  std::optional<CivilDate> until = std::nullopt;
  bool after_gap = false;  ///< days without any version before this one are meant
  bool Covers(CivilDate day) const { return from <= day && (!until || day < *until); }
};

/// Of things that need no day of beginning: since before all law that is told of here.
inline constexpr CivilDate kBeginning{std::chrono::sys_days{std::chrono::year{1000} / 1 / 1}};
inline const Validity kAlways{kBeginning};

/// A place in an instrument.
struct Citation {
  std::string instrument;  ///< id of an Instrument
  std::string clause;      ///< clause id as cited: "H31", "art. 24(4)"

  bool operator==(const Citation&) const = default;
};

struct Source {
  std::string instrument;  ///< id of an Instrument
  std::string clause;      ///< clause id as cited: "H31", "art. 24(4)"
  Text says;               ///< our paraphrase, not the binding text
  Certainty certainty = Certainty::kUnknown;
  std::vector<Citation> also;  ///< further clauses that the same item carries out

  bool operator==(const Source&) const = default;
};

struct Instrument {
  std::string id;
  std::string number;  ///< official number as printed; empty when it has none
  Text title;
  std::optional<CivilDate> issued;
  Validity validity;
  std::string read_at;  ///< where the text was read
  Certainty certainty = Certainty::kUnknown;
};

}  // namespace nuong::regulation
