// What the server refuses, by status and code; nothing refused leaves a trace in the case.
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { after, before, test } from "node:test";
import { raw } from "../support/http.mjs";
import { misfitsOfAnswer } from "../support/schema.mjs";
import { receivedCase, reception, Server } from "../support/server.mjs";
import { checkHeaders, checkProblem } from "./headers.mjs";

let server;
let post;
let centre;
let department;
let description;
let received; // a case the post keeps: id and version
const seen = new Set();

before(async () => {
  server = await Server.start();
  description = (await server.request({ path: "/api/v1/openapi.json" })).json;
  server.watch = (answer, { method = "GET", path }) => {
    seen.add(answer.status);
    checkHeaders(answer, `${method} ${path}`);
  };
  post = await server.signIn("bp-can-gio-1");
  centre = await server.signIn("centre-1");
  department = await server.signIn("labour-hcmc-1");
  received = await receivedCase(post);
});

after(() => server.stop());

const absentId = "0000000000000000000000000a";
const operations = () =>
  Object.entries(description.paths).flatMap(([pattern, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ pattern, method: method.toUpperCase(), ...operation })),
  );
const targetOf = (pattern, id = received.case_id) =>
  pattern.replace("{case_id}", id).replace("items/{kind}/{id}", "items/act/note_added").replace("{kind}", "note_added").replace("{day}", "2025-03-01").replace("{sequence}", "0").replace("{member}", "nobody").replace("{id}", "x").replace(/consistency$/, "$&?from=0&to=1");

/** The case must be as it was before. */
async function unchanged(work) {
  const before = (await post.get(`/cases/${received.case_id}`)).json;
  const list = (await post.get("/cases?limit=100")).json.rows;
  await work();
  const page = (await post.get(`/cases/${received.case_id}`)).json;
  assert.deepEqual({ ...page, look: 0 }, { ...before, look: 0 });
  assert.deepEqual((await post.get("/cases?limit=100")).json.rows, list);
}

test("nobody signed in gets 401 from every operation that is not open", async () => {
  for (const { pattern, method, security, operationId, requestBody } of operations()) {
    if (security?.length === 0 || operationId === "signOut") continue;
    for (const cookie of [undefined, "__Host-nuong=", `__Host-nuong=${"0".repeat(52)}`, "nuong=x"]) {
      const headers = {
        ...(cookie && { Cookie: cookie }),
        ...(method === "POST" && { "Content-Type": "application/json", "Idempotency-Key": randomUUID() }),
      };
      const body = requestBody ? bodyOf(operationId) : undefined;
      const answer = await server.request({ method, path: targetOf(pattern), headers, body });
      checkProblem(answer, 401, "not_signed_in");
      assert.deepEqual(misfitsOfAnswer(description, pattern, method, answer), []);
    }
  }
});

test("a purpose the regulation does not know is refused, one that it knows is taken", async () => {
  for (const purpose of ["curiosity", "CASE_WORK", "case_work; review", "'"]) {
    checkProblem(await post.get(`/cases/${received.case_id}`, { "Nuong-Purpose": purpose }), 400, "purpose_unknown");
  }
  for (const purpose of ["case_work", "verification", ""]) {
    const answer = await post.get(`/cases/${received.case_id}`, { "Nuong-Purpose": purpose });
    assert.equal(answer.status, 200, answer.text);
  }
});

const bodies = {
  findEntitlements: { on: "2023-06-03", facts: {} },
  invite: { member: "x", unit: "x", title_vi: "x", title_en: "x", approver: false },
  approvePerson: { fingerprint: "x" },
  confirmCodes: { code: "x" },
  changePassword: { old_password: "x", password: "x" },
  stepUp: { password: "x" },
  stepUpWithPasskey: { credential: "x", client_data: "x", authenticator_data: "x", signature: "x", prf: "x" },
  addPasskey: { name: "x", client_data: "x", authenticator_data: "x", prf: "x" },
  searchPersons: { name: "Bui Van Khong Co" },
  answerAlert: { finding: "explained" },
  plantBait: { name: "Bui Van Khong Co" },
  askExport: { classes: [], reason: "report" },
  takeExport: { language: "vi" },
  traceMark: { mark: "1-AAAAAAAA" },
  keepCosignature: { size: 0, lines: "" },
  reviewRuleChange: { before: "0", after: "0", gained: 0, lost: 0, held: 0 },
};
const bodyOf = (operationId) => {
  if (operationId === "performAct") return { version: received.version, fields: { text: "x" } };
  return bodies[operationId] ?? { fields: {} };
};

test("a wrong name and a wrong password are refused alike", async () => {
  const tried = async (member, password) => {
    const headers = { "Content-Type": "application/json" };
    return server.request({ method: "POST", path: "/api/v1/session", headers, body: { member, password } });
  };
  const answers = [await tried("centre-1", "wrong"), await tried("nobody-1", "wrong"), await tried("", "")];
  for (const answer of answers) {
    checkProblem(answer, 401, "sign_in_wrong");
    assert.equal(answer.text, answers[0].text);
    assert.equal(answer.headers["set-cookie"], undefined);
  }
});

test("a case that is absent, one that is not the caller's, and no id at all answer with the same bytes", async () => {
  for (const suffix of ["", "/looks", "/readers"]) {
    const forbidden = await centre.get(`/cases/${received.case_id}${suffix}`);
    const texts = [forbidden];
    for (const id of [absentId, "x", "%20", "hcmc", "..%20"]) texts.push(await centre.get(`/cases/${id}${suffix}`));
    for (const answer of texts) {
      checkProblem(answer, 404, "absent");
      assert.equal(answer.text, forbidden.text);
      assert.deepEqual(answer.names, forbidden.names);
      assert.equal(answer.headers["content-length"], forbidden.headers["content-length"]);
    }
  }
  const ofPathways = await centre.get(`/regulation/pathways?case_id=${received.case_id}`);
  checkProblem(ofPathways, 404, "absent");
  for (const id of [absentId, "x", ""]) {
    const absent = await centre.get(`/regulation/pathways?case_id=${id}`);
    assert.deepEqual([absent.status, absent.text, absent.names], [404, ofPathways.text, ofPathways.names]);
  }
  const forbidden = await centre.act(received.case_id, "note_added", received.version, { text: "x" });
  const absent = await centre.act(absentId, "note_added", 1, { text: "x" });
  checkProblem(forbidden, 404, "absent");
  assert.equal(absent.text, forbidden.text);
});

test("an address that does not exist is 404", async () => {
  for (const path of ["/api", "/api/v1", "/api/v1/", "/api/v2/cases", "/api/v1/cases/", "/api/v1/Cases"]) {
    checkProblem(await server.request({ path, headers: { Cookie: post.cookie } }), 404, "absent");
  }
});

test("an office whose role does not allow it is refused with the reason", async () => {
  checkProblem(await centre.begin({}), 403, "refused");
  const act = await department.act(received.case_id, "essentials_given", received.version, { items: ["meals"] });
  checkProblem(act, 403, "refused");
  const unknown = await post.act(received.case_id, "no_such_act", received.version, {});
  checkProblem(unknown, 403, "refused");
});

test("an act that does not fit the state of the case is 409 and says why", async () => {
  await unchanged(async () => {
    const fields = {
      to: "hcmc-social-support-centre",
      bed_group: "women",
      with: "hcmc-labour-office-can-gio",
      needs: ["lodging"],
    };
    checkProblem(await post.act(received.case_id, "referral_sent", received.version, fields), 409, "act_blocked");
    checkProblem(await post.act(received.case_id, "received", received.version, reception), 409, "act_blocked");
  });
});

test("a version that is not the present one is 409", async () => {
  await unchanged(async () => {
    for (const version of [0, received.version - 1, received.version + 1, -1, Number.MAX_SAFE_INTEGER]) {
      checkProblem(await post.act(received.case_id, "note_added", version, { text: "x" }), 409);
    }
  });
});

test("a write without a usable idempotency key is refused", async () => {
  const send = (key) =>
    server.request({
      method: "POST",
      path: "/api/v1/cases",
      headers: { Cookie: post.cookie, "Content-Type": "application/json", ...key },
      body: { fields: {} },
    });
  await unchanged(async () => {
    checkProblem(await send({}), 400, "idempotency_key_missing");
    for (const bad of ["", "a b", "ä", "a".repeat(65), "a/b", "a,b", "%41"]) {
      const wire = Buffer.from(bad, "utf8").toString("latin1");
      checkProblem(await send({ "Idempotency-Key": wire }), 400, "idempotency_key_invalid");
    }
  });
  assert.equal((await send({ "Idempotency-Key": "A".repeat(64) })).status, 201);
});

test("members too many, too few or of a wrong type are pointed at", async () => {
  const target = `/cases/${received.case_id}/acts/note_added`;
  const { version } = received;
  const bodies = [
    [{ version, fields: { text: "x" }, extra: 1 }, "/extra", "member_unknown"],
    [{ version, fields: { text: "x" }, case_id: "x" }, "/case_id", "member_unknown"],
    [{ fields: { text: "x" } }, "/version", "member_missing"],
    [{ version }, "/fields", "member_missing"],
    [{ version: "1", fields: { text: "x" } }, "/version", "type_wrong"],
    [{ version: 1.5, fields: { text: "x" } }, "/version", "type_wrong"],
    [{ version: null, fields: { text: "x" } }, "/version", "type_wrong"],
    [{ version, fields: [] }, "/fields", "object_expected"],
    [{ version, fields: null }, "/fields", "object_expected"],
    [{ version, fields: { text: "x", txet: "y" } }, "/fields/txet", "unknown_field"],
    [{ version, fields: {} }, "/fields/text", "field_required"],
    [{ version, fields: { text: 7 } }, "/fields/text", "wrong_type"],
    [{ version, fields: { text: "x".repeat(2001) } }, "/fields/text", "too_long"],
    [[], "", "type_wrong"],
    ["text", "", "type_wrong"],
  ];
  await unchanged(async () => {
    for (const [body, pointer, id] of bodies) {
      const answer = await post.post(target, JSON.stringify(body));
      checkProblem(answer, 400);
      assert.deepEqual([answer.json.fields[0].pointer, answer.json.fields[0].id], [pointer, id], JSON.stringify(body));
    }
  });
});

test("query parameters that are unknown, twice or wrong are refused", async () => {
  for (const [query, pointer] of [
    ["limti=5", "/query/limti"],
    ["limit=5&limit=5", "/query/limit"],
    ["limit=x", "/query/limit"],
    ["limit=1e1", "/query/limit"],
    ["limit=99999999999999999999", "/query/limit"],
    ["limit=0", "/query/limit"],
    ["limit=101", "/query/limit"],
    ["cursor=x", "/query/cursor"],
  ]) {
    const answer = await post.get(`/cases?${query}`);
    checkProblem(answer, 400);
    assert.equal(answer.json.fields[0].pointer, pointer);
  }
  for (const { pattern, method, operationId } of operations()) {
    if (method === "POST") continue;
    const headers = { Cookie: (operationId === "signOut" ? department : post).cookie };
    const target = targetOf(pattern);
    const answer = await server.request({ method, path: `${target}${target.includes("?") ? "&" : "?"}surprise=1`, headers });
    checkProblem(answer, 400, "request_invalid");
  }
});

test("a body that does not say it is JSON is refused, and so is one where none is taken", async () => {
  await unchanged(async () => {
    for (const type of [
      undefined,
      "text/plain",
      "application/x-www-form-urlencoded",
      "multipart/form-data; boundary=x",
    ]) {
      const headers = { Cookie: post.cookie, "Idempotency-Key": randomUUID(), ...(type && { "Content-Type": type }) };
      const answer = await server.request({ method: "POST", path: "/api/v1/cases", headers, body: '{"fields":{}}' });
      checkProblem(answer, 400, "content_type_not_json");
    }
    const headers = { Cookie: post.cookie, "Content-Type": "application/json" };
    checkProblem(await server.request({ path: "/api/v1/cases", headers, body: "{}" }), 400, "body_unexpected");
    checkProblem(await server.request({ method: "DELETE", path: "/api/v1/session", headers, body: "{}" }), 400);
  });
  assert.equal((await post.get("/session")).status, 200);
});

test("a request that a page of another site caused is not carried out", async () => {
  const own = `127.0.0.1:${server.port}`;
  const foreign = [
    { Origin: "https://evil.example" },
    { Origin: "null" },
    { Origin: `http://${own}.evil.example` },
    { Origin: `http://127.0.0.1:${server.port + 1}` },
    { "Sec-Fetch-Site": "cross-site" },
    { "Sec-Fetch-Site": "same-site" },
    { "Sec-Fetch-Site": "none" },
  ];
  await unchanged(async () => {
    for (const headers of foreign) {
      checkProblem(await post.begin({}, { headers }), 403, "cross_site");
      const act = await post.act(received.case_id, "note_added", received.version, { text: "x" }, { headers });
      checkProblem(act, 403, "cross_site");
      const path = "/api/v1/session";
      const out = await server.request({ method: "DELETE", path, headers: { Cookie: post.cookie, ...headers } });
      checkProblem(out, 403, "cross_site");
    }
  });
  const same = { headers: { Origin: `http://${own}`, "Sec-Fetch-Site": "same-origin", Host: own } };
  assert.equal((await post.begin({}, same)).status, 201);
});

test("a method an address does not take is 405 with those it takes", async () => {
  const allowed = new Map();
  for (const { pattern, method } of operations()) allowed.set(pattern, [...(allowed.get(pattern) ?? []), method]);
  for (const [pattern, methods] of allowed) {
    const all = new Set(methods.flatMap((method) => (method === "GET" ? ["GET", "HEAD"] : [method])));
    for (const method of ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE"]) {
      if (all.has(method)) continue;
      const answer = await server.request({ method, path: targetOf(pattern), headers: { Cookie: post.cookie } });
      assert.equal(answer.status, 405, `${method} ${pattern}`);
      assert.deepEqual(new Set(answer.headers.allow.split(", ")), all);
      if (method !== "HEAD") checkProblem(answer, 405, "method_not_allowed");
    }
  }
});

test("what is too long is refused by its own status, and the connection ends", async () => {
  const head = `Host: localhost\r\nCookie: ${post.cookie}\r\n`;
  const long = await raw(server.port, `GET /${"a".repeat(9000)} HTTP/1.1\r\n${head}\r\n`);
  assert.match(long, /^HTTP\/1\.1 414 /);
  const wide = await raw(server.port, `GET /api/v1/cases HTTP/1.1\r\n${head}X: ${"a".repeat(20_000)}\r\n\r\n`);
  assert.match(wide, /^HTTP\/1\.1 431 /);
  const big = await raw(server.port, `POST /api/v1/cases HTTP/1.1\r\n${head}Content-Length: 2097152\r\n\r\n`);
  assert.match(big, /^HTTP\/1\.1 413 /);
  for (const answer of [long, wide, big]) {
    assert.match(answer, /\r\nConnection: close\r\n/);
    assert.match(answer, /\r\nContent-Security-Policy: default-src 'none'/);
    assert.match(answer, /"message":\{"vi":".+","en":".+"\}/);
  }
});

test("refusals of every usual status were seen, each with exactly the headers every answer has", () => {
  for (const status of [400, 401, 403, 404, 405, 409]) assert.ok(seen.has(status), `${status} was not seen`);
});
