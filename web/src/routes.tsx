import { createRootRoute, createRoute, createRouter, lazyRouteComponent } from "@tanstack/react-router";
import { caseQuery, casesQuery, formsQuery, homeQuery, queryClient, regulationQuery } from "./api/queries";
import { Loading } from "./components/Answer";
import { Shell } from "./components/Shell";
import { regulationSearch } from "./domain/regulation";
import { PageAbsent } from "./pages/PageAbsent";

// Loaders only start the calls, beside the page's own chunk. Nothing is loaded on hover: opening a case is recorded.
const root = createRootRoute({ component: Shell, notFoundComponent: PageAbsent });

const home = createRoute({
  getParentRoute: () => root,
  path: "/",
  loader: () => {
    void queryClient.prefetchQuery(homeQuery);
    void queryClient.prefetchInfiniteQuery(casesQuery);
    void queryClient.prefetchQuery(formsQuery);
  },
  component: lazyRouteComponent(() => import("./pages/HomePage"), "HomePage"),
});

const cases = createRoute({
  getParentRoute: () => root,
  path: "/ho-so",
  loader: () => {
    void queryClient.prefetchInfiniteQuery(casesQuery);
  },
  component: lazyRouteComponent(() => import("./pages/CasesPage"), "CasesPage"),
});

const oneCase = createRoute({
  getParentRoute: () => cases,
  path: "$caseId",
  loader: ({ params }) => {
    void queryClient.prefetchQuery(caseQuery(params.caseId));
    void queryClient.prefetchQuery(formsQuery);
  },
  component: lazyRouteComponent(() => import("./pages/CasePage"), "CasePage"),
});

const intake = createRoute({
  getParentRoute: () => root,
  path: "/tiep-nhan",
  loader: () => {
    void queryClient.prefetchQuery(formsQuery);
  },
  component: lazyRouteComponent(() => import("./pages/IntakePage"), "IntakePage"),
});

const reopenedIntake = createRoute({
  getParentRoute: () => root,
  path: "/tiep-nhan/$caseId",
  loader: ({ params }) => {
    void queryClient.prefetchQuery(formsQuery);
    void queryClient.prefetchQuery(caseQuery(params.caseId));
  },
  component: lazyRouteComponent(() => import("./pages/IntakePage"), "ReopenedIntakePage"),
});

const regulation = createRoute({
  getParentRoute: () => root,
  path: "/regulation",
  validateSearch: regulationSearch,
  loaderDeps: ({ search }) => ({ on: search.on }),
  loader: ({ deps }) => {
    void queryClient.prefetchQuery(regulationQuery(deps.on));
  },
  component: lazyRouteComponent(() => import("./pages/RegulationPage"), "RegulationPage"),
});

const more = createRoute({
  getParentRoute: () => root,
  path: "/them",
  component: lazyRouteComponent(() => import("./pages/MorePage"), "MorePage"),
});

const security = createRoute({
  getParentRoute: () => root,
  path: "/dang-nhap",
  component: lazyRouteComponent(() => import("./pages/SecurityPage"), "SecurityPage"),
});

const people = createRoute({
  getParentRoute: () => root,
  path: "/thanh-vien",
  component: lazyRouteComponent(() => import("./pages/PeoplePage"), "PeoplePage"),
});

const reform = createRoute({
  getParentRoute: () => root,
  path: "/ngay-chuyen-doi",
  component: lazyRouteComponent(() => import("./pages/ReformPage"), "ReformPage"),
});

const reformOfDay = createRoute({
  getParentRoute: () => root,
  path: "/ngay-chuyen-doi/$day",
  component: lazyRouteComponent(() => import("./pages/ReformPage"), "ReformPage"),
});

const witness = createRoute({
  getParentRoute: () => root,
  path: "/nhan-chung",
  component: lazyRouteComponent(() => import("./pages/WitnessPage"), "WitnessPage"),
});

const alerts = createRoute({
  getParentRoute: () => root,
  path: "/canh-bao",
  component: lazyRouteComponent(() => import("./pages/AlertsPage"), "AlertsPage"),
});

const exports = createRoute({
  getParentRoute: () => root,
  path: "/xuat-tep",
  component: lazyRouteComponent(() => import("./pages/ExportsPage"), "ExportsPage"),
});

const emergencies = createRoute({
  getParentRoute: () => root,
  path: "/khan-cap",
  component: lazyRouteComponent(() => import("./pages/EmergenciesPage"), "EmergenciesPage"),
});

export const router = createRouter({
  routeTree: root.addChildren([
    home,
    cases.addChildren([oneCase]),
    intake,
    reopenedIntake,
    regulation,
    more,
    security,
    people,
    reform,
    reformOfDay,
    witness,
    alerts,
    exports,
    emergencies,
  ]),
  defaultPreload: false,
  defaultPendingComponent: Loading,
  scrollRestoration: false,
});

declare module "@tanstack/react-router" {
  interface Register {
    router: typeof router;
  }
}
