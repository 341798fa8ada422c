// Directories in which cases have been closed and the destruction of their keys has been asked for.
import { writeFileSync } from "node:fs";
import path from "node:path";
import { asFile } from "./pictures.mjs";
import { temporaryFolder } from "./program.mjs";
import { foundedDirectory } from "./server.mjs";

export const asker = "labour-hcmc-1";
export const other = "labour-hcmc-2";

const paperOf = (name, { name: fileName, bytes }) => `
  - {at: "2023-06-04T08:05+07:00", who: bp-can-gio-1, act: identity_paper_added, case: ${name}, fields: {paper: ${JSON.stringify(asFile(fileName, bytes))}}}`;

/** From the boat to the closed case; she agreed that the department may know her name. Closed on 28 July 2023, so one year is over on 29 July 2024. */
const storyOf = (name, { words, fullName, paper }) => `
  - {at: "2023-06-03T22:41+07:00", who: bp-can-gio-1, begin: ${name}, fields: {found_place: sea, sex: female}}
  - {at: "2023-06-03T22:42+07:00", who: bp-can-gio-1, act: received, case: ${name}, fields: {found_place: sea, found_at: "2023-06-03T22:10+07:00", sex: female, age_group: adult, in_danger: false, words: "${words}", channel: found, papers_held: none}}
  - {at: "2023-06-04T08:00+07:00", who: bp-can-gio-1, act: identity_recorded, case: ${name}, fields: {full_name: "${fullName}"}}${paper ? paperOf(name, paper) : ""}
  - {at: "2023-06-04T08:10+07:00", who: bp-can-gio-1, act: consent_given, case: ${name}, fields: {recipients: [hcmc-labour-department], shares: [F3], purpose: case_work, given_by: self, text: share-plain, language: vi}}
  - {at: "2023-07-20T09:00+07:00", who: bp-can-gio-1, act: family_contacted, case: ${name}, fields: {agreed: true, outcome: reached, relative: "Mẹ"}}
  - {at: "2023-07-21T09:00+07:00", who: bp-can-gio-1, act: returned_home, case: ${name}, fields: {left_at: "2023-07-21T09:00+07:00", own_wish: true, destination: own_home}}
  - {at: "2023-07-28T10:00+07:00", who: ${asker}, act: closed, case: ${name}, fields: {reason: settled}}`;

/** Asked for, or only looked at, so that the clock stands after the year in either case. */
const afterwards = (name, keptUntil) =>
  keptUntil
    ? `
  - {at: "2024-09-04T09:00+07:00", who: ${asker}, act: erasure_asked, case: ${name}, fields: {erased_classes: [F3, F4c], erasure_ground: own_request, kept_until: "${keptUntil}"}}`
    : `
  - {at: "2024-09-04T09:00+07:00", look: ${asker}, case: ${name}, expect: {sees: [F1, F3]}}`;

/** @param cases for each {words, fullName, keptUntil, paper: {name, bytes}}; without a day to keep it until nobody has asked yet */
export function directoryOfClosed(cases) {
  const named = cases.map((one, at) => ({ name: `woman_${at + 1}`, ...one }));
  const steps = [
    ...named.flatMap((one) => storyOf(one.name, one).trim().split("\n")),
    ...named.map((one) => afterwards(one.name, one.keptUntil)),
  ].map((step) => step.trim());
  const moment = (step) => step.slice(0, 36);
  steps.sort((one, two) => (moment(one) < moment(two) ? -1 : Number(moment(one) > moment(two))));
  const file = path.join(temporaryFolder(), "closed.yaml");
  writeFileSync(
    file,
    `scenario: closed-cases\ntitle: {vi: Hồ sơ đã kết thúc, en: Closed cases}\nregulation: hcmc\nbegins: 2023-06-03T22:40+07:00\nsteps:\n  ${steps.join("\n  ")}\n`,
  );
  return foundedDirectory(file);
}
