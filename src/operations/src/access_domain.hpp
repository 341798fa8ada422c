#pragma once
#include <cstdint>
#include <functional>
#include <optional>
#include <random>
#include <set>
#include <string>
#include <vector>

#include "nuong/access/decide.hpp"
#include "nuong/base/value.hpp"
#include "nuong/regulation/model.hpp"

/// The abstract requests of one action and class, grouped by what the conditions given can tell apart.
namespace nuong::operations {

/// The conditions that decide, and the names they read.
struct Asked {
  std::set<std::string> names;
  std::set<std::string> codes;  ///< every text they hold in quotes

  void Add(const std::string& condition);
};

class AccessDomain {
 public:
  /// `read_anywhere`: the case values that any rule of the regulation reads are axes, whether this topic reads them or
  /// not. With `split_roles` every role is asked for itself.
  static Result<AccessDomain> Make(const regulation::Regulation& regulation, std::string action,
                                   std::optional<FieldClass> field_class, const Asked& asked,
                                   const std::set<std::string>& read_anywhere, bool split_roles = false);

  std::uint64_t requests() const;

  using Seen = std::function<void(const access::Question& question, std::uint64_t weight)>;
  /// One request of each group, with how many stand in it. The question lives for the call only.
  void ForEach(const Seen& seen) const;

  using Pair = std::function<void(const access::Question& drawn, const access::Question& representative)>;
  void Draw(std::size_t count, const Pair& seen) const;

 private:
  using Put = std::function<void(access::Question&, Value::Object&)>;
  /// Values of one axis that the conditions cannot tell apart.
  using Group = std::vector<Put>;
  using Axis = std::vector<Group>;

  void AddProof(const Asked& asked);
  void AddRoles(const regulation::Regulation& regulation, const Asked& asked, bool split);
  void AddRelations(const regulation::Regulation& regulation, const Asked& asked);
  Result<void> AddCase(const regulation::Regulation& regulation, const Asked& asked,
                       const std::set<std::string>& read_anywhere);
  void AddPurposes(const regulation::Regulation& regulation, const Asked& asked);
  void AddClasses(const Asked& asked, const std::string& name, std::set<FieldClass> access::Question::*member);
  void AddAxis(bool is_read, Axis axis);
  void Walk(std::size_t axis, access::Question& question, Value::Object& values, std::uint64_t weight,
            const Seen& seen) const;

  std::string action_;
  std::optional<FieldClass> field_class_;
  std::vector<Axis> axes_;
};

/// In the names of conditions, which no language needs: "read F3: unit.role commune_pc, unit.relations keeper, …".
std::string Describe(const access::Question& question);

}  // namespace nuong::operations
