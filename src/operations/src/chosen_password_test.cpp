#include "chosen_password.hpp"

#include <gtest/gtest.h>

namespace nuong::operations {

TEST(ChosenPassword, SaysWhatIsWrongWithIt) {
  struct Row {
    const char* password;
    const char* expected;
  };
  for (const Row& row : {
           Row{"a long password", ""},
           Row{"mưa rơi trên mái lá", ""},
           Row{"ngắn quá rồi", ""},          // 12 characters
           Row{"ắắắắắắ", "password_short"},  // 18 bytes, six characters
           Row{"short", "password_short"},
           Row{"", "password_short"},
           Row{"aaaaaaaaaaaaaa", "password_guessable"},
           Row{"matkhaumatkhau", "password_guessable"},
           Row{"abcdeabcdeabc", "password_guessable"},
           Row{"123456789012", "password_guessable"},
           Row{"987654321098", "password_guessable"},
           Row{"abcdefghijklm", "password_guessable"},
           Row{"bp-can-gio-12023", "password_guessable"},
           Row{"BP-CAN-GIO-1!", "password_guessable"},
           Row{"password1234", "password_common"},
           Row{"P@ssw0rd2024!!", "password_common"},
           Row{"Mật khẩu 2024", "password_common"},
           Row{"anhyeuem1990", "password_common"},
           Row{"monkeydragon", "password_common"},
           Row{"letmein123456789", "password_common"},
           Row{"!!!iloveyou!!!", "password_common"},
           Row{"monkey dragon sails a lorry", ""},
           Row{"dragon-48151623", ""},  // seven digits that are no run
           Row{"482913746512", ""},
           Row{"line one\x01line two", "password_unreadable"},
           Row{"\xff\xfe broken bytes", "password_unreadable"},
       }) {
    const auto checked = CheckChosenPassword(row.password, "bp-can-gio-1");
    EXPECT_EQ(checked.ok() ? "" : checked.error().fields.front().id, row.expected) << row.password;
  }
}

}  // namespace nuong::operations
