// Two data directories under one server: each host name opens its own, and a person of one is a stranger to the other.
import assert from "node:assert/strict";
import { renameSync } from "node:fs";
import path from "node:path";
import { after, before, test } from "node:test";
import { nuong } from "../support/program.mjs";
import { foundedDirectory, receivedCase, Server } from "../support/server.mjs";

let server;
let beside;

before(async () => {
  const second = await foundedDirectory();
  beside = path.join(path.dirname(second), "other-year");
  renameSync(second, beside);
  server = await Server.start(await foundedDirectory(), [beside]);
});

after(() => server.stop());

const at = (host, target, headers = {}) => server.request({ path: target, headers: { Host: host, ...headers } });

test("the sign-in page of each names both and says which is its own", async () => {
  for (const [host, here] of [["localhost", ""], ["other-year.localhost", "other-year"]]) {
    const { doors } = (await at(host, "/api/v1/welcome")).json;
    assert.deepEqual(doors.map((door) => [door.label, door.is_here]), [["", here === ""], ["other-year", here !== ""]]);
    assert.equal(doors[0].on, "2023-06-03");
  }
});

test("a session of one is none of the other, and its cases are absent there", async () => {
  const post = await server.signIn("bp-can-gio-1");
  const { case_id } = await receivedCase(post);
  assert.equal((await post.get(`/cases/${case_id}`)).status, 200);
  const elsewhere = { Host: "other-year.localhost" };
  assert.equal((await post.get("/session", elsewhere)).status, 401);
  assert.equal((await post.get(`/cases/${case_id}`, elsewhere)).status, 401);
});

test("a host name that is no door opens the first", async () => {
  const { doors } = (await at("other-year-not.localhost", "/api/v1/welcome")).json;
  assert.equal(doors.find((door) => door.is_here).label, "");
});

test("directories whose names cannot be told apart, or be no host name, are refused at start", async () => {
  const same = await foundedDirectory();
  const twice = await nuong("serve", "--data", await foundedDirectory(), "--port", "0", "--beside", same, "--beside", same);
  assert.equal(twice.code, 1);
  assert.match(twice.complained + twice.said, /Hai thư mục cùng tên|Two directories are named/);
  const unfit = path.join(path.dirname(await foundedDirectory()), "Năm 2023");
  const refused = await nuong("serve", "--data", await foundedDirectory(), "--port", "0", "--beside", unfit);
  assert.equal(refused.code, 1);
  assert.match(refused.complained + refused.said, /Năm 2023/);
});
