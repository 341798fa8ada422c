#pragma once
#include <string>
#include <vector>

#include "nuong/base/result.hpp"
#include "nuong/base/yaml.hpp"
#include "nuong/regulation/model.hpp"

namespace nuong::regulation {

/// One file of a regulation: its name relative to the regulations folder, and its text. Reading disk is the caller's
/// part.
struct SourceFile {
  std::string name;
  std::string text;
};

/// One step of a counter-example, told as an officer would tell it.
struct StoryStep {
  CivilDate day;       ///< the first day on which it can happen
  Text says;           ///< who did what
  std::string clause;  ///< "instrument: clause" of what was done; empty when the law changes or nothing can be done
};

/// Something wrong in a regulation, said so that a lawyer can mend it.
struct Finding {
  Place place;
  std::string id;                     ///< "unknown_key", "missing_source", "ill_typed_condition" …
  Text message;                       ///< what is wrong, what was expected, the nearest valid name
  std::vector<StoryStep> story = {};  ///< how a case comes to it, when it was found by search
};

struct Loaded {
  Regulation regulation;          ///< whole only when there are no findings
  std::vector<Finding> findings;  ///< all at once, by file, line, column
};

/// Pure: reads, joins (`extends`), checks and compiles. A regulation with findings is never used by a server.
Loaded Load(const std::vector<SourceFile>& files, const std::string& regulation_id);

}  // namespace nuong::regulation
