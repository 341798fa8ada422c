#include "member_routes.hpp"

#include "nuong/operations/members.hpp"
#include "nuong/operations/passkeys.hpp"
#include "nuong/operations/security.hpp"
#include "nuong/operations/session.hpp"
#include "own_route.hpp"

namespace nuong::http {
namespace {

using operations::Empty;
using operations::Services;

RouteFacts OwnFacts(Method method, std::string path, std::string name, std::string summary,
                    std::vector<ErrorCode> errors = {}) {
  return {.method = method,
          .pattern = "/api/v1/session/" + std::move(path),
          .name = std::move(name),
          .summary = std::move(summary),
          .errors = std::move(errors)};
}

std::vector<Route> SecurityRoutes(Services* services) {
  using enum ErrorCode;
  return {
      OwnRoute(OwnFacts(Method::kGet, "security", "showSecurity", "The caller's own second factors and sessions"),
               services, operations::ShowSecurity),
      OwnRoute(OwnFacts(Method::kPost, "codes", "startCodes", "Begin to set up one-time codes", {kRefused}), services,
               operations::StartCodes),
      OwnRoute(OwnFacts(Method::kPost, "codes/confirm", "confirmCodes", "Show a first code; gives the recovery codes"),
               services, operations::ConfirmCodes),
      OwnRoute(OwnFacts(Method::kPost, "password", "changePassword", "Another password; ends the other sessions",
                        {kRefused}),
               services, operations::ChangePassword),
      OwnRoute(
          OwnFacts(Method::kPost, "step-up", "stepUp", "Show once more who sits there; holds ten minutes", {kRefused}),
          services, operations::StepUp),
      OwnRoute(OwnFacts(Method::kPost, "step-up/passkey", "stepUpWithPasskey", "The same with a passkey"), services,
               operations::StepUpWithPasskey),
      OwnRoute(
          OwnFacts(Method::kDelete, "others/{id}", "endSession", "End one of the caller's other sessions", {kAbsent}),
          services, operations::EndSession),
      OwnRoute(OwnFacts(Method::kPost, "passkeys", "addPasskey", "Register a passkey", {kRefused, kConflict}), services,
               operations::AddPasskey),
      OwnRoute(OwnFacts(Method::kDelete, "passkeys/{id}", "removePasskey", "Remove a passkey",
                        {kAbsent, kRefused, kConflict}),
               services, operations::RemovePasskey),
  };
}

std::vector<Route> PasskeySignInRoutes(Services* services, const SessionCookie& cookie) {
  return {
      MakeRoute<Empty, operations::PasskeyChallenge>(
          {.method = Method::kPost,
           .pattern = "/api/v1/session/challenge",
           .name = "askForPasskey",
           .summary = "What a passkey has to sign; good once",
           .open = true},
          [services](Call& call, const Empty&) { return operations::AskForPasskey(*services, call.caller); }),
      MakeRoute<operations::PasskeyRequest, operations::MeView>(
          {.method = Method::kPost,
           .pattern = "/api/v1/session/passkey",
           .name = "signInWithPasskey",
           .summary = "Sign in with a passkey; the session is in the cookie",
           .errors = {ErrorCode::kUnauthenticated},
           .open = true},
          [services, cookie](Call& call, const operations::PasskeyRequest& request) -> Result<operations::MeView> {
            NUONG_TRY(auto signed_in, operations::SignInWithPasskey(*services, call.caller, request));
            call.answer_headers.emplace_back("Set-Cookie", cookie.Set(signed_in.session));
            return std::move(signed_in.me);
          }),
  };
}

/// A signature of one approver about one person.
template <class Request, class Operation>
Route PersonStep(Services* services, const std::string& step, const std::string& summary, Operation operation) {
  return MakeRoute<Request, operations::PersonAnswer>(
      {.method = Method::kPost,
       .pattern = "/api/v1/people/{member}/" + step,
       .name = step + "Person",
       .summary = summary,
       .errors = {ErrorCode::kAbsent, ErrorCode::kRefused, ErrorCode::kConflict}},
      [services, operation](Call& call, const Request& request) { return operation(*services, call.caller, request); });
}

std::vector<Route> PeopleRoutes(Services* services) {
  return {
      MakeRoute<operations::ListPeopleRequest, operations::PeopleView>(
          {.pattern = "/api/v1/people",
           .name = "listPeople",
           .summary = "Members of a unit, and who waits for the caller's signature",
           .errors = {ErrorCode::kRefused}},
          [services](Call& call, const operations::ListPeopleRequest& request) {
            return operations::ListPeople(*services, call.caller, request);
          }),
      MakeRoute<operations::InviteRequest, operations::InviteAnswer>(
          {.method = Method::kPost,
           .pattern = "/api/v1/people",
           .name = "invite",
           .summary = "Invite a new member; the code is shown once",
           .errors = {ErrorCode::kRefused, ErrorCode::kConflict},
           .status = 201},
          [services](Call& call, const operations::InviteRequest& request) {
            return operations::Invite(*services, call.caller, request);
          }),
      MakeRoute<operations::JoinRequest, operations::JoinAnswer>(
          {.method = Method::kPost,
           .pattern = "/api/v1/join",
           .name = "join",
           .summary = "An invited person makes her own keys under her password",
           .errors = {ErrorCode::kUnauthenticated, ErrorCode::kConflict},
           .open = true},
          [services](Call& call, const operations::JoinRequest& request) {
            return operations::Join(*services, call.caller, request);
          }),
      PersonStep<operations::ApproveRequest>(services, "approve", "Sign the record of a person who joins",
                                             operations::ApprovePerson),
      PersonStep<operations::PersonRequest>(services, "remove", "Sign that a member leaves", operations::RemovePerson),
      PersonStep<operations::PersonRequest>(services, "withdraw", "Take back what only one has signed",
                                            operations::WithdrawPerson),
      MakeRoute<Empty, operations::KeysProgress>(
          {.method = Method::kPost,
           .pattern = "/api/v1/unit-keys/renew",
           .name = "renewKeys",
           .summary = "One step of wrapping case keys to the unit's new keys"},
          [services](Call& call, const Empty&) { return operations::RenewKeys(*services, call.caller); }),
  };
}

}  // namespace

std::vector<Route> MemberRoutes(Services* services, const SessionCookie& cookie) {
  std::vector<Route> routes = PeopleRoutes(services);
  for (auto& more : {SecurityRoutes(services), PasskeySignInRoutes(services, cookie)})
    routes.insert(routes.end(), more.begin(), more.end());
  return routes;
}

}  // namespace nuong::http
