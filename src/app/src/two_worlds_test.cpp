#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <random>
#include <sstream>

#include "demo.hpp"
#include "http_client.hpp"
#include "nuong/base/value.hpp"
#include "nuong/http/server.hpp"
#include "scenario.hpp"

/// A story is played in two worlds that differ only in what some classes of field say. Whoever may not read these
/// classes asks both worlds the same questions and tries the same acts; every answer must be the same to the byte,
/// whatever its status.
namespace nuong::app {
namespace {

namespace fs = std::filesystem;

/// What the story says in one class, and what it says in the other world; longer, shorter, and of another meaning.
struct Secret {
  FieldClass field_class;
  std::string told;
  std::string otherwise;
};

/// A story of tests/scenarios: what is secret in the case called `label`, and who never may read a class of it, at any
/// moment, written by hand and not asked of the rules.
struct Told {
  std::string name;
  std::string file;
  std::string label;
  std::vector<Secret> secrets;
  std::map<FieldClass, std::vector<std::string>> strangers;
  /// Who she is in one of the worlds: strangers search for her from cases of their own. Only where all who are told of
  /// a match may read who she is.
  std::string searched;
};

const Told kBoat = {
    "Boat",
    "s01_taken_off_a_boat",
    "woman",
    {
        {FieldClass::kTestimony, "Tôi bị bán cho chủ tàu.",
         "Tôi tự xin lên tàu làm thuê, rồi bị giữ giấy tờ và không được trả tiền."},
        {FieldClass::kTestimony, "Lời khai và xác minh tại cảng", "Thư"},
        {FieldClass::kIdentity, "Lê Thị An Nhiên", "Đỗ Mai"},
        {FieldClass::kIdentity, "birth_year: 1999", "birth_year: 1987"},
        {FieldClass::kIdentity, "relatives: \"Mẹ\"", "relatives: \"Chị gái ở Cà Mau và hai em còn đi học\""},
        {FieldClass::kOperations, "Đề nghị xác minh", "Gấp"},
        {FieldClass::kOperations, "Một túi quần áo", "Không có gì ngoài quần áo đang mặc, một điện thoại hỏng"},
        {FieldClass::kOperations, "Tư vấn tâm lý mỗi tuần", "Chưa rõ"},
        {FieldClass::kMedical, "Sức khỏe ổn định", "Có thai khoảng ba tháng, thiếu máu, cần khám chuyên khoa"},
        {FieldClass::kMedical, "Mệt, mất nước nhẹ", "Khỏe"},
        {FieldClass::kSafePlace, "Phòng 3", "Nhà tạm lánh số hai, tầng trên"},
    },
    {{FieldClass::kOperations, {"labour-hcmc-1", "foreign-affairs-1", "police-nha-be-1", "commune-an-thoi-dong-1"}},
     {FieldClass::kIdentity, {"labour-can-gio-1", "police-nha-be-1", "commune-an-thoi-dong-1"}},
     {FieldClass::kMedical,
      {"bp-can-gio-1", "labour-can-gio-1", "labour-hcmc-1", "police-can-gio-1", "foreign-affairs-1",
       "commune-binh-khanh-1", "police-nha-be-1"}},
     {FieldClass::kTestimony,
      {"centre-1", "labour-can-gio-1", "labour-hcmc-1", "foreign-affairs-1", "commune-binh-khanh-1",
       "police-nha-be-1"}},
     {FieldClass::kSafePlace,
      {"bp-can-gio-1", "labour-can-gio-1", "labour-hcmc-1", "police-can-gio-1", "foreign-affairs-1",
       "commune-binh-khanh-1", "police-nha-be-1"}}},
    ""};

const Told kGirl = {
    "Girl",
    "s03_the_girl_taken_home",
    "girl",
    {
        {FieldClass::kTestimony, "Em bị nhốt trong nhà.", "Em đi bán vé số, tối về ngủ ở kho, không được gọi cho ai."},
        {FieldClass::kIdentity, "Trịnh Thị Bông", "Hà My"},
        {FieldClass::kIdentity, "birth_year: 2010", "birth_year: 2009"},
        {FieldClass::kIdentity, "Mẹ đã mất, không rõ cha", "Chưa hỏi được"},
        {FieldClass::kIdentity, "guardian_name: \"Trịnh Thị Hạ\"", "guardian_name: \"Phan Văn Thiện\""},
        {FieldClass::kOperations, "Chăm sóc tại trung tâm, tìm người thân", "Chưa rõ"},
        {FieldClass::kOperations, "Muốn về với dì", "Em chưa muốn về nhà, em muốn đi học lại và học nghề may"},
        {FieldClass::kMedical, "Sức khỏe ổn định", "Thiếu cân, có vết bầm ở tay, cần khám lại"},
        {FieldClass::kSafePlace, "Phòng em gái", "Nhà số hai, phòng trong cùng"},
    },
    {{FieldClass::kOperations, {"labour-hcmc-1", "police-hcmc-1", "commune-an-thoi-dong-1"}},
     {FieldClass::kIdentity, {"labour-nha-be-1", "police-hcmc-1", "commune-an-thoi-dong-1"}},
     {FieldClass::kMedical,
      {"police-nha-be-1", "labour-nha-be-1", "labour-hcmc-1", "commune-phuoc-kien-1", "commune-binh-khanh-1",
       "police-hcmc-1"}},
     {FieldClass::kTestimony,
      {"centre-1", "labour-nha-be-1", "labour-hcmc-1", "commune-phuoc-kien-1", "commune-binh-khanh-1",
       "police-hcmc-1"}},
     {FieldClass::kSafePlace,
      {"police-nha-be-1", "labour-nha-be-1", "labour-hcmc-1", "commune-phuoc-kien-1", "commune-binh-khanh-1",
       "police-hcmc-1"}}},
    ""};

const Told kCurious = {
    "Curious",
    "s10_the_curious_officer",
    "resident",
    {
        {FieldClass::kTestimony, "Tôi bị giữ ở một quán.", "Không ai giữ tôi, nhưng họ cầm giấy tờ và tiền công."},
        {FieldClass::kIdentity, "Võ Thị Lan Chi", "Đinh Ngọc"},
        {FieldClass::kIdentity, "birth_year: 2001", "birth_year: 1996"},
        {FieldClass::kIdentity, "Cha mẹ ở quê", "Không còn ai"},
        {FieldClass::kSafePlace, "Phòng 4", "Nhà tạm lánh số hai, tầng trên"},
    },
    {{FieldClass::kIdentity, {"police-nha-be-1", "bg-command-1", "commune-phuoc-kien-1"}},
     {FieldClass::kTestimony, {"labour-can-gio-1", "labour-hcmc-1", "police-nha-be-1", "commune-phuoc-kien-1"}},
     {FieldClass::kSafePlace, {"bp-can-gio-1", "labour-can-gio-1", "labour-hcmc-1", "police-nha-be-1"}}},
    "Võ Thị Lan Chi"};

class SilentLog : public http::Log {
 public:
  void Answered(const http::AnsweredRequest&) override {}
  void Failed(const http::FailedRequest& failed) override { ADD_FAILURE() << failed.route << " " << failed.error; }
  void Refused(std::string_view) override {}
};

std::string ReadFile(const std::string& file) {
  std::ifstream stream(file, std::ios::binary);
  std::ostringstream text;
  text << stream.rdbuf();
  return text.str();
}

/// One world: the story, and a real server on what it made.
class World {
 public:
  World(const std::string& story, const std::string& name) {
    std::string folder = (fs::temp_directory_path() / "nuong-world-XXXXXX").string();
    if (::mkdtemp(folder.data()) == nullptr) return;
    folder_ = folder;
    const std::string file = folder_ + "/" + name + ".yaml";
    std::ofstream(file, std::ios::binary) << story;
    auto scenario = Scenario::Open(file, std::string(NUONG_SOURCE_DIR) + "/regulations", folder_ + "/data");
    EXPECT_TRUE(scenario.ok()) << scenario.error().message.en;
    if (!scenario.ok()) return;
    scenario_ = std::move(scenario).value();
    auto server = http::Server::Start({.port = 0}, scenario_->services(), log_);
    EXPECT_TRUE(server.ok());
    if (server.ok()) server_ = std::move(server).value();
  }
  ~World() {
    if (server_) server_->Stop();
    server_.reset();
    scenario_.reset();
    std::error_code ignored;
    if (!folder_.empty()) fs::remove_all(folder_, ignored);
  }
  World(const World&) = delete;
  World& operator=(const World&) = delete;

  Scenario& scenario() { return *scenario_; }

  /// As this member; signs her in first, and again when her session has run out.
  HttpClient::Answer Ask(const std::string& member, const std::string& method, const std::string& target,
                         const std::string& body, const std::string& key) {
    HttpClient client(server_->port());
    const bool is_search = target.ends_with("/person-search");
    const auto send = [&] {
      std::string headers = "Cookie: " + cookies_[member] + "\r\n";
      if (method == "POST" && !is_search) headers += "Idempotency-Key: " + key + "\r\n";
      if (is_search) headers += "Nuong-Purpose: verification\r\n";
      return client.Send(method, target, headers, body);
    };
    HttpClient::Answer answer = send();
    if (answer.status != 401) return answer;
    const auto signed_in = client.Send("POST", "/api/v1/session", "",
                                       WriteJson(Value::Object{{"member", member}, {"password", kDemoPassword}}));
    const std::size_t begin = signed_in.head.find("__Host-nuong=");
    if (begin == std::string::npos) return signed_in;
    cookies_[member] = signed_in.head.substr(begin, signed_in.head.find(';', begin) - begin);
    return send();
  }

 private:
  std::string folder_;
  SilentLog log_;
  std::unique_ptr<Scenario> scenario_;
  std::unique_ptr<http::Server> server_;
  std::map<std::string, std::string> cookies_;
};

/// The answer without what is chance or a hash of everything: the date and number of the request, the ledger's root and
/// its signature, the ways to it, and in a leaf the salted hash of what the leaf does not show.
std::string Comparable(const HttpClient::Answer& answer) {
  constexpr std::pair<std::string_view, std::string_view> kMarks[] = {
      {"\r\nDate: ", "\r"},  {"\r\nNuong-Request: ", "\r"}, {"__Host-nuong=", ";\r"},     {"\"root\":\"", "\""},
      {"\"note\":\"", "\""}, {"\"path\":[", "]"},           {"\\\"hidden\\\":\\\"", "\\"}};
  std::string text = answer.head + "\r\n" + answer.body;
  for (const auto& [mark, ends] : kMarks) {
    for (std::size_t at = text.find(mark); at != std::string::npos; at = text.find(mark, at)) {
      at += mark.size();
      text.erase(at, text.find_first_of(ends, at) - at);
    }
  }
  return text;
}

/// Classes that differ at once: a stranger to all of them must notice nothing.
using Classes = std::set<FieldClass>;

std::vector<std::string> StrangersTo(const Told& told, const Classes& classes) {
  std::vector<std::string> strangers;
  for (const std::string& member : told.strangers.at(*classes.begin())) {
    const bool to_all = std::all_of(classes.begin(), classes.end(), [&](const FieldClass one) {
      const auto& those = told.strangers.at(one);
      return std::find(those.begin(), those.end(), member) != those.end();
    });
    if (to_all) strangers.push_back(member);
  }
  return strangers;
}

std::string OtherWorld(std::string story, const Told& told, const Classes& classes) {
  for (const Secret& secret : told.secrets) {
    if (!classes.contains(secret.field_class)) continue;
    std::size_t found = 0;
    for (std::size_t at = story.find(secret.told); at != std::string::npos;
         at = story.find(secret.told, at + secret.otherwise.size())) {
      story.replace(at, secret.told.size(), secret.otherwise);
      ++found;
    }
    EXPECT_GT(found, 0u) << "the story does not say: " << secret.told;
  }
  return story;
}

struct Question {
  std::string member;
  std::string method;
  std::string target;
  std::string body;
};

/// Questions and attempts by chance: every view, right and wrong ids, acts of every kind with wrong and right versions,
/// and searches for the person where the story allows them.
class Chance {
 public:
  Chance(std::uint32_t seed, const Told& told, std::vector<std::string> kinds)
      : engine_(seed), told_(told), kinds_(std::move(kinds)) {}

  template <class Items>
  const auto& OneOf(const Items& items) {
    return items[engine_() % std::size(items)];
  }

  Question Ask(const std::string& member, const std::string& case_id, std::int64_t version) {
    static const std::vector<std::string> everywhere = {"/session",       "/cases",
                                                        "/cases?limit=1", "/duties",
                                                        "/beds",          "/forms",
                                                        "/emergencies",   "/exports",
                                                        "/reforms",       "/ledger/witnesses",
                                                        "/alerts",        "/ledger/checkpoint",
                                                        "/regulation",    "/nothing",
                                                        "/members",       "/regulation/clauses"};
    static const std::vector<std::string> of_case = {
        "/cases/", "/cases/", "/regulation/pathways?case_id=", "/regulation/person-facts?case_id="};
    static const std::string absent = "0000000000000000000000000a";
    const std::string id = case_id.empty() || engine_() % 8 == 0 ? absent : case_id;
    switch (engine_() % (told_.searched.empty() ? 7 : 9)) {
      case 0:
        return {member, "GET", "/api/v1" + OneOf(everywhere), ""};
      case 1:
        return {member, "GET", "/api/v1/cases/" + id + (engine_() % 2 == 0 ? "/looks" : "/readers"), ""};
      case 2:
      case 3:
        return {member, "GET", "/api/v1" + OneOf(of_case) + id, ""};
      case 4: {
        static const std::vector<std::string> parts = {"/looks/", "/attachments/"};
        return {member, "GET", "/api/v1/cases/" + id + OneOf(parts) + std::to_string(engine_() % 40), ""};
      }
      case 5:  // a note goes through where it may, and changes the case
        return {member, "POST", "/api/v1/cases/" + id + "/acts/note_added",
                WriteJson(Value::Object{{"version", version}, {"fields", Value::Object{{"text", "Ghi chú"}}}})};
      case 6: {
        const std::vector<std::int64_t> versions = {0, version - 1, version + 7};
        return {member, "POST", "/api/v1/cases/" + id + "/acts/" + OneOf(kinds_),
                WriteJson(Value::Object{{"version", OneOf(versions)}, {"fields", Value::Object{}}})};
      }
      default:
        return Search(member, id);
    }
  }
  std::string Key() { return "chance-" + std::to_string(engine_()); }
  void Owns(const std::string& member, const std::string& case_id) { own_[member] = case_id; }

 private:
  /// From a case of her own she finds nothing, whether there is such a person or not.
  Question Search(const std::string& member, const std::string& case_id) {
    const auto own = own_.find(member);
    if (own == own_.end()) {
      return {member, "POST", "/api/v1/cases", WriteJson(Value::Object{{"fields", Value::Object{{"sex", "female"}}}})};
    }
    return {member, "POST", "/api/v1/cases/" + (engine_() % 8 == 0 ? case_id : own->second) + "/person-search",
            WriteJson(Value::Object{{"name", told_.searched}})};
  }

  std::mt19937 engine_;
  const Told& told_;
  std::vector<std::string> kinds_;
  std::map<std::string, std::string> own_;
};

std::int64_t VersionIn(const HttpClient::Answer& answer, std::int64_t before) {
  const auto parsed = ParseJson(answer.body);
  if (!parsed.ok() || answer.status >= 300) return before;
  const Value* version = parsed->Find("version");
  return version == nullptr || version->AsInteger() == nullptr ? before : *version->AsInteger();
}

/// A story, and the classes in which its worlds differ.
struct Apart {
  const Told* told;
  Classes classes;
};

std::string NameOf(const Apart& apart) {
  std::string name = apart.told->name;
  for (const FieldClass one : apart.classes) name += FieldClassCode(one);
  return name;
}
void PrintTo(const Apart& apart, std::ostream* out) { *out << NameOf(apart); }

class TwoWorlds : public testing::TestWithParam<Apart> {
 protected:
  const Told& told() const { return *GetParam().told; }

  /// One question to both worlds.
  void AskBoth(World& one, World& other, Chance& chance, const std::vector<std::string>& strangers) {
    const Question question = chance.Ask(chance.OneOf(strangers), one.scenario().CaseCalled(told().label), version_);
    const std::string key = chance.Key();
    const auto here = one.Ask(question.member, question.method, question.target, question.body, key);
    const auto there = other.Ask(question.member, question.method, question.target, question.body, key);
    EXPECT_EQ(Comparable(here), Comparable(there))
        << question.member << " " << question.method << " " << question.target << " " << question.body;
    EXPECT_TRUE(here.status >= 200 && here.status < 500) << here.status;
    ++asked_;
    if (question.target.ends_with("/person-search")) {
      searched_ += here.status == 200 ? 1 : 0;
    } else if (question.target == "/api/v1/cases" && here.status == 201) {
      chance.Owns(question.member, ParseJson(here.body)->TextAt("case_id"));
    } else {
      version_ = VersionIn(here, version_);
    }
    if (here.status == 200 && question.target.find("/cases/0") == std::string::npos) ++pages_;
  }

  std::int64_t version_ = 1;
  std::uint64_t asked_ = 0;
  std::uint64_t pages_ = 0;
  std::uint64_t searched_ = 0;
};

/// NUONG_WORLDS=N plays N sequences with seeds of their own (campaign); a few questions a step otherwise.
TEST_P(TwoWorlds, AnswerAlikeWhoeverMayNotReadWhatDiffers) {
  const char* given = std::getenv("NUONG_WORLDS");
  const int sequences = given == nullptr ? 1 : std::max(1, std::atoi(given));
  const int questions = given == nullptr ? 2 : 12;
  const std::string story = ReadFile(std::string(NUONG_SOURCE_DIR) + "/tests/scenarios/" + told().file + ".yaml");
  const std::vector<std::string> strangers = StrangersTo(told(), GetParam().classes);
  ASSERT_FALSE(strangers.empty());
  for (int sequence = 1; sequence <= sequences && !HasFailure(); ++sequence) {
    World one(story, "one");
    World other(OtherWorld(story, told(), GetParam().classes), "other");
    std::vector<std::string> kinds;
    for (const auto& act : one.scenario().regulation()->acts) kinds.push_back(act.kind);
    Chance chance(static_cast<std::uint32_t>(sequence), told(), std::move(kinds));
    version_ = 1;
    while (one.scenario().PlayNext() && other.scenario().PlayNext() && !HasFailure()) {
      ASSERT_EQ(one.scenario().CaseCalled(told().label), other.scenario().CaseCalled(told().label));
      for (int turn = 0; turn < questions; ++turn) AskBoth(one, other, chance, strangers);
      one.scenario().LookAgain();
      other.scenario().LookAgain();
    }
    EXPECT_FALSE(one.scenario().PlayNext());
  }
  EXPECT_GT(pages_, asked_ / 10) << "too few questions were answered to show anything";
  EXPECT_EQ(told().searched.empty(), searched_ == 0) << "whether anybody searched";
  RecordProperty("asked", static_cast<int>(asked_));
}

INSTANTIATE_TEST_SUITE_P(
    Stories, TwoWorlds,
    testing::Values(
        Apart{&kBoat, {FieldClass::kOperations}}, Apart{&kBoat, {FieldClass::kMedical, FieldClass::kSafePlace}},
        Apart{&kBoat, {FieldClass::kIdentity, FieldClass::kMedical, FieldClass::kTestimony, FieldClass::kSafePlace}},
        Apart{&kGirl, {FieldClass::kOperations}},
        Apart{&kGirl, {FieldClass::kIdentity, FieldClass::kMedical, FieldClass::kTestimony, FieldClass::kSafePlace}},
        Apart{&kCurious, {FieldClass::kIdentity}}, Apart{&kCurious, {FieldClass::kTestimony, FieldClass::kSafePlace}}),
    [](const testing::TestParamInfo<Apart>& apart) { return NameOf(apart.param); });

}  // namespace
}  // namespace nuong::app
