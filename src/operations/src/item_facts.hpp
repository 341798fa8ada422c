#pragma once
#include <vector>

#include "nuong/operations/show_item.hpp"
#include "regulation_items.hpp"

namespace nuong::operations {

/// What an item has to tell beside its row, label by label. Conditions stand as they are written in the data.
using ItemFacts = std::vector<ItemFact>;
ItemFacts FactsOf(const regulation::Regulation& from, const regulation::Act& act);
ItemFacts FactsOf(const regulation::Regulation& from, const regulation::Duty& duty);
ItemFacts FactsOf(const regulation::Regulation& from, const regulation::Step& step);
ItemFacts FactsOf(const regulation::Regulation& from, const regulation::Paper& paper);
ItemFacts FactsOf(const regulation::Regulation& from, const regulation::Document& document);
ItemFacts FactsOf(const regulation::Regulation& from, const regulation::Pathway& pathway);
ItemFacts FactsOf(const regulation::Regulation& from, const regulation::Listed& listed);
ItemFacts FactsOf(const regulation::Regulation& from, const regulation::Measure& measure);
ItemFacts FactsOf(const regulation::Regulation& from, const regulation::Benefit& benefit);
ItemFacts FactsOf(const regulation::Regulation& from, const regulation::Beneficiary& beneficiary);
ItemFacts FactsOf(const regulation::Regulation& from, const regulation::Entitlement& entitlement);
ItemFacts FactsOf(const regulation::Regulation& from, const Figure& figure);
ItemFacts FactsOf(const regulation::Regulation& from, const regulation::Norm& norm);
ItemFacts FactsOf(const regulation::Regulation& from, const regulation::AccessRule& rule);
ItemFacts FactsOf(const regulation::Regulation& from, const regulation::Target& target);
ItemFacts FactsOf(const regulation::Regulation& from, const regulation::ReportDue& report);
ItemFacts FactsOf(const regulation::Regulation& from, const regulation::Register& kept);
ItemFacts FactsOf(const regulation::Regulation& from, const regulation::Retention& retention);
ItemFacts FactsOf(const regulation::Regulation& from, const regulation::Role& role);
ItemFacts FactsOf(const regulation::Regulation& from, const regulation::Regime& regime);

}  // namespace nuong::operations
