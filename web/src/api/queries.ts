import { infiniteQueryOptions, QueryClient, queryOptions } from "@tanstack/react-query";
import { setServerNow } from "../domain/clock";
import { ApiError, answerOf, client, type Me } from "./client";

/** Opening a case is recorded, so nothing is fetched again without a reason: only what the live feed names. */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: Number.POSITIVE_INFINITY,
      refetchOnWindowFocus: false,
      refetchOnReconnect: false,
      retry: (failures, error) => error instanceof ApiError && error.status === 0 && failures < 2,
    },
  },
});

export const meQuery = queryOptions({
  queryKey: ["me"],
  queryFn: async (): Promise<Me | null> => {
    try {
      return await answerOf(client.GET("/api/v1/session"));
    } catch (error) {
      if (error instanceof ApiError && error.status === 401) return null;
      throw error;
    }
  },
});

export const welcomeQuery = queryOptions({
  queryKey: ["welcome"],
  queryFn: () => answerOf(client.GET("/api/v1/welcome")),
});

export const homeQuery = queryOptions({
  queryKey: ["home"],
  queryFn: async () => {
    const home = await answerOf(client.GET("/api/v1/duties"));
    setServerNow(home.now);
    return home;
  },
});

export const formsQuery = queryOptions({
  queryKey: ["forms"],
  queryFn: () => answerOf(client.GET("/api/v1/forms")),
});

export const bedsQuery = queryOptions({
  queryKey: ["beds"],
  queryFn: () => answerOf(client.GET("/api/v1/beds")),
});

export const casesQuery = infiniteQueryOptions({
  queryKey: ["cases"],
  queryFn: ({ pageParam }) =>
    answerOf(client.GET("/api/v1/cases", { params: { query: pageParam ? { cursor: pageParam } : {} } })),
  initialPageParam: "",
  getNextPageParam: (page) => page.next,
});

/** For a purpose other than the usual one the regulation may open other parts; the look is recorded with it. */
export const caseQuery = (caseId: string, purpose = "") =>
  queryOptions({
    queryKey: ["case", caseId, purpose],
    queryFn: () =>
      answerOf(
        client.GET("/api/v1/cases/{case_id}", {
          params: { path: { case_id: caseId } },
          headers: purpose === "" ? {} : { "Nuong-Purpose": purpose },
        }),
      ),
  });

export const looksQuery = (caseId: string) =>
  queryOptions({
    queryKey: ["looks", caseId],
    queryFn: () => answerOf(client.GET("/api/v1/cases/{case_id}/looks", { params: { path: { case_id: caseId } } })),
    gcTime: 0,
  });

export const readersQuery = (caseId: string) =>
  queryOptions({
    queryKey: ["readers", caseId],
    queryFn: () => answerOf(client.GET("/api/v1/cases/{case_id}/readers", { params: { path: { case_id: caseId } } })),
    gcTime: 0,
  });

export const witnessesQuery = queryOptions({
  queryKey: ["witnesses"],
  queryFn: () => answerOf(client.GET("/api/v1/ledger/witnesses")),
  gcTime: 0,
});
export const securityQuery = queryOptions({
  queryKey: ["security"],
  queryFn: () => answerOf(client.GET("/api/v1/session/security")),
  staleTime: 0,
});

export const peopleQuery = (unit: string | undefined) =>
  queryOptions({
    queryKey: ["people", unit],
    queryFn: () => answerOf(client.GET("/api/v1/people", { params: { query: unit === undefined ? {} : { unit } } })),
    staleTime: 0,
  });

const onDay = (on: string | undefined) => (on === undefined ? {} : { on });

export const regulationQuery = (on: string | undefined) =>
  queryOptions({
    queryKey: ["regulation", on],
    queryFn: () => answerOf(client.GET("/api/v1/regulation", { params: { query: onDay(on) } })),
  });

export const clausesQuery = (on: string | undefined) =>
  queryOptions({
    queryKey: ["clauses", on],
    queryFn: () => answerOf(client.GET("/api/v1/regulation/clauses", { params: { query: onDay(on) } })),
  });

export const itemQuery = (kind: string, id: string, on: string | undefined) =>
  queryOptions({
    queryKey: ["item", kind, id, on],
    queryFn: () =>
      answerOf(
        client.GET("/api/v1/regulation/items/{kind}/{id}", { params: { path: { kind, id }, query: onDay(on) } }),
      ),
  });

/** Who has reviewed it changes with what others do; while the server counts, it is asked again. */
export const ruleChangeQuery = queryOptions({
  queryKey: ["rule-change"],
  queryFn: () => answerOf(client.GET("/api/v1/regulation/change")),
  staleTime: 0,
  refetchInterval: ({ state }) =>
    [state.data?.standing, state.data?.invariants.standing].includes("counting") ? 2_000 : false,
});

/** Where a case stands changes with every act, so it is asked afresh each time it is shown. */
export const pathwaysQuery = (on: string | undefined, caseId: string | undefined) =>
  queryOptions({
    queryKey: ["pathways", on, caseId],
    queryFn: () =>
      answerOf(
        client.GET("/api/v1/regulation/pathways", {
          params: { query: { ...onDay(on), ...(caseId !== undefined && { case_id: caseId }) } },
        }),
      ),
    staleTime: caseId === undefined ? Number.POSITIVE_INFINITY : 0,
  });

export const personFactsQuery = (on: string | undefined) =>
  queryOptions({
    queryKey: ["person-facts", on],
    queryFn: () => answerOf(client.GET("/api/v1/regulation/person-facts", { params: { query: onDay(on) } })),
  });

/** What waits changes with what others do, so it is asked afresh each time it is shown. */
export const alertsQuery = queryOptions({
  queryKey: ["alerts"],
  queryFn: () => answerOf(client.GET("/api/v1/alerts")),
  staleTime: 0,
});

/** What others ask for or confirm changes it. */
export const exportsQuery = queryOptions({
  queryKey: ["exports"],
  queryFn: () => answerOf(client.GET("/api/v1/exports")),
  staleTime: 0,
});

/** Whether one is still open depends on the moment. */
export const emergenciesQuery = queryOptions({
  queryKey: ["emergencies"],
  queryFn: () => answerOf(client.GET("/api/v1/emergencies")),
  staleTime: 0,
});

export const reformsQuery = queryOptions({
  queryKey: ["reforms"],
  queryFn: () => answerOf(client.GET("/api/v1/reforms")),
});

export const reformQuery = (day: string) =>
  queryOptions({
    queryKey: ["reform", day],
    queryFn: () => answerOf(client.GET("/api/v1/reforms/{day}", { params: { path: { day } } })),
  });

/** A case changed: its page and every list it stands in are read again where they are on the screen. */
export async function refreshCase(caseId: string) {
  await Promise.all(
    [["case", caseId], ["home"], ["cases"], ["beds"], ["emergencies"]].map((queryKey) =>
      queryClient.invalidateQueries({ queryKey }),
    ),
  );
}

/** The session ended elsewhere: any refused request brings the sign-in page back. */
client.use({
  onResponse({ response, schemaPath }) {
    if (response.status === 401 && schemaPath !== "/api/v1/session") queryClient.setQueryData(meQuery.queryKey, null);
  },
});
