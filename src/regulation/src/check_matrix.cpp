#include <algorithm>

#include "check.hpp"

namespace nuong::regulation {
namespace {

bool Overlap(const Validity& a, const Validity& b) {
  return (!a.until || b.from < *a.until) && (!b.until || a.from < *b.until);
}

/// A class of persons that both rows are for; empty when there is none.
std::string SharedClass(const Entitlement& a, const Entitlement& b) {
  const auto in_both = [&](const std::string& id) {
    return std::find(b.beneficiaries.begin(), b.beneficiaries.end(), id) != b.beneficiaries.end();
  };
  const auto found = std::find_if(a.beneficiaries.begin(), a.beneficiaries.end(), in_both);
  return found == a.beneficiaries.end() ? "" : *found;
}

bool AreToldApart(const Entitlement& a, const Entitlement& b) {
  return !a.when.empty() && !b.when.empty() && a.when != b.when;
}

}  // namespace

/// Two rows that say something of the same benefit for the same class on the same day need conditions of their own.
void CheckMatrix(Draft& draft) {
  const std::vector<Entitlement>& rows = draft.regulation.matrix.entitlements;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    for (std::size_t j = 0; j < i; ++j) {
      if (rows[i].benefit != rows[j].benefit || rows[i].id == rows[j].id) continue;
      const std::string shared = SharedClass(rows[i], rows[j]);
      if (shared.empty() || !Overlap(rows[i].validity, rows[j].validity) || AreToldApart(rows[i], rows[j])) continue;
      draft.findings.Add(draft.places.At("/entitlements/" + std::to_string(i) + "/id"), "overlapping_entitlements",
                         {"Dòng này và \"" + rows[j].id + "\" cùng nói về \"" + shared +
                              "\" trong cùng thời gian; mỗi dòng cần điều kiện (when) riêng.",
                          "This row and \"" + rows[j].id + "\" both speak of \"" + shared +
                              "\" at the same time; each needs a condition (when) of its own."});
    }
  }
}

}  // namespace nuong::regulation
