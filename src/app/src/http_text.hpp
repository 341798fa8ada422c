#pragma once
#include <cstdint>
#include <functional>
#include <string>

#include "nuong/base/result.hpp"

/// The little HTTP/1.1 that witnesses speak: one POST of a text, one answer, then the connection ends. What is sent is
/// signed and public, so it needs no secrecy; a tunnel or a proxy adds it where an address must not be seen.
namespace nuong::app {

struct TextAnswer {
  int status = 0;
  std::string content_type;
  std::string body;
};

/// `url` is "http://host[:port]/path". kInvalid for any other; kBroken when nobody answers in five seconds or the
/// answer is not HTTP or longer than 64 KiB.
Result<TextAnswer> PostText(const std::string& url, const std::string& body);

/// Answers POSTs one after the other until `stop` (a descriptor) can be read. Bodies over 64 KiB, other methods and
/// slow senders are refused. Calls `listening` with the port once it listens, and `between` every few seconds and after
/// each answer.
Result<void> ServeText(const std::string& address, std::uint16_t port, int stop,
                       const std::function<void(std::uint16_t)>& listening,
                       const std::function<TextAnswer(const std::string& path, const std::string& body)>& answer,
                       const std::function<void()>& between);

}  // namespace nuong::app
