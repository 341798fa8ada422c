// @vitest-environment node
import { afterEach, describe, expect, it, vi } from "vitest";
import type { Look, Looks } from "../src/api/client";
import { type Seen, verifyLooks } from "../src/domain/looks";
import {
  type Bytes,
  hex,
  joined,
  leafHash,
  sha256,
  utf8,
  verifyConsistency,
  verifyInclusion,
} from "../src/domain/merkle";
import { openCheckpoint, parseLogKey } from "../src/domain/note";

const caseId = "00000000000000000000000001";
const base64 = (bytes: Uint8Array) => btoa(String.fromCharCode(...bytes));

/** RFC 6962 section 2.1, word for word, over a list in memory. */
const node = (left: Bytes, right: Bytes) => sha256(joined(Uint8Array.of(1), left, right));
function splitOf(count: number): number {
  let k = 1;
  while (k * 2 < count) k *= 2;
  return k;
}
async function rootOf(leaves: string[]): Promise<Bytes> {
  if (leaves.length <= 1) return leaves[0] === undefined ? sha256(utf8("")) : leafHash(leaves[0]);
  const k = splitOf(leaves.length);
  return node(await rootOf(leaves.slice(0, k)), await rootOf(leaves.slice(k)));
}
async function pathOf(m: number, leaves: string[]): Promise<string[]> {
  if (leaves.length === 1) return [];
  const k = splitOf(leaves.length);
  const [left, right] = [leaves.slice(0, k), leaves.slice(k)];
  return m < k
    ? [...(await pathOf(m, left)), base64(await rootOf(right))]
    : [...(await pathOf(m - k, right)), base64(await rootOf(left))];
}
async function subproof(m: number, leaves: string[], whole: boolean): Promise<string[]> {
  if (m === leaves.length) return whole ? [] : [base64(await rootOf(leaves))];
  const k = splitOf(leaves.length);
  const [left, right] = [leaves.slice(0, k), leaves.slice(k)];
  return m <= k
    ? [...(await subproof(m, left, whole)), base64(await rootOf(right))]
    : [...(await subproof(m - k, right, false)), base64(await rootOf(left))];
}

/** A log of its own with a key of its own. */
async function makeLog(count: number) {
  const pair = (await crypto.subtle.generateKey("Ed25519", true, ["sign", "verify"])) as CryptoKeyPair;
  const key = joined(Uint8Array.of(1), new Uint8Array(await crypto.subtle.exportKey("raw", pair.publicKey)));
  const name = "nuong/example/0011223344556677";
  const id = (await sha256(joined(utf8(`${name}\n`), key))).slice(0, 4);
  const looks: Look[] = Array.from({ length: count }, (_, sequence) => ({
    sequence,
    at: "2023-06-03T22:26:20+07:00",
    act: sequence % 3 === 0 ? "write" : "read",
    what: { vi: "", en: "" },
    unit: "example-centre",
    unit_name: { vi: "", en: "" },
    role_name: { vi: "", en: "" },
    classes: ["F3"],
    rules: ["keeper-reads"],
    leaf: "",
    path: [],
  }));
  const leaves = looks.map((look) =>
    JSON.stringify({
      at: 1685805980123456,
      case: caseId,
      classes: look.classes,
      deed: look.act,
      hidden: "00",
      kind: "case",
      regulation: "abcd",
      rules: look.rules,
      seq: look.sequence,
      unit: look.unit,
      v: 2,
    }),
  );
  const view = async (size = count): Promise<Looks> => {
    const root = await rootOf(leaves.slice(0, size));
    const text = `${name}\n${size}\n${base64(root)}\n`;
    const signature = new Uint8Array(await crypto.subtle.sign("Ed25519", pair.privateKey, utf8(text)));
    return {
      looks: await Promise.all(
        looks.slice(0, size).map(async (look, at) => ({
          ...look,
          leaf: leaves[at] ?? "",
          path: await pathOf(at, leaves.slice(0, size)),
        })),
      ),
      checkpoint: {
        size,
        root: hex(root),
        note: `${text}\n— ${name} ${base64(joined(id, signature))}\n`,
        log: `${name}+${hex(id)}+${base64(key)}`,
      },
    };
  };
  const ask = (from: number, to: number) => subproof(from, leaves.slice(0, to), true);
  return { view, ask, leaves };
}

const never = () => Promise.reject(new Error("not to be asked"));

describe("proofs of RFC 6962", () => {
  it("hold for every leaf and every older size, and for no other", async () => {
    const leaves = Array.from({ length: 11 }, (_, at) => `leaf ${at}`);
    for (let size = 1; size <= leaves.length; size += 1) {
      const tree = leaves.slice(0, size);
      const root = await rootOf(tree);
      for (let at = 0; at < size; at += 1) {
        const path = await pathOf(at, tree);
        expect(await verifyInclusion(`leaf ${at}`, at, size, path, root)).toBe(true);
        expect(await verifyInclusion(`leaf ${at}x`, at, size, path, root)).toBe(false);
        expect(await verifyInclusion(`leaf ${at}`, at, size, [...path, base64(root)], root)).toBe(false);
        if (size > 1) expect(await verifyInclusion(`leaf ${at}`, (at + 1) % size, size, path, root)).toBe(false);
        if (path.length > 0) expect(await verifyInclusion(`leaf ${at}`, at, size, path.slice(0, -1), root)).toBe(false);
        const old = await rootOf(leaves.slice(0, at + 1));
        const proof = await subproof(at + 1, tree, true);
        expect(await verifyConsistency(at + 1, size, proof, old, root)).toBe(true);
        expect(await verifyConsistency(at + 1, size, [...proof, base64(root)], old, root)).toBe(false);
        if (at + 1 < size) expect(await verifyConsistency(at + 1, size, proof, root, old)).toBe(false);
        if (proof.length > 0) expect(await verifyConsistency(at + 1, size, proof.slice(1), old, root)).toBe(false);
      }
    }
  });

  it("are those of the certificate transparency project", async () => {
    const bytes = (text: string) => Uint8Array.from(text.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
    const first = bytes("6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d");
    const all = bytes("5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328");
    const path = [
      "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
      "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
      "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
    ].map((hash) => base64(bytes(hash)));
    expect(await verifyInclusion("", 0, 8, path, all)).toBe(true);
    expect(await verifyConsistency(1, 8, path, first, all)).toBe(true);
    expect(await verifyConsistency(2, 8, path, first, all)).toBe(false);
  });
});

describe("a signed checkpoint", () => {
  const log = "example.com/behind-the-sofa+1f59e8f5+AQOhB7/zzhC+HXDdGOdLwJln5NYwm6UNXx3chmQSVTG4";
  const text = "example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n";
  const line =
    "— example.com/behind-the-sofa H1no9Vbha/V7K+0nOUyOYWY2eeqkJO0R/8eVdJBP1U6klJ63rYHH36AjiNbqMeYZ5wXtNMpYFqOQG4s/igFrnBBp3AU=\n";
  const other =
    "— witness.example.com/w1 lpmAzwAAAABkGFDL6ade/xdmW0GepsICyPher/bBsso0aCocxkD4MgnQ2J3N/61CxrucC0uO4wzUWe3K7XvjkEYtewKXIfP/U7l4Cw==\n";
  const open = async (note: string) => {
    const key = await parseLogKey(log);
    return key && openCheckpoint(note, key);
  };
  afterEach(() => vi.restoreAllMocks());

  it("is read as another program signed it, unknown signatures passed over", async () => {
    expect((await open(`${text}\n${line}`))?.size).toBe(20852163);
    expect((await open(`${text}\n${other}${line}`))?.origin).toBe("example.com/behind-the-sofa");
    expect(await open(`${text}\n${other}`)).toBeUndefined();
  });

  it("is read where the browser has no Ed25519 of its own", async () => {
    vi.spyOn(crypto.subtle, "importKey").mockRejectedValue(new DOMException("no", "NotSupportedError"));
    expect((await open(`${text}\n${line}`))?.size).toBe(20852163);
    expect(await open(`${text.replace("20852163", "20852164")}\n${line}`)).toBeUndefined();
  });

  it("is refused when anything in it was changed", async () => {
    const note = `${text}\n${line}`;
    for (let at = 0; at < note.length; at += 1) {
      const changed = `${note.slice(0, at)}${note[at] === "x" ? "y" : "x"}${note.slice(at + 1)}`;
      expect(await open(changed), changed).toBeUndefined();
    }
    for (const ill of ["", "\n\n", text, `${text}\n`, `${text}${line}`, `${text}\n${line}x`, `\t${text}\n${line}`])
      expect(await open(ill)).toBeUndefined();
  });

  it("is not opened with a key whose id is another's", async () => {
    expect(await parseLogKey(log.replace("1f59e8f5", "1f59e8f6"))).toBeUndefined();
    expect(await parseLogKey("example.com")).toBeUndefined();
  });
});

describe("a list of looks", () => {
  it("is verified, and again when the ledger has grown", async () => {
    const log = await makeLog(13);
    const first = await verifyLooks(await log.view(6), caseId, undefined, never);
    if (first.state !== "verified") throw new Error("not verified");
    expect(first.seen.size).toBe(6);
    const then = await verifyLooks(await log.view(), caseId, first.seen, log.ask);
    expect(then).toMatchObject({ state: "verified", seen: { size: 13 } });
    const late = await verifyLooks(
      await log.view(6),
      caseId,
      then.state === "verified" ? then.seen : undefined,
      log.ask,
    );
    expect(late).toMatchObject({ state: "verified", seen: { size: 13 } });
  });

  it("fails at the row that shows something else than its leaf", async () => {
    const view = await (await makeLog(5)).view();
    const changes: Partial<Look>[] = [
      { unit: "other" },
      { act: "refused" },
      { at: "2023-06-03T22:26:21+07:00" },
      { classes: [] },
      { rules: ["other"] },
      { sequence: 3 },
      { leaf: "{" },
    ];
    for (const change of changes) {
      const looks = view.looks.map((look, at) => (at === 2 ? { ...look, ...change } : look));
      const verdict = await verifyLooks({ ...view, looks }, caseId, undefined, never);
      expect(verdict, JSON.stringify(change)).toMatchObject({ state: "failed", fault: "look" });
    }
    expect(await verifyLooks(view, "00000000000000000000000002", undefined, never)).toMatchObject({ fault: "look" });
  });

  it("fails when row and leaf were changed together, or the way to the root was", async () => {
    const view = await (await makeLog(5)).view();
    const forged = (change: (look: Look) => Look) => ({
      ...view,
      looks: view.looks.map((look, at) => (at === 1 ? change(look) : look)),
    });
    const both = forged((look) => ({ ...look, unit: "other", leaf: look.leaf.replace("example-centre", "other") }));
    const path = forged((look) => ({ ...look, path: look.path.slice(1) }));
    const foreign = forged((look) => ({ ...look, path: view.looks[3]?.path ?? [] }));
    for (const one of [both, path, foreign])
      expect(await verifyLooks(one, caseId, undefined, never)).toMatchObject({ fault: "look", sequence: 1 });
  });

  it("fails when size, root or key of the checkpoint are not those that were signed", async () => {
    const [mine, other] = [await (await makeLog(5)).view(), await (await makeLog(5)).view()];
    const changes = [
      { size: 4 },
      { root: "00".repeat(32) },
      { note: mine.checkpoint.note.replace("\n5\n", "\n6\n") },
      { log: other.checkpoint.log },
      { log: "x" },
    ];
    for (const change of changes) {
      const view = { ...mine, checkpoint: { ...mine.checkpoint, ...change } };
      expect(await verifyLooks(view, caseId, undefined, never)).toEqual({ state: "failed", fault: "signature" });
    }
  });

  it("fails when the log is another or its past was rewritten", async () => {
    const [mine, other] = [await makeLog(8), await makeLog(8)];
    const view = await mine.view();
    const seen: Seen = { log: view.checkpoint.log, size: 5, root: base64(await rootOf(mine.leaves.slice(0, 5))) };
    const foreign = { ...seen, log: (await other.view()).checkpoint.log };
    expect(await verifyLooks(view, caseId, foreign, never)).toEqual({ state: "failed", fault: "key" });
    const rewritten = { ...seen, root: base64(await rootOf(["x"])) };
    expect(await verifyLooks(view, caseId, rewritten, mine.ask)).toEqual({ state: "failed", fault: "history" });
    expect(await verifyLooks(view, caseId, { ...rewritten, size: 8 }, never)).toMatchObject({ fault: "history" });
    expect(await verifyLooks(view, caseId, { ...seen, size: 9 }, async () => undefined)).toMatchObject({
      fault: "history",
    });
    expect(await verifyLooks(view, caseId, seen, never)).toEqual({ state: "failed", fault: "unreachable" });
  });
});
