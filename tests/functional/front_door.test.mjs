// What a stranger learns and can make the server do before anybody has signed in, and what signing in gives.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { raw } from "../support/http.mjs";
import { demoPassword, nuongTold } from "../support/program.mjs";
import { cookieName, foundedDirectory, Server } from "../support/server.mjs";
import { checkProblem } from "./headers.mjs";

let server;
let post;
const answers = []; // every answer of this file, with what was asked
const typed = "  mật khẩu dài \u{1F33F} ngăn không cho ai đoán, có KHOẢNG TRẮNG ở hai đầu và hơn tám mươi chữ cái để thử  ";

before(async () => {
  const data = await foundedDirectory();
  const words = ["--add", "centre-9", "--unit", "hcmc-social-support-centre", "--title-vi", "Người thử", "--title-en", "Tester"];
  const approvers = ["--approver", "labour-hcmc-1", "--approver", "centre-1"];
  const added = await nuongTold([demoPassword, demoPassword, typed], "user", "--data", data, ...words, ...approvers);
  assert.equal(added.code, 0, added.complained);
  server = await Server.start(data);
  server.watch = (answer, { method = "GET", path }) => answers.push({ ...answer, where: `${method} ${path}` });
  post = await server.signIn("bp-can-gio-1");
});

after(() => server.stop());

const ask = (path, headers = {}) => server.request({ path, headers });
const knock = (member, password) =>
  server.request({
    method: "POST",
    path: "/api/v1/session",
    headers: { "Content-Type": "application/json" },
    body: { member, password },
  });

test("a password is taken as it was typed: long, in any script, with spaces", async () => {
  assert.ok([...typed].length > 64);
  assert.equal((await knock("centre-9", typed)).status, 200);
  const changed = [typed.trim(), typed.trimEnd(), typed.slice(0, 64), typed.slice(0, -1), `${typed} `, typed.toLowerCase(), ""];
  for (const other of changed) {
    checkProblem(await knock("centre-9", other), 401, "sign_in_wrong");
    assert.equal((await knock("centre-9", typed)).status, 200, "and wrong tries before it are forgotten");
  }
});

test("a password typed on a keyboard that takes letters apart is the same password", async () => {
  assert.notEqual(typed.normalize("NFD"), typed);
  assert.equal((await knock("centre-9", typed.normalize("NFD"))).status, 200);
});

test("a session's secret comes in the cookie only, long, and another each time", async () => {
  const secrets = new Set();
  for (let time = 0; time < 5; time += 1) {
    const answer = await knock("bp-can-gio-1", demoPassword);
    const [cookie, ...more] = answer.headers["set-cookie"];
    assert.equal(more.length, 0);
    assert.ok(cookie.length < 4096);
    const [, secret] = new RegExp(`^${cookieName}=([0-9a-z]+);`).exec(cookie);
    // Base32: five bits a letter.
    assert.ok(secret.length * 5 >= 256, secret);
    for (const value of [answer.text, JSON.stringify({ ...answer.headers, "set-cookie": "" })]) assert.ok(!value.includes(secret));
    secrets.add(secret);
  }
  assert.equal(secrets.size, 5);
});

test("a session that somebody else chose is never begun", async () => {
  const chosen = "a".repeat(52);
  const answer = await server.request({
    method: "POST",
    path: "/api/v1/session",
    headers: { "Content-Type": "application/json", Cookie: `${cookieName}=${chosen}` },
    body: { member: "bp-can-gio-1", password: demoPassword },
  });
  assert.equal(answer.status, 200);
  assert.ok(!answer.headers["set-cookie"][0].includes(chosen));
  assert.equal((await ask("/api/v1/session", { Cookie: `${cookieName}=${chosen}` })).status, 401);
});

test("methods that nothing takes are refused, and nothing is sent back", async () => {
  const secret = "do-not-echo-this";
  for (const method of ["TRACE", "TRACK", "CONNECT", "OPTIONS", "PROPFIND", "DEBUG", "PURGE", "get"]) {
    for (const target of ["/", "/api/v1/session", "*"]) {
      const said = await raw(server.port, `${method} ${target} HTTP/1.1\r\nHost: localhost\r\nX-Probe: ${secret}\r\nConnection: close\r\n\r\n`);
      assert.match(said, /^HTTP\/1\.1 (400|404|405) /, `${method} ${target}: ${said.slice(0, 60)}`);
      assert.ok(!said.includes(secret), `${method} ${target}`);
    }
  }
});

test("headers that only a proxy sets change nothing", async () => {
  const claims = {
    "X-Forwarded-For": "127.0.0.1",
    "X-Forwarded-Host": "evil.example",
    "X-Forwarded-Proto": "http",
    Forwarded: "for=127.0.0.1;host=evil.example",
    "X-Real-IP": "127.0.0.1",
    "X-User-ID": "centre-1",
    "X-Remote-User": "centre-1",
    Authorization: `Basic ${Buffer.from(`centre-1:${demoPassword}`).toString("base64")}`,
    "X-HTTP-Method-Override": "DELETE",
    "X-Original-URL": "/api/v1/cases",
    "X-Rewrite-URL": "/api/v1/cases",
  };
  const plain = await post.get("/session");
  for (const [name, value] of Object.entries(claims)) {
    const signedIn = await post.get("/session", { [name]: value });
    assert.equal(signedIn.text, plain.text, name);
    assert.equal((await ask("/api/v1/session", { [name]: value })).status, 401, name);
    assert.equal((await ask("/api/v1/cases", { [name]: value })).status, 401, name);
  }
  assert.equal((await post.get("/session")).status, 200);
});

test("another site is never told that it may read", async () => {
  const asked = { Origin: "https://evil.example", "Access-Control-Request-Method": "POST", "Access-Control-Request-Headers": "content-type" };
  for (const method of ["GET", "OPTIONS"]) {
    for (const path of ["/", "/api/v1/welcome", "/api/v1/session"]) {
      const answer = await server.request({ method, path, headers: { Cookie: post.cookie, ...asked } });
      for (const name of answer.names) assert.doesNotMatch(name, /^access-control-/i, `${method} ${path}`);
    }
  }
});

test("no answer sends the caller elsewhere, whatever host or forwarded headers she claims", async () => {
  const targets = ["/", "//evil.example/", "/%2f%2fevil.example", "/\\evil.example", "/cases", "/api/v1/welcome?next=https://evil.example"];
  for (const target of targets) {
    for (const host of ["evil.example", "localhost:1", "localhost@evil.example"]) {
      const said = await raw(server.port, `GET ${target} HTTP/1.1\r\nHost: ${host}\r\nX-Forwarded-Host: evil.example\r\nConnection: close\r\n\r\n`);
      assert.match(said, /^HTTP\/1\.1 (200|400|404|503) /, `${target} at ${host}`);
      assert.doesNotMatch(said.split("\r\n\r\n")[0], /^(location|refresh):|evil\.example/im, `${target} at ${host}`);
    }
  }
});

test("no file of the house is served, only those of the UI", async () => {
  const names = [".git/HEAD", ".git/config", ".svn/entries", ".env", ".htaccess", "data.sqlite", "nuong.db", "root.key", "package.json"];
  names.push("web/package.json", "src/main.tsx", "assets/", "assets/../root.key", "index.html~", "index.html.bak", "server-status");
  names.push("..%2froot.key", "%2e%2e/root.key", "....//root.key", "assets/index.js.map", "backup.zip", "debug", "metrics", "actuator");
  const front = (await ask("/")).text;
  for (const name of names) {
    const answer = await ask(`/${name}`);
    // An address of the UI's own router gives the page itself, whatever it is called; nothing else is ever given.
    if (answer.status === 200) assert.equal(answer.text, front, name);
    else assert.ok([400, 404, 503].includes(answer.status), `${name}: ${answer.status}`);
    assert.doesNotMatch(answer.text, /<title>Index of|refs\/heads|PRAGMA|SQLite/i, name);
  }
});

test("addresses hold ids, days and words of the law, and nothing a person is known by", async () => {
  // Addresses are kept in histories and by proxies. `q` looks through clauses only; a person is looked for in a body.
  // An office and an officer's sign-in name tell of nobody who is protected.
  const harmless = new Set(["unit", "member", "case_id", "kind", "id", "day", "on", "cursor", "limit", "sequence", "from", "to"]);
  const { paths } = (await ask("/api/v1/openapi.json")).json;
  for (const [path, methods] of Object.entries(paths)) {
    for (const [method, { parameters = [] }] of Object.entries(methods)) {
      for (const parameter of parameters.filter((one) => one.in === "path" || one.in === "query")) {
        const isFine = harmless.has(parameter.name) || (parameter.name === "q" && path.startsWith("/api/v1/regulation/"));
        assert.ok(isFine, `${method} ${path} takes ${parameter.name} in its address`);
      }
    }
  }
});

test("every answer with a body says what it is, and in which letters", () => {
  assert.ok(answers.length > 50);
  for (const { headers, text, where, status } of answers) {
    if (text === "") continue;
    // JSON is UTF-8 by its own definition and takes no charset.
    assert.match(headers["content-type"] ?? "", /^(application\/(problem\+)?json|text\/(html|plain); charset=utf-8)$/, `${where}: ${status}`);
  }
});

test("no answer names a program or its version", () => {
  for (const { headers, names, text, where } of answers) {
    for (const name of names) assert.doesNotMatch(name, /^(server|via|x-powered-by|x-version|x-aspnet.*)$/i, where);
    assert.doesNotMatch(JSON.stringify(headers), /beast|boost|openssl|sqlite|asio/i, where);
    if (!where.endsWith("openapi.json")) assert.doesNotMatch(text, /beast|boost|openssl|sqlite|\.cpp\b/i, where);
  }
});
