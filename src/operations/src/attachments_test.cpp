#include <algorithm>

#include "house_fixture.hpp"
#include "nuong/operations/list_forms.hpp"
#include "nuong/operations/open_attachment.hpp"

/// lan of the post adds a picture of an identity paper; the department may know of the case and not read identity.
namespace nuong::operations {
namespace {

using store::Collection;

const std::string kJpeg = "\xFF\xD8\xFF";
const std::string kName = "cccd Lê Thị Sen.jpg";

class AttachmentsTest : public HouseTest {
 protected:
  AttachmentsTest() {
    services_->world.redraw = [](std::string_view bytes) -> Result<std::string> {
      if (bytes.ends_with("damaged")) {
        return Error{ErrorCode::kInvalid, "picture_damaged", {"Ảnh bị hỏng.", "The picture is damaged."}, "", {}};
      }
      return kJpeg + "drawn again" + std::string(bytes.size(), '.');
    };
    lan_ = As("lan");
    dao_ = As("dao");
    case_id_ = Receive(lan_);
  }

  Result<ActAnswer> Add(const std::string& bytes, const std::string& name = kName) {
    return AddValue(Value::Object{{"name", name}, {"content", vault::Base64(bytes)}});
  }
  Result<ActAnswer> AddValue(Value paper) {
    const Value fields = Value::Object{{"paper", std::move(paper)}};
    return PerformAct(*services_, lan_, Next(), {case_id_, "identity_paper_added", Version(), fields});
  }
  std::int64_t Version() { return OpenCase(*services_, lan_, {case_id_})->version; }
  std::string WrongWith(const Result<ActAnswer>& answer) {
    if (answer.ok()) return "";
    return answer.error().fields.empty() ? answer.error().id : answer.error().fields.front().id;
  }
  std::string Opened(const Caller& caller, std::int64_t sequence) {
    const auto attachment = OpenAttachment(*services_, caller, {case_id_, sequence});
    return attachment.ok() ? attachment->bytes : attachment.error().id;
  }
  std::size_t Entries() { return store_.rows(Collection::kEntries).size(); }
  bool IsAnywhere(const std::string& text) {
    for (const auto& rows : store_.collections()) {
      for (const auto& [key, value] : rows) {
        if (key.find(text) != std::string::npos || value.find(text) != std::string::npos) return true;
      }
    }
    return false;
  }

  Caller lan_;
  Caller dao_;
  std::string case_id_;
};

TEST_F(AttachmentsTest, IsKeptDrawnAgainAndSealedWithItsName) {
  const std::string sent = kJpeg + "taken at 22.3364N";
  const auto added = Add(sent);
  ASSERT_TRUE(added.ok()) << WrongWith(added);
  const auto attachment = OpenAttachment(*services_, lan_, {case_id_, added->sequence});
  ASSERT_TRUE(attachment.ok()) << attachment.error().note;
  EXPECT_EQ(attachment->type, "image/jpeg");
  EXPECT_TRUE(attachment->bytes.starts_with(kJpeg + "drawn again"));
  EXPECT_FALSE(IsAnywhere("22.3364N"));
  EXPECT_FALSE(IsAnywhere("drawn again"));
  EXPECT_FALSE(IsAnywhere(kName));
  const auto page = OpenCase(*services_, lan_, {case_id_});
  const FieldView& shown = page->timeline.front().fields.front();
  EXPECT_EQ(shown.shown.vi, kName);
  EXPECT_EQ(shown.value.TextAt("type"), "image/jpeg");
}

TEST_F(AttachmentsTest, LargePaperLiesInPiecesThatTheEntryTellsTheDigestsOf) {
  const std::string pdf = "%PDF-1.7" + std::string(3'000'000, 'p');
  const auto added = Add(pdf, "giấy chuyển viện.pdf");
  ASSERT_TRUE(added.ok()) << WrongWith(added);
  std::set<std::string> names;
  for (const auto& [name, digest] : LastEntry().payloads) names.insert(name);
  EXPECT_EQ(names, (std::set<std::string>{"F1", "F3", "F3/file/00", "F3/file/01", "F3/file/02"}));
  EXPECT_TRUE(Opened(lan_, added->sequence) == pdf);
  EXPECT_EQ(OpenAttachment(*services_, lan_, {case_id_, added->sequence})->type, "application/pdf");
}

TEST_F(AttachmentsTest, LookIsAnEntryBeforeAnythingIsOpened) {
  const auto added = Add(kJpeg);
  store_.fail_next = true;
  EXPECT_EQ(Opened(lan_, added->sequence), "cut");
  EXPECT_TRUE(Opened(lan_, added->sequence).starts_with(kJpeg));
  const ledger::Entry entry = LastEntry();
  EXPECT_EQ(entry.deed, ledger::Deed::kRead);
  EXPECT_EQ(entry.kind, "attachment");
  EXPECT_EQ(entry.classes, std::set<FieldClass>{FieldClass::kIdentity});
  EXPECT_FALSE(entry.rules.empty());
}

TEST_F(AttachmentsTest, WhoMayNotReadTheClassIsRefusedOnRecord) {
  const auto added = Add(kJpeg);
  EXPECT_EQ(OpenAttachment(*services_, dao_, {case_id_, added->sequence}).error().code, ErrorCode::kRefused);
  EXPECT_EQ(LastEntry().deed, ledger::Deed::kRefused);
  EXPECT_EQ(LastEntry().classes, std::set<FieldClass>{FieldClass::kIdentity});
  const std::size_t before = Entries();
  EXPECT_EQ(OpenAttachment(*services_, As("hue"), {case_id_, added->sequence}).error().code, ErrorCode::kAbsent);
  EXPECT_EQ(Entries(), before + 2) << "her sign-in, and the refusal";
}

TEST_F(AttachmentsTest, AnActWithoutAFileHasNoAttachment) {
  const auto page = OpenCase(*services_, lan_, {case_id_});
  for (const std::int64_t sequence : {page->timeline.front().sequence, std::int64_t{0}, std::int64_t{-1}}) {
    EXPECT_EQ(OpenAttachment(*services_, lan_, {case_id_, sequence}).error().code, ErrorCode::kAbsent);
  }
}

TEST_F(AttachmentsTest, WhatIsNoPictureOrPaperIsRefusedAtItsFieldAndNothingIsKept) {
  const std::size_t before = store_.rows(Collection::kPayloads).size();
  EXPECT_EQ(WrongWith(Add("<svg onload='x'/>")), "file_kind");
  EXPECT_EQ(WrongWith(Add("PK\x03\x04")), "file_kind");
  EXPECT_EQ(WrongWith(Add(kJpeg + "damaged")), "picture_damaged");
  EXPECT_EQ(WrongWith(AddValue(Value::Object{{"name", kName}, {"content", "not base64!"}})), "file_not_base64");
  EXPECT_EQ(WrongWith(AddValue(Value::Object{{"name", kName}})), "wrong_type");
  EXPECT_EQ(WrongWith(AddValue(Value::Object{{"name", kName}, {"content", "/9j/"}, {"class", "F2"}})), "wrong_type");
  EXPECT_EQ(WrongWith(AddValue("a text")), "wrong_type");
  services_->world.most_file_bytes = 1000;
  EXPECT_EQ(WrongWith(Add("%PDF-" + std::string(1000, 'x'))), "file_too_large");
  EXPECT_EQ(WrongWith(Add(kJpeg + std::string(995, 'x'))), "file_too_large") << "it grew when it was drawn";
  EXPECT_EQ(store_.rows(Collection::kPayloads).size(), before);
}

TEST_F(AttachmentsTest, TheFormSaysHowLargeAFileMayBe) {
  services_->world.most_file_bytes = 1000;
  const auto forms = ListForms(*services_, lan_);
  ASSERT_TRUE(forms.ok());
  std::set<std::int64_t> limits;
  for (const FormView& form : forms->forms) {
    for (const FormFieldView& field : form.fields) {
      if (field.type == "file") limits.insert(field.max.value_or(0));
    }
  }
  EXPECT_EQ(limits, std::set<std::int64_t>{1000});
}

TEST_F(AttachmentsTest, IsUnreadableOnceItsWrapsAreDestroyed) {
  const auto added = Add(kJpeg);
  EXPECT_TRUE(Opened(lan_, added->sequence).starts_with(kJpeg));
  std::erase_if(store_.rows(Collection::kKeyring),
                [&](const auto& row) { return row.first.starts_with("wrap/" + case_id_ + "/F3/"); });
  EXPECT_EQ(OpenAttachment(*services_, lan_, {case_id_, added->sequence}).error().code, ErrorCode::kAbsent);
}

TEST_F(AttachmentsTest, IsNotOpenedWhenItsPiecesWereTamperedWith) {
  const auto added = Add("%PDF-" + std::string(2'500'000, 'p'));
  const auto key = [&](const char* name) {
    return ledger::PayloadKey(static_cast<std::uint64_t>(added->sequence), name);
  };
  auto& rows = store_.rows(Collection::kPayloads);
  const auto kept = rows;
  std::swap(rows.at(key("F3/file/00")), rows.at(key("F3/file/01")));
  EXPECT_EQ(Opened(lan_, added->sequence), "sealed_data_altered");
  rows = kept;
  rows.erase(key("F3/file/02"));
  EXPECT_EQ(Opened(lan_, added->sequence), "sealed_data_altered");
  rows = kept;
  rows.at(key("F3/file/01")).back() ^= 1;
  EXPECT_EQ(Opened(lan_, added->sequence), "sealed_data_altered");
  rows = kept;
  rows.erase(key("F3/file/00"));
  EXPECT_NE(OpenAttachment(*services_, lan_, {case_id_, added->sequence}).ok(), true);
}

TEST_F(AttachmentsTest, SentTwiceIsKeptOnce) {
  const Once once = Next();
  const std::int64_t version = Version();
  const Value fields = Value::Object{{"paper", Value::Object{{"name", kName}, {"content", vault::Base64(kJpeg)}}}};
  const auto first = PerformAct(*services_, lan_, once, {case_id_, "identity_paper_added", version, fields});
  const auto second = PerformAct(*services_, lan_, once, {case_id_, "identity_paper_added", version, fields});
  ASSERT_TRUE(first.ok() && second.ok());
  EXPECT_EQ(first->sequence, second->sequence);
}

}  // namespace
}  // namespace nuong::operations
