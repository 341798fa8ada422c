#pragma once
#include <string>

namespace nuong {

/// One message in both languages. Every text a person may read is a Text; a text in one language only is a defect.
/// Vietnamese is NFC. Neither side ever holds personal data unless the type that carries it says so.
struct Text {
  std::string vi;
  std::string en;

  bool operator==(const Text&) const = default;
  bool IsEmpty() const { return vi.empty() && en.empty(); }
};

}  // namespace nuong
