// A running server on a directory of its own, and the people who work with it.
import { randomUUID } from "node:crypto";
import { writeFileSync } from "node:fs";
import path from "node:path";
import { Feed, request } from "./http.mjs";
import { demoPassword, nuong, start, temporaryFolder } from "./program.mjs";

export const cookieName = "__Host-nuong";

const emptyProvince = `scenario: empty
title: {vi: Tỉnh mẫu chưa có hồ sơ, en: A province without cases}
regulation: hcmc
begins: 2023-06-03T22:40+07:00
steps:
  - {at: "2023-06-03T22:40+07:00", expect_beds: {unit: hcmc-social-support-centre, group: women, free: 6}}
`;

/** A founded data directory with the demo members of Ho Chi Minh City; `scenario` is a file, or none for no case. */
export async function foundedDirectory(scenario) {
  const folder = temporaryFolder();
  const file = scenario ?? path.join(folder, "empty.yaml");
  if (scenario === undefined) writeFileSync(file, emptyProvince);
  const data = path.join(folder, "data");
  const { code, said, complained } = await nuong("scenario", file, "--data", data);
  if (code !== 0) throw new Error(`the scenario failed:\n${said}${complained}`);
  return data;
}

export class Server {
  /** Called with every answer the server gives to a request made through this object. */
  watch = () => {};

  /** @param data a founded directory; a fresh one when absent @param beside founded directories served beside it @param more options of `serve` @param how as of `start`; `patience`: milliseconds until it has to answer */
  static async start(data, beside = [], more = [], how = {}) {
    const server = new Server();
    server.data = data ?? (await foundedDirectory());
    server.running = start(["serve", "--data", server.data, "--port", "0", ...beside.flatMap((one) => ["--beside", one]), ...more], undefined, how);
    server.port = await server.#printedPort(how.patience);
    return server;
  }

  async stop() {
    this.running.child.kill("SIGTERM");
    return this.running.ended;
  }

  /** Lines of its log but for the counts of what was refused (docs/reference/logs.md). */
  get faults() {
    return this.running.complained.split("\n").filter((line) => line !== "" && !line.includes('"event":"refused"'));
  }

  /** What the server wrote to its log. */
  get log() {
    return this.running.said + this.running.complained;
  }

  async request(facts) {
    const answer = await request(this.port, facts);
    this.watch(answer, facts);
    return answer;
  }

  /** @returns {Promise<Session>} */
  async signIn(member, password = demoPassword) {
    const answer = await this.request({
      method: "POST",
      path: "/api/v1/session",
      headers: { "Content-Type": "application/json" },
      body: { member, password },
    });
    if (answer.status !== 200) throw new Error(`${member} was not let in: ${answer.text}`);
    const cookie = answer.headers["set-cookie"][0].split(";")[0];
    return new Session(this, answer.json, cookie);
  }

  async #printedPort(patience = 20_000) {
    const deadline = Date.now() + patience;
    while (Date.now() < deadline && this.running.child.exitCode === null) {
      const found = /http:\/\/localhost:(\d+)/.exec(this.running.said);
      if (found) return Number(found[1]);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    throw new Error(`the server did not start:\n${this.log}`);
  }
}

/** Somebody signed in. */
export class Session {
  constructor(server, me, cookie) {
    this.server = server;
    this.me = me;
    this.cookie = cookie;
  }

  get(target, headers = {}) {
    return this.server.request({ path: `/api/v1${target}`, headers: { Cookie: this.cookie, ...headers } });
  }

  /** A write; `key` and `headers` only when a test wants its own. */
  post(target, body, { key = randomUUID(), headers = {} } = {}) {
    const given = { Cookie: this.cookie, "Content-Type": "application/json", "Idempotency-Key": key, ...headers };
    return this.server.request({ method: "POST", path: `/api/v1${target}`, headers: given, body });
  }

  signOut() {
    return this.server.request({ method: "DELETE", path: "/api/v1/session", headers: { Cookie: this.cookie } });
  }

  begin(fields, options) {
    return this.post("/cases", { fields }, options);
  }

  act(caseId, kind, version, fields, options) {
    return this.post(`/cases/${caseId}/acts/${kind}`, { version, fields }, options);
  }

  follow() {
    return Feed.open(this.server.port, { Cookie: this.cookie });
  }
}

/** What must be asked when somebody is received. */
export const reception = {
  found_place: "sea",
  found_at: "2023-06-03T22:40+07:00",
  sex: "female",
  age_group: "adult",
  in_danger: false,
};

/** A case that has been received: its id and version. */
export async function receivedCase(session, fields = {}) {
  const begun = await session.begin({ found_place: "sea" });
  const { case_id, version } = begun.json;
  const received = await session.act(case_id, "received", version, { ...reception, ...fields });
  if (received.status !== 201) throw new Error(`the reception was refused: ${received.text}`);
  return received.json;
}

/** A case whose identity the labour office, which coordinates its referral, may open in an emergency only: its id and version. */
export async function referredCase(session) {
  let { case_id, version } = await receivedCase(session);
  const to = "hcmc-social-support-centre";
  for (const [kind, fields] of [
    ["identity_recorded", { full_name: "Võ Thị Lan Chi", birth_year: 2001 }],
    ["lodging_unavailable", { reason: "no_fitting_room" }],
    ["referral_sent", { to, bed_group: "women", with: "hcmc-labour-office-can-gio", needs: ["lodging"] }],
  ]) {
    const done = await session.act(case_id, kind, version, fields);
    if (done.status !== 201) throw new Error(`${kind} was refused: ${done.text}`);
    ({ version } = done.json);
  }
  return { case_id, version };
}

/** Opens the identity of three cases in an emergency, one after another: the first is open, the others wait for a second person. */
export async function threeEmergencies(server) {
  const post = await server.signIn("bp-can-gio-1");
  const office = await server.signIn("labour-can-gio-1");
  for (let i = 0; i < 3; ++i) {
    const { case_id, version } = await referredCase(post);
    await office.get(`/cases/${case_id}`);
    const asked = { opened_class: "F3", reason: "missing", words: "Không thấy về" };
    const done = await office.act(case_id, "emergency_requested", version, asked);
    if (done.status !== 201) throw new Error(`emergency ${i} was refused: ${done.text}`);
  }
}
