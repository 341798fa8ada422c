// Who is on a case hears of every change at once; who is not hears nothing.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { Feed } from "../support/http.mjs";
import { reception, Server } from "../support/server.mjs";
import { checkProblem } from "./headers.mjs";

const atMost = 2000;
let server;
let post;
let department;
let commune;

before(async () => {
  server = await Server.start();
  post = await server.signIn("bp-can-gio-1");
  department = await server.signIn("labour-hcmc-1");
  commune = await server.signIn("commune-binh-khanh-1");
});

after(() => server.stop());

const names =
  (caseId, times = 1) =>
  (text) =>
    text.split(caseId).length > times;

test("two sessions of one office hear of each other's acts", async () => {
  const colleague = await server.signIn("bp-can-gio-1");
  const [mine, hers] = await Promise.all([post.follow(), colleague.follow()]);
  const first = (await post.begin({})).json;
  const second = (await colleague.begin({})).json;
  for (const feed of [mine, hers]) {
    await feed.waitFor(names(first.case_id), atMost);
    await feed.waitFor(names(second.case_id), atMost);
  }
  const done = await colleague.act(first.case_id, "received", first.version, reception);
  await mine.waitFor((text) => text.includes(`id: ${done.json.sequence}\n`), atMost);
  mine.close();
  hers.close();
});

test("an office hears of a case from the moment it is on it, an office that is not on it never", async () => {
  const feeds = await Promise.all([post, department, commune].map((session) => session.follow()));
  const [posts, departments, communes] = feeds;
  const begun = (await post.begin({ found_place: "sea" })).json;
  await posts.waitFor(names(begun.case_id), atMost);
  assert.deepEqual(departments.cases, [], "a draft is the office's own");

  const received = await post.act(begun.case_id, "received", begun.version, reception);
  await departments.waitFor(names(begun.case_id), atMost);
  await post.act(begun.case_id, "note_added", received.json.version, { text: "Đã ăn" });
  await departments.waitFor(names(begun.case_id, 2), atMost);

  // The commune's own case comes after all of these, so whatever was for it has arrived by then.
  const own = (await commune.begin({ found_place: "sea" })).json;
  await communes.waitFor(names(own.case_id), atMost);
  assert.deepEqual(communes.cases, [own.case_id]);
  assert.equal(communes.text.includes(begun.case_id), false);
  assert.equal(posts.text.includes(own.case_id), false);
  for (const feed of feeds) feed.close();
});

test("reading is no change, and a refused act is none", async () => {
  const begun = (await post.begin({})).json;
  const feed = await post.follow();
  await post.get(`/cases/${begun.case_id}`);
  await post.act(begun.case_id, "received", begun.version, {});
  const marker = (await post.begin({})).json;
  await feed.waitFor(names(marker.case_id), atMost);
  assert.deepEqual(feed.cases, [marker.case_id]);
  feed.close();
});

test("an event names the case and the entry, nothing else", async () => {
  const feed = await post.follow();
  const { case_id, sequence } = (await post.begin({ words: "Không ai được nghe điều này." })).json;
  await feed.waitFor(names(case_id), atMost);
  assert.equal(feed.text, `retry: 2000\n\nevent: case\nid: ${sequence}\ndata: {"case_id":"${case_id}"}\n\n`);
  feed.close();
});

test("the feed ends with the session", async () => {
  const session = await server.signIn("centre-1");
  const feed = await session.follow();
  const ended = new Promise((resolve) => feed.call.on("close", resolve));
  await session.signOut();
  await ended;
  assert.equal(feed.closed, true);
});

test("who returns is told to ask again", async () => {
  const feed = await Feed.open(server.port, { Cookie: post.cookie, "Last-Event-ID": "1" });
  await feed.waitFor((text) => text.includes("event: resync\ndata: {}\n\n"), atMost);
  feed.close();
});

test("nobody signed in hears nothing", async () => {
  const answer = await server.request({ path: "/api/v1/stream" });
  checkProblem(answer, 401, "not_signed_in");
});
