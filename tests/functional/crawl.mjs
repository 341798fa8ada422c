// Asks for everything the description lets a member ask for, so that a test can look for what must not be told.
import { randomUUID } from "node:crypto";

export const absentId = "0000000000000000000000000a";
const methods = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE"];
/** Would end the session, costs a password check, or does not end. */
const leftOut = ["signOut", "signIn", "followFeed"];
const bodies = {
  beginCase: { fields: "x" }, // refused, so that no case is made
  performAct: { version: 999, fields: { text: "x" } },
  keepCosignature: { size: 1, lines: "x" },
  reviewRuleChange: { before: "0", after: "0", gained: 0, lost: 0, held: 0 },
  searchPersons: { name: "Bui Van Khong Co" },
  answerAlert: { finding: "x" },
  plantBait: { name: "x" },
  askExport: { classes: ["F3"], reason: "report" },
  takeExport: { language: "vi" },
  traceMark: { mark: "1-AAAAAAAA" },
  findEntitlements: { on: "2023-06-03", facts: {} },
};

export const everythingOf = (answer) => `${answer.text}\n${JSON.stringify(answer.headers)}`;

export class Crawler {
  /** Ids of the cases that are asked for, beside one that is absent and no id at all. */
  cases = [];
  /** Entries that brought a picture. */
  pictures = [];
  asked = 0;
  filesTaken = 0;

  static async on(server) {
    const crawler = new Crawler();
    crawler.server = server;
    crawler.description = (await server.request({ path: "/api/v1/openapi.json" })).json;
    return crawler;
  }

  /**
   * Every answer this member is given, by method and address, refusals among them; `thoroughly`, also every method no
   * address takes, and other formats than ours.
   */
  async crawl(session, thoroughly = false) {
    const answers = new Map();
    const ask = async (method, target, body, headers = {}) => {
      const name = `${method} ${target}${headers.Accept ? ` as ${headers.Accept}` : ""}`;
      const given = { Cookie: session.cookie, ...headers };
      if (method === "POST") {
        given["Idempotency-Key"] = randomUUID();
        if (body) given["Content-Type"] = "application/json";
      }
      answers.set(name, await this.server.request({ method, path: `/api/v1${target}`, headers: given, body }));
    };
    for (const [pattern, described] of Object.entries(this.description.paths)) {
      for (const method of methods) {
        const operation = described[method.toLowerCase()];
        if (leftOut.includes(operation?.operationId) || (!operation && !thoroughly)) continue;
        for (const target of this.#targetsOf(pattern, operation)) {
          await ask(method, target, operation?.requestBody && (bodies[operation.operationId] ?? {}));
          if (operation && method === "GET" && thoroughly) {
            for (const format of ["text/csv", "application/pdf", "text/html"]) {
              await ask(method, target, undefined, { Accept: format });
            }
          }
        }
      }
    }
    for (const classes of [[], ["F3"]]) {
      const exported = await session.post("/exports", { classes, reason: "report" });
      const [newest] = exported.status === 201 ? exported.json.exports : [];
      if (!newest?.may_take) continue;
      await ask("POST", `/exports/${newest.sequence}/take`, { language: "vi" });
      this.filesTaken += 1;
    }
    await ask("GET", "/nothing");
    const { next } = answers.get("GET /cases?limit=1").json;
    if (next) await ask("GET", `/cases?limit=1&cursor=${next}`);
    this.asked += answers.size;
    return answers;
  }

  /** What is asked in an address; a name that is not here gets the one value that stands for all others. */
  #inAddress(name) {
    if (name === "case_id") return [...this.cases, absentId, `${this.cases[0]}x`];
    if (name === "kind") return ["note_added", "identity_recorded", "no_such_act", "act"];
    if (name === "day") return ["2025-03-01", "2023-06-03", "x"];
    if (name === "sequence") return ["1", "9", "x", ...this.pictures.map(String)];
    return ["lodge-at-post"];
  }

  /** The addresses of a pattern, each with every value of its names and of the query about a case. */
  #targetsOf(pattern, operation) {
    let targets = [pattern.slice("/api/v1".length)];
    for (const [whole, name] of pattern.matchAll(/\{(\w+)\}/g)) {
      targets = targets.flatMap((target) => this.#inAddress(name).map((value) => target.replace(whole, value)));
    }
    const asks = (operation?.parameters ?? []).filter((one) => one.in === "query").map((one) => one.name);
    if (asks.includes("case_id")) {
      targets.push(...targets.flatMap((target) => this.#inAddress("case_id").map((id) => `${target}?case_id=${id}`)));
    }
    if (asks.includes("from")) targets.push(...targets.map((target) => `${target}?from=1&to=5`));
    if (asks.includes("limit")) targets.push(...targets.flatMap((target) => [`${target}?limit=1`, `${target}?limit=x`]));
    return targets;
  }
}
