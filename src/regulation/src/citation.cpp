#include "nuong/regulation/citation.hpp"

#include <algorithm>
#include <optional>
#include <string>
#include <vector>

namespace nuong::regulation {
namespace {

bool IsWordLetter(char letter) {
  return (letter >= '0' && letter <= '9') || (letter >= 'a' && letter <= 'z') ||
         static_cast<unsigned char>(letter) >= 0x80;
}

/// Reads "28(2)(a)", "5-6" and "27(2)-(4)" from the front.
class ArticleReader {
 public:
  explicit ArticleReader(std::string_view rest) : rest_(rest) {}

  bool Take(std::string_view word) {
    if (!rest_.starts_with(word)) return false;
    rest_.remove_prefix(word.size());
    return true;
  }
  bool AtEnd() const { return rest_.empty(); }

  /// One article in Vietnamese; nothing when what stands here is none.
  std::optional<std::string> Article() {
    const std::string number = Range(Word());
    if (number.empty() || number.front() < '0' || number.front() > '9') return std::nullopt;
    std::vector<std::string> parts;
    while (Take("(")) {
      std::string part = Word();
      if (part.empty() || !Take(")")) return std::nullopt;
      if (Take("-(")) {
        const std::string last = Word();
        if (last.empty() || !Take(")")) return std::nullopt;
        part += "–" + last;
      }
      parts.push_back(std::move(part));
    }
    if (parts.size() > 2) return std::nullopt;
    std::string words;
    if (parts.size() == 2) words += "điểm " + parts[1] + " ";
    if (!parts.empty()) words += (parts[0].front() <= '9' ? "khoản " : "điểm ") + parts[0] + " ";
    return words + "Điều " + number;
  }

 private:
  std::string Word() {
    const auto end = std::find_if_not(rest_.begin(), rest_.end(), IsWordLetter);
    std::string word(rest_.begin(), end);
    rest_.remove_prefix(word.size());
    return word;
  }
  std::string Range(std::string first) {
    if (first.empty() || !Take("-")) return first;
    const std::string last = Word();
    return last.empty() ? "" : first + "–" + last;
  }

  std::string_view rest_;
};

std::optional<std::string> InVietnamese(std::string_view clause) {
  ArticleReader reader(clause);
  if (!reader.Take("art. ")) return std::nullopt;
  std::string words;
  do {
    const auto article = reader.Article();
    if (!article) return std::nullopt;
    words += (words.empty() ? "" : ", ") + *article;
  } while (reader.Take(", "));
  return reader.AtEnd() ? std::optional(words) : std::nullopt;
}

}  // namespace

Text CiteClause(const Regulation& regulation, std::string_view clause) {
  const auto& citations = regulation.law.citations;
  if (const auto found = citations.find(clause); found != citations.end()) return found->second;
  const std::string written(clause);
  if (auto words = InVietnamese(clause)) return {std::move(*words), written};
  return {written, written};
}

}  // namespace nuong::regulation
