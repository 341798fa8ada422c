#include "chosen_password.hpp"

#include <algorithm>
#include <string>

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
  return {};
}

}  // namespace nuong::operations
