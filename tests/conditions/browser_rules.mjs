// The browser's evaluator (web/src/rules), built by the bundler that builds the UI.
import { mkdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { gzipSync } from "node:zlib";

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "../..");
const folder = path.join(root, "build/test/browser-rules");

async function bundle() {
  const { build } = await import(pathToFileURL(createRequire(path.join(root, "web/package.json")).resolve("vite")).href);
  mkdirSync(folder, { recursive: true });
  const entry = (name) => path.join(root, "web/src/rules", `${name}.ts`);
  await build({
    configFile: false,
    publicDir: false,
    logLevel: "error",
    root: path.join(root, "web"),
    build: {
      target: "es2022",
      outDir: folder,
      emptyOutDir: true,
      lib: { entry: { condition: entry("condition"), explain: entry("explain") }, formats: ["es"] },
      rolldownOptions: { output: { minify: true } },
    },
  });
}

const built = bundle();

export async function browserRules() {
  await built;
  const load = (name) => import(pathToFileURL(path.join(folder, `${name}.js`)).href);
  return { ...(await load("condition")), ...(await load("explain")) };
}

/** What a page loads that only asks for the truth: gzipped, with what it shares with the explanation. */
export async function bundleBytes() {
  await built;
  const source = readFileSync(path.join(folder, "condition.js"), "utf8");
  const shared = [...source.matchAll(/from\s*"\.\/([^"]+)"/g)].map(([, name]) => readFileSync(path.join(folder, name)));
  return gzipSync(Buffer.concat([Buffer.from(source), ...shared])).length;
}
