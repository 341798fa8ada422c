// A real directory with its first members.
import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import path from "node:path";
import { nuongTold, temporaryFolder } from "./program.mjs";

const founders = `members:
  - {member: lan, unit: hcmc-border-post-can-gio, title: {vi: Đồn trưởng, en: Head of the post}, duties: [approver]}
  - {member: mai, unit: hcmc-social-support-centre, title: {vi: Giám đốc, en: Director}, duties: [approver]}
`;

/**
 * A directory that is no demo, and the shares of its recovery key. lan leads the post, mai the centre.
 * @param data where it is to be @param more founders besides: name → unit
 */
export async function founded(data = path.join(temporaryFolder(), "real"), more = {}) {
  const folder = temporaryFolder();
  const file = path.join(folder, "founders.yaml");
  const others = Object.entries(more).map(
    ([name, unit]) => `  - {member: ${name}, unit: ${unit}, title: {vi: Lãnh đạo, en: Head}, duties: [approver]}\n`,
  );
  writeFileSync(file, [founders, ...others].join(""));
  const told = ["lan", "mai", ...Object.keys(more)].map((name) => `the password of ${name}`);
  const { code, said, complained } = await nuongTold(told, "found", data, "--regulation", "hcmc", "--members", file);
  assert.equal(code, 0, complained);
  assert.match(said, /public key.*: [0-9a-f]{64}/);
  const shares = [...said.matchAll(/^Share \d: (.*)$/gm)].map(([, share]) => share);
  assert.equal(shares.length, 5);
  return { data, shares };
}
