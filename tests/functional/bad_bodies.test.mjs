// Bodies that are no JSON, too large, too deep or cut off: refused with the reason, and nothing is stored.
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { after, before, test } from "node:test";
import { raw } from "../support/http.mjs";
import { receivedCase, Server } from "../support/server.mjs";
import { checkProblem } from "./headers.mjs";
import { forEach, malformedBodies, missing, publicBodies } from "./inputs.mjs";

let server;
let post;
let kept;
let routes;

before(async () => {
  server = await Server.start();
  post = await server.signIn("bp-can-gio-1");
  kept = await receivedCase(post);
  routes = ["/session", "/cases", `/cases/${kept.case_id}/acts/note_added`];
});

after(async () => {
  await server.stop();
  assert.deepEqual(server.faults, [], "the log has no line");
});

async function nothingStored(work) {
  const before = (await post.get("/cases?limit=100")).text;
  await work();
  assert.equal((await post.get("/cases?limit=100")).text, before);
}

async function refuseAll(bodies) {
  await nothingStored(() =>
    forEach(bodies, async ({ name, bytes }) => {
      for (const route of routes) {
        const answer = await post.post(route, bytes);
        assert.equal(answer.status, 400, `${name} to ${route}: ${answer.text}`);
        checkProblem(answer, 400);
        assert.equal(typeof answer.json.fields[0]?.pointer, "string", `${name} to ${route} is not pointed at`);
        assert.match(answer.json.fields[0].pointer, /^(\/.*)?$/);
      }
    }),
  );
}

test("there are enough malformed bodies", () => assert.ok(malformedBodies.length >= 60));

test("malformed bodies are refused by every route that takes one", () => refuseAll(malformedBodies));

test("the public corpus of malformed JSON is refused", { skip: missing.bodies }, () => refuseAll(publicBodies));

test("a place inside the body is pointed at", async () => {
  for (const [body, pointer, id] of [
    ['{"fields":{"words":"a","words":"b"}}', "/fields/words", "json_duplicate_key"],
    ['{"fields":{"needs":["lodging",tru]}}', "/fields/needs/1", "json_syntax"],
    ['{"fields":{"a/~b":{"x":1,"x":1}}}', "/fields/a~1~0b/x", "json_duplicate_key"],
  ]) {
    const { json } = await post.post("/cases", body);
    assert.deepEqual([json.fields[0].pointer, json.fields[0].id], [pointer, id]);
  }
});

test("a body of 2 MiB is 413, declared or in chunks", async () => {
  const body = JSON.stringify({ fields: { words: "x".repeat(2 << 20) } });
  await nothingStored(async () => {
    for (const route of routes) {
      // Where a picture or paper may come, declared and from who has signed in, it is 15 MiB.
      const most = route.includes("/acts/") ? { fields: { words: "x".repeat(15 << 20) } } : body;
      const declared = await post.post(route, most);
      checkProblem(declared, 413, "body_too_large");
      assert.equal(declared.headers.connection, "close");
      const head =
        `POST /api/v1${route} HTTP/1.1\r\nHost: localhost\r\nCookie: ${post.cookie}\r\n` +
        `Content-Type: application/json\r\nIdempotency-Key: ${randomUUID()}\r\nTransfer-Encoding: chunked\r\n\r\n`;
      const chunks = `${body.length.toString(16)}\r\n${body}\r\n0\r\n\r\n`;
      assert.match(await raw(server.port, head + chunks), /^HTTP\/1\.1 413 /);
    }
  });
});

test("a body just under the limit is read", async () => {
  const answer = await post.post("/cases", JSON.stringify({ fields: { words: "x".repeat((1 << 20) - 100) } }));
  checkProblem(answer, 400, "fields_invalid");
  assert.equal(answer.json.fields[0].id, "too_long");
});

test("deep bodies are refused without harm", async () => {
  await nothingStored(async () => {
    for (const levels of [33, 1_000, 100_000]) {
      for (const [open, close] of [
        ["[", "]"],
        ['{"a":', "}"],
      ]) {
        const value = open.repeat(levels) + (open === "[" ? "" : "1") + close.repeat(levels);
        for (const route of routes) {
          const answer = await post.post(route, `{"fields":${value}}`);
          checkProblem(answer, 400, "json_too_deep");
        }
      }
    }
  });
});

test("a body with very many mistakes gets a short answer", async () => {
  const members = Object.fromEntries(Array.from({ length: 50_000 }, (_, at) => [`m${at}`, 1]));
  await nothingStored(async () => {
    for (const [body, code] of [
      [{ fields: members }, "fields_invalid"],
      [members, "request_invalid"],
    ]) {
      const answer = await post.post("/cases", body);
      checkProblem(answer, 400, code);
      assert.ok(answer.json.fields.length <= 101, `${answer.json.fields.length} problems are told`);
    }
    const answer = await post.post("/cases", { fields: { needs: Array(200_000).fill("x") } });
    checkProblem(answer, 400, "fields_invalid");
    assert.equal(answer.json.fields.length, 1);
  });
});

test("half a request stores nothing, and the server goes on", async () => {
  const body = '{"fields":{"words":"half"}}';
  const whole =
    `POST /api/v1/cases HTTP/1.1\r\nHost: localhost\r\nCookie: ${post.cookie}\r\nContent-Type: application/json\r\n` +
    `Idempotency-Key: ${randomUUID()}\r\nContent-Length: ${body.length}\r\n\r\n${body}`;
  await nothingStored(async () => {
    const cuts = Array.from({ length: whole.length - 1 }, (_, at) => at + 1).filter((at) => at % 7 === 0);
    await forEach([...cuts, whole.length - 1], async (cut) => {
      const answer = await raw(server.port, whole.slice(0, cut), { half: true });
      assert.match(answer, /^$|^HTTP\/1\.1 4\d\d /, `cut at ${cut}`);
    });
  });
  assert.match(await raw(server.port, whole, { half: true }), /^HTTP\/1\.1 201 /);
});

test("bytes that are no HTTP are refused or dropped", async () => {
  const noise = [
    "\r\n\r\n\r\n",
    "GET\r\n\r\n",
    "\u0016\u0003\u0001\u0002",
    "GET / HTTP/9.9\r\n\r\n",
    "{}\n",
    "A".repeat(70_000),
  ];
  await nothingStored(() =>
    forEach(noise, async (bytes) => {
      assert.match(
        await raw(server.port, bytes, { half: true }),
        /^$|^HTTP\/1\.1 4\d\d /,
        JSON.stringify(bytes.slice(0, 20)),
      );
    }),
  );
});

test("after all this the kept case is as it was", async () => {
  const page = (await post.get(`/cases/${kept.case_id}`)).json;
  assert.equal(page.version, kept.version);
});
