#pragma once
#include <string_view>

#include "nuong/base/text.hpp"
#include "nuong/regulation/model.hpp"

namespace nuong::regulation {

/// How a clause is cited to a reader. The data writes articles shortly, "art. 28(2)(a), 30"; in Vietnamese they are
/// named as decree 30/2020 has documents name them, "điểm a khoản 2 Điều 28, Điều 30". What is no plain article
/// ("reception (article not seen)") is cited in the words of `citations:`; without them, and for clause ids such as
/// "H31", as it is written.
Text CiteClause(const Regulation& regulation, std::string_view clause);

}  // namespace nuong::regulation
