// Reform day on screen: one officer proposes, another of another office confirms, and the work stands with the successor;
// who has no part in it is told so.
import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import path from "node:path";
import { after, before, describe, it } from "node:test";
import { temporaryFolder } from "../support/program.mjs";
import { foundedDirectory, Server } from "../support/server.mjs";
import { auditEverywhere } from "./support/audit.mjs";
import { launchBrowser, narrow } from "./support/browser.mjs";
import { Officer } from "./support/officer.mjs";


/** On the morning of 1 March 2025 the district police still owe an answer about a man found at sea. */
const beforeReform = `scenario: before-reform
title: {vi: Trước ngày chuyển đổi, en: Before the reform day}
regulation: hcmc
begins: 2025-02-24T08:00+07:00
steps:
  - {at: "2025-02-24T08:00+07:00", who: bp-can-gio-1, begin: man, fields: {found_place: sea, sex: male}}
  - {at: "2025-02-24T08:05+07:00", who: bp-can-gio-1, act: received, case: man,
     fields: {found_place: sea, found_at: "2025-02-24T07:30+07:00", sex: male, age_group: adult, in_danger: false}}
  - {at: "2025-02-24T09:00+07:00", who: bp-can-gio-1, act: identity_recorded, case: man, fields: {full_name: "Trần Văn Biển", birth_year: 1990}}
  - {at: "2025-02-24T09:10+07:00", who: bp-can-gio-1, act: office_notified, case: man, fields: {to: hcmc-labour-office-can-gio}}
  - {at: "2025-02-26T09:00+07:00", who: labour-can-gio-1, act: verification_requested, case: man, fields: {to: hcmc-police-can-gio}}
  - {at: "2025-03-01T08:00+07:00", expect_beds: {unit: hcmc-social-support-centre, group: men, free: 4}}
`;

let server;
let browser;
let labour;
let police;

const main = (officer) => officer.page.getByRole("main");
const shows = (officer, words) => main(officer).getByText(words).filter({ visible: true }).first().waitFor();
const button = (where, name) => where.getByRole("button", { name, exact: true });

async function openDay(officer) {
  await officer.goTo("Thêm");
  await main(officer).getByRole("link", { name: "Xem các ngày chuyển đổi" }).click();
  await officer.heading("Ngày chuyển đổi").waitFor();
  await main(officer).getByRole("link", { name: /^01\/03\/2025/ }).click();
  await shows(officer, /^Ngày 01\/03\/2025/);
}

async function take(officer, step) {
  await button(main(officer), step).click();
  const dialog = officer.page.getByRole("dialog", { name: step, exact: true });
  await button(dialog, step).click();
  await dialog.waitFor({ state: "detached" });
}

describe("the reform page", { concurrency: 1 }, () => {
  before(async () => {
    const file = path.join(temporaryFolder(), "before-reform.yaml");
    writeFileSync(file, beforeReform);
    server = await Server.start(await foundedDirectory(file));
    browser = await launchBrowser();
    labour = await Officer.signedIn(browser, server, "labour-hcmc-1");
  });

  after(async () => {
    await browser?.close();
    await server?.stop();
  });

  it("shows what would move, and that nobody has brought the keys yet", async () => {
    await openDay(labour);
    await shows(labour, "Liên quan 1 hồ sơ.");
    await shows(labour, /chờ giao khóa/);
    await shows(labour, "Trả lời kết quả xác minh");
    await auditEverywhere(labour, "reform", () => shows(labour, /^(Liên quan 1 hồ sơ|1 case is concerned)/));
  });

  it("lets one propose, and not confirm what she proposed", async () => {
    await take(labour, "Đề xuất");
    await shows(labour, /chờ xác nhận/);
    assert.equal(await button(main(labour), "Xác nhận chuyển").count(), 0);
    assert.equal(await button(main(labour), "Rút đề xuất").count(), 1);
  });

  it("takes the keys as a member of the ended unit signs in, and the other office confirms by telephone", async () => {
    const ended = await server.signIn("police-can-gio-1");
    police = await Officer.signedIn(browser, server, "police-hcmc-1", narrow);
    await openDay(police);
    await shows(police, /khóa đã sẵn sàng/);
    await take(police, "Xác nhận chuyển");
    await shows(police, /khóa đã chuyển/);
    await auditEverywhere(police, "reform-confirmed", () => shows(police, /^(Xác nhận|Confirmed):/));
    assert.deepEqual((await ended.get("/duties")).json.mine, []);
  });

  it("has given the work to the successor, which now sees the case", async () => {
    await police.goTo("Việc hôm nay");
    await police.duty("Trả lời kết quả xác minh").waitFor();
  });

  it("is refused to a unit that has no part in it", async () => {
    const post = await server.signIn("bp-can-gio-1");
    const answer = await post.get("/reforms");
    assert.equal(answer.status, 403, answer.text);
  });

  it("left nothing wrong in any window", () => {
    labour.window.checkNothingWrong("labour-hcmc-1");
    police.window.checkNothingWrong("police-hcmc-1");
  });
});
