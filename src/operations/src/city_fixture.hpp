#pragma once
#include <gtest/gtest.h>

#include <array>

#include "house_fixture.hpp"
#include "nuong/operations/perform_act.hpp"
#include "nuong/operations/search_persons.hpp"
#include "nuong/operations/session.hpp"
#include "nuong/operations/wiring.hpp"
#include "regulation_fixture.hpp"
#include "services.hpp"

/// A shipped city with a few people in it, a store in memory and a clock set by hand. For tests.
namespace nuong::operations {

class HandClock : public Clock {
 public:
  Instant Now() override { return now_; }
  void Set(const std::string& at) { now_ = ParseInstant(at).value(); }

 private:
  Instant now_;
};

inline const std::string kPassword = "a long password";
inline const std::string kPost = "hcmc-border-post-can-gio";
inline const std::string kOffice = "hcmc-labour-office-can-gio";
inline const std::string kDepartment = "hcmc-labour-department";
inline const std::string kCommune = "hcmc-commune-phuoc-kien";

class City {
 public:
  /// The commune of another district keeps somebody called `hidden`; the post has a case at hand.
  explicit City(const std::string& hidden) {
    static const auto city = ShippedRegulation("hcmc");
    const std::array<std::uint8_t, 32> seed{};
    world_ = {&store_,
              &clock_,
              &random_,
              city,
              std::make_shared<const vault::RootKey>(vault::RootKey::FromSeed(seed)),
              vault::PasswordCost::kTest};
    world_.demo = true;
    clock_.Set("2023-06-12T08:00+07:00");
    services_ = MakeServices(world_).value();
    const auto member = [](const std::string& name, const std::string& unit) {
      return NewMember{MemberName(name), UnitName(unit), {name, name}, {"approver"}, kPassword};
    };
    const auto founded =
        Found(*services_,
              {member("post", kPost), member("post-2", kPost), member("commune", kCommune), member("office", kOffice),
               member("office-2", kOffice), member("office-3", kOffice), member("department", kDepartment),
               member("department-2", kDepartment), member("police", "hcmc-police"),
               member("can-gio", "hcmc-police-can-gio"), member("centre", "hcmc-social-support-centre")});
    EXPECT_TRUE(founded.ok()) << (founded.ok() ? "" : founded.error().id + ": " + founded.error().note);
    hidden_case_ = Receive("commune", hidden, 2001);
    at_hand_ = Receive("post", "Trần Thị Mận", 1999);
  }

  Caller As(const std::string& member, const std::string& purpose = "verification") {
    const auto signed_in = SignIn(*services_, {}, {member, kPassword});
    EXPECT_TRUE(signed_in.ok());
    Caller caller{signed_in->session, "", "test"};
    caller.purpose = purpose;
    return caller;
  }

  std::string Receive(const std::string& member, const std::string& name, std::int64_t year) {
    const Caller caller = As(member, "");
    const auto begun = BeginCase(*services_, caller, Next(), {Value::Object{}});
    EXPECT_TRUE(begun.ok());
    Act(caller, begun->case_id, 1, "received",
        {{"found_place", "border"},
         {"found_at", "2023-06-12T07:30+07:00"},
         {"sex", "female"},
         {"age_group", "adult"},
         {"in_danger", false}});
    Act(caller, begun->case_id, 2, "identity_recorded", {{"full_name", name}, {"birth_year", year}});
    return begun->case_id;
  }

  void Act(const Caller& caller, const std::string& case_id, std::int64_t version, const std::string& kind,
           Value::Object fields) {
    const auto done = PerformAct(*services_, caller, Next(), {case_id, kind, version, std::move(fields)});
    EXPECT_TRUE(done.ok()) << kind << ": " << (done.ok() ? "" : done.error().note);
  }

  /// The post refers the person at hand to the centre, with the labour office: the case's version is 5 then.
  void Refer() {
    const Caller post = As("post", "");
    Act(post, at_hand_, 3, "lodging_unavailable", {{"reason", "no_fitting_room"}});
    Act(post, at_hand_, 4, "referral_sent",
        {{"to", "hcmc-social-support-centre"},
         {"bed_group", "women"},
         {"with", kOffice},
         {"needs", Value::Array{"lodging"}}});
  }

  /// Referred and handed over: from then on the post knows how it goes on, and not who she is.
  void HandOver() {
    Refer();
    const Caller centre = As("centre", "");
    Act(centre, at_hand_, 5, "referral_accepted", {});
    Act(As("post", ""), at_hand_, 6, "handover_given", {{"handed_at", "2023-06-12T08:00+07:00"}});
    Act(centre, at_hand_, 7, "handover_received",
        {{"received_at", "2023-06-12T08:00+07:00"}, {"person_signs", true}, {"room", "Phòng 4"}});
  }

  Result<PersonSearchView> Search(const Caller& caller, const std::string& name,
                                  std::optional<std::int64_t> year = std::nullopt) {
    return SearchPersons(*services_, caller, {at_hand_, name, year, std::nullopt});
  }

  /// All keys and values at rest, one after the other; `visit` is told the size of each.
  std::string AtRest(const std::function<void(int, std::size_t, std::size_t)>& visit = nullptr) {
    std::string all;
    (void)store_.Read([&](store::Reader& reader) -> Result<void> {
      for (int i = 0; i < store::kCollectionCount; ++i) {
        reader.Scan(static_cast<store::Collection>(i), {}, [&](std::string_view key, std::string_view value) {
          if (visit) visit(i, key.size(), value.size());
          all.append(key).append(value);
          return true;
        });
      }
      return {};
    });
    return all;
  }

  /// The same directory after a restart: all is opened from the disk again.
  void Restart() { services_ = MakeServices(world_).value(); }

  /// From now on a password alone is no strong session.
  void AskSecondFactor() {
    world_.second_factor = true;
    Restart();
  }

  /// The same directory under other rules.
  void Use(std::shared_ptr<const regulation::Regulation> other) {
    world_.regulation = std::move(other);
    Restart();
  }

  Once Next() { return {"key-" + std::to_string(++keys_)}; }
  Services& services() { return *services_; }
  HouseStore& store() { return store_; }
  HandClock& clock() { return clock_; }
  std::shared_ptr<const regulation::Regulation> regulation() const { return world_.regulation; }
  const std::string& hidden_case() const { return hidden_case_; }
  const std::string& at_hand() const { return at_hand_; }

 private:
  HouseStore store_;
  HandClock clock_;
  CountingRandom random_;
  World world_;
  std::shared_ptr<Services> services_;
  std::string hidden_case_;
  std::string at_hand_;
  int keys_ = 0;
};

}  // namespace nuong::operations
