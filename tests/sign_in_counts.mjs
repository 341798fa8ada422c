// node tests/sign_in_counts.mjs — how many instructions a refused sign-in costs, whoever is named and whatever is typed: callgrind counts them in
// a real server with the password cost of production. What differs by more than a hundredth tells who exists, or whose password was right.
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { oneTimeCode } from "./support/authenticator.mjs";
import { founded } from "./support/founded.mjs";
import { binary, temporaryFolder } from "./support/program.mjs";
import { Server } from "./support/server.mjs";

const most = 0.01;
const counted =
  "nuong::operations::SignIn(nuong::operations::Services&, nuong::operations::Caller const&, nuong::operations::SignInRequest const&)";
const folder = temporaryFolder();
const program = path.join(folder, "counted");
const options = ["--tool=callgrind", "--collect-atstart=no", `--toggle-collect=${counted}`, `--dump-after=${counted}`, `--callgrind-out-file=${folder}/counts`];
writeFileSync(program, `#!/bin/sh\nexec valgrind ${options.map((one) => `'${one}'`).join(" ")} "${binary}" "$@"\n`, { mode: 0o700 });

const dumps = () => readdirSync(folder).filter((name) => name.startsWith("counts.")).map((name) => Number(name.split(".").at(-1)));

/** One try; gives its status and its instructions. */
async function tried(server, body) {
  const before = dumps().length;
  const { status } = await server.request({ method: "POST", path: "/api/v1/session", headers: { "Content-Type": "application/json" }, body });
  const number = Math.max(...dumps());
  if (dumps().length !== before + 1) throw new Error("callgrind did not count this try");
  return { status, instructions: Number(/^totals: (\d+)$/m.exec(readFileSync(path.join(folder, `counts.${number}`), "utf8"))[1]) };
}

const server = await Server.start((await founded()).data, [], [], { program, patience: 180_000 });
const right = "the password of lan";
const session = await server.signIn("lan", right);
const { secret } = (await session.post("/session/codes")).json;
const confirmed = await session.post("/session/codes/confirm", { code: oneTimeCode(secret, Date.now()) });
if (confirmed.status !== 200) throw new Error(confirmed.text);

const arms = [
  ["nobody of that name", { member: "nobody", password: "wrong password" }],
  ["again nobody", { member: "no-one", password: "wrong password" }],
  ["a member, wrong password", { member: "mai", password: "wrong password" }],
  ["a member with codes, wrong password", { member: "lan", password: "wrong password", code: "000000" }],
  ["a member with codes, right password, wrong code", { member: "lan", password: right, code: "000000" }],
  ["a member, long password", { member: "mai", password: "wrong password ".repeat(12) }],
  ["nobody, long password", { member: "nobody", password: "wrong password ".repeat(12) }],
  ["no name at all", { member: "Lan!", password: "wrong password" }],
];
let base;
let differ = 0;
for (const [what, body] of arms) {
  const { status, instructions } = await tried(server, body);
  base ??= instructions;
  const off = instructions / base - 1;
  if (status !== 401 || Math.abs(off) > most) ++differ;
  console.log(`${String(instructions).padStart(12)}  ${(off * 100).toFixed(4).padStart(9)} %  ${status}  ${what}`);
}
await server.stop();
console.log(`${arms.length} kinds of refused sign-in, ${differ} that can be told apart by more than ${most * 100} %`);
process.exit(differ === 0 ? 0 : 1);
