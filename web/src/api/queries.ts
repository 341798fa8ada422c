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

export const caseQuery = (caseId: string) =>
  queryOptions({
    queryKey: ["case", caseId],
    queryFn: () => answerOf(client.GET("/api/v1/cases/{case_id}", { params: { path: { case_id: caseId } } })),
  });

export const looksQuery = (caseId: string) =>
  queryOptions({
    queryKey: ["looks", caseId],
    queryFn: () => answerOf(client.GET("/api/v1/cases/{case_id}/looks", { params: { path: { case_id: caseId } } })),
    gcTime: 0,
  });

/** A case changed: its page and every list it stands in are read again where they are on the screen. */
export async function refreshCase(caseId: string) {
  await Promise.all(
    [["case", caseId], ["home"], ["cases"], ["beds"]].map((queryKey) => queryClient.invalidateQueries({ queryKey })),
  );
}

/** The session ended elsewhere: any refused request brings the sign-in page back. */
client.use({
  onResponse({ response, schemaPath }) {
    if (response.status === 401 && schemaPath !== "/api/v1/session") queryClient.setQueryData(meQuery.queryKey, null);
  },
});
