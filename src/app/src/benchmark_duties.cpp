#include "benchmark_duties.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <chrono>
#include <ctime>

#include "messages.hpp"
#include "nuong/regulation/duties.hpp"
#include "regulation_files.hpp"

namespace nuong::app {
namespace {

constexpr int kRounds = 3;

/// Story S1 as the duties see it: who did what, and what the case then is.
struct Told {
  std::string kind;
  std::string unit;
  Value::Object fields;
};

struct Advanced {
  std::vector<std::pair<regulation::Happening, regulation::CaseSituation>> facts;
};

const std::string kPost = "hcmc-border-post-can-gio";
const std::string kCentre = "hcmc-social-support-centre";
const std::string kOffice = "hcmc-labour-office-can-gio";
const std::string kPolice = "hcmc-police-can-gio";

std::vector<Told> Story() {
  return {
      {"received", kPost, {{"found_place", "sea"}, {"sex", "female"}, {"age_group", "adult"}, {"in_danger", true}}},
      {"essentials_given", kPost, {}},
      {"lodging_unavailable", kPost, {{"reason", "no_fitting_room"}}},
      {"referral_sent", kPost, {{"to", kCentre}, {"bed_group", "women"}, {"with", kOffice}}},
      {"referral_accepted", kCentre, {}},
      {"handover_given", kPost, {}},
      {"handover_received", kCentre, {{"person_signs", true}}},
      {"lodging_given", kCentre, {{"fitting", true}}},
      {"essentials_given", kCentre, {}},
      {"verification_requested", kOffice, {{"to", kPolice}}},
      {"health_checked", kCentre, {}},
      {"needs_assessed", kCentre, {}},
      {"support_given", kCentre, {}},
      {"verification_answered", kPolice, {{"verification_result", "victim"}}},
      {"family_contacted", kCentre, {{"agreed", true}, {"outcome", "reached"}}},
      {"returned_home", kCentre, {{"own_wish", true}, {"destination", "own_home"}}},
  };
}

Advanced FactsOf(const std::vector<Told>& story, Instant begins) {
  Advanced advanced;
  regulation::CaseSituation now;
  Value::Array done;
  now.values = {{"stage", "received"}, {"has_keeper", true}, {"consented", Value::Array{}}};
  now.keeper = UnitName(kPost);
  now.relations = {{"keeper", {now.keeper}}, {"coordinator", {UnitName(kOffice)}}};
  std::uint64_t sequence = 0;
  for (const Told& told : story) {
    regulation::Happening happening{++sequence, told.kind,
                                    Instant{begins.us + static_cast<std::int64_t>(sequence) * 3'600'000'000},
                                    UnitName(told.unit), told.fields};
    done.push_back(told.kind);
    now.values.insert_or_assign("done", done);
    for (const auto& [name, value] : told.fields) now.values.insert_or_assign(name, value);
    if (told.kind == "handover_received") {
      now.keeper = UnitName(kCentre);
      now.relations["keeper"] = {now.keeper};
      now.relations["former_keeper"] = {UnitName(kPost)};
    }
    if (told.kind == "verification_requested") now.relations["verifier"] = {UnitName(kPolice)};
    advanced.facts.emplace_back(std::move(happening), now);
  }
  return advanced;
}

double ProcessorSeconds() {
  timespec now{};
  ::clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) / 1e9;
}

}  // namespace

int BenchmarkDuties(const Common& common, int cases) {
  const auto folder = FindRegulations(common);
  if (!folder.ok()) return Fail(common, folder.error());
  const auto regulation = LoadRegulation(*folder, "hcmc");
  if (!regulation.ok()) return Fail(common, regulation.error());
  const regulation::Engine engine(*regulation);
  const Advanced advanced = FactsOf(Story(), ParseInstant("2023-06-03T22:40+07:00").value());

  std::vector<double> rates;
  std::size_t opened = 0;
  for (int round = 0; round < kRounds; ++round) {
    const double began = ProcessorSeconds();
    for (int one = 0; one < cases; ++one) {
      std::vector<regulation::OpenDuty> duties;
      for (const auto& [happening, after] : advanced.facts)
        duties = engine.Advance(std::move(duties), happening, after);
      opened = duties.size();
    }
    rates.push_back(static_cast<double>(cases) * static_cast<double>(advanced.facts.size()) /
                    (ProcessorSeconds() - began));
  }
  std::sort(rates.begin(), rates.end());
  fmt::print("{}\n",
             Say(common, {fmt::format("{:.0f} việc/giây trên một lõi ({} hồ sơ, {} việc và {} nhiệm vụ mỗi hồ sơ)",
                                      rates[rates.size() / 2], cases, advanced.facts.size(), opened),
                          fmt::format("{:.0f} facts/s on one core ({} cases of {} facts and {} duties)",
                                      rates[rates.size() / 2], cases, advanced.facts.size(), opened)}));
  return 0;
}

}  // namespace nuong::app
