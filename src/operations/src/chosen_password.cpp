#include "chosen_password.hpp"

#include <algorithm>
#include <string>

#include "common_passwords.hpp"
#include "nuong/base/unicode.hpp"
#include "refusals.hpp"

namespace nuong::operations {
namespace {

constexpr std::size_t kShortest = 12;
constexpr std::size_t kFewestDifferent = 5;

/// One piece again and again, the last perhaps cut short: "abcabcabcabc".
bool Repeats(std::string_view text) {
  for (std::size_t period = 1; period <= text.size() / 2; ++period) {
    if (std::equal(text.begin() + static_cast<std::ptrdiff_t>(period), text.end(), text.begin())) return true;
  }
  return false;
}

/// Each letter follows the one before it, up or down, as in "123456789012".
bool Runs(std::string_view text) {
  const auto steps = [&](int by) {
    for (std::size_t i = 1; i < text.size(); ++i) {
      const int step = text[i] - text[i - 1];
      if (step != by && step != -9 * by) return false;
    }
    return true;
  };
  return steps(1) || steps(-1);
}

bool IsGuessable(std::string_view password, std::string_view member) {
  const std::string folded = FoldVietnamese(password);
  std::string different = folded;
  std::ranges::sort(different);
  different.erase(std::unique(different.begin(), different.end()), different.end());
  const std::string name = FoldVietnamese(member);
  const bool is_name = !name.empty() && folded.find(name) != std::string::npos && folded.size() < name.size() + 6;
  return different.size() < kFewestDifferent || Repeats(folded) || Runs(folded) || is_name;
}

bool IsLetter(char letter) { return letter >= 'a' && letter <= 'z'; }

/// Signs and digits that stand for a letter inside a word: "p@ssw0rd".
char LetterFor(char sign) {
  constexpr std::string_view kSigns = "013457@$!";
  constexpr std::string_view kLetters = "oieastasi";
  const std::size_t at = kSigns.find(sign);
  return at == std::string_view::npos ? sign : kLetters[at];
}

/// Its letters; with `spelt`, also those that signs stand for, but for what is put before and after.
std::string LettersOf(std::string_view folded, bool spelt) {
  const auto first = std::find_if(folded.begin(), folded.end(), IsLetter);
  const auto last = std::find_if(folded.rbegin(), folded.rend(), IsLetter).base();
  std::string letters;
  for (auto at = first; at < last; ++at) {
    const char letter = spelt ? LetterFor(*at) : *at;
    if (IsLetter(letter)) letters += letter;
  }
  return letters;
}

/// One common word, or two.
bool IsMadeOfCommonWords(std::string_view letters) {
  if (IsCommonWord(letters)) return true;
  for (std::size_t at = 1; at < letters.size(); ++at) {
    if (IsCommonWord(letters.substr(0, at)) && IsCommonWord(letters.substr(at))) return true;
  }
  return false;
}

/// A common password, with what people put round it to make it longer: a year, a few digits and signs, 123456…
bool IsCommon(std::string_view password) {
  constexpr std::size_t kMostAround = 6;
  const std::string folded = FoldVietnamese(password);
  for (const bool spelt : {false, true}) {
    const std::string letters = LettersOf(folded, spelt);
    if (letters.empty() || !IsMadeOfCommonWords(letters)) continue;
    std::string digits = folded;
    std::erase_if(digits, [](char letter) { return letter < '0' || letter > '9'; });
    const bool is_plain = digits.size() > 2 && (Runs(digits) || Repeats(digits));
    if (is_plain || folded.size() - letters.size() <= kMostAround) return true;
  }
  return false;
}

Error Unfit(std::string id, Text message) { return InvalidFields({{"/password", std::move(id), std::move(message)}}); }

}  // namespace

Result<void> CheckChosenPassword(std::string_view password, std::string_view member) {
  const auto spelt = NormaliseText(password);
  if (!spelt) {
    return Unfit("password_unreadable",
                 {"Mật khẩu có ký tự không đọc được.", "The password has unreadable characters."});
  }
  if (CountCodePoints(*spelt) < kShortest) {
    return Unfit("password_short", {"Mật khẩu cần ít nhất 12 ký tự.", "A password needs at least 12 characters."});
  }
  if (IsGuessable(*spelt, member)) {
    return Unfit("password_guessable",
                 {"Mật khẩu này dễ đoán: lặp lại, theo dãy, hoặc là tên đăng nhập.",
                  "This password is easy to guess: it repeats, runs on, or is the sign-in name."});
  }
  if (IsCommon(*spelt)) {
    return Unfit("password_common",
                 {"Mật khẩu này nằm trong danh sách mật khẩu nhiều người dùng hoặc đã bị lộ. Hãy chọn mật khẩu khác, "
                  "chẳng hạn vài từ không liên quan với nhau.",
                  "This password is in a list of passwords that are commonly used or have been leaked. Choose a "
                  "different one, for example a few words that have nothing to do with each other."});
  }
  return {};
}

}  // namespace nuong::operations
