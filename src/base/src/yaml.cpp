#include "nuong/base/yaml.hpp"

#include <libfyaml.h>

#include <memory>

#include "nuong/base/unicode.hpp"
#include "yaml_builder.hpp"

namespace nuong {
namespace {

constexpr std::size_t kLargestFile = 1 << 20;

using Diagnostics = std::unique_ptr<fy_diag, decltype(&fy_diag_destroy)>;
using Parser = std::unique_ptr<fy_parser, decltype(&fy_parser_destroy)>;

/// Collects libfyaml's messages; nothing is printed.
Diagnostics MakeDiagnostics() {
  fy_diag_cfg config{};
  fy_diag_cfg_default(&config);
  config.fp = nullptr;
  config.output_fn = [](fy_diag*, void*, const char*, std::size_t) {};
  config.colorize = false;
  Diagnostics diagnostics(fy_diag_create(&config), &fy_diag_destroy);
  fy_diag_set_collect_errors(diagnostics.get(), true);
  return diagnostics;
}

Parser MakeParser(std::string_view text, fy_diag* diagnostics) {
  fy_parse_cfg config{};
  config.flags =
      static_cast<fy_parse_cfg_flags>(FYPCF_QUIET | FYPCF_COLLECT_DIAG | FYPCF_DEFAULT_VERSION_1_2 | FYPCF_JSON_NONE);
  config.diag = diagnostics;
  Parser parser(fy_parser_create(&config), &fy_parser_destroy);
  if (parser && fy_parser_set_string(parser.get(), text.data(), text.size()) != 0) parser.reset();
  return parser;
}

void ReportSyntax(fy_diag* diagnostics, YamlBuilder& builder) {
  bool told = false;
  void* position = nullptr;
  while (const fy_diag_error* error = fy_diag_errors_iterate(diagnostics, &position)) {
    const std::string detail = error->msg == nullptr ? "" : error->msg;
    builder.Refuse({builder.file(), error->line, error->column}, "yaml_syntax",
                   {"Cú pháp YAML sai; hãy kiểm tra thụt đầu dòng, dấu hai chấm và dấu nháy (" + detail + ").",
                    "The YAML is malformed; check indentation, colons and quotes (" + detail + ")."});
    told = true;
  }
  if (told) return;
  builder.Refuse({builder.file(), 1, 1}, "yaml_syntax",
                 {"Cú pháp YAML sai; hãy kiểm tra lại tệp.", "The YAML is malformed; check the file."});
}

/// Line and column of a byte, for texts that libfyaml must not see.
Place PlaceOfByte(std::string_view text, std::size_t byte, const std::string& file_name) {
  Place place{file_name, 1, 1};
  for (const char c : text.substr(0, byte)) {
    place.column = c == '\n' ? 1 : place.column + 1;
    place.line += c == '\n' ? 1 : 0;
  }
  return place;
}

std::size_t FirstBadByte(std::string_view text) {
  std::size_t good = 0;
  while (good < text.size()) {
    std::size_t length = 1;
    while (length <= 4 && good + length <= text.size() && !IsUtf8(text.substr(good, length))) ++length;
    if (length > 4 || good + length > text.size()) return good;
    good += length;
  }
  return good;
}

Error TooLarge(const std::string& file_name) {
  return {ErrorCode::kTooLarge,
          "yaml_too_large",
          {"Tệp " + file_name + " quá lớn: tối đa 1 MiB. Hãy chia thành nhiều tệp.",
           "The file " + file_name + " is too large: at most 1 MiB. Split it."},
          "yaml over the byte limit",
          {}};
}

void CheckBytes(std::string_view text, YamlBuilder& builder) {
  if (!IsUtf8(text)) {
    builder.Refuse(PlaceOfByte(text, FirstBadByte(text), builder.file()), "yaml_not_utf8",
                   {"Tệp không phải là UTF-8 hợp lệ. Hãy lưu lại bằng mã UTF-8.",
                    "The file is not well-formed UTF-8. Save it as UTF-8."});
  } else if (text.starts_with("\xEF\xBB\xBF")) {
    builder.Refuse({builder.file(), 1, 1}, "yaml_byte_order_mark",
                   {"Tệp bắt đầu bằng dấu BOM. Hãy bỏ dấu này.", "The file starts with a byte order mark. Remove it."});
  } else if (const std::size_t nul = text.find('\0'); nul != std::string_view::npos) {
    builder.Refuse(PlaceOfByte(text, nul, builder.file()), "yaml_control_character",
                   {"Tệp có ký tự rỗng (U+0000). Hãy bỏ ký tự này.", "The file holds U+0000. Remove it."});
  }
}

}  // namespace

bool YamlNode::IsNull() const {
  const std::string* text = AsText();
  if (text == nullptr || quoted) return false;
  return text->empty() || *text == "~" || *text == "null" || *text == "Null" || *text == "NULL";
}

const YamlNode* YamlNode::Find(std::string_view key) const {
  const Map* members = AsMap();
  if (members == nullptr) return nullptr;
  for (const auto& [name, node] : *members) {
    if (name == key) return &node;
  }
  return nullptr;
}

Result<YamlNode> ParseYaml(std::string_view text, const std::string& file_name) {
  if (text.size() > kLargestFile) return TooLarge(file_name);
  YamlBuilder builder(file_name);
  CheckBytes(text, builder);
  if (builder.HasProblems()) return std::move(builder).Finish();
  const Diagnostics diagnostics = MakeDiagnostics();
  const Parser parser = MakeParser(text, diagnostics.get());
  if (!parser) {
    ReportSyntax(diagnostics.get(), builder);
    return std::move(builder).Finish();
  }
  bool going = true;
  while (going) {
    fy_event* event = fy_parser_parse(parser.get());
    if (event == nullptr) break;
    going = builder.Take(*event);
    fy_parser_event_free(parser.get(), event);
  }
  if (going && !builder.IsComplete()) ReportSyntax(diagnostics.get(), builder);
  return std::move(builder).Finish();
}

}  // namespace nuong
