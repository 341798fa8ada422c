// A real directory with its first members.
import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import path from "node:path";
import { nuongTold, temporaryFolder } from "./program.mjs";

const founders = `members:
  - {member: lan, unit: hcmc-border-post-can-gio, title: {vi: Đồn trưởng, en: Head of the post}, duties: [approver]}
  - {member: mai, unit: hcmc-social-support-centre, title: {vi: Giám đốc, en: Director}, duties: [approver]}
`;

/** How a directory is founded by them: the words of the command, and what they type. @param more founders besides: name → unit */
export function founding(data, more = {}) {
  const file = path.join(temporaryFolder(), "founders.yaml");
  const others = Object.entries(more).map(
    ([name, unit]) => `  - {member: ${name}, unit: ${unit}, title: {vi: Lãnh đạo, en: Head}, duties: [approver]}\n`,
  );
  writeFileSync(file, [founders, ...others].join(""));
  const told = ["lan", "mai", ...Object.keys(more)].map((name) => `the password of ${name}`);
  return { args: ["found", data, "--regulation", "hcmc", "--members", file], told };
}

export const sharesIn = (said) => [...said.matchAll(/^Share \d: (.*)$/gm)].map(([, share]) => share);

/** A directory that is no demo, and the shares of its recovery key. lan leads the post, mai the centre. @param data where it is to be @param more as of `founding` */
export async function founded(data = path.join(temporaryFolder(), "real"), more = {}) {
  const { args, told } = founding(data, more);
  const { code, said, complained } = await nuongTold(told, ...args);
  assert.equal(code, 0, complained);
  assert.match(said, /public key.*: [0-9a-f]{64}/);
  const shares = sharesIn(said);
  assert.equal(shares.length, 5);
  return { data, shares };
}
