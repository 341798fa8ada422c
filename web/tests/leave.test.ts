import { expect, it, vi } from "vitest";
import { endHere } from "../src/api/leave";
import { meQuery, queryClient } from "../src/api/queries";

const { asked } = vi.hoisted(() => {
  const asked: string[] = [];
  globalThis.fetch = (request) => {
    asked.push(`${(request as Request).method} ${new URL((request as Request).url).pathname}`);
    return Promise.reject(new TypeError("no network"));
  };
  return { asked };
});

it("leaving forgets what was read, also when the server cannot be reached", async () => {
  queryClient.setQueryData(["case", "c1"], { name: "her name" });
  queryClient.setQueryData(["home"], { mine: [] });
  endHere();
  expect(queryClient.getQueryData(meQuery.queryKey)).toBeNull();
  expect(
    queryClient
      .getQueryCache()
      .getAll()
      .map(({ queryKey }) => queryKey),
  ).toEqual([meQuery.queryKey]);
  await vi.waitFor(() => expect(asked).toEqual(["DELETE /api/v1/session"]));
});
