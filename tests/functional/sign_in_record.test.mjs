// What the ledger keeps of people coming and going: every attempt, and nothing that was typed.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import path from "node:path";
import { test } from "node:test";
import { demoPassword } from "../support/program.mjs";
import { Server } from "../support/server.mjs";

const mistyped = ["nuong-tua-2024", "labour-hcmc-9", "Người Không Có Tên", "bp-can-gio-1' OR 1=1"];
let data;

const entries = () =>
  execFileSync("sqlite3", [path.join(data, "nuong.db"), "SELECT hex(value) FROM entries ORDER BY key"], { encoding: "utf8", maxBuffer: 1 << 26 })
    .split("\n")
    .filter(Boolean)
    .map((hex) => JSON.parse(Buffer.from(hex, "hex").toString("utf8")));

test("every sign-in, refused or not, and every sign-out is an entry", async () => {
  const server = await Server.start();
  ({ data } = server);
  const knock = (member, password) =>
    server.request({ method: "POST", path: "/api/v1/session", headers: { "Content-Type": "application/json" }, body: { member, password } });
  const post = await server.signIn("bp-can-gio-1");
  for (const member of ["bp-can-gio-1", ...mistyped]) assert.equal((await knock(member, "not the password")).status, 401);
  assert.equal((await knock(mistyped[0], demoPassword)).status, 401);
  await server.signIn("centre-1");
  await post.signOut();
  await server.stop();

  // What the story that founded the directory did came from no address.
  const seen = entries().filter(({ kind, network }) => kind === "session" && network !== "");
  assert.deepEqual(
    seen.map(({ deed, member }) => [deed, member]),
    [["sign_in", "bp-can-gio-1"], ...Array(6).fill(["refused", ""]), ["sign_in", "centre-1"], ["sign_out", "bp-can-gio-1"]],
  );
  let earlier = 0;
  for (const { at, request, network } of seen) {
    assert.ok(Number.isInteger(at) && at >= earlier, "microseconds of UTC, in their order");
    earlier = at;
    assert.match(request, /^[0-9a-z]{26}$/);
    assert.match(network, /^[0-9a-f]{16}$/);
  }
  assert.equal(new Set(seen.map(({ network }) => network)).size, 1, "one address, one hash");
});

test("what was typed in the wrong box, and where from, is in no entry", () => {
  const all = JSON.stringify(entries());
  for (const typed of [...mistyped, "not the password", demoPassword, "127.0.0.1", "::1"]) assert.ok(!all.includes(typed), typed);
});
