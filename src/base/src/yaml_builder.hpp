#pragma once
#include <libfyaml.h>

#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "nuong/base/yaml.hpp"

namespace nuong {

/// Builds a YamlNode from libfyaml's events, without recursion, and keeps every problem of the strict subset.
class YamlBuilder {
 public:
  explicit YamlBuilder(std::string file) : file_(std::move(file)) {}

  /// False when reading further makes no sense (too deep, a second document, too many problems).
  bool Take(fy_event& event);
  void Refuse(const Place& place, std::string_view id, Text message);
  Result<YamlNode> Finish() &&;

  const std::string& file() const { return file_; }
  bool HasProblems() const { return !problems_.empty(); }
  bool IsComplete() const { return stream_ended_; }

 private:
  /// A list or map not yet closed. In a map a key waits until its value comes.
  struct Level {
    YamlNode node;
    std::optional<std::pair<std::string, Place>> key;
    std::set<std::string, std::less<>> seen;
    bool key_refused = false;  ///< the member is read on, to find further problems, but not kept
  };

  Place PlaceOf(const fy_mark* mark, bool after_sign) const;
  bool StartDocument(fy_event& event);
  void RefuseMarks(fy_event& event);
  bool Open(fy_event& event, bool is_map);
  void Close();
  void TakeScalar(fy_event& event);
  void TakeKey(std::string text, bool quoted, Place place);
  void Add(YamlNode node);
  bool AwaitsKey() const;

  std::string file_;
  std::vector<Level> levels_;
  std::optional<YamlNode> root_;
  std::vector<FieldProblem> problems_;
  Place last_place_;
  bool document_started_ = false;
  bool stream_ended_ = false;
};

}  // namespace nuong
