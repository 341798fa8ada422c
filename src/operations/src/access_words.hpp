#pragma once
#include <set>
#include <string>

#include "nuong/access/decide.hpp"
#include "nuong/regulation/model.hpp"

/// The words of two states of a regulation, one of which may lack some: kinds of agency, relations, values of cases …
namespace nuong::operations {

/// `after`, with the case values and acts of `before` that it lacks.
regulation::Regulation WithCasesOf(regulation::Regulation after, const regulation::Regulation& before);

/// `after`, with whatever requests of `before` are made of: roles, relations, purposes and codes of case values too.
regulation::Regulation WithWordsOf(regulation::Regulation after, const regulation::Regulation& before);

/// Roles and relations that only one of them has.
std::set<std::string> PartiesOfOne(const regulation::Regulation& one, const regulation::Regulation& other);

/// Asks a policy as its own regulation would be asked: there is no agency of a role it does not have, and nobody holds
/// a relation it does not have.
class Hearer {
 public:
  Hearer(const regulation::Regulation& regulation, const access::Policy& policy);
  bool Allows(const access::Question& question) const;

 private:
  const regulation::Regulation& regulation_;
  const access::Policy& policy_;
  std::set<std::string> relations_;
};

}  // namespace nuong::operations
