#pragma once
#include "draft.hpp"

/// Cross checks over the whole, joined model. Each adds its findings; none stops another.
namespace nuong::regulation {

void CheckNames(Draft& draft);       ///< every name that is used exists
void CheckConditions(Draft& draft);  ///< every condition type-checks
void CheckCodes(Draft& draft);       ///< codes written in conditions exist
void CheckUnits(Draft& draft);       ///< areas and successors have no cycles
void CheckTimelines(Draft& draft);   ///< versions of one thing, and regimes, follow each other
void CheckActs(Draft& draft);        ///< forms and effects of acts hold together
void CheckDuties(Draft& draft);      ///< each duty can be held, seen, fulfilled, and told when late
void CheckLaw(Draft& draft);         ///< names used by the law and the matrix exist; clauses and their carriers
void CheckMatrix(Draft& draft);      ///< rows of the matrix do not overlap
void CheckAccess(Draft& draft);      ///< access rules name known actions and do not contradict each other

/// Searches what a case can come to: it can always be closed, leaves nothing undone, breaks no invariant … Only for a
/// regulation in which nothing else is wrong: what does not hold together says nothing about cases.
void CheckFlow(Draft& draft);

}  // namespace nuong::regulation
