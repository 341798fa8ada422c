#include "nuong/http/server.hpp"

#include "routes.hpp"
#include "server_core.hpp"

namespace nuong::http {

Result<std::unique_ptr<Server>> Server::Start(const Options& options, operations::Services& services, Log& log,
                                              const std::vector<Beside>& beside) {
  const SessionCookie cookie(options.secure_cookies);
  Dispatcher dispatcher(ApiRoutes(&services, cookie), Assets(EmbeddedAssets()), cookie, log);
  for (const Beside& house : beside) dispatcher.AddBeside(house.label, ApiRoutes(house.services, cookie));
  NUONG_TRY(auto core, ServerCore::Start(options, std::move(dispatcher), log));
  return std::unique_ptr<Server>(new Server(std::move(core)));
}

Server::Server(std::unique_ptr<ServerCore> core) : core_(std::move(core)) {}

Server::~Server() = default;

std::uint16_t Server::port() const { return core_->port(); }

void Server::Stop() { core_->Stop(); }

}  // namespace nuong::http
