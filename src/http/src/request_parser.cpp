#include "request_parser.hpp"

#include <algorithm>
#include <array>
#include <boost/beast/core/string.hpp>
#include <boost/beast/http/basic_parser.hpp>
#include <boost/beast/http/error.hpp>
#include <boost/beast/http/verb.hpp>
#include <optional>
#include <string>
#include <vector>

namespace nuong::http {
namespace {

namespace beast = boost::beast;
using ErrorOf = beast::error_code;

constexpr std::array<std::string_view, 10> kOnlyOnce = {
    "Host",   "Content-Length", "Transfer-Encoding", "Content-Type", "Idempotency-Key", "Authorization",
    "Cookie", "Origin",         "Sec-Fetch-Site",    "Last-Event-ID"};

/// Where a piece of the header lies in the kept text.
struct Piece {
  std::size_t at = 0;
  std::size_t size = 0;
};

struct KeptHeader {
  std::string text;
  Piece target;
  std::vector<std::pair<Piece, Piece>> fields;
  Method method = Method::kOther;
  int version = 11;
  std::string body;

  /// Given back, not kept for the next request: a connection that waits holds no password and no testimony.
  void Clear() {
    std::string().swap(text);
    fields.clear();
    std::string().swap(body);
  }
  Piece Keep(beast::string_view view) {
    const Piece piece{text.size(), view.size()};
    text.append(view.data(), view.size());
    return piece;
  }
  std::string_view View(Piece piece) const { return std::string_view(text).substr(piece.at, piece.size); }
};

Method MethodOf(beast::http::verb sent) {
  using beast::http::verb;
  if (sent == verb::get) return Method::kGet;
  if (sent == verb::head) return Method::kHead;
  if (sent == verb::post) return Method::kPost;
  if (sent == verb::put) return Method::kPut;
  if (sent == verb::patch) return Method::kPatch;
  if (sent == verb::delete_) return Method::kDelete;
  if (sent == verb::options) return Method::kOptions;
  return Method::kOther;
}

bool IsHost(std::string_view host) {
  return std::all_of(host.begin(), host.end(), [](char letter) {
    return (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') || (letter >= '0' && letter <= '9') ||
           std::string_view(".-_:[]").find(letter) != std::string_view::npos;
  });
}

/// The rules Beast leaves to its user.
std::optional<Refusal> CheckHeader(const Request& request, int version, const Options& options) {
  if (request.target.size() > options.max_target_bytes) return Refusal::kTargetTooLong;
  for (const std::string_view name : kOnlyOnce) {
    const auto is_it = [name](const Header& header) { return EqualsIgnoringCase(header.name, name); };
    if (std::count_if(request.headers.begin(), request.headers.end(), is_it) > 1) return Refusal::kMalformed;
  }
  const auto host = request.Find("Host");
  if (version == 11 && !host) return Refusal::kMalformed;
  if (host && !IsHost(*host)) return Refusal::kMalformed;
  const std::string_view length = request.Find("Content-Length").value_or("0");
  if (length.find_first_not_of("0123456789") != std::string_view::npos) return Refusal::kMalformed;
  const auto encoding = request.Find("Transfer-Encoding");
  if (encoding && (version != 11 || !EqualsIgnoringCase(*encoding, "chunked"))) return Refusal::kMalformed;
  return std::nullopt;
}

}  // namespace

class RequestParser::Message final : public beast::http::basic_parser<true> {
 public:
  Message(KeptHeader& kept, const Options& options) : kept_(kept), longest_(options.max_header_fields) {
    header_limit(static_cast<std::uint32_t>(options.max_header_bytes));
    body_limit(options.max_file_body_bytes);
    eager(false);
  }

 private:
  void on_request_impl(beast::http::verb method, beast::string_view, beast::string_view target, int version,
                       ErrorOf&) override {
    kept_.method = MethodOf(method);
    kept_.version = version;
    kept_.target = kept_.Keep(target);
  }
  void on_response_impl(int, beast::string_view, int, ErrorOf&) override {}
  void on_field_impl(beast::http::field, beast::string_view name, beast::string_view value, ErrorOf& error) override {
    if (is_header_done()) return;  // a trailer says nothing we would believe
    if (kept_.fields.size() >= longest_) {
      error = beast::http::error::header_limit;
      return;
    }
    const Piece kept_name = kept_.Keep(name);
    kept_.fields.emplace_back(kept_name, kept_.Keep(value));
  }
  void on_header_impl(ErrorOf&) override {}
  void on_body_init_impl(const boost::optional<std::uint64_t>& length, ErrorOf&) override {
    kept_.body.reserve(static_cast<std::size_t>(length.value_or(0)));
  }
  std::size_t on_body_impl(beast::string_view bytes, ErrorOf&) override {
    kept_.body.append(bytes.data(), bytes.size());
    return bytes.size();
  }
  void on_chunk_header_impl(std::uint64_t, beast::string_view, ErrorOf&) override {}
  std::size_t on_chunk_body_impl(std::uint64_t, beast::string_view bytes, ErrorOf& error) override {
    return on_body_impl(bytes, error);
  }
  void on_finish_impl(ErrorOf&) override {}

  KeptHeader& kept_;
  const std::size_t longest_;
};

struct RequestParser::Held {
  Held(const Options& its_options, RefusesFile its_refuses_file)
      : options(its_options), refuses_file(std::move(its_refuses_file)) {}

  const Options& options;
  const RefusesFile refuses_file;
  KeptHeader kept;
  std::optional<Message> message;
  std::size_t header_bytes = 0;
  State state = State::kHeader;
  Refusal refusal = Refusal::kMalformed;
  bool expects_continue = false;
  Request request;

  void Fail(Refusal why) {
    state = State::kFailed;
    refusal = why;
  }
  void FinishHeader();
  void FinishBody();
};

void RequestParser::Held::FinishHeader() {
  request.method = kept.method;
  request.target = kept.View(kept.target);
  request.headers.clear();
  for (const auto& [name, value] : kept.fields) request.headers.push_back({kept.View(name), kept.View(value)});
  if (const auto why = CheckHeader(request, kept.version, options)) return Fail(*why);
  if (message->content_length().value_or(0) <= options.max_body_bytes) {
    message->body_limit(options.max_body_bytes);
  } else if (const auto why = refuses_file(request)) {
    return Fail(*why);
  }
  expects_continue = EqualsIgnoringCase(request.Find("Expect").value_or(""), "100-continue");
  state = State::kBody;
}

void RequestParser::Held::FinishBody() {
  request.body = kept.body;
  state = State::kDone;
}

RequestParser::RequestParser(const Options& options, RefusesFile refuses_file)
    : held_(std::make_unique<Held>(options, std::move(refuses_file))) {
  Begin();
}

RequestParser::~RequestParser() = default;

void RequestParser::Begin() {
  held_->kept.Clear();
  held_->message.emplace(held_->kept, held_->options);
  held_->header_bytes = 0;
  held_->state = State::kHeader;
  held_->expects_continue = false;
  held_->request.target = {};
  held_->request.headers.clear();
  held_->request.body = {};
}

std::size_t RequestParser::Feed(std::string_view bytes, bool is_all) {
  Held& held = *held_;
  std::size_t taken = 0;
  while (held.state == State::kHeader || held.state == State::kBody) {
    if (held.message->is_done()) {
      held.FinishBody();
      break;
    }
    if (taken == bytes.size()) break;
    ErrorOf error;
    const std::size_t size = held.message->put({bytes.data() + taken, bytes.size() - taken}, error);
    taken += size;
    const bool is_stuck = error == beast::http::error::need_more;
    if (error && !is_stuck) {
      const bool in_header = held.state == State::kHeader && error == beast::http::error::header_limit;
      const bool in_body = error == beast::http::error::body_limit;
      held.Fail(in_body ? Refusal::kBodyTooLarge : in_header ? Refusal::kHeaderTooLarge : Refusal::kMalformed);
      break;
    }
    if (held.state == State::kHeader) {
      // Beast counts from the last whole line it took, so a header of endless short lines is ours to count.
      held.header_bytes += size;
      const std::size_t waiting = held.message->is_header_done() ? 0 : bytes.size() - taken;
      if (held.header_bytes + waiting > held.options.max_header_bytes)
        held.Fail(Refusal::kHeaderTooLarge);
      else if (held.message->is_header_done())
        held.FinishHeader();
    }
    if (is_stuck && held.state != State::kFailed) {
      if (is_all && taken == 0) held.Fail(Refusal::kMalformed);
      break;
    }
  }
  return taken;
}

RequestParser::State RequestParser::state() const { return held_->state; }
Refusal RequestParser::refusal() const { return held_->refusal; }
Request& RequestParser::request() { return held_->request; }
bool RequestParser::keep_alive() const { return held_->message->keep_alive(); }
bool RequestParser::expects_continue() const { return held_->expects_continue; }

std::uint64_t RequestParser::body_bytes() const {
  return held_->message->content_length().value_or(held_->options.max_body_bytes);
}

}  // namespace nuong::http
