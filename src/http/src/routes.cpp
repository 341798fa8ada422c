#include "routes.hpp"

#include "member_routes.hpp"
#include "nuong/http/openapi.hpp"
#include "nuong/operations/alerts.hpp"
#include "nuong/operations/exports.hpp"
#include "nuong/operations/find_entitlements.hpp"
#include "nuong/operations/list_beds.hpp"
#include "nuong/operations/list_cases.hpp"
#include "nuong/operations/list_clauses.hpp"
#include "nuong/operations/list_duties.hpp"
#include "nuong/operations/list_emergencies.hpp"
#include "nuong/operations/list_forms.hpp"
#include "nuong/operations/list_looks.hpp"
#include "nuong/operations/list_pathways.hpp"
#include "nuong/operations/list_readers.hpp"
#include "nuong/operations/open_attachment.hpp"
#include "nuong/operations/open_case.hpp"
#include "nuong/operations/perform_act.hpp"
#include "nuong/operations/reform_day.hpp"
#include "nuong/operations/rule_change.hpp"
#include "nuong/operations/search_persons.hpp"
#include "nuong/operations/session.hpp"
#include "nuong/operations/show_checkpoint.hpp"
#include "nuong/operations/show_item.hpp"
#include "nuong/operations/show_regulation.hpp"
#include "nuong/operations/show_witnesses.hpp"
#include "nuong/operations/welcome.hpp"
#include "openapi_document.hpp"
#include "own_route.hpp"

namespace nuong::http {

struct HelloView {
  std::string hello;
};
BOOST_DESCRIBE_STRUCT(HelloView, (), (hello))

namespace {

using operations::Empty;
using operations::Services;

std::vector<Route> SessionRoutes(Services* services, const SessionCookie& cookie) {
  return {
      MakeRoute<Empty, operations::WelcomeView>(
          {.pattern = "/api/v1/welcome", .name = "welcome", .summary = "What the sign-in page shows", .open = true},
          [services](Call&, const Empty&) { return operations::Welcome(*services); }),
      MakeRoute<operations::SignInRequest, operations::MeView>(
          {.method = Method::kPost,
           .pattern = "/api/v1/session",
           .name = "signIn",
           .summary = "Sign in; the session is in the cookie",
           .errors = {ErrorCode::kUnauthenticated},
           .open = true},
          [services, cookie](Call& call, const operations::SignInRequest& request) -> Result<operations::MeView> {
            NUONG_TRY(auto signed_in, operations::SignIn(*services, call.caller, request));
            call.answer_headers.emplace_back("Set-Cookie", cookie.Set(signed_in.session));
            return std::move(signed_in.me);
          }),
      MakeRoute<Empty, void>(
          {.method = Method::kDelete, .pattern = "/api/v1/session", .name = "signOut", .summary = "Sign out"},
          [services, cookie](Call& call, const Empty&) -> Result<void> {
            NUONG_CHECK(operations::SignOut(*services, call.caller));
            call.answer_headers.emplace_back("Set-Cookie", cookie.Clear());
            // Not "storage": sealed entries written offline and not yet sent wait there.
            call.answer_headers.emplace_back("Clear-Site-Data", R"("cache", "cookies")");
            return Done{};
          }),
      MakeRoute<Empty, operations::MeView>(
          {.pattern = "/api/v1/session", .name = "whoAmI", .summary = "The signed-in member and her unit"},
          [services](Call& call, const Empty&) { return operations::WhoAmI(*services, call.caller); }),
  };
}

std::vector<Route> CaseRoutes(Services* services) {
  return {
      MakeRoute<operations::ListCasesRequest, operations::CasePageOfRows>(
          {.pattern = "/api/v1/cases",
           .name = "listCases",
           .summary = "Cases the caller's unit is on, newest change first"},
          [services](Call& call, const operations::ListCasesRequest& request) {
            return operations::ListCases(*services, call.caller, request);
          }),
      MakeRoute<operations::BeginCaseRequest, operations::ActAnswer>(
          {.method = Method::kPost,
           .pattern = "/api/v1/cases",
           .name = "beginCase",
           .summary = "Begin a case",
           .errors = {ErrorCode::kRefused, ErrorCode::kConflict},
           .status = 201,
           .once = true},
          [services](Call& call, const operations::BeginCaseRequest& request) {
            return operations::BeginCase(*services, call.caller, call.once, request);
          }),
      MakeRoute<operations::OpenCaseRequest, operations::CaseView>(
          {.pattern = "/api/v1/cases/{case_id}",
           .name = "openCase",
           .summary = "The case page; the look is recorded",
           .errors = {ErrorCode::kAbsent}},
          [services](Call& call, const operations::OpenCaseRequest& request) {
            return operations::OpenCase(*services, call.caller, request);
          }),
      MakeRoute<operations::PerformActRequest, operations::ActAnswer>(
          {.method = Method::kPost,
           .pattern = "/api/v1/cases/{case_id}/acts/{kind}",
           .name = "performAct",
           .summary = "Do something to a case; a paper or picture goes with the act that the regulation takes it by",
           .errors = {ErrorCode::kAbsent, ErrorCode::kRefused, ErrorCode::kConflict},
           .status = 201,
           .once = true,
           .takes_file = true},
          [services](Call& call, const operations::PerformActRequest& request) {
            return operations::PerformAct(*services, call.caller, call.once, request);
          }),
  };
}

/// Who can see a case, who looked, and whether she is in another one.
std::vector<Route> SightRoutes(Services* services) {
  return {
      MakeRoute<operations::ListReadersRequest, operations::ReadersView>(
          {.pattern = "/api/v1/cases/{case_id}/readers",
           .name = "listReaders",
           .summary = "Who can see what of the case now, and why or why not",
           .errors = {ErrorCode::kAbsent, ErrorCode::kRefused}},
          [services](Call& call, const operations::ListReadersRequest& request) {
            return operations::ListReaders(*services, call.caller, request);
          }),
      MakeRoute<operations::SearchPersonsRequest, operations::PersonSearchView>(
          {.method = Method::kPost,
           .pattern = "/api/v1/cases/{case_id}/person-search",
           .name = "searchPersons",
           .summary = "Is she in another case already? Needs a purpose; counted by day; the search is recorded",
           .errors = {ErrorCode::kAbsent, ErrorCode::kRefused},
           .says_why = true},
          [services](Call& call, const operations::SearchPersonsRequest& request) {
            return operations::SearchPersons(*services, call.caller, request);
          }),
      MakeRoute<operations::ListLooksRequest, operations::LooksView>(
          {.pattern = "/api/v1/cases/{case_id}/looks",
           .name = "listLooks",
           .summary = "Who looked at the case and who acted on it",
           .errors = {ErrorCode::kAbsent}},
          [services](Call& call, const operations::ListLooksRequest& request) {
            return operations::ListLooks(*services, call.caller, request);
          }),
      MakeRoute<operations::ProveLookRequest, operations::ProvedLookView>(
          {.pattern = "/api/v1/cases/{case_id}/looks/{sequence}",
           .name = "proveLook",
           .summary = "One of those looks, with the proof that it is in the ledger",
           .errors = {ErrorCode::kAbsent}},
          [services](Call& call, const operations::ProveLookRequest& request) {
            return operations::ProveLook(*services, call.caller, request);
          }),
  };
}

/// Only types that run nothing, whatever was written into the payload.
std::string_view KnownType(const std::string& type) {
  for (const std::string_view known : {"image/jpeg", "image/png", "application/pdf"}) {
    if (type == known) return known;
  }
  return "application/octet-stream";
}

Route AttachmentRoute(Services* services) {
  Components components;
  auto members = DescribeMembers<operations::OpenAttachmentRequest>(components);
  Route route = StartRoute({.pattern = "/api/v1/cases/{case_id}/attachments/{sequence}",
                            .name = "openAttachment",
                            .summary = "A paper or picture of the case; the look is recorded",
                            .errors = {ErrorCode::kAbsent, ErrorCode::kRefused},
                            .file_types = {"image/jpeg", "image/png", "application/pdf"}},
                           std::move(members), std::move(components));
  route.handle = [services](Call& call, const Inputs& inputs) -> Result<Response> {
    NUONG_TRY(const auto request, Bind<operations::OpenAttachmentRequest>(inputs));
    NUONG_TRY(operations::Attachment attachment, operations::OpenAttachment(*services, call.caller, request));
    Response response;
    response.content_type = KnownType(attachment.type);
    response.body = std::move(attachment.bytes);
    response.is_file = true;
    // Our page draws it; opened by its address it is only ever saved.
    call.answer_headers.emplace_back("Content-Disposition", "attachment");
    return response;
  };
  return route;
}

std::vector<Route> LedgerRoutes(Services* services) {
  return {
      MakeRoute<Empty, operations::CheckpointView>(
          {.pattern = "/api/v1/ledger/checkpoint",
           .name = "showCheckpoint",
           .summary = "Size and root of the ledger, signed (C2SP tlog-checkpoint)"},
          [services](Call& call, const Empty&) { return operations::ShowCheckpoint(*services, call.caller); }),
      MakeRoute<operations::ProveConsistencyRequest, operations::ConsistencyView>(
          {.pattern = "/api/v1/ledger/consistency",
           .name = "proveConsistency",
           .summary = "Proof that the ledger of one size begins with all of an older one (RFC 6962 2.1.2)"},
          [services](Call& call, const operations::ProveConsistencyRequest& request) {
            return operations::ProveConsistency(*services, call.caller, request);
          }),
      MakeRoute<Empty, operations::WitnessesView>(
          {.pattern = "/api/v1/ledger/witnesses",
           .name = "showWitnesses",
           .summary = "Who watches the ledger from outside, how far, and what each must be sent next"},
          [services](Call& call, const Empty&) { return operations::ShowWitnesses(*services, call.caller); }),
      MakeRoute<operations::KeepCosignatureRequest, operations::WitnessesView>(
          {.method = Method::kPost,
           .pattern = "/api/v1/ledger/cosignatures",
           .name = "keepCosignature",
           .summary = "Keep what a witness without a network answered; sent twice it is kept once",
           .errors = {ErrorCode::kAbsent}},
          [services](Call& call, const operations::KeepCosignatureRequest& request) {
            return operations::KeepCosignature(*services, call.caller, request);
          }),
  };
}

std::vector<Route> RuleChangeRoutes(Services* services) {
  return {
      MakeRoute<Empty, operations::RuleChangeView>(
          {.pattern = "/api/v1/regulation/change",
           .name = "showRuleChange",
           .summary = "The proposed change of the access rules: what it opens and closes, and who has reviewed it"},
          [services](Call& call, const Empty&) { return operations::ShowRuleChange(*services, call.caller); }),
      MakeRoute<operations::ReviewRuleChangeRequest, operations::RuleChangeView>(
          {.method = Method::kPost,
           .pattern = "/api/v1/regulation/change/reviews",
           .name = "reviewRuleChange",
           .summary = "Put one's name under the number of requests that the change answers otherwise",
           .errors = {ErrorCode::kRefused, ErrorCode::kConflict}},
          [services](Call& call, const operations::ReviewRuleChangeRequest& request) {
            return operations::ReviewRuleChange(*services, call.caller, request);
          }),
  };
}

std::vector<Route> RegulationRoutes(Services* services) {
  return {
      MakeRoute<operations::ShowRegulationRequest, operations::RegulationView>(
          {.pattern = "/api/v1/regulation",
           .name = "showRegulation",
           .summary = "The regulation as it stood on a day: regimes, instruments, days off, counts"},
          [services](Call& call, const operations::ShowRegulationRequest& request) {
            return operations::ShowRegulation(*services, call.caller, request);
          }),
      MakeRoute<operations::ListClausesRequest, operations::ClausesView>(
          {.pattern = "/api/v1/regulation/clauses",
           .name = "listClauses",
           .summary = "Each clause beside what carries it out"},
          [services](Call& call, const operations::ListClausesRequest& request) {
            return operations::ListClauses(*services, call.caller, request);
          }),
      MakeRoute<operations::ShowItemRequest, operations::ItemView>(
          {.pattern = "/api/v1/regulation/items/{kind}/{id}",
           .name = "showItem",
           .summary = "One item of the regulation, with all its versions",
           .errors = {ErrorCode::kAbsent}},
          [services](Call& call, const operations::ShowItemRequest& request) {
            return operations::ShowItem(*services, call.caller, request);
          }),
      MakeRoute<operations::ListPathwaysRequest, operations::PathwaysView>(
          {.pattern = "/api/v1/regulation/pathways",
           .name = "listPathways",
           .summary = "The pathways as graphs; with a case, where it is on each",
           .errors = {ErrorCode::kAbsent}},
          [services](Call& call, const operations::ListPathwaysRequest& request) {
            return operations::ListPathways(*services, call.caller, request);
          }),
      MakeRoute<operations::ListPersonFactsRequest, operations::PersonFactsView>(
          {.pattern = "/api/v1/regulation/person-facts",
           .name = "listPersonFacts",
           .summary = "What is asked to find what a person is entitled to"},
          [services](Call& call, const operations::ListPersonFactsRequest& request) {
            return operations::ListPersonFacts(*services, call.caller, request);
          }),
      MakeRoute<operations::FindEntitlementsRequest, operations::EntitlementsView>(
          {.method = Method::kPost,
           .pattern = "/api/v1/regulation/entitlements",
           .name = "findEntitlements",
           .summary = "What a person with these facts is entitled to on a day; nothing is kept"},
          [services](Call& call, const operations::FindEntitlementsRequest& request) {
            return operations::FindEntitlements(*services, call.caller, request);
          }),
  };
}

Route StreamRoute(Services* services) {
  Route route =
      StartRoute({.pattern = "/api/v1/stream",
                  .name = "followFeed",
                  .summary = "Server-sent events: `case` when a case changed, `resync` when events were missed"},
                 {}, {});
  route.follow = [services](Call& call, Tell tell, std::function<void()> ended) {
    return operations::FollowFeed(*services, call.caller, std::move(tell), std::move(ended));
  };
  return route;
}

std::vector<Route> OtherRoutes(Services* services) {
  return {
      MakeRoute<Empty, operations::HomeView>(
          {.pattern = "/api/v1/duties",
           .name = "listDuties",
           .summary = "What the caller's unit must do, by time left"},
          [services](Call& call, const Empty&) { return operations::ListDuties(*services, call.caller); }),
      MakeRoute<Empty, operations::BedsView>(
          {.pattern = "/api/v1/beds", .name = "listBeds", .summary = "Free places by centre, sex and age"},
          [services](Call& call, const Empty&) { return operations::ListBeds(*services, call.caller); }),
      MakeRoute<Empty, operations::FormsView>(
          {.pattern = "/api/v1/forms", .name = "listForms", .summary = "The forms in force today"},
          [services](Call& call, const Empty&) { return operations::ListForms(*services, call.caller); }),
      MakeRoute<Empty, operations::EmergenciesView>(
          {.pattern = "/api/v1/emergencies",
           .name = "listEmergencies",
           .summary = "Emergency accesses of the caller's unit, and those it reviews"},
          [services](Call& call, const Empty&) { return operations::ListEmergencies(*services, call.caller); }),
      StreamRoute(services),
      MakeRoute<Empty, HelloView>({.pattern = "/api/v1/hello",
                                   .name = "hello",
                                   .summary = "No work; measures the server itself",
                                   .open = true,
                                   .instant = true},
                                  [](Call&, const Empty&) -> Result<HelloView> { return HelloView{"Nương"}; }),
  };
}

/// One step of a reform day: they differ in name and operation only.
template <class Operation>
Route ReformStep(Services* services, const std::string& step, const std::string& summary, Operation operation) {
  return MakeRoute<operations::ReformRequest, operations::ReformAnswer>(
      {.method = Method::kPost,
       .pattern = "/api/v1/reforms/{day}/" + step,
       .name = step + "Reform",
       .summary = summary,
       .errors = {ErrorCode::kRefused, ErrorCode::kConflict},
       .status = 201,
       .once = true},
      [services, operation](Call& call, const operations::ReformRequest& request) {
        return operation(*services, call.caller, call.once, request);
      });
}

std::vector<Route> ReformRoutes(Services* services) {
  return {
      MakeRoute<Empty, operations::ReformsView>(
          {.pattern = "/api/v1/reforms",
           .name = "listReforms",
           .summary = "Days on which units end and others take their place",
           .errors = {ErrorCode::kRefused}},
          [services](Call& call, const Empty&) { return operations::ListReforms(*services, call.caller); }),
      MakeRoute<operations::ReformRequest, operations::ReformView>(
          {.pattern = "/api/v1/reforms/{day}",
           .name = "previewReform",
           .summary = "What would move on the day, or has; the look is recorded",
           .errors = {ErrorCode::kRefused}},
          [services](Call& call, const operations::ReformRequest& request) {
            return operations::PreviewReform(*services, call.caller, request);
          }),
      ReformStep(services, "propose", "Propose the reform day; another person confirms", operations::ProposeReform),
      ReformStep(services, "withdraw", "Take back what is not confirmed yet", operations::WithdrawReform),
      ReformStep(services, "confirm", "Let the successors take the place of the units that end",
                 operations::ConfirmReform),
  };
}

/// A purpose the regulation does not know is refused before anything is done.
void AskPurpose(Services* services, Route& route) {
  route.takes_purpose = !route.facts.open;
  if (route.handle) {
    route.handle = [services, handle = std::move(route.handle)](Call& call, const Inputs& inputs) -> Result<Response> {
      NUONG_CHECK(operations::CheckPurpose(*services, call.caller));
      return handle(call, inputs);
    };
  }
  if (route.follow) {
    using Stream = std::unique_ptr<operations::Following>;
    route.follow = [services, follow = std::move(route.follow)](Call& call, Tell tell,
                                                                std::function<void()> ended) -> Result<Stream> {
      NUONG_CHECK(operations::CheckPurpose(*services, call.caller));
      return follow(call, std::move(tell), std::move(ended));
    };
  }
}

std::vector<Route> AlertRoutes(Services* services) {
  return {
      OwnRoute({.pattern = "/api/v1/alerts",
                .name = "listAlerts",
                .summary = "What is unusual about officers of other units, and the bait that was laid",
                .errors = {ErrorCode::kRefused}},
               services, operations::ListAlerts),
      OwnRoute({.method = Method::kPost,
                .pattern = "/api/v1/alerts/{sequence}/answer",
                .name = "answerAlert",
                .summary = "Say what an alert came to",
                .errors = {ErrorCode::kRefused, ErrorCode::kAbsent, ErrorCode::kConflict}},
               services, operations::AnswerAlert),
      OwnRoute({.method = Method::kPost,
                .pattern = "/api/v1/baits",
                .name = "plantBait",
                .summary = "Invent a person whom nobody has a reason to search for; her name is not kept",
                .errors = {ErrorCode::kRefused},
                .status = 201},
               services, operations::PlantBait),
      OwnRoute({.method = Method::kPost,
                .pattern = "/api/v1/baits/{sequence}/withdraw",
                .name = "withdrawBait",
                .summary = "Take an invented person away",
                .errors = {ErrorCode::kRefused, ErrorCode::kAbsent}},
               services, operations::WithdrawBait),
  };
}

std::vector<Route> ExportRoutes(Services* services) {
  return {
      OwnRoute({.pattern = "/api/v1/exports",
                .name = "listExports",
                .summary = "Requests of the caller's unit to take cases out in a file, and what may be asked for",
                .errors = {ErrorCode::kAbsent}},
               services, operations::ListExports),
      OwnRoute({.method = Method::kPost,
                .pattern = "/api/v1/exports",
                .name = "askExport",
                .summary = "Ask to take cases of the unit out in a file; many take a second person",
                .errors = {ErrorCode::kAbsent, ErrorCode::kRefused},
                .status = 201},
               services, operations::AskExport),
      OwnRoute({.method = Method::kPost,
                .pattern = "/api/v1/exports/{sequence}/confirm",
                .name = "confirmExport",
                .summary = "Confirm what another member of the unit asks to take out",
                .errors = {ErrorCode::kAbsent, ErrorCode::kRefused, ErrorCode::kConflict}},
               services, operations::ConfirmExport),
      OwnRoute({.method = Method::kPost,
                .pattern = "/api/v1/exports/{sequence}/take",
                .name = "takeExport",
                .summary = "The file; each case in it is recorded first, and its row bears the number of that entry",
                .errors = {ErrorCode::kAbsent, ErrorCode::kConflict}},
               services, operations::TakeExport),
      OwnRoute({.method = Method::kPost,
                .pattern = "/api/v1/exports/trace",
                .name = "traceMark",
                .summary = "Whose file a row is from, by its mark",
                .errors = {ErrorCode::kAbsent, ErrorCode::kRefused}},
               services, operations::TraceMark),
  };
}

Route DocumentRoute() {
  Route route = StartRoute(
      {.pattern = "/api/v1/openapi.json", .name = "openApi", .summary = "This document", .open = true, .instant = true},
      {}, {});
  route.answer = Value::Object{{"type", "object"}};
  route.handle = [](Call&, const Inputs& inputs) -> Result<Response> {
    NUONG_CHECK(Bind<Empty>(inputs));
    Response response;
    response.content_type = "application/json";
    response.fixed_body = OpenApiDocument();
    return response;
  };
  return route;
}

}  // namespace

std::vector<Route> ApiRoutes(Services* services, const SessionCookie& cookie) {
  std::vector<Route> routes = SessionRoutes(services, cookie);
  for (auto& more : {CaseRoutes(services), SightRoutes(services), LedgerRoutes(services), RegulationRoutes(services),
                     RuleChangeRoutes(services), ReformRoutes(services), AlertRoutes(services), ExportRoutes(services),
                     MemberRoutes(services, cookie), OtherRoutes(services)})
    routes.insert(routes.end(), more.begin(), more.end());
  routes.push_back(AttachmentRoute(services));
  for (Route& route : routes) {
    AskPurpose(services, route);
    if (!route.facts.takes_file) continue;
    route.may_send_files = [services](const operations::Caller& caller) {
      return operations::MaySendFiles(*services, caller);
    };
  }
  routes.push_back(DocumentRoute());
  return routes;
}

const std::string& OpenApiDocument() {
  static const std::string document = [] {
    const SessionCookie cookie(true);
    return DescribeRoutes(ApiRoutes(nullptr, cookie), cookie);
  }();
  return document;
}

}  // namespace nuong::http
