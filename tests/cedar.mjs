// The access rules in Cedar: every rule is translated by itself, and Cedar answers the abstract requests that the server answered.
//   node tests/cedar.mjs REGULATION [SECONDS] [WASM PACKAGE FOLDER]
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createRequire } from "node:module";
import path from "node:path";
import readline from "node:readline";

const [regulation, seconds = "600", folder = "build/cedar"] = process.argv.slice(2);
const cedar = createRequire(path.resolve(folder, "package.json"))("@cedar-policy/cedar-wasm/nodejs");

const quoted = (text) => JSON.stringify(text);
const attribute = (name) => `context[${quoted(name)}]`;

/** Reads the part of the conditions' language that access rules use, and writes Cedar. It shares nothing with the server's parser. */
class Translator {
  constructor(source) {
    this.tokens = source.match(/'[^']*'|[a-z_][a-z0-9_.]*|\d+|&&|\|\||==|!=|>=|<=|[!()[\],<>]/g) ?? [];
    this.at = 0;
    this.names = new Set();
  }
  peek = () => this.tokens[this.at];
  take = () => this.tokens[this.at++];
  expect(token) {
    if (this.take() !== token) throw new Error(`${token} expected in ${this.tokens.join(" ")}`);
  }
  chain(operator, part) {
    const parts = [part()];
    while (this.peek() === operator) {
      this.take();
      parts.push(part());
    }
    return parts.length === 1 ? parts[0] : `(${parts.join(` ${operator} `)})`;
  }
  whole() {
    const text = this.or();
    if (this.at !== this.tokens.length) throw new Error(`left over: ${this.tokens.slice(this.at).join(" ")}`);
    return text;
  }
  or = () => this.chain("||", this.and);
  and = () => this.chain("&&", this.not);
  not = () => {
    if (this.peek() !== "!") return this.relation();
    this.take();
    return `!(${this.not()})`;
  };
  relation = () => {
    if (this.peek() === "(") {
      this.take();
      const inner = this.or();
      this.expect(")");
      return `(${inner})`;
    }
    if (this.peek() === "size") return this.size();
    const left = this.operand();
    const operator = this.peek();
    if (operator === "==" || operator === "!=") {
      this.take();
      return `${left} ${operator} ${this.operand()}`;
    }
    if (operator !== "in") return left;
    this.take();
    return `${this.operand()}.contains(${left})`;
  };
  size() {
    this.take();
    this.expect("(");
    const list = this.operand();
    this.expect(")");
    const operator = this.take();
    this.expect("0");
    if (operator === "==") return `${list}.isEmpty()`;
    if (operator === ">") return `!(${list}.isEmpty())`;
    throw new Error(`size ${operator}`);
  }
  operand() {
    const token = this.take();
    if (token === "true" || token === "false") return token;
    if (token.startsWith("'")) return quoted(token.slice(1, -1));
    if (token !== "[") {
      this.names.add(token);
      return attribute(token);
    }
    const items = [];
    while (this.peek() !== "]") {
      items.push(this.operand());
      if (this.peek() === ",") this.take();
    }
    this.take();
    return `[${items.join(", ")}]`;
  }
}

/** What a rule speaks of stands in its condition too, so that Cedar decides that as well. */
function policyOf({ id, effect, actions, classes, when }) {
  const parts = [`[${actions.map((action) => quoted(action)).join(", ")}].contains(${attribute("action")})`];
  parts.push(`(${attribute("class")} == "" || [${classes.map((code) => quoted(code)).join(", ")}].contains(${attribute("class")}))`);
  if (when !== "") {
    const translator = new Translator(when);
    const condition = translator.whole();
    const known = [...translator.names].map((name) => `context has ${quoted(name)}`).join(" && ") || "true";
    // As the server reads what is unknown: it forbids where it stands in a forbid, and permits nothing in a permit.
    parts.push(effect === "forbid" ? `(!(${known}) || (${condition}))` : `(${known}) && (${condition})`);
  }
  return `@id(${quoted(id)})\n${effect}(principal, action, resource) when { ${parts.join(" && ")} };`;
}

const entity = (type) => ({ type, id: "it" });
const contextOf = (request) => ({
  action: request.action,
  class: request.class ?? "",
  "unit.role": request.role,
  "unit.relations": request.relations,
  "unit.is_prepared": request.prepared,
  "unit.consent": request.consent,
  "unit.emergency": request.emergency,
  "session.is_strong": request.strong,
  "session.by_passkey": request.passkey,
  ...(request.purpose === "" ? {} : { "request.purpose": request.purpose }),
  ...Object.fromEntries(Object.entries(request.case).map(([name, value]) => [`case.${name}`, value])),
});

const rules = [];
const tally = { asked: 0, allowed: 0, stood_for: 0, differ: 0, skipped: 0 };
const began = Date.now();
const ready = new Set();

/** The rules that name the action; whether they speak of the class too, Cedar decides. */
function rulesFor(action) {
  if (ready.has(action)) return action;
  const named = rules.filter(({ actions }) => actions.includes(action));
  const parsed = cedar.preparsePolicySet(action, { staticPolicies: named.map(policyOf).join("\n") });
  if (parsed.type !== "success") throw new Error(JSON.stringify(parsed.errors ?? parsed));
  ready.add(action);
  return action;
}

function answer(request) {
  const given = cedar.statefulIsAuthorized({
    principal: entity("Unit"),
    action: entity("Action"),
    resource: entity("Case"),
    context: contextOf(request),
    preparsedPolicySetId: rulesFor(request.action),
    validateRequest: false,
    entities: [],
  });
  if (given.type !== "success") throw new Error(JSON.stringify(given));
  const errors = given.response.diagnostics.errors;
  if (errors.length > 0) throw new Error(JSON.stringify(errors[0]));
  return given.response.decision === "allow";
}

// Of the groups, each NUONG_EVERYth, so that every action and class comes up.
const every = Number(process.env.NUONG_EVERY ?? "1");
let lineNumber = 0;
const program = spawn("build/release/nuong", ["check", regulation, "--access", "--requests"], { stdio: ["ignore", "pipe", "inherit"] });
const ended = once(program, "close");
for await (const line of readline.createInterface({ input: program.stdout })) {
  const read = JSON.parse(line);
  if (read.when !== undefined) {
    rules.push(read);
    continue;
  }
  lineNumber += 1;
  if (lineNumber % every !== 0 || Date.now() - began > Number(seconds) * 1000) {
    tally.skipped += 1;
    continue;
  }
  const allowed = answer(read);
  tally.asked += 1;
  tally.stood_for += read.weight;
  if (allowed) tally.allowed += 1;
  if (allowed === read.allowed) continue;
  tally.differ += 1;
  if (tally.differ <= 10) console.log(`Cedar says ${allowed}: ${line}`);
}
console.log(
  `${regulation}: ${rules.length} rules; Cedar answered ${tally.asked} requests that stand for ${tally.stood_for} (${tally.allowed} allowed) in ` +
    `${Math.round((Date.now() - began) / 1000)} s, ${tally.skipped} were not put to it; ${tally.differ} answered otherwise`,
);
const [code] = await ended;
if (code !== 0) console.log(`the program did not tell them all: it ended with ${code}`);
process.exit(tally.differ === 0 && tally.asked > 0 && code === 0 ? 0 : 1);
