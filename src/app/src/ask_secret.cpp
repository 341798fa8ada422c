#include "ask_secret.hpp"

#include <fmt/core.h>
#include <termios.h>
#include <unistd.h>

#include <iostream>

#include "messages.hpp"

namespace nuong::app {

std::string AskSecret(const Common& common, const Text& prompt) {
  const bool typed = ::isatty(STDIN_FILENO) == 1;
  termios before{};
  if (typed) {
    fmt::print(stderr, "{}: ", Say(common, prompt));
    ::tcgetattr(STDIN_FILENO, &before);
    termios silent = before;
    silent.c_lflag &= ~static_cast<tcflag_t>(ECHO);
    ::tcsetattr(STDIN_FILENO, TCSAFLUSH, &silent);
  }
  std::string secret;
  std::getline(std::cin, secret);
  if (typed) {
    ::tcsetattr(STDIN_FILENO, TCSAFLUSH, &before);
    fmt::print(stderr, "\n");
  }
  return secret;
}

std::string AskNewSecret(const Common& common, const Text& prompt) {
  while (true) {
    std::string secret = AskSecret(common, prompt);
    if (::isatty(STDIN_FILENO) != 1) return secret;
    if (AskSecret(common, {"Gõ lại", "Once more"}) == secret) return secret;
    fmt::print(stderr, "{}\n", Say(common, {"Hai lần gõ không giống nhau.", "The two are not the same."}));
  }
}

}  // namespace nuong::app
